//! Tron's addresses: base58 of the byte 0x41 and 20 bytes, or the same bytes in hexadecimal.

use super::super::account::Account;
use super::super::error::AddressError;
use super::super::family::AddressFamily;
use super::base58;

const FAMILY: AddressFamily = AddressFamily::Tron;

/// The normal form is base58.
pub(super) fn read(body: &str) -> Result<Account, AddressError> {
    if body.len() == 42 && body.starts_with("41") {
        let bytes = hex::decode(body).map_err(|_| AddressError::Form {
            family: FAMILY,
            reason: "behind 41 belong 40 hexadecimal digits",
        })?;
        return Ok(Account::unchecked(base58::encode(&bytes)));
    }
    let beginning = AddressError::beginning(FAMILY, false);
    if !body.starts_with('T') {
        return Err(beginning);
    }
    let payload = base58::checked(body, FAMILY)?;
    if payload.first() == Some(&0x41) && payload.len() == 21 {
        Ok(Account::checked(body))
    } else {
        Err(beginning)
    }
}
