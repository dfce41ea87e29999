//! Looking at one share before anything is typed: whether a key is in it, and whether this person can open it.

use super::accept::NEEDS_KEY_CHANGE;
use super::{OwnKeyNeed, ReviewedShare, WalletShare};
use crate::bitgo::ecdh::{self, EcdhError};
use crate::bitgo::error::{Error, ErrorKind};
use crate::bitgo::key_sealing::{KeySealingError, ShareKeychain};
use crate::bitgo::session::Session;
use crate::bitgo::sharing_keys::key_fingerprint;
use crate::domain::diagnosis::ErrorCause;

/// Whether the key in a share can be opened with the key that the person has now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyInside {
    /// There is none.
    None,
    /// There is one, and the platform shows it to an unlocked session alone.
    Locked,
    /// It is sealed to the person's key.
    Fits,
    /// It is sealed to another key: most often the person's password was changed since.
    OtherKey,
    /// The person has no key for key agreement.
    NoOwnKey,
}

/// A share as it was looked at. It holds no key.
#[derive(Clone, Debug, PartialEq)]
pub struct ShareInspection {
    /// The share as it was looked at, to be compared when it is accepted.
    pub reviewed: ReviewedShare,
    /// The share.
    pub share: WalletShare,
    /// What has to be typed to accept it.
    pub need: OwnKeyNeed,
    /// How it stands with the key in it.
    pub key: KeyInside,
    /// The fingerprint of the public key that the key in it is sealed to, which the sender saw too.
    pub fingerprint: Option<String>,
}

impl ShareInspection {
    /// Why it cannot be accepted here, and the way on; `person` offers it. Nothing where it can.
    pub fn obstacle(&self, person: &str) -> Option<String> {
        if self.need == OwnKeyNeed::NotHere {
            return Some(NEEDS_KEY_CHANGE.to_owned());
        }
        match self.key {
            KeyInside::OtherKey => Some(format!(
                "The key of this share cannot be decrypted: it was encrypted for an earlier sharing key of yours, usually because your \
                 password has changed since. Ask {person} to share the wallet again with “Re-invite” (reshare). That \
                 replaces this invitation."
            )),
            KeyInside::NoOwnKey => Some(format!(
                "The key of this share cannot be decrypted: you have no sharing key. Log in to BitGo's web app once to create one, then ask \
                 {person} to share the wallet again with “Re-invite” (reshare)."
            )),
            KeyInside::None | KeyInside::Locked | KeyInside::Fits => None,
        }
    }

    /// What accepting it takes, a sentence or two.
    pub fn needs_in_words(&self) -> &'static str {
        match (self.need, self.key) {
            (OwnKeyNeed::NotHere, _) => NEEDS_KEY_CHANGE,
            (OwnKeyNeed::OwnKey, _) => "When you accept, you create your own key with a new passphrase.",
            (_, KeyInside::Locked) => {
                "A key comes with it. To decrypt it, unlock the session with your one-time code."
            }
            (OwnKeyNeed::TakeOver, _) => {
                "A key comes with it, encrypted for you. You decrypt it with your login password and set your own passphrase."
            }
            (OwnKeyNeed::Nothing, _) => "No key comes with it. You can accept it right away.",
        }
    }
}

impl Session {
    /// Looks at a share: asks for it, and compares the key in it with the person's own. Changes nothing.
    pub async fn look_at_share(&self, coin: &str, id: &str) -> Result<ShareInspection, Error> {
        let mut share = match self.share(coin, id).await {
            Ok(share) => share,
            Err(error) if error.facts().cause() == ErrorCause::NeedsUnlock => {
                let share = self.share_without_key(coin, id).await?;
                let need = match share.own_key_need() {
                    OwnKeyNeed::Nothing => OwnKeyNeed::TakeOver,
                    other => other,
                };
                let reviewed = share.reviewed();
                return Ok(ShareInspection {
                    reviewed,
                    share,
                    need,
                    key: KeyInside::Locked,
                    fingerprint: None,
                });
            }
            Err(error) => return Err(error),
        };
        let (need, reviewed) = (share.own_key_need(), share.reviewed());
        let (key, fingerprint) = match share.keychain.take() {
            Some(keychain) => {
                let fingerprint = key_fingerprint(&keychain.to_pub_key).ok();
                (self.compare_with_own_key(&keychain).await?, fingerprint)
            }
            None => (KeyInside::None, None),
        };
        Ok(ShareInspection { reviewed, share, need, key, fingerprint })
    }

    async fn compare_with_own_key(&self, keychain: &ShareKeychain) -> Result<KeyInside, Error> {
        let Some(own) = self.settings().await?.ecdh_keychain else { return Ok(KeyInside::NoOwnKey) };
        match is_sealed_to(keychain, &own) {
            // Below a hardened step the private key alone can tell; it does when the share is accepted.
            Ok(true) | Err(KeySealingError::Keys(EcdhError::Hardened)) => Ok(KeyInside::Fits),
            Ok(false) => Ok(KeyInside::OtherKey),
            Err(error) => Err(ErrorKind::from(error).into()),
        }
    }
}

/// Whether a key was sealed to this person's key: what it names is their public key at its path.
fn is_sealed_to(keychain: &ShareKeychain, own_xpub: &str) -> Result<bool, KeySealingError> {
    let own = ecdh::derive_public(own_xpub, &keychain.path)?;
    Ok(own == ecdh::public_from_hex(&keychain.to_pub_key)?)
}
