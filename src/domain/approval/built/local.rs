//! What will be signed, as far as it is at hand, and what came of reading it on this machine.

use super::comparison::Comparison;
use crate::domain::address::AddressNetwork;
use crate::domain::coin::{Coin, coins};
use crate::domain::transaction::{DecodedTransaction, NetworkFee, NotDecoded, decode, decode_signed};

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

/// A transaction as the platform reports it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToldTransaction {
    /// All of it (`serializedTxHex`), as it came.
    pub serialized: String,
    /// The part that is signed (`signableHex`), as it came.
    pub signable: Option<String>,
}

impl LocalDecoding {
    /// Of one transaction that is told in one form or in several, as they came: with and without a signature it pays the
    /// same. What pays something else counts beside the first. `coin` is that of the withdrawal.
    pub fn of_one(texts: &[String], coin: Option<&str>) -> Self {
        match Self::of_all(texts, coin) {
            Self::Decoded(decoded) => Self::Decoded(forms_of_one(decoded)),
            other => other,
        }
    }

    /// Of all transactions that are signed together, as they came. `coin` is that of the withdrawal.
    pub fn of_all(texts: &[String], coin: Option<&str>) -> Self {
        Self::read(texts, coin, |text, network| decode(text, network))
    }

    /// As [`LocalDecoding::of_all`], where beside each stands the part of it that is signed.
    pub fn of_signed(told: &[ToldTransaction], coin: Option<&str>) -> Self {
        let chain = coin.and_then(|it| coins().get(it)).and_then(Coin::evm_chain).map(|it| it.number);
        Self::read(told, coin, |it, network| {
            decode_signed(&it.serialized, it.signable.as_deref(), network, chain)
        })
    }

    fn read<T>(
        told: &[T],
        coin: Option<&str>,
        decode: impl Fn(&T, &AddressNetwork) -> Result<DecodedTransaction, NotDecoded>,
    ) -> Self {
        if told.is_empty() {
            return Self::NotAtHand;
        }
        let Some(coin) = coin.filter(|it| !it.is_empty()) else {
            return Self::Unread(NO_COIN.to_owned());
        };
        let network = AddressNetwork::of_coin(coin);
        match told.iter().map(|it| decode(it, &network)).collect() {
            Ok(decoded) => Self::Decoded(decoded),
            Err(error) => match &error {
                NotDecoded::Network { .. } => Self::NotPossible(error.to_string()),
                _ => Self::Unread(error.to_string()),
            },
        }
    }
}

/// Those that do the same are one. One form may tell the fee and another not: the largest that is told counts.
fn forms_of_one(decoded: Vec<DecodedTransaction>) -> Vec<DecodedTransaction> {
    let mut each: Vec<DecodedTransaction> = Vec::new();
    for mut form in decoded {
        let fee = form.fee.take();
        let does_same = |it: &&mut DecodedTransaction| {
            DecodedTransaction { fee: None, ..DecodedTransaction::clone(it) } == form
        };
        match each.iter_mut().find(does_same) {
            Some(same) => same.fee = larger(same.fee.take(), fee),
            None => each.push(DecodedTransaction { fee, ..form }),
        }
    }
    each
}

fn larger(one: Option<NetworkFee>, two: Option<NetworkFee>) -> Option<NetworkFee> {
    one.into_iter().chain(two).max_by(|one, two| one.amount.cmp(&two.amount))
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
