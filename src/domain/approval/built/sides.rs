//! The two sides: what was asked for, and the transaction that was built for it.

use super::gap::Gap;
use crate::domain::amount::Balance;

/// Somebody who receives money.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
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
    /// Whether it may be change, of which nobody says so: on chains whose transactions have change.
    pub may_be_change: bool,
    /// Whether the platform calls it its own fee.
    pub is_platform_fee: bool,
}

/// A transaction that was built, or several that are signed together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnsignedTransaction {
    /// What it pays.
    pub outputs: Vec<Output>,
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
