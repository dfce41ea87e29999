//! Wallet shares and the people of a wallet.

use std::time::{Duration, Instant};

use countersign::app::Start;
use countersign::bitgo::envelope;
use countersign::bitgo::outcome::Outcome;
use countersign::bitgo::session::Session;
use countersign::bitgo::shares::{Permissions, ShareRequest, WalletShare, WalletShares};
use countersign::sandbox::{FaultKind, FaultSpec, SandboxOptions};
use countersign::store::keychain::Keychain;
use egui::accesskit::Role;
use jiff::SignedDuration;
use secrecy::ExposeSecret;

use crate::create_share;
use crate::desk::{ADMIN, Desk, OWNER};
use crate::log;

pub const ANSWER: &str = "POST /api/v2/{coin}/walletshare/{shareId}";
pub const CANCEL: &str = "DELETE /api/v2/{coin}/walletshare/{shareId}";
pub const RESEND: &str = "POST /api/v2/{coin}/walletshare/{shareId}/resendemail";
const UNLOCK: &str = "POST /api/v2/user/unlock";
pub const VIEWER: &str = "Hana Kimura, viewer";
/// The share that waits for the admin, with a key in it.
const WITH_KEY: &str = "Exchange float";
/// The share that waits for the viewer, without one.
pub const KEYLESS: &str = "Merchant payouts";
pub const PASSPHRASE: &str = "seven brass kettles under a fig tree";
/// The sandbox's password of the admin.
pub const ADMIN_PASSWORD: &str = "sandbox-admin-2";

/// Logged in as this person, at the shares, with everything read.
pub fn at_shares(person: &str) -> Desk {
    at_shares_with(Start::afresh(Some(SandboxOptions::default())), person)
}

fn at_shares_with(start: Start, person: &str) -> Desk {
    let mut desk = Desk::open_with(start);
    desk.wait_for_words("Olivia Brandt");
    desk.log_in(person);
    desk.click_role(Role::Button, "Shares");
    desk.wait_for_words("Incoming (");
    desk.wait_until_gone("in progress");
    desk
}

/// The admin with the share that has a key, unlocked, at the form.
pub fn at_the_form() -> Desk {
    at_the_form_with(Start::afresh(Some(SandboxOptions::default())))
}

fn at_the_form_with(start: Start) -> Desk {
    let mut desk = at_shares_with(start, ADMIN);
    desk.click(WITH_KEY);
    desk.wait_for_words("unlock the session with your one-time code");
    desk.click("Accept…");
    desk.wait_for("One-time code");
    desk.unlock_session();
    desk.wait_for("Login password");
    desk
}

pub fn fill(desk: &mut Desk, password: &str, passphrase: &str) {
    desk.type_into("Login password", password);
    desk.type_into("New wallet passphrase", passphrase);
    desk.type_into("Repeat the passphrase", passphrase);
}

fn shares_of(desk: &mut Desk, role: &str) -> (Session, WalletShares) {
    let session = desk.api_of(role);
    let shares = desk.wait(session.shares()).unwrap();
    (session, shares)
}

/// Shares so many more wallets with the viewer for viewing alone; returns their labels.
pub fn share_with_viewer(desk: &mut Desk, count: usize) -> Vec<String> {
    let owner = desk.api();
    let viewer = desk.sandbox().accounts[2].email.clone();
    let key = desk.wait(owner.look_up(&viewer)).unwrap();
    let is_free = |wallet: &countersign::bitgo::wallet::Wallet| {
        let facts = wallet.for_sharing();
        let admins: Vec<&str> = facts.admins().collect();
        admins == [owner.user().id.as_str()] && facts.permissions_of(&key.user_id).is_none()
    };
    let wallets = desk.wallets_at_the_server();
    let mut made = Vec::new();
    for wallet in wallets.into_iter().filter(is_free) {
        if made.len() == count {
            break;
        }
        let label = wallet.label.clone();
        if label == KEYLESS || made.contains(&label) {
            continue;
        }
        let request = ShareRequest::new(wallet, key.clone(), Permissions::from_list("view"), "").unwrap();
        let made_it = desk.wait(owner.send_share(&request, None));
        if matches!(made_it, Ok(Outcome::Done(WalletShare { .. }))) {
            made.push(label);
        }
    }
    assert_eq!(made.len(), count);
    made
}

#[test]
fn the_shares_that_stand_open_are_listed_both_ways_with_names() {
    let mut desk = at_shares(OWNER);
    let outgoing = desk.text_with("Outgoing (");
    desk.click(&outgoing);
    desk.wait_for_words("waits for");
    desk.type_into("Filter shares", "hana reporting");
    desk.wait_for_words("1 of ");
    desk.click(KEYLESS);
    desk.wait_for_words("Month-end reporting");
    desk.must_see("see the wallet, its balance and its transfers");
    desk.must_see("Hana Kimura has to accept it.");
    desk.type_into("Filter shares", "Dash operations");
    desk.click("Dash operations");
    desk.wait_for_words("Another admin of the wallet has to approve it first.");
    desk.click("Show the approval");
    desk.wait_for_words("Dash operations");
    desk.must_not_see("Filter shares");
    desk.click_role(Role::Button, "Shares");
    desk.click("Close share details");
    desk.type_into("Filter shares", "no share is called this");
    desk.click("Show all shares");
    desk.click("Log out");
    desk.wait_for(ADMIN);
    desk.log_in(ADMIN);
    assert_eq!(desk.value_of(Role::Button, "Shares"), "1");
    desk.click_role(Role::Button, "Shares");
    desk.wait_for_words("Olivia Brandt");
}

#[test]
fn a_share_with_a_key_is_taken_with_a_passphrase_of_ones_own() {
    let mut desk = at_the_form();
    assert_eq!(desk.control().requests(UNLOCK), 1);
    assert!(!desk.is_enabled("Accept with this passphrase"));
    desk.must_see("\"encryptedPrv\": \"…\"");
    fill(&mut desk, "planted-wrong-password", PASSPHRASE);
    desk.must_see("Strength: very strong");
    desk.click("Accept with this passphrase");
    desk.wait_for_words("The login password does not open your sharing key");
    assert_eq!(desk.typed("New wallet passphrase").chars().count(), PASSPHRASE.len(), "typed text was lost");
    assert_eq!(desk.control().requests(ANSWER), 0, "something was sent with a wrong password");
    desk.type_into("Login password", ADMIN_PASSWORD);
    desk.must_not_see(PASSPHRASE);
    desk.click("Accept with this passphrase");
    desk.wait_for_words("You are on “Exchange float” now.");
    assert_eq!(desk.control().requests(ANSWER), 1);
    desk.click("Done, I have the passphrase");
    desk.wait_until_gone("in progress");
    desk.must_see("Nobody has shared a wallet with you");

    // What the platform keeps opens with the new passphrase.
    let (session, shares) = shares_of(&mut desk, "admin");
    assert!(shares.incoming.is_empty());
    let wallets =
        desk.wait(crate::desk::all(session.wallets(countersign::bitgo::wallet::WalletQuery::default())));
    let wallet = wallets.into_iter().find(|wallet| wallet.label == WITH_KEY).unwrap();
    let key = desk.wait(session.user_key(&wallet)).unwrap().unwrap();
    let sealed = key.encrypted_prv.unwrap();
    let prv = envelope::decrypt(sealed.expose_secret(), PASSPHRASE).unwrap();
    let logged = log::so_far();
    for secret in [PASSPHRASE, "planted-wrong-password", ADMIN_PASSWORD, prv.expose_secret()] {
        assert!(!logged.contains(secret), "the log holds a secret");
        desk.must_not_see(secret);
    }
}

#[test]
fn a_weak_passphrase_and_the_login_password_want_a_tick() {
    let mut desk = at_the_form();
    fill(&mut desk, ADMIN_PASSWORD, "treasury1");
    desk.must_see("Strength: weak");
    desk.wait_for_words("It alone protects the key");
    assert!(!desk.is_enabled("Accept with this passphrase"));
    fill(&mut desk, ADMIN_PASSWORD, ADMIN_PASSWORD);
    desk.wait_for_words("This is your login password.");
    desk.must_see("1 to tick above.");
    desk.type_into("Repeat the passphrase", "something else");
    desk.must_see("The passphrases do not match.");
    desk.type_into("Repeat the passphrase", ADMIN_PASSWORD);
    desk.stage.tick_every_warning().unwrap();
    assert!(desk.is_enabled("Accept with this passphrase"));
    desk.type_into("New wallet passphrase", PASSPHRASE);
    desk.type_into("Repeat the passphrase", PASSPHRASE);
    desk.must_not_see("to tick");
    assert_eq!(desk.control().requests(ANSWER), 0);
}

#[test]
fn a_generated_passphrase_is_kept_before_it_is_used() {
    let mut desk = at_the_form();
    desk.type_into("Login password", ADMIN_PASSWORD);
    desk.click("Generate a passphrase");
    desk.wait_for_words("Strength: very strong");
    desk.wait_for_words("The generated passphrase is not saved yet.");
    assert!(!desk.is_enabled("Accept with this passphrase"));
    desk.click("Show new wallet passphrase");
    let shown = desk.typed("New wallet passphrase");
    assert_eq!(shown.len(), 35, "{shown}");
    desk.click("Hide new wallet passphrase");
    desk.must_not_see(&shown);
    desk.wait_for("Save to keychain");
    desk.click("Save to keychain");
    desk.wait_for_words("Saved in the keychain as “Exchange float”");
    desk.must_not_see("kept nowhere");
    desk.click("Save to file…");
    desk.wait_for_words("Print it, lock the paper away");
    let folder = crate::folder::fresh("passphrase");
    let path = folder.join("passphrase.txt");
    desk.type_into("File", path.to_str().unwrap());
    desk.click("Save file");
    desk.wait_for_words("Saved to ");
    desk.click("Done");
    let printed = std::fs::read_to_string(&path).unwrap();
    assert!(printed.contains(&format!("Passphrase: {shown}")) && printed.contains("Wallet: Exchange float"));
    crate::folder::remove(&path);
    desk.click("Accept with this passphrase");
    desk.wait_for_words("You are on “Exchange float” now.");
    desk.click_role(Role::Button, "Done");
    assert!(!log::so_far().contains(&shown), "the log holds the passphrase");
}

#[test]
fn a_passphrase_is_not_kept_by_the_keychain_taking_the_one_before() {
    let keychain = Keychain::in_memory();
    let start = Start { keychain: keychain.clone(), ..Start::afresh(Some(SandboxOptions::default())) };
    let mut desk = at_the_form_with(start);
    desk.click("Generate a passphrase");
    desk.wait_for("Save to keychain");
    let asks_for_password = keychain.hold();
    desk.click("Save to keychain");
    desk.wait_for_words("The system may ask for the keychain's password.");
    fill(&mut desk, ADMIN_PASSWORD, PASSPHRASE);
    desk.wait_until_gone("The system may ask for the keychain's password.");
    assert!(desk.is_enabled("Save to keychain"), "the new one has to wait for the one before");
    drop(asks_for_password);
    let origin = desk.client().environment().origin();
    let deadline = Instant::now() + Duration::from_secs(10);
    while keychain.of_passphrases().read(&origin, WITH_KEY).unwrap().is_none() {
        assert!(Instant::now() < deadline, "the one before was never taken");
        desk.stage.harness().step();
    }
    desk.stage.settle();
    desk.must_not_see("Kept in the keychain");
    desk.type_into("Name in the keychain", "Exchange float, the new one");
    desk.click("Save to keychain");
    desk.wait_for_words("Saved in the keychain as “Exchange float, the new one”");
    let kept = keychain.of_passphrases().read(&origin, "Exchange float, the new one").unwrap().unwrap();
    assert_eq!(kept.expose_secret(), PASSPHRASE);
}

/// The share is taken with a generated passphrase that was said to be written down.
fn taken_with_a_generated_passphrase(start: Start) -> Desk {
    let mut desk = at_the_form_with(start);
    desk.type_into("Login password", ADMIN_PASSWORD);
    desk.click("Generate a passphrase");
    desk.wait_for_words("The generated passphrase is not saved yet.");
    desk.stage.tick_every_warning().unwrap();
    desk.click("Accept with this passphrase");
    desk.wait_for_words("You are on “Exchange float” now.");
    desk
}

#[test]
fn a_generated_passphrase_outlives_its_session_until_it_is_kept() {
    // The approvals are read again by themselves, and meet the end of the session.
    let every = Duration::from_millis(300);
    let keychain = Keychain::in_memory();
    let start = Start::afresh(Some(SandboxOptions::default()));
    let start = Start { approvals_every: every, keychain: keychain.clone(), ..start };
    let mut desk = taken_with_a_generated_passphrase(start);
    let origin = desk.client().environment().origin();
    desk.control().revoke_sessions();
    desk.wait_for_words("Your session in Sandbox has ended.");
    desk.must_see("You are on “Exchange float” now.");
    desk.click("Save to keychain");
    desk.wait_for("E-mail");
    desk.must_see("Your session in Sandbox has ended.");
    let kept = keychain.of_passphrases().read(&origin, WITH_KEY).unwrap().unwrap();
    assert_eq!(kept.expose_secret().len(), 35);
}

#[test]
fn a_log_out_waits_for_the_generated_passphrase() {
    let mut desk = taken_with_a_generated_passphrase(Start::afresh(Some(SandboxOptions::default())));
    // The dialog lies over the top bar, but the finder leads away from it.
    desk.stage.press_with(egui::Modifiers::COMMAND, egui::Key::K);
    desk.click("Go to settings");
    desk.click("Log out");
    desk.wait_for_words("Save the passphrase before you log out");
    desk.must_see("You are on “Exchange float” now.");
    desk.click("Done, I have the passphrase");
    desk.click("Log out");
    desk.wait_for("E-mail");
}

#[test]
fn a_share_without_a_key_takes_one_press_and_one_that_is_rejected_is_gone() {
    let mut desk = at_shares(VIEWER);
    desk.click(KEYLESS);
    desk.wait_for_words("No key comes with it");
    desk.click("Reject…");
    desk.wait_for_words("has to share it again");
    desk.click("Cancel");
    desk.click("Accept…");
    desk.wait_for_words("You join “Merchant payouts”");
    desk.must_see("\"state\": \"accepted\"");
    desk.click("Accept share");
    desk.wait_for_words("You are on “Merchant payouts” now.");
    assert_eq!((desk.control().requests(ANSWER), desk.control().requests(UNLOCK)), (1, 0));
    desk.click("Hide these results");
    desk.must_not_see("You are on “Merchant payouts” now.");

    let more = share_with_viewer(&mut desk, 1);
    desk.click("Refresh");
    desk.click(&more[0]);
    desk.click("Reject…");
    desk.click("Reject share");
    desk.wait_for_words(&format!("The share of “{}” from Olivia Brandt is rejected.", more[0]));
    desk.wait_until_gone("in progress");
    assert_eq!(desk.control().requests(ANSWER), 2);
}

#[test]
fn an_offer_is_sent_again_or_canceled_and_old_ones_are_marked() {
    let mut desk = Desk::at_work();
    desk.control().age_shares(SignedDuration::from_hours(24 * 9));
    desk.click_role(Role::Button, "Shares");
    desk.wait_for_words("Outgoing (");
    desk.click("Refresh");
    desk.wait_until_gone("in progress");
    let outgoing = desk.text_with("Outgoing (");
    desk.click(&outgoing);
    desk.wait_for_words("recipient overdue");
    desk.click(KEYLESS);
    desk.wait_for_words("It has waited for more than a week.");
    desk.click("Send again…");
    desk.wait_for_words("Nothing else changes.");
    desk.click("Send e-mail again");
    desk.wait_for_words("was sent to Hana Kimura again");
    desk.click("Cancel share…");
    desk.wait_for_words("can no longer accept");
    desk.click("Cancel share");
    desk.wait_for_words("The share of “Merchant payouts” to Hana Kimura is canceled.");
    desk.wait_until_gone("in progress");
    assert_eq!((desk.control().requests(RESEND), desk.control().requests(CANCEL)), (1, 1));
    let (_, shares) = shares_of(&mut desk, "viewer");
    assert!(shares.incoming.iter().all(|share| share.wallet_label != KEYLESS));
}

#[test]
fn a_lost_answer_is_looked_up_before_it_is_offered_again() {
    let mut desk = at_shares(VIEWER);
    desk.click(KEYLESS);
    desk.wait_for_words("No key comes with it");
    // Done, but the answer is cut off; the list cannot be read either.
    desk.control().set_faults(&[FaultSpec::always(FaultKind::Reset)]);
    desk.click("Reject…");
    desk.click("Reject share");
    desk.wait_for_words("the rejection may have been carried out");
    desk.wait_for_words("Looking it up failed.");
    desk.wait_until_gone("in progress");
    assert!(!desk.is_enabled("Reject…") && !desk.is_enabled("Accept…"), "it is offered again");
    desk.control().set_faults(&[]);
    desk.click("Refresh");
    desk.wait_for_words("looked up: the rejection was carried out.");
    assert_eq!(desk.control().requests(ANSWER), 1);

    // Not done at all: a proxy answered.
    let more = share_with_viewer(&mut desk, 1);
    desk.click("Refresh");
    desk.click(&more[0]);
    desk.wait_for_words("No key comes with it");
    desk.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Html)]);
    desk.click("Reject…");
    desk.click("Reject share");
    desk.wait_for_words("looked up: the rejection was not carried out.");
    desk.control().set_faults(&[]);
    assert!(desk.is_enabled("Reject…"));
}

#[test]
fn a_stale_invitation_is_explained_before_anything_is_typed() {
    let mut desk = Desk::open();
    let marcus = desk.sandbox().accounts[1].clone();
    assert!(desk.control().renew_sharing_key(&marcus.email, &marcus.password));
    desk.log_in(ADMIN);
    desk.click_role(Role::Button, "Shares");
    desk.click(WITH_KEY);
    desk.click("Accept…");
    desk.unlock_session();
    desk.wait_for_words("encrypted for an earlier sharing key of yours");
    desk.must_not_see("Login password");
    desk.click("Cancel");
    desk.must_see("Ask Olivia Brandt to share the wallet again with “Re-invite”");
    assert!(!desk.is_enabled("Accept…") && desk.is_enabled("Reject…"));
}

#[test]
fn a_request_for_a_key_is_granted_by_sharing_the_wallet_anew() {
    let mut desk = at_shares(OWNER);
    desk.wait_for_words("Key requests (1)");
    desk.click("Key requests (1)");
    desk.click("Grant Marcus Adeyemi…");
    desk.wait_for("E-mail address");
    assert_eq!(desk.typed("E-mail address"), "admin@treasury.example");
    desk.must_see("Fee account");
    // Whoever is granted a key again is chosen again: no check of an earlier request is in the way.
    create_share::to_permissions(&mut desk, "admin@treasury.example");
    create_share::to_check(&mut desk, &[]);
    desk.click("Back to wallets");
    desk.click_role(Role::Button, "Shares");
    desk.click("Grant Marcus Adeyemi…");
    desk.wait_for("E-mail address");
    desk.must_not_see("The exact request");
}

#[test]
fn through_express_the_secrets_go_to_the_persons_own_server_and_it_is_said() {
    let mut desk = Desk::with_express();
    desk.come_through_express("admin");
    desk.click_role(Role::Button, "Shares");
    desk.click("Exchange float");
    desk.click("Accept…");
    desk.wait_for("One-time code");
    desk.unlock_session();
    desk.wait_for("Login password");
    desk.must_see("are sent to your own Express server at 127.0.0.1");
    desk.must_see("/acceptshare");
    fill(&mut desk, ADMIN_PASSWORD, PASSPHRASE);
    desk.click("Accept with this passphrase");
    desk.wait_for_words("You are on “Exchange float” now.");
    let admin = desk.api_of("admin");
    let wallet = desk.wallets_at_the_server().into_iter().find(|it| it.label == "Exchange float").unwrap();
    let wallet = desk.wait(admin.wallet(&wallet.coin, &wallet.id)).unwrap();
    let key = desk.wait(admin.user_key(&wallet)).unwrap().unwrap();
    let sealed = key.encrypted_prv.as_ref().unwrap().expose_secret();
    assert!(envelope::decrypt(sealed, PASSPHRASE).is_ok(), "the key does not open with the new passphrase");
}

#[test]
fn requests_for_a_key_are_refused_and_made() {
    let mut desk = at_shares(OWNER);
    desk.wait_for_words("Key requests (1)");
    desk.click("Key requests (1)");
    desk.wait_for_words("asks for the key to spend from “Fee account”");
    desk.click("Refuse Marcus Adeyemi…");
    desk.wait_for_words("can ask again");
    desk.click("Refuse request");
    desk.wait_for_words("is refused");
    desk.wait_for_words("Key requests (0)");

    desk.click("Log out");
    desk.wait_for(ADMIN);
    desk.log_in(ADMIN);
    desk.click_role(Role::Button, "Shares");
    desk.wait_for_words("Key requests (");
    let requests = desk.text_with("Key requests (");
    desk.click(&requests);
    desk.type_into("Find a wallet of yours", "Fee account");
    desk.click("Ask for the key of Fee account…");
    desk.wait_for_words("are asked to share its key with you again");
    desk.click("Ask for the key");
    desk.wait_for_words("The admins of “Fee account” are asked for its key.");
    let owner = desk.api();
    let wishes = desk.wait(owner.reshare_requests()).unwrap();
    assert!(wishes.iter().any(|wish| wish.wallet_label == "Fee account" && wish.name == "Marcus Adeyemi"));
}

#[test]
fn several_are_answered_at_once_with_a_result_for_each() {
    let mut desk = at_shares(VIEWER);
    let more = share_with_viewer(&mut desk, 4);
    desk.click("Refresh");
    desk.wait_for_words("5 shares");
    for label in &more[..2] {
        desk.click(&format!("Select {label}, Olivia Brandt"));
    }
    desk.must_see("2 selected");
    desk.click("Accept 2 without a key…");
    desk.click("Accept 2 shares");
    for label in &more[..2] {
        desk.wait_for_words(&format!("You are on “{label}” now."));
    }
    desk.wait_until_gone("in progress");
    for label in &more[2..] {
        desk.click(&format!("Select {label}, Olivia Brandt"));
    }
    // One is taken back in the meantime.
    let (owner, shares) = shares_of(&mut desk, "owner");
    let gone = shares.outgoing.iter().find(|share| share.wallet_label == more[2]).unwrap();
    desk.wait(owner.cancel_share(&gone.coin, &gone.id)).unwrap();
    desk.click("Reject 2…");
    desk.click("Reject 2 shares");
    desk.wait_for_words(&format!("The share of “{}” from Olivia Brandt is rejected.", more[3]));
    // Each has its answer as it comes.
    desk.wait_for_words("Olivia Brandt canceled this share. Nothing to do.");
    desk.wait_for_words(&format!("“{}”, Olivia Brandt: ", more[2]));
    desk.wait_until_gone("in progress");
    assert_eq!(desk.control().requests(ANSWER), 4);
}

#[test]
fn a_token_with_spending_limits_is_never_unlocked_for_a_share() {
    let mut desk = Desk::open();
    let session = desk.api_of("admin");
    crate::login::come_with_limited_token(&mut desk, &session, &[]);
    desk.click_role(Role::Button, "Shares");
    desk.click(WITH_KEY);
    desk.wait_for_words("You open it with your login password");
    desk.click("Accept…");
    desk.wait_for("Login password");
    desk.must_not_see("Unlock session");
    fill(&mut desk, ADMIN_PASSWORD, PASSPHRASE);
    desk.click("Accept with this passphrase");
    desk.wait_for_words("You are on “Exchange float” now.");
    assert_eq!(desk.control().requests(UNLOCK), 0);
    let listed = desk.wait(crate::desk::all(session.access_tokens()));
    assert!(listed.iter().any(|token| token.label == "limited" && token.known().terms.limits.len() == 1));
}

#[test]
fn a_wallet_says_who_is_on_it_and_when_one_admin_is_too_few() {
    let mut desk = Desk::at_work();
    let wallets = desk.wallets_at_the_server();
    let facts: Vec<_> = wallets.iter().map(countersign::bitgo::wallet::Wallet::for_sharing).collect();
    let alone = facts.iter().find(|wallet| wallet.admins().count() == 1).unwrap();
    let shared = facts.iter().find(|wallet| wallet.admins().count() > 1).unwrap();
    for (wallet, is_alone) in [(alone, true), (shared, false)] {
        desk.type_into("Filter wallets", &wallet.id);
        desk.click(&wallet.label);
        if desk.is_enabled("Wallet details") {
            desk.click("Wallet details");
        }
        desk.wait_for_words(&format!("People ({})", wallet.people.len()));
        desk.must_see("Olivia Brandt (you)");
        assert_eq!(desk.sees("This wallet has only one admin"), is_alone);
    }
    desk.click("Close wallet details");
    desk.wait_until_gone("People (");
}
