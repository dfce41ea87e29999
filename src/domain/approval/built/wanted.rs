//! Which output a payment that was asked for wants, from what fits it best to what fits it least.

use super::amounts::exact;
use super::pool::{Key, Told, data};
use super::sides::Recipient;
use crate::domain::amount::BaseUnits;

/// A payment that was asked for.
pub(super) struct Asked<'a> {
    pub(super) recipient: &'a Recipient,
    amount: Option<&'a BaseUnits>,
    /// The coin, also where none is named.
    coin: &'a str,
    /// The number of its address, where anything goes there.
    place: Option<usize>,
}

impl<'a> Asked<'a> {
    /// `coin` is the withdrawal's. A payment without address goes nowhere.
    pub(super) fn new(recipient: &'a Recipient, coin: &'a str, place: Option<usize>) -> Self {
        let place = place.filter(|_| !recipient.address.is_empty());
        let coin = recipient.coin.as_deref().unwrap_or(coin);
        Self { recipient, amount: exact(recipient), coin, place }
    }

    /// The same in everything.
    pub(super) fn same(&self) -> Vec<Key<'a>> {
        let key = || Some(Key::Same(self.place?, self.amount?, self.coin, data(self.recipient)));
        Vec::from_iter(key())
    }

    /// Data that is told on one side alone is no difference, and not the same either: it may be how a payment is encoded, or
    /// a call that nobody asked for. Where it was asked for without, outputs without are taken by now.
    pub(super) fn data_not_told(&self) -> Vec<Key<'a>> {
        if data(self.recipient).is_empty() {
            return self.fitting();
        }
        let key = || Some(Key::Same(self.place?, self.amount?, self.coin, "".into()));
        Vec::from_iter(key())
    }

    /// The same but for its data.
    pub(super) fn fitting(&self) -> Vec<Key<'a>> {
        let key = || Some(Key::Fits(self.place?, self.amount?, self.coin));
        Vec::from_iter(key())
    }

    /// Where an amount is no whole number, or a coin is told on one side alone. What fits is taken by now.
    pub(super) fn not_comparable(&self) -> Vec<Key<'a>> {
        let Some(place) = self.place else { return Vec::new() };
        let named = self.recipient.coin.as_deref();
        // A coin that is not named may be any.
        let untold = if named.is_none() { Told::Any } else { Told::As(None) };
        let coins = [untold, named.map_or(Told::Any, |coin| Told::As(Some(coin)))];
        match self.amount {
            None => coins.map(|told| Key::Address(place, told)).into(),
            Some(amount) => {
                let not_exact = coins.map(|told| Key::NotExact(place, told));
                not_exact.into_iter().chain([Key::Amount(place, amount, untold)]).collect()
            }
        }
    }

    /// Whatever goes to its address.
    pub(super) fn same_address(&self) -> Vec<Key<'a>> {
        Vec::from_iter(self.place.map(|place| Key::Address(place, Told::Any)))
    }

    /// The same amount, where one side lacks the address.
    pub(super) fn without_address(&self) -> Vec<Key<'a>> {
        if self.recipient.address.is_empty() {
            return self.anywhere();
        }
        Vec::from_iter(self.amount.map(|amount| Key::NoAddress(amount, self.coin)))
    }

    /// The same amount at any address.
    pub(super) fn anywhere(&self) -> Vec<Key<'a>> {
        Vec::from_iter(self.amount.map(|amount| Key::Anywhere(amount, self.coin)))
    }
}
