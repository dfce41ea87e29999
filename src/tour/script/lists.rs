//! What the token list offers beside the list: expiries for the calendar, the past, and two hundred tokens.

use egui::accesskit::Role;

use super::{Tour, TourError, WIDE};
use crate::app::Start;
use crate::sandbox::SandboxOptions;
use crate::tour::stage::Stage;

/// As many as a large treasury's services have.
const MANY: usize = 200;

impl Tour<'_> {
    /// Expiries chosen for a calendar, and a token of the past.
    pub(super) fn around_the_list(&mut self) -> Result<(), TourError> {
        self.step("choose which expiries go to a calendar", |stage| {
            stage.click_role(Role::Button, "Access tokens")?;
            stage.wait_for("Filter access tokens")?;
            stage.click("Save expiries to calendar…")?;
            stage.wait_for("Select all")
        })?;
        self.picture("token-calendar")?;
        self.step("look at a token of the past", |stage| {
            stage.click("Close")?;
            stage.click("Past")?;
            stage.click(super::TOKEN_LABEL)?;
            stage.wait_for("History")
        })?;
        self.picture("tokens-past")?;
        self.step("go back to the list", |stage| {
            stage.click("Close details")?;
            stage.click("Active")
        })
    }

    /// The list and the expiry timeline with two hundred tokens, in a sandbox of their own.
    pub(super) fn many_tokens(&mut self) -> Result<(), TourError> {
        let sandbox = SandboxOptions { wallets: 1, tokens: MANY, ..SandboxOptions::default() };
        self.stage = Stage::new(&self.runtime, Start::afresh(Some(sandbox)), WIDE.0, WIDE.1);
        self.step("a sandbox with two hundred tokens", |stage| {
            stage.wait_for_words("Olivia Brandt")?;
            stage.click("Olivia Brandt, owner")?;
            stage.click("Log in")?;
            stage.wait_for("One-time code")?;
            stage.type_into("One-time code", crate::sandbox::ONE_TIME_CODE)?;
            stage.click("Log in")?;
            stage.wait_for("Wallets")?;
            stage.click_role(Role::Button, "Access tokens")?;
            stage.wait_for_words("200 active tokens")?;
            stage.wait_until_gone("in progress")
        })?;
        self.picture("tokens-many")?;
        self.step("the whole list on a large screen", |stage| {
            stage.set_appearance(egui::Theme::Dark, (1920.0, 1000.0));
            Ok(())
        })?;
        self.one_picture("tokens-many-wide")
    }
}
