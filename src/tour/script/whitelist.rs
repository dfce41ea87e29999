//! Addresses for a whitelist in pictures: one with a mistake, one of another chain, many that are pasted, the list that they
//! make, and an approval that would put a wrong one on a list.

use egui::accesskit::Role;
use serde_json::json;

use super::wallet_page::{open, rules};
use super::{Tour, TourError};

/// A wallet of test bitcoin with two admins.
const WALLET: &str = "Fee account";
/// Its last letter but one is wrong.
const MISTYPED: &str = "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzqx";
const TRON: &str = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
const PASTED: &str = "# suppliers\ntb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx\nhello\n\
                      TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t\n\
                      tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7\n\
                      TB1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KXPJZSX";
/// The first of those that are pasted, and one whose beginning and end are the same.
const ALIKE: &str = "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx\ntb1qw508d6gw4u7kfyhadzdkx7w93nt39c7k4qvzsx";

impl Tour<'_> {
    /// At the list of wallets, and back to it.
    pub(super) fn whitelist(&mut self) -> Result<(), TourError> {
        self.step("a whitelist whose first address is mistyped", |stage| {
            open(stage, WALLET)?;
            rules(stage)?;
            stage.wait_for_words("locks in")?;
            stage.click("Add rule…")?;
            stage.click_role(Role::RadioButton, "Whitelist")?;
            stage.type_into("Rule name", "Suppliers")?;
            stage.type_into("First address", MISTYPED)?;
            stage.wait_for_words("The checksum does not match")
        })?;
        self.picture("wallet-address-mistyped")?;
        self.step("an address of another chain", |stage| {
            stage.type_into("First address", TRON)?;
            stage.wait_for_words("This is a Tron address")
        })?;
        self.picture("wallet-address-of-another-chain")?;
        self.step("several are pasted, and two are not taken", |stage| {
            stage.click("Paste several addresses…")?;
            stage.type_into("Addresses", PASTED)?;
            stage.wait_for_words("2 addresses taken, 3 not taken.")
        })?;
        self.picture("wallet-addresses-pasted")?;
        self.step("two that look alike, of which nothing says which one is right", |stage| {
            stage.type_into("Addresses", ALIKE)?;
            stage.wait_for_words("which would be added with it")
        })?;
        self.picture("wallet-addresses-alike")?;
        self.step("the others are pasted again", |stage| {
            stage.type_into("Addresses", PASTED)?;
            stage.wait_for_words("2 addresses taken, 3 not taken.")
        })?;
        self.step("those that are right make the list", |stage| {
            stage.click("Add 2 addresses")?;
            stage.click("Close")?;
            stage.type_into("Label for all", "Supplier")?;
            stage.tick_every_warning()?;
            stage.wait_for_words("2 API requests")
        })?;
        self.picture("wallet-addresses-listed")?;
        self.step("it is sent, and its rule has to be approved before more is added to it", |stage| {
            if let Some(sandbox) = stage.app().sandbox() {
                sandbox.control().add_admin(WALLET, "compliance@treasury.example");
            }
            stage.type_into("Type the wallet's label to confirm", WALLET)?;
            stage.click_role(Role::Button, "Add rule")?;
            stage.wait_for_words("1 address not sent")?;
            stage.wait_until_gone("in progress")
        })?;
        self.picture("wallet-addresses-stopped")?;
        self.step("the rest of it is not sent", |stage| {
            stage.click("Back to the rules")?;
            stage.click("All wallets")?;
            stage.click("Close wallet details")?;
            stage.type_into("Filter wallets", "")
        })
    }

    /// At the queue of somebody who decides them.
    pub(super) fn whitelist_approval(&mut self) -> Result<(), TourError> {
        self.step("a whitelist with an address of another chain waits", |stage| {
            if let Some(sandbox) = stage.app().sandbox() {
                let rule = json!({ "id": "Payees", "type": "advancedWhitelist", "action": { "type": "deny" },
                    "condition": { "add": { "item": TRON, "type": "address", "metaData": { "label": "Supplier" } } } });
                let about = json!({ "action": "create", "update": rule });
                sandbox.control().put_up(WALLET, "policyRuleRequest", about);
            }
            stage.click("Refresh")?;
            stage.wait_until_gone("in progress")
        })?;
        self.case(WALLET, "Add rule “Payees”", "This is a Tron address", "approval-whitelist-address")?;
        self.step("its confirmation", |stage| {
            stage.click("Approve…")?;
            stage.wait_for("Approve request")
        })?;
        self.picture("approval-whitelist-address-confirm")?;
        self.step("it is left", |stage| stage.click("Cancel"))
    }
}
