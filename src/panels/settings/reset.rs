//! Everything as it was at first, once the person has said so.

use egui::Ui;

use super::request::Request;
use super::state::State;
use super::text as wording;
use crate::kit::environment::Reach;
use crate::kit::modal::{self, Dialog};
use crate::kit::{button, space, text};

const WIDTH: f32 = 480.0;

pub(super) fn show(ui: &mut Ui, state: &mut State) -> Option<Request> {
    text::draw_section(ui, "Reset");
    text::wrapped(ui, text::muted(wording::RESET));
    space::gap(ui, space::S);
    state.is_resetting |= button::plain(ui, true, "Reset settings…").clicked();
    if !state.is_resetting {
        return None;
    }
    let dialog = Dialog { title: "Reset settings?", width: WIDTH, reach: Reach::ThisComputer };
    let shown = modal::show(ui.ctx(), "reset settings", &dialog, |ui| {
        text::wrapped(ui, text::body(wording::RESET_ASKS));
        modal::footer(ui, |ui| {
            let resets = button::danger(ui, true, "Reset settings").clicked();
            [resets, button::plain(ui, true, "Cancel").clicked()]
        })
    });
    let [resets, leaves] = shown.inner;
    state.is_resetting = !resets && !leaves && !shown.closed;
    if resets {
        // What was being typed goes too.
        *state = State::default();
    }
    resets.then_some(Request::Reset)
}
