//! All coins and how one is found among them.

use std::collections::HashMap;
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
    /// What each coin is found by, in the same order.
    entries: Vec<Entry>,
    /// What all coins are found by in one text, a line a coin, so that one pass finds every coin that holds a word.
    text: String,
}

/// What one coin is found by, in lower case.
#[derive(Debug)]
struct Entry {
    name: String,
    stem: String,
    full_name: String,
    networks: [String; 2],
    contract: String,
    /// What twins share, see [`Coin::twin_key`].
    twin_key: String,
    /// Where its line ends in the text of all coins.
    end: usize,
    /// Its place among all coins where words do not decide: real money before test coins, a chain before the
    /// platform's own ledger, chains before tokens, and short before long.
    place: usize,
}

impl CoinTable {
    fn read(rows: &'static str) -> Self {
        let coins: Vec<Coin> =
            rows.lines().filter(|line| !line.starts_with('#')).filter_map(read_row).collect();
        let by_name = coins.iter().enumerate().map(|(index, coin)| (coin.name, index)).collect();
        let mut text = String::new();
        let mut entries: Vec<Entry> = coins.iter().map(|coin| Entry::of(coin, &mut text)).collect();
        let mut in_order: Vec<usize> = (0..coins.len()).collect();
        in_order.sort_by_key(|&index| {
            let coin = &coins[index];
            (coin.is_testnet, coin.family == "ofc", coin.is_token, coin.name.len(), coin.name)
        });
        for (place, index) in in_order.into_iter().enumerate() {
            entries[index].place = place;
        }
        Self { coins, by_name, entries, text }
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
        let candidates = match words.iter().max_by_key(|word| word.len()) {
            Some(word) => self.holding(word),
            None => (0..self.coins.len()).collect(),
        };
        let mut found: Vec<(u32, usize, usize)> = candidates
            .into_iter()
            .filter_map(|index| {
                let entry = &self.entries[index];
                let rank = words.iter().map(|word| entry.rank(word)).sum::<Option<u32>>()?;
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
    fn holding(&self, word: &str) -> Vec<usize> {
        let (finder, mut from, mut next, mut found) = (memmem::Finder::new(word), 0, 0, Vec::new());
        while let Some(at) = finder.find(&self.text.as_bytes()[from..]) {
            let index = next + self.entries[next..].partition_point(|entry| entry.end <= from + at);
            found.push(index);
            (from, next) = (self.entries[index].end, index + 1);
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
            .filter(|(entry, _)| entry.twin_key == twin_key || entry.full_name == full_name)
            .map(|(_, other)| other)
            .collect();
        twins.sort_by_key(|other| {
            (other.is_testnet != coin.is_testnet, other.family == "ofc", other.name.len())
        });
        twins
    }
}

impl Entry {
    /// What a coin is found by; its line is put at the end of `text`.
    fn of(coin: &Coin, text: &mut String) -> Self {
        let entry = Self {
            name: coin.name.to_lowercase(),
            stem: coin.stem().to_lowercase(),
            full_name: coin.full_name.to_lowercase(),
            networks: [coin.network.to_lowercase(), coin.network_words().to_lowercase()],
            contract: coin.contract.unwrap_or_default().to_lowercase(),
            twin_key: coin.twin_key(),
            end: 0,
            place: 0,
        };
        let [network, network_words] = &entry.networks;
        for part in [&entry.name, &entry.full_name, network, network_words, &entry.contract] {
            text.push_str(part);
            text.push('\t');
        }
        text.push('\n');
        Self { end: text.len(), ..entry }
    }

    /// How well one lower-case word fits: 0 is best, `None` not at all.
    fn rank(&self, word: &str) -> Option<u32> {
        let of_networks = |fits: fn(&str, &str) -> bool| self.networks.iter().any(|it| fits(it, word));
        let rank = if self.name == word {
            0
        } else if self.full_name == word {
            1
        } else if self.stem == word || self.contract == word {
            2
        } else if self.name.starts_with(word) {
            3
        } else if self.stem.starts_with(word) {
            4
        } else if self.full_name.split_whitespace().any(|part| part.starts_with(word)) {
            5
        } else if of_networks(|network, word| network.starts_with(word)) {
            6
        } else if self.name.contains(word) || self.full_name.contains(word) {
            7
        } else if of_networks(|network, word| network.contains(word)) {
            8
        } else if self.contract.contains(word) {
            9
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
