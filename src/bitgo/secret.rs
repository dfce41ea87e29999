//! The access token as a value that cannot leak by accident and is bound to one host.
//!
//! No `Debug`, `Display` or `Serialize` shows its text; [`AccessToken::for_url`] hands it out only for the
//! origin it was made for, and fails closed.

use super::environment::Environment;
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use std::sync::Arc;
use url::Url;

/// A current token is `v2x` and 64 hex digits.
const CURRENT_PREFIX: &str = "v2x";
const CURRENT_LENGTH: usize = 67;

/// Why a text is not taken as an access token. Never carries the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenShapeError {
    /// Nothing was typed.
    #[error("Paste the access token.")]
    Empty,
    /// Contains something that no token contains.
    #[error("This is not an access token: it holds blanks or characters that no token has; copy it again.")]
    NotAToken,
    /// Not `v2x…` of 67 characters: it would go over the wire in the clear.
    #[error(
        "This token is of the old kind or incomplete (a current one starts with v2x and has 67 characters); an old one would be sent in the clear, so it is refused."
    )]
    Legacy,
}

/// An access token, and the origin (scheme, host and port) that alone may see it. Cloning shares the text.
#[derive(Clone)]
pub struct AccessToken {
    text: Arc<SecretString>,
    origin: Arc<str>,
    is_legacy: bool,
}

impl AccessToken {
    /// Takes a current token (`v2x…`, 67 characters) for this environment; blanks around it are dropped.
    pub fn new(text: &SecretString, environment: &Environment) -> Result<Self, TokenShapeError> {
        let token = Self::allow_legacy(text, environment)?;
        if token.is_legacy { Err(TokenShapeError::Legacy) } else { Ok(token) }
    }

    /// As [`AccessToken::new`], and takes tokens of the old kind too, which are sent in the clear: only with
    /// the person's explicit consent (the protocol notes, section 2).
    pub fn allow_legacy(text: &SecretString, environment: &Environment) -> Result<Self, TokenShapeError> {
        let trimmed = text.expose_secret().trim();
        if trimmed.is_empty() {
            return Err(TokenShapeError::Empty);
        }
        if !trimmed.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(TokenShapeError::NotAToken);
        }
        let is_legacy = !(trimmed.starts_with(CURRENT_PREFIX) && trimmed.len() == CURRENT_LENGTH);
        Ok(Self {
            text: Arc::new(SecretString::from(trimmed)),
            origin: environment.origin().into(),
            is_legacy,
        })
    }

    /// The text, if `url` has the very origin that this token was made for.
    pub fn for_url(&self, url: &Url) -> Option<&str> {
        let origin = url.origin();
        (origin.is_tuple() && origin.ascii_serialization() == *self.origin).then(|| self.text.expose_secret())
    }

    /// The text, for showing it once, the keychain or a file that the person asked for.
    pub fn expose(&self) -> &str {
        self.text.expose_secret()
    }

    /// Whether it is of the old kind, which is sent in the clear.
    pub fn is_legacy(&self) -> bool {
        self.is_legacy
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken").field("origin", &self.origin).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "v2x372cdfa81139df90094f44d06ac5ec98555a213d17309208f443144fb119aa77";

    #[test]
    fn only_its_own_origin_sees_the_text() {
        let token =
            AccessToken::new(&format!(" {TEXT}\n").into(), &Environment::test()).expect("a good token");
        let given = |url: &str| token.for_url(&Url::parse(url).expect("a test address")).is_some();
        assert!(given("https://app.bitgo-test.com/api/v2/user/me?x=y"));
        assert!(given("https://app.bitgo-test.com:443/"));
        for other in [
            "https://app.bitgo.com/",
            "http://app.bitgo-test.com/",
            "https://app.bitgo-test.com:8443/",
            "https://app.bitgo-test.com.evil.example/",
            "https://app.bitgo-test.com@evil.example/",
            "data:text/plain,app.bitgo-test.com",
        ] {
            assert!(!given(other), "{other}");
        }
        assert!(!format!("{token:?}").contains("372cdf"));
    }

    #[test]
    fn the_shape_is_checked() {
        let shape = |text: &str| AccessToken::new(&text.into(), &Environment::test()).map(|_| ());
        assert_eq!(shape(TEXT), Ok(()));
        assert_eq!(shape("  "), Err(TokenShapeError::Empty));
        assert_eq!(shape(&TEXT[..66]), Err(TokenShapeError::Legacy));
        assert_eq!(shape("0123456789abcdef"), Err(TokenShapeError::Legacy));
        assert_eq!(shape("v2x 12"), Err(TokenShapeError::NotAToken));
        assert_eq!(shape("v2x\r\nHMAC: 1"), Err(TokenShapeError::NotAToken));
        assert!(AccessToken::allow_legacy(&"0123456789abcdef".into(), &Environment::test()).is_ok());
    }
}
