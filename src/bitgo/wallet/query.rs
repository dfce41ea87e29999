//! Which wallets to ask for.

use crate::bitgo::client::Call;

/// The most wallets that the platform gives at once (the protocol notes, section 10).
pub const MAX_PAGE_SIZE: u16 = 500;

/// Which wallets to ask for. The default asks for all of them, with balances and policy rules. Without an enterprise the
/// platform lists only wallets on which the person has a role: say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalletQuery {
    /// Only these coins; empty for all.
    pub coins: Vec<String>,
    /// Only these enterprises, by ID; empty for all wallets with a role.
    pub enterprises: Vec<String>,
    /// Only these kinds, by the platform's words; empty for all.
    pub kinds: Vec<String>,
    /// Only these wallets, by ID; empty for all.
    pub ids: Vec<String>,
    /// Only labels that contain this.
    pub label_contains: Option<String>,
    /// Whether to ask for balances (slower for the platform).
    pub expand_balance: bool,
    /// Whether to ask for the policy rules.
    pub expand_policy: bool,
    /// Wallets a page, 1 to 500.
    pub page_size: u16,
}

impl Default for WalletQuery {
    fn default() -> Self {
        Self {
            coins: Vec::new(),
            enterprises: Vec::new(),
            kinds: Vec::new(),
            ids: Vec::new(),
            label_contains: None,
            expand_balance: true,
            expand_policy: true,
            page_size: MAX_PAGE_SIZE,
        }
    }
}

impl WalletQuery {
    /// What the list and the count have in common.
    pub(in crate::bitgo) fn filters<'a>(&self, call: Call<'a>) -> Call<'a> {
        let call = call
            .queries("id", &self.ids)
            .queries("coin", &self.coins)
            .queries("enterprise", &self.enterprises)
            .queries("type", &self.kinds);
        call.maybe("labelContains", self.label_contains.as_deref())
    }

    /// The first page's question.
    pub(in crate::bitgo) fn list<'a>(&self, call: Call<'a>) -> Call<'a> {
        let call = call.query("limit", self.page_size.clamp(1, MAX_PAGE_SIZE).to_string());
        let call = if self.expand_balance { call.query("expandBalance", "true") } else { call };
        let call = if self.expand_policy { call.query("expandPolicy", "true") } else { call };
        self.filters(call)
    }
}
