//! What every request shares: the state and its clock, the counts, and what goes wrong on purpose.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::clock::Clock;
use super::faults::{FaultPlan, wire};
use super::injected_faults::InjectedFaults;
use super::keys::ServerKey;
use super::ping_answer::PingAnswer;
use super::state::State;
use super::state_file::{Snapshot, StateWriter};
use crate::bitgo::signing::AuthVersion;

/// What every request shares.
pub(crate) struct Shared {
    state: Mutex<State>,
    pub(crate) clock: Clock,
    pub(crate) server_key: ServerKey,
    pub(crate) delay_ms: AtomicU64,
    /// How late an answer comes that the fault `slow` strikes.
    pub(crate) slow_ms: AtomicU64,
    /// So many thousandths of the lifetime asked for are what a new token gets; a platform that does something else.
    pub(crate) lifetime_per_mille: AtomicU64,
    /// The most entries a page holds, whatever is asked for; 0 leaves it to the routes.
    pub(crate) page_limit: AtomicUsize,
    /// Requests by route.
    pub(crate) counts: Mutex<HashMap<&'static str, u64>>,
    /// Those of them that have been carried out, or refused.
    pub(crate) answered: Mutex<HashMap<&'static str, u64>>,
    /// How many requests were rightly signed, by the version of their signatures.
    pub(crate) signed: Mutex<HashMap<AuthVersion, u64>>,
    /// The bodies that came in since a test asked to keep them; none while nobody has.
    pub(crate) kept_bodies: Mutex<Option<Vec<u8>>>,
    /// What is laid in the way of decisions on approvals, and of logins.
    injected: Mutex<InjectedFaults>,
    /// Plays Express: tokens in the clear are believed, and passphrases are taken.
    pub(crate) express: bool,
    /// Which environment the ping names while Express is played.
    ping: Mutex<PingAnswer>,
    /// By which path sharing keys are derived; none for a fresh one each time.
    pub(crate) sharing_path: Mutex<Option<String>>,
    /// What goes wrong on purpose.
    pub(crate) faults: Mutex<FaultPlan>,
    /// Where the state is kept; none keeps it in memory alone.
    pub(crate) writer: Option<StateWriter>,
    /// Closes when the sandbox is dropped.
    pub(super) stopped: watch::Receiver<()>,
}

impl Shared {
    /// The bodies that came in, while they are kept.
    pub(crate) fn kept_bodies(&self) -> MutexGuard<'_, Option<Vec<u8>>> {
        self.kept_bodies.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is laid in the way of decisions on approvals, and of logins.
    pub(crate) fn injected(&self) -> MutexGuard<'_, InjectedFaults> {
        self.injected.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts the parts together.
    pub(crate) fn new(
        state: State,
        clock: Clock,
        server_key: ServerKey,
        stopped: watch::Receiver<()>,
        faults: FaultPlan,
        writer: Option<StateWriter>,
        express: bool,
    ) -> Self {
        let (state, counts, faults) = (Mutex::new(state), Mutex::default(), Mutex::new(faults));
        Self {
            state,
            clock,
            server_key,
            delay_ms: AtomicU64::new(0),
            slow_ms: AtomicU64::new(wire::SLOW_MS),
            lifetime_per_mille: AtomicU64::new(1_000),
            page_limit: AtomicUsize::new(0),
            counts,
            answered: Mutex::default(),
            signed: Mutex::default(),
            kept_bodies: Mutex::new(None),
            injected: Mutex::default(),
            express,
            ping: Mutex::default(),
            sharing_path: Mutex::default(),
            faults,
            writer,
            stopped,
        }
    }

    /// Which environment the ping names while Express is played.
    pub(crate) fn ping(&self) -> PingAnswer {
        *self.ping.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has the ping name another environment.
    pub(crate) fn set_ping(&self, ping: PingAnswer) {
        *self.ping.lock().unwrap_or_else(PoisonError::into_inner) = ping;
    }

    /// Writes the state file, where there is one.
    pub(crate) fn save(&self) {
        if let Some(writer) = &self.writer {
            writer.save(|| Snapshot::of(&self.state(), self.clock.now()));
        }
    }

    /// The state, locked. Never held over an await: only synchronous code asks for it.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
