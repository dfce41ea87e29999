//! This program's memory against the other programs of the same person: what they can attach to or read of it, and what the
//! system writes to the disk when it crashes.
//!
//! Linux: no core is dumped, and no process but the administrator's can attach to it or read its memory. Elsewhere on Unix:
//! no core is dumped; on macOS the hardened runtime of a signed app refuses debuggers. Windows: its own rules apply.
//! The tests of the library run without it, for nothing but the program's `main` asks for it.

/// Closes this program's memory. Where the system refuses, the program goes on as it would without.
pub fn close_memory() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit { current: Some(0), maximum: Some(0) };
        if let Err(error) = setrlimit(Resource::Core, none) {
            tracing::warn!(%error, "core dumps are not turned off");
        }
    }
    #[cfg(target_os = "linux")]
    readable::set(rustix::process::DumpableBehavior::NotDumpable);
}

/// While this lives, other programs can look at this one, as at any other: the desktop's portal refuses whom it cannot
/// look at.
#[must_use = "dropped, it closes the memory again"]
pub struct Readable {
    #[cfg(target_os = "linux")]
    was_closed: bool,
}

impl Readable {
    /// Opens this program's memory where it is closed. Core dumps stay off.
    pub fn for_portal() -> Self {
        #[cfg(target_os = "linux")]
        {
            use rustix::process::{DumpableBehavior, dumpable_behavior};
            let was_closed = dumpable_behavior().is_ok_and(|now| now == DumpableBehavior::NotDumpable);
            if was_closed {
                readable::set(DumpableBehavior::Dumpable);
            }
            Self { was_closed }
        }
        #[cfg(not(target_os = "linux"))]
        Self {}
    }
}

#[cfg(target_os = "linux")]
impl Drop for Readable {
    fn drop(&mut self) {
        if self.was_closed {
            readable::set(rustix::process::DumpableBehavior::NotDumpable);
        }
    }
}

#[cfg(target_os = "linux")]
mod readable {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};

    pub(super) fn set(behavior: DumpableBehavior) {
        if let Err(error) = set_dumpable_behavior(behavior) {
            tracing::warn!(%error, "who may read this program's memory could not be set");
        }
    }
}
