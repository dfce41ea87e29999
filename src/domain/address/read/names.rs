//! Chains whose accounts have names: EOS, and NEAR, where an account may also be a key in hexadecimal.

use super::super::account::Account;
use super::super::error::AddressError;
use super::super::family::AddressFamily;
use super::super::letters::all_of;

/// A name of EOS: up to twelve letters a to z, digits 1 to 5 and points.
pub(super) fn read_eos(body: &str) -> Result<Account, AddressError> {
    let family = AddressFamily::Eos;
    all_of(body, "abcdefghijklmnopqrstuvwxyz12345.", family)?;
    if body.is_empty() || body.len() > 12 {
        return Err(AddressError::Length { family, right: "1 to 12 characters", found: body.len() });
    }
    if body.starts_with('.') || body.ends_with('.') {
        return Err(AddressError::Form { family, reason: "a name neither begins nor ends with a point" });
    }
    Ok(Account::unchecked(body))
}

/// An account of NEAR: named, or a public key of 64 hexadecimal digits, or an Ethereum-like one.
pub(super) fn read_near(body: &str, is_testnet: bool) -> Result<Account, AddressError> {
    let family = AddressFamily::Near;
    all_of(body, "abcdefghijklmnopqrstuvwxyz0123456789-_.", family)?;
    if !(2..=64).contains(&body.len()) {
        return Err(AddressError::Length { family, right: "2 to 64 characters", found: body.len() });
    }
    let parts = body.split(['-', '_', '.']);
    if parts.into_iter().any(str::is_empty) {
        let reason = "points, hyphens and underscores stand alone between letters or digits";
        return Err(AddressError::Form { family, reason });
    }
    // The top-level names say the network; a key has none.
    if top_level_of(body).is_some_and(|is_of_test| is_of_test != is_testnet) {
        let right = if is_testnet {
            "a named account of the test network ends in .testnet"
        } else {
            "a named account ends in .near, one that ends in .testnet is of the test network"
        };
        return Err(AddressError::Form { family, reason: right });
    }
    Ok(Account::unchecked(body))
}

/// Whether a named account is of the test network, where its top-level name says so.
pub(in super::super) fn top_level_of(body: &str) -> Option<bool> {
    match body.rsplit_once('.')?.1 {
        "near" => Some(false),
        "testnet" => Some(true),
        _ => None,
    }
}
