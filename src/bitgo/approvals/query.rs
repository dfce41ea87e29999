//! Which pending approvals to ask for, and how many there are.

use super::{ApprovalKind, ApprovalScope, ApprovalState};
use crate::bitgo::client::Call;
use crate::bitgo::fields::Fields;
use crate::bitgo::wallet::MAX_PAGE_SIZE;
use serde_json::{Map, Value};

/// Which approvals to ask for (spec: GET /api/v2/pendingapprovals). The default asks for all that the
/// platform lists by itself, with the wallets' labels.
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
            .maybe("walletId", self.wallet.as_deref())
            .queries("enterpriseId", &self.enterprises)
            .queries("coin", &self.coins)
            .queries("state", &words(&self.states))
            .queries("requestType", &kinds)
            .maybe("scope", self.scope.as_ref().map(ApprovalScope::word))
    }
}

/// How many approvals wait (spec: GET /api/v2/pendingapprovals/count).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ApprovalCounts {
    /// Of each enterprise, by ID.
    pub enterprises: Vec<(String, u64)>,
    /// Of each organization, by ID.
    pub organizations: Vec<(String, u64)>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

impl ApprovalCounts {
    pub(super) fn read(mut fields: Fields) -> Self {
        Self {
            enterprises: read_counts(&mut fields, "enterprises", "pendingApprovalsCount"),
            organizations: read_counts(&mut fields, "organizations", "pendingApprovalsCount"),
            extra: fields.rest(),
        }
    }

    /// All of them.
    pub fn total(&self) -> u64 {
        let all = self.enterprises.iter().chain(&self.organizations);
        all.fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }
}

/// `{name: {<id>: {count_name: n}}}`
pub(in crate::bitgo) fn read_counts(fields: &mut Fields, name: &str, count_name: &str) -> Vec<(String, u64)> {
    let entries = fields.entries(name).unwrap_or_default();
    entries.into_iter().filter_map(|(id, mut it)| Some((id, it.whole(count_name)?))).collect()
}
