//! The comparison as a whole, and the total.

use super::amounts::{exact, sum};
use super::comparison::{ComparedPayment, Comparison};
use super::gap::Gap;
use super::matching::Matching;
use super::sides::{MpcWithdrawal, Output, PayingWallet, UnsignedTransaction};
use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::each_once::each_once;

impl MpcWithdrawal {
    /// Holds what was built against what was asked for.
    pub fn compare(&self, wallet: PayingWallet<'_>) -> Comparison {
        let Some(built) = &self.built else {
            let payments = self.asked.iter().cloned().map(ComparedPayment::NotBuilt).collect();
            let gaps = Vec::from_iter(self.is_asked_differently.then_some(Gap::AskedDifferently));
            let coin = wallet.coin.to_owned();
            let others = Vec::new();
            return Comparison {
                payments,
                gaps,
                other_total: None,
                others,
                fee: None,
                is_built: false,
                coin,
            };
        };
        let mut matching = Matching::new(&self.asked, &built.outputs, wallet.coin);
        matching.pair_all();
        let mut gaps = built.gaps.clone();
        gaps.extend(self.asked.is_empty().then_some(Gap::NobodyAsked));
        gaps.extend(self.is_asked_differently.then_some(Gap::AskedDifferently));
        let payments = matching.finish(built, wallet, &mut gaps);
        let other_total = other_total(&payments, built, wallet.coin, &mut gaps);
        let (others, coin) = (Vec::new(), wallet.coin.to_owned());
        Comparison { payments, gaps: each_once(gaps), other_total, others, fee: None, is_built: true, coin }
    }
}

/// What it says that it spends, and what its outputs come to, where that is not the same. Whether fees are part of what is
/// spent is not documented, so either is the same; so is change that is not known to be the wallet's, which is said anyway.
/// Of tokens nothing is said: their sums stand elsewhere.
fn other_total(
    payments: &[ComparedPayment],
    built: &UnsignedTransaction,
    coin: &str,
    gaps: &mut Vec<Gap>,
) -> Option<(BaseUnits, BaseUnits)> {
    let is_of_coin = |it: &Output| it.recipient.coin.as_deref().is_none_or(|own| own == coin);
    if !built.outputs.iter().all(is_of_coin) {
        return None;
    }
    let told = match built.spends.as_ref()? {
        Balance::Exact(told) => told,
        Balance::Unreadable(_) => {
            gaps.push(Gap::Total);
            return None;
        }
    };
    let all: Vec<&BaseUnits> = built.outputs.iter().map(|it| exact(&it.recipient)).collect::<Option<_>>()?;
    let mut change = BaseUnits::zero();
    let mut may_be_left_out = Vec::new();
    for payment in payments {
        match payment {
            ComparedPayment::OwnChange(it) => change += exact(it).cloned().unwrap_or_default(),
            ComparedPayment::PlatformFee(it) | ComparedPayment::UnknownChange(it) => {
                may_be_left_out.extend(exact(it).cloned());
            }
            _ => {}
        }
    }
    let leaves = sum(all) - change;
    let chain = built.chain_fee.as_ref().and_then(Balance::exact).cloned().unwrap_or_else(BaseUnits::zero);
    let without = leaves.clone() - sum(&may_be_left_out);
    let sums = [leaves.clone(), without.clone(), leaves.clone() + chain.clone(), without + chain];
    (!sums.contains(told)).then(|| (told.clone(), leaves))
}
