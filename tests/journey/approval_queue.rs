//! The queue of approvals: filters, groups, keys, and a list that changes beneath.

use std::time::{Duration, Instant};

use countersign::app::Start;
use countersign::bitgo::approvals::{ApprovalKind, ApprovalQuery, Decision, PendingApproval};
use countersign::bitgo::policies::{ActionKind, ConditionChange, RuleAction, RuleKind, RuleRequest};
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE, SandboxOptions};
use egui::accesskit::Role;
use egui::{Key, Theme};

use crate::approvals::at_the_queue;
use crate::harness::{ADMIN, Harness, all};

const LIST: &str = "GET /api/v2/pendingapprovals";

/// What waits, as the platform reports this person.
pub fn waiting(app: &mut Harness, role: &str) -> Vec<PendingApproval> {
    let session = app.api_of(role);
    app.wait(all(session.pending_approvals(ApprovalQuery::default())))
}

/// The second admin at a queue that is read again so often.
pub fn at_a_lively_queue(every: Duration) -> Harness {
    let start = Start { approvals_every: every, ..Start::afresh(Some(SandboxOptions::default())) };
    let mut app = Harness::open_with(start);
    app.wait_for_words("Olivia Brandt");
    app.log_in(ADMIN);
    app.click_role(Role::Button, "Approvals");
    app.wait_for("Filter approvals");
    app.wait_until_gone("in progress");
    app
}

/// Somebody else rejects what has this word in it; says its ID.
pub fn rejected_elsewhere(app: &mut Harness, role: &str, kind: &str) -> String {
    let approvals = waiting(app, role);
    let session = app.api_of(role);
    let me = session.user().id.clone();
    let id = approvals
        .iter()
        .find(|it| it.creator == me && it.info.kind.word() == kind)
        .map(|it| it.id.clone())
        .unwrap();
    app.wait(session.decide_approval(&id, Decision::Reject, Some(&ONE_TIME_CODE.into()))).unwrap();
    id
}

fn shown(app: &Harness) -> (usize, usize) {
    let numbers = |words: &String| {
        let (count, noun) = words.rsplit_once(' ')?;
        let (shown, all) = count.split_once(" of ").unwrap_or((count, count));
        (noun == "approvals").then_some((shown.parse().ok()?, all.parse().ok()?))
    };
    let found = app.stage.labels().iter().find_map(numbers);
    found.unwrap_or_else(|| panic!("no count: {}", app.screen()))
}

#[test]
fn each_filter_narrows_the_queue_and_one_press_clears_them_all() {
    let mut app = at_the_queue(Some(ADMIN));
    let (all, of) = shown(&app);
    assert!(all == of && all > 8, "{all} of {of}");
    app.must_not_see("Clear filters");
    app.click("Filters");
    let approvals = waiting(&mut app, "admin");
    let count = |takes: &dyn Fn(&PendingApproval) -> bool| approvals.iter().filter(|it| takes(it)).count();
    let withdrawals = count(&|it| it.info.kind == ApprovalKind::Transaction);
    let of_payroll = count(&|it| it.wallet_label.as_deref() == Some("Payroll hot"));
    let of_xrp = count(&|it| it.coin.as_deref() == Some("txrp"));
    let me = app.api_of("admin").user().id.clone();
    let own = count(&|it| it.creator == me);
    for (menu, any, entry, expected) in [
        ("Kind", "Any kind", format!("Withdrawal ({withdrawals})"), withdrawals),
        ("Wallet", "Any wallet", format!("Payroll hot ({of_payroll})"), of_payroll),
        ("Coin", "Any coin", format!("txrp ({of_xrp})"), of_xrp),
        ("Requested by", "Anyone", format!("Marcus Adeyemi ({own})"), own),
    ] {
        app.choose(menu, &entry);
        assert_eq!(shown(&app), (expected, of), "{menu}");
        app.choose(menu, any);
        assert_eq!(shown(&app), (all, of), "{menu}");
    }
    app.choose("Age", "A day or older");
    let (old, _) = shown(&app);
    assert!(old > 0 && old < all, "{old}");
    app.choose("Age", "A week or older");
    app.wait_for("No approvals match");
    app.must_see("Filters (1)");
    app.click("Clear filters");
    app.click("Only what I can approve");
    let (mine, _) = shown(&app);
    assert!(mine > 0 && mine < all, "{mine}");
    app.must_not_see("your request");
    app.type_into("Filter approvals", "payroll withdrawal");
    assert_eq!(shown(&app), (1, of));
    app.choose("Kind", &format!("Withdrawal ({withdrawals})"));
    app.click("Clear filters");
    assert_eq!(shown(&app), (all, of));
    assert_eq!(app.typed("Filter approvals"), "");
    assert!(!app.is_ticked("Only what I can approve"));
    app.must_see("Any kind");
}

#[test]
fn the_keys_go_over_the_heads_of_groups_and_open_only_what_enter_opens() {
    let mut app = at_the_queue(Some(ADMIN));
    app.choose("Groups", "Group by age");
    app.wait_for("Younger than a day");
    app.choose("Groups", "Group by action");
    app.wait_for("You can approve");
    app.choose("Groups", "Group by kind");
    app.wait_for("Approvals required");
    let rows = shown(&app).0;
    let place = |app: &mut Harness| app.value_of(Role::Table, "Approvals");
    app.press(Key::ArrowDown);
    assert_eq!(place(&mut app), format!("Row 1 of {rows}"));
    app.press(Key::ArrowUp);
    assert_eq!(place(&mut app), format!("Row 1 of {rows}"), "the first head is above it");
    app.must_not_see("Close details");
    app.must_see("Keys: up and down move, Enter opens, Space selects.");
    app.press(Key::A);
    app.must_not_see("One-time code");
    app.press(Key::ArrowDown);
    app.press(Key::ArrowDown);
    assert_eq!(place(&mut app), format!("Row 3 of {rows}"));
    app.press(Key::Enter);
    app.wait_for("Close details");
    app.must_see("a approves, r rejects.");
    let before = app.screen();
    app.press(Key::ArrowUp);
    assert_eq!(place(&mut app), format!("Row 2 of {rows}"));
    assert_ne!(app.screen(), before, "the open case follows");
    app.press(Key::Escape);
    app.wait_until_gone("Close details");
    assert_eq!(place(&mut app), format!("Row 2 of {rows}"), "closing it keeps the place");
    app.press(Key::End);
    assert_eq!(place(&mut app), format!("Row {rows} of {rows}"));
    app.press(Key::Space);
    app.wait_for_words("Withdrawals are decided one at a time");
    app.must_not_see("selected:");
    app.press(Key::Home);
    app.press(Key::Space);
    app.wait_for("1 selected:");
    app.press(Key::Space);
    app.wait_until_gone("selected:");
}

#[test]
fn keys_that_are_typed_into_a_field_or_lie_behind_a_dialog_decide_nothing() {
    let mut app = at_the_queue(Some(ADMIN));
    app.click("can approve");
    app.wait_for("Approve…");
    let place = app.value_of(Role::Table, "Approvals");
    app.click_role(Role::TextInput, "Filter approvals");
    for key in [Key::A, Key::R, Key::ArrowDown, Key::Space] {
        app.press(key);
    }
    app.must_not_see("One-time code");
    app.must_not_see("selected:");
    assert_eq!(app.value_of(Role::Table, "Approvals"), place);
    app.click("Approve…");
    app.wait_for("Approve request");
    for key in [Key::ArrowDown, Key::Space, Key::R] {
        app.press(key);
    }
    app.must_see("Approve request");
    app.must_not_see("selected:");
    assert_eq!(app.value_of(Role::Table, "Approvals"), place);
}

#[test]
fn what_is_decided_elsewhere_leaves_the_queue_by_itself_and_the_next_one_takes_its_place() {
    let mut app = at_a_lively_queue(Duration::from_millis(300));
    let (before, _) = shown(&app);
    app.click("Add tag “operations” to “Tron operations”");
    app.wait_for("Close details");
    let place = app.value_of(Role::Table, "Approvals");
    let next = app.stage.labels_of(Role::CheckBox);
    assert!(next.iter().any(|label| label.starts_with("Select Add tag")), "{next:?}");
    rejected_elsewhere(&mut app, "owner", "updateWalletTagsRequest");
    app.wait_for_words("Olivia Brandt has canceled it");
    app.must_see("Add tag “operations” to “Tron operations”. Olivia Brandt has canceled it");
    assert_eq!(shown(&app), (before - 1, before - 1));
    let place_of = |words: &str| words.split(' ').nth(1).unwrap().to_owned();
    let now = app.value_of(Role::Table, "Approvals");
    assert_eq!(place_of(&now), place_of(&place), "the next stands in the same place");
    app.must_see("Close details");
    app.must_not_see("One-time code");
    app.click("Dismiss");
    app.must_not_see("has canceled it");
}

#[test]
fn a_wallet_that_is_not_visible_any_more_is_said() {
    let mut app = at_the_queue(Some(ADMIN));
    app.click("Add tag “operations” to “Tron operations”");
    app.click("Approve…");
    app.wait_for("Approve request");
    assert!(app.control().take_off_wallet("Tron operations", "admin@treasury.example"));
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Approve request");
    app.wait_for_words("You can no longer see it");
    app.must_not_see("One-time code");
}

#[test]
fn a_reading_that_fails_is_said_quietly_and_mends_itself() {
    let mut app = at_a_lively_queue(Duration::from_millis(200));
    app.control().set_faults(&[FaultSpec::always(FaultKind::Html)]);
    app.wait_for_words("Not current");
    app.must_not_see("Incomplete");
    app.must_not_see("Try again");
    assert!(shown(&app).0 > 8, "the rows stay");
    app.control().set_faults(&[]);
    app.wait_until_gone("Not current");
}

#[test]
fn while_the_window_is_not_in_front_it_is_read_ever_more_rarely() {
    let every = Duration::from_millis(100);
    let mut app = at_a_lively_queue(every);
    app.stage.harness().input_mut().focused = false;
    app.stage.settle();
    let control = app.control();
    let (began, asked) = (Instant::now(), control.requests(LIST));
    let later = |count: u64| move |_: &_| control.requests(LIST) >= asked + count;
    app.stage.wait_until("four more readings", later(4)).unwrap();
    // The first may have been due; then it is twice, four times and eight times as long.
    assert!(began.elapsed() >= every * (2 + 4 + 8), "{:?}", began.elapsed());
    app.stage.harness().input_mut().focused = true;
    let control = app.control();
    let asked = control.requests(LIST);
    app.stage.wait_until("it is read again", move |_| control.requests(LIST) > asked).unwrap();
}

#[test]
fn a_queue_that_is_not_due_rests_and_can_be_read_again_by_hand() {
    let mut app = at_a_lively_queue(Duration::from_hours(1));
    let asked = app.control().requests(LIST);
    app.stage.harness().remove_cursor();
    assert!(app.rest() >= Duration::from_secs(5), "{:?}", app.rest_now());
    assert_eq!(app.control().requests(LIST), asked, "it is not due");
    app.click("Refresh");
    app.wait_until_gone("in progress");
    assert_eq!(app.control().requests(LIST), asked + 1);
}

#[test]
fn sixty_wait_and_the_smallest_window_holds_them() {
    let mut app = Harness::open();
    let owner = app.api();
    let wallet =
        app.wallets_at_the_server().into_iter().find(|wallet| wallet.label == "Payroll hot").unwrap();
    for number in 1..=50_u64 {
        let rule = RuleRequest {
            id: format!("Limit {number:02}"),
            kind: RuleKind::VelocityLimit,
            coin: None,
            condition: Some(ConditionChange::Velocity {
                amount: (number * 1_000_000).into(),
                time_window_secs: 86_400,
                group_tags: Vec::new(),
            }),
            action: RuleAction { kind: ActionKind::GetApproval, user_ids: Vec::new() },
        };
        let outcome = app.wait(owner.add_policy_rule(&wallet.coin, &wallet.id, &rule)).unwrap();
        assert!(outcome.waiting().is_some(), "the rule was made at once");
    }
    app.log_in(ADMIN);
    app.stage.set_appearance(Theme::Dark, (1024.0, 700.0));
    app.click_role(Role::Button, "Approvals");
    app.wait_for("Filter approvals");
    app.wait_until_gone("in progress");
    let (all, _) = shown(&app);
    assert!(all >= 60, "{all}");
    app.press(Key::End);
    assert_eq!(app.value_of(Role::Table, "Approvals"), format!("Row {all} of {all}"));
    app.must_see("Add rule “Limit 50” to “Payroll hot”");
    app.press(Key::Enter);
    app.wait_for("Close details");
    app.must_not_see("Filter approvals");
    app.must_see("Add rule “Limit 50” to “Payroll hot”");
    app.press(Key::ArrowUp);
    app.wait_for("Add rule “Limit 49” to “Payroll hot”");
    app.press(Key::Escape);
    let before_last = format!("Row {} of {all}", all - 1);
    assert_eq!(app.value_of(Role::Table, "Approvals"), before_last, "the place is kept");
    app.click("Filters");
    app.choose("Groups", "Group by wallet");
    app.press(Key::Home);
    assert_eq!(app.value_of(Role::Table, "Approvals"), format!("Row 1 of {all}"));
}
