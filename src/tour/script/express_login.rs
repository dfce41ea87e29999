//! Through the person's own Express server, in pictures: the login by email and password, and a wrong password at an
//! acceptance.

use egui::accesskit::Role;

use super::{Tour, TourError, WIDE, log_in};
use crate::app::Start;
use crate::sandbox::{ONE_TIME_CODE, SandboxOptions};
use crate::tour::stage::Stage;

const ADMIN: (&str, &str) = ("admin@treasury.example", "sandbox-admin-2");

impl Tour<'_> {
    /// In a sandbox of its own, which plays Express.
    pub(super) fn express_login(&mut self) -> Result<(), TourError> {
        let start = Start::afresh(Some(SandboxOptions { express: true, ..SandboxOptions::default() }));
        self.stage = Stage::new(&self.runtime, start, WIDE.0, WIDE.1);
        self.step("Express would be given the password itself", |stage| {
            stage.wait_for_words("Olivia Brandt")?;
            let url = stage.app().sandbox().map(|sandbox| sandbox.url.to_string()).unwrap_or_default();
            stage.click_role(Role::RadioButton, "Express")?;
            stage.type_into("Express web address", &url)?;
            stage.click_role(Role::RadioButton, "Email and password")?;
            stage.type_into("Email", ADMIN.0)?;
            stage.type_into("Password", ADMIN.1)?;
            stage.wait_for_words("the test environment behind it.")
        })?;
        self.picture("login-express-password")?;
        self.step("log in through Express", |stage| {
            log_in::with_code(stage)?;
            stage.wait_until_gone("in progress")
        })?;
        self.step("a wrong login password loses nothing else", |stage| {
            stage.click_role(Role::Button, "Shares")?;
            stage.wait_for("Exchange float")?;
            stage.click("Exchange float")?;
            stage.wait_for("Accept…")?;
            stage.click("Accept…")?;
            stage.wait_for("One-time code")?;
            stage.type_into("One-time code", ONE_TIME_CODE)?;
            stage.click("Unlock session")?;
            stage.wait_for("Login password")?;
            stage.type_into("Login password", "not the password")?;
            stage.type_into("New wallet passphrase", "correct horse battery staple tour")?;
            stage.type_into("Repeat the passphrase", "correct horse battery staple tour")?;
            stage.tick_every_warning()?;
            stage.click("Accept with this passphrase")?;
            stage.wait_for_words("Wrong login password")
        })?;
        self.picture("share-accept-wrong-password")
    }
}
