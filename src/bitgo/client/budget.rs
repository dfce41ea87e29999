//! The platform's limit on how often a person may ask, kept before it has to refuse (the protocol notes, section 10).
//!
//! What is pressing goes first: lists leave room for single questions, and both leave room for changes. Who waits stands in
//! a queue, so that nobody is overtaken by what is as pressing. Where the platform itself asks for a pause, a change is sent
//! all the same: its one-time code would not live through it, and a refusal says so.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::work_waits::WorkWaits;
use crate::bitgo::rate_limit::{RateLimit, SHARING_KEYS};
use crate::domain::wait::{Wait, WaitsFor};

/// What a request waits behind; the most pressing is the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pressing {
    /// A change that somebody has confirmed, and what is read before it is sent.
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

/// A request that wants to be sent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish<'a> {
    pub pressing: Pressing,
    /// It waits where the platform asks for a pause.
    pub obeys_pause: bool,
    /// Until when the one-time code lives that goes with it: it waits no longer than that.
    pub code_until: Option<Instant>,
    /// The work that it is asked for, which tells of the wait.
    pub work: Option<&'a WorkWaits>,
}

impl Wish<'_> {
    /// Waits outside of the queue, as the platform has asked, where the code lives so long.
    pub(super) async fn pause(&self, left: Duration) -> Result<(), Wait> {
        let (until, why) = (Instant::now() + left, WaitsFor::Pause);
        if self.code_until.is_some_and(|end| until > end) {
            return Err(Wait { left, why });
        }
        let _mark = self.work.map(|work| work.mark(until, why));
        tokio::time::sleep_until(until.into()).await;
        Ok(())
    }
}

/// How many requests were sent, and who waits.
pub(super) struct Budget {
    most: usize,
    state: Mutex<State>,
    /// Somebody waits no longer who has not sent either.
    left: Notify,
    /// What is counted apart from all others: the look-ups of sharing keys.
    sharing_keys: Arc<Mutex<RateLimit>>,
}

struct State {
    limit: RateLimit,
    /// Until when the platform has asked for a pause.
    held_until: Option<Instant>,
    /// Who waits, in the order in which they send.
    queue: BTreeSet<Ticket>,
    newest: u64,
}

/// A place in the queue: what is more pressing first, then who came first.
type Ticket = (Pressing, u64);

impl Budget {
    /// So many requests in any window.
    pub(super) fn new(most: usize, window: Duration) -> Self {
        let limit = RateLimit::new(most, window);
        let state = State { limit, held_until: None, queue: BTreeSet::new(), newest: 0 };
        let sharing_keys = Arc::new(Mutex::new(RateLimit::sharing_keys()));
        Self { most, state: Mutex::new(state), left: Notify::new(), sharing_keys }
    }

    /// The same person's look-ups of sharing keys.
    pub(super) fn sharing_keys(&self) -> &Arc<Mutex<RateLimit>> {
        &self.sharing_keys
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Comes back when the request may be sent, or with how long it would have to wait where its code does not live so long.
    pub(super) async fn place(&self, wish: &Wish<'_>) -> Result<(), Wait> {
        let queued = self.queue_up(wish.pressing);
        loop {
            // Before the look, so that nobody's leaving is missed.
            let left = self.left.notified();
            let now = Instant::now();
            let Some(wait) = self.take(queued.ticket, wish.obeys_pause, now) else { return Ok(()) };
            let until = now + wait.left;
            if wish.code_until.is_some_and(|end| until > end) {
                return Err(wait);
            }
            let _mark = wish.work.map(|work| work.mark(until, wait.why));
            tokio::select! {
                () = tokio::time::sleep_until(until.into()) => {}
                () = left => {}
            }
        }
    }

    /// Takes a place now, or says how long there is none. Those ahead in the queue have theirs first.
    fn take(&self, ticket: Ticket, obeys_pause: bool, now: Instant) -> Option<Wait> {
        let mut state = self.state();
        let held = state.held_until.filter(|_| obeys_pause);
        let pause = held.map_or(Duration::ZERO, |until| until.saturating_duration_since(now));
        let ahead = state.queue.range(..ticket).count();
        let full = state.limit.wait_leaving(now, ticket.0.leaves(self.most) + ahead);
        if pause.is_zero() && full.is_zero() {
            state.limit.take(now);
            state.queue.remove(&ticket);
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

    /// What was sent under another budget turns out to count here, and a pause that was asked for then to be meant for this
    /// one. Who waits there waits for it no longer.
    pub(super) fn take_over(&self, other: &Self) {
        let (sent, held) = {
            let mut other = other.state();
            (other.limit.drain(), other.held_until.take())
        };
        self.state().limit.add(sent);
        if let Some(until) = held {
            self.hold(until);
        }
        other.left.notify_waiters();
    }

    /// Whether it would let anybody wait now or remembers what may let somebody wait later.
    pub(super) fn counts(&self, now: Instant) -> bool {
        let sharing_keys = self.sharing_keys.lock().unwrap_or_else(PoisonError::into_inner);
        if sharing_keys.left(now) < SHARING_KEYS {
            return true;
        }
        let state = self.state();
        state.held_until.is_some_and(|until| until > now) || state.limit.left(now) < self.most
    }

    fn queue_up(&self, pressing: Pressing) -> Queued<'_> {
        let mut state = self.state();
        state.newest += 1;
        let ticket = (pressing, state.newest);
        state.queue.insert(ticket);
        Queued { budget: self, ticket }
    }
}

/// That somebody stands in the queue; gone with the waiting, also where it is cancelled.
struct Queued<'a> {
    budget: &'a Budget,
    ticket: Ticket,
}

impl Drop for Queued<'_> {
    fn drop(&mut self) {
        let has_left = self.budget.state().queue.remove(&self.ticket);
        if has_left {
            self.budget.left.notify_waiters();
        }
    }
}

#[cfg(test)]
#[path = "budget_tests.rs"]
mod tests;
