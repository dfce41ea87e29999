//! The rules of the Policy Builder, an enterprise's own beside those of each wallet: what they say, which wallets they cover,
//! how two versions differ, and whether a withdrawal would be stopped.
//!
//! It must never know who is asked for the rules, nor how they are sent.

mod action;
mod condition;
mod filter;
mod lock;
mod not_read;
mod raw_part;
mod recommendation;
mod rule;
mod truth;

pub use action::{Action, ApprovalDemand, Approvers, PlatformCheck};
pub use condition::{Comparison, Condition, Currency, DestinationType, Threshold, USD_DECIMALS, VelocityScope};
pub use filter::{Coverage, CoveredBy, CoveredWallet, WalletFilter};
pub use lock::{LockKind, LockState, RuleLock};
pub use not_read::{NotRead, RulesRead};
pub use raw_part::RawPart;
pub use recommendation::{Recommendation, RecommendationSource};
pub use rule::{Clause, Doer, EnterpriseRule, Join, Joined, Place, RuleStatus, Unreadable};
pub use truth::Truth;
