//! Wallets shared with a viewer, who is to spend: each step, each refusal of a person, and the result.

use egui::accesskit::Role;

use super::{Tour, TourError};
use crate::sandbox::WALLET_PASSPHRASE;
use crate::tour::stage::{Stage, StageError};

const VIEWER: &str = "viewer@treasury.example";

fn look_up(stage: &mut Stage, email: &str) -> Result<(), StageError> {
    stage.type_into("Email address", email)?;
    stage.click("Look up")?;
    stage.wait_until_gone("in progress")
}

impl Tour<'_> {
    /// From a wallet's details to three shares.
    pub(super) fn sharing(&mut self) -> Result<(), TourError> {
        self.step("open a wallet to share it", |stage| {
            stage.type_into("Filter wallets", "Operations hot")?;
            stage.click("Operations hot")?;
            stage.click("Wallet details")?;
            stage.click("Share…")?;
            stage.wait_for("Email address")
        })?;
        self.picture("share-who")?;
        self.step("a person whose account is frozen", |stage| {
            look_up(stage, "frozen@treasury.example")?;
            stage.wait_for_words("account is frozen")
        })?;
        self.picture("share-frozen")?;
        self.step("nobody has that address", |stage| {
            look_up(stage, "hanna@treasury.example")?;
            stage.wait_for_words("No BitGo account uses")
        })?;
        self.picture("share-nobody")?;
        self.step("somebody without a key", |stage| {
            look_up(stage, "compliance@treasury.example")?;
            stage.wait_for_words("no sharing key yet")
        })?;
        self.picture("share-no-key")?;
        self.step("the viewer, and two more wallets", |stage| {
            for label in ["Fee account", "Cold reserve 2"] {
                stage.type_into("Add a wallet", label)?;
                stage.click(&format!("Add {label} (tbtc)"))?;
            }
            look_up(stage, VIEWER)?;
            stage.wait_for_words("No issues found")
        })?;
        self.picture("share-several")?;
        self.permissions_and_check()
    }

    fn permissions_and_check(&mut self) -> Result<(), TourError> {
        self.step("combinations that make little sense are pointed out", |stage| {
            stage.click("Continue to permissions")?;
            stage.click("View")?;
            stage.click("Spend")?;
            stage.wait_for_words("without seeing it")
        })?;
        self.picture("share-warning")?;
        self.step("view and spend", |stage| {
            stage.click("View")?;
            stage.type_into("Message", "For the month-end payments")?;
            stage.wait_until_gone("without seeing it")
        })?;
        self.picture("share-what")?;
        self.step("the review, with the exact requests", |stage| {
            stage.click("Continue to review")?;
            stage.wait_for_words("Common keychain")
        })?;
        self.picture("share-check")?;
        self.step("a wrong passphrase", |stage| {
            stage.type_into("Wallet passphrase", "not this one")?;
            stage.click("Share 3 wallets")?;
            stage.wait_for_words("Incorrect wallet passphrase.")
        })?;
        self.picture("share-wrong-passphrase")?;
        self.step("the right one, and three shares", |stage| {
            stage.type_into("Wallet passphrase", WALLET_PASSPHRASE)?;
            stage.click("Share 3 wallets")?;
            stage.wait_for("Done")
        })?;
        self.picture("share-result")?;
        self.step("the sixth look-up waits for its turn", |stage| {
            stage.click("Done")?;
            stage.click("Share…")?;
            look_up(stage, "one@treasury.example")?;
            stage.type_into("Email address", "two@treasury.example")?;
            stage.click("Look up")?;
            stage.wait_for_words("Stop looking up")
        })?;
        self.picture("share-queue")?;
        self.step("go on to the tokens", |stage| {
            stage.click("Stop looking up")?;
            stage.click_role(Role::Button, "Back to wallets")
        })
    }
}
