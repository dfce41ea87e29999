//! Where a file with a secret may go: never first into a folder that a cloud syncs, and what is said of who can read it.
//! The rules are the same text on every system, so that each is tested on all of them.
//!
//! Windows keeps Documents, Desktop and Pictures in `OneDrive` unless the person has turned that off, macOS Desktop and
//! Documents in iCloud Drive once they have turned it on; neither tells a program. The other services make folders of their
//! own, known by name.

use std::path::PathBuf;

use directories::{BaseDirs, UserDirs};

/// The kinds of systems that this program runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Linux and other Unix systems.
    Unix,
    /// macOS.
    MacOs,
    /// Windows.
    Windows,
}

/// The person's folders in the home folder that a system may sync, and by what.
type SyncedHome = (&'static [&'static str], &'static str);

const ICLOUD: &str = "iCloud Drive";
const ONE_DRIVE: &str = "OneDrive";

/// Folders that sync what is in them, by their name in lower case. Many go on with an account's name behind it, as in
/// `OneDrive - Treasury` and `Dropbox (Personal)`.
const SYNCED: [(&str, &str); 14] = [
    ("onedrive", ONE_DRIVE),
    ("skydrive", ONE_DRIVE),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("icloud drive", ICLOUD),
    ("iclouddrive", ICLOUD),
    ("mobile documents", ICLOUD),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("box sync", "Box"),
    ("proton drive", "Proton Drive"),
    ("syncthing", "Syncthing"),
];

impl System {
    /// The one that this program was built for.
    pub const HERE: Self = if cfg!(windows) {
        Self::Windows
    } else if cfg!(target_os = "macos") {
        Self::MacOs
    } else {
        Self::Unix
    };

    fn synced_home(self) -> SyncedHome {
        match self {
            Self::Unix => (&[], ""),
            Self::MacOs => (&["desktop", "documents"], ICLOUD),
            Self::Windows => (&["desktop", "documents", "pictures"], ONE_DRIVE),
        }
    }

    /// The names on a path, in lower case.
    fn names(self, path: &str) -> Vec<String> {
        let is_separator = |c: char| c == '/' || self == Self::Windows && c == '\\';
        path.split(is_separator).filter(|name| !name.is_empty()).map(str::to_lowercase).collect()
    }

    /// What is below the person's home folder; none where the path leads elsewhere.
    fn below_home(self, path: &str, home: &str) -> Option<Vec<String>> {
        let (names, home) = (self.names(path), self.names(home));
        let is_below = !home.is_empty() && names.starts_with(&home);
        is_below.then(|| names[home.len()..].to_vec())
    }

    /// Which cloud syncs what is written to this path, or may.
    pub fn cloud_of(self, path: &str, home: &str) -> Option<String> {
        let names = self.names(path);
        let folders = &names[..names.len().saturating_sub(1)];
        let by_name = folders.iter().find_map(|name| service(name));
        if let Some(service) = by_name {
            return Some(service.to_owned());
        }
        if let Some(at) = folders.iter().position(|name| name == "cloudstorage")
            && self == Self::MacOs
        {
            // Its folder is called "Service-account".
            let service = folders.get(at + 1).and_then(|name| name.split('-').next());
            return Some(service.unwrap_or("a cloud").to_owned());
        }
        let (synced, service) = self.synced_home();
        let below = self.below_home(path, home)?;
        let first = below.first().filter(|_| below.len() > 1)?;
        synced.contains(&first.as_str()).then(|| service.to_owned())
    }

    /// Who can read a new file that is written for its owner alone, as far as the system keeps that.
    pub fn readers(self, path: &str, home: &str) -> &'static str {
        match self {
            Self::Unix | Self::MacOs => "only you can read",
            Self::Windows if self.below_home(path, home).is_some() => {
                "you, the administrators of this computer and Windows itself can read"
            }
            Self::Windows => "everyone can read who can read its folder",
        }
    }
}

fn service(name: &str) -> Option<&'static str> {
    let is_it = |folder: &str| {
        name.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '(', '-']))
    };
    SYNCED.iter().find(|(folder, _)| is_it(folder)).map(|(_, service)| *service)
}

/// The first of these folders that no cloud syncs, by its text.
fn first_local(system: System, folders: &[String], home: &str, name: &str) -> Option<usize> {
    let separator = if system == System::Windows { '\\' } else { '/' };
    folders.iter().position(|folder| system.cloud_of(&format!("{folder}{separator}{name}"), home).is_none())
}

/// The person's home folder; empty where the system names none.
pub fn home() -> PathBuf {
    UserDirs::new().map(|folders| folders.home_dir().to_owned()).unwrap_or_default()
}

/// Where a file with a secret would be looked for first: the person's home folder, else where programs keep what belongs to
/// this computer alone. No folder where a cloud syncs both.
pub fn suggested(name: &str) -> PathBuf {
    let home = home();
    let local = BaseDirs::new().map(|folders| folders.data_local_dir().to_owned());
    let folders: Vec<PathBuf> =
        [home.clone()].into_iter().chain(local).filter(|folder| folder.is_dir()).collect();
    let texts: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
    let found = first_local(System::HERE, &texts, &home.display().to_string(), name);
    found.and_then(|at| folders.get(at)).cloned().unwrap_or_default().join(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIX: &str = "/home/ada";
    const MAC: &str = "/Users/ada";
    const WINDOWS: &str = r"C:\Users\Ada";

    #[test]
    fn each_system_has_folders_that_a_cloud_syncs() {
        for (system, home, path, cloud) in [
            (System::Unix, UNIX, "/home/ada/access-token.env", None),
            (System::Unix, UNIX, "/home/ada/Documents/access-token.env", None),
            (System::Unix, UNIX, "/home/ada/Dropbox/keys/t.env", Some("Dropbox")),
            (System::Unix, UNIX, "/home/ada/Nextcloud/t.env", Some("Nextcloud")),
            (System::Unix, UNIX, "/mnt/c/Users/Ada/OneDrive - Treasury/t.env", Some("OneDrive")),
            (System::Unix, UNIX, "/home/ada/dropboxes/t.env", None),
            (System::Unix, UNIX, "/home/ada/Dropbox", None),
            (System::MacOs, MAC, "/Users/ada/t.env", None),
            (System::MacOs, MAC, "/Users/ada/Documents/t.env", Some("iCloud Drive")),
            (System::MacOs, MAC, "/Users/ada/desktop/a/t.env", Some("iCloud Drive")),
            (System::MacOs, MAC, "/Users/ada/Documents", None),
            (System::MacOs, MAC, "/Users/bo/Documents/t.env", None),
            (
                System::MacOs,
                MAC,
                "/Users/ada/Library/Mobile Documents/com~apple~CloudDocs/t.env",
                Some("iCloud Drive"),
            ),
            (System::MacOs, MAC, "/Users/ada/Library/CloudStorage/Box-Box/t.env", Some("box")),
            (System::MacOs, MAC, "/Users/ada/Library/CloudStorage/OneDrive-Treasury/t.env", Some("OneDrive")),
            (System::MacOs, MAC, "/Users/ada/Downloads/t.env", None),
            (System::Windows, WINDOWS, r"C:\Users\Ada\t.env", None),
            (System::Windows, WINDOWS, r"c:\users\ada\documents\t.env", Some("OneDrive")),
            (System::Windows, WINDOWS, r"C:\Users\Ada\Desktop\t.env", Some("OneDrive")),
            (System::Windows, WINDOWS, "C:/Users/Ada/Documents/t.env", Some("OneDrive")),
            (
                System::Windows,
                WINDOWS,
                r"C:\Users\Ada\OneDrive - Treasury AG\Desktop\t.env",
                Some("OneDrive"),
            ),
            (System::Windows, WINDOWS, r"D:\Dropbox (Personal)\t.env", Some("Dropbox")),
            (System::Windows, WINDOWS, r"D:\vault\t.env", None),
        ] {
            assert_eq!(system.cloud_of(path, home).as_deref(), cloud, "{system:?} {path}");
        }
    }

    #[test]
    fn the_first_suggestion_is_the_home_folder_unless_a_cloud_syncs_that() {
        let folders = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        for (system, home, local, chosen) in [
            (System::Unix, UNIX, "/home/ada/.local/share", Some(0)),
            (System::MacOs, MAC, "/Users/ada/Library/Application Support", Some(0)),
            (System::Windows, WINDOWS, r"C:\Users\Ada\AppData\Local", Some(0)),
            (System::Windows, r"D:\OneDrive\Ada", r"C:\Local\Ada", Some(1)),
            (System::Unix, "/srv/Dropbox/ada", "/srv/Dropbox/ada/.local/share", None),
        ] {
            let found = first_local(system, &folders(&[home, local]), home, "access-token.env");
            assert_eq!(found, chosen, "{system:?} {home}");
        }
        // Documents is not among them, whatever is there.
        let here = suggested("access-token.env");
        assert!(here.ends_with("access-token.env"));
        assert!(!here.display().to_string().to_lowercase().contains("documents"), "{}", here.display());
    }

    #[test]
    fn what_is_said_of_the_readers_is_what_the_system_keeps() {
        for (system, home, path, said) in [
            (System::Unix, UNIX, "/home/ada/t.env", "only you can read"),
            (System::Unix, UNIX, "/srv/t.env", "only you can read"),
            (System::MacOs, MAC, "/Users/ada/t.env", "only you can read"),
            (
                System::Windows,
                WINDOWS,
                r"C:\Users\Ada\t.env",
                "you, the administrators of this computer and Windows itself can read",
            ),
            (System::Windows, WINDOWS, r"D:\vault\t.env", "everyone can read who can read its folder"),
            (System::Windows, "", r"C:\Users\Ada\t.env", "everyone can read who can read its folder"),
        ] {
            assert_eq!(system.readers(path, home), said, "{system:?} {path}");
        }
    }
}
