//! What a person reads about a wallet's people and a removal.

use crate::domain::share::Permission;

pub(super) const ADD_ADMIN: &str = "Add a second admin…";
pub(super) const READING: &str = "Reading the wallet and its approvals…";
pub(super) const WALLET_GONE: &str = "BitGo no longer shows you this wallet.";

/// The accessible name of the button beside a person.
pub(super) fn remove(name: &str) -> String {
    format!("Remove {name}…")
}

pub(super) fn can(permission: &Permission) -> String {
    format!("Can {}.", permission.allows())
}

pub(super) fn title(who: &str) -> String {
    format!("Remove {who}")
}

/// What a removal is called where its answer is lost.
pub(super) fn removal_of(who: &str, wallet: &str) -> String {
    format!("the removal of {who} from “{wallet}”")
}

pub(super) fn not_on_wallet(who: &str) -> String {
    format!("{who} is no longer on this wallet.")
}

pub(super) fn waits_already(who: &str) -> String {
    format!("The removal of {who} is already pending approval.")
}
