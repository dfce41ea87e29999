//! What will be signed, as far as it is at hand, and what came of reading it on this machine.

use super::compare::each_once;
use super::comparison::Comparison;
use crate::domain::address::AddressNetwork;
use crate::domain::transaction::{DecodedTransaction, NotDecoded, decode};

/// A transaction that will be signed, read on this machine.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum LocalDecoding {
    /// None is at hand.
    #[default]
    NotAtHand,
    /// It was decoded. Several are signed together.
    Decoded(Vec<DecodedTransaction>),
    /// Transactions of this coin, or what of one is at hand, cannot be decoded here. Why, in a sentence.
    NotPossible(String),
    /// It is at hand, and could not be read. Why, in a sentence.
    Unread(String),
}

/// What came of decoding what will be signed and holding it against the request. Whatever comes of it says nothing of
/// whether the request is right.
#[derive(Clone, Debug, PartialEq)]
pub enum LocalCheck {
    /// No transaction is at hand.
    NotAtHand,
    /// Transactions of this coin, or what of one is at hand, cannot be decoded here. Why, in a sentence.
    NotPossible(String),
    /// It is at hand, and could not be read. Why, in a sentence.
    Unread(String),
    /// It was decoded and compared.
    Compared(Comparison),
}

const NO_COIN: &str = "BitGo does not report the coin of this withdrawal.";

impl LocalDecoding {
    /// Of one transaction that is told in one form or in several, as they came: with and without a signature it pays the
    /// same. What pays something else counts beside the first. `coin` is that of the withdrawal.
    pub fn of_one(texts: &[String], coin: Option<&str>) -> Self {
        match Self::of_all(texts, coin) {
            Self::Decoded(decoded) => Self::Decoded(each_once(decoded)),
            other => other,
        }
    }

    /// Of all transactions that are signed together, as they came. `coin` is that of the withdrawal.
    pub fn of_all(texts: &[String], coin: Option<&str>) -> Self {
        if texts.is_empty() {
            return Self::NotAtHand;
        }
        let Some(coin) = coin.filter(|it| !it.is_empty()) else {
            return Self::Unread(NO_COIN.to_owned());
        };
        let network = AddressNetwork::of_coin(coin);
        match texts.iter().map(|text| decode(text, &network)).collect() {
            Ok(decoded) => Self::Decoded(decoded),
            Err(error) => match &error {
                NotDecoded::Network { .. } => Self::NotPossible(error.to_string()),
                _ => Self::Unread(error.to_string()),
            },
        }
    }
}

impl LocalCheck {
    /// What came of the comparison, where there was one.
    pub fn comparison(&self) -> Option<&Comparison> {
        match self {
            Self::Compared(comparison) => Some(comparison),
            Self::NotAtHand | Self::NotPossible(_) | Self::Unread(_) => None,
        }
    }

    /// That it is at hand and could not be read, in a sentence.
    pub fn unread(&self) -> Option<String> {
        let Self::Unread(why) = self else { return None };
        Some(format!("The built transaction could not be decoded on this computer. {why}"))
    }
}
