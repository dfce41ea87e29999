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
        self.step("the findings of one wallet together", |stage| {
            stage.click("Close finding")?;
            stage.click("Group")?;
            stage.click("By wallet")?;
            stage.wait_for("Bridge operations: 3 findings")
        })?;
        self.picture("safety-by-wallet")
    }
}
