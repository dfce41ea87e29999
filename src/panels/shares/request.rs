//! What the panel asks the app to do.

use secrecy::SecretString;

use crate::bitgo::shares::AcceptSecrets;
use crate::domain::share::{ActionTarget, Permissions, ShareAction};

/// What the panel asks the app to do.
#[derive(Debug)]
pub enum Request {
    /// Read shares and requests again.
    Reload,
    /// Look at a share: whether a key is in it, and whether it can be opened.
    Look {
        /// Its coin.
        coin: String,
        /// Its ID.
        id: String,
    },
    /// Do this to each, once. The person has seen what is sent.
    Act {
        /// What.
        action: ShareAction,
        /// To what.
        targets: Vec<ActionTarget>,
        /// To accept a share with its key: what the person typed. Its `Debug` says nothing.
        secrets: Option<AcceptSecrets>,
    },
    /// Stop waiting for what is being sent. It may have been carried out.
    StopWaiting,
    /// Unlock the session with this one-time code.
    Unlock(SecretString),
    /// Make a passphrase for the share that is being accepted.
    Generate,
    /// The new passphrase was changed: that the one before is kept says nothing of it.
    PassphraseChanged,
    /// Keep the new passphrase in the keychain.
    KeepInKeychain {
        /// Under this name.
        name: String,
        /// The passphrase.
        passphrase: SecretString,
    },
    /// Look for the keychain.
    LookForKeychain,
    /// Save the new passphrase to a file.
    SaveToFile {
        /// What it is for.
        target: ActionTarget,
        /// The passphrase.
        passphrase: SecretString,
    },
    /// Share the wallet again with somebody who asks for its key.
    Grant {
        /// The wallet, by ID.
        wallet: String,
        /// Who asks, by email address.
        email: String,
        /// What they may do.
        permissions: Permissions,
    },
    /// Show the approval that a share waits for, by ID.
    ShowApproval(String),
    /// What came of the last actions has been read.
    ForgetResults,
}
