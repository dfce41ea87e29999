//! Which payment that was asked for is which that was built. Recipients are a multiset: their order says nothing, and one who
//! is named twice has to be paid twice.

use std::collections::HashSet;

use super::amounts::{exact, sum};
use super::comparison::ComparedPayment;
use super::gap::Gap;
use super::own::{OwnAddresses, compared};
use super::pool::{Key, Pool};
use super::sides::{Output, PayingWallet, Recipient, UnsignedTransaction};
use super::wanted::Asked;
use super::words;
use crate::domain::address::AddressNetwork;
use crate::domain::amount::{Balance, BaseUnits};

/// Which built output belongs to which payment that was asked for.
pub(super) struct Matching<'a> {
    asked: Vec<Asked<'a>>,
    built: &'a [Output],
    coin: &'a str,
    network: AddressNetwork,
    /// What became of each payment that was asked for.
    results: Vec<Option<ComparedPayment>>,
    pool: Pool<'a>,
}

impl<'a> Matching<'a> {
    pub(super) fn new(asked: &'a [Recipient], built: &'a [Output], coin: &'a str) -> Self {
        let network = AddressNetwork::of_coin(coin);
        let pool = Pool::new(built, coin, &network);
        let place = |it: &Recipient| pool.address(&compared(&it.address, &network));
        let asked: Vec<_> = asked.iter().map(|it| Asked::new(it, coin, place(it))).collect();
        Self { results: vec![None; asked.len()], asked, built, coin, network, pool }
    }

    /// From what fits best to what fits least: a payment takes no output that another one fits better.
    pub(super) fn pair_all(&mut self) {
        let same = |_, built| ComparedPayment::Same(built);
        let unclear = |asked, built| ComparedPayment::Unclear { asked, built };
        let other = |asked, built| ComparedPayment::Other { asked, built };
        self.pair(Asked::same, same);
        self.pair(Asked::data_not_told, unclear);
        self.pair(Asked::fitting, other);
        self.pair(Asked::not_comparable, unclear);
        self.pair(Asked::same_address, other);
        self.pair(Asked::without_address, unclear);
        self.pair(Asked::anywhere, other);
    }

    /// Pairs each payment that has no output yet with the first that it wants.
    fn pair(
        &mut self,
        wanted: impl Fn(&Asked<'a>) -> Vec<Key<'a>>,
        make: impl Fn(Recipient, Recipient) -> ComparedPayment,
    ) {
        for (asked, result) in self.asked.iter().zip(&mut self.results).filter(|(_, it)| it.is_none()) {
            let found = self.pool.take(wanted(asked));
            *result = found.map(|at| make(asked.recipient.clone(), self.built[at].recipient.clone()));
        }
    }

    #[cfg(test)]
    pub(super) fn into_results(self) -> Vec<Option<ComparedPayment>> {
        self.results
    }

    /// What is left on either side, and why what is unclear is so.
    pub(super) fn finish(
        self,
        built: &UnsignedTransaction,
        wallet: PayingWallet<'_>,
        gaps: &mut Vec<Gap>,
    ) -> Vec<ComparedPayment> {
        // What is not told may be in the part that is not told.
        let is_told = !built.gaps.iter().any(|gap| matches!(gap, Gap::NotTold | Gap::NotAllTold));
        let not_paired = if is_told { ComparedPayment::NotBuilt } else { ComparedPayment::NotTold };
        let results = self.results.into_iter().zip(&self.asked);
        let mut payments: Vec<ComparedPayment> = results
            .map(|(result, asked)| result.unwrap_or_else(|| not_paired(asked.recipient.clone())))
            .collect();
        for payment in &payments {
            if let ComparedPayment::Unclear { asked, built } = payment {
                gaps.push(why_unclear(asked, built, self.coin));
            }
        }
        let left = self.built.iter().zip(self.pool.into_taken()).filter(|(_, is_taken)| !is_taken);
        let left: Vec<&Output> = left.map(|(it, _)| it).collect();
        let own = OwnAddresses::of(wallet, &self.network);
        let is_own = |output: &Output| match output.wallet.as_deref() {
            // Where the platform says whose the address is, that decides. An address that money is taken from is not for
            // that the wallet's: a transaction may take from several.
            Some(of) => wallet.id == Some(of),
            None => own.has(&output.recipient.address),
        };
        let is_fee = is_platform_fee(&left, built, self.coin);
        for output in left {
            let recipient = output.recipient.clone();
            if recipient.address.is_empty() {
                gaps.push(Gap::NoAddress);
            } else if !is_exact(&recipient) {
                gaps.push(Gap::Amount(recipient.address.clone()));
            }
            payments.push(match output {
                output if is_own(output) => ComparedPayment::OwnChange(recipient),
                output if output.is_platform_fee && is_fee => {
                    let amount = words::amount(&recipient, self.coin);
                    gaps.push(Gap::PlatformFee { address: recipient.address.clone(), amount });
                    ComparedPayment::PlatformFee(recipient)
                }
                output if output.is_change => ComparedPayment::UnknownChange(recipient),
                _ if self.asked.is_empty() => ComparedPayment::Unmatched(recipient),
                output if output.may_be_change => ComparedPayment::MaybeChange(recipient),
                _ => ComparedPayment::NotAsked(recipient),
            });
        }
        payments
    }
}

/// Why a payment that was paired could not be compared.
fn why_unclear(asked: &Recipient, built: &Recipient, coin: &str) -> Gap {
    let address = built.address.clone();
    if asked.address.is_empty() || address.is_empty() {
        Gap::NoAddress
    } else if !(is_exact(asked) && is_exact(built)) {
        Gap::Amount(address)
    } else if is_coin_untold(asked, built, coin) {
        Gap::Coin(address)
    } else {
        Gap::Data(address)
    }
}

/// Whether what is called the platform's fee comes to what the platform says that it takes: in one coin, since that is no more
/// than a number.
fn is_platform_fee(left: &[&Output], built: &UnsignedTransaction, coin: &str) -> bool {
    let fees: Vec<&Recipient> = left.iter().filter(|it| it.is_platform_fee).map(|it| &it.recipient).collect();
    let amounts: Option<Vec<&BaseUnits>> = fees.iter().map(|it| exact(it)).collect();
    let coins: HashSet<&str> = fees.iter().map(|it| it.coin.as_deref().unwrap_or(coin)).collect();
    let told = built.platform_fee.as_ref().and_then(Balance::exact);
    coins.len() == 1 && amounts.zip(told).is_some_and(|(amounts, told)| sum(amounts) == *told)
}

fn is_exact(recipient: &Recipient) -> bool {
    exact(recipient).is_some()
}

/// Whether of two coins one is told alone, and is not the withdrawal's.
fn is_coin_untold(one: &Recipient, two: &Recipient, coin: &str) -> bool {
    match (one.coin.as_deref(), two.coin.as_deref()) {
        (Some(told), None) | (None, Some(told)) => told != coin,
        _ => false,
    }
}
