//! A transaction that was decoded here, held against what was asked for, against what the platform says of it, and against
//! what is known of the wallet and its chain.

use super::amounts::{exact, sum};
use super::comparison::{ComparedPayment, Comparison, OtherDifference};
use super::decoded_sides::ChainOf;
use super::fee::ComparedFee;
use super::gap::Gap;
use super::local::{LocalCheck, LocalDecoding};
use super::own::OwnAddresses;
use super::sides::{MpcWithdrawal, PayingWallet, Recipient, UnsignedTransaction};
use crate::domain::address::{AddressFamily, same_address};
use crate::domain::amount::Balance;
use crate::domain::coin::Coin;
use crate::domain::each_once::each_once;
use crate::domain::transaction::{DecodedTransaction, Destination, NetworkFee, Signing};

impl LocalDecoding {
    /// Holds what was decoded against a withdrawal, and its network fee against the one that the platform reports.
    pub fn check(
        &self,
        withdrawal: &MpcWithdrawal,
        fee: Option<&Balance>,
        wallet: PayingWallet<'_>,
    ) -> LocalCheck {
        let decoded = match self {
            Self::NotAtHand => return LocalCheck::NotAtHand,
            Self::NotPossible(why) => return LocalCheck::NotPossible(why.clone()),
            Self::Unread(why) => return LocalCheck::Unread(why.clone()),
            Self::Decoded(decoded) => decoded,
        };
        let chain = ChainOf::new(wallet.coin);
        let described = withdrawal.built.as_ref();
        let (asked, paid) = (withdrawal.asked.iter(), described.into_iter().flat_map(|it| &it.outputs));
        let seen: Vec<&str> =
            asked.chain(paid.map(|it| &it.recipient)).map(|it| it.address.as_str()).collect();
        let mut built = chain.unsigned(decoded, &seen);
        let others = described.and_then(|it| described_otherwise(it, &built, wallet, &chain));
        if let Some(described) = described {
            chain.mark(&mut built.outputs, &described.outputs);
            built.platform_fee.clone_from(&described.platform_fee);
        }
        built.gaps = decoded.iter().flat_map(|it| gaps(it, &chain)).collect();
        let asked = chain.asked(&withdrawal.asked);
        let is_asked_differently = withdrawal.is_asked_differently;
        let mut comparison =
            MpcWithdrawal { asked, is_asked_differently, built: Some(built) }.compare(wallet);
        let own = OwnAddresses::of(wallet, &chain.network);
        let of_chain = decoded.iter().flat_map(|it| of_chain(it, &own, &chain));
        comparison.others = each_once(of_chain.chain(others).collect());
        comparison.fee = compared_fee(decoded, fee, &comparison, &chain).map(Box::new);
        LocalCheck::Compared(comparison)
    }
}

/// The network fee, where every transaction tells its own.
fn compared_fee(
    decoded: &[DecodedTransaction],
    stated: Option<&Balance>,
    comparison: &Comparison,
    chain: &ChainOf<'_>,
) -> Option<ComparedFee> {
    use ComparedPayment::{MaybeChange, UnknownChange};
    let found = NetworkFee::of_all(decoded.iter().map(|it| it.fee.as_ref()))?;
    let (coin, named) = chain.fee_coin()?;
    // What may come back makes no fee look small.
    let is_paid = |it: &&ComparedPayment| !matches!(it, MaybeChange(_) | UnknownChange(_));
    let paid = comparison.payments.iter().filter(is_paid).filter_map(|it| comparison.paid_by(it));
    let paid = paid.filter(|it| it.coin.as_deref() == Some(&named)).filter_map(exact);
    let paid = Some(sum(paid)).filter(|it| !it.is_zero());
    Some(ComparedFee { found, stated: stated.and_then(Balance::exact).cloned(), paid, coin: coin.to_owned() })
}

/// What was decoded and is nobody's payment.
fn gaps(decoded: &DecodedTransaction, chain: &ChainOf<'_>) -> Vec<Gap> {
    let data = decoded.outputs.iter().filter_map(|output| match output.to {
        Destination::Data(bytes) if output.amount.is_zero() => Some(Gap::CarriesData(bytes)),
        _ => None,
    });
    let knows_batcher = chain.facts.and_then(Coin::evm_chain).is_some_and(|it| it.batcher.is_some());
    let splits = decoded.split_by.clone().filter(|_| !knows_batcher).map(Gap::SplitBy);
    let evm = chain.facts.and_then(Coin::evm_chain);
    let is_evm = matches!(
        chain.network.family,
        Some(AddressFamily::Evm | AddressFamily::Rootstock | AddressFamily::Xdc)
    );
    let lacks_chain = (is_evm && (evm.is_none() || decoded.chain.is_none())).then_some(Gap::Chain);
    let not_signed = (decoded.signing == Signing::NotKnown).then_some(Gap::Signing);
    data.chain(splits).chain(lacks_chain).chain(not_signed).collect()
}

/// Who pays, who splits, on which chain it counts, and whether it is what is signed.
fn of_chain(
    decoded: &DecodedTransaction,
    own: &OwnAddresses<'_>,
    chain: &ChainOf<'_>,
) -> Vec<OtherDifference> {
    let through = decoded.through.clone().filter(|it| !own.has(it)).map(OtherDifference::PaidThrough);
    let evm = chain.facts.and_then(Coin::evm_chain);
    let batcher = decoded.split_by.clone().zip(evm.and_then(|it| it.batcher));
    let split_by = batcher
        .filter(|(found, known)| !same_address(found, known, &chain.network))
        .map(|(found, known)| OtherDifference::SplitBy { found, known: known.to_owned() });
    let other_chain =
        decoded.chain.zip(evm).filter(|(found, known)| *found != known.number).map(|(found, known)| {
            OtherDifference::Chain { found, known: (known.number, chain.network.words.clone()) }
        });
    let signing = (decoded.signing == Signing::Other).then_some(OtherDifference::Signing);
    through.into_iter().chain(split_by).chain(other_chain).chain(signing).collect()
}

/// Where the platform describes it otherwise than it is: payments that are not in it, and those that it keeps quiet about.
fn described_otherwise(
    described: &UnsignedTransaction,
    decoded: &UnsignedTransaction,
    wallet: PayingWallet<'_>,
    chain: &ChainOf<'_>,
) -> Option<OtherDifference> {
    // Where there is no change, what is called so stays where it is.
    let is_paid = |is_change: bool| chain.has_change() || !is_change;
    let outputs = described.outputs.iter().filter(|it| is_paid(it.is_change));
    let told: Vec<Recipient> = outputs.map(|it| Recipient { data: None, ..it.recipient.clone() }).collect();
    let withdrawal =
        MpcWithdrawal { asked: chain.asked(&told), built: Some(decoded.clone()), ..MpcWithdrawal::default() };
    let (mut described, mut decoded) = (Vec::new(), Vec::new());
    for payment in withdrawal.compare(wallet).payments {
        match payment {
            ComparedPayment::Other { asked, built } => {
                described.push(asked);
                decoded.push(built);
            }
            ComparedPayment::NotBuilt(asked) => described.push(asked),
            ComparedPayment::NotAsked(built) => decoded.push(built),
            _ => {}
        }
    }
    let differs = !(described.is_empty() && decoded.is_empty());
    differs.then_some(OtherDifference::Described { described, decoded })
}
