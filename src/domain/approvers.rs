//! Who has to approve, in words.

use super::text::{any_of, listed};

/// That so many approvals can never come from `could` people, a sentence. `needed` says how many: "2", "1 more".
pub(crate) fn cannot_complete(needed: &str, could: usize) -> String {
    format!("{needed} needed, {}: this cannot complete.", can_approve(could))
}

/// How few can approve, as a part of a sentence.
pub(crate) fn can_approve(could: usize) -> String {
    match could {
        0 => "nobody can approve".to_owned(),
        1 => "only 1 person can approve".to_owned(),
        several => format!("only {several} people can approve"),
    }
}

/// Who is to approve where so many are missing: all of them, or any.
pub(crate) fn enough_of(people: Vec<String>, missing: u64) -> String {
    if people.len() as u64 <= missing { listed(people, "admin") } else { any_of(people, "admin") }
}
