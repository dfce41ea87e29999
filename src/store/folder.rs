//! Opens a folder in the program with which the person looks at folders.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What opens folders. Clones are the same.
#[derive(Clone, Debug)]
pub struct FolderOpener {
    /// What was asked of one that opens nothing.
    asked: Option<Arc<Mutex<Vec<PathBuf>>>>,
}

impl FolderOpener {
    /// The system's.
    pub fn of_the_system() -> Self {
        Self { asked: None }
    }

    /// Opens nothing on anybody's screen, and remembers what it was asked: for tests and the tour.
    pub fn silent() -> Self {
        Self { asked: Some(Arc::default()) }
    }

    /// Opens the folder, which is made where it is not there yet. The system may take its time: call it off the screen's
    /// thread.
    pub fn open(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        match &self.asked {
            Some(asked) => {
                asked.lock().unwrap_or_else(PoisonError::into_inner).push(folder.to_owned());
                Ok(())
            }
            None => open::that_detached(folder),
        }
    }

    /// What it was asked to open, where it opens nothing.
    pub fn asked(&self) -> Vec<PathBuf> {
        let asked = self.asked.as_ref();
        asked.map(|it| it.lock().unwrap_or_else(PoisonError::into_inner).clone()).unwrap_or_default()
    }
}
