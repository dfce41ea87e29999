//! Stacks: c32check (SIP-005), Crockford's base 32 with a version and Bitcoin's checksum.

use super::super::account::Account;
use super::super::error::AddressError;
use super::super::family::AddressFamily;
use super::super::letters::all_of;
use super::base58;

const FAMILY: AddressFamily = AddressFamily::Stacks;
const LETTERS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The hash and the checksum.
const BYTES: usize = 24;

/// The versions of accounts: of one key, and of several.
pub(in super::super) fn versions(is_testnet: bool) -> [u8; 2] {
    if is_testnet { [26, 21] } else { [22, 20] }
}

/// An account, or a contract: the account that made it, a point, and its name.
pub(super) fn read(body: &str, is_testnet: bool) -> Result<Account, AddressError> {
    let (account, name) = match body.split_once('.') {
        Some((account, name)) => (account, Some(name)),
        None => (body, None),
    };
    // Letters that are taken for digits count as those.
    let text = account.to_ascii_uppercase().replace('O', "0").replace(['L', 'I'], "1");
    all_of(&text, LETTERS, FAMILY)?;
    let (first, digits) = text.split_at_checked(2).unwrap_or_default();
    let version =
        first.strip_prefix('S').and_then(|it| LETTERS.find(it)).and_then(|it| u8::try_from(it).ok());
    let Some(version) = version.filter(|it| versions(is_testnet).contains(it)) else {
        return Err(AddressError::beginning(FAMILY, is_testnet));
    };
    let hash = decode(digits).ok_or(AddressError::Length {
        family: FAMILY,
        right: "38 to 41 characters",
        found: account.len(),
    })?;
    let (hash, sum) = hash.split_at_checked(BYTES - base58::CHECKSUM).unwrap_or_default();
    if base58::checksum(&[&[version], hash].concat()) != sum || encode(version, hash) != text {
        return Err(AddressError::Checksum { likely: None });
    }
    match name {
        None => Ok(Account::checked(text)),
        Some(name) if is_contract_name(name) => Ok(Account::checked(format!("{text}.{name}"))),
        Some(_) => Err(AddressError::Form {
            family: FAMILY,
            reason: "the contract's name behind the point is not one",
        }),
    }
}

fn is_contract_name(name: &str) -> bool {
    name.starts_with(|it: char| it.is_ascii_alphabetic())
        && name.len() <= 128
        && name.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_'))
}

/// The number that the letters write, in 24 bytes.
fn decode(letters: &str) -> Option<Vec<u8>> {
    if letters.is_empty() || letters.len() > 39 {
        return None;
    }
    let mut bytes = vec![0_u8; BYTES];
    for letter in letters.chars() {
        let mut carry = u16::try_from(LETTERS.find(letter)?).ok()?;
        for byte in bytes.iter_mut().rev() {
            let value = u16::from(*byte) * 32 + carry;
            *byte = u8::try_from(value & 255).ok()?;
            carry = value >> 8;
        }
        if carry > 0 {
            return None;
        }
    }
    Some(bytes)
}

/// The address of a version and a hash. A zero letter stands for each zero byte ahead.
pub(in super::super) fn encode(version: u8, hash: &[u8]) -> String {
    let sum = base58::checksum(&[&[version], hash].concat());
    let mut rest = [hash, &sum].concat();
    let zeros = rest.iter().take_while(|it| **it == 0).count();
    let letter = |place: u8| LETTERS.chars().nth(usize::from(place)).unwrap_or('0');
    let mut letters = Vec::new();
    while rest.iter().any(|it| *it != 0) {
        let mut left = 0_u16;
        for byte in &mut rest {
            let value = (left << 8) | u16::from(*byte);
            *byte = u8::try_from(value >> 5).unwrap_or_default();
            left = value & 31;
        }
        letters.push(letter(u8::try_from(left).unwrap_or_default()));
    }
    letters.extend(vec!['0'; zeros]);
    format!("S{}{}", letter(version), letters.into_iter().rev().collect::<String>())
}
