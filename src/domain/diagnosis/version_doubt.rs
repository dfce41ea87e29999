//! Whether trouble speaks for a server that takes version 2 of the signatures alone. Version 3 is not yet spoken
//! everywhere (the seed on authentication calls it off by default), and no server says so in one agreed way.

use super::cause::ErrorCause;
use super::facts::ErrorFacts;

/// Where the token came from that a request was signed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenOrigin {
    /// From a login, just now: it is neither expired nor revoked.
    Login,
    /// Somebody had it.
    Given,
}

impl ErrorFacts {
    /// Whether this speaks for version 2, where it met the first request that was signed in version 3: once the server has
    /// signed one answer in version 3, nothing does.
    pub fn speaks_for_version_2(&self, token: TokenOrigin) -> bool {
        let names_token = self.invalid_token || self.says(&["invalid", "expired", "revoked"]);
        match self.cause() {
            ErrorCause::ForgedAnswer => true,
            ErrorCause::Unauthorized | ErrorCause::InvalidToken | ErrorCause::SessionExpired => {
                token == TokenOrigin::Login || !names_token || self.names_signature()
            }
            ErrorCause::Refused | ErrorCause::Forbidden => self.names_signature(),
            _ => false,
        }
    }

    fn names_signature(&self) -> bool {
        self.says(&["hmac", "signature", "auth version", "auth-version", "authversion"])
    }

    fn says(&self, signs: &[&str]) -> bool {
        let (name, text) = (self.name.to_lowercase(), self.text.to_lowercase());
        signs.iter().any(|sign| name.contains(sign) || text.contains(sign))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::diagnosis::{FailureKind, Operation};

    fn answer(status: u16, name: &str, text: &str) -> ErrorFacts {
        let (name, text) = (name.to_owned(), text.to_owned());
        ErrorFacts { status: Some(status), name, text, ..ErrorFacts::default() }
    }

    #[test]
    fn signature_trouble_and_an_unexplained_401_speak_for_version_2() {
        let of_kind = |kind| ErrorFacts { kind, ..answer(401, "", "") };
        let invalid =
            ErrorFacts { invalid_token: true, ..answer(401, "InvalidToken", "invalid access token") };
        let clock = ErrorFacts { server_ahead_secs: Some(-600), ..answer(401, "", "unauthorized") };
        for (facts, from_login, given) in [
            (of_kind(FailureKind::ForgedAnswer), true, true),
            (of_kind(FailureKind::StaleAnswer), false, false),
            (of_kind(FailureKind::NoConnection), false, false),
            (answer(401, "", "unauthorized"), true, true),
            (answer(401, "InvalidSignature", "the HMAC is not right"), true, true),
            (invalid.clone(), true, false),
            (ErrorFacts { text: "invalid HMAC".to_owned(), ..invalid }, true, true),
            (answer(401, "SessionExpired", "session expired"), true, false),
            (clock, false, false),
            (answer(401, "NoAccessToken", "no access token"), false, false),
            (answer(401, "IpRestricted", "not from the IP 198.51.100.1"), false, false),
            (ErrorFacts { needs_otp: true, ..answer(401, "", "") }, false, false),
            (answer(400, "", "unsupported auth version"), true, true),
            (answer(400, "InvalidRequest", "bad coin"), false, false),
            (answer(403, "", "Signature rejected"), true, true),
            (answer(403, "Forbidden", "not yours"), false, false),
            (answer(404, "", "signature"), false, false),
            (answer(503, "", "hmac service down"), false, false),
        ] {
            for operation in [Operation::Something, Operation::UsingToken] {
                let facts = ErrorFacts { operation, ..facts.clone() };
                assert_eq!(facts.speaks_for_version_2(TokenOrigin::Login), from_login, "{facts:?}");
                assert_eq!(facts.speaks_for_version_2(TokenOrigin::Given), given, "{facts:?}");
            }
        }
    }
}
