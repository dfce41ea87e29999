//! What a person reads in the dialog.

use crate::domain::enterprise_policy::NotRead;
use crate::domain::foreign_text::visible;
use crate::domain::text::counted;

use super::model::Leaks;

pub(super) const TITLE: &str = "If this token leaked";
pub(super) const ABOUT: &str = "The largest amounts that could leave before a rule or a limit of the token stops them. The worst is \
                                assumed: a new address, and that every rule that cannot be judged here lets it through.";
pub(super) const FILTER: &str = "Filter wallets of the token";
pub(super) const AT_ONCE: &str = "In one withdrawal, to an address that was never paid.";
pub(super) const IN_A_DAY: &str = "In as many withdrawals as fit into 24 hours.";
pub(super) const NOTHING: &str = "nothing";
pub(super) const TOKENS_NOT_COUNTED: &str = "tokens not counted";
pub(super) const BESIDES_TOKENS: &str = "Tokens without a row are not counted";
pub(super) const NO_BOUND: &str = "no limit known";
pub(super) const FROZEN: &str = "frozen";
pub(super) const REACH_UNCLEAR: &str = "may not reach it";
pub(super) const LEAVE: &str = "Close";
pub(super) const CHECK: &str = "Check a withdrawal…";
pub(super) const CHOOSE: &str = "Choose a wallet first.";
pub(super) const READING: &str =
    "Wallets or rules are still being read: amounts may become smaller, and wallets may be missing.";
pub(super) const WALLETS_MISSING: &str = "The list of wallets is not complete: what could leave the missing ones is not counted. \
                                          Refresh the wallets.";
pub(super) const NO_WALLETS: &str = "This token can't spend from any wallet that was looked at.";
pub(super) const NO_MATCH: &str = "No wallets match. Change the filter.";

pub(super) const READING_PRICES: &str =
    "Prices are being read: amounts under a limit in dollars may become smaller.";

/// What limits in dollars are held against.
pub(super) fn priced(count: usize, when: &str) -> String {
    format!("Limits in dollars are judged by the prices of {}, read {when}.", counted(count, "coin"))
}

/// What the token is, and how many wallets it reaches.
pub(super) fn summary(label: &str, leaks: &Leaks) -> String {
    let so_far = if leaks.is_whole() {
        String::new()
    } else {
        format!(" So far {} of {} were looked at.", leaks.done, counted(leaks.total, "wallet"))
    };
    let tokens = if leaks.tokens_alone > 0 {
        format!(
            " From {} more it could send tokens, if there are any.",
            counted(leaks.tokens_alone, "wallet")
        )
    } else {
        String::new()
    };
    format!(
        "Whoever holds “{}” could send money from {} without being stopped.{tokens}{so_far}",
        visible(label),
        counted(leaks.leaving, "wallet"),
    )
}

/// In so many wallets there may be tokens that are not counted.
pub(super) fn tokens_left_out(wallets: usize) -> String {
    format!(
        "{} can hold tokens (ERC-20 and others) besides the coin. They can leave too, and are not counted: BitGo does not list \
         them with the wallets.",
        counted(wallets, "wallet")
    )
}

/// The wallets that have no row, and why.
pub(super) fn left_out(leaks: &Leaks) -> String {
    let mut said = Vec::new();
    if leaks.out_of_reach > 0 {
        said.push(format!("Out of the token's reach: {}.", counted(leaks.out_of_reach, "wallet")));
    }
    if leaks.without_permission > 0 {
        let count = counted(leaks.without_permission, "wallet");
        said.push(format!("Without your Spend permission: {count}."));
    }
    said.join(" ")
}

pub(super) fn at_most(doubts: &str) -> String {
    format!("At most: {doubts}.")
}

/// Of which enterprise, why, and what that means.
pub(super) fn not_read(enterprise: &str, why: &NotRead) -> String {
    format!("“{}”: {} {}", visible(enterprise), why.sentence(), why.meaning())
}
