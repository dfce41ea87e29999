//! What the approvals panel says, in one place.

use super::fired::FiredRule;
use crate::bitgo::approvals::Inquiry;
use crate::domain::count::Count;
use crate::domain::enterprise_policy::{NotRead, RuleOrigin};
use crate::domain::foreign_text::visible;
use crate::domain::text::counted;

pub(super) const TITLE: &str = "Approvals";
pub(super) const NOTHING: (&str, &str) =
    ("No pending approvals", "Requests that need your approval, or somebody else's, are listed here.");
pub(super) const NO_MATCH: (&str, &str) =
    ("No approvals match", "Change the filters, or show all approvals.");
pub(super) const SHOW_ALL: &str = "Show all approvals";
pub(super) const CLEAR_FILTERS: &str = "Clear filters";
pub(super) const FILTER: &str = "Filter approvals";
pub(super) const ONLY_MINE: &str = "Only what I can approve";
pub(super) const HIDE_NOTICE: &str = "Dismiss";
pub(super) const KEYS: &str = "Keys: up and down move, Enter opens, Space selects.";
/// While a case is open.
pub(super) const CASE_KEYS: &str =
    "Keys: up and down move, Escape closes, Space selects, a approves, r rejects.";
/// How many of the queue are shown.
pub(super) fn shown_of(shown: usize, all: Count, is_narrow: bool) -> String {
    match all {
        Count::Exactly(1) if is_narrow => format!("{shown} of 1 approval"),
        Count::Exactly(1) => "1 approval".to_owned(),
        Count::Exactly(all) if !is_narrow => format!("{all} approvals"),
        all => all.shown_words(shown, "approvals"),
    }
}

pub(super) fn selected(count: usize) -> String {
    format!("{count} selected:")
}

pub(super) fn selected_help(count: usize) -> String {
    format!("{} selected to be decided together", counted(count, "request"))
}

// What is said above the queue.
pub(super) const AN_APPROVAL: &str = "an approval";

pub(super) fn no_longer_open(summary: &str) -> String {
    format!("No longer open: {summary}. Checking what happened to it…")
}

pub(super) fn closed_unread(what: &str) -> String {
    format!("It is no longer in the queue, and what happened to it could not be read: {what}")
}

// The case of one approval.
pub(super) const CLOSE_CASE: &str = "Close details";
pub(super) const UNREADABLE: &str =
    "Not everything in this request can be read here. Check the API response before you decide.";
pub(super) const TRY_AGAIN: &str = "Try again";
pub(super) const AROUND_WITHDRAWAL: &str = "What is known of the wallet and the recipient addresses";
pub(super) const AROUND_WALLET: &str = "The current state of the wallet";
pub(super) const AROUND_ENTERPRISE: &str = "The people of the enterprise";
pub(super) const CHECKING: &str = "Reading what it has to be checked against…";
pub(super) const RAW: &str = "API response";
pub(super) const COPY_RAW: &str = "Copy API response";
pub(super) const CANCEL_MINE: &str = "Cancel my request…";
pub(super) const NOT_REPORTED: &str = "not reported";
pub(super) const UNKNOWN: &str = "unknown";
pub(super) const NOW: &str = "Now";
pub(super) const IF_APPROVED: &str = "If approved";

pub(super) fn unread(what: &str, why: &str) -> String {
    format!("{what} could not be read: {why}")
}

pub(super) fn reading(what: &str) -> String {
    format!("{what}: reading…")
}

pub(super) fn blocked(who: &str, from: &str, at: &str, message: &str) -> String {
    format!("BitGo blocked {who}{from}{at}. {message}")
}

pub(super) fn is_not_reported(what: &str) -> String {
    format!("{what} is not reported.")
}

pub(super) fn not_whole(what: &str, raw: &str) -> String {
    format!("{what} is not a whole number of base units. BitGo sent “{raw}”.")
}

pub(super) fn below_zero(what: &str) -> String {
    format!("{what} is below zero.")
}

pub(super) fn added(about: &str) -> String {
    format!("{about} added")
}

pub(super) fn removed(about: &str) -> String {
    format!("{about} removed")
}

pub(super) fn renamed(about: &str) -> String {
    format!("{about} renamed")
}

pub(super) fn requested(about: &str) -> String {
    format!("{about} in the request")
}

// A withdrawal.
pub(super) const SHARE: &str = "% of balance";
pub(super) const MORE_THAN_WALLET: &str = "This is more than the wallet holds. It cannot be paid as it is.";
pub(super) const EMPTIES_WALLET: &str =
    "This empties the wallet. Nothing is left in it, not even for the fee.";
/// Why there is no total: nobody is paid, or there are amounts of several coins, or one that cannot be read.
pub(super) fn no_total(recipients: usize) -> &'static str {
    if recipients == 0 { "No recipient is reported." } else { "The amounts do not add up to a total." }
}

pub(super) const DATA: &str = "Data sent along";
pub(super) const RECIPIENTS: &str = "Recipients";
pub(super) const NO_ADDRESS: &str = "The recipient's address is not reported.";
pub(super) const NETWORK_FEE: &str = "Network fee";
pub(super) const REQUESTED: &str = "Requested";
pub(super) const BUILT: &str = "Built transaction";
pub(super) const REQUESTED_AND_BUILT: &str = "Requested and built";
pub(super) const BUILT_AGREES: &str = "The built transaction pays exactly what was requested.";
pub(super) const DECODED_AGREES: &str =
    "Decoded on this computer: the transaction pays exactly what was requested.";
pub(super) const DECODED_DIFFERS: &str =
    "Decoded on this computer: the transaction is not what was requested.";
pub(super) const DECODED_IN_PART: &str =
    "Decoded on this computer: not all of the transaction could be compared with the request.";
pub(super) const DECODED_UNREAD: &str =
    "The transaction could not be decoded on this computer, although this kind usually can.";
pub(super) const NOTHING_TO_DECODE: &str =
    "Not decoded on this computer: BitGo does not report the transaction itself.";
pub(super) const NOT_BUILT: &str = "not built yet";
pub(super) const SHARE_UNKNOWN: &str = "unknown: the wallet's balance of this token is not read";
pub(super) const OWN_COIN: &str = "the wallet's own coin";

pub(super) fn not_decoded(why: &str) -> String {
    format!("Not decoded on this computer: {why}")
}

pub(super) fn sums_differ(sum: &str, requested: &str) -> String {
    format!(
        "The recipients get {sum} in total, but {requested} was requested. Find out why before you decide."
    )
}

pub(super) fn triggered(rule: &str) -> String {
    format!("Required by policy rule “{rule}”.")
}

pub(super) fn triggered_by_unknown(rule: &str) -> String {
    format!(
        "BitGo reports that policy rule “{rule}” requires this approval, but the wallet has no rule of that name."
    )
}

// The enterprise's rules, and what the platform does itself.
pub(super) const FIRED: &str = "The enterprise rules that require this approval";
const FIRED_NOT_READ: &str =
    "Rules of the enterprise may require this approval. Which ones is not known, or not all of them.";
pub(super) const NONE_FIRED: &str =
    "BitGo names rules of the enterprise as the reason for this approval, but shows you none of them.";
pub(super) const RULE_NOT_WHOLE: &str =
    "A part of this rule could not be read. Look at it on BitGo's web page.";

pub(super) fn fired_not_read(why: &NotRead) -> String {
    let meaning = if matches!(why, NotRead::Failed(_)) { "" } else { why.meaning() };
    format!("{FIRED_NOT_READ} {} {meaning}", why.sentence()).trim_end().to_owned()
}

pub(super) fn required_by(rule: &FiredRule) -> String {
    let name = visible(rule.name.trim());
    match rule.origin {
        RuleOrigin::Vendor => format!("Required by BitGo's own rule “{name}”"),
        _ => format!("Required by the enterprise rule “{name}”"),
    }
}

pub(super) const OPEN_RULE: &str = "Open this rule";

/// Where a rule is from.
pub(super) fn origin(origin: RuleOrigin) -> &'static str {
    match origin {
        RuleOrigin::Vendor => "From BitGo, for many enterprises.",
        _ => "From the enterprise's Policy Builder.",
    }
}

/// What the platform calls an address, marked as its word.
pub(super) fn address_label(label: &str) -> String {
    format!("BitGo's label: “{}”", visible(label))
}

pub(super) fn call_to_come(people: &[String], call: &str) -> String {
    let of = if people.is_empty() { String::new() } else { format!(" of {}", people.join(", ")) };
    format!("A video call{of} belongs to it (call {}). It is done on BitGo's web page.", visible(call))
}

pub(super) fn inquiry(inquiry: &Inquiry) -> String {
    let named = [&inquiry.kind, &inquiry.subkind].map(|word| visible(word).into_owned());
    let named: Vec<&str> = named.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    let what =
        if named.is_empty() { "without a name".to_owned() } else { format!("“{}”", named.join(", ")) };
    let status = if inquiry.status.is_empty() { NOT_REPORTED.into() } else { visible(&inquiry.status) };
    format!("BitGo's inquiry {what}: {status}.")
}

// People and tags.
pub(super) fn gains(name: &str) -> String {
    format!("{name} gains")
}

pub(super) fn loses(name: &str) -> String {
    format!("{name} loses")
}

pub(super) fn keeps(name: &str) -> String {
    format!("{name} keeps")
}

pub(super) fn has(name: &str) -> String {
    format!("{name} has")
}

pub(super) fn would_have(name: &str) -> String {
    format!("{name} would have")
}

pub(super) const OWN_SIGNATURE: &str = "User key signature";
pub(super) const SIGNATURE_NEEDED: &str = "Required";
pub(super) const SIGNATURE_NOT_NEEDED: &str = "Not required";
pub(super) const SAME_TAGS: &str = "The wallet has these tags already: nothing will change.";
pub(super) const IN_ITS_WORDS: &str = "In BitGo's words";
pub(super) const NOTHING_TO_COMPARE: &str =
    "BitGo sends only this description, so the current and new values can't be shown.";

// A rule.
pub(super) const NO_SUCH_RULE: &str = "No rule";
pub(super) const RULE_GONE: &str = "Rule removed";
pub(super) const RULES_UNKNOWN: &str = "Unknown: the wallet's rules were not read.";
pub(super) const AS_REQUESTED: &str = "As in the request";
pub(super) const NO_DIFFERENCE: &str = "None of the facts shown here would change.";
pub(super) const LOCKS_LATER: &str =
    "Locks 48 hours after approval. After that, only BitGo support can change it.";
pub(super) const RULE_REMOVED: &str = "The wallet has no rule of this name. Somebody has removed it already.";
pub(super) const RULE_EXISTS: &str =
    "The wallet has a rule of this name already. Approving would replace it, or be refused.";

pub(super) fn locked_change(lock: &str) -> String {
    format!("{lock} BitGo will probably refuse this change when it is approved.")
}

// What cannot be read.
pub(super) const CONTENT: &str = "Content";

pub(super) fn more_lines(count: usize) -> String {
    format!("… and {count} more lines: see the API response.")
}

// The confirmation of one decision.
pub(super) use crate::kit::confirm::API_REQUEST;
pub(super) const ONE_TIME_CODE: &str = "One-time code";
pub(super) const CODE_HELP: &str = "From your authenticator app.";
pub(super) const IS_FINAL: &str = "A decision cannot be undone.";
pub(super) const DO_NOT_CANCEL: &str = "Don't cancel";
pub(super) const STOP_WAITING: &str = "Stop waiting";
pub(super) const NO_COIN: &str = "BitGo does not report the coin of this withdrawal, and your Express server needs it. Nothing can be sent until it is reported: refresh the list.";
pub(super) const NOTHING_TO_CHECK_AGAINST: &str = "BitGo does not report the wallet or the coin of this request, so it could not be checked against anything.";
pub(super) const CHECK_AGAIN: &str = "Check again";
pub(super) const TYPE_MARKED: &str = "Type the marked characters of this address";
pub(super) const NOT_THOSE: &str = "These are not the marked characters. Upper and lower case count.";
pub(super) const WALLET_HIDDEN: &str =
    "You cannot see the wallet that this request is about, so the request could not be checked against it.";
pub(super) const STILL_CHECKING: &str = "Checking…";
pub(super) const WALLET_PASSPHRASE: &str = "Wallet passphrase";
pub(super) const PASSPHRASE_HELP: &str = "Leave it empty to broadcast the withdrawal as it was built.";

/// What has to be ticked: dangers, parts that cannot be read, checks that were not done.
pub(super) fn to_tick([dangers, attention, unread, unchecked]: [usize; 4]) -> Option<String> {
    let of = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(one.to_owned()),
        count => Some(format!("{count} {many}")),
    };
    let all = [
        of(dangers, "1 danger", "dangers"),
        of(attention, "1 thing to look at", "things to look at"),
        of(unread, "1 part that cannot be read", "parts that cannot be read"),
        of(unchecked, "1 check that was not done", "checks that were not done"),
    ];
    let all: Vec<String> = all.into_iter().flatten().collect();
    let each = if dangers + attention + unread + unchecked == 1 { "it" } else { "each" };
    (!all.is_empty()).then(|| format!("{}: read and tick {each} below.", all.join(", ")))
}

pub(super) fn left_to_tick(count: usize) -> String {
    format!("Tick {} above", counted(count, "warning"))
}

/// What changed while it was open.
pub(super) fn changed(changes: &[String]) -> String {
    format!("Changed while this was open: {} What you see here is its current state.", changes.join(" "))
}

/// What it was about before it changed.
pub(super) fn before(summary: &str) -> String {
    format!("Before: {summary}.")
}

pub(super) fn unchecked(why: &str) -> String {
    format!(
        "The request could not be checked: {} There may be a reason to stop that is not shown here.",
        ended(why)
    )
}

pub(super) fn not_checked_again(why: &str) -> String {
    format!(
        "The request could not be checked again: {} What is shown comes from an earlier check.",
        ended(why)
    )
}

/// A sentence with its end.
fn ended(sentence: &str) -> String {
    format!("{}.", sentence.trim_end().trim_end_matches('.'))
}

/// What one is called that has no label: a number tells several apart.
pub(super) fn recipient(number: Option<usize>) -> String {
    number.map_or_else(|| "Recipient".to_owned(), |number| format!("Recipient {number}"))
}

/// The head over the recipients. Where there are more than stand without a scroll, it says so.
pub(super) fn recipients(count: usize, shown: usize) -> String {
    match count {
        count if count <= shown => format!("{count} recipients"),
        count => format!("{count} recipients: scroll to see all"),
    }
}

pub(super) fn rebuilt(host: &str) -> String {
    format!(
        "Your Express server at {host} builds and signs it again, and broadcasts it. Money that has left cannot be called \
         back."
    )
}

pub(super) fn may_rebuild(host: &str) -> String {
    format!(
        "With the wallet passphrase, your own Express server at {host} builds the withdrawal again and signs it. The \
         passphrase is sent only there. Without it, the withdrawal is broadcast as it was built, which may fail because \
         its unspents have expired."
    )
}

// Several at once.
pub(super) const NONE_TOGETHER: &str =
    "None of the selected requests can be decided together, so nothing is sent.";
pub(super) const STOP_AT_ERROR: &str = "Stop at the first error";
pub(super) const STOP_AT_ERROR_HELP: &str =
    "The requests after it stay open. If unchecked, each one is decided regardless of the others.";
pub(super) const YOURS: &str = " (yours: it is canceled)";
pub(super) const NO_UNLOCK: &str = "To approve several at once, the session has to be unlocked. This session belongs to an \
                                    access token with spending limits, and unlocking would remove all of them for good, so \
                                    it is not offered here. Approve them one at a time, or log in with your password.";
pub(super) const UNLOCK: &str = "To approve several at once, unlock the session. Unlocking takes your one-time code and lasts \
                                 10 minutes. It does not approve anything.";
pub(super) const UNLOCK_SESSION: &str = "Unlock session";
pub(super) const WAITING: &str = "Waiting for the answer";
pub(super) const WITHOUT_RESULT: &str = "what has no result yet";
pub(super) const READ_FIRST: &str =
    "Not everything in it can be read here. Open it and check it before you approve it.";
pub(super) const MAY_LOCK_OUT: &str =
    "It may leave too few people who can approve. Open it to check that, and approve it there.";
pub(super) const LEFT_QUEUE: &str =
    "It has left the queue: somebody else has decided it, or you can no longer see it.";

pub(super) const SEE_ALL: &str = "A decision cannot be undone. Scroll to the end of the list to approve it.";
pub(super) const SHOW_MORE: &str = "Show more";

pub(super) fn decide_by_itself(concern: &str) -> String {
    format!("Decide it by itself: {concern}")
}

pub(super) fn seen_so_far(seen: usize, all: usize) -> String {
    format!("{seen} of {all} seen")
}

pub(super) fn results_of(requests: usize) -> String {
    format!("Results of {}", counted(requests, "request"))
}

pub(super) fn several(verb: &str) -> String {
    format!("{verb} several at once")
}

pub(super) fn sent_once(counted: &str) -> String {
    format!("Sends {counted} once. BitGo answers for all of them together.")
}

// What is told of a decision that was sent.
pub(super) const STOPPED_BEFORE: &str = "BitGo stopped before it. The list shows whether it is still open.";
pub(super) const NOTHING_REPORTED: &str =
    "BitGo reports nothing about it. The list shows whether it is still open.";

pub(super) fn other_result(word: &str) -> String {
    format!("BitGo reports “{word}”. The list shows whether it is still open.")
}
