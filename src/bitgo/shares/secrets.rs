//! The work with keys behind sharing and accepting: opening, checking, sealing. It costs time, so it is
//! called beside the network's threads. Nothing here is kept.

use crate::bitgo::ecdh;
use crate::bitgo::ecdh_keychain::EcdhKeychain;
use crate::bitgo::envelope::{self, EnvelopeError, Version};
use crate::bitgo::key_sealing::{self, KeySealingError, ShareKeychain};
use crate::bitgo::keys::WalletKey;
use secrecy::{ExposeSecret, SecretString};

/// Opens a wallet's user key with the wallet passphrase, and makes sure that it is the key that it says.
pub(super) fn open_user_key(
    key: &WalletKey,
    passphrase: &SecretString,
) -> Result<SecretString, KeySealingError> {
    let encrypted = key.encrypted_prv.as_ref().ok_or(KeySealingError::NoPublicKey)?;
    let prv = open(encrypted.expose_secret(), passphrase, KeySealingError::WalletPassphrase)?;
    let is_it = key_sealing::is_private_key_of(&prv, key.public.as_deref().unwrap_or_default());
    if is_it { Ok(prv) } else { Err(KeySealingError::OtherWalletKey) }
}

/// Seals a private key for its recipient.
pub(super) fn sealed_for(
    prv: &SecretString,
    public: &str,
    pubkey: &str,
    path: &str,
    version: Version,
) -> Result<ShareKeychain, KeySealingError> {
    key_sealing::seal_key(prv, public, pubkey, path, version)
}

/// Opens the key in a share with the person's own key for key agreement, which the login password opens, and
/// encrypts it again with the passphrase that the recipient chose.
pub(super) fn take_over(
    keychain: &ShareKeychain,
    own: &EcdhKeychain,
    login_password: &SecretString,
    new_passphrase: &SecretString,
    version: Version,
) -> Result<String, KeySealingError> {
    let encrypted = own.encrypted_xprv.expose_secret();
    let own_xprv = open(encrypted, login_password, KeySealingError::LoginPassword)?;
    if ecdh::xpub_of(&own_xprv)? != own.xpub {
        return Err(KeySealingError::OtherOwnKey);
    }
    let prv = key_sealing::open_key(keychain, &own_xprv)?;
    envelope::encrypt(prv.expose_secret(), new_passphrase.expose_secret(), version)
        .map_err(KeySealingError::Envelope)
}

/// A fresh key of the recipient's own: its public key, and the private key encrypted.
pub(super) fn fresh_own_key(
    passphrase: &SecretString,
    version: Version,
) -> Result<(String, String), KeySealingError> {
    let xprv = ecdh::fresh_xprv();
    let public = ecdh::xpub_of(&xprv)?;
    let encrypted = envelope::encrypt(xprv.expose_secret(), passphrase.expose_secret(), version)
        .map_err(KeySealingError::Envelope)?;
    Ok((public, encrypted))
}

fn open(
    envelope: &str,
    passphrase: &SecretString,
    if_wrong: KeySealingError,
) -> Result<SecretString, KeySealingError> {
    envelope::decrypt(envelope, passphrase.expose_secret()).map_err(|error| match error {
        EnvelopeError::WrongPassphrase => if_wrong,
        other => KeySealingError::Envelope(other),
    })
}
