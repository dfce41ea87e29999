//! What the keychain's refusals mean. None of these carries a secret; what the system says is looked at by kind, and
//! its parts that may hold a stored value are never read.

use keyring_core::Error;

/// Whether tokens can be kept in the keychain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Availability {
    /// It is there and, as far as is known, unlocked.
    Ready,
    /// It is there and locked: the system asks for its password when something is saved or read.
    Locked,
    /// No keychain service is running.
    NoService,
    /// The service is there, but has no keychain yet.
    NoKeychain,
    /// This system has none that this program knows.
    NotOnThisSystem,
}

impl Availability {
    /// A sentence for the screen.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Ready => "The system keychain is ready.",
            Self::Locked => "The system keychain is locked. Your system will ask for its password.",
            Self::NoService => {
                "No keychain service is running. Start one (such as GNOME Keyring or KWallet), or save to a file \
                 instead."
            }
            Self::NoKeychain => {
                "The keychain service has no keychain yet. Create one in your system's password app, or save to \
                 a file instead."
            }
            Self::NotOnThisSystem => {
                "No supported keychain was found on this computer. Save to a file instead."
            }
        }
    }

    /// Whether saving is worth trying.
    pub fn can_save(&self) -> bool {
        matches!(self, Self::Ready | Self::Locked)
    }
}

/// Why the keychain did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeychainError {
    /// It cannot be used at all.
    #[error("{}", .0.words())]
    Unavailable(Availability),
    /// The service was started after this program had looked for it.
    #[error("The keychain service was started after this program. Restart this program to use it.")]
    StartedLater,
    /// It is locked, and stayed so.
    #[error("The keychain is locked. Unlock it and try again.")]
    StaysLocked,
    /// There is a token under this name already.
    #[error(
        "The keychain already has an entry named “{label}” for {origin}. Choose another name, or remove that \
         entry first."
    )]
    AlreadyThere {
        /// The environment's origin.
        origin: String,
        /// The name.
        label: String,
    },
    /// Several entries answer to the same name.
    #[error(
        "The keychain has several entries with this name. Remove all but one in your system's password app."
    )]
    Several,
    /// The entry is no text.
    #[error("The keychain entry with this name is not an access token.")]
    NotAToken,
    /// A name that the keychain cannot take.
    #[error(
        "The keychain does not accept this name. Choose one of 1 to 250 characters without control characters."
    )]
    BadName,
    /// Anything else that the system says.
    #[error("The keychain reported an error ({0}).")]
    Refused(String),
}

impl KeychainError {
    /// What a refusal of the keychain means.
    pub(super) fn of(error: Error) -> Self {
        match error {
            Error::NoStorageAccess(cause) => match platform::availability_of(cause.as_ref()) {
                Some(availability) => Self::Unavailable(availability),
                None => Self::StaysLocked,
            },
            Error::PlatformFailure(cause) => match platform::availability_of(cause.as_ref()) {
                Some(availability) => Self::Unavailable(availability),
                None => Self::Refused(cause.to_string()),
            },
            Error::BadEncoding(mut bytes) | Error::BadDataFormat(mut bytes, _) => {
                zeroize::Zeroize::zeroize(&mut bytes);
                Self::NotAToken
            }
            Error::Invalid(what, _) if what == "platform" => Self::Unavailable(Availability::NotOnThisSystem),
            Error::Invalid(..) | Error::TooLong(..) => Self::BadName,
            Error::Ambiguous(_) => Self::Several,
            Error::NoDefaultStore => Self::Unavailable(Availability::NoService),
            Error::NoEntry => Self::Refused("there is no such entry".to_owned()),
            _ => Self::Refused("unknown reason".to_owned()),
        }
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
use super::secret_service as platform;

#[cfg(not(all(unix, not(target_os = "macos"))))]
mod platform {
    use super::Availability;

    /// The keychains of macOS and Windows are part of the system: there is nothing to tell apart.
    pub(super) fn availability_of(
        _: &(dyn std::error::Error + Send + Sync + 'static),
    ) -> Option<Availability> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_its_sentence_and_no_secret() {
        let boxed = |text: &str| Box::<dyn std::error::Error + Send + Sync>::from(text.to_owned());
        let secret = || b"v2xdeadbeef".to_vec();
        for (error, meaning) in [
            (Error::NoStorageAccess(boxed("locked")), KeychainError::StaysLocked),
            (Error::PlatformFailure(boxed("odd")), KeychainError::Refused("odd".to_owned())),
            (Error::BadEncoding(secret()), KeychainError::NotAToken),
            (Error::BadDataFormat(secret(), boxed("v2xdeadbeef")), KeychainError::NotAToken),
            (Error::TooLong("user".to_owned(), 255), KeychainError::BadName),
            (Error::Invalid("user".to_owned(), "empty".to_owned()), KeychainError::BadName),
            (Error::NoDefaultStore, KeychainError::Unavailable(Availability::NoService)),
            (
                Error::Invalid("platform".to_owned(), String::new()),
                KeychainError::Unavailable(Availability::NotOnThisSystem),
            ),
            (Error::Ambiguous(vec![]), KeychainError::Several),
        ] {
            let read = KeychainError::of(error);
            assert_eq!(read, meaning);
            assert!(!format!("{read} {read:?}").contains("v2x"));
        }
    }
}
