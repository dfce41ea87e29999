//! What came of the comparison.

use super::amounts::{exact, sum, times};
use super::fee::ComparedFee;
use super::gap::Gap;
use super::sides::Recipient;
use crate::domain::amount::BaseUnits;

/// A payment as it was asked for and as it was built.
#[derive(Clone, Debug, PartialEq)]
pub enum ComparedPayment {
    /// It is built as it was asked for.
    Same(Recipient),
    /// Something else is built in its place.
    Other {
        /// What was asked for.
        asked: Recipient,
        /// What is built.
        built: Recipient,
    },
    /// It was asked for, and not built.
    NotBuilt(Recipient),
    /// It was asked for; whether it is built is not told.
    NotTold(Recipient),
    /// It is built, and was not asked for.
    NotAsked(Recipient),
    /// It is built as change, to an address that is not known to be the wallet's.
    UnknownChange(Recipient),
    /// It is built and was not asked for. It may be change, and its address is not known to be the wallet's.
    MaybeChange(Recipient),
    /// It comes back to the wallet.
    OwnChange(Recipient),
    /// It is the platform's fee.
    PlatformFee(Recipient),
    /// Whether it is the same could not be told.
    Unclear {
        /// What was asked for.
        asked: Recipient,
        /// What is built.
        built: Recipient,
    },
    /// It is built; who was asked for is not known.
    Unmatched(Recipient),
}

/// The whole of what was asked for and what was built.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Every payment, in the order in which they were asked for.
    pub payments: Vec<ComparedPayment>,
    /// What could not be compared.
    pub gaps: Vec<Gap>,
    /// What the transaction says that it spends, and what its outputs come to, where that is not the same.
    pub other_total: Option<(BaseUnits, BaseUnits)>,
    /// What else differs, of a transaction that was decoded here.
    pub others: Vec<OtherDifference>,
    /// Its network fee, where a transaction that was decoded here tells it.
    pub fee: Option<Box<ComparedFee>>,
    /// Whether anything is built.
    pub is_built: bool,
    /// The coin that the withdrawal is of.
    pub(super) coin: String,
}

/// What differs in a transaction that was decoded here, besides its payments.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OtherDifference {
    /// This contract is to pay, and it is not known to be the wallet's.
    PaidThrough(String),
    /// This contract is to split the sum, and it is not the platform's.
    SplitBy {
        /// The contract.
        found: String,
        /// The platform's own on this network.
        known: String,
    },
    /// It counts on another chain.
    Chain {
        /// The number of the chain that it names.
        found: u64,
        /// That of the withdrawal's chain, and what the chain is called.
        known: (u64, String),
    },
    /// What is to be signed is another transaction.
    Signing,
    /// The platform describes it otherwise than it is.
    Described {
        /// What the platform says that it pays, of that what is not so.
        described: Vec<Recipient>,
        /// What it pays instead.
        decoded: Vec<Recipient>,
    },
}

/// How what was built stands to what was asked for. The sentences say what is different, or why it is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BuiltTransaction {
    /// Nothing is built yet.
    NotBuilt,
    /// It pays exactly what was asked for.
    Agrees,
    /// It pays something else.
    Differs(Vec<String>),
    /// It could not be compared, or not as a whole.
    CannotBeCompared(Vec<String>),
}

impl ComparedPayment {
    /// What was asked for and what is built, as far as there is either.
    pub const fn sides(&self) -> (Option<&Recipient>, Option<&Recipient>) {
        match self {
            Self::Same(both) => (Some(both), Some(both)),
            Self::Other { asked, built } | Self::Unclear { asked, built } => (Some(asked), Some(built)),
            Self::NotBuilt(asked) | Self::NotTold(asked) => (Some(asked), None),
            Self::NotAsked(built)
            | Self::UnknownChange(built)
            | Self::MaybeChange(built)
            | Self::OwnChange(built)
            | Self::PlatformFee(built)
            | Self::Unmatched(built) => (None, Some(built)),
        }
    }
}

impl Comparison {
    /// How what was built stands to what was asked for.
    pub fn verdict(&self) -> BuiltTransaction {
        let differences = self.differences();
        if !differences.is_empty() {
            BuiltTransaction::Differs(differences)
        } else if !self.is_built {
            BuiltTransaction::NotBuilt
        } else if self.gaps.is_empty() {
            BuiltTransaction::Agrees
        } else {
            BuiltTransaction::CannotBeCompared(self.gap_words())
        }
    }

    /// What the platform takes for itself, where it takes anything, and in which coin: it is one alone.
    pub fn platform_fee(&self) -> Option<(BaseUnits, &str)> {
        let fees = self.payments.iter().filter_map(|it| match it {
            ComparedPayment::PlatformFee(fee) => Some((exact(fee)?, self.coin_of(fee))),
            _ => None,
        });
        let fees: Vec<(&BaseUnits, &str)> = fees.collect();
        let (_, coin) = fees.first()?;
        Some((sum(fees.iter().map(|(amount, _)| *amount)), coin))
    }

    /// That fee, what is paid to others in its coin, and the coin, where the fee is more than a hundredth of it. Where nothing
    /// is paid in its coin, there is nothing to hold it against.
    pub(super) fn high_fee(&self) -> Option<(BaseUnits, BaseUnits, &str)> {
        let (fee, coin) = self.platform_fee()?;
        let paid = self.payments.iter().filter_map(|it| self.paid_by(it));
        let paid = sum(paid.filter(|it| self.coin_of(it) == coin).filter_map(exact));
        (paid > BaseUnits::zero() && times(100, &fee) > paid).then_some((fee, paid, coin))
    }

    /// Which coin a payment is in.
    fn coin_of<'a>(&'a self, payment: &'a Recipient) -> &'a str {
        payment.coin.as_deref().unwrap_or(&self.coin)
    }

    /// The addresses that may be the wallet's own, and are not known to be.
    pub fn unknown_addresses(&self) -> Vec<String> {
        let of_payment = |payment: &ComparedPayment| match payment {
            ComparedPayment::UnknownChange(it) | ComparedPayment::MaybeChange(it) => Some(it.address.clone()),
            _ => None,
        };
        let of_other = |other: &OtherDifference| match other {
            OtherDifference::PaidThrough(contract) => Some(contract.clone()),
            _ => None,
        };
        let payments = self.payments.iter().filter_map(of_payment);
        payments.chain(self.others.iter().filter_map(of_other)).collect()
    }

    /// Without what could not be compared of payments, one by one or all of a transaction: another comparison, which knows every
    /// transaction that is told, has done that.
    #[must_use]
    pub fn without_payment_gaps(mut self) -> Self {
        let is_of_payment = |gap: &Gap| {
            matches!(gap, Gap::NotTold | Gap::NoAddress | Gap::Amount(_) | Gap::Coin(_) | Gap::Data(_))
        };
        self.gaps.retain(|gap| !is_of_payment(gap));
        self
    }

    /// Who would be paid if it is signed as it was built: everybody but the wallet itself. Where nothing is built, who was
    /// asked for.
    pub fn paid(&self) -> Vec<Recipient> {
        self.payments.iter().filter_map(|it| self.paid_by(it)).cloned().collect()
    }

    /// Who would be paid by one of its payments.
    pub fn paid_by<'a>(&self, payment: &'a ComparedPayment) -> Option<&'a Recipient> {
        match payment {
            ComparedPayment::OwnChange(_) | ComparedPayment::PlatformFee(_) => None,
            ComparedPayment::NotBuilt(asked) => Some(asked).filter(|_| !self.is_built),
            // It may well be paid.
            ComparedPayment::NotTold(asked) => Some(asked),
            other => other.sides().1,
        }
    }
}
