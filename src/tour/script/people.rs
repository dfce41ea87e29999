//! The people of a wallet in pictures: who is on it, a removal up to its answer, and one that is stopped.

use egui::Key;

use super::{Tour, TourError};

/// A wallet with two admins and somebody who only views.
const SHARED: &str = "Solana operations";
/// A wallet of one admin alone.
const ALONE: &str = "Exchange float";

impl Tour<'_> {
    pub(super) fn people_of_a_wallet(&mut self) -> Result<(), TourError> {
        self.step("who is on a wallet, with what", |stage| {
            stage.type_into("Filter wallets", SHARED)?;
            stage.click(SHARED)?;
            stage.click("Wallet details")?;
            stage.wait_for("People (3)")
        })?;
        self.picture("wallet-people")?;
        self.step("what a removal brings about, and who approves it", |stage| {
            stage.click("Remove Marcus Adeyemi…")?;
            stage.wait_for("Remove from wallet")?;
            stage.type_into("Type the wallet's label to confirm", SHARED)
        })?;
        self.picture("wallet-remove")?;
        self.step("the removal waits for an approval", |stage| {
            stage.click("Remove from wallet")?;
            stage.wait_for_words("is pending approval")
        })?;
        self.picture("wallet-removal-waits")?;
        self.step("a wallet with one admin, who stays", |stage| {
            stage.click("Dismiss")?;
            stage.type_into("Filter wallets", ALONE)?;
            stage.click(ALONE)?;
            stage.wait_for("People (1)")?;
            stage.click("Remove Olivia Brandt…")?;
            stage.wait_for_words("A wallet needs at least one admin")
        })?;
        self.picture("wallet-remove-stopped")?;
        self.step("back to all wallets", |stage| {
            stage.press(Key::Escape);
            stage.wait_until_gone("A wallet needs at least one admin")?;
            stage.click("Close wallet details")?;
            stage.type_into("Filter wallets", "")
        })
    }
}
