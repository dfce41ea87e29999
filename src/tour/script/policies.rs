//! The policies in pictures: rules of wallets and enterprises side by side with an enterprise whose rules could not be read,
//! one rule, and its versions.

use egui::accesskit::Role;

use super::{Tour, TourError};

/// A rule with two versions.
const CHANGED: &str = "Operations: large withdrawals";

impl Tour<'_> {
    pub(super) fn policies(&mut self) -> Result<(), TourError> {
        self.step("the rules of all wallets and enterprises, one of which could not be read", |stage| {
            stage.click_role(Role::Button, "Policies")?;
            stage.wait_for("Filter policies")?;
            stage.wait_until_gone("in progress")
        })?;
        self.picture("policies")?;
        self.step("one rule with the wallets that it covers", |stage| {
            stage.type_into("Filter policies", CHANGED)?;
            stage.click(CHANGED)?;
            stage.wait_for("Show versions")
        })?;
        self.picture("policies-detail")?;
        self.step("what each version of it changed", |stage| {
            stage.click("Show versions")?;
            stage.wait_for("Before")
        })?;
        self.picture("policies-versions")?;
        self.step("the list whole again", |stage| {
            stage.click("Close policy")?;
            stage.type_into("Filter policies", "")
        })
    }
}
