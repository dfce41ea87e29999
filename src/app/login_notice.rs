//! The warning that it could not be taken down how a login's token came, which decides what the next login may be given.

use egui::Ui;

use super::command::Command;
use crate::kit::palette::Meaning;
use crate::kit::{button, layout, notice};

/// Draws it above a panel, until the person hides it.
pub fn above_panel(ui: &mut Ui, words: Option<&str>) -> Option<Command> {
    let words = words?;
    let mut hides = false;
    layout::strip(ui, |ui| {
        notice::banner_with(ui, Meaning::Attention, words, |ui| {
            hides = button::link(ui, "Hide login warning").clicked();
        });
    });
    hides.then_some(Command::HideLoginNotice)
}
