//! Which pending approvals to ask for.

use super::{ApprovalKind, ApprovalScope, ApprovalState};
use crate::bitgo::client::Call;
use crate::bitgo::wallet::MAX_PAGE_SIZE;

/// Which approvals to ask for (spec: GET /api/v2/pendingapprovals). The default asks for all that the
/// platform lists by itself, with the labels of wallets and addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalQuery {
    /// Only this wallet's, by ID.
    pub wallet: Option<String>,
    /// Only these enterprises', by ID; at most 20, empty for all.
    pub enterprises: Vec<String>,
    /// Only these coins; empty for all.
    pub coins: Vec<String>,
    /// Only in these states; empty for the platform's choice.
    pub states: Vec<ApprovalState>,
    /// Only of these kinds; empty for all.
    pub kinds: Vec<ApprovalKind>,
    /// Only of this scope.
    pub scope: Option<ApprovalScope>,
    /// Approvals a page, 1 to 500.
    pub page_size: u16,
}

impl Default for ApprovalQuery {
    fn default() -> Self {
        Self {
            wallet: None,
            enterprises: Vec::new(),
            coins: Vec::new(),
            states: Vec::new(),
            kinds: Vec::new(),
            scope: None,
            page_size: 100,
        }
    }
}

impl ApprovalQuery {
    pub(super) fn list<'a>(&self, call: Call<'a>) -> Call<'a> {
        let words =
            |states: &[ApprovalState]| states.iter().map(|it| it.word().to_owned()).collect::<Vec<_>>();
        let kinds: Vec<String> = self.kinds.iter().map(|kind| kind.word().to_owned()).collect();
        call.query("limit", self.page_size.clamp(1, MAX_PAGE_SIZE).to_string())
            .query("expandWalletLabels", "true")
            .query("expandAddressLabels", "true")
            .maybe("walletId", self.wallet.as_deref())
            .queries("enterpriseId", &self.enterprises)
            .queries("coin", &self.coins)
            .queries("state", &words(&self.states))
            .queries("requestType", &kinds)
            .maybe("scope", self.scope.as_ref().map(ApprovalScope::word))
    }
}
