//! Access tokens in the keychain, and the list of them in the ledger. Both are written together: what is in the list was put
//! into the keychain by this program, and what is not was not.

mod trouble;

pub use trouble::KeptTrouble;

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use tokio::task::spawn_blocking;

use super::ledger::LedgerHandle;
use crate::bitgo::environment::{Environment, EnvironmentKind};
use crate::bitgo::user::User;
use crate::store::keychain::{Keychain, KeychainError};
use crate::store::ledger::{KeptEnvironment, KeptName, KeptToken, Ledger};

/// What becomes of an entry of the keychain that cannot be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlisted {
    /// It is taken out again: the person has the token elsewhere.
    TakeBack,
    /// It stays: it may be the only copy.
    Leave,
}

/// What the list says of a token of this person.
pub fn described(
    label: &str,
    environment: &Environment,
    user: &User,
    (token_id, expires): (&str, Option<Timestamp>),
) -> KeptToken {
    KeptToken {
        name: KeptName { origin: environment.origin(), label: label.to_owned() },
        environment: KeptEnvironment {
            kind: environment.kind().word().to_owned(),
            url: environment.base_url().to_string(),
            server_xpub: environment.server_xpub().map(str::to_owned),
        },
        user_id: user.id.clone(),
        person: user.display_name().to_owned(),
        token_id: token_id.to_owned(),
        expires,
        used: None,
    }
}

/// Where a kept token is used; none where the list does not hold together, so that its token goes nowhere.
pub fn environment_of(token: &KeptToken) -> Option<Environment> {
    let KeptEnvironment { kind, url, server_xpub } = &token.environment;
    let environment =
        Environment::custom(EnvironmentKind::from_word(kind)?, url, server_xpub.clone()).ok()?;
    (environment.origin() == token.name.origin).then_some(environment)
}

/// Puts a token into the keychain and lists it. An entry that is there already is not overwritten.
pub async fn keep(
    ledger: LedgerHandle,
    keychain: Keychain,
    token: KeptToken,
    value: SecretString,
    unlisted: Unlisted,
) -> Result<KeptName, KeptTrouble> {
    let listed = ledger.lasting().await;
    let work = move || {
        let ledger = match (listed, unlisted) {
            (Ok(ledger), _) => Some(ledger),
            (Err(_), Unlisted::Leave) => None,
            (Err(why), Unlisted::TakeBack) => return Err(KeptTrouble::NoList(why)),
        };
        let KeptName { origin, label } = &token.name;
        let was_there = match keychain.save(origin, label, &value) {
            Ok(()) => false,
            Err(KeychainError::AlreadyThere { .. }) if holds(&keychain, &token.name, &value)? => true,
            Err(error) => return Err(error.into()),
        };
        let Some(ledger) = ledger else { return Ok(token.name) };
        match ledger.note_kept(&token, &value, Timestamp::now()) {
            Err(error) if unlisted == Unlisted::TakeBack => {
                if !was_there {
                    let _ = keychain.delete(origin, label);
                }
                Err(error.into())
            }
            Err(error) => {
                tracing::warn!(%error, "a token in the keychain could not be listed");
                Ok(token.name)
            }
            Ok(()) => Ok(token.name),
        }
    };
    spawn_blocking(work).await.map_err(|_| KeptTrouble::BrokeOff)?
}

fn holds(keychain: &Keychain, name: &KeptName, value: &SecretString) -> Result<bool, KeychainError> {
    let there = keychain.read(&name.origin, &name.label)?;
    Ok(there.is_some_and(|there| there.expose_secret() == value.expose_secret()))
}

/// Reads a token out of the keychain, if it is the one that was put there.
pub async fn read(
    ledger: LedgerHandle,
    keychain: Keychain,
    name: KeptName,
) -> Result<SecretString, KeptTrouble> {
    on_both(ledger, move |ledger| {
        let label = || name.label.clone();
        let value = keychain.read(&name.origin, &name.label)?;
        let value = value.ok_or_else(|| KeptTrouble::Gone { label: label() })?;
        if ledger.is_kept_value(&name, &value)? {
            Ok(value)
        } else {
            Err(KeptTrouble::Changed { label: label() })
        }
    })
    .await
}

/// Takes a token out of the keychain and then off the list. An entry that another program has changed is not this program's
/// to delete: it is taken off the list alone.
pub async fn forget(
    ledger: LedgerHandle,
    keychain: Keychain,
    name: KeptName,
) -> Result<KeptName, KeptTrouble> {
    on_both(ledger, move |ledger| {
        let there = match keychain.read(&name.origin, &name.label) {
            Err(KeychainError::NotAToken) => None,
            there => there?,
        };
        if let Some(value) = there
            && ledger.is_kept_value(&name, &value)?
        {
            keychain.delete(&name.origin, &name.label)?;
        }
        ledger.forget_kept(&name)?;
        Ok(name)
    })
    .await
}

/// The list, without what does not hold together.
pub async fn list(ledger: LedgerHandle) -> Result<Vec<(KeptToken, Environment)>, KeptTrouble> {
    on_both(ledger, |ledger| {
        let known = |token: KeptToken| environment_of(&token).map(|environment| (token, environment));
        Ok(ledger.kept_tokens()?.into_iter().filter_map(known).collect())
    })
    .await
}

/// A kept token has begun a session.
pub async fn note_used(ledger: LedgerHandle, name: KeptName) -> Result<(), KeptTrouble> {
    on_both(ledger, move |ledger| Ok(ledger.note_kept_use(&name, Timestamp::now())?)).await
}

async fn on_both<T: Send + 'static>(
    ledger: LedgerHandle,
    work: impl FnOnce(&Ledger) -> Result<T, KeptTrouble> + Send + 'static,
) -> Result<T, KeptTrouble> {
    let ledger = ledger.opened().await;
    spawn_blocking(move || work(&ledger)).await.map_err(|_| KeptTrouble::BrokeOff)?
}
