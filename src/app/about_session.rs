//! What the session on the screen is: its person, its token, and what that may do.

use egui::Ui;

use super::active_session::ActiveSession;
use super::program::Program;
use crate::kit::environment::Reach;
use crate::kit::modal::{self, Dialog};
use crate::kit::{button, token_sheet};

/// The dialog behind *About this session*.
#[derive(Default)]
pub struct AboutSession {
    is_open: bool,
}

impl AboutSession {
    /// Opens it.
    pub fn open(&mut self) {
        self.is_open = true;
    }

    /// Closes it.
    pub fn close(&mut self) {
        self.is_open = false;
    }

    /// Draws it.
    pub fn show(&mut self, ui: &Ui, active: &ActiveSession, program: &Program) {
        if !self.is_open {
            return;
        }
        let dialog = Dialog {
            title: "About this session",
            width: token_sheet::WIDTH,
            reach: Reach::Environment(&active.environment_label),
        };
        let identity = active.session.identity(active.info());
        let shown = modal::show(ui.ctx(), "about this session", &dialog, |ui| {
            modal::body(ui, "about session", |ui| {
                token_sheet::show(ui, &identity, active.platform_now(), &program.zone);
            });
            modal::footer(ui, |ui| button::primary(ui, true, "Close").clicked())
        });
        self.is_open = !(shown.inner || shown.closed);
    }
}
