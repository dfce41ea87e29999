//! Copying: a button that says what it copies and that it did, and IDs with the middle elided.

use std::time::Duration;

use egui::{Label, Response, Ui};

use crate::domain::text::elided;
use crate::kit::{button, icon, space, text};

/// How long the button says that it copied.
const SAID_FOR: Duration = Duration::from_millis(1500);

/// An icon button that copies. `what` is what it says: "Copy wallet ID".
pub fn button(ui: &mut Ui, what: &str, value: &str) -> Response {
    let now = ui.input(|input| input.time);
    let memory = ui.scope_id().with(("copied", what, value.len(), ui.next_auto_id()));
    let copied_at: Option<f64> = ui.data(|data| data.get_temp(memory));
    let fresh = copied_at.is_some_and(|at| now - at < SAID_FOR.as_secs_f64());
    let glyph = if fresh { icon::CHECK } else { icon::COPY };
    let response = button::icon(ui, glyph, what);
    if response.clicked() {
        ui.ctx().copy_text(value.to_owned());
        ui.data_mut(|data| data.insert_temp(memory, now));
        ui.ctx().request_repaint_after(SAID_FOR);
    } else if fresh {
        ui.ctx().request_repaint_after(SAID_FOR);
    }
    response
}

/// An ID in mono with its middle elided, the whole in the hover, and a copy button "Copy {what}".
pub fn id(ui: &mut Ui, what: &str, value: &str) -> Response {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let shown = elided(value);
        let label = ui.add(Label::new(text::mono(&shown)).selectable(false));
        let is_whole = shown == value;
        let label = if is_whole { label } else { label.on_hover_text(text::mono(value)) };
        button(ui, &format!("Copy {what}"), value);
        label
    })
    .inner
}
