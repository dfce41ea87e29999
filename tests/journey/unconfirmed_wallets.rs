//! Removals, freezes and rules whose answer never comes: each is sent once, told to be unconfirmed, shut until it was
//! looked up, and offered again only where the wallet shows that it was not carried out.

use std::time::Duration;

use countersign::bitgo::wallet::Wallet;
use countersign::sandbox::{FaultKind, FaultSpec};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use jiff::Timestamp;
use serde_json::json;

use crate::desk::Desk;

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
fn lose(desk: &mut Desk, change: &Change<'_>, way: Way) {
    let Change { route, work, button, what } = *change;
    let control = desk.control();
    let before = control.requests(route);
    // The look-up that follows by itself fails too, so that the shut button is seen.
    match way {
        Way::NotDone => control.set_faults(&[FaultSpec::always(FaultKind::ServerError)]),
        Way::Lost => control.set_faults(&[FaultSpec::always(FaultKind::Reset)]),
        Way::Cancelled => control.delay_answers(LATE),
    }
    desk.click_role(Role::Button, button);
    if way == Way::Cancelled {
        desk.wait_until_answered(route, before);
        match work {
            Some(work) => cancel(desk, work),
            None => desk.click("Stop waiting"),
        }
    }
    desk.wait_for_words(&format!("The answer was lost: {what} may have been carried out."));
    assert!(!desk.is_enabled(button), "{what} can be sent again unseen");
    if way == Way::Cancelled {
        desk.must_see("Looking it up");
        if work.is_none() {
            // The look-up goes on where the dialog is closed.
            desk.press(Key::Escape);
            desk.must_see("Looking it up");
        }
        // It is as late as everything was.
        cancel(desk, "Reading a wallet");
        control.delay_answers(Duration::ZERO);
    }
    desk.wait_for_words("Looking it up failed.");
    assert!(!desk.is_enabled(button), "{what} can be sent again unseen");
    control.set_faults(&[]);
    desk.click("Look it up");
    wait_for_the_end(desk, what, way);
    assert_eq!(control.requests(route), before + 1, "{what} was sent twice");
}

/// The same for what is compared with the wallet right before it is sent: only changes go wrong, so its look-up succeeds.
#[track_caller]
fn lose_alone(desk: &mut Desk, change: &Change<'_>, way: Way) {
    let Change { route, button, what, .. } = *change;
    let control = desk.control();
    let before = control.requests(route);
    control.set_slowness(LATE);
    let fault = match way {
        Way::NotDone => FaultKind::ServerError,
        Way::Lost => FaultKind::Reset,
        Way::Cancelled => FaultKind::Slow,
    };
    control.set_faults_on_changes(&[FaultSpec::always(fault)]);
    desk.click_role(Role::Button, button);
    if way == Way::Cancelled {
        desk.wait_until_answered(route, before);
        desk.click("Stop waiting");
    }
    wait_for_the_end(desk, what, way);
    control.set_faults(&[]);
    assert_eq!(control.requests(route), before + 1, "{what} was sent twice");
}

#[track_caller]
fn wait_for_the_end(desk: &mut Desk, what: &str, way: Way) {
    if way == Way::NotDone {
        desk.wait_for_words(&format!("{what} was not carried out. You can send it again."));
    } else {
        desk.wait_for_words("The answer was lost, but it was looked up");
    }
}

/// Ends work in the top bar.
#[track_caller]
fn cancel(desk: &mut Desk, work: &str) {
    if !desk.sees("Cancel: ") {
        desk.wait_for_words("in progress");
        let running = desk.text_with("in progress");
        desk.click_role(Role::Link, &running);
    }
    let cancel = desk.button_with(&format!("Cancel: {work}"));
    desk.click(&cancel);
}

fn wallet(desk: &mut Desk, label: &str) -> Wallet {
    desk.wallets_at_the_server().into_iter().find(|wallet| wallet.label == label).unwrap()
}

fn has_rule(desk: &mut Desk, label: &str, name: &str) -> bool {
    wallet(desk, label).rules().unwrap().iter().any(|rule| rule.id == name)
}

#[test]
fn a_freeze_without_an_answer_is_looked_up_before_it_is_sent_again() {
    let mut desk = Desk::at_work();
    desk.open_page("Gas station");
    let change = Change {
        route: "POST /api/v2/{coin}/wallet/{walletId}/freeze",
        work: None,
        button: "Freeze wallet",
        what: "the freeze",
    };
    for (way, hours) in WAYS.into_iter().zip([1, 1, 2]) {
        if way != Way::Lost {
            desk.click("Freeze…");
        }
        desk.type_into("Duration", &format!("{hours} hours"));
        desk.type_into(LABEL, "Gas station");
        lose(&mut desk, &change, way);
        assert_eq!(desk.is_enabled(LABEL), way == Way::NotDone, "{way:?}");
        let frozen = wallet(&mut desk, "Gas station").is_frozen(Timestamp::now());
        assert_eq!(frozen, way != Way::NotDone, "{way:?}");
        if frozen {
            desk.must_see("the freeze was carried out. Frozen until");
        }
    }
}

/// A freeze of this wallet whose answer is lost, and whose look-up fails.
#[track_caller]
fn lose_freeze(desk: &mut Desk, label: &str, fault: FaultKind) {
    desk.click("Freeze…");
    desk.type_into("Duration", "1 hour");
    desk.type_into(LABEL, label);
    desk.control().set_faults(&[FaultSpec::always(fault)]);
    desk.click_role(Role::Button, "Freeze wallet");
    desk.wait_for_words("Looking it up failed.");
    desk.click("Back to the wallet");
    desk.control().set_faults(&[]);
}

#[test]
fn a_lost_freeze_is_kept_until_it_is_settled_or_the_wallet_can_no_longer_tell() {
    let mut desk = Desk::open();
    let email = desk.log_in_without_sight_of_an_enterprise();
    desk.open_page("Token listings");
    // Another wallet's page does not take the place of the one whose freeze is not settled.
    lose_freeze(&mut desk, "Token listings", FaultKind::Reset);
    desk.click("All wallets");
    desk.type_into("Filter wallets", "Payroll hot");
    desk.click("Payroll hot");
    desk.click("Open wallet");
    desk.wait_for_words("the freeze was carried out. Frozen until");
    desk.must_see("Token listings");

    lose_freeze(&mut desk, "Token listings", FaultKind::ServerError);
    assert!(desk.control().take_off_wallet("Token listings", &email));
    desk.click("Look it up");
    desk.wait_for_words("it can no longer be looked up whether your change was carried out.");
    desk.click("All wallets");
    desk.open_page("Payroll hot");
    desk.must_not_see("Token listings");
}

#[test]
fn a_lost_freeze_may_wait_for_an_approval() {
    let mut desk = Desk::open();
    // Who is said to put approvals up here.
    let admin = desk.button_with("admin");
    desk.log_in(&admin);
    desk.open_page("Gas station");
    lose_freeze(&mut desk, "Gas station", FaultKind::ServerError);
    assert!(desk.control().put_up("Gas station", "freezeRequest", json!({})));
    desk.click("Look it up");
    desk.wait_for_words("a request of yours has been waiting for approval since. That may be the freeze.");
}

#[test]
fn a_removal_is_known_to_the_table_and_to_every_page_until_it_is_settled() {
    let mut desk = Desk::at_work();
    let route = "DELETE /api/v2/{coin}/wallet/{walletId}/user/{userId}";
    for (way, person) in [(Way::Lost, "Hana Kimura"), (Way::Cancelled, "Marcus Adeyemi")] {
        desk.open_page("Solana operations");
        let tab = desk.text_with("People (");
        desk.click_role(Role::RadioButton, &tab);
        desk.click(&format!("Remove {person}…"));
        desk.wait_for("Remove from wallet");
        desk.type_into(LABEL, "Solana operations");
        let (control, before) = (desk.control(), desk.control().requests(route));
        let ended = format!("{person} stays on “Solana operations” until the removal is approved");
        if way == Way::Lost {
            control.set_faults(&[FaultSpec::always(FaultKind::Reset)]);
            desk.click_role(Role::Button, "Remove from wallet");
            desk.wait_for_words("Looking it up failed.");
            control.set_faults(&[]);
            desk.click("Back to the wallet");
            let lost = format!("the removal of {person} from “Solana operations” may have been carried out.");
            desk.must_see(&lost);
            desk.click("All wallets");
            desk.must_see(&lost);
            desk.open_page("Gas station");
            desk.must_see(&lost);
            desk.click("Look it up");
        } else {
            control.set_slowness(Duration::from_secs(3));
            control.set_faults_on_changes(&[FaultSpec::always(FaultKind::Slow)]);
            desk.click_role(Role::Button, "Remove from wallet");
            desk.wait_until_answered(route, before);
            desk.stage.press_with(Modifiers::COMMAND, Key::K);
            desk.type_here("Gas station");
            desk.press(Key::Enter);
            desk.click("Gas station");
            desk.click("Open wallet");
            control.set_faults(&[]);
        }
        desk.wait_for_words(&ended);
        assert_eq!(control.requests(route), before + 1, "{way:?}");
        desk.wait_until_gone("in progress");
        desk.click("Hide this notice");
        desk.click("All wallets");
    }
}

#[test]
fn a_removal_without_an_answer_is_looked_up_before_it_is_sent_again() {
    let mut desk = Desk::at_work();
    desk.open_page("Solana operations");
    desk.wait_for_words("People (");
    let tab = desk.text_with("People (");
    desk.click_role(Role::RadioButton, &tab);
    let change = Change {
        route: "DELETE /api/v2/{coin}/wallet/{walletId}/user/{userId}",
        work: None,
        button: "Remove from wallet",
        what: "the removal",
    };
    let people = ["Marcus Adeyemi", "Marcus Adeyemi", "Hana Kimura"];
    for (way, person) in WAYS.into_iter().zip(people) {
        if way != Way::Lost {
            desk.click(&format!("Remove {person}…"));
            desk.wait_for("Remove from wallet");
        }
        desk.type_into(LABEL, "Solana operations");
        lose(&mut desk, &change, way);
        if way != Way::NotDone {
            desk.must_see(&format!("{person} stays on “Solana operations” until the removal is approved"));
        }
    }
}

#[test]
fn a_rule_without_an_answer_is_looked_up_before_it_is_sent_again() {
    let mut desk = Desk::at_work();
    desk.open_page("Fee account");
    desk.wait_for_words("Rules (");
    let tab = desk.text_with("Rules (");
    desk.click_role(Role::RadioButton, &tab);
    for (way, name) in WAYS.into_iter().zip(["Weekly", "Weekly", "Monthly"]) {
        if way != Way::Lost {
            desk.click("Add rule…");
            desk.type_into("Rule name", name);
            desk.type_into("Limit in TBTC", "0.5");
            desk.type_into("Time window", "7 days");
        }
        desk.wait_until_gone("in progress");
        desk.stage.tick_every_warning().unwrap();
        let route = "POST /api/v2/{coin}/wallet/{walletId}/policy/rule";
        let what = format!("the addition of “{name}”");
        let (work, button) = (Some("Sending a policy rule"), "Add rule");
        lose(&mut desk, &Change { route, work, button, what: &what }, way);
        assert_eq!(has_rule(&mut desk, "Fee account", name), way != Way::NotDone, "{way:?}");
    }
    for (way, name) in WAYS.into_iter().zip(["Weekly", "Weekly", "Monthly"]) {
        if way != Way::Lost {
            desk.click(&format!("Remove {name}"));
            desk.wait_until_gone("in progress");
        }
        desk.type_into(RULE, name);
        let route = "DELETE /api/v2/{coin}/wallet/{walletId}/policy/rule";
        let what = format!("the removal of “{name}”");
        lose_alone(&mut desk, &Change { route, work: None, button: "Remove rule", what: &what }, way);
        assert_eq!(has_rule(&mut desk, "Fee account", name), way == Way::NotDone, "{way:?}");
    }
}
