//! Settings take effect at once and are kept; a damaged file is reported and set aside.

use std::fs;
use std::path::{Path, PathBuf};

use countersign::app::Start;
use countersign::bitgo::signing::AuthVersion;
use countersign::sandbox::{ONE_TIME_CODE, SandboxOptions};
use countersign::store::settings::SettingsFile;
use egui::accesskit::Role;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::Value;

use crate::folder;
use crate::harness::{Harness, OWNER};

const LOG_OUT: &str = "GET /api/v2/user/logout";

fn with_settings_in(file: &Path) -> Harness {
    let mut app = Harness::open_with(Start {
        settings: SettingsFile::at(file.to_owned()),
        ..Start::afresh(Some(SandboxOptions::default()))
    });
    app.wait_for_words("Olivia Brandt");
    app
}

/// Settings are written off the screen's thread.
fn wait_until_kept(app: &mut Harness, file: &Path, is_right: impl Fn(&Value) -> bool) {
    let is_kept = || {
        let text = fs::read_to_string(file).unwrap_or_default();
        is_right(&serde_json::from_str(&text).unwrap_or_default())
    };
    app.stage.wait_until("the settings to be kept", |_| is_kept()).unwrap();
}

#[test]
fn theme_and_zoom_take_effect_at_once_and_are_there_the_next_time() {
    let file = folder::fresh("look").join("settings.json");
    let mut app = with_settings_in(&file);
    app.log_in(OWNER);
    app.click_role(Role::Button, "Settings");
    let is_dark = |app: &mut Harness| app.stage.harness().ctx.theme() == egui::Theme::Dark;
    app.click_role(Role::RadioButton, "Light");
    assert!(!is_dark(&mut app));
    app.click_role(Role::RadioButton, "Dark");
    assert!(is_dark(&mut app));
    app.click("Switch between dark and light");
    assert!(!is_dark(&mut app));
    assert!(app.is_ticked("Light"));
    app.click_role(Role::RadioButton, "125%");
    assert!((app.stage.harness().ctx.zoom_factor() - 1.25).abs() < f32::EPSILON);
    wait_until_kept(&mut app, &file, |kept| kept["theme"] == "light" && kept["zoomPercent"] == 125);

    let mut again = with_settings_in(&file);
    assert!((again.stage.harness().ctx.zoom_factor() - 1.25).abs() < f32::EPSILON);
    // Demo people are a press away, and need no remembering.
    assert_eq!(again.typed("Email"), "");
    assert_eq!(again.typed("Password"), "");
    // The harness sets a theme of its own at the start, so the choice is what counts.
    again.log_in(OWNER);
    again.click_role(Role::Button, "Settings");
    assert!(again.is_ticked("Light") && again.is_ticked("125%"));
    folder::remove(&file);
}

#[test]
fn the_next_deployment_is_understood_and_warned_about() {
    let mut app = Harness::at_work();
    let today = Timestamp::now().to_zoned(TimeZone::system()).date();
    let deployment = today.checked_add(60.days()).unwrap();
    app.open_creator();
    app.type_into("Lifetime", "until next deployment");
    app.must_see("Set it in Settings");
    app.click_role(Role::Button, "Settings");
    for (wrong, reason) in [
        ("next week", "Enter the date as year"),
        ("2020-01-01", "is in the past"),
        ("2027-02-30", "Enter the date as year"),
    ] {
        app.type_into("Next deployment date", wrong);
        app.must_see(reason);
    }
    app.type_into("Next deployment date", &deployment.to_string());
    app.must_see(&deployment.strftime("%A, %-d %B %Y").to_string());
    app.open_creator();
    app.must_not_see("Set it in Settings");
    app.must_see("seconds");
    let end = deployment.strftime("%-d %b %Y, 23:59").to_string();
    app.must_see(&end);
    app.must_not_see("outlasts the next deployment");
    app.type_into("Label", "until-we-deploy");
    app.click("Read-only reporting");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.type_into("Lifetime", "61 days");
    app.must_see("outlasts the next deployment");
    assert!(!app.is_enabled("Create token"));
    app.stage.tick_every_warning().unwrap();
    assert!(app.is_enabled("Create token"));
    app.type_into("Lifetime", "59 days");
    app.must_not_see("outlasts the next deployment");
    app.click_role(Role::Button, "Settings");
    app.type_into("Next deployment date", "");
    app.must_see("Not set");
}

#[test]
fn a_damaged_settings_file_is_reported_and_set_aside_and_a_second_keeps_the_first() {
    let file = folder::fresh("damaged").join("settings.json");
    let mut kept = Vec::new();
    for text in ["{\"theme\": \"da", "no JSON at all"] {
        fs::write(&file, text).unwrap();
        let mut app = with_settings_in(&file);
        app.must_see("The settings could not be read. The file was kept as");
        let files = fs::read_dir(file.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
        let is_aside = |path: &PathBuf| path.display().to_string().contains("damaged-");
        let mut aside: Vec<_> = files.filter(is_aside).filter(|path| !kept.contains(path)).collect();
        let new = aside.pop().expect("it is set aside");
        assert!(aside.is_empty(), "{aside:?}");
        app.must_see(&new.display().to_string());
        assert_eq!(fs::read_to_string(&new).unwrap(), text);
        kept.push(new);
        app.log_in(OWNER);
        assert!(file.exists(), "the login is not remembered");
        // It can be read of as long as the program runs.
        app.click_role(Role::Button, "Settings");
        app.must_see("The file was kept as");
    }
    assert_eq!(fs::read_to_string(&kept[0]).unwrap(), "{\"theme\": \"da");
    folder::remove(&file);
}

/// Ends the session, and waits until the platform knows: its last request is signed as the session was.
fn log_out(app: &mut Harness) {
    let before = app.control().answered(LOG_OUT);
    app.click("Log out");
    app.wait_for("Email");
    app.wait_until_answered(LOG_OUT, before);
}

/// How many requests the platform got in version 2 and in version 3.
fn signed(app: &mut Harness) -> [u64; 2] {
    [AuthVersion::V2, AuthVersion::V3].map(|version| app.control().signed_requests(version))
}

/// Chooses a version, which takes effect at the next login, and logs in anew.
fn choose_and_log_in_anew(app: &mut Harness, version: &str) {
    app.click_role(Role::Button, "Settings");
    app.click_role(Role::RadioButton, version);
    assert!(app.is_ticked(version));
    log_out(app);
    app.log_in(OWNER);
    app.must_see("80 of 80 wallets");
}

#[test]
fn the_chosen_signature_version_goes_over_the_wire_and_stays_chosen() {
    let file = folder::fresh("version").join("settings.json");
    let mut app = with_settings_in(&file);
    app.log_in(OWNER);
    let [v2, v3] = signed(&mut app);
    assert!(v2 == 0 && v3 > 0, "version 3 is the default: {v2} and {v3}");

    choose_and_log_in_anew(&mut app, "Version 2");
    let [v2, v3] = signed(&mut app);
    assert!(v2 > 0, "version 2 was chosen and not sent");
    app.click("Refresh");
    app.wait_until_gone("in progress");
    log_out(&mut app);
    app.log_in(OWNER);
    let again = signed(&mut app);
    assert!(again[0] > v2 && again[1] == v3, "version 3 after version 2 was chosen: {v3} and {}", again[1]);
    wait_until_kept(&mut app, &file, |kept| kept["signWithV2"] == true);

    // The next start of the program finds the choice, and it can be taken back.
    let mut app = with_settings_in(&file);
    app.log_in(OWNER);
    let [v2, v3] = signed(&mut app);
    assert!(v2 > 0 && v3 == 0, "the choice of version 2 was forgotten: {v2} and {v3}");
    choose_and_log_in_anew(&mut app, "Version 3 (recommended)");
    let [still_v2, v3] = signed(&mut app);
    assert!(v3 > 0, "version 3 was chosen and not sent");
    app.click("Refresh");
    app.wait_until_gone("in progress");
    assert_eq!(signed(&mut app)[0], still_v2, "version 2 after version 3 was chosen");
    wait_until_kept(&mut app, &file, |kept| kept["signWithV2"] == false);
    folder::remove(&file);
}
