//! Who has to approve, in words.

use super::text::{any_of, listed};

/// That `missing` approvals can never come from `could` people, a sentence.
pub(crate) fn cannot_complete(missing: u64, could: usize) -> String {
    let could = match could {
        0 => "nobody can approve".to_owned(),
        1 => "only 1 person can approve".to_owned(),
        several => format!("only {several} people can approve"),
    };
    format!("{missing} needed, {could}: this cannot complete.")
}

/// Who is to approve where so many are missing: all of them, or any.
pub(crate) fn enough_of(people: Vec<String>, missing: u64) -> String {
    if people.len() as u64 <= missing { listed(people, "admin") } else { any_of(people, "admin") }
}
