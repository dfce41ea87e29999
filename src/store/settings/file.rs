//! The file of the settings, which several running copies of the program share.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::merge::{keys_of, lay_changes_over, read_by_key};
use super::values::Settings;

/// Where settings are kept: a file, or nowhere (tests and the tour).
#[derive(Clone, Debug)]
pub struct SettingsFile {
    path: Option<PathBuf>,
}

/// By what a changed file is known: its size and when it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    bytes: u64,
    written: Option<SystemTime>,
}

/// What was read of the file.
#[derive(Debug, Default)]
pub struct ReadSettings {
    /// The settings; a default for whatever is not in the file or cannot be read.
    pub values: Settings,
    /// The keys whose values cannot be read. Their text stays in the file until they are changed.
    pub bad_keys: Vec<String>,
    /// The file as it was when this was read of it.
    pub stamp: Option<Stamp>,
    /// Why the file as a whole could not be read.
    pub problem: Option<SettingsError>,
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
    /// The file was damaged while this program ran, which still knows its settings.
    #[error("The settings file was damaged by another program. It was kept as {}, and written anew.", .kept_as.display())]
    WrittenAnew {
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
    /// The disk refused to hand it out.
    #[error("The settings could not be read from {}: {source}. The default settings are used.", .path.display())]
    Unreadable {
        /// The file in question.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// What stands in a file.
enum Content {
    /// Keys and their values.
    Keys(Map<String, Value>),
    /// There is no file.
    Missing,
    /// No object in JSON.
    Damaged,
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

    /// Where it is, if anywhere.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Reads the settings. A file that cannot be understood is set aside under a name of its own.
    pub fn read(&self) -> ReadSettings {
        let Some(path) = &self.path else { return ReadSettings::default() };
        let stamp = self.stamp();
        match content(path) {
            Ok(Content::Keys(keys)) => ReadSettings::of(&keys, stamp),
            Ok(Content::Missing) => ReadSettings { stamp, ..ReadSettings::default() },
            Ok(Content::Damaged) => {
                ReadSettings { problem: set_aside_in_turn(path), ..ReadSettings::default() }
            }
            Err(source) => {
                let problem = SettingsError::Unreadable { path: path.clone(), source };
                ReadSettings { problem: Some(problem), ..ReadSettings::default() }
            }
        }
    }

    /// Reads what another program has made of the file; none where there is nothing to be understood, or no file, which may
    /// be just about to be written.
    pub fn look(&self) -> Option<ReadSettings> {
        let stamp = self.stamp();
        match content(self.path.as_ref()?) {
            Ok(Content::Keys(keys)) => Some(ReadSettings::of(&keys, stamp)),
            Ok(Content::Missing | Content::Damaged) | Err(_) => None,
        }
    }

    /// Size and time of the file, where there is one.
    pub fn stamp(&self) -> Option<Stamp> {
        fs::metadata(self.path.as_ref()?).ok().map(|file| Stamp::of(&file))
    }

    /// Writes the keys that differ between `before`, as this copy of the program knew the file, and `now`. Hands out what the
    /// file holds then, with the changes of other copies. It is written whole or not at all.
    pub fn change(&self, before: &Settings, now: &Settings) -> Result<ReadSettings, SettingsError> {
        let Some(path) = &self.path else { return Ok(ReadSettings::kept_nowhere(now.clone())) };
        write(path, |there| {
            let (before, now) = (keys_of(before), keys_of(now));
            let mut keys = there.unwrap_or_else(|| {
                // What was never written needs no key.
                let (mut known, defaults) = (Map::new(), keys_of(&Settings::default()));
                lay_changes_over(&defaults, &before, &mut known);
                known
            });
            lay_changes_over(&before, &now, &mut keys);
            keys
        })
    }

    /// Takes every key out but those of later versions and the reminders: a bad value goes too.
    pub fn reset(&self, before: &Settings) -> Result<ReadSettings, SettingsError> {
        let kept = Settings {
            reminders_dismissed: before.reminders_dismissed.clone(),
            of_later_versions: before.of_later_versions.clone(),
            ..Settings::default()
        };
        let Some(path) = &self.path else { return Ok(ReadSettings::kept_nowhere(kept)) };
        write(path, |there| {
            let (mut keys, defaults) = (there.unwrap_or_default(), keys_of(&Settings::default()));
            for known in defaults.keys() {
                keys.remove(known);
            }
            lay_changes_over(&defaults, &keys_of(&kept), &mut keys);
            keys
        })
    }
}

/// Writes what `change` makes of the file, or of none, while no other copy of the program writes.
fn write(
    path: &Path,
    change: impl FnOnce(Option<Map<String, Value>>) -> Map<String, Value>,
) -> Result<ReadSettings, SettingsError> {
    let refused = |source| SettingsError::Io { path: path.to_owned(), source };
    let turn = take_turn(path).map_err(refused)?;
    let (there, problem) = match content(path).map_err(refused)? {
        Content::Keys(keys) => (Some(keys), None),
        Content::Missing => (None, None),
        Content::Damaged => {
            let kept_as = set_aside(path).map_err(refused)?;
            (None, Some(SettingsError::WrittenAnew { kept_as }))
        }
    };
    let keys = change(there);
    let stamp = write_whole(path, &keys).map_err(refused)?;
    drop(turn);
    Ok(ReadSettings { problem, ..ReadSettings::of(&keys, Some(stamp)) })
}

impl ReadSettings {
    fn of(keys: &Map<String, Value>, stamp: Option<Stamp>) -> Self {
        let (values, bad_keys) = read_by_key(keys);
        Self { values, bad_keys, stamp, problem: None }
    }

    fn kept_nowhere(values: Settings) -> Self {
        Self { values, ..Self::default() }
    }
}

impl Stamp {
    fn of(file: &fs::Metadata) -> Self {
        Self { bytes: file.len(), written: file.modified().ok() }
    }
}

fn content(path: &Path) -> io::Result<Content> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Content::Missing),
        Err(error) => return Err(error),
    };
    // Some editors begin a file with a mark of its encoding.
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    Ok(serde_json::from_slice(text).map_or(Content::Damaged, Content::Keys))
}

/// Waits until no other copy of the program writes the settings. A file system without locks is taken as it is.
fn take_turn(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let file = File::create(path.with_extension("lock"))?;
    let _ = file.lock();
    Ok(file)
}

/// As [`set_aside`], unless another copy has written a good file meanwhile.
fn set_aside_in_turn(path: &Path) -> Option<SettingsError> {
    let set_aside = || {
        let _turn = take_turn(path)?;
        if matches!(content(path)?, Content::Damaged) { set_aside(path).map(Some) } else { Ok(None) }
    };
    match set_aside() {
        Ok(kept_as) => kept_as.map(|kept_as| SettingsError::Damaged { kept_as }),
        Err(source) => Some(SettingsError::Unreadable { path: path.to_owned(), source }),
    }
}

/// Moves the file to a name that is not taken.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let when = Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let names = std::iter::once(format!("damaged-{when}.json"))
        .chain((1..).map(|count| format!("damaged-{when}-{count}.json")));
    let free = names.map(|name| path.with_extension(name)).find(|name| !name.exists());
    let kept_as = free.unwrap_or_else(|| path.with_extension("damaged.json"));
    fs::rename(path, &kept_as)?;
    Ok(kept_as)
}

fn write_whole(path: &Path, keys: &Map<String, Value>) -> io::Result<Stamp> {
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let mut file = File::create(&beside)?;
    serde_json::to_writer_pretty(&mut file, keys)?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    let stamp = Stamp::of(&file.metadata()?);
    fs::rename(&beside, path)?;
    Ok(stamp)
}
