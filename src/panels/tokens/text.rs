//! Every sentence of this panel that a person reads.

use std::iter::once;

use crate::domain::count::Count;
use crate::domain::foreign_text::{joined_lines, visible};

pub(super) const TITLE: &str = "Access tokens";
pub(super) const NONE: &str = "No access tokens";
pub(super) const NONE_WHY: &str =
    "BitGo lists only tokens that have not expired. Expired and revoked tokens are under Past.";
pub(super) const NO_MATCH: &str = "No matching tokens";
pub(super) const NO_MATCH_WHY: &str = "Change the filter, or show all tokens.";
pub(super) const SHOW_ALL: &str = "Show all tokens";
pub(super) const NO_LABEL: &str = "No label";
pub(super) const NOT_REPORTED: &str = "not reported";
/// What BitGo lists of a token that can be used from anywhere.
pub(super) const ANY_ADDRESS: &str = "any IP address";

// The columns.
pub(super) const RISK_ABOUT: &str = "The most that someone could do with a leaked token.";
pub(super) const PERMISSIONS_ABOUT: &str = "What the token can do, and in which enterprises and wallets.";
pub(super) const ADDRESSES_ABOUT: &str = "The IP addresses from which the token works.";
pub(super) const LIMITS_ABOUT: &str =
    "The spending limit that is closest to used up. Each limit is for the token's whole lifetime.";
pub(super) const FINDINGS_ABOUT: &str =
    "Security findings of this token. The icon shows the most severe one.";
pub(super) const CHANGED_ABOUT: &str = "From BitGo's audit log.";
pub(super) const NO_FINDINGS: &str = "No findings";

pub(super) fn permissions_about(reach: &str, scopes: &[String]) -> String {
    format!("Can {reach}.\n{}", joined_lines(scopes))
}

/// All that a narrow table leaves out, for the label's hover.
pub(super) fn label_about(label: &str, facts: &[(&str, &str)], reach: &str) -> String {
    let lines = facts.iter().map(|(caption, value)| format!("{caption} {value}"));
    joined_lines(once(label.to_owned()).chain(lines).chain(once(format!("Can {reach}"))))
}

pub(super) fn findings_name(count: usize, worst: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} finding{plural}, most severe: {worst}")
}

pub(super) fn counted(shown: usize, all: Count) -> String {
    match all {
        Count::Exactly(1) => "1 active token".to_owned(),
        Count::Exactly(all) if shown as u64 == all => format!("{all} active tokens"),
        all => all.shown_words(shown, "active tokens"),
    }
}

/// The same where there is less room.
pub(super) fn counted_short(counted: &str) -> String {
    let short = counted.replace(" active", "");
    if short.contains(" of ") { short.replace(" tokens", "") } else { short }
}

pub(super) const TIMELINE: &str = "Time until expiry";

// The banners.
pub(super) fn ending(due: usize) -> String {
    let tokens = match due {
        1 => "1 access token expires soon".to_owned(),
        due => format!("{due} access tokens expire soon"),
    };
    format!("{tokens}. An expired token stops working and disappears from this list.")
}

pub(super) fn ends_in(label: &str, left: &str) -> String {
    format!("{label}, expires in {left}")
}

pub(super) fn show_token(label: &str) -> String {
    format!("Show “{label}”")
}

pub(super) const DISMISS: &str = "Dismiss";
pub(super) const DISMISS_ALL: &str = "Dismiss all";

pub(super) fn dismiss_token(label: &str) -> String {
    format!("Dismiss “{label}”")
}

pub(super) fn dismiss_named(count: usize) -> String {
    format!("Dismiss these {count}")
}

pub(super) fn show_ending(count: usize, dismissed: usize) -> String {
    let dismissed = if dismissed == 0 { String::new() } else { format!(" ({dismissed} dismissed)") };
    format!("Show all {count} that expire within 14 days{dismissed}")
}

/// What was dismissed last: each token's label and until when it stays so.
pub(super) fn dismissed(each: &[(&str, &str)]) -> String {
    let each: Vec<String> =
        each.iter().map(|(label, until)| format!("“{}” {until}", visible(label))).collect();
    let reminders = if each.len() == 1 { "Reminder" } else { "Reminders" };
    format!("{reminders} dismissed: {}.", each.join(", "))
}

pub(super) const UNDO_DISMISS: &str = "Undo";
pub(super) const HIDE_DISMISSED: &str = "Dismiss the notice about reminders";
pub(super) const HIDE_REVOKED: &str = "Dismiss the notice about the revoked token";

pub(super) fn half_way(old: &str, new: &str, is_verified: bool) -> String {
    if is_verified {
        format!("Replacement not finished: “{new}” works, and “{old}” is not revoked yet.")
    } else {
        format!("Replacement not finished: “{new}” is to replace “{old}” and has not been tested yet.")
    }
}

pub(super) fn go_on_replacing(old: &str) -> String {
    format!("Continue replacing {old}")
}

/// `more`: how many others it is the same with.
pub(super) fn lost(label: &str, words: &str, more: usize) -> String {
    let more = if more == 0 { String::new() } else { format!(" ({more} more after this one.)") };
    format!("“{}”: {words}{more}", visible(label))
}

pub(super) const LOST_MARK: &str = "unconfirmed";
pub(super) const KEEP_LOST: &str = "Keep";
pub(super) const REVOKE_LOST: &str = "Revoke…";
pub(super) const SHOW_LOST: &str = "Show";

// The calendar dialog.
pub(super) const CALENDAR_TITLE: &str = "Save expiry dates to a calendar file";
pub(super) const CALENDAR_ABOUT: &str =
    "Each selected token becomes a calendar event on its expiry date, with alerts 14, 7 and 1 days before.";
pub(super) const CALENDAR_FILTER: &str = "Filter tokens";
pub(super) const CALENDAR_SAVE: &str = "Save selected dates…";
pub(super) const SELECT_ALL: &str = "Select all";
pub(super) const SELECT_NONE: &str = "Select none";
pub(super) const SELECT_DUE: &str = "Select expiring soon";

pub(super) fn selected(count: usize, all: usize) -> String {
    format!("{count} of {all} selected")
}

pub(super) fn add_to_calendar(label: &str) -> String {
    format!("Add {label} to the calendar")
}

// One token.
pub(super) const PERMISSIONS: &str = "Permissions";
pub(super) const NO_SCOPE: &str = "None: the token has no scopes.";
pub(super) const UNKNOWN_SCOPE: &str = "This version does not know this scope.";

pub(super) fn restricted_to(what: &str, count: usize) -> String {
    format!("Only in these {what} ({count}):")
}

pub(super) const IF_LEAKED: &str = "What could this token do if it leaked?";
pub(super) const LIMITS: &str = "Spending limits (token lifetime)";
pub(super) const NEVER_UNLOCK: &str =
    "Do not unlock this token: unlocking permanently removes all of its spending limits.";
pub(super) const ADDRESSES: &str = "Allowed IP addresses";
pub(super) const ANYWHERE: &str = "Any IP address: the token has no IP restriction.";
pub(super) const FINDINGS: &str = "Security findings";
pub(super) const NOTHING_FOUND: &str = "No issues found.";
pub(super) const AUDIT_LOG: &str = "Audit log";
pub(super) const AUDIT_READING: &str = "Loading the audit log…";

pub(super) fn audit_unreadable(why: &str) -> String {
    format!("BitGo's audit log could not be loaded. {why}")
}

pub(super) fn audit_empty(is_cut: bool) -> String {
    let cut = if is_cut { " Only the newest part of the log was loaded." } else { "" };
    format!("No entries about this token.{cut}")
}

pub(super) fn time_left(left: &str) -> String {
    format!("{left} left")
}

pub(super) const SAVE_EXPIRY: &str = "Save expiry to calendar…";

pub(super) fn reminder_dismissed(until: &str) -> String {
    format!("Expiry reminder dismissed {until}.")
}

pub(super) const REMIND_AGAIN: &str = "Remind me again";

// The revocation.
pub(super) const REVOKE_TITLE: &str = "Revoke access token";

pub(super) fn revoke_words(label: &str) -> String {
    format!("“{label}” stops working at once, everywhere it is used. This cannot be undone.")
}

// The past.
pub(super) const PAST_ABOUT: &str =
    "Past tokens seen on this computer, with what happened to them. Token values are not stored.";
pub(super) const PAST_READING: &str = "Loading the token history";
pub(super) const PAST_NONE: &str = "No past tokens";
pub(super) const PAST_NONE_WHY: &str = "Tokens that expire or are revoked will be listed here.";
pub(super) const PAST_NO_MATCH: &str = "No matching past tokens";
pub(super) const PAST_NO_MATCH_WHY: &str = "Change the filter.";
pub(super) const PAST_SOURCE: &str = "From the token history on this computer.";
pub(super) const NO_LIFETIME: &str = "none recorded";
pub(super) const HISTORY: &str = "History";

pub(super) fn past_unreadable(count: u64) -> String {
    let (entries, are) = if count == 1 { ("entry", "is") } else { ("entries", "are") };
    format!(
        "{count} history {entries} cannot be read by this version and {are} not shown. \
         Nothing was deleted from the file."
    )
}

pub(super) fn past_counted(count: usize, open: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    let open = if open == 0 { String::new() } else { format!(", {open} to review") };
    format!("{count} past token{plural}{open}")
}
