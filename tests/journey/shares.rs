//! Wallet shares and the people of a wallet.

use countersign::app::Start;
use countersign::bitgo::envelope;
use countersign::bitgo::keys::WalletKey;
use countersign::bitgo::outcome::Outcome;
use countersign::bitgo::session::Session;
use countersign::bitgo::shares::{Permissions, ShareRequest, WalletShare, WalletShares};
use countersign::bitgo::wallet::Wallet;
use countersign::sandbox::{FaultKind, FaultSpec, SandboxOptions};
use egui::accesskit::Role;
use jiff::SignedDuration;
use secrecy::ExposeSecret;

use crate::create_share;
use crate::harness::{ADMIN, Harness, OWNER};
use crate::log;

pub const ANSWER: &str = "POST /api/v2/{coin}/walletshare/{shareId}";
pub const CANCEL: &str = "DELETE /api/v2/{coin}/walletshare/{shareId}";
pub const RESEND: &str = "POST /api/v2/{coin}/walletshare/{shareId}/resendemail";
pub const UNLOCK: &str = "POST /api/v2/user/unlock";
pub const VIEWER: &str = "Hana Kimura, viewer";
/// The share that waits for the admin, with a key in it.
pub const WITH_KEY: &str = "Exchange float";
/// The share that waits for the viewer, without one.
pub const KEYLESS: &str = "Merchant payouts";
pub const PASSPHRASE: &str = "seven brass kettles under a fig tree";
/// The sandbox's password of the admin.
pub const ADMIN_PASSWORD: &str = "sandbox-admin-2";

/// Logged in as this person, at the shares, with everything read.
pub fn at_shares(person: &str) -> Harness {
    at_shares_with(Start::afresh(Some(SandboxOptions::default())), person)
}

pub fn at_shares_with(start: Start, person: &str) -> Harness {
    let mut app = Harness::open_with(start);
    app.wait_for_words("Olivia Brandt");
    app.log_in(person);
    app.click_role(Role::Button, "Shares");
    app.wait_for_words("Incoming (");
    app.wait_until_gone("in progress");
    app
}

/// The admin with the share that has a key, unlocked, at the form.
pub fn at_the_form() -> Harness {
    at_the_form_with(Start::afresh(Some(SandboxOptions::default())))
}

pub fn at_the_form_with(start: Start) -> Harness {
    let mut app = at_shares_with(start, ADMIN);
    app.click(WITH_KEY);
    app.wait_for_words("unlock the session with your one-time code");
    app.click("Accept…");
    app.wait_for("One-time code");
    app.unlock_session();
    app.wait_for("Login password");
    app
}

pub fn fill(app: &mut Harness, password: &str, passphrase: &str) {
    app.type_into("Login password", password);
    app.type_into("New wallet passphrase", passphrase);
    app.type_into("Repeat the passphrase", passphrase);
}

pub fn shares_of(app: &mut Harness, role: &str) -> (Session, WalletShares) {
    let session = app.api_of(role);
    let shares = app.wait(session.shares()).unwrap();
    (session, shares)
}

/// Shares so many more wallets with the viewer for viewing alone; returns their labels.
pub fn share_with_viewer(app: &mut Harness, count: usize) -> Vec<String> {
    let owner = app.api();
    let viewer = app.sandbox().accounts[2].email.clone();
    let key = app.wait(owner.look_up(&viewer)).unwrap();
    let is_free = |wallet: &Wallet| {
        let facts = wallet.for_sharing();
        let admins: Vec<&str> = facts.admins().collect();
        admins == [owner.user().id.as_str()] && facts.permissions_of(&key.user_id).is_none()
    };
    let wallets = app.wallets_at_the_server();
    let mut made = Vec::new();
    for wallet in wallets.into_iter().filter(is_free) {
        if made.len() == count {
            break;
        }
        let label = wallet.label.to_string();
        if label == KEYLESS || made.contains(&label) {
            continue;
        }
        let request = ShareRequest::new(wallet, key.clone(), Permissions::from_list("view"), "").unwrap();
        let made_it = app.wait(owner.send_share(&request, None));
        if matches!(made_it, Ok(Outcome::Done(WalletShare { .. }))) {
            made.push(label);
        }
    }
    assert_eq!(made.len(), count);
    made
}

#[test]
fn the_shares_that_stand_open_are_listed_both_ways_with_names() {
    let mut app = at_shares(OWNER);
    let outgoing = app.text_with("Outgoing (");
    app.click(&outgoing);
    app.wait_for_words("pending recipient");
    app.type_into("Filter shares", "hana reporting");
    app.wait_for_words("1 of ");
    app.click(KEYLESS);
    app.wait_for_words("Month-end reporting");
    app.must_see("see the wallet, its balance and its transfers");
    app.must_see("Hana Kimura has to accept it.");
    app.type_into("Filter shares", "Dash operations");
    app.click("Dash operations");
    app.wait_for_words("Pending approval: Marcus Adeyemi.");
    app.click("View approval");
    app.wait_for_words("Dash operations");
    app.must_not_see("Filter shares");
    app.click_role(Role::Button, "Shares");
    app.click("Close share details");
    app.type_into("Filter shares", "no share is called this");
    app.click("Show all shares");
    app.click("Log out");
    app.wait_for(ADMIN);
    app.log_in(ADMIN);
    assert_eq!(app.value_of(Role::Button, "Shares"), "1");
    app.click_role(Role::Button, "Shares");
    app.wait_for_words("Olivia Brandt");
}

#[test]
fn a_share_with_a_key_is_taken_with_a_passphrase_of_ones_own() {
    let mut app = at_the_form();
    assert_eq!(app.control().requests(UNLOCK), 1);
    assert!(!app.is_enabled("Accept with this passphrase"));
    app.must_see("\"encryptedPrv\": \"…\"");
    fill(&mut app, "planted-wrong-password", PASSPHRASE);
    app.must_see("Strength: very strong");
    app.click("Accept with this passphrase");
    app.wait_for_words("Wrong login password: it does not decrypt your sharing key.");
    assert_eq!(app.focused().map(|(_, name)| name).as_deref(), Some("Login password"));
    assert_eq!(app.typed("New wallet passphrase").chars().count(), PASSPHRASE.len(), "typed text was lost");
    assert_eq!(app.control().requests(ANSWER), 0, "something was sent with a wrong password");
    app.type_into("Login password", ADMIN_PASSWORD);
    app.must_not_see(PASSPHRASE);
    app.click("Accept with this passphrase");
    app.wait_for_words("You now have access to “Exchange float”.");
    assert_eq!(app.control().requests(ANSWER), 1);
    app.click("Done, I have the passphrase");
    app.wait_until_gone("in progress");
    app.must_see("Nobody has shared a wallet with you");

    // What the platform keeps opens with the new passphrase.
    let (session, shares) = shares_of(&mut app, "admin");
    assert!(shares.incoming.is_empty());
    let wallets =
        app.wait(crate::harness::all(session.wallets(countersign::bitgo::wallet::WalletQuery::default())));
    let wallet = wallets.into_iter().find(|wallet| wallet.label == WITH_KEY).unwrap();
    let key = app.wait(session.user_key(&wallet)).unwrap().unwrap();
    let sealed = key.encrypted_prv.unwrap();
    let prv = envelope::decrypt(sealed.expose_secret(), PASSPHRASE).unwrap();
    let logged = log::so_far();
    for secret in [PASSPHRASE, "planted-wrong-password", ADMIN_PASSWORD, prv.expose_secret()] {
        assert!(!logged.contains(secret), "the log holds a secret");
        app.must_not_see(secret);
    }
}

#[test]
fn a_share_without_a_key_takes_one_press_and_one_that_is_rejected_is_gone() {
    let mut app = at_shares(VIEWER);
    app.click(KEYLESS);
    app.wait_for_words("No key comes with it");
    app.click("Reject…");
    app.wait_for_words("has to share it again");
    app.click("Cancel");
    app.click("Accept…");
    app.wait_for_words("You join “Merchant payouts”");
    app.must_see("\"state\": \"accepted\"");
    app.click("Accept share");
    app.wait_for_words("You now have access to “Merchant payouts”.");
    assert_eq!((app.control().requests(ANSWER), app.control().requests(UNLOCK)), (1, 0));
    app.click("Dismiss");
    app.must_not_see("You now have access to “Merchant payouts”.");

    let more = share_with_viewer(&mut app, 1);
    app.click("Refresh");
    app.click(&more[0]);
    app.click("Reject…");
    app.click("Reject share");
    app.wait_for_words(&format!("The share of “{}” from Olivia Brandt is rejected.", more[0]));
    app.wait_until_gone("in progress");
    assert_eq!(app.control().requests(ANSWER), 2);
}

#[test]
fn an_offer_is_sent_again_or_canceled_and_old_ones_are_marked() {
    let mut app = Harness::at_work();
    app.control().age_shares(SignedDuration::from_hours(24 * 9));
    app.click_role(Role::Button, "Shares");
    app.wait_for_words("Outgoing (");
    app.click("Refresh");
    app.wait_until_gone("in progress");
    let outgoing = app.text_with("Outgoing (");
    app.click(&outgoing);
    app.wait_for_words("recipient overdue");
    app.click(KEYLESS);
    app.wait_for_words("It has been pending for more than a week.");
    app.click("Resend email…");
    app.wait_for_words("Nothing else changes.");
    app.click("Resend email");
    app.wait_for_words("was sent to Hana Kimura again");
    app.click("Cancel share…");
    app.wait_for_words("won't be able to accept");
    app.click("Cancel share");
    app.wait_for_words("The share of “Merchant payouts” to Hana Kimura is canceled.");
    app.wait_until_gone("in progress");
    assert_eq!((app.control().requests(RESEND), app.control().requests(CANCEL)), (1, 1));
    let (_, shares) = shares_of(&mut app, "viewer");
    assert!(shares.incoming.iter().all(|share| share.wallet_label != KEYLESS));
}

#[test]
fn a_lost_answer_is_looked_up_before_it_is_offered_again() {
    let mut app = at_shares(VIEWER);
    app.click(KEYLESS);
    app.wait_for_words("No key comes with it");
    // Done, but the answer is cut off; the list cannot be read either.
    app.control().set_faults(&[FaultSpec::always(FaultKind::Reset)]);
    app.click("Reject…");
    app.click("Reject share");
    app.wait_for_words("the rejection may have been carried out");
    app.wait_for_words("Looking it up failed.");
    app.wait_until_gone("in progress");
    assert!(!app.is_enabled("Reject…") && !app.is_enabled("Accept…"), "it is offered again");
    app.control().set_faults(&[]);
    app.click("Refresh");
    app.wait_for_words("looked up: the rejection was carried out.");
    assert_eq!(app.control().requests(ANSWER), 1);

    // Not done at all: a proxy answered.
    let more = share_with_viewer(&mut app, 1);
    app.click("Refresh");
    app.click(&more[0]);
    app.wait_for_words("No key comes with it");
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Html)]);
    app.click("Reject…");
    app.click("Reject share");
    app.wait_for_words("looked up: the rejection was not carried out.");
    app.control().set_faults(&[]);
    assert!(app.is_enabled("Reject…"));
}

#[test]
fn a_stale_invitation_is_explained_before_anything_is_typed() {
    let mut app = Harness::open();
    let marcus = app.sandbox().accounts[1].clone();
    assert!(app.control().renew_sharing_key(&marcus.email, &marcus.password));
    app.log_in(ADMIN);
    app.click_role(Role::Button, "Shares");
    app.click(WITH_KEY);
    app.click("Accept…");
    app.unlock_session();
    app.wait_for_words("encrypted for an earlier sharing key of yours");
    app.must_not_see("Login password");
    app.click("Cancel");
    app.must_see("Ask Olivia Brandt to share the wallet again with “Re-invite”");
    assert!(!app.is_enabled("Accept…") && app.is_enabled("Reject…"));
}

#[test]
fn a_request_for_a_key_is_granted_by_sharing_the_wallet_anew() {
    let mut app = at_shares(OWNER);
    app.wait_for_words("Key requests (1)");
    app.click("Key requests (1)");
    app.click("Share key to “Fee account” with Marcus Adeyemi…");
    app.wait_for("Email address");
    assert_eq!(app.typed("Email address"), "admin@treasury.example");
    app.must_see("Fee account");
    // Whoever is granted a key again is chosen again: no check of an earlier request is in the way.
    create_share::to_permissions(&mut app, "admin@treasury.example");
    create_share::to_check(&mut app, &[]);
    app.click("Back to wallets");
    app.click_role(Role::Button, "Shares");
    app.click("Share key to “Fee account” with Marcus Adeyemi…");
    app.wait_for("Email address");
    app.must_not_see("API request");
}

/// The admin at the server, “Exchange float” and the admin's key of it as the server keeps it.
fn key_of_the_admin(app: &mut Harness) -> (Session, Wallet, WalletKey) {
    let admin = app.api_of("admin");
    let wallet = app.wallets_at_the_server().into_iter().find(|it| it.label == "Exchange float").unwrap();
    let wallet = app.wait(admin.wallet(&wallet.coin, &wallet.id)).unwrap();
    let key = app.wait(admin.user_key(&wallet)).unwrap().unwrap();
    (admin, wallet, key)
}

#[test]
fn through_express_the_secrets_go_to_the_persons_own_server_and_it_is_said() {
    let mut app = Harness::with_express();
    app.come_through_express("admin");
    app.click_role(Role::Button, "Shares");
    app.click("Exchange float");
    app.click("Accept…");
    app.wait_for("One-time code");
    app.unlock_session();
    app.wait_for("Login password");
    app.must_see("are sent to your own Express server at 127.0.0.1");
    app.must_see("/acceptshare");
    fill(&mut app, "planted-wrong-password", PASSPHRASE);
    app.click("Accept with this passphrase");
    app.wait_for_words("Wrong login password: your Express server could not decrypt the key with it.");
    app.must_see("If the password is right, ask the sender for a new share.");
    app.must_not_see("answer was lost");
    assert_eq!(app.focused().map(|(_, name)| name).as_deref(), Some("Login password"));
    for field in ["New wallet passphrase", "Repeat the passphrase"] {
        assert_eq!(app.typed(field).chars().count(), PASSPHRASE.len(), "typed text was lost");
    }
    app.type_into("Login password", ADMIN_PASSWORD);
    app.click("Accept with this passphrase");
    app.wait_for_words("You now have access to “Exchange float”.");
    let (_, _, key) = key_of_the_admin(&mut app);
    let sealed = key.encrypted_prv.as_ref().unwrap().expose_secret();
    assert!(envelope::decrypt(sealed, PASSPHRASE).is_ok(), "the key does not open with the new passphrase");
}

#[test]
fn requests_for_a_key_are_refused_and_made() {
    let mut app = at_shares(OWNER);
    app.wait_for_words("Key requests (1)");
    app.click("Key requests (1)");
    app.wait_for_words("requests the key to “Fee account”");
    app.click("Reject Marcus Adeyemi's request for “Fee account”…");
    app.wait_for_words("can ask again");
    app.click("Reject request");
    app.wait_for_words("is rejected");
    app.wait_for_words("Key requests (0)");

    app.click("Log out");
    app.wait_for(ADMIN);
    app.log_in(ADMIN);
    app.click_role(Role::Button, "Shares");
    app.wait_for_words("Key requests (");
    let requests = app.text_with("Key requests (");
    app.click(&requests);
    app.type_into("Find a wallet of yours", "Fee account");
    app.click("Request key to “Fee account”…");
    app.wait_for_words("are asked to share its key with you again");
    app.click("Request key");
    app.wait_for_words("The admins of “Fee account” are asked for its key.");
    let owner = app.api();
    let wishes = app.wait(owner.reshare_requests()).unwrap();
    assert!(wishes.iter().any(|wish| wish.wallet_label == "Fee account" && wish.name == "Marcus Adeyemi"));
}

#[test]
fn several_are_answered_at_once_with_a_result_for_each() {
    let mut app = at_shares(VIEWER);
    let more = share_with_viewer(&mut app, 4);
    app.click("Refresh");
    app.wait_for_words("5 shares");
    for label in &more[..2] {
        app.click(&format!("Select {label}, Olivia Brandt"));
    }
    app.must_see("2 selected");
    app.click("Accept 2 shares without a key…");
    app.click("Accept 2 shares");
    for label in &more[..2] {
        app.wait_for_words(&format!("You now have access to “{label}”."));
    }
    app.wait_until_gone("in progress");
    for label in &more[2..] {
        app.click(&format!("Select {label}, Olivia Brandt"));
    }
    // One is taken back in the meantime.
    let (owner, shares) = shares_of(&mut app, "owner");
    let gone = shares.outgoing.iter().find(|share| share.wallet_label == more[2]).unwrap();
    app.wait(owner.cancel_share(&gone.coin, &gone.id)).unwrap();
    app.click("Reject 2 shares…");
    assert!(!app.is_enabled("Reject 2 shares"));
    app.click("I understand: Each of the 2 has to be offered or requested again if it is needed.");
    app.click("Reject 2 shares");
    app.wait_for_words(&format!("The share of “{}” from Olivia Brandt is rejected.", more[3]));
    // Each has its answer as it comes.
    app.wait_for_words("Olivia Brandt or another admin canceled this share. Nothing to do.");
    app.wait_for_words(&format!("“{}”, Olivia Brandt: ", more[2]));
    app.wait_until_gone("in progress");
    assert_eq!(app.control().requests(ANSWER), 4);
}

#[test]
fn a_token_with_spending_limits_is_never_unlocked_for_a_share() {
    let mut app = Harness::open();
    let session = app.api_of("admin");
    crate::login::come_with_limited_token(&mut app, &session, &[]);
    app.click_role(Role::Button, "Shares");
    app.click(WITH_KEY);
    app.wait_for_words("You decrypt it with your login password");
    app.click("Accept…");
    app.wait_for("Login password");
    app.must_not_see("Unlock session");
    fill(&mut app, ADMIN_PASSWORD, PASSPHRASE);
    app.click("Accept with this passphrase");
    app.wait_for_words("You now have access to “Exchange float”.");
    assert_eq!(app.control().requests(UNLOCK), 0);
    let listed = app.wait(crate::harness::all(session.access_tokens()));
    assert!(listed.iter().any(|token| token.label == "limited" && token.known().terms.limits.len() == 1));
}

#[test]
fn a_wallet_says_who_is_on_it_and_when_one_admin_is_too_few() {
    let mut app = Harness::at_work();
    let wallets = app.wallets_at_the_server();
    let facts: Vec<_> = wallets.iter().map(Wallet::for_sharing).collect();
    let alone = facts.iter().find(|wallet| wallet.admins().count() == 1).unwrap();
    let shared = facts.iter().find(|wallet| wallet.admins().count() > 1).unwrap();
    for (wallet, is_alone) in [(alone, true), (shared, false)] {
        app.type_into("Filter wallets", &wallet.id);
        app.click(&wallet.label);
        if app.is_enabled("Wallet details") {
            app.click("Wallet details");
        }
        app.wait_for_words(&format!("People ({})", wallet.people.len()));
        app.must_see("Olivia Brandt (you)");
        assert_eq!(app.sees("This wallet has only one admin"), is_alone);
    }
    app.click("Close wallet details");
    app.wait_until_gone("People (");
}

#[test]
fn a_key_can_be_sealed_in_the_newer_envelope_and_is_opened_again() {
    let mut app = at_the_form();
    app.must_see("every version of its SDK.");
    fill(&mut app, ADMIN_PASSWORD, PASSPHRASE);
    app.click_role(Role::RadioButton, "Version 2 (Argon2id)");
    app.wait_for_words(
        "only newer versions of BitGo's SDK and Express can decrypt the key; older ones cannot",
    );
    for field in ["New wallet passphrase", "Repeat the passphrase"] {
        assert_eq!(app.typed(field).chars().count(), PASSPHRASE.len(), "typed text was lost");
    }
    app.click("Accept with this passphrase");
    app.wait_for_words("You now have access to “Exchange float”.");
    let (admin, wallet, key) = key_of_the_admin(&mut app);
    let sealed = key.encrypted_prv.as_ref().unwrap().expose_secret();
    let envelope: serde_json::Value = serde_json::from_str(sealed).unwrap();
    assert_eq!((&envelope["v"], &envelope["m"]), (&2.into(), &65_536.into()));
    // As whoever shares the wallet on opens it, with a check that it is the wallet's.
    let viewer = app.sandbox().accounts[2].email.clone();
    let recipient = app.wait(admin.look_up(&viewer)).unwrap();
    let request = ShareRequest::new(wallet, recipient, Permissions::from_list("view,spend"), "").unwrap();
    let opened = |passphrase: &str| admin.open_key_for(&request, Some(key.clone()), Some(passphrase.into()));
    assert!(app.wait(opened(PASSPHRASE)).is_ok());
}
