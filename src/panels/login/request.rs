//! What the login asks of the app.

use std::fmt;

use secrecy::SecretString;

use super::model::KeptId;
use crate::bitgo::environment::{Environment, EnvironmentKind};
use crate::bitgo::signing::AuthVersion;

/// What the panel asks the app to do.
pub enum Request {
    /// Log in by password.
    LogIn {
        /// Where.
        environment: Environment,
        /// Who.
        email: String,
        /// The login password.
        password: SecretString,
        /// The one-time code, once it has been asked for.
        code: Option<SecretString>,
        /// The person agrees to a session's token in plain text.
        accepts_plain_token: bool,
    },
    /// Go on with an existing access token.
    UseToken {
        /// Where.
        environment: Environment,
        /// The token.
        token: SecretString,
        /// Keep it in the keychain under this name, or under its label where that is blank.
        keep: Option<String>,
    },
    /// Log in with a token of the keychain.
    UseKept(KeptId),
    /// Take a token out of the keychain.
    ForgetKept(KeptId),
    /// Wait no longer for the keychain.
    StopKeychain,
    /// Look whether there is a keychain.
    LookForKeychain,
    /// Open the session of the token that was tried.
    OpenTried,
    /// Open none.
    DropTried,
    /// Choose the environment that a token belongs to.
    ChooseOther(EnvironmentKind),
    /// Read what stands behind this Express server. Nothing secret is sent.
    ReadBehind {
        /// The server.
        environment: Environment,
    },
    /// Sign in this version from now on.
    ChooseVersion(AuthVersion),
    /// Try what was refused in version 3 of the signatures once more in version 2.
    TryVersion2,
    /// End the attempt under way.
    Cancel,
    /// Forget the failed attempt: the person went back or to another environment.
    Forget,
    /// Start the sandbox again, after it failed to.
    RetrySandbox,
    /// Go back to the open session with this number.
    Back(u64),
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LogIn { .. } => "LogIn",
            Self::UseToken { .. } => "UseToken",
            Self::UseKept(_) => "UseKept",
            Self::ForgetKept(_) => "ForgetKept",
            Self::StopKeychain => "StopKeychain",
            Self::LookForKeychain => "LookForKeychain",
            Self::OpenTried => "OpenTried",
            Self::DropTried => "DropTried",
            Self::ChooseOther(_) => "ChooseOther",
            Self::ReadBehind { .. } => "ReadBehind",
            Self::ChooseVersion(_) => "ChooseVersion",
            Self::TryVersion2 => "TryVersion2",
            Self::Cancel => "Cancel",
            Self::Forget => "Forget",
            Self::RetrySandbox => "RetrySandbox",
            Self::Back(_) => "Back",
        })
    }
}
