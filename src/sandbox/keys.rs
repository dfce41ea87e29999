//! The sandbox's own keys: the server key that tokens are issued with, and people's ECDH keychains.

use bip32::{Prefix, XPrv};
use rand::Rng;
use secrecy::SecretString;

use super::server::SandboxError;
use super::state::person::EcdhKeychain;
use crate::bitgo::ecdh;
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

/// A person's keychain drawn from `rng`, its private part encrypted with the login password. Takes a PBKDF2.
pub(crate) fn draw_keychain(rng: &mut impl Rng, password: &str) -> Result<EcdhKeychain, SandboxError> {
    use secrecy::ExposeSecret;
    let xprv = draw_xprv(rng)?;
    let xpub = ecdh::xpub_of(&xprv).map_err(|_| SandboxError::Keys)?;
    let encrypted_xprv =
        envelope::encrypt(xprv.expose_secret(), password, Version::V1).map_err(|_| SandboxError::Keys)?;
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
