//! What the transaction that was built for a withdrawal of an MPC wallet would pay, held against what was asked for. Both are
//! sent by the platform; what is signed is the built one.

mod compare;
#[cfg(test)]
mod compare_tests;
mod matching;
mod words;

use crate::domain::amount::{Balance, BaseUnits};

/// Somebody who receives money.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recipient {
    /// The address, with a tag or memo where it has one.
    pub address: String,
    /// How much, in base units.
    pub amount: Option<Balance>,
    /// The coin or token, where the platform names one.
    pub coin: Option<String>,
    /// Data that is sent along.
    pub data: Option<String>,
}

/// An output of a built transaction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Output {
    /// Who gets how much.
    pub recipient: Recipient,
    /// The wallet that the address belongs to, by ID, where the platform reports.
    pub wallet: Option<String>,
    /// Whether the platform calls it change.
    pub is_change: bool,
    /// Whether the platform calls it its own fee.
    pub is_platform_fee: bool,
}

/// A transaction that was built, or several that are signed together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnsignedTransaction {
    /// What it pays.
    pub outputs: Vec<Output>,
    /// The addresses that it takes from: they are the wallet's.
    pub inputs: Vec<String>,
    /// What it spends in all, by the platform's word.
    pub spends: Option<Balance>,
    /// What it pays to the chain.
    pub chain_fee: Option<Balance>,
    /// What it pays to the platform.
    pub platform_fee: Option<Balance>,
    /// What of it could not be read.
    pub gaps: Vec<Gap>,
}

/// A withdrawal of an MPC wallet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MpcWithdrawal {
    /// To whom it was asked for.
    pub asked: Vec<Recipient>,
    /// Whether it is told twice what was asked for, and not the same.
    pub is_asked_differently: bool,
    /// What was built; none while nothing is.
    pub built: Option<UnsignedTransaction>,
}

/// The wallet that pays, as far as it is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct PayingWallet<'a> {
    /// By ID.
    pub id: Option<&'a str>,
    /// The coin that the withdrawal is of, by ticker.
    pub coin: &'a str,
    /// Addresses that are known to be its own.
    pub addresses: &'a [&'a str],
}

/// Why a built transaction could not be compared, or not as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// The request names nobody.
    NobodyAsked,
    /// It is told twice who gets how much, and not the same.
    AskedDifferently,
    /// A built transaction is not told in parts, or in parts that could not be read.
    NotTold,
    /// The platform could not validate all of it.
    NotValidated,
    /// A payment without address on either side.
    NoAddress,
    /// What this address gets is no whole number.
    Amount(String),
    /// Of what this address gets it is told on one side alone which coin it is.
    Coin(String),
    /// What data goes along to this address is told on one side alone.
    Data(String),
    /// What is spent in all is no whole number.
    Total,
}

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
    /// It is built, and was not asked for.
    NotAsked(Recipient),
    /// It is built as change, to an address that is not known to be the wallet's.
    UnknownChange(Recipient),
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
    /// Whether anything is built.
    pub is_built: bool,
    /// The coin that the withdrawal is of.
    coin: String,
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
            Self::NotBuilt(asked) => (Some(asked), None),
            Self::NotAsked(built)
            | Self::UnknownChange(built)
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
            other => other.sides().1,
        }
    }
}
