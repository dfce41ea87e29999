//! What can do more harm is confirmed by more: a long freeze by its end, a rule that locks by a tick, a first whitelist by
//! the wallet's label.

use countersign::bitgo::wallet::Wallet;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use jiff::{Timestamp, ToSpan, tz::TimeZone};

use crate::harness::Harness;

const FROZEN: &str = "POST /api/v2/{coin}/wallet/{walletId}/freeze";
const LABEL: &str = "Type the wallet's label to confirm";
const END: &str = "Type the end date to confirm";
const WALLET: &str = "Gas station";

fn wallet(app: &mut Harness) -> Wallet {
    app.wallets_at_the_server().into_iter().find(|wallet| wallet.label == WALLET).unwrap()
}

#[test]
fn a_freeze_of_nine_years_is_confirmed_by_its_end_date() {
    let mut app = Harness::at_work();
    app.open_page(WALLET);
    app.click("Freeze…");
    app.type_into("Duration", "1 week");
    app.type_into(LABEL, WALLET);
    app.wait_until_enabled("Freeze wallet");
    app.must_not_see(END);
    app.type_into("Duration", "9 years");
    app.wait_for(END);
    assert!(!app.is_enabled("Freeze wallet"), "{}", app.screen());
    app.must_see("Nobody can lift it before that day.");
    let end = Timestamp::now().to_zoned(TimeZone::system()).checked_add(9.years()).unwrap();
    for (typed, problem) in [
        ("in nine years", "This is not a date"),
        ("01/02/2035", "Day and month could be mistaken"),
        ("2030-01-02", "This would be Wed 2 Jan 2030; the end is "),
    ] {
        app.type_into(END, typed);
        app.wait_for_words(problem);
        assert!(!app.is_enabled("Freeze wallet"), "{typed}");
    }
    app.must_see(&end.strftime("the end is %a %-d %b %Y.").to_string());
    app.type_into(END, &end.strftime("%-d %B %Y").to_string());
    app.wait_until_enabled("Freeze wallet");
    // Another length has another end, and what was typed is not it.
    app.type_into("Duration", "8 years");
    app.wait_for_words("the end is ");
    assert!(!app.is_enabled("Freeze wallet"), "{}", app.screen());
    app.type_into("Duration", "9 years");
    app.type_into(END, &end.strftime("%Y-%m-%d").to_string());
    app.wait_until_enabled("Freeze wallet");
    assert_eq!(app.control().requests(FROZEN), 0);
    // The platform of this test takes a year at most; what was typed stays.
    app.click("Freeze wallet");
    app.wait_for_words("at most a year");
    assert_eq!(app.typed(LABEL), WALLET);
    app.type_into("Duration", "11 months");
    let end = Timestamp::now().to_zoned(TimeZone::system()).checked_add(11.months()).unwrap();
    app.wait_for_words("the end is ");
    app.type_into(END, &end.strftime("%B %-d, %Y").to_string());
    app.wait_until_enabled("Freeze wallet");
    app.click("Freeze wallet");
    app.wait_for_words("the freeze can't be lifted early");
    let until = wallet(&mut app).freeze.unwrap().expires.unwrap();
    assert_eq!(until.to_zoned(TimeZone::system()).date(), end.date());
    assert_eq!(app.control().requests(FROZEN), 2);
}

#[test]
fn a_freeze_without_a_known_end_is_confirmed_in_words() {
    let mut app = Harness::at_work();
    app.open_page(WALLET);
    app.click("Freeze…");
    app.type_into(LABEL, WALLET);
    app.click("Maximum duration");
    let words = "Type the words “maximum duration” to confirm";
    app.wait_for(words);
    assert!(!app.is_enabled("Freeze wallet"));
    app.type_into(words, "forever");
    app.wait_for_words("This is not the words “maximum duration”");
    app.type_into(words, "maximum duration");
    app.wait_until_enabled("Freeze wallet");
    app.click("Cancel");
    assert_eq!(app.control().requests(FROZEN), 0);
}

#[test]
fn a_first_whitelist_wants_the_label_and_a_rule_that_locks_a_tick() {
    let mut app = Harness::at_work();
    app.open_page(WALLET);
    let policy = app.text_with("Policy (");
    app.click_role(Role::RadioButton, &policy);
    app.click("Add rule…");
    app.type_into("Rule name", "Hourly");
    app.type_into("Limit in HTETH", "0.5");
    app.type_into("Period", "1 hour");
    let lock = "I understand: After 48 hours, only BitGo support can change or remove this rule.";
    app.wait_for(lock);
    assert!(!app.is_ticked(lock));
    app.must_not_see(LABEL);
    app.click_role(Role::RadioButton, "Whitelist");
    app.type_into("First address", "0x52908400098527886E0F7030069857D2E4169EE7");
    app.click_role(Role::RadioButton, "Deny");
    app.wait_for(LABEL);
    app.must_see("first whitelist: withdrawals to every other address are denied.");
    app.stage.tick_every_warning().unwrap();
    app.wait_for_words("Confirm the change");
    assert!(!app.is_enabled("Add rule"), "{}", app.screen());
    app.type_into(LABEL, "gas station");
    app.wait_for_words("This is not the wallet's label.");
    assert!(!app.is_enabled("Add rule"));
    app.type_into(LABEL, WALLET);
    app.wait_until_enabled("Add rule");
    app.click_role(Role::Button, "Add rule");
    app.wait_for_words("The rule “Hourly” is added.");
    app.wait_until_gone("in progress");
    // The second one is no first one any more.
    app.wait_until_enabled("Add rule…");
    app.click("Add rule…");
    app.click_role(Role::RadioButton, "Whitelist");
    app.type_into("Rule name", "Second");
    app.type_into("First address", "0x8617E340B3D01FA5F11F306F4090FD50E238070D");
    app.wait_for(lock);
    app.must_not_see(LABEL);
}

#[test]
fn in_a_low_window_a_long_confirmation_scrolls_and_its_buttons_stay_in_view() {
    let mut app = Harness::at_work();
    app.stage.set_appearance(egui::Theme::Dark, (1024.0, 560.0));
    app.open_page(WALLET);
    app.click("Freeze…");
    app.type_into("Duration", "9 years");
    app.type_into(LABEL, WALLET);
    app.type_into(END, "2030-01-02");
    app.wait_for_words("the end is ");
    for button in ["Cancel", "Freeze wallet"] {
        let place = app.stage.harness().get_by_role_and_label(Role::Button, button).rect();
        assert!(place.bottom() < 560.0, "{button} is at {place}");
    }
    app.click("Cancel");
}
