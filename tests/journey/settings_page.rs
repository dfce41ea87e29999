//! What the page of the settings does beyond a value that is kept: two running copies, one bad value, the clipboard, the
//! keychain, the proxy, the folders, the reset.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use countersign::app::Start;
use countersign::bitgo::environment::{Environment, EnvironmentKind};
use countersign::sandbox::SandboxOptions;
use countersign::store::folder::FolderOpener;
use countersign::store::keychain::Keychain;
use countersign::store::ledger::LedgerPlace;
use countersign::store::settings::SettingsFile;
use egui::accesskit::Role;
use serde_json::{Value, json};

use crate::creator::fill_in_a_payout_token;
use crate::folder;
use crate::harness::{Harness, OWNER};

fn at_the_settings(start: Start) -> Harness {
    let mut app = Harness::open_with(start);
    app.wait_for_words("Olivia Brandt");
    app.log_in(OWNER);
    app.click_role(Role::Button, "Settings");
    app
}

fn kept_in(file: &Path) -> Start {
    Start { settings: SettingsFile::at(file.to_owned()), ..Start::afresh(Some(SandboxOptions::default())) }
}

fn written(file: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(file).unwrap_or_default()).unwrap_or_default()
}

fn wait_until_kept(app: &mut Harness, file: &Path, is_right: impl Fn(&Value) -> bool) {
    app.stage.wait_until("the settings to be kept", |_| is_right(&written(file))).unwrap();
}

/// Looks again and again until the other copy's change has come.
fn wait_until_ticked(app: &mut Harness, label: &str) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !app.is_ticked(label) {
        assert!(Instant::now() < deadline, "\"{label}\" is not chosen: {}", app.screen());
        std::thread::sleep(Duration::from_millis(50));
        app.stage.settle();
    }
}

#[test]
fn two_copies_merge_by_key_and_see_each_other() {
    let file = folder::fresh("two-copies").join("settings.json");
    let mut one = at_the_settings(kept_in(&file));
    let mut other = at_the_settings(kept_in(&file));
    one.click_role(Role::RadioButton, "Light");
    one.click_role(Role::RadioButton, "30 minutes");
    wait_until_kept(&mut one, &file, |kept| kept["autoLockMinutes"] == 30);
    other.click_role(Role::RadioButton, "125%");
    wait_until_kept(&mut other, &file, |kept| kept["zoomPercent"] == 125);
    let kept = written(&file);
    assert_eq!((&kept["theme"], &kept["autoLockMinutes"]), (&json!("light"), &json!(30)), "{kept}");
    wait_until_ticked(&mut other, "Light");
    wait_until_ticked(&mut other, "30 minutes");
    assert_eq!(other.stage.harness().ctx.theme(), egui::Theme::Light, "it is in force");
    wait_until_ticked(&mut one, "125%");
    assert!((one.stage.harness().ctx.zoom_factor() - 1.25).abs() < f32::EPSILON, "it is in force");
    folder::remove(&file);
}

#[test]
fn one_bad_value_costs_that_key() {
    let file = folder::fresh("bad-value").join("settings.json");
    let text = r#"{"theme": "light", "zoomPercent": "wide", "autoLockMinutes": 60, "useKeychain": "yes"}"#;
    fs::write(&file, text).unwrap();
    let mut app = Harness::open_with(kept_in(&file));
    app.wait_for_words("Olivia Brandt");
    let said = "“zoomPercent”, “useKeychain” in the settings file cannot be read: their defaults are used";
    app.must_see(said);
    app.log_in(OWNER);
    app.click_role(Role::Button, "Settings");
    app.must_see(said);
    for label in ["Light", "100%", "60 minutes", "Use the system keychain"] {
        assert!(app.is_ticked(label), "{label}");
    }
    assert_eq!(written(&file)["zoomPercent"], "wide", "what cannot be read is left to its person");
    app.click_role(Role::RadioButton, "125%");
    app.wait_for_words("“useKeychain” in the settings file cannot be read: its default is used");
    app.must_not_see("“zoomPercent”");
    app.click("Use the system keychain");
    app.wait_until_gone("cannot be read");
    let kept = written(&file);
    assert_eq!((&kept["zoomPercent"], &kept["useKeychain"]), (&json!(125), &json!(false)));
    folder::remove(&file);
}

#[test]
fn reset_asks_and_resets() {
    let file = folder::fresh("reset").join("settings.json");
    let later =
        json!({"theme": "light", "zoomPercent": 125, "clipboardSecs": 120, "signWithV2": "?", "later": [1]});
    fs::write(&file, later.to_string()).unwrap();
    let mut app = at_the_settings(kept_in(&file));
    app.click("Reset settings…");
    app.wait_for_words("Every setting gets its default");
    app.click("Cancel");
    assert!(app.is_ticked("Light") && app.is_ticked("125%") && app.is_ticked("120 s"));
    assert_eq!(written(&file)["clipboardSecs"], 120);
    app.click("Reset settings…");
    app.click("Reset settings");
    wait_until_kept(&mut app, &file, |kept| *kept == json!({"later": [1]}));
    for label in ["100%", "30 s", "10 minutes", "System proxy"] {
        wait_until_ticked(&mut app, label);
    }
    assert!(!app.is_ticked("Light"));
    assert!((app.stage.harness().ctx.zoom_factor() - 1.0).abs() < f32::EPSILON);
    app.must_not_see("cannot be read");
    folder::remove(&file);
}

#[test]
fn the_folder_is_opened() {
    let place = folder::fresh("folders");
    let file = place.join("config").join("settings.json");
    let ledger = place.join("data").join("tokens.sqlite3");
    let folder = FolderOpener::silent();
    let start = Start { folder: folder.clone(), ledger: LedgerPlace::at(ledger.clone()), ..kept_in(&file) };
    let mut app = at_the_settings(start);
    app.must_see(&file.display().to_string());
    app.must_see(&ledger.display().to_string());
    app.must_see(concat!("Countersign ", env!("CARGO_PKG_VERSION")));
    app.click("Open folder of settings");
    app.wait_until_gone("in progress");
    app.click("Open folder of token ledger");
    app.wait_until_gone("in progress");
    assert_eq!(folder.asked(), [place.join("config"), place.join("data")]);
    fs::remove_dir_all(&place).unwrap();

    let app = at_the_settings(Start::afresh(Some(SandboxOptions::default())));
    app.must_see("Kept in memory alone");
    app.must_not_see("Open folder of");
}

/// With a token just made, after what was done at the settings.
fn with_a_new_token(start: Start, set: impl FnOnce(&mut Harness)) -> Harness {
    let mut app = at_the_settings(start);
    set(&mut app);
    app.open_creator();
    fill_in_a_payout_token(&mut app, "kept");
    app.click("Create token");
    app.wait_for("Access token created");
    app
}

#[test]
fn the_clipboard_time_holds() {
    let start = Start::afresh(Some(SandboxOptions::default()));
    let start = Start { clipboard_second: Duration::from_millis(100), ..start };
    let mut app = with_a_new_token(start, |app| app.click_role(Role::RadioButton, "10 s"));
    assert!(app.copy_token().starts_with("v2x"));
    app.must_see("The clipboard is cleared within 10 seconds.");
    app.wait(async { tokio::time::sleep(Duration::from_secs(2)).await });
    assert_eq!(app.secret_on_clipboard(), "", "it stayed for the 30 s of before");
    app.click_role(Role::Button, "Settings");
    app.click_role(Role::RadioButton, "60 s");
    app.click_role(Role::Button, "Access tokens");
    app.wait_for("Access token created");
    assert!(app.copy_token().starts_with("v2x"));
    app.must_see("The clipboard is cleared within 60 seconds.");
    app.wait(async { tokio::time::sleep(Duration::from_secs(4)).await });
    assert!(app.secret_on_clipboard().starts_with("v2x"), "it was cleared before its time");
}

#[test]
fn keychain_off_offers_none() {
    let keychain = Keychain::in_memory();
    let start = Start { keychain, ..Start::afresh(Some(SandboxOptions::default())) };
    let mut app = with_a_new_token(start, |app| {
        app.click("Use the system keychain");
        app.wait_for_words("Nothing is saved to the keychain or read from it.");
    });
    app.wait_for_words("The keychain is turned off in Settings");
    for offered in ["Save to keychain", "Name in the keychain", "Look for the keychain again"] {
        app.must_not_see(offered);
    }
    // Turned on again, it is there for the same token.
    app.click_role(Role::Button, "Settings");
    app.click("Use the system keychain");
    app.click_role(Role::Button, "Access tokens");
    app.wait_for_words("has not been looked for since it was turned on");
    app.click("Look for the keychain again");
    app.wait_for("Save to keychain");
}

/// A proxy that opens no way; and the first lines of what it is asked.
fn proxy(answer: &'static str) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (sender, seen) = channel();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
            let first = lines.next().unwrap_or_default();
            lines.take_while(|line| !line.is_empty()).for_each(drop);
            drop(stream.write_all(format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\n\r\n").as_bytes()));
            if sender.send(first).is_err() {
                return;
            }
        }
    });
    (address, seen)
}

#[test]
fn a_proxy_is_tested_and_kept_and_one_with_a_password_is_refused() {
    let file = folder::fresh("proxy").join("settings.json");
    // Nothing goes beyond this computer: the proxy opens no way.
    let far = Environment::custom(EnvironmentKind::Custom, "https://app.example", None).unwrap();
    let mut app = at_the_settings(Start { reachable: Some(far), ..kept_in(&file) });
    app.must_see("where no proxy is used. The test asks app.example.");
    app.click_role(Role::RadioButton, "Own proxy");
    assert!(!app.is_enabled("Test connection"), "there is no address yet");
    app.type_into("Proxy address", "olivia:hunter2@proxy.example:8080");
    app.must_see("the settings file holds no secrets. Until then the system's proxy stays set.");
    assert!(!app.is_enabled("Test connection"));
    for (answer, sentence) in [
        ("407 Proxy Authentication Required", "The proxy asks for a user name and password"),
        ("502 Bad Gateway", "The proxy opened no connection to the host."),
    ] {
        let (address, seen) = proxy(answer);
        app.type_into("Proxy address", &address);
        app.must_not_see("stays set");
        app.click("Test connection");
        app.wait_for_words(sentence);
        let asked = seen.recv_timeout(Duration::from_secs(5)).unwrap();
        assert!(asked.starts_with("CONNECT app.example:443"), "{asked}");
        let address = format!("http://{address}");
        wait_until_kept(&mut app, &file, |kept| kept["proxy"]["given"] == address.as_str());
    }
    assert!(!fs::read_to_string(&file).unwrap().contains("hunter2"));
    // The sandbox, on this computer, is reached by none.
    app.click_role(Role::Button, "Wallets");
    app.click("Refresh");
    app.wait_until_gone("in progress");
    app.must_see("80 of 80 wallets");
    app.click_role(Role::Button, "Settings");
    app.click_role(Role::RadioButton, "No proxy");
    app.must_not_see("The proxy opened no connection");
    wait_until_kept(&mut app, &file, |kept| kept["proxy"] == "none");
    let mut again = at_the_settings(kept_in(&file));
    assert!(again.is_ticked("No proxy"));
    again.click("Test connection");
    again.wait_for_words("answered without a proxy in ");
    folder::remove(&file);
}
