//! What a person reads about a wallet's people and a removal.

use crate::domain::share::Permission;

pub(super) const ADD_ADMIN: &str = "Add a second admin…";
pub(super) const INVITATIONS_READING: &str = "Reading your shares for open invitations…";
pub(super) const STILL_CANCELING: &str = "An invitation is still being canceled.";
pub(super) const CANCEL_INVITATION: &str = "Also cancel this invitation";
pub(super) const CANCEL_HELP: &str = "Sent as a request of its own, with its own result.";
pub(super) const CANCELING: &str = "Canceling the invitation…";
pub(super) const CANCELLATION_WAITS: &str = "The cancellation of the invitation is pending approval.";
pub(super) const DISMISS_INVITATION: &str = "Dismiss invitation result";
pub(super) const REMOVAL_PENDING: &str = "removal pending";
pub(super) const CHANGE_PENDING: &str = "change pending";
pub(super) const APPROVALS_NOT_READ: &str =
    "The approvals have not been read whole, so pending removals may not be shown.";
pub(super) const READING: &str = "Reading the wallet and its approvals…";
pub(super) const WALLET_GONE: &str = "BitGo no longer shows you this wallet.";

/// The accessible name of the button beside a person.
pub(super) fn remove(name: &str) -> String {
    format!("Remove {name}…")
}

/// The accessible name of the way to the approval of a change of a person.
pub(super) fn view_approval(name: &str) -> String {
    format!("View approval about {name}")
}

pub(super) fn invited(who: &str, permissions: &str) -> String {
    format!(
        "{who} has an open invitation from you to this wallet ({permissions}): they could join again with it."
    )
}

pub(super) fn invitations_failed(what: &str) -> String {
    format!("Your shares could not be read, so open invitations may be missing here. {what}")
}

pub(super) fn cancellation_of(who: &str) -> String {
    format!("the cancellation of the invitation to {who}")
}

pub(super) fn not_canceled(what: &str, next: &str) -> String {
    format!("The invitation was not canceled. {what} {next}")
}

pub(super) fn not_sent(who: &str) -> String {
    format!("The invitation to {who} was not canceled: nothing was sent.")
}

/// Beside the removal of somebody of whom another change waits.
pub(super) fn change_waits(who: &str) -> String {
    format!("A change of {who} on this wallet is pending approval too: look at it before it is approved.")
}

/// Where what waits is not known.
pub(super) fn changes_not_read(who: &str) -> String {
    format!("The approvals have not been read whole, so a pending change of {who} may not be shown here.")
}

/// The platform tells everybody of their own invitations alone.
pub(super) fn others_invitations(who: &str) -> String {
    format!("Whether another admin has invited {who} to this wallet cannot be seen here: ask them.")
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
