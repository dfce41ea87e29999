//! What a person reads while sharing wallets.

use std::time::Duration;

use crate::domain::share::{KeyPlace, LONGEST_MESSAGE, Permission};
use crate::domain::text::listed;

// Wallets.
pub(super) const FIRST_WALLET: &str =
    "Type part of the label, coin or ID of a wallet that you are an admin of.";
pub(super) const MORE_WALLETS: &str =
    "To share several wallets with the same person, type part of a label, coin or ID.";
pub(super) const NOT_ADMIN: &str = "The wallets that match cannot be shared: you are not an admin of them.";
pub(super) const NO_WALLET: &str = "No wallet matches.";

/// The accessible name of the button that drops a chosen wallet.
pub(super) fn leave_out(wallet: &str) -> String {
    format!("Remove {wallet}")
}

pub(super) fn add(wallet: &str) -> String {
    format!("Add {wallet}")
}

/// What kind of key a wallet has.
pub(super) fn key_kind(place: KeyPlace) -> &'static str {
    match place {
        KeyPlace::WithUsers => "User key (encrypted)",
        KeyPlace::InParts => "MPC key share",
        KeyPlace::OutOfReach => "Not shared (offline or held by BitGo)",
        KeyPlace::OneEach => "Not shared (each user creates their own)",
    }
}

// The person.
pub(super) const LOGIN_EMAIL: &str = "The address that they log in to BitGo with.";
pub(super) const LOOKING_UP: &str = "Looking up the person…";
pub(super) const LOOK_UP_FIRST: &str =
    "Enter an email address and look it up. The result is kept until you log out.";
pub(super) const NO_ISSUES: &str = "No issues found.";
pub(super) const SHARES_UNREAD: &str =
    "Your shares could not be checked, so this person may already have an invitation.";
pub(super) const HAS_KEY: &str = "yes: you can share a wallet key with them";
pub(super) const NO_KEY: &str = "none yet";

pub(super) fn waiting_turn(turn: Duration) -> String {
    format!("Next look-up in {}. BitGo allows 5 per 5 minutes.", time_words(turn))
}

pub(super) fn looked_up(queue: &str) -> String {
    format!("Looked up in this session. {queue}")
}

pub(super) fn queue(left: usize, wait: Duration) -> String {
    match left {
        0 => format!("No look-ups left for now. {}", waiting_turn(wait)),
        1 => "1 look-up left before you have to wait.".to_owned(),
        left => format!("{left} look-ups left before you have to wait."),
    }
}

/// Minutes and seconds, "4:59"; a second that has begun counts.
fn time_words(time: Duration) -> String {
    let secs = time.as_secs() + u64::from(time.subsec_nanos() > 0);
    format!("{}:{:02}", secs / 60, secs % 60)
}

pub(super) fn nobody(address: &str) -> String {
    format!(
        "No BitGo account uses {address}. Check the spelling, or ask the person which email address they log in with. \
         Without an account they have to sign up first."
    )
}

// Permissions and invitation.
pub(super) const SEPARATE: &str =
    "Permissions do not include each other: to see and spend, a person needs both.";
pub(super) const RE_INVITE: &str = "Replaces an open invitation, or one that was closed because the person changed their password. \
                                    Somebody who is already on the wallet gets the key again.";

pub(super) fn may(who: &str) -> String {
    format!("Permissions of {who}")
}

pub(super) fn allows(permission: &Permission) -> String {
    match permission {
        Permission::Trade => "Can trade its funds. Go Accounts only.".to_owned(),
        other => format!("Can {}.", other.allows()),
    }
}

pub(super) fn message_help(count: usize) -> String {
    format!("Optional, kept with the share. {count} of {LONGEST_MESSAGE} characters.")
}

pub(super) fn message_long(count: usize) -> String {
    format!("{count} of {LONGEST_MESSAGE} characters: shorten it.")
}

pub(super) fn no_email(who: &str) -> String {
    format!("BitGo does not notify {who} about the share: tell them yourself.")
}

pub(super) fn no_key(who: &str) -> String {
    format!(
        "{who} gets the Spend permission but cannot sign until they get the key in another way. Needs no wallet passphrase."
    )
}

pub(super) fn several(wallets: &[&str]) -> String {
    let (count, names) = (wallets.len(), quoted(wallets));
    format!(
        "The same for {count} wallets, as separate shares: {names}. The review shows what will happen for each."
    )
}

/// What was found, behind the wallets that it is about; nothing before it where it is about all of them.
pub(super) fn about(wallets: &[&str], what: &str) -> String {
    if wallets.is_empty() { what.to_owned() } else { format!("{}: {what}", quoted(wallets)) }
}

fn quoted(wallets: &[&str]) -> String {
    listed(wallets.iter().map(|name| format!("“{name}”")).collect(), "wallet")
}

pub(super) fn to_fix(errors: usize) -> String {
    if errors == 1 { "1 thing to fix".to_owned() } else { format!("{errors} things to fix") }
}

// The review.
pub(super) use crate::kit::confirm::API_REQUEST;
pub(super) const READING_KEY: &str = "Reading the wallet's key…";
pub(super) const NO_SHARING_KEY: &str = "They have no sharing key yet.";
pub(super) const FINGERPRINT: &str = "Fingerprint of their key";
pub(super) const OPENING: &str = "Decrypting the key. Nothing has been sent.";
pub(super) const TRYING: &str = "Checking the wallet passphrase. Nothing has been sent.";

pub(super) fn no_user_key(wallet: &str) -> String {
    format!("BitGo keeps no encrypted key of yours for “{wallet}”, so there is no key to share.")
}

pub(super) fn compare(who: &str) -> String {
    format!(
        "The share is encrypted for this public key. To be sure that it is theirs, ask {who} to read you the fingerprint \
         that Countersign shows them before they accept. It must be the same. If {who} uses Countersign with Express, it shows \
         them no fingerprint: then you cannot compare."
    )
}

pub(super) fn express_key(who: &str) -> String {
    format!(
        "Your Express server looks {who}'s key up by itself and encrypts the share for it. No fingerprint is shown, because \
         it could be one of another key."
    )
}

pub(super) fn express(host: &str) -> String {
    format!(
        "The wallet passphrase is sent to your own Express server at {host}, which decrypts the key and encrypts it for them."
    )
}

pub(super) fn passphrase_help(is_express: bool, wallets: usize) -> String {
    match (is_express, wallets) {
        (true, _) => {
            "Checked on this computer, then sent to your Express server, which decrypts the key with it."
                .to_owned()
        }
        (false, 1) => "Decrypts the wallet's key on this computer, and never leaves it.".to_owned(),
        (false, count) => format!(
            "Used for {count} wallets, on this computer only. You'll be asked again if one has a different passphrase."
        ),
    }
}

pub(super) fn demo_passphrase(demo: &str) -> String {
    format!(" Sandbox passphrase: “{demo}”")
}

pub(super) fn passphrase_of(wallet: &str) -> String {
    format!("Passphrase of {wallet}")
}

// The result.
pub(super) const NOT_SENT_YET: &str = "Not sent yet.";
pub(super) const NOT_SENT: &str = "Not sent. Nothing happened.";
pub(super) const SENDING: &str = "Sending the share. It is sent once.";
pub(super) const NOTHING_SHARED: &str = "Nothing was shared.";
pub(super) const PENDING: &str = "Pending approval. Who can approve is unknown.";

pub(super) fn pending(approval: &str, who: &str) -> String {
    format!("{approval} Then {who} has to accept it.")
}

/// The accessible name of the button that shows an approval.
pub(super) fn view_approval(wallet: &str) -> String {
    format!("View approval of {wallet}")
}

pub(super) fn shared(who: &str) -> String {
    format!("Shared. {who} can accept it now.")
}

pub(super) fn retry(count: usize) -> String {
    if count == 1 {
        "Edit and retry the share that was not made…".to_owned()
    } else {
        format!("Edit and retry the {count} shares that were not made…")
    }
}
