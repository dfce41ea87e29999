//! A withdrawal that is asked about, and what is known around it.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::condition::USD_DECIMALS;
use super::filter::CoveredWallet;
use super::truth::Truth;
use crate::domain::amount::BaseUnits;
use crate::domain::coin::coins;

/// Where a withdrawal goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// The address, where one is asked about. Without one, lists are judged by `standing` alone.
    pub address: Option<String>,
    /// How it stands to the wallet's whitelists and past.
    pub standing: Standing,
    /// Whether it is known to be one of the same enterprise's wallets. What is not known to be is outside.
    pub is_own: bool,
}

/// How a destination stands to the wallet's whitelists and past.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It is on a whitelist.
    Whitelisted,
    /// It was paid before, and is on no whitelist.
    Known,
    /// It was never paid, and is on no whitelist.
    New,
}

/// A withdrawal that is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// From which wallet.
    pub wallet: CoveredWallet,
    /// The coin or token, by ticker.
    pub coin: String,
    /// How much, in base units.
    pub amount: BaseUnits,
    /// Where to.
    pub destination: Destination,
    /// Who starts it, by ID.
    pub initiator: String,
    /// When.
    pub at: Timestamp,
}

/// Something that left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// When.
    pub at: Timestamp,
    /// The coin or token, by ticker.
    pub coin: String,
    /// How much, in base units.
    pub amount: BaseUnits,
}

/// What left, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// From this time on all of it is known.
    pub known_from: Timestamp,
    /// What left since then.
    pub payments: Vec<Payment>,
}

/// Prices in US dollars, by ticker. A float never stood between.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prices(BTreeMap<String, BaseUnits>);

/// What is known around a withdrawal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// What left the wallet; none where that is not known.
    pub wallet_past: Option<Past>,
    /// What left all wallets of the enterprise, this one's among them; none where that is not known.
    pub enterprise_past: Option<Past>,
    /// Prices.
    pub prices: Prices,
}

impl Prices {
    /// Takes down the price of one coin, in dollars as they were sent (`67012.53`). False where that is no decimal number
    /// above zero.
    pub fn set(&mut self, coin: &str, dollars: &str) -> bool {
        let price = BaseUnits::from_coin_units(dollars, USD_DECIMALS);
        price.is_ok_and(|price| self.put(coin, price))
    }

    /// The same with the price in units of 10^-[`USD_DECIMALS`] dollars. False where it is not above zero.
    pub fn put(&mut self, coin: &str, price: BaseUnits) -> bool {
        let is_price = !price.is_negative() && !price.is_zero();
        if is_price {
            self.0.insert(coin.to_owned(), price);
        }
        is_price
    }

    /// The price of one coin, in units of 10^-[`USD_DECIMALS`] dollars.
    pub fn of(&self, coin: &str) -> Option<&BaseUnits> {
        self.0.get(coin)
    }

    /// What so much of a coin is worth, scaled so that no digit is lost: in units of 10^-([`USD_DECIMALS`] + the coin's own).
    /// None without a price, and for coins whose decimals are not known.
    pub(super) fn worth(&self, coin: &str, amount: &BaseUnits) -> Option<Worth> {
        let decimals = coins().get(coin)?.decimals;
        Some(Worth { value: amount.times(self.0.get(coin)?), decimals })
    }
}

/// A worth in dollars, exactly.
pub(super) struct Worth {
    value: BaseUnits,
    decimals: u8,
}

/// The digits behind the point of coins that are summed up: no coin has more.
const MOST_DECIMALS: u8 = 36;

impl Worth {
    /// In units of 10^-([`USD_DECIMALS`] + 36), so that coins of all decimals can be added.
    pub(super) fn scaled(&self) -> Option<BaseUnits> {
        Some(self.value.times(&power_of_ten(MOST_DECIMALS.checked_sub(self.decimals)?)))
    }
}

/// A sum of dollars in the unit of [`Worth::scaled`].
pub(super) fn scaled_dollars(threshold: &BaseUnits) -> BaseUnits {
    threshold.times(&power_of_ten(MOST_DECIMALS))
}

fn power_of_ten(zeros: u8) -> BaseUnits {
    BaseUnits::from_coin_units("1", zeros).unwrap_or_default()
}

impl Past {
    /// What is known to have left after `from`; all of it where [`Past::known_from`] is not later.
    pub(super) fn since(&self, from: Timestamp) -> impl Iterator<Item = &Payment> {
        self.payments.iter().filter(move |payment| payment.at > from)
    }
}

/// Whether a rule that names this coin means that one: by its exact ticker, or in any case where only one fits (the
/// specification's examples have `ETH` and `btc`).
pub(super) fn is_same_coin(named: &str, coin: &str) -> bool {
    named == coin
        || coins().get(named).is_none() && coins().get_typed(named).is_some_and(|it| it.name == coin)
}

/// Whether a rule that names this coin is about that one. Of a name that fits none, or several, it cannot be told; the same of
/// the money of a state, which would need its price.
pub(super) fn is_about(named: &str, coin: &str) -> Truth {
    if is_same_coin(named, coin) {
        return Truth::Yes;
    }
    let is_known = coins().get_typed(named).is_some();
    let mut fitting = coins().all().iter().filter(|it| it.name.eq_ignore_ascii_case(named));
    match is_known || fitting.next().is_some() {
        // Of several that are written so it may be any, and none other.
        true if !is_known && coin.eq_ignore_ascii_case(named) => Truth::Unknown,
        true => Truth::No,
        false => Truth::Unknown,
    }
}
