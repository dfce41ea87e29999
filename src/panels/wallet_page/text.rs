//! What a person reads on the page of a wallet. The words of its rules stand in `rules/text.rs`.

use std::fmt::Display;

pub(super) const GONE: &str = "BitGo no longer shows you this wallet: it was deleted, or you were removed from it. Below is \
                               what was there before.";
pub(super) const NOT_REPORTED: &str = "not reported";
pub(super) const CHECK_WITHDRAWAL: &str = "Check a withdrawal…";
pub(super) const CHECK_WITHDRAWAL_HELP: &str =
    "Would a withdrawal be stopped, and by which rules? Nothing is sent.";

// Overview.
pub(super) const BALANCE: &str = "Everything in the wallet, with transfers that are not confirmed yet.";
pub(super) const CONFIRMED: &str = "Without transfers that are not confirmed yet.";
pub(super) const SPENDABLE: &str = "What you can send now.";
pub(super) const STAKED: &str = "Locked in staking.";
pub(super) const NO_BALANCE: &str = "BitGo does not report the balance.";
pub(super) const NO_ADDRESS: &str = "BitGo reports no receive address for this wallet.";
pub(super) const NEWEST_ADDRESS: &str = "Newest address. Older addresses still work.";
pub(super) const NO_KEYS: &str = "BitGo reports no keys for this wallet.";

pub(super) const RAW: &str = "As BitGo sent it";
pub(super) const COPY_RAW: &str = "Copy wallet as BitGo sent it";

pub(super) fn qr_of(address: &str) -> String {
    format!("QR code of {address}")
}

pub(super) fn only_for(coin: &str, unit: &str, carries_tokens: bool) -> String {
    let tokens = if carries_tokens { " and tokens on its network" } else { "" };
    format!("Send only {coin} ({unit}){tokens} to this address. Other coins or networks may be lost.")
}

// Transfers.
pub(super) const NO_TRANSFERS: &str = "Nothing has come into this wallet or left it.";
pub(super) const NO_TRANSFER_MATCHES: &str = "Change the filter, or load older transfers.";
pub(super) const AMOUNT: &str = "Including fees. Negative for outgoing transfers.";
pub(super) const CONFIRMATIONS: &str = "Confirmations: the number of blocks since the transfer.";
pub(super) const NO_CONFIRMATIONS: &str = "Confirmations not reported";
pub(super) const WAITS: &str = "pending approval";
pub(super) const LOAD_OLDER: &str = "Load older transfers";

pub(super) fn shown_of(shown: usize, read: usize, is_whole: bool) -> String {
    let rest = if is_whole { "" } else { " loaded so far" };
    format!("{shown} of {read}{rest}")
}

// Approvals.
pub(super) const NO_APPROVALS: &str = "Requests about this wallet that need approval appear here.";

pub(super) fn open_approval(what: &str) -> String {
    format!("View approval: {what}")
}

// Freeze.
pub(super) const MAY_FREEZE: &str = "You need the Spend, Freeze or Admin permission on this wallet.";
pub(super) const FREEZE: &str = "While frozen, nothing can leave this wallet. It can still receive.";
pub(super) const FREEZE_HOLDS: &str = "A freeze can't be lifted early, not even by an admin.";
pub(super) const LONGEST_FREEZE: &str = "Maximum duration";
pub(super) const FROZEN_WITHOUT_END: &str = "Frozen with no end date: nothing can leave this wallet, and the freeze \
                                             can't be lifted here.";

pub(super) fn freeze_title(wallet: &str) -> String {
    format!("Freeze {wallet}")
}

pub(super) fn frozen_until(until: impl Display, left: impl Display) -> String {
    format!(
        "Frozen until {until} ({left} left): nothing can leave this wallet, and the freeze can't be lifted early."
    )
}

// Durations.
pub(super) const DURATION_HELP: &str = "For example 24 hours, 2 days or 1 week.";
