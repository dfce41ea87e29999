//! Shares and what is done with them, where the answer is lost, the server fails, or the person cancels in the top bar:
//! nothing is sent twice by itself, nothing can be sent before it is looked up, and how it ends is said.

use std::time::Duration;

use countersign::app::Start;
use countersign::sandbox::{FaultKind, FaultSpec, SandboxOptions};
use egui::accesskit::Role;

use crate::create_share::{self, dialog_of, open_dialog, to_check, to_permissions};
use crate::desk::{Desk, OWNER};
use crate::shares::{self, ADMIN_PASSWORD, ANSWER, CANCEL, KEYLESS, PASSPHRASE, RESEND, at_shares};

/// What ends the waiting in a dialog.
const STOP: &str = "Stop waiting";
const SHARED: &str = "POST /api/v2/{coin}/wallet/{walletId}/share";
const OWN_KEY: &str = "POST /api/v1/keychain/{xpub}";
const REFUSED: &str = "POST /api/v2/wallet/{walletId}/rejectreshare";
const REQUESTED: &str = "POST /api/v2/{coin}/wallet/{walletId}/requestreshare";

/// What becomes of an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mishap {
    /// Carried out, and the connection breaks.
    Lost,
    /// Not carried out: the server fails.
    ServerError,
    /// Carried out, and the person cancels before the answer comes.
    Cancelled,
}

/// Sends with `press`, has this happen to it, and waits until it is looked up: once sent, told in one sentence.
#[track_caller]
fn suffers(
    desk: &mut Desk,
    mishap: Mishap,
    route: &str,
    work: &str,
    what: &str,
    press: impl FnOnce(&mut Desk),
) {
    let before = desk.control().requests(route);
    match mishap {
        Mishap::Lost => strike(desk, FaultKind::Reset),
        Mishap::ServerError => strike(desk, FaultKind::ServerError),
        Mishap::Cancelled => hold_answers(desk),
    }
    press(desk);
    if mishap == Mishap::Cancelled {
        desk.wait_until_answered(route, before);
        desk.control().set_faults(&[]);
        if work == STOP {
            desk.click(STOP);
        } else {
            cancel(desk, work);
        }
    }
    let end = if mishap == Mishap::ServerError {
        "was not carried out. You can send it again."
    } else {
        "was carried out."
    };
    desk.wait_for_words(&format!("looked up: {what} {end}"));
    desk.control().set_faults(&[]);
    desk.wait_until_gone("in progress");
    assert_eq!(desk.control().requests(route), before + 1, "{mishap:?}: not sent just once");
}

/// Has this happen to every change of shares, but not to the keys that are asked for on the way.
fn strike(desk: &mut Desk, fault: FaultKind) {
    desk.control().set_faults_on_changes_at("share", &[FaultSpec::always(fault)]);
}

/// Holds the answers to changes of shares back for longer than a journey lasts.
fn hold_answers(desk: &mut Desk) {
    desk.control().set_slowness(Duration::from_mins(2));
    strike(desk, FaultKind::Slow);
}

/// Cancels a piece of work in the top bar.
#[track_caller]
fn cancel(desk: &mut Desk, work: &str) {
    desk.wait_for_words(" in progress");
    let running = desk.text_with(" in progress");
    desk.click(&running);
    desk.click(&format!("Cancel: {work}"));
    desk.press(egui::Key::Escape);
}

#[test]
fn offers_are_answered_once_whatever_becomes_of_the_answer() {
    let mut desk = at_shares(shares::VIEWER);
    let made = shares::share_with_viewer(&mut desk, 4);
    desk.click("Refresh");
    desk.wait_for_words("5 shares");
    let mut open = made.iter();
    for (verb, what) in [("Reject", "the rejection"), ("Accept", "the acceptance")] {
        let (first, second) = (open.next().unwrap(), open.next().unwrap());
        // What the server has failed to do stays open, and is done by the next.
        for (mishap, label) in
            [(Mishap::ServerError, first), (Mishap::Lost, first), (Mishap::Cancelled, second)]
        {
            desk.click(label);
            desk.wait_for_words("No key comes with it");
            suffers(&mut desk, mishap, ANSWER, "Answering wallet shares", what, |desk| {
                desk.click(&format!("{verb}…"));
                desk.click(&format!("{verb} share"));
            });
            let is_open = mishap == Mishap::ServerError;
            assert_eq!(desk.is_enabled(&format!("{verb}…")), is_open, "{verb} {mishap:?}");
        }
    }
}

#[test]
fn a_share_is_shut_until_the_list_has_told() {
    let mut desk = at_shares(shares::VIEWER);
    desk.click(KEYLESS);
    desk.wait_for_words("No key comes with it");
    // The list cannot be read either.
    desk.control().set_faults(&[FaultSpec::always(FaultKind::Reset)]);
    desk.click("Reject…");
    desk.click("Reject share");
    desk.wait_for_words("the rejection may have been carried out. Look it up before it is sent again.");
    desk.wait_for_words("Looking it up failed.");
    assert!(!desk.is_enabled("Reject…") && !desk.is_enabled("Accept…"), "it is offered again");
    desk.click(&format!("Select {KEYLESS}, Olivia Brandt"));
    assert!(!desk.is_enabled("Reject 0…"), "it is offered again with others");
    desk.control().set_faults(&[]);
    desk.click("Look it up");
    desk.wait_for_words("looked up: the rejection was carried out.");
    assert_eq!(desk.control().requests(ANSWER), 1);
    desk.click("Hide these results");
    desk.must_not_see("looked up");
}

#[test]
fn a_share_with_a_key_is_accepted_once_and_what_was_typed_stays() {
    // There is one such share, and it can be taken once.
    for taken in [Mishap::Lost, Mishap::Cancelled] {
        let mut desk = shares::at_the_form();
        shares::fill(&mut desk, ADMIN_PASSWORD, PASSPHRASE);
        // The dialog covers the top bar, so it has a button of its own.
        for mishap in [Mishap::ServerError, taken] {
            suffers(&mut desk, mishap, ANSWER, STOP, "the acceptance", |desk| {
                desk.click("Accept with this passphrase");
            });
            if mishap == Mishap::ServerError {
                assert!(desk.is_enabled("Accept with this passphrase"), "what was typed is lost");
            }
        }
        desk.wait_for_words("You are on “Exchange float” now.");
        desk.click("Done, I have the passphrase");
        assert_eq!(desk.control().requests(ANSWER), 2);
    }
}

#[test]
fn an_acceptance_whose_preparation_fails_was_not_sent() {
    let mut desk = shares::at_the_form();
    shares::fill(&mut desk, ADMIN_PASSWORD, PASSPHRASE);
    // The person's own sharing key is asked for first, and not handed out.
    desk.control().set_faults_on_changes_at("keychain", &[FaultSpec::always(FaultKind::ServerError)]);
    let asked = desk.control().requests(OWN_KEY);
    desk.click("Accept with this passphrase");
    desk.wait_until_answered(OWN_KEY, asked);
    desk.wait_until_gone("in progress");
    desk.must_see("Request ID");
    desk.must_not_see("The answer was lost");
    assert_eq!(desk.control().requests(ANSWER), 0);
    desk.control().set_faults(&[]);
    desk.click("Accept with this passphrase");
    desk.wait_for_words("You are on “Exchange float” now.");
    assert_eq!(desk.control().requests(ANSWER), 1);
}

#[test]
fn offers_are_taken_back_and_requests_refused_once_whatever_becomes_of_the_answer() {
    let mut desk = Desk::open();
    shares::share_with_viewer(&mut desk, 2);
    desk.log_in(OWNER);
    desk.click_role(Role::Button, "Shares");
    desk.wait_until_gone("in progress");
    let outgoing = desk.text_with("Outgoing (");
    desk.click(&outgoing);
    desk.type_into("Filter shares", "hana waits");
    for mishap in [Mishap::ServerError, Mishap::Lost, Mishap::Cancelled] {
        let row = desk.text_with("Select ");
        let label = row.trim_start_matches("Select ").split(", ").next().unwrap().to_owned();
        desk.click(&label);
        suffers(&mut desk, mishap, CANCEL, "Answering wallet shares", "the cancellation", |desk| {
            desk.click("Cancel share…");
            desk.click("Cancel share");
        });
        assert_eq!(desk.is_enabled("Cancel share…"), mishap == Mishap::ServerError, "{mishap:?}");
    }

    let admin = desk.api_of("admin");
    for mishap in [Mishap::ServerError, Mishap::Lost, Mishap::Cancelled] {
        let requests = desk.text_with("Key requests (");
        desk.click(&requests);
        suffers(&mut desk, mishap, REFUSED, "Answering wallet shares", "the refusal", |desk| {
            desk.click("Refuse Marcus Adeyemi…");
            desk.click("Refuse request");
        });
        if mishap == Mishap::Lost {
            // They ask again.
            let fee = desk.wallets_at_the_server().into_iter().find(|it| it.label == "Fee account").unwrap();
            desk.wait(admin.request_reshare(&fee.coin, &fee.id)).unwrap();
            desk.click("Refresh");
            desk.wait_for("Refuse Marcus Adeyemi…");
        }
    }
    desk.must_not_see("Refuse Marcus Adeyemi…");
}

/// No list holds e-mails, nor what the person asks of others: it is said, and to send them again does no harm.
#[test]
fn what_no_list_tells_may_be_sent_again() {
    let mut desk = at_shares(OWNER);
    let outgoing = desk.text_with("Outgoing (");
    desk.click(&outgoing);
    desk.click(KEYLESS);
    desk.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Reset)]);
    desk.click("Send again…");
    desk.click("Send e-mail again");
    desk.wait_for_words("the e-mail may have been sent. You can safely send it again.");
    desk.wait_until_gone("in progress");
    assert_eq!(desk.control().requests(RESEND), 1);
    desk.wait_until_enabled("Send again…");
    desk.must_not_see("Look it up");
    let requests = desk.text_with("Key requests (");
    desk.click(&requests);
    desk.type_into("Find a wallet of yours", "Operations hot");
    let ask = desk.button_with("Ask for the key of Operations hot");
    desk.click(&ask);
    desk.click("Ask for the key");
    desk.wait_for_words("the request may have been sent. You can safely send it again.");
    desk.must_not_see("the e-mail may have been sent");
    assert_eq!(desk.control().requests(REQUESTED), 1);
    desk.wait_until_enabled(&ask);
}

#[test]
fn a_wallet_is_shared_once_whatever_becomes_of_the_answer() {
    let mut desk = Desk::at_work();
    for (mishap, label) in [
        (Mishap::ServerError, "Wound-down fund"),
        (Mishap::Lost, "Wound-down fund"),
        (Mishap::Cancelled, "Peg-in buffer"),
    ] {
        open_dialog(&mut desk, label);
        to_permissions(&mut desk, create_share::VIEWER);
        to_check(&mut desk, &[]);
        suffers(&mut desk, mishap, SHARED, "Sharing wallets", "the share", |desk| desk.click("Share wallet"));
        assert_eq!(desk.sees("Edit and retry the share"), mishap == Mishap::ServerError);
        desk.click("Done");
    }
    let session = desk.api();
    let shares = desk.wait(session.shares()).unwrap().outgoing;
    for label in ["Wound-down fund", "Peg-in buffer"] {
        assert_eq!(shares.iter().filter(|share| share.wallet_label == label).count(), 1, "{label}");
    }
}

#[test]
fn of_several_shares_those_that_were_not_sent_are_told_from_the_one_that_may_have_been_made() {
    let mut desk = dialog_of("Wound-down fund");
    desk.type_into("Add a wallet", "Cold reserve 2");
    let add = desk.button_with("Add Cold reserve 2");
    desk.click(&add);
    to_permissions(&mut desk, create_share::VIEWER);
    to_check(&mut desk, &[]);
    // The answer stays away, and then the list cannot be read.
    hold_answers(&mut desk);
    desk.click("Share 2 wallets");
    desk.wait_until_answered(SHARED, 0);
    desk.control().set_faults(&[FaultSpec::always(FaultKind::Html)]);
    cancel(&mut desk, "Sharing wallets");
    desk.wait_for_words("the share may have been carried out. Look it up before it is sent again.");
    desk.must_see("Not sent. Nothing happened.");
    desk.wait_for_words("Looking it up failed.");
    desk.must_not_see("Edit and retry");
    desk.must_not_see("Done");
    desk.control().set_faults(&[]);
    desk.click("Look it up");
    desk.wait_for_words("looked up: the share was carried out.");
    desk.must_see("Edit and retry the share that was not made…");
    assert_eq!(desk.control().requests(SHARED), 1);
}

#[test]
fn a_share_that_outlives_its_session_is_looked_up_after_the_next_login() {
    // The approvals are read again by themselves, and meet the end of the session.
    let every = Duration::from_millis(300);
    let start = Start { approvals_every: every, ..Start::afresh(Some(SandboxOptions::default())) };
    let mut desk = Desk::open_with(start);
    desk.wait_for_words("Olivia Brandt");
    desk.log_in(OWNER);
    open_dialog(&mut desk, "Wound-down fund");
    to_permissions(&mut desk, create_share::VIEWER);
    to_check(&mut desk, &[]);
    hold_answers(&mut desk);
    desk.click("Share wallet");
    desk.wait_until_answered(SHARED, 0);
    desk.control().set_faults(&[]);
    desk.control().revoke_sessions();
    desk.wait_for_words("Your session in Sandbox has ended.");
    desk.click(OWNER);
    desk.give_code();
    desk.wait_for_words("looked up: the share was carried out.");
    assert_eq!(desk.control().requests(SHARED), 1);
}
