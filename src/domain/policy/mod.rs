//! What protects a wallet: its rules and how one is made or changed, how long they can be changed, who has to approve a
//! change, and times typed in human units.

mod addresses;
mod change;
mod check;
mod checked_addresses;
mod consequences;
mod deadlock;
mod draft;
mod duration;
mod finding;
mod judge;
mod lock;
mod loosening;
mod pasted;
mod plan;
mod rule;
mod sentence;
mod stopped;

pub use crate::domain::finding::{FindingId, Severity};
pub use addresses::MOST_AT_ONCE;
pub use change::{AtOnce, ChangeApproval};
pub use check::{RuleCheck, check, check_again};
pub use checked_addresses::CheckedAddresses;
pub use deadlock::Deadlock;
pub use draft::{RuleContext, RuleDraft, RuleEdit};
pub use duration::{DurationOf, DurationProblem, LONGEST_WINDOW_SECS, read_span, window_phrase};
pub use finding::{RuleField, RuleFinding};
pub use lock::Lock;
pub use loosening::loosened;
pub use pasted::{PastedAddresses, PastedLine, read_pasted};
pub use plan::{OpenChange, PlannedShape, RuleChange, RuleOutcome, RulePlan, RuleResult, RulesNow};
pub use rule::{ADDRESS, Listed, NewRuleKind, RuleAction, RuleFacts, RuleShape, rule_title};
pub use sentence::{RuleConsequence, RuleDescription, RuleList, RuleTrigger};
pub use stopped::StoppedList;

#[cfg(test)]
mod tests;
