//! The creator on the screen: the form with its check, the steps of a replacement, or the result.

use egui::Ui;

use super::model::Model;
use super::request::Request;
use super::sides::beside_or_below;
use super::state::State;
use super::text as wording;
use super::{check_side, form, paste, result, steps};
use crate::domain::token;
use crate::kit::{button, layout};

/// Draws the creator, or the result of a creation.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    if let Some(created) = model.created {
        return result::show(ui, state, created, model);
    }
    if state.origin.replacing().is_some_and(|replacing| replacing.replacement.new_id().is_some()) {
        return steps::page(ui, state, model);
    }
    let check = token::check(&state.draft, &model.form.context);
    state.forget_stale_ticks(&check.findings);
    let asked = layout::page(ui, |ui| {
        let leaves = layout::head(ui, &state.title(), |ui| {
            button::plain(ui, true, wording::BACK).clicked().then_some(Request::Leave)
        });
        let salt = format!("token form {}", state.opened);
        let asked = beside_or_below(
            ui,
            &salt,
            state,
            |ui, state| form::show(ui, state, &model.form, &check),
            |ui, state| check_side::check(ui, state, model, &check),
            |ui, state| check_side::send(ui, state, model, &check),
        );
        leaves.or(asked)
    });
    paste::show(ui.ctx(), state, &model.form, &check);
    asked
}
