//! The page with its steps.

use egui::Ui;

use super::checks::Checks;
use super::model::Model;
use super::request::Request;
use super::state::{State, Step};
use super::{result, review, what, who};
use crate::bitgo::shares::ShareRequest;
use crate::kit::{button, layout, space, stepper};

/// Draws the step at hand; at most one thing is asked for a frame.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    layout::page(ui, |ui| {
        let title = if state.wallets.len() > 1 { "Share wallets" } else { "Share a wallet" };
        let leave = layout::head(ui, title, |ui| button::plain(ui, true, "Back to wallets").clicked());
        let is_sent = !model.sent.is_empty();
        let checks = Checks::of(state, model);
        // The check shows the key that is looked up now: shares that were made for another one have to be made again.
        let is_other = |request: &ShareRequest| Some(request.recipient()) != checks.key;
        let is_stale = state.step() == Step::Check && state.review.iter().any(is_other);
        if is_stale {
            state.go(Step::Who);
        }
        let place = if is_sent { 3 } else { state.step().place() };
        stepper::show(ui, &["Person", "Permissions", "Review", "Result"], place);
        space::gap(ui, space::XS);
        state.forget_stale_ticks(&checks);
        let asked = match (state.step(), checks.recipient()) {
            _ if is_sent => result::show(ui, model),
            (Step::Check, Some(_)) => review::show(ui, state, model, &checks),
            (Step::What, Some(_)) => what::show(ui, state, &checks),
            _ => who::show(ui, state, model, &checks),
        };
        let stops = is_stale && model.is_opening;
        stops.then_some(Request::StopSharing).or(leave.then_some(Request::Leave)).or(asked)
    })
}
