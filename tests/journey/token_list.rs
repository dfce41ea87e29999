//! The list of access tokens: what it says, how it is sorted and filtered, what the audit log adds, and how ends are
//! spoken of in time.

use std::collections::BTreeSet;

use countersign::app::Start;
use countersign::sandbox::SandboxOptions;
use countersign::store::settings::SettingsFile;
use egui::accesskit::Role;
use egui::{Event, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::kittest::Queryable;

use crate::folder;
use crate::harness::{Harness, OWNER};
use crate::login::make_token;

/// The labels of the rows that are in view, from the top.
fn rows(app: &Harness) -> Vec<String> {
    const LABELS: [&str; 11] = [
        "Web console read",
        "Legacy everything",
        "Payout service",
        "Exchange sweep",
        "Fund administrator",
        "Approvals bot",
        "Demo wallet watcher",
        "Listing desk",
        "Next decade",
        "Meant to last ten years",
        "Migration one-off",
    ];
    let known: BTreeSet<&str> = LABELS.into();
    let mut seen = Vec::new();
    for label in app.stage.labels() {
        if known.contains(label.as_str()) && !seen.contains(&label) {
            seen.push(label);
        }
    }
    seen
}

fn choose(app: &mut Harness, menu: &str, entry: &str) {
    app.click_role(Role::ComboBox, menu);
    app.click_role(Role::MenuItemRadio, entry);
}

fn the_list_is_sorted_by_what_its_columns_say(app: &mut Harness) {
    let first = |app: &Harness| rows(app).first().cloned().unwrap_or_default();
    assert_eq!(first(app), "Migration one-off", "the soonest end comes first");
    for (head, top) in [
        ("Sort by label", "Approvals bot"),
        ("Sort by limit used", "Exchange sweep"),
        ("Sort by findings", "Legacy everything"),
    ] {
        app.click(head);
        assert_eq!(first(app), top, "{head}: {:?}", rows(app));
    }
    app.click("Sort by risk");
    assert_eq!(first(app), "Legacy everything");
    app.must_see("Highest risk first");
    app.click("Sort by risk");
    assert_ne!(first(app), "Legacy everything");
    app.must_see("Lowest risk first");
    choose(app, "Order", "Newest first");
    assert_eq!(first(app), "Migration one-off");
    assert_eq!(rows(app).last().map(String::as_str), Some("Web console read"));
}

fn the_details_of_another_token_begin_at_their_top(app: &mut Harness) {
    app.click("Legacy everything");
    app.wait_for("Security findings");
    let top = app.top_of("Close details");
    app.stage.harness().get_by_label("Audit log").scroll_to_me();
    app.stage.settle();
    assert!(app.top_of("Close details") < top, "nothing was scrolled");
    app.click("Next decade");
    app.wait_for("Security findings");
    assert_eq!(app.top_of("Close details"), top);
    // What wants something done stands above what only wants to be known.
    let screen = app.screen();
    let (last_warning, first_note) = (screen.rfind("Warning: ").unwrap(), screen.find("Note: ").unwrap());
    assert!(last_warning < first_note, "{screen}");
}

fn words_and_quick_filters_narrow_the_list(app: &mut Harness) {
    for (words, found) in [
        ("tltc", &["Exchange sweep"][..]),
        ("192.0.2", &["Fund administrator"]),
        ("auditlogs", &["Fund administrator"]),
        ("within watcher", &["Demo wallet watcher"]),
        ("payout spend", &["Payout service"]),
    ] {
        app.type_into("Filter access tokens", words);
        assert_eq!(rows(app), found, "{words}");
        app.must_see("1 of 11 active tokens");
    }
    app.type_into("Filter access tokens", "");
    choose(app, "Quick filter", "No IP restriction");
    assert!(rows(app).contains(&"Legacy everything".to_owned()));
    app.must_not_see("Payout service");
    choose(app, "Quick filter", "Can spend, no limit");
    assert_eq!(rows(app), ["Legacy everything"]);
    choose(app, "Quick filter", "Expires within 14 days");
    app.must_see("Approvals bot");
    app.must_not_see("Legacy everything");
    app.type_into("Filter access tokens", "nothing is called this");
    app.click("Show all tokens");
    app.wait_for_words("11 active tokens");
    app.must_see("Legacy everything");
}

fn findings_and_limits_stand_in_the_list_with_their_words(app: &mut Harness) {
    app.must_see("74.9 %");
    app.must_see("used up");
    app.must_see("most severe: warning");
    app.type_into("Filter access tokens", "Exchange sweep");
    let findings = app.text_with("findings, most severe: ");
    app.hover(&findings);
    app.must_see("The limit for TLTC is used up");
}

#[test]
fn the_list_is_sorted_and_narrowed_and_leads_to_the_details() {
    let mut app = Harness::at_the_tokens();
    the_list_is_sorted_by_what_its_columns_say(&mut app);
    findings_and_limits_stand_in_the_list_with_their_words(&mut app);
    words_and_quick_filters_narrow_the_list(&mut app);
    a_press_on_the_line_of_expiries_shows_the_token_that_ends_then(&mut app);
    the_details_of_another_token_begin_at_their_top(&mut app);
}

#[test]
fn the_audit_log_says_who_made_a_token_and_its_absence_harms_nothing() {
    let mut app = Harness::at_the_tokens();
    app.click("Payout service");
    app.wait_for_words("Created by Olivia Brandt on ");
    app.must_see("from 198.51.100.14");
    let asked = app.control().requests("GET /api/v2/auditlog");
    assert_eq!(asked, 1, "it is read once for a list");
    // A session that may not read it: the list comes all the same.
    app.control().withhold_scope("auditlogs_view_all");
    app.click("Refresh");
    app.wait_for_words("audit log could not be loaded");
    app.wait_until_gone("in progress");
    app.must_see("11 tokens");
    app.must_see("Log out");
}

#[test]
fn an_end_is_spoken_of_in_every_panel_until_it_is_dismissed_also_after_a_restart() {
    let place = folder::fresh("reminders");
    let file = SettingsFile::at(place.join("settings.json"));
    let start = Start { settings: file.clone(), ..Start::afresh(Some(SandboxOptions::default())) };
    let mut app = Harness::open_with(start);
    app.wait_for_words("Olivia Brandt");
    app.log_in(OWNER);
    let mark = |app: &mut Harness| app.value_of(Role::Button, "Access tokens");
    assert_eq!(mark(&mut app), "11, 4 expire soon", "seen from the wallets");
    app.click_role(Role::Button, "Settings");
    assert_eq!(mark(&mut app), "11, 4 expire soon");
    app.open_tokens();
    app.must_see("4 access tokens expire soon");
    // A life of a day, and one of less than a week of which half is over.
    app.must_see("Show “Migration one-off”");
    app.must_see("Show “Meant to last ten years”");
    app.click("Show “Demo wallet watcher”");
    app.wait_for("Security findings");
    app.click("Close details");
    app.click("Dismiss these 3");
    app.wait_for_words("1 access token expires soon");
    app.must_see("“Migration one-off” until expiry");
    app.click("Dismiss “Approvals bot”");
    app.wait_until_gone("expires soon");
    assert_eq!(mark(&mut app), "11");
    // Dismissed: another login, another list.
    app.click("Log out");
    app.wait_for("Email");
    app.log_in(OWNER);
    assert_eq!(mark(&mut app), "11");
    let kept = file.read().values.reminders_dismissed;
    assert_eq!(kept.len(), 4);
    // A token that is gone needs no entry any more.
    app.open_tokens();
    app.click("Approvals bot");
    app.click("Revoke…");
    app.type_into("Type the label to confirm", "Approvals bot");
    app.click("Revoke token");
    app.wait_for_words("“Approvals bot” is revoked.");
    app.wait_until_gone("in progress");
    assert!(!rows(&app).contains(&"Approvals bot".to_owned()));
    let written = || file.read().values.reminders_dismissed.len() == 3;
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while !written() && std::time::Instant::now() < deadline {
        app.stage.settle();
    }
    assert!(written(), "{:?}", file.read().values.reminders_dismissed);
    std::fs::remove_dir_all(&place).unwrap();
}

#[test]
fn a_reminder_dismissed_says_until_when_and_is_taken_back() {
    let mut app = Harness::at_the_tokens();
    app.click("Dismiss “Demo wallet watcher”");
    app.wait_for_words("3 access tokens expire soon");
    app.must_see("Reminder dismissed: “Demo wallet watcher” until 1 day before expiry.");
    app.must_not_see("Show “Demo wallet watcher”");
    app.must_see("Show “Approvals bot”");
    app.click("Undo");
    app.wait_for_words("4 access tokens expire soon");
    app.must_not_see("Reminder dismissed: ");
    // Later it is found by the quick filter, and taken back in its details.
    app.click("Dismiss “Demo wallet watcher”");
    app.wait_for_words("3 access tokens expire soon");
    app.click("Dismiss the notice about reminders");
    app.wait_until_gone("Reminder dismissed: ");
    choose(&mut app, "Quick filter", "Reminder dismissed");
    assert_eq!(rows(&app).last().map(String::as_str), Some("Demo wallet watcher"));
    app.must_see("1 of 11 active tokens");
    app.click("Demo wallet watcher");
    app.wait_for_words("Expiry reminder dismissed until 1 day before expiry.");
    app.click("Remind me again");
    app.wait_for_words("4 access tokens expire soon");
    app.must_see("No matching tokens");
    // Whatever the banner names, it leads to everything that ends soon.
    app.click("Show all 4 that expire within 14 days");
    app.must_see("4 of 11");
}

#[test]
fn the_next_reminder_wakes_a_resting_screen() {
    // A token that lives a day and some seconds is spoken of when a day is left.
    let mut app = Harness::at_work();
    let session = app.api();
    make_token(&app, &session, "Ends tomorrow", "86412 seconds", "");
    app.open_tokens();
    app.click("Refresh");
    app.wait_for("Ends tomorrow");
    app.wait_until_gone("in progress");
    app.must_not_see("Show “Ends tomorrow”");
    let rest = app.rest_now();
    assert!(rest <= std::time::Duration::from_secs(12), "it sleeps for {rest:?}");
    choose(&mut app, "Quick filter", "All tokens");
    app.click("Dismiss “Migration one-off”");
    app.wait_for("Show “Ends tomorrow”");
}

#[test]
fn chosen_ends_are_saved_to_a_calendar_and_one_alone_from_its_details() {
    let place = folder::fresh("calendar");
    let mut app = Harness::at_the_tokens();
    let events =
        |name: &str| std::fs::read_to_string(place.join(name)).unwrap().matches("BEGIN:VEVENT").count();
    let save_as = |app: &mut Harness, name: &str| {
        app.type_into("File", &place.join(name).display().to_string());
        app.click("Save file");
        app.wait_for_words("Saved to ");
        app.click("Done");
        app.wait_until_gone("Saved to ");
    };
    app.click("Save expiries to calendar…");
    app.must_see("11 of 11 selected");
    app.click("Add Payout service to the calendar");
    app.click("Add Legacy everything to the calendar");
    app.must_see("9 of 11 selected");
    app.click("Save selected dates…");
    save_as(&mut app, "nine.ics");
    assert_eq!(events("nine.ics"), 9);
    let saved = std::fs::read_to_string(place.join("nine.ics")).unwrap().replace("\r\n ", "");
    assert!(!saved.contains("Payout service") && saved.contains("Listing desk"));
    app.click("Save expiries to calendar…");
    app.click("Select none");
    assert!(!app.is_enabled("Save selected dates…"));
    app.click("Select expiring soon");
    app.must_see("4 of 11 selected");
    app.press(egui::Key::Escape);
    app.wait_until_gone("of 11 selected");
    app.click("Listing desk");
    app.click("Save expiry to calendar…");
    save_as(&mut app, "one.ics");
    assert_eq!(events("one.ics"), 1);
    std::fs::remove_dir_all(&place).unwrap();
}

#[test]
fn two_hundred_tokens_are_listed_in_the_smallest_window_too() {
    let sandbox = SandboxOptions { wallets: 1, tokens: 200, ..SandboxOptions::default() };
    let mut app = Harness::open_with(Start::afresh(Some(sandbox)));
    app.wait_for_words("Olivia Brandt");
    app.log_in(OWNER);
    app.stage.set_appearance(egui::Theme::Light, (1024.0, 700.0));
    app.open_tokens();
    app.must_see("200 active tokens");
    // Only what is named is dismissed.
    app.must_see("39 access tokens expire soon");
    app.click("Dismiss these 3");
    app.wait_for_words("36 access tokens expire soon");
    app.type_into("Filter access tokens", "Reporting 193");
    app.must_see("1 of 200 active tokens");
    app.click("Reporting 193");
    app.wait_for("Security findings");
}

fn a_press_on_the_line_of_expiries_shows_the_token_that_ends_then(app: &mut Harness) {
    let line = app.stage.harness().get_by_role_and_label(Role::Image, "Expiries").rect();
    // The line is pressed from its left end on, a little above its names, until it holds a token.
    let places = (0..100_u8).map(|step| line.left_bottom() + vec2(6.0 * f32::from(step), -7.0));
    let is_there = places.take_while(|place| place.x < line.right()).any(|place| {
        press(app, place);
        app.sees("Close details")
    });
    assert!(is_there, "no press on the line shows a token");
    // The one that ends first: it was given four hours, of which a minute may have gone.
    let is_soonest =
        |text: &String| text == "4 h left" || (text.starts_with("3 h") && text.ends_with(" min left"));
    assert!(app.stage.labels().iter().any(is_soonest), "{}", app.screen());
}

fn press(app: &mut Harness, pos: Pos2) {
    app.stage.harness().event(Event::PointerMoved(pos));
    for pressed in [true, false] {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        app.stage.harness().event(Event::PointerButton { pos, button, pressed, modifiers });
        app.stage.harness().step();
    }
    app.stage.settle();
}
