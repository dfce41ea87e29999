//! Tokens and templates whose answer never comes: each is sent once, told to be unconfirmed, shut until it was looked up,
//! and offered again only where the list shows that it was not carried out.

use std::time::Duration;

use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE};
use egui::accesskit::Role;

use crate::harness::{Harness, OWNER};

const CREATED: &str = "POST /api/v2/user/accesstoken";
const REVOKED: &str = "DELETE /api/v2/user/accesstoken/{token}";
const MADE: &str = "POST /api/v2/user/accesstokentemplate";
const CHANGED: &str = "PATCH /api/v2/user/accesstokentemplate/{id}";
const DELETED: &str = "DELETE /api/v2/user/accesstokentemplate/{id}";

/// How an answer gets lost. It is looked up by itself in each; where that fails, the person presses for another look.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    /// It is not carried out, and nothing says so for certain.
    NotDone,
    /// It is carried out, and no answer arrives that can be believed.
    Lost,
    /// It is carried out, and the connection breaks. The look-up fails too.
    Reset,
    /// It is carried out, and the person waits no longer. The look-up fails.
    Cancelled,
}

/// The ways in which it is carried out.
const CARRIED_OUT: [Way; 3] = [Way::Lost, Way::Reset, Way::Cancelled];

/// A change, once everything is there but the press of its button.
struct Change {
    route: &'static str,
    work: &'static str,
    button: &'static str,
    /// What it is, before the name of what is changed.
    deed: &'static str,
    /// It is pressed in a dialog, which is above the top bar and has a button of its own to wait no longer.
    is_in_dialog: bool,
}

const CREATION: Change = Change {
    route: CREATED,
    work: "Creating an access token",
    button: "Create token",
    deed: "the creation of",
    is_in_dialog: false,
};
const REVOCATION: Change = Change {
    route: REVOKED,
    work: "Revoking an access token",
    button: "Revoke token",
    deed: "the revocation of",
    is_in_dialog: true,
};
const TEMPLATE: Change =
    Change { route: MADE, work: "Saving a token template", button: "Create template", ..CREATION };
const TEMPLATE_CHANGE: Change =
    Change { route: CHANGED, button: "Save template", deed: "the change of", ..TEMPLATE };
const DELETION: Change = Change {
    route: DELETED,
    work: "Deleting a token template",
    button: "Delete template",
    deed: "the deletion of",
    is_in_dialog: true,
};

/// Presses the button and loses the answer in this way. Where the look-up fails, what was sent is unconfirmed at the end.
#[track_caller]
fn lose(app: &mut Harness, change: &Change, way: Way) {
    let control = app.control();
    let before = control.requests(change.route);
    match way {
        Way::NotDone => control.set_faults_on_changes(&[FaultSpec::always(FaultKind::ServerError)]),
        // No answer at all is a fault of creations alone.
        Way::Lost if change.route == CREATED => {
            control.set_faults_on_changes(&[FaultSpec::always(FaultKind::LostToken)]);
        }
        Way::Lost => control.set_faults_on_changes(&[FaultSpec::always(FaultKind::MissingHmac)]),
        Way::Reset => control.set_faults(&[FaultSpec::always(FaultKind::Reset)]),
        Way::Cancelled => control.delay_answers(Duration::from_secs(20)),
    }
    app.click(change.button);
    if way == Way::Cancelled {
        app.wait_until_answered(change.route, before);
        control.delay_answers(Duration::ZERO);
        control.set_faults(&[FaultSpec::always(FaultKind::Reset)]);
        if change.is_in_dialog {
            app.click("Stop waiting");
        } else {
            let running = app.text_with("in progress");
            app.click_role(Role::Link, &running);
            app.click(&format!("Cancel: {}", change.work));
        }
    }
}

/// Loses the answer in this way, and has it looked up; it is sent once, and the button shut until then.
#[track_caller]
fn lose_and_look_up(app: &mut Harness, change: &Change, name: &str, way: Way) {
    let what = format!("{} “{name}”", change.deed);
    let before = app.control().requests(change.route);
    lose(app, change, way);
    if matches!(way, Way::Reset | Way::Cancelled) {
        app.wait_for_words(&format!("The answer was lost: {what} may have been carried out."));
        app.wait_for_words("Looking it up failed.");
        assert!(!app.is_enabled(change.button), "{what} can be sent again unseen");
        app.control().set_faults(&[]);
        app.click("Look it up");
    }
    let end = match way {
        Way::NotDone => format!("{what} was not carried out. You can send it again."),
        _ if change.route == CREATED => format!("The token “{name}” was created"),
        _ => carried_out(&what),
    };
    app.wait_for_words(&end);
    app.control().set_faults(&[]);
    app.must_not_see("may have been carried out.");
    app.wait_until_gone("in progress");
    assert_eq!(app.control().requests(change.route), before + 1, "{what} was sent twice, {way:?}");
}

/// Loses the answer in every way: of the first name what was not carried out is sent again.
#[track_caller]
fn lose_in_every_way(
    app: &mut Harness,
    change: &Change,
    names: [&str; 3],
    begin: impl Fn(&mut Harness, &str),
    end: impl Fn(&mut Harness, &str),
) {
    for (name, way) in names.into_iter().zip(CARRIED_OUT) {
        begin(app, name);
        if way == CARRIED_OUT[0] {
            lose_and_look_up(app, change, name, Way::NotDone);
            if change.route == CREATED {
                assert!(app.token_at_the_server(name).is_none());
                app.type_into("One-time code", ONE_TIME_CODE);
            }
        }
        lose_and_look_up(app, change, name, way);
        end(app, name);
    }
}

fn carried_out(what: &str) -> String {
    format!("The answer was lost, but it was looked up: {what} was carried out.")
}

fn fill_in_a_token(app: &mut Harness) {
    app.open_creator();
    app.type_into("Lifetime", "30 days");
    app.click("Read-only reporting");
}

#[test]
fn a_creation_without_an_answer_is_looked_up_before_it_is_sent_again() {
    let mut app = Harness::at_work();
    fill_in_a_token(&mut app);
    let begin = |app: &mut Harness, label: &str| {
        app.type_into("Label", label);
        app.stage.tick_every_warning().unwrap();
        app.type_into("One-time code", ONE_TIME_CODE);
    };
    lose_in_every_way(&mut app, &CREATION, ["made 1", "made 2", "made 3"], begin, |app, label| {
        app.must_see("but its value is lost");
        app.must_see("Show the token to revoke it");
        assert!(app.token_at_the_server(label).is_some());
    });
    app.type_into("Label", "made 4");
    app.create_token();
}

#[test]
fn a_log_out_asks_while_it_is_not_known_what_became_of_a_creation() {
    let mut app = Harness::at_work();
    fill_in_a_token(&mut app);
    app.type_into("Label", "awaited");
    app.control().delay_answers(Duration::from_secs(20));
    app.send_creation();
    app.wait_until_answered(CREATED, 0);
    app.click_role(Role::Button, "Wallets");
    app.click("Log out");
    app.wait_for_words("Creating an access token is under way: it may still be carried out.");
    app.click("Stay");
    app.open_creator();
    app.control().delay_answers(Duration::ZERO);
    app.control().set_faults(&[FaultSpec::always(FaultKind::Reset)]);
    app.click("Stop waiting");
    app.wait_for_words("Looking it up failed.");
    app.click("Log out");
    app.must_see("It is not known whether the creation of “awaited” was carried out.");
    app.click("Stay");
    app.control().set_faults(&[]);
    app.click("Look it up");
    app.wait_for_words("but its value is lost");
    app.wait_until_gone("in progress");

    app.type_into("Label", "left so");
    app.stage.tick_every_warning().unwrap();
    app.type_into("One-time code", ONE_TIME_CODE);
    lose(&mut app, &CREATION, Way::Cancelled);
    app.wait_for_words("Looking it up failed.");
    app.click("Log out");
    app.must_see("It is not known whether the creation of “left so” was carried out.");
    app.click("Discard");
    app.wait_for("Email");
}

/// The confirmation of this token's revocation, ready for the press.
fn begin_to_revoke(app: &mut Harness, label: &str) {
    app.click(label);
    app.click("Revoke…");
    app.type_into("Type the label to confirm", label);
}

#[test]
fn a_revocation_without_an_answer_is_looked_up_before_it_is_sent_again() {
    let mut app = Harness::at_the_tokens();
    let labels = ["Listing desk", "Fund administrator", "Payout service"];
    lose_in_every_way(&mut app, &REVOCATION, labels, begin_to_revoke, |app, label| {
        app.must_not_see("stops working at once");
        assert!(app.token_at_the_server(label).is_none());
    });
}

/// The confirmation of the revocation of this token, in whose place there is a new one.
fn begin_to_revoke_the_old(app: &mut Harness, label: &str) {
    app.click(label);
    app.click("Replace…");
    app.wait_for("Lifetime");
    app.type_into("Lifetime", "90 days");
    app.create_token();
    app.wait_until_gone("in progress");
    app.click("I tested it where it is used");
    app.copy_token();
    app.click("Revoke the old token…");
    app.type_into("Type the old token's label to confirm", label);
}

const OLD: Change = Change { button: "Revoke old token", ..REVOCATION };

#[test]
fn a_lost_revocation_of_the_old_token_is_looked_up_where_it_was_pressed() {
    let mut app = Harness::at_the_tokens();
    for (label, way) in ["Payout service", "Fund administrator", "Approvals bot"].into_iter().zip(CARRIED_OUT)
    {
        begin_to_revoke_the_old(&mut app, label);
        if way == CARRIED_OUT[0] {
            lose(&mut app, &OLD, Way::NotDone);
            app.wait_for_words("was not carried out. You can send it again.");
        }
        lose(&mut app, &OLD, way);
        if way != Way::Lost {
            app.wait_for_words("Looking it up failed.");
            assert!(!app.is_enabled(OLD.button), "it can be sent again unseen");
            app.control().set_faults(&[]);
            app.click("Look it up");
        }
        app.wait_for_words(&format!("3. The old token “{label}” is revoked."));
        app.control().set_faults(&[]);
        app.click("Done");
        app.wait_for("Filter access tokens");
        app.must_see(&carried_out(&format!("the revocation of “{label}”")));
        app.wait_until_gone("in progress");
    }
    assert_eq!(app.control().requests(REVOKED), 4);
}

#[test]
fn a_lost_revocation_of_a_new_token_is_looked_up_where_it_was_pressed() {
    let mut app = Harness::at_work();
    let new = Change { button: "Revoke token", ..REVOCATION };
    let begin = |app: &mut Harness, label: &str| {
        fill_in_a_token(app);
        app.type_into("Label", label);
        app.create_token();
        app.wait_until_gone("in progress");
        app.click("Discard token…");
    };
    lose_in_every_way(&mut app, &new, ["unwanted 1", "unwanted 2", "unwanted 3"], begin, |app, label| {
        app.wait_for("Filter access tokens");
        assert!(app.token_at_the_server(label).is_none());
    });
}

#[test]
fn a_revocation_that_is_lost_in_the_creator_is_not_sent_again_from_the_list() {
    let mut app = Harness::at_the_tokens();
    begin_to_revoke_the_old(&mut app, "Payout service");
    lose(&mut app, &OLD, Way::Reset);
    app.wait_for_words("Looking it up failed.");
    app.click("Cancel");
    app.click("Revoke the new token instead…");
    let unconfirmed = "The answer was lost: the revocation of “Payout service” may have been carried out.";
    app.wait_for_words(unconfirmed);
    app.type_into("Filter access tokens", "Payout service");
    begin_to_revoke(&mut app, "Payout service");
    app.must_see(unconfirmed);
    assert!(!app.is_enabled("Revoke token"), "it can be sent again unseen");
    app.control().set_faults(&[]);
    app.click("Look it up");
    app.wait_for_words(&carried_out("the revocation of “Payout service”"));
    app.wait_until_gone("in progress");
    assert_eq!(app.control().requests(REVOKED), 1);
    app.click("New access token");
    app.wait_for_words("3. The old token “Payout service” is revoked.");
}

fn to_the_templates(app: &mut Harness) {
    app.click_role(Role::Button, "Access tokens");
    app.click("Templates");
    app.wait_for("New template");
    app.wait_until_gone("in progress");
}

fn fill_in_a_template(app: &mut Harness, name: &str) {
    app.click("New template");
    app.wait_for("New token template");
    app.type_into("Name", name);
    app.click("Read-only reporting");
    app.stage.tick_every_warning().unwrap();
}

#[test]
fn a_template_without_an_answer_is_looked_up_before_it_is_sent_again() {
    let mut app = Harness::at_work();
    to_the_templates(&mut app);
    let names = ["Believed", "Broken off", "Called off"];
    lose_in_every_way(&mut app, &TEMPLATE, names, fill_in_a_template, |app, _| {
        app.must_see("Use template…");
    });
    let begin = |app: &mut Harness, name: &str| {
        app.click("Edit…");
        app.type_into("Name", name);
        app.stage.tick_every_warning().unwrap();
    };
    lose_in_every_way(
        &mut app,
        &TEMPLATE_CHANGE,
        ["Changed 1", "Changed 2", "Changed 3"],
        begin,
        |app, _| {
            app.must_see("Use template…");
        },
    );
    let begin = |app: &mut Harness, name: &str| {
        app.click(name);
        app.click("Delete…");
        app.type_into("Type the name to confirm", name);
    };
    lose_in_every_way(&mut app, &DELETION, ["Believed", "Broken off", "Payout service"], begin, |app, _| {
        app.must_not_see("is deleted permanently");
    });
}

#[test]
fn what_was_on_its_way_when_the_session_ended_is_looked_up_after_the_next_login() {
    let mut app = Harness::at_work();
    to_the_templates(&mut app);
    fill_in_a_template(&mut app, "Outlived");
    app.control().delay_answers(Duration::from_secs(20));
    app.click("Create template");
    app.wait_for_words("The request is sent only once.");
    // It is carried out before the session ends; only its answer is still on the way.
    app.wait_until_answered(MADE, 0);
    app.control().delay_answers(Duration::ZERO);
    app.end_session();
    app.log_in(OWNER);
    to_the_templates(&mut app);
    app.must_see(&carried_out("the creation of “Outlived”"));
    assert_eq!(app.control().requests(MADE), 1);
}
