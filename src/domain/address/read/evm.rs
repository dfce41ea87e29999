//! Addresses of the EVM chains: 20 bytes in hexadecimal, whose capitals may be a checksum (EIP-55; EIP-1191 on
//! Rootstock).

use sha3::{Digest, Keccak256};

use super::super::account::Account;
use super::super::error::AddressError;
use super::super::family::AddressFamily;
use super::super::letters::{HEX, all_of, behind_0x};

/// The digits behind `0x`.
const DIGITS: usize = 40;

/// An address with small letters only, capitals only, or capitals that fit. The normal form is that of EIP-55.
pub(super) fn read(body: &str, family: AddressFamily, is_testnet: bool) -> Result<Account, AddressError> {
    let xdc = body.strip_prefix("xdc").or_else(|| body.strip_prefix("XDC"));
    let (digits, before) = match (behind_0x(body), xdc.filter(|_| family == AddressFamily::Xdc)) {
        (Some(digits), _) => (digits, 2),
        (None, Some(digits)) => (digits, 3),
        (None, None) => return Err(AddressError::beginning(family, is_testnet)),
    };
    all_of(digits, HEX, family).map_err(|error| error.behind(before))?;
    if digits.len() != DIGITS {
        let right = "40 hexadecimal digits behind 0x";
        return Err(AddressError::Length { family, right, found: digits.len() });
    }
    let lower = digits.to_ascii_lowercase();
    let plain = with_checksum(&lower, "");
    let of_chain = (family == AddressFamily::Rootstock)
        .then(|| with_checksum(&lower, if is_testnet { "310x" } else { "300x" }));
    let normal = format!("0x{plain}");
    if !lower.contains(|letter: char| letter.is_ascii_alphabetic()) {
        return Ok(Account::unchecked(normal));
    }
    if digits == plain || of_chain.as_deref() == Some(digits) {
        return Ok(Account::checked(normal));
    }
    if digits == lower || digits.to_ascii_uppercase() == digits {
        return Ok(Account::unchecked(normal));
    }
    let right = of_chain.unwrap_or(plain);
    let wrong = digits.chars().zip(right.chars()).enumerate().filter(|(_, (is, should))| is != should);
    let wrong = wrong.map(|(at, _)| at + before).collect();
    Err(AddressError::Case { wrong, right: format!("0x{right}") })
}

/// Small digits with the capitals that the hash over them calls for. Rootstock hashes its chain's number before them.
pub(in super::super) fn with_checksum(lower: &str, chain: &str) -> String {
    let hash = Keccak256::digest(format!("{chain}{lower}"));
    let nibbles = hash.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let letters = lower.chars().zip(nibbles);
    letters.map(|(letter, nibble)| if nibble >= 8 { letter.to_ascii_uppercase() } else { letter }).collect()
}
