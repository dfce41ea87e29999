//! Handing a wallet's user key to another person: encrypted here, to a key that only they can derive (the
//! protocol notes, section 6).
//!
//! It must never hold a passphrase or a key longer than one call.

use super::ecdh::{self, EcdhError};
use super::envelope::{self, EnvelopeError, Params, Version};
use k256::SecretKey;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

/// Why a key could not be handed over or taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeySealingError {
    /// The keys are not what they should be.
    #[error("The keys of this share do not match. {0}")]
    Keys(#[from] EcdhError),
    /// The share was made for another key than this person's: most often their password was changed since.
    #[error("This share was made for an earlier key of yours; ask for a new share.")]
    OtherRecipient,
    /// The share does not open with the key that it names.
    #[error("The key in this share cannot be decrypted; ask for a new share.")]
    DoesNotOpen,
    /// The key inside is not the one that the share names.
    #[error("The key in this share is not the wallet's; do not accept it, and ask the sender.")]
    OtherKey,
    /// The wallet passphrase does not open the wallet's key, or none was given.
    #[error("Incorrect wallet passphrase.")]
    WalletPassphrase,
    /// The login password does not open the person's own key.
    #[error("Wrong login password: it does not decrypt your sharing key. Enter it again.")]
    LoginPassword,
    /// Express says that it does not; it says the same where the share's key does not open.
    #[error("Wrong login password: your Express server could not decrypt the key with it. Enter it again.")]
    ExpressLoginPassword,
    /// No new wallet passphrase was given.
    #[error("Enter a new passphrase for the wallet's key.")]
    NoNewPassphrase,
    /// The wallet's own key is not the one that the platform names.
    #[error(
        "The wallet's key is not the one that BitGo reports; do not share it, and contact BitGo support."
    )]
    OtherWalletKey,
    /// The person's own key is not the one that the settings name.
    #[error(
        "Your sharing key is not the one in your BitGo settings; do not accept anything, and contact BitGo support."
    )]
    OtherOwnKey,
    /// The person has no key for key agreement.
    #[error(
        "You have no sharing key yet; log in to the BitGo web app once to create one, then ask for a new share."
    )]
    NoOwnKey,
    /// The recipient has no key for key agreement.
    #[error(
        "This person has no sharing key: they have to log in once and set up two-factor authentication before Spend can be shared with them."
    )]
    NoRecipientKey,
    /// No key of the wallet has an encrypted private key.
    #[error("BitGo keeps no encrypted key for this wallet's people, so there is none to share.")]
    NoUserKey,
    /// The wallet's key comes without its public part.
    #[error("BitGo reports no public key for this wallet's key, so it cannot be shared.")]
    NoPublicKey,
    /// The envelope is not what it should be.
    #[error(transparent)]
    Envelope(EnvelopeError),
}

impl KeySealingError {
    /// What to do next, in one sentence.
    pub fn next(&self) -> &'static str {
        match self {
            Self::WalletPassphrase | Self::LoginPassword | Self::NoNewPassphrase => "Nothing was changed.",
            Self::ExpressLoginPassword => {
                "Nothing was changed. If the password is right, ask the sender for a new share."
            }
            Self::NoOwnKey => "Log in to the BitGo web app once, then ask for a new share.",
            Self::NoRecipientKey => "Share without Spend, or wait until they have logged in.",
            Self::NoUserKey => "Leave the key out, or share without Spend.",
            Self::OtherRecipient | Self::DoesNotOpen => "Ask the sender for a new share.",
            Self::OtherKey | Self::OtherWalletKey | Self::OtherOwnKey => {
                "Nothing was changed. Contact BitGo support before you go on."
            }
            Self::Keys(_) | Self::NoPublicKey | Self::Envelope(_) => {
                "Nothing was changed. Ask the wallet's admins."
            }
        }
    }
}

/// The `keychain` of a share, as it goes over the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ShareKeychain {
    /// The wallet's user public key (`xpub…`), or the common keychain of an MPC wallet.
    #[serde(rename = "pub")]
    pub public: String,
    /// The private key, encrypted to the secret between sender and recipient.
    pub encrypted_prv: String,
    /// The sender's one-time public key, hex.
    pub from_pub_key: String,
    /// The recipient's public key at `path`, hex.
    pub to_pub_key: String,
    /// Where below the recipient's extended key `to_pub_key` is.
    pub path: String,
}

/// Seals a wallet's private key for a recipient with a fresh one-time key.
pub fn seal_key(
    prv: &SecretString,
    public: &str,
    recipient_pubkey: &str,
    path: &str,
    version: Version,
) -> Result<ShareKeychain, KeySealingError> {
    seal_key_with(prv, public, recipient_pubkey, path, &ecdh::fresh_private(), &Params::fresh(version))
}

/// As [`seal_key`], with a given one-time key and given envelope parameters: for tests against vectors.
pub fn seal_key_with(
    prv: &SecretString,
    public: &str,
    recipient_pubkey: &str,
    path: &str,
    one_time: &SecretKey,
    params: &Params,
) -> Result<ShareKeychain, KeySealingError> {
    let recipient = ecdh::public_from_hex(recipient_pubkey)?;
    let secret = ecdh::shared_x_hex(one_time, &recipient);
    let encrypted_prv = envelope::encrypt_with(prv.expose_secret(), secret.expose_secret(), params)
        .map_err(KeySealingError::Envelope)?;
    Ok(ShareKeychain {
        public: public.to_owned(),
        encrypted_prv,
        from_pub_key: ecdh::public_hex(&one_time.public_key()),
        to_pub_key: recipient_pubkey.to_owned(),
        path: path.to_owned(),
    })
}

/// Opens a share's private key with the recipient's extended private key for key agreement, and makes sure
/// that it is meant for that key and is the key that it says it is.
pub fn open_key(
    keychain: &ShareKeychain,
    own_ecdh_xprv: &SecretString,
) -> Result<SecretString, KeySealingError> {
    let own = ecdh::derive_private(own_ecdh_xprv, &keychain.path)?;
    if own.public_key() != ecdh::public_from_hex(&keychain.to_pub_key)? {
        return Err(KeySealingError::OtherRecipient);
    }
    let sender = ecdh::public_from_hex(&keychain.from_pub_key)?;
    let secret = ecdh::shared_x_hex(&own, &sender);
    let prv =
        envelope::decrypt(&keychain.encrypted_prv, secret.expose_secret()).map_err(|error| match error {
            EnvelopeError::WrongPassphrase => KeySealingError::DoesNotOpen,
            other => KeySealingError::Envelope(other),
        })?;
    if is_private_key_of(&prv, &keychain.public) { Ok(prv) } else { Err(KeySealingError::OtherKey) }
}

/// Whether a decrypted text is the private key of `public`. Where that is an extended key, whatever does not derive to it
/// is not, also a text that is no key at all. Keys of MPC wallets and of other curves cannot be compared here.
pub(super) fn is_private_key_of(text: &SecretString, public: &str) -> bool {
    !public.starts_with("xpub") || ecdh::xpub_of(text).is_ok_and(|xpub| xpub == public)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const WALLET: &str = "xprv9s21ZrQH143K4YjmHGvqw21BFF6nmhoowRqMqhJk17rRuUCZwmnWMBEgTvkPF77HfH9fgACJk6cpgTyXVJoJH8kG7J66YZ2ekErNMoRNbX9";
    const PERSON: &str = "xprv9s21ZrQH143K2cXnajzSWPJHGV3vfFuAh2bAh16xYrUVuXV6sr1Z4mt6PUR5eXcgeKxWc1sdDZrEHVt74DT27sxZuob7oovbHjYFADw3usL";
    const STRANGER: &str = "xprv9s21ZrQH143K2CJswW9LhYGN2ckfC5H7iN1afMpvUQWhffn81BodcD8iLkvsahPVKaxUaZdxpmD8kW1twpDaQrFByzEWMavqWK8rP43CShL";

    #[test]
    fn the_recipient_alone_opens_it_and_a_swapped_key_is_found() {
        let (wallet, person) = (SecretString::from(WALLET), SecretString::from(PERSON));
        let pubkey = ecdh::public_hex(&ecdh::derive_private(&person, "m/999999/1/2").unwrap().public_key());
        let public = ecdh::xpub_of(&wallet).unwrap();
        let sealed = seal_key(&wallet, &public, &pubkey, "m/999999/1/2", Version::V1).unwrap();
        assert_eq!(open_key(&sealed, &person).unwrap().expose_secret(), WALLET);
        assert!(matches!(open_key(&sealed, &STRANGER.into()), Err(KeySealingError::OtherRecipient)));
        let swapped = ShareKeychain { public: ecdh::xpub_of(&person).unwrap(), ..sealed.clone() };
        assert!(matches!(open_key(&swapped, &person), Err(KeySealingError::OtherKey)));
        let no_key = SecretString::from("the key card's number: 4711");
        let sealed_text = seal_key(&no_key, &public, &pubkey, "m/999999/1/2", Version::V1).unwrap();
        assert!(matches!(open_key(&sealed_text, &person), Err(KeySealingError::OtherKey)), "no key at all");
        let of_another_curve = seal_key(&no_key, "9a1f", &pubkey, "m/999999/1/2", Version::V1).unwrap();
        assert!(open_key(&of_another_curve, &person).is_ok(), "cannot be compared");
        let other_sender = ShareKeychain { from_pub_key: pubkey, ..sealed };
        assert!(matches!(open_key(&other_sender, &person), Err(KeySealingError::DoesNotOpen)));
    }
}
