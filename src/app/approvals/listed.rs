//! The addresses of the person's wallets, which recipients are held against.

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use futures::FutureExt;
use futures::future::{BoxFuture, Shared};
use smol_str::SmolStr;
use tokio::task::spawn_blocking;

use crate::app::active_session::ActiveSession;
use crate::bitgo::wallet::{Wallet, WalletUser};
use crate::domain::address::{AddressFamily, AddressNetwork};
use crate::domain::approval::{ListedAddresses, WalletAddress};

/// Reads them from what was sent of the wallets, which takes a second for a hundred thousand: beside the screen's thread,
/// once for all approvals, and then only of wallets that have changed.
#[derive(Default)]
pub(super) struct ListedReader {
    /// The generation of the wallets, and what is read of it.
    newest: Option<(u64, Shared<BoxFuture<'static, AddressBook>>)>,
}

/// The addresses, and the wallets that they were read of.
#[derive(Clone, Default)]
struct AddressBook(Arc<Content>);

#[derive(Default)]
struct Content {
    addresses: ListedAddresses,
    /// In the order of the list, each with the place of its address.
    wallets: Vec<(Weak<Wallet>, Option<usize>)>,
}

impl ListedReader {
    /// Those of the wallets that are here now. Nothing is read before somebody waits for it.
    pub fn addresses(
        &mut self,
        session: &ActiveSession,
    ) -> impl Future<Output = ListedAddresses> + Send + 'static {
        let generation = session.wallets.listing().generation;
        let is_current = self.newest.as_ref().is_some_and(|(of, _)| *of == generation);
        if !is_current {
            let before = self.newest.take().map(|(_, before)| before);
            let (wallets, me) = (Arc::clone(session.wallets.snapshot()), session.me().to_owned());
            let reading = async move {
                let before = match before {
                    Some(before) => before.await,
                    None => AddressBook::default(),
                };
                let book = spawn_blocking(move || AddressBook::of(&wallets, &me, &before));
                book.await.unwrap_or_default()
            };
            self.newest = Some((generation, reading.boxed().shared()));
        }
        let reading = self.newest.as_ref().map(|(_, reading)| reading.clone());
        async move {
            match reading {
                Some(reading) => reading.await.0.addresses.clone(),
                None => ListedAddresses::default(),
            }
        }
    }
}

impl AddressBook {
    fn of(wallets: &[Arc<Wallet>], me: &str, before: &Self) -> Self {
        let mut families = HashMap::new();
        let (mut addresses, mut places) = (Vec::new(), Vec::with_capacity(wallets.len()));
        for (at, wallet) in wallets.iter().enumerate() {
            let address = if before.knows(at, wallet) {
                before.address_at(at).cloned()
            } else {
                address_of(wallet, me, &mut families)
            };
            places.push((Arc::downgrade(wallet), address.is_some().then_some(addresses.len())));
            addresses.extend(address);
        }
        // What is compared with them already stays.
        let is_same = *before.0.addresses == *addresses;
        let addresses = if is_same { before.0.addresses.clone() } else { addresses.into() };
        Self(Arc::new(Content { addresses, wallets: places }))
    }

    /// Whether this very wallet was read, in this place. Whatever changes a wallet puts another in its place.
    fn knows(&self, at: usize, wallet: &Arc<Wallet>) -> bool {
        self.0.wallets.get(at).is_some_and(|(seen, _)| seen.as_ptr() == Arc::as_ptr(wallet))
    }

    /// The address of the wallet in this place, where it has one.
    fn address_at(&self, at: usize) -> Option<&WalletAddress> {
        let (_, place) = self.0.wallets.get(at)?;
        self.0.addresses.get((*place)?)
    }
}

fn address_of(
    wallet: &Wallet,
    me: &str,
    families: &mut HashMap<SmolStr, Option<AddressFamily>>,
) -> Option<WalletAddress> {
    let is_admin = |user: &WalletUser| user.user == me && user.permissions.iter().any(|it| it == "admin");
    let address = wallet.receive_address()?;
    let coin = SmolStr::new(&wallet.coin);
    let family = *families.entry(coin).or_insert_with_key(|coin| AddressNetwork::of_coin(coin).family);
    Some(WalletAddress {
        address,
        wallet: wallet.id.to_string(),
        label: wallet.label.to_string(),
        enterprise: wallet.enterprise.as_ref().map(SmolStr::to_string),
        is_admin: wallet.users.iter().any(is_admin),
        family,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::raw_text::RawText;

    fn wallet(id: &str, address: &str) -> Arc<Wallet> {
        let sent = serde_json::json!({ "receiveAddress": { "address": address } });
        let raw = RawText::of(&sent);
        Arc::new(Wallet { id: id.into(), coin: "tbtc".into(), raw, ..Wallet::default() })
    }

    fn told(book: &AddressBook) -> Vec<&str> {
        book.0.addresses.iter().map(|it| it.address.as_str()).collect()
    }

    #[test]
    fn a_wallet_is_read_once_and_again_where_it_has_changed() {
        let mut wallets = vec![wallet("a", "one"), Arc::new(Wallet::default()), wallet("b", "two")];
        let first = AddressBook::of(&wallets, "me", &AddressBook::default());
        assert_eq!(told(&first), ["one", "two"]);
        assert_eq!(first.0.addresses[0].family, AddressNetwork::of_coin("tbtc").family);
        let is_known = |book: &AddressBook, wallets: &[Arc<Wallet>]| -> Vec<bool> {
            wallets.iter().enumerate().map(|(at, wallet)| book.knows(at, wallet)).collect()
        };
        assert_eq!(is_known(&first, &wallets), [true; 3]);

        // Its balance alone is another: what was compared already is kept.
        Arc::make_mut(&mut wallets[0]).label = "".into();
        wallets.push(Arc::new(Wallet::default()));
        assert_eq!(is_known(&first, &wallets), [false, true, true, false]);
        let second = AddressBook::of(&wallets, "me", &first);
        assert!(second.0.addresses.is_shared_with(&first.0.addresses));

        wallets[2] = wallet("b", "three");
        let third = AddressBook::of(&wallets, "me", &second);
        assert_eq!(told(&third), ["one", "three"]);
        assert!(!third.0.addresses.is_shared_with(&second.0.addresses));
    }
}
