//! What has left wallets within a window of time: what was sent, not what waits or was refused.

use jiff::{SignedDuration, Timestamp};

use crate::sandbox::seed::transfers;
use crate::sandbox::state::State;
use crate::sandbox::state::transfer::Transfer;
use crate::sandbox::state::wallet::Wallet;

/// The payments out of a wallet in the last `window_secs` seconds before `at`.
pub(crate) fn sent(
    wallet: &Wallet,
    window_secs: u64,
    at: Timestamp,
    state: &State,
) -> impl Iterator<Item = Transfer> {
    let window = SignedDuration::from_secs(i64::try_from(window_secs).unwrap_or(i64::MAX));
    let since = at.saturating_sub(window).unwrap_or(Timestamp::MIN);
    transfers::of_wallet(wallet, state, at).into_iter().filter(move |transfer| {
        let has_left = matches!(transfer.state, "confirmed" | "unconfirmed");
        transfer.is_send && has_left && transfer.date > since
    })
}
