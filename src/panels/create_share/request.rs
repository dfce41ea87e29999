//! What the panel asks of the app.

use crate::bitgo::shares::{ShareOrder, ShareRequest};

/// What the panel asks the app to do.
pub enum Request {
    /// Look this address up.
    LookUp {
        /// In lower case.
        email: String,
    },
    /// Do without the look-up that is under way.
    StopLookUp,
    /// Read the keys of these shares' wallets, without opening them.
    ReadKeys {
        /// The shares that take a key along.
        shares: Vec<ShareRequest>,
    },
    /// Open every key, then send every share, once.
    Share {
        /// The shares.
        orders: Vec<ShareOrder>,
    },
    /// Stop waiting. What has been sent may have happened.
    StopSharing,
    /// Look up those whose answer was lost, among the person's shares.
    LookUpShares,
    /// Show the approval that a share waits for, by ID.
    ShowApproval(String),
    /// Go back to the permissions with the wallets that were not shared.
    ChangeAndRetry,
    /// Leave the page; everything typed stays.
    Leave,
    /// It is done: leave the page and begin afresh.
    Done,
}
