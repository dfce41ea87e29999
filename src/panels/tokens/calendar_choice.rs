//! Which tokens' ends go into a calendar file, while that is chosen.

use std::collections::BTreeSet;

use super::model::Model;

/// The choice while it is made.
pub struct CalendarChoice {
    pub(super) ticked: BTreeSet<String>,
    pub(super) filter: String,
}

impl CalendarChoice {
    /// Every listed token that has an end.
    pub fn of_all(model: &Model<'_>) -> Self {
        let dated = model.known.iter().filter(|token| token.expires.is_some());
        Self { ticked: dated.map(|token| token.id.clone()).collect(), filter: String::new() }
    }
}
