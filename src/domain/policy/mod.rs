//! What protects a wallet: its rules and how one is made or changed, how long they can be changed, who has to approve a
//! change, and times typed in human units.

mod change;
mod check;
mod draft;
mod effect;
mod finding;
mod judge;
mod lock;
mod plan;
mod rule;
mod span;
mod standstill;

pub use crate::domain::finding::{FindingId, Severity};
pub use change::{AtOnce, ChangeApproval};
pub use check::{RuleCheck, check};
pub use draft::{RuleContext, RuleDraft, RuleEdit};
pub use finding::{RuleField, RuleFinding};
pub use lock::Lock;
pub use plan::{OpenChange, PlannedShape, RuleDeed, RuleEnd, RuleOutcome, RulePlan, RulesNow};
pub use rule::{Listed, RuleFacts, RuleShape, RuleSort, Then, rule_title};
pub use span::{LONGEST_WINDOW_SECS, SpanOf, SpanProblem, read_span, window_phrase};
pub use standstill::Standstill;

#[cfg(test)]
mod tests;
