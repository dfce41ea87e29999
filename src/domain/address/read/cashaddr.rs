//! Cashaddr of Bitcoin Cash and eCash, and Kaspa's addresses, which use the same code.

use super::super::account::Account;
use super::super::error::AddressError;
use super::super::family::AddressFamily;
use super::super::letters::all_of;
use super::{base58, bech, code, utxo};

/// The letters of the checksum.
const CHECKSUM: usize = 8;

/// The prefix of a family.
pub(in super::super) fn prefix(family: AddressFamily, is_testnet: bool) -> &'static str {
    match (family, is_testnet) {
        (AddressFamily::ECash, false) => "ecash",
        (AddressFamily::ECash, true) => "ectest",
        (AddressFamily::Kaspa, false) => "kaspa",
        (AddressFamily::Kaspa, true) => "kaspatest",
        (_, false) => "bitcoincash",
        (_, true) => "bchtest",
    }
}

/// Cashaddr with or without its prefix, or the older spelling in base58; the normal form is cashaddr with prefix.
pub(super) fn read(body: &str, family: AddressFamily, is_testnet: bool) -> Result<Account, AddressError> {
    let prefix = prefix(family, is_testnet);
    if !body.contains(':') && body.chars().count() <= 36 {
        let older = utxo::read(body, family, is_testnet)?;
        let payload = base58::checked(&older.text, family)?;
        let Some((version, hash)) = payload.split_first() else {
            return Err(AddressError::Checksum { likely: None });
        };
        let is_script = matches!(version, 5 | 196);
        return Ok(Account::checked(encode(prefix, u8::from(is_script) << 3, hash)));
    }
    let (text, bytes) = decode(body, prefix, family)?;
    // The version holds the kind and the length of the hash; others than 20 bytes are not in use, but for P2SH32.
    match bytes.split_first() {
        Some((0 | 8, hash)) if hash.len() == 20 => {}
        Some((0xb, hash)) if hash.len() == 32 => {}
        _ => return Err(AddressError::Form { family, reason: "its kind or length is not in use" }),
    }
    Ok(Account::checked(text))
}

/// An address of Kaspa; the prefix is part of it.
pub(super) fn read_kaspa(body: &str, is_testnet: bool) -> Result<Account, AddressError> {
    let family = AddressFamily::Kaspa;
    let prefix = prefix(family, is_testnet);
    if !body.to_ascii_lowercase().starts_with(&format!("{prefix}:")) {
        return Err(AddressError::Beginning { family, right: format!("{prefix}:") });
    }
    let (text, bytes) = decode(body, prefix, family)?;
    match bytes.split_first() {
        Some((0 | 8, hash)) if hash.len() == 32 => Ok(Account::checked(text)),
        Some((1, key)) if key.len() == 33 => Ok(Account::checked(text)),
        _ => Err(AddressError::Form { family, reason: "its kind or length is not in use" }),
    }
}

/// The text with its prefix, in small letters, and the bytes in it.
fn decode(body: &str, prefix: &str, family: AddressFamily) -> Result<(String, Vec<u8>), AddressError> {
    let lower = body.to_ascii_lowercase();
    let (found, letters) = lower.split_once(':').unwrap_or((prefix, &lower));
    if found != prefix {
        return Err(AddressError::Beginning { family, right: format!("{prefix}:") });
    }
    // The prefix may be written otherwise than the rest.
    let written = body.split_once(':').map_or(body, |(_, letters)| letters);
    if written != letters && written.to_ascii_uppercase() != written {
        return Err(AddressError::MixedCase);
    }
    let before = body.chars().count().saturating_sub(letters.chars().count());
    all_of(letters, bech::LETTERS, family).map_err(|error| error.behind(before))?;
    let values: Vec<u8> = letters.bytes().filter_map(bech::value).collect();
    let left = remainder(prefix, &values);
    if left != 0 {
        let from_end = code::CASHADDR.mistake(left, values.len());
        let likely = from_end.and_then(|it| values.len().checked_sub(it + 1));
        let letter = |at| letters.chars().nth(at).map(|letter| (at + before, letter));
        return Err(AddressError::Checksum { likely: likely.and_then(letter) });
    }
    let held = letters.len().checked_sub(CHECKSUM).and_then(|end| letters.get(..end));
    let bytes = held.and_then(bech::bytes);
    let bytes = bytes.ok_or(AddressError::Form { family, reason: "its length does not fit" })?;
    Ok((format!("{prefix}:{letters}"), bytes))
}

/// The address of a version and a hash.
pub(in super::super) fn encode(prefix: &str, version: u8, hash: &[u8]) -> String {
    let held = bech::letters(&[&[version], hash].concat());
    let values: Vec<u8> = held.bytes().filter_map(bech::value).chain([0; CHECKSUM]).collect();
    let sum = remainder(prefix, &values);
    let letters = (0..CHECKSUM).rev().filter_map(|place| {
        let five = (sum >> (5 * place)) & 31;
        usize::try_from(five).ok().and_then(|it| bech::LETTERS.chars().nth(it))
    });
    format!("{prefix}:{held}{}", letters.collect::<String>())
}

/// What is left of the text: 0 where the checksum fits.
fn remainder(prefix: &str, values: &[u8]) -> u64 {
    let letters = prefix.bytes().map(|it| it & 31).chain([0]).chain(values.iter().copied());
    code::CASHADDR.left_of(letters) ^ code::CASHADDR_LEFT
}
