//! Rules that are made by hand, and tables over every condition and action.
#![allow(clippy::unwrap_used)]

mod answers;
mod approvers;
mod builders;
mod coverage;
mod difference;
mod findings;
mod laws;
mod leak;
mod stopping;
mod wallet_rules;
mod words;
