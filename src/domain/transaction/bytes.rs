//! The bytes of a transaction from the text that carries them.

use data_encoding::{BASE64, BASE64_NOPAD};

use super::error::NotDecoded;
use super::limits::MOST_BYTES;

/// The bytes of a text in hexadecimal, with or without `0x`, or in base64.
pub(super) fn bytes(text: &str) -> Result<Vec<u8>, NotDecoded> {
    let text = text.trim();
    let digits = text.strip_prefix("0x").unwrap_or(text);
    if digits.is_empty() {
        return Err(NotDecoded::Empty);
    }
    if digits.len() > 2 * MOST_BYTES {
        return Err(NotDecoded::TooLong);
    }
    let bytes = hex::decode(digits)
        .ok()
        .or_else(|| BASE64.decode(text.as_bytes()).ok())
        .or_else(|| BASE64_NOPAD.decode(text.as_bytes()).ok())
        .ok_or(NotDecoded::Text)?;
    if bytes.len() > MOST_BYTES { Err(NotDecoded::TooLong) } else { Ok(bytes) }
}
