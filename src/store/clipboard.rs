//! The system's clipboard for secrets: set, and cleared later only if it still holds what was set.
//!
//! What is set is marked so that clipboard managers and clouds leave it out of their histories, as far as the system
//! knows such a mark. Calls may wait for another program: make them off the screen's thread. On Linux the content
//! lives as long as this value does, so keep one for the whole run, and clear before the program ends.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// The clipboard. Cloning it gives another handle on the same one.
#[derive(Clone)]
pub struct Clipboard {
    held: Arc<Mutex<Held>>,
}

enum Held {
    /// The system's, opened at the first use.
    System(Option<arboard::Clipboard>),
    /// None outside this program.
    Memory(Zeroizing<String>),
}

/// Stands for a text without holding it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ClipboardMark([u8; 32]);

impl ClipboardMark {
    /// The mark of a text.
    pub fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }

    /// Whether the text is the marked one. A line end that a program put after it makes no difference.
    pub fn fits(&self, text: &str) -> bool {
        [text, text.trim_end_matches(['\r', '\n'])]
            .iter()
            .any(|text| bool::from(Self::of(text).0.ct_eq(&self.0)))
    }
}

impl fmt::Debug for ClipboardMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClipboardMark")
    }
}

/// What became of the clipboard's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cleared {
    /// It still held the text, and is empty now.
    Yes,
    /// It holds something else, which stays.
    HoldsSomethingElse,
}

/// Why the clipboard could not be used. Never carries its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClipboardError {
    /// There is no clipboard: no display, or one that cannot be reached.
    #[error("No clipboard is available on this computer. Save to a file or to the keychain instead.")]
    None,
    /// Another program holds it.
    #[error("Another program is using the clipboard. Try again.")]
    Occupied,
    /// Anything else.
    #[error("Copying to the clipboard failed. Try again, or save to a file or to the keychain instead.")]
    Refused,
}

impl From<arboard::Error> for ClipboardError {
    fn from(error: arboard::Error) -> Self {
        match error {
            arboard::Error::ClipboardNotSupported => Self::None,
            arboard::Error::ClipboardOccupied => Self::Occupied,
            _ => Self::Refused,
        }
    }
}

impl Clipboard {
    /// The system's clipboard. Nothing is opened before it is used.
    pub fn of_the_system() -> Self {
        Self { held: Arc::new(Mutex::new(Held::System(None))) }
    }

    /// One that no other program sees: for the tour and for tests.
    pub fn in_memory() -> Self {
        Self { held: Arc::new(Mutex::new(Held::Memory(Zeroizing::default()))) }
    }

    /// Puts a secret text into the clipboard. The mark is what [`Clipboard::clear_if_still`] wants.
    pub fn set(&self, text: &str) -> Result<ClipboardMark, ClipboardError> {
        match &mut *self.held() {
            Held::Memory(content) => *content = Zeroizing::new(text.to_owned()),
            Held::System(system) => without_history(opened(system)?.set()).text(text)?,
        }
        Ok(ClipboardMark::of(text))
    }

    /// What it holds; nothing where that is no text.
    pub fn text(&self) -> Result<Zeroizing<String>, ClipboardError> {
        match &mut *self.held() {
            Held::Memory(content) => Ok(content.clone()),
            Held::System(system) => text_of(opened(system)?),
        }
    }

    /// Empties the clipboard if it still holds the marked text; what somebody else has put there stays.
    pub fn clear_if_still(&self, mark: &ClipboardMark) -> Result<Cleared, ClipboardError> {
        match &mut *self.held() {
            Held::Memory(content) => {
                if !mark.fits(content) {
                    return Ok(Cleared::HoldsSomethingElse);
                }
                *content = Zeroizing::default();
            }
            Held::System(system) => {
                let system = opened(system)?;
                if !mark.fits(&text_of(system)?) {
                    return Ok(Cleared::HoldsSomethingElse);
                }
                system.clear()?;
            }
        }
        Ok(Cleared::Yes)
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Clipboard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clipboard").finish_non_exhaustive()
    }
}

fn text_of(system: &mut arboard::Clipboard) -> Result<Zeroizing<String>, ClipboardError> {
    match system.get_text() {
        Ok(content) => Ok(Zeroizing::new(content)),
        // Empty, or a picture.
        Err(arboard::Error::ContentNotAvailable) => Ok(Zeroizing::default()),
        Err(error) => Err(error.into()),
    }
}

fn opened(system: &mut Option<arboard::Clipboard>) -> Result<&mut arboard::Clipboard, ClipboardError> {
    if let Some(clipboard) = system {
        return Ok(clipboard);
    }
    Ok(system.insert(arboard::Clipboard::new().map_err(|_| ClipboardError::None)?))
}

#[cfg(target_os = "macos")]
fn without_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

#[cfg(windows)]
fn without_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtWindows;
    set.exclude_from_monitoring().exclude_from_cloud().exclude_from_history()
}

#[cfg(all(unix, not(target_os = "macos")))]
fn without_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn it_is_cleared_only_while_it_holds_the_text() {
        let clipboard = Clipboard::in_memory();
        let first = clipboard.set("v2xone").unwrap();
        let second = clipboard.set("v2xtwo").unwrap();
        assert_eq!(clipboard.clear_if_still(&first), Ok(Cleared::HoldsSomethingElse));
        assert_eq!(clipboard.clear_if_still(&second), Ok(Cleared::Yes));
        assert_eq!(clipboard.clear_if_still(&second), Ok(Cleared::HoldsSomethingElse));
        assert!(!format!("{clipboard:?} {first:?}").contains("one"));
    }

    #[test]
    fn a_mark_fits_its_text_alone() {
        let mark = ClipboardMark::of("v2xone");
        for (text, fits) in [
            ("v2xone", true),
            ("v2xone\n", true),
            ("v2xone\r\n", true),
            ("v2xon", false),
            (" v2xone", false),
            ("", false),
        ] {
            assert_eq!(mark.fits(text), fits, "{text:?}");
        }
        assert!(!ClipboardMark::of("").fits("v2xone"));
    }

    #[test]
    fn without_a_display_there_is_a_sentence() {
        // With a display this reads the clipboard and leaves it as it is.
        let unset = ClipboardMark::of("countersign: nobody copies this sentence");
        let answer = Clipboard::of_the_system().clear_if_still(&unset);
        assert!(matches!(answer, Ok(Cleared::HoldsSomethingElse) | Err(_)), "{answer:?}");
        if std::env::var_os("DISPLAY").is_none()
            && std::env::var_os("WAYLAND_DISPLAY").is_none()
            && cfg!(target_os = "linux")
        {
            assert_eq!(answer, Err(ClipboardError::None));
        }
    }
}
