//! Writing a token's value to a new file, because the person asked for it: readable by its owner alone, never over
//! another file, whole or not at all.
//!
//! On Unix the file has the rights 0600, and that is checked before the value goes in. On Windows a file inherits the
//! access list of its folder: within the person's profile that is the person, the administrators of the machine and the
//! system ([`super::secret_place`] says it on the screen).

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::new_file::{FileMode, NewFile};

/// The variable's name that the vendor's own examples use.
pub const DEFAULT_VARIABLE: &str = "BITGO_ACCESS_TOKEN";

/// What is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenFileForm {
    /// A line of an `.env` file: `BITGO_ACCESS_TOKEN=v2x…`.
    EnvLine(VariableName),
    /// The token alone, and a line end.
    Bare,
}

/// The checked name of an environment variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariableName(String);

impl VariableName {
    /// Letters, digits and `_`, not beginning with a digit: what every shell and `.env` reader takes.
    pub fn new(text: &str) -> Result<Self, TokenFileError> {
        let text = text.trim();
        let is_good = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && text.bytes().next().is_some_and(|byte| !byte.is_ascii_digit());
        if is_good { Ok(Self(text.to_owned())) } else { Err(TokenFileError::BadVariable) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for VariableName {
    fn default() -> Self {
        Self(DEFAULT_VARIABLE.to_owned())
    }
}

/// Why no file was written. None is left behind.
#[derive(Debug, thiserror::Error)]
pub enum TokenFileError {
    /// No path was given.
    #[error("Enter a path, such as {}.", example())]
    NoPath,
    /// A path that depends on where the program was started.
    #[error("Enter the full path, such as {}.", example())]
    NotAbsolute,
    /// There is something of that name.
    #[error("{} already exists. Choose another name; existing files are never overwritten.", .0.display())]
    Exists(PathBuf),
    /// The folder is not there.
    #[error("The folder {} does not exist. Choose another, or create it first.", .0.display())]
    NoFolder(PathBuf),
    /// What should be the folder is none.
    #[error("{} is not a folder. Choose another.", .0.display())]
    NotAFolder(PathBuf),
    /// The person may not write there.
    #[error("You do not have permission to write to {}. Choose another folder.", .0.display())]
    NotWritable(PathBuf),
    /// The disk is full.
    #[error("The disk with {} is full. Nothing was saved. Free up space, or choose another folder.", .0.display())]
    DiskFull(PathBuf),
    /// The file system keeps no rights, so others could read the file.
    #[error(
        "The disk with {} cannot protect files from other users. Nothing was saved. Choose another folder.",
        .0.display()
    )]
    RightsNotKept(PathBuf),
    /// The name of the variable is none.
    #[error(
        "A variable name has letters, digits and _ and does not start with a digit, such as {DEFAULT_VARIABLE}."
    )]
    BadVariable,
    /// Anything else that the system says.
    #[error("{} could not be written: {source}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

fn example() -> &'static str {
    if cfg!(windows) { r"C:\Users\you\payouts.env" } else { "/home/you/payouts.env" }
}

/// A typed path: blanks around it dropped, `~/` meaning the person's own folder.
pub fn path_from(text: &str) -> Result<PathBuf, TokenFileError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TokenFileError::NoPath);
    }
    let home = || directories::UserDirs::new().map(|folders| folders.home_dir().to_owned());
    let path = match text.strip_prefix("~/") {
        Some(rest) => home().ok_or(TokenFileError::NotAbsolute)?.join(rest),
        None => PathBuf::from(text),
    };
    if path.is_absolute() { Ok(path) } else { Err(TokenFileError::NotAbsolute) }
}

/// Writes the token to a new file at `path`, which must be absolute, down to the disk. Waits for the disk: call it off
/// the screen's thread.
pub fn write(path: &Path, token: &SecretString, form: &TokenFileForm) -> Result<(), TokenFileError> {
    if !path.is_absolute() {
        return Err(TokenFileError::NotAbsolute);
    }
    let file = NewFile::create(path, FileMode::Owner).map_err(|error| explain(path, error))?;
    match is_owners_alone(file.file()) {
        Ok(true) => file.fill(text(token, form).as_bytes()).map_err(|error| explain(path, error)),
        Ok(false) => Err(TokenFileError::RightsNotKept(path.to_owned())),
        Err(error) => Err(explain(path, error)),
    }
}

#[cfg(unix)]
fn is_owners_alone(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let rights_of_others = file.metadata()?.mode() & 0o077;
    Ok(rights_of_others == 0)
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)]
fn is_owners_alone(_: &File) -> io::Result<bool> {
    Ok(true)
}

fn text(token: &SecretString, form: &TokenFileForm) -> Zeroizing<String> {
    let value = token.expose_secret();
    // Joined, not formatted: what grows leaves copies behind.
    Zeroizing::new(match form {
        TokenFileForm::EnvLine(name) => [name.as_str(), "=", value, "\n"].concat(),
        TokenFileForm::Bare => [value, "\n"].concat(),
    })
}

fn explain(path: &Path, error: io::Error) -> TokenFileError {
    use io::ErrorKind::{
        AlreadyExists, NotADirectory, NotFound, PermissionDenied, ReadOnlyFilesystem, StorageFull,
    };
    let folder = || path.parent().unwrap_or(path).to_owned();
    match error.kind() {
        AlreadyExists => TokenFileError::Exists(path.to_owned()),
        NotFound => TokenFileError::NoFolder(folder()),
        NotADirectory => TokenFileError::NotAFolder(folder()),
        PermissionDenied | ReadOnlyFilesystem => TokenFileError::NotWritable(folder()),
        StorageFull => TokenFileError::DiskFull(path.to_owned()),
        _ => TokenFileError::Io { path: path.to_owned(), source: error },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;

    use super::*;

    const VALUE: &str = "v2x372cdfa81139df90094f44d06ac5ec98555a213d17309208f443144fb119aa77";

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("countersign-token-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn write_to(path: &Path, form: &TokenFileForm) -> Result<(), TokenFileError> {
        write(path, &VALUE.into(), form)
    }

    #[test]
    fn both_forms_are_written_for_their_owner_alone() {
        let folder = folder("forms");
        let named = TokenFileForm::EnvLine(VariableName::new(" PAYOUT_TOKEN_2 ").unwrap());
        for (name, form, text) in [
            ("env", TokenFileForm::EnvLine(VariableName::default()), format!("BITGO_ACCESS_TOKEN={VALUE}\n")),
            ("named", named, format!("PAYOUT_TOKEN_2={VALUE}\n")),
            ("bare", TokenFileForm::Bare, format!("{VALUE}\n")),
        ] {
            let path = folder.join(name);
            write_to(&path, &form).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            }
        }
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn nothing_is_ever_overwritten() {
        let folder = folder("exists");
        let path = folder.join("token.env");
        fs::write(&path, "mine").unwrap();
        let dangling = folder.join("dangling");
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.join("elsewhere"), &dangling).unwrap();
        #[cfg(not(unix))]
        fs::write(&dangling, "").unwrap();
        for taken in [&path, &dangling, &folder] {
            let error = write_to(taken, &TokenFileForm::Bare).unwrap_err();
            assert!(matches!(error, TokenFileError::Exists(_)), "{taken:?}: {error:?}");
            assert!(!format!("{error} {error:?}").contains("v2x"));
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        assert!(!folder.join("elsewhere").exists());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_path_that_cannot_be_is_one_clear_sentence() {
        let folder = folder("paths");
        fs::write(folder.join("file"), "").unwrap();
        let said = |path: &Path| write_to(path, &TokenFileForm::Bare).unwrap_err().to_string();
        assert!(said(&folder.join("none").join("t")).contains("none does not exist"));
        assert!(said(Path::new("token.env")).starts_with("Enter the full path"));
        #[cfg(unix)]
        assert!(said(&folder.join("file").join("t")).contains("file is not a folder"));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "something was left behind");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    #[cfg(unix)]
    fn rights_that_let_others_read_are_seen() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder("rights");
        let file = File::create(folder.join("file")).unwrap();
        for (mode, is_alone) in [(0o600, true), (0o640, false), (0o604, false), (0o755, false)] {
            file.set_permissions(fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(is_owners_alone(&file).unwrap(), is_alone, "{mode:o}");
        }
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn typed_paths_and_names_are_read_strictly() {
        assert!(matches!(path_from("  "), Err(TokenFileError::NoPath)));
        assert!(matches!(path_from("token.env"), Err(TokenFileError::NotAbsolute)));
        if let Some(folders) = directories::UserDirs::new() {
            assert_eq!(path_from(" ~/token.env ").unwrap(), folders.home_dir().join("token.env"));
        }
        for name in ["", "1A", "A-B", "A B", "A=B", "ÄB", "A\nB", "$A"] {
            assert!(matches!(VariableName::new(name), Err(TokenFileError::BadVariable)), "{name:?}");
        }
    }
}
