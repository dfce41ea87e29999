//! The coins and tokens of the platform: what each is called, where it lives and how it divides.
//!
//! The facts are read once from `assets/coins.tsv` (the vendor's published `statics` package 58.48.0,
//! Apache-2.0). A coin that is missing here may still exist on the platform: callers show it by its ticker.

use std::collections::HashMap;
use std::sync::LazyLock;

static TABLE: LazyLock<CoinTable> = LazyLock::new(|| CoinTable::read(include_str!("../../assets/coins.tsv")));

/// All known coins. The first call reads the table (a few milliseconds), later ones are free.
pub fn coins() -> &'static CoinTable {
    &TABLE
}

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
        let network = if self.is_token { format!(" on {}", self.network) } else { String::new() };
        let contract = self.contract.map(|it| format!(", contract {}", elided(it))).unwrap_or_default();
        format!("{}{network}, {} decimals{contract}", self.full_name, self.decimals)
    }

    /// The ticker without chain: `usdt` of `trx:usdt`.
    fn stem(&self) -> &'static str {
        self.name.split_once(':').map_or(self.name, |(_, stem)| stem)
    }

    /// What twins share: the stem without the ledger's `ofc` and without an asset number behind a `-`.
    fn twin_key(&self) -> String {
        let stem = self.stem();
        let stem = if self.family == "ofc" { stem.strip_prefix("ofc").unwrap_or(stem) } else { stem };
        let stem = match stem.rsplit_once('-') {
            Some((head, tail)) if !head.is_empty() && tail.bytes().all(|b| b.is_ascii_digit()) => head,
            _ => stem,
        };
        stem.to_lowercase()
    }
}

/// A long identifier with its middle left out.
fn elided(text: &str) -> String {
    let length = text.chars().count();
    if length <= 14 {
        return text.to_owned();
    }
    let head: String = text.chars().take(6).collect();
    let tail: String = text.chars().skip(length - 4).collect();
    format!("{head}…{tail}")
}

/// Every coin, in the vendor's order, with what is needed to find one.
#[derive(Debug)]
pub struct CoinTable {
    coins: Vec<Coin>,
    by_name: HashMap<&'static str, usize>,
    /// What each coin is found by, in lower case, in the same order.
    haystacks: Vec<Haystack>,
}

#[derive(Debug)]
struct Haystack {
    name: String,
    stem: String,
    full_name: String,
    network: String,
    contract: String,
    /// All of the above, to pass over most coins quickly.
    everything: String,
    /// What twins share, see [`Coin::twin_key`].
    twin_key: String,
}

impl CoinTable {
    fn read(text: &'static str) -> Self {
        let coins: Vec<Coin> =
            text.lines().filter(|line| !line.starts_with('#')).filter_map(read_row).collect();
        let by_name = coins.iter().enumerate().map(|(index, coin)| (coin.name, index)).collect();
        let haystacks = coins.iter().map(Haystack::of).collect();
        Self { coins, by_name, haystacks }
    }

    /// The coin of exactly this ticker. Tickers are case-sensitive on the wire.
    pub fn get(&self, name: &str) -> Option<&Coin> {
        self.by_name.get(name).map(|&index| &self.coins[index])
    }

    /// The coin that somebody means who types this ticker: exactly, or else in any case if only one fits.
    pub fn get_typed(&self, name: &str) -> Option<&Coin> {
        let name = name.trim();
        self.get(name).or_else(|| {
            let mut fitting = self.coins.iter().filter(|coin| coin.name.eq_ignore_ascii_case(name));
            fitting.next().filter(|_| fitting.next().is_none())
        })
    }

    /// All coins, in the vendor's order.
    pub fn all(&self) -> &[Coin] {
        &self.coins
    }

    /// The coins that every word of `query` fits (ticker, full name, network, contract), best first.
    ///
    /// An exact ticker beats the start of one, which beats names, networks and contracts; of equals, real
    /// money stands before test coins, a chain before the platform's own ledger, and short before long.
    /// An empty query lists the coins that are no tokens first.
    pub fn search(&self, query: &str, limit: usize) -> Vec<&Coin> {
        let query = query.to_lowercase();
        let words: Vec<&str> = query.split_whitespace().collect();
        let mut found: Vec<_> = self
            .haystacks
            .iter()
            .zip(&self.coins)
            .filter_map(|(haystack, coin)| {
                let rank: u32 = words.iter().map(|word| haystack.rank(word)).sum::<Option<u32>>()?;
                let tie = (coin.is_testnet, coin.family == "ofc", coin.is_token, coin.name.len(), coin.name);
                Some(((rank, tie), coin))
            })
            .collect();
        found.sort_by_key(|(order, _)| *order);
        found.into_iter().take(limit).map(|(_, coin)| coin).collect()
    }

    /// Other coins that could be taken for this one: the same full name or the same ticker stem on another
    /// network. Those of the same kind of network (real or test) come first.
    pub fn twins(&self, coin: &Coin) -> Vec<&Coin> {
        let own = Haystack::of(coin);
        let mut twins: Vec<&Coin> = self
            .haystacks
            .iter()
            .zip(&self.coins)
            .filter(|(_, other)| other.network != coin.network)
            .filter(|(other, _)| other.twin_key == own.twin_key || other.full_name == own.full_name)
            .map(|(_, other)| other)
            .collect();
        twins.sort_by_key(|other| {
            (other.is_testnet != coin.is_testnet, other.family == "ofc", other.name.len())
        });
        twins
    }
}

impl Haystack {
    fn of(coin: &Coin) -> Self {
        let name = coin.name.to_lowercase();
        let full_name = coin.full_name.to_lowercase();
        let network = coin.network.to_lowercase();
        let contract = coin.contract.unwrap_or_default().to_lowercase();
        Self {
            everything: [name.as_str(), &full_name, &network, &contract].join("\n"),
            stem: coin.stem().to_lowercase(),
            twin_key: coin.twin_key(),
            name,
            full_name,
            network,
            contract,
        }
    }

    /// How well one lower-case word fits: 0 is best, `None` not at all.
    fn rank(&self, word: &str) -> Option<u32> {
        if !self.everything.contains(word) {
            return None;
        }
        [
            self.name == word,
            self.full_name == word,
            self.stem == word || self.contract == word,
            self.name.starts_with(word),
            self.stem.starts_with(word),
            self.full_name.split_whitespace().any(|part| part.starts_with(word)),
            self.network.starts_with(word),
            self.name.contains(word) || self.full_name.contains(word),
            self.network.contains(word),
            self.contract.contains(word),
        ]
        .iter()
        .position(|&fits| fits)
        .and_then(|rank| u32::try_from(rank).ok())
    }
}

/// Reads one row of the table; `None` if it is not one. The tests hold every row of the file to be one.
fn read_row(line: &'static str) -> Option<Coin> {
    let columns: [&'static str; 9] = line.split('\t').collect::<Vec<_>>().try_into().ok()?;
    let [name, full_name, decimals, family, network, marks, asset, base_unit_name, contract] = columns;
    Some(Coin {
        name,
        // The vendor leaves one test coin without a name.
        full_name: if full_name.is_empty() { name } else { full_name },
        decimals: decimals.parse().ok()?,
        family,
        network,
        is_testnet: marks.contains('t'),
        asset: if asset == "=" { name } else { asset },
        is_token: marks.contains('k'),
        contract: Some(contract).filter(|it| !it.is_empty()),
        base_unit_name,
        is_fiat: marks.contains('f'),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn names(found: &[&Coin]) -> Vec<&'static str> {
        found.iter().map(|coin| coin.name).collect()
    }

    #[test]
    fn every_row_is_a_coin_and_none_is_lost() {
        let rows = include_str!("../../assets/coins.tsv").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(rows.clone().count(), 6_560);
        for row in rows {
            let coin = read_row(row).unwrap_or_else(|| panic!("not a coin: {row}"));
            for text in
                [coin.name, coin.full_name, coin.family, coin.network, coin.asset, coin.base_unit_name]
            {
                assert!(!text.is_empty() && text.trim() == text, "{row}");
            }
            assert!(coin.decimals <= 30, "{row}");
        }
        assert_eq!(coins().all().len(), 6_560);
        assert_eq!(coins().by_name.len(), 6_560);
    }

    #[test]
    fn known_coins_have_their_facts() {
        let btc = coins().get("btc").unwrap();
        assert_eq!((btc.decimals, btc.base_unit_words(), btc.display_unit().as_str()), (8, "satoshi", "BTC"));
        assert!(!btc.is_testnet && !btc.is_token && !btc.is_fiat);
        let tether = coins().get("usdt").unwrap();
        assert_eq!(tether.identity(), "Tether on Ethereum, 6 decimals, contract 0xdac1…1ec7");
        assert_eq!(tether.base_unit_words(), "base units");
        assert_eq!(coins().get("trx:usdt").unwrap().display_unit(), "TRX:USDT");
        assert!(coins().get("hteth").unwrap().is_testnet);
        assert!(coins().get("fiatusd").unwrap().is_fiat);
        assert!(coins().get("BTC").is_none());
        assert_eq!(coins().get_typed(" BTC ").unwrap().name, "btc");
        assert!(coins().get_typed("HTETH:wbtc").is_none(), "two tickers differ in case alone");
    }

    #[test]
    fn the_search_puts_what_was_meant_first() {
        for (query, first) in [
            ("btc", "btc"),
            ("BTC", "btc"),
            ("bitcoin", "btc"),
            ("usdt", "usdt"),
            ("usdt trx", "trx:usdt"),
            ("tether", "usdt"),
            ("hteth", "hteth"),
            ("0xdac17f958d2ee523a2206206994597c13d831ec7", "usdt"),
            ("eos:usdt", "eos:USDT"),
        ] {
            assert_eq!(names(&coins().search(query, 1)), [first], "{query}");
        }
        assert!(coins().search("no such coin anywhere", 5).is_empty());
        assert_eq!(coins().search("", 7).len(), 7);
    }

    #[test]
    fn twins_are_named() {
        let twins = names(&coins().twins(coins().get("usdt").unwrap()));
        for twin in ["trx:usdt", "eos:USDT", "sol:usdt", "algo:USDt-312769", "ofcusdt"] {
            assert!(twins.contains(&twin), "{twin} in {twins:?}");
        }
        assert!(!twins.contains(&"usdt") && !twins.contains(&"usdtbull"));
        assert!(
            twins.iter().position(|it| *it == "trx:usdt") < twins.iter().position(|it| *it == "ttrx:usdt")
        );
    }
}
