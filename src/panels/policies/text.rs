//! What the panel says, in one place.

use crate::domain::count::{Count, grouped};
use crate::domain::enterprise_policy::NotRead;
use crate::domain::text::counted;

pub(super) const TITLE: &str = "Policies";
pub(super) const FILTER: &str = "Filter policies";
pub(super) const WALLET: &str = "Covers wallet";
pub(super) const ALL_COINS: &str = "All coins";
pub(super) const ALL_PEOPLE: &str = "All people";
pub(super) const READING: &str = "Reading policies…";
pub(super) const SHOW_ALL: &str = "Show all policies";
pub(super) const NO_MATCH: &str = "No policies match";
pub(super) const NO_MATCH_HELP: &str = "Change the filter, or show all policies.";
pub(super) const NONE: &str = "No policy rules";
pub(super) const NONE_WHY: &str = "BitGo reports no rules, neither of your wallets nor of your enterprises. Add a wallet's rule on its page.";
pub(super) const NONE_READ: &str = "No policy rules were read";
pub(super) const NONE_READ_WHY: &str = "There may be rules that could not be read.";
pub(super) const CLOSE: &str = "Close policy";
pub(super) const NOT_REPORTED: &str = "not reported";
pub(super) const MAKER_NOT_REPORTED: &str =
    "BitGo does not report who made or changed a wallet rule. Its audit log may.";
pub(super) const NO_NAME: &str = "(no name)";
pub(super) const NOT_UNDERSTOOD: &str = "not understood";
pub(super) const NOT_COUNTED: &str =
    "A part of this rule could not be read or is not known here. It is never counted as guarding a wallet.";
pub(super) const VIEW_APPROVAL: &str = "View approval";
pub(super) const OPEN_WALLET_POLICY: &str = "Open wallet policy";
pub(super) const SHOW_VERSIONS: &str = "Show versions";
pub(super) const BACK: &str = "Back to the rule";
pub(super) const VERSIONS: &str = "Versions";
pub(super) const READING_VERSIONS: &str = "Reading versions…";
pub(super) const NO_VERSIONS: &str = "BitGo reports no versions of this rule.";
pub(super) const FIRST: &str = "The first version.";
pub(super) const SAME: &str = "It says the same as the version before.";
pub(super) const AS_SENT: &str = "All data from BitGo";
pub(super) const COPY_ALL: &str = "Copy all data";
pub(super) const NOT_IN_LIST: &str =
    "It waits for approval. The approval is not among those that you can see.";
pub(super) const NEVER_FIRED: &str = "never, as far as BitGo reports";
pub(super) const NOT_SHOWN: &str = "The chosen policy is not in the list as it is filtered.";

/// Over the names of enterprises whose rules were not read: what is the case, and what that means.
pub(super) fn not_read(enterprises: &[String], why: &NotRead) -> String {
    format!("{}: {} {}", enterprises.join(", "), why.sentence(), why.meaning())
}

pub(super) fn shown(shown: usize, all: Count) -> String {
    all.shown_words(shown, "policies")
}

pub(super) const RECOMMENDED: &str = "Recommended by BitGo";
pub(super) const CLOSE_RECOMMENDED: &str = "Close recommendations";
pub(super) const RECOMMENDED_ABOUT: &str =
    "No active rule does this yet. Rules of an enterprise are made on BitGo's web page.";
pub(super) const NONE_RECOMMENDED: &str = "Nothing more is recommended.";

/// The first recommendation on one line.
pub(super) fn recommended(title: &str, share: Option<&str>) -> String {
    match share {
        Some(share) => format!("Recommended by BitGo: {title}. {share}."),
        None => format!("Recommended by BitGo: {title}."),
    }
}

pub(super) fn show_recommended(count: usize) -> String {
    format!("Show {}", counted(count, "recommendation"))
}

/// To whom it is recommended, and how many have it.
pub(super) fn to_enterprise(enterprise: &str, share: Option<&str>) -> String {
    let share = share.map(|share| format!(" {share}")).unwrap_or_default();
    format!("For {enterprise}.{share}")
}

/// That a tree does not hold all.
pub(super) fn more_lines(count: usize) -> String {
    format!("… and {} more lines: copy all data.", grouped(count as u64))
}

/// How many wallets a rule covers.
pub(super) fn covers(covered: usize, unclear: usize) -> String {
    match (covered, unclear) {
        (0, 0) => "no wallet".to_owned(),
        (covered, 0) => wallets(covered),
        (0, unclear) => format!("unclear for {}", wallets(unclear)),
        (covered, unclear) => format!("{}, unclear for {}", wallets(covered), grouped(unclear as u64)),
    }
}

fn wallets(count: usize) -> String {
    counted(count, "wallet")
}

pub(super) fn more(count: usize) -> String {
    format!("and {} more", grouped(count as u64))
}

pub(super) fn not_seen(count: usize) -> String {
    match count {
        1 => "It names a wallet that is not visible to you.".to_owned(),
        count => format!("It names {} wallets that are not visible to you.", grouped(count as u64)),
    }
}

/// Where there is no rule to show: that there is none, where all of them were read and every wallet tells its own.
pub(super) fn no_rules(are_all_told: bool) -> (&'static str, &'static str) {
    if are_all_told { (NONE, NONE_WHY) } else { (NONE_READ, NONE_READ_WHY) }
}

pub(super) fn silent(count: usize) -> String {
    format!("BitGo does not report the rules of {}.", wallets(count))
}
