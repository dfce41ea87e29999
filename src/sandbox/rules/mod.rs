//! The platform's rules, each in a file of its own and free of HTTP: who may ask, what they see, how often,
//! and what a new token must look like.

pub(crate) mod auth;
pub(crate) mod code;
pub(crate) mod number;
pub(crate) mod rate;
pub(crate) mod replay;
pub(crate) mod scope;
pub(crate) mod sight;
pub(crate) mod token_request;
