//! The lock: when nobody is there, the sessions end and nothing secret stays.

use std::time::{Duration, Instant};

use egui::{Context, Event, Key, Modifiers};

use crate::domain::text::counted;
use crate::kit::state::Failure;

/// Why the program is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockReason {
    /// Nobody did anything for so long.
    Idle(Duration),
    /// The person asked for it.
    Asked,
}

impl LockReason {
    /// A sentence.
    pub fn words(self) -> String {
        match self {
            Self::Idle(after) => format!("Locked after {} without input.", span_words(after)),
            Self::Asked => "Locked at your request.".to_owned(),
        }
    }

    /// What became of work that was under way.
    pub fn failure(self) -> Failure {
        Failure {
            what: format!("Countersign was locked before the answer came. {}", self.words()),
            next: "Log in again: what was sent is looked up.".to_owned(),
            ..Failure::default()
        }
    }
}

fn span_words(span: Duration) -> String {
    let (minutes, secs) = (span.as_secs() / 60, span.as_secs());
    let count = |count: u64, noun| counted(usize::try_from(count).unwrap_or(usize::MAX), noun);
    if minutes > 0 { count(minutes, "minute") } else { count(secs, "second") }
}

/// Since when nobody has done anything.
pub struct IdleWatch {
    since: Instant,
}

impl Default for IdleWatch {
    fn default() -> Self {
        Self { since: Instant::now() }
    }
}

impl IdleWatch {
    /// Looks at what came in. Tells what locks the program now: a key, or that nobody has done anything for `after`. Sees to
    /// it that it is asked again in time.
    pub fn see(&mut self, screen: &Context, after: Option<Duration>) -> Option<LockReason> {
        if screen.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::L)) {
            return Some(LockReason::Asked);
        }
        if screen.input(|input| input.events.iter().any(is_of_a_person)) {
            self.since = Instant::now();
        }
        let after = after?;
        let left = after.saturating_sub(self.since.elapsed());
        if left.is_zero() {
            return Some(LockReason::Idle(after));
        }
        screen.request_repaint_after(left);
        None
    }

    /// The time begins anew.
    pub fn begin_anew(&mut self) {
        self.since = Instant::now();
    }
}

/// Whether a person did this. What the system tells of the window is none of it.
fn is_of_a_person(event: &Event) -> bool {
    !matches!(event, Event::WindowFocused(_) | Event::PointerGone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_says_why() {
        for (reason, words) in [
            (LockReason::Idle(Duration::from_mins(10)), "Locked after 10 minutes without input."),
            (LockReason::Idle(Duration::from_mins(1)), "Locked after 1 minute without input."),
            (LockReason::Idle(Duration::from_secs(30)), "Locked after 30 seconds without input."),
            (LockReason::Asked, "Locked at your request."),
        ] {
            assert_eq!(reason.words(), words);
        }
    }

    #[test]
    fn what_the_system_tells_of_the_window_is_no_input() {
        assert!(!is_of_a_person(&Event::WindowFocused(true)) && !is_of_a_person(&Event::PointerGone));
        assert!(is_of_a_person(&Event::Text("a".into())) && is_of_a_person(&Event::Zoom(1.1)));
    }
}
