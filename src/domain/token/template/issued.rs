//! What the platform made of a template: checked against what was wanted, for it has the last word.

use crate::domain::text::elided;
use crate::domain::token::findings::Field;
use crate::domain::token::replace::{Change, Row, parts};

use super::fields::TemplateFields;
use super::sameness::same_reach;

/// In what the template differs from the one that was wanted, a sentence each; none where it is as wanted.
///
/// A field that somebody changed elsewhere in the meantime shows here, and so does a bound that the platform kept.
pub fn differences(wanted: &TemplateFields, made: &TemplateFields) -> Vec<String> {
    let enterprise =
        |fields: &TemplateFields| fields.terms.enterprise.as_deref().map(elided).unwrap_or_default();
    let mut found = Vec::new();
    if wanted.name != made.name {
        found.push(other("Name", &wanted.name, &made.name));
    }
    if wanted.terms.enterprise != made.terms.enterprise {
        found.push(other("Enterprise", &enterprise(wanted), &enterprise(made)));
    }
    let rows = parts(&wanted.terms, &made.terms);
    found.extend(rows.iter().filter(|row| row.field != Field::Reach).filter_map(difference));
    if !same_reach(&wanted.terms.reach, &made.terms.reach) {
        let [wanted, made] = [wanted, made].map(|it| it.terms.reach_words());
        let others = if wanted == made { " (different ones)" } else { "" };
        found.push(other("Wallet access", &wanted, &format!("{made}{others}")));
    }
    found
}

fn difference(row: &Row) -> Option<String> {
    match row.change {
        Change::Same => None,
        Change::Changed => Some(other(&row.about, &row.old, &row.new)),
        Change::Added => {
            Some(format!("{} {}: BitGo saved it, but you did not request it.", row.about, row.new))
        }
        Change::Removed => {
            Some(format!("{} {}: you requested it, but BitGo did not save it.", row.about, row.old))
        }
    }
}

fn other(about: &str, wanted: &str, made: &str) -> String {
    let or_none = |words: &str| if words.is_empty() { "none".to_owned() } else { words.to_owned() };
    format!("{about}: BitGo saved {}; you requested {}.", or_none(made), or_none(wanted))
}
