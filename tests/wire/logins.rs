//! How a login's token comes, and what its answer is believed by: the token in it, where the answer is signed.

use super::server::{Reply, Seen, Server, TOKEN, answer, short_timeouts};
use super::sessions::{PASSWORD, PERSON_XPRV, client_in, client_with_xpub, credentials, sealed};
use countersign::bitgo::client::Client;
use countersign::bitgo::envelope::{self, Version};
use countersign::bitgo::environment::{Environment, EnvironmentError};
use countersign::bitgo::error::{Error, ErrorKind};
use countersign::bitgo::login::{self, Credentials};
use countersign::bitgo::plain_token::{PlainToken, PlainTokenError};
use countersign::bitgo::session::Session;
use countersign::bitgo::signing::{self, AuthVersion, SignatureError};
use countersign::domain::diagnosis::{ErrorCause, Operation};
use jiff::Timestamp;
use serde_json::{Value, json};

const OTHER_TOKEN: &str = "v2x00000000000000000000000000000000000000000000000000000000000000ff";
const PATH: &str = "/api/v2/user/login";
const HERE: [AuthVersion; 2] = [AuthVersion::V2, AuthVersion::V3];

/// An answer with an encrypted token, whose parts stand at the top.
fn encrypted() -> Value {
    let xprv = envelope::encrypt(PERSON_XPRV, PASSWORD, Version::V1).unwrap();
    json!({"encryptedToken": sealed(TOKEN), "encryptedECDHXprv": xprv, "derivationPath": "m/17/3",
        "expires_at": 1_893_456_000, "scope": ["openid"], "user": {"id": "u1"}})
}

fn plain(token: &str) -> Value {
    json!({"access_token": token, "expires_at": 1_893_456_000, "scope": ["openid"], "user": {"id": "u1"}})
}

fn both() -> Value {
    let mut answer = encrypted();
    answer["access_token"] = OTHER_TOKEN.into();
    answer
}

/// What the server signs a login's answer with, away from now by so many milliseconds.
#[derive(Clone, Copy)]
struct Signing {
    version: AuthVersion,
    key: &'static str,
    away_ms: i64,
}

impl Signing {
    const fn right(version: AuthVersion) -> Self {
        Self { version, key: TOKEN, away_ms: 0 }
    }

    fn headers(self, body: &str) -> [(&'static str, String); 2] {
        let at_ms = Timestamp::now().as_millisecond() + self.away_ms;
        let subject = signing::response_subject(self.version, "POST", at_ms, PATH, 200, body.as_bytes());
        [("hmac", signing::hmac_hex(self.key.as_bytes(), &subject)), ("timestamp", at_ms.to_string())]
    }
}

fn serving(reply: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Server {
    Server::start(move |seen, _| reply(seen))
}

async fn log_in(server: &Server, version: AuthVersion) -> Result<Session, Error> {
    login::login(&client_in(server, version), credentials(Some("0000000"))).await
}

fn kind(result: Result<Session, Error>) -> Option<ErrorKind> {
    result.err().map(|error| error.kind.clone())
}

#[tokio::test]
async fn a_signed_answer_to_a_login_is_checked_by_the_token_in_it() {
    let forged = || Some(ErrorKind::Signature(SignatureError::Forged));
    for client_version in HERE {
        for answered_in in HERE {
            for body in [encrypted(), plain(TOKEN)] {
                let text = body.to_string();
                let right = Signing::right(answered_in);
                for (signing, is_right) in [
                    (right, true),
                    (Signing { key: OTHER_TOKEN, ..right }, false),
                    (Signing { away_ms: 30_000, ..right }, true),
                ] {
                    let text = text.clone();
                    let server = serving(move |_| {
                        let [hmac, at] = signing.headers(&text);
                        answer(200, &text).header(hmac.0, hmac.1).header(at.0, at.1).into()
                    });
                    let came = log_in(&server, client_version).await;
                    if is_right {
                        assert_eq!(came.unwrap().token().expose(), TOKEN);
                    } else {
                        let error = came.as_ref().unwrap_err();
                        assert_eq!((error.doing, error.status), (Operation::LoggingIn, Some(200)));
                        assert!(error.request_id.is_some() && error.path == PATH, "{error:?}");
                        assert_eq!(kind(came), forged(), "{client_version:?} in {answered_in:?}");
                    }
                    let seen = server.all_seen();
                    assert_eq!(seen.len(), 1, "a login is sent once");
                    assert_eq!(seen[0].header("bitgo-auth-version"), client_version.header());
                }
            }
        }
    }
}

#[tokio::test]
async fn what_is_changed_on_the_way_or_half_signed_or_old_opens_no_session() {
    type Bend = fn(&str) -> Reply;
    let changed: Bend = |text| {
        let [hmac, at] = Signing::right(AuthVersion::V3).headers(text);
        let other = text.replace("\"u1\"", "\"u2\"");
        assert_ne!(other, text);
        answer(200, text).header(hmac.0, hmac.1).header(at.0, at.1).with_body(&other).into()
    };
    let half: Bend = |text| {
        let [_, at] = Signing::right(AuthVersion::V3).headers(text);
        answer(200, text).header(at.0, at.1).into()
    };
    let old: Bend = |text| {
        let [hmac, at] = Signing { away_ms: -900_000, ..Signing::right(AuthVersion::V3) }.headers(text);
        answer(200, text).header(hmac.0, hmac.1).header(at.0, at.1).into()
    };
    for (name, bend) in [("changed", changed), ("half", half), ("old", old)] {
        let text = encrypted().to_string();
        let server = serving(move |_| bend(&text));
        let error = log_in(&server, AuthVersion::V3).await.unwrap_err();
        let is_expected = matches!(
            (&error.kind, name),
            (ErrorKind::Signature(SignatureError::Forged), "changed")
                | (ErrorKind::Signature(SignatureError::Missing), "half")
                | (ErrorKind::Signature(SignatureError::Stale { .. }), "old")
        );
        assert!(is_expected, "{name}: {error:?}");
    }
    // Version 2 only warns of its time.
    let text = encrypted().to_string();
    let server = serving(move |_| {
        let [hmac, at] = Signing { away_ms: -900_000, ..Signing::right(AuthVersion::V2) }.headers(&text);
        answer(200, &text).header(hmac.0, hmac.1).header(at.0, at.1).into()
    });
    let session = log_in(&server, AuthVersion::V2).await.unwrap();
    assert!(session.client().stale_answer().is_some_and(|it| it.ago_ms >= 900_000));
    // A server that signs no login is believed as before.
    let text = encrypted().to_string();
    let server = serving(move |_| answer(200, &text).into());
    assert!(log_in(&server, AuthVersion::V3).await.unwrap().was_token_encrypted());
}

#[tokio::test]
async fn a_plain_token_is_refused_where_encrypted_ones_came_before() {
    for why in [PlainTokenError::EncryptedBefore, PlainTokenError::NotKnown] {
        let ask = |plain_token| Credentials { plain_token, ..credentials(Some("0000000")) };
        let refused = PlainToken::Refused(why);
        let text = plain(TOKEN).to_string();
        let server = serving(move |_| answer(200, &text).into());
        let error = login::login(&client_with_xpub(&server), ask(refused)).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::PlainToken(why));
        assert_eq!(error.facts().cause(), ErrorCause::PlainToken);
        assert!(error.advice().what.contains("unencrypted") && error.advice().next.contains("BitGo support"));
        assert!(!error.ends_session() && !format!("{error:?} {error}").contains(&TOKEN[3..]));
        assert_eq!(server.all_seen().len(), 1, "the token was used");
        let session = login::login(&client_with_xpub(&server), ask(PlainToken::Accepted)).await.unwrap();
        assert!(!session.was_token_encrypted());

        let text = encrypted().to_string();
        let server = serving(move |_| answer(200, &text).into());
        let session = login::login(&client_with_xpub(&server), ask(refused)).await.unwrap();
        assert!(session.was_token_encrypted() && session.token().expose() == TOKEN);
    }
}

/// Whoever stands in between could put a token of their own beside the encrypted one.
#[tokio::test]
async fn a_plain_token_beside_an_encrypted_one_is_not_used() {
    let text = both().to_string();
    let server = serving(move |_| answer(200, &text).into());
    let session = log_in(&server, AuthVersion::V3).await.unwrap();
    assert_eq!(session.token().expose(), TOKEN);
    assert!(session.was_token_encrypted());
    // Where there is nothing to decrypt with, it is a plain token like any other.
    let ask = |plain_token| Credentials { plain_token, ..credentials(Some("0000000")) };
    let client = server.client(AuthVersion::V3);
    let refused = PlainToken::Refused(PlainTokenError::EncryptedBefore);
    let error = login::login(&client, ask(refused)).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::PlainToken(PlainTokenError::EncryptedBefore));
    let session = login::login(&client, ask(PlainToken::Accepted)).await.unwrap();
    assert_eq!(session.token().expose(), OTHER_TOKEN);
}

/// Express makes the HMAC and opens the token itself, and signs nothing.
#[tokio::test]
async fn express_is_given_the_password_itself_and_hands_out_the_token() {
    let at_express = |server: &Server, version| {
        Client::new(Environment::express(&server.url).unwrap(), version, short_timeouts()).unwrap()
    };
    let mut opened = encrypted();
    opened["access_token"] = TOKEN.into();
    for version in HERE {
        for body in [plain(TOKEN), opened.clone()] {
            let text = body.to_string();
            // A signature of the platform's that was passed on does not fit what Express wrote.
            let server = serving(move |_| {
                answer(200, &text).header("hmac", "00").header("timestamp", "1893456000000").into()
            });
            let refused = PlainToken::Refused(PlainTokenError::EncryptedBefore);
            let asked = Credentials { plain_token: refused, ..credentials(Some(" 0000000 ")) };
            let session = login::login(&at_express(&server, version), asked).await.unwrap();
            assert_eq!(session.token().expose(), TOKEN);
            let [seen] = server.all_seen().try_into().unwrap();
            assert_eq!((seen.method.as_str(), seen.path.as_str()), ("POST", PATH));
            let sent = json!({"email": "ada@example.com", "password": PASSWORD, "otp": "0000000"});
            assert_eq!(seen.json(), sent);
            for header in ["bitgo-auth-version", "authorization", "hmac"] {
                assert_eq!(seen.header(header), "", "{header}");
            }
        }
    }
}

#[tokio::test]
async fn what_express_says_of_a_login_is_what_the_platform_told_it() {
    for (status, body, cause) in [
        (401, json!({"error": "incorrect email or password", "message": "x"}), ErrorCause::WrongPassword),
        (
            401,
            json!({"error": "needs otp", "needsOTP": true, "bitgoJsVersion": "38"}),
            ErrorCause::CodeNeeded,
        ),
        (500, json!({"error": "local error"}), ErrorCause::ServerTrouble),
    ] {
        let text = body.to_string();
        let server = serving(move |_| answer(status, &text).into());
        let express = Environment::express(&server.url).unwrap();
        let client = Client::new(express, AuthVersion::V3, short_timeouts()).unwrap();
        let error = login::login(&client, credentials(None)).await.unwrap_err();
        assert_eq!(error.facts().cause(), cause, "{error:?}");
        assert_eq!(server.all_seen().len(), 1, "the password was sent again");
        assert!(!format!("{error:?} {error}").contains(PASSWORD));
    }
    // Nothing that could be asked leads over a network without TLS.
    for url in ["http://sign.example:3080", "http://10.0.0.7:3080", "http://0.0.0.0:3080"] {
        assert!(matches!(Environment::express(url), Err(EnvironmentError::PlainHttp(_))), "{url}");
    }
}
