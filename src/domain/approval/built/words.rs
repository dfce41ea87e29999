//! What differs between what was asked for and what was built, and what could not be compared, in sentences.

use super::comparison::{ComparedPayment, Comparison, OtherDifference};
use super::fee::NOT_CHECKED;
use super::gap::Gap;
use super::sides::Recipient;
use crate::domain::address::{AddressNetwork, same_address};
use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::coin::amount_words;
use crate::domain::foreign_text::visible;
use crate::domain::text::{counted, listed};

/// Said where nothing is built.
pub const NOT_BUILT: &str =
    "The transaction is not built yet. What it would pay could not be compared with what was requested.";

impl Comparison {
    /// Each difference in a sentence.
    pub fn differences(&self) -> Vec<String> {
        self.differences_in(|_| true)
    }

    /// As [`Comparison::differences`], but for what may be the wallet's own, where its addresses are not known.
    pub fn certain_differences(&self) -> Vec<String> {
        self.differences_in(|is_certain| is_certain)
    }

    /// That what it says that it spends is not what its outputs come to, where it is so.
    pub fn total_difference(&self) -> Option<String> {
        let (told, sum) = self.other_total.as_ref()?;
        let words = |amount: &_| amount_words(&Balance::Exact(Clone::clone(amount)), &self.coin);
        Some(format!(
            "The built transaction says that it spends {}, but its outputs come to {}.",
            words(told),
            words(sum)
        ))
    }

    fn differences_in(&self, is_meant: impl Fn(bool) -> bool) -> Vec<String> {
        use ComparedPayment::{MaybeChange, UnknownChange};
        let is_certain = |it: &ComparedPayment| !matches!(it, UnknownChange(_) | MaybeChange(_));
        let payments = self.payments.iter().filter(|it| is_meant(is_certain(it)));
        let mut all: Vec<String> = payments.filter_map(|it| self.difference_of(it)).collect();
        let is_certain = |it: &OtherDifference| !matches!(it, OtherDifference::PaidThrough(_));
        let others = self.others.iter().filter(|it| is_meant(is_certain(it)));
        all.extend(others.map(|it| it.sentence(&self.coin)));
        all.extend(self.total_difference());
        all.extend(self.fee_dangers());
        all.extend(self.high_fee().map(|(fee, paid, coin)| {
            let words = |amount: BaseUnits| amount_words(&Balance::Exact(amount), coin);
            let (fee, paid) = (words(fee), words(paid));
            format!("The built transaction pays {fee} to BitGo as its fee: more than 1% of the {paid} that is sent.")
        }));
        all
    }

    /// What makes the network fee a danger, a sentence each.
    pub fn fee_dangers(&self) -> Vec<String> {
        self.fee.iter().flat_map(|it| it.dangers()).collect()
    }

    /// What is to be looked at and is no difference, a sentence each.
    pub fn cautions(&self) -> Vec<String> {
        self.fee.iter().filter_map(|it| it.caution()).collect()
    }

    /// What is known of the network fee, in a sentence.
    pub fn fee_words(&self) -> String {
        self.fee.as_ref().map_or_else(|| NOT_CHECKED.to_owned(), |it| it.sentence())
    }

    /// Each thing that could not be compared in a sentence.
    pub fn gap_words(&self) -> Vec<String> {
        let not_built = (!self.is_built).then(|| NOT_BUILT.to_owned());
        not_built.into_iter().chain(self.gaps.iter().map(Gap::sentence)).collect()
    }

    fn difference_of(&self, payment: &ComparedPayment) -> Option<String> {
        // Nothing can differ from what is not built.
        if self.is_built { payment.difference(&self.coin) } else { None }
    }
}

impl ComparedPayment {
    /// What is different about it, in a sentence. `coin` is that of the withdrawal.
    pub(super) fn difference(&self, coin: &str) -> Option<String> {
        let pays = |it: &Recipient| payment(it, coin);
        Some(match self {
            Self::Other { asked, built }
                if !same_address(&asked.address, &built.address, &AddressNetwork::of_coin(coin)) =>
            {
                format!("The built transaction pays {}, but {} was requested.", pays(built), pays(asked))
            }
            Self::Other { asked, built } if asked.amount == built.amount && asked.coin == built.coin => {
                format!(
                    "The built transaction sends other data to {} than was requested.",
                    visible(&built.address)
                )
            }
            Self::Other { asked, built } => {
                let named = |it: &Recipient| {
                    let id = it.coin.as_deref().unwrap_or(coin);
                    let is_other_coin =
                        asked.coin.as_deref().unwrap_or(coin) != built.coin.as_deref().unwrap_or(coin);
                    if is_other_coin { format!(" ({})", visible(id)) } else { String::new() }
                };
                format!(
                    "The built transaction pays {}{} to {}, but {}{} was requested.",
                    amount(built, coin),
                    named(built),
                    visible(&built.address),
                    amount(asked, coin),
                    named(asked)
                )
            }
            Self::NotBuilt(asked) => {
                format!("{} was requested, but the built transaction does not pay it.", pays(asked))
            }
            Self::NotAsked(built) => {
                format!("The built transaction pays {}, which was not requested.", pays(built))
            }
            Self::UnknownChange(built) => format!(
                "The built transaction pays {} as change, and this is not known to be an address of this wallet.",
                pays(built)
            ),
            Self::MaybeChange(built) => format!(
                "The built transaction pays {}, which was not requested and is not known to be an address of this wallet.",
                pays(built)
            ),
            Self::Same(_)
            | Self::OwnChange(_)
            | Self::PlatformFee(_)
            | Self::Unclear { .. }
            | Self::NotTold(_)
            | Self::Unmatched(_) => return None,
        })
    }
}

impl OtherDifference {
    /// In a sentence. `coin` is that of the withdrawal.
    fn sentence(&self, coin: &str) -> String {
        match self {
            Self::PaidThrough(contract) => format!(
                "The built transaction is to be paid by the wallet contract {contract}, which is not known to be this \
                 wallet's."
            ),
            Self::SplitBy { found, known } => format!(
                "The built transaction gives the whole sum to the contract {found} to split it among the recipients. \
                 BitGo's own contract for that is {known}."
            ),
            Self::Chain { found, known: (number, words) } => format!(
                "The built transaction is made for the chain with the number {found}. {words} has the number {number}."
            ),
            Self::Signing => {
                "What is to be signed (signableHex) is another transaction than the one that BitGo reports \
                              (serializedTxHex)."
                    .to_owned()
            }
            Self::Described { described, decoded } => format!(
                "BitGo describes the built transaction as one that pays {}. Decoded on this computer, it pays {}.",
                payments(described, coin),
                payments(decoded, coin)
            ),
        }
    }
}

fn payments(all: &[Recipient], coin: &str) -> String {
    if all.is_empty() {
        return "nothing of that".to_owned();
    }
    listed(all.iter().map(|it| payment(it, coin)).collect(), "payment")
}

fn payment(recipient: &Recipient, coin: &str) -> String {
    format!("{} to {}", amount(recipient, coin), address(recipient))
}

fn address(recipient: &Recipient) -> String {
    if recipient.address.is_empty() {
        return "an address that is not reported".to_owned();
    }
    visible(&recipient.address).into_owned()
}

/// How much, with its coin.
pub(super) fn amount(recipient: &Recipient, coin: &str) -> String {
    let coin = recipient.coin.as_deref().unwrap_or(coin);
    recipient
        .amount
        .as_ref()
        .map_or_else(|| "an amount that is not reported".to_owned(), |it| amount_words(it, coin))
}

impl Gap {
    fn sentence(&self) -> String {
        match self {
            Self::NobodyAsked => {
                "The request itself names no recipient, so what the built transaction pays could not be compared with it."
                    .to_owned()
            }
            Self::AskedDifferently => {
                "The request is reported twice with different recipients, so it is not clear what was requested."
                    .to_owned()
            }
            Self::NotTold => "What the built transaction pays could not be read, so it could not be compared with what \
                              was requested."
                .to_owned(),
            Self::NotAllTold => "A part of what was built could not be read, so it could not be compared with what was \
                                 requested."
                .to_owned(),
            Self::NotValidated => "BitGo could not validate all data of the built transaction.".to_owned(),
            Self::NoAddress => {
                "A recipient has no address in the request or in the built transaction, so it could not be compared."
                    .to_owned()
            }
            Self::Amount(address) => format!("What {} gets could not be read, so it could not be compared.", visible(address)),
            Self::Coin(address) => format!(
                "Which coin {} gets is not reported on both sides, so it could not be compared.",
                visible(address)
            ),
            Self::Data(address) => format!(
                "The data that is sent along to {} is reported on one side alone, so it could not be compared.",
                visible(address)
            ),
            Self::CarriesData(bytes) => format!(
                "The built transaction carries {} of data, which could not be compared with what was requested.",
                counted(*bytes, "byte")
            ),
            Self::SplitBy(contract) => format!(
                "The built transaction gives the whole sum to the contract {contract} to split it among the recipients. \
                 Whether that is BitGo's contract is not known here."
            ),
            Self::PlatformFee { address, amount } => format!(
                "{amount} goes to {} as BitGo's fee. That it is BitGo's is known by BitGo's own word alone.",
                visible(address)
            ),
            Self::Signing => "Whether what is to be signed (signableHex) belongs to the transaction that BitGo reports \
                              could not be checked."
                .to_owned(),
            Self::Chain => "On which chain the built transaction counts could not be checked.".to_owned(),
            Self::Total => "What the built transaction spends in total could not be read.".to_owned(),
        }
    }
}
