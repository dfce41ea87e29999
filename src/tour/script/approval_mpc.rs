//! Withdrawals of an MPC wallet whose transaction is built otherwise than it was requested, with change, and not yet.

use super::{Tour, TourError};
use crate::sandbox::MpcBuild;

const WALLET: &str = "Validator rewards";
const REQUESTED: &str = "0x52908400098527886e0f7030069857d2e4169ee7";
const OTHER: &str = "0x8617e340b3d01fa5f11f306f4090fd50e238070d";
/// In wei: two, three and four of the coin.
const TWO: u64 = 2_000_000_000_000_000_000;
const THREE: u64 = 3_000_000_000_000_000_000;
const FOUR: u64 = 4_000_000_000_000_000_000;

impl Tour<'_> {
    /// At the queue of somebody who decides them.
    pub(super) fn mpc_approvals(&mut self) -> Result<(), TourError> {
        self.step("three withdrawals of an MPC wallet: as requested, otherwise, not built yet", |stage| {
            if let Some(sandbox) = stage.app().sandbox() {
                let control = sandbox.control();
                let other = vec![(OTHER.to_owned(), TWO.into()), (REQUESTED.to_owned(), THREE.into())];
                control.put_up_mpc(WALLET, &[(REQUESTED, TWO)], MpcBuild::Other(other));
                control.put_up_mpc(WALLET, &[(REQUESTED, THREE)], MpcBuild::WithChange(FOUR.into()));
                control.put_up_mpc(WALLET, &[(REQUESTED, FOUR)], MpcBuild::NotYet);
            }
            stage.click("Refresh")?;
            stage.wait_until_gone("in progress")
        })?;
        self.case(WALLET, "Send 3 HTETH", "exactly what was requested", "approval-mpc-agrees")?;
        self.case(WALLET, "Send 4 HTETH", "not built yet", "approval-mpc-not-built")?;
        self.case(WALLET, "Send 2 HTETH", "which was not requested", "approval-mpc-differs")?;
        self.step("the confirmation of one that is built otherwise", |stage| {
            stage.click("Approve…")?;
            stage.wait_for("Approve request")
        })?;
        self.picture("approval-mpc-differs-confirm")?;
        self.step("it is left", |stage| stage.click("Cancel"))
    }
}
