//! Which tokens' ends go into a calendar file.

use egui::{Role, Ui};

use super::calendar_choice::CalendarChoice;
use super::model::Model;
use super::request::Request;
use super::state::State;
use super::text as wording;
use crate::domain::lifetime::{TimeLeft, moment_words};
use crate::kit::environment::Reach;
use crate::kit::modal::{self, Dialog};
use crate::kit::{button, choice, field, layout, text};

const WIDTH: f32 = 560.0;
const LIST_HEIGHT: f32 = 320.0;

/// Draws the dialog while the choice is made.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let choice = state.calendar.as_mut()?;
    let dialog = Dialog { title: wording::CALENDAR_TITLE, width: WIDTH, reach: Reach::ThisComputer };
    let shown = modal::show(ui.ctx(), "expiries to calendar", &dialog, |ui| {
        text::wrapped(ui, text::muted(wording::CALENDAR_ABOUT));
        layout::wrapping_row(ui, |ui| {
            field::search(ui, wording::CALENDAR_FILTER, &mut choice.filter, 220.0);
            quick_ticks(ui, choice, model);
        });
        ui.scope(|ui| {
            ui.set_max_height(LIST_HEIGHT.min(ui.ctx().content_rect().height() * 0.45));
            layout::scroll(ui, "tokens for the calendar", |ui| ticks(ui, choice, model));
        });
        modal::footer(ui, |ui| {
            let is_some = !choice.ticked.is_empty();
            let saves = button::primary(ui, is_some, wording::CALENDAR_SAVE).clicked();
            ui.label(text::muted(wording::selected(choice.ticked.len(), model.known.len())));
            saves
        })
    });
    let saved = shown.inner.then(|| choice.ticked.iter().cloned().collect::<Vec<_>>());
    if shown.closed || saved.is_some() {
        state.calendar = None;
    }
    saved.map(|ids| Request::SaveCalendar { ids })
}

/// Many ticks at a press.
fn quick_ticks(ui: &mut Ui, choice: &mut CalendarChoice, model: &Model<'_>) {
    if button::link(ui, wording::SELECT_ALL).clicked() {
        choice.ticked = CalendarChoice::of_all(model).ticked;
    }
    if button::link(ui, wording::SELECT_NONE).clicked() {
        choice.ticked.clear();
    }
    if !model.due.is_empty() && button::link(ui, wording::SELECT_DUE).clicked() {
        choice.ticked = model.due.iter().map(|reminder| reminder.token_id.clone()).collect();
    }
}

fn ticks(ui: &mut Ui, choice: &mut CalendarChoice, model: &Model<'_>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let words = choice.filter.trim().to_lowercase();
    let mut dated: Vec<_> = model
        .known
        .iter()
        .filter(|token| token.label.to_lowercase().contains(&words))
        .filter_map(|token| Some((token.expires?, token)))
        .collect();
    dated.sort_by_key(|(expires, _)| *expires);
    for (expires, token) in &dated {
        let mut is_ticked = choice.ticked.contains(&token.id);
        let left = TimeLeft::until(*expires, model.now).in_words();
        let about = format!("{}, {left} left", moment_words(*expires, model.zone));
        let ticked = choice::checkbox(ui, &mut is_ticked, token.label_words(), Some(&about));
        let name = wording::add_to_calendar(token.label_words());
        ticked.widget_info(|| text::choosable(Role::CheckBox, true, is_ticked, &name));
        if ticked.changed() {
            if is_ticked {
                choice.ticked.insert(token.id.clone());
            } else {
                choice.ticked.remove(&token.id);
            }
        }
    }
    if dated.is_empty() {
        ui.label(text::muted(wording::NO_MATCH));
    }
}
