//! The Policy Builder: the rules that an enterprise has beside those of each wallet (the protocol notes, section 11; spec:
//! /api/policy/v1/enterprises/{enterpriseId}/…). What a rule says is read into the types of [`enterprise_policy`].
//!
//! A refusal is never "no rules": [`not_read`] says what it means.
//!
//! [`enterprise_policy`]: crate::domain::enterprise_policy

mod action;
mod bulk;
mod catalogue;
mod condition;
mod covering;
mod filter;
mod item;
mod parameters;
mod picture;
mod query;
mod read;
mod recommendations;
mod refusal;
mod request;
mod requests;
mod review;

pub use bulk::{
    BulkFailure, WhitelistBatch, WhitelistBulk, WhitelistBulkResult, WhitelistEdit, WhitelistUpdate,
};
pub use catalogue::{
    ParameterDefinition, ParameterValue, PartDefinition, PolicyScope, Touchpoint, Touchpoints,
};
pub use picture::{PolicyPicture, RuleAddress, RuleCoverage};
pub use query::{EvaluationStatus, RuleQuery};
pub use refusal::not_read;
pub use request::{EnterpriseRuleRequest, LockRequest};
pub use review::{EnterpriseMembers, WalletGuards};

#[cfg(test)]
mod tests;
