//! Cardano's addresses: bech32 since Shelley (CIP-19), base58 with a CRC-32 in CBOR before (Byron).

use crc::{CRC_32_ISO_HDLC, Crc};

use super::super::account::Account;
use super::super::error::AddressError;
use super::super::family::AddressFamily;
use super::{base58, bech};

const FAMILY: AddressFamily = AddressFamily::Cardano;
const SUM: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);

/// What bech32 addresses begin with.
pub(in super::super) fn prefix(is_testnet: bool) -> &'static str {
    if is_testnet { "addr_test" } else { "addr" }
}

/// An address that can be paid to.
pub(super) fn read(body: &str, is_testnet: bool) -> Result<Account, AddressError> {
    let lower = body.to_ascii_lowercase();
    if lower.starts_with("stake1") || lower.starts_with("stake_test1") {
        return Err(AddressError::NotPayable { what: "a stake address" });
    }
    if lower.starts_with("addr") { shelley(body, is_testnet) } else { byron(body, is_testnet) }
}

/// The first byte holds the kind and the network, the rest one or two hashes of 28 bytes, or one and a pointer.
fn shelley(body: &str, is_testnet: bool) -> Result<Account, AddressError> {
    let found = bech::decode(body, prefix(is_testnet), |_| false, FAMILY)?;
    if found.is_m {
        return Err(AddressError::Checksum { likely: None });
    }
    let bytes = bech::bytes(&found.data).unwrap_or_default();
    let Some((header, hashes)) = bytes.split_first() else {
        return Err(AddressError::Form { family: FAMILY, reason: "its length does not fit" });
    };
    if header & 15 != u8::from(!is_testnet) {
        return Err(AddressError::Form {
            family: FAMILY,
            reason: "its beginning and its network contradict each other",
        });
    }
    let fits = match header >> 4 {
        0..=3 => hashes.len() == 56,
        4 | 5 => (31..=58).contains(&hashes.len()),
        6 | 7 => hashes.len() == 28,
        _ => false,
    };
    if fits {
        Ok(Account::checked(found.text))
    } else {
        Err(AddressError::Form { family: FAMILY, reason: "its kind or length is not in use" })
    }
}

fn byron(body: &str, is_testnet: bool) -> Result<Account, AddressError> {
    let beginning = AddressError::beginning(FAMILY, is_testnet);
    let bytes = base58::decode(body, FAMILY)?;
    // A list of two: bytes that hold CBOR themselves (mark 24), and their checksum.
    let Some((length, rest)) = bytes.strip_prefix(&[0x82, 0xd8, 0x18]).and_then(cbor_bytes) else {
        return Err(beginning);
    };
    let Some((payload, sum)) = rest.split_at_checked(length) else { return Err(beginning) };
    let is_sum = match sum {
        [0x1a, a, b, c, d] => u32::from_be_bytes([*a, *b, *c, *d]) == SUM.checksum(payload),
        // Sums below 2^16 are written shorter.
        [0x19, a, b] => u32::from(u16::from_be_bytes([*a, *b])) == SUM.checksum(payload),
        _ => false,
    };
    if !is_sum {
        return Err(AddressError::Checksum { likely: None });
    }
    // A list of three: the hash of 28 bytes, attributes, and the kind. Only test networks write their number.
    let attributes = payload.strip_prefix(&[0x83, 0x58, 28]).and_then(|it| it.get(28..));
    let Some((attributes, _)) = attributes.and_then(|it| it.split_first()) else { return Err(beginning) };
    let names_network = match payload.get(32..) {
        // Number 2 is the last of one or two attributes.
        Some([2, ..]) => true,
        Some(rest) if *attributes == 0xa2 => second_attribute(rest) == Some(2),
        _ => false,
    };
    if names_network == is_testnet { Ok(Account::checked(body)) } else { Err(beginning) }
}

/// The number of the attribute behind the first, whose value is a string of bytes.
fn second_attribute(attributes: &[u8]) -> Option<u8> {
    let (_, value) = attributes.split_first()?;
    let (length, rest) = cbor_bytes(value)?;
    rest.get(length).copied()
}

/// The length of a string of bytes, and what follows its head.
fn cbor_bytes(text: &[u8]) -> Option<(usize, &[u8])> {
    match text {
        [head @ 0x40..=0x57, rest @ ..] => Some((usize::from(head - 0x40), rest)),
        [0x58, length, rest @ ..] => Some((usize::from(*length), rest)),
        _ => None,
    }
}
