//! What is asked of the app about a wallet's people.

use crate::domain::share::{ActionTarget, Permissions, RemovalRequest};

/// What it asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Somebody is to be taken off a wallet: read it before that is sent. Another one that is not settled comes first.
    Begin(RemovalRequest),
    /// Read the wallet of this removal again, before it is sent or to look it up.
    Look(RemovalRequest),
    /// Take somebody off a wallet, and cancel these open invitations of theirs. The person has typed the wallet's label.
    Remove(RemovalRequest, Vec<ActionTarget>),
    /// Look up what became of cancellations whose answers are lost.
    LookUpCancellations,
    /// What became of cancellations has been read.
    ForgetCancellations,
    /// Wait no longer for the answer.
    StopWaiting,
    /// The dialog was closed.
    Forget,
    /// Share this wallet.
    Share {
        /// The wallet, by ID.
        id: String,
        /// What whoever is chosen is to be allowed at the least.
        permissions: Permissions,
    },
    /// Show what waits for approval, by ID.
    ShowApproval(String),
}
