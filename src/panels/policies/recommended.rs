//! What BitGo recommends and no active rule does: one quiet line above the table, and all of it beside the list.

use egui::Ui;

use super::arranged::Arranged;
use super::model::Model;
use super::rows::Recommended;
use super::state::State;
use super::text as wording;
use crate::kit::{button, form, layout, space, text};

/// Those of the chosen enterprise, or of all.
fn of<'a>(arranged: &'a Arranged, model: &Model<'_>) -> Vec<&'a Recommended> {
    let all = arranged.all.recommended.iter();
    all.filter(|it| model.enterprise.is_none_or(|id| id == it.enterprise)).collect()
}

/// The first of them on a line, and the way to all.
pub(super) fn line(ui: &mut Ui, state: &mut State, arranged: &Arranged, model: &Model<'_>) {
    let all = of(arranged, model);
    let Some(first) = all.first() else { return };
    let words = wording::recommended(&first.title, first.share.as_deref());
    layout::ends(
        ui,
        |ui| text::elided(ui, text::muted(&words)),
        |ui| {
            if button::link(ui, &wording::show_recommended(all.len())).clicked() {
                state.close();
                state.shows_recommended = true;
            }
        },
    );
}

/// All of them, in the place of a rule's details.
pub(super) fn show(ui: &mut Ui, state: &mut State, arranged: &Arranged, model: &Model<'_>) {
    form::with_footer(
        ui,
        "recommendations",
        state,
        |ui, state| {
            if layout::closable_head(ui, wording::RECOMMENDED, wording::CLOSE_RECOMMENDED) {
                state.close();
            }
            text::wrapped(ui, text::small(wording::RECOMMENDED_ABOUT));
            let all = of(arranged, model);
            if all.is_empty() {
                ui.label(text::muted(wording::NONE_RECOMMENDED));
            }
            for it in all {
                layout::card(ui, |ui| one(ui, it));
                space::gap(ui, space::S);
            }
        },
        |_, _| {},
    );
}

fn one(ui: &mut Ui, it: &Recommended) {
    text::wrapped(ui, text::strong(&it.title));
    for why in it.why.iter().filter(|why| !why.is_empty()) {
        text::wrapped(ui, text::body(why));
    }
    let share = it.share.as_ref().map(|share| format!("{share}."));
    text::wrapped(ui, text::small(wording::to_enterprise(&it.called, share.as_deref())));
}
