//! What the panel asks the app to do.

use secrecy::SecretString;

use crate::domain::token::TokenRequest;

/// A token to be made: the request that was shown, and what is written down beside it.
#[derive(Clone, Debug)]
pub struct Order {
    /// The value that is on the screen.
    pub request: TokenRequest,
    /// The lifetime as it was typed.
    pub lifetime: String,
    /// The ID of the token that the new one is to replace.
    pub replaces: Option<String>,
}

/// What the panel asks the app to do. A one-time code shows nothing of itself.
#[derive(Debug)]
pub enum Request {
    /// Make this token with this one-time code.
    Create {
        /// The token.
        order: Box<Order>,
        /// The one-time code.
        code: SecretString,
    },
    /// Put the new token on the clipboard.
    Copy,
    /// Save the new token to a file.
    Save,
    /// Look again whether there is a keychain.
    LookForKeychain,
    /// Save the new token to the keychain.
    SaveToKeychain {
        /// Under this name.
        name: String,
    },
    /// Stop waiting for the answer.
    StopWaiting,
    /// Read the token list, to see what became of something whose answer is lost.
    LookUp,
    /// Show this token in the list, where it can be revoked; the draft stays.
    ShowInList {
        /// The token's ID.
        id: String,
    },
    /// Ask the platform with the new token whether it works.
    TryNew,
    /// The person says that the new token works.
    VouchForNew,
    /// Revoke the new token, or the old one that it replaces. The request was on the screen.
    Revoke {
        /// The token's ID.
        id: String,
        /// What it is called.
        name: String,
    },
    /// Wait no longer for the answer to a revocation.
    StopRevoking,
    /// The person closed the confirmation of a revocation.
    ForgetRevocation,
    /// Let the replacement be: both tokens stay.
    KeepBoth,
    /// Back to the list; the draft stays.
    Leave,
    /// The person has the token: wipe it and start afresh.
    Done,
}
