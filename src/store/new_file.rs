//! A new file, whole or not at all: never over another one, and gone again unless its whole content is on the disk.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Who may read a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileMode {
    /// Whoever may read the other files of its folder.
    AsInItsFolder,
    /// Its owner alone, as far as the system keeps rights of single files: on Unix 0600. On Windows a file inherits the
    /// access list of its folder.
    Owner,
}

/// A file that has just come to be. Dropped before it is whole, it is taken away again.
pub(super) struct NewFile<'a> {
    path: &'a Path,
    file: File,
    is_whole: bool,
}

impl<'a> NewFile<'a> {
    /// Makes an empty file. [`io::ErrorKind::AlreadyExists`] where something of that name is there, a dangling link
    /// included.
    pub fn create(path: &'a Path, mode: FileMode) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if mode == FileMode::Owner {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        #[cfg(not(unix))]
        let _ = mode;
        Ok(Self { path, file: options.open(path)?, is_whole: false })
    }

    /// The empty file, to look at its rights.
    pub fn file(&self) -> &File {
        &self.file
    }

    /// Writes all of the content, down to the disk.
    pub fn fill(mut self, content: &[u8]) -> io::Result<()> {
        self.file.write_all(content)?;
        self.file.sync_all()?;
        self.is_whole = true;
        // The name is on the disk once its folder is; where a folder cannot be synced, the file is there all the same.
        #[cfg(unix)]
        if let Some(folder) = self.path.parent() {
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }
}

impl Drop for NewFile<'_> {
    fn drop(&mut self) {
        if !self.is_whole {
            let _ = fs::remove_file(self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn a_file_that_cannot_be_filled_does_not_stay() {
        let path = std::env::temp_dir().join(format!("countersign-new-file-{}", std::process::id()));
        // The file is there, and the disk takes nothing more.
        fs::write(&path, "").unwrap();
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let new = NewFile { path: &path, file: full, is_whole: false };
        assert_eq!(new.fill(b"v2x").unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert!(!path.exists());
    }

    #[test]
    fn a_file_is_there_once_it_is_whole_and_never_over_another() {
        let path = std::env::temp_dir().join(format!("countersign-new-file-whole-{}", std::process::id()));
        let _ = fs::remove_file(&path);
        drop(NewFile::create(&path, FileMode::Owner).unwrap());
        assert!(!path.exists(), "an empty file was left");
        NewFile::create(&path, FileMode::AsInItsFolder).unwrap().fill(b"first").unwrap();
        let again = NewFile::create(&path, FileMode::Owner).err().unwrap();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"first");
        fs::remove_file(&path).unwrap();
    }
}
