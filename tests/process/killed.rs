//! A kill between a request and its answer is told at the next login, for every kind of change.

use std::time::Duration;

use countersign::domain::change::ChangeKind;
use countersign::sandbox::{FaultKind, FaultSpec};
use serde_json::{Value, json};

use crate::drivers::{self, DRIVERS, Driver, NOT_SENT, path, route};
use crate::harness::{Harness, all};
use crate::world::{self, Who, World};

/// Sends a change from a process of its own and kills that before it has the answer.
fn cut_off(world: &World, driver: &Driver, fault: FaultKind) -> Value {
    world.control().set_faults(&[]);
    let order = (driver.prepare)(world);
    let mut process = world.start(driver.who);
    let name = route(driver.kind).to_string();
    let is_carried_out = fault == FaultKind::Slow;
    let control = world.control();
    let before = if is_carried_out { control.answered(&name) } else { control.requests(&name) };
    control.set_faults_on_changes_at(path(driver.kind), &[FaultSpec::always(fault)]);
    process.tell(&order);
    world.wait_until_sent(&name, before, is_carried_out);
    process.kill();
    control.set_faults(&[]);
    order
}

/// The app of this person, who has just logged in where a process was killed.
pub fn log_in_again(world: &World, who: Who) -> Harness {
    world.control().forget_rates();
    let mut app = world::open(&world.place(who));
    app.wait_until_gone("being looked up…");
    app
}

/// Reads each of these once, in the order in which they were sent, and puts it aside.
fn read_each(app: &mut Harness, told: &[(&Driver, [&str; 2])]) {
    for (driver, words) in told {
        let line = app.text_with(words[0]);
        assert!(line.contains(", sent on ") && line.contains(words[1]), "{:?}: {line}", driver.kind);
        app.click("Dismiss");
        app.wait_until_gone(&line);
    }
    app.must_not_see("Unconfirmed: Countersign closed");
}

#[test]
fn every_kind_is_tried_or_is_not_sent() {
    for kind in ChangeKind::ALL {
        let is_tried = DRIVERS.iter().any(|driver| driver.kind == *kind);
        assert!(is_tried != NOT_SENT.contains(kind), "{kind:?} needs a row in DRIVERS");
    }
}

/// Kills the process in the middle of each of this person's changes, and reads of them at one login.
fn killed_in_the_middle(name: &str, who: Who) {
    let world = World::open(name);
    let drivers: Vec<&Driver> = DRIVERS.iter().filter(|driver| driver.who == who).collect();
    for driver in &drivers {
        cut_off(&world, driver, FaultKind::Slow);
    }
    let mut app = log_in_again(&world, who);
    let count = drivers.len();
    app.must_see(&format!("Countersign closed before BitGo’s answer to {count} changes arrived."));
    let told: Vec<_> = drivers.into_iter().map(|driver| (driver, driver.told)).collect();
    read_each(&mut app, &told);
    drop(app);
    let mut app = log_in_again(&world, who);
    app.must_not_see("Unconfirmed: Countersign closed");
    app.wait_until_gone("in progress");
}

#[test]
fn killed_in_the_middle_of_each_kind_of_the_owners_changes() {
    killed_in_the_middle("killed-owner", Who::Owner);
}

#[test]
fn killed_in_the_middle_of_each_kind_of_the_admins_changes() {
    killed_in_the_middle("killed-admin", Who::Admin);
}

#[test]
fn killed_in_the_middle_of_each_kind_of_the_viewers_changes() {
    killed_in_the_middle("killed-viewer", Who::Viewer);
}

#[test]
fn killed_before_it_was_carried_out_it_is_not_called_done() {
    let world = World::open("killed-before");
    let kinds =
        [ChangeKind::ShareMade, ChangeKind::Freeze, ChangeKind::RuleRemoved, ChangeKind::TemplateDeleted];
    let drivers: Vec<&Driver> = DRIVERS.iter().filter(|driver| kinds.contains(&driver.kind)).collect();
    for driver in &drivers {
        cut_off(&world, driver, FaultKind::Hang);
    }
    let mut app = log_in_again(&world, Who::Owner);
    app.must_see("Look up again");
    let told: Vec<_> =
        drivers.into_iter().map(|driver| (driver, [driver.told[0], driver.undone.unwrap()])).collect();
    read_each(&mut app, &told);
}

#[test]
fn a_ledger_that_cannot_be_written_stops_no_change() {
    let world = World::open("broken-ledger");
    let mut app = log_in_again(&world, Who::Owner);
    let broken = rusqlite::Connection::open(world.ledger()).unwrap();
    broken.execute_batch("DROP TABLE event").unwrap();
    let session = app.stage.app().session().cloned().expect("a session");
    let order = json!({ "kind": ChangeKind::TemplateMade, "name": "made all the same" });
    app.wait(drivers::send(&session, &order));
    let templates = app.wait(all(session.token_templates()));
    assert!(templates.iter().any(|template| template.name == "made all the same"));
}

#[test]
fn a_second_running_copy_does_not_claim_the_firsts_change() {
    let world = World::open("two-copies");
    let freeze = DRIVERS.iter().find(|driver| driver.kind == ChangeKind::Freeze).unwrap();
    let order = (freeze.prepare)(&world);
    let mut first = world.start(Who::Owner);
    let name = route(freeze.kind).to_string();
    world.control().set_faults_on_changes_at(path(freeze.kind), &[FaultSpec::always(FaultKind::Slow)]);
    first.tell(&order);
    world.wait_until_sent(&name, 0, true);
    let second = log_in_again(&world, Who::Owner);
    second.must_not_see("Unconfirmed: Countersign closed");
    drop(second);
    first.kill();
    std::thread::sleep(Duration::from_millis(50));
    let mut third = log_in_again(&world, Who::Owner);
    read_each(&mut third, &[(freeze, freeze.told)]);
}
