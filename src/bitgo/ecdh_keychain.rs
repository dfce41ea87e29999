//! The person's settings on the platform, and the key that they point to: with it the person opens wallet
//! keys that others share (the protocol notes, section 6).

use super::error::{Error, ErrorKind};
use super::fields::Fields;
use super::key_sealing::KeySealingError;
use super::routes::Route;
use super::session::Session;
use secrecy::SecretString;
use serde_json::{Map, Value};

/// The person's settings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UserSettings {
    /// The public key for key agreement; none before it is made.
    pub ecdh_keychain: Option<String>,
    /// All other settings.
    pub extra: Map<String, Value>,
}

/// The person's key for key agreement.
#[derive(Clone, Debug)]
pub struct EcdhKeychain {
    /// The public key (`xpub…`).
    pub xpub: String,
    /// The private key, encrypted with the login password.
    pub encrypted_xprv: SecretString,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

impl UserSettings {
    /// The answer holds them as `settings`.
    pub(super) fn read(mut fields: Fields) -> Self {
        let mut fields = fields.object("settings").unwrap_or(fields);
        let ecdh_keychain = fields.text("ecdhKeychain").filter(|xpub| !xpub.is_empty());
        Self { ecdh_keychain, extra: fields.rest() }
    }
}

impl EcdhKeychain {
    pub(super) fn read(mut fields: Fields) -> Result<Self, &'static str> {
        let encrypted_xprv = fields.secret("encryptedXprv").ok_or("it holds no private key")?;
        let xpub = fields.text("xpub").ok_or("it holds no public key")?;
        Ok(Self { xpub, encrypted_xprv, extra: fields.rest() })
    }
}

impl Session {
    /// The person's settings.
    pub async fn settings(&self) -> Result<UserSettings, Error> {
        self.ask(self.call(Route::UserSettings, &[])?, |fields| Ok(UserSettings::read(fields))).await
    }

    /// A key for key agreement by its public key.
    pub async fn ecdh_keychain(&self, xpub: &str) -> Result<EcdhKeychain, Error> {
        let call = self.call(Route::Keychain, &[xpub])?.json(&Map::new())?;
        let keychain = self.ask(call, EcdhKeychain::read).await?;
        // The server must not be able to put another key in the place of the one that was asked for.
        if keychain.xpub == xpub {
            Ok(keychain)
        } else {
            Err(ErrorKind::from(KeySealingError::OtherOwnKey).into())
        }
    }

    /// The person's own key for key agreement; `None` before it is made.
    pub async fn own_ecdh_keychain(&self) -> Result<Option<EcdhKeychain>, Error> {
        match self.settings().await?.ecdh_keychain {
            Some(xpub) => self.ecdh_keychain(&xpub).await.map(Some),
            None => Ok(None),
        }
    }
}
