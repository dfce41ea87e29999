//! Encrypted envelopes: the JSON texts that a passphrase protects (the protocol notes, section 5).
//!
//! Version 1 is the SJCL format (PBKDF2, AES-CCM), version 2 Argon2id with AES-256-GCM. Envelopes come from
//! outside, so everything that costs memory or time is bounded before any work, and no bytes cause a panic.
//! It must never say in an error what was inside.

mod base64_text;
mod v1;
mod v2;

pub use v1::V1Params;
pub use v2::{Argon2Params, V2Params};

use secrecy::SecretString;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

/// Longest envelope that is looked at, in bytes.
pub const MAX_ENVELOPE_BYTES: usize = 16 * 1024 * 1024;

/// Which format to write. Both are always read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// The SJCL format, which every reader knows. The default.
    #[default]
    V1,
    /// Argon2id: costlier to guess, unknown to older readers.
    V2,
}

/// Why an envelope cannot be opened or made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// The passphrase does not open it, or it was changed.
    #[error("Wrong passphrase.")]
    WrongPassphrase,
    /// Not an envelope at all, or incomplete.
    #[error("This is not an encrypted key as BitGo writes them: {0}.")]
    NotAnEnvelope(&'static str),
    /// Well formed, but of a kind that is not read here.
    #[error("The encrypted key uses {0}, which this program does not read.")]
    Unsupported(&'static str),
    /// It asks for more work than is reasonable: a trap or damaged.
    #[error("The encrypted key asks for too much work to open ({0}), so it was not tried.")]
    TooCostly(&'static str),
    /// Opened, but what is inside is no text.
    #[error("The encrypted key opened, but what is inside is not text.")]
    NotText,
}

/// Everything in an envelope besides the ciphertext: with these and the passphrase the same text comes out
/// to the byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Params {
    /// Of version 1.
    V1(V1Params),
    /// Of version 2.
    V2(V2Params),
}

impl Params {
    /// Fresh random parameters as new envelopes have them.
    pub fn fresh(version: Version) -> Self {
        match version {
            Version::V1 => Self::V1(V1Params::fresh()),
            Version::V2 => Self::V2(V2Params::fresh()),
        }
    }

    /// The parameters of an existing envelope, checked against the bounds.
    pub fn of(envelope: &str) -> Result<Self, EnvelopeError> {
        Ok(match parse(envelope)? {
            Parsed::V1(params, _) => Self::V1(params),
            Parsed::V2(params, _) => Self::V2(params),
        })
    }
}

enum Parsed {
    V1(V1Params, Vec<u8>),
    V2(V2Params, Vec<u8>),
}

fn parse(envelope: &str) -> Result<Parsed, EnvelopeError> {
    if envelope.len() > MAX_ENVELOPE_BYTES {
        return Err(EnvelopeError::TooCostly("it is too long"));
    }
    let fields: Map<String, Value> =
        serde_json::from_str(envelope).map_err(|_| EnvelopeError::NotAnEnvelope("it is no JSON object"))?;
    match fields.get("v").and_then(Value::as_u64) {
        Some(1) => v1::parse(&fields).map(|(params, ct)| Parsed::V1(params, ct)),
        Some(2) => v2::parse(&fields).map(|(params, ct)| Parsed::V2(params, ct)),
        Some(_) => Err(EnvelopeError::Unsupported("another version than 1 and 2")),
        None => Err(EnvelopeError::NotAnEnvelope("it names no version")),
    }
}

/// Encrypts with fresh random parameters. Version 2 takes about 0.1 s and 64 MiB: never on the screen's
/// thread.
pub fn encrypt(plaintext: &str, passphrase: &str, version: Version) -> Result<String, EnvelopeError> {
    encrypt_with(plaintext, passphrase, &Params::fresh(version))
}

/// Encrypts with given parameters; the same input gives the same text to the byte. For tests against known
/// vectors and for rewriting; reusing a nonce for another plaintext would give secrets away.
pub fn encrypt_with(plaintext: &str, passphrase: &str, params: &Params) -> Result<String, EnvelopeError> {
    match params {
        Params::V1(params) => v1::seal(plaintext, passphrase, params),
        Params::V2(params) => v2::seal(plaintext, passphrase, params),
    }
}

/// Opens an envelope of either version.
pub fn decrypt(envelope: &str, passphrase: &str) -> Result<SecretString, EnvelopeError> {
    let plaintext = Zeroizing::new(match parse(envelope)? {
        Parsed::V1(params, ciphertext) => v1::open(&params, &ciphertext, passphrase)?,
        Parsed::V2(params, ciphertext) => v2::open(&params, &ciphertext, passphrase)?,
    });
    std::str::from_utf8(&plaintext).map(SecretString::from).map_err(|_| EnvelopeError::NotText)
}

fn text<'a>(fields: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>, EnvelopeError> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(EnvelopeError::NotAnEnvelope("a field has the wrong type")),
    }
}

fn bytes(fields: &Map<String, Value>, name: &str) -> Result<Option<Vec<u8>>, EnvelopeError> {
    let Some(text) = text(fields, name)? else { return Ok(None) };
    base64_text::decode(text).map(Some).ok_or(EnvelopeError::NotAnEnvelope("a field is not base64"))
}

fn number(fields: &Map<String, Value>, name: &str) -> Result<Option<u64>, EnvelopeError> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => {
            value.as_u64().map(Some).ok_or(EnvelopeError::NotAnEnvelope("a number is not a whole one"))
        }
    }
}

fn required<T>(value: Option<T>) -> Result<T, EnvelopeError> {
    value.ok_or(EnvelopeError::NotAnEnvelope("a field is missing"))
}

#[cfg(test)]
mod tests;
