//! SS58: base58 of a chain's number, a public key and two bytes of `BLAKE2b`.

use blake2::{Blake2b512, Digest};

use super::super::account::Account;
use super::super::error::AddressError;
use super::super::family::AddressFamily;
use super::base58;

/// The number that every chain of the kind may use, and that test networks do.
const GENERIC: u8 = 42;

/// The chain's number.
pub(in super::super) fn number(family: AddressFamily, is_testnet: bool) -> u8 {
    match (family, is_testnet) {
        (AddressFamily::Polkadot, false) => 0,
        (AddressFamily::Polymesh, false) => 12,
        _ => GENERIC,
    }
}

/// An address of 32 bytes with the chain's own number.
pub(super) fn read(body: &str, family: AddressFamily, is_testnet: bool) -> Result<Account, AddressError> {
    let bytes = base58::decode(body, family)?;
    let Some((payload, sum)) = bytes.split_at_checked(bytes.len().saturating_sub(2)) else {
        return Err(AddressError::Checksum { likely: None });
    };
    let right = number(family, is_testnet);
    match payload.split_first() {
        Some((number, key)) if key.len() == 32 => {
            if checksum(payload) != sum {
                return Err(AddressError::Checksum { likely: None });
            }
            if *number == right {
                return Ok(Account::checked(body));
            }
            Err(AddressError::beginning(family, is_testnet))
        }
        _ => {
            let right = "32 bytes behind their number, which are 46 to 48 characters";
            Err(AddressError::Length { family, right, found: body.len() })
        }
    }
}

/// The address of a public key.
pub(in super::super) fn encode(number: u8, key: &[u8]) -> String {
    let payload = [&[number], key].concat();
    bs58::encode([payload.as_slice(), &checksum(&payload)].concat()).into_string()
}

fn checksum(payload: &[u8]) -> [u8; 2] {
    let hash = Blake2b512::new().chain_update("SS58PRE").chain_update(payload).finalize();
    [hash[0], hash[1]]
}
