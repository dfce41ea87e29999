//! Amounts of payments, as far as they are whole numbers, and their sums.

use super::sides::Recipient;
use crate::domain::amount::BaseUnits;

pub(super) fn sum<'a>(amounts: impl IntoIterator<Item = &'a BaseUnits>) -> BaseUnits {
    amounts.into_iter().fold(BaseUnits::zero(), |sum, amount| sum + amount.clone())
}

pub(super) fn exact(recipient: &Recipient) -> Option<&BaseUnits> {
    recipient.amount.as_ref()?.exact().filter(|amount| !amount.is_negative())
}

pub(super) fn times(factor: usize, amount: &BaseUnits) -> BaseUnits {
    sum(std::iter::repeat_n(amount, factor))
}
