//! A folder of a test's own.

use std::fs;
use std::path::{Path, PathBuf};

/// An empty folder, told apart by process and name.
pub fn fresh(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("countersign-journey-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Removes the folder that holds this file.
pub fn remove(file: &Path) {
    fs::remove_dir_all(file.parent().unwrap()).unwrap();
}
