//! One coin and what tells it from others.

use super::network;
use crate::domain::text::elided;

/// One coin or token of the platform.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Coin {
    /// The ticker, exactly as the platform spells it (`btc`, `trx:usdt`, `algo:USDt-312769`).
    pub name: &'static str,
    /// The name for people; the ticker where the vendor gives none.
    pub full_name: &'static str,
    /// How many digits follow the point in the coin's unit.
    pub decimals: u8,
    /// The chain family whose wallets hold it (`eth` for ERC-20 tokens); `ofc` is the platform's own ledger.
    pub family: &'static str,
    /// The network it lives on, in the vendor's words.
    pub network: &'static str,
    /// Whether its network is a test network, so that it has no value.
    pub is_testnet: bool,
    /// The underlying asset.
    pub asset: &'static str,
    /// Whether it is a token on another coin's chain.
    pub is_token: bool,
    /// The contract, issuer or policy that defines a token, where the vendor names one.
    pub contract: Option<&'static str>,
    /// The vendor's word for the smallest unit. For a token it is the *chain's* unit: see [`Coin::base_unit_words`].
    pub base_unit_name: &'static str,
    /// Whether it is a currency of a state.
    pub is_fiat: bool,
}

impl Coin {
    /// The unit for amounts: the whole ticker in capitals, so that twins differ (`EOS:USDT` is not `USDT`).
    pub fn display_unit(&self) -> String {
        self.name.to_uppercase()
    }

    /// What to call the base units beside an amount: "satoshi" for bitcoin, plain "base units" for tokens,
    /// whose chain's unit would mislead (a millionth of USDT is not a wei).
    pub fn base_unit_words(&self) -> &'static str {
        if self.is_token || self.is_fiat { "base units" } else { self.base_unit_name }
    }

    /// Name, network (of a token), decimals and contract in one line, enough to tell twins apart.
    pub fn identity(&self) -> String {
        let network = if self.is_token { format!(" on {}", self.network_words()) } else { String::new() };
        let contract = self.contract.map(|it| format!(", contract {}", elided(it))).unwrap_or_default();
        format!("{}{network}, {} decimals{contract}", self.full_name, self.decimals)
    }

    /// Where it lives, as people call it: "EOS", "Tron", "Ethereum testnet Hoodi", "BitGo's own ledger (Go Accounts)".
    pub fn network_words(&self) -> String {
        network::words(self.network, self.is_testnet)
    }

    /// Whether a wallet of that coin can hold it: it is that coin, or a token on the same chain.
    pub fn is_held_with(&self, wallet: &Self) -> bool {
        self.name == wallet.name
            || (self.is_token && self.family == wallet.family && self.network == wallet.network)
    }

    /// The ticker without chain: `usdt` of `trx:usdt`.
    pub(super) fn stem(&self) -> &'static str {
        self.name.split_once(':').map_or(self.name, |(_, stem)| stem)
    }

    /// What twins share: the stem without the ledger's `ofc` and without an asset number behind a `-`.
    pub(super) fn twin_key(&self) -> String {
        let stem = self.stem();
        let stem = if self.family == "ofc" { stem.strip_prefix("ofc").unwrap_or(stem) } else { stem };
        let stem = match stem.rsplit_once('-') {
            Some((head, tail)) if !head.is_empty() && tail.bytes().all(|b| b.is_ascii_digit()) => head,
            _ => stem,
        };
        stem.to_lowercase()
    }
}
