//! The rules of the Policy Builder, an enterprise's own beside those of each wallet: what they say, which wallets they cover,
//! how two versions differ, and whether a withdrawal would be stopped.
//!
//! It must never know who is asked for the rules, nor how they are sent.

mod action;
mod answer;
mod approver_findings;
mod condition;
mod condition_relations;
mod conditions;
mod contradictions;
mod coverage;
mod demand;
mod difference;
mod doubt;
mod enterprise_rules;
mod filter;
mod finding;
mod finding_words;
mod findings;
mod followed;
mod judgement;
mod leak;
mod lock;
mod not_read;
mod part_words;
mod price;
mod protects;
mod raw_part;
mod recommendation;
mod rule;
mod rule_book;
mod token_limits;
mod truth;
mod wallet_ids;
mod wallet_rules;
mod withdrawal;
mod words;

pub use action::{Action, ApprovalDemand, Approvers, LivenessDemand, LivenessOf, PlatformCheck};
pub use answer::{Answer, Guards, Verdict, would_be_stopped};
pub use condition::{
    Comparison, Condition, Currency, DestinationType, Threshold, USD_DECIMALS, VelocityScope,
};
pub use coverage::{CoveredBy, Guarded, POLICY_CHANGES, TRANSFERS, TouchpointName};
pub use demand::{Demand, Strictness};
pub use difference::{MOST_NAMED, RuleDifference, differences, named_in_differences, predecessors};
pub use doubt::Doubt;
pub use filter::{CoveredWallet, WalletFilter};
pub use finding::{NeverFires, PeopledWallet, PolicyFinding, RuleReview};
pub use finding_words::POLICY_BUILDER;
pub use findings::{not_followed, review};
pub use judgement::{RuleJudgement, RuleOrigin};
pub use leak::{Leak, Outflow, could_leave, may_spend_from};
pub use lock::{LockKind, LockState, RuleLock};
pub use not_read::{NotRead, RulesRead};
pub use price::{CoinPrice, NoPrice, PriceState};
pub use protects::EnterpriseProtection;
pub use raw_part::RawPart;
pub use recommendation::{Recommendation, RecommendationSource};
pub use rule::{Clause, Doer, EnterpriseRule, Join, Joined, Place, RuleStatus, Unreadable};
pub use rule_book::{EnterpriseRules, RuleBook, RulesState};
pub use truth::Truth;
pub use wallet_ids::WalletIds;
pub use wallet_rules::WalletRule;
pub use withdrawal::{Circumstances, Destination, Past, Payment, Prices, Standing, Withdrawal};
pub use words::RuleNames;

#[cfg(test)]
mod tests;
