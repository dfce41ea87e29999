//! Whether a login may be answered with a token in plain text. Who has once been given an encrypted one is not to be given
//! a plain one unseen: whoever stands in between could take the encryption off, and read the session's token.

/// What a plain token means at this login.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlainToken {
    /// It is taken: no encrypted one is known of, or the person has agreed to a plain one.
    #[default]
    Accepted,
    /// It is refused.
    Refused(PlainTokenError),
}

/// Why a token in plain text is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlainTokenError {
    /// This account was given encrypted ones here.
    #[error(
        "BitGo sent this session's token unencrypted, so it was not used: at an earlier login, this account was given \
         an encrypted one here."
    )]
    EncryptedBefore,
    /// Nobody can tell whether it was.
    #[error(
        "BitGo sent this session's token unencrypted, so it was not used: the token ledger on this computer cannot be \
         read to tell whether this account was given encrypted ones here."
    )]
    NotKnown,
}
