//! The token ledger: what this machine knows about every access token that was asked for here or seen in a list.
//!
//! The platform forgets a token the moment it expires or is deleted, so nobody can say afterwards what had been asked
//! for. The ledger can: it is a list of [`Event`]s that is only ever added to, one written before and one after each
//! request, so that a crash in between is visible. [`History`] folds the events into one row a token. Changes of anything
//! else are written around their requests in the same way ([`OpenChange`]).
//!
//! Beside the tokens it remembers the fingerprints of the public keys that wallets' keys were encrypted for
//! ([`KeyComparison`]), so that a key that has changed is noticed, and which accounts have been given an encrypted token at
//! a login ([`LoginName`]), so that a plain one is. And it lists the tokens that the person keeps in the keychain ([`KeptToken`]).
//!
//! No secret is ever written here: neither a token's value nor a one-time code. Every call may wait for the disk, or for
//! another running copy of the program: call it off the screen's thread.

mod access;
mod changes;
mod cut_off;
mod encrypted_login;
mod error;
mod event;
mod file;
#[cfg(test)]
mod file_tests;
mod history;
mod kept_token;
mod list;
mod past;
mod process_lock;
mod replay;
mod row;
mod sharing_key;
#[cfg(test)]
mod tests;
mod text;

pub use access::{HistoryFilter, Ledger, LedgerPlace};
pub use changes::OpenChange;
pub use cut_off::CutOff;
pub use encrypted_login::LoginName;
pub use error::{LedgerError, LedgerNotice};
pub use event::{
    Account, Event, EventId, EventKind, LimitAsked, ReplaceStep, TokenAsked, TokenFacts, VanishedWhy,
};
pub use history::{
    Asking, CutOffAsk, History, Replacement, RequestFailure, RevokeState, TokenHistory, TokenOutcome,
    TrailEntry,
};
pub use kept_token::{KeptEnvironment, KeptName, KeptToken};
pub use list::ListReading;
pub use sharing_key::{DerivedKey, KeyComparison, KeyOwner};
