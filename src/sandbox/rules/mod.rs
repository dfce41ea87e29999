//! The platform's rules, each in a file of its own and free of HTTP: who may ask, what they see, how often,
//! and what a new token must look like.

pub(crate) mod audit;
pub(crate) mod auth;
pub(crate) mod browser;
pub(crate) mod decide;
pub(crate) mod enterprise_policy;
pub(crate) mod number;
pub(crate) mod otp;
pub(crate) mod permissions;
pub(crate) mod policy;
pub(crate) mod rate;
pub(crate) mod replay;
pub(crate) mod scope;
pub(crate) mod share_request;
pub(crate) mod standing;
pub(crate) mod template;
pub(crate) mod token_request;
pub(crate) mod visibility;
pub(crate) mod wallet_update;
pub(crate) mod withdrawal;
