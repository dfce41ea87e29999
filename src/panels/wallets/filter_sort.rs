//! Which wallets are shown, in which order, and the exact totals of each coin: made anew when rows, filter or sort change.
//! A long list is arranged beside the screen's thread; until then the table shows what it showed.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::filter::Filter;
use super::filtered_rows::{Arranged, FilteredRows, OneCoin, Snapshot, Totals, Wanted, is_of};
use super::model::Model;
use super::order::Order;
use super::state::State;
use crate::bitgo::wallet::{MarkFacts, Wallet};
use crate::domain::alphabet::SameNames;
use crate::kit::aside::Run;
use crate::kit::state::ListingState;

/// So many rows are arranged within the frame, so that nothing flickers.
const AT_ONCE: usize = 5_000;
/// While a long list is coming, it is arranged again only after so long.
const PAUSE: Duration = Duration::from_millis(300);

/// All that an arrangement is made from.
struct Task {
    wanted: Wanted,
    wallets: Snapshot,
    mark_facts: Arc<MarkFacts>,
    same_names: Arc<SameNames>,
    /// What was made for the same list may stay.
    order: Arc<Order>,
    totals: Arc<Totals>,
    /// The chosen wallet, by ID.
    chosen: Option<String>,
}

impl State {
    /// Goes on with rows and totals where something has changed, and lends them for drawing.
    pub fn arrange(&mut self, model: &Model<'_>) -> FilteredRows {
        if let Some(arrived) = self.coming.take() {
            self.take_over(arrived, model.run);
        }
        let wanted = self.wanted(model);
        let is_there = self.arranged.made_for.as_ref() == Some(&wanted);
        self.pause = self.pause_left(&wanted, model);
        if !is_there && !self.coming.is_running() && self.pause.is_none() {
            let task = Task {
                wanted,
                wallets: Arc::clone(model.snapshot),
                mark_facts: Arc::clone(model.mark_facts),
                same_names: Arc::clone(model.same_names),
                order: Arc::clone(&self.arranged.order),
                totals: Arc::clone(&self.arranged.totals),
                chosen: self.chosen_id.clone(),
            };
            self.begun = Some(Instant::now());
            if model.snapshot.len() <= AT_ONCE {
                self.take_over(task.carry_out(), model.run);
            } else {
                self.coming.start(model.run, || task.carry_out());
            }
        }
        std::mem::take(&mut self.arranged)
    }

    /// How long it is until a list that is still coming is arranged again; none where it is time, or nothing is to be done.
    fn pause_left(&self, wanted: &Wanted, model: &Model<'_>) -> Option<Duration> {
        let is_coming = matches!(model.wallets.state, ListingState::Reading);
        if !is_coming || model.snapshot.len() <= AT_ONCE {
            return None;
        }
        let before = self.arranged.made_for.as_ref().filter(|before| before.is_same_wish(wanted))?;
        let left = PAUSE.checked_sub(self.begun?.elapsed())?;
        (before != wanted).then_some(left)
    }

    fn wanted(&self, model: &Model<'_>) -> Wanted {
        let has_words = !self.filter.trim().is_empty();
        Wanted {
            generation: model.wallets.generation,
            // Only words of a filter look at the marks.
            marks: if has_words { (model.mark_facts.generation, model.names_generation) } else { (0, 0) },
            coin: self.coin.clone(),
            enterprise: model.enterprise.map(str::to_owned),
            filter: self.filter.trim().to_lowercase(),
            sort: self.sort,
        }
    }

    fn take_over(&mut self, Arranged { rows, chosen: (of, row) }: Arranged, run: Run<'_>) {
        self.said = None;
        let before = std::mem::replace(&mut self.arranged, rows);
        if before.wallets.len() > AT_ONCE {
            // It may be the last that holds the list of before.
            run(Box::new(move || drop(before)));
        }
        let is_same = self.chosen_id == of;
        self.table.chosen =
            if is_same { row } else { self.chosen_id.as_deref().and_then(|id| self.arranged.row_of(id)) };
    }

    /// Takes note of which wallet the chosen row is.
    pub fn remember_chosen(&mut self, arranged: &FilteredRows) {
        self.chosen_id = self.table.chosen.and_then(|row| Some(arranged.wallet(row)?.id.to_string()));
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

impl Task {
    fn carry_out(self) -> Arranged {
        let Self { wanted, wallets, mark_facts, same_names, .. } = self;
        let order = if self.order.made_for == Some((wanted.generation, wanted.sort)) {
            self.order
        } else {
            Arc::new(Order::of(&wallets, wanted.generation, wanted.sort))
        };
        let of_same_list = |(generation, enterprise): &(u64, Option<String>)| {
            (generation, enterprise) == (&wanted.generation, &wanted.enterprise)
        };
        let totals = if self.totals.made_for.as_ref().is_some_and(of_same_list) {
            self.totals
        } else {
            Arc::new(Totals::of(&wallets, &wanted))
        };
        let rows = filtered(&wallets, &order, &wanted, Filter::of(&wanted.filter, &mark_facts, &same_names));
        let one_coin = OneCoin::of(&wallets, &rows);
        let rows = FilteredRows { rows, one_coin, order, totals, made_for: Some(wanted), wallets };
        let row = self.chosen.as_deref().and_then(|id| rows.row_of(id));
        Arranged { rows, chosen: (self.chosen, row) }
    }
}

/// The places of those that are wanted, in order. They are looked at in the order of the list, as they lie in memory.
fn filtered<'a>(
    wallets: &'a [Arc<Wallet>],
    order: &Order,
    wanted: &Wanted,
    mut filter: Filter<'a>,
) -> Vec<u32> {
    if (&wanted.coin, &wanted.enterprise, wanted.filter.as_str()) == (&None, &None, "") {
        return order.places.clone();
    }
    let mut is_wanted = |wallet: &'a Arc<Wallet>| {
        is_of(wallet, wanted.enterprise.as_deref())
            && wanted.coin.as_ref().is_none_or(|coin| *coin == wallet.coin)
            && (wanted.filter.is_empty() || filter.finds(wallet))
    };
    let are_wanted: Vec<bool> = wallets.iter().map(&mut is_wanted).collect();
    let is_wanted = |place: &u32| {
        usize::try_from(*place).ok().and_then(|place| are_wanted.get(place)).is_some_and(|wanted| *wanted)
    };
    order.places.iter().copied().filter(is_wanted).collect()
}

#[cfg(test)]
mod tests;
