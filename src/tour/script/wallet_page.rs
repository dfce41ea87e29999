//! The page of one wallet in pictures: its tabs, a freeze that is not sent, and its rules: a new limit, a whitelist, one
//! that waits, and one that is locked.

use egui::Key;
use egui::accesskit::Role;

use super::{Tour, TourError};
use crate::tour::stage::{Stage, StageError};

/// A wallet with a locked limit and a past.
const BUSY: &str = "Operations hot";
/// A wallet with three admins, a locked limit and a whitelist.
const GUARDED: &str = "Payroll hot";
/// A wallet with three admins and a limit that can still be changed.
const OPEN: &str = "Token listings";

pub(super) fn open(stage: &mut Stage, label: &str) -> Result<(), StageError> {
    stage.type_into("Filter wallets", label)?;
    stage.click(label)?;
    if stage.labels_of(Role::Button).iter().any(|it| it == "Wallet details") {
        stage.click("Wallet details")?;
    }
    stage.click("Open wallet")?;
    stage.wait_for("Receive address")?;
    stage.wait_until_gone("in progress")
}

pub(super) fn rules(stage: &mut Stage) -> Result<(), StageError> {
    let tabs = stage.labels_of(Role::RadioButton);
    let tab = tabs.into_iter().find(|tab| tab.starts_with("Policy")).unwrap_or_default();
    stage.click_role(Role::RadioButton, &tab)
}

impl Tour<'_> {
    pub(super) fn wallet_page(&mut self) -> Result<(), TourError> {
        self.step("the page of one wallet", |stage| open(stage, BUSY))?;
        self.picture("wallet-page")?;
        self.step("all that BitGo sent of it", |stage| {
            stage.click("As BitGo sent it")?;
            stage.wait_for("Copy wallet as BitGo sent it")?;
            stage.click("Copy wallet as BitGo sent it")
        })?;
        self.picture("wallet-raw")?;
        self.step("the same in the smallest window", |stage| {
            stage.set_appearance(egui::Theme::Dark, (1024.0, 640.0));
            stage.click("Copy wallet as BitGo sent it")
        })?;
        self.one_picture("wallet-raw-narrow")?;
        self.step("back in the larger one", |stage| {
            stage.set_appearance(egui::Theme::Dark, super::WIDE);
            Ok(())
        })?;
        self.step("and folded again", |stage| {
            stage.click("As BitGo sent it")?;
            stage.wait_until_gone("Copy wallet as BitGo sent it")
        })?;
        self.step("its transfers", |stage| {
            stage.click_role(Role::RadioButton, "Transfers")?;
            stage.wait_for("Filter transfers")
        })?;
        self.picture("wallet-transfers")?;
        self.step("a freeze, for how long and until when", |stage| {
            stage.click("Freeze…")?;
            stage.type_into("Duration", "3 days")?;
            stage.wait_for_words("259200")
        })?;
        self.picture("wallet-freeze")?;
        self.step("a freeze of nine years, confirmed by its end date too", |stage| {
            stage.type_into("Duration", "9 years")?;
            stage.type_into("Type the wallet's label to confirm", BUSY)?;
            stage.type_into("Type the end date to confirm", "2030-01-02")?;
            stage.wait_for_words("the end is ")
        })?;
        self.picture("wallet-freeze-long")?;
        self.step("a freeze of the maximum duration, confirmed in words", |stage| {
            stage.click("Maximum duration")?;
            stage.wait_for_words("maximum duration” to confirm")
        })?;
        self.picture("wallet-freeze-longest")?;
        self.step("it is not frozen", |stage| {
            stage.click("Cancel")?;
            stage.wait_until_gone("to confirm")?;
            stage.click("All wallets")
        })?;
        self.rules_of_a_wallet()
    }

    fn rules_of_a_wallet(&mut self) -> Result<(), TourError> {
        self.step("the rules of a wallet, locked long ago", |stage| {
            open(stage, GUARDED)?;
            rules(stage)?;
            stage.wait_for_words("Locked since")
        })?;
        self.picture("wallet-rules")?;
        self.step("a new spending limit, with what speaks against it", |stage| {
            stage.click("Add rule…")?;
            stage.type_into("Rule name", "Weekly limit")?;
            stage.type_into("Limit in TBTC", "2.5")?;
            stage.type_into("Period", "7 days")?;
            stage.click_role(Role::RadioButton, "Deny")?;
            stage.wait_for_words("Confirm ")
        })?;
        self.picture("wallet-rule-new")?;
        self.step("every warning ticked, it waits for another admin", |stage| {
            stage.tick_every_warning()?;
            stage.click("Add rule")?;
            stage.wait_for_words("is pending approval")?;
            stage.wait_until_gone("in progress")
        })?;
        self.picture("wallet-rule-waits")?;
        self.step("a rule that can still be changed, and a whitelist for its wallet", |stage| {
            stage.click("All wallets")?;
            open(stage, OPEN)?;
            rules(stage)?;
            stage.wait_for_words("locks in")
        })?;
        self.picture("wallet-rules-open")?;
        self.step("the first address of a whitelist", |stage| {
            stage.click("Add rule…")?;
            stage.click_role(Role::RadioButton, "Whitelist")?;
            stage.type_into("Rule name", "Known recipients")?;
            stage.type_into("First address", "0xdAC17F958D2ee523a2206206994597C13D831ec7")?;
            stage.type_into("Label", "Exchange deposit")?;
            stage.click_role(Role::RadioButton, "Named admins")?;
            stage.click("Marcus Adeyemi")?;
            stage.wait_for_words("API request")
        })?;
        self.picture("wallet-rule-whitelist")?;
        self.step("the limit is to be raised: before and after", |stage| {
            stage.click("Back to the rules")?;
            stage.click("Change Daily limit")?;
            stage.type_into("Limit in HTETH", "40")?;
            stage.wait_for_words("Limit raised from")
        })?;
        self.picture("wallet-rule-change")?;
        self.step("what removing it would send, and keep it", |stage| {
            stage.click("Back to the rules")?;
            stage.click("Remove Daily limit")?;
            stage.type_into("Type the rule's name to confirm", "Daily limit")?;
            stage.wait_for_words("DELETE")
        })?;
        self.picture("wallet-rule-remove")?;
        self.step("back to all wallets", |stage| {
            stage.press(Key::Escape);
            stage.wait_until_gone("DELETE")?;
            stage.click("All wallets")?;
            stage.click("Close wallet details")?;
            stage.type_into("Filter wallets", "")
        })
    }
}
