//! How long to wait before the next request of a kind that the platform counts (the protocol notes, section
//! 10). Pure: the time is given, nothing waits here.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// So many look-ups of sharing keys in [`SHARING_KEY_WINDOW`].
pub(super) const SHARING_KEYS: usize = 5;
/// The platform's 300 s, and a second for the way there: it counts by when requests arrive.
const SHARING_KEY_WINDOW: Duration = Duration::from_secs(301);

/// At most so many requests in any window. Places are given out in the order in which they are asked for.
#[derive(Clone, Debug)]
pub struct RateLimit {
    most: usize,
    window: Duration,
    /// When each request was or will be sent, in order.
    places: VecDeque<Place>,
    /// Not before this, because the platform said so.
    held_until: Option<Instant>,
    next_id: u64,
}

/// A place in the queue: when its holder may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From when on the request may be sent.
    pub at: Instant,
    id: u64,
}

impl RateLimit {
    /// At most `most` requests (at least one) in any `window`.
    pub fn new(most: usize, window: Duration) -> Self {
        Self { most: most.max(1), window, places: VecDeque::new(), held_until: None, next_id: 0 }
    }

    /// For the look-up of sharing keys: 5 in 300 s.
    pub fn sharing_keys() -> Self {
        Self::new(SHARING_KEYS, SHARING_KEY_WINDOW)
    }

    /// How long a request that is asked for at `now` would have to wait; zero for not at all.
    pub fn wait(&self, now: Instant) -> Duration {
        self.wait_leaving(now, 0)
    }

    /// How long a request that is asked for at `now` would have to wait if it is to leave so many places, or so many are sent
    /// before it; zero for not at all.
    pub fn wait_leaving(&self, now: Instant, places: usize) -> Duration {
        self.next_at(now, places).saturating_duration_since(now)
    }

    /// How many requests can still be sent at once at `now`.
    pub fn left(&self, now: Instant) -> usize {
        if self.held_until.is_some_and(|until| until > now) {
            return 0;
        }
        self.most.saturating_sub(self.places.iter().filter(|place| self.counts(place, now)).count())
    }

    /// Takes the next place.
    pub fn take(&mut self, now: Instant) -> Place {
        let places: VecDeque<Place> =
            self.places.iter().copied().filter(|place| self.counts(place, now)).collect();
        self.places = places;
        let place = Place { at: self.next_at(now, 0), id: self.next_id };
        self.next_id += 1;
        self.places.push_back(place);
        place
    }

    /// Gives a place back that was not used, for the next who asks.
    pub fn give_back(&mut self, place: Place) {
        self.places.retain(|it| it.id != place.id);
    }

    /// Forgets what was sent, and says when it was.
    pub fn drain(&mut self) -> Vec<Instant> {
        self.places.drain(..).map(|place| place.at).collect()
    }

    /// These were sent too.
    pub fn add(&mut self, sent: Vec<Instant>) {
        for at in sent {
            self.places.push_back(Place { at, id: self.next_id });
            self.next_id += 1;
        }
    }

    /// The platform itself asked to wait (`Retry-After`): nothing is sent before `until`.
    pub fn hold(&mut self, until: Instant) {
        self.held_until = Some(self.held_until.map_or(until, |held| held.max(until)));
    }

    fn counts(&self, place: &Place, now: Instant) -> bool {
        place.at + self.window > now
    }

    /// The place `most` before the next one and those that it leaves has to be a whole window in the past.
    fn next_at(&self, now: Instant, leaving: usize) -> Instant {
        let earliest = self.held_until.map_or(now, |held| held.max(now));
        if self.places.len() + leaving < self.most {
            return earliest;
        }
        // Places may have been given back, so the newest is not always the latest in time.
        let mut times: Vec<Instant> = self.places.iter().map(|place| place.at).collect();
        times.sort_unstable();
        let next = |times: &[Instant]| {
            let before = times.len().checked_sub(self.most).and_then(|before| times.get(before));
            before.map_or(earliest, |at| earliest.max(*at + self.window))
        };
        for _ in 0..leaving {
            times.push(next(&times));
        }
        next(&times)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn the_sixth_waits_for_the_first_to_leave_the_window() {
        let start = Instant::now();
        let mut limit = RateLimit::sharing_keys();
        for n in 0..5 {
            assert_eq!(limit.take(start + SECOND * n).at, start + SECOND * n);
        }
        let now = start + SECOND * 10;
        assert_eq!((limit.left(now), limit.wait(now)), (0, SECOND * 291));
        let sixth = limit.take(now);
        assert_eq!(sixth.at, start + SECOND * 301);
        assert_eq!(limit.take(now).at, start + SECOND * 302);
        assert_eq!(limit.wait(now), SECOND * 293, "the seventh stands in front");
        let later = start + SECOND * 1000;
        assert_eq!((limit.left(later), limit.wait(later)), (5, Duration::ZERO));
    }

    #[test]
    fn places_come_back_and_the_platform_has_the_last_word() {
        let start = Instant::now();
        let mut limit = RateLimit::new(1, SECOND * 300);
        let first = limit.take(start);
        let second = limit.take(start);
        limit.give_back(second);
        assert_eq!(limit.wait(start), SECOND * 300);
        limit.give_back(first);
        assert_eq!(limit.wait(start), Duration::ZERO);
        limit.hold(start + SECOND * 60);
        limit.hold(start + SECOND * 30);
        assert_eq!((limit.wait(start), limit.left(start)), (SECOND * 60, 0));
        assert_eq!(limit.take(start + SECOND * 90).at, start + SECOND * 90);
    }

    #[test]
    fn whoever_stands_behind_several_waits_for_all_of_them() {
        let start = Instant::now();
        let mut limit = RateLimit::new(2, SECOND * 60);
        assert_eq!(limit.wait_leaving(start, 1), Duration::ZERO);
        assert_eq!(limit.wait_leaving(start, 2), SECOND * 60, "two go at once, the third a window later");
        limit.take(start);
        limit.take(start + SECOND * 9);
        let now = start + SECOND * 10;
        let waits: Vec<u64> = (0..5).map(|ahead| limit.wait_leaving(now, ahead).as_secs()).collect();
        assert_eq!(waits, [50, 59, 110, 119, 170]);
        let sent = limit.drain();
        assert_eq!((sent.len(), limit.left(now)), (2, 2));
        limit.add(sent);
        assert_eq!(limit.wait(now), SECOND * 50);
    }

    proptest! {
        #[test]
        fn no_window_ever_holds_more(most in 1usize..6, steps in prop::collection::vec((0u64..400, 0u8..4), 1..60)) {
            let window = SECOND * 300;
            let (mut limit, mut now, mut sent) = (RateLimit::new(most, window), Instant::now(), Vec::new());
            for (secs, what) in steps {
                now += Duration::from_secs(secs);
                let wait = limit.wait(now);
                let place = limit.take(now);
                prop_assert_eq!(place.at, now + wait);
                // Only a place whose time has not come can be given back unused.
                if what == 0 && place.at > now { limit.give_back(place) } else { sent.push(place.at) }
            }
            sent.sort_unstable();
            for pair in sent.windows(most + 1) {
                prop_assert!(pair[most] - pair[0] >= window);
            }
        }
    }
}
