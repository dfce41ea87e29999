//! The plain facts of something that went wrong.

/// At which point a request failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum FailureKind {
    /// An answer in one of the platform's shapes came, with an error in it.
    #[default]
    Answer,
    /// Something answered with a web page instead: a proxy, a gateway, a portal.
    HtmlAnswer,
    /// An answer came that cannot be read, or only a part of one.
    UnreadableAnswer,
    /// The answer's signature is wrong or missing.
    ForgedAnswer,
    /// The answer's time lies outside the window in which it may be believed.
    StaleAnswer,
    /// The token of a login came unencrypted, where it may not.
    PlainToken,
    /// The login password that was typed does not open the person's own key.
    LoginPassword,
    /// No answer in time.
    TimedOut,
    /// Nothing listens, or the network is down.
    NoConnection,
    /// The host's name could not be found.
    UnknownHost,
    /// The encrypted connection could not be made.
    Tls,
    /// The person stopped it.
    Cancelled,
}

/// What was being done, where that changes what an error means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Operation {
    /// Anything else.
    #[default]
    Something,
    /// Logging in with e-mail and password.
    LoggingIn,
    /// Logging in with an access token.
    UsingToken,
    /// Creating an access token.
    CreatingToken,
}

/// The facts, as far as they are known. Unknown ones are left at their default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ErrorFacts {
    /// At which point it failed.
    pub kind: FailureKind,
    /// What was being done.
    pub operation: Operation,
    /// The HTTP status, if an answer came.
    pub status: Option<u16>,
    /// The stable error code, or empty.
    pub name: String,
    /// The platform's own sentence, or empty. It may change at any time, so it decides only where no code does.
    pub text: String,
    /// The answer asks for a one-time code (`needsOTP`).
    pub needs_otp: bool,
    /// The request carried a one-time code.
    pub code_sent: bool,
    /// The answer asks for an unlocked session (`needsUnlock`).
    pub needs_unlock: bool,
    /// The answer says that no token came with the request (`noAccessToken`).
    pub no_token: bool,
    /// The answer says that the token is not valid (`invalidToken`).
    pub invalid_token: bool,
    /// How many seconds the server's clock is ahead of this machine's, if measured.
    pub server_ahead_secs: Option<i64>,
    /// How many seconds the server asks to wait (`Retry-After`).
    pub retry_after_secs: Option<u64>,
    /// The scopes of which one is needed for the request, where that is known.
    pub needed_scopes: &'static [&'static str],
    /// The host that was asked, for sentences; empty if unknown.
    pub host: String,
}
