//! The rules of the trade, without clock, network, disk or screen.
//!
//! What a person types goes in, values that may be believed come out: amounts and coins, lifetimes,
//! scopes, addresses, spending limits, whole token requests with their findings, and what an error means.
//! Every function here is pure: the time and the zone are handed in.

pub mod address;
pub mod alphabet;
pub mod amount;
pub mod approval;
mod approvers;
pub mod change;
pub mod coin;
pub mod count;
pub mod deed;
pub mod diagnosis;
pub(crate) mod each_once;
pub mod enterprise_policy;
pub mod export;
mod finding;
pub mod foreign_text;
pub mod ip_range;
pub mod leaving;
pub mod lifetime;
pub mod limit;
pub mod open_change;
pub(crate) mod open_enum;
pub mod paste_import;
pub mod policy;
pub mod posture;
pub mod proxy;
pub mod raw_tree;
pub mod reading_age;
pub mod reminder;
pub mod scope;
pub mod share;
pub(crate) mod text;
pub mod token;
pub mod transaction;
pub mod typed_name;
pub mod wait;
