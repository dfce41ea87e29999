//! What the queue is narrowed by: words, a row of menus that unfolds, and groups.

use std::collections::BTreeMap;

use egui::Ui;

use super::state::State;
use super::text as wording;
use crate::domain::approval::{Age, Facet, Grouping, Queued};
use crate::kit::{button, choice, field, layout};

const WORDS_WIDTH: f32 = 240.0;
/// The field for words is never narrower, in points.
const WORDS_LEAST: f32 = 150.0;
/// What stands beside the field for words takes so much, in points.
const BESIDE: f32 = 470.0;
const GROUPS_WIDTH: f32 = 150.0;
/// No menu of the filter is wider, in points.
const MENU_WIDEST: f32 = 190.0;
/// What a menu takes besides its words, in points.
const MENU_FRAME: f32 = 8.0;

/// Draws them.
pub(super) fn show(ui: &mut Ui, state: &mut State, queue: &[Queued]) {
    layout::wrapping_row(ui, |ui| {
        let room = (ui.available_width() - BESIDE).clamp(WORDS_LEAST, WORDS_WIDTH);
        field::search(ui, wording::FILTER, &mut state.filter.words, room);
        let menus = state.filter.menus();
        let label = if menus == 0 { "Filters".to_owned() } else { format!("Filters ({menus})") };
        if button::plain(ui, true, &label).clicked() {
            state.shows_menus = !state.shows_menus;
        }
        groups(ui, state);
        choice::checkbox(ui, &mut state.filter.only_mine, wording::ONLY_MINE, None);
    });
    if state.shows_menus || state.filter.menus() > 0 {
        menus(ui, state, queue);
    }
}

fn groups(ui: &mut Ui, state: &mut State) {
    let word = |grouping| match grouping {
        None => "No grouping",
        Some(Grouping::Of(Facet::Kind)) => "Group by kind",
        Some(Grouping::Of(Facet::Wallet)) => "Group by wallet",
        Some(Grouping::Of(Facet::Coin)) => "Group by coin",
        Some(Grouping::Of(Facet::Creator)) => "Group by person",
        Some(Grouping::Age) => "Group by age",
        Some(Grouping::Mine) => "Group by action",
    };
    let all = [None].into_iter().chain(Grouping::ALL.into_iter().map(Some));
    let options: Vec<_> = all.map(|grouping| (grouping, word(grouping).to_owned())).collect();
    choice::bare_combo_in(ui, "Groups", &mut state.groups, &options, GROUPS_WIDTH);
}

fn menus(ui: &mut Ui, state: &mut State, queue: &[Queued]) {
    let gaps = ui.spacing().item_spacing.x * 4.0;
    let width = ((ui.available_width() - gaps) / 5.0 - MENU_FRAME).min(MENU_WIDEST);
    layout::row(ui, |ui| {
        for facet in Facet::ALL {
            let (label, any) = match facet {
                Facet::Kind => ("Kind", "Any kind"),
                Facet::Wallet => ("Wallet", "Any wallet"),
                Facet::Coin => ("Coin", "Any coin"),
                Facet::Creator => ("Requested by", "Anyone"),
            };
            let chosen = state.filter.facet_mut(facet);
            let options = options(facet, any, chosen.as_deref(), &facet.counts(queue));
            choice::bare_combo_in(ui, label, chosen, &options, width);
        }
        let ages = [(Age::Any, "Any age"), (Age::Day, "A day or older"), (Age::Week, "A week or older")];
        let ages = ages.map(|(age, words)| (age, words.to_owned()));
        choice::bare_combo_in(ui, "Age", &mut state.filter.age, &ages, width);
    });
}

/// What can be chosen, with how many there are of each; what is chosen stays on offer when none is left.
fn options(
    facet: Facet,
    any: &str,
    chosen: Option<&str>,
    counts: &BTreeMap<&str, usize>,
) -> Vec<(Option<String>, String)> {
    let named = |value: &str, count: usize| {
        let words = if value.is_empty() { facet.none() } else { value };
        (Some(value.to_owned()), format!("{words} ({count})"))
    };
    let mut options = vec![(None, any.to_owned())];
    options.extend(counts.iter().map(|(value, count)| named(value, *count)));
    if let Some(chosen) = chosen.filter(|chosen| !counts.contains_key(chosen)) {
        options.push(named(chosen, 0));
    }
    options
}
