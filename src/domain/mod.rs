//! The rules of the trade, without clock, network, disk or screen.
//!
//! What a person types goes in, values that may be believed come out: amounts and coins, lifetimes,
//! scopes, addresses, spending limits, whole token requests with their findings, and what an error means.
//! Every function here is pure: the time and the zone are handed in.

pub mod address;
pub mod amount;
pub mod approval;
pub mod coin;
pub mod export;
pub mod fault;
mod finding;
pub mod lifetime;
pub mod limit;
pub mod pasted;
pub(crate) mod phrase;
pub mod policy;
pub mod posture;
pub mod reminder;
pub mod scope;
pub mod share;
pub mod token;
pub(crate) mod words;
