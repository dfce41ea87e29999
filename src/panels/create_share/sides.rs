//! A step's two sides: what is typed, and what will happen with the step's buttons.

use egui::Ui;

use super::request::Request;
use super::state::State;
use crate::kit::{form as kit_form, layout, space};

/// The right side's share of the room, and the width at which it has enough.
const SIDE_SHARE: f32 = 0.45;
const SIDE_WIDTH: f32 = 480.0;
/// In less room than this, in points, the sides stand below each other.
const SIDES_FROM: f32 = 680.0;

/// Draws two sides of a step: what is typed on the left, what will happen and the step's buttons on the right.
pub(super) fn sides(
    ui: &mut Ui,
    salt: &str,
    state: &mut State,
    form: impl FnOnce(&mut Ui, &mut State) -> Option<Request>,
    side: impl FnOnce(&mut Ui, &mut State),
    foot: impl FnOnce(&mut Ui, &mut State) -> Option<Request>,
) -> Option<Request> {
    if ui.available_width() < SIDES_FROM {
        return kit_form::scrolled(ui, salt, |ui| {
            ui.spacing_mut().item_spacing.y = space::M;
            let asked = form(ui, state);
            let sent = layout::card(ui, |ui| {
                ui.spacing_mut().item_spacing.y = space::S;
                side(ui, state);
                foot(ui, state)
            });
            asked.or(sent)
        });
    }
    let width = (ui.available_width() * SIDE_SHARE).min(SIDE_WIDTH);
    let (mut left, mut right) = kit_form::main_and_side(ui, width);
    let asked = kit_form::scrolled(&mut left, salt, |ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        form(ui, state)
    });
    let sent = kit_form::with_footer(&mut right, &format!("{salt} side"), state, side, foot);
    asked.or(sent)
}
