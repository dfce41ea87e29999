//! How old and how current each panel is, and that nothing that was not read is a zero.

use std::time::Duration;

use countersign::app::{PANELS, Route, Start};
use countersign::sandbox::{FaultKind, FaultSpec, SandboxOptions};
use egui::accesskit::Role;

use crate::harness::{Harness, OWNER};
use crate::support::panels;

/// The lists that a session reads by itself.
const LISTS: [&str; 5] =
    ["/v2/wallets", "/wallet/balances", "/user/accesstoken", "/walletshares", "/pendingapprovals"];

fn at_work_with(change: impl FnOnce(&mut Start)) -> Harness {
    let mut start = Start::afresh(Some(SandboxOptions::default()));
    change(&mut start);
    let mut app = Harness::open_with(start);
    app.wait_for_words("Olivia Brandt");
    app
}

/// Logs in and does not wait for the lists.
fn begin_to_read(app: &mut Harness) {
    app.click(OWNER);
    app.click("Log in");
    app.wait_for("One-time code");
    app.type_into("One-time code", countersign::sandbox::ONE_TIME_CODE);
    app.click("Log in");
    app.wait_for("Log out");
}

#[test]
fn every_panel_says_that_it_is_not_current_while_the_server_is_gone() {
    let mut app = at_work_with(|start| start.approvals_every = Duration::from_millis(300));
    app.log_in(OWNER);
    panels::visit_every(&mut app, |app, panel| {
        app.must_not_see("Not current");
        app.control().set_faults(&[FaultSpec::always(FaultKind::Reset)]);
        app.wait_for_words("Not current: BitGo has not answered since ");
        assert!(app.sees(panel.landmark), "{} went away: {}", panel.title, app.screen());
        app.control().set_faults(&[]);
        app.wait_until_gone("Not current");
    });
}

#[test]
fn a_list_that_is_refused_while_the_server_answers_is_not_current_where_it_shows() {
    let mut app = Harness::at_work();
    app.control().set_faults_at(&["/walletshares"], &[FaultSpec::always(FaultKind::MissingHmac)]);
    panels::open(&mut app, Route::Shares.panel());
    app.click("Refresh");
    app.wait_for_words("Not current: the shares could not be read again.");
    panels::open(&mut app, Route::Tokens.panel());
    app.must_not_see("Not current");
    app.control().set_faults(&[]);
    panels::open(&mut app, Route::Shares.panel());
    app.must_see("Not current: the shares");
    app.click("Refresh");
    app.wait_until_gone("Not current");
}

#[test]
fn what_could_not_be_read_again_stays_not_current_while_it_is_tried_once_more() {
    let mut app = Harness::at_work();
    app.control().set_faults_at(&["/walletshares"], &[FaultSpec::always(FaultKind::MissingHmac)]);
    panels::open(&mut app, Route::Shares.panel());
    app.click("Refresh");
    app.wait_for_words("Not current: the shares could not be read again.");
    let top = app.top_of("Refresh");
    app.control().set_faults_at(&["/walletshares"], &[FaultSpec::always(FaultKind::Hang)]);
    app.click("Refresh");
    app.wait_for_words("in progress");
    app.must_see("Not current: the shares could not be read again.");
    assert_eq!(app.top_of("Refresh"), top, "the panel moved");
}

#[test]
fn approvals_that_are_refreshed_in_vain_are_not_current_wherever_they_are_drawn() {
    let mut app = at_work_with(|start| start.approvals_every = Duration::from_millis(200));
    app.log_in(OWNER);
    app.control().set_faults_at(&["/pendingapprovals"], &[FaultSpec::always(FaultKind::WrongHmac)]);
    for route in [Route::Approvals, Route::Safety] {
        panels::open(&mut app, route.panel());
        app.wait_for_words("Not current: the approvals could not be read again.");
        // Several tries, each of which fails.
        for _ in 0..40 {
            std::thread::sleep(Duration::from_millis(25));
            app.stage.settle();
            app.must_see("Not current: the approvals");
        }
    }
    app.control().set_faults(&[]);
    app.wait_until_gone("Not current");
}

#[test]
fn what_is_being_typed_goes_on_while_a_panel_becomes_not_current() {
    let mut app = at_work_with(|start| start.approvals_every = Duration::from_millis(300));
    app.log_in(OWNER);
    panels::open(&mut app, Route::Shares.panel());
    app.type_into("Filter shares", "oper");
    app.control().set_faults(&[FaultSpec::always(FaultKind::Reset)]);
    app.wait_for_words("Not current");
    app.type_here("ations");
    assert_eq!(app.typed("Filter shares"), "operations");
}

#[test]
fn a_list_of_pages_is_as_old_as_the_oldest_page() {
    let mut app = at_work_with(|start| start.fresh_for = Duration::from_secs(2));
    app.control().limit_pages(1);
    app.control().delay_answers(Duration::from_millis(400));
    begin_to_read(&mut app);
    // Pages are still coming, and the last one is no older than that.
    app.wait_for_words("Wallets as of ");
    app.must_see("Stop reading");
}

#[test]
fn each_tab_of_a_wallet_says_how_old_its_own_figures_are() {
    let mut app = at_work_with(|start| start.fresh_for = Duration::from_secs(1));
    app.log_in(OWNER);
    app.open_page("Operations hot");
    for (tab, figures) in [
        ("Overview", "Wallet as of "),
        ("Transfers", "Transfers as of "),
        ("Approvals", "Approvals as of "),
        ("People", "Wallet as of "),
    ] {
        let labels = app.stage.labels_of(Role::RadioButton);
        let tab = labels.iter().find(|it| it.starts_with(tab)).unwrap();
        app.click_role(Role::RadioButton, tab);
        app.wait_for_words(figures);
        let told: Vec<String> = app.stage.labels().into_iter().filter(|it| it.contains(" as of ")).collect();
        assert!(told.iter().all(|it| it.starts_with(figures)), "{tab}: {told:?}");
    }
    let age = app.text_with("Wallet as of ");
    let (age, refresh) = (app.top_of(&age), app.top_of("Refresh"));
    assert!((refresh..refresh + 20).contains(&age), "not beside the button: {age}, {refresh}");
}

#[test]
fn every_panel_of_figures_says_as_of_when_they_were_read() {
    let mut app = at_work_with(|start| start.fresh_for = Duration::from_secs(2));
    app.log_in(OWNER);
    for panel in &PANELS {
        panels::open(&mut app, panel);
        if panel.route == Route::Settings {
            std::thread::sleep(Duration::from_secs(3));
            app.stage.settle();
            app.must_not_see(" as of ");
        } else {
            app.wait_for_words(" as of ");
        }
    }
    panels::open(&mut app, Route::Tokens.panel());
    app.wait_for_words("Access tokens as of ");
    app.click("Refresh");
    app.wait_until_gone("Access tokens as of ");
}

#[test]
fn figures_that_were_just_read_stand_without_a_time() {
    let mut app = Harness::at_work();
    panels::visit_every(&mut app, |app, _| app.must_not_see(" as of "));
}

/// Everything that is counted in the navigation.
fn counts(app: &mut Harness) -> Vec<(&'static str, String)> {
    let counted = PANELS.iter().filter(|panel| panel.icon.is_some());
    counted.map(|panel| (panel.title, app.value_of(Role::Button, panel.title))).collect()
}

#[track_caller]
fn assert_no_zero(app: &mut Harness, panel: &str) {
    for (title, count) in counts(app) {
        assert_eq!(count, "", "{title} is counted without having been read");
    }
    let is_zero = |label: &&String| {
        let words: Vec<&str> = label.split(|it: char| !it.is_alphanumeric() && it != '.').collect();
        label.contains("(0)") || words.first() == Some(&"0")
    };
    let labels = app.stage.labels();
    let zeros: Vec<&String> = labels.iter().filter(is_zero).collect();
    assert!(zeros.is_empty(), "{panel} claims {zeros:?}");
    for nothing in ["No wallets", "No access tokens", "No pending approvals", "No shares", "No issues found"]
    {
        assert!(!labels.iter().any(|it| it.starts_with(nothing)), "{panel} claims \"{nothing}\"");
    }
}

#[test]
fn lists_that_could_not_be_read_are_no_zeros() {
    let mut app = Harness::open();
    app.control().set_faults_at(&LISTS, &[FaultSpec::always(FaultKind::MissingHmac)]);
    app.log_in(OWNER);
    for route in [Route::Wallets, Route::Shares, Route::Approvals, Route::Tokens, Route::Safety] {
        panels::go(&mut app, route.panel());
        app.wait_until_gone("in progress");
        assert_no_zero(&mut app, route.panel().title);
    }
}

#[test]
fn lists_that_are_still_being_read_are_no_zeros() {
    let mut app = Harness::open();
    app.control().set_faults_at(&LISTS, &[FaultSpec::always(FaultKind::Hang)]);
    begin_to_read(&mut app);
    for route in [Route::Wallets, Route::Shares, Route::Approvals, Route::Tokens, Route::Safety] {
        panels::go(&mut app, route.panel());
        assert_no_zero(&mut app, route.panel().title);
    }
}

#[test]
fn what_waits_about_a_wallet_is_not_counted_before_the_approvals_are_read() {
    let mut app = Harness::at_work();
    app.control().set_faults_at(&["/pendingapprovals"], &[FaultSpec::always(FaultKind::MissingHmac)]);
    app.click("Log out");
    app.wait_for("Email");
    app.log_in(OWNER);
    app.open_page("Operations hot");
    app.must_not_see("Approvals (");
    app.click_role(Role::RadioButton, "Approvals");
    app.wait_until_gone("in progress");
    app.must_not_see("No pending approvals");
    let people = app.text_with("People (");
    app.click_role(Role::RadioButton, &people);
    app.wait_for_words("pending removals may not be shown");
    app.control().set_faults(&[]);
    app.click_role(Role::RadioButton, "Approvals");
    app.click("Try again");
    app.wait_for("Approvals (1)");
}

#[test]
fn a_part_of_a_list_is_counted_as_a_part() {
    let mut app = Harness::open();
    app.control().limit_pages(5);
    app.control().delay_answers(Duration::from_millis(400));
    begin_to_read(&mut app);
    app.wait_for_words(" wallets read so far");
    app.click("Stop reading");
    app.control().delay_answers(Duration::ZERO);
    let count = app.value_of(Role::Button, "Wallets");
    assert!(count.ends_with('+'), "{count}");
    app.must_see(" so far, ");
    app.type_into("Filter wallets", "no wallet is called this");
    app.wait_for("No wallet matches so far");
    app.click("Read all wallets");
    app.wait_for("No wallet matches");
    // One balance of this coin is no whole number.
    app.must_see("≥ 9,556.962108 TXTZ");
    app.must_see("14,677.33442042 TBTC");
    app.must_not_see("≥ 14,677.33442042 TBTC");
    app.must_not_see("so far");
    assert_eq!(app.value_of(Role::Button, "Wallets"), "80");
}

#[test]
fn a_review_without_the_approvals_claims_no_zero() {
    let mut app = Harness::open();
    app.control().set_faults_at(&["/pendingapprovals"], &[FaultSpec::always(FaultKind::MissingHmac)]);
    app.log_in(OWNER);
    panels::go(&mut app, Route::Safety.panel());
    app.wait_for_words("Pending approvals were not read.");
    app.must_not_see("0 pending approvals");
    app.must_see("This review is incomplete");
    assert!(!app.stage.labels().iter().any(|it| it.ends_with("(0)")), "{}", app.screen());
    app.control().set_faults(&[]);
    app.click("Try again");
    app.wait_for_words(" pending approvals were checked against");
}
