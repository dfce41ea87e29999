//! Taking a share: opening the key that came with it and keeping it under a passphrase of one's own (the
//! protocol notes, section 6). Neither password leaves this machine.

use super::{ReviewedShare, ShareState, ShareUpdate, WalletShare, secrets};
use crate::bitgo::envelope::Version;
use crate::bitgo::error::{Error, ErrorKind};
use crate::bitgo::key_sealing::KeySealingError;
use crate::bitgo::outcome::Outcome;
use crate::bitgo::routes::Route;
use crate::bitgo::session::{Session, in_background};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use std::fmt;

/// Why a share with [`OwnKeyNeed::NotHere`] cannot be accepted.
pub(super) const NEEDS_KEY_CHANGE: &str =
    "This share needs a signed key change, which this program cannot make. Accept it in BitGo's web app.";

/// What the recipient has to type before a share can be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OwnKeyNeed {
    /// Nothing: no key comes with it.
    Nothing,
    /// The login password and a new wallet passphrase: the key in the share is taken over.
    TakeOver,
    /// A new wallet passphrase: a key of their own is made.
    OwnKey,
    /// It cannot be accepted here: the platform wants a signed key change.
    NotHere,
}

/// What the recipient typed.
#[derive(Clone)]
pub struct AcceptSecrets {
    /// Opens the person's own key for key agreement.
    pub login_password: SecretString,
    /// Protects the wallet's key from now on.
    pub new_passphrase: SecretString,
    /// In which envelope it does. Express has its own.
    pub envelope: Version,
}

impl fmt::Debug for AcceptSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AcceptSecrets").finish_non_exhaustive()
    }
}

/// The body of `POST /api/v2/{coin}/walletshare/{shareId}`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AcceptBody<'a> {
    state: ShareState,
    #[serde(skip_serializing_if = "Option::is_none")]
    encrypted_prv: Option<&'a str>,
    #[serde(rename = "pub", skip_serializing_if = "Option::is_none")]
    public: Option<&'a str>,
}

/// What is sent to accept a share, with the encrypted part left out.
pub fn acceptance_words(coin: &str, id: &str, need: OwnKeyNeed) -> String {
    let elided = "…";
    let body = AcceptBody {
        state: ShareState::Accepted,
        encrypted_prv: matches!(need, OwnKeyNeed::TakeOver | OwnKeyNeed::OwnKey).then_some(elided),
        public: (need == OwnKeyNeed::OwnKey).then_some(elided),
    };
    let body = serde_json::to_string_pretty(&body).unwrap_or_default();
    format!("{}\n{body}", Route::UpdateShare.request_line(&[coin, id]))
}

impl WalletShare {
    /// What has to be typed to accept it. Ask for the share by its ID first: lists leave the key out.
    pub fn own_key_need(&self) -> OwnKeyNeed {
        if self.needs_key_override {
            OwnKeyNeed::NotHere
        } else if self.needs_own_key {
            OwnKeyNeed::OwnKey
        } else if self.keychain.is_some() {
            OwnKeyNeed::TakeOver
        } else {
            OwnKeyNeed::Nothing
        }
    }
}

impl Session {
    /// Accepts a share: asks for it again, compares it with what was reviewed, takes its key over where it has one, and
    /// sends the acceptance once.
    /// A share with a key needs an unlocked session.
    pub async fn accept_share(
        &self,
        reviewed: &ReviewedShare,
        secrets: Option<AcceptSecrets>,
    ) -> Result<Outcome<ShareUpdate>, Error> {
        let (coin, id) = (&*reviewed.coin, &*reviewed.id);
        let prepared = async {
            let share = self.share(coin, id).await?;
            reviewed.check(&share, true)?;
            self.own_key_for(&share, secrets).await
        };
        let (public, encrypted_prv) = prepared.await.map_err(Error::before_change)?;
        let body = AcceptBody {
            state: ShareState::Accepted,
            encrypted_prv: encrypted_prv.as_deref(),
            public: public.as_deref(),
        };
        let call = self.call(Route::UpdateShare, &[coin, id])?.json(&body)?;
        self.ask_share_update(call).await
    }

    /// The public and the encrypted private key that go into the acceptance.
    async fn own_key_for(
        &self,
        share: &WalletShare,
        secrets: Option<AcceptSecrets>,
    ) -> Result<(Option<String>, Option<String>), Error> {
        let need = share.own_key_need();
        match need {
            OwnKeyNeed::Nothing => return Ok((None, None)),
            OwnKeyNeed::NotHere => {
                return Err(ErrorKind::NotHere(NEEDS_KEY_CHANGE).into());
            }
            OwnKeyNeed::TakeOver | OwnKeyNeed::OwnKey => {}
        }
        let AcceptSecrets { login_password, new_passphrase, envelope } =
            secrets.ok_or(ErrorKind::from(KeySealingError::NoNewPassphrase))?;
        if new_passphrase.expose_secret().is_empty() {
            return Err(ErrorKind::from(KeySealingError::NoNewPassphrase).into());
        }
        let Some(keychain) = share.keychain.clone().filter(|_| need == OwnKeyNeed::TakeOver) else {
            let made = in_background(move || secrets::fresh_own_key(&new_passphrase, envelope)).await?;
            let (public, encrypted) = made.map_err(ErrorKind::from)?;
            return Ok((Some(public), Some(encrypted)));
        };
        let own = self.own_ecdh_keychain().await?.ok_or(ErrorKind::from(KeySealingError::NoOwnKey))?;
        let work = move || secrets::take_over(&keychain, &own, &login_password, &new_passphrase, envelope);
        let encrypted = in_background(work).await?.map_err(ErrorKind::from)?;
        Ok((None, Some(encrypted)))
    }
}
