//! A kill while an access token is made or revoked: the next login tells of it, and a token that was made is no ordinary row.

use countersign::bitgo::routes::Route;
use countersign::domain::token::TokenDraft;
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE};
use egui::accesskit::Role;
use serde_json::{Value, json};

use crate::harness::Harness;
use crate::killed::log_in_again;
use crate::support::token_requests;
use crate::world::{Process, Who, World};

const TOLD: &str = "Unconfirmed: Countersign closed before BitGo’s answer to";
const LABEL: &str = "cut off";

/// What is done on the screen, in the process that is killed.
pub fn press(app: &mut Harness, order: &Value) {
    let label = order["label"].as_str().unwrap();
    match order["press"].as_str().unwrap() {
        "create" => {
            app.open_creator();
            app.type_into("Lifetime", "30 days");
            app.click("Read-only reporting");
            app.type_into("Label", label);
            app.send_creation();
        }
        "revoke" => {
            app.open_tokens();
            app.click(label);
            app.click("Revoke…");
            app.type_into("Type the label to confirm", label);
            app.click("Revoke token");
        }
        "revoke own" => {
            app.click("Log out");
            app.click("Revoke token…");
            app.type_into("Type the label to confirm", label);
            app.click("Revoke token");
        }
        other => panic!("nobody presses {other}"),
    }
}

/// Has this done in a process, which is killed once the request was carried out or, with `Hang`, has arrived.
fn kill_in(world: &World, mut process: Process, press: &str, label: &str, fault: FaultKind) {
    let route = match press {
        "create" => Route::CreateAccessToken,
        "revoke" => Route::DeleteAccessToken,
        // A token revokes itself by its log-out.
        _ => Route::LogOut,
    };
    let (name, is_carried_out) = (route.to_string(), fault == FaultKind::Slow);
    let control = world.control();
    let before = if is_carried_out { control.answered(&name) } else { control.requests(&name) };
    match route {
        Route::LogOut => control.set_faults_at(&[route.path()], &[FaultSpec::always(fault)]),
        _ => control.set_faults_on_changes_at("/user/accesstoken", &[FaultSpec::always(fault)]),
    }
    process.tell(&json!({ "press": press, "label": label }));
    world.wait_until_sent(&name, before, is_carried_out);
    process.kill();
    control.set_faults(&[]);
}

fn owner_again(world: &World) -> Harness {
    let mut app = log_in_again(world, Who::Owner);
    app.wait_until_gone("in progress");
    app
}

/// Sees that there is nothing left to tell at another login.
fn is_told_no_more(world: &World, app: Harness) {
    drop(app);
    let mut app = owner_again(world);
    app.must_not_see(TOLD);
    app.open_tokens();
    app.must_not_see("its value is lost");
}

#[test]
fn killed_in_the_middle_of_a_creation_the_token_is_kept_or_revoked() {
    let world = World::open("killed-creation");
    let labels = [LABEL, "cut off too"];
    for label in labels {
        kill_in(&world, world.start(Who::Owner), "create", label, FaultKind::Slow);
    }
    let mut app = owner_again(&world);
    app.must_see(&format!("{TOLD} 2 changes arrived."));
    for label in labels {
        let line = app.text_with(&format!("Creating the access token “{label}”, sent on "));
        assert!(line.contains("found in the list, made on "), "{line}");
        assert!(line.ends_with("; its value is lost. Keep it or revoke it."), "{line}");
    }
    app.open_tokens();
    app.must_not_see(TOLD);
    app.wait_for("unconfirmed");
    app.must_see("“cut off too”: Unconfirmed: found in the list, made on ");
    app.must_see("(1 more after this one.)");
    app.click("Keep");
    app.wait_until_gone("“cut off too”: Unconfirmed");
    app.must_see(&format!("“{LABEL}”: Unconfirmed: found in the list, made on "));
    app.click_role(Role::Button, "Wallets");
    app.must_see(&format!("{TOLD} 1 change arrived."));
    app.click("Show");
    app.wait_for("Filter access tokens");
    app.click("Close details");
    app.click("Revoke…");
    app.type_into("Type the label to confirm", LABEL);
    app.click("Revoke token");
    app.wait_for_words(&format!("“{LABEL}” is revoked."));
    app.wait_until_gone("its value is lost");
    app.wait_until_gone("in progress");
    is_told_no_more(&world, app);
}

#[test]
fn killed_in_the_middle_of_a_revocation_it_is_told_that_it_was_carried_out() {
    let world = World::open("killed-revocation");
    kill_in(&world, world.start(Who::Owner), "revoke", "Payout service", FaultKind::Slow);
    let mut app = owner_again(&world);
    let line = app.text_with("Revoking the access token “Payout service”, sent on ");
    assert!(line.ends_with("carried out: it is no longer in the list."), "{line}");
    app.click("Dismiss");
    app.wait_until_gone(TOLD);
    is_told_no_more(&world, app);
}

#[test]
fn killed_in_the_middle_of_the_revocation_of_ones_own_token() {
    let world = World::open("killed-own");
    let owner = world.session(Who::Owner);
    let draft = TokenDraft {
        label: "nightly report".to_owned(),
        lifetime: "30 days".to_owned(),
        scopes: [("wallet_view_all".to_owned(), Vec::new())].into(),
        ..TokenDraft::default()
    };
    let request = token_requests::request_of(&draft);
    let made = world.wait(owner.create_access_token(&request, &ONE_TIME_CODE.into())).unwrap();
    let process = world.start_with(made.value.expose(), Who::Owner);
    kill_in(&world, process, "revoke own", "nightly report", FaultKind::Slow);
    let mut app = owner_again(&world);
    let line = app.text_with("Revoking the access token “nightly report”, sent on ");
    assert!(line.ends_with("carried out: it is no longer in the list."), "{line}");
    app.click("Dismiss");
    app.wait_until_gone(TOLD);
    is_told_no_more(&world, app);
}

#[test]
fn killed_before_anything_was_done_to_a_token() {
    let world = World::open("killed-tokens-before");
    kill_in(&world, world.start(Who::Owner), "create", LABEL, FaultKind::Hang);
    kill_in(&world, world.start(Who::Owner), "revoke", "Payout service", FaultKind::Hang);
    let mut app = owner_again(&world);
    let made = app.text_with(&format!("Creating the access token “{LABEL}”"));
    assert!(made.contains("not in the list so far. It may still be created"), "{made}");
    let revoked = app.text_with("Revoking the access token “Payout service”");
    assert!(revoked.contains("it is still in the list. It may still be revoked"), "{revoked}");
    app.open_tokens();
    app.must_not_see("its value is lost");
}
