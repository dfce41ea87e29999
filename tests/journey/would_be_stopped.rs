//! Whether a withdrawal would be stopped: each answer on the screen, beside what the sandbox itself makes of the same
//! withdrawal.

use countersign::bitgo::approvals::Decision;
use countersign::bitgo::enterprises::EnterpriseRole;
use countersign::bitgo::transfers::{Direction, TransferQuery};
use countersign::domain::amount::BaseUnits;
use countersign::domain::token::TokenDraft;
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE, WithdrawalJudgement, WithdrawalOutcome};
use egui::Key;
use egui::accesskit::Role;
use futures::StreamExt;
use serde_json::{Value, json};

use crate::harness::Harness;

const OWNER_EMAIL: &str = "owner@treasury.example";
const NORTHWIND: &str = "Northwind Treasury";
/// Of nobody, and on no list.
const NEW: &str = "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx";

/// Of Tron's network.
const TRON: &str = "TJCnKsPa7y5okkXvQAidZBzqx3QyQ6sxMW";

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
fn with_rule(label: &str, conditions: &Value, actions: &Value) -> Harness {
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
    let judged = sandbox_says(&mut app, "Grants 2026", "0.5", 18);
    assert!(judged.is_denied, "{judged:?}");
    names_all(&app, &judged);
    // To an address that is on the whitelist the same rule does not apply, and nearly does.
    app.click_role(Role::RadioButton, "Whitelisted");
    app.wait_for("Rules that nearly apply");
    app.must_not_see("would be denied");
    app.click("Open rule: Payees: known ones alone");
    app.wait_until_gone("What this answer rests on");
    app.wait_for("Filter policies");
    app.must_see("Payees: known ones alone");
}

#[test]
fn a_withdrawal_that_needs_approval_is_told_so() {
    let mut app = Harness::at_work();
    // A rule of the enterprise asks for it, and a wallet's limit of a day of which a part has left already.
    for (label, amount) in [("Litecoin reserve", "3"), ("Operations hot", "3")] {
        asking(&mut app, label, amount);
        app.must_see("This withdrawal would need the approval of");
        let judged = sandbox_says(&mut app, label, amount, 8);
        assert!(judged.approvals > 0 && !judged.is_denied, "{judged:?}");
        names_all(&app, &judged);
        app.press(Key::Escape);
        app.wait_until_gone("What this answer rests on");
        app.click("All wallets");
    }
}

#[test]
fn a_withdrawal_that_waits_for_bitgo_alone_is_told_so() {
    let label = "Tron operations";
    let call = json!([{ "name": "approvals.bitgo.videoApproval", "parameters": {} }]);
    let mut app = with_rule(label, &json!([]), &call);
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
const NOT_TOLD: [(&str, &str, u8, &str); 3] = [
    ("XRP operations", "20", 6, "the server at https://screening.treasury.example/transfers decides"),
    ("Stacks operations", "34000", 6, "the amount is within 5% of a limit in dollars"),
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
        let mut app = with_rule("Solana stake", &conditions, &deny());
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
    app.must_see("This withdrawal would be denied (“Whitelist”)");
    app.click_role(Role::RadioButton, "Whitelisted");
    app.wait_until_gone("would be denied");
    app.type_into("Address (optional)", "tb1qw508d6");
    app.wait_for("Enter an amount, and the answer appears here.");
    app.type_into("Address (optional)", &listed);
    app.wait_for("On a whitelist of this wallet.");
    app.must_not_see("would be denied");
    app.type_into("Address (optional)", NEW);
    app.wait_for("A new address, on no whitelist.");
    app.must_see("would be denied");
    // A rule that guards shares has no part in it, whoever starts it.
    app.choose("Initiator", "Ines Duarte");
    app.wait_for_words("Compliance asks for no payment");
    app.must_not_see("Shares: what compliance sends");
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
    app.type_into(&field, "0.1234567890123456789");
    app.wait_for_words("at most 18 digits");
    app.type_into(&field, "0.000000012345678");
    app.wait_for_words("Exactly 12,345,678,000 wei");
    app.press(Key::Escape);
    app.wait_until_gone("Exactly 12,345,678,000");
    app.must_see("Receive address");
}

#[test]
fn a_finding_of_the_safety_review_leads_to_the_question() {
    let mut app = Harness::at_work();
    app.click_role(Role::Button, "Safety review");
    app.wait_for("Filter findings");
    app.wait_until_gone("in progress");
    app.type_into("Filter findings", "Exchange float admin");
    app.click("The only admin can also spend.");
    app.click("Check a withdrawal from this wallet…");
    app.wait_for("Would a withdrawal from “Exchange float” be stopped?");
    app.wait_for_words("Amount in ");
    app.press(Key::Escape);
    app.wait_until_gone("Would a withdrawal from");
    app.must_see("Close finding");
}

#[test]
fn a_transfer_that_does_not_tell_when_it_was_leaves_the_past_unknown() {
    let mut app = Harness::at_work();
    let wallet = app.wallets_at_the_server().into_iter().find(|it| it.label == "Operations hot").unwrap();
    let query = TransferQuery { direction: Some(Direction::Send), ..TransferQuery::default() };
    let mut pages = app.api().transfers(&wallet.coin, &wallet.id, query);
    let page = app.wait(pages.next()).unwrap().unwrap();
    let left = page.items.iter().find(|it| it.has_left()).unwrap();
    app.control().garble(&left.id, json!({ "date": "the other day" }));
    asking(&mut app, "Operations hot", "0.01");
    app.wait_for("Cannot be told");
    app.must_see("perhaps not all of it");
    app.control().garble(&left.id, json!({}));
    app.click("Read rules again");
    app.wait_for_words("Everything that left the wallet until ");
    app.must_not_see("perhaps not all of it");
}

/// What is told of one wallet: what could leave it at once.
fn could_leave(app: &mut Harness, wallet: &str) -> String {
    app.type_into("Filter wallets of the token", wallet);
    app.wait_until_gone("So far");
    let labels = app.stage.labels();
    let head = labels.iter().rposition(|it| it == "Notes").unwrap();
    let row: Vec<&String> = labels[head + 1..].iter().filter(|it| *it != "Notes").collect();
    let place = row.iter().position(|it| *it == wallet).unwrap();
    row[place + 1..].iter().copied().find(|it| *it != wallet).unwrap().clone()
}

fn leak_of(token: &str) -> Harness {
    let mut app = Harness::at_the_tokens();
    app.type_into("Filter access tokens", token);
    app.click(token);
    app.click("What could this token do if it leaked?");
    app.wait_for("If this token leaked");
    app
}

#[test]
fn what_a_leaked_token_could_move_is_what_the_rules_let_through() {
    let mut app = leak_of("Legacy everything");
    app.wait_for_words("could send money from");
    assert_eq!(app.focused().map(|it| it.1), Some("Filter wallets of the token".to_owned()));
    let wallets = app.wallets_at_the_server();
    let spendable = |label: &str| {
        let wallet = wallets.iter().find(|it| it.label == label).unwrap();
        wallet.spendable.as_ref().unwrap().exact().unwrap().clone()
    };
    // Nothing guards this one, so all that can be spent could leave; the sandbox lets it through too.
    let all = spendable("Tron operations");
    assert_eq!(could_leave(&mut app, "Tron operations"), format!("{} TTRX", grouped(&all, 6)));
    let judged = app.control().judge_withdrawal("Tron operations", OWNER_EMAIL, &[(NEW, all)]).unwrap();
    assert!(judged.rules.is_empty() && !judged.is_denied, "{judged:?}");
    // Every withdrawal from this one needs another admin.
    assert_eq!(could_leave(&mut app, "Litecoin reserve"), "nothing");
    let one = BaseUnits::from(1_u64);
    let judged = app.control().judge_withdrawal("Litecoin reserve", OWNER_EMAIL, &[(NEW, one)]).unwrap();
    assert!(judged.approvals > 0, "{judged:?}");
    // A limit in dollars bounds it by the price of the moment: nothing above it leaves, nor what may be above it.
    app.wait_until_gone("in progress");
    app.wait_for_words("Limits in dollars are judged by the prices of ");
    // 50,000 dollars and 5% at 1.52 dollars.
    assert_eq!(could_leave(&mut app, "Stacks operations"), "34,539.473684 TSTX");
    app.must_see("the amount is within 5% of a limit in dollars");
    let more = BaseUnits::from_coin_units("34539.473685", 6).unwrap();
    let judged = app.control().judge_withdrawal("Stacks operations", OWNER_EMAIL, &[(NEW, more)]).unwrap();
    assert!(judged.approvals > 0, "{judged:?}");
    app.press(Key::Escape);
    app.wait_until_gone("If this token leaked");
}

#[test]
fn tokens_that_a_leaked_token_could_send_are_said_not_to_be_counted() {
    let mut app = leak_of("Legacy everything");
    app.wait_for_words("could send money from");
    app.wait_until_gone("So far");
    app.must_see("can hold tokens (ERC-20 and others) besides the coin.");
    app.must_not_see("The list of wallets is not complete");
    // A rule against new addresses is about tokens too.
    assert_eq!(could_leave(&mut app, "Grants 2026"), "nothing");
    app.must_not_see("Tokens without a row are not counted");
    could_leave(&mut app, "Tron operations");
    app.must_see("Tokens without a row are not counted");
}

#[test]
fn wallets_that_were_not_read_are_said_to_be_missing_from_what_a_token_could_move() {
    let mut app = Harness::at_work();
    app.control().limit_pages(7);
    app.control().set_faults_at(&["/wallets"], &[FaultSpec::always(FaultKind::ShrinkingPage)]);
    app.click("Refresh");
    app.wait_for_words("Incomplete: BitGo listed ");
    app.control().set_faults(&[]);
    app.open_tokens();
    app.type_into("Filter access tokens", "Legacy everything");
    app.click("Legacy everything");
    app.click("What could this token do if it leaked?");
    app.wait_for_words("could send money from");
    app.must_see("The list of wallets is not complete");
}

fn grouped(amount: &BaseUnits, decimals: u8) -> String {
    let figure = amount.figure(decimals);
    let point = if figure.fraction.is_empty() { "" } else { "." };
    format!("{}{point}{}", figure.whole, figure.fraction)
}

#[test]
fn the_limit_of_a_token_bounds_what_leaves_and_is_a_rule_of_the_answer() {
    let mut app = leak_of("Meant to last ten years");
    app.wait_for_words("could send money from");
    app.press(Key::Escape);
    app.wait_until_gone("If this token leaked");
    app.click("What could this token do if it leaked?");
    app.wait_for_words("could send money from");
    assert_eq!(could_leave(&mut app, "Operations hot"), "1 TBTC");
    app.click("Operations hot");
    app.click("Check a withdrawal…");
    app.wait_for_words("Amount in ");
    app.wait_until_gone("in progress");
    let field = app.text_from("Amount in ");
    app.type_into(&field, "1.00000001");
    app.wait_for_words("This withdrawal would be denied");
    app.must_see("token limit");
    app.must_see("Spending limit of ");
    app.type_into(&field, "1");
    app.wait_until_gone("would be denied");
    app.choose("Access token", "None");
    app.type_into(&field, "1.00000001");
    app.wait_until_gone("Spending limit of");
}

#[test]
fn a_token_that_cannot_spend_moves_nothing() {
    let mut app = leak_of("Web console read");
    app.wait_for("This token can't spend from any wallet that was looked at.");
    app.must_see("could send money from 0 wallets");
}

/// Everything above a thousand dollars is denied on this wallet.
fn above_a_thousand_dollars(label: &str) -> Harness {
    let over = json!([{ "name": "transfer.amount", "parameters": { "operator": ">", "amount": "1000", "coin": "USD" } }]);
    with_rule(label, &over, &json!([{ "name": "approvals.always.deny" }]))
}

#[test]
fn a_limit_in_dollars_is_judged_by_the_price_of_the_moment_which_is_shown() {
    let label = "Tron operations";
    let mut app = above_a_thousand_dollars(label);
    app.control().set_price("ttrx", Some("0.2531"));
    // 4,200 at 0.2531 are 1,063.02 dollars.
    asking_again(&mut app, label, "4200");
    app.wait_for_words("This withdrawal would be denied (“Put up for this”)");
    app.wait_for_words("1 TTRX = 0.2531 USD, read at ");
    assert!(sandbox_says(&mut app, label, "4200", 6).is_denied);
    // 3,700 are 936.47: under the limit, and nearly above it.
    let field = app.text_from("Amount in ");
    app.type_into(&field, "3700");
    app.wait_for("No rule would stop this withdrawal.");
    app.must_see("Rules that nearly apply");
    assert!(!sandbox_says(&mut app, label, "3700", 6).is_denied);
    // Within 5% on either side it is not told, whatever the sandbox makes of it.
    for amount in ["3800", "3952", "4140"] {
        app.type_into(&field, amount);
        app.wait_for("Cannot be told");
        app.must_see("the amount is within 5% of a limit in dollars");
    }
    // When the price has changed, so has the answer, once it is read again.
    app.control().set_price("ttrx", Some("0.5"));
    app.type_into(&field, "3700");
    app.click("Read rules again");
    app.wait_for_words("1 TTRX = 0.5 USD, read at ");
    app.wait_for_words("This withdrawal would be denied");
}

#[test]
fn without_a_price_a_limit_in_dollars_is_not_told_and_says_why() {
    let label = "Tron operations";
    let mut app = above_a_thousand_dollars(label);
    app.control().set_price("ttrx", None);
    asking_again(&mut app, label, "4200");
    app.wait_for("Cannot be told");
    app.must_see("the price of ttrx is not known");
    app.must_see("No price of TTRX: BitGo has none for this coin.");
    // No rule in dollars, no doubt.
    app.press(Key::Escape);
    app.wait_until_gone("What this answer rests on");
    app.click("All wallets");
    app.control().set_price("txtz", None);
    asking(&mut app, "Tezos operations", "11");
    app.must_see("No rule would stop this withdrawal.");
    // Once there is one, the same limit is told.
    app.press(Key::Escape);
    app.wait_until_gone("What this answer rests on");
    app.click("All wallets");
    app.control().set_price("ttrx", Some("0.3"));
    asking_again(&mut app, label, "4200");
    app.wait_for_words("This withdrawal would be denied");
}

#[test]
fn a_token_without_the_scope_for_prices_is_told_which_one_it_needs() {
    let mut app = above_a_thousand_dollars("Tron operations");
    // What a login may read without it.
    app.control().withhold_scope("user_manage");
    asking_again(&mut app, "Tron operations", "4200");
    app.wait_for("Cannot be told");
    app.must_see("needs the scope crypto_compare");
}

#[test]
fn a_limit_over_all_wallets_counts_what_left_the_others() {
    let label = "Tezos operations";
    let over = json!([{ "name": "transfer.velocity.limit",
        "parameters": { "amount": "100000000", "timeWindow": "600", "coin": "USD", "scope": "enterprise" } }]);
    let mut app = with_rule(label, &over, &json!([{ "name": "approvals.always.deny" }]));
    // A hundred million dollars are a hundred coins of either.
    app.control().set_price("ttrx", Some("1000000"));
    app.control().set_price("txtz", Some("1000000"));
    asking(&mut app, label, "60");
    app.click("Read rules again");
    app.wait_for_words("Nothing left the enterprise's wallets since ");
    app.wait_for("No rule would stop this withdrawal.");
    assert!(!sandbox_says(&mut app, label, "60", 6).is_denied);
    // Another wallet, and another coin.
    let fifty = BaseUnits::from_coin_units("50", 6).unwrap();
    let outcome = app.control().withdraw("Tron operations", OWNER_EMAIL, &[(TRON, fifty)]);
    assert!(matches!(outcome, WithdrawalOutcome::Sent { .. }), "{outcome:?}");
    app.click("Read rules again");
    app.wait_for_words("This withdrawal would be denied (“Put up for this”)");
    app.wait_for_words("1 TTRX = 1,000,000 USD");
    app.must_see(": 1 withdrawal from 1 wallet.");
    assert!(sandbox_says(&mut app, label, "60", 6).is_denied);
    let field = app.text_from("Amount in ");
    app.type_into(&field, "40");
    app.wait_for("No rule would stop this withdrawal.");
    assert!(!sandbox_says(&mut app, label, "40", 6).is_denied);
}

const NOT_KNOWN: &str = "what left the enterprise's wallets in the last 1 hour is not known";

#[test]
fn who_does_not_administer_the_enterprise_is_not_told_what_all_wallets_may_have_sent() {
    let mut app = Harness::open();
    let wallets = app.wallets_at_the_server();
    let enterprise = wallets.iter().find(|it| it.label == "Payroll hot").unwrap().enterprise.clone().unwrap();
    let (owner, admin, officer) = (app.api(), app.api_of("admin"), app.api_of_the_officer());
    // An auditor reads the rules, and sees the wallets alone on which she has a role.
    let asked = owner.change_enterprise_role(&enterprise, &officer.user().id, &EnterpriseRole::Auditor);
    let waits = app.wait(asked).unwrap();
    let approval = waits.waiting().unwrap().approvals[0].id.clone();
    app.wait(admin.decide_approval(&approval, Decision::Approve, Some(&ONE_TIME_CODE.into()))).unwrap();
    app.log_in_without_sight_of_an_enterprise();
    asking(&mut app, "Payroll hot", "0.01");
    app.wait_for_words("You may not see all wallets of the enterprise, which you don't administer: since ");
    app.must_see(NOT_KNOWN);
    app.must_see(" were counted, and others may have sent more.");
}

#[test]
fn a_session_of_a_token_is_not_taken_to_see_all_wallets() {
    let mut app = Harness::open();
    let session = app.api();
    let scopes = ["profile", "wallet_view_all", "enterprise_view_all"];
    let draft = TokenDraft {
        label: "Reader".to_owned(),
        lifetime: "1 day".to_owned(),
        scopes: scopes.map(|scope| (scope.to_owned(), Vec::new())).into(),
        ..TokenDraft::default()
    };
    let request = crate::support::token_requests::request_of(&draft);
    let token = app.wait(session.create_access_token(&request, &ONE_TIME_CODE.into())).unwrap();
    app.log_in_with_token(token.value.expose());
    asking(&mut app, "Fee account", "0.01");
    app.wait_for_words("An access token may not see all wallets of the enterprise: since ");
    app.must_see(NOT_KNOWN);
    // It has not the scope for prices either, and no rule is in dollars here.
    app.must_see("needs the scope crypto_compare");
}

#[test]
fn own_rules_that_bitgo_does_not_report_leave_it_untold() {
    let mut app = Harness::at_work();
    let wallets = app.wallets_at_the_server();
    let id = wallets.iter().find(|it| it.label == "Tezos operations").unwrap().id.to_string();
    app.control().garble(&id, json!({ "admin": {} }));
    asking(&mut app, "Tezos operations", "11");
    app.wait_for("Cannot be told");
    app.must_see("the wallet's own rules were not read");
    app.must_see("BitGo does not report this wallet's own rules.");
    app.must_not_see("No rule would stop this withdrawal.");
    // Once they are reported, there is an answer.
    app.control().garble(&id, json!({}));
    app.click("Read rules again");
    app.wait_for("No rule would stop this withdrawal.");
}

#[test]
fn without_an_address_a_list_of_blocked_ones_leaves_it_untold() {
    let mut app = Harness::at_work();
    let wallets = app.wallets_at_the_server();
    let id = wallets.iter().find(|it| it.label == "Tron operations").unwrap().id.to_string();
    let blocked = "TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf";
    let rule = json!({ "id": "Blocked payees", "type": "coinAddressBlacklist", "coin": "ttrx",
        "condition": { "addresses": [blocked] }, "action": { "type": "deny" } });
    app.control().garble(&id, json!({ "admin": { "policy": { "rules": [rule] } } }));
    asking(&mut app, "Tron operations", "11");
    app.wait_for("Cannot be told");
    app.must_see("a list of addresses decides, and no address was given");
    app.type_into("Address (optional)", blocked);
    app.wait_for_words("This withdrawal would be denied (“Blocked payees”)");
}
