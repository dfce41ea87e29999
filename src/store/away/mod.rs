//! This machine's signs that nobody is there: its screen locks, or it sleeps.

#[cfg(all(unix, not(target_os = "macos")))]
mod bus;
mod clock;

use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// A sign that nobody is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Away {
    /// The screen was locked.
    ScreenLocked,
    /// The machine is about to sleep.
    Sleeps,
    /// So much more time has gone by than this program saw that the machine must have slept.
    ClockJumped,
}

/// Which signs are heeded here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AwaySources {
    /// The system tells before it sleeps.
    pub sleep: bool,
    /// The system tells when the screen is locked.
    pub screen: bool,
}

/// What is told of the signs.
type Tell = Arc<dyn Fn(Away) + Send + Sync>;

/// Where signs come from.
#[derive(Clone)]
pub struct AwayWatch(Source);

#[derive(Clone)]
enum Source {
    System,
    Given(Arc<Mutex<Option<Receiver<Away>>>>),
}

impl AwayWatch {
    /// From the system.
    pub fn of_the_system() -> Self {
        Self(Source::System)
    }

    /// From whoever has the other end, for tests; from nobody where that is gone.
    pub fn by(signs: Receiver<Away>) -> Self {
        Self(Source::Given(Arc::new(Mutex::new(Some(signs)))))
    }

    /// From nobody.
    pub fn silent() -> Self {
        Self(Source::Given(Arc::default()))
    }

    /// Heeds them from now on, beside every other thread. Says in the returned place which of them there are, once that is
    /// known.
    pub fn start(&self, tell: impl Fn(Away) + Send + Sync + 'static) -> Arc<Mutex<AwaySources>> {
        let (tell, sources): (Tell, _) = (Arc::new(tell), Arc::<Mutex<AwaySources>>::default());
        match &self.0 {
            Source::System => heed_the_system(&tell, &sources),
            Source::Given(signs) => {
                let signs = signs.lock().unwrap_or_else(PoisonError::into_inner).take();
                if let Some(signs) = signs {
                    beside("given signs", move || signs.into_iter().for_each(|sign| tell(sign)));
                }
            }
        }
        sources
    }
}

fn heed_the_system(tell: &Tell, sources: &Arc<Mutex<AwaySources>>) {
    let told = Arc::clone(tell);
    beside("clock jumps", move || clock::watch(&*told));
    #[cfg(all(unix, not(target_os = "macos")))]
    for bus in [bus::Bus::System, bus::Bus::Session] {
        let (told, sources) = (Arc::clone(tell), Arc::clone(sources));
        beside("away signs", move || {
            if let Err(error) = bus::watch(bus, &*told, &sources) {
                tracing::debug!(%error, ?bus, "no signs of absence from this bus");
            }
        });
    }
    #[cfg(not(all(unix, not(target_os = "macos"))))]
    let _ = sources;
}

fn beside(name: &str, work: impl FnOnce() + Send + 'static) {
    if let Err(error) = thread::Builder::new().name(name.to_owned()).spawn(work) {
        tracing::warn!(%error, name, "no thread for signs of absence");
    }
}
