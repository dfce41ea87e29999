//! What the person has set, in one JSON file in the platform's configuration folder. It holds no secret.
//!
//! Several running copies of the program share the file: each writes the keys alone that it has changed, and takes over
//! what the others have. The file is written whole beside the old one and then renamed over it, so that a cut-off write
//! loses nothing. A value that cannot be read costs its own key; a file that cannot be read is set aside under a name of its
//! own and reported, never deleted.

mod file;
#[cfg(test)]
mod file_tests;
mod merge;
mod values;

pub use file::{ReadSettings, SettingsError, SettingsFile, Stamp};
pub use merge::with_changes;
pub use values::{AutoLock, ClipboardTime, Settings, ThemeChoice, Zoom};
