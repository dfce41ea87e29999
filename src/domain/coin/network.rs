//! Networks as people call them; the vendor's names are words of its code.

/// The vendor's name of a network, where people use another. Without the marks of a test network.
const NAMES: &[(&str, &str)] = &[
    ("AdaCardano", "Cardano"),
    ("Apt", "Aptos"),
    ("AvalancheC", "Avalanche C-Chain"),
    ("AvalancheP", "Avalanche P-Chain"),
    ("BaseChain", "Base"),
    ("Bera", "Berachain"),
    ("BinanceSmartChain", "BNB Smart Chain"),
    ("BitcoinCash", "Bitcoin Cash"),
    ("BitcoinGold", "Bitcoin Gold"),
    ("BitcoinSV", "Bitcoin SV"),
    ("Coredao", "Core"),
    ("Cosmos Hub ATOM", "Cosmos Hub"),
    ("Dydx", "dYdX"),
    ("ECash", "eCash"),
    ("Eos", "EOS"),
    ("EthereumClassic", "Ethereum Classic"),
    ("Fiat", "bank accounts"),
    ("Flarechain", "Flare"),
    ("FlareP", "Flare P-Chain"),
    ("Gram", "TON"),
    ("HyperliquidEVM", "HyperEVM"),
    ("KavaCosmos", "Kava (Cosmos)"),
    ("KavaEVM", "Kava (EVM)"),
    ("LightningBitcoin", "Bitcoin Lightning"),
    ("Near", "NEAR"),
    ("Oas", "Oasys"),
    ("OpBNB", "opBNB"),
    ("PolkadotAssetHub", "Polkadot Asset Hub"),
    ("Rbtc", "Rootstock"),
    ("Rune", "THORChain"),
    ("Seievm", "Sei EVM"),
    ("SeiEvm", "Sei EVM"),
    ("Sol", "Solana"),
    ("Songbirdchain", "Songbird"),
    ("StableEVM", "Stable"),
    ("Stx", "Stacks"),
    ("Tao", "Bittensor"),
    ("Trx", "Tron"),
    ("WemixChain", "Wemix"),
    ("Worldchain", "World Chain"),
    ("XdcChain", "XDC"),
    ("Xrp", "XRP Ledger"),
    ("Xtz", "Tezos"),
    ("ZCash", "Zcash"),
    ("ZkSync", "zkSync"),
    ("ZkSyncEra", "zkSync Era"),
];

/// Networks whose name says nothing about being one for tests, or of which there are several.
const WHOLE: &[(&str, &str)] = &[
    ("BitcoinBitGoSignet", "Bitcoin signet of BitGo"),
    ("BitcoinPublicSignet", "Bitcoin signet"),
    ("BitcoinTestnet4", "Bitcoin testnet 4"),
    ("FiatTestnet", "test bank accounts"),
    ("Goerli", "Ethereum testnet Goerli"),
    ("Holesky", "Ethereum testnet Holesky"),
    ("Hoodi", "Ethereum testnet Hoodi"),
    ("Kovan", "Ethereum testnet Kovan"),
    ("Ofc", "BitGo's own ledger (Go Accounts)"),
    ("OfcTestnet", "BitGo's own test ledger (Go Accounts)"),
    ("Scroll Sepolia", "Scroll testnet Sepolia"),
    ("WestendAssetHub", "Polkadot testnet Westend Asset Hub"),
];

/// A network in words; a test network says that it is one.
pub(super) fn words(network: &str, is_testnet: bool) -> String {
    let find = |table: &[(&str, &'static str)], name: &str| {
        table.iter().find(|(vendors, _)| *vendors == name).map(|(_, words)| *words)
    };
    if let Some(words) = find(WHOLE, network) {
        return words.to_owned();
    }
    let name = if is_testnet {
        let name = network.strip_prefix("Testnet ").unwrap_or(network);
        let name = name.strip_suffix("Testnet").or_else(|| name.strip_suffix("TestNet")).unwrap_or(name);
        name.trim_end()
    } else {
        network.strip_suffix(" Mainnet").unwrap_or(network)
    };
    let name = find(NAMES, name).unwrap_or(name);
    if is_testnet { format!("{name} testnet") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::{BTreeMap, BTreeSet};

    use super::super::coins;
    use super::*;

    #[test]
    fn networks_are_called_as_people_call_them() {
        for (coin, words) in [
            ("usdt", "Ethereum"),
            ("eos:USDT", "EOS"),
            ("trx:usdt", "Tron"),
            ("sol:usdt", "Solana"),
            ("ofcusdt", "BitGo's own ledger (Go Accounts)"),
            ("hteth", "Ethereum testnet Hoodi"),
            ("tbtc", "Bitcoin testnet"),
            ("tbtc4", "Bitcoin testnet 4"),
            ("ttrx:usdt", "Tron testnet"),
            ("tarbeth", "Arbitrum testnet"),
        ] {
            assert_eq!(coins().get(coin).unwrap().network_words(), words, "{coin}");
        }
    }

    #[test]
    fn no_two_networks_share_their_words_and_every_test_network_says_so() {
        let mut by_words: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for coin in coins().all() {
            let words = coin.network_words();
            let says_test = words.contains("test") || words.contains("signet");
            assert_eq!(says_test, coin.is_testnet, "{}: {words}", coin.name);
            by_words.entry(words).or_default().insert(coin.network);
        }
        for (words, networks) in by_words {
            assert_eq!(networks.len(), 1, "{words}: {networks:?}");
        }
    }

    #[test]
    fn every_name_of_the_tables_is_a_network() {
        let networks: BTreeSet<&str> = coins().all().iter().map(|coin| coin.network).collect();
        for (name, _) in NAMES.iter().chain(WHOLE) {
            let is_known = networks.iter().any(|network| network.starts_with(name));
            assert!(is_known, "{name}");
        }
    }
}
