//! The list of access tokens: what it says, how it is sorted and filtered, what the audit log adds, and how ends are
//! spoken of in time.

use std::collections::BTreeSet;

use countersign::app::Start;
use countersign::sandbox::SandboxOptions;
use countersign::store::settings::SettingsFile;
use egui::accesskit::Role;
use egui::{Event, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::kittest::Queryable;

use crate::desk::{Desk, OWNER};
use crate::folder;
use crate::login::make_token;

/// The labels of the rows that are in view, from the top.
fn rows(desk: &Desk) -> Vec<String> {
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
    for label in desk.stage.labels() {
        if known.contains(label.as_str()) && !seen.contains(&label) {
            seen.push(label);
        }
    }
    seen
}

fn choose(desk: &mut Desk, menu: &str, entry: &str) {
    desk.click_role(Role::ComboBox, menu);
    desk.click_role(Role::MenuItemRadio, entry);
}

fn the_list_is_sorted_by_what_its_columns_say(desk: &mut Desk) {
    let first = |desk: &Desk| rows(desk).first().cloned().unwrap_or_default();
    assert_eq!(first(desk), "Migration one-off", "the soonest end comes first");
    for (head, top) in [
        ("Sort by label", "Approvals bot"),
        ("Sort by limit used", "Exchange sweep"),
        ("Sort by findings", "Legacy everything"),
    ] {
        desk.click(head);
        assert_eq!(first(desk), top, "{head}: {:?}", rows(desk));
    }
    desk.click("Sort by risk");
    assert_eq!(first(desk), "Legacy everything");
    desk.must_see("Highest risk first");
    desk.click("Sort by risk");
    assert_ne!(first(desk), "Legacy everything");
    desk.must_see("Lowest risk first");
    choose(desk, "Order", "Newest first");
    assert_eq!(first(desk), "Migration one-off");
    assert_eq!(rows(desk).last().map(String::as_str), Some("Web console read"));
}

fn the_details_of_another_token_begin_at_their_top(desk: &mut Desk) {
    desk.click("Legacy everything");
    desk.wait_for("Security findings");
    let top = desk.top_of("Close details");
    desk.stage.harness().get_by_label("Audit log").scroll_to_me();
    desk.stage.settle();
    assert!(desk.top_of("Close details") < top, "nothing was scrolled");
    desk.click("Next decade");
    desk.wait_for("Security findings");
    assert_eq!(desk.top_of("Close details"), top);
    // What wants something done stands above what only wants to be known.
    let screen = desk.screen();
    let (last_warning, first_note) = (screen.rfind("Warning: ").unwrap(), screen.find("Note: ").unwrap());
    assert!(last_warning < first_note, "{screen}");
}

fn words_and_quick_filters_narrow_the_list(desk: &mut Desk) {
    for (words, found) in [
        ("tltc", &["Exchange sweep"][..]),
        ("192.0.2", &["Fund administrator"]),
        ("auditlogs", &["Fund administrator"]),
        ("within watcher", &["Demo wallet watcher"]),
        ("payout spend", &["Payout service"]),
    ] {
        desk.type_into("Filter access tokens", words);
        assert_eq!(rows(desk), found, "{words}");
        desk.must_see("1 of 11 unexpired tokens");
    }
    desk.type_into("Filter access tokens", "");
    choose(desk, "Quick filter", "No IP restriction");
    assert!(rows(desk).contains(&"Legacy everything".to_owned()));
    desk.must_not_see("Payout service");
    choose(desk, "Quick filter", "Can spend, no limit");
    assert_eq!(rows(desk), ["Legacy everything"]);
    choose(desk, "Quick filter", "Expires within 14 days");
    desk.must_see("Approvals bot");
    desk.must_not_see("Legacy everything");
    desk.type_into("Filter access tokens", "nothing is called this");
    desk.click("Show all tokens");
    desk.wait_for_words("11 unexpired tokens");
    desk.must_see("Legacy everything");
}

fn findings_and_limits_stand_in_the_list_with_their_words(desk: &mut Desk) {
    desk.must_see("74.9 %");
    desk.must_see("used up");
    desk.must_see("most severe: warning");
    desk.type_into("Filter access tokens", "Exchange sweep");
    let findings = desk.text_with("findings, most severe: ");
    desk.hover(&findings);
    desk.must_see("The limit for TLTC is used up");
}

#[test]
fn the_list_is_sorted_and_narrowed_and_leads_to_the_details() {
    let mut desk = Desk::at_the_tokens();
    the_list_is_sorted_by_what_its_columns_say(&mut desk);
    findings_and_limits_stand_in_the_list_with_their_words(&mut desk);
    words_and_quick_filters_narrow_the_list(&mut desk);
    a_press_on_the_line_of_expiries_shows_the_token_that_ends_then(&mut desk);
    the_details_of_another_token_begin_at_their_top(&mut desk);
}

#[test]
fn the_audit_log_says_who_made_a_token_and_its_absence_harms_nothing() {
    let mut desk = Desk::at_the_tokens();
    desk.click("Payout service");
    desk.wait_for_words("Created by Olivia Brandt on ");
    desk.must_see("from 198.51.100.14");
    let asked = desk.control().requests("GET /api/v2/auditlog");
    assert_eq!(asked, 1, "it is read once for a list");
    // A session that may not read it: the list comes all the same.
    desk.control().withhold_scope("auditlogs_view_all");
    desk.click("Refresh");
    desk.wait_for_words("audit log could not be loaded");
    desk.wait_until_gone("in progress");
    desk.must_see("11 tokens");
    desk.must_see("Log out");
}

#[test]
fn an_end_is_spoken_of_in_every_panel_until_it_is_dismissed_also_after_a_restart() {
    let place = folder::fresh("reminders");
    let file = SettingsFile::at(place.join("settings.json"));
    let start = Start { settings: file.clone(), ..Start::afresh(Some(SandboxOptions::default())) };
    let mut desk = Desk::open_with(start);
    desk.wait_for_words("Olivia Brandt");
    desk.log_in(OWNER);
    let mark = |desk: &mut Desk| desk.value_of(Role::Button, "Access tokens");
    assert_eq!(mark(&mut desk), "11, 4 expire soon", "seen from the wallets");
    desk.click_role(Role::Button, "Settings");
    assert_eq!(mark(&mut desk), "11, 4 expire soon");
    desk.open_tokens();
    desk.must_see("4 access tokens expire soon");
    // A life of a day, and one of less than a week of which half is over.
    desk.must_see("Show “Migration one-off”");
    desk.must_see("Show “Meant to last ten years”");
    desk.click("Show “Demo wallet watcher”");
    desk.wait_for("Security findings");
    desk.click("Close details");
    desk.click("Dismiss these 3");
    desk.wait_for_words("1 access token expires soon");
    desk.must_see("“Migration one-off” until it expires");
    desk.click("Dismiss “Approvals bot”");
    desk.wait_until_gone("expires soon");
    assert_eq!(mark(&mut desk), "11");
    // Dismissed: another login, another list.
    desk.click("Log out");
    desk.wait_for("E-mail");
    desk.log_in(OWNER);
    assert_eq!(mark(&mut desk), "11");
    let kept = file.read().0.reminders_dismissed;
    assert_eq!(kept.len(), 4);
    // A token that is gone needs no entry any more.
    desk.open_tokens();
    desk.click("Approvals bot");
    desk.click("Revoke…");
    desk.type_into("Type the label to confirm", "Approvals bot");
    desk.click("Revoke token");
    desk.wait_for_words("“Approvals bot” is revoked.");
    desk.wait_until_gone("in progress");
    assert!(!rows(&desk).contains(&"Approvals bot".to_owned()));
    let written = || file.read().0.reminders_dismissed.len() == 3;
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while !written() && std::time::Instant::now() < deadline {
        desk.stage.settle();
    }
    assert!(written(), "{:?}", file.read().0.reminders_dismissed);
    std::fs::remove_dir_all(&place).unwrap();
}

#[test]
fn a_reminder_dismissed_says_until_when_and_is_taken_back() {
    let mut desk = Desk::at_the_tokens();
    desk.click("Dismiss “Demo wallet watcher”");
    desk.wait_for_words("3 access tokens expire soon");
    desk.must_see("Dismissed: “Demo wallet watcher” until 1 day before it expires.");
    desk.must_not_see("Show “Demo wallet watcher”");
    desk.must_see("Show “Approvals bot”");
    desk.click("Undo");
    desk.wait_for_words("4 access tokens expire soon");
    desk.must_not_see("Dismissed: ");
    // Later it is found by the quick filter, and taken back in its details.
    desk.click("Dismiss “Demo wallet watcher”");
    desk.wait_for_words("3 access tokens expire soon");
    desk.click("Hide this notice of dismissed reminders");
    desk.wait_until_gone("Dismissed: ");
    choose(&mut desk, "Quick filter", "Reminder dismissed");
    assert_eq!(rows(&desk).last().map(String::as_str), Some("Demo wallet watcher"));
    desk.must_see("1 of 11 unexpired tokens");
    desk.click("Demo wallet watcher");
    desk.wait_for_words("Expiry reminder dismissed until 1 day before it expires.");
    desk.click("Remind me again");
    desk.wait_for_words("4 access tokens expire soon");
    desk.must_see("No matching tokens");
    // Whatever the banner names, it leads to everything that ends soon.
    desk.click("Show all 4 that expire within 14 days");
    desk.must_see("4 of 11");
}

#[test]
fn the_next_reminder_wakes_a_resting_screen() {
    // A token that lives a day and some seconds is spoken of when a day is left.
    let mut desk = Desk::at_work();
    let session = desk.api();
    make_token(&desk, &session, "Ends tomorrow", "86412 seconds", "");
    desk.open_tokens();
    desk.click("Refresh");
    desk.wait_for("Ends tomorrow");
    desk.wait_until_gone("in progress");
    desk.must_not_see("Show “Ends tomorrow”");
    let rest = desk.rest_now();
    assert!(rest <= std::time::Duration::from_secs(12), "it sleeps for {rest:?}");
    choose(&mut desk, "Quick filter", "All tokens");
    desk.click("Dismiss “Migration one-off”");
    desk.wait_for("Show “Ends tomorrow”");
}

#[test]
fn chosen_ends_are_saved_to_a_calendar_and_one_alone_from_its_details() {
    let place = folder::fresh("calendar");
    let mut desk = Desk::at_the_tokens();
    let events =
        |name: &str| std::fs::read_to_string(place.join(name)).unwrap().matches("BEGIN:VEVENT").count();
    let save_as = |desk: &mut Desk, name: &str| {
        desk.type_into("File", &place.join(name).display().to_string());
        desk.click("Save file");
        desk.wait_for_words("Saved to ");
        desk.click("Done");
        desk.wait_until_gone("Saved to ");
    };
    desk.click("Save expiries to calendar…");
    desk.must_see("11 of 11 selected");
    desk.click("Add Payout service to the calendar");
    desk.click("Add Legacy everything to the calendar");
    desk.must_see("9 of 11 selected");
    desk.click("Save selected dates…");
    save_as(&mut desk, "nine.ics");
    assert_eq!(events("nine.ics"), 9);
    let saved = std::fs::read_to_string(place.join("nine.ics")).unwrap().replace("\r\n ", "");
    assert!(!saved.contains("Payout service") && saved.contains("Listing desk"));
    desk.click("Save expiries to calendar…");
    desk.click("Select none");
    assert!(!desk.is_enabled("Save selected dates…"));
    desk.click("Select expiring soon");
    desk.must_see("4 of 11 selected");
    desk.press(egui::Key::Escape);
    desk.wait_until_gone("of 11 selected");
    desk.click("Listing desk");
    desk.click("Save expiry to calendar…");
    save_as(&mut desk, "one.ics");
    assert_eq!(events("one.ics"), 1);
    std::fs::remove_dir_all(&place).unwrap();
}

#[test]
fn two_hundred_tokens_are_listed_in_the_smallest_window_too() {
    let sandbox = SandboxOptions { wallets: 1, tokens: 200, ..SandboxOptions::default() };
    let mut desk = Desk::open_with(Start::afresh(Some(sandbox)));
    desk.wait_for_words("Olivia Brandt");
    desk.log_in(OWNER);
    desk.stage.set_appearance(egui::Theme::Light, (1024.0, 700.0));
    desk.open_tokens();
    desk.must_see("200 unexpired tokens");
    // Only what is named is dismissed.
    desk.must_see("39 access tokens expire soon");
    desk.click("Dismiss these 3");
    desk.wait_for_words("36 access tokens expire soon");
    desk.type_into("Filter access tokens", "Reporting 193");
    desk.must_see("1 of 200 unexpired tokens");
    desk.click("Reporting 193");
    desk.wait_for("Security findings");
}

fn a_press_on_the_line_of_expiries_shows_the_token_that_ends_then(desk: &mut Desk) {
    let line = desk.stage.harness().get_by_role_and_label(Role::Image, "Expiries").rect();
    // The line is pressed from its left end on, a little above its names, until it holds a token.
    let places = (0..100_u8).map(|step| line.left_bottom() + vec2(6.0 * f32::from(step), -7.0));
    let is_there = places.take_while(|place| place.x < line.right()).any(|place| {
        press(desk, place);
        desk.sees("Close details")
    });
    assert!(is_there, "no press on the line shows a token");
    // The one that ends first: it was given four hours, of which a minute may have gone.
    let is_soonest =
        |text: &String| text == "4 h left" || (text.starts_with("3 h") && text.ends_with(" min left"));
    assert!(desk.stage.labels().iter().any(is_soonest), "{}", desk.screen());
}

fn press(desk: &mut Desk, pos: Pos2) {
    desk.stage.harness().event(Event::PointerMoved(pos));
    for pressed in [true, false] {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        desk.stage.harness().event(Event::PointerButton { pos, button, pressed, modifiers });
        desk.stage.harness().step();
    }
    desk.stage.settle();
}
