//! The warning of an answer that was used although it was signed at another time, which version 2 of the signatures allows.

use egui::Ui;

use super::command::Command;
use crate::bitgo::client::{Client, StaleAnswer};
use crate::domain::diagnosis::of_stale_answer;
use crate::kit::palette::Meaning;
use crate::kit::{button, layout, notice};

/// What is to be said of the answers that this client has used; nothing where each was fresh.
pub fn warning(client: &Client) -> Option<String> {
    let StaleAnswer { question, ago_ms } = client.stale_answer()?;
    let ahead_secs = client.clock().map(|reading| reading.server_ahead_secs);
    let advice = of_stale_answer(&question, ago_ms, ahead_secs);
    Some(format!("{} {}", advice.what, advice.next))
}

/// Draws it above a panel, until what was answered is answered afresh or the person hides it.
pub fn above_panel(ui: &mut Ui, client: &Client) -> Option<Command> {
    let words = warning(client)?;
    let mut hides = false;
    layout::strip(ui, |ui| {
        notice::banner_with(ui, Meaning::Attention, &words, |ui| {
            hides = button::link(ui, "Hide warning").clicked();
        });
    });
    hides.then_some(Command::HideStaleAnswers)
}
