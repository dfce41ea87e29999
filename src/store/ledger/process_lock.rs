//! Which copies of the program are running: each holds a lock on a small file of its own beside the ledger for as long
//! as it lives. The system lets go of the lock however a run ends, so a request without an answer can be told from one
//! that another copy is still waiting for.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;

/// One opening of the ledger.
#[derive(Debug)]
pub(super) struct ProcessLock {
    name: String,
    /// The ledger's path, unless it is in memory.
    ledger: Option<PathBuf>,
    mark: Option<(PathBuf, File)>,
}

impl ProcessLock {
    /// Begins a run, and clears away what dead ones left behind. Where the file system knows no locks, this run counts
    /// as dead to other copies.
    pub(super) fn begin(ledger: Option<&Path>) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "{:x}-{:x}-{}",
            Timestamp::now().as_millisecond(),
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed),
        );
        if let Some(ledger) = ledger {
            clear_dead(ledger);
        }
        let mark = ledger.and_then(|ledger| put_mark(&mark_path(ledger, &name)));
        Self { name, ledger: ledger.map(Path::to_owned), mark }
    }

    /// The run's name, written beside each of its events.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Whether the run of this name is still going on.
    pub(super) fn is_alive(&self, name: &str) -> bool {
        name == self.name || self.ledger.as_ref().is_some_and(|ledger| is_held(&mark_path(ledger, name)))
    }
}

impl Drop for ProcessLock {
    fn drop(&mut self) {
        if let Some((path, file)) = self.mark.take() {
            drop(file);
            let _ = fs::remove_file(path);
        }
    }
}

fn mark_path(ledger: &Path, name: &str) -> PathBuf {
    ledger.with_extension(format!("run-{name}"))
}

/// The mark gets its name only once it is locked, so that no other copy takes it for a dead one's.
fn put_mark(path: &Path) -> Option<(PathBuf, File)> {
    let beside = path.with_extension(format!("{}-new", path.extension()?.to_str()?));
    let file = File::create(&beside).ok()?;
    let is_marked = file.try_lock().is_ok() && fs::rename(&beside, path).is_ok();
    if !is_marked {
        let _ = fs::remove_file(&beside);
        return None;
    }
    Some((path.to_owned(), file))
}

fn is_held(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

fn clear_dead(ledger: &Path) {
    let (Some(folder), Some(stem)) = (ledger.parent(), ledger.file_stem().and_then(|stem| stem.to_str()))
    else {
        return;
    };
    let prefix = format!("{stem}.run-");
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_mark = name.to_str().is_some_and(|name| name.starts_with(&prefix) && !name.ends_with("-new"));
        if is_mark && !is_held(&entry.path()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
