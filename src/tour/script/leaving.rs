//! Unlocking for sending, and the question before something is left, in pictures.

use super::{Tour, TourError, WIDE, log_in};
use crate::app::Start;
use crate::sandbox::{ONE_TIME_CODE, SandboxOptions};
use crate::tour::stage::Stage;
use egui::accesskit::Role;

impl Tour<'_> {
    /// In a sandbox of its own.
    pub(super) fn leaving(&mut self) -> Result<(), TourError> {
        let start = Start::afresh(Some(SandboxOptions::default()));
        self.stage = Stage::new(&self.runtime, start, WIDE.0, WIDE.1);
        self.step("unlock the session for sending", |stage| {
            log_in::as_person(stage, "Olivia Brandt, owner")?;
            stage.wait_until_gone("in progress")?;
            stage.click("Unlock sending…")?;
            stage.click_role(Role::RadioButton, "30 min")?;
            stage.wait_for("Cancel")
        })?;
        self.picture("unlock-sending")?;
        self.step("it is unlocked", |stage| {
            stage.type_into("One-time code", ONE_TIME_CODE)?;
            stage.click("Unlock sending")?;
            stage.wait_for("Lock sending now")?;
            stage.wait_until_gone("in progress")
        })?;
        self.picture("sending-unlocked")?;
        self.step("a share half filled in, and a new token that nobody has taken", |stage| {
            stage.click_role(Role::Button, "Access tokens")?;
            stage.click("Templates")?;
            stage.wait_for("New template")?;
            stage.click("New template")?;
            stage.type_into("Name", "Payouts, Europe")?;
            stage.click_role(Role::Button, "Access tokens")?;
            stage.click("New access token")?;
            stage.type_into("Label", "nightly report")?;
            stage.type_into("Lifetime", "30 days")?;
            stage.click("Read-only reporting")?;
            stage.type_into("IP addresses", "127.0.0.1")?;
            stage.tick_every_warning()?;
            stage.type_into("One-time code", ONE_TIME_CODE)?;
            stage.click("Create token")?;
            stage.wait_for("Access token created")?;
            stage.wait_until_gone("in progress")?;
            stage.click("Log out")?;
            stage.wait_for_words("This would be lost:")
        })?;
        self.picture("leaving-question")?;
        self.step("the token opens a session, which has limits to lose or may have", |stage| {
            stage.click("Stay")?;
            stage.click("Show token")?;
            let token = stage.labels().into_iter().find(|label| label.starts_with("v2x")).unwrap_or_default();
            stage.click("Log out")?;
            stage.click("Discard")?;
            stage.wait_for("Email")?;
            stage.click_role(Role::RadioButton, "Access token")?;
            stage.type_into("Access token", &token)?;
            stage.click("Log in")?;
            stage.wait_for("Log out")?;
            stage.wait_until_gone("in progress")?;
            stage.click("Unlock sending…")?;
            stage.wait_for("Cancel")
        })?;
        self.picture("unlock-sending-limits")
    }
}
