//! The queue of approvals: its filters and groups, several ticked, what is sent for them, and what came of each.

use egui::Key;
use egui::accesskit::Role;

use super::{Tour, TourError, log_in};
use crate::sandbox::ONE_TIME_CODE;
use crate::tour::stage::{Stage, StageError};

/// Three that they can approve, and one that they asked for themselves.
const TICKED: [&str; 4] = ["Travel rule", "Compliance limit", "Tron operations", "Litecoin operations"];

impl Tour<'_> {
    /// The second admin works through what waits for them.
    pub(super) fn approval_queue(&mut self) -> Result<(), TourError> {
        self.step("the second admin comes to what waits", |stage| {
            log_in::as_person(stage, "Marcus Adeyemi, admin")?;
            stage.click_role(Role::Button, "Approvals")?;
            stage.wait_for("Filter approvals")?;
            stage.wait_until_gone("in progress")
        })?;
        self.picture("approval-queue")?;
        self.step("in groups, narrowed to what is older than a day", |stage| {
            stage.click("Filters")?;
            choose(stage, "Groups", "Group by kind")?;
            choose(stage, "Age", "A day or older")?;
            stage.wait_for("Clear filters")
        })?;
        self.picture("approval-queue-filtered")?;
        self.step("all filters cleared, four ticked, and a case opened", |stage| {
            stage.click("Clear filters")?;
            for words in TICKED {
                stage.type_into("Filter approvals", words)?;
                let boxes = stage.labels_of(Role::CheckBox);
                let tick = boxes.into_iter().find(|label| label.contains(words));
                stage.click(&tick.unwrap_or_else(|| words.to_owned()))?;
            }
            stage.type_into("Filter approvals", "")?;
            stage.wait_for("4 selected:")?;
            stage.click("Require 2 approvals on “Litecoin operations”")?;
            stage.wait_for("Close details")
        })?;
        self.picture("approval-queue-ticked")?;
        self.step("what approving them would send", |stage| {
            stage.press(Key::Escape);
            stage.wait_until_gone("Close details")?;
            stage.click("Approve…")?;
            stage.wait_for_words("unlock the session")
        })?;
        self.picture("approvals-several-locked")?;
        self.step("unlock the session", |stage| {
            stage.type_into("One-time code", ONE_TIME_CODE)?;
            stage.click("Unlock session")?;
            stage.wait_for_words("Cancel")?;
            stage.wait_until_gone("One-time code")
        })?;
        self.picture("approvals-several")?;
        self.step("approve them", |stage| {
            stage.see_to_the_end()?;
            let button =
                stage.labels_of(Role::Button).into_iter().find(|label| label.starts_with("Approve "));
            stage.click(&button.unwrap_or_default())?;
            stage.wait_for("Done")?;
            stage.wait_until_gone("Looking it up")
        })?;
        self.picture("approvals-several-results")?;
        self.step("read what came of them", |stage| {
            stage.click("Done")?;
            stage.wait_until_gone("Looking it up")
        })
    }
}

/// Chooses an entry of a menu.
fn choose(stage: &mut Stage, menu: &str, entry: &str) -> Result<(), StageError> {
    stage.click_role(Role::ComboBox, menu)?;
    stage.click_role(Role::MenuItemRadio, entry)
}
