//! Pending approvals: who may decide, what is still needed, what would change, and what in them deserves a second look.

mod backoff;
mod blocker;
mod built;
mod concern;
mod decision_result;
mod difference;
mod eligibility;
mod listed_addresses;
mod needed;
mod own_wallet;
mod payment;
mod people;
mod queue;
mod recipient;
mod rule;
mod rule_entry;
mod summary;
mod warning;

pub use backoff::{RefreshBackoff, WHILE_LOOKING};
pub use blocker::Blocker;
pub use built::{
    BuiltTransaction, ComparedFee, ComparedPayment, Comparison, Gap, LocalCheck, LocalDecoding,
    MpcWithdrawal, OtherDifference, Output, PayingWallet, Recipient, ToldTransaction, UnsignedTransaction,
};
pub use concern::{Concern, ConcernKind, Excerpt, Understood};
pub use decision_result::{DecisionResult, Resolved, judge_decision};
pub use difference::{Difference, before_and_after};
pub use eligibility::{ApprovalStatus, Awaits, CannotAct, count_words};
pub use listed_addresses::{ListedAddresses, ListedWallets};
pub use needed::required_approvals;
pub use own_wallet::{Belonging, WalletAddress};
pub use payment::{BalanceShare, Total};
pub use people::{PeopleChange, Wanted};
pub use queue::{Age, Facet, Grouping, Line, QueueFilter, Queued, lines, successor, waited_words};
pub use recipient::{AddressSources, KnownAddresses, Mark, Whitelist};
pub use rule::{NEW_ADDRESS, RuleWords, differences};
pub use rule_entry::RuleEntry;
pub use summary::ApprovalSummary;
pub use warning::{Warning, WarningLevel};
