//! How old and how current what is shown is, in pictures, and what waits about somebody who is to be removed.

use std::time::Duration;

use egui::Key;
use egui::accesskit::Role;

use super::{Tour, TourError, WIDE};
use crate::app::Start;
use crate::sandbox::{FaultKind, FaultSpec, SandboxOptions};
use crate::tour::stage::{Stage, StageError};

/// A wallet with two admins and somebody who only views.
const SHARED: &str = "Solana operations";
/// The panels that are looked at while the server is gone, with the name of their picture.
const PANELS: [(&str, &str); 4] = [
    ("Shares", "not-current-shares"),
    ("Approvals", "not-current-approvals"),
    ("Access tokens", "not-current-tokens"),
    ("Settings", "not-current-settings"),
];

fn set_faults(stage: &mut Stage, specs: &[FaultSpec]) {
    if let Some(sandbox) = stage.app().sandbox() {
        sandbox.control().set_faults(specs);
    }
}

fn log_in(stage: &mut Stage) -> Result<(), StageError> {
    stage.wait_for_words("Olivia Brandt")?;
    stage.click("Olivia Brandt, owner")?;
    stage.click("Log in")?;
    stage.wait_for("One-time code")?;
    stage.type_into("One-time code", crate::sandbox::ONE_TIME_CODE)?;
    stage.click("Log in")?;
    stage.wait_for("Wallets")?;
    stage.wait_until_gone("in progress")
}

impl Tour<'_> {
    /// Figures that were read a while ago, and every panel while the server is gone, in a sandbox of their own.
    pub(super) fn currency(&mut self) -> Result<(), TourError> {
        let mut start = Start::afresh(Some(SandboxOptions::default()));
        start.fresh_for = Duration::ZERO;
        start.approvals_every = Duration::from_millis(500);
        self.stage = Stage::new(&self.runtime, start, WIDE.0, WIDE.1);
        self.step("as of when the wallets were read", |stage| {
            log_in(stage)?;
            stage.wait_for_words("Wallets as of ")
        })?;
        self.picture("as-of-wallets")?;
        self.invitation_of_the_removed()?;
        self.step("as of when a wallet and its transfers were read", |stage| {
            stage.click("Open wallet")?;
            stage.wait_for("Receive address")?;
            stage.wait_for_words(" as of ")
        })?;
        self.picture("as-of-wallet-page")?;
        self.step("the server is gone", |stage| {
            set_faults(stage, &[FaultSpec::always(FaultKind::Reset)]);
            stage.wait_for_words("Not current")
        })?;
        self.picture("not-current-wallet-page")?;
        for (panel, picture) in PANELS {
            self.step("every panel says it", |stage| {
                stage.click_role(Role::Button, panel)?;
                stage.wait_for_words("Not current")
            })?;
            self.picture(picture)?;
        }
        self.step("the server is back", |stage| {
            set_faults(stage, &[]);
            stage.wait_until_gone("Not current")
        })
    }

    /// Somebody who is to be removed has an invitation to the same wallet, and a change of theirs waits.
    fn invitation_of_the_removed(&mut self) -> Result<(), TourError> {
        self.step("an invitation to somebody who is on the wallet", |stage| {
            stage.type_into("Filter wallets", SHARED)?;
            stage.click(SHARED)?;
            stage.click("Wallet details")?;
            stage.click("Share…")?;
            stage.type_into("Email address", "viewer@treasury.example")?;
            stage.click("Look up")?;
            stage.wait_until_gone("in progress")?;
            stage.click("Continue to permissions")?;
            stage.click("Freeze")?;
            stage.click("Continue to review")?;
            stage.wait_until_enabled("Share wallet")?;
            stage.click("Share wallet")?;
            stage.wait_for("Done")?;
            stage.click("Done")?;
            stage.wait_for_words("change pending")
        })?;
        self.picture("wallet-change-pending")?;
        self.step("their removal names it, and offers to cancel it", |stage| {
            stage.click("Remove Hana Kimura…")?;
            stage.wait_for("Also cancel this invitation")?;
            stage.click("Also cancel this invitation")?;
            stage.wait_for_words("/walletshare/")?;
            stage.wait_until_gone("Reading your shares")
        })?;
        self.picture("wallet-remove-invited")?;
        self.step("cancel", |stage| {
            stage.press(Key::Escape);
            stage.wait_until_gone("Also cancel this invitation")
        })
    }
}
