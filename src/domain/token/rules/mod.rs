//! What a draft is checked against, one file a field of the form.

mod addresses;
mod id;
pub(super) mod label;
mod lifetime;
mod limits;
mod reach;
mod scopes;

pub(super) use addresses::private_id;

use super::findings::{Field, Findings};
use super::reading::Reading;

/// A rule looks at a reading and says what it finds.
pub(super) type Rule = fn(&Reading<'_>, &mut Findings);

/// The rules of every field.
pub(super) const ALL: [(Field, Rule); 6] = [
    (Field::Label, label::check),
    (Field::Lifetime, lifetime::check),
    (Field::Scopes, scopes::check),
    (Field::Addresses, addresses::check),
    (Field::Limits, limits::check),
    (Field::Reach, reach::check),
];

/// Everything that these rules find.
pub(super) fn found_by(rules: &[(Field, Rule)], reading: &Reading<'_>) -> Findings {
    let mut findings = Findings::of(Field::Label);
    for (field, rule) in rules {
        rule(reading, findings.about(*field));
    }
    findings
}
