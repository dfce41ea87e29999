//! A wallet's keys (spec: GET /api/v2/{coin}/key/{id}), and which of them is the user's (the protocol notes,
//! section 6). Private keys stay encrypted here.

use super::error::Error;
use super::fields::Fields;
use super::routes::Route;
use super::session::Session;
use super::wallet::Wallet;
use crate::domain::words::words;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value};

words! {
    /// Whose key it is.
    KeySource {
        /// The wallet's people's.
        User = "user",
        /// The backup.
        Backup = "backup",
        /// The platform's.
        Platform = "bitgo",
        /// Kept off-line.
        Cold = "cold",
    }
}

/// A key of a wallet.
#[derive(Clone, Debug)]
pub struct WalletKey {
    /// The platform's ID.
    pub id: String,
    /// The public key (`xpub…`).
    pub public: Option<String>,
    /// What stands for the public key on MPC wallets.
    pub common_keychain: Option<String>,
    /// Whose it is.
    pub source: KeySource,
    /// `independent`, `tss` or newer.
    pub kind: Option<String>,
    /// The private key, encrypted with the wallet passphrase.
    pub encrypted_prv: Option<SecretString>,
    /// The key that it was derived from, by ID.
    pub parent: Option<String>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

impl WalletKey {
    pub(super) fn read(mut fields: Fields) -> Result<Self, &'static str> {
        Ok(Self {
            id: fields.text("id").ok_or("it holds no key")?,
            public: fields.text("pub"),
            common_keychain: fields.text("commonKeychain"),
            source: fields.word("source", KeySource::from_word),
            kind: fields.text("type"),
            encrypted_prv: fields.secret("encryptedPrv").filter(|it| !it.expose_secret().is_empty()),
            parent: fields.text("parent"),
            extra: fields.rest(),
        })
    }

    /// What goes into a share as `pub`: the common keychain of MPC wallets, else the public key.
    pub fn public_for_sharing(&self, is_mpc: bool) -> Option<&str> {
        if is_mpc {
            self.common_keychain.as_deref().or(self.public.as_deref())
        } else {
            self.public.as_deref()
        }
    }
}

impl Session {
    /// One key.
    pub async fn key(&self, coin: &str, id: &str) -> Result<WalletKey, Error> {
        let call = self.call(Route::WalletKey, &[coin, id])?;
        self.ask(call, WalletKey::read).await
    }

    /// The wallet's user key: of its keys in order, the first that comes with an encrypted private key.
    /// `None` where no key has one (cold and custodial wallets). A wallet out of a list that leaves the keys
    /// out is asked for in full.
    pub async fn user_key(&self, wallet: &Wallet) -> Result<Option<WalletKey>, Error> {
        let ids = match wallet.keys.as_slice() {
            [] => self.wallet(&wallet.coin, &wallet.id).await?.keys,
            keys => keys.to_vec(),
        };
        for id in &ids {
            let key = self.key(&wallet.coin, id).await?;
            if key.encrypted_prv.is_some() {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }
}
