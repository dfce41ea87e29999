//! All coins and how one is found among them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use memchr::memmem;

use super::facts::Coin;

static TABLE: LazyLock<CoinTable> =
    LazyLock::new(|| CoinTable::read(include_str!("../../../assets/coins.tsv")));

/// All known coins. The first call reads the table (a few milliseconds), later ones are free.
pub fn coins() -> &'static CoinTable {
    &TABLE
}

/// Every coin, in the vendor's order, with what is needed to find one.
#[derive(Debug)]
pub struct CoinTable {
    coins: Vec<Coin>,
    by_name: HashMap<&'static str, usize>,
    /// The chain families that have tokens.
    families_with_tokens: HashSet<&'static str>,
    /// What each coin is found by, in the same order.
    entries: Vec<CoinEntry>,
    /// What all coins are found by in one text, a line a coin, so that one pass finds every coin that holds a word.
    text: String,
}

/// What one coin is found by, as places in the text of all coins: there it lies close together.
#[derive(Debug)]
struct CoinEntry {
    /// Where its line begins, and where each part of it ends: ticker, full name, the network in the vendor's words and
    /// in people's, contract.
    start: usize,
    ends: [usize; 5],
    /// Where the ticker without its chain begins.
    stem_at: usize,
    /// What twins share, see [`Coin::twin_key`].
    twin_key: String,
    /// Its place among all coins where words do not decide: real money before test coins, a chain before the
    /// platform's own ledger, chains before tokens, and short before long.
    place: usize,
}

impl CoinTable {
    fn read(rows: &'static str) -> Self {
        let coins: Vec<Coin> =
            rows.lines().filter(|line| !line.starts_with('#')).filter_map(read_row).collect();
        let by_name = coins.iter().enumerate().map(|(index, coin)| (coin.name, index)).collect();
        let families_with_tokens =
            coins.iter().filter(|coin| coin.is_token).map(|coin| coin.family).collect();
        let mut text = String::new();
        let mut entries: Vec<CoinEntry> = coins.iter().map(|coin| CoinEntry::of(coin, &mut text)).collect();
        let mut in_order: Vec<usize> = (0..coins.len()).collect();
        in_order.sort_by_key(|&index| {
            let coin = &coins[index];
            (coin.is_testnet, coin.family == "ofc", coin.is_token, coin.name.len(), coin.name)
        });
        for (place, index) in in_order.into_iter().enumerate() {
            entries[index].place = place;
        }
        Self { coins, by_name, families_with_tokens, entries, text }
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

    /// The coin that pays the fees on the chain of this coin or token: the coin itself, where it is no token.
    pub fn chain_coin(&self, coin: &Coin) -> Option<&Coin> {
        let is_it = |it: &&Coin| !it.is_token && it.family == coin.family && it.network == coin.network;
        if coin.is_token { self.coins.iter().find(is_it) } else { self.get(coin.name) }
    }

    /// Whether a chain family has tokens.
    fn has_tokens(&self, family: &str) -> bool {
        self.families_with_tokens.contains(family)
    }

    /// All coins, in the vendor's order.
    pub fn all(&self) -> &[Coin] {
        &self.coins
    }

    /// The coins that every word of `query` fits (ticker, full name, network, contract), best first. Fast enough to run
    /// at every key stroke.
    ///
    /// An exact ticker beats the start of one, which beats names, networks and contracts; of equals, real
    /// money stands before test coins, a chain before the platform's own ledger, and short before long.
    /// An empty query lists the coins that are no tokens first.
    pub fn search(&self, query: &str, limit: usize) -> Vec<&Coin> {
        let query = query.to_lowercase();
        let words: Vec<&str> = query.split_whitespace().collect();
        // The longest word is held by the fewest coins.
        let finders: Vec<memmem::Finder<'_>> = words.iter().map(memmem::Finder::new).collect();
        let candidates = match finders.iter().max_by_key(|finder| finder.needle().len()) {
            Some(finder) => self.effective(finder),
            None => (0..self.coins.len()).collect(),
        };
        let mut found: Vec<(u32, usize, usize)> = candidates
            .into_iter()
            .filter_map(|index| {
                let entry = &self.entries[index];
                let parts = entry.parts(&self.text);
                let rank = finders.iter().map(|finder| parts.rank(finder)).sum::<Option<u32>>()?;
                Some((rank, entry.place, index))
            })
            .collect();
        if limit < found.len() {
            found.select_nth_unstable(limit);
            found.truncate(limit);
        }
        found.sort_unstable();
        found.into_iter().map(|(.., index)| &self.coins[index]).collect()
    }

    /// The coins whose line holds this lower-case word, in the vendor's order.
    fn effective(&self, word: &memmem::Finder<'_>) -> Vec<usize> {
        let mut found = Vec::new();
        let (mut from, mut entries) = (0, self.entries.iter().enumerate());
        while let Some(at) = word.find(&self.text.as_bytes()[from..]) {
            let Some((index, entry)) = entries.find(|(_, entry)| entry.line_end() > from + at) else { break };
            found.push(index);
            from = entry.line_end();
        }
        found
    }

    /// Other coins that could be taken for this one: the same full name or the same ticker stem on another
    /// network. Those of the same kind of network (real or test) come first.
    pub fn twins(&self, coin: &Coin) -> Vec<&Coin> {
        let (twin_key, full_name) = (coin.twin_key(), coin.full_name.to_lowercase());
        let mut twins: Vec<&Coin> = self
            .entries
            .iter()
            .zip(&self.coins)
            .filter(|(_, other)| other.network != coin.network)
            .filter(|(entry, _)| entry.twin_key == twin_key || entry.parts(&self.text).full_name == full_name)
            .map(|(_, other)| other)
            .collect();
        twins.sort_by_key(|other| {
            (other.is_testnet != coin.is_testnet, other.family == "ofc", other.name.len())
        });
        twins
    }
}

impl CoinEntry {
    /// What a coin is found by; its line is put at the end of `text`.
    fn of(coin: &Coin, text: &mut String) -> Self {
        let start = text.len();
        let network_words = coin.network_words();
        let parts =
            [coin.name, coin.full_name, coin.network, &network_words, coin.contract.unwrap_or_default()];
        let ends = parts.map(|part| {
            text.push_str(&part.to_lowercase());
            text.push('\t');
            text.len() - 1
        });
        let stem_at = text[start..ends[0]].find(':').map_or(start, |colon| start + colon + 1);
        Self { start, ends, stem_at, twin_key: coin.twin_key(), place: 0 }
    }

    /// Where the next coin's line begins.
    fn line_end(&self) -> usize {
        self.ends[4] + 1
    }

    fn parts<'a>(&self, text: &'a str) -> Parts<'a> {
        let [name, full_name, network, network_words, contract] = self.ends;
        Parts {
            name: &text[self.start..name],
            stem: &text[self.stem_at..name],
            full_name: &text[name + 1..full_name],
            networks: [&text[full_name + 1..network], &text[network + 1..network_words]],
            contract: &text[network_words + 1..contract],
        }
    }
}

/// What one coin is found by, in lower case.
struct Parts<'a> {
    name: &'a str,
    stem: &'a str,
    full_name: &'a str,
    networks: [&'a str; 2],
    contract: &'a str,
}

impl Parts<'_> {
    /// How well one lower-case word fits: 0 is best, `None` not at all.
    fn rank(&self, finder: &memmem::Finder<'_>) -> Option<u32> {
        let word = finder.needle();
        let is = |part: &str| part.as_bytes() == word;
        let starts = |part: &str| part.as_bytes().starts_with(word);
        let holds = |part: &str| finder.find(part.as_bytes()).is_some();
        let starts_a_word = |part: &str| {
            finder.find_iter(part.as_bytes()).any(|at| at == 0 || part.as_bytes()[at - 1] == b' ')
        };
        let rank = if is(self.name) {
            0
        } else if is(self.full_name) || is(self.stem) || is(self.contract) {
            1
        } else if starts(self.name) {
            2
        } else if starts(self.stem) {
            3
        } else if starts_a_word(self.full_name) {
            4
        } else if self.networks.into_iter().any(starts) {
            5
        } else if holds(self.name) || holds(self.full_name) {
            6
        } else if self.networks.into_iter().any(holds) {
            7
        } else if holds(self.contract) {
            8
        } else {
            return None;
        };
        Some(rank)
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

impl Coin {
    /// Whether wallets of it can hold tokens besides it, so that a balance of zero does not mean that nothing is in them:
    /// the platform knows tokens of its chain family. Of a coin that is not in the table the same is to be assumed
    /// (`coins().get(ticker).is_none_or(Coin::carries_tokens)`).
    pub fn carries_tokens(&self) -> bool {
        !self.is_token && coins().has_tokens(self.family)
    }
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
        let rows = include_str!("../../../assets/coins.tsv").lines().filter(|line| !line.starts_with('#'));
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
        assert_eq!(tether.identity(), "Tether on Ethereum, 6 decimals, contract 0xdac17f…831ec7");
        assert_eq!(tether.base_unit_words(), "base units");
        assert_eq!(coins().get("trx:usdt").unwrap().display_unit(), "TRX:USDT");
        assert!(coins().get("hteth").unwrap().is_testnet);
        assert!(coins().get("fiatusd").unwrap().is_fiat);
        assert!(coins().get("BTC").is_none());
        assert_eq!(coins().get_typed(" BTC ").unwrap().name, "btc");
        assert!(coins().get_typed("HTETH:wbtc").is_none(), "two tickers differ in case alone");
    }

    #[test]
    fn the_fees_of_a_token_are_paid_in_the_coin_of_its_chain() {
        for (coin, pays_fees) in [
            ("usdt", Some("eth")),
            ("hteth:tusdc", Some("hteth")),
            ("hteth", Some("hteth")),
            ("tbtc", Some("tbtc")),
            // Its network is no longer served.
            ("tusds", None),
        ] {
            let found = coins().chain_coin(coins().get(coin).unwrap());
            assert_eq!(found.map(|it| it.name), pays_fees, "{coin}");
        }
    }

    #[test]
    fn a_chain_with_tokens_is_told_from_one_without_and_from_a_token() {
        for (name, carries) in [
            ("eth", true),
            ("hteth", true),
            ("trx", true),
            ("tsol", true),
            ("btc", false),
            ("tbtc", false),
            ("ltc", false),
            ("usdt", false),
            ("ofcbtc", false),
        ] {
            assert_eq!(coins().get(name).unwrap().carries_tokens(), carries, "{name}");
        }
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
            ("usdt tron", "trx:usdt"),
            ("usdt solana", "sol:usdt"),
        ] {
            assert_eq!(names(&coins().search(query, 1)), [first], "{query}");
        }
        // Of the others with that ticker, every chain comes before the platform's own ledger and the test networks.
        let of_ticker = coins().search("usdt", 12);
        assert!(
            of_ticker.iter().all(|coin| !coin.is_testnet && coin.family != "ofc"),
            "{:?}",
            names(&of_ticker)
        );
        for (index, coin) in of_ticker.iter().enumerate() {
            for other in &of_ticker[..index] {
                assert_ne!(coin.identity(), other.identity(), "{} and {}", coin.name, other.name);
            }
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
