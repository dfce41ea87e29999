//! Making a token: the guarded lifetime, the scopes, addresses and limits, and the request that is shown and sent.

use countersign::bitgo::login;
use countersign::domain::amount::Balance;
use countersign::sandbox::ONE_TIME_CODE;
use egui::accesskit::Role;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::desk::Desk;

pub fn in_the_creator() -> Desk {
    let mut desk = Desk::at_work();
    desk.open_creator();
    desk
}

/// The JSON that the screen shows as the exact request.
pub fn request_shown(desk: &Desk) -> Value {
    serde_json::from_str(&desk.text_with("‹code›")).unwrap()
}

#[test]
fn a_bare_number_is_asked_about_and_a_choice_fills_the_field() {
    let mut desk = in_the_creator();
    desk.type_into("Lifetime", "10");
    desk.must_see("“10” has no unit");
    for choice in ["10 hours", "10 days", "10 weeks", "10 months", "10 years"] {
        assert!(desk.is_enabled(choice), "{choice} is not offered");
    }
    desk.must_not_see("Sent as");
    assert!(!desk.is_enabled("Create token"));
    desk.click("10 days");
    assert_eq!(desk.typed("Lifetime"), "10 days");
    desk.must_not_see("“10” has no unit");
    desk.must_see("864,000 seconds");
    desk.must_see("UTC");
}

#[test]
fn the_sentence_stays_in_view_when_the_code_is_typed() {
    let mut desk = in_the_creator();
    desk.stage.set_appearance(egui::Theme::Dark, (1280.0, 700.0));
    desk.type_into("Label", "reports-eu");
    desk.type_into("Lifetime", "90 days");
    desk.click("Read-only reporting");
    let top = desk.top_of("Check");
    desk.type_into("One-time code", "1234567");
    assert_eq!(desk.top_of("Check"), top, "the check was scrolled");
}

#[test]
fn an_amount_with_marks_between_its_thousands_is_mended_at_a_press() {
    let mut desk = in_the_creator();
    desk.type_into("Lifetime", "572522.211");
    desk.must_not_see("572522 seconds");
    choose_coin(&mut desk, 1, "hteth", "hteth");
    desk.type_into("Amount of limit 1", "2,500");
    desk.click("Use 2500 for limit 1");
    assert_eq!(desk.typed("Amount of limit 1"), "2500");
    desk.must_see("2500 HTETH");
}

#[test]
fn chosen_wallets_are_named_and_a_limit_in_a_coin_that_none_of_them_holds_wants_a_tick() {
    let mut desk = in_the_creator();
    desk.must_see("All enterprises and wallets in which you have a role");
    fill_in_a_payout_token(&mut desk, "named");
    desk.must_see("This token can view and send from wallet Operations hot (tbtc), only");
    desk.must_see("No further restriction: the scopes already name the wallets.");
    desk.must_not_see("None of the selected wallets holds");
    desk.click("Add spending limit");
    let buttons = desk.stage.labels_of(Role::Button);
    let place = |coin: &str| buttons.iter().position(|label| label == coin);
    assert!(place("tbtc") < place("algo").or(place("hteth")), "{buttons:?}");
    desk.type_into("Coin of limit 2", "hteth");
    desk.click_role(Role::Button, "hteth");
    desk.type_into("Amount of limit 2", "5");
    desk.must_see("None of the selected wallets holds hteth: Operations hot (tbtc) holds tbtc.");
    assert!(!desk.is_enabled("Create token"));
    desk.create_token();
    desk.must_see("wallet_view: Operations hot (tbtc)");
    desk.copy_token();
    desk.click("Done");
    desk.wait_for("Filter access tokens");
    desk.wait_until_gone("in progress");
    desk.click("named");
    desk.wait_for("wallet_spend: Operations hot (tbtc)");
    desk.click("Demo wallet watcher");
    desk.wait_for_words("Only in these wallets (1):");
    desk.must_not_see("within wallet 4d09e072…bb09c2");
}

#[test]
fn what_is_no_lifetime_is_refused_while_typing_and_nothing_else_is_lost() {
    let mut desk = in_the_creator();
    desk.type_into("Label", "reports-eu");
    desk.click("Read-only reporting");
    desk.type_into("IP addresses", "203.0.113.7");
    desk.type_into("One-time code", "1234567");
    for (typed, reason) in [
        ("1.5 years", "is not a whole number"),
        ("572522.211", "is not a whole number"),
        ("-3 days", "cannot be negative"),
        ("0 days", "zero would end the token at once"),
        ("11 years", "at most 10 years"),
        ("99999999999999999999 years", "is too large"),
        ("until 2020-01-01", "has passed"),
        ("forever", "Every token expires"),
        ("until next deployment", "Set it in Settings"),
    ] {
        desk.type_into("Lifetime", typed);
        desk.must_see(reason);
        desk.must_not_see("Sent as");
        desk.must_not_see("‹code›");
        assert!(!desk.is_enabled("Create token"), "{typed} can be sent");
        assert_eq!(desk.typed("Lifetime"), typed);
    }
    assert_eq!(desk.typed("Label"), "reports-eu");
    assert_eq!(desk.typed("IP addresses"), "203.0.113.7");
    assert!(desk.is_ticked("wallet_view_all") && desk.is_ticked("enterprise_view_all"));
    desk.type_into("Lifetime", "90 days");
    desk.must_see("7,776,000 seconds");
    assert_eq!(request_shown(&desk)["duration"], 7_776_000);
    assert_eq!(desk.control().requests("POST /api/v2/user/accesstoken"), 0, "something was sent");
}

#[test]
fn warnings_block_until_ticked_and_another_lifetime_wants_a_tick_of_its_own() {
    let mut desk = in_the_creator();
    desk.type_into("Label", "long-lived");
    desk.click("Read-only reporting");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.type_into("Lifetime", "2 years");
    desk.must_see("1 warning to confirm");
    assert!(!desk.is_enabled("Create token"));
    let warning = desk.text_with("I understand: this token lasts for more than a year");
    desk.click(&warning);
    assert!(desk.is_ticked(&warning));
    assert!(desk.is_enabled("Create token"));
    desk.type_into("Lifetime", "3 years");
    let other = desk.text_with("I understand: this token lasts for more than a year");
    assert_ne!(other, warning);
    assert!(!desk.is_ticked(&other), "the tick of two years holds for three");
    assert!(!desk.is_enabled("Create token"));
    desk.type_into("Lifetime", "2 years");
    let again = desk.text_with("I understand: this token lasts for more than a year");
    assert!(!desk.is_ticked(&again), "a tick that was taken back by typing has come back");
    desk.type_into("Lifetime", "30 minutes");
    desk.must_see("This token expires within a day");
    assert!(!desk.is_enabled("Create token"));
    desk.type_into("Lifetime", "30 days");
    desk.must_not_see("I understand");
    assert!(desk.is_enabled("Create token"));
}

#[test]
fn a_bad_address_blocks_and_the_good_ones_say_what_they_cover() {
    let mut desk = in_the_creator();
    desk.type_into("Label", "from-somewhere");
    desk.type_into("Lifetime", "30 days");
    desk.click("Read-only reporting");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.type_into("IP addresses", "203.0.113.0/24\n203.0.113.999\n10.0.0.0/8\n2001:db8::1");
    desk.must_see("256 addresses");
    for bad in ["203.0.113.999", "10.0.0.0/8", "2001:db8::1"] {
        assert!(desk.screen().matches(bad).count() > 1, "nothing is said about {bad}");
    }
    assert!(!desk.is_enabled("Create token"));
    desk.must_not_see("‹code›");
    desk.type_into("IP addresses", "203.0.113.0/24");
    desk.must_see("127.0.0.1, is not included");
    desk.click("Add this IP address");
    assert_eq!(desk.typed("IP addresses"), "203.0.113.0/24\n127.0.0.1");
    desk.must_not_see("is not included");
    assert_eq!(request_shown(&desk)["ipRestrict"], json!(["203.0.113.0/24", "127.0.0.1"]));
}

#[test]
fn a_limit_is_exact_in_both_units_and_blank_is_not_zero() {
    let mut desk = in_the_creator();
    desk.type_into("Label", "spender");
    desk.type_into("Lifetime", "30 days");
    desk.type_into("One-time code", ONE_TIME_CODE);
    choose_coin(&mut desk, 1, "hteth", "hteth");
    desk.must_see("Enter 0 to block spending");
    assert!(!desk.is_enabled("Create token"));
    desk.type_into("Amount of limit 1", "20.000000000000000001");
    desk.must_see("20,000,000,000,000,000,001 wei");
    desk.type_into("Amount of limit 1", "0.0000000000000000001");
    desk.must_not_see("wei.");
    assert!(!desk.is_enabled("Create token"));
    desk.type_into("Amount of limit 1", "-1");
    desk.must_see("cannot be negative");
    desk.type_into("Amount of limit 1", "0");
    desk.must_see("cannot spend any of it");
    desk.must_not_see("Enter 0 to block spending");
    desk.click("Add spending limit");
    desk.type_into("Coin of limit 2", "usdt");
    desk.must_see("EOS USDT");
    desk.click_role(Role::Button, "usdt");
    desk.type_into("Amount of limit 2", "1.5");
    desk.must_see("1,500,000 base units");
    desk.must_see("it is not");
    desk.click("Remove limit 1");
    desk.must_not_see("cannot spend any of it");
    assert_eq!(desk.typed("Amount of limit 1"), "1.5");
}

/// Adds the limit with this number, of a coin that is found by these words.
pub fn choose_coin(desk: &mut Desk, limit: usize, words: &str, coin: &str) {
    desk.click("Add spending limit");
    desk.type_into(&format!("Coin of limit {limit}"), words);
    desk.click_role(Role::Button, coin);
}

/// Fills in a payout token: bare scopes on one wallet, two addresses, a limit.
pub fn fill_in_a_payout_token(desk: &mut Desk, label: &str) {
    desk.type_into("Label", label);
    desk.type_into("Lifetime", "90 days");
    desk.click("Payout service");
    for scope in ["wallet_view", "wallet_spend"] {
        assert!(desk.is_ticked(scope));
        desk.must_see(&format!("Choose the wallets for {scope}"));
        desk.type_into(&format!("Wallet for {scope}"), "operations hot");
        desk.click("Add Operations hot (tbtc)");
        desk.must_not_see(&format!("Choose the wallets for {scope}"));
    }
    desk.type_into("IP addresses", "127.0.0.1\n203.0.113.0/24");
    choose_coin(desk, 1, "tbtc", "tbtc");
    desk.type_into("Amount of limit 1", "1.5");
    desk.must_see("150,000,000 satoshi");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.stage.tick_every_warning().unwrap();
}

#[test]
fn what_is_shown_is_what_is_sent_and_the_token_is_seen_once() {
    let mut desk = in_the_creator();
    fill_in_a_payout_token(&mut desk, "payouts-eu");
    let shown = request_shown(&desk);
    let created_at = Timestamp::now();
    desk.click("Create token");
    desk.wait_for("Access token created");
    desk.must_see("including its expiry.");
    assert_eq!(desk.control().requests("POST /api/v2/user/accesstoken"), 1);

    // The server has what the screen showed.
    let wallet = desk.wallets_at_the_server().into_iter().find(|it| it.label == "Operations hot").unwrap();
    let made = desk.token_at_the_server("payouts-eu").expect("the token is at the server");
    assert_eq!(shown["label"], json!(made.label));
    assert_eq!(shown["scope"], json!(made.scope));
    let of_wallet = ["wallet_spend", "wallet_view"].map(|scope| format!("{scope}:{}", wallet.id));
    let mut scope = made.scope.clone();
    scope.sort();
    assert_eq!(scope, of_wallet);
    assert_eq!(shown["ipRestrict"], json!(made.ip_restrict));
    assert_eq!(made.ip_restrict, ["127.0.0.1", "203.0.113.0/24"]);
    assert_eq!(shown["duration"], 90 * 86_400);
    let meant = created_at + SignedDuration::from_hours(90 * 24);
    let off = made.expires.unwrap().duration_since(meant).as_secs().abs();
    assert!(off < 60, "the expiry is {off} s off");
    assert_eq!(shown["spendingLimits"], json!([{ "coin": "tbtc", "txValueLimit": "150000000" }]));
    let unlock = made.unlock.unwrap();
    assert_eq!(unlock.spending_limits.len(), 1);
    assert_eq!(unlock.spending_limits[0].coin, "tbtc");
    assert_eq!(unlock.spending_limits[0].limit, Some(Balance::from_wire("150000000")));
    assert_eq!(shown["otp"], "‹code›");
    for absent in ["enterprise", "permittedEnterprises", "permittedWallets", "allErc20TokensLimit"] {
        assert!(shown.get(absent).is_none(), "{absent}");
    }

    // The token is masked, shown on demand, copied, and works.
    desk.must_not_see("v2x");
    let token = desk.copy_token();
    desk.must_not_see(&token);
    desk.click("Show token");
    desk.must_see(&token);
    desk.click("Hide token");
    desk.must_not_see(&token);
    let client = desk.client();
    let session = desk.wait(login::resume(&client, token.clone().into())).expect("the token works");
    assert_eq!(session.info().label, "payouts-eu");

    // Afterwards it is nowhere, and in the list by name alone.
    desk.click("Done");
    desk.wait_for("Filter access tokens");
    desk.wait_until_gone("Reading access tokens");
    desk.must_not_see(&token);
    desk.must_see("12 unexpired tokens");
    desk.type_into("Filter access tokens", "payouts-eu");
    desk.must_see("new");
    assert!(desk.sees("89 d") || desk.sees("90 d"), "no time left: {}", desk.screen());
    desk.click("New access token");
    desk.wait_for("Lifetime");
    for field in ["Label", "Lifetime", "IP addresses", "One-time code"] {
        assert_eq!(desk.typed(field), "", "{field} is not empty");
    }
    desk.must_not_see(&token);
    desk.must_not_see("Access token created");
    desk.type_into("Label", "PAYOUTS-EU");
    desk.must_see("already have a token named “payouts-eu”");
}

#[test]
fn a_pasted_token_opens_a_session_of_its_own_on_the_screen() {
    let mut desk = in_the_creator();
    desk.type_into("Label", "screen-token");
    desk.type_into("Lifetime", "1 day");
    desk.click("Read-only reporting");
    desk.create_token();
    let token = desk.copy_token();
    desk.click("Done");
    desk.click("Log out");
    desk.wait_for("E-mail");
    desk.click_role(Role::RadioButton, "Access token");
    desk.type_into("Access token", &format!("  {token}\n"));
    desk.must_not_see(&token);
    desk.click("Log in");
    desk.wait_for("Log out");
    desk.wait_until_gone("in progress");
    desk.must_see("80 of 80 wallets");
    desk.must_see("Olivia Brandt");
    desk.must_not_see(&token);
}

#[test]
fn a_wrong_code_for_a_creation_loses_nothing_but_the_code() {
    let mut desk = in_the_creator();
    desk.type_into("Label", "second-try");
    desk.type_into("Lifetime", "30 days");
    desk.click("Read-only reporting");
    desk.type_into("One-time code", "1111111");
    desk.click("Create token");
    desk.wait_for_words("The one-time code was not accepted.");
    desk.must_see("Request ID");
    assert_eq!(desk.typed("One-time code"), "");
    assert_eq!(desk.typed("Label"), "second-try");
    assert_eq!(desk.typed("Lifetime"), "30 days");
    assert!(!desk.is_enabled("Create token"));
    desk.must_not_see("Look it up");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.click("Create token");
    desk.wait_for("Access token created");
    assert!(desk.token_at_the_server("second-try").is_some());
}

#[test]
fn a_draft_stays_while_the_person_looks_elsewhere() {
    let mut desk = in_the_creator();
    desk.type_into("Label", "half-done");
    desk.type_into("Lifetime", "6 months");
    desk.click("Approver");
    desk.click_role(Role::Button, "Wallets");
    desk.wait_for("Filter wallets");
    desk.open_creator();
    assert_eq!(desk.typed("Label"), "half-done");
    assert_eq!(desk.typed("Lifetime"), "6 months");
    assert!(desk.is_ticked("pending_approval_update"));
    desk.click("Back to access tokens");
    desk.wait_for("Filter access tokens");
    desk.click("New access token");
    assert_eq!(desk.typed("Label"), "half-done");
}

#[test]
fn a_new_token_is_saved_to_a_file_that_its_owner_alone_may_read() {
    let place = crate::folder::fresh("saved-token");
    let file = place.join("payouts.env");
    let mut desk = in_the_creator();
    fill_in_a_payout_token(&mut desk, "saved");
    desk.click("Create token");
    desk.wait_for("Access token created");
    desk.click("Save to file…");
    desk.type_into("File", "payouts.env");
    desk.click("Save file");
    desk.wait_for_words("Enter the full path");
    desk.type_into("Variable", "2 bad");
    desk.type_into("File", &file.display().to_string());
    desk.click("Save file");
    desk.wait_for_words("A variable name has letters");
    desk.type_into("Variable", "PAYOUTS");
    desk.click("Save file");
    desk.wait_for_words("Saved to ");
    // The dialog lies above the page's own button of that name.
    desk.press(egui::Key::Escape);
    desk.wait_until_gone("Saved to ");
    let saved = std::fs::read_to_string(&file).unwrap();
    assert!(saved.starts_with("PAYOUTS=v2x"), "no token in the file");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    desk.must_see("Done");
    desk.must_not_see("Discard token…");
    std::fs::remove_dir_all(&place).unwrap();
}
