//! Chains that write bytes in hexadecimal: Casper, Aptos, Sui, IOTA, Starknet and the Internet Computer.

use blake2::digest::consts::U32;
use blake2::{Blake2b, Digest};
use crc::{CRC_32_ISO_HDLC, Crc};

use super::super::account::Account;
use super::super::error::AddressError;
use super::super::family::AddressFamily;
use super::super::letters::{HEX, all_of, behind_0x};

/// A public key of Casper: 01 and 32 bytes, or 02 and 33. Its capitals may be a checksum (CEP-57).
pub(super) fn read_casper(body: &str) -> Result<Account, AddressError> {
    let family = AddressFamily::Casper;
    all_of(body, HEX, family)?;
    let (kind, key) = body.split_at_checked(2).unwrap_or_default();
    let digits = match kind {
        "01" => 64,
        "02" => 66,
        _ => return Err(AddressError::beginning(family, false)),
    };
    if key.len() != digits {
        let right = "64 digits behind 01, or 66 behind 02";
        return Err(AddressError::Length { family, right, found: key.len() });
    }
    let right = with_blake_case(key).ok_or(AddressError::Form { family, reason: "it is not hexadecimal" })?;
    let normal = format!("{kind}{right}");
    if key == right {
        return Ok(Account::checked(normal));
    }
    if key.to_ascii_lowercase() == key || key.to_ascii_uppercase() == key {
        return Ok(Account::unchecked(normal));
    }
    let wrong = key.chars().zip(right.chars()).enumerate().filter(|(_, (is, should))| is != should);
    Err(AddressError::Case { wrong: wrong.map(|(at, _)| at + 2).collect(), right: normal })
}

/// The digits with a capital for each letter whose bit of the hash is set, the lowest bit of each byte first.
pub(in super::super) fn with_blake_case(digits: &str) -> Option<String> {
    let hash = Blake2b::<U32>::digest(hex::decode(digits).ok()?);
    let mut bits = hash.iter().flat_map(|byte| (0..8).map(move |bit| (byte >> bit) & 1 == 1));
    let letters = digits.chars().map(|it| it.to_ascii_lowercase());
    let cased = letters.map(|it| {
        if it.is_ascii_alphabetic() && bits.next().unwrap_or(true) { it.to_ascii_uppercase() } else { it }
    });
    Some(cased.collect())
}

/// 32 bytes behind `0x`. Aptos writes its special addresses, whose last digit alone is not zero, short (AIP-40).
pub(super) fn read_32_bytes(body: &str, family: AddressFamily) -> Result<Account, AddressError> {
    let digits = digits(body, family)?;
    let is_short = family == AddressFamily::Aptos && digits.len() == 1;
    if digits.len() != 64 && !is_short {
        let right = "64 hexadecimal digits behind 0x";
        return Err(AddressError::Length { family, right, found: digits.len() });
    }
    Ok(Account::unchecked(format!("0x{:0>64}", digits.to_ascii_lowercase())))
}

/// A field element below 2^251; zeros ahead may be left out.
pub(super) fn read_starknet(body: &str) -> Result<Account, AddressError> {
    let family = AddressFamily::Starknet;
    let digits = digits(body, family)?;
    let number = digits.trim_start_matches('0');
    if digits.len() > 64 || number.len() < 32 {
        let right = "up to 64 hexadecimal digits behind 0x";
        return Err(AddressError::Length { family, right, found: digits.len() });
    }
    if number.len() == 64
        || (number.len() == 63 && !number.starts_with(['0', '1', '2', '3', '4', '5', '6', '7']))
    {
        return Err(AddressError::Form { family, reason: "the number is larger than any address" });
    }
    Ok(Account::unchecked(format!("0x{:0>64}", number.to_ascii_lowercase())))
}

/// An account identifier: a CRC-32 and 28 bytes.
pub(super) fn read_internet_computer(body: &str) -> Result<Account, AddressError> {
    let family = AddressFamily::InternetComputer;
    all_of(body, HEX, family)?;
    let bytes = hex::decode(body).unwrap_or_default();
    match bytes.split_at_checked(4) {
        Some((sum, hash)) if hash.len() == 28 => {
            if internet_computer_sum(hash) == sum {
                Ok(Account::checked(body.to_ascii_lowercase()))
            } else {
                Err(AddressError::Checksum { likely: None })
            }
        }
        _ => Err(AddressError::Length { family, right: "64 hexadecimal digits", found: body.len() }),
    }
}

/// The checksum of an account identifier.
pub(in super::super) fn internet_computer_sum(hash: &[u8]) -> [u8; 4] {
    Crc::<u32>::new(&CRC_32_ISO_HDLC).checksum(hash).to_be_bytes()
}

fn digits(body: &str, family: AddressFamily) -> Result<&str, AddressError> {
    let digits = behind_0x(body).filter(|it| !it.is_empty()).ok_or(AddressError::beginning(family, false))?;
    all_of(digits, HEX, family).map_err(|error| error.behind(2))?;
    Ok(digits)
}
