//! The cells of the wallet table: exact amounts on the point, with base units in the hover and on copy.

use egui::{Sense, Ui};

use super::column::Col;
use super::filtered_rows::{FilteredRows, OneCoin};
use super::model::Model;
use super::text as wording;
use crate::bitgo::wallet::{Mark, MarkFacts, Wallet};
use crate::domain::alphabet::SameNames;
use crate::domain::amount::Balance;
use crate::domain::coin::{Coin, amount_lines, amount_words, coins};
use crate::domain::foreign_text::joined_lines;
use crate::kit::amount::{self, ColumnAmount, Slots};
use crate::kit::name::NameMarks;
use crate::kit::palette::Meaning;
use crate::kit::table::Column;
use crate::kit::{badge, copy, icon, text};

/// What the first of the amount columns is called in sentences.
const BALANCE: &str = "balance";

/// Widths of the columns, in points.
const LABEL: f32 = 150.0;
const KIND: f32 = 74.0;
/// Wide enough for every kind: "custodial", "cold MPC".
const WHOLE_KIND: f32 = 104.0;
const PEOPLE: f32 = 58.0;
const MARKS: f32 = 70.0;
const MARKS_WITH_WORDS: f32 = 150.0;
/// An amount with up to eight digits after the point, and one with eighteen.
const SHORT_AMOUNT: f32 = 226.0;
const LONG_AMOUNT: f32 = 292.0;
const SHORT_DECIMALS: u8 = 8;

/// The columns that there is room for. An amount is whole or its column is left out; the balance's hover has all three.
#[derive(Clone, Copy)]
struct ColumnSet {
    columns: &'static [Col],
    kind: f32,
    amount: f32,
    marks_have_words: bool,
}

/// From all to the least, which is beside the details.
const COLUMN_SETS: [&[Col]; 6] = [
    &[Col::Label, Col::Kind, Col::Balance, Col::Confirmed, Col::Spendable, Col::People, Col::Marks],
    &[Col::Label, Col::Kind, Col::Balance, Col::Spendable, Col::People, Col::Marks],
    &[Col::Label, Col::Kind, Col::Balance, Col::People, Col::Marks],
    &[Col::Label, Col::Kind, Col::Balance, Col::Marks],
    &[Col::Label, Col::Balance, Col::Marks],
    &[Col::Label, Col::Balance],
];

impl ColumnSet {
    /// By the table's width, in points, and whether its amounts are long.
    fn of(width: f32, has_long_amounts: bool) -> Self {
        let amount = if has_long_amounts { LONG_AMOUNT } else { SHORT_AMOUNT };
        let needed = |columns: &[Col]| -> f32 {
            let width_of = |column: &Col| match column {
                Col::Label => LABEL,
                Col::Kind => KIND,
                Col::Balance | Col::Confirmed | Col::Spendable => amount,
                Col::People => PEOPLE,
                Col::Marks => MARKS,
            };
            columns.iter().map(width_of).sum()
        };
        let [.., least] = COLUMN_SETS;
        let columns = COLUMN_SETS.into_iter().find(|set| needed(set) <= width).unwrap_or(least);
        let left = width - needed(columns);
        Self {
            columns,
            kind: if left >= WHOLE_KIND - KIND { WHOLE_KIND } else { KIND },
            amount,
            marks_have_words: left >= MARKS_WITH_WORDS - MARKS + WHOLE_KIND - KIND
                && columns == COLUMN_SETS[0],
        }
    }
}

/// What the cells need to know of the whole table.
pub struct Cells<'a> {
    mark_facts: &'a MarkFacts,
    same_names: &'a SameNames,
    arranged: &'a FilteredRows,
    chosen: Option<usize>,
    slots: Slots,
    room: ColumnSet,
}

impl<'a> Cells<'a> {
    /// Takes the rows as they are arranged.
    pub fn new(ui: &Ui, model: &Model<'a>, arranged: &'a FilteredRows, chosen: Option<usize>) -> Self {
        Self {
            mark_facts: model.mark_facts,
            same_names: model.same_names,
            arranged,
            chosen,
            slots: arranged.one_coin.as_ref().map_or_else(Slots::default, slots),
            room: ColumnSet::of(ui.available_width(), has_long_amounts(arranged)),
        }
    }

    /// The columns that there is room for.
    pub fn shown(&self) -> &'static [Col] {
        self.room.columns
    }

    /// Tells the arrangements of columns apart, whose widths are remembered by themselves.
    pub fn arrangement(&self) -> impl std::hash::Hash + std::fmt::Debug + use<> {
        (
            self.room.columns.len(),
            self.room.kind.to_bits(),
            self.room.amount.to_bits(),
            self.room.marks_have_words,
        )
    }

    /// The heads. Amounts share the room that the window gives.
    pub fn columns(&self) -> Vec<Column<'static>> {
        let amount = self.room.amount;
        let marks = if self.room.marks_have_words { MARKS_WITH_WORDS } else { MARKS };
        let column = |shown: &Col| match shown {
            Col::Label => Column::fill("Label").sortable(),
            Col::Kind => Column::new("Type", self.room.kind).sortable(),
            Col::Balance => Column::new("Balance", amount).right().sortable().about(wording::BALANCE),
            Col::Confirmed => Column::new("Confirmed", amount).right().sortable().about(wording::CONFIRMED),
            Col::Spendable => Column::new("Spendable", amount).right().sortable().about(wording::SPENDABLE),
            Col::People => Column::new("People", PEOPLE).right().sortable(),
            Col::Marks => Column::new("Status", marks).about(wording::STATUS),
        };
        self.shown().iter().map(column).collect()
    }

    /// Draws one cell; returns what to say when something was copied.
    pub fn cell(&self, ui: &mut Ui, row: usize, column: usize) -> Option<String> {
        let wallet = self.arranged.wallet(row)?;
        match self.shown().get(column)? {
            Col::Label => return label(ui, wallet, self.same_names, self.chosen == Some(row)),
            Col::Kind => drop(text::elided(ui, text::body(wallet.kind_words()))),
            Col::Balance => return self.amount(ui, wallet, BALANCE, wallet.balance.as_ref()),
            Col::Confirmed => {
                return self.amount(ui, wallet, "confirmed balance", wallet.confirmed.as_ref());
            }
            Col::Spendable => {
                return self.amount(ui, wallet, "spendable balance", wallet.spendable.as_ref());
            }
            Col::People => drop(match wallet.people_count().short() {
                Some(count) => ui.label(text::figures(count)),
                None => ui.label(text::muted(wording::NOT_REPORTED)),
            }),
            Col::Marks => {
                unreadable(ui, wallet, self.room.marks_have_words);
                marks(ui, wallet.marks(self.mark_facts), self.room.marks_have_words);
            }
        }
        None
    }

    /// Copies the balance of a row, as the keyboard does with Enter; returns what to say.
    pub fn copy_balance(&self, ui: &Ui, row: usize) -> Option<String> {
        let wallet = self.arranged.wallet(row)?;
        Some(copy_amount(ui, wallet, BALANCE, wallet.balance.as_ref()?))
    }

    /// An amount to its last digit. Confirmed and spendable are muted where they are the balance over again.
    fn amount(&self, ui: &mut Ui, wallet: &Wallet, what: &str, value: Option<&Balance>) -> Option<String> {
        let Some(value) = value else {
            ui.label(text::muted(wording::NOT_REPORTED));
            return None;
        };
        let coin = coins().get(&wallet.coin);
        let is_other = what != BALANCE;
        let response = match value {
            Balance::Unreadable(raw) => amount::unreadable(ui, raw),
            Balance::Exact(exact) => {
                let figure = exact.figure(coin.map_or(0, |coin| coin.decimals));
                let unit = coin.map_or_else(|| "base units".to_owned(), Coin::display_unit);
                let name = if is_other { wording::amount_of(what, wallet) } else { String::new() };
                let drawn = ColumnAmount {
                    whole: &figure.whole,
                    fraction: &figure.fraction,
                    unit: &unit,
                    slots: self.slots,
                    name: &name,
                    is_muted: is_other && wallet.balance.as_ref() == Some(value),
                };
                drawn.show(ui)
            }
        };
        let response = response.interact(Sense::CLICK).on_hover_text(text::lines(hover(wallet, what, value)));
        response.clicked().then(|| copy_amount(ui, wallet, what, value))
    }
}

/// Puts BitGo's own text on the clipboard, and says so.
fn copy_amount(ui: &Ui, wallet: &Wallet, what: &str, value: &Balance) -> String {
    let raw = value.as_sent();
    ui.ctx().copy_text(raw.clone());
    wording::copied_amount(what, wallet, &raw)
}

/// Whether an amount may have more than eight digits after the point: where several coins are shown, some has.
fn has_long_amounts(arranged: &FilteredRows) -> bool {
    let coin = arranged.one_coin.as_ref().and_then(|one| coins().get(&one.coin));
    coin.is_none_or(|coin| coin.decimals > SHORT_DECIMALS)
}

/// Where one coin is shown, its points stand under each other.
fn slots(one: &OneCoin) -> Slots {
    let unit = coins().get(&one.coin).map_or_else(String::new, Coin::display_unit);
    Slots::fit([(one.longest_fraction.as_str(), unit.as_str())])
}

fn hover(wallet: &Wallet, what: &str, value: &Balance) -> String {
    let mut lines = vec![wording::amount_of(what, wallet)];
    lines.extend(amount_lines(value, &wallet.coin));
    if what == BALANCE {
        lines.extend(others(wallet));
    }
    lines.push(wording::COPY_HINT.to_owned());
    joined_lines(lines)
}

/// Confirmed and spendable, for tables that have no room for them.
fn others(wallet: &Wallet) -> impl Iterator<Item = String> {
    let others = [("Confirmed", &wallet.confirmed), ("Spendable", &wallet.spendable)];
    others
        .into_iter()
        .filter_map(|(what, value)| Some(format!("{what}: {}", amount_words(value.as_ref()?, &wallet.coin))))
}

/// The label; on the chosen row and under the pointer, with a button that copies the wallet's ID.
fn label(ui: &mut Ui, wallet: &Wallet, names: &SameNames, is_chosen: bool) -> Option<String> {
    let marks = NameMarks::of(&wallet.label, wallet.telling_id(names));
    let offers_copy = is_chosen || ui.rect_contains_pointer(ui.max_rect());
    let whole = joined_lines([&wallet.label, &wallet.coin, &wallet.id]);
    if !offers_copy {
        marks.show_icon(ui);
        text::elided_about(ui, text::body(wallet.label.as_str()), whole);
        return None;
    }
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    let copied = ui.with_layout(layout, |ui| {
        let copied = copy::button(ui, &format!("Copy ID of {}", wallet.label), &wallet.id).clicked();
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            marks.show_icon(ui);
            text::elided_about(ui, text::body(wallet.label.as_str()), whole);
        });
        copied
    });
    copied.inner.then(|| wording::copied_id(wallet))
}

/// That the wallet was read in part only, with what could not be read in the hover. A balance has a mark of its own.
fn unreadable(ui: &mut Ui, wallet: &Wallet, with_words: bool) {
    let Some(words) = wallet.unreadable_words() else { return };
    if with_words {
        let mark = badge::with_icon(ui, Meaning::Attention, icon::WARNING, wording::READ_IN_PART);
        mark.on_hover_text(text::plain(words));
    } else {
        badge::icon_only(ui, Meaning::Attention, icon::WARNING, &words);
    }
}

/// The marks: with their words where there is room for them, else as icons that say them.
fn marks(ui: &mut Ui, marks: Vec<Mark>, with_words: bool) {
    for mark in marks {
        let (glyph, meaning) = match mark {
            Mark::UnreadableBalance => (icon::WARNING, Meaning::Attention),
            Mark::Frozen => (icon::FROZEN, Meaning::Information),
            Mark::OneAdmin => (icon::PERSON, Meaning::Attention),
            Mark::Waiting => (icon::APPROVAL, Meaning::Information),
            Mark::NoLimitRule => (icon::LIMIT, Meaning::Neutral),
        };
        if with_words {
            badge::with_icon(ui, meaning, glyph, mark.words());
        } else {
            badge::icon_only(ui, meaning, glyph, mark.words());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_that_has_no_room_is_left_out_whole() {
        for (width, is_long, amounts, has_people) in [
            (1_300.0, true, 3, true),
            (1_000.0, true, 2, true),
            (810.0, true, 1, true),
            (810.0, false, 2, true),
            (600.0, true, 1, false),
            (430.0, true, 1, false),
        ] {
            let set = ColumnSet::of(width, is_long);
            let is_amount = |column: &&Col| matches!(column, Col::Balance | Col::Confirmed | Col::Spendable);
            assert_eq!(set.columns.iter().filter(is_amount).count(), amounts, "{width}");
            assert_eq!(set.columns.contains(&Col::People), has_people, "{width}");
        }
    }
}
