//! What the panel asks the app to do.

use crate::domain::share::Permissions;
use crate::kit::listing::ListRequest;

/// What the panel asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Read wallets and approvals again, or stop.
    Read(ListRequest),
    /// Read the enterprises' rules again.
    ReadRules,
    /// Show this rule of an enterprise, by ID.
    OpenEnterpriseRule(String),
    /// Show all policies.
    OpenPolicies,
    /// Share this wallet.
    Share {
        /// The wallet, by ID.
        wallet: String,
        /// What whoever is chosen is to be allowed at the least.
        permissions: Permissions,
    },
    /// Show the rules of this wallet.
    OpenRules {
        /// Its coin, by ticker.
        coin: String,
        /// The wallet, by ID.
        wallet: String,
    },
    /// Ask whether a withdrawal from this wallet would be stopped.
    CheckWithdrawal {
        /// The wallet, by ID.
        wallet: String,
    },
    /// Show what waits for approval.
    OpenApproval {
        /// The approval, by ID.
        id: String,
    },
}
