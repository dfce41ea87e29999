//! Whether the rules do what the vendor recommends.

use super::action::Action;
use super::condition::{Comparison, Condition};
use super::coverage::TouchpointName;
use super::recommendation::Recommendation;
use super::rule::{Clause, EnterpriseRule};

/// Whether an active rule does what is recommended: it guards the same, says in the same way which wallets it is for, and has
/// a clause with conditions and actions of the same kinds. With which amounts and people is for its owners to say.
pub(super) fn is_followed(
    recommendation: &Recommendation,
    rules: &[EnterpriseRule],
    touchpoints: &[TouchpointName],
) -> bool {
    let mut standing = rules.iter().filter(|rule| rule.is_active() && rule.is_readable());
    let is_as_wide = |rule: &EnterpriseRule| {
        recommendation.filter.as_ref().is_none_or(|wanted| {
            rule.filters.iter().any(|it| std::mem::discriminant(it) == std::mem::discriminant(wanted))
        })
    };
    recommendation.unreadable.is_empty()
        && standing.any(|rule| {
            guards_the_same(recommendation, rule, touchpoints)
                && is_as_wide(rule)
                && rule.clauses.iter().any(|clause| does(clause, &recommendation.clause))
        })
}

/// Where either is not told, they are not said to differ.
fn guards_the_same(
    recommendation: &Recommendation,
    rule: &EnterpriseRule,
    touchpoints: &[TouchpointName],
) -> bool {
    let listed = touchpoints.iter().find(|it| !it.id.is_empty() && it.id == rule.touchpoint.id);
    recommendation.touchpoint.is_empty() || listed.is_none_or(|it| it.name == recommendation.touchpoint)
}

fn does(clause: &Clause, wanted: &Clause) -> bool {
    let has = |condition: &Condition| clause.conditions.iter().any(|it| is_of_kind(&it.item, condition));
    let acts = |action: &Action| {
        let kind = std::mem::discriminant(action);
        clause.actions.iter().any(|it| std::mem::discriminant(&it.item) == kind)
    };
    clause.conditions.len() == wanted.conditions.len()
        && wanted.conditions.iter().all(|it| has(&it.item))
        && wanted.actions.iter().all(|it| acts(&it.item))
}

/// A limit from above is no limit from below, and a list of known addresses is not what is on none.
fn is_of_kind(one: &Condition, other: &Condition) -> bool {
    let is_for_more = |it: &Comparison| matches!(it, Comparison::Above | Comparison::AtLeast);
    match (one, other) {
        (Condition::Amount { comparison, .. }, Condition::Amount { comparison: other, .. }) => {
            is_for_more(comparison) == is_for_more(other)
        }
        (Condition::Destination { kind, .. }, Condition::Destination { kind: other, .. }) => kind == other,
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}
