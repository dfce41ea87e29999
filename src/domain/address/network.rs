//! Which addresses a coin uses, from the facts of the coin.

use super::family::{AddressFamily, COSMOS};
use crate::domain::coin::{Coin, coins};

/// What an address has to be for one coin: the family, and which net it lives on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressNetwork {
    /// How its addresses are written; none where that is not known here.
    pub family: Option<AddressFamily>,
    /// Whether it is a network for tests.
    pub is_testnet: bool,
    /// What people call the network: "Ethereum", "Bitcoin testnet"; the ticker of a coin that is not known.
    pub words: String,
    /// What a wallet of the coin holds: "USDT on Ethereum", "Bitcoin testnet".
    pub asset: String,
}

impl AddressNetwork {
    /// That of a coin or token, by the platform's ticker (`tbtc`, `hteth:usdt`). A coin that is not in the table has no
    /// known family.
    pub fn of_coin(ticker: &str) -> Self {
        match coins().get(ticker) {
            Some(coin) => Self {
                family: family(coin.family, coin.base_unit_name),
                is_testnet: coin.is_testnet,
                words: coin.network_words(),
                asset: asset_words(coin),
            },
            None => {
                Self { family: None, is_testnet: false, words: ticker.to_owned(), asset: ticker.to_owned() }
            }
        }
    }
}

/// A token with its network, without the chain in its ticker; a coin by its network.
pub(super) fn asset_words(coin: &Coin) -> String {
    let network = coin.network_words();
    if !coin.is_token {
        return network;
    }
    let unit = coin.display_unit();
    let unit = unit.split_once(':').map_or(unit.as_str(), |(_, unit)| unit);
    format!("{unit} on {network}")
}

/// The family of a chain of the platform. Chains of the EVM kind are told by their smallest unit; those that are not of
/// it, or have an own spelling, are named.
fn family(chain: &str, base_unit: &str) -> Option<AddressFamily> {
    use AddressFamily as F;
    let family = match chain {
        "btc" => F::Bitcoin,
        "bch" => F::BitcoinCash,
        "bcha" => F::ECash,
        "bsv" => F::BitcoinSv,
        "btg" => F::BitcoinGold,
        "ltc" => F::Litecoin,
        "dash" => F::Dash,
        "doge" => F::Dogecoin,
        "zec" => F::Zcash,
        "rbtc" => F::Rootstock,
        "xdc" => F::Xdc,
        "bsc" | "hbarevm" | "hyperliquid" => F::Evm,
        "trx" => F::Tron,
        "xrp" => F::Xrp,
        "xlm" => F::Stellar,
        "algo" => F::Algorand,
        "sol" => F::Solana,
        "ada" => F::Cardano,
        "dot" => F::Polkadot,
        "polyx" => F::Polymesh,
        "tao" => F::Bittensor,
        "xtz" => F::Tezos,
        "hbar" => F::Hedera,
        "eos" => F::Eos,
        "near" => F::Near,
        "stx" => F::Stacks,
        "cspr" => F::Casper,
        "apt" => F::Aptos,
        "sui" => F::Sui,
        "iota" => F::Iota,
        "starknet" => F::Starknet,
        "ton" => F::Ton,
        "avaxp" => F::Avalanche,
        "flrp" => F::Flare,
        "icp" => F::InternetComputer,
        "kaspa" => F::Kaspa,
        // The platform's own ledger and Lightning take other things than addresses; party names of Canton, and coins
        // that are new, are not known here.
        _ => match COSMOS.iter().find(|it| it.coin_family == chain) {
            Some(cosmos) => F::Cosmos(cosmos.main),
            None if base_unit == "wei" => F::Evm,
            None => return None,
        },
    };
    Some(family)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_coin_has_the_addresses_of_its_chain() {
        for (ticker, family, is_testnet) in [
            ("btc", Some(AddressFamily::Bitcoin), false),
            ("tbtc4", Some(AddressFamily::Bitcoin), true),
            ("eth", Some(AddressFamily::Evm), false),
            ("usdt", Some(AddressFamily::Evm), false),
            ("hteth", Some(AddressFamily::Evm), true),
            ("trx:usdt", Some(AddressFamily::Tron), false),
            ("sol:usdt", Some(AddressFamily::Solana), false),
            ("tatom", Some(AddressFamily::Cosmos("cosmos")), true),
            ("islm", Some(AddressFamily::Cosmos("haqq")), false),
            ("ofcbtc", None, false),
            ("fiatusd", None, false),
            ("no such coin", None, false),
        ] {
            let network = AddressNetwork::of_coin(ticker);
            assert_eq!((network.family, network.is_testnet), (family, is_testnet), "{ticker}");
        }
        for (ticker, words, asset) in [
            ("tbtc", "Bitcoin testnet", "Bitcoin testnet"),
            ("usdt", "Ethereum", "USDT on Ethereum"),
            ("trx:usdt", "Tron", "USDT on Tron"),
            ("no such coin", "no such coin", "no such coin"),
        ] {
            let network = AddressNetwork::of_coin(ticker);
            assert_eq!((network.words.as_str(), network.asset.as_str()), (words, asset));
        }
    }

    #[test]
    fn the_chains_whose_addresses_are_not_known_are_these() {
        let unknown: BTreeSet<&str> = coins()
            .all()
            .iter()
            .filter(|coin| family(coin.family, coin.base_unit_name).is_none())
            .map(|coin| coin.family)
            .collect();
        assert_eq!(unknown.into_iter().collect::<Vec<_>>(), ["canton", "fiat", "lnbtc", "ofc", "susd"]);
    }
}
