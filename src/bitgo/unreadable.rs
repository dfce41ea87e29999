//! What was sent of something and cannot be read: it is named where the thing is shown, so that nobody takes it for something
//! that was not sent.

use serde_json::{Map, Value};

/// Of these fields, each with what it is called in a sentence, those that nobody could read: they stay with the unknown ones.
pub(super) fn among(left: &Map<String, Value>, known: &[(&str, &'static str)]) -> Vec<&'static str> {
    known.iter().filter(|(name, _)| left.contains_key(*name)).map(|(_, part)| *part).collect()
}

/// That it was read in part only; none where all of it could be read. `what` names it, as in "this token".
pub(super) fn words(what: &str, parts: &[&str]) -> Option<String> {
    let all = parts.join(", ");
    (!parts.is_empty()).then(|| format!("BitGo sent parts of {what} in a form that cannot be read: {all}."))
}
