//! The XRP Ledger: classic addresses, and X-addresses, which hold the destination tag and the network (XLS-5).

use super::super::account::Account;
use super::super::error::AddressError;
use super::super::family::AddressFamily;
use super::super::tag::Tag;
use super::base58;

const FAMILY: AddressFamily = AddressFamily::Xrp;

/// Both forms; the normal form is the classic address.
pub(super) fn read(body: &str, is_testnet: bool) -> Result<Account, AddressError> {
    let beginning = || AddressError::beginning(FAMILY, is_testnet);
    if !body.starts_with(['r', 'X', 'T', 's']) {
        return Err(beginning());
    }
    let bytes = base58::decode_in(body, bs58::Alphabet::RIPPLE, FAMILY)?;
    let payload = base58::without_checksum(&bytes).ok_or(AddressError::Checksum { likely: None })?;
    match payload.as_slice() {
        [0, hash @ ..] if hash.len() == 20 => Ok(Account::checked(body)),
        [0x21, seed @ ..] if seed.len() == 16 => Err(AddressError::PrivateKey),
        [0x01, 0xe1, 0x4b, seed @ ..] if seed.len() == 16 => Err(AddressError::PrivateKey),
        [0x05, 0x44, rest @ ..] if !is_testnet => of_parts(rest),
        [0x04, 0x93, rest @ ..] if is_testnet => of_parts(rest),
        _ => Err(beginning()),
    }
}

/// The account and tag of an X-address: 20 bytes, whether there is a tag, and the tag in eight bytes, the least first.
fn of_parts(parts: &[u8]) -> Result<Account, AddressError> {
    let odd = AddressError::Form { family: FAMILY, reason: "its tag is in a form that is not in use" };
    let (Some((hash, rest)), true) = (parts.split_at_checked(20), parts.len() == 29) else { return Err(odd) };
    let tag = match rest {
        [0, 0, 0, 0, 0, 0, 0, 0, 0] => None,
        [1, a, b, c, d, 0, 0, 0, 0] => Some(Tag::destination(u32::from_le_bytes([*a, *b, *c, *d]))),
        _ => return Err(odd),
    };
    Ok(Account { tag, ..Account::checked(encode(&[&[0], hash].concat())) })
}

/// A payload with its checksum, in the ledger's order of letters.
pub(in super::super) fn encode(payload: &[u8]) -> String {
    let bytes = [payload, &base58::checksum(payload)].concat();
    bs58::encode(bytes).with_alphabet(bs58::Alphabet::RIPPLE).into_string()
}
