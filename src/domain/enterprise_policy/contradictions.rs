//! Rules that contradict one another: what one lets be approved the other always denies.

use super::condition_relations::{implies, needs_all};
use super::demand::{Strictness, of_actions};
use super::rule::{Clause, EnterpriseRule};

/// Whether all that the other rule asks for is denied by this one: for each of its clauses that ask there is one here that
/// denies, and whose every condition holds whenever the other's do.
pub(super) fn overrules(one: &EnterpriseRule, other: &EnterpriseRule) -> bool {
    let mut asking = other.clauses.iter().filter(|it| asks(it)).peekable();
    asking.peek().is_some() && asking.all(|clause| one.clauses.iter().any(|it| denies(it, clause)))
}

/// Whether it surely asks for something and surely does not deny. One that does nothing, or of which that cannot be told, does
/// not.
fn asks(clause: &Clause) -> bool {
    let (least, most) = of_actions(&clause.actions);
    least.strictness() > Strictness::GoesThrough && most.strictness() < Strictness::Denied
}

fn denies(one: &Clause, other: &Clause) -> bool {
    let is_wider =
        one.conditions.iter().all(|has| other.conditions.iter().any(|it| implies(&it.item, &has.item)));
    of_actions(&one.actions).0.strictness() == Strictness::Denied
        && needs_all(one)
        && needs_all(other)
        && is_wider
}
