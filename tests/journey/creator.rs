//! Making a token: the guarded lifetime, the scopes, addresses and limits, and the request that is shown and sent.

use countersign::bitgo::login;
use countersign::domain::amount::Balance;
use countersign::sandbox::ONE_TIME_CODE;
use countersign::store::secret_place;
use egui::accesskit::Role;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::harness::Harness;

pub fn in_the_creator() -> Harness {
    let mut app = Harness::at_work();
    app.open_creator();
    app
}

/// The JSON that the screen shows as the exact request.
pub fn request_shown(app: &Harness) -> Value {
    serde_json::from_str(&app.text_with("‹code›")).unwrap()
}

#[test]
fn a_bare_number_is_asked_about_and_a_choice_fills_the_field() {
    let mut app = in_the_creator();
    app.type_into("Lifetime", "10");
    app.must_see("“10” has no unit");
    for choice in ["10 hours", "10 days", "10 weeks", "10 months", "10 years"] {
        assert!(app.is_enabled(choice), "{choice} is not offered");
    }
    app.must_not_see("Sent as");
    assert!(!app.is_enabled("Create token"));
    app.click("10 days");
    assert_eq!(app.typed("Lifetime"), "10 days");
    app.must_not_see("“10” has no unit");
    app.must_see("864,000 seconds");
    app.must_see("UTC");
}

#[test]
fn the_sentence_stays_in_view_when_the_code_is_typed() {
    let mut app = in_the_creator();
    app.stage.set_appearance(egui::Theme::Dark, (1280.0, 700.0));
    app.type_into("Label", "reports-eu");
    app.type_into("Lifetime", "90 days");
    app.click("Read-only reporting");
    let top = app.top_of("Review");
    app.type_into("One-time code", "1234567");
    assert_eq!(app.top_of("Review"), top, "the review was scrolled");
}

#[test]
fn an_amount_with_marks_between_its_thousands_is_mended_at_a_press() {
    let mut app = in_the_creator();
    app.type_into("Lifetime", "572522.211");
    app.must_not_see("572522 seconds");
    choose_coin(&mut app, 1, "hteth", "hteth");
    app.type_into("Amount of limit 1", "2,500");
    app.click("Use 2500 for limit 1");
    assert_eq!(app.typed("Amount of limit 1"), "2500");
    app.must_see("2500 HTETH");
}

#[test]
fn chosen_wallets_are_named_and_a_limit_in_a_coin_that_none_of_them_holds_wants_a_tick() {
    let mut app = in_the_creator();
    app.must_see("All enterprises and wallets in which you have a role");
    fill_in_a_payout_token(&mut app, "named");
    app.must_see("This token can view and send from wallet “Operations hot” (tbtc).");
    app.must_see("No further restriction: the scopes already name the wallets.");
    app.must_not_see("None of the selected wallets holds");
    app.click("Add spending limit");
    let buttons = app.stage.labels_of(Role::Button);
    let place = |coin: &str| buttons.iter().position(|label| label == coin);
    assert!(place("tbtc") < place("algo").or(place("hteth")), "{buttons:?}");
    app.type_into("Coin of limit 2", "hteth");
    app.click_role(Role::Button, "hteth");
    app.type_into("Amount of limit 2", "5");
    app.must_see("None of the selected wallets holds hteth: “Operations hot” (tbtc) holds tbtc.");
    assert!(!app.is_enabled("Create token"));
    app.create_token();
    app.must_see("wallet_view: Operations hot (tbtc)");
    app.copy_token();
    app.click("Done");
    app.wait_for("Filter access tokens");
    app.wait_until_gone("in progress");
    app.click("named");
    app.wait_for("wallet_spend: Operations hot (tbtc)");
    app.click("Demo wallet watcher");
    app.wait_for_words("Only in these wallets (1):");
    app.must_not_see("within wallet 4d09e072…bb09c2");
}

#[test]
fn what_is_no_lifetime_is_refused_while_typing_and_nothing_else_is_lost() {
    let mut app = in_the_creator();
    app.type_into("Label", "reports-eu");
    app.click("Read-only reporting");
    app.type_into("IP addresses", "203.0.113.7");
    app.type_into("One-time code", "1234567");
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
        app.type_into("Lifetime", typed);
        app.must_see(reason);
        app.must_not_see("Sent as");
        app.must_not_see("‹code›");
        assert!(!app.is_enabled("Create token"), "{typed} can be sent");
        assert_eq!(app.typed("Lifetime"), typed);
    }
    assert_eq!(app.typed("Label"), "reports-eu");
    assert_eq!(app.typed("IP addresses"), "203.0.113.7");
    assert!(app.is_ticked("wallet_view_all") && app.is_ticked("enterprise_view_all"));
    app.type_into("Lifetime", "90 days");
    app.must_see("7,776,000 seconds");
    assert_eq!(request_shown(&app)["duration"], 7_776_000);
    assert_eq!(app.control().requests("POST /api/v2/user/accesstoken"), 0, "something was sent");
}

#[test]
fn warnings_block_until_ticked_and_another_lifetime_wants_a_tick_of_its_own() {
    let mut app = in_the_creator();
    app.type_into("Label", "long-lived");
    app.click("Read-only reporting");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.type_into("Lifetime", "2 years");
    app.must_see("Confirm 1 warning");
    assert!(!app.is_enabled("Create token"));
    let warning = app.text_with("I understand: this token lasts for more than a year");
    app.click(&warning);
    assert!(app.is_ticked(&warning));
    assert!(app.is_enabled("Create token"));
    app.type_into("Lifetime", "3 years");
    let other = app.text_with("I understand: this token lasts for more than a year");
    assert_ne!(other, warning);
    assert!(!app.is_ticked(&other), "the tick of two years holds for three");
    assert!(!app.is_enabled("Create token"));
    app.type_into("Lifetime", "2 years");
    let again = app.text_with("I understand: this token lasts for more than a year");
    assert!(!app.is_ticked(&again), "a tick that was taken back by typing has come back");
    app.type_into("Lifetime", "30 minutes");
    app.must_see("This token expires within a day");
    assert!(!app.is_enabled("Create token"));
    app.type_into("Lifetime", "30 days");
    app.must_not_see("I understand");
    assert!(app.is_enabled("Create token"));
}

#[test]
fn a_bad_address_blocks_and_the_good_ones_say_what_they_cover() {
    let mut app = in_the_creator();
    app.type_into("Label", "from-somewhere");
    app.type_into("Lifetime", "30 days");
    app.click("Read-only reporting");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.type_into("IP addresses", "203.0.113.0/24\n203.0.113.999\n10.0.0.0/8\n2001:db8::1");
    app.must_see("256 IP addresses");
    for bad in ["203.0.113.999", "10.0.0.0/8", "2001:db8::1"] {
        assert!(app.screen().matches(bad).count() > 1, "nothing is said about {bad}");
    }
    assert!(!app.is_enabled("Create token"));
    app.must_not_see("‹code›");
    app.type_into("IP addresses", "203.0.113.0/24");
    app.must_see("127.0.0.1, is not included");
    app.click("Add this IP address");
    assert_eq!(app.typed("IP addresses"), "203.0.113.0/24\n127.0.0.1");
    app.must_not_see("is not included");
    assert_eq!(request_shown(&app)["ipRestrict"], json!(["203.0.113.0/24", "127.0.0.1"]));
}

#[test]
fn a_limit_is_exact_in_both_units_and_blank_is_not_zero() {
    let mut app = in_the_creator();
    app.type_into("Label", "spender");
    app.type_into("Lifetime", "30 days");
    app.type_into("One-time code", ONE_TIME_CODE);
    choose_coin(&mut app, 1, "hteth", "hteth");
    app.must_see("Enter 0 to block spending");
    assert!(!app.is_enabled("Create token"));
    app.type_into("Amount of limit 1", "20.000000000000000001");
    app.must_see("20,000,000,000,000,000,001 wei");
    app.type_into("Amount of limit 1", "0.0000000000000000001");
    app.must_not_see("wei.");
    assert!(!app.is_enabled("Create token"));
    app.type_into("Amount of limit 1", "-1");
    app.must_see("cannot be negative");
    app.type_into("Amount of limit 1", "0");
    app.must_see("cannot spend any of it");
    app.must_not_see("Enter 0 to block spending");
    app.click("Add spending limit");
    app.type_into("Coin of limit 2", "usdt");
    app.must_see("EOS USDT");
    app.click_role(Role::Button, "usdt");
    app.type_into("Amount of limit 2", "1.5");
    app.must_see("1,500,000 base units");
    app.must_see("it is not");
    app.click("Remove limit 1");
    app.must_not_see("cannot spend any of it");
    assert_eq!(app.typed("Amount of limit 1"), "1.5");
}

/// Adds the limit with this number, of a coin that is found by these words.
pub fn choose_coin(app: &mut Harness, limit: usize, words: &str, coin: &str) {
    app.click("Add spending limit");
    app.type_into(&format!("Coin of limit {limit}"), words);
    app.click_role(Role::Button, coin);
}

/// Fills in a payout token: bare scopes on one wallet, two addresses, a limit.
pub fn fill_in_a_payout_token(app: &mut Harness, label: &str) {
    app.type_into("Label", label);
    app.type_into("Lifetime", "90 days");
    app.click("Payout service");
    for scope in ["wallet_view", "wallet_spend"] {
        assert!(app.is_ticked(scope));
        app.must_see(&format!("Choose the wallets for {scope}"));
        app.type_into(&format!("Wallet for {scope}"), "operations hot");
        app.click("Add Operations hot (tbtc)");
        app.must_not_see(&format!("Choose the wallets for {scope}"));
    }
    app.type_into("IP addresses", "127.0.0.1\n203.0.113.0/24");
    choose_coin(app, 1, "tbtc", "tbtc");
    app.type_into("Amount of limit 1", "1.5");
    app.must_see("150,000,000 satoshi");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.stage.tick_every_warning().unwrap();
}

#[test]
fn what_is_shown_is_what_is_sent_and_the_token_is_seen_once() {
    let mut app = in_the_creator();
    fill_in_a_payout_token(&mut app, "payouts-eu");
    let shown = request_shown(&app);
    let created_at = Timestamp::now();
    app.click("Create token");
    app.wait_for("Access token created");
    app.must_see("including its expiry.");
    assert_eq!(app.control().requests("POST /api/v2/user/accesstoken"), 1);

    // The server has what the screen showed.
    let wallet = app.wallets_at_the_server().into_iter().find(|it| it.label == "Operations hot").unwrap();
    let made = app.token_at_the_server("payouts-eu").expect("the token is at the server");
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
    app.must_not_see("v2x");
    let token = app.copy_token();
    app.must_not_see(&token);
    app.click("Show token");
    app.must_see(&token);
    app.click("Hide token");
    app.must_not_see(&token);
    let client = app.client();
    let session = app.wait(login::resume(&client, token.clone().into())).expect("the token works");
    assert_eq!(session.info().label, "payouts-eu");

    // Afterwards it is nowhere, and in the list by name alone.
    app.click("Done");
    app.wait_for("Filter access tokens");
    app.wait_until_gone("Reading access tokens");
    app.must_not_see(&token);
    app.must_see("12 active tokens");
    app.type_into("Filter access tokens", "payouts-eu");
    app.must_see("new");
    assert!(app.sees("89 d") || app.sees("90 d"), "no time left: {}", app.screen());
    app.click("New access token");
    app.wait_for("Lifetime");
    for field in ["Label", "Lifetime", "IP addresses", "One-time code"] {
        assert_eq!(app.typed(field), "", "{field} is not empty");
    }
    app.must_not_see(&token);
    app.must_not_see("Access token created");
    app.type_into("Label", "PAYOUTS-EU");
    app.must_see("already have a token named “payouts-eu”");
}

#[test]
fn a_pasted_token_opens_a_session_of_its_own_on_the_screen() {
    let mut app = in_the_creator();
    app.type_into("Label", "screen-token");
    app.type_into("Lifetime", "1 day");
    app.click("Read-only reporting");
    app.create_token();
    let token = app.copy_token();
    app.click("Done");
    app.click("Log out");
    app.wait_for("Email");
    app.click_role(Role::RadioButton, "Access token");
    app.type_into("Access token", &format!("  {token}\n"));
    app.must_not_see(&token);
    app.click("Log in");
    app.wait_for("Log out");
    app.wait_until_gone("in progress");
    app.must_see("80 of 80 wallets");
    app.must_see("Olivia Brandt");
    app.must_not_see(&token);
}

#[test]
fn a_wrong_code_for_a_creation_loses_nothing_but_the_code() {
    let mut app = in_the_creator();
    app.type_into("Label", "second-try");
    app.type_into("Lifetime", "30 days");
    app.click("Read-only reporting");
    app.type_into("One-time code", "1111111");
    app.click("Create token");
    app.wait_for_words("The one-time code was not accepted.");
    app.must_see("Request ID");
    assert_eq!(app.typed("One-time code"), "");
    assert_eq!(app.typed("Label"), "second-try");
    assert_eq!(app.typed("Lifetime"), "30 days");
    assert!(!app.is_enabled("Create token"));
    app.must_not_see("Look it up");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Create token");
    app.wait_for("Access token created");
    assert!(app.token_at_the_server("second-try").is_some());
}

#[test]
fn a_draft_stays_while_the_person_looks_elsewhere() {
    let mut app = in_the_creator();
    app.type_into("Label", "half-done");
    app.type_into("Lifetime", "6 months");
    app.click("Approver");
    app.click_role(Role::Button, "Wallets");
    app.wait_for("Filter wallets");
    app.open_creator();
    assert_eq!(app.typed("Label"), "half-done");
    assert_eq!(app.typed("Lifetime"), "6 months");
    assert!(app.is_ticked("pending_approval_update"));
    app.click("Back to access tokens");
    app.wait_for("Filter access tokens");
    app.click("New access token");
    assert_eq!(app.typed("Label"), "half-done");
}

#[test]
fn a_new_token_is_saved_to_a_file_that_its_owner_alone_may_read() {
    let place = crate::folder::fresh("saved-token");
    let file = place.join("payouts.env");
    let mut app = in_the_creator();
    fill_in_a_payout_token(&mut app, "saved");
    app.click("Create token");
    app.wait_for("Access token created");
    app.click("Save to file…");
    let suggested = secret_place::suggested("access-token.env").display().to_string();
    assert_eq!(app.typed("File"), suggested);
    app.must_not_see("may be synced");
    app.type_into("File", "/mnt/Dropbox (Treasury)/payouts.env");
    app.must_see("Saved as a new file that only you can read. This folder may be synced to Dropbox");
    app.type_into("File", "payouts.env");
    app.click("Save file");
    app.wait_for_words("Enter the full path");
    app.type_into("Variable", "2 bad");
    app.type_into("File", &file.display().to_string());
    app.click("Save file");
    app.wait_for_words("A variable name has letters");
    app.type_into("Variable", "PAYOUTS");
    app.click("Save file");
    app.wait_for_words("Saved to ");
    // The dialog lies above the page's own button of that name.
    app.press(egui::Key::Escape);
    app.wait_until_gone("Saved to ");
    let saved = std::fs::read_to_string(&file).unwrap();
    assert!(saved.starts_with("PAYOUTS=v2x"), "no token in the file");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    app.must_see("Done");
    app.must_not_see("Discard token…");
    std::fs::remove_dir_all(&place).unwrap();
}
