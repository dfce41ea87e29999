//! One wallet's page: what it shows, exactly, and its freeze.

use std::time::Duration;

use countersign::app::Start;
use countersign::bitgo::approvals::Decision;
use countersign::bitgo::transfers::TransferQuery;
use countersign::bitgo::wallet::Wallet;
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE, SandboxOptions};
use egui::accesskit::Role;
use jiff::Timestamp;

use crate::desk::{Desk, OWNER, all};

const FROZEN: &str = "POST /api/v2/{coin}/wallet/{walletId}/freeze";
const LABEL: &str = "Type the wallet's label to confirm";

/// The owner on the page of the wallet with this label.
fn at_the_page(label: &str) -> (Desk, Wallet) {
    let mut desk = Desk::at_work();
    let wallet = desk.wallets_at_the_server().into_iter().find(|wallet| wallet.label == label).unwrap();
    desk.open_page(label);
    (desk, wallet)
}

#[test]
fn a_page_has_exact_balances_keys_and_rules_in_words_and_leads_to_what_waits() {
    let (mut desk, wallet) = at_the_page("Operations hot");
    let address = wallet.receive_address.clone().unwrap();
    let exact = wallet.balance.as_ref().and_then(|balance| balance.exact()).unwrap();
    desk.must_see(&format!("{} satoshi", exact.grouped()));
    desk.must_see(&format!("QR code of {address}"));
    assert_eq!(desk.copy("Copy receive address"), address);
    assert_eq!(desk.copy("Copy wallet ID"), wallet.id);
    for words in ["User key", "Backup key", "BitGo key", "Held by the people who can spend"] {
        desk.must_see(words);
    }
    // The rules: what they do, who approves, that they are locked.
    let rules = wallet.policy().unwrap().rules;
    desk.click(&format!("Rules ({})", rules.len()));
    desk.wait_for_words("Changes take effect at once");
    for rule in &rules {
        desk.must_see(&rule.description().sentence(&wallet.coin));
    }
    desk.must_see("Locked since");
    desk.must_see("any other admin");
    // What waits about it.
    desk.click("All wallets");
    desk.wait_for("Filter wallets");
    desk.click("Close wallet details");
    desk.wait_for("approval pending");
    desk.click("Wallet details");
    desk.click("Open wallet");
    desk.click("Approvals (1)");
    let open = desk.button_with("Open approval: Send 1.25 TBTC");
    desk.click(&open);
    desk.wait_for("Filter approvals");
    desk.wait_for("Close case");
}

#[test]
fn somebody_who_only_views_is_shown_no_keys_and_can_change_nothing() {
    let mut desk = Desk::open();
    desk.log_in("Hana Kimura, viewer");
    desk.open_page("Payroll hot");
    desk.must_see("BitGo does not show you this key.");
    assert!(!desk.is_enabled("Freeze…"));
    assert!(!desk.is_enabled("Share…"));
    desk.click("Rules (2)");
    desk.wait_for_words("Only the wallet's admins can change its rules.");
    desk.must_see("Exchange deposit");
}

#[test]
fn transfers_are_read_a_page_at_a_time_and_filtered() {
    let mut desk = Desk::at_work();
    desk.control().limit_pages(2);
    let owner = desk.api();
    let wallet = desk.wallets_at_the_server().into_iter().find(|it| it.label == "Operations hot").unwrap();
    let transfers = desk.wait(all(owner.transfers(&wallet.coin, &wallet.id, TransferQuery::default())));
    assert!(transfers.len() > 4, "{}", transfers.len());
    desk.open_page("Operations hot");
    desk.click("Transfers");
    desk.wait_for_words("2 of 2 loaded so far");
    desk.click("Load older transfers");
    desk.wait_for_words("4 of 4 loaded so far");
    while desk.sees("loaded so far") {
        desk.click("Load older transfers");
        desk.wait_until_gone("Reading…");
    }
    desk.must_see(&format!("{0} of {0}", transfers.len()));
    let sent = transfers.iter().filter(|transfer| transfer.direction.word() == "send").count();
    desk.click_role(Role::RadioButton, "Out");
    desk.wait_for_words(&format!("{sent} of {}", transfers.len()));
    desk.click_role(Role::RadioButton, "In and out");
    let paid = transfers.iter().find(|it| it.comment == "Weekly settlement").unwrap();
    desk.type_into("Filter transfers", &paid.entries[0].address);
    desk.wait_for_words(&format!("1 of {}", transfers.len()));
    desk.must_see("-0.033 TBTC");
    desk.must_see("Weekly settlement");
    desk.must_see(&paid.confirmations.unwrap().to_string());
}

#[test]
fn a_freeze_is_in_human_units_and_wants_the_label() {
    let (mut desk, wallet) = at_the_page("Gas station");
    desk.click("Freeze…");
    desk.wait_for_words("Nobody can end a freeze early");
    desk.type_into("Duration", "24");
    desk.wait_for_words("has no unit");
    desk.type_into(LABEL, &wallet.label);
    assert!(!desk.is_enabled("Freeze wallet"));
    desk.click("24 hours");
    desk.wait_for_words("86400 seconds");
    desk.must_see("{\"duration\":86400}");
    desk.click("Freeze wallet");
    desk.wait_for_words("nobody can lift the freeze earlier");
    desk.click("All wallets");
    desk.click("Close wallet details");
    desk.wait_for("frozen");
    assert_eq!(desk.control().requests(FROZEN), 1);
    let frozen = desk.wallets_at_the_server().into_iter().find(|it| it.id == wallet.id).unwrap();
    assert!(frozen.is_frozen(Timestamp::now()));
}

#[test]
fn a_freeze_whose_answer_is_lost_is_looked_up_and_never_sent_twice() {
    let (mut desk, wallet) = at_the_page("Gas station");
    desk.click("Freeze…");
    desk.type_into("Duration", "1 hour");
    desk.type_into(LABEL, &wallet.label);
    desk.control().set_faults(&[FaultSpec::always(FaultKind::Reset)]);
    desk.click("Freeze wallet");
    desk.wait_for("Look it up");
    desk.wait_until_gone("in progress");
    // Neither the answer nor the wallet can be read: nothing is claimed, and nothing can be sent.
    desk.must_not_see("You can send it again");
    desk.type_into(LABEL, &wallet.label);
    assert!(!desk.is_enabled("Freeze wallet"));
    desk.control().set_faults(&[]);
    desk.click("Look it up");
    desk.wait_for_words(
        "The answer was lost, but it was looked up: the freeze was carried out. Frozen until",
    );
    desk.must_not_see(LABEL);
    assert_eq!(desk.control().requests(FROZEN), 1);
}

#[test]
fn a_freeze_that_was_not_carried_out_may_be_sent_again() {
    let (mut desk, wallet) = at_the_page("Gas station");
    desk.click("Freeze…");
    desk.type_into("Duration", "1 hour");
    desk.type_into(LABEL, &wallet.label);
    desk.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Html)]);
    desk.click("Freeze wallet");
    desk.wait_for_words("the freeze was not carried out. You can send it again.");
    assert_eq!(desk.typed("Duration"), "1 hour");
}

#[test]
fn a_freeze_is_looked_up_after_the_next_login_where_the_session_ended_over_it() {
    let mut start = Start::afresh(Some(SandboxOptions::default()));
    start.approvals_every = Duration::from_millis(300);
    let mut desk = Desk::open_with(start);
    desk.log_in(OWNER);
    desk.open_page("Gas station");
    desk.click("Freeze…");
    desk.type_into("Duration", "1 hour");
    desk.type_into(LABEL, "Gas station");
    desk.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Hang)]);
    desk.click("Freeze wallet");
    let sent = desk.control();
    desk.stage.wait_until("the freeze to be sent", |_| sent.requests(FROZEN) == 1).unwrap();
    desk.control().set_faults_on_changes(&[]);
    desk.control().revoke_sessions();
    desk.wait_for_words("has ended");
    desk.click(OWNER);
    desk.give_code();
    desk.wait_for_words("the freeze was not carried out. You can send it again.");
    assert_eq!(desk.typed(LABEL), "");
    assert_eq!(desk.control().requests(FROZEN), 1);
}

#[test]
fn a_reading_that_fails_leaves_what_was_there_in_view() {
    let (mut desk, _) = at_the_page("Gas station");
    desk.control().set_faults(&[FaultSpec::always(FaultKind::ServerError)]);
    desk.click("Refresh");
    desk.wait_for_words("Try again");
    desk.must_see("Receive address");
}

#[test]
fn a_wallet_that_is_taken_away_while_it_is_open_says_so() {
    let mut desk = Desk::open();
    desk.log_in("Hana Kimura, viewer");
    desk.open_page("Solana operations");
    let (owner, admin) = (desk.api(), desk.api_of("admin"));
    let wallet = desk.wallets_at_the_server().into_iter().find(|it| it.label == "Solana operations").unwrap();
    let viewer = wallet.users.iter().find(|it| it.permissions == ["view"]).unwrap().user.clone();
    let asked = desk.wait(owner.remove_wallet_user(&wallet.coin, &wallet.id, &viewer)).unwrap();
    let id = asked.waiting().unwrap().approval_ids[0].clone();
    let code = ONE_TIME_CODE.into();
    desk.wait(admin.decide_approval(&id, Decision::Approve, Some(&code))).unwrap();
    desk.click("Refresh");
    desk.wait_for_words("BitGo no longer shows you this wallet");
    desk.must_see("Receive address");
    desk.click("All wallets");
    desk.wait_for("Filter wallets");
}
