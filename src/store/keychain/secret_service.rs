//! Linux and the like: a keychain is a service on the session's bus, which may be missing or locked.

use std::error::Error as StdError;

use secret_service::blocking::SecretService;
use secret_service::{EncryptionType, Error};

use super::error::Availability;

/// Looks at the service without unlocking anything.
pub(super) fn availability() -> Availability {
    let look = || SecretService::connect(EncryptionType::Plain)?.get_default_collection()?.is_locked();
    match look() {
        Ok(false) => Availability::Ready,
        Ok(true) | Err(Error::Locked | Error::Prompt) => Availability::Locked,
        Err(Error::NoResult) => Availability::NoKeychain,
        Err(_) => Availability::NoService,
    }
}

/// What a refusal says about the service, if it is about the service.
pub(super) fn availability_of(cause: &(dyn StdError + Send + Sync + 'static)) -> Option<Availability> {
    match cause.downcast_ref::<Error>()? {
        Error::Unavailable | Error::Zbus(_) | Error::ZbusFdo(_) => Some(Availability::NoService),
        Error::NoResult => Some(Availability::NoKeychain),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_service_says_is_told_apart() {
        for (error, availability) in [
            (Error::Unavailable, Some(Availability::NoService)),
            (Error::NoResult, Some(Availability::NoKeychain)),
            (Error::Locked, None),
            (Error::Prompt, None),
            (Error::Crypto("odd"), None),
        ] {
            assert_eq!(availability_of(&error), availability, "{error:?}");
        }
        assert_eq!(availability_of(&std::fmt::Error), None);
    }
}
