//! The answers that were used although they were signed at another time: version 2 only warns of them (the protocol notes,
//! section 2), and what only warns has to be seen.

use std::collections::BTreeMap;

use crate::bitgo::signing::Freshness;

/// So many questions are kept; of more, those whose answers were furthest from their time.
const MOST: usize = 64;

/// An answer that was used although it was signed at another time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleAnswer {
    /// What was asked: the method, and the path without its query.
    pub question: String,
    /// How long before its arrival it was signed, in milliseconds; below zero where that time was still to come.
    pub ago_ms: i64,
}

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
        if self.0.len() > MOST {
            let nearest = self.0.iter().min_by_key(|(_, ago_ms)| ago_ms.unsigned_abs());
            let nearest = nearest.map(|(asked, _)| asked.clone());
            nearest.and_then(|asked| self.0.remove(&asked));
        }
    }

    /// The one that was furthest away from its time.
    pub(super) fn furthest(&self) -> Option<StaleAnswer> {
        let ((method, question), ago_ms) = self.0.iter().max_by_key(|(_, ago_ms)| ago_ms.unsigned_abs())?;
        let path = question.split('?').next().unwrap_or_default();
        Some(StaleAnswer { question: format!("{method} {path}"), ago_ms: *ago_ms })
    }

    /// The person has been told.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn an_old_answer_counts_until_the_same_question_is_answered_freshly_from_its_beginning() {
        let late = |ago_ms| Freshness::Late { ago_ms };
        let mut stale = StaleAnswers::default();
        let mut note = |method, path: &str, begins, freshness| {
            stale.note(method, path.to_owned(), begins, freshness);
            stale.furthest().map(|it| it.ago_ms)
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
        assert_eq!(stale.furthest(), None);
    }

    #[test]
    fn the_furthest_are_kept_however_many_there_are() {
        let mut stale = StaleAnswers::default();
        for count in 0..1_000_i64 {
            let ago_ms = 400_000 + (count * 377) % 1_000;
            stale.note("GET", format!("/a?at={count}"), true, Freshness::Late { ago_ms });
        }
        assert_eq!(stale.0.len(), MOST);
        assert!(stale.0.values().all(|ago_ms| *ago_ms >= 401_000 - i64::try_from(MOST).unwrap()));
        let expected = StaleAnswer { question: "GET /a".to_owned(), ago_ms: 400_999 };
        assert_eq!(stale.furthest(), Some(expected));
    }
}
