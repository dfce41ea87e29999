//! What could leave a wallet if an access token leaked: at once, and within a day.
//!
//! The worst is assumed: the money goes to a new address, whoever holds the token asks for it as the token's owner, and a rule
//! of which it cannot be told whether it fires does not. So it is an upper bound, and where it rests on something that cannot
//! be told it says so.

use super::answer::{Guards, would_be_stopped};
use super::condition::{Condition, Currency, Threshold, VelocityScope};
use super::conditions::{counted, truth};
use super::demand::Strictness;
use super::doubt::Doubt;
use super::filter::CoveredWallet;
use super::judgement::RuleJudgement;
use super::rule::EnterpriseRule;
use super::token_limits::{self, Left};
use super::truth::Truth;
use super::wallet_rules::WalletRule;
use super::withdrawal::{Circumstances, Withdrawal, is_same_coin};
use crate::domain::amount::BaseUnits;
use crate::domain::policy::RuleTrigger;
use crate::domain::scope::{ScopeInfo, ScopeSpan, scope};
use crate::domain::token::Reach;
use crate::domain::token::existing::TokenTerms;

/// Seconds of a day.
const DAY_SECS: u64 = 86_400;

/// How much could leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outflow {
    /// At most so much, in base units; none where nothing bounds it and the balance is not known.
    pub amount: Option<BaseUnits>,
    /// Why it may be less: what could not be told is taken for no bound.
    pub doubts: Vec<Doubt>,
}

/// What could leave one wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leak {
    /// With one withdrawal.
    pub at_once: Outflow,
    /// With as many as fit into a day.
    pub in_a_day: Outflow,
}

/// No balance comes near: what is looked for up to here is looked for without a bound.
const BOUNDLESS_ZEROS: u8 = 80;

/// What could leave a wallet with the token of `guards`. `withdrawal` says from where, which coin, by whom and when; its amount
/// is not looked at. `spendable` is in base units, and none where it is not known.
pub fn could_leave(
    withdrawal: &Withdrawal,
    spendable: Option<&BaseUnits>,
    guards: Guards<'_>,
    around: &Circumstances,
) -> Leak {
    let boundless = BaseUnits::from_coin_units("1", BOUNDLESS_ZEROS).unwrap_or_default();
    let mut most = spendable.cloned().unwrap_or_else(|| boundless.clone());
    for limit in guards.token.into_iter().flat_map(|token| token_limits::about(token, &withdrawal.coin)) {
        if let Left::Exactly(left) = token_limits::left(limit) {
            most = most.min(left);
        }
    }
    let outflow =
        |amount: BaseUnits, doubts| Outflow { amount: Some(amount).filter(|it| *it < boundless), doubts };
    let (at_once, doubts) = at_once(withdrawal, &most, guards, around);
    let mut in_a_day = if at_once.is_zero() { BaseUnits::zero() } else { most.clone() };
    for bound in day_bounds(withdrawal, &at_once, &most, guards, around) {
        in_a_day = in_a_day.min(bound);
    }
    // Two amounts that are read in different ways: what leaves at once leaves within the day.
    let in_a_day = in_a_day.max(at_once.clone());
    Leak { at_once: outflow(at_once, doubts.clone()), in_a_day: outflow(in_a_day, doubts) }
}

/// The largest amount that no rule is known to stop. Whether a rule fires changes only at some amounts: those and the ones
/// right below them are tried, the largest first.
fn at_once(
    withdrawal: &Withdrawal,
    most: &BaseUnits,
    guards: Guards<'_>,
    around: &Circumstances,
) -> (BaseUnits, Vec<Doubt>) {
    let of = |amount: &BaseUnits| Withdrawal { amount: amount.clone(), ..withdrawal.clone() };
    let mut amounts = vec![most.clone()];
    for condition in guards.enterprise_rules.rules().iter().flat_map(EnterpriseRule::conditions) {
        changes(most, &|amount| truth(condition, &of(amount), around), &mut amounts);
    }
    for rule in guards.wallet_rules.into_iter().flatten() {
        changes(most, &|amount| rule.judge(&of(amount), around, 1).fires, &mut amounts);
    }
    amounts.sort();
    amounts.dedup();
    for amount in amounts.into_iter().rev().filter(|amount| !amount.is_zero()) {
        let answer = would_be_stopped(&of(&amount), guards, around);
        if answer.bounds().0 == Strictness::GoesThrough {
            return (amount, answer.doubts().into_iter().cloned().collect());
        }
    }
    (BaseUnits::zero(), Vec::new())
}

/// The amounts from 1 to `most` at which something changes that changes in one direction alone, and those right below.
fn changes(most: &BaseUnits, of: &dyn Fn(&BaseUnits) -> Truth, found: &mut Vec<BaseUnits>) {
    let one = BaseUnits::from(1_u64);
    let (mut low, last) = (one.clone(), of(most));
    while low < *most && of(&low) != last {
        let first = of(&low);
        // The first is at `low`, and no longer at `high`.
        let mut high = most.clone();
        while high.clone() - low.clone() > one {
            let middle = (low.clone() + high.clone()).half();
            if of(&middle) == first { low = middle } else { high = middle }
        }
        found.extend([low, high.clone()]);
        low = high;
    }
}

/// What each limit over time that surely applies lets through within a day.
fn day_bounds(
    withdrawal: &Withdrawal,
    at_once: &BaseUnits,
    most: &BaseUnits,
    guards: Guards<'_>,
    around: &Circumstances,
) -> Vec<BaseUnits> {
    let ends = || vec![BaseUnits::from(1_u64), at_once.clone()];
    let of = |amount: &BaseUnits| Withdrawal { amount: amount.clone(), ..withdrawal.clone() };
    let stops = |amounts: &[BaseUnits], judge: &dyn Fn(&Withdrawal) -> Option<RuleJudgement>| {
        let surely =
            |amount| judge(&of(amount)).is_some_and(|it| it.at_least.strictness() > Strictness::GoesThrough);
        amounts.iter().all(surely)
    };
    let mut bounds = Vec::new();
    for rule in guards.enterprise_rules.rules() {
        for (clause, place, threshold, window_secs) in limits_of(rule) {
            // As it is once the limit is reached.
            let mut reached = rule.clone();
            reached.clauses[clause].conditions[place].item = Condition::NotInitiatedBy(Vec::new());
            reached.clauses.swap(0, clause);
            reached.clauses.truncate(1);
            // Between the ends it may let something pass.
            let mut amounts = ends();
            for condition in reached.conditions() {
                changes(at_once, &|amount| truth(condition, &of(amount), around), &mut amounts);
            }
            if stops(&amounts, &|it| reached.judge(it, around, guards.touchpoints)) {
                bounds.extend(in_windows(threshold, window_secs, withdrawal, most, around));
            }
        }
    }
    for rule in guards.wallet_rules.into_iter().flatten() {
        let RuleTrigger::MoreThan { amount: Some(amount), window_secs: Some(window), .. } =
            &rule.description.trigger
        else {
            continue;
        };
        let Some(amount) = amount.exact().filter(|_| *window > 0) else { continue };
        let mut reached: WalletRule = rule.clone();
        reached.description.trigger = RuleTrigger::Always;
        let is_about = rule.description.coin.as_deref().unwrap_or(&withdrawal.wallet.coin) == withdrawal.coin;
        if is_about && stops(&ends(), &|it| Some(reached.judge(it, around, 1))) {
            bounds.push(amount.times(&windows(*window)));
        }
    }
    bounds
}

/// The limits over time of a rule: in which clause, at which place, how much and within how many seconds.
fn limits_of(rule: &EnterpriseRule) -> Vec<(usize, usize, &Threshold, u64)> {
    let mut found = Vec::new();
    for (clause, of) in rule.clauses.iter().enumerate() {
        for (place, joined) in of.conditions.iter().enumerate() {
            if let Condition::Velocity { threshold, window_secs, .. } = &joined.item
                && *window_secs > 0
            {
                found.push((clause, place, threshold, *window_secs));
            }
        }
    }
    found
}

/// How many windows of so many seconds a day touches without overlapping.
fn windows(window_secs: u64) -> BaseUnits {
    BaseUnits::from(DAY_SECS.div_ceil(window_secs.max(1)))
}

/// The largest amount of the withdrawal's coin that a limit lets through within a day; none where it is about another coin, or
/// its price is not known.
fn in_windows(
    threshold: &Threshold,
    window_secs: u64,
    withdrawal: &Withdrawal,
    most: &BaseUnits,
    around: &Circumstances,
) -> Option<BaseUnits> {
    let whole = Threshold { amount: threshold.amount.times(&windows(window_secs)), ..threshold.clone() };
    if let Currency::Coin(coin) = &whole.currency {
        return is_same_coin(coin, &withdrawal.coin).then_some(whole.amount);
    }
    // Within 5% of it the platform's price may still let it through.
    let is_over = |amount: &BaseUnits| {
        let sent = Withdrawal { amount: amount.clone(), ..withdrawal.clone() };
        counted(&whole, 0, VelocityScope::Wallet, None, &sent, around).truth
    };
    if is_over(most) != Truth::Yes {
        return None;
    }
    let mut found = Vec::new();
    changes(most, &is_over, &mut found);
    Some(found.into_iter().filter(|amount| is_over(amount) != Truth::Yes).max().unwrap_or_default())
}

/// Whether a token may send from a wallet, by its scopes and its reach. A scope that is not known may.
pub fn may_spend_from(token: &TokenTerms, wallet: &CoveredWallet) -> Truth {
    let of_enterprise = |ids: &[String]| match &wallet.enterprise {
        Some(id) => Truth::of(ids.iter().any(|own| id == own)),
        None => Truth::Unknown,
    };
    let reach = match &token.reach {
        Reach::Everything => Truth::Yes,
        Reach::Wallets(ids) => Truth::of(ids.iter().any(|id| wallet.id == *id)),
        Reach::Enterprises(ids) => of_enterprise(ids),
    };
    let by_scope = |name: &String| match scope(name).filter(|info| ScopeInfo::spends(info)) {
        None => Truth::of(false),
        Some(info) => match (info.span, name.split_once(':')) {
            (_, Some((_, id))) => Truth::of(id == wallet.id),
            (ScopeSpan::OneWallet, None) => Truth::Unknown,
            (ScopeSpan::OneEnterprise, _) => {
                token.enterprise.as_ref().map_or(Truth::Unknown, |id| of_enterprise(std::slice::from_ref(id)))
            }
            (ScopeSpan::Everywhere, _) => Truth::Yes,
        },
    };
    let start = if token.unknown_scopes().is_empty() { Truth::No } else { Truth::Unknown };
    reach.and(token.scopes.iter().map(by_scope).fold(start, Truth::or))
}
