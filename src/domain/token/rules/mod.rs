//! What a draft is checked against, one file a field of the form.

mod addresses;
pub(super) mod label;
mod lifetime;
mod limits;
mod reach;
mod scopes;

pub(super) use addresses::private_id;

use super::check::Reading;
use super::findings::{Field, Findings};

/// A rule looks at a reading and says what it finds.
pub(super) type Rule = fn(&Reading<'_>, &mut Findings<'_>);

/// The rules of every field.
pub(super) const ALL: [(Field, Rule); 6] = [
    (Field::Label, label::check),
    (Field::Lifetime, lifetime::check),
    (Field::Scopes, scopes::check),
    (Field::Addresses, addresses::check),
    (Field::Limits, limits::check),
    (Field::Reach, reach::check),
];

/// Whether a text has the shape of the platform's IDs: 32 lower-case hex digits (spec: wallet and enterprise IDs).
fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}
