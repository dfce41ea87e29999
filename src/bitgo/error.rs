//! One error for everything that can go wrong between asking the platform and having its answer.
//!
//! It keeps what support asks for (status, name, text, request ID) and never a body, a token or a query.
//! What an error means and what to do next is the rules' business (`domain::diagnosis`), not this module's.

mod body;
mod transport;

pub(super) use body::ErrorBody;
pub(super) use transport::classify;

use super::issuance::IssuanceError;
use super::key_sealing::KeySealingError;
use super::plain_token::PlainTokenError;
use super::secret::TokenShapeError;
use super::signing::SignatureError;
use crate::domain::diagnosis::{Advice, ErrorCause, ErrorFacts, FailureKind, Operation};
use crate::domain::scope::needed_scopes;
use crate::domain::wait::Wait;
use serde_json::{Map, Value};
use std::fmt;
use std::ops::Deref;
use std::time::Duration;

/// What kind of failure it was; each says in one sentence what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ErrorKind {
    /// The platform (or a proxy) answered with an error status.
    #[error("BitGo answered with an error.")]
    Answered,
    /// A one-time code is asked for.
    #[error("A one-time code is needed; enter the one that your device shows now.")]
    NeedsCode,
    /// A 2xx or error answer whose signature is missing, wrong or out of time.
    #[error("{0}")]
    Signature(#[from] SignatureError),
    /// No answer in time.
    #[error("No answer came within {after_secs} s; the request may have been carried out.")]
    TimedOut {
        /// How long was waited, in seconds.
        after_secs: u64,
    },
    /// The host's name is unknown.
    #[error("The host's name cannot be found; check the web address and your network.")]
    Dns,
    /// Nobody answers at the address.
    #[error("The host cannot be reached; check the web address and your network.")]
    Connect,
    /// Nobody answers at the proxy's address.
    #[error("The proxy cannot be reached.")]
    ProxyUnreachable,
    /// The proxy serves only those who log in.
    #[error("The proxy asks for a user name and password, which Countersign does not keep.")]
    ProxyLogin,
    /// The proxy is there and makes no connection to the host.
    #[error("The proxy opened no connection to the host.")]
    ProxyRefused,
    /// No trustworthy encrypted connection.
    #[error("No secure connection: the host's certificate is not accepted or it does not speak TLS.")]
    Tls,
    /// The connection broke before the answer was complete.
    #[error("The connection broke before the answer was complete.")]
    Interrupted,
    /// More than this program takes in.
    #[error("The answer is larger than {limit_bytes} bytes, so it was cut off; ask for less at a time.")]
    TooLarge {
        /// The bound, in bytes.
        limit_bytes: u64,
    },
    /// The answer sends us elsewhere, where no token goes.
    #[error(
        "BitGo redirected this request to another web address, which is not followed; check the environment's web address."
    )]
    Redirected,
    /// A success whose content is not what it should be.
    #[error("BitGo's answer cannot be read: {0}.")]
    NotUnderstood(String),
    /// A change that would have waited longer than its one-time code lives.
    #[error("{}", .0.not_sent_words())]
    NotSent(Wait),
    /// A list that goes round in circles, so that it is incomplete.
    #[error("The list is incomplete: BitGo sent the same part twice.")]
    ListRepeats,
    /// The token belongs to another host.
    #[error("This access token was made for another host, so it was not sent.")]
    OtherHost,
    /// The text is no access token.
    #[error(transparent)]
    Token(#[from] TokenShapeError),
    /// The token of a login came in plain text, where it may not.
    #[error(transparent)]
    PlainToken(#[from] PlainTokenError),
    /// The token in an answer could not be opened.
    #[error(transparent)]
    Issuance(#[from] IssuanceError),
    /// A wallet's key could not be handed over or taken.
    #[error(transparent)]
    Sharing(#[from] KeySealingError),
    /// The share that this was about had come to its end: how, as a sentence.
    #[error("{0}")]
    ShareEnded(String),
    /// A share that is not any more as it was reviewed; what is otherwise, in sentences.
    #[error("Nothing was sent: this share has changed since you reviewed it. {0}")]
    ShareChanged(String),
    /// Not possible in this environment or session.
    #[error("{0}")]
    NotHere(&'static str),
    /// The network client could not be set up.
    #[error("The network cannot be used from here: {0}.")]
    Setup(String),
}

/// How far an error answer can be believed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trust {
    /// It was signed, and the signature is right.
    Signed,
    /// It should have been signed and was not: from a proxy, or from a server that does not know the token.
    Unsigned,
    /// Nothing was to be signed: login, Express, or no answer at all.
    #[default]
    NotExpected,
}

/// What is asked for in an error answer, at its top or in its `context`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `needsOTP`: a one-time code.
    pub needs_otp: bool,
    /// `needsUnlock`: an unlocked session.
    pub needs_unlock: bool,
    /// `noAccessToken`: none arrived.
    pub no_token: bool,
    /// `invalidToken`: unknown, expired or revoked.
    pub invalid_token: bool,
}

/// Everything known about a failure. See [`Error`].
#[derive(Clone, Debug)]
pub struct Report {
    /// What kind it is.
    pub kind: ErrorKind,
    /// The request's method; empty when none was sent.
    pub method: String,
    /// The request's path without its query; empty when none was sent.
    pub path: String,
    /// The answer's status.
    pub status: Option<u16>,
    /// The stable code of the error (`name`, `errorName` or `code`).
    pub name: Option<String>,
    /// The changing text of the error, cleaned of markup; empty when there is none.
    pub text: String,
    /// What support asks for: the server's request ID, else the one that was sent along.
    pub request_id: Option<String>,
    /// How long the server asks to wait.
    pub retry_after: Option<Duration>,
    /// What the answer asks for.
    pub flags: Flags,
    /// The answer's `context`, as it came.
    pub context: Map<String, Value>,
    /// How far the answer can be believed.
    pub trust: Trust,
    /// Whether a web page came instead of one of the platform's shapes.
    pub is_html: bool,
    /// What was being done, where that changes what the failure means.
    pub doing: Operation,
    /// Whether a one-time code was sent along.
    pub code_sent: bool,
    /// How far the server's clock was ahead of this computer's, in seconds, where it is known.
    pub server_ahead_secs: Option<i64>,
    /// The host that was asked; empty when nothing was sent.
    pub host: String,
    /// It happened while a change was prepared: what changes something had not been sent.
    pub is_before_change: bool,
    /// It may have happened after the change was made, whatever the answer says.
    pub is_after_change: bool,
}

/// A failure, with everything known about it; see [`Report`] for the fields.
#[derive(Clone)]
pub struct Error(Box<Report>);

impl Error {
    /// A failure without a request behind it.
    pub fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Report {
            kind,
            method: String::new(),
            path: String::new(),
            status: None,
            name: None,
            text: String::new(),
            request_id: None,
            retry_after: None,
            flags: Flags::default(),
            context: Map::new(),
            trust: Trust::default(),
            is_html: false,
            doing: Operation::default(),
            code_sent: false,
            server_ahead_secs: None,
            host: String::new(),
            is_before_change: false,
            is_after_change: false,
        }))
    }

    /// A success that cannot be read; `why` is a part of a sentence and holds nothing from the answer.
    pub(super) fn not_understood(why: &str) -> Self {
        Self::new(ErrorKind::NotUnderstood(why.to_owned()))
    }

    pub(super) fn with(mut self, change: impl FnOnce(&mut Report)) -> Self {
        change(&mut self.0);
        self
    }

    /// The same failure, met before the request was sent that changes something.
    pub(super) fn before_change(self) -> Self {
        self.with(|it| it.is_before_change = true)
    }

    /// The same failure, of which the status does not tell whether the change was made.
    pub(super) fn maybe_after_change(self) -> Self {
        self.with(|it| it.is_after_change = true)
    }

    /// The plain facts, from which the rules tell what it means.
    pub fn facts(&self) -> ErrorFacts {
        ErrorFacts {
            kind: self.fault_kind(),
            operation: self.doing,
            status: self.status,
            name: self.name.clone().unwrap_or_default(),
            text: self.text.clone(),
            needs_otp: self.flags.needs_otp,
            code_sent: self.code_sent,
            needs_unlock: self.flags.needs_unlock,
            no_token: self.flags.no_token,
            invalid_token: self.flags.invalid_token,
            server_ahead_secs: self.server_ahead_secs,
            retry_after_secs: self.retry_after.map(|wait| wait.as_secs()),
            needed_scopes: needed_scopes(&self.method, &self.path),
            host: self.host.clone(),
        }
    }

    /// What it means and what to do next, one sentence each. What this program itself found out speaks for
    /// itself; answers and broken connections are read by the rules.
    pub fn advice(&self) -> Advice {
        let next = match &self.kind {
            ErrorKind::PlainToken(_) => {
                return Advice { what: self.to_string(), ..self.facts().advice() };
            }
            ErrorKind::NotSent(wait) => {
                let next = format!("Try again in {} s, with a new code.", wait.secs());
                return Advice { what: self.to_string(), next };
            }
            ErrorKind::Token(_) => "Paste the whole token again, or log in with the password.",
            ErrorKind::Issuance(IssuanceError::NoServerKey) => {
                "Choose Custom at the login and add the server xpub."
            }
            ErrorKind::Issuance(_) => "Log in again with the password.",
            ErrorKind::Sharing(error) => error.next(),
            ErrorKind::ShareEnded(_) => "Nothing to do.",
            ErrorKind::ShareChanged(_) => "Review it again, and ask the sender if you did not expect this.",
            ErrorKind::NotHere(_) | ErrorKind::OtherHost => "Nothing was sent; choose another way.",
            ErrorKind::TooLarge { .. } => "Ask for less at a time.",
            ErrorKind::ListRepeats => "Refresh the list.",
            ErrorKind::Redirected | ErrorKind::Setup(_) => {
                "Check the environment's web address at the login."
            }
            ErrorKind::ProxyUnreachable | ErrorKind::ProxyLogin | ErrorKind::ProxyRefused => {
                "Check the proxy in Settings (a login to the sandbox opens them too), or ask whoever runs it."
            }
            _ => return self.facts().advice(),
        };
        Advice { what: self.to_string(), next: next.to_owned() }
    }

    fn fault_kind(&self) -> FailureKind {
        match &self.kind {
            ErrorKind::Answered if self.is_html => FailureKind::HtmlAnswer,
            ErrorKind::Signature(SignatureError::Stale { .. }) => FailureKind::StaleAnswer,
            ErrorKind::Signature(_) => FailureKind::ForgedAnswer,
            ErrorKind::TimedOut { .. } => FailureKind::TimedOut,
            ErrorKind::Dns => FailureKind::UnknownHost,
            ErrorKind::Connect
            | ErrorKind::Interrupted
            | ErrorKind::ProxyUnreachable
            | ErrorKind::ProxyLogin
            | ErrorKind::ProxyRefused => FailureKind::NoConnection,
            ErrorKind::Tls => FailureKind::Tls,
            ErrorKind::PlainToken(_) => FailureKind::PlainToken,
            ErrorKind::Sharing(KeySealingError::LoginPassword | KeySealingError::ExpressLoginPassword) => {
                FailureKind::LoginPassword
            }
            ErrorKind::NotUnderstood(_) | ErrorKind::TooLarge { .. } | ErrorKind::ListRepeats => {
                FailureKind::UnreadableAnswer
            }
            _ => FailureKind::Answer,
        }
    }

    /// Whether the same GET may well succeed in a moment: busy or broken servers and broken connections.
    /// Forged and unreadable answers, refusals and time-outs are not tried again.
    pub fn is_transient(&self) -> bool {
        match self.kind {
            ErrorKind::Answered => matches!(self.status, Some(429 | 500 | 502 | 503 | 504)),
            ErrorKind::Connect | ErrorKind::ProxyUnreachable | ErrorKind::Dns | ErrorKind::Interrupted => {
                true
            }
            _ => false,
        }
    }

    /// Whether nobody answered who could be the platform: no connection, no answer in time, or a gateway that found nobody
    /// behind it.
    pub fn is_silence(&self) -> bool {
        match self.kind {
            ErrorKind::Answered => matches!(self.status, Some(502..=504)),
            ErrorKind::TimedOut { .. }
            | ErrorKind::Dns
            | ErrorKind::Connect
            | ErrorKind::ProxyUnreachable
            | ErrorKind::ProxyLogin
            | ErrorKind::ProxyRefused
            | ErrorKind::Tls
            | ErrorKind::Interrupted => true,
            _ => false,
        }
    }

    /// Whether the platform no longer takes the token that this was asked with, so that the person has to log in
    /// again: the session behind it ended, or the token expired or was revoked (the seed on tokens, on 401). "No
    /// access token" does not end a session: none arrived, so something on the way took it, and another login would
    /// not help. Nor does a 401 that asks for a one-time code or an unlock, or that a wrong clock explains.
    pub fn ends_session(&self) -> bool {
        matches!(self.facts().cause(), ErrorCause::SessionExpired | ErrorCause::InvalidToken)
    }

    /// Whether the platform answered that this person may not see it or that there is nothing, and the answer is verified. A
    /// proxy's or an unsigned one says nothing of permissions.
    pub fn is_refusal(&self) -> bool {
        self.kind == ErrorKind::Answered
            && matches!(self.status, Some(403 | 404))
            && self.trust != Trust::Unsigned
    }

    /// Whether a request that changes something may have been carried out although no usable answer came.
    pub fn may_have_happened(&self) -> bool {
        match self.kind {
            _ if self.is_before_change => false,
            _ if self.is_after_change => true,
            ErrorKind::Answered => {
                self.status.is_none_or(|status| status >= 500) || self.trust == Trust::Unsigned
            }
            ErrorKind::Signature(_)
            | ErrorKind::TimedOut { .. }
            | ErrorKind::Interrupted
            | ErrorKind::TooLarge { .. }
            | ErrorKind::NotUnderstood(_)
            | ErrorKind::Issuance(_) => true,
            _ => false,
        }
    }
}

impl Deref for Error {
    type Target = Report;

    fn deref(&self) -> &Report {
        &self.0
    }
}

impl std::error::Error for Error {}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self::new(kind)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ErrorKind::Answered, Some(status)) = (&self.kind, self.status) else {
            return self.kind.fmt(f);
        };
        let who = match self.trust {
            Trust::Unsigned => "An answer without a signature, perhaps from a proxy, says",
            Trust::Signed | Trust::NotExpected => "BitGo answered",
        };
        write!(f, "{who} {status}")?;
        if let Some(name) = &self.name {
            write!(f, " ({name})")?;
        }
        match self.text.trim_end_matches('.') {
            "" => f.write_str("."),
            text => write!(f, ": {text}."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_tells_who_answered_and_what() {
        let answered = |trust: Trust, name: Option<&str>, text: &str| {
            Error::new(ErrorKind::Answered)
                .with(|it| {
                    it.status = Some(404);
                    it.trust = trust;
                    it.name = name.map(str::to_owned);
                    it.text = text.to_owned();
                })
                .to_string()
        };
        assert_eq!(
            answered(Trust::Signed, Some("InvalidWalletId"), "invalid wallet id."),
            "BitGo answered 404 (InvalidWalletId): invalid wallet id."
        );
        assert_eq!(
            answered(Trust::Unsigned, None, ""),
            "An answer without a signature, perhaps from a proxy, says 404."
        );
        assert!(size_of::<Error>() <= 8, "results stay small");
    }

    #[test]
    fn what_may_have_happened_is_never_called_safe() {
        for kind in [
            ErrorKind::TimedOut { after_secs: 100 },
            ErrorKind::Interrupted,
            ErrorKind::Signature(SignatureError::Forged),
            ErrorKind::NotUnderstood("it is not JSON".into()),
        ] {
            assert!(Error::new(kind).may_have_happened());
        }
        for kind in
            [ErrorKind::Dns, ErrorKind::Connect, ErrorKind::Tls, ErrorKind::OtherHost, ErrorKind::NeedsCode]
        {
            assert!(!Error::new(kind).may_have_happened());
        }
        let refused = Error::new(ErrorKind::Answered).with(|it| {
            it.status = Some(400);
            it.trust = Trust::Signed;
        });
        assert!(!refused.may_have_happened());
        let failed = refused.with(|it| it.status = Some(502));
        assert!(failed.may_have_happened() && !failed.before_change().may_have_happened());
    }
}
