//! A typed secret: masked, kept in memory that is wiped, and never in an undo history. And a secret that is shown: a text
//! which nobody can select. What the toolkit copies while it lays the text out is out of reach.

use std::any::TypeId;
use std::fmt;
use std::ops::Range;

use egui::text::CharIndex;
use egui::{Label, Response, TextBuffer, Ui};
use secrecy::SecretString;
use zeroize::{Zeroize, Zeroizing};

use crate::kit::text;

/// Long enough that no password, passphrase or token makes the text move in memory.
const CAPACITY: usize = 512;

/// What the person typed into a secret field. It has no `Clone`, and its `Debug` says nothing.
pub struct SecretBuffer {
    typed: Zeroizing<String>,
    pub(super) shown: bool,
    /// What was not taken in last, until something else is typed.
    pub(super) refusal: Option<Refusal>,
}

/// Why a text was not taken into a secret field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// A line end inside.
    LineEnd,
    /// Pasted by the middle mouse button, which is easily pressed by chance, and a mask does not show what came.
    MiddleButton,
}

impl Refusal {
    /// What is said below the field.
    pub(super) fn sentence(self) -> &'static str {
        match self {
            Self::LineEnd => "Not pasted: the text has a line break inside. Copy the one line that is meant.",
            Self::MiddleButton => "Not pasted: the middle mouse button does not paste secrets. Press Ctrl+V.",
        }
    }
}

impl SecretBuffer {
    /// An empty one.
    pub fn new() -> Self {
        Self { typed: Zeroizing::new(String::with_capacity(CAPACITY)), shown: false, refusal: None }
    }

    /// Nothing has been typed.
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// The typed text, for judging it while it is typed (its strength, whether two agree).
    pub fn expose(&self) -> &str {
        &self.typed
    }

    /// Puts text into the field, as if it had been typed.
    pub fn fill(&mut self, text: &str) {
        self.wipe();
        self.insert_text(text, CharIndex(0));
    }

    /// Hands the typed text over and wipes the field.
    pub fn take(&mut self) -> SecretString {
        let secret = SecretString::from(self.typed.as_str().to_owned());
        self.wipe();
        secret
    }

    /// Overwrites and empties it, and masks the field again.
    pub fn wipe(&mut self) {
        self.typed.zeroize();
        self.shown = false;
        self.refusal = None;
    }
}

/// A longer text than there is room for moves into a new place, and the old one is wiped.
impl TextBuffer for SecretBuffer {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        &self.typed
    }

    fn insert_text(&mut self, text: &str, place: CharIndex) -> usize {
        let length = self.typed.len() + text.len();
        if length > self.typed.capacity() {
            let mut longer = Zeroizing::new(String::with_capacity(2 * length));
            longer.push_str(&self.typed);
            self.typed = longer;
        }
        self.typed.insert_text(text, place)
    }

    fn delete_char_range(&mut self, range: Range<CharIndex>) {
        self.typed.delete_char_range(range);
    }

    fn type_id(&self) -> TypeId {
        TypeId::of::<Self>()
    }
}

/// Draws a secret that the person asked to see. It cannot be selected: what is selected goes to clipboards that do not
/// clear themselves.
pub fn value(ui: &mut Ui, secret: &str) -> Response {
    ui.add(Label::new(text::mono(secret)).selectable(false).wrap())
}

impl Default for SecretBuffer {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for SecretBuffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretBuffer(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    #[test]
    fn taking_wipes_and_debug_says_nothing() {
        let mut buffer = SecretBuffer::new();
        buffer.typed.push_str("correct horse");
        buffer.shown = true;
        assert!(!format!("{buffer:?}").contains("horse"));
        assert_eq!(buffer.take().expose_secret(), "correct horse");
        assert!(buffer.is_empty());
        assert!(!buffer.shown);
    }

    #[test]
    fn a_text_that_outgrows_its_room_stays_whole() {
        let mut buffer = SecretBuffer::new();
        let (first, second) = ("ä".repeat(CAPACITY / 2), "b".repeat(3 * CAPACITY));
        buffer.fill(&first);
        buffer.insert_text(&second, CharIndex(1));
        assert_eq!(buffer.expose(), format!("ä{second}{}", &first["ä".len()..]));
    }
}
