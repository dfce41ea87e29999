//! The exact totals of each coin over many wallets, and where the platform's own differ.

use std::collections::BTreeMap;

use super::{CoinBalance, Wallet};
use crate::domain::amount::{Balance, BaseUnits};

/// One coin's wallets together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoinTotal {
    /// The coin's ticker.
    pub coin: String,
    /// How many wallets hold it.
    pub count: usize,
    /// The sum of the balances that are whole numbers.
    pub total: BaseUnits,
    /// How many balances are no whole numbers, and so are not in the sum.
    pub unreadable: usize,
    /// How many balances were not told.
    pub missing: usize,
}

impl CoinTotal {
    /// Every coin of these wallets, by name.
    pub fn of<'w>(wallets: impl Iterator<Item = &'w Wallet>) -> Vec<Self> {
        let mut by_coin: BTreeMap<&str, Self> = BTreeMap::new();
        for wallet in wallets {
            let new = || Self { coin: wallet.coin.to_string(), ..Self::default() };
            let total = by_coin.entry(&wallet.coin).or_insert_with(new);
            total.count += 1;
            match &wallet.balance {
                Some(Balance::Exact(amount)) => total.total += amount,
                Some(Balance::Unreadable(_)) => total.unreadable += 1,
                None => total.missing += 1,
            }
        }
        by_coin.into_values().collect()
    }

    /// How many balances are in the sum. A sum of none is no zero.
    pub fn summed(&self) -> usize {
        self.count - self.unreadable - self.missing
    }

    /// The platform's own total where it is not the sum of the wallets. Sums that lack a balance are not compared.
    pub fn differing<'t>(&self, platform: &'t [CoinBalance]) -> Option<&'t BaseUnits> {
        let stated = platform.iter().find(|total| total.coin == self.coin)?;
        let stated = stated.balance.as_ref().and_then(Balance::exact)?;
        (self.summed() == self.count && *stated != self.total).then_some(stated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(coin: &str, balance: &str) -> CoinBalance {
        let balance = Some(Balance::from_wire(balance));
        CoinBalance { coin: coin.to_owned(), balance, ..CoinBalance::default() }
    }

    #[test]
    fn only_a_readable_total_that_differs_is_pointed_out() {
        let sum = |unreadable| CoinTotal {
            coin: "tbtc".to_owned(),
            count: 2,
            total: BaseUnits::from(500_u64),
            unreadable,
            missing: 0,
        };
        assert_eq!(sum(0).differing(&[stated("tbtc", "500")]), None);
        assert_eq!(sum(0).differing(&[stated("tbtc", "501")]), Some(&BaseUnits::from(501_u64)));
        assert_eq!(sum(1).differing(&[stated("tbtc", "501")]), None);
        assert_eq!(sum(0).differing(&[stated("tbtc", "n/a")]), None);
        assert_eq!(sum(0).differing(&[stated("tltc", "501")]), None);
    }
}
