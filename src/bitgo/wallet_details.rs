//! A wallet read in full: with its rules, its keys, and what waits for approval about it.

use super::approvals::PendingApproval;
use super::keys::KeySummary;
use super::policies::PolicyRule;
use super::wallet::Wallet;

/// A wallet with what is read beside it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WalletDetails {
    /// The wallet in full.
    pub wallet: Wallet,
    /// Its rules; none where BitGo does not report them.
    pub rules: Option<Vec<PolicyRule>>,
    /// Its keys, in BitGo's order: the users', the backup, BitGo's.
    pub keys: Vec<KeySummary>,
    /// What waited for approval right before; none where it was not read with it.
    pub approvals: Option<Vec<PendingApproval>>,
}
