//! Version 2: Argon2id, optionally HKDF, and AES-256-GCM.

use super::{EnvelopeError, base64_text, bytes, number, required, text};
use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use argon2::{Algorithm, Argon2};
use hkdf::Hkdf;
use serde::Serialize;
use serde_json::{Map, Value};
use sha2::Sha256;
use zeroize::Zeroizing;

const MAX_MEMORY_KIB: u32 = 262_144;
const MAX_PASSES: u32 = 16;
const MAX_LANES: u32 = 16;
const NONCE_BYTES: usize = 12;
/// Argon2 takes no shorter salt.
const MIN_SALT_BYTES: usize = 8;
const MAX_SALT_BYTES: usize = 1024;
/// Keeps session keys apart from others (the vendor's SDK, version 2 envelopes).
const SESSION_INFO: &[u8] = b"bitgo-v2-session";
/// For envelopes whose passphrase is itself a full-strength secret and that skip Argon2.
const HKDF_ONLY_INFO: &[u8] = b"bitgo-v2-hkdf";

/// What Argon2id is asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argon2Params {
    /// Memory in KiB, at most 262,144; 65,536 in new envelopes.
    pub memory_kib: u32,
    /// Passes, at most 16; 3 in new envelopes.
    pub passes: u32,
    /// Lanes, at most 16; 4 in new envelopes.
    pub lanes: u32,
    /// Salt; 16 bytes in new envelopes.
    pub salt: Vec<u8>,
}

/// What an envelope of version 2 holds besides its ciphertext.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct V2Params {
    /// `None` in envelopes that derive their key by HKDF alone, which are read but not made by default.
    pub argon2: Option<Argon2Params>,
    /// Salt of the second derivation in session envelopes.
    pub hkdf_salt: Option<Vec<u8>>,
    /// 12 bytes.
    pub iv: Vec<u8>,
    /// Text that is authenticated but not encrypted.
    pub adata: Option<String>,
}

impl V2Params {
    /// Fresh parameters as new envelopes have them.
    pub fn fresh() -> Self {
        let (mut salt, mut iv) = (vec![0; 16], vec![0; NONCE_BYTES]);
        rand::fill(&mut salt[..]);
        rand::fill(&mut iv[..]);
        let argon2 = Argon2Params { memory_kib: 65_536, passes: 3, lanes: 4, salt };
        Self { argon2: Some(argon2), hkdf_salt: None, iv, adata: None }
    }

    fn checked(&self) -> Result<(), EnvelopeError> {
        if let Some(argon2) = &self.argon2 {
            argon2.checked()?;
        } else if self.hkdf_salt.is_none() {
            return Err(EnvelopeError::NotAnEnvelope("a field is missing"));
        }
        if self.hkdf_salt.as_ref().is_some_and(|salt| salt.is_empty() || salt.len() > MAX_SALT_BYTES) {
            return Err(EnvelopeError::NotAnEnvelope("the salt has an impossible length"));
        }
        if self.iv.len() != NONCE_BYTES {
            return Err(EnvelopeError::Unsupported("a nonce of other than 12 bytes"));
        }
        Ok(())
    }

    fn key(&self, passphrase: &str) -> Result<Zeroizing<[u8; 32]>, EnvelopeError> {
        let first = self.argon2.as_ref().map(|argon2| argon2.hash(passphrase)).transpose()?;
        let Some(salt) = &self.hkdf_salt else {
            return first.ok_or(EnvelopeError::NotAnEnvelope("a field is missing"));
        };
        let (material, info) = match &first {
            Some(hash) => (hash.as_slice(), SESSION_INFO),
            None => (passphrase.as_bytes(), HKDF_ONLY_INFO),
        };
        let mut key = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(salt), material)
            .expand(info, key.as_mut_slice())
            .map_err(|_| EnvelopeError::NotAnEnvelope("the key cannot be derived"))?;
        Ok(key)
    }
}

impl Argon2Params {
    fn checked(&self) -> Result<(), EnvelopeError> {
        if self.memory_kib > MAX_MEMORY_KIB {
            return Err(EnvelopeError::TooCostly("over 256 MiB of memory"));
        }
        if self.passes > MAX_PASSES || self.lanes > MAX_LANES {
            return Err(EnvelopeError::TooCostly("over 16 passes or lanes"));
        }
        if self.passes == 0 || self.lanes == 0 || self.memory_kib < 8 * self.lanes {
            return Err(EnvelopeError::NotAnEnvelope("its Argon2 parameters are too small"));
        }
        if !(MIN_SALT_BYTES..=MAX_SALT_BYTES).contains(&self.salt.len()) {
            return Err(EnvelopeError::NotAnEnvelope("the salt has an impossible length"));
        }
        Ok(())
    }

    fn hash(&self, passphrase: &str) -> Result<Zeroizing<[u8; 32]>, EnvelopeError> {
        let refused = |_| EnvelopeError::NotAnEnvelope("its Argon2 parameters are refused");
        let params =
            argon2::Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).map_err(refused)?;
        let mut hash = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, argon2::Version::V0x13, params)
            .hash_password_into(passphrase.as_bytes(), &self.salt, hash.as_mut_slice())
            .map_err(refused)?;
        Ok(hash)
    }
}

pub(super) fn parse(fields: &Map<String, Value>) -> Result<(V2Params, Vec<u8>), EnvelopeError> {
    let small = |name| -> Result<Option<u32>, EnvelopeError> {
        Ok(number(fields, name)?.map(|value| u32::try_from(value).unwrap_or(u32::MAX)))
    };
    let argon2 = match (small("m")?, small("t")?, small("p")?, bytes(fields, "salt")?) {
        (Some(memory_kib), Some(passes), Some(lanes), Some(salt)) => {
            Some(Argon2Params { memory_kib, passes, lanes, salt })
        }
        (None, None, None, None) => None,
        _ => return Err(EnvelopeError::NotAnEnvelope("a field is missing")),
    };
    let params = V2Params {
        argon2,
        hkdf_salt: bytes(fields, "hkdfSalt")?,
        iv: required(bytes(fields, "iv")?)?,
        adata: text(fields, "adata")?.map(str::to_owned),
    };
    params.checked()?;
    Ok((params, required(bytes(fields, "ct")?)?))
}

pub(super) fn open(params: &V2Params, ciphertext: &[u8], passphrase: &str) -> Result<Vec<u8>, EnvelopeError> {
    if ciphertext.len() < 16 {
        return Err(EnvelopeError::NotAnEnvelope("it is shorter than its own tag"));
    }
    let key = params.key(passphrase)?;
    let aad = params.adata.as_deref().unwrap_or_default().as_bytes();
    gcm(&key, params)
        .and_then(|(cipher, nonce)| cipher.decrypt(&nonce, Payload { msg: ciphertext, aad }).ok())
        .ok_or(EnvelopeError::WrongPassphrase)
}

pub(super) fn seal(plaintext: &str, passphrase: &str, params: &V2Params) -> Result<String, EnvelopeError> {
    params.checked()?;
    let key = params.key(passphrase)?;
    let aad = params.adata.as_deref().unwrap_or_default().as_bytes();
    let ciphertext = gcm(&key, params)
        .and_then(|(cipher, nonce)| cipher.encrypt(&nonce, Payload { msg: plaintext.as_bytes(), aad }).ok())
        .ok_or(EnvelopeError::TooCostly("the text is too long"))?;
    let argon2 = params.argon2.as_ref();
    let written = Written {
        v: 2,
        m: argon2.map(|it| it.memory_kib),
        t: argon2.map(|it| it.passes),
        p: argon2.map(|it| it.lanes),
        salt: argon2.map(|it| base64_text::encode(&it.salt)),
        hkdf_salt: params.hkdf_salt.as_deref().map(base64_text::encode),
        iv: base64_text::encode(&params.iv),
        ct: base64_text::encode(&ciphertext),
        adata: params.adata.as_deref(),
    };
    serde_json::to_string(&written).map_err(|_| EnvelopeError::NotAnEnvelope("it cannot be written"))
}

fn gcm(key: &[u8; 32], params: &V2Params) -> Option<(Aes256Gcm, aes_gcm::Nonce<aes_gcm::aead::consts::U12>)> {
    let nonce = <[u8; NONCE_BYTES]>::try_from(params.iv.as_slice()).ok()?;
    Some((Aes256Gcm::new_from_slice(key).ok()?, nonce.into()))
}

/// The fields in the order in which the vendor's SDK writes them.
#[derive(Serialize)]
struct Written<'a> {
    v: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    m: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    t: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    p: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    salt: Option<String>,
    #[serde(rename = "hkdfSalt", skip_serializing_if = "Option::is_none")]
    hkdf_salt: Option<String>,
    iv: String,
    ct: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    adata: Option<&'a str>,
}
