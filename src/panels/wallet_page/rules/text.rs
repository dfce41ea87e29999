//! What a person reads about a wallet's rules.

use crate::domain::text::counted;

pub(super) const ONLY_ADMINS: &str = "Only the wallet's admins can change its policy rules.";
pub(super) const NOT_SENT: &str = "BitGo did not report this wallet's policy rules, so they cannot be shown.";
pub(super) const NO_RULES: &str = "This wallet has no spending limit, whitelist or approval rule. Anyone who can spend can send everything at once.";
pub(super) const NO_OWN_RULES: &str = "This wallet has no rule of its own.";
pub(super) const ENTERPRISE_RULES: &str = "Enterprise rules over this wallet";
pub(super) const READING_ENTERPRISE: &str = "Reading the enterprise's rules…";
pub(super) const NONE_COVERS: &str = "No enterprise rule covers this wallet.";
pub(super) const NOT_ALL_READ: &str = "The enterprise's rules over this wallet could not be read: see below.";
pub(super) const SHOW_POLICIES: &str = "Show in Policies";
pub(super) const SHOW_RULE: &str = "View policy";
pub(super) const NO_NAME: &str = "(no name)";
pub(super) const NOT_COUNTED: &str =
    "A part of this rule could not be read or is not known here. It is never counted as guarding the wallet.";
pub(super) const MAY_COVER: &str = "It cannot be told whether this rule covers the wallet.";
pub(super) const REFRESHING: &str = "The rules are being refreshed.";

pub(super) fn waits(what: &str, who: &str) -> String {
    format!("{what} pending approval, requested by {who}.")
}

pub(super) fn new_rule(rule: &str) -> String {
    format!("New rule “{rule}”")
}

/// Beside “Show in Policies”.
pub(super) fn more_rules(count: usize) -> String {
    format!("And {count} more enterprise rules. Show in Policies lists them all.")
}

pub(super) fn also_covered(count: usize) -> String {
    match count {
        1 => "1 enterprise rule covers this wallet too: see below.".to_owned(),
        count => format!("{count} enterprise rules cover this wallet too: see below."),
    }
}

pub(super) fn show_rule(rule: &str) -> String {
    format!("View policy “{rule}”")
}

pub(super) fn show_approval(rule: &str) -> String {
    format!("View approval about “{rule}”")
}

// The accessible names of a card's buttons.

pub(super) fn add_address_to(rule: &str) -> String {
    format!("Add an address to {rule}")
}

pub(super) fn change(rule: &str) -> String {
    format!("Change {rule}")
}

pub(super) fn remove(rule: &str) -> String {
    format!("Remove {rule}")
}

pub(super) fn remove_from(entry: &str, rule: &str) -> String {
    format!("Remove {entry} from {rule}")
}

// The form.
pub(super) const LIMIT: &str =
    "Withdrawals above an amount, per time period or per transaction, are denied or require approval.";
pub(super) const WHITELIST: &str = "Withdrawals to addresses not on the list are denied or require approval.";
pub(super) const EVERY: &str = "All withdrawals require approval, however small.";
pub(super) const NAME_IS_FINAL: &str = "You cannot rename it later.";
pub(super) const EACH_TRANSACTION: &str =
    "Each transaction counts by itself. To stop many small ones, set a limit per time period.";
pub(super) const ADDRESS_HELP: &str = "Compare it in full with what the recipient confirmed.";
pub(super) const PASTE: &str = "Paste several addresses…";
pub(super) const PASTE_TITLE: &str = "Paste addresses";
pub(super) const PASTE_ABOUT: &str =
    "One address a line, or several between commas. Lines that begin with # are left out.";
pub(super) const REFRESH: &str = "Refresh";
pub(super) const VIEW_APPROVAL: &str = "View approval";
pub(super) const CLOSE: &str = "Close";
pub(super) const CANCEL: &str = "Cancel";
pub(super) const NUMBERED: &str = "Optional. Each address gets it with a number.";
pub(super) const MISTAKES: &str = "What is wrong is marked.";
pub(super) const DIFFERENCES: &str = "The characters that differ are marked.";
pub(super) const OPTIONAL: &str = "Optional.";
pub(super) const ONE_ENTRY: &str = "A list changes by one entry per request.";
pub(super) const REFUSES: &str = "Denied withdrawals can't be approved.";
pub(super) const ANY_ADMIN: &str = "Any admin except the sender: nobody can approve their own withdrawal.";
pub(super) const NAMED_ADMINS: &str = "Only the selected admins can approve, as long as they are admins.";

pub(super) fn pasted(addresses: &str) -> String {
    format!("{addresses} added. Fix what is left, or close.")
}

pub(super) fn add_pasted(addresses: &str) -> String {
    format!("Add {addresses}")
}

pub(super) fn more_lines(count: usize) -> String {
    format!("and {count} more")
}

pub(super) fn addresses_to_add(count: usize) -> String {
    format!("{} to add", counted(count, "address"))
}

pub(super) fn leave_out(address: &str) -> String {
    format!("Leave out {address}")
}

pub(super) fn list_stopped(done: usize, left: usize) -> String {
    format!("{} sent, {left} not sent. Check what is left, then send it.", counted(done, "address"))
}

pub(super) fn list_waits(waits: &str, sent: &str, left: usize) -> String {
    format!(
        "{waits} It begins with {sent}. {} not sent: nothing can be added to the rule before it is approved. What is left \
         stays here until then.",
        counted(left, "address")
    )
}

pub(super) fn list_rejected(rule: &str, left: usize) -> String {
    format!(
        "The new rule “{rule}” was not approved: it was rejected or canceled. No address is on a list; {} to add below. \
         Check them, then add the rule again.",
        counted(left, "address")
    )
}

pub(super) fn sending_of(done: usize, total: usize) -> String {
    format!("Sending address {} of {total}. Each is sent once.", done + 1)
}

pub(super) fn requests(count: usize) -> String {
    match count {
        1 => "API request".to_owned(),
        several => format!("{several} API requests, sent one after the other"),
    }
}

pub(super) fn exactly(amount: &str, base: &str) -> String {
    format!("= {amount} {base}")
}

pub(super) fn in_unit(unit: &str) -> String {
    format!("In {unit}, with a point before decimals.")
}

pub(super) fn not_an_admin(name: &str) -> String {
    format!("{name} (no longer an admin)")
}

// The editor and its check.
pub(super) const UNDER_WAY: &str = "What was sent is still in progress.";
pub(super) const REMOVED_MEANWHILE: &str =
    "Somebody removed this rule in the meantime. To have it again, go back and add it as a new rule.";
pub(super) const SENDING: &str = "Sending the rule. It is sent once.";
pub(super) const CHANGED: &str = "The rule has changed in the meantime";
pub(super) const READING: &str = "The wallet is being refreshed";
pub(super) const TO_CONFIRM: &str = "Confirm the change";
pub(super) const UNREAD: &str = "The wallet could not be refreshed";

pub(super) fn change_title(rule: &str) -> String {
    format!("Change “{rule}”")
}

pub(super) fn put_title(rule: &str) -> String {
    format!("Add an address to “{rule}”")
}

pub(super) fn take_off_title(rule: &str) -> String {
    format!("Remove an entry from “{rule}”")
}

pub(super) fn locked_meanwhile(lock: &str) -> String {
    format!("The rule has locked in the meantime. {lock}")
}

pub(super) fn changed_meanwhile(says: &str) -> String {
    format!("Somebody changed this rule in the meantime. It is now: {says}")
}

pub(super) fn to_fix(things: &str) -> String {
    format!("{things} to fix")
}

pub(super) fn to_tick(warnings: &str) -> String {
    format!("Confirm {warnings}")
}

// The removal.
pub(super) const READING_BEFORE_REMOVAL: &str =
    "The wallet is being refreshed: you can remove the rule when that is done.";
pub(super) const CHANGE_WAITS: &str = "A change of this rule is already pending approval.";

pub(super) fn removal_title(rule: &str) -> String {
    format!("Remove the rule “{rule}”")
}

pub(super) fn removed_already(rule: &str) -> String {
    format!("The rule “{rule}” is gone: somebody has removed it.")
}

pub(super) fn says_now(rule: &str) -> String {
    format!("The rule now: {rule}")
}

pub(super) fn could_not_refresh(what: &str, next: &str) -> String {
    format!("The wallet could not be refreshed. {what} {next}")
}
