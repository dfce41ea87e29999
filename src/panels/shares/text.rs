//! What the shares panel says, in one place.

pub(super) const TITLE: &str = "Shares";
pub(super) const READING: &str = "Reading shares";
pub(super) const FILTER: &str = "Filter shares";
pub(super) const NO_MATCH: &str = "No shares match";
pub(super) const NO_MATCH_HELP: &str = "Change the filter, or show all shares.";
pub(super) const SHOW_ALL: &str = "Show all shares";
pub(super) const NO_INCOMING: (&str, &str) =
    ("Nobody has shared a wallet with you", "Wallets that others share with you are listed here.");
pub(super) const NO_OUTGOING: (&str, &str) = (
    "You have no open shares",
    "Wallets that you share are listed here until they are accepted or rejected.",
);
pub(super) const NOT_REPORTED: &str = "not reported";
pub(super) const AGE_HELP: &str = "How long ago it was shared, where BitGo reports it.";
pub(super) const KEYS_ONE_BY_ONE: &str =
    "Shares that let you spend come with a key. Accept them one at a time.";
pub(super) const KEY_MAY_COME: &str = "A key may come with it";

pub(super) const NEEDS_RESPONSE: &str = "needs your response";
pub(super) const PENDING_RECIPIENT: &str = "pending recipient";
pub(super) const RECIPIENT_OVERDUE: &str = "recipient overdue";
pub(super) const PENDING_APPROVAL: &str = "pending approval";
pub(super) const APPROVAL_OVERDUE: &str = "approval overdue";

/// Beside the tabs: how many shares the person has to answer.
pub(super) fn waiting(count: usize) -> String {
    if count == 1 { "1 needs your response".to_owned() } else { format!("{count} need your response") }
}

// The details of one share.
pub(super) const CLOSE_DETAILS: &str = "Close share details";
pub(super) const YOU_CAN: &str = "You will be able to";
pub(super) const THEY_CAN: &str = "They will be able to";
pub(super) const NO_PERMISSIONS: &str = "No permissions are listed.";
pub(super) const NEXT: &str = "Next step";
pub(super) const ADMIN_APPROVES: &str = "Pending approval by another admin of the wallet.";
pub(super) const NO_RESEND: &str = "You can resend the email once the share is approved.";
pub(super) const VIEW_APPROVAL: &str = "View approval";
pub(super) const CHECKING_KEY: &str = "Checking whether a key comes with it";
pub(super) const CHECK_AGAIN: &str = "Check the share again";
pub(super) const LOOK_UP_FIRST: &str = "The response to your last action was lost. Look it up first.";

/// Who can approve it; some of the approvals may have been given.
pub(super) fn pending_approval(approvers: &str, needed: u64) -> String {
    if needed == 1 {
        return format!("Pending approval: {approvers}.");
    }
    format!("Pending approval ({needed} required): {approvers}.")
}

pub(super) fn has_to_accept(person: &str) -> String {
    format!("{person} has to accept it.")
}

pub(super) fn overdue(person: &str) -> String {
    format!(
        "It has been pending for more than a week. Resend {person} the email. If they cannot open it because their \
         password has changed, share the wallet again with “Re-invite”."
    )
}

pub(super) fn nothing_to_do(ended: &str) -> String {
    format!("{ended} Nothing to do.")
}

pub(super) fn unknown_state(word: &str) -> String {
    format!(
        "BitGo reports the state “{word}”, which this program does not know. Check it in BitGo's web app."
    )
}

// Accepting a share with a key.
pub(super) const ACCEPT_TITLE: &str = "Accept a share";
pub(super) const HELD_BACK: &str =
    "Save the passphrase before you log out, or close this dialog if you have it.";
pub(super) const CHECKING_SHARE: &str = "Checking the share";
pub(super) const NO_UNLOCK: &str = "This session belongs to an access token with spending limits. Unlocking it would remove \
                                    all of them for good, so it is not offered here. Log in with your password to accept \
                                    this share.";
pub(super) const UNLOCK: &str = "A key comes with this share, and BitGo releases it only to an unlocked session. Unlocking \
                                 takes your one-time code and lasts 10 minutes. It does not accept the share.";
pub(super) const CODE_HELP: &str = "From your authenticator app.";
pub(super) const TAKES_OVER: &str = "The key is decrypted on this computer with your login password and re-encrypted with \
                                     your own passphrase. Neither the password nor the passphrase leaves this computer.";
pub(super) const OWN_KEY: &str = "Everyone on this wallet has their own key. Yours is created on this computer and encrypted \
                                  with your own passphrase, which does not leave it.";
pub(super) const PASSWORD_FOR_EXPRESS: &str = "Your Express server decrypts your sharing key with it.";
pub(super) const PASSWORD_STAYS: &str = "Decrypts your sharing key. It is not sent.";
pub(super) const TYPE_PASSWORD: &str = "Type your login password.";
pub(super) const API_REQUEST: &str = "API request";
pub(super) const SENDING: &str = "Re-encrypting the key and sending it…";
pub(super) const SENDING_TO_EXPRESS: &str = "Your Express server is re-encrypting the key…";
pub(super) const ACCEPT: &str = "Accept with this passphrase";
pub(super) const SAVED_DONE: &str = "Done";
pub(super) const UNSAVED_DONE: &str = "Done, I have the passphrase";

pub(super) fn offered(wallet: &str, person: &str) -> String {
    format!("“{wallet}” from {person}")
}

pub(super) fn by_express(host: &str) -> String {
    format!(
        "Your login password and the new passphrase are sent to your own Express server at {host}. It decrypts the key \
         and re-encrypts it."
    )
}

/// Over the fingerprint of the person's own key, which the sender was shown when they shared the wallet.
pub(super) fn compare_fingerprint(person: &str) -> String {
    format!(
        "If {person} shared it with Countersign, and not through Express, ask them to read you the fingerprint they saw for \
         your key. It must match:"
    )
}

pub(super) fn acceptance_waits(approvals: &[String]) -> String {
    if approvals.is_empty() {
        return "Accepted. Pending approval.".to_owned();
    }
    format!("Accepted. Pending approval ({}).", approvals.join(", "))
}

pub(super) fn accepted(done: &str) -> String {
    format!("{done} Keep your new passphrase safe: it can't be recovered.")
}

// The new passphrase.
pub(super) const NEW_PASSPHRASE: &str = "New wallet passphrase";
pub(super) const SAME_AGAIN: &str = "Repeat the passphrase";
pub(super) const PASSPHRASE_HELP: &str = "A generated passphrase is the strongest.";
pub(super) const NOT_THE_SAME: &str = "The passphrases do not match.";
pub(super) const GENERATE: &str = "Generate a passphrase";
pub(super) const NO_STRENGTH: &str = "Strength: nothing typed yet";
pub(super) const ENVELOPE: &str = "Key encryption";
pub(super) const ENVELOPE_1: &str = "Version 1 (every SDK)";
pub(super) const ENVELOPE_2: &str = "Version 2 (Argon2id)";
pub(super) const ENVELOPE_1_MEANS: &str = "Everything that works with BitGo wallets can decrypt the key with your passphrase: BitGo's web app, Express and \
                                           every version of its SDK.";
pub(super) const ENVELOPE_2_MEANS: &str = "Guessing your passphrase is far more costly. But only newer versions of BitGo's SDK and Express can decrypt the \
                                           key; older ones cannot, and you could not sign with them. Choose it only if you know that everything \
                                           you sign with reads version 2. Countersign reads both.";
pub(super) const FINDING_KEYCHAIN: &str = "Looking for the system's keychain…";
pub(super) const KEYCHAIN_OFF: &str = "The keychain is turned off in Settings, so nothing is saved to it.";
pub(super) const FIND_KEYCHAIN: &str = "Look for the keychain again";
pub(super) const KEYCHAIN_NAME: &str = "Name in the keychain";
pub(super) const KEYCHAIN_MAY_ASK: &str = "The system may ask for the keychain's password.";
pub(super) const SAVE_TO_KEYCHAIN: &str = "Save to keychain";
pub(super) const SAVE_TO_FILE: &str = "Save to file…";

pub(super) fn strength(words: &str) -> String {
    format!("Strength: {words}")
}

pub(super) fn in_keychain(name: &str) -> String {
    format!("Saved to keychain as “{name}”.")
}

pub(super) fn keychain_help(service: &str) -> String {
    format!("The keychain shows it under this name, as a “{service}”.")
}

// Requests for keys.
pub(super) const OTHERS_ASK: &str = "Requests to you";
pub(super) const OTHERS_HELP: &str = "People on wallets that you administer who can no longer decrypt their key, usually after a password change.";
pub(super) const NOBODY_ASKS: &str = "No open key requests.";
pub(super) const READING_REQUESTS: &str = "Reading key requests";
pub(super) const YOU_ASK: &str = "Request a key";
pub(super) const YOU_ASK_HELP: &str = "If you can no longer decrypt the key of a wallet that you can spend from, its admins can share it with you again.";
pub(super) const FIND_WALLET: &str = "Find a wallet of yours";
pub(super) const NO_WALLET: &str = "No wallet matches that you can spend from with your own key.";
pub(super) const MORE_WALLETS: &str = "More wallets match. Type more of the name.";

pub(super) const SHARE_KEY: &str = "Share key…";
pub(super) const REJECT: &str = "Reject…";
pub(super) const REQUEST_KEY: &str = "Request key…";

pub(super) fn requests_key(person: &str, wallet: &str) -> String {
    format!("{person} requests the key to “{wallet}”.")
}

/// The accessible names of the buttons, which tell the rows apart.
pub(super) fn share_key_with(person: &str, wallet: &str) -> String {
    format!("Share key to “{wallet}” with {person}…")
}

pub(super) fn reject_request(person: &str, wallet: &str) -> String {
    format!("Reject {person}'s request for “{wallet}”…")
}

pub(super) fn request_key_to(wallet: &str) -> String {
    format!("Request key to “{wallet}”…")
}

// What came of what was sent.
pub(super) const NOT_SENT: &str = "Not sent. Nothing happened.";
pub(super) const EMAIL_NOT_SENT: &str =
    "BitGo reports that it did not send the email. Tell the person yourself, or try again later.";
pub(super) const DISMISS: &str = "Dismiss";

pub(super) fn sending_one(target: &str) -> String {
    format!("Sending: {target}")
}

pub(super) fn sending_several(count: usize) -> String {
    format!("Sending {count} actions, one at a time")
}

pub(super) fn approvals_pending(approvals: &[String]) -> String {
    if approvals.is_empty() {
        return "Pending approval.".to_owned();
    }
    format!("Pending approval {}.", approvals.join(", "))
}

pub(super) fn may_be_sent_again(noun: &str) -> String {
    format!("The answer was lost: {noun} may have been sent. You can safely send it again.")
}

pub(super) fn look_up_failed(what: &str, next: &str) -> String {
    format!(" Looking it up failed. {what} {next}")
}
