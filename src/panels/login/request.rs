//! What the login asks of the app.

use std::fmt;

use secrecy::SecretString;

use crate::bitgo::environment::Environment;
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
    },
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
