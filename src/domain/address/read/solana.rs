//! Solana's addresses: a public key in base58. There is no checksum.

use super::super::account::Account;
use super::super::error::AddressError;
use super::super::family::AddressFamily;
use super::base58;

const FAMILY: AddressFamily = AddressFamily::Solana;

/// 32 bytes; 64 are a key pair.
pub(super) fn read(body: &str) -> Result<Account, AddressError> {
    match base58::decode(body, FAMILY)?.len() {
        32 => Ok(Account::unchecked(body)),
        64 => Err(AddressError::PrivateKey),
        _ => {
            let right = "32 bytes, which are 32 to 44 characters";
            Err(AddressError::Length { family: FAMILY, right, found: body.len() })
        }
    }
}
