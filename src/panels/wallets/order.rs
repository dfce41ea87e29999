//! All wallets of a list in the order of a column. Every wallet's key is one number, so that most comparisons are of two
//! numbers side by side; only where those are equal is more looked at. Of labels the number is of sixteen letters, and where
//! these are equal, of the sixteen behind them.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::HashMap;
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
        let mut places: Vec<u32> = (0_u32..).zip(wallets).map(|(place, _)| place).collect();
        Sorting { wallets, descending: sort.1, labels: OnceCell::new() }.by(sort.0, &mut places);
        Self { made_for: Some((generation, sort)), places }
    }
}

/// Amounts up to here, either way of zero, are a key by themselves: 109 bits.
const WHOLE_KEY: i128 = 1 << 109;
/// Where in a key of an amount its coin begins, behind the amount and whether it is missing.
const COIN_FROM: u32 = 112;
const IS_MISSING: u128 = 1 << 111;
/// Beyond so many letters texts are compared as they are.
const LONGEST: usize = 1_024;
/// Letters in a key.
const LETTERS: usize = 16;

struct Sorting<'a> {
    wallets: &'a [Arc<Wallet>],
    descending: bool,
    /// Made where keys are equal, and no earlier.
    labels: OnceCell<Texts>,
}

impl Sorting<'_> {
    fn by(&self, column: Col, places: &mut [u32]) {
        match column {
            Col::Label => self.by_lower_label(places),
            Col::Kind => {
                let ranks = ranks(self.wallets.iter().map(|wallet| wallet.kind.word()));
                self.by_number(places, |wallet| rank(&ranks, wallet.kind.word()));
            }
            Col::People => self.by_number(places, |wallet| wallet.users.len() as u128),
            Col::Marks => self.by_label(places),
            Col::Balance => self.by_value(places, |wallet| wallet.balance.as_ref()),
            Col::Confirmed => self.by_value(places, |wallet| wallet.confirmed.as_ref()),
            Col::Spendable => self.by_value(places, |wallet| wallet.spendable.as_ref()),
        }
    }

    fn by_number(&self, places: &mut [u32], number: impl Fn(&Wallet) -> u128) {
        let key = |place| self.turned(self.wallet(place).map_or(0, &number));
        sort_runs(places, key, &mut |run| self.by_label(run));
    }

    /// By coin, and in it exact values in order; what is no number, or not there, comes last either way.
    fn by_value(&self, places: &mut [u32], of: impl Fn(&Wallet) -> Option<&Balance>) {
        let ranks = ranks(self.wallets.iter().map(|wallet| wallet.coin.as_str()));
        let exact = |place| of(self.wallet(place)?).and_then(Balance::exact);
        let key = |place| {
            let coin = self.wallet(place).map_or(0, |wallet| rank(&ranks, wallet.coin.as_str()));
            let amount = exact(place).map(|amount| {
                let key = amount.clamped(WHOLE_KEY);
                (if self.descending { -key } else { key } + WHOLE_KEY).unsigned_abs()
            });
            (coin << COIN_FROM) | amount.unwrap_or(IS_MISSING)
        };
        sort_runs(places, key, &mut |run| {
            let is_beyond = |amount: &BaseUnits| amount.clamped(WHOLE_KEY).abs() == WHOLE_KEY;
            if run.first().and_then(|place| exact(*place)).is_some_and(is_beyond) {
                run.sort_by(|a, b| self.ordered(exact(*a).cmp(&exact(*b))).then_with(|| self.tie(*a, *b)));
            } else {
                self.by_label(run);
            }
        });
    }

    /// By label in lower case, then by label and ID.
    fn by_lower_label(&self, places: &mut [u32]) {
        let lower = Texts::of(self.wallets, |wallet, text| push_lower(text, &wallet.label));
        lower.sort(places, 0, &|key| self.turned(key), &mut |run| {
            // What is left is equal but for letters that count as nothing in a key.
            let of = |place: u32| lower.get(place);
            run.sort_by(|a, b| self.ordered(of(*a).cmp(of(*b))).then_with(|| self.tie(*a, *b)));
        });
    }

    /// By label, then by ID.
    fn by_label(&self, places: &mut [u32]) {
        let labels =
            self.labels.get_or_init(|| Texts::of(self.wallets, |wallet, text| text.push_str(&wallet.label)));
        labels.sort(places, 0, &|key| key, &mut |run| run.sort_by(|a, b| self.tie(*a, *b)));
    }

    /// The order of two that are otherwise equal.
    fn tie(&self, a: u32, b: u32) -> Ordering {
        let names = |place| self.wallet(place).map(|wallet| (&wallet.label, &wallet.id));
        names(a).cmp(&names(b)).then_with(|| a.cmp(&b))
    }

    fn wallet(&self, place: u32) -> Option<&Wallet> {
        self.wallets.get(usize::try_from(place).ok()?).map(Arc::as_ref)
    }

    fn turned(&self, key: u128) -> u128 {
        if self.descending { !key } else { key }
    }

    fn ordered(&self, order: Ordering) -> Ordering {
        if self.descending { order.reverse() } else { order }
    }
}

/// Sorts by a number, and gives each run of equal ones to `then`.
fn sort_runs(places: &mut [u32], key: impl Fn(u32) -> u128, then: &mut dyn FnMut(&mut [u32])) {
    let mut keyed: Vec<(u128, u32)> = places.iter().map(|place| (key(*place), *place)).collect();
    keyed.sort_unstable();
    for (place, (_, sorted)) in places.iter_mut().zip(&keyed) {
        *place = *sorted;
    }
    let mut rest = places;
    for run in keyed.chunk_by(|(a, _), (b, _)| a == b) {
        let (equal, behind) = std::mem::take(&mut rest).split_at_mut(run.len());
        if equal.len() > 1 {
            then(equal);
        }
        rest = behind;
    }
}

/// A text of each wallet, one behind the other: a hundred thousand wallets do not fit into the processor's memory, their
/// labels do.
struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    fn of(wallets: &[Arc<Wallet>], write: impl Fn(&Wallet, &mut String)) -> Self {
        let mut texts = Self { text: String::new(), ends: Vec::with_capacity(wallets.len()) };
        for wallet in wallets {
            write(wallet, &mut texts.text);
            texts.ends.push(texts.text.len());
        }
        texts
    }

    fn get(&self, place: u32) -> &[u8] {
        let Ok(place) = usize::try_from(place) else { return &[] };
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(place).copied().unwrap_or(start);
        self.text.as_bytes().get(start..end).unwrap_or_default()
    }

    /// The letters from `from` on, so that their order is that of the numbers.
    fn letters(&self, place: u32, from: usize) -> u128 {
        let mut letters = [0; LETTERS];
        let text = self.get(place).get(from..).unwrap_or_default();
        letters.iter_mut().zip(text).for_each(|(letter, byte)| *letter = *byte);
        u128::from_be_bytes(letters)
    }

    /// Sorts places whose texts are equal up to `from`, and gives each run of equal texts to `then`.
    fn sort(
        &self,
        places: &mut [u32],
        from: usize,
        turned: &dyn Fn(u128) -> u128,
        then: &mut dyn FnMut(&mut [u32]),
    ) {
        let behind = from + LETTERS;
        sort_runs(places, |place| turned(self.letters(place, from)), &mut |run| {
            if behind > LONGEST || run.iter().all(|place| self.get(*place).len() <= behind) {
                then(run);
            } else {
                self.sort(run, behind, turned, then);
            }
        });
    }
}

fn push_lower(text: &mut String, label: &str) {
    if label.is_ascii() {
        text.extend(label.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
    } else {
        text.push_str(&label.to_lowercase());
    }
}

/// The place of each word among the different ones, in their order.
fn ranks<'a>(words: impl Iterator<Item = &'a str>) -> HashMap<&'a str, u128> {
    let mut ranks: HashMap<&str, u128> = words.map(|word| (word, 0)).collect();
    let mut different: Vec<&str> = ranks.keys().copied().collect();
    different.sort_unstable();
    for (rank, word) in (0..).zip(different) {
        ranks.insert(word, rank);
    }
    ranks
}

fn rank(ranks: &HashMap<&str, u128>, word: &str) -> u128 {
    ranks.get(word).copied().unwrap_or_default()
}
