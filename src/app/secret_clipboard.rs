//! A secret on the system's clipboard for a short while.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::task::spawn_blocking;
use zeroize::Zeroizing;

use super::error::AppError;
use super::task::Task;
use super::work::Work;
use super::worker::Worker;
use crate::kit::state::Failure;
use crate::store::clipboard::{Clipboard, ClipboardMark};

/// Puts secrets on the clipboard, and takes them off again unless something else has come there.
pub struct SecretClipboard {
    clipboard: Clipboard,
    second: Duration,
    /// How long the last secret stays, in seconds.
    stays_secs: u16,
    done: Task<()>,
    /// The last secret that was copied.
    last: Arc<Mutex<Option<ClipboardMark>>>,
}

impl SecretClipboard {
    /// Secrets are put on this clipboard; a second there lasts `second`.
    pub fn new(clipboard: Clipboard, second: Duration) -> Self {
        Self { clipboard, second, stays_secs: 0, done: Task::default(), last: Arc::default() }
    }

    /// Begins to copy for so many seconds at most, off the screen's thread: another program may hold the clipboard. The time runs from when the secret
    /// has arrived, also where nobody waits for that any more.
    pub fn copy(&mut self, worker: &Worker, secret: Zeroizing<String>, secs: u16) {
        self.stays_secs = secs;
        let (clipboard, keep_for) = (self.clipboard.clone(), self.second * u32::from(secs));
        let (last, clearing) = (self.last.clone(), worker.clone());
        let copying = move || {
            let mark = clipboard.set(&secret)?;
            *last.lock().unwrap_or_else(PoisonError::into_inner) = Some(mark);
            clearing.detach(async move {
                tokio::time::sleep(keep_for).await;
                let _ = spawn_blocking(move || clear(&clipboard, &mark)).await;
            });
            Ok(())
        };
        self.done.start(worker, Work::saving("Copying to the clipboard"), async move {
            let copied = spawn_blocking(copying).await;
            copied.map_err(|_| AppError::broke_off())?.map_err(AppError::of_clipboard)
        });
    }

    /// Takes over how it went; says whether the secret has just arrived.
    pub fn poll(&mut self) -> bool {
        self.done.poll() && self.done.ready().is_some()
    }

    /// How long the last secret stays, in seconds.
    pub fn stays_secs(&self) -> u16 {
        self.stays_secs
    }

    /// Why the last secret was not copied.
    pub fn failure(&self) -> Option<&Failure> {
        self.done.error().map(|error| &error.failure)
    }

    /// Takes the secret off at once where it is still there: the program ends.
    pub fn end(&self) {
        if let Some(mark) = &*self.last.lock().unwrap_or_else(PoisonError::into_inner) {
            clear(&self.clipboard, mark);
        }
    }

    /// Forgets how the last copy went; the clipboard is cleared in its time.
    pub fn forget(&mut self) {
        self.done = Task::default();
    }
}

fn clear(clipboard: &Clipboard, mark: &ClipboardMark) {
    if let Err(error) = clipboard.clear_if_still(mark) {
        tracing::warn!(%error, "the clipboard was not cleared");
    }
}
