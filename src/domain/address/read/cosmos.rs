//! Bech32 of one chain: the chains of the Cosmos kind, and the P-Chains of Avalanche and Flare.

use super::super::account::Account;
use super::super::error::AddressError;
use super::super::family::{AddressFamily, COSMOS};
use super::bech;

/// What an account's address begins with on a chain of the Cosmos kind.
pub(in super::super) fn prefix(main: &'static str, is_testnet: bool) -> &'static str {
    match COSMOS.iter().find(|chain| chain.main == main) {
        Some(chain) if is_testnet => chain.test,
        _ => main,
    }
}

/// An account: 20 bytes, or 32 of a contract or module.
pub(super) fn read(body: &str, main: &'static str, is_testnet: bool) -> Result<Account, AddressError> {
    let family = AddressFamily::Cosmos(main);
    let prefix = prefix(main, is_testnet);
    let is_validator = body.to_ascii_lowercase().strip_prefix(prefix).is_some_and(|it| it.starts_with("val"));
    if is_validator {
        return Err(AddressError::NotPayable { what: "the address of a validator" });
    }
    of_length(body, prefix, &[20, 32], family)
}

/// What stands before an address on a P-Chain, and the prefix of its bech32.
pub(in super::super) fn chain_prefix(family: AddressFamily, is_testnet: bool) -> &'static str {
    match (family, is_testnet) {
        (AddressFamily::Flare, false) => "flare",
        (AddressFamily::Flare, true) => "costwo",
        (_, false) => "avax",
        (_, true) => "fuji",
    }
}

/// One address of a P-Chain, or the several of a wallet that more than one key signs for, joined by `~`. The normal form
/// has them in order.
pub(super) fn read_p_chain(
    body: &str,
    family: AddressFamily,
    is_testnet: bool,
) -> Result<Account, AddressError> {
    let prefix = chain_prefix(family, is_testnet);
    let (mut read, mut before) = (Vec::new(), 0);
    for part in body.split('~') {
        let address = part
            .strip_prefix("P-")
            .ok_or_else(|| AddressError::Beginning { family, right: format!("P-{prefix}1") })?;
        let account = of_length(address, prefix, &[20], family).map_err(|error| error.behind(before + 2))?;
        read.push(format!("P-{}", account.text));
        before += part.chars().count() + 1;
    }
    read.sort_unstable();
    read.dedup();
    Ok(Account::checked(read.join("~")))
}

fn of_length(
    body: &str,
    prefix: &str,
    lengths: &[usize],
    family: AddressFamily,
) -> Result<Account, AddressError> {
    let found = bech::decode(body, prefix, |_| false, family)?;
    if found.is_m {
        return Err(AddressError::Checksum { likely: None });
    }
    match bech::bytes(&found.data) {
        Some(bytes) if lengths.contains(&bytes.len()) => Ok(Account::checked(found.text)),
        _ => Err(AddressError::Form { family, reason: "its length does not fit" }),
    }
}
