//! What the screen remembers of a session's widgets: where lists are scrolled to, what is open, and what may be undone in a
//! field, which is what was typed there.

use egui::util::IdTypeMap;
use egui::{Context, Popup};

/// One session's part, while another one is on the screen.
#[derive(Default)]
pub struct ScreenMemory(IdTypeMap);

impl ScreenMemory {
    /// Empties the screen's own memory.
    pub fn wipe_screen(screen: &Context) {
        Self::default().exchange(&mut Self::default(), screen);
    }

    /// Takes the screen's memory in, and gives it what is in `next`. Nothing keeps the keyboard, and nothing stays open over
    /// the screen.
    pub fn exchange(&mut self, next: &mut Self, screen: &Context) {
        Popup::close_all(screen);
        screen.memory_mut(|memory| {
            if let Some(focused) = memory.focused() {
                memory.surrender_focus(focused);
            }
            self.0 = std::mem::replace(&mut memory.data, std::mem::take(&mut next.0));
        });
        // Sizes are known from the second round on.
        screen.request_discard("another session is on the screen");
    }
}
