//! Wallets of a long list found without going through all of it in a frame: by ID, and by words.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use smol_str::SmolStr;

use super::Wallet;
use crate::domain::alphabet::{has_in_its_look, holds_ignoring_case};

/// Where the wallets of a list stand in it, and which coins they hold. It grows with the list.
#[derive(Default)]
pub struct WalletIndex {
    edition: u64,
    indexed: usize,
    places: HashMap<SmolStr, usize>,
    coins: BTreeSet<SmolStr>,
}

impl WalletIndex {
    /// Takes in the rows that have come. What was taken in stays in its place as long as the edition is the same.
    pub fn grow(&mut self, edition: u64, rows: &[Arc<Wallet>]) {
        if self.edition != edition {
            *self = Self { edition, ..Self::default() };
        }
        for (place, wallet) in rows.iter().enumerate().skip(self.indexed) {
            self.places.entry(wallet.id.clone()).or_insert(place);
            if !self.coins.contains(&wallet.coin) {
                self.coins.insert(wallet.coin.clone());
            }
        }
        self.indexed = rows.len();
    }

    /// Where the wallet with this ID stands.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }
}

/// The wallets that have been read, with their index.
#[derive(Clone, Copy)]
pub struct WalletRows<'a> {
    rows: &'a [Arc<Wallet>],
    generation: u64,
    index: &'a WalletIndex,
}

impl<'a> WalletRows<'a> {
    /// The rows of this generation of a list, taken in by the index.
    pub fn new(rows: &'a [Arc<Wallet>], generation: u64, index: &'a WalletIndex) -> Self {
        Self { rows, generation, index }
    }

    /// All of them.
    pub fn all(&self) -> &'a [Arc<Wallet>] {
        self.rows
    }

    /// Changes whenever they do.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The wallet with this ID.
    pub fn by_id(&self, id: &str) -> Option<&'a Arc<Wallet>> {
        self.rows.get(self.index.place(id)?)
    }

    /// The coins that they hold, by ticker and in order.
    pub fn coins(&self) -> impl Iterator<Item = &'a str> {
        self.index.coins.iter().map(SmolStr::as_str)
    }
}

impl Wallet {
    /// Whether a word, in lower case, is in its label as it is seen, its coin's ticker or its ID.
    pub fn is_found_by(&self, word: &str) -> bool {
        has_in_its_look(&self.label, word)
            || holds_ignoring_case(&self.coin, word)
            || holds_ignoring_case(&self.id, word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(count: usize) -> Vec<Arc<Wallet>> {
        let wallet = |at: usize| Wallet {
            id: format!("{at:032x}").into(),
            label: format!("Deposit {at}").into(),
            coin: ["tbtc", "hteth"][at % 2].into(),
            ..Wallet::default()
        };
        (0..count).map(|at| Arc::new(wallet(at))).collect()
    }

    #[test]
    fn wallets_are_found_by_id_as_they_come_and_forgotten_with_their_edition() {
        let many = rows(1_200);
        let mut index = WalletIndex::default();
        index.grow(7, &many[..500]);
        assert_eq!((index.place(&many[499].id), index.place(&many[500].id)), (Some(499), None));
        index.grow(7, &many);
        assert_eq!(index.place(&many[1_199].id), Some(1_199));
        let found = WalletRows::new(&many, 1, &index);
        assert_eq!(found.coins().collect::<Vec<_>>(), ["hteth", "tbtc"]);
        assert_eq!(found.by_id(&many[3].id).map(|it| it.label.as_str()), Some("Deposit 3"));
        index.grow(8, &many[5..6]);
        assert_eq!((index.place(&many[5].id), index.place(&many[4].id)), (Some(0), None));
    }
}
