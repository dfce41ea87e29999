//! The shares: what somebody else is offered, taken with a passphrase of their own, and the way on for the rest.

use egui::accesskit::Role;

use super::{Tour, TourError, log_in};
use crate::sandbox::ONE_TIME_CODE;

impl Tour<'_> {
    /// The second admin takes a share with its key; the owner looks after theirs.
    pub(super) fn shares(&mut self) -> Result<(), TourError> {
        self.step("the second admin logs in", |stage| log_in::as_person(stage, "Marcus Adeyemi, admin"))?;
        self.step("what is offered to them", |stage| {
            stage.click_role(Role::Button, "Shares")?;
            stage.wait_for("Exchange float")?;
            stage.wait_until_gone("Reading")
        })?;
        self.picture("shares")?;
        self.step("look at a share with a key", |stage| {
            stage.click("Exchange float")?;
            stage.wait_for_words("unlock the session")
        })?;
        self.picture("share-details")?;
        self.step("its key wants an unlocked session", |stage| {
            stage.click("Accept…")?;
            stage.wait_for("One-time code")
        })?;
        self.picture("share-unlock")?;
        self.step("a weak passphrase has to be ticked", |stage| {
            stage.type_into("One-time code", ONE_TIME_CODE)?;
            stage.click("Unlock session")?;
            stage.wait_for("Login password")?;
            stage.type_into("Login password", "sandbox-admin-2")?;
            stage.type_into("New wallet passphrase", "treasury1")?;
            stage.type_into("Repeat the passphrase", "treasury1")?;
            stage.wait_for_words("It alone protects the key")
        })?;
        self.picture("share-accept-weak")?;
        self.step("a generated passphrase, kept in the keychain", |stage| {
            stage.click("Generate a passphrase")?;
            stage.wait_for_words("very strong")?;
            stage.click("Save to keychain")?;
            stage.wait_for_words("Saved to keychain")
        })?;
        self.picture("share-accept")?;
        self.step("what the newer envelope means", |stage| {
            stage.click_role(Role::RadioButton, "Version 2 (Argon2id)")?;
            stage.wait_for_words("older ones cannot")
        })?;
        self.picture("share-accept-version-2")?;
        self.step("accept the share", |stage| {
            stage.click("Accept with this passphrase")?;
            stage.wait_for_words("You now have access")
        })?;
        self.picture("share-accepted")?;
        self.step("log out", |stage| {
            stage.click("Done")?;
            stage.click("Log out")?;
            stage.wait_for("Email")
        })?;
        self.outgoing_shares()
    }

    fn outgoing_shares(&mut self) -> Result<(), TourError> {
        self.step("the owner's own offers, two ticked", |stage| {
            log_in::as_person(stage, "Olivia Brandt, owner")?;
            stage.click_role(Role::Button, "Shares")?;
            stage.wait_for_words("Outgoing (")?;
            stage.wait_until_gone("Reading")?;
            let tabs = stage.labels_of(Role::RadioButton);
            let outgoing = tabs.iter().find(|tab| tab.starts_with("Outgoing")).cloned().unwrap_or_default();
            stage.click(&outgoing)?;
            stage.click("Select Merchant payouts, Hana Kimura")?;
            stage.click("Select Dash operations, Hana Kimura")?;
            stage.click("Dash operations")?;
            stage.wait_for("Cancel share…")
        })?;
        self.picture("shares-outgoing")?;
        self.step("what canceling both would do, and leave them", |stage| {
            stage.click("Cancel 2 shares…")?;
            stage.wait_for("Don't cancel")
        })?;
        self.picture("shares-cancel")?;
        self.step("who asks for a key", |stage| {
            stage.click("Don't cancel")?;
            let tabs = stage.labels_of(Role::RadioButton);
            let requests =
                tabs.iter().find(|tab| tab.starts_with("Key requests")).cloned().unwrap_or_default();
            stage.click(&requests)?;
            stage.type_into("Find a wallet of yours", "operations")
        })?;
        self.picture("share-requests")?;
        self.log_out()
    }
}
