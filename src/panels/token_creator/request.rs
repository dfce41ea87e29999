//! What the panel asks the app to do.

use std::fmt;

use secrecy::SecretString;

use crate::domain::token::TokenRequest;

/// What the panel asks the app to do.
pub enum Request {
    /// Send this request with this one-time code.
    Create {
        /// The value that is on the screen.
        request: Box<TokenRequest>,
        /// The one-time code.
        code: SecretString,
    },
    /// Put the new token on the clipboard.
    Copy,
    /// Save the new token to a file.
    Save,
    /// Look anew whether there is a keychain.
    LookForKeychain,
    /// Save the new token to the keychain.
    SaveToKeychain {
        /// Under this name.
        name: String,
    },
    /// Stop waiting for the answer.
    StopWaiting,
    /// Read the token list, to see what an unanswered attempt left behind.
    LookInList,
    /// Show this token in the list, where it can be revoked; the draft stays.
    ShowInList {
        /// The token's ID.
        id: String,
    },
    /// Ask the platform with the new token whether it works.
    TryNew,
    /// The person says that the new token works.
    VouchForNew,
    /// Revoke the old token. The person has typed its label.
    RevokeOld {
        /// The old token's ID.
        id: String,
    },
    /// Revoke the new token, which nobody has taken. The request was on the screen.
    RevokeNew {
        /// The new token's ID.
        id: String,
    },
    /// The person closed the confirmation of a revocation.
    ForgetRevocation,
    /// Let the replacement be: both tokens stay.
    KeepBoth,
    /// Back to the list; the draft stays.
    Leave,
    /// The person has the token: wipe it and start afresh.
    Done,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Create { .. } => "Create",
            Self::Copy => "Copy",
            Self::Save => "Save",
            Self::LookForKeychain => "LookForKeychain",
            Self::SaveToKeychain { .. } => "SaveToKeychain",
            Self::StopWaiting => "StopWaiting",
            Self::LookInList => "LookInList",
            Self::ShowInList { .. } => "ShowInList",
            Self::TryNew => "TryNew",
            Self::VouchForNew => "VouchForNew",
            Self::RevokeOld { .. } => "RevokeOld",
            Self::RevokeNew { .. } => "RevokeNew",
            Self::ForgetRevocation => "ForgetRevocation",
            Self::KeepBoth => "KeepBoth",
            Self::Leave => "Leave",
            Self::Done => "Done",
        })
    }
}
