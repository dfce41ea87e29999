//! The network fee of a transaction that was decoded here, held against what the platform says that it is and against what
//! is paid.
//!
//! - A fee that the transaction fixes or names may not be more than the platform says.
//! - All of the gas of an EVM transaction at its highest price is usually far more than is taken: a price is allowed to double,
//!   and a call may be given several times the gas that it needs. Up to ten times what the platform says is no difference.
//! - Whatever the platform says, a fee of more than a tenth of what is paid is to be looked at, and one of more than all of
//!   it is a danger. Only what is paid in the coin of the fee counts.

use super::amounts::times;
use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::coin::amount_words;
use crate::domain::transaction::{FeeKind, NetworkFee};

/// So many times what the platform says the gas may come to.
const GAS_TIMES: usize = 10;
/// A fee of more than this part of what is paid is to be looked at.
const LOOKED_AT: usize = 10;

/// A network fee, and what it is held against.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedFee {
    /// By the transaction.
    pub(super) found: NetworkFee,
    /// By the platform's word.
    pub(super) stated: Option<BaseUnits>,
    /// What is paid to others in the same coin; none where nothing is.
    pub(super) paid: Option<BaseUnits>,
    /// The coin of the chain, by ticker.
    pub(super) coin: String,
}

impl ComparedFee {
    /// Each danger in a sentence: it is more than the platform says, or more than is paid.
    pub(super) fn dangers(&self) -> Vec<String> {
        let more_than_said = self.stated.as_ref().filter(|it| self.is_more_than(it)).map(|stated| {
            let (found, stated) = (self.words(&self.found.amount), self.words(stated));
            match self.found.kind {
                FeeKind::Exact => format!(
                    "The built transaction pays a network fee of {found}. BitGo says that it is {stated}."
                ),
                FeeKind::Named => format!(
                    "The built transaction allows a network fee of {found}. BitGo says that it is {stated}."
                ),
                FeeKind::AtMost => format!(
                    "The built transaction allows a network fee of up to {found}: more than {GAS_TIMES} times the {stated} \
                     that BitGo says."
                ),
            }
        });
        more_than_said.into_iter().chain(self.share(1, "all of")).collect()
    }

    /// That it is a large part of what is paid, where it is no danger.
    pub(super) fn caution(&self) -> Option<String> {
        if self.dangers().is_empty() { self.share(LOOKED_AT, "a tenth of") } else { None }
    }

    /// What is known of it, in a sentence.
    pub(super) fn sentence(&self) -> String {
        let found = self.found_words();
        match &self.stated {
            Some(stated) if self.found.amount == *stated => {
                format!("Its network fee is {found}, as BitGo says.")
            }
            Some(stated) => format!("Its network fee is {found}. BitGo says {}.", self.words(stated)),
            None => format!("Its network fee is {found}. BitGo does not say what it should be."),
        }
    }

    /// By the platform's word and by the transaction.
    pub fn sides(&self) -> (Option<String>, String) {
        (self.stated.as_ref().map(|it| self.words(it)), self.found_words())
    }

    fn is_more_than(&self, stated: &BaseUnits) -> bool {
        let allowed = match self.found.kind {
            FeeKind::Exact | FeeKind::Named => stated.clone(),
            FeeKind::AtMost => times(GAS_TIMES, stated),
        };
        self.found.amount > allowed
    }

    /// That it is more than this part of what is paid.
    fn share(&self, part: usize, words: &str) -> Option<String> {
        let paid = self.paid.as_ref().filter(|paid| times(part, &self.found.amount) > **paid)?;
        let (found, paid) = (self.found_words(), self.words(paid));
        Some(format!(
            "The network fee of the built transaction is {found}: more than {words} the {paid} that is sent."
        ))
    }

    fn found_words(&self) -> String {
        let up_to = if self.found.kind == FeeKind::Exact { "" } else { "up to " };
        format!("{up_to}{}", self.words(&self.found.amount))
    }

    fn words(&self, amount: &BaseUnits) -> String {
        amount_words(&Balance::Exact(amount.clone()), &self.coin)
    }
}

/// Of a transaction whose fee is not known, in a sentence.
pub(super) const NOT_CHECKED: &str = "Its network fee was not checked.";
