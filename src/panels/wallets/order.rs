//! All wallets of a list in the order of a column. Labels are written into one text for it and compared there: a hundred
//! thousand wallets do not fit into the processor's memory, their labels do.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use super::column::Col;
use crate::bitgo::wallet::Wallet;
use crate::domain::amount::{Balance, BaseUnits};

/// Places in a list, in the order of a column.
#[derive(Default)]
pub(super) struct Order {
    /// The generation of the list, the column, and whether the largest come first.
    pub(super) made_for: Option<(u64, (Col, bool))>,
    pub(super) places: Vec<u32>,
}

impl Order {
    pub(super) fn of(wallets: &[Arc<Wallet>], generation: u64, sort: (Col, bool)) -> Self {
        let (column, descending) = sort;
        let turned = |order: Ordering| if descending { order.reverse() } else { order };
        let places = match column {
            Col::Label => {
                let lower = Texts::of(wallets, |wallet, text| push_lower(text, &wallet.label));
                let by_label = |a: &u32, b: &u32| turned(lower.compare(*a, *b));
                sorted(wallets, |place, _| place, by_label)
            }
            Col::Kind => {
                let ranks = ranks(wallets.iter().map(|wallet| wallet.kind.word()));
                sorted(wallets, |_, wallet| rank(&ranks, wallet.kind.word()), |a, b| turned(a.cmp(b)))
            }
            Col::People => sorted(wallets, |_, wallet| wallet.users.len(), |a, b| turned(a.cmp(b))),
            Col::Marks => sorted(wallets, |_, _| (), |(), ()| Ordering::Equal),
            Col::Balance => by_value(wallets, |wallet| wallet.balance.as_ref(), descending),
            Col::Confirmed => by_value(wallets, |wallet| wallet.confirmed.as_ref(), descending),
            Col::Spendable => by_value(wallets, |wallet| wallet.spendable.as_ref(), descending),
        };
        Self { made_for: Some((generation, sort)), places }
    }
}

/// By coin, and in it exact values in order; what is no number, or not there, comes last either way.
fn by_value(wallets: &[Arc<Wallet>], of: impl Fn(&Wallet) -> Option<&Balance>, descending: bool) -> Vec<u32> {
    let ranks = ranks(wallets.iter().map(|wallet| wallet.coin.as_str()));
    let key = |_, wallet: &Wallet| {
        (rank(&ranks, wallet.coin.as_str()), of(wallet).and_then(Balance::exact).cloned())
    };
    let compare = |(coin, a): &(u32, Option<BaseUnits>), (other, b): &(u32, Option<BaseUnits>)| {
        coin.cmp(other).then_with(|| match (a, b) {
            (Some(a), Some(b)) if descending => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        })
    };
    sorted(wallets, key, compare)
}

/// The places by their keys; those with equal ones by label, then by ID.
fn sorted<K>(
    wallets: &[Arc<Wallet>],
    key: impl Fn(u32, &Wallet) -> K,
    compare: impl Fn(&K, &K) -> Ordering,
) -> Vec<u32> {
    let labels = Texts::of(wallets, |wallet, text| text.push_str(&wallet.label));
    let id = |place: u32| usize::try_from(place).ok().and_then(|place| wallets.get(place)).map(|it| &it.id);
    let mut keys: Vec<(K, u32)> =
        (0_u32..).zip(wallets).map(|(place, wallet)| (key(place, wallet), place)).collect();
    keys.sort_unstable_by(|(a, at), (b, other)| {
        compare(a, b)
            .then_with(|| labels.compare(*at, *other))
            .then_with(|| id(*at).cmp(&id(*other)))
            .then_with(|| at.cmp(other))
    });
    keys.into_iter().map(|(_, place)| place).collect()
}

/// A text of each wallet, one behind the other, each with its first letters that are not those of all.
struct Texts {
    text: String,
    /// Where each ends, and its letters behind the common ones, as a number.
    ends: Vec<(usize, u64)>,
}

impl Texts {
    fn of(wallets: &[Arc<Wallet>], write: impl Fn(&Wallet, &mut String)) -> Self {
        let mut texts = Self { text: String::new(), ends: Vec::with_capacity(wallets.len()) };
        for wallet in wallets {
            write(wallet, &mut texts.text);
            texts.ends.push((texts.text.len(), 0));
        }
        let common = texts.common();
        let firsts: Vec<u64> =
            (0..texts.ends.len()).map(|place| first_letters(texts.get(place), common)).collect();
        for ((_, first), letters) in texts.ends.iter_mut().zip(firsts) {
            *first = letters;
        }
        texts
    }

    fn get(&self, place: usize) -> &[u8] {
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |(end, _)| *end);
        let end = self.ends.get(place).map_or(start, |(end, _)| *end);
        self.text.as_bytes().get(start..end).unwrap_or_default()
    }

    /// How many bytes all of them begin with.
    fn common(&self) -> usize {
        let first = self.get(0);
        let shared = |text: &[u8]| first.iter().zip(text).take_while(|(a, b)| a == b).count();
        (0..self.ends.len()).map(|place| shared(self.get(place))).min().unwrap_or(0)
    }

    fn compare(&self, a: u32, b: u32) -> Ordering {
        let (Ok(a), Ok(b)) = (usize::try_from(a), usize::try_from(b)) else { return Ordering::Equal };
        let first = |place: usize| self.ends.get(place).map(|(_, first)| *first);
        first(a).cmp(&first(b)).then_with(|| self.get(a).cmp(self.get(b)))
    }
}

/// Eight bytes behind the first `common` ones, so that their order is that of the numbers.
fn first_letters(text: &[u8], common: usize) -> u64 {
    let mut letters = [0; 8];
    let behind = text.get(common..).unwrap_or_default();
    letters.iter_mut().zip(behind).for_each(|(letter, byte)| *letter = *byte);
    u64::from_be_bytes(letters)
}

fn push_lower(text: &mut String, label: &str) {
    if label.is_ascii() {
        text.extend(label.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
    } else {
        text.push_str(&label.to_lowercase());
    }
}

/// The place of each word among the different ones, in their order.
fn ranks<W: Ord + Hash + Copy>(words: impl Iterator<Item = W>) -> HashMap<W, u32> {
    let mut ranks: HashMap<W, u32> = words.map(|word| (word, 0)).collect();
    let mut different: Vec<W> = ranks.keys().copied().collect();
    different.sort_unstable();
    for (rank, word) in (0_u32..).zip(different) {
        ranks.insert(word, rank);
    }
    ranks
}

fn rank<W: Eq + Hash>(ranks: &HashMap<W, u32>, word: W) -> u32 {
    ranks.get(&word).copied().unwrap_or(u32::MAX)
}
