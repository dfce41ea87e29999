//! What the panel asks of the app.

use crate::kit::listing::ListRequest;

/// What the panel asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Read the enterprises' rules and the wallets again, or stop.
    Read(ListRequest),
    /// Read the versions of a rule.
    ReadVersions {
        /// The enterprise, by ID.
        enterprise: String,
        /// The rule, by ID.
        rule: String,
    },
    /// Show what waits for approval, by ID.
    ShowApproval(String),
    /// Show the rules of this wallet.
    OpenRules {
        /// Its coin, by ticker.
        coin: String,
        /// The wallet, by ID.
        wallet: String,
    },
}
