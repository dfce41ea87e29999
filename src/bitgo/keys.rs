//! A wallet's keys (spec: GET /api/v2/{coin}/key/{id}), and which of them is the user's (the protocol notes,
//! section 6). Private keys stay encrypted here.

use super::error::Error;
use super::fact::Fact;
use super::fields::Fields;
use super::routes::Route;
use super::session::Session;
use super::wallet::{Wallet, WalletKind};
use crate::domain::foreign_text::visible;
use crate::domain::open_enum::words;
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
    /// The private key, encrypted with the wallet passphrase.
    pub encrypted_prv: Option<SecretString>,
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
            encrypted_prv: fields.secret("encryptedPrv").filter(|it| !it.expose_secret().is_empty()),
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

/// One key of a wallet as far as it is shown, without the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySummary {
    /// The platform's ID.
    pub id: String,
    /// What is known of it.
    pub key: Fact<KeyFacts>,
}

/// Whose a key is, and who keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFacts {
    /// Whose it is.
    pub source: KeySource,
    /// Whether the platform keeps it, encrypted with a passphrase that it does not know.
    pub is_kept: bool,
}

impl KeySummary {
    /// What to call the key at this place among a wallet's keys. What was not read is not guessed from its place.
    pub fn title(&self, at: usize) -> String {
        match self.key.known().map(|key| &key.source) {
            Some(KeySource::User) => "User key".to_owned(),
            Some(KeySource::Backup) => "Backup key".to_owned(),
            Some(KeySource::Platform) => "BitGo key".to_owned(),
            Some(KeySource::Cold) => "Cold key".to_owned(),
            Some(KeySource::Other(_)) | None => format!("Key {}", at + 1),
        }
    }

    /// Who holds it and who could sign with it.
    pub fn holder(&self, wallet: &Wallet) -> String {
        match &self.key {
            Fact::Known(key) => key.holder(wallet),
            Fact::Refused => "BitGo does not show you this key.".to_owned(),
            Fact::Failed(why) => format!("This key could not be read. {why} Refresh the page to try again."),
        }
    }
}

impl KeyFacts {
    /// Who holds it and who could sign with it.
    fn holder(&self, wallet: &Wallet) -> String {
        let is_custodial = matches!(wallet.kind, WalletKind::Custodial | WalletKind::Backing);
        let words = match (&self.source, self.is_kept) {
            (KeySource::Platform, _) => {
                "Held by BitGo, which signs second, once the wallet's rules allow it."
            }
            (_, _) if is_custodial => "Held by BitGo's trust company.",
            (KeySource::User, true) if wallet.is_mpc() => {
                "A share of a key that nobody holds whole (MPC). BitGo stores it encrypted with the wallet passphrase of each person who can spend."
            }
            (KeySource::User, true) => {
                "Held by the people who can spend. BitGo stores it encrypted with each person's wallet passphrase, which BitGo does not know."
            }
            (KeySource::Backup, true) => {
                "For recovery. BitGo stores it encrypted too; its passphrase is on the wallet's key card."
            }
            (KeySource::Backup, false) => {
                "For recovery. Kept by its owner or a key recovery service, not by BitGo."
            }
            (KeySource::User | KeySource::Cold, _) => {
                "Kept offline by its owner. BitGo has only its public part."
            }
            (KeySource::Other(word), _) => {
                return format!("Of the kind “{}”, which Countersign does not know.", visible(word));
            }
        };
        words.to_owned()
    }
}

impl Session {
    /// One key.
    pub async fn key(&self, coin: &str, id: &str) -> Result<WalletKey, Error> {
        let call = self.call(Route::WalletKey, &[coin, id])?;
        self.ask(call, WalletKey::read).await
    }

    /// What is known of a key, also where it cannot be read.
    pub(crate) async fn key_summary(&self, coin: &str, id: &str) -> KeySummary {
        let answer = self.key(coin, id).await;
        let facts = |key: WalletKey| KeyFacts { source: key.source, is_kept: key.encrypted_prv.is_some() };
        KeySummary { id: id.to_owned(), key: Fact::of(answer.map(facts)) }
    }

    /// The wallet's user key: of its keys in order, the first that comes with an encrypted private key.
    /// `None` where no key has one (cold and custodial wallets). A wallet out of a list that leaves the keys
    /// out is asked for in full.
    pub async fn user_key(&self, wallet: &Wallet) -> Result<Option<WalletKey>, Error> {
        let mut ids = wallet.keys();
        if ids.is_empty() {
            ids = self.wallet(&wallet.coin, &wallet.id).await?.keys();
        }
        for id in &ids {
            let key = self.key(&wallet.coin, id).await?;
            if key.encrypted_prv.is_some() {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }
}
