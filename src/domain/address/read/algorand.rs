//! Algorand's addresses: base32 of a public key and the last bytes of its SHA-512/256.

use data_encoding::BASE32_NOPAD;
use sha2::{Digest, Sha512_256};

use super::super::account::Account;
use super::super::error::AddressError;
use super::super::family::AddressFamily;
use super::super::letters::{BASE32, all_of};

const FAMILY: AddressFamily = AddressFamily::Algorand;
const KEY: usize = 32;
const LETTERS: usize = 58;

/// An address of 58 capitals and digits.
pub(super) fn read(body: &str) -> Result<Account, AddressError> {
    all_of(body, BASE32, FAMILY)?;
    if body.len() != LETTERS {
        return Err(AddressError::Length { family: FAMILY, right: "58 characters", found: body.len() });
    }
    let bytes = BASE32_NOPAD.decode(body.as_bytes()).map_err(|_| AddressError::Checksum { likely: None })?;
    match bytes.split_at_checked(KEY) {
        Some((key, _)) if encode(key) == body => Ok(Account::checked(body)),
        _ => Err(AddressError::Checksum { likely: None }),
    }
}

/// The address of a public key.
pub(in super::super) fn encode(key: &[u8]) -> String {
    let hash = Sha512_256::digest(key);
    BASE32_NOPAD.encode(&key.iter().chain(hash.iter().skip(28)).copied().collect::<Vec<u8>>())
}
