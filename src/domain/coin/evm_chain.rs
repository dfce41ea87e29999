//! Chains of the EVM kind: what tells their transactions apart, and the contract of the platform on each.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::facts::Coin;

static CHAINS: LazyLock<HashMap<&'static str, EvmChain>> =
    LazyLock::new(|| include_str!("../../../assets/evm_chains.tsv").lines().filter_map(read_row).collect());

/// A chain of the EVM kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EvmChain {
    /// Its number, which a transaction names so that it counts on no other chain (EIP-155).
    pub number: u64,
    /// The contract of the platform that splits one payment of a wallet among many, where there is one.
    pub batcher: Option<&'static str>,
}

impl Coin {
    /// The chain that the coin or token lives on, where it is of the EVM kind.
    pub fn evm_chain(&self) -> Option<EvmChain> {
        CHAINS.get(self.network).copied()
    }
}

/// A row with its network; none for what is no row.
fn read_row(row: &'static str) -> Option<(&'static str, EvmChain)> {
    let mut cells = row.split('\t');
    let (network, number) = (cells.next()?, cells.next()?.parse().ok()?);
    Some((network, EvmChain { number, batcher: cells.next().filter(|it| !it.is_empty()) }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeSet;

    use super::super::coins;
    use super::*;

    #[test]
    fn a_coin_and_its_tokens_live_on_one_chain() {
        let splits = |chain: EvmChain| chain.batcher.is_some();
        for (coin, number, has_batcher) in [
            ("eth", 1, true),
            ("usdt", 1, true),
            ("hteth", 560_048, true),
            ("bsc", 56, true),
            ("etc", 61, false),
            ("rbtc", 30, false),
        ] {
            let chain = coins().get(coin).unwrap().evm_chain().unwrap();
            assert_eq!((chain.number, splits(chain)), (number, has_batcher), "{coin}");
        }
        assert_eq!(coins().get("tbtc").unwrap().evm_chain(), None);
        assert_eq!(coins().get("xlm").unwrap().evm_chain(), None);
    }

    #[test]
    fn every_row_is_a_network_of_the_coins() {
        let networks: BTreeSet<&str> = coins().all().iter().map(|coin| coin.network).collect();
        assert_eq!(CHAINS.len(), 138);
        for (network, chain) in CHAINS.iter() {
            assert!(networks.contains(network), "{network}");
            assert!(chain.batcher.is_none_or(|it| it.len() == 42 && it.starts_with("0x")), "{network}");
        }
    }
}
