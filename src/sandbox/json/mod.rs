//! The JSON documents of the platform, each with every field that the spec requires.

pub(crate) mod approval;
pub(crate) mod audit;
pub(crate) mod coin_specific;
pub(crate) mod enterprise;
pub(crate) mod enterprise_rule;
pub(crate) mod key;
pub(crate) mod recommendation;
pub(crate) mod share;
pub(crate) mod template;
pub(crate) mod time;
pub(crate) mod token;
pub(crate) mod transfer;
pub(crate) mod user;
pub(crate) mod wallet;
pub(crate) mod webhook;
