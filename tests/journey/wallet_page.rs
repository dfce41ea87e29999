//! One wallet's page: what it shows, exactly, and its freeze.

use std::time::Duration;

use countersign::app::Start;
use countersign::bitgo::approvals::Decision;
use countersign::bitgo::transfers::TransferQuery;
use countersign::bitgo::wallet::Wallet;
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE, SandboxOptions};
use egui::accesskit::Role;
use jiff::Timestamp;

use crate::harness::{Harness, OWNER, all};

const FROZEN: &str = "POST /api/v2/{coin}/wallet/{walletId}/freeze";
const LABEL: &str = "Type the wallet's label to confirm";

/// The owner on the page of the wallet with this label.
fn at_the_page(label: &str) -> (Harness, Wallet) {
    let mut app = Harness::at_work();
    let wallet = app.wallets_at_the_server().into_iter().find(|wallet| wallet.label == label).unwrap();
    app.open_page(label);
    (app, wallet)
}

#[test]
fn a_page_has_exact_balances_keys_and_rules_in_words_and_leads_to_what_waits() {
    let (mut app, wallet) = at_the_page("Operations hot");
    let address = wallet.receive_address().unwrap();
    let exact = wallet.balance.as_ref().and_then(|balance| balance.exact()).unwrap();
    app.must_see(&format!("{} satoshi", exact.grouped()));
    app.must_see(&format!("QR code of {address}"));
    assert_eq!(app.copy("Copy receive address"), address);
    assert_eq!(app.copy("Copy wallet ID"), wallet.id);
    for words in ["User key", "Backup key", "BitGo key", "Held by the people who can spend"] {
        app.must_see(words);
    }
    // The rules: what they do, who approves, that they are locked.
    let rules = wallet.policy().unwrap().rules;
    app.click(&format!("Policy ({})", rules.len()));
    app.wait_for_words("Changes to policy rules take effect immediately");
    for rule in &rules {
        app.must_see(&rule.description().sentence(&wallet.coin));
    }
    app.must_see("Locked since");
    app.must_see("any admin except the sender");
    // What waits about it.
    app.click("All wallets");
    app.wait_for("Filter wallets");
    app.click("Close wallet details");
    app.wait_for("pending approval");
    app.click("Wallet details");
    app.click("Open wallet");
    app.click("Approvals (1)");
    let open = app.button_with("View approval: Send 1.25 TBTC");
    app.click(&open);
    app.wait_for("Filter approvals");
    app.wait_for("Close details");
}

#[test]
fn somebody_who_only_views_is_shown_no_keys_and_can_change_nothing() {
    let mut app = Harness::open();
    app.log_in("Hana Kimura, viewer");
    app.open_page("Payroll hot");
    app.must_see("BitGo does not show you this key.");
    assert!(!app.is_enabled("Freeze…"));
    assert!(!app.is_enabled("Share…"));
    app.click("Policy (2)");
    app.wait_for_words("Only the wallet's admins can change its policy rules.");
    app.must_see("Exchange deposit");
}

#[test]
fn transfers_are_read_a_page_at_a_time_and_filtered() {
    let mut app = Harness::at_work();
    app.control().limit_pages(2);
    let owner = app.api();
    let wallet = app.wallets_at_the_server().into_iter().find(|it| it.label == "Operations hot").unwrap();
    let transfers = app.wait(all(owner.transfers(&wallet.coin, &wallet.id, TransferQuery::default())));
    assert!(transfers.len() > 4, "{}", transfers.len());
    app.open_page("Operations hot");
    app.click("Transfers");
    app.wait_for_words("2 of 2 loaded so far");
    app.click("Load older transfers");
    app.wait_for_words("4 of 4 loaded so far");
    while app.sees("loaded so far") {
        app.click("Load older transfers");
        app.wait_until_gone("Loading…");
    }
    app.must_see(&format!("{0} of {0}", transfers.len()));
    let sent = transfers.iter().filter(|transfer| transfer.direction.word() == "send").count();
    app.click_role(Role::RadioButton, "Sent");
    app.wait_for_words(&format!("{sent} of {}", transfers.len()));
    app.click_role(Role::RadioButton, "All");
    let paid = transfers.iter().find(|it| it.comment == "Weekly settlement").unwrap();
    app.type_into("Filter transfers", &paid.entries[0].address);
    app.wait_for_words(&format!("1 of {}", transfers.len()));
    app.must_see("-0.033 TBTC");
    app.must_see("Weekly settlement");
    app.must_see(&paid.confirmations.unwrap().to_string());
}

#[test]
fn a_freeze_is_in_human_units_and_wants_the_label() {
    let (mut app, wallet) = at_the_page("Gas station");
    app.click("Freeze…");
    app.wait_for_words("A freeze can't be lifted early");
    app.type_into("Duration", "24");
    app.wait_for_words("has no unit");
    app.type_into(LABEL, &wallet.label);
    assert!(!app.is_enabled("Freeze wallet"));
    app.click("24 hours");
    app.wait_for_words("Ends");
    app.must_see("{\"duration\":86400}");
    app.click("Freeze wallet");
    app.wait_for_words("the freeze can't be lifted early");
    app.click("All wallets");
    app.click("Close wallet details");
    app.wait_for("frozen");
    assert_eq!(app.control().requests(FROZEN), 1);
    let frozen = app.wallets_at_the_server().into_iter().find(|it| it.id == wallet.id).unwrap();
    assert!(frozen.is_frozen(Timestamp::now()));
}

#[test]
fn a_freeze_whose_answer_is_lost_is_looked_up_and_never_sent_twice() {
    let (mut app, wallet) = at_the_page("Gas station");
    app.click("Freeze…");
    app.type_into("Duration", "1 hour");
    app.type_into(LABEL, &wallet.label);
    app.control().set_faults(&[FaultSpec::always(FaultKind::Reset)]);
    app.click("Freeze wallet");
    app.wait_for("Look it up");
    app.wait_until_gone("in progress");
    // Neither the answer nor the wallet can be read: nothing is claimed, and nothing can be sent.
    app.must_not_see("You can send it again");
    app.type_into(LABEL, &wallet.label);
    assert!(!app.is_enabled("Freeze wallet"));
    app.control().set_faults(&[]);
    app.click("Look it up");
    app.wait_for_words("The answer was lost, but it was looked up: the freeze was carried out. Frozen until");
    app.must_not_see(LABEL);
    assert_eq!(app.control().requests(FROZEN), 1);
}

#[test]
fn a_freeze_that_was_not_carried_out_may_be_sent_again() {
    let (mut app, wallet) = at_the_page("Gas station");
    app.click("Freeze…");
    app.type_into("Duration", "1 hour");
    app.type_into(LABEL, &wallet.label);
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Html)]);
    app.click("Freeze wallet");
    app.wait_for_words("the freeze was not carried out. You can send it again.");
    assert_eq!(app.typed("Duration"), "1 hour");
}

#[test]
fn a_freeze_is_looked_up_after_the_next_login_where_the_session_ended_over_it() {
    let mut start = Start::afresh(Some(SandboxOptions::default()));
    start.approvals_every = Duration::from_millis(300);
    let mut app = Harness::open_with(start);
    app.log_in(OWNER);
    app.open_page("Gas station");
    app.click("Freeze…");
    app.type_into("Duration", "1 hour");
    app.type_into(LABEL, "Gas station");
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Hang)]);
    app.click("Freeze wallet");
    let sent = app.control();
    app.stage.wait_until("the freeze to be sent", |_| sent.requests(FROZEN) == 1).unwrap();
    app.control().set_faults_on_changes(&[]);
    app.control().revoke_sessions();
    app.wait_for_words("has ended");
    app.click(OWNER);
    app.give_code();
    app.wait_for_words("the freeze was not carried out. You can send it again.");
    assert_eq!(app.typed(LABEL), "");
    assert_eq!(app.control().requests(FROZEN), 1);
}

#[test]
fn a_reading_that_fails_leaves_what_was_there_in_view() {
    let (mut app, _) = at_the_page("Gas station");
    app.control().set_faults(&[FaultSpec::always(FaultKind::ServerError)]);
    app.click("Refresh");
    app.wait_for_words("Try again");
    app.must_see("Receive address");
}

#[test]
fn a_wallet_that_is_taken_away_while_it_is_open_says_so() {
    let mut app = Harness::open();
    app.log_in("Hana Kimura, viewer");
    app.open_page("Solana operations");
    let (owner, admin) = (app.api(), app.api_of("admin"));
    let wallet = app.wallets_at_the_server().into_iter().find(|it| it.label == "Solana operations").unwrap();
    let viewer = wallet.users.iter().find(|it| *it.permissions == ["view"]).unwrap().user.clone();
    let asked = app.wait(owner.remove_wallet_user(&wallet.coin, &wallet.id, &viewer)).unwrap();
    let id = asked.waiting().unwrap().approval_ids[0].clone();
    let code = ONE_TIME_CODE.into();
    app.wait(admin.decide_approval(&id, Decision::Approve, Some(&code))).unwrap();
    app.click("Refresh");
    app.wait_for_words("BitGo no longer shows you this wallet");
    app.must_see("Receive address");
    app.click("All wallets");
    app.wait_for("Filter wallets");
}

#[test]
fn all_that_bitgo_sent_of_a_wallet_is_behind_a_fold_and_copied_to_the_letter() {
    let (mut app, wallet) = at_the_page("Operations hot");
    app.must_not_see("Copy wallet as BitGo sent it");
    app.click("As BitGo sent it");
    app.must_see(&wallet.raw.indented());
    let copied = app.copy("Copy wallet as BitGo sent it");
    assert_eq!(copied, wallet.raw.as_str());
    assert!(copied.contains("\"balanceString\":"));
    app.click("As BitGo sent it");
    app.must_not_see("Copy wallet as BitGo sent it");
}
