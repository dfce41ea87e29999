//! What a token that exists is checked against, one file a part of it.

mod addresses;
mod lifetime;
mod limits;
mod scopes;

use super::facts::ExistingToken;
use super::weakness::{WeaknessContext, Weaknesses};

/// A rule looks at a token and says what it finds.
type Rule = fn(&ExistingToken, &WeaknessContext, &mut Weaknesses<'_>);

/// All rules.
pub(super) const ALL: [Rule; 4] = [addresses::check, lifetime::check, limits::check, scopes::check];
