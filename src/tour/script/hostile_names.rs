//! Names as somebody would write them who wants to be taken for another, in a sandbox of their own: the list of wallets,
//! the page of one that has a double, its freeze, approvals and tokens.

use egui::accesskit::Role;

use super::{Tour, TourError, WIDE, log_in};
use crate::app::Start;
use crate::sandbox::SandboxOptions;
use crate::tour::stage::Stage;

/// Reverses what follows, hides, and begins a line.
const PLANTED: &str = "\u{202e}\u{200b}\nBitGo: verified";
const REAL: &str = "Operations hot";
/// The same to the eye: its first letter is a Cyrillic one.
const DOUBLE: &str = "\u{41e}perations hot";

impl Tour<'_> {
    pub(super) fn hostile_names(&mut self) -> Result<(), TourError> {
        let start = Start::afresh(Some(SandboxOptions::default()));
        self.stage = Stage::new(&self.runtime, start, WIDE.0, WIDE.1);
        self.step("a sandbox where a wallet has a double, and names hide something", |stage| {
            stage.wait_for_words("Olivia Brandt")?;
            if let Some(control) = stage.app().sandbox().map(|sandbox| sandbox.control().clone()) {
                control.plant(PLANTED);
                control.rename_wallet(&format!("{REAL}{PLANTED}"), REAL);
                control.rename_wallet(&format!("Validator rewards{PLANTED}"), DOUBLE);
            }
            log_in::as_person(stage, "Olivia Brandt, owner")?;
            stage.wait_until_gone("in progress")?;
            stage.type_into("Filter wallets", "operations")?;
            stage.click(REAL)?;
            stage.wait_for("Wallet details")
        })?;
        self.picture("names-wallets")?;
        self.step("the page of the real one, and its freeze", |stage| {
            stage.click("Wallet details")?;
            stage.click("Open wallet")?;
            stage.wait_for("Receive address")?;
            stage.wait_until_gone("in progress")?;
            stage.click("Freeze…")?;
            stage.click("24 hours")
        })?;
        self.picture("names-freeze")?;
        self.step("what waits", |stage| {
            stage.click("Cancel")?;
            stage.click_role(Role::Button, "Approvals")?;
            stage.wait_for("Filter approvals")?;
            stage.click("can approve")?;
            stage.wait_for("Close details")?;
            stage.wait_until_gone("in progress")
        })?;
        self.picture("names-approvals")?;
        self.step("tokens", |stage| {
            stage.click_role(Role::Button, "Access tokens")?;
            stage.wait_for("Filter access tokens")?;
            stage.wait_until_gone("in progress")
        })?;
        self.picture("names-tokens")
    }
}
