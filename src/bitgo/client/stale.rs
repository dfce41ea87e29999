//! The answers that were used although they were signed at another time: version 2 only warns of them (the protocol notes,
//! section 2), and what only warns has to be seen.

use std::collections::BTreeMap;

use crate::bitgo::signing::Freshness;

/// What was asked and answered with an old signature, or with one of the future, as far as it was not answered anew since.
#[derive(Default)]
pub(super) struct StaleAnswers(BTreeMap<(String, String), i64>);

impl StaleAnswers {
    /// Takes note of how fresh the answer to a question was. `begins` says that it is no later part of a list: only a list
    /// that is read again from its beginning takes the place of the one before.
    pub(super) fn note(&mut self, method: &str, question: String, begins: bool, freshness: Freshness) {
        let asked = (method.to_owned(), question);
        let ago_ms = match freshness {
            Freshness::Late { ago_ms } => ago_ms,
            Freshness::Early { ahead_ms } => ahead_ms.saturating_neg(),
            Freshness::Fresh if begins => {
                self.0.remove(&asked);
                return;
            }
            Freshness::Fresh => return,
        };
        self.0.insert(asked, ago_ms);
    }

    /// The one that is furthest away from its time, in milliseconds; below zero where its time is still to come.
    pub(super) fn furthest_ago_ms(&self) -> Option<i64> {
        self.0.values().copied().max_by_key(|ago_ms| ago_ms.unsigned_abs())
    }

    /// The person has been told.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_answer_counts_until_the_same_question_is_answered_freshly_from_its_beginning() {
        let late = |ago_ms| Freshness::Late { ago_ms };
        let mut stale = StaleAnswers::default();
        let mut note = |method, path: &str, begins, freshness| {
            stale.note(method, path.to_owned(), begins, freshness);
            stale.furthest_ago_ms()
        };
        assert_eq!(note("GET", "/a", true, Freshness::Fresh), None);
        assert_eq!(note("GET", "/a", true, late(400_000)), Some(400_000));
        assert_eq!(note("GET", "/b", false, late(900_000)), Some(900_000));
        assert_eq!(note("GET", "/c", true, Freshness::Early { ahead_ms: 700_000 }), Some(900_000));
        // A later part of a list, or a change, is another question.
        assert_eq!(note("GET", "/b", false, Freshness::Fresh), Some(900_000));
        assert_eq!(note("PUT", "/b", true, Freshness::Fresh), Some(900_000));
        assert_eq!(note("GET", "/b", true, Freshness::Fresh), Some(-700_000));
        stale.forget();
        assert_eq!(stale.furthest_ago_ms(), None);
    }
}
