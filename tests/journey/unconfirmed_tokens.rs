//! Tokens and templates whose answer never comes: each is sent once, told to be unconfirmed, shut until it was looked up,
//! and offered again only where the list shows that it was not carried out.

use std::time::Duration;

use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE};
use egui::accesskit::Role;

use crate::desk::{Desk, OWNER};

const CREATED: &str = "POST /api/v2/user/accesstoken";
const REVOKED: &str = "DELETE /api/v2/user/accesstoken/{token}";
const MADE: &str = "POST /api/v2/user/accesstokentemplate";
const CHANGED: &str = "PATCH /api/v2/user/accesstokentemplate/{id}";
const DELETED: &str = "DELETE /api/v2/user/accesstokentemplate/{id}";

/// How an answer gets lost.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    /// It is carried out, and the connection breaks.
    Lost(FaultKind),
    /// It is not carried out, and nothing says so for certain.
    NotDone,
    /// It is carried out, and the person cancels it in the top bar.
    Cancelled,
}

/// A change, once everything is there but the press of its button.
struct Change {
    route: &'static str,
    work: &'static str,
    button: &'static str,
    /// It is looked up by itself as soon as its answer is lost.
    is_looked_up_alone: bool,
    /// It is pressed in a dialog, which is above the top bar and has a button of its own to wait no longer.
    is_in_dialog: bool,
}

const CREATION: Change = Change {
    route: CREATED,
    work: "Creating an access token",
    button: "Create token",
    is_looked_up_alone: false,
    is_in_dialog: false,
};
const REVOCATION: Change = Change {
    route: REVOKED,
    work: "Revoking an access token",
    button: "Revoke token",
    is_looked_up_alone: true,
    is_in_dialog: true,
};
const TEMPLATE: Change = Change {
    route: MADE,
    work: "Sending a token template",
    button: "Create template",
    is_looked_up_alone: true,
    is_in_dialog: false,
};
const TEMPLATE_CHANGE: Change = Change { route: CHANGED, button: "Change template", ..TEMPLATE };
const DELETION: Change = Change {
    route: DELETED,
    work: "Deleting a token template",
    button: "Delete template",
    is_looked_up_alone: true,
    is_in_dialog: true,
};

/// Presses the button, loses the answer in this way, and looks it up; it is sent once, and the button shut until then.
#[track_caller]
fn lose(desk: &mut Desk, change: &Change, what: &str, way: Way) {
    let control = desk.control();
    let before = control.requests(change.route);
    let is_cancelled = way == Way::Cancelled;
    let is_alone = change.is_looked_up_alone;
    match way {
        Way::Cancelled => control.delay_answers(Duration::from_secs(if is_alone { 4 } else { 20 })),
        // Where the look-up begins by itself, it fails too: that is said, with the button to look again.
        Way::Lost(kind) if is_alone => control.set_faults(&[FaultSpec::always(kind)]),
        Way::Lost(kind) => control.set_faults_on_changes(&[FaultSpec::always(kind)]),
        Way::NotDone if is_alone => control.set_faults(&[FaultSpec::always(FaultKind::ServerError)]),
        Way::NotDone => control.set_faults_on_changes(&[FaultSpec::always(FaultKind::ServerError)]),
    }
    desk.click(change.button);
    if is_cancelled {
        let (there, route) = (control.clone(), change.route);
        desk.stage.wait_until("it is sent", move |_| there.answered(route) > before).unwrap();
        control.delay_answers(if is_alone { Duration::from_secs(2) } else { Duration::ZERO });
        if change.is_in_dialog {
            desk.click("Stop waiting");
        } else {
            let running = desk.text_with("in progress");
            desk.click_role(Role::Link, &running);
            desk.click(&format!("Cancel: {}", change.work));
        }
    }
    desk.wait_for_words(&format!("The answer was lost: {what} may have been carried out."));
    if is_alone && !is_cancelled {
        desk.wait_for_words("Looking it up failed.");
    }
    assert!(!desk.is_enabled(change.button), "{what} can be sent again unseen");
    control.set_faults(&[]);
    control.delay_answers(Duration::ZERO);
    if !(is_alone && is_cancelled) {
        desk.click("Look it up");
    }
    desk.wait_until_gone("may have been carried out.");
    desk.wait_until_gone("in progress");
    assert_eq!(control.requests(change.route), before + 1, "{what} was sent twice");
}

fn carried_out(what: &str) -> String {
    format!("The answer was lost, but it was looked up: {what} was carried out.")
}

fn not_carried_out(what: &str) -> String {
    format!("{what} was not carried out. You can send it again.")
}

const CARRIED_OUT: [Way; 2] = [Way::Lost(FaultKind::Reset), Way::Cancelled];

#[test]
fn a_creation_without_an_answer_is_looked_up_before_it_is_sent_again() {
    let mut desk = Desk::at_work();
    desk.open_creator();
    desk.type_into("Lifetime", "30 days");
    desk.click("Read-only reporting");
    let ways = [Way::Lost(FaultKind::LostToken), Way::Lost(FaultKind::Reset), Way::Cancelled, Way::NotDone];
    for (number, way) in ways.into_iter().enumerate() {
        let label = format!("made {number}");
        desk.type_into("Label", &label);
        desk.stage.tick_every_warning().unwrap();
        desk.type_into("One-time code", ONE_TIME_CODE);
        let what = format!("the creation of “{label}”");
        lose(&mut desk, &CREATION, &what, way);
        if way == Way::NotDone {
            desk.must_see(&not_carried_out(&what));
        } else {
            desk.wait_for_words(&format!("The token “{label}” was made"));
            desk.must_see("but its value is lost");
            desk.must_see("Show it, to revoke it");
        }
        assert_eq!(desk.token_at_the_server(&label).is_some(), way != Way::NotDone);
    }
    desk.create_token();
    assert!(desk.token_at_the_server("made 3").is_some());
}

/// The confirmation of this token's revocation, ready for the press.
fn begin_to_revoke(desk: &mut Desk, label: &str) {
    desk.click(label);
    desk.click("Revoke…");
    desk.type_into("Type the label to confirm", label);
}

#[test]
fn a_revocation_without_an_answer_is_looked_up_before_it_is_sent_again() {
    let mut desk = Desk::at_the_tokens();
    for (label, way) in ["Listing desk", "Fund administrator"].into_iter().zip(CARRIED_OUT) {
        begin_to_revoke(&mut desk, label);
        let what = format!("the revocation of “{label}”");
        lose(&mut desk, &REVOCATION, &what, way);
        desk.wait_for_words(&carried_out(&what));
        desk.must_not_see("stops working at once");
        assert!(desk.token_at_the_server(label).is_none());
    }
    begin_to_revoke(&mut desk, "Payout service");
    let what = "the revocation of “Payout service”";
    lose(&mut desk, &REVOCATION, what, Way::NotDone);
    desk.must_see(&not_carried_out(what));
    desk.click("Revoke token");
    desk.wait_for_words("“Payout service” is revoked.");
}

#[test]
fn a_lost_revocation_of_a_new_token_or_of_the_old_one_is_looked_up_where_it_was_pressed() {
    let mut desk = Desk::at_the_tokens();
    desk.click("Payout service");
    desk.click("Replace…");
    desk.wait_for("Lifetime");
    desk.type_into("Lifetime", "90 days");
    desk.create_token();
    desk.wait_until_gone("in progress");
    desk.click("I have tried it where it is used");
    desk.copy_token();
    desk.click("Revoke the old token…");
    desk.type_into("Type the old token's label to confirm", "Payout service");
    let old = Change { button: "Revoke old token", ..REVOCATION };
    lose(&mut desk, &old, "the revocation of “Payout service”", Way::Lost(FaultKind::Reset));
    desk.wait_for_words("3. The old token “Payout service” is revoked.");
    desk.click("Done");
    desk.wait_for("Filter access tokens");
    desk.must_see(&carried_out("the revocation of “Payout service”"));

    desk.open_creator();
    desk.type_into("Label", "unwanted");
    desk.type_into("Lifetime", "30 days");
    desk.click("Read-only reporting");
    desk.create_token();
    desk.wait_until_gone("in progress");
    desk.click("Done, I do not need the token");
    let new = Change { button: "Revoke it", ..REVOCATION };
    let what = "the revocation of “unwanted”";
    lose(&mut desk, &new, what, Way::NotDone);
    desk.must_see(&not_carried_out(what));
    lose(&mut desk, &new, what, Way::Cancelled);
    desk.wait_for("Filter access tokens");
    desk.must_see(&carried_out(what));
    assert!(desk.token_at_the_server("unwanted").is_none());
}

fn to_the_templates(desk: &mut Desk) {
    desk.click_role(Role::Button, "Access tokens");
    desk.click("Templates");
    desk.wait_for("New template");
    desk.wait_until_gone("in progress");
}

fn fill_in_a_template(desk: &mut Desk, name: &str) {
    desk.click("New template");
    desk.wait_for("New token template");
    desk.type_into("Name", name);
    desk.click("Read-only reporting");
    desk.stage.tick_every_warning().unwrap();
}

#[test]
fn a_template_without_an_answer_is_looked_up_before_it_is_sent_again() {
    let mut desk = Desk::at_work();
    to_the_templates(&mut desk);
    for (name, way) in ["Broken off", "Called off"].into_iter().zip(CARRIED_OUT) {
        fill_in_a_template(&mut desk, name);
        let what = format!("the creation of “{name}”");
        lose(&mut desk, &TEMPLATE, &what, way);
        desk.wait_for_words(&carried_out(&what));
        desk.must_see("Use template…");
    }
    fill_in_a_template(&mut desk, "Not made");
    lose(&mut desk, &TEMPLATE, "the creation of “Not made”", Way::NotDone);
    desk.must_see(&not_carried_out("the creation of “Not made”"));
    desk.click("Create template");
    desk.wait_for_words("The template “Not made” is made.");
    desk.wait_until_gone("in progress");

    for (name, way) in ["Changed 1", "Changed 2"].into_iter().zip([Way::NotDone, Way::Lost(FaultKind::Reset)])
    {
        desk.click("Edit…");
        desk.type_into("Name", name);
        desk.stage.tick_every_warning().unwrap();
        let what = format!("the change of “{name}”");
        lose(&mut desk, &TEMPLATE_CHANGE, &what, way);
        if way == Way::NotDone {
            desk.must_see(&not_carried_out(&what));
            desk.click("Change template");
            desk.wait_for_words("The template “Changed 1” is changed.");
            desk.wait_until_gone("in progress");
        } else {
            desk.wait_for_words(&carried_out(&what));
        }
    }
}

#[test]
fn a_deletion_without_an_answer_is_looked_up_before_it_is_sent_again() {
    let mut desk = Desk::at_work();
    to_the_templates(&mut desk);
    for name in ["One", "Two"] {
        fill_in_a_template(&mut desk, name);
        desk.click("Create template");
        desk.wait_for_words("is made.");
        desk.wait_until_gone("in progress");
    }
    for (name, way) in ["One", "Two"].into_iter().zip(CARRIED_OUT) {
        desk.click(name);
        desk.click("Delete…");
        desk.type_into("Type the name to confirm", name);
        let what = format!("the deletion of “{name}”");
        lose(&mut desk, &DELETION, &what, way);
        desk.wait_for_words(&carried_out(&what));
        desk.must_not_see("goes for good");
    }
    desk.click("Payout service");
    desk.click("Delete…");
    desk.type_into("Type the name to confirm", "Payout service");
    let what = "the deletion of “Payout service”";
    lose(&mut desk, &DELETION, what, Way::NotDone);
    desk.must_see(&not_carried_out(what));
    desk.click("Delete template");
    desk.wait_for_words("The template “Payout service” is deleted.");
}

#[test]
fn what_was_on_its_way_when_the_session_ended_is_looked_up_after_the_next_login() {
    let mut desk = Desk::at_work();
    to_the_templates(&mut desk);
    fill_in_a_template(&mut desk, "Outlived");
    desk.control().delay_answers(Duration::from_secs(20));
    desk.click("Create template");
    desk.wait_for_words("It is sent once.");
    // It is carried out before the session ends; only its answer is still on the way.
    let control = desk.control();
    desk.stage.wait_until("it is carried out", move |_| control.answered(MADE) == 1).unwrap();
    desk.control().delay_answers(Duration::ZERO);
    desk.end_session();
    desk.log_in(OWNER);
    to_the_templates(&mut desk);
    desk.must_see(&carried_out("the creation of “Outlived”"));
    assert_eq!(desk.control().requests(MADE), 1);
}
