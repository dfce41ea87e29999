//! The cells of the wallet table: exact amounts on the point, with base units in the hover and on copy.

use egui::{Sense, Ui};

use super::Sort;
use super::arrange::{self, Arranged, Mark};
use crate::bitgo::wallet::Wallet;
use crate::domain::amount::Balance;
use crate::domain::coin::{Coin, coins};
use crate::kit::amount::{self, Slots};
use crate::kit::palette::Meaning;
use crate::kit::table::Column;
use crate::kit::{badge, copy, icon, text};

/// From this width on, every amount column has room for a whole figure.
const ROOMY: f32 = 1_120.0;
const MARKS: usize = Sort::COLUMNS.len();

/// What the cells need to know of the whole table.
pub struct Cells<'a> {
    wallets: &'a [Wallet],
    rows: &'a [usize],
    slots: Slots,
    is_roomy: bool,
}

impl<'a> Cells<'a> {
    /// Looks at the rows to find how wide fractions and units are, where one coin is shown.
    pub fn new(ui: &Ui, wallets: &'a [Wallet], arranged: &'a Arranged) -> Self {
        let rows = &arranged.rows;
        let is_one_coin = rows.first().zip(rows.last()).is_some_and(|(first, last)| {
            wallets[*first].coin == wallets[*last].coin
                && rows.iter().all(|row| wallets[*row].coin == wallets[*first].coin)
        });
        let slots = if is_one_coin { slots(wallets, rows) } else { Slots::default() };
        Self { wallets, rows, slots, is_roomy: ui.available_width() >= ROOMY }
    }

    /// The heads. Amounts share the room that the window gives.
    pub fn columns(&self) -> [Column<'static>; 7] {
        let (main, other) = if self.is_roomy { (270.0, 240.0) } else { (236.0, 112.0) };
        let by_coin = "Over several coins, rows are grouped by coin: amounts of two coins do not compare.";
        [
            Column::fill("Label").sortable(),
            Column::new("Kind", 84.0).sortable(),
            Column::new("Balance", main).right().sortable().about(by_coin),
            Column::new("Confirmed", other).right().sortable().about("Without transfers still on their way."),
            Column::new("Spendable", other).right().sortable().about("What could be sent now."),
            Column::new("People", 62.0).right().sortable(),
            Column::new("Marks", 150.0),
        ]
    }

    /// Draws one cell; returns what to say when something was copied.
    pub fn cell(&self, ui: &mut Ui, row: usize, column: usize) -> Option<String> {
        let wallet = &self.wallets[*self.rows.get(row)?];
        match Sort::COLUMNS.get(column) {
            Some(Sort::Label) => label(ui, wallet),
            Some(Sort::Kind) => {
                text::elided(ui, text::body(arrange::kind_words(wallet)));
                None
            }
            Some(Sort::Balance) => self.amount(ui, wallet, "balance", wallet.balance.as_ref()),
            Some(Sort::Confirmed) => {
                self.other_amount(ui, wallet, "confirmed balance", wallet.confirmed.as_ref())
            }
            Some(Sort::Spendable) => {
                self.other_amount(ui, wallet, "spendable balance", wallet.spendable.as_ref())
            }
            Some(Sort::People) => {
                ui.label(text::figures(wallet.users.len().to_string()));
                None
            }
            None => {
                debug_assert_eq!(column, MARKS);
                marks(ui, wallet);
                None
            }
        }
    }

    /// Where there is little room, a figure that equals the balance says so instead of repeating it.
    fn other_amount(
        &self,
        ui: &mut Ui,
        wallet: &Wallet,
        what: &str,
        value: Option<&Balance>,
    ) -> Option<String> {
        if !self.is_roomy && value.is_some() && value == wallet.balance.as_ref() {
            ui.label(text::muted("same"));
            return None;
        }
        self.amount(ui, wallet, what, value)
    }

    fn amount(&self, ui: &mut Ui, wallet: &Wallet, what: &str, value: Option<&Balance>) -> Option<String> {
        let Some(value) = value else {
            ui.label(text::muted("not given"));
            return None;
        };
        let coin = coins().get(&wallet.coin);
        let response = match value {
            Balance::Unreadable(raw) => amount::unreadable(ui, raw),
            Balance::Exact(exact) => {
                let figure = exact.figure(coin.map_or(0, |coin| coin.decimals));
                let unit = coin.map_or_else(|| "base units".to_owned(), Coin::display_unit);
                amount::in_column(ui, &figure.whole, &figure.fraction, &unit, self.slots)
            }
        };
        let raw = raw_text(value);
        let response = response.interact(Sense::click()).on_hover_text(hover(wallet, what, value, coin));
        response.clicked().then(|| {
            ui.ctx().copy_text(raw.clone());
            format!("Copied {what} of {}: {raw}", wallet.label)
        })
    }
}

fn slots(wallets: &[Wallet], rows: &[usize]) -> Slots {
    let Some(coin) = rows.first().and_then(|row| coins().get(&wallets[*row].coin)) else {
        return Slots::default();
    };
    let unit = coin.display_unit();
    let fractions: Vec<String> = rows
        .iter()
        .filter_map(|row| wallets[*row].balance.as_ref()?.exact())
        .map(|exact| exact.figure(coin.decimals).fraction)
        .collect();
    Slots::fit(fractions.iter().map(|fraction| (fraction.as_str(), unit.as_str())))
}

/// The platform's own text: base units, or whatever it sent instead.
fn raw_text(value: &Balance) -> String {
    match value {
        Balance::Exact(exact) => exact.to_string(),
        Balance::Unreadable(raw) => raw.clone(),
    }
}

fn hover(wallet: &Wallet, what: &str, value: &Balance, coin: Option<&Coin>) -> String {
    let mut lines = vec![format!("{} of {}", capitalised(what), wallet.label)];
    match value {
        Balance::Exact(exact) => {
            if let Some(coin) = coin {
                lines.push(format!("{} {}", exact.to_coin_units(coin.decimals), coin.display_unit()));
                lines.push(format!("{} {}", exact.grouped(), coin.base_unit_words()));
                lines.push(coin.identity());
            } else {
                lines.push(format!("{} base units of {}", exact.grouped(), wallet.coin));
            }
            lines.push(format!("As sent: \"{exact}\""));
        }
        Balance::Unreadable(raw) => {
            lines.push(format!("As sent: \"{raw}\""));
            lines.push(
                "Not a whole number of base units: shown as it came, and left out of totals.".to_owned(),
            );
        }
    }
    lines.push("Click to copy as sent.".to_owned());
    lines.join("\n")
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn label(ui: &mut Ui, wallet: &Wallet) -> Option<String> {
    let copied = ui
        .with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let copied = copy::button(ui, &format!("ID of {}", wallet.label), &wallet.id).clicked();
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                text::elided(ui, text::body(&wallet.label))
                    .on_hover_text(format!("{}\n{}\n{}", wallet.label, wallet.coin, wallet.id));
            });
            copied
        })
        .inner;
    copied.then(|| format!("Copied the ID of {}", wallet.label))
}

fn marks(ui: &mut Ui, wallet: &Wallet) {
    let marks = arrange::marks(wallet);
    for mark in &marks {
        let (glyph, meaning) = match mark {
            Mark::UnreadableBalance => (icon::WARNING, Meaning::Attention),
            Mark::Frozen => (icon::FROZEN, Meaning::Information),
            Mark::OneAdmin => (icon::PERSON, Meaning::Attention),
            Mark::NoRules => (icon::LIMIT, Meaning::Neutral),
        };
        badge::with_icon(ui, meaning, glyph, mark.words());
    }
}
