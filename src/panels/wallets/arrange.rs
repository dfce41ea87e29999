//! Which wallets are shown, in which order, and the exact totals of each coin. Without drawing, so that tables can
//! test it; kept until rows, filter or sort change, so that a hundred thousand rows stay smooth.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{Col, Model, State};
use crate::bitgo::wallet::Wallet;
use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::coin::coins;

/// What was worked out from the rows.
#[derive(Default)]
pub struct Arranged {
    made_for: Option<Wanted>,
    /// Indices into the list, in the order of the table.
    pub rows: Vec<usize>,
    /// What is known when all rows are of one coin.
    pub one_coin: Option<OneCoin>,
    /// Every coin with its count and total, by name.
    pub coins: Vec<CoinTotal>,
}

/// What the marks need beside the wallets themselves, as of the last change of the lists.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Changes whenever the rest does.
    pub generation: u64,
    /// When it was put together, by the platform's clock: a freeze that is over marks nothing.
    pub now: Timestamp,
    /// The wallets about which something waits for approval, by ID.
    pub waiting: BTreeSet<String>,
}

/// The rows of a table that shows one coin.
pub struct OneCoin {
    /// The coin's ticker.
    pub coin: String,
    /// The longest fraction among the amounts, in digits of the coin's unit.
    pub longest_fraction: String,
}

/// One coin's wallets together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoinTotal {
    /// The coin's ticker.
    pub coin: String,
    /// How many wallets hold it.
    pub count: usize,
    /// The sum of the balances that are whole numbers.
    pub total: BaseUnits,
    /// How many balances are no whole numbers, and so are not in the sum.
    pub unreadable: usize,
    /// How many balances were not told.
    pub missing: usize,
}

#[derive(Clone, PartialEq, Eq)]
struct Wanted {
    generation: u64,
    /// Of what the marks need.
    around: u64,
    coin: Option<String>,
    enterprise: Option<String>,
    filter: String,
    sort: (Col, bool),
}

impl State {
    /// Works out rows and totals anew where something has changed, and lends them for drawing.
    pub fn arrange(&mut self, model: &Model<'_>) -> Arranged {
        let (wallets, enterprise) = (model.wallets.rows, model.enterprise);
        let has_words = !self.filter.trim().is_empty();
        let wanted = Wanted {
            generation: model.wallets.generation,
            // Only words of a filter look at the marks.
            around: if has_words { model.around.generation } else { 0 },
            coin: self.coin.clone(),
            enterprise: enterprise.map(str::to_owned),
            filter: self.filter.trim().to_lowercase(),
            sort: self.sort,
        };
        if self.arranged.made_for.as_ref() != Some(&wanted) {
            self.said = None;
            self.arranged = arranged(wanted, wallets, model.around);
            self.table.chosen = self
                .chosen_id
                .as_ref()
                .and_then(|id| self.arranged.rows.iter().position(|row| wallets[*row].id == *id));
        }
        std::mem::take(&mut self.arranged)
    }

    /// Takes note of which wallet the chosen row is.
    pub fn remember_chosen(&mut self, wallets: &[Wallet], arranged: &Arranged) {
        self.chosen_id = self.table.chosen.and_then(|row| Some(wallets[*arranged.rows.get(row)?].id.clone()));
    }

    /// Narrows the table to one wallet; a page that is open closes.
    pub fn show_only(&mut self, id: &str) {
        self.page = None;
        self.coin = None;
        id.clone_into(&mut self.filter);
    }

    /// Takes back what [`State::arrange`] lent.
    pub fn keep(&mut self, arranged: Arranged) {
        self.arranged = arranged;
    }
}

fn arranged(wanted: Wanted, wallets: &[Wallet], around: &Around) -> Arranged {
    let of_enterprise = |wallet: &Wallet| {
        wanted.enterprise.is_none() || wallet.enterprise.as_deref() == wanted.enterprise.as_deref()
    };
    let mut rows: Vec<usize> = (0..wallets.len())
        .filter(|&index| {
            let wallet = &wallets[index];
            of_enterprise(wallet)
                && wanted.coin.as_ref().is_none_or(|coin| *coin == wallet.coin)
                && (wanted.filter.is_empty() || matches(wallet, &wanted.filter, around))
        })
        .collect();
    rows.sort_by(|&a, &b| {
        let (a, b) = (&wallets[a], &wallets[b]);
        compare(a, b, wanted.sort).then_with(|| a.label.cmp(&b.label)).then_with(|| a.id.cmp(&b.id))
    });
    let coins = totals(wallets.iter().filter(|wallet| of_enterprise(wallet)));
    let one_coin = one_coin(wallets, &rows);
    Arranged { made_for: Some(wanted), rows, one_coin, coins }
}

fn one_coin(wallets: &[Wallet], rows: &[usize]) -> Option<OneCoin> {
    let coin = &wallets[*rows.first()?].coin;
    if rows.iter().any(|&row| wallets[row].coin != *coin) {
        return None;
    }
    let decimals = coins().get(coin).map_or(0, |facts| facts.decimals);
    let longest_fraction = rows
        .iter()
        .flat_map(|&row| [&wallets[row].balance, &wallets[row].confirmed, &wallets[row].spendable])
        .filter_map(|balance| Some(balance.as_ref()?.exact()?.figure(decimals).fraction))
        .max_by_key(String::len)
        .unwrap_or_default();
    Some(OneCoin { coin: coin.clone(), longest_fraction })
}

fn compare(a: &Wallet, b: &Wallet, (sort, descending): (Col, bool)) -> Ordering {
    let turned = |order: Ordering| if descending { order.reverse() } else { order };
    match sort {
        Col::Label => turned(a.label.to_lowercase().cmp(&b.label.to_lowercase())),
        Col::Kind => turned(a.kind.word().cmp(b.kind.word())),
        Col::People => turned(a.users.len().cmp(&b.users.len())),
        Col::Marks => Ordering::Equal,
        Col::Balance => {
            a.coin.cmp(&b.coin).then_with(|| by_value(a.balance.as_ref(), b.balance.as_ref(), descending))
        }
        Col::Confirmed => {
            a.coin.cmp(&b.coin).then_with(|| by_value(a.confirmed.as_ref(), b.confirmed.as_ref(), descending))
        }
        Col::Spendable => {
            a.coin.cmp(&b.coin).then_with(|| by_value(a.spendable.as_ref(), b.spendable.as_ref(), descending))
        }
    }
}

/// Exact values in order; what is no number, or not there, comes last either way.
fn by_value(a: Option<&Balance>, b: Option<&Balance>, descending: bool) -> Ordering {
    match (a.and_then(Balance::exact), b.and_then(Balance::exact)) {
        (Some(a), Some(b)) if descending => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// Every word of the filter has to be somewhere in the row.
fn matches(wallet: &Wallet, filter: &str, around: &Around) -> bool {
    let label = wallet.label.to_lowercase();
    let name = coins().get(&wallet.coin).map_or_else(String::new, |coin| coin.full_name.to_lowercase());
    let marks: Vec<&str> = marks(wallet, around).iter().map(|mark| mark.words()).collect();
    filter.split_whitespace().all(|word| {
        label.contains(word)
            || name.contains(word)
            || wallet.id.contains(word)
            || wallet.coin.to_lowercase().contains(word)
            || kind_words(wallet).to_lowercase().contains(word)
            || marks.iter().any(|mark| mark.contains(word))
    })
}

fn totals<'w>(wallets: impl Iterator<Item = &'w Wallet>) -> Vec<CoinTotal> {
    let mut by_coin: BTreeMap<&str, CoinTotal> = BTreeMap::new();
    for wallet in wallets {
        let total = by_coin.entry(&wallet.coin).or_insert_with(|| CoinTotal {
            coin: wallet.coin.clone(),
            count: 0,
            total: BaseUnits::zero(),
            unreadable: 0,
            missing: 0,
        });
        total.count += 1;
        match &wallet.balance {
            Some(Balance::Exact(amount)) => total.total += amount,
            Some(Balance::Unreadable(_)) => total.unreadable += 1,
            None => total.missing += 1,
        }
    }
    by_coin.into_values().collect()
}

/// What deserves attention about a wallet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing leaves it until the freeze ends.
    Frozen,
    /// Only one person administers it: a policy protects nothing from them.
    OneAdmin,
    /// No policy rule limits how much may leave it.
    NoLimitRule,
    /// Something about it waits for approval.
    Waiting,
    /// The balance is not a whole number of base units.
    UnreadableBalance,
}

impl Mark {
    /// The mark in words, as in the table and for the filter.
    pub fn words(self) -> &'static str {
        match self {
            Self::Frozen => "frozen",
            Self::OneAdmin => "one admin",
            Self::NoLimitRule => "no limit rule",
            Self::Waiting => "approval waits",
            Self::UnreadableBalance => "check balance",
        }
    }
}

/// The marks of a wallet, the worst first.
pub fn marks(wallet: &Wallet, around: &Around) -> Vec<Mark> {
    let balances = [&wallet.balance, &wallet.confirmed, &wallet.spendable];
    let is_unreadable = balances.into_iter().flatten().any(|balance| balance.exact().is_none());
    [
        (is_unreadable, Mark::UnreadableBalance),
        (wallet.is_frozen(around.now), Mark::Frozen),
        (wallet.people_with("admin") == 1, Mark::OneAdmin),
        (wallet.has_limit_rule() == Some(false), Mark::NoLimitRule),
        (around.waiting.contains(&wallet.id), Mark::Waiting),
    ]
    .into_iter()
    .filter_map(|(holds, mark)| holds.then_some(mark))
    .collect()
}

/// How the keys are held, in the words of the table.
pub fn kind_words(wallet: &Wallet) -> String {
    if wallet.is_mpc() { format!("{} MPC", wallet.kind.word()) } else { wallet.kind.word().to_owned() }
}
