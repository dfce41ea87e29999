//! What is signed, how, and how an answer's signature is checked (the protocol notes, sections 2 and 3).
//!
//! Pure functions over bytes: no clock, no network. The client signs and checks with them, and so does the
//! sandbox from the other side. It must never parse a body: a signature is checked over the raw bytes.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use url::Url;

/// How long ago an answer or a request may have been signed, in milliseconds.
pub const WINDOW_BACK_MS: i64 = 5 * 60 * 1000;
/// How far in the future an answer or a request may have been signed, in milliseconds.
pub const WINDOW_AHEAD_MS: i64 = 60 * 1000;

/// Which of the two signature schemes is spoken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AuthVersion {
    /// Without the method in the subject, without replay checks; a stale answer only warns.
    V2,
    /// With method and version in the subject, replay checks and a validity window. The default.
    #[default]
    V3,
}

impl AuthVersion {
    /// The value of the header `BitGo-Auth-Version`.
    pub fn header(self) -> &'static str {
        match self {
            Self::V2 => "2.0",
            Self::V3 => "3.0",
        }
    }

    /// Reads the header `BitGo-Auth-Version`; anything but the two known values is `None`.
    pub fn from_header(text: &str) -> Option<Self> {
        match text.trim() {
            "2.0" => Some(Self::V2),
            "3.0" => Some(Self::V3),
            _ => None,
        }
    }
}

/// The method as it stands in a subject: upper case, and the SDK's old word `del` is `DELETE`.
pub fn method_word(method: &str) -> String {
    let upper = method.to_ascii_uppercase();
    if upper == "DEL" { "DELETE".to_owned() } else { upper }
}

/// The path and query as they are signed: exactly what goes on the wire, but a bare trailing `?` is dropped.
pub fn signed_path(path_and_query: &str) -> &str {
    path_and_query.strip_suffix('?').unwrap_or(path_and_query)
}

/// The path and query of a whole address, as they are signed.
pub fn signed_path_of(url: &Url) -> String {
    match url.query() {
        Some(query) if !query.is_empty() => format!("{}?{query}", url.path()),
        _ => url.path().to_owned(),
    }
}

/// What an HMAC is taken over: a head of a few words and the body behind it, which stays where it is.
#[derive(Clone)]
pub struct Subject<'a> {
    head: String,
    body: &'a [u8],
}

impl Subject<'_> {
    /// All of it in one piece; copies the body.
    pub fn to_vec(&self) -> Vec<u8> {
        [self.head.as_bytes(), self.body].concat()
    }
}

/// What a request's HMAC is taken over.
pub fn request_subject<'a>(
    version: AuthVersion,
    method: &str,
    timestamp_ms: i64,
    path_and_query: &str,
    body: &'a [u8],
) -> Subject<'a> {
    let path = signed_path(path_and_query);
    let head = match version {
        AuthVersion::V2 => format!("{timestamp_ms}|{path}|"),
        AuthVersion::V3 => format!("{}|{timestamp_ms}|3.0|{path}|", method_word(method)),
    };
    Subject { head, body }
}

/// What an answer's HMAC is taken over; `path_and_query` is the request's.
pub fn response_subject<'a>(
    version: AuthVersion,
    method: &str,
    timestamp_ms: i64,
    path_and_query: &str,
    status: u16,
    body: &'a [u8],
) -> Subject<'a> {
    let path = signed_path(path_and_query);
    let head = match version {
        AuthVersion::V2 => format!("{timestamp_ms}|{path}|{status}|"),
        AuthVersion::V3 => format!("{}|{timestamp_ms}|{path}|{status}|", method_word(method)),
    };
    Subject { head, body }
}

/// HMAC-SHA256 of `subject` in lower-case hex. For requests and answers the key is the token's text.
pub fn hmac_hex(key: &[u8], subject: &Subject<'_>) -> String {
    hex::encode(keyed(key, subject).finalize().into_bytes())
}

/// Whether `presented` (hex, either case) is the HMAC-SHA256 of `subject`; takes the same time for every
/// wrong value of the right length.
pub fn hmac_matches(key: &[u8], subject: &Subject<'_>, presented: &str) -> bool {
    hex::decode(presented.trim()).is_ok_and(|bytes| keyed(key, subject).verify_slice(&bytes).is_ok())
}

fn keyed(key: &[u8], subject: &Subject<'_>) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(subject.head.as_bytes());
    mac.update(subject.body);
    mac
}

/// The hex SHA-256 of a token: what `Authorization: Bearer` carries in a signed request.
pub fn token_hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

/// What is sent in place of the login password: hex HMAC-SHA256, key = the e-mail address in lower case.
pub fn password_hmac(email: &str, password: &str) -> String {
    hmac_hex(email.to_lowercase().as_bytes(), &Subject { head: String::new(), body: password.as_bytes() })
}

/// Where a signature's time stands against a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// Inside five minutes back and one minute ahead.
    Fresh,
    /// Older than the window allows, by so many milliseconds against the clock.
    Late {
        /// How long ago it was signed.
        ago_ms: i64,
    },
    /// Further ahead than the window allows.
    Early {
        /// How far ahead of the clock it was signed.
        ahead_ms: i64,
    },
}

/// Places a signature's time against `now_ms` (both milliseconds since 1970).
pub fn freshness(timestamp_ms: i64, now_ms: i64) -> Freshness {
    let ago_ms = now_ms.saturating_sub(timestamp_ms);
    if ago_ms > WINDOW_BACK_MS {
        Freshness::Late { ago_ms }
    } else if ago_ms < -WINDOW_AHEAD_MS {
        Freshness::Early { ahead_ms: ago_ms.saturating_neg() }
    } else {
        Freshness::Fresh
    }
}

/// An answer as it came, for [`check_response`].
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// The scheme that the request was signed with.
    pub version: AuthVersion,
    /// The request's method.
    pub method: &'a str,
    /// The request's path and query.
    pub path_and_query: &'a str,
    /// The answer's status.
    pub status: u16,
    /// The answer's raw body.
    pub body: &'a [u8],
    /// The answer's header `hmac`.
    pub hmac: Option<&'a str>,
    /// The answer's header `timestamp`.
    pub timestamp: Option<&'a str>,
}

/// Why an answer is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// No `hmac` or no `timestamp` header.
    #[error("The answer carries no signature, so it was not used; check whether a proxy stands between.")]
    Missing,
    /// The HMAC is not that of this answer.
    #[error(
        "The answer's signature is wrong, so it was not used; somebody may be changing traffic on the way."
    )]
    Forged,
    /// Rightly signed, but outside the window (V3).
    #[error("The answer was signed too {} by this computer's clock, so it was not used; check the clock.", if *ago_ms > 0 { "long ago" } else { "far in the future" })]
    Stale {
        /// How long before now it was signed; negative when it was signed in the future.
        ago_ms: i64,
    },
}

/// Checks an answer's signature over its raw bytes, then its time. `Ok` tells the freshness, which is
/// always [`Freshness::Fresh`] in V3; V2 only warns about the window (the protocol notes, section 2).
pub fn check_response(token: &str, answer: &Answer<'_>, now_ms: i64) -> Result<Freshness, SignatureError> {
    let (Some(hmac), Some(timestamp)) = (answer.hmac, answer.timestamp) else {
        return Err(SignatureError::Missing);
    };
    let timestamp_ms: i64 = timestamp.trim().parse().map_err(|_| SignatureError::Forged)?;
    let subject = response_subject(
        answer.version,
        answer.method,
        timestamp_ms,
        answer.path_and_query,
        answer.status,
        answer.body,
    );
    if !hmac_matches(token.as_bytes(), &subject, hmac) {
        return Err(SignatureError::Forged);
    }
    let freshness = freshness(timestamp_ms, now_ms);
    match (answer.version, freshness) {
        (AuthVersion::V3, Freshness::Late { ago_ms }) => Err(SignatureError::Stale { ago_ms }),
        (AuthVersion::V3, Freshness::Early { ahead_ms }) => Err(SignatureError::Stale { ago_ms: -ahead_ms }),
        _ => Ok(freshness),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "v2x372cdfa81139df90094f44d06ac5ec98555a213d17309208f443144fb119aa77";

    fn signed(version: AuthVersion, at_ms: i64, body: &[u8]) -> (String, String) {
        let subject = response_subject(version, "get", at_ms, "/api/v2/user/me", 200, body);
        (hmac_hex(TOKEN.as_bytes(), &subject), at_ms.to_string())
    }

    fn answer<'a>(version: AuthVersion, body: &'a [u8], hmac: &'a str, timestamp: &'a str) -> Answer<'a> {
        Answer {
            version,
            method: "GET",
            path_and_query: "/api/v2/user/me",
            status: 200,
            body,
            hmac: Some(hmac),
            timestamp: Some(timestamp),
        }
    }

    #[test]
    fn the_window_is_five_minutes_back_and_one_ahead() {
        let now_ms = 1_700_000_000_000;
        for (offset_ms, fresh) in [
            (0, true),
            (-WINDOW_BACK_MS, true),
            (-WINDOW_BACK_MS - 1, false),
            (60_000, true),
            (60_001, false),
        ] {
            let (hmac, timestamp) = signed(AuthVersion::V3, now_ms + offset_ms, b"{}");
            let checked = check_response(TOKEN, &answer(AuthVersion::V3, b"{}", &hmac, &timestamp), now_ms);
            assert_eq!(checked.is_ok(), fresh, "offset {offset_ms}");
            let (hmac, timestamp) = signed(AuthVersion::V2, now_ms + offset_ms, b"{}");
            let checked = check_response(TOKEN, &answer(AuthVersion::V2, b"{}", &hmac, &timestamp), now_ms);
            assert_eq!(
                checked.map(|it| it == Freshness::Fresh),
                Ok(fresh),
                "V2 only warns, offset {offset_ms}"
            );
        }
    }

    #[test]
    fn every_changed_part_is_a_forgery() {
        let now_ms = 1_700_000_000_000;
        let (hmac, timestamp) = signed(AuthVersion::V3, now_ms, b"{\"a\":1}");
        let good = answer(AuthVersion::V3, b"{\"a\":1}", &hmac, &timestamp);
        assert_eq!(check_response(TOKEN, &good, now_ms), Ok(Freshness::Fresh));
        let upper = hmac.to_uppercase();
        assert!(check_response(TOKEN, &Answer { hmac: Some(&upper), ..good }, now_ms).is_ok());
        for bad in [
            Answer { body: b"{\"a\":2}", ..good },
            Answer { status: 201, ..good },
            Answer { method: "POST", ..good },
            Answer { path_and_query: "/api/v2/user/you", ..good },
            Answer { version: AuthVersion::V2, ..good },
            Answer { timestamp: Some("1700000000001"), ..good },
            Answer { timestamp: Some("soon"), ..good },
            Answer { hmac: Some(""), ..good },
            Answer { hmac: Some(&hmac[..62]), ..good },
            Answer { hmac: Some("not hex"), ..good },
        ] {
            assert_eq!(check_response(TOKEN, &bad, now_ms), Err(SignatureError::Forged), "{bad:?}");
        }
        for missing in [Answer { hmac: None, ..good }, Answer { timestamp: None, ..good }] {
            assert_eq!(check_response(TOKEN, &missing, now_ms), Err(SignatureError::Missing));
        }
    }

    #[test]
    fn paths_are_signed_as_they_go_on_the_wire() {
        assert_eq!(signed_path("/a?"), "/a");
        assert_eq!(signed_path("/a?b=%20c"), "/a?b=%20c");
        for (url, path) in
            [("http://h/a?", "/a"), ("http://h", "/"), ("http://h/a?b=c%2Fd&b=e#f", "/a?b=c%2Fd&b=e")]
        {
            assert_eq!(signed_path_of(&Url::parse(url).expect("a test address")), path);
        }
    }
}
