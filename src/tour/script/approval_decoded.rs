//! Withdrawals whose transaction is decoded on this computer: one that pays what was requested, one that pays somebody else,
//! one that cannot be read, one whose change goes to the chain as its fee, and one of which another transaction is signed.

use super::{Tour, TourError};
use crate::sandbox::UnsignedTransaction;

const WALLET: &str = "Operations hot";
const REQUESTED: &str = "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx";
const OTHER: &str = "2N2JD6wb56AfK4tfmM6PwdVmoYk2dCKf4Br";
/// In satoshi.
const AGREES: u64 = 41_000_000;
const DIFFERS: u64 = 42_000_000;
const UNREAD: u64 = 43_000_000;
const HIGH_FEE: u64 = 44_000_000;
const MPC_WALLET: &str = "Validator rewards";
const MPC_REQUESTED: &str = "0x52908400098527886e0f7030069857d2e4169ee7";
const MPC_OTHER: &str = "0x8617e340b3d01fa5f11f306f4090fd50e238070d";
/// In wei.
const FIVE: u64 = 5_000_000_000_000_000_000;
const SIX: u64 = 6_000_000_000_000_000_000;

impl Tour<'_> {
    /// At the queue of somebody who decides them.
    pub(super) fn decoded_approvals(&mut self) -> Result<(), TourError> {
        self.step("six withdrawals with their transactions", |stage| {
            if let Some(sandbox) = stage.app().sandbox() {
                let control = sandbox.control();
                let paying = |address: &str, amount: u64| {
                    UnsignedTransaction::Paying(vec![(address.to_owned(), amount.into())])
                };
                control.put_up_withdrawal(WALLET, &[(REQUESTED, AGREES)], UnsignedTransaction::AsTold);
                control.put_up_withdrawal(WALLET, &[(REQUESTED, DIFFERS)], paying(OTHER, DIFFERS));
                control.put_up_withdrawal(WALLET, &[(REQUESTED, UNREAD)], UnsignedTransaction::NotDecodable);
                control.put_up_withdrawal(MPC_WALLET, &[(MPC_REQUESTED, FIVE)], paying(MPC_OTHER, FIVE));
                control.put_up_withdrawal(WALLET, &[(REQUESTED, HIGH_FEE)], UnsignedTransaction::HighFee);
                let signing = UnsignedTransaction::Signing(vec![(MPC_OTHER.to_owned(), SIX.into())]);
                control.put_up_withdrawal(MPC_WALLET, &[(MPC_REQUESTED, SIX)], signing);
            }
            stage.click("Refresh")?;
            stage.wait_until_gone("in progress")
        })?;
        for (wallet, row, words, picture) in [
            (WALLET, "Send 0.41 TBTC", "pays exactly what was requested", "approval-decoded-agrees"),
            (WALLET, "Send 0.42 TBTC", "is not what was requested", "approval-decoded-differs"),
            (WALLET, "Send 0.43 TBTC", "could not be decoded", "approval-decoded-unread"),
            (MPC_WALLET, "Send 5 HTETH", "BitGo describes", "approval-decoded-mpc"),
            (WALLET, "Send 0.44 TBTC", "pays a network fee of", "approval-decoded-fee"),
            (MPC_WALLET, "Send 6 HTETH", "What is to be signed", "approval-decoded-signed"),
        ] {
            self.case(wallet, row, words, picture)?;
            self.step("its confirmation", |stage| {
                stage.click("Approve…")?;
                stage.wait_for("Approve request")?;
                stage.wait_until_gone("Checking…")
            })?;
            self.picture(&format!("{picture}-confirm"))?;
            self.step("it is left", |stage| stage.click("Cancel"))?;
        }
        Ok(())
    }
}
