//! Which rows are shown: made anew beside the screen's thread when rules, wallets or what is wanted change. Until then the
//! table shows what it showed.

use std::sync::Arc;

use super::arranged::{Arranged, Made, Wanted};
use super::model::Model;
use super::order::sort;
use super::rows::{At, Row, Rows};
use super::state::State;
use crate::bitgo::policy_builder::PolicyPicture;
use crate::bitgo::user::EnterpriseRef;
use crate::bitgo::wallet::Wallet;
use crate::domain::alphabet::has_in_its_look;
use crate::domain::share::Names;

/// So many wallets are arranged within the frame, so that nothing flickers.
const AT_ONCE: usize = 300;

/// What an arrangement is made from.
struct Task {
    rows_for: (u64, Names),
    wanted: Wanted,
    picture: Arc<PolicyPicture>,
    enterprises: Vec<EnterpriseRef>,
    /// The rule that is looked at, by key.
    chosen: Option<String>,
    /// Those that stand already, where they are of the same picture and names.
    rows: Option<Arc<Rows>>,
}

impl State {
    /// Goes on with the rows where something has changed, and lends them for drawing.
    pub(super) fn arrange(&mut self, model: &Model<'_>) -> Arranged {
        if let Some(made) = self.coming.take() {
            self.take_over(made, model);
        }
        let wanted = self.wanted(model);
        let is_same =
            |(generation, names): &(u64, Names)| *generation == model.generation && names == model.names;
        let has_rows = self.arranged.rows_for.as_ref().is_some_and(is_same);
        if (!has_rows || self.arranged.wanted != wanted) && !self.coming.is_running() {
            let task = Task {
                rows_for: (model.generation, model.names.clone()),
                wanted,
                picture: Arc::clone(model.picture),
                enterprises: model.enterprises.to_vec(),
                chosen: self.chosen.as_ref().map(|it| it.key.clone()),
                rows: has_rows.then(|| Arc::clone(&self.arranged.all)),
            };
            if model.picture.wallets.len() <= AT_ONCE {
                self.take_over(task.carry_out(), model);
            } else {
                self.coming.start(model.run, || task.carry_out());
            }
        }
        std::mem::take(&mut self.arranged)
    }

    fn wanted(&self, model: &Model<'_>) -> Wanted {
        Wanted {
            enterprise: model.enterprise.map(str::to_owned),
            filter: self.filter.trim().to_lowercase(),
            wallet: self.wallet.trim().to_lowercase(),
            coin: self.coin.clone(),
            person: self.person.clone(),
            kind: self.kind,
            status: self.status.clone(),
            sort: self.sort,
        }
    }

    fn take_over(&mut self, Made { arranged, chosen }: Made, model: &Model<'_>) {
        let before = std::mem::replace(&mut self.arranged, arranged);
        (model.run)(Box::new(move || drop(before)));
        let spot = self.chosen.as_ref().map(|looked_at| match chosen {
            Some((key, spot)) if key == looked_at.key => spot,
            _ => self.arranged.find(&looked_at.key),
        });
        self.table.chosen = spot.and_then(|spot| spot.row);
        if let (Some(chosen), Some(at)) = (&mut self.chosen, spot.and_then(|spot| spot.at)) {
            chosen.at = at;
        }
    }

    /// Takes back what [`State::arrange`] lent.
    pub(super) fn keep(&mut self, arranged: Arranged) {
        self.arranged = arranged;
    }
}

impl Task {
    fn carry_out(self) -> Made {
        let Self { rows_for, wanted, picture, enterprises, chosen, rows } = self;
        let all = rows.unwrap_or_else(|| Arc::new(Rows::of(picture, &rows_for.1, &enterprises)));
        let mut shown = shown(&all, &wanted);
        sort(&all, &mut shown, wanted.sort);
        let arranged = Arranged { rows_for: Some(rows_for), wanted, all, shown };
        let chosen = chosen.map(|key| {
            let spot = arranged.find(&key);
            (key, spot)
        });
        Made { arranged, chosen }
    }
}

fn shown(all: &Rows, wanted: &Wanted) -> Vec<usize> {
    let words: Vec<&str> = wanted.filter.split_whitespace().collect();
    let covers = Covers::of(all, wanted);
    let is_shown = |row: &Row| {
        wanted.enterprise.as_ref().is_none_or(|it| row.enterprise.as_ref() == Some(it))
            && wanted.kind.takes(row.origin)
            && wanted.status.as_ref().is_none_or(|it| *it == row.status)
            && wanted.person.as_ref().is_none_or(|it| row.people.contains(it))
            && words.iter().all(|word| row.words.contains(word))
            && covers.takes(row, wanted)
    };
    all.list.iter().enumerate().filter(|(_, row)| is_shown(row)).map(|(place, _)| place).collect()
}

/// The wallets that a covering rule is wanted for, by their places in the picture; none where any is as good.
struct Covers<'a> {
    picture: &'a PolicyPicture,
    wallets: Option<Vec<bool>>,
}

impl<'a> Covers<'a> {
    fn of(all: &'a Rows, wanted: &Wanted) -> Self {
        let picture = &*all.picture;
        if wanted.wallet.is_empty() && wanted.coin.is_none() {
            return Self { picture, wallets: None };
        }
        let words: Vec<&str> = wanted.wallet.split_whitespace().collect();
        let is_wanted = |it: &Arc<Wallet>| {
            wanted.coin.as_ref().is_none_or(|coin| *coin == it.coin)
                && (it.id == wanted.wallet || words.iter().all(|word| has_in_its_look(&it.label, word)))
        };
        Self { picture, wallets: Some(picture.wallets.iter().map(is_wanted).collect()) }
    }

    fn takes(&self, row: &Row, wanted: &Wanted) -> bool {
        let Some(wallets) = &self.wallets else { return true };
        let is_of_other_coin = |coin: &String| wanted.coin.as_ref().is_some_and(|it| it != coin);
        if row.coin.as_ref().is_some_and(is_of_other_coin) {
            return false;
        }
        let is_wanted = |place: &u32| wallets.get(*place as usize) == Some(&true);
        match row.at {
            At::Wallet { wallet, .. } => is_wanted(&wallet),
            At::Enterprise(at) => self
                .picture
                .coverage(at)
                .is_some_and(|it| it.covered.iter().chain(&*it.unclear).any(is_wanted)),
        }
    }
}
