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
        self.step("what BitGo recommends and no rule does", |stage| {
            let labels = stage.labels();
            let show = labels.iter().find(|it| it.starts_with("Show ") && it.contains("recommendation"));
            stage.click(show.map_or("Show recommendations", String::as_str))?;
            stage.wait_for("Close recommendations")
        })?;
        self.picture("policies-recommended")?;
        self.step("the list alone again", |stage| stage.click("Close recommendations"))?;
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
        })?;
        self.rules_over_a_wallet("Gas station")?;
        self.picture("wallet-enterprise-rules")?;
        self.rules_over_a_wallet("Client deposits B")?;
        self.picture("wallet-enterprise-rules-not-read")?;
        self.step("back to all wallets", |stage| {
            stage.click("All wallets")?;
            stage.wait_for("Filter wallets")?;
            stage.type_into("Filter wallets", "")
        })
    }

    fn rules_over_a_wallet(&mut self, label: &'static str) -> Result<(), TourError> {
        self.step("a wallet's rules beside those of its enterprise", |stage| {
            stage.click_role(Role::Button, "Wallets")?;
            if stage.sees("All wallets") {
                stage.click("All wallets")?;
            }
            stage.wait_for("Filter wallets")?;
            stage.type_into("Filter wallets", label)?;
            stage.click(label)?;
            if !stage.sees("Open wallet") {
                stage.click("Wallet details")?;
            }
            stage.click("Open wallet")?;
            stage.wait_for("Receive address")?;
            let policy = stage.labels_of(Role::RadioButton).into_iter().find(|it| it.starts_with("Policy"));
            stage.click(policy.as_deref().unwrap_or("Policy"))?;
            stage.wait_for("Enterprise rules over this wallet")?;
            stage.wait_until_gone("in progress")
        })
    }
}
