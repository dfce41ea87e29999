//! The panel on the screen: what is to be said, the queue, and beside it the case.

use egui::{Key, Ui};

use super::model::Model;
use super::request::Request;
use super::state::State;
use super::text as wording;
use super::{bulk_draw, confirm, details, queue};
use crate::kit::{button, form, icon, layout, listing, notice, placeholder, space, table};

const CASE_WIDTH: f32 = 420.0;
/// From this width on, in points, queue and case stand side by side.
const BOTH_FROM: f32 = 900.0;

/// Draws the approvals; at most one thing is asked for a frame.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    layout::page(ui, |ui| {
        let request = layout::head(ui, wording::TITLE, |ui| listing::control(ui, &model.approvals));
        ui.spacing_mut().item_spacing.y = space::S;
        let asked = confirm::show(ui, state, model).or_else(|| bulk_draw::show(ui, state, model));
        notice(ui, state);
        let more = if model.approvals.rows.is_empty() {
            listing::no_rows(ui, &model.approvals, "approvals", |ui| {
                let (head, help) = wording::NOTHING;
                placeholder::nothing(ui, icon::APPROVAL, head, help, |_| {});
            })
        } else {
            queue_and_case(ui, state, model);
            None
        };
        asked.or(request.or(more).map(Request::Read)).or_else(|| state.asked.take())
    })
}

/// What came of the last decision, or of what was open: it stays until it has been read.
fn notice(ui: &mut Ui, state: &mut State) {
    let Some(said) = &state.notice else { return };
    let mut hides = false;
    notice::banner_with(ui, said.meaning, &said.words, |ui| {
        hides = button::link(ui, wording::HIDE_NOTICE).clicked();
    });
    if hides {
        state.notice = None;
    }
}

/// The queue, and beside it the case of the chosen approval; where there is no room for both, the case alone.
fn queue_and_case(ui: &mut Ui, state: &mut State, model: &Model<'_>) {
    let Some(id) = state.chosen().map(str::to_owned) else {
        queue::show(ui, state, model);
        return;
    };
    if model.row(&id).is_none() {
        queue::show(ui, state, model);
        return;
    }
    if state.hears_keys(ui) && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Escape)) {
        state.is_case_open = false;
    }
    if ui.available_width() < BOTH_FROM {
        let id = stepped(ui, state, &id).unwrap_or(id);
        case_of(ui, state, &id, model);
        return;
    }
    let (mut left, mut right) = form::main_and_side(ui, CASE_WIDTH);
    left.spacing_mut().item_spacing.y = space::S;
    queue::show(&mut left, state, model);
    // The keyboard may just have gone on to another one.
    let id = state.chosen().map_or(id, str::to_owned);
    case_of(&mut right, state, &id, model);
}

/// Where the queue is not in view, up and down go on to its next one all the same.
fn stepped(ui: &Ui, state: &mut State, id: &str) -> Option<String> {
    if !state.hears_keys(ui) || ui.memory(|memory| memory.focused().is_some()) {
        return None;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
    let at = state.seen.iter().position(|seen| seen == id)?;
    let at = match (pressed(Key::ArrowDown), pressed(Key::ArrowUp)) {
        (true, _) => at + 1,
        (_, true) => at.checked_sub(1)?,
        _ => return None,
    };
    let next = state.seen.get(at)?.clone();
    table::keep_focus(ui);
    state.chosen_id = Some(next.clone());
    state.go_on();
    Some(next)
}

fn case_of(ui: &mut Ui, state: &mut State, id: &str, model: &Model<'_>) {
    let Some(row) = model.row(id) else { return };
    details::show(ui, state, row, model);
    if state.chosen_id.is_none() {
        // The case was closed; the queue stays where it was.
        state.chosen_id = Some(id.to_owned());
        state.is_case_open = false;
    }
}
