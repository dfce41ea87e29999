//! The warning that it could not be taken down how a login's token came, which decides what the next login may be given.

use egui::Ui;

use super::command::Command;
use super::ledger::LedgerHandle;
use crate::kit::palette::Meaning;
use crate::kit::{button, layout, notice};

/// Draws it above a panel, until the person hides it or a later login is taken down.
pub fn above_panel(ui: &mut Ui, ledger: &LedgerHandle) -> Option<Command> {
    let words = ledger.login_notice()?;
    let mut hides = false;
    layout::strip(ui, |ui| {
        notice::banner_with(ui, Meaning::Attention, &words, |ui| {
            hides = button::link(ui, "Hide login warning").clicked();
        });
    });
    hides.then_some(Command::HideLoginNotice)
}
