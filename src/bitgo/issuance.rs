//! Token issuance: the server hands out a token encrypted to a key that only the login password opens (the
//! protocol notes, section 4).
//!
//! Opening costs PBKDF2 or Argon2: never on the screen's thread.

use super::ecdh::{self, EcdhError};
use super::envelope::{self, EnvelopeError, Version};
use secrecy::{ExposeSecret, SecretString};

/// Why a token could not be taken out of an answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IssuanceError {
    /// The password does not open the key that comes with the answer.
    #[error("Your login password cannot decrypt the key that BitGo sent with the token. Log in again.")]
    Password,
    /// The key opened, but the token did not: the server's public key is another.
    #[error(
        "The token cannot be decrypted with this environment's server key. Check the server xpub on the login page."
    )]
    ServerKey,
    /// No server key is known for this environment.
    #[error(
        "The server encrypts new tokens, and this environment has no server key. Add its server xpub on the \
         login page."
    )]
    NoServerKey,
    /// The session was not opened by a login that brought the person's key.
    #[error(
        "The token was created, but only a session from a password login can decrypt it. Revoke it, log in with \
         your password and create it again."
    )]
    NoOwnKey,
    /// The envelopes are not what they should be.
    #[error("The encrypted token cannot be read. {0}")]
    Envelope(EnvelopeError),
    /// The keys are not what they should be.
    #[error("The keys do not fit the encrypted token. {0}")]
    Keys(#[from] EcdhError),
}

/// Opens the person's extended private key for key agreement with the login password.
pub fn open_ecdh_xprv(
    encrypted_ecdh_xprv: &str,
    password: &SecretString,
) -> Result<SecretString, IssuanceError> {
    envelope::decrypt(encrypted_ecdh_xprv, password.expose_secret()).map_err(|error| match error {
        EnvelopeError::WrongPassphrase => IssuanceError::Password,
        other => IssuanceError::Envelope(other),
    })
}

/// The secret between the person's key and the server's at `derivation_path`: 66 hex digits.
pub fn shared_secret(
    ecdh_xprv: &SecretString,
    derivation_path: &str,
    server_xpub: &str,
) -> Result<SecretString, IssuanceError> {
    let own = ecdh::derive_private(ecdh_xprv, derivation_path)?;
    let server = ecdh::derive_public(server_xpub, derivation_path)?;
    Ok(ecdh::shared_point_hex(&own, &server))
}

/// Opens an encrypted token with the person's key, already opened.
pub fn open_token_with(
    encrypted_token: &str,
    ecdh_xprv: &SecretString,
    derivation_path: &str,
    server_xpub: &str,
) -> Result<SecretString, IssuanceError> {
    let secret = shared_secret(ecdh_xprv, derivation_path, server_xpub)?;
    envelope::decrypt(encrypted_token, secret.expose_secret()).map_err(|error| match error {
        EnvelopeError::WrongPassphrase => IssuanceError::ServerKey,
        other => IssuanceError::Envelope(other),
    })
}

/// The server's side: encrypts a token to the person's extended public key. For the sandbox and tests.
pub fn seal_token(
    token: &SecretString,
    person_ecdh_xpub: &str,
    derivation_path: &str,
    server_xprv: &SecretString,
    version: Version,
) -> Result<String, IssuanceError> {
    let own = ecdh::derive_private(server_xprv, derivation_path)?;
    let person = ecdh::derive_public(person_ecdh_xpub, derivation_path)?;
    let secret = ecdh::shared_point_hex(&own, &person);
    envelope::encrypt(token.expose_secret(), secret.expose_secret(), version).map_err(IssuanceError::Envelope)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const PERSON: &str = "xprv9s21ZrQH143K2cXnajzSWPJHGV3vfFuAh2bAh16xYrUVuXV6sr1Z4mt6PUR5eXcgeKxWc1sdDZrEHVt74DT27sxZuob7oovbHjYFADw3usL";
    const SERVER: &str = "xprv9s21ZrQH143K2CJswW9LhYGN2ckfC5H7iN1afMpvUQWhffn81BodcD8iLkvsahPVKaxUaZdxpmD8kW1twpDaQrFByzEWMavqWK8rP43CShL";

    #[test]
    fn what_the_server_seals_the_person_opens_and_nobody_else() {
        let (person, server) = (SecretString::from(PERSON), SecretString::from(SERVER));
        let token = SecretString::from("v2xabc");
        let sealed =
            seal_token(&token, &ecdh::xpub_of(&person).unwrap(), "m/17/3", &server, Version::V1).unwrap();
        let password = SecretString::from("login");
        let encrypted_xprv = envelope::encrypt(PERSON, "login", Version::V1).unwrap();
        let server_xpub = ecdh::xpub_of(&server).unwrap();
        let open = |path: &str, password: &SecretString, xpub: &str| {
            let xprv = open_ecdh_xprv(&encrypted_xprv, password)?;
            open_token_with(&sealed, &xprv, path, xpub).map(|it| it.expose_secret().to_owned())
        };
        assert_eq!(open("m/17/3", &password, &server_xpub).unwrap(), "v2xabc");
        assert_eq!(open("m/17/4", &password, &server_xpub), Err(IssuanceError::ServerKey));
        assert_eq!(open("17/3", &"Login".into(), &server_xpub), Err(IssuanceError::Password));
        assert_eq!(open("17/3", &password, &ecdh::xpub_of(&person).unwrap()), Err(IssuanceError::ServerKey));
        assert!(matches!(open("m", &password, &server_xpub), Err(IssuanceError::Keys(_))));
    }
}
