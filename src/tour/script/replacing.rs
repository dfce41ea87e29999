//! The tour's token is replaced by another: the review of old and new, the trial, the confirmation that names both.

use super::{TOKEN_LABEL, Tour, TourError};
use crate::sandbox::ONE_TIME_CODE;

impl Tour<'_> {
    pub(super) fn replacement(&mut self) -> Result<(), TourError> {
        self.step("replace the token by one that may also spend", |stage| {
            stage.click("Replace…")?;
            stage.wait_for("Lifetime")?;
            stage.type_into("Lifetime", "30 days")?;
            stage.click("Send and stake")?;
            stage.click("wallet_spend_all")?;
            stage.click("Add spending limit")?;
            stage.type_into("Coin of limit 1", "hteth")?;
            stage.click("hteth")?;
            stage.type_into("Amount of limit 1", "20")?;
            stage.wait_for("Old and new")
        })?;
        self.picture("token-replace")?;
        self.step("create the new token", |stage| {
            stage.tick_every_warning()?;
            stage.type_into("One-time code", ONE_TIME_CODE)?;
            stage.click("Create token")?;
            stage.wait_for("Access token created")?;
            stage.wait_until_gone("in progress")
        })?;
        self.step("see that it works, and take it", |stage| {
            stage.click("Test the new token")?;
            stage.wait_for_words("BitGo answered a request")?;
            stage.click("Copy token")?;
            stage.wait_for_words("Copied")
        })?;
        self.picture("token-replace-steps")?;
        self.step("what revoking the old one means", |stage| {
            stage.click("Revoke the old token…")?;
            stage.wait_for_words("Anything that still uses the old token stops")
        })?;
        self.picture("token-replace-revoke")?;
        self.step("revoke the old one", |stage| {
            stage.type_into("Type the old token's label to confirm", TOKEN_LABEL)?;
            stage.click("Revoke old token")?;
            stage.wait_for_words("is revoked.")?;
            stage.click("Done")?;
            stage.wait_for("Filter access tokens")?;
            stage.wait_until_gone("in progress")
        })
    }
}
