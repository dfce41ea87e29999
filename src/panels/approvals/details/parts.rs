//! What the kinds of cases share: warnings, before and after, amounts with their base units.

use egui::Ui;

use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::approval::{Difference, Warning, WarningLevel};
use crate::domain::coin::{Coin, amount_words, coins};
use crate::domain::foreign_text::{one_line, visible};
use crate::domain::text::elided;
use crate::kit::diff::{self, Row};
use crate::kit::palette::Meaning;
use crate::kit::{copy, form, layout, notice, space, text};
use crate::panels::approvals::text as wording;

/// Where the dangers of a case stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Dangers {
    /// With everything else that there is to know.
    Here,
    /// Among what has to be ticked below.
    Ticked,
}

/// Draws warnings, what weighs most first.
pub fn warnings(ui: &mut Ui, mut warnings: Vec<Warning>, dangers: Dangers) {
    warnings.sort_by_key(|warning| std::cmp::Reverse(warning.level));
    for warning in warnings.iter().filter(|it| dangers == Dangers::Here || it.level != WarningLevel::Danger) {
        match warning.level {
            WarningLevel::Danger => drop(notice::banner(ui, Meaning::Danger, &warning.sentence)),
            WarningLevel::Attention => drop(notice::banner(ui, Meaning::Attention, &warning.sentence)),
            WarningLevel::Note => drop(notice::line(ui, Meaning::Information, &warning.sentence)),
        }
    }
}

/// Before and after; what a list gains or loses stands whole below.
pub fn differences(ui: &mut Ui, differences: &[Difference]) {
    let row = |it: &'_ Difference| -> (String, String, String) {
        (it.about.clone(), one_line(&it.before).into_owned(), one_line(&it.after).into_owned())
    };
    let (entries, others): (Vec<_>, Vec<_>) = differences.iter().partition(|it| it.is_entry);
    let rows: Vec<_> = others.into_iter().map(row).collect();
    if !rows.is_empty() {
        let rows = rows.iter().map(|(about, before, after)| Row { about, before, after });
        diff::show(ui, [wording::NOW, wording::IF_APPROVED], rows);
    }
    for (number, it) in entries.into_iter().enumerate() {
        form::inset(ui, |ui| entry(ui, number + 1, it));
    }
}

/// An address that comes, goes or gets another name, on a line as wide as it needs.
fn entry(ui: &mut Ui, number: usize, Difference { about, before, after, .. }: &Difference) {
    let (caption, shown) = match (before.as_str(), after.as_str()) {
        ("", after) => (wording::added(about), after),
        (before, "") => (wording::removed(about), before),
        (wording::UNKNOWN, after) => (wording::requested(about), after),
        (_, after) => (wording::renamed(about), after),
    };
    let (label, item) = shown.rsplit_once('\n').unwrap_or(("", shown));
    let copies = format!("Copy address {number}");
    layout::ends(ui, |ui| ui.label(text::small(caption)), |ui| copy::button(ui, &copies, item));
    if !label.is_empty() {
        text::wrapped(ui, text::strong(label));
    }
    text::wrapped(ui, text::mono(item));
}

fn base_units(units: &BaseUnits, coin: &str) -> String {
    let unit = coins().get(coin).map_or("base units", Coin::base_unit_words);
    format!("{} {unit}", units.grouped())
}

/// An amount in the coin's unit with its base units below; what is no amount as it came, marked.
pub fn amount(ui: &mut Ui, what: &str, amount: Option<&Balance>, coin: &str) {
    match amount {
        None => drop(notice::line(ui, Meaning::Attention, &wording::is_not_reported(what))),
        Some(Balance::Unreadable(raw)) => {
            let words = wording::not_whole(what, &visible(raw));
            notice::line(ui, Meaning::Attention, &words);
        }
        Some(exact @ Balance::Exact(units)) => {
            ui.spacing_mut().item_spacing.y = 2.0;
            text::wrapped(ui, text::strong(amount_words(exact, coin)));
            text::wrapped(ui, text::small(base_units(units, coin)));
            if units.is_negative() {
                notice::line(ui, Meaning::Attention, &wording::below_zero(what));
            }
        }
    }
}

/// An amount among the facts.
pub fn amount_fact(ui: &mut Ui, caption: &str, amount: &Balance, coin: &str) {
    layout::fact(ui, caption, |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            text::wrapped(ui, text::body(amount_words(amount, coin)));
            if let Balance::Exact(units) = amount {
                text::wrapped(ui, text::small(base_units(units, coin)));
            }
        });
    });
}

/// A text that may be long: its beginning on one line, the whole in the hover and to copy.
pub fn long(ui: &mut Ui, what: &str, value: &str) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let shown = elided(value);
        let label = ui.label(text::mono(&shown));
        if shown != value {
            label.on_hover_text(text::mono(value));
        }
        copy::button(ui, &format!("Copy {what}"), value);
    });
}
