//! A secret on the system's clipboard for a short while.

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
    keep_for: Duration,
    done: Task<ClipboardMark>,
    /// The last secret that was copied.
    last: Option<ClipboardMark>,
}

impl SecretClipboard {
    /// Secrets stay on this clipboard for so long at most.
    pub fn new(clipboard: Clipboard, keep_for: Duration) -> Self {
        Self { clipboard, keep_for, done: Task::default(), last: None }
    }

    /// Begins to copy, off the screen's thread: another program may hold the clipboard.
    pub fn copy(&mut self, worker: &Worker, work: Work, secret: Zeroizing<String>) {
        let clipboard = self.clipboard.clone();
        self.done.start(worker, work, async move {
            let copied = spawn_blocking(move || clipboard.set(&secret)).await;
            copied.map_err(|_| AppError::broke_off())?.map_err(AppError::of_clipboard)
        });
    }

    /// Takes over how it went; says whether the secret has just arrived. From then on the time runs.
    pub fn poll(&mut self, worker: &Worker) -> bool {
        if !self.done.poll() {
            return false;
        }
        let Some(mark) = self.done.ready().copied() else { return false };
        self.last = Some(mark);
        let (clipboard, keep_for) = (self.clipboard.clone(), self.keep_for);
        worker.detach(async move {
            tokio::time::sleep(keep_for).await;
            if let Ok(Err(error)) = spawn_blocking(move || clipboard.clear_if_still(&mark)).await {
                tracing::warn!(%error, "the clipboard was not cleared");
            }
        });
        true
    }

    /// Why the last secret was not copied.
    pub fn failure(&self) -> Option<&Failure> {
        self.done.error().map(|error| &error.failure)
    }

    /// Takes the secret off at once where it is still there: the program ends.
    pub fn end(&self) {
        let Some(mark) = &self.last else { return };
        if let Err(error) = self.clipboard.clear_if_still(mark) {
            tracing::warn!(%error, "the clipboard was not cleared");
        }
    }

    /// Forgets how the last copy went; the clipboard is cleared in its time.
    pub fn forget(&mut self) {
        self.done = Task::default();
    }
}
