//! The queue of approvals: filters, groups, keys, and a list that changes beneath.

use std::time::{Duration, Instant};

use countersign::app::Start;
use countersign::bitgo::approvals::{ApprovalKind, ApprovalQuery, Decision, PendingApproval};
use countersign::bitgo::policies::{ActionKind, ConditionChange, RuleAction, RuleKind, RuleRequest};
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE, SandboxOptions};
use egui::accesskit::Role;
use egui::{Key, Theme};

use crate::approvals::at_the_queue;
use crate::desk::{ADMIN, Desk, all};

const LIST: &str = "GET /api/v2/pendingapprovals";

/// What waits, as the platform reports this person.
pub fn waiting(desk: &mut Desk, role: &str) -> Vec<PendingApproval> {
    let session = desk.api_of(role);
    desk.wait(all(session.pending_approvals(ApprovalQuery::default())))
}

/// The second admin at a queue that is read again so often.
pub fn at_a_lively_queue(every: Duration) -> Desk {
    let start = Start { approvals_every: every, ..Start::afresh(Some(SandboxOptions::default())) };
    let mut desk = Desk::open_with(start);
    desk.wait_for_words("Olivia Brandt");
    desk.log_in(ADMIN);
    desk.click_role(Role::Button, "Approvals");
    desk.wait_for("Filter approvals");
    desk.wait_until_gone("in progress");
    desk
}

/// Somebody else rejects what has this word in it; says its ID.
pub fn rejected_elsewhere(desk: &mut Desk, role: &str, kind: &str) -> String {
    let approvals = waiting(desk, role);
    let session = desk.api_of(role);
    let me = session.user().id.clone();
    let id = approvals
        .iter()
        .find(|it| it.creator == me && it.info.kind.word() == kind)
        .map(|it| it.id.clone())
        .unwrap();
    desk.wait(session.decide_approval(&id, Decision::Reject, Some(&ONE_TIME_CODE.into()))).unwrap();
    id
}

fn shown(desk: &Desk) -> (usize, usize) {
    let words = desk.stage.labels().into_iter().find(|it| it.ends_with(" approvals") && it.contains(" of "));
    let words = words.unwrap_or_else(|| panic!("no count: {}", desk.screen()));
    let mut numbers = words.split(' ').filter_map(|word| word.parse().ok());
    (numbers.next().unwrap(), numbers.next().unwrap())
}

#[test]
fn each_filter_narrows_the_queue_and_one_press_clears_them_all() {
    let mut desk = at_the_queue(Some(ADMIN));
    let (all, of) = shown(&desk);
    assert!(all == of && all > 8, "{all} of {of}");
    desk.must_not_see("Clear filters");
    desk.click("Filters");
    let approvals = waiting(&mut desk, "admin");
    let count = |takes: &dyn Fn(&PendingApproval) -> bool| approvals.iter().filter(|it| takes(it)).count();
    let withdrawals = count(&|it| it.info.kind == ApprovalKind::Transaction);
    let of_payroll = count(&|it| it.wallet_label.as_deref() == Some("Payroll hot"));
    let of_xrp = count(&|it| it.coin.as_deref() == Some("txrp"));
    let me = desk.api_of("admin").user().id.clone();
    let own = count(&|it| it.creator == me);
    for (menu, any, entry, expected) in [
        ("Kind", "Any kind", format!("Withdrawal ({withdrawals})"), withdrawals),
        ("Wallet", "Any wallet", format!("Payroll hot ({of_payroll})"), of_payroll),
        ("Coin", "Any coin", format!("txrp ({of_xrp})"), of_xrp),
        ("Requested by", "Anyone", format!("Marcus Adeyemi ({own})"), own),
    ] {
        desk.choose(menu, &entry);
        assert_eq!(shown(&desk), (expected, of), "{menu}");
        desk.choose(menu, any);
        assert_eq!(shown(&desk), (all, of), "{menu}");
    }
    desk.choose("Age", "A day or older");
    let (old, _) = shown(&desk);
    assert!(old > 0 && old < all, "{old}");
    desk.choose("Age", "A week or older");
    desk.wait_for("No approvals match");
    desk.must_see("Filters (1)");
    desk.click("Clear filters");
    desk.click("Only what I can approve");
    let (mine, _) = shown(&desk);
    assert!(mine > 0 && mine < all, "{mine}");
    desk.must_not_see("your request");
    desk.type_into("Filter approvals", "payroll withdrawal");
    assert_eq!(shown(&desk), (1, of));
    desk.choose("Kind", &format!("Withdrawal ({withdrawals})"));
    desk.click("Clear filters");
    assert_eq!(shown(&desk), (all, of));
    assert_eq!(desk.typed("Filter approvals"), "");
    assert!(!desk.is_ticked("Only what I can approve"));
    desk.must_see("Any kind");
}

#[test]
fn the_keys_go_over_the_heads_of_groups_and_open_only_what_enter_opens() {
    let mut desk = at_the_queue(Some(ADMIN));
    desk.choose("Groups", "By age");
    desk.wait_for("Younger than a day");
    desk.choose("Groups", "By what I can approve");
    desk.wait_for("You can approve");
    desk.choose("Groups", "By kind");
    desk.wait_for("Approvals required");
    let rows = shown(&desk).0;
    let place = |desk: &mut Desk| desk.value_of(Role::Table, "Approvals");
    desk.press(Key::ArrowDown);
    assert_eq!(place(&mut desk), format!("Row 1 of {rows}"));
    desk.press(Key::ArrowUp);
    assert_eq!(place(&mut desk), format!("Row 1 of {rows}"), "the first head is above it");
    desk.must_not_see("Close case");
    desk.must_see("Keys: up and down move, Enter opens, Space selects.");
    desk.press(Key::A);
    desk.must_not_see("One-time code");
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowDown);
    assert_eq!(place(&mut desk), format!("Row 3 of {rows}"));
    desk.press(Key::Enter);
    desk.wait_for("Close case");
    desk.must_see("a approves, r rejects.");
    let before = desk.screen();
    desk.press(Key::ArrowUp);
    assert_eq!(place(&mut desk), format!("Row 2 of {rows}"));
    assert_ne!(desk.screen(), before, "the open case follows");
    desk.press(Key::Escape);
    desk.wait_until_gone("Close case");
    assert_eq!(place(&mut desk), format!("Row 2 of {rows}"), "closing it keeps the place");
    desk.press(Key::End);
    assert_eq!(place(&mut desk), format!("Row {rows} of {rows}"));
    desk.press(Key::Space);
    desk.wait_for_words("Withdrawals are decided one at a time");
    desk.must_not_see("selected:");
    desk.press(Key::Home);
    desk.press(Key::Space);
    desk.wait_for("1 selected:");
    desk.press(Key::Space);
    desk.wait_until_gone("selected:");
}

#[test]
fn keys_that_are_typed_into_a_field_or_lie_behind_a_dialog_decide_nothing() {
    let mut desk = at_the_queue(Some(ADMIN));
    desk.click("can approve");
    desk.wait_for("Approve…");
    let place = desk.value_of(Role::Table, "Approvals");
    desk.click_role(Role::TextInput, "Filter approvals");
    for key in [Key::A, Key::R, Key::ArrowDown, Key::Space] {
        desk.press(key);
    }
    desk.must_not_see("One-time code");
    desk.must_not_see("selected:");
    assert_eq!(desk.value_of(Role::Table, "Approvals"), place);
    desk.click("Approve…");
    desk.wait_for("Approve request");
    for key in [Key::ArrowDown, Key::Space, Key::R] {
        desk.press(key);
    }
    desk.must_see("Approve request");
    desk.must_not_see("selected:");
    assert_eq!(desk.value_of(Role::Table, "Approvals"), place);
}

#[test]
fn what_is_decided_elsewhere_leaves_the_queue_by_itself_and_the_next_one_takes_its_place() {
    let mut desk = at_a_lively_queue(Duration::from_millis(300));
    let (before, _) = shown(&desk);
    desk.click("Add the tag operations to Tron operations");
    desk.wait_for("Close case");
    let place = desk.value_of(Role::Table, "Approvals");
    let next = desk.stage.labels_of(Role::CheckBox);
    assert!(next.iter().any(|label| label.starts_with("Select Add the tag")), "{next:?}");
    rejected_elsewhere(&mut desk, "owner", "updateWalletTagsRequest");
    desk.wait_for_words("Olivia Brandt has canceled it");
    desk.must_see("Add the tag operations to Tron operations. Olivia Brandt has canceled it");
    assert_eq!(shown(&desk), (before - 1, before - 1));
    let place_of = |words: &str| words.split(' ').nth(1).unwrap().to_owned();
    let now = desk.value_of(Role::Table, "Approvals");
    assert_eq!(place_of(&now), place_of(&place), "the next stands in the same place");
    desk.must_see("Close case");
    desk.must_not_see("One-time code");
    desk.click("Hide this");
    desk.must_not_see("has canceled it");
}

#[test]
fn a_wallet_that_is_not_visible_any_more_is_said() {
    let mut desk = at_the_queue(Some(ADMIN));
    desk.click("Add the tag operations to Tron operations");
    desk.click("Approve…");
    desk.wait_for("Approve request");
    assert!(desk.control().take_off_wallet("Tron operations", "admin@treasury.example"));
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.click("Approve request");
    desk.wait_for_words("You can no longer see it");
    desk.must_not_see("One-time code");
}

#[test]
fn a_reading_that_fails_is_said_quietly_and_mends_itself() {
    let mut desk = at_a_lively_queue(Duration::from_millis(200));
    desk.control().set_faults(&[FaultSpec::always(FaultKind::Html)]);
    desk.wait_for("out of date");
    desk.must_not_see("Incomplete");
    desk.must_not_see("Try again");
    assert!(shown(&desk).0 > 8, "the rows stay");
    desk.control().set_faults(&[]);
    desk.wait_until_gone("out of date");
}

#[test]
fn while_the_window_is_not_in_front_it_is_read_ever_more_rarely() {
    let every = Duration::from_millis(100);
    let mut desk = at_a_lively_queue(every);
    desk.stage.harness().input_mut().focused = false;
    desk.stage.settle();
    let control = desk.control();
    let (began, asked) = (Instant::now(), control.requests(LIST));
    let later = |count: u64| move |_: &_| control.requests(LIST) >= asked + count;
    desk.stage.wait_until("four more readings", later(4)).unwrap();
    // The first may have been due; then it is twice, four times and eight times as long.
    assert!(began.elapsed() >= every * (2 + 4 + 8), "{:?}", began.elapsed());
    desk.stage.harness().input_mut().focused = true;
    let control = desk.control();
    let asked = control.requests(LIST);
    desk.stage.wait_until("it is read again", move |_| control.requests(LIST) > asked).unwrap();
}

#[test]
fn a_queue_that_is_not_due_rests_and_can_be_read_again_by_hand() {
    let mut desk = at_a_lively_queue(Duration::from_hours(1));
    let asked = desk.control().requests(LIST);
    desk.stage.harness().remove_cursor();
    assert!(desk.rest() >= Duration::from_secs(5), "{:?}", desk.rest_now());
    assert_eq!(desk.control().requests(LIST), asked, "it is not due");
    desk.click("Refresh");
    desk.wait_until_gone("in progress");
    assert_eq!(desk.control().requests(LIST), asked + 1);
}

#[test]
fn sixty_wait_and_the_smallest_window_holds_them() {
    let mut desk = Desk::open();
    let owner = desk.api();
    let wallet =
        desk.wallets_at_the_server().into_iter().find(|wallet| wallet.label == "Payroll hot").unwrap();
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
        let outcome = desk.wait(owner.add_policy_rule(&wallet.coin, &wallet.id, &rule)).unwrap();
        assert!(outcome.waiting().is_some(), "the rule was made at once");
    }
    desk.log_in(ADMIN);
    desk.stage.set_appearance(Theme::Dark, (1024.0, 700.0));
    desk.click_role(Role::Button, "Approvals");
    desk.wait_for("Filter approvals");
    desk.wait_until_gone("in progress");
    let (all, _) = shown(&desk);
    assert!(all >= 60, "{all}");
    desk.press(Key::End);
    assert_eq!(desk.value_of(Role::Table, "Approvals"), format!("Row {all} of {all}"));
    desk.must_see("Add the rule Limit 50 of Payroll hot");
    desk.press(Key::Enter);
    desk.wait_for("Close case");
    desk.must_not_see("Filter approvals");
    desk.must_see("Add the rule Limit 50 of Payroll hot");
    desk.press(Key::ArrowUp);
    desk.wait_for("Add the rule Limit 49 of Payroll hot");
    desk.press(Key::Escape);
    let before_last = format!("Row {} of {all}", all - 1);
    assert_eq!(desk.value_of(Role::Table, "Approvals"), before_last, "the place is kept");
    desk.click("Filters");
    desk.choose("Groups", "By wallet");
    desk.press(Key::Home);
    assert_eq!(desk.value_of(Role::Table, "Approvals"), format!("Row 1 of {all}"));
}
