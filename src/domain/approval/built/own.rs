//! The addresses of the wallet that pays, each read once.

use std::collections::HashSet;

use super::sides::PayingWallet;
use crate::domain::address::{AddressNetwork, ComparedAddress, Tag};

/// What two spellings of one recipient share: the account and its tag.
pub(super) type ComparedKey = (String, Option<Tag>);

/// The addresses that are known to be the wallet's own, whatever their spelling.
pub(super) struct OwnAddresses<'a> {
    all: HashSet<ComparedKey>,
    network: &'a AddressNetwork,
}

impl<'a> OwnAddresses<'a> {
    pub(super) fn of(wallet: PayingWallet<'_>, network: &'a AddressNetwork) -> Self {
        Self { all: wallet.addresses.iter().map(|it| compared(it, network)).collect(), network }
    }

    pub(super) fn has(&self, address: &str) -> bool {
        !address.is_empty() && self.all.contains(&compared(address, self.network))
    }
}

/// An address as it is compared.
pub(super) fn compared(address: &str, network: &AddressNetwork) -> ComparedKey {
    let address = ComparedAddress::new(address, network);
    (address.account().to_owned(), address.tag().cloned())
}
