//! Settings take effect at once and are kept; a damaged file is reported and set aside.

use std::fs;
use std::path::Path;

use countersign::app::Start;
use countersign::sandbox::{ONE_TIME_CODE, SandboxOptions};
use countersign::store::settings::SettingsFile;
use egui::accesskit::Role;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::Value;

use crate::desk::{Desk, OWNER};
use crate::folder;

fn with_settings_in(file: &Path) -> Desk {
    let mut desk = Desk::open_with(Start {
        settings: SettingsFile::at(file.to_owned()),
        ..Start::afresh(Some(SandboxOptions::default()))
    });
    desk.wait_for_words("Olivia Brandt");
    desk
}

#[test]
fn theme_and_zoom_take_effect_at_once_and_are_there_the_next_time() {
    let file = folder::fresh("look").join("settings.json");
    let mut desk = with_settings_in(&file);
    desk.log_in(OWNER);
    desk.click_role(Role::Button, "Settings");
    let is_dark = |desk: &mut Desk| desk.stage.harness().ctx.theme() == egui::Theme::Dark;
    desk.click_role(Role::RadioButton, "Light");
    assert!(!is_dark(&mut desk));
    desk.click_role(Role::RadioButton, "Dark");
    assert!(is_dark(&mut desk));
    desk.click("Change between dark and light");
    assert!(!is_dark(&mut desk));
    assert!(desk.is_ticked("Light"));
    desk.click_role(Role::RadioButton, "125%");
    assert!((desk.stage.harness().ctx.zoom_factor() - 1.25).abs() < f32::EPSILON);
    // It is written off the screen's thread.
    desk.stage
        .wait_until("the settings to be kept", |_| {
            let text = fs::read_to_string(&file).unwrap_or_default();
            let kept: Value = serde_json::from_str(&text).unwrap_or_default();
            kept["theme"] == "light" && kept["zoomPercent"] == 125
        })
        .unwrap();

    let mut again = with_settings_in(&file);
    assert!((again.stage.harness().ctx.zoom_factor() - 1.25).abs() < f32::EPSILON);
    // Demo people are a press away, and need no remembering.
    assert_eq!(again.typed("E-mail"), "");
    assert_eq!(again.typed("Password"), "");
    // The harness sets a theme of its own at the start, so the choice is what counts.
    again.log_in(OWNER);
    again.click_role(Role::Button, "Settings");
    assert!(again.is_ticked("Light") && again.is_ticked("125%"));
    folder::remove(&file);
}

#[test]
fn the_next_deployment_is_understood_and_warned_about() {
    let mut desk = Desk::at_work();
    let today = Timestamp::now().to_zoned(TimeZone::system()).date();
    let deployment = today.checked_add(60.days()).unwrap();
    desk.open_creator();
    desk.type_into("Lifetime", "until next deployment");
    desk.must_see("Set it in Settings");
    desk.click_role(Role::Button, "Settings");
    for (wrong, reason) in [
        ("next week", "Write the day as year"),
        ("2020-01-01", "is over"),
        ("2027-02-30", "Write the day as year"),
    ] {
        desk.type_into("Day of the next deployment", wrong);
        desk.must_see(reason);
    }
    desk.type_into("Day of the next deployment", &deployment.to_string());
    desk.must_see(&deployment.strftime("%A, %-d %B %Y").to_string());
    desk.open_creator();
    desk.must_not_see("Set it in Settings");
    desk.must_see("seconds");
    let end = deployment.strftime("%-d %b %Y, 23:59").to_string();
    desk.must_see(&end);
    desk.must_not_see("outlasts the next deployment");
    desk.type_into("Label", "until-we-deploy");
    desk.click("Read-only reporting");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.type_into("Lifetime", "61 days");
    desk.must_see("outlasts the next deployment");
    assert!(!desk.is_enabled("Create token"));
    desk.stage.tick_every_warning().unwrap();
    assert!(desk.is_enabled("Create token"));
    desk.type_into("Lifetime", "59 days");
    desk.must_not_see("outlasts the next deployment");
    desk.click_role(Role::Button, "Settings");
    desk.type_into("Day of the next deployment", "");
    desk.must_see("No day is set.");
}

#[test]
fn a_damaged_settings_file_is_reported_and_set_aside() {
    let file = folder::fresh("damaged").join("settings.json");
    fs::write(&file, "{\"theme\": \"da").unwrap();
    let mut desk = with_settings_in(&file);
    desk.must_see("The settings could not be read. The file was kept as");
    let aside: Vec<_> =
        fs::read_dir(file.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(aside.len(), 1);
    desk.must_see(&aside[0].display().to_string());
    assert_eq!(fs::read_to_string(&aside[0]).unwrap(), "{\"theme\": \"da");
    desk.log_in(OWNER);
    assert!(file.exists(), "the login is not remembered");
    assert!(aside[0].exists());
    folder::remove(&file);
}

#[test]
fn signing_with_version_two_works_as_well() {
    let mut desk = Desk::at_work();
    desk.click_role(Role::Button, "Settings");
    desk.click_role(Role::RadioButton, "Version 2");
    desk.click("Log out");
    desk.wait_for("E-mail");
    desk.log_in(OWNER);
    desk.must_see("80 of 80 wallets");
}
