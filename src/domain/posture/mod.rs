//! The safety review: wallets and what waits for approval checked against the vendor's advice, as a list of what would hurt
//! most.
//!
//! Only what is known is claimed: where the platform reports neither people nor rules of a wallet, nothing is said about
//! them, but how many such wallets there are. That a wallet's passphrase differs from a login password cannot be known
//! here, and so is no part of it. A wallet is judged by its own rules and by those of its enterprise together; where these are
//! not known, what they may guard is not known either.

mod enterprise_guard;
mod facts;
mod filter_sort;
mod finding;
mod judge;
mod policy_note;
mod review;
#[cfg(test)]
mod tests;
mod topic;

pub use crate::domain::finding::FindingId;
pub use enterprise_guard::{EnterpriseGuard, RulesNotKnown};
pub use facts::{Custody, Freeze, OpenApproval, Protection, Rule, Subject};
pub use filter_sort::{Group, GroupedFindings, Grouping, Row, Selection};
pub use finding::{Finding, FindingKind, Fix, Gap, Stuck};
pub use policy_note::PolicyNote;
pub use review::{Coverage, Review};
pub use topic::{FindingSeverity, Topic};
