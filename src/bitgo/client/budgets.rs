//! Every budget of this process. The platform counts by person: whoever logs out and in again, or tries another version of
//! the signature, is the same person to it, and what was sent before still counts.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::budget::Budget;

/// The platform's limit is on any minute; and a second for the way there: it counts by when requests arrive.
const WINDOW: Duration = Duration::from_secs(61);

/// Whose budget it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Whose {
    /// Where the person asks.
    pub origin: String,
    /// The person, by ID; none before that is known.
    pub person: Option<String>,
    /// How many requests a minute are allowed: clients that are told otherwise count for themselves.
    pub most: usize,
}

/// The budgets that somebody uses, or that remember a request which still counts.
#[derive(Default)]
struct Budgets(BTreeMap<Whose, Arc<Budget>>);

impl Budgets {
    fn of(&mut self, whose: Whose, now: Instant) -> Arc<Budget> {
        self.0.retain(|_, budget| Arc::strong_count(budget) > 1 || budget.counts(now));
        let most = whose.most;
        Arc::clone(self.0.entry(whose).or_insert_with(|| Arc::new(Budget::new(most, WINDOW))))
    }
}

/// The one budget of these requests in this process.
pub(super) fn budget_of(whose: Whose) -> Arc<Budget> {
    static BUDGETS: Mutex<Budgets> = Mutex::new(Budgets(BTreeMap::new()));
    BUDGETS.lock().unwrap_or_else(PoisonError::into_inner).of(whose, Instant::now())
}

#[cfg(test)]
mod tests {
    use super::super::budget::{Pressing, Wish};
    use super::*;

    fn whose(origin: &str, person: Option<&str>) -> Whose {
        Whose { origin: origin.to_owned(), person: person.map(str::to_owned), most: 7 }
    }

    const WISH: Wish<'_> =
        Wish { pressing: Pressing::Question, obeys_pause: true, code_until: None, work: None };

    #[test]
    fn one_person_at_one_origin_has_one_budget() {
        let (mut budgets, now) = (Budgets::default(), Instant::now());
        let one = budgets.of(whose("https://a.example", Some("ada")), now);
        assert!(Arc::ptr_eq(&one, &budgets.of(whose("https://a.example", Some("ada")), now)));
        for other in [
            whose("https://a.example", Some("ben")),
            whose("https://a.example", None),
            whose("https://b.example", Some("ada")),
            Whose { most: 8, ..whose("https://a.example", Some("ada")) },
        ] {
            assert!(!Arc::ptr_eq(&one, &budgets.of(other.clone(), now)), "{other:?}");
        }
    }

    #[tokio::test]
    async fn a_budget_is_kept_while_it_counts_and_then_forgotten() {
        let (mut budgets, now) = (Budgets::default(), Instant::now());
        let used = budgets.of(whose("https://a.example", Some("ada")), now);
        assert!(used.place(&WISH).await.is_ok());
        let held = budgets.of(whose("https://b.example", Some("ada")), now);
        held.hold(now + 3 * WINDOW);
        let looked_up = budgets.of(whose("https://d.example", Some("ada")), now);
        looked_up.sharing_keys().lock().unwrap_or_else(PoisonError::into_inner).take(now);
        for port in 0..500 {
            drop(budgets.of(whose(&format!("http://127.0.0.1:{port}"), None), now));
        }
        drop((used, held, looked_up));
        let in_use = budgets.of(whose("https://c.example", None), Instant::now());
        assert_eq!(budgets.0.len(), 4, "what was asked, what is held, what was looked up, and what is used");
        let later = Instant::now() + 2 * WINDOW;
        drop(budgets.of(whose("https://c.example", None), later));
        assert_eq!(budgets.0.len(), 3);
        drop(budgets.of(whose("https://c.example", None), later + 2 * WINDOW));
        assert_eq!(budgets.0.len(), 2);
        drop(budgets.of(whose("https://c.example", None), later + 4 * WINDOW));
        assert_eq!(budgets.0.len(), 1);
        drop(in_use);
    }
}
