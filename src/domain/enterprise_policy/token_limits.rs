//! An access token's spending limits, held against a withdrawal that is made with it (the protocol notes, section 7).

use super::condition::Comparison;
use super::conditions::{Held, compared};
use super::demand::Demand;
use super::doubt::Doubt;
use super::judgement::{RuleJudgement, RuleOrigin};
use super::truth::Truth;
use super::withdrawal::Withdrawal;
use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::coin::coins;
use crate::domain::token::existing::{ExistingLimit, LimitSize, TokenTerms};

/// What a limit leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Left {
    /// So many base units.
    Exactly(BaseUnits),
    /// As much as the platform allows, which is as good as no limit.
    Unbounded,
    /// It cannot be told.
    NotTold,
}

/// The limits of a token that are about this coin: its own, and the one over all ERC-20 tokens.
pub(super) fn about<'a>(token: &'a TokenTerms, coin: &'a str) -> impl Iterator<Item = &'a ExistingLimit> {
    let is_erc20 = coins().get(coin).is_some_and(|it| it.is_token && it.family == "eth");
    token.limits.iter().filter(move |it| it.coin == coin).chain(token.erc20.iter().filter(move |_| is_erc20))
}

pub(super) fn left(limit: &ExistingLimit) -> Left {
    match &limit.size {
        LimitSize::Maximum => Left::Unbounded,
        LimitSize::Unreadable(_) | LimitSize::NotTold => Left::NotTold,
        LimitSize::Exact(size) => match limit.spent.as_ref() {
            // Nothing is told of a limit that was never used.
            None => Left::Exactly(size.clone()),
            Some(Balance::Unreadable(_)) => Left::NotTold,
            Some(Balance::Exact(spent)) if spent >= size => Left::Exactly(BaseUnits::zero()),
            Some(Balance::Exact(spent)) => Left::Exactly(size.clone() - spent.clone()),
        },
    }
}

/// What each limit about the withdrawal's coin makes of it. A coin without a limit is stopped by none.
pub(super) fn judge(token: &TokenTerms, withdrawal: &Withdrawal) -> Vec<RuleJudgement> {
    let of = |limit: &ExistingLimit| {
        let held = match left(limit) {
            Left::Unbounded => Held::known(Truth::No),
            Left::NotTold => Held::doubtful(Doubt::Unreadable(limit.about())),
            Left::Exactly(left) => compared(Comparison::Above, &withdrawal.amount, &left, &withdrawal.coin),
        };
        let name = format!("Spending limit of {}", limit.about());
        RuleJudgement::of(RuleOrigin::Token, &limit.coin, &name, held, (Demand::Deny, Demand::Deny))
    };
    about(token, &withdrawal.coin).map(of).collect()
}
