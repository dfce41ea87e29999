//! The sandbox's own keys: the server key that tokens are issued with, people's ECDH keychains, wallets' keys.

use bip32::{Prefix, XPrv};
use rand::Rng;
use secrecy::SecretString;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::crypto_cache::CryptoCache;
use super::error::SandboxError;
use super::state::id::Id;
use super::state::person::EcdhKeychain;
use crate::bitgo::ecdh::{self, EcdhError};
use crate::bitgo::envelope::{self, Version};

/// The key pair that stands behind `serverXpub`.
pub(crate) struct ServerKey {
    pub(crate) xprv: SecretString,
    pub(crate) xpub: String,
}

impl ServerKey {
    /// The key drawn from `rng`.
    pub(crate) fn draw(rng: &mut impl Rng) -> Result<Self, SandboxError> {
        let xprv = draw_xprv(rng)?;
        let xpub = ecdh::xpub_of(&xprv).map_err(|_| SandboxError::Keys)?;
        Ok(Self { xprv, xpub })
    }
}

static KEYCHAINS: CryptoCache<String> = CryptoCache::new();

/// A person's keychain drawn from `rng`, its private part encrypted with the login password. Takes a PBKDF2, once a process.
pub(crate) fn draw_keychain(rng: &mut impl Rng, password: &str) -> Result<EcdhKeychain, SandboxError> {
    use secrecy::ExposeSecret;
    let xprv = draw_xprv(rng)?;
    let xpub = ecdh::xpub_of(&xprv).map_err(|_| SandboxError::Keys)?;
    let encrypt = || envelope::encrypt(xprv.expose_secret(), password, Version::V1);
    let encrypted_xprv =
        KEYCHAINS.take_or_make([xprv.expose_secret(), password], encrypt).map_err(|_| SandboxError::Keys)?;
    Ok(EcdhKeychain { xpub, encrypted_xprv })
}

fn draw_xprv(rng: &mut impl Rng) -> Result<SecretString, SandboxError> {
    let mut seed = [0; 64];
    rng.fill_bytes(&mut seed);
    let key = XPrv::new(&seed).map_err(|_| SandboxError::Keys)?;
    Ok(SecretString::from(key.to_string(Prefix::XPRV).as_str()))
}

/// The text of a new token: `v2x` and 64 hex digits of the machine's own randomness.
pub(crate) fn new_token_text() -> SecretString {
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    SecretString::from(format!("v2x{}", hex::encode(bytes)))
}

/// What the announcement calls `demo.walletPassphrase`: it opens every user key that the seed gave to somebody.
pub const WALLET_PASSPHRASE: &str = "sandbox wallet passphrase";

/// A wallet's key pair, derived from the key's identifier when it is asked for: nothing is kept.
pub(crate) struct WalletKey {
    pub(crate) xprv: SecretString,
    pub(crate) xpub: String,
    /// Public key and chain code, 130 hex digits: what an MPC wallet has in place of an extended key.
    pub(crate) common_keychain: String,
}

/// The pair of that key.
pub(crate) fn wallet_key(id: Id) -> Result<WalletKey, EcdhError> {
    let mut seed = Zeroizing::new([0; 64]);
    for (half, part) in seed.chunks_mut(32).zip(["left", "right"]) {
        half.copy_from_slice(&Sha256::digest(format!("Countersign sandbox wallet key {id} {part}")));
    }
    let key = XPrv::new(seed.as_slice()).map_err(|_| EcdhError::PrivateKey)?;
    let public = key.public_key();
    let common_keychain =
        format!("{}{}", hex::encode(public.to_bytes()), hex::encode(public.attrs().chain_code));
    Ok(WalletKey {
        xprv: SecretString::from(key.to_string(Prefix::XPRV).as_str()),
        xpub: public.to_string(Prefix::XPUB),
        common_keychain,
    })
}
