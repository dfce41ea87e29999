//! What a withdrawal comes to, and how much of the wallet that is.

use crate::domain::amount::{Balance, BaseUnits};

/// What a withdrawal comes to, without the fee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Total {
    /// So much.
    Exact(BaseUnits),
    /// The recipients get something else than was asked for.
    Differs {
        /// What the recipients get.
        sum: BaseUnits,
        /// What the platform says was asked for.
        requested: BaseUnits,
    },
    /// An amount of it is not reported, is no number, or they are of several coins.
    NotKnown,
}

impl Total {
    /// Of what each recipient gets, and what was asked for in all, where the platform reports.
    pub fn of(amounts: &[Option<&Balance>], requested: Option<&Balance>) -> Self {
        let exact: Option<Vec<&BaseUnits>> = amounts.iter().map(|it| it.and_then(Balance::exact)).collect();
        let Some(exact) = exact.filter(|amounts| !amounts.is_empty()) else { return Self::NotKnown };
        let sum = exact.into_iter().fold(BaseUnits::zero(), |sum, amount| sum + amount.clone());
        match requested {
            None => Self::Exact(sum),
            Some(Balance::Exact(requested)) if *requested == sum => Self::Exact(sum),
            Some(Balance::Exact(requested)) => Self::Differs { sum, requested: requested.clone() },
            Some(Balance::Unreadable(_)) => Self::NotKnown,
        }
    }

    /// The amount, where there is one.
    pub fn exact(&self) -> Option<&BaseUnits> {
        match self {
            Self::Exact(amount) => Some(amount),
            Self::Differs { .. } | Self::NotKnown => None,
        }
    }
}

/// How much of a wallet's balance an amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BalanceShare {
    /// Less than a thousandth.
    Tiny,
    /// So many thousandths, rounded down: "the whole" is never said of less.
    PerMille(u64),
    /// Exactly all of it.
    Whole,
    /// More than there is.
    MoreThanWhole,
}

impl BalanceShare {
    /// Of this amount in this balance. An empty or overdrawn wallet holds less than any amount; none for no amount at all.
    pub fn of(amount: &BaseUnits, balance: &BaseUnits) -> Option<Self> {
        if amount.is_zero() || amount.is_negative() {
            return None;
        }
        Some(match amount.per_mille_of(balance) {
            Some(_) if amount == balance => Self::Whole,
            Some(0) => Self::Tiny,
            Some(per_mille) if per_mille < 1_000 => Self::PerMille(per_mille),
            Some(_) | None => Self::MoreThanWhole,
        })
    }

    /// In words, of the wallet's balance: "12.5%".
    pub fn in_words(self) -> String {
        match self {
            Self::Tiny => "less than 0.1%".to_owned(),
            Self::PerMille(per_mille) if per_mille % 10 == 0 => {
                format!("{}%", per_mille / 10)
            }
            Self::PerMille(per_mille) => {
                format!("{}.{}%", per_mille / 10, per_mille % 10)
            }
            Self::Whole => "100%".to_owned(),
            Self::MoreThanWhole => "more than 100%".to_owned(),
        }
    }

    /// Whether the wallet is emptied, or cannot pay it.
    pub fn is_all(self) -> bool {
        matches!(self, Self::Whole | Self::MoreThanWhole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_never_said_to_be_more_than_it_is() {
        for (amount, balance, words) in [
            (1_i64, 1_000_000_i64, "less than 0.1%"),
            (1_000, 1_000_000, "0.1%"),
            (125_999, 1_000_000, "12.5%"),
            (500_000, 1_000_000, "50%"),
            (999_999, 1_000_000, "99.9%"),
            (1_000_000, 1_000_000, "100%"),
            (1_000_001, 1_000_000, "more than 100%"),
            (1, 0, "more than 100%"),
            (1, -5, "more than 100%"),
        ] {
            let share = BalanceShare::of(&BaseUnits::from(amount), &BaseUnits::from(balance));
            assert_eq!(share.map(BalanceShare::in_words).as_deref(), Some(words), "{amount} of {balance}");
        }
        assert_eq!(BalanceShare::of(&BaseUnits::zero(), &BaseUnits::from(5_u64)), None);
        assert!(BalanceShare::Whole.is_all() && !BalanceShare::PerMille(999).is_all());
    }

    #[test]
    fn a_total_is_exact_or_says_why_not() {
        let wire = Balance::from_wire;
        let exact = |amount: u64| Total::Exact(BaseUnits::from(amount));
        let differs = Total::Differs { sum: BaseUnits::from(3_u64), requested: BaseUnits::from(4_u64) };
        for (amounts, requested, expected) in [
            (vec!["1", "2"], None, exact(3)),
            (vec!["1", "2"], Some("3"), exact(3)),
            (vec!["1", "2"], Some("4"), differs),
            (vec!["1", "2.5"], None, Total::NotKnown),
            (vec!["1"], Some("1e0"), Total::NotKnown),
            (vec![], Some("1"), Total::NotKnown),
        ] {
            let owned: Vec<Balance> = amounts.iter().map(|it| wire(it)).collect();
            let amounts_of: Vec<Option<&Balance>> = owned.iter().map(Some).collect();
            assert_eq!(Total::of(&amounts_of, requested.map(wire).as_ref()), expected, "{amounts:?}");
        }
        assert_eq!(Total::of(&[None], None), Total::NotKnown);
    }
}
