//! What a token that exists is checked against, one file a part of it.

mod addresses;
mod lifetime;
mod limits;
mod scopes;

use super::facts::ExistingToken;
use super::weakness::{Weakness, WeaknessContext, Weaknesses};

/// A rule looks at a token and says what it finds.
type Rule = fn(&ExistingToken, &WeaknessContext, &mut Weaknesses<'_>);

/// All rules.
const ALL: [Rule; 4] = [addresses::check, lifetime::check, limits::check, scopes::check];

/// Everything that is to be said against a token, what would hurt most first. Pure: the same facts in the same
/// circumstances give the same list.
///
/// Nothing is said against a token that is over: it can do nothing any more.
pub fn weaknesses(token: &ExistingToken, context: &WeaknessContext) -> Vec<Weakness> {
    let mut found = Vec::new();
    if token.is_over(context.lifetime.now) {
        return found;
    }
    for rule in ALL {
        rule(token, context, &mut Weaknesses { into: &mut found });
    }
    found.sort_by_key(|weakness| (weakness.harm, weakness.finding.severity, weakness.finding.field));
    found
}
