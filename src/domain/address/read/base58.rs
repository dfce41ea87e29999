//! Base58 with Bitcoin's checksum, and what else is written so.

use sha2::{Digest, Sha256};

use super::super::error::AddressError;
use super::super::family::AddressFamily;
use super::super::letters::{BASE58, all_of};

/// No address in base58 is longer; decoding takes the square of the length.
const LONGEST: usize = 128;
/// The bytes of the checksum.
pub(super) const CHECKSUM: usize = 4;

/// The bytes of a text in base58.
pub(super) fn decode(body: &str, family: AddressFamily) -> Result<Vec<u8>, AddressError> {
    decode_in(body, bs58::Alphabet::BITCOIN, family)
}

/// The same in another order of the letters.
pub(super) fn decode_in(
    body: &str,
    alphabet: &bs58::Alphabet,
    family: AddressFamily,
) -> Result<Vec<u8>, AddressError> {
    all_of(body, BASE58, family)?;
    let reason = "the length does not fit";
    if body.len() > LONGEST {
        return Err(AddressError::Form { family, reason });
    }
    bs58::decode(body).with_alphabet(alphabet).into_vec().map_err(|_| AddressError::Form { family, reason })
}

/// The bytes without their checksum, which fits. A private key in the same form is refused as one.
pub(super) fn checked(body: &str, family: AddressFamily) -> Result<Vec<u8>, AddressError> {
    let payload = without_checksum(&decode(body, family)?).ok_or(AddressError::Checksum { likely: None })?;
    refuse_keys(&payload)?;
    Ok(payload)
}

/// What stands before a checksum that fits.
pub(super) fn without_checksum(bytes: &[u8]) -> Option<Vec<u8>> {
    let (payload, sum) = bytes.split_at_checked(bytes.len().checked_sub(CHECKSUM)?)?;
    (checksum(payload) == sum).then(|| payload.to_vec())
}

/// The first bytes of SHA-256 over SHA-256.
pub(super) fn checksum(payload: &[u8]) -> [u8; CHECKSUM] {
    let hash: [u8; 32] = Sha256::digest(Sha256::digest(payload)).into();
    [hash[0], hash[1], hash[2], hash[3]]
}

/// A payload with its checksum, in base58.
pub(in super::super) fn encode(payload: &[u8]) -> String {
    bs58::encode([payload, &checksum(payload)].concat()).into_string()
}

/// Keys in Bitcoin's form for wallets: `version + 128`, 32 bytes, and a mark where the public key is compressed; extended
/// keys of BIP 32.
fn refuse_keys(payload: &[u8]) -> Result<(), AddressError> {
    const EXTENDED_PRIVATE: [[u8; 4]; 2] = [[0x04, 0x88, 0xad, 0xe4], [0x04, 0x35, 0x83, 0x94]];
    match payload {
        [0x80..=0xff, rest @ ..] if rest.len() == 32 || (rest.len() == 33 && rest.last() == Some(&1)) => {
            Err(AddressError::PrivateKey)
        }
        [a, b, c, d, rest @ ..] if rest.len() == 74 => {
            if EXTENDED_PRIVATE.contains(&[*a, *b, *c, *d]) {
                Err(AddressError::PrivateKey)
            } else {
                Err(AddressError::NotPayable { what: "an extended public key" })
            }
        }
        _ => Ok(()),
    }
}
