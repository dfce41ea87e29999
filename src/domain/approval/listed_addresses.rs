//! The addresses of a hundred thousand wallets, shared by everything that is checked against them: they are brought into the
//! spelling in which they are compared once for each network, not once for each approval.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use super::own_wallet::WalletAddress;
use crate::domain::address::{AddressFamily, AddressNetwork, ComparedAddress};

/// So many networks are kept; a person works through approvals of few coins at a time.
const KEPT: usize = 2;

/// Addresses of wallets. Cheap to clone.
#[derive(Clone, Default)]
pub struct ListedAddresses(Arc<Content>);

#[derive(Default)]
struct Content {
    all: Vec<WalletAddress>,
    /// The newest first.
    compared: Mutex<Vec<(AddressNetwork, Arc<[ListedAddress]>)>>,
}

/// What was read of the wallets that the person has a role on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListedWallets {
    /// Their addresses.
    pub addresses: ListedAddresses,
    /// Whether the list was read to its end; else a wallet of one's own may not be among them.
    pub is_whole: bool,
}

/// One of them as it is compared on a network.
#[derive(Debug, PartialEq, Eq)]
pub struct ListedAddress {
    /// The address as it is compared.
    pub address: ComparedAddress,
    /// Its place among all.
    place: usize,
}

impl ListedAddresses {
    /// Those that can be an address of this network, or pass for one, in their order: one that is spelt otherwise is neither.
    pub(super) fn on(&self, network: &AddressNetwork) -> Arc<[ListedAddress]> {
        let mut compared = self.0.compared.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, found)) = compared.iter().find(|(of, _)| of == network) {
            return Arc::clone(found);
        }
        let spelling = network.family.map(AddressFamily::spelling);
        let fits = |wallet: &WalletAddress| {
            let own = wallet.family.map(AddressFamily::spelling);
            own.is_none() || spelling.is_none() || own == spelling
        };
        let fitting = self.0.all.iter().enumerate().filter(|(_, wallet)| fits(wallet));
        let made = |(place, wallet): (usize, &WalletAddress)| ListedAddress {
            address: ComparedAddress::new(&wallet.address, network),
            place,
        };
        let found: Arc<[ListedAddress]> = fitting.map(made).collect();
        compared.insert(0, (network.clone(), Arc::clone(&found)));
        compared.truncate(KEPT);
        found
    }

    /// Whether both are one in memory, so that what was compared with one is compared with the other.
    pub fn is_shared_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// The wallet that one of them belongs to.
    pub(super) fn wallet(&self, listed: &ListedAddress) -> Option<&WalletAddress> {
        self.0.all.get(listed.place)
    }
}

impl Deref for ListedAddresses {
    type Target = [WalletAddress];

    fn deref(&self) -> &[WalletAddress] {
        &self.0.all
    }
}

impl From<Vec<WalletAddress>> for ListedAddresses {
    fn from(all: Vec<WalletAddress>) -> Self {
        Self(Arc::new(Content { all, compared: Mutex::default() }))
    }
}

impl PartialEq for ListedAddresses {
    fn eq(&self, other: &Self) -> bool {
        self.is_shared_with(other) || self.0.all == other.0.all
    }
}

impl Eq for ListedAddresses {}

impl fmt::Debug for ListedAddresses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.all.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_that_are_spelt_alike_are_compared_with_each_other() {
        for (own, address, on, fits) in [
            ("bsv", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "btc", true),
            ("bch", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "tbtc", true),
            ("btc", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "bsv", true),
            ("ltc", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "btc", true),
            ("eth", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "xdc", true),
            ("rbtc", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "eth", true),
            ("sui", "0x02a212de6a9dfa3a69e22387acfbafbb1a9e591bd9d636e7895dcfc8de05f331", "apt", true),
            ("trx", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "btc", false),
            ("xrp", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "eth", false),
        ] {
            let family = AddressNetwork::of_coin(own).family;
            assert!(family.is_some(), "{own}");
            let all = ListedAddresses::from(vec![wallet(address, family)]);
            assert_eq!(all.on(&AddressNetwork::of_coin(on)).len(), usize::from(fits), "{own} on {on}");
        }
    }

    fn wallet(address: &str, family: Option<AddressFamily>) -> WalletAddress {
        WalletAddress { address: address.to_owned(), family, ..WalletAddress::default() }
    }

    #[test]
    fn a_network_is_compared_once_and_with_its_own_family_alone() {
        let of = |coin: &str| AddressNetwork::of_coin(coin);
        let (evm, utxo) = (of("eth").family, of("btc").family);
        let all = ListedAddresses::from(vec![
            wallet("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", evm),
            wallet("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", utxo),
            wallet("whatever this is", None),
        ]);
        let on = |coin: &str| -> Vec<String> {
            let found = all.on(&of(coin));
            found.iter().filter_map(|it| all.wallet(it)).map(|it| it.address.clone()).collect()
        };
        assert_eq!(on("polygon"), [all[0].address.as_str(), all[2].address.as_str()]);
        assert_eq!(on("tbtc"), [all[1].address.as_str(), all[2].address.as_str()]);
        assert_eq!(on("a coin that nobody knows").len(), 3);
        assert!(Arc::ptr_eq(&all.on(&of("tbtc")), &all.clone().on(&of("tbtc"))), "it is shared");
        for coin in ["btc", "eth", "polygon"] {
            on(coin);
        }
        assert_eq!(all.0.compared.lock().unwrap_or_else(PoisonError::into_inner).len(), KEPT);
    }
}
