//! The safety review in pictures: the list of what would hurt most, one finding with its reason and its fix, and the
//! list by wallet.

use egui::accesskit::Role;

use super::{Tour, TourError};

/// A wallet of one admin alone, who can spend everything.
const ALONE: &str = "Exchange float";

impl Tour<'_> {
    pub(super) fn safety_review(&mut self) -> Result<(), TourError> {
        self.step("what would hurt most over all wallets", |stage| {
            stage.click_role(Role::Button, "Safety review")?;
            stage.wait_for("Filter findings")?;
            stage.wait_until_gone("in progress")
        })?;
        self.picture("safety")?;
        self.step("the whole list on a large screen", |stage| {
            stage.set_appearance(egui::Theme::Dark, (1920.0, 1080.0));
            Ok(())
        })?;
        self.one_picture("safety-wide")?;
        self.step("one finding with its reason, its source and the way to its fix", |stage| {
            stage.set_appearance(super::LOOKS[0].1, super::LOOKS[0].2);
            stage.type_into("Filter findings", &format!("{ALONE} admin"))?;
            stage.click("The only admin can also spend.")?;
            stage.wait_for("Add a second admin…")?;
            stage.type_into("Filter findings", "")
        })?;
        self.picture("safety-detail")?;
        self.enterprise_rules()?;
        self.step("the findings of one wallet together", |stage| {
            stage.click("Close finding")?;
            stage.click("Group")?;
            stage.click("By wallet")?;
            stage.wait_for("Treasury ether: 2 findings")
        })?;
        self.picture("safety-by-wallet")
    }

    /// A wallet whose enterprise's rules nobody may read, and what is to be said of rules themselves.
    fn enterprise_rules(&mut self) -> Result<(), TourError> {
        self.step("a wallet of which it is not known what limits it", |stage| {
            stage.click("Close finding")?;
            stage.type_into("Filter findings", "not known")?;
            stage.wait_for_words("Limit or whitelist not known: ")?;
            let is_row = |label: &String| label.starts_with("Whether this wallet has ");
            let found = stage.labels().into_iter().find(is_row).unwrap_or_default();
            stage.click(&found)?;
            stage.wait_for("Read enterprise rules again")?;
            stage.type_into("Filter findings", "")
        })?;
        self.picture("safety-not-known")?;
        self.step("what is to be said of a rule of the enterprise", |stage| {
            stage.click("Close finding")?;
            stage.type_into("Filter findings", "rule")?;
            stage.wait_for_words("depends on what the server")?;
            let is_row = |label: &String| label.contains("depends on what the server");
            let found = stage.labels().into_iter().find(is_row).unwrap_or_default();
            stage.click(&found)?;
            stage.wait_for("Open this rule")
        })?;
        self.picture("safety-enterprise-rule")?;
        self.step("back to all findings", |stage| stage.type_into("Filter findings", ""))
    }
}
