//! The system's dialog that asks where a file goes.

use std::future::pending;
use std::path::PathBuf;
use std::pin::pin;
use std::time::Duration;

use crate::store::process::Readable;

/// By then the desktop's portal has looked at who asks it, also where it had to be started for it.
const PORTAL_LOOKS_FOR: Duration = Duration::from_secs(5);

/// A file dialog. It belongs to the system and may never answer (a remote desktop without a portal), so nothing waits
/// for it.
#[derive(Clone, Copy, Debug)]
pub struct FileDialog {
    is_the_systems: bool,
}

impl FileDialog {
    /// The system's.
    pub fn of_the_system() -> Self {
        Self { is_the_systems: true }
    }

    /// One that never answers: nothing opens on the screen of whoever runs a test or the tour.
    pub fn silent() -> Self {
        Self { is_the_systems: false }
    }

    /// Asks for a new file, with a folder and a name to begin with; none where the person chose none, or there is no dialog.
    pub(super) async fn ask_where(self, folder: Option<PathBuf>, name: String) -> Option<PathBuf> {
        if !self.is_the_systems {
            return pending().await;
        }
        let request = rfd::AsyncFileDialog::new().set_file_name(name);
        let request = match folder {
            Some(folder) => request.set_directory(folder),
            None => request,
        };
        let readable = Readable::for_portal();
        let mut dialog = pin!(request.save_file());
        let chosen = if let Ok(chosen) = tokio::time::timeout(PORTAL_LOOKS_FOR, &mut dialog).await {
            chosen
        } else {
            drop(readable);
            dialog.await
        };
        chosen.map(|file| file.path().to_owned())
    }
}
