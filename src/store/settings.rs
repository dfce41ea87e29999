//! What the person has set, in one JSON file in the platform's configuration folder. It holds no secret.
//!
//! The file is written whole beside the old one and then renamed over it, so that a cut-off write loses nothing. A
//! file that cannot be read is set aside under another name and reported, never deleted.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::reminder::ReminderId;

/// The person's settings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Settings {
    /// Dark, light, or as the system has it.
    pub theme: ThemeChoice,
    /// Zoom in percent, 100 to 200.
    pub zoom_percent: Zoom,
    /// The day of the next deployment: what `until next deployment` means.
    pub next_deployment: Option<Date>,
    /// The environment chosen last.
    pub environment: Option<String>,
    /// The e-mail address typed last, for an environment other than the sandbox.
    pub email: Option<String>,
    /// Base URL of the custom environment.
    pub custom_url: Option<String>,
    /// Server xpub of the custom environment.
    pub custom_server_xpub: Option<String>,
    /// Real money stands behind the custom environment.
    pub custom_is_production: bool,
    /// Base URL of BitGo Express.
    pub express_url: Option<String>,
    /// Sign with version 2 instead of 3.
    pub sign_with_v2: bool,
    /// When the program locks by itself.
    #[serde(rename = "autoLockMinutes")]
    pub auto_lock: AutoLock,
    /// The reminders of ending tokens that the person has dismissed.
    // The name in files of earlier versions, which later ones have to read.
    #[serde(rename = "remindersPutAside")]
    pub reminders_dismissed: BTreeSet<ReminderId>,
    /// What a later version of this program keeps here, kept for it.
    #[serde(flatten)]
    pub of_later_versions: Map<String, Value>,
}

/// Which theme is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Always dark.
    Dark,
    /// Always light.
    Light,
}

/// Zoom in percent, kept between 100 and 200.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "u16")]
pub struct Zoom(u16);

impl Zoom {
    /// In percent.
    pub fn percent(self) -> u16 {
        self.0
    }
}

impl From<u16> for Zoom {
    fn from(percent: u16) -> Self {
        Self(percent.clamp(100, 200))
    }
}

impl Default for Zoom {
    fn default() -> Self {
        Self(100)
    }
}

/// After how many minutes without input the program locks by itself: 1 to 240; 0 is never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "u16")]
pub struct AutoLock(u16);

impl AutoLock {
    /// In minutes; 0 is never.
    pub fn minutes(self) -> u16 {
        self.0
    }

    /// How long nobody has to do anything, where a minute lasts `minute`; none is never.
    pub fn after(self, minute: Duration) -> Option<Duration> {
        (self.0 > 0).then(|| minute * u32::from(self.0))
    }
}

impl From<u16> for AutoLock {
    fn from(minutes: u16) -> Self {
        Self(minutes.min(240))
    }
}

impl Default for AutoLock {
    fn default() -> Self {
        Self(10)
    }
}

/// Where settings are kept: a file, or nowhere (tests and the tour).
#[derive(Clone, Debug)]
pub struct SettingsFile {
    path: Option<PathBuf>,
}

/// Why settings could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file is there but cannot be understood.
    #[error("The settings could not be read. The file was kept as {}, and the default settings are used.", .kept_as.display())]
    Damaged {
        /// Where the damaged file is now.
        kept_as: PathBuf,
    },
    /// The disk refused.
    #[error("The settings could not be saved to {}: {source}", .path.display())]
    Io {
        /// The file in question.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl SettingsFile {
    /// The file in the platform's configuration folder, or nowhere when the platform names none.
    pub fn of_this_person() -> Self {
        let path = directories::ProjectDirs::from("", "", "countersign")
            .map(|folders| folders.config_dir().join("settings.json"));
        Self { path }
    }

    /// Keeps nothing: for the tour and for tests.
    pub fn nowhere() -> Self {
        Self { path: None }
    }

    /// A file of one's own choice.
    pub fn at(path: PathBuf) -> Self {
        Self { path: Some(path) }
    }

    /// Reads the settings; the defaults and the reason when they cannot be read.
    pub fn read(&self) -> (Settings, Option<SettingsError>) {
        let Some(path) = &self.path else { return (Settings::default(), None) };
        match fs::read_to_string(path) {
            Ok(text) => match serde_json::from_str(&text) {
                Ok(settings) => (settings, None),
                Err(_) => (Settings::default(), Some(set_aside(path))),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => (Settings::default(), None),
            Err(source) => (Settings::default(), Some(SettingsError::Io { path: path.clone(), source })),
        }
    }

    /// Writes the settings, whole or not at all.
    pub fn write(&self, settings: &Settings) -> Result<(), SettingsError> {
        // Two at a time would write into one file beside it.
        static WRITING: Mutex<()> = Mutex::new(());
        let Some(path) = &self.path else { return Ok(()) };
        let _turn = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        write_whole(path, settings).map_err(|source| SettingsError::Io { path: path.clone(), source })
    }
}

fn set_aside(path: &Path) -> SettingsError {
    let kept_as = path.with_extension("damaged.json");
    match fs::rename(path, &kept_as) {
        Ok(()) => SettingsError::Damaged { kept_as },
        Err(source) => SettingsError::Io { path: path.to_owned(), source },
    }
}

fn write_whole(path: &Path, settings: &Settings) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let mut file = fs::File::create(&beside)?;
    serde_json::to_writer_pretty(&mut file, settings)?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    fs::rename(&beside, path)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("countersign-settings-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn what_is_written_is_read_again() {
        let folder = folder("round");
        let file = SettingsFile::at(folder.join("deep").join("settings.json"));
        assert_eq!(file.read().0, Settings::default());
        let settings = Settings {
            theme: ThemeChoice::Light,
            zoom_percent: Zoom::from(150),
            next_deployment: Some(jiff::civil::date(2027, 3, 1)),
            ..Settings::default()
        };
        file.write(&settings).unwrap();
        let (read, error) = file.read();
        assert!(error.is_none());
        assert_eq!(read, settings);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn files_of_earlier_and_later_versions_lose_nothing() {
        let folder = folder("versions");
        fs::create_dir_all(&folder).unwrap();
        let file = SettingsFile::at(folder.join("settings.json"));
        fs::write(folder.join("settings.json"), r#"{"theme": "dark", "autoLock": {"minutes": 5}}"#).unwrap();
        let (mut settings, error) = file.read();
        assert!(error.is_none());
        assert_eq!((settings.theme, settings.reminders_dismissed.len()), (ThemeChoice::Dark, 0));
        settings.reminders_dismissed.insert(serde_json::from_str("\"a1/1800000000/7\"").unwrap());
        file.write(&settings).unwrap();
        let text = fs::read_to_string(folder.join("settings.json")).unwrap();
        let kept: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(kept["autoLock"]["minutes"], 5);
        assert_eq!(kept["remindersPutAside"], serde_json::json!(["a1/1800000000/7"]));
        assert_eq!(file.read().0, settings);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_reported() {
        let folder = folder("damaged");
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("settings.json");
        fs::write(&path, "{\"theme\": ").unwrap();
        let (settings, error) = SettingsFile::at(path.clone()).read();
        assert_eq!(settings, Settings::default());
        let Some(SettingsError::Damaged { kept_as }) = error else { panic!("no report") };
        assert_eq!(fs::read_to_string(kept_as).unwrap(), "{\"theme\": ");
        assert!(!path.exists());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn zoom_stays_within_bounds_whatever_the_file_says() {
        let settings: Settings = serde_json::from_str(r#"{"zoomPercent": 900}"#).unwrap();
        assert_eq!(settings.zoom_percent.percent(), 200);
    }
}
