//! Version 1: PBKDF2-HMAC-SHA256 and AES-CCM in SJCL's JSON.

use super::{EnvelopeError, base64_text, bytes, number, required, text};
use aes::{Aes128, Aes192, Aes256};
use ccm::aead::array::ArraySize;
use ccm::aead::{Aead, KeyInit, Payload};
use ccm::consts::{U8, U11, U12, U13, U16};
use ccm::{Ccm, NonceSize, TagSize};
use ring::pbkdf2;
use serde_json::{Map, Value};
use std::num::NonZeroU32;
use zeroize::Zeroizing;

/// More rounds than this are refused before any work.
const MAX_ITERATIONS: u32 = 100_000;
/// Salts and nonces are a few bytes; more is no honest envelope.
const MAX_PARAMETER_BYTES: usize = 1024;

/// What an envelope of version 1 holds besides its ciphertext.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct V1Params {
    /// Nonce, of which the first 11 to 13 bytes count; 16 bytes in new envelopes.
    pub iv: Vec<u8>,
    /// PBKDF2 rounds, 1 to 100,000; 10,000 in new envelopes.
    pub iterations: u32,
    /// Bits of the AES key: 128, 192 or 256.
    pub key_bits: u16,
    /// Bits of the tag: 64, 96 or 128.
    pub tag_bits: u16,
    /// Text that is authenticated but not encrypted.
    pub adata: String,
    /// PBKDF2 salt; 8 bytes in new envelopes.
    pub salt: Vec<u8>,
}

impl V1Params {
    /// Fresh parameters as new envelopes have them.
    pub fn fresh() -> Self {
        let (mut iv, mut salt) = (vec![0; 16], vec![0; 8]);
        rand::fill(&mut iv[..]);
        rand::fill(&mut salt[..]);
        Self { iv, iterations: 10_000, key_bits: 256, tag_bits: 64, adata: String::new(), salt }
    }

    fn checked(&self) -> Result<(), EnvelopeError> {
        if self.iterations > MAX_ITERATIONS {
            return Err(EnvelopeError::TooCostly("over 100,000 rounds"));
        }
        if self.iterations == 0 {
            return Err(EnvelopeError::NotAnEnvelope("no rounds"));
        }
        if !matches!(self.key_bits, 128 | 192 | 256) {
            return Err(EnvelopeError::Unsupported("another key size than 128, 192 and 256 bits"));
        }
        if !matches!(self.tag_bits, 64 | 96 | 128) {
            return Err(EnvelopeError::Unsupported("another tag size than 64, 96 and 128 bits"));
        }
        if self.salt.is_empty()
            || self.salt.len() > MAX_PARAMETER_BYTES
            || self.iv.len() > MAX_PARAMETER_BYTES
        {
            return Err(EnvelopeError::NotAnEnvelope("salt or nonce has an impossible length"));
        }
        Ok(())
    }

    /// CCM spends what the length field does not need on the nonce: 13 bytes below 64 KiB of plaintext,
    /// 12 below 16 MiB, 11 above.
    fn nonce(&self, plaintext_bytes: usize) -> Result<&[u8], EnvelopeError> {
        let length = if plaintext_bytes < 1 << 16 {
            13
        } else if plaintext_bytes < 1 << 24 {
            12
        } else {
            11
        };
        self.iv.get(..length).ok_or(EnvelopeError::Unsupported("a nonce of fewer than 13 bytes"))
    }

    fn key(&self, passphrase: &str) -> Zeroizing<Vec<u8>> {
        let mut key = Zeroizing::new(vec![0; usize::from(self.key_bits / 8)]);
        // Rounds are at least one: `checked` has seen to it.
        let rounds = NonZeroU32::new(self.iterations).unwrap_or(NonZeroU32::MIN);
        pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, rounds, &self.salt, passphrase.as_bytes(), &mut key);
        key
    }
}

pub(super) fn parse(fields: &Map<String, Value>) -> Result<(V1Params, Vec<u8>), EnvelopeError> {
    if text(fields, "mode")?.is_some_and(|mode| mode != "ccm") {
        return Err(EnvelopeError::Unsupported("another mode than CCM"));
    }
    if text(fields, "cipher")?.is_some_and(|cipher| cipher != "aes") {
        return Err(EnvelopeError::Unsupported("another cipher than AES"));
    }
    let small = |name| -> Result<u32, EnvelopeError> {
        Ok(u32::try_from(required(number(fields, name)?)?).unwrap_or(u32::MAX))
    };
    let bits = |name| small(name).map(|bits| u16::try_from(bits).unwrap_or(u16::MAX));
    let params = V1Params {
        iv: required(bytes(fields, "iv")?)?,
        iterations: small("iter")?,
        key_bits: bits("ks")?,
        tag_bits: bits("ts")?,
        adata: unescape(text(fields, "adata")?.unwrap_or_default()),
        salt: required(bytes(fields, "salt")?)?,
    };
    params.checked()?;
    Ok((params, required(bytes(fields, "ct")?)?))
}

pub(super) fn open(params: &V1Params, ciphertext: &[u8], passphrase: &str) -> Result<Vec<u8>, EnvelopeError> {
    let tag_bytes = usize::from(params.tag_bits / 8);
    let plaintext_bytes = ciphertext
        .len()
        .checked_sub(tag_bytes)
        .ok_or(EnvelopeError::NotAnEnvelope("it is shorter than its own tag"))?;
    let nonce = params.nonce(plaintext_bytes)?;
    let key = params.key(passphrase);
    let payload = Payload { msg: ciphertext, aad: params.adata.as_bytes() };
    ccm(Direction::Open, params, &key, nonce, payload).ok_or(EnvelopeError::WrongPassphrase)
}

pub(super) fn seal(plaintext: &str, passphrase: &str, params: &V1Params) -> Result<String, EnvelopeError> {
    params.checked()?;
    let nonce = params.nonce(plaintext.len())?;
    let key = params.key(passphrase);
    let payload = Payload { msg: plaintext.as_bytes(), aad: params.adata.as_bytes() };
    let ciphertext = ccm(Direction::Seal, params, &key, nonce, payload)
        .ok_or(EnvelopeError::TooCostly("the text is too long"))?;
    Ok(format!(
        r#"{{"iv":"{}","v":1,"iter":{},"ks":{},"ts":{},"mode":"ccm","adata":"{}","cipher":"aes","salt":"{}","ct":"{}"}}"#,
        base64_text::encode(&params.iv),
        params.iterations,
        params.key_bits,
        params.tag_bits,
        escape(&params.adata),
        base64_text::encode(&params.salt),
        base64_text::encode(&ciphertext),
    ))
}

#[derive(Clone, Copy)]
enum Direction {
    Open,
    Seal,
}

/// AES-CCM by key size, then by tag size, then by nonce size.
fn ccm(
    direction: Direction,
    params: &V1Params,
    key: &[u8],
    nonce: &[u8],
    payload: Payload<'_, '_>,
) -> Option<Vec<u8>> {
    macro_rules! with_cipher {
        ($cipher:ty) => {
            match params.tag_bits {
                64 => with_tag::<$cipher, U8>(direction, key, nonce, payload),
                96 => with_tag::<$cipher, U12>(direction, key, nonce, payload),
                128 => with_tag::<$cipher, U16>(direction, key, nonce, payload),
                _ => None,
            }
        };
    }
    match params.key_bits {
        128 => with_cipher!(Aes128),
        192 => with_cipher!(Aes192),
        256 => with_cipher!(Aes256),
        _ => None,
    }
}

fn with_tag<C, T>(direction: Direction, key: &[u8], nonce: &[u8], payload: Payload<'_, '_>) -> Option<Vec<u8>>
where
    C: Block,
    T: ArraySize + TagSize,
{
    match nonce.len() {
        13 => with_nonce::<C, T, U13>(direction, key, nonce, payload),
        12 => with_nonce::<C, T, U12>(direction, key, nonce, payload),
        11 => with_nonce::<C, T, U11>(direction, key, nonce, payload),
        _ => None,
    }
}

fn with_nonce<C, T, N>(
    direction: Direction,
    key: &[u8],
    nonce: &[u8],
    payload: Payload<'_, '_>,
) -> Option<Vec<u8>>
where
    C: Block,
    T: ArraySize + TagSize,
    N: ArraySize + NonceSize,
{
    let cipher = Ccm::<C, T, N>::new_from_slice(key).ok()?;
    let nonce = nonce.try_into().ok()?;
    match direction {
        Direction::Open => cipher.decrypt(nonce, payload).ok(),
        Direction::Seal => cipher.encrypt(nonce, payload).ok(),
    }
}

/// What CCM asks of a block cipher, under one name.
trait Block: aes::cipher::BlockSizeUser<BlockSize = U16> + aes::cipher::BlockCipherEncrypt + KeyInit {}
impl Block for Aes128 {}
impl Block for Aes192 {}
impl Block for Aes256 {}

/// JavaScript's `escape`, with which SJCL writes `adata` into its JSON.
fn escape(plain: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(plain.len());
    for unit in plain.encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii_alphanumeric() || b"@*_+-./".contains(&byte) => {
                out.push(char::from(byte));
            }
            // Writing to a String cannot fail.
            Ok(byte) => drop(write!(out, "%{byte:02X}")),
            Err(_) => drop(write!(out, "%u{unit:04X}")),
        }
    }
    out
}

/// JavaScript's `unescape`: `%XX` and `%uXXXX` are UTF-16 units, everything else stands for itself.
fn unescape(escaped: &str) -> String {
    let mut units = Vec::with_capacity(escaped.len());
    let mut rest = escaped;
    while let Some(first) = rest.chars().next() {
        if let Some((unit, length)) = escaped_unit(rest) {
            units.push(unit);
            rest = &rest[length..];
        } else {
            units.extend_from_slice(first.encode_utf16(&mut [0; 2]));
            rest = &rest[first.len_utf8()..];
        }
    }
    String::from_utf16_lossy(&units)
}

fn escaped_unit(text: &str) -> Option<(u16, usize)> {
    let hex = |from: usize, to: usize| {
        let digits = text.get(from..to)?;
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hex.then(|| u16::from_str_radix(digits, 16).ok()).flatten().map(|unit| (unit, to))
    };
    if text.starts_with("%u") {
        hex(2, 6)
    } else if text.starts_with('%') {
        hex(1, 3)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn adata_is_escaped_as_javascript_does() {
        assert_eq!(escape("context ✓ é 𝄞 \"%"), "context%20%u2713%20%E9%20%uD834%uDD1E%20%22%25");
        assert_eq!(unescape("%u2713%E9%zz%u12"), "✓é%zz%u12");
    }

    proptest! {
        #[test]
        fn escaping_goes_both_ways(plain in any::<String>()) {
            prop_assert_eq!(unescape(&escape(&plain)), plain);
        }
    }
}
