//! Whether a withdrawal would be stopped, in pictures: denied, needs approval, cannot be told, and what a leaked token could
//! move.

use egui::Key;
use egui::accesskit::Role;

use super::wallet_page::open;
use super::{Tour, TourError};
use crate::tour::stage::{Stage, StageError};

/// A wallet, how much leaves it, and what the answer says: an enterprise rule denies, one asks for an approval, a server
/// decides that nobody here can ask; and one that a price and what left all wallets tell.
const ASKED: [(&str, &str, &str, &str); 4] = [
    ("Grants 2026", "0.5", "would be denied", "stopped-denied"),
    ("Litecoin reserve", "3", "would need the approval of", "stopped-approval"),
    ("Fee account", "0.01", "Nothing left the enterprise's wallets since", "stopped-by-nothing"),
    ("XRP operations", "20", "cannot be told", "stopped-not-told"),
];

fn ask(stage: &mut Stage, wallet: &str, amount: &str, answer: &str) -> Result<(), StageError> {
    stage.click_role(Role::Button, "Wallets")?;
    if stage.labels_of(Role::Button).iter().any(|it| it == "All wallets") {
        stage.click("All wallets")?;
    }
    open(stage, wallet)?;
    stage.click("Check a withdrawal…")?;
    stage.wait_for_words("Amount in ")?;
    stage.wait_until_gone("in progress")?;
    let field = stage.labels().into_iter().find(|it| it.starts_with("Amount in ")).unwrap_or_default();
    stage.type_into(&field, amount)?;
    stage.wait_for_words(answer)
}

impl Tour<'_> {
    pub(super) fn would_be_stopped(&mut self) -> Result<(), TourError> {
        for (wallet, amount, answer, picture) in ASKED {
            self.step("whether a withdrawal would be stopped", |stage| ask(stage, wallet, amount, answer))?;
            self.picture(picture)?;
            self.step("the question is closed", |stage| {
                stage.press(Key::Escape);
                stage.wait_until_gone("What this answer rests on")
            })?;
        }
        self.step("what a token could do if it leaked", |stage| {
            stage.click_role(Role::Button, "Access tokens")?;
            stage.wait_for("Filter access tokens")?;
            stage.type_into("Filter access tokens", "Meant to last")?;
            stage.click("Meant to last ten years")?;
            stage.click("What could this token do if it leaked?")?;
            stage.wait_for_words("could send money from")?;
            stage.wait_until_gone("So far")
        })?;
        self.picture("token-leak")?;
        self.step("and the list as it was", |stage| {
            stage.press(Key::Escape);
            stage.wait_until_gone("If this token leaked")?;
            stage.click("Close details")?;
            stage.type_into("Filter access tokens", "")?;
            stage.click_role(Role::Button, "Wallets")?;
            stage.click("All wallets")
        })
    }
}
