//! Whether a condition holds for a withdrawal.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::condition::{Comparison, Condition, Currency, DestinationType, Threshold, VelocityScope};
use super::doubt::Doubt;
use super::rule::{Join, Joined};
use super::truth::Truth;
use super::withdrawal::{Circumstances, Payment, Standing, Withdrawal, is_about, scaled_dollars};
use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::coin::amount_words;

/// A condition, held against a withdrawal.
#[derive(Debug, Clone)]
pub(super) struct Held {
    /// Whether it holds.
    pub truth: Truth,
    /// Whether it would if what nearly holds did.
    pub nearly: Truth,
    /// Why it cannot be told.
    pub doubts: Vec<Doubt>,
    /// What is missing, where it nearly holds: a part of a sentence behind "would apply".
    pub missing: Option<String>,
}

impl Held {
    pub(super) fn known(truth: Truth) -> Self {
        Self { truth, nearly: truth, doubts: Vec::new(), missing: None }
    }

    pub(super) fn doubtful(doubt: Doubt) -> Self {
        Self { doubts: vec![doubt], ..Self::known(Truth::Unknown) }
    }

    /// It does not hold, and nearly does.
    pub(super) fn near(missing: String) -> Self {
        Self { nearly: Truth::Yes, missing: Some(missing), ..Self::known(Truth::No) }
    }

    /// Of a yes or no that would be otherwise `missing`.
    fn or_near(holds: bool, missing: &str) -> Self {
        if holds { Self::known(Truth::Yes) } else { Self::near(missing.to_owned()) }
    }
}

/// All conditions of a clause; without any, it always applies.
pub(super) fn all(conditions: &[Joined<Condition>], withdrawal: &Withdrawal, around: &Circumstances) -> Held {
    let held: Vec<Held> = conditions.iter().map(|it| one(&it.item, withdrawal, around)).collect();
    let joins: Vec<Option<Join>> = conditions.iter().map(|it| it.join).collect();
    let together = |of: fn(&Held) -> Truth| joined(&held.iter().map(of).collect::<Vec<_>>(), &joins);
    let (truth, nearly) = (together(|it| it.truth), together(|it| it.nearly));
    let mut doubts: Vec<Doubt> = Vec::new();
    if truth == Truth::Unknown {
        doubts.extend(held.iter().flat_map(|it| it.doubts.clone()));
        if doubts.is_empty() {
            doubts.push(Doubt::NotUnderstood("AND/OR".to_owned()));
        }
    }
    Held { truth, nearly, doubts, missing: missing(&held, &joins) }
}

/// What of all that is missing would be enough: any one where one alone is, or else all of it together.
fn missing(held: &[Held], joins: &[Option<Join>]) -> Option<String> {
    let is_enough = |place: usize| {
        let with = held.iter().enumerate().map(|(at, it)| if at == place { it.nearly } else { it.truth });
        joined(&with.collect::<Vec<_>>(), joins) == Truth::Yes
    };
    let listed = |link: &str, is_wanted: &dyn Fn(usize) -> bool| {
        let mut words: Vec<&str> = Vec::new();
        for (place, it) in held.iter().enumerate() {
            let missing = it.missing.as_deref().filter(|it| !words.contains(it));
            words.extend(missing.filter(|_| is_wanted(place)));
        }
        (!words.is_empty()).then(|| words.join(link))
    };
    listed(" or ", &is_enough).or_else(|| listed(" and ", &|_| true))
}

/// Truths joined by AND and OR. How they bind together is not documented: where it matters, it cannot be told. The same
/// where a join is not told.
pub(super) fn joined(truths: &[Truth], joins: &[Option<Join>]) -> Truth {
    let ways = [Join::And, Join::Or].into_iter().flat_map(|untold| {
        let join = |place: usize| joins.get(place).copied().flatten().unwrap_or(untold);
        let in_order = truths.iter().enumerate().fold(None, |before: Option<Truth>, (place, truth)| {
            Some(match (before, place.checked_sub(1).map(join)) {
                (Some(before), Some(Join::Or)) => before.or(*truth),
                (Some(before), _) => before.and(*truth),
                (None, _) => *truth,
            })
        });
        let mut groups: Vec<Truth> = Vec::new();
        for (place, truth) in truths.iter().enumerate() {
            match groups.last_mut().filter(|_| place.checked_sub(1).map(join) == Some(Join::And)) {
                Some(group) => *group = group.and(*truth),
                None => groups.push(*truth),
            }
        }
        let and_first = groups.into_iter().reduce(Truth::or);
        [in_order, and_first].map(|it| it.unwrap_or(Truth::Yes))
    });
    ways.reduce(|one, other| if one == other { one } else { Truth::Unknown }).unwrap_or(Truth::Yes)
}

/// Whether one condition holds.
pub(super) fn truth(condition: &Condition, withdrawal: &Withdrawal, around: &Circumstances) -> Truth {
    one(condition, withdrawal, around).truth
}

fn one(condition: &Condition, withdrawal: &Withdrawal, around: &Circumstances) -> Held {
    let of_coin = |coin: &Option<String>, held: Held| match coin {
        None => held,
        Some(coin) => match is_about(coin, &withdrawal.coin) {
            Truth::Yes => held,
            Truth::No => Held::known(Truth::No),
            // What does not hold whatever the coin is needs not be told.
            Truth::Unknown if held.truth == Truth::No => Held::known(Truth::No),
            Truth::Unknown => Held::doubtful(Doubt::NotUnderstood(coin.clone())),
        },
    };
    match condition {
        Condition::Amount { comparison, threshold } => amount(*comparison, threshold, withdrawal, around),
        Condition::Velocity { threshold, window_secs, scope } => {
            velocity(threshold, *window_secs, *scope, withdrawal, around)
        }
        Condition::Destination { kind, coin } => of_coin(coin, destination(kind, withdrawal)),
        Condition::Webhook { url, coin } => of_coin(coin, Held::doubtful(Doubt::Webhook(url.clone()))),
        Condition::Initiators(people) => {
            Held::or_near(people.contains(&withdrawal.initiator), "if somebody else started it")
        }
        Condition::NotInitiatedBy(people) => {
            Held::or_near(!people.contains(&withdrawal.initiator), "if somebody else started it")
        }
        Condition::NotUnderstood(part) => Held::doubtful(Doubt::NotUnderstood(part.name.clone())),
    }
}

fn destination(kind: &DestinationType, withdrawal: &Withdrawal) -> Held {
    let is_listed = withdrawal.destination.standing == Standing::Whitelisted;
    match kind {
        DestinationType::Whitelisted => Held::or_near(is_listed, "for a whitelisted address"),
        DestinationType::NotWhitelisted => {
            Held::or_near(!is_listed, "for an address that is not whitelisted")
        }
        DestinationType::OutsideEnterprise => {
            Held::or_near(!withdrawal.destination.is_own, "for an address outside the enterprise")
        }
        DestinationType::Other(word) => Held::doubtful(Doubt::NotUnderstood(word.clone())),
    }
}

fn amount(
    comparison: Comparison,
    threshold: &Threshold,
    withdrawal: &Withdrawal,
    around: &Circumstances,
) -> Held {
    let coin = match &threshold.currency {
        Currency::Usd => {
            let Some(worth) =
                around.prices.worth(&withdrawal.coin, &withdrawal.amount).and_then(|it| it.scaled())
            else {
                return Held::doubtful(Doubt::NoPrice(withdrawal.coin.clone()));
            };
            return dollars(comparison, &worth, threshold);
        }
        Currency::Coin(coin) => coin,
    };
    match is_about(coin, &withdrawal.coin) {
        Truth::Yes => compared(comparison, &withdrawal.amount, &threshold.amount, &withdrawal.coin),
        Truth::No => Held::known(Truth::No),
        Truth::Unknown => Held::doubtful(Doubt::NotUnderstood(coin.clone())),
    }
}

/// Whether two amounts compare so. Within a fifth of a threshold it nearly does.
pub(super) fn compared(
    comparison: Comparison,
    amount: &BaseUnits,
    threshold: &BaseUnits,
    coin: &str,
) -> Held {
    if comparison.holds(amount.cmp(threshold)) {
        return Held::known(Truth::Yes);
    }
    let (four, five) = (BaseUnits::from(4_u64), BaseUnits::from(5_u64));
    let is_for_more = matches!(comparison, Comparison::Above | Comparison::AtLeast);
    let is_near = if is_for_more {
        amount.times(&five) >= threshold.times(&four)
    } else {
        amount.times(&four) <= threshold.times(&five)
    };
    if !is_near {
        return Held::known(Truth::No);
    }
    let far =
        if is_for_more { threshold.clone() - amount.clone() } else { amount.clone() - threshold.clone() };
    let more = if is_for_more { "more" } else { "less" };
    let words = match (far.is_zero(), is_for_more) {
        (true, true) => "for any more".to_owned(),
        (true, false) => "for any less".to_owned(),
        _ => format!("for {} {more}", amount_words(&Balance::Exact(far), coin)),
    };
    Held::near(words)
}

/// As [`compared`], of dollars: the platform's price may be another, so that within 5% of the threshold it cannot be told.
fn dollars(comparison: Comparison, worth: &BaseUnits, threshold: &Threshold) -> Held {
    let bound = scaled_dollars(&threshold.amount);
    let apart = if *worth > bound { worth.clone() - bound.clone() } else { bound.clone() - worth.clone() };
    if apart.times(&BaseUnits::from(20_u64)) <= bound {
        return Held::doubtful(Doubt::CloseToThreshold);
    }
    let held = Truth::of(comparison.holds(worth.cmp(&bound)));
    let is_near = held == Truth::No && apart.times(&BaseUnits::from(5_u64)) <= bound;
    if is_near { Held::near("for a somewhat other amount in dollars".to_owned()) } else { Held::known(held) }
}

fn velocity(
    threshold: &Threshold,
    window_secs: u64,
    scope: Option<VelocityScope>,
    withdrawal: &Withdrawal,
    around: &Circumstances,
) -> Held {
    if let Currency::Coin(coin) = &threshold.currency {
        match is_about(coin, &withdrawal.coin) {
            Truth::Yes => {}
            Truth::No => return Held::known(Truth::No),
            Truth::Unknown => return Held::doubtful(Doubt::NotUnderstood(coin.clone())),
        }
    }
    let of = |scope| counted(threshold, window_secs, scope, None, withdrawal, around);
    if let Some(scope) = scope {
        return of(scope);
    }
    let (wallet, enterprise) = (of(VelocityScope::Wallet), of(VelocityScope::Enterprise));
    // What left the wallet left the enterprise: one is never more than the other.
    match (wallet.truth, enterprise.truth) {
        (Truth::Yes, _) => wallet,
        (_, Truth::No) => enterprise,
        (_, Truth::Yes) => Held::doubtful(Doubt::NotUnderstood("scope".to_owned())),
        _ => Held { doubts: [wallet.doubts, enterprise.doubts].concat(), ..Held::known(Truth::Unknown) },
    }
}

/// Whether what left within the window, this withdrawal included, is more than the threshold.
pub(super) fn counted(
    threshold: &Threshold,
    window_secs: u64,
    scope: VelocityScope,
    since: Option<Timestamp>,
    withdrawal: &Withdrawal,
    around: &Circumstances,
) -> Held {
    let past = match scope {
        VelocityScope::Wallet => around.wallet_past.as_ref(),
        VelocityScope::Enterprise => around.enterprise_past.as_ref(),
    };
    let window = SignedDuration::from_secs(i64::try_from(window_secs).unwrap_or(i64::MAX));
    let from = withdrawal.at.checked_sub(window).unwrap_or(Timestamp::MIN);
    let from = since.map_or(from, |since| from.max(since));
    // A window of nothing counts this withdrawal alone.
    let is_whole = window_secs == 0 || past.is_some_and(|past| past.known_from <= from);
    let payments: Vec<&Payment> = match past {
        Some(past) if window_secs > 0 => past.since(from).collect(),
        _ => Vec::new(),
    };
    let held = match &threshold.currency {
        Currency::Usd => match worth_of(&payments, withdrawal, around) {
            Ok(worth) => dollars(Comparison::Above, &worth, threshold),
            Err((worth, coins)) => {
                if dollars(Comparison::Above, &worth, threshold).truth != Truth::Yes {
                    let doubts = coins.into_iter().map(Doubt::NoPrice).collect();
                    return Held { doubts, ..Held::known(Truth::Unknown) };
                }
                Held::known(Truth::Yes)
            }
        },
        Currency::Coin(_) => {
            let same = payments.iter().filter(|payment| payment.coin == withdrawal.coin);
            let sum = same.fold(withdrawal.amount.clone(), |sum, payment| sum + payment.amount.clone());
            compared(Comparison::Above, &sum, &threshold.amount, &withdrawal.coin)
        }
    };
    // More that is not known can only add to it.
    if is_whole || held.truth == Truth::Yes {
        return held;
    }
    Held::doubtful(Doubt::PastNotKnown { window_secs, scope })
}

/// What the withdrawal and these payments are worth, in the scale of dollars; else what those with a price are worth, and the
/// coins that have none.
fn worth_of(
    payments: &[&Payment],
    withdrawal: &Withdrawal,
    around: &Circumstances,
) -> Result<BaseUnits, (BaseUnits, BTreeSet<String>)> {
    let (mut sum, mut missing) = (BaseUnits::zero(), BTreeSet::new());
    let own = (&withdrawal.coin, &withdrawal.amount);
    for (coin, amount) in payments.iter().map(|it| (&it.coin, &it.amount)).chain([own]) {
        match around.prices.worth(coin, amount).and_then(|it| it.scaled()) {
            Some(worth) => sum += worth,
            None => drop(missing.insert(coin.clone())),
        }
    }
    if missing.is_empty() { Ok(sum) } else { Err((sum, missing)) }
}
