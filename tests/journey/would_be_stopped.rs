//! Whether a withdrawal would be stopped: each answer on the screen, beside what the sandbox itself makes of the same
//! withdrawal.

use countersign::domain::amount::BaseUnits;
use countersign::sandbox::WithdrawalJudgement;
use egui::Key;
use egui::accesskit::Role;
use serde_json::{Value, json};

use crate::harness::Harness;

const OWNER_EMAIL: &str = "owner@treasury.example";
const NORTHWIND: &str = "Northwind Treasury";
/// Of nobody, and on no list.
const NEW: &str = "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx";

/// The owner in the dialog about a wallet, with this amount typed and nothing else.
fn asking(app: &mut Harness, label: &str, amount: &str) {
    app.open_page(label);
    app.click("Check a withdrawal…");
    app.wait_for_words("Amount in ");
    app.wait_until_gone("in progress");
    let field = app.text_from("Amount in ");
    app.type_into(&field, amount);
    app.wait_for("What this answer rests on");
}

/// What the sandbox makes of the same withdrawal, to a new address.
fn sandbox_says(app: &mut Harness, label: &str, amount: &str, decimals: u8) -> WithdrawalJudgement {
    let units = BaseUnits::from_coin_units(amount, decimals).unwrap();
    app.control().judge_withdrawal(label, OWNER_EMAIL, &[(NEW, units)]).unwrap()
}

/// Every rule that fires there is named here.
#[track_caller]
fn names_all(app: &Harness, judged: &WithdrawalJudgement) {
    for rule in &judged.rules {
        app.must_see(rule);
    }
}

/// A rule on one wallet of Northwind, put up before anything is read.
fn with_rule(label: &str, conditions: Value, actions: Value) -> Harness {
    let mut app = Harness::open();
    let control = app.control();
    app.log_in(crate::harness::OWNER);
    let wallets = app.wallets_at_the_server();
    let id = wallets.iter().find(|it| it.label == label).unwrap().id.to_string();
    let rule = json!({
        "name": "Put up for this",
        "filteringConditions": [{ "name": "wallet.ids", "parameters": { "walletId": [id] } }],
        "clauses": [{ "conditions": conditions, "actions": actions }],
    });
    control.put_up_rule(NORTHWIND, rule).unwrap();
    app
}

/// As [`asking`], with the rules read again: one was put up since the login.
fn asking_again(app: &mut Harness, label: &str, amount: &str) {
    asking(app, label, amount);
    app.click("Read rules again");
    app.wait_until_gone("in progress");
    app.wait_for_words("Put up for this");
}

#[test]
fn a_withdrawal_that_is_denied_is_told_so_with_the_rule_and_the_way_to_it() {
    let mut app = Harness::at_work();
    asking(&mut app, "Grants 2026", "0.5");
    app.must_see("This withdrawal would be denied");
    app.must_see("Payees: known ones alone");
    let judged = sandbox_says(&mut app, "Grants 2026", "0.5", 8);
    assert!(judged.is_denied, "{judged:?}");
    names_all(&app, &judged);
    // To an address that is on the whitelist the same rule does not apply, and nearly does.
    app.click_role(Role::RadioButton, "Whitelisted");
    app.wait_for("Rules that nearly apply");
    app.must_not_see("would be denied");
    app.click("Open rule: Payees: known ones alone");
    app.wait_until_gone("What this answer rests on");
    app.must_see("All wallets");
}

#[test]
fn a_withdrawal_that_needs_approval_is_told_so() {
    let mut app = Harness::at_work();
    asking(&mut app, "Litecoin reserve", "3");
    app.must_see("This withdrawal would need the approval of");
    let judged = sandbox_says(&mut app, "Litecoin reserve", "3", 8);
    assert!(judged.approvals > 0 && !judged.is_denied, "{judged:?}");
    names_all(&app, &judged);
}

#[test]
fn a_withdrawal_that_waits_for_bitgo_alone_is_told_so() {
    let label = "Tron operations";
    let call = json!([{ "name": "approvals.bitgo.videoApproval", "parameters": {} }]);
    let mut app = with_rule(label, json!([]), call);
    asking_again(&mut app, label, "7");
    app.wait_for("Needs BitGo's check");
    let judged = sandbox_says(&mut app, label, "7", 6);
    assert!(judged.needs_platform && judged.approvals == 0 && !judged.is_denied, "{judged:?}");
    names_all(&app, &judged);
}

#[test]
fn a_withdrawal_that_no_rule_stops_is_told_so_and_never_called_safe() {
    let mut app = Harness::at_work();
    asking(&mut app, "Tezos operations", "11");
    app.must_see("No rule would stop this withdrawal.");
    let judged = sandbox_says(&mut app, "Tezos operations", "11", 6);
    assert!(judged.rules.is_empty() && !judged.is_denied && judged.approvals == 0, "{judged:?}");
    let answer = app.screen().to_lowercase();
    assert!(!answer.replace("safety", "").contains("safe"), "{answer}");
}

/// The wallet, how much in its coin, its decimals, and why it cannot be told.
const NOT_TOLD: [(&str, &str, u8, &str); 4] = [
    ("XRP operations", "20", 6, "the server at https://screening.treasury.example/transfers decides"),
    ("Fee account", "0.01", 8, "what left the enterprise's wallets in the last 1 hour is not known"),
    ("Stacks operations", "90", 6, "the price of tstx is not known"),
    ("Client deposits A", "0.2", 8, "the enterprise's rules could not be read"),
];

#[test]
fn what_cannot_be_told_says_why() {
    let mut app = Harness::at_work();
    for (label, amount, decimals, why) in NOT_TOLD {
        asking(&mut app, label, amount);
        app.wait_for("Cannot be told");
        app.must_see(why);
        let judged = sandbox_says(&mut app, label, amount, decimals);
        // What may be one of rules that nobody here reads has no name.
        if label != "Client deposits A" {
            names_all(&app, &judged);
        }
        app.press(Key::Escape);
        app.wait_until_gone("What this answer rests on");
        app.click("All wallets");
    }
}

#[test]
fn a_condition_that_is_not_understood_and_one_that_is_unreadable_leave_it_untold() {
    let deny = || json!([{ "name": "approvals.always.deny" }]);
    for (conditions, why) in [
        (json!([{ "name": "transfer.moonPhase", "parameters": { "moon": "new" } }]), "“transfer.moonPhase”"),
        (json!([{ "name": "transfer.amount", "parameters": { "operator": ">" } }]), "“transfer.amount”"),
    ] {
        let mut app = with_rule("Solana stake", conditions, deny());
        asking_again(&mut app, "Solana stake", "1.5");
        app.wait_for("Cannot be told");
        app.must_see(why);
    }
}

#[test]
fn a_list_that_decides_is_asked_with_an_address() {
    let mut app = Harness::at_work();
    let wallets = app.wallets_at_the_server();
    let payroll = wallets.iter().find(|it| it.label == "Payroll hot").unwrap();
    let listed = payroll.whitelist(&payroll.coin).unwrap().addresses[0].clone();
    asking(&mut app, "Payroll hot", "0.001");
    app.click_role(Role::RadioButton, "Whitelisted");
    app.wait_for_words("no address was given");
    app.type_into("Address (optional)", "tb1qw508d6");
    app.wait_for("Enter an amount, and the answer appears here.");
    app.type_into("Address (optional)", &listed);
    app.wait_for("On a whitelist of this wallet.");
    app.must_not_see("no address was given");
    app.type_into("Address (optional)", NEW);
    app.wait_for("A new address, on no whitelist.");
}

#[test]
fn the_amount_is_exact_and_has_the_keyboard_and_escape_closes() {
    let mut app = Harness::at_work();
    app.open_page("Grants 2026");
    app.click("Check a withdrawal…");
    app.wait_for_words("Amount in ");
    app.wait_until_gone("in progress");
    let field = app.text_from("Amount in ");
    assert_eq!(app.focused(), Some((Role::TextInput, field.clone())));
    app.type_into(&field, "1,5");
    app.wait_for_words("has a comma");
    app.must_not_see("What this answer rests on");
    app.type_into(&field, "0.123456789");
    app.wait_for_words("at most 8 digits");
    app.type_into(&field, "0.12345678");
    app.wait_for_words("Exactly 12,345,678 satoshi");
    app.press(Key::Escape);
    app.wait_until_gone("Exactly 12,345,678");
    app.must_see("Receive address");
}
