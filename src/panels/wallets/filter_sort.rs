//! Which wallets are shown, in which order, and the exact totals of each coin. Without drawing, so that tables can
//! test it; kept until rows, filter or sort change, so that a hundred thousand rows stay smooth.

use std::cmp::Ordering;

use super::column::Col;
use super::filtered_rows::{FilteredRows, Wanted, one_coin};
use super::model::Model;
use super::state::State;
use crate::bitgo::wallet::{CoinTotal, Wallet};
use crate::domain::alphabet::{MIXED, SAME_NAME, has_in_its_look, mixed_alphabets};
use crate::domain::amount::Balance;
use crate::domain::coin::coins;
use crate::domain::foreign_text::{HIDDEN, has_hidden};

impl State {
    /// Works out rows and totals again where something has changed, and lends them for drawing.
    pub fn arrange(&mut self, model: &Model<'_>) -> FilteredRows {
        let (wallets, enterprise) = (model.wallets.rows, model.enterprise);
        let has_words = !self.filter.trim().is_empty();
        let wanted = Wanted {
            generation: model.wallets.generation,
            // Only words of a filter look at the marks.
            marks: if has_words { model.mark_facts.generation } else { 0 },
            coin: self.coin.clone(),
            enterprise: enterprise.map(str::to_owned),
            filter: self.filter.trim().to_lowercase(),
            sort: self.sort,
        };
        if self.arranged.made_for.as_ref() != Some(&wanted) {
            self.said = None;
            self.arranged = arranged(wanted, wallets, model);
            self.table.chosen = self
                .chosen_id
                .as_ref()
                .and_then(|id| self.arranged.rows.iter().position(|row| wallets[*row].id == *id));
        }
        std::mem::take(&mut self.arranged)
    }

    /// Takes note of which wallet the chosen row is.
    pub fn remember_chosen(&mut self, wallets: &[Wallet], arranged: &FilteredRows) {
        self.chosen_id =
            self.table.chosen.and_then(|row| Some(wallets[*arranged.rows.get(row)?].id.to_string()));
    }

    /// Narrows the table to one wallet.
    pub fn show_only(&mut self, id: &str) {
        self.coin = None;
        id.clone_into(&mut self.filter);
    }

    /// Takes back what [`State::arrange`] lent.
    pub fn keep(&mut self, arranged: FilteredRows) {
        self.arranged = arranged;
    }
}

fn arranged(wanted: Wanted, wallets: &[Wallet], model: &Model<'_>) -> FilteredRows {
    let of_enterprise = |wallet: &Wallet| {
        wanted.enterprise.is_none() || wallet.enterprise.as_deref() == wanted.enterprise.as_deref()
    };
    let mut rows: Vec<usize> = (0..wallets.len())
        .filter(|&index| {
            let wallet = &wallets[index];
            of_enterprise(wallet)
                && wanted.coin.as_ref().is_none_or(|coin| *coin == wallet.coin)
                && (wanted.filter.is_empty() || matches(wallet, &wanted.filter, model))
        })
        .collect();
    rows.sort_by(|&a, &b| {
        let (a, b) = (&wallets[a], &wallets[b]);
        compare(a, b, wanted.sort).then_with(|| a.label.cmp(&b.label)).then_with(|| a.id.cmp(&b.id))
    });
    let coins = CoinTotal::of(wallets.iter().filter(|wallet| of_enterprise(wallet)));
    let one_coin = one_coin(wallets, &rows);
    FilteredRows { made_for: Some(wanted), rows, one_coin, coins }
}

fn compare(a: &Wallet, b: &Wallet, (sort, descending): (Col, bool)) -> Ordering {
    let turned = |order: Ordering| if descending { order.reverse() } else { order };
    match sort {
        Col::Label => turned(a.label.to_lowercase().cmp(&b.label.to_lowercase())),
        Col::Kind => turned(a.kind.word().cmp(b.kind.word())),
        Col::People => turned(a.users.len().cmp(&b.users.len())),
        Col::Marks => Ordering::Equal,
        Col::Balance => by_value(a, b, |wallet| wallet.balance.as_ref(), descending),
        Col::Confirmed => by_value(a, b, |wallet| wallet.confirmed.as_ref(), descending),
        Col::Spendable => by_value(a, b, |wallet| wallet.spendable.as_ref(), descending),
    }
}

/// By coin, and in it exact values in order; what is no number, or not there, comes last either way.
fn by_value(a: &Wallet, b: &Wallet, of: fn(&Wallet) -> Option<&Balance>, descending: bool) -> Ordering {
    let exact = |wallet| of(wallet).and_then(Balance::exact);
    a.coin.cmp(&b.coin).then_with(|| match (exact(a), exact(b)) {
        (Some(a), Some(b)) if descending => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    })
}

/// Every word of the filter has to be somewhere in the row.
fn matches(wallet: &Wallet, filter: &str, model: &Model<'_>) -> bool {
    let name = coins().get(&wallet.coin).map_or_else(String::new, |coin| coin.full_name.to_lowercase());
    let is_same = wallet.telling_id(model.same_names).is_some();
    let of_name = [
        (is_same, SAME_NAME),
        (mixed_alphabets(&wallet.label).is_some(), MIXED),
        (has_hidden(&wallet.label), HIDDEN),
    ];
    let marks = wallet.marks(model.mark_facts).into_iter().map(|mark| (true, mark.words())).chain(of_name);
    let marks: Vec<&str> = marks.filter_map(|(holds, words)| holds.then_some(words)).collect();
    filter.split_whitespace().all(|word| {
        has_in_its_look(&wallet.label, word)
            || name.contains(word)
            || wallet.id.contains(word)
            || wallet.coin.to_lowercase().contains(word)
            || wallet.kind_words().to_lowercase().contains(word)
            || marks.iter().any(|mark| mark.contains(word))
    })
}
