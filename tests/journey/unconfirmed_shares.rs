//! Shares and what is done with them, where the answer is lost, the server fails, or the person cancels in the top bar:
//! nothing is sent twice by itself, nothing can be sent before it is looked up, and how it ends is said.

use std::time::Duration;

use countersign::app::Start;
use countersign::sandbox::{FaultKind, FaultSpec, SandboxOptions};
use egui::accesskit::Role;

use crate::create_share::{self, dialog_of, open_dialog, to_check, to_permissions};
use crate::harness::{Harness, OWNER};
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
    app: &mut Harness,
    mishap: Mishap,
    route: &str,
    work: &str,
    what: &str,
    press: impl FnOnce(&mut Harness),
) {
    let before = app.control().requests(route);
    match mishap {
        Mishap::Lost => strike(app, FaultKind::Reset),
        Mishap::ServerError => strike(app, FaultKind::ServerError),
        Mishap::Cancelled => hold_answers(app),
    }
    press(app);
    if mishap == Mishap::Cancelled {
        app.wait_until_answered(route, before);
        app.control().set_faults(&[]);
        if work == STOP {
            app.click(STOP);
        } else {
            cancel(app, work);
        }
    }
    let end = if mishap == Mishap::ServerError {
        "was not carried out. You can send it again."
    } else {
        "was carried out."
    };
    app.wait_for_words(&format!("looked up: {what} {end}"));
    app.control().set_faults(&[]);
    app.wait_until_gone("in progress");
    assert_eq!(app.control().requests(route), before + 1, "{mishap:?}: not sent just once");
}

/// Has this happen to every change of shares, but not to the keys that are asked for on the way.
fn strike(app: &mut Harness, fault: FaultKind) {
    app.control().set_faults_on_changes_at("share", &[FaultSpec::always(fault)]);
}

/// Holds the answers to changes of shares back for longer than a journey lasts.
fn hold_answers(app: &mut Harness) {
    app.control().set_slowness(Duration::from_mins(2));
    strike(app, FaultKind::Slow);
}

/// Cancels a piece of work in the top bar.
#[track_caller]
fn cancel(app: &mut Harness, work: &str) {
    app.wait_for_words(" in progress");
    let running = app.text_with(" in progress");
    app.click(&running);
    app.click(&format!("Cancel: {work}"));
    app.press(egui::Key::Escape);
}

#[test]
fn offers_are_answered_once_whatever_becomes_of_the_answer() {
    let mut app = at_shares(shares::VIEWER);
    let made = shares::share_with_viewer(&mut app, 4);
    app.click("Refresh");
    app.wait_for_words("5 shares");
    let mut open = made.iter();
    for (verb, what) in [("Reject", "the rejection"), ("Accept", "the acceptance")] {
        let (first, second) = (open.next().unwrap(), open.next().unwrap());
        // What the server has failed to do stays open, and is done by the next.
        for (mishap, label) in
            [(Mishap::ServerError, first), (Mishap::Lost, first), (Mishap::Cancelled, second)]
        {
            app.click(label);
            app.wait_for_words("No key comes with it");
            suffers(&mut app, mishap, ANSWER, "Answering wallet shares", what, |app| {
                app.click(&format!("{verb}…"));
                app.click(&format!("{verb} share"));
            });
            let is_open = mishap == Mishap::ServerError;
            assert_eq!(app.is_enabled(&format!("{verb}…")), is_open, "{verb} {mishap:?}");
        }
    }
}

#[test]
fn a_share_is_shut_until_the_list_has_told() {
    let mut app = at_shares(shares::VIEWER);
    app.click(KEYLESS);
    app.wait_for_words("No key comes with it");
    // The list cannot be read either.
    app.control().set_faults(&[FaultSpec::always(FaultKind::Reset)]);
    app.click("Reject…");
    app.click("Reject share");
    app.wait_for_words("the rejection may have been carried out. Look it up before it is sent again.");
    app.wait_for_words("Looking it up failed.");
    assert!(!app.is_enabled("Reject…") && !app.is_enabled("Accept…"), "it is offered again");
    app.click(&format!("Select {KEYLESS}, Olivia Brandt"));
    assert!(!app.is_enabled("Reject 0 shares…"), "it is offered again with others");
    app.control().set_faults(&[]);
    app.click("Look it up");
    app.wait_for_words("looked up: the rejection was carried out.");
    assert_eq!(app.control().requests(ANSWER), 1);
    app.click("Dismiss");
    app.must_not_see("looked up");
}

#[test]
fn a_share_with_a_key_is_accepted_once_and_what_was_typed_stays() {
    // There is one such share, and it can be taken once.
    for taken in [Mishap::Lost, Mishap::Cancelled] {
        let mut app = shares::at_the_form();
        shares::fill(&mut app, ADMIN_PASSWORD, PASSPHRASE);
        // The dialog covers the top bar, so it has a button of its own.
        for mishap in [Mishap::ServerError, taken] {
            suffers(&mut app, mishap, ANSWER, STOP, "the acceptance", |app| {
                app.click("Accept with this passphrase");
            });
            if mishap == Mishap::ServerError {
                assert!(app.is_enabled("Accept with this passphrase"), "what was typed is lost");
            }
        }
        app.wait_for_words("You now have access to “Exchange float”.");
        app.click("Done, I have the passphrase");
        assert_eq!(app.control().requests(ANSWER), 2);
    }
}

#[test]
fn an_acceptance_whose_preparation_fails_was_not_sent() {
    let mut app = shares::at_the_form();
    shares::fill(&mut app, ADMIN_PASSWORD, PASSPHRASE);
    // The person's own sharing key is asked for first, and not handed out.
    app.control().set_faults_on_changes_at("keychain", &[FaultSpec::always(FaultKind::ServerError)]);
    let asked = app.control().requests(OWN_KEY);
    app.click("Accept with this passphrase");
    app.wait_until_answered(OWN_KEY, asked);
    app.wait_until_gone("in progress");
    app.must_see("Request ID");
    app.must_not_see("The answer was lost");
    assert_eq!(app.control().requests(ANSWER), 0);
    app.control().set_faults(&[]);
    app.click("Accept with this passphrase");
    app.wait_for_words("You now have access to “Exchange float”.");
    assert_eq!(app.control().requests(ANSWER), 1);
}

#[test]
fn offers_are_taken_back_and_requests_refused_once_whatever_becomes_of_the_answer() {
    let mut app = Harness::open();
    shares::share_with_viewer(&mut app, 2);
    app.log_in(OWNER);
    app.click_role(Role::Button, "Shares");
    app.wait_until_gone("in progress");
    let outgoing = app.text_with("Outgoing (");
    app.click(&outgoing);
    app.type_into("Filter shares", "hana pending");
    for mishap in [Mishap::ServerError, Mishap::Lost, Mishap::Cancelled] {
        let row = app.text_with("Select ");
        let label = row.trim_start_matches("Select ").split(", ").next().unwrap().to_owned();
        app.click(&label);
        suffers(&mut app, mishap, CANCEL, "Answering wallet shares", "the cancellation", |app| {
            app.click("Cancel share…");
            app.click("Cancel share");
        });
        assert_eq!(app.is_enabled("Cancel share…"), mishap == Mishap::ServerError, "{mishap:?}");
    }

    let admin = app.api_of("admin");
    for mishap in [Mishap::ServerError, Mishap::Lost, Mishap::Cancelled] {
        let requests = app.text_with("Key requests (");
        app.click(&requests);
        suffers(&mut app, mishap, REFUSED, "Answering wallet shares", "the rejection", |app| {
            app.click("Reject Marcus Adeyemi's request for “Fee account”…");
            app.click("Reject request");
        });
        if mishap == Mishap::Lost {
            // They ask again.
            let fee = app.wallets_at_the_server().into_iter().find(|it| it.label == "Fee account").unwrap();
            app.wait(admin.request_reshare(&fee.coin, &fee.id)).unwrap();
            app.click("Refresh");
            app.wait_for("Reject Marcus Adeyemi's request for “Fee account”…");
        }
    }
    app.must_not_see("Reject Marcus Adeyemi's request for “Fee account”…");
}

/// No list holds emails, nor what the person asks of others: it is said, and to send them again does no harm.
#[test]
fn what_no_list_tells_may_be_sent_again() {
    let mut app = at_shares(OWNER);
    let outgoing = app.text_with("Outgoing (");
    app.click(&outgoing);
    app.click(KEYLESS);
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Reset)]);
    app.click("Resend email…");
    app.click("Resend email");
    app.wait_for_words("the email may have been sent. You can safely send it again.");
    app.wait_until_gone("in progress");
    assert_eq!(app.control().requests(RESEND), 1);
    app.wait_until_enabled("Resend email…");
    app.must_not_see("Look it up");
    let requests = app.text_with("Key requests (");
    app.click(&requests);
    app.type_into("Find a wallet of yours", "Operations hot");
    let ask = app.button_with("Request key to “Operations hot");
    app.click(&ask);
    app.click("Request key");
    app.wait_for_words("the request may have been sent. You can safely send it again.");
    app.must_not_see("the email may have been sent");
    assert_eq!(app.control().requests(REQUESTED), 1);
    app.wait_until_enabled(&ask);
}

#[test]
fn a_wallet_is_shared_once_whatever_becomes_of_the_answer() {
    let mut app = Harness::at_work();
    for (mishap, label) in [
        (Mishap::ServerError, "Wound-down fund"),
        (Mishap::Lost, "Wound-down fund"),
        (Mishap::Cancelled, "Peg-in buffer"),
    ] {
        open_dialog(&mut app, label);
        to_permissions(&mut app, create_share::VIEWER);
        to_check(&mut app, &[]);
        suffers(&mut app, mishap, SHARED, "Sharing wallets", "the share", |app| app.click("Share wallet"));
        assert_eq!(app.sees("Edit and retry the share"), mishap == Mishap::ServerError);
        app.click("Done");
    }
    let session = app.api();
    let shares = app.wait(session.shares()).unwrap().outgoing;
    for label in ["Wound-down fund", "Peg-in buffer"] {
        assert_eq!(shares.iter().filter(|share| share.wallet_label == label).count(), 1, "{label}");
    }
}

#[test]
fn of_several_shares_those_that_were_not_sent_are_told_from_the_one_that_may_have_been_made() {
    let mut app = dialog_of("Wound-down fund");
    app.type_into("Add a wallet", "Cold reserve 2");
    let add = app.button_with("Add Cold reserve 2");
    app.click(&add);
    to_permissions(&mut app, create_share::VIEWER);
    to_check(&mut app, &[]);
    // The answer stays away, and then the list cannot be read.
    hold_answers(&mut app);
    app.click("Share 2 wallets");
    app.wait_until_answered(SHARED, 0);
    app.control().set_faults(&[FaultSpec::always(FaultKind::Html)]);
    cancel(&mut app, "Sharing wallets");
    app.wait_for_words("the share may have been carried out. Look it up before it is sent again.");
    app.must_see("Not sent. Nothing happened.");
    app.wait_for_words("Looking it up failed.");
    app.must_not_see("Edit and retry");
    app.must_not_see("Done");
    app.control().set_faults(&[]);
    app.click("Look it up");
    app.wait_for_words("looked up: the share was carried out.");
    app.must_see("Edit and retry the share that was not made…");
    assert_eq!(app.control().requests(SHARED), 1);
}

#[test]
fn a_share_that_outlives_its_session_is_looked_up_after_the_next_login() {
    // The approvals are read again by themselves, and meet the end of the session.
    let every = Duration::from_millis(300);
    let start = Start { approvals_every: every, ..Start::afresh(Some(SandboxOptions::default())) };
    let mut app = Harness::open_with(start);
    app.wait_for_words("Olivia Brandt");
    app.log_in(OWNER);
    open_dialog(&mut app, "Wound-down fund");
    to_permissions(&mut app, create_share::VIEWER);
    to_check(&mut app, &[]);
    hold_answers(&mut app);
    app.click("Share wallet");
    app.wait_until_answered(SHARED, 0);
    app.control().set_faults(&[]);
    app.control().revoke_sessions();
    app.wait_for_words("Your session in Sandbox has ended.");
    app.click(OWNER);
    app.give_code();
    app.wait_for_words("looked up: the share was carried out.");
    assert_eq!(app.control().requests(SHARED), 1);
}
