//! Removals, freezes and rules whose answer never comes: each is sent once, told to be unconfirmed, shut until it was
//! looked up, and offered again only where the wallet shows that it was not carried out.

use std::time::Duration;

use countersign::bitgo::wallet::Wallet;
use countersign::sandbox::{FaultKind, FaultSpec};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use jiff::Timestamp;
use serde_json::json;

use crate::harness::Harness;

const LABEL: &str = "Type the wallet's label to confirm";
/// So late an answer comes that nobody waits for.
const LATE: Duration = Duration::from_secs(15);
const RULE: &str = "Type the rule's name to confirm";

/// How an answer gets lost.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    /// It is not carried out, and nothing says so for certain.
    NotDone,
    /// It is carried out, and the connection breaks.
    Lost,
    /// It is carried out, and the person does not wait for the answer.
    Cancelled,
}

/// In this order: what was not carried out is sent again.
const WAYS: [Way; 3] = [Way::NotDone, Way::Lost, Way::Cancelled];

/// A change, once everything is there but the press of its button.
struct Change<'a> {
    route: &'a str,
    /// What the top bar lists; none where a dialog covers it and has a button of its own.
    work: Option<&'a str>,
    button: &'a str,
    /// What it is called where it is unconfirmed.
    what: &'a str,
}

/// Presses the button, loses the answer in this way, and looks it up; it is sent once, and the button shut until then.
#[track_caller]
fn lose(app: &mut Harness, change: &Change<'_>, way: Way) {
    let Change { route, work, button, what } = *change;
    let control = app.control();
    let before = control.requests(route);
    // The look-up that follows by itself fails too, so that the shut button is seen.
    match way {
        Way::NotDone => control.set_faults(&[FaultSpec::always(FaultKind::ServerError)]),
        Way::Lost => control.set_faults(&[FaultSpec::always(FaultKind::Reset)]),
        Way::Cancelled => control.delay_answers(LATE),
    }
    app.click_role(Role::Button, button);
    if way == Way::Cancelled {
        app.wait_until_answered(route, before);
        match work {
            Some(work) => cancel(app, work),
            None => app.click("Stop waiting"),
        }
    }
    app.wait_for_words(&format!("The answer was lost: {what} may have been carried out."));
    assert!(!app.is_enabled(button), "{what} can be sent again unseen");
    if way == Way::Cancelled {
        app.must_see("Looking it up");
        if work.is_none() {
            // The look-up goes on where the dialog is closed.
            app.press(Key::Escape);
            app.must_see("Looking it up");
        }
        // It is as late as everything was.
        cancel(app, "Reading a wallet");
        control.delay_answers(Duration::ZERO);
    }
    app.wait_for_words("Looking it up failed.");
    assert!(!app.is_enabled(button), "{what} can be sent again unseen");
    control.set_faults(&[]);
    app.click("Look it up");
    wait_for_the_end(app, what, way);
    assert_eq!(control.requests(route), before + 1, "{what} was sent twice");
}

/// The same for what is compared with the wallet right before it is sent: only changes go wrong, so its look-up succeeds.
#[track_caller]
fn lose_alone(app: &mut Harness, change: &Change<'_>, way: Way) {
    let Change { route, button, what, .. } = *change;
    let control = app.control();
    let before = control.requests(route);
    control.set_slowness(LATE);
    let fault = match way {
        Way::NotDone => FaultKind::ServerError,
        Way::Lost => FaultKind::Reset,
        Way::Cancelled => FaultKind::Slow,
    };
    control.set_faults_on_changes(&[FaultSpec::always(fault)]);
    app.click_role(Role::Button, button);
    if way == Way::Cancelled {
        app.wait_until_answered(route, before);
        app.click("Stop waiting");
    }
    wait_for_the_end(app, what, way);
    control.set_faults(&[]);
    assert_eq!(control.requests(route), before + 1, "{what} was sent twice");
}

#[track_caller]
fn wait_for_the_end(app: &mut Harness, what: &str, way: Way) {
    if way == Way::NotDone {
        app.wait_for_words(&format!("{what} was not carried out. You can send it again."));
    } else {
        app.wait_for_words("The answer was lost, but it was looked up");
    }
}

/// Ends work in the top bar.
#[track_caller]
fn cancel(app: &mut Harness, work: &str) {
    if !app.sees("Cancel: ") {
        app.wait_for_words("in progress");
        let running = app.text_with("in progress");
        app.click_role(Role::Link, &running);
    }
    let cancel = app.button_with(&format!("Cancel: {work}"));
    app.click(&cancel);
}

fn wallet(app: &mut Harness, label: &str) -> Wallet {
    app.wallets_at_the_server().into_iter().find(|wallet| wallet.label == label).unwrap()
}

fn has_rule(app: &mut Harness, label: &str, name: &str) -> bool {
    wallet(app, label).rules().unwrap().iter().any(|rule| rule.id == name)
}

#[test]
fn a_freeze_without_an_answer_is_looked_up_before_it_is_sent_again() {
    let mut app = Harness::at_work();
    app.open_page("Gas station");
    let change = Change {
        route: "POST /api/v2/{coin}/wallet/{walletId}/freeze",
        work: None,
        button: "Freeze wallet",
        what: "the freeze",
    };
    for (way, hours) in WAYS.into_iter().zip([1, 1, 2]) {
        if way != Way::Lost {
            app.click("Freeze…");
        }
        app.type_into("Duration", &format!("{hours} hours"));
        app.type_into(LABEL, "Gas station");
        lose(&mut app, &change, way);
        assert_eq!(app.is_enabled(LABEL), way == Way::NotDone, "{way:?}");
        let frozen = wallet(&mut app, "Gas station").is_frozen(Timestamp::now());
        assert_eq!(frozen, way != Way::NotDone, "{way:?}");
        if frozen {
            app.must_see("the freeze was carried out. Frozen until");
        }
    }
}

/// A freeze of this wallet whose answer is lost, and whose look-up fails.
#[track_caller]
fn lose_freeze(app: &mut Harness, label: &str, fault: FaultKind) {
    app.click("Freeze…");
    app.type_into("Duration", "1 hour");
    app.type_into(LABEL, label);
    app.control().set_faults(&[FaultSpec::always(fault)]);
    app.click_role(Role::Button, "Freeze wallet");
    app.wait_for_words("Looking it up failed.");
    app.click("Back to the wallet");
    app.control().set_faults(&[]);
}

#[test]
fn a_lost_freeze_is_kept_until_it_is_settled_or_the_wallet_can_no_longer_tell() {
    let mut app = Harness::open();
    let email = app.log_in_without_sight_of_an_enterprise();
    app.open_page("Token listings");
    // Another wallet's page does not take the place of the one whose freeze is not settled.
    lose_freeze(&mut app, "Token listings", FaultKind::Reset);
    app.click("All wallets");
    app.type_into("Filter wallets", "Payroll hot");
    app.click("Payroll hot");
    app.click("Open wallet");
    app.wait_for_words("the freeze was carried out. Frozen until");
    app.must_see("Token listings");

    lose_freeze(&mut app, "Token listings", FaultKind::ServerError);
    assert!(app.control().take_off_wallet("Token listings", &email));
    app.click("Look it up");
    app.wait_for_words("it can no longer be looked up whether your change was carried out.");
    app.click("All wallets");
    app.open_page("Payroll hot");
    app.must_not_see("Token listings");
}

#[test]
fn a_lost_freeze_may_wait_for_an_approval() {
    let mut app = Harness::open();
    // Who is said to put approvals up here.
    let admin = app.button_with("admin");
    app.log_in(&admin);
    app.open_page("Gas station");
    lose_freeze(&mut app, "Gas station", FaultKind::ServerError);
    assert!(app.control().put_up("Gas station", "freezeRequest", json!({})));
    app.click("Look it up");
    app.wait_for_words("a request of yours has been waiting for approval since. That may be the freeze.");
}

#[test]
fn a_removal_is_known_to_the_table_and_to_every_page_until_it_is_settled() {
    let mut app = Harness::at_work();
    let route = "DELETE /api/v2/{coin}/wallet/{walletId}/user/{userId}";
    for (way, person) in [(Way::Lost, "Hana Kimura"), (Way::Cancelled, "Marcus Adeyemi")] {
        app.open_page("Solana operations");
        let tab = app.text_with("People (");
        app.click_role(Role::RadioButton, &tab);
        app.click(&format!("Remove {person}…"));
        app.wait_for("Remove from wallet");
        app.type_into(LABEL, "Solana operations");
        let (control, before) = (app.control(), app.control().requests(route));
        let ended = format!("The removal of {person} from “Solana operations” is pending approval");
        if way == Way::Lost {
            control.set_faults(&[FaultSpec::always(FaultKind::Reset)]);
            app.click_role(Role::Button, "Remove from wallet");
            app.wait_for_words("Looking it up failed.");
            control.set_faults(&[]);
            app.click("Back to the wallet");
            let lost = format!("the removal of {person} from “Solana operations” may have been carried out.");
            app.must_see(&lost);
            app.click("All wallets");
            app.must_see(&lost);
            app.open_page("Gas station");
            app.must_see(&lost);
            app.click("Look it up");
        } else {
            control.set_slowness(Duration::from_secs(3));
            control.set_faults_on_changes(&[FaultSpec::always(FaultKind::Slow)]);
            app.click_role(Role::Button, "Remove from wallet");
            app.wait_until_answered(route, before);
            app.stage.press_with(Modifiers::COMMAND, Key::K);
            app.type_here("Gas station");
            app.press(Key::Enter);
            app.click("Gas station");
            app.click("Open wallet");
            control.set_faults(&[]);
        }
        app.wait_for_words(&ended);
        assert_eq!(control.requests(route), before + 1, "{way:?}");
        app.wait_until_gone("in progress");
        app.click("Dismiss");
        app.click("All wallets");
    }
}

#[test]
fn a_removal_without_an_answer_is_looked_up_before_it_is_sent_again() {
    let mut app = Harness::at_work();
    app.open_page("Solana operations");
    app.wait_for_words("People (");
    let tab = app.text_with("People (");
    app.click_role(Role::RadioButton, &tab);
    let change = Change {
        route: "DELETE /api/v2/{coin}/wallet/{walletId}/user/{userId}",
        work: None,
        button: "Remove from wallet",
        what: "the removal",
    };
    let people = ["Marcus Adeyemi", "Marcus Adeyemi", "Hana Kimura"];
    for (way, person) in WAYS.into_iter().zip(people) {
        if way != Way::Lost {
            app.click(&format!("Remove {person}…"));
            app.wait_for("Remove from wallet");
        }
        app.type_into(LABEL, "Solana operations");
        lose(&mut app, &change, way);
        if way != Way::NotDone {
            app.must_see(&format!("The removal of {person} from “Solana operations” is pending approval"));
        }
    }
}

#[test]
fn a_rule_without_an_answer_is_looked_up_before_it_is_sent_again() {
    let mut app = Harness::at_work();
    app.open_page("Fee account");
    app.wait_for_words("Policy (");
    let tab = app.text_with("Policy (");
    app.click_role(Role::RadioButton, &tab);
    for (way, name) in WAYS.into_iter().zip(["Weekly", "Weekly", "Monthly"]) {
        if way != Way::Lost {
            app.click("Add rule…");
            app.type_into("Rule name", name);
            app.type_into("Limit in TBTC", "0.5");
            app.type_into("Period", "7 days");
        }
        app.wait_until_gone("in progress");
        app.stage.tick_every_warning().unwrap();
        let route = "POST /api/v2/{coin}/wallet/{walletId}/policy/rule";
        let what = format!("the addition of “{name}”");
        let (work, button) = (Some("Sending a policy rule"), "Add rule");
        lose(&mut app, &Change { route, work, button, what: &what }, way);
        assert_eq!(has_rule(&mut app, "Fee account", name), way != Way::NotDone, "{way:?}");
    }
    for (way, name) in WAYS.into_iter().zip(["Weekly", "Weekly", "Monthly"]) {
        if way != Way::Lost {
            app.click(&format!("Remove {name}"));
            app.wait_until_gone("in progress");
        }
        app.type_into(RULE, name);
        let route = "DELETE /api/v2/{coin}/wallet/{walletId}/policy/rule";
        let what = format!("the removal of “{name}”");
        lose_alone(&mut app, &Change { route, work: None, button: "Remove rule", what: &what }, way);
        assert_eq!(has_rule(&mut app, "Fee account", name), way == Way::NotDone, "{way:?}");
    }
}
