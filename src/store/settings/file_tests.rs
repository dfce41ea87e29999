#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::file::{ReadSettings, SettingsError, SettingsFile};
use super::values::{Settings, ThemeChoice, Zoom};

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("countersign-settings-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn written(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn changed(file: &SettingsFile, before: &Settings, change: impl FnOnce(&mut Settings)) -> ReadSettings {
    let mut now = before.clone();
    change(&mut now);
    file.change(before, &now).unwrap()
}

#[test]
fn what_is_written_is_read_again() {
    let folder = folder("round");
    let file = SettingsFile::at(folder.join("deep").join("settings.json"));
    let before = file.read().values;
    assert_eq!(before, Settings::default());
    let settings = Settings {
        theme: ThemeChoice::Light,
        zoom_percent: Zoom::from(150),
        next_deployment: Some(jiff::civil::date(2027, 3, 1)),
        ..Settings::default()
    };
    file.change(&before, &settings).unwrap();
    let read = file.read();
    assert!(read.problem.is_none() && read.bad_keys.is_empty());
    assert_eq!(read.values, settings);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn files_of_earlier_and_later_versions_lose_nothing() {
    let folder = folder("versions");
    let path = folder.join("settings.json");
    let file = SettingsFile::at(path.clone());
    fs::write(&path, r#"{"theme": "dark", "autoLock": {"minutes": 5}}"#).unwrap();
    let read = file.read();
    assert!(read.problem.is_none());
    assert_eq!((read.values.theme, read.values.reminders_dismissed.len()), (ThemeChoice::Dark, 0));
    let now = changed(&file, &read.values, |it| {
        it.reminders_dismissed.insert(serde_json::from_str("\"a1/1800000000/7\"").unwrap());
    });
    let kept = written(&path);
    assert_eq!(kept["autoLock"]["minutes"], 5);
    assert_eq!(kept["remindersPutAside"], json!(["a1/1800000000/7"]));
    assert_eq!(file.read().values, now.values);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn two_copies_change_keys_of_their_own() {
    let folder = folder("copies");
    let path = folder.join("settings.json");
    let (one, other) = (SettingsFile::at(path.clone()), SettingsFile::at(path.clone()));
    let (of_one, of_other) = (one.read().values, other.read().values);
    changed(&one, &of_one, |it| it.sign_with_v2 = true);
    let seen = one.stamp();
    let merged = changed(&other, &of_other, |it| it.theme = ThemeChoice::Dark);
    assert!(merged.values.sign_with_v2 && merged.values.theme == ThemeChoice::Dark);
    assert_eq!(written(&path), json!({"signWithV2": true, "theme": "dark"}));
    // The first learns of it by the file's size and time.
    assert_ne!(one.stamp(), seen);
    assert_eq!((one.stamp(), one.look().unwrap().values), (merged.stamp, merged.values));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn many_changes_at_once_lose_none() {
    let folder = folder("at-once");
    let path = folder.join("settings.json");
    let threads: Vec<_> = (0..8)
        .map(|count| {
            let file = SettingsFile::at(path.clone());
            std::thread::spawn(move || {
                for step in 0..10 {
                    let before = Settings::default();
                    changed(&file, &before, |it| {
                        it.of_later_versions.insert(format!("key {count}.{step}"), json!(step));
                    });
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(written(&path).as_object().unwrap().len(), 80);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_bad_value_keeps_its_text_until_it_is_changed() {
    let folder = folder("bad");
    let path = folder.join("settings.json");
    fs::write(&path, r#"{"theme": "dark", "zoomPercent": "wide", "proxy": {"given": "http://u:pass@h"}}"#)
        .unwrap();
    let file = SettingsFile::at(path.clone());
    let read = file.read();
    assert!(read.problem.is_none());
    assert_eq!(read.bad_keys, ["zoomPercent", "proxy"]);
    assert_eq!(read.values, Settings { theme: ThemeChoice::Dark, ..Settings::default() });
    let read = changed(&file, &read.values, |it| it.sign_with_v2 = true);
    assert_eq!(written(&path)["zoomPercent"], "wide");
    let read = changed(&file, &read.values, |it| it.zoom_percent = Zoom::from(125));
    assert_eq!(
        (written(&path)["zoomPercent"].as_u64(), read.bad_keys),
        (Some(125), vec!["proxy".to_owned()])
    );
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_second_damaged_file_keeps_the_first() {
    let folder = folder("damaged");
    let path = folder.join("settings.json");
    let file = SettingsFile::at(path.clone());
    let mut kept = Vec::new();
    for text in ["{\"theme\": ", "[1, 2]", ""] {
        fs::write(&path, text).unwrap();
        let read = file.read();
        assert_eq!(read.values, Settings::default());
        let Some(SettingsError::Damaged { kept_as }) = read.problem else { panic!("no report") };
        assert!(!path.exists());
        kept.push((kept_as, text));
    }
    for (kept_as, text) in kept {
        assert_eq!(fs::read_to_string(kept_as).unwrap(), text);
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_is_damaged_or_removed_while_the_program_runs_is_written_anew() {
    let folder = folder("anew");
    let path = folder.join("settings.json");
    let file = SettingsFile::at(path.clone());
    let mut known =
        changed(&file, &Settings::default(), |it| it.email = Some("olivia@treasury.example".into()));
    for (text, theme) in [(Some("half a fi"), ThemeChoice::Dark), (None, ThemeChoice::Light)] {
        match text {
            Some(text) => fs::write(&path, text).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        assert!(file.look().is_none(), "nothing is taken over from it");
        known = changed(&file, &known.values, |it| it.theme = theme);
        let aside = match &known.problem {
            Some(SettingsError::WrittenAnew { kept_as }) => Some(fs::read_to_string(kept_as).unwrap()),
            _ => None,
        };
        assert_eq!(aside.as_deref(), text);
        assert_eq!(written(&path)["email"], "olivia@treasury.example");
        assert_eq!(file.read().values.theme, theme);
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_reset_leaves_reminders_and_what_is_of_later_versions() {
    let folder = folder("reset");
    let path = folder.join("settings.json");
    let file = SettingsFile::at(path.clone());
    let reminders = json!(["a1/1800000000/7"]);
    let text = json!({"theme": "dark", "zoomPercent": "wide", "later": 7, "remindersPutAside": reminders});
    fs::write(&path, text.to_string()).unwrap();
    let read = file.reset(&file.read().values).unwrap();
    assert!(read.bad_keys.is_empty());
    assert_eq!(written(&path), json!({"later": 7, "remindersPutAside": reminders}));
    assert_eq!((read.values.theme, read.values.reminders_dismissed.len()), (ThemeChoice::System, 1));
    fs::remove_dir_all(folder).unwrap();
}
