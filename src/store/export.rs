//! Files that the person asked for. A file that is there already is never overwritten, and none is left half written.

use std::io;
use std::path::{Path, PathBuf};

use super::new_file::{FileMode, NewFile};

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Something of that name is there.
    #[error("{} already exists. Choose another name; existing files are never overwritten.", .0.display())]
    Exists(PathBuf),
    /// The folder is not there.
    #[error("The folder {} does not exist. Choose another.", .0.display())]
    NoFolder(PathBuf),
    /// The system refused.
    #[error("{} could not be written: {source}.", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Writes a new file, whole or not at all.
pub fn write_new(path: &Path, content: &[u8]) -> Result<(), ExportError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(ExportError::NoFolder(folder.to_owned()));
    }
    let refused = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => ExportError::Exists(path.to_owned()),
        _ => ExportError::Io { path: path.to_owned(), source },
    };
    NewFile::create(path, FileMode::AsInItsFolder).and_then(|file| file.fill(content)).map_err(refused)
}

/// Where a file of this name would be looked for first: the person's documents, else their home.
pub fn suggested(name: &str) -> PathBuf {
    let folders = directories::UserDirs::new();
    let folder = folders.as_ref().map(|dirs| dirs.document_dir().unwrap_or(dirs.home_dir()).to_owned());
    folder.filter(|folder| folder.is_dir()).unwrap_or_default().join(name)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;

    use super::*;

    #[test]
    fn a_new_file_is_written_and_an_old_one_is_left_alone() {
        let folder = std::env::temp_dir().join(format!("countersign-export-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        assert!(matches!(write_new(&folder.join("a.csv"), b"1"), Err(ExportError::NoFolder(_))));
        fs::create_dir_all(&folder).unwrap();
        write_new(&folder.join("a.csv"), b"first").unwrap();
        assert!(matches!(write_new(&folder.join("a.csv"), b"second"), Err(ExportError::Exists(_))));
        assert_eq!(fs::read(folder.join("a.csv")).unwrap(), b"first");
        assert!(matches!(write_new(&folder, b"x"), Err(ExportError::Exists(_))));
        fs::remove_dir_all(folder).unwrap();
    }
}
