//! The platform's limit on how often a person may ask, kept before it has to refuse (the protocol notes, section 10).
//!
//! What is pressing goes first: lists leave room for single questions, and both leave room for changes. Where the platform
//! itself asks for a pause, a change is sent all the same: its one-time code would not live through it, and a refusal says so.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::bitgo::rate_limit::RateLimit;
use crate::domain::wait::{Wait, WaitsFor};

/// What a request waits behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pressing {
    /// A change that somebody has confirmed.
    Change,
    /// A question of its own.
    Question,
    /// A page of a list.
    Page,
}

impl Pressing {
    /// So many places of a window of `most` are left to what is more pressing.
    fn leaves(self, most: usize) -> usize {
        match self {
            Self::Change => 0,
            Self::Question => most / 36,
            Self::Page => most / 9,
        }
    }
}

/// How many requests were sent, and who waits.
pub(super) struct Budget {
    most: usize,
    state: Mutex<State>,
}

struct State {
    limit: RateLimit,
    /// Until when the platform has asked for a pause.
    held_until: Option<Instant>,
    /// Until when those wait that cannot send yet, and why.
    waits: Vec<(u64, Instant, WaitsFor)>,
    next_wait: u64,
}

impl Budget {
    /// So many requests in any window.
    pub(super) fn new(most: usize, window: Duration) -> Self {
        let state =
            State { limit: RateLimit::new(most, window), held_until: None, waits: Vec::new(), next_wait: 0 };
        Self { most, state: Mutex::new(state) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Comes back when the request may be sent.
    pub(super) async fn place(&self, pressing: Pressing) {
        while let Some(wait) = self.take(pressing, Instant::now()) {
            let until = Instant::now() + wait.left;
            let _mark = self.mark(until, wait.why);
            tokio::time::sleep_until(until.into()).await;
        }
    }

    /// Takes a place now, or says how long there is none.
    fn take(&self, pressing: Pressing, now: Instant) -> Option<Wait> {
        let mut state = self.state();
        let held = state.held_until.filter(|_| pressing != Pressing::Change);
        let pause = held.map_or(Duration::ZERO, |until| until.saturating_duration_since(now));
        let full = state.limit.wait_leaving(now, pressing.leaves(self.most));
        if pause.is_zero() && full.is_zero() {
            state.limit.take(now);
            return None;
        }
        let why = if pause > full { WaitsFor::Pause } else { WaitsFor::Limit };
        Some(Wait { left: pause.max(full), why })
    }

    /// The platform itself asked to wait.
    pub(super) fn hold(&self, until: Instant) {
        let mut state = self.state();
        state.held_until = Some(state.held_until.map_or(until, |held| held.max(until)));
    }

    /// How long the one waits still that may send next, if any waits.
    pub(super) fn wait(&self, now: Instant) -> Option<Wait> {
        let state = self.state();
        let (_, until, why) = state.waits.iter().min_by_key(|(_, until, _)| *until)?;
        Some(Wait { left: until.saturating_duration_since(now), why: *why })
    }

    fn mark(&self, until: Instant, why: WaitsFor) -> Mark<'_> {
        let mut state = self.state();
        let id = state.next_wait;
        state.next_wait += 1;
        state.waits.push((id, until, why));
        Mark { budget: self, id }
    }
}

/// That somebody waits; gone with the waiting, also where it is cancelled.
struct Mark<'a> {
    budget: &'a Budget,
    id: u64,
}

impl Drop for Mark<'_> {
    fn drop(&mut self) {
        self.budget.state().waits.retain(|(id, ..)| *id != self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Duration = Duration::from_mins(1);

    #[test]
    fn lists_leave_room_for_questions_and_both_for_changes() {
        let budget = Budget::new(360, WINDOW);
        let now = Instant::now();
        let sent = |pressing| (0..1_000).take_while(|_| budget.take(pressing, now).is_none()).count();
        assert_eq!(sent(Pressing::Page), 320);
        assert_eq!(sent(Pressing::Question), 30);
        assert_eq!(sent(Pressing::Change), 10);
        assert_eq!(budget.take(Pressing::Change, now), Some(Wait { left: WINDOW, why: WaitsFor::Limit }));
        let later = now + WINDOW;
        assert_eq!(budget.take(Pressing::Page, later), None);
    }

    #[test]
    fn what_the_platform_asks_for_is_kept() {
        let budget = Budget::new(360, WINDOW);
        let now = Instant::now();
        budget.hold(now + Duration::from_secs(7));
        budget.hold(now + Duration::from_secs(3));
        let pause = Wait { left: Duration::from_secs(7), why: WaitsFor::Pause };
        for pressing in [Pressing::Question, Pressing::Page] {
            assert_eq!(budget.take(pressing, now), Some(pause), "{pressing:?}");
        }
        assert_eq!(budget.take(Pressing::Change, now), None, "its code would not live so long");
        assert_eq!(budget.take(Pressing::Page, now + Duration::from_secs(7)), None);
    }

    #[tokio::test]
    async fn who_waits_is_told_until_it_may_send_or_is_cancelled() {
        let budget = Budget::new(1, Duration::from_millis(80));
        budget.place(Pressing::Change).await;
        assert_eq!(budget.wait(Instant::now()), None);
        let cancelled = tokio::time::timeout(Duration::from_millis(5), async {
            let waiting = budget.place(Pressing::Change);
            tokio::pin!(waiting);
            assert!(futures::poll!(&mut waiting).is_pending());
            assert!(budget.wait(Instant::now()).is_some_and(|wait| wait.why == WaitsFor::Limit));
            waiting.await;
        });
        assert!(cancelled.await.is_err());
        assert_eq!(budget.wait(Instant::now()), None);
        budget.place(Pressing::Change).await;
        assert_eq!(budget.wait(Instant::now()), None);
    }
}
