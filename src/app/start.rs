//! What the app starts with: the person's own places, or ones that nobody else sees.

use std::time::Duration;

use super::file_dialog::FileDialog;
use crate::bitgo::client::Timeouts;
use crate::bitgo::environment::Environment;
use crate::domain::approval::WHILE_LOOKING;
use crate::sandbox::SandboxOptions;
use crate::store::away::AwayWatch;
use crate::store::clipboard::Clipboard;
use crate::store::folder::FolderOpener;
use crate::store::keychain::Keychain;
use crate::store::ledger::LedgerPlace;
use crate::store::settings::SettingsFile;

/// What is older says as of when it is.
const FRESH_FOR: Duration = Duration::from_mins(1);

/// What the console starts with.
#[derive(Clone)]
pub struct Start {
    /// Where the person's settings are kept.
    pub settings: SettingsFile,
    /// Where the ledger of tokens is kept.
    pub ledger: LedgerPlace,
    /// The clipboard that secrets are copied to.
    pub clipboard: Clipboard,
    /// How long a second on the clipboard lasts; tests shorten it.
    pub clipboard_second: Duration,
    /// The keychain that new tokens are saved to.
    pub keychain: Keychain,
    /// The dialog that asks where files go.
    pub file_dialog: FileDialog,
    /// What opens a folder.
    pub folder: FolderOpener,
    /// Whom a test of the connection asks where the session's server is on this computer; none: that server itself, so that no
    /// test and no tour goes beyond this computer.
    pub reachable: Option<Environment>,
    /// How long after one reading the approvals are read again while the window is in front.
    pub approvals_every: Duration,
    /// So long after it was read, a figure stands without its time.
    pub fresh_for: Duration,
    /// How long requests may take, how large their answers may be, and how many are sent a minute.
    pub timeouts: Timeouts,
    /// What tells that nobody is there.
    pub away: AwayWatch,
    /// How long a minute of the automatic lock lasts; tests shorten it.
    pub minute: Duration,
    /// The sandbox inside the app; none when another server is spoken to.
    pub sandbox: Option<SandboxOptions>,
}

impl Start {
    /// As the person starts it: their settings, and a sandbox on a free port.
    pub fn for_this_person() -> Self {
        Self {
            settings: SettingsFile::of_this_person(),
            ledger: LedgerPlace::of_this_person(),
            clipboard: Clipboard::of_the_system(),
            clipboard_second: Duration::from_secs(1),
            keychain: Keychain::of_this_person(),
            file_dialog: FileDialog::of_the_system(),
            folder: FolderOpener::of_the_system(),
            reachable: Some(Environment::test()),
            approvals_every: WHILE_LOOKING,
            fresh_for: FRESH_FOR,
            timeouts: Timeouts::default(),
            away: AwayWatch::of_the_system(),
            minute: Duration::from_mins(1),
            sandbox: Some(SandboxOptions { port: 0, ..SandboxOptions::default() }),
        }
    }

    /// With default settings that are kept nowhere, a clipboard and a keychain that no other program sees, and no file
    /// dialog on anybody's screen.
    pub fn afresh(sandbox: Option<SandboxOptions>) -> Self {
        Self {
            settings: SettingsFile::nowhere(),
            ledger: LedgerPlace::in_memory(),
            clipboard: Clipboard::in_memory(),
            clipboard_second: Duration::from_secs(1),
            keychain: Keychain::in_memory(),
            file_dialog: FileDialog::silent(),
            folder: FolderOpener::silent(),
            reachable: None,
            approvals_every: WHILE_LOOKING,
            fresh_for: FRESH_FOR,
            timeouts: Timeouts::default(),
            away: AwayWatch::silent(),
            minute: Duration::from_mins(1),
            sandbox,
        }
    }
}
