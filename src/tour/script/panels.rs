//! Every panel of the table, by the navigation and by the command palette: one that is added is seen without a word here.

use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::{Tour, TourError};
use crate::app::PANELS;

impl Tour<'_> {
    /// Goes to every panel that the navigation and the palette offer.
    pub(super) fn every_panel(&mut self) -> Result<(), TourError> {
        for panel in PANELS.iter().filter(|panel| panel.icon.is_some()) {
            self.step("a panel of the navigation", |stage| {
                stage.click_role(Role::Button, panel.title)?;
                stage.wait_for(panel.landmark)
            })?;
        }
        for panel in &PANELS {
            let Some(entry) = panel.palette else { continue };
            self.step("a panel by the command palette", |stage| {
                stage.press_with(Modifiers::COMMAND, Key::K);
                stage.type_into("Command or wallet", entry)?;
                stage.press(Key::Enter);
                stage.wait_for(panel.landmark)
            })?;
        }
        Ok(())
    }
}
