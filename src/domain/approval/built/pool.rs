//! Outputs that belong to no payment yet, found by what they share with one. However many payments ask, each output is
//! looked at a few times in all.

use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};

use super::amounts::exact;
use super::own::{ComparedKey, compared};
use super::sides::{Output, Recipient};
use crate::domain::address::AddressNetwork;
use crate::domain::amount::BaseUnits;

/// The outputs that are not taken, in their order.
pub(super) struct Pool<'a> {
    /// The withdrawal's coin: one that is not named is this.
    coin: &'a str,
    addresses: HashMap<ComparedKey, usize>,
    queues: HashMap<Key<'a>, VecDeque<usize>>,
    is_taken: Vec<bool>,
}

/// What an output has in common with payments that may be it. Addresses are numbers here.
#[derive(PartialEq, Eq, Hash)]
pub(super) enum Key<'a> {
    /// Address, amount, coin and data.
    Same(usize, &'a BaseUnits, &'a str, Cow<'a, str>),
    /// Address, amount and coin.
    Fits(usize, &'a BaseUnits, &'a str),
    /// Address and amount, with the coin as it is told.
    Amount(usize, &'a BaseUnits, Told<'a>),
    /// Address, with the coin as it is told, where the amount is no whole number.
    NotExact(usize, Told<'a>),
    /// Address, with the coin as it is told.
    Address(usize, Told<'a>),
    /// Amount and coin, of what has no address.
    NoAddress(&'a BaseUnits, &'a str),
    /// Amount and coin, whatever the address.
    Anywhere(&'a BaseUnits, &'a str),
}

/// The coin as one side tells it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Told<'a> {
    /// Whatever is told.
    Any,
    /// This, or that none is named.
    As(Option<&'a str>),
}

impl<'a> Pool<'a> {
    /// Of these outputs, whose addresses are of this network.
    pub(super) fn new(built: &'a [Output], coin: &'a str, network: &AddressNetwork) -> Self {
        let is_taken = vec![false; built.len()];
        let mut pool = Self { coin, addresses: HashMap::new(), queues: HashMap::new(), is_taken };
        for (at, output) in built.iter().enumerate() {
            let next = pool.addresses.len();
            let address = compared(&output.recipient.address, network);
            let address = *pool.addresses.entry(address).or_insert(next);
            for key in pool.keys_of(output, address) {
                pool.queues.entry(key).or_default().push_back(at);
            }
        }
        pool
    }

    fn keys_of(&self, output: &'a Output, place: usize) -> Vec<Key<'a>> {
        let (it, amount) = (&output.recipient, exact(&output.recipient));
        let (coin, told) = (self.named(it), Told::As(it.coin.as_deref()));
        let mut keys = Vec::new();
        if !it.address.is_empty() {
            keys.extend([Key::Address(place, Told::Any), Key::Address(place, told)]);
            match amount {
                Some(amount) => keys.extend([
                    Key::Same(place, amount, coin, data(it)),
                    Key::Fits(place, amount, coin),
                    Key::Amount(place, amount, Told::Any),
                    Key::Amount(place, amount, told),
                ]),
                None => keys.extend([Key::NotExact(place, Told::Any), Key::NotExact(place, told)]),
            }
        }
        // Change is nobody's payment unless it goes to its address.
        if let Some(amount) = amount.filter(|_| !output.is_change) {
            keys.push(Key::Anywhere(amount, coin));
            keys.extend(it.address.is_empty().then_some(Key::NoAddress(amount, coin)));
        }
        keys
    }

    /// The number of an address, where anything is paid to it.
    pub(super) fn address(&self, key: &ComparedKey) -> Option<usize> {
        self.addresses.get(key).copied()
    }

    /// The coin that somebody is paid in.
    pub(super) fn named(&self, recipient: &'a Recipient) -> &'a str {
        recipient.coin.as_deref().unwrap_or(self.coin)
    }

    /// Takes the first that has one of these, in the order of the outputs.
    pub(super) fn take(&mut self, keys: impl IntoIterator<Item = Key<'a>>) -> Option<usize> {
        let found = keys.into_iter().filter_map(|key| self.first(&key)).min()?;
        self.is_taken[found] = true;
        Some(found)
    }

    fn first(&mut self, key: &Key<'a>) -> Option<usize> {
        let queue = self.queues.get_mut(key)?;
        while queue.front().is_some_and(|at| self.is_taken[*at]) {
            queue.pop_front();
        }
        queue.front().copied()
    }

    /// Which of them are taken.
    pub(super) fn into_taken(self) -> Vec<bool> {
        self.is_taken
    }
}

/// Data that is sent along, in one spelling.
pub(super) fn data(recipient: &Recipient) -> Cow<'_, str> {
    let data = recipient.data.as_deref().unwrap_or_default();
    let data = data.strip_prefix("0x").unwrap_or(data);
    if data.bytes().any(|it| it.is_ascii_uppercase()) {
        Cow::Owned(data.to_ascii_lowercase())
    } else {
        Cow::Borrowed(data)
    }
}
