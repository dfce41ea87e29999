//! Saving, reading and deleting a token by its environment and its name.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use keyring_core::{CredentialStore, Entry, Error};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroize;

use super::error::{Availability, KeychainError};

/// What the keychain's own program shows as the owner of the entries, before the environment's origin.
const TOKENS: &str = "Countersign access token";
/// The same for the passphrases of wallets.
const PASSPHRASES: &str = "Countersign wallet passphrase";
/// In bytes. Every system's keychain takes as much.
const LONGEST_LABEL: usize = 250;

/// The keychain. Cloning it gives another handle on the same one.
#[derive(Clone)]
pub struct Keychain {
    held: Arc<Held>,
    /// What the entries are.
    what: &'static str,
}

enum Held {
    /// The system's own.
    System,
    /// There is none, for this reason.
    Missing(Availability),
    /// None outside this program: by origin and label.
    Memory(Mutex<HashMap<(String, String), SecretString>>),
    /// One of a test's making.
    #[cfg(test)]
    Given(Arc<CredentialStore>),
}

impl Keychain {
    /// The keychain of the system, for the person who runs the program. Nothing is opened before it is used.
    pub fn of_this_person() -> Self {
        Self { held: Arc::new(Held::System), what: TOKENS }
    }

    /// One in memory, gone with the program: for the tour and for tests.
    pub fn in_memory() -> Self {
        Self { held: Arc::new(Held::Memory(Mutex::default())), what: TOKENS }
    }

    /// One that is not there, for this reason: to see what a person without a keychain sees.
    pub fn missing(why: Availability) -> Self {
        Self { held: Arc::new(Held::Missing(why)), what: TOKENS }
    }

    /// Holds the keychain in memory shut, as a system's own is while it asks for its password. Until what this returns is
    /// dropped, whatever is kept waits.
    pub fn hold(&self) -> Option<impl Drop> {
        match &*self.held {
            Held::Memory(tokens) => Some(lock(tokens)),
            _ => None,
        }
    }

    /// The same keychain for the passphrases of wallets, which stand apart from tokens.
    #[must_use]
    pub fn of_passphrases(&self) -> Self {
        Self { what: PASSPHRASES, ..self.clone() }
    }

    /// What the keychain's own program shows as the owner of the environment's entries, beside the label of each.
    pub fn service(&self, origin: &str) -> String {
        format!("{} {origin}", self.what)
    }

    /// Whether tokens can be kept. Asks the service, and never brings up a prompt.
    pub fn availability(&self) -> Availability {
        match &*self.held {
            Held::System => system_availability(),
            Held::Missing(why) => why.clone(),
            Held::Memory(_) => Availability::Ready,
            #[cfg(test)]
            Held::Given(_) => Availability::Ready,
        }
    }

    /// Keeps a token of the environment `origin` under `label`. A token that is there under that label already is
    /// not overwritten: its value is told nowhere else.
    pub fn save(&self, origin: &str, label: &str, token: &SecretString) -> Result<(), KeychainError> {
        check_name(label)?;
        if self.read(origin, label)?.is_some() {
            return Err(KeychainError::AlreadyThere { origin: origin.to_owned(), label: label.to_owned() });
        }
        if let Held::Memory(tokens) = &*self.held {
            lock(tokens).insert(key(&self.service(origin), label), token.clone());
            return Ok(());
        }
        self.entry(origin, label)?.set_password(token.expose_secret()).map_err(KeychainError::of)
    }

    /// The token of the environment `origin` under `label`, if there is one.
    pub fn read(&self, origin: &str, label: &str) -> Result<Option<SecretString>, KeychainError> {
        check_name(label)?;
        if let Held::Memory(tokens) = &*self.held {
            return Ok(lock(tokens).get(&key(&self.service(origin), label)).cloned());
        }
        match self.entry(origin, label)?.get_secret() {
            Ok(bytes) => text(bytes).map(Some),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(KeychainError::of(error)),
        }
    }

    /// Forgets the token of the environment `origin` under `label`; says whether there was one.
    pub fn delete(&self, origin: &str, label: &str) -> Result<bool, KeychainError> {
        check_name(label)?;
        if let Held::Memory(tokens) = &*self.held {
            return Ok(lock(tokens).remove(&key(&self.service(origin), label)).is_some());
        }
        match self.entry(origin, label)?.delete_credential() {
            Ok(()) => Ok(true),
            Err(Error::NoEntry) => Ok(false),
            Err(error) => Err(KeychainError::of(error)),
        }
    }

    fn entry(&self, origin: &str, label: &str) -> Result<Entry, KeychainError> {
        let store = match &*self.held {
            #[cfg(test)]
            Held::Given(store) => Arc::clone(store),
            Held::Missing(why) => return Err(KeychainError::Unavailable(why.clone())),
            _ => system_store()?,
        };
        store.build(&self.service(origin), label, None).map_err(KeychainError::of)
    }
}

impl fmt::Debug for Keychain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keychain").finish_non_exhaustive()
    }
}

/// The system's store. A service that was missing at the first use is looked for again only in the next run.
fn system_store() -> Result<Arc<CredentialStore>, KeychainError> {
    if keyring::Entry::store_status().is_err() {
        return Err(match system_availability() {
            Availability::Ready | Availability::Locked => KeychainError::StartedLater,
            availability => KeychainError::Unavailable(availability),
        });
    }
    keyring_core::get_default_store().ok_or(KeychainError::Unavailable(Availability::NoService))
}

#[cfg(all(unix, not(target_os = "macos")))]
fn system_availability() -> Availability {
    super::secret_service::availability()
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn system_availability() -> Availability {
    match keyring::Entry::store_status() {
        Ok(()) => Availability::Ready,
        Err(Error::Invalid(..)) => Availability::NotOnThisSystem,
        Err(_) => Availability::NoService,
    }
}

fn check_name(label: &str) -> Result<(), KeychainError> {
    let is_good =
        !label.trim().is_empty() && label.len() <= LONGEST_LABEL && !label.chars().any(char::is_control);
    if is_good { Ok(()) } else { Err(KeychainError::BadName) }
}

fn text(bytes: Vec<u8>) -> Result<SecretString, KeychainError> {
    String::from_utf8(bytes).map(SecretString::from).map_err(|error| {
        error.into_bytes().zeroize();
        KeychainError::NotAToken
    })
}

fn key(origin: &str, label: &str) -> (String, String) {
    (origin.to_owned(), label.to_owned())
}

fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use keyring_core::mock;

    const TEST: &str = "https://app.bitgo-test.com";
    const PRODUCTION: &str = "https://app.bitgo.com";

    fn mocked() -> Keychain {
        Keychain { held: Arc::new(Held::Given(mock::Store::new().unwrap())), what: TOKENS }
    }

    fn fail_next(keychain: &Keychain, error: Error) {
        let entry = keychain.entry(TEST, "payouts").unwrap();
        entry.as_any().downcast_ref::<mock::Cred>().unwrap().set_error(error);
    }

    fn read(keychain: &Keychain, origin: &str) -> Option<String> {
        keychain.read(origin, "payouts").unwrap().map(|token| token.expose_secret().to_owned())
    }

    #[test]
    fn a_token_is_kept_by_environment_and_label_and_never_overwritten() {
        for keychain in [mocked(), Keychain::in_memory()] {
            assert_eq!(read(&keychain, TEST), None);
            keychain.save(TEST, "payouts", &"v2xone".into()).unwrap();
            keychain.save(PRODUCTION, "payouts", &"v2xtwo".into()).unwrap();
            let again = keychain.save(TEST, "payouts", &"v2xthree".into()).unwrap_err();
            assert!(
                again
                    .to_string()
                    .contains("already has an entry named “payouts” for https://app.bitgo-test.com")
            );
            assert_eq!(read(&keychain, TEST).unwrap(), "v2xone");
            assert_eq!(read(&keychain, PRODUCTION).unwrap(), "v2xtwo");
            assert!(keychain.delete(TEST, "payouts").unwrap());
            assert!(!keychain.delete(TEST, "payouts").unwrap());
            assert_eq!(read(&keychain, TEST), None);
            assert_eq!(keychain.availability(), Availability::Ready);
            assert!(!format!("{keychain:?}").contains("v2x"));
        }
    }

    #[test]
    fn a_refusal_is_told_and_nothing_is_lost() {
        let keychain = mocked();
        keychain.save(TEST, "payouts", &"v2xone".into()).unwrap();
        fail_next(&keychain, Error::NoStorageAccess("locked".into()));
        assert_eq!(keychain.read(TEST, "payouts").unwrap_err(), KeychainError::StaysLocked);
        fail_next(&keychain, Error::BadEncoding(b"v2xone".to_vec()));
        assert_eq!(keychain.delete(TEST, "payouts").unwrap_err(), KeychainError::NotAToken);
        assert_eq!(read(&keychain, TEST).unwrap(), "v2xone");
    }

    #[test]
    fn one_that_is_missing_says_why_and_keeps_nothing() {
        let keychain = Keychain::missing(Availability::NoService);
        assert!(!keychain.availability().can_save());
        let refused = keychain.save(TEST, "payouts", &"v2xone".into()).unwrap_err();
        assert_eq!(refused, KeychainError::Unavailable(Availability::NoService));
        assert!(refused.to_string().contains("save to a file instead"));
    }

    #[test]
    fn names_are_checked_before_anything_is_asked() {
        let keychain = Keychain::of_this_person();
        for label in ["", "  ", "a\nb", &"x".repeat(251)] {
            assert_eq!(keychain.read(TEST, label).unwrap_err(), KeychainError::BadName, "{label:?}");
        }
    }

    #[test]
    fn the_system_says_whether_it_has_one() {
        // Whatever this machine has, it is a sentence and no panic.
        assert!(Keychain::of_this_person().availability().words().ends_with('.'));
    }
}
