//! Hears whether a press was a click of something.

use egui::{Context, Plugin, Ui};

/// Listens at the end of every pass: a frame that lays itself out twice forgets in its second pass what was clicked in its
/// first, and by then a dialog that the click closed is gone.
#[derive(Default)]
pub(super) struct Clicks {
    has_heard: bool,
}

impl Clicks {
    /// Whether something was clicked since this was last asked.
    pub(super) fn take(ctx: &Context) -> bool {
        ctx.with_plugin(|clicks: &mut Self| std::mem::take(&mut clicks.has_heard)).unwrap_or_default()
    }
}

impl Plugin for Clicks {
    fn debug_name(&self) -> &'static str {
        "clicks"
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        let clicked = ui.ctx().interaction_snapshot(|interaction| interaction.clicked);
        let response = clicked.and_then(|id| ui.ctx().read_response(id));
        self.has_heard |= response.is_some_and(|response| response.clicked());
    }
}

#[cfg(test)]
mod tests {
    use egui::{Event, Modifiers, PointerButton, pos2};
    use egui_kittest::Harness;

    use super::*;
    use crate::kit::button;

    #[test]
    fn a_click_is_heard_though_what_it_closed_is_gone_in_the_second_pass_of_its_frame() {
        let mut is_open = true;
        let mut harness = Harness::new_ui(move |ui| {
            if is_open && button::plain(ui, true, "Done").clicked() {
                is_open = false;
                ui.ctx().request_discard("it closed");
            }
        });
        harness.ctx.add_plugin(Clicks::default());
        let pos = pos2(20.0, 20.0);
        harness.event(Event::PointerMoved(pos));
        harness.step();
        assert!(!Clicks::take(&harness.ctx));
        for pressed in [true, false] {
            let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
            harness.event(Event::PointerButton { pos, button, pressed, modifiers });
            harness.step();
        }
        assert!(Clicks::take(&harness.ctx));
        assert!(!Clicks::take(&harness.ctx), "it is told once");
    }
}
