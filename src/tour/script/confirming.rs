//! The confirmation of withdrawals in pictures: several recipients, an address that only looks like a known one, and a
//! check that fails.

use serde_json::json;

use super::{Tour, TourError};
use crate::sandbox::{Control, FaultKind, FaultSpec};

const WALLET: &str = "Operations hot";

impl Tour<'_> {
    pub(super) fn confirming(&mut self) -> Result<(), TourError> {
        let Some(control) = self.stage.app().sandbox().map(|sandbox| sandbox.control().clone()) else {
            return Ok(());
        };
        let recipient = |address: &str, amount: &str| json!({ "address": address, "amount": amount });
        let recipients = [
            recipient("tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx", "70000000"),
            recipient("tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7", "1250000"),
            recipient("2N2JD6wb56AfK4tfmM6PwdVmoYk2dCKf4Br", "33"),
        ];
        let details = json!({ "recipients": recipients, "comment": "Suppliers, November" });
        control.put_up(WALLET, "transactionRequest", details);
        self.step("a withdrawal to three addresses is to be approved", |stage| {
            stage.click("Refresh")?;
            stage.wait_until_gone("in progress")
        })?;
        self.confirmation("to 3 addresses", "Recipients", "confirm-three-recipients")?;
        self.confirmation("Send 1.25 TBTC", "The money would go to", "confirm-look-alike")?;
        self.with_forged_answers(&control)
    }

    fn confirmation(&mut self, row: &str, words: &str, picture: &str) -> Result<(), TourError> {
        self.open_case(WALLET, row, "Wallet")?;
        self.step("the confirmation of a withdrawal", |stage| {
            stage.click("Approve…")?;
            stage.wait_for_words(words)?;
            stage.wait_until_gone("Checking…")
        })?;
        self.picture(picture)?;
        self.step("leave it", |stage| stage.click("Cancel"))
    }

    fn with_forged_answers(&mut self, control: &Control) -> Result<(), TourError> {
        self.open_case(WALLET, "Send 1.25 TBTC", "Possible address poisoning")?;
        control.set_faults(&[FaultSpec::always(FaultKind::WrongHmac)]);
        self.step("its confirmation while every answer is forged", |stage| {
            stage.click("Approve…")?;
            stage.wait_for_words("could not be checked again")
        })?;
        self.picture("confirm-check-failed")?;
        control.set_faults(&[]);
        self.step("leave it", |stage| stage.click("Cancel"))
    }
}
