//! The form and its check, side by side where there is room.

use egui::Ui;

use crate::kit::{form as kit_form, layout, space};

/// The check's share of the room, and the width at which it has enough.
const CHECK_SHARE: f32 = 0.42;
const CHECK_WIDTH: f32 = 460.0;
/// In less room than this, in points, the check stands below the form instead of beside it.
const SIDES_FROM: f32 = 680.0;

/// A form with its check beside it, at whose foot it is sent; where there is no room, both stand below it.
pub(super) fn beside_or_below<S, R>(
    ui: &mut Ui,
    salt: &str,
    state: &mut S,
    form: impl FnOnce(&mut Ui, &mut S),
    check: impl FnOnce(&mut Ui, &mut S),
    send: impl FnOnce(&mut Ui, &mut S) -> Option<R>,
) -> Option<R> {
    if ui.available_width() < SIDES_FROM {
        return kit_form::scrolled(ui, salt, |ui| {
            form(ui, state);
            layout::card(ui, |ui| {
                ui.spacing_mut().item_spacing.y = space::S;
                check(ui, state);
                send(ui, state)
            })
        });
    }
    let check_width = (ui.available_width() * CHECK_SHARE).min(CHECK_WIDTH);
    let (mut left, mut right) = kit_form::main_and_side(ui, check_width);
    kit_form::scrolled(&mut left, salt, |ui| form(ui, state));
    kit_form::with_footer(&mut right, &format!("{salt}, check"), state, check, send)
}
