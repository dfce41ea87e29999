//! Tezos: base58 with Bitcoin's checksum, and three bytes ahead that make the first letters.

use super::super::account::Account;
use super::super::error::AddressError;
use super::super::family::AddressFamily;
use super::base58;

const FAMILY: AddressFamily = AddressFamily::Tezos;

/// The bytes ahead of tz1, tz2, tz3, tz4, KT1 and sr1.
pub(in super::super) const PREFIXES: [[u8; 3]; 6] =
    [[6, 161, 159], [6, 161, 161], [6, 161, 164], [6, 161, 166], [2, 90, 121], [6, 124, 117]];

/// An account, contract or rollup; the same on every network.
pub(super) fn read(body: &str) -> Result<Account, AddressError> {
    if ["edsk", "spsk", "p2sk", "edesk"].iter().any(|it| body.starts_with(it)) {
        return Err(AddressError::PrivateKey);
    }
    if !["tz1", "tz2", "tz3", "tz4", "KT1", "sr1"].iter().any(|it| body.starts_with(it)) {
        return Err(AddressError::beginning(FAMILY, false));
    }
    let payload = base58::checked(body, FAMILY)?;
    match payload.split_at_checked(3) {
        Some((ahead, hash)) if hash.len() == 20 && PREFIXES.iter().any(|it| it == ahead) => {
            Ok(Account::checked(body))
        }
        _ => Err(AddressError::Form { family: FAMILY, reason: "its length does not fit" }),
    }
}
