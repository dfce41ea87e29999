//! What a person reads in the table of wallets.

use crate::bitgo::wallet::Wallet;

pub(super) const NO_WALLETS: &str =
    "BitGo lists only wallets that you have a role on. Ask a wallet's admin to share it with you.";
pub(super) const SORTING: &str = "Sorting wallets…";
pub(super) const NO_MATCH: &str = "Change the filter, or show all coins.";
pub(super) const BALANCE: &str =
    "Rows are grouped by coin where several are shown: amounts of two coins do not compare.";
pub(super) const CONFIRMED: &str = "Without transfers that are not confirmed yet.";
pub(super) const SPENDABLE: &str = "What you can send now.";
pub(super) const STATUS: &str = "Not readable in part, balance to check, frozen, one admin, pending approval, or no spending limit. Hover over an icon to read it.";
/// A wallet of which something was sent that cannot be read.
pub(super) const READ_IN_PART: &str = "not readable in part";
pub(super) const NOT_REPORTED: &str = "not reported";
pub(super) const COPY_HINT: &str =
    "Click to copy the amount as BitGo sent it. Enter copies the balance of the selected row.";
pub(super) const NOT_ALL_READ: &str = "So far: not all wallets have been read.";
pub(super) const ADMINS_SHARE: &str = "Only the wallet's admins can share it.";
pub(super) const UNKNOWN_COIN: &str = "Countersign does not know this coin: amounts are in base units.";

/// "Spendable balance of Payouts".
pub(super) fn amount_of(what: &str, wallet: &Wallet) -> String {
    let mut letters = what.chars();
    let capitalised: String =
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    format!("{capitalised} of {}", wallet.label)
}

pub(super) fn copied_amount(what: &str, wallet: &Wallet, raw: &str) -> String {
    format!("Copied {what} of {}: {raw}", wallet.label)
}

pub(super) fn copied_id(wallet: &Wallet) -> String {
    format!("Copied the ID of {}", wallet.label)
}

pub(super) fn other_total(total: &str) -> String {
    format!("BitGo reports {total}.")
}

/// Behind a sum of wallets that were not all read.
pub(super) const SO_FAR: &str = " so far";
/// The total of a coin of which no wallet told a balance.
pub(super) const TOTAL_UNKNOWN: &str = "not reported";

pub(super) fn without_missing(count: usize) -> String {
    match count {
        1 => "Without 1 balance that BitGo does not report.".to_owned(),
        count => format!("Without {count} balances that BitGo does not report."),
    }
}

pub(super) fn without_unreadable(count: usize) -> String {
    match count {
        1 => "Without 1 balance that is not a whole number.".to_owned(),
        count => format!("Without {count} balances that are not whole numbers."),
    }
}
