//! Wallet shares: who may do what with a wallet, what a share is checked against before it is sent, and what one that
//! stands open means.

mod action;
mod bulk;
mod check;
mod email;
mod key_memory;
mod names;
mod passphrase;
mod people;
mod permission;
mod recipient;
mod removal;
mod waiting;
mod wallet;

pub use super::finding::{FindingId, Severity};
pub use action::{ActionOutcome, ActionRequest, ActionTarget, ShareAction, ShareEnd};
pub use bulk::{Merged, merged};
pub use check::{LONGEST_MESSAGE, ShareCheck, ShareContext, ShareDraft, ShareFinding, check};
pub use email::{email_problem, same_email};
pub use key_memory::KeyMemory;
pub use names::Names;
pub use passphrase::{GENERATED_FROM, PassphraseFacts, Strength, passphrase_from};
pub use people::{NotRemovable, Removal, SECOND_ADMIN, admin_advice};
pub use permission::{Permission, Permissions};
pub use recipient::{OpenShare, Recipient, RecipientStatus};
pub use removal::{OpenRemoval, PeopleNow, PersonNow, RemovalOutcome, RemovalRequest};
pub use waiting::{age_in_words, waits_for_long};
pub use wallet::{KeyHandling, KeyPlace, Member, WalletFacts};
