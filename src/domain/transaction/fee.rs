//! What a transaction pays to its chain.

use crate::domain::amount::BaseUnits;

/// The network fee, in base units of the chain's own coin.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NetworkFee {
    /// How much.
    pub amount: BaseUnits,
    /// How sure that is.
    pub kind: FeeKind,
}

/// How sure a fee is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeeKind {
    /// It is paid in full: what goes in and does not come out.
    Exact,
    /// The transaction names it, and no more is taken.
    Named,
    /// All of its gas at its highest price: usually much less is taken.
    AtMost,
}

impl NetworkFee {
    /// Of several transactions that are signed together; none where one of them does not tell its own.
    pub fn of_all<'a>(all: impl IntoIterator<Item = Option<&'a Self>>) -> Option<Self> {
        let all: Vec<&Self> = all.into_iter().collect::<Option<_>>()?;
        let kind = all.first()?.kind;
        Some(Self { amount: all.iter().map(|it| &it.amount).sum(), kind })
    }
}
