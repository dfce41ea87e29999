//! What the safety review says, in one place.

use crate::domain::posture::Coverage;
use crate::domain::text::{any_of, counted};

pub(super) const TITLE: &str = "Safety review";
pub(super) const REVIEWING: &str = "Reviewing wallets…";
pub(super) const INCOMPLETE: &str = "This review is incomplete: it covers only what has been read so far.";
pub(super) const NO_ISSUES: &str = "No issues found";
pub(super) const NO_ISSUES_SO_FAR: &str = "No issues found so far";
pub(super) const NO_MATCH: &str = "No findings match";
pub(super) const NO_MATCH_HELP: &str = "Change the filter, or show all findings.";
pub(super) const SHOW_ALL: &str = "Show all findings";
pub(super) const FILTER: &str = "Filter findings";
pub(super) const ALL_SEVERITIES: &str = "All severities";
pub(super) const ALL_FINDINGS: &str = "All findings";
pub(super) const WHAT_TO_DO: &str = "What to do";
pub(super) const CLOSE_DETAILS: &str = "Close finding";
pub(super) const OPEN_APPROVAL: &str = "View approval";
pub(super) const OPEN_RULES: &str = "Open wallet policy";
pub(super) const ADD_SECOND_ADMIN: &str = "Add a second admin…";
pub(super) const ADD_ADMIN: &str = "Add an admin…";
pub(super) const CHECK_WITHDRAWAL: &str = "Check a withdrawal from this wallet…";
pub(super) const OPEN_POLICIES: &str = "Open policies";
pub(super) const OPEN_RULE: &str = "Open this rule";
pub(super) const READ_RULES: &str = "Read enterprise rules again";
pub(super) const READING_RULES: &str = "The enterprise's rules are being read.";
pub(super) const NOT_REPORTED: &str = "not reported";

/// Where nothing was found: what was checked, and that it proves nothing.
pub(super) fn no_issues(checked: &str) -> String {
    format!("{checked} These checks do not prove that a wallet is safe.")
}

/// What was checked, and what was not. The approvals may not all have been read.
pub(super) fn checked(coverage: &Coverage, are_approvals_read: bool) -> String {
    let wallets = counted(coverage.wallets, "wallet");
    let mut said = vec![if are_approvals_read || coverage.approvals > 0 {
        format!(
            "{wallets} and {} were checked against BitGo's advice on admins, spending limits, whitelists, rule locks \
             and approvals.",
            counted(coverage.approvals, "pending approval"),
        )
    } else {
        format!(
            "Checked {wallets} against BitGo's advice on admins, spending limits, whitelists and rule locks. Pending \
             approvals were not read."
        )
    }];
    if coverage.not_held_to_limits > 0 {
        said.push(format!(
            "Limits and whitelists were not checked for {}: trading accounts, or kinds that this program does not know.",
            counted(coverage.not_held_to_limits, "wallet")
        ));
    }
    said.extend(of_enterprise(coverage));
    if coverage.without_rules > 0 {
        said.push(format!(
            "BitGo does not report the rules of {}, so their limits, whitelists and locks were not checked.",
            counted(coverage.without_rules, "wallet")
        ));
    }
    if coverage.without_locks > 0 {
        said.push(format!(
            "BitGo does not report when rules of {} lock, so whether they can still be removed was not checked.",
            counted(coverage.without_locks, "wallet")
        ));
    }
    if coverage.without_admins > 0 {
        said.push(format!(
            "BitGo reports no admin of {}, so their admins were not checked.",
            counted(coverage.without_admins, "wallet")
        ));
    }
    said.join(" ")
}

/// What the enterprises' rules guard, and what of them is not known.
fn of_enterprise(coverage: &Coverage) -> Vec<String> {
    let mut said = Vec::new();
    let wallets = |count| counted(count, "wallet");
    if coverage.enterprise_guarded > 0 {
        said.push(format!(
            "Enterprise rules guard {}, beside the wallets' own.",
            wallets(coverage.enterprise_guarded)
        ));
    }
    if coverage.enterprise_not_read > 0 {
        said.push(format!(
            "The enterprise rules over {} could not be read, so what they limit is not known.",
            wallets(coverage.enterprise_not_read)
        ));
    }
    if coverage.enterprise_earlier > 0 {
        said.push(format!(
            "The enterprise rules over {} are of an earlier time: they could not be read again.",
            wallets(coverage.enterprise_earlier)
        ));
    }
    if coverage.enterprise_being_read > 0 {
        said.push(format!(
            "The enterprise rules over {} are still being read.",
            wallets(coverage.enterprise_being_read)
        ));
    }
    said
}

/// Who can do what this person cannot.
pub(super) fn only_admins(admins: Vec<String>) -> String {
    if admins.is_empty() {
        "Only an admin of this wallet can fix this.".to_owned()
    } else {
        format!("Only an admin of this wallet can fix this: {}.", any_of(admins, "admin"))
    }
}

pub(super) fn no_longer_found(what: &str) -> String {
    format!("No longer found: {what}.")
}

pub(super) fn source(source: &str) -> String {
    format!("Source: {source}.")
}
