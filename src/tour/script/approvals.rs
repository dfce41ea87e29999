//! What waits for approval in pictures: the queue, and a case of each kind.

use super::{Tour, TourError};

/// Each kind of case: words to find it by, what its row says, what its case has said when it is drawn, and the picture.
const CASES: [(&str, &str, &str, &str); 16] = [
    ("Operations hot", "Send 1.25 TBTC", "Possible address poisoning", "approvals"),
    ("Validator rewards", "to 2 addresses", "% of balance", "approval-mpc"),
    ("Daily limit", "Change rule “Daily limit”", "If approved", "approval-rule"),
    ("Listing agents", "Change rule “Listing agents”", "Address added", "approval-rule-list"),
    ("Velocity limit", "Change rule “Velocity limit”", "Locked since", "approval-rule-locked"),
    ("Compliance limit", "Add rule “Compliance limit”", "No rule", "approval-rule-new"),
    ("Holiday stop", "Remove rule “Holiday stop”", "Rule removed", "approval-rule-removed"),
    ("Grants 2026", "Set Hana Kimura's permissions", "Hana Kimura gains", "approval-people"),
    ("Litecoin operations", "Require 2 approvals", "only 1 other admin", "approval-required"),
    ("Trading account USD", "Turn off user signing", "Only BitGo's key", "approval-setting"),
    ("Tron operations", "Add tag “operations”", "If approved", "approval-tags"),
    ("Invite", "Invite ", "In the enterprise", "approval-invite"),
    ("Northwind Group", "in Northwind Group", "In the organization", "approval-organization"),
    ("Travel rule", "Travel rule threshold", "In BitGo's words", "approval-described"),
    ("XRP operations", "Send 75,000 TXRP", "Required by the enterprise rule", "approval-fired-rule"),
    ("stakingDelegationRequest", "Unknown request of kind", "Content", "approval-unknown"),
];
/// What waits for somebody else, and what its case says.
const WAITING: [(&str, &str, &str, &str); 3] = [
    ("Cold reserve 2", "Send 0.9 TBTC", "Pending signature with the wallet's key.", "approval-signature"),
    ("Insurance pool", "Send 2.1 TBTC", "Pending custodian approval.", "approval-custodian"),
    ("Client deposits A", "Send 0.0125 TBTC", "could not be read", "approval-video-call"),
];

impl Tour<'_> {
    pub(super) fn approvals(&mut self) -> Result<(), TourError> {
        self.step("what waits for approval, and why one's own cannot be approved", |stage| {
            stage.click_role(egui::accesskit::Role::Button, "Approvals")?;
            stage.wait_for("Filter approvals")?;
            stage.wait_until_gone("in progress")?;
            stage.click("your request")?;
            stage.wait_for("Approve…")
        })?;
        if self.options.server.is_some() {
            return self.picture("approvals");
        }
        for (filter, row, words, picture) in CASES {
            self.case(filter, row, words, picture)?;
        }
        for (filter, row, words, picture) in WAITING {
            self.case(filter, row, words, picture)?;
        }
        self.confirming()?;
        self.mpc_approvals()?;
        self.decoded_approvals()?;
        self.whitelist_approval()?;
        self.step("close the case", |stage| {
            stage.click("Close details")?;
            stage.type_into("Filter approvals", "")
        })
    }

    /// From the queue to the login.
    pub(super) fn many_approvals(&mut self) -> Result<(), TourError> {
        self.step("a queue with sixty more cases", |stage| {
            if let Some(sandbox) = stage.app().sandbox() {
                sandbox.control().add_approvals(60);
            }
            stage.click("Refresh")?;
            stage.wait_until_gone("in progress")
        })?;
        self.picture("approvals-many")?;
        self.log_out()
    }

    pub(super) fn case(
        &mut self,
        filter: &str,
        row: &str,
        words: &str,
        picture: &str,
    ) -> Result<(), TourError> {
        self.open_case(filter, row, words)?;
        self.picture(picture)
    }

    pub(super) fn open_case(&mut self, filter: &str, row: &str, words: &str) -> Result<(), TourError> {
        self.step("a case, with everything that its decision needs", |stage| {
            if stage.sees("Close details") {
                stage.click("Close details")?;
            }
            stage.type_into("Filter approvals", filter)?;
            stage.wait_for_words(row)?;
            // The row's tick box carries its words too.
            let is_row = |label: &String| label.contains(row) && !label.starts_with("Select ");
            let found = stage.labels().into_iter().find(is_row).unwrap_or_default();
            stage.click(&found)?;
            stage.wait_for_words(words)?;
            stage.wait_until_gone("Reading what it has to be checked against")?;
            stage.type_into("Filter approvals", "")
        })
    }
}
