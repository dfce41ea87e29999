//! How conditions stand to one another, whatever is withdrawn: which exclude, and which imply one another.

use super::condition::{Comparison, Condition, DestinationType, Threshold};
use super::rule::{Clause, Join};
use super::withdrawal::is_same_coin;

/// Whether all of its conditions have to hold.
pub(super) fn needs_all(clause: &Clause) -> bool {
    let last = clause.conditions.len().saturating_sub(1);
    clause.conditions.iter().take(last).all(|it| it.join == Some(Join::And))
}

/// Whether two of its conditions can never hold together.
pub(super) fn excludes_itself(clause: &Clause) -> bool {
    let items: Vec<&Condition> = clause.conditions.iter().map(|it| &it.item).collect();
    needs_all(clause)
        && items
            .iter()
            .enumerate()
            .any(|(place, one)| items[place + 1..].iter().any(|other| exclude(one, other)))
}

fn exclude(one: &Condition, other: &Condition) -> bool {
    use DestinationType::{NotWhitelisted, Whitelisted};
    match (one, other) {
        (
            Condition::Amount { comparison, threshold },
            Condition::Amount { comparison: other, threshold: bound },
        ) => amounts_exclude((*comparison, threshold), (*other, bound)),
        (Condition::Initiators(people), Condition::NotInitiatedBy(others))
        | (Condition::NotInitiatedBy(others), Condition::Initiators(people)) => {
            people.iter().all(|id| others.contains(id))
        }
        (Condition::Initiators(people), Condition::Initiators(others)) => {
            people.iter().all(|id| !others.contains(id))
        }
        (Condition::Destination { kind, .. }, Condition::Destination { kind: other, .. }) => {
            matches!((kind, other), (Whitelisted, NotWhitelisted) | (NotWhitelisted, Whitelisted))
        }
        _ => false,
    }
}

/// More than one amount and less than another that is not more.
fn amounts_exclude(one: (Comparison, &Threshold), other: (Comparison, &Threshold)) -> bool {
    let is_for_more = |it: Comparison| matches!(it, Comparison::Above | Comparison::AtLeast);
    let ((low, from), (high, to)) = match (is_for_more(one.0), is_for_more(other.0)) {
        (true, false) => (one, other),
        (false, true) => (other, one),
        _ => return false,
    };
    let takes_in_both = (low, high) == (Comparison::AtLeast, Comparison::AtMost);
    from.currency == to.currency
        && if takes_in_both { from.amount > to.amount } else { from.amount >= to.amount }
}

/// Whether the other condition holds whenever this one does.
pub(super) fn implies(one: &Condition, other: &Condition) -> bool {
    use Condition::{Amount, Destination, Initiators, NotInitiatedBy, Velocity};
    match (one, other) {
        (Amount { comparison, threshold }, Amount { comparison: other, threshold: bound }) => {
            amount_implies((*comparison, threshold), (*other, bound))
        }
        // The withdrawal itself counts.
        (Amount { comparison, threshold }, Velocity { threshold: bound, .. }) => {
            amount_implies((*comparison, threshold), (Comparison::Above, bound))
        }
        (
            Velocity { threshold, window_secs, scope },
            Velocity { threshold: bound, window_secs: within, scope: over },
        ) => {
            let is_more = threshold.currency == bound.currency && threshold.amount >= bound.amount;
            is_more && window_secs <= within && scope == over
        }
        (Initiators(people), Initiators(others)) => people.iter().all(|id| others.contains(id)),
        (NotInitiatedBy(people), NotInitiatedBy(others)) => others.iter().all(|id| people.contains(id)),
        (Initiators(people), NotInitiatedBy(others)) => people.iter().all(|id| !others.contains(id)),
        (Destination { kind, coin }, Destination { kind: other, coin: of }) => {
            let is_as_wide = |of: &String| coin.as_ref().is_some_and(|it| it == of || is_same_coin(of, it));
            kind == other && of.as_ref().is_none_or(is_as_wide)
        }
        _ => one == other,
    }
}

fn amount_implies(one: (Comparison, &Threshold), other: (Comparison, &Threshold)) -> bool {
    use Comparison::{Above, AtLeast, AtMost, Below};
    let ((comparison, from), (bound, to)) = (one, other);
    from.currency == to.currency
        && match (comparison, bound) {
            (Above, Above | AtLeast) | (AtLeast, AtLeast) => from.amount >= to.amount,
            (AtLeast, Above) => from.amount > to.amount,
            (Below, Below | AtMost) | (AtMost, AtMost) => from.amount <= to.amount,
            (AtMost, Below) => from.amount < to.amount,
            _ => false,
        }
}
