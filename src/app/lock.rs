//! The lock: when nobody is there, the sessions end and nothing secret stays.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use egui::{Context, Event, Key, Modifiers};

use crate::domain::text::counted;
use crate::kit::state::Failure;
use crate::store::away::{Away, AwaySources, AwayWatch};
use crate::store::settings::AutoLock;

/// Why the program is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockReason {
    /// Nobody did anything for so many minutes.
    Idle(u16),
    /// The person asked for it.
    Asked,
    /// The machine tells that nobody is there.
    Away(Away),
}

impl LockReason {
    /// A sentence.
    pub fn words(self) -> String {
        match self {
            Self::Idle(minutes) => {
                format!("Locked after {} without input.", counted(minutes.into(), "minute"))
            }
            Self::Asked => "Locked at your request.".to_owned(),
            Self::Away(Away::ScreenLocked) => "Locked because the screen was locked.".to_owned(),
            Self::Away(Away::Sleeps) => "Locked because this computer went to sleep.".to_owned(),
            Self::Away(Away::ClockJumped) => "Locked because the clock jumped, as after sleep.".to_owned(),
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
    /// Looks at what came in. Tells what locks the program now: a key, or that nobody has done anything for so many minutes,
    /// each as long as `minute`. Sees to it that it is asked again in time.
    pub fn see(&mut self, screen: &Context, after: AutoLock, minute: Duration) -> Option<LockReason> {
        if screen.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::L)) {
            return Some(LockReason::Asked);
        }
        if screen.input(|input| input.events.iter().any(is_of_a_person)) {
            self.since = Instant::now();
        }
        let left = after.after(minute)?.saturating_sub(self.since.elapsed());
        if left.is_zero() {
            return Some(LockReason::Idle(after.minutes()));
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

/// The machine's signs that nobody is there, until the next update.
pub struct AwaySigns {
    newest: Arc<Mutex<Option<Away>>>,
    /// Which of them there are here.
    sources: Arc<Mutex<AwaySources>>,
}

impl AwaySigns {
    /// Heeds them from now on; each wakes the screen.
    pub fn heed(watch: &AwayWatch, screen: Context) -> Self {
        let newest = Arc::<Mutex<Option<Away>>>::default();
        let here = Arc::clone(&newest);
        let sources = watch.start(move |sign| {
            *here.lock().unwrap_or_else(PoisonError::into_inner) = Some(sign);
            screen.request_repaint();
        });
        Self { newest, sources }
    }

    /// The newest one, once.
    pub fn take(&self) -> Option<Away> {
        self.newest.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Which of them there are here, as far as it is known.
    pub fn sources(&self) -> AwaySources {
        *self.sources.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_says_why() {
        for (reason, words) in [
            (LockReason::Idle(10), "Locked after 10 minutes without input."),
            (LockReason::Idle(1), "Locked after 1 minute without input."),
            (LockReason::Asked, "Locked at your request."),
            (LockReason::Away(Away::Sleeps), "Locked because this computer went to sleep."),
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
