//! A typed secret: masked, kept in memory that is wiped, and never in an undo history.

use std::fmt;

use secrecy::SecretString;
use zeroize::{Zeroize, Zeroizing};

/// Long enough that no password, passphrase or token makes the text move in memory and leave a copy behind.
const CAPACITY: usize = 512;

/// What the person typed into a secret field. It has no `Clone`, and its `Debug` says nothing.
pub struct SecretBuffer {
    pub(crate) typed: Zeroizing<String>,
    pub(crate) shown: bool,
}

impl SecretBuffer {
    /// An empty one.
    pub fn new() -> Self {
        Self { typed: Zeroizing::new(String::with_capacity(CAPACITY)), shown: false }
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
        self.typed.push_str(text);
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
    }
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
}
