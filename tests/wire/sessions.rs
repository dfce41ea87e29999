//! Login, access tokens and lists over the wire, and what must never be seen on the way.

use super::server::{Reply, Server, TOKEN, answer, short_timeouts};
use super::session_with;
use super::support::token_requests::request_of;
use countersign::bitgo::client::Client;
use countersign::bitgo::ecdh;
use countersign::bitgo::envelope::{self, Version};
use countersign::bitgo::environment::{Environment, EnvironmentKind};
use countersign::bitgo::error::{Error, ErrorKind};
use countersign::bitgo::issuance::{self, IssuanceError};
use countersign::bitgo::login::{self, Credentials};
use countersign::bitgo::paging::Page;
use countersign::bitgo::plain_token::PlainToken;
use countersign::bitgo::secret::TokenShapeError;
use countersign::bitgo::session::Session;
use countersign::bitgo::signing::{self, AuthVersion};
use countersign::bitgo::wallet::{Wallet, WalletQuery};
use countersign::domain::diagnosis::Operation;
use countersign::domain::token::{TokenDraft, TokenRequest};
use futures::StreamExt;
use secrecy::SecretString;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Arc, Mutex};

pub(super) const PASSWORD: &str = "correct horse battery staple";
pub(super) const PERSON_XPRV: &str = "xprv9s21ZrQH143K2cXnajzSWPJHGV3vfFuAh2bAh16xYrUVuXV6sr1Z4mt6PUR5eXcgeKxWc1sdDZrEHVt74DT27sxZuob7oovbHjYFADw3usL";
const SERVER_XPRV: &str = "xprv9s21ZrQH143K2CJswW9LhYGN2ckfC5H7iN1afMpvUQWhffn81BodcD8iLkvsahPVKaxUaZdxpmD8kW1twpDaQrFByzEWMavqWK8rP43CShL";
const OTHER_TOKEN: &str = "v2x6e5d3550905a57fa0893f9ed17fd67cfa83b1fe4bc1d16622a753d7d9a8cb242";

pub(super) fn credentials(code: Option<&str>) -> Credentials {
    Credentials {
        email: " Ada@Example.com ".into(),
        password: PASSWORD.into(),
        code: code.map(SecretString::from),
        plain_token: PlainToken::Accepted,
    }
}

pub(super) fn client_with_xpub(server: &Server) -> Client {
    client_in(server, AuthVersion::V3)
}

pub(super) fn client_in(server: &Server, version: AuthVersion) -> Client {
    let xpub = ecdh::xpub_of(&SERVER_XPRV.into()).unwrap();
    let environment = Environment::custom(EnvironmentKind::Sandbox, &server.url, Some(xpub)).unwrap();
    Client::new(environment, version, short_timeouts()).unwrap()
}

pub(super) fn sealed(token: &str) -> String {
    let person = ecdh::xpub_of(&PERSON_XPRV.into()).unwrap();
    issuance::seal_token(&token.into(), &person, "m/17/3", &SERVER_XPRV.into(), Version::V1).unwrap()
}

pub(super) fn token_request() -> TokenRequest {
    let draft = TokenDraft {
        label: "reporting".into(),
        lifetime: "90 days".into(),
        scopes: BTreeMap::from([("wallet_view_all".to_owned(), Vec::new())]),
        ..TokenDraft::default()
    };
    request_of(&draft)
}

#[tokio::test]
async fn login_sends_the_password_as_its_hmac_and_asks_for_a_code() {
    for needs_code in [r#"{"error":"x","context":{"needsOTP":true}}"#, r#"{"error":"x","needsOTP":true}"#] {
        let server = Server::start(move |seen, _| match seen.json()["otp"].as_str() {
            Some("") => answer(401, needs_code).into(),
            Some("0000000") => {
                let body = json!({"access_token": TOKEN, "token_type": "bearer", "expires_at": 1_893_456_000,
                    "expires_in": 3600, "scope": ["openid"],
                    "user": {"id": "u1", "username": "ada@example.com", "enterprises": [{"id": "e1", "name": "Treasury", "permissions": ["admin"]}]}});
                answer(200, &body.to_string()).into()
            }
            _ => answer(400, "{}").into(),
        });
        let client = server.client(AuthVersion::V3);
        let error = login::login(&client, credentials(None)).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::NeedsCode);
        assert!(error.facts().needs_otp && !error.facts().code_sent);
        let session = login::login(&client, credentials(Some("0000000"))).await.unwrap();
        assert_eq!(session.user().enterprises[0].name, "Treasury");
        assert_eq!(session.expires_at().to_string(), "2030-01-01T00:00:00Z");
        assert_eq!(session.scopes(), ["openid"]);
        let seen = server.all_seen();
        assert_eq!(seen.len(), 2);
        assert_eq!(seen[0].json()["email"], "ada@example.com");
        assert_eq!(seen[0].json()["password"], signing::password_hmac("ada@example.com", PASSWORD));
        assert_eq!(seen[0].header("authorization"), "");
        assert!(!String::from_utf8_lossy(&seen[1].body).contains("battery"));
    }
}

#[tokio::test]
async fn a_refused_login_says_so_and_is_not_sent_again() {
    let server = Server::start(|_, _| answer(503, r#"{"error":"down","name":"Maintenance"}"#).into());
    let error = login::login(&server.client(AuthVersion::V3), credentials(Some("1"))).await.unwrap_err();
    assert_eq!((error.status, error.doing, error.code_sent), (Some(503), Operation::LoggingIn, true));
    assert_eq!(server.all_seen().len(), 1);

    let error = login::resume(&server.client(AuthVersion::V3), "v2xtooshort".into()).await.unwrap_err();
    assert_eq!(
        (error.kind.clone(), error.doing),
        (ErrorKind::Token(TokenShapeError::Legacy), Operation::UsingToken)
    );
    assert_eq!(server.all_seen().len(), 1);
}

fn issuing_server(created: serde_json::Value) -> Server {
    let encrypted_xprv = envelope::encrypt(PERSON_XPRV, PASSWORD, Version::V1).unwrap();
    let login = json!({"encryptedToken": sealed(TOKEN), "encryptedECDHXprv": encrypted_xprv, "derivationPath": "m/17/3",
        "expires_at": 1_893_456_000, "scope": ["openid"], "user": {"id": "u1"}});
    Server::start(move |seen, _| match (seen.method.as_str(), seen.path.as_str()) {
        (_, "/api/v2/user/login") => answer(200, &login.to_string()).into(),
        ("POST", "/api/v2/user/accesstoken") => answer(200, &created.to_string()).signed(seen).into(),
        _ => answer(404, "{}").signed(seen).into(),
    })
}

#[tokio::test]
async fn issued_tokens_are_opened_here() {
    let server = issuing_server(
        json!({"id": "t1", "label": "reporting", "encryptedToken": sealed(OTHER_TOKEN), "derivationPath": "m/17/3"}),
    );
    let session = login::login(&client_with_xpub(&server), credentials(Some("0000000"))).await.unwrap();
    assert_eq!(session.token().expose(), TOKEN);
    let created = session.create_access_token(&token_request(), &"0000000".into()).await.unwrap();
    assert_eq!((created.info.id.as_str(), created.value.expose()), ("t1", OTHER_TOKEN));
    assert!(created.info.extra.is_empty(), "{:?}", created.info.extra);

    let wrong = Credentials { password: "another".into(), ..credentials(Some("0000000")) };
    let error = login::login(&client_with_xpub(&server), wrong).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Issuance(IssuanceError::Password));
    let error =
        login::login(&server.client(AuthVersion::V3), credentials(Some("0000000"))).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Issuance(IssuanceError::NoServerKey));
}

#[tokio::test]
async fn a_created_token_is_asked_for_once_and_told_once() {
    let server = Server::behind_a_session(|seen, _| {
        let body = json!({"id": "t1", "token": OTHER_TOKEN, "label": "reporting", "expires": "2027-02-18T12:00:00.000Z",
            "scope": ["wallet_view_all"], "unlock": {"spendingLimits": {"eth": {"txValueLimit": 1e21}}}, "surprise": [1]});
        answer(200, &body.to_string()).signed(seen).into()
    });
    let session = session_with(&server, AuthVersion::V3).await;
    let request = token_request();
    let created = session.create_access_token(&request, &"0000000".into()).await.unwrap();
    assert_eq!(created.value.expose(), OTHER_TOKEN);
    assert!(!format!("{created:?}").contains(&OTHER_TOKEN[3..]), "the token is in Debug");
    assert_eq!(created.info.extra["surprise"], json!([1]));
    let sent = server.seen()[0].json();
    assert_eq!(sent["otp"], "0000000");
    assert_eq!(sent["duration"], 90 * 86_400);
    assert_eq!(sent, serde_json::to_value(request.body_with_code("0000000")).unwrap());
}

#[tokio::test]
async fn a_creation_that_fails_is_not_sent_again_and_leaves_the_question_open() {
    type Fault = fn() -> Reply;
    let cases: [Fault; 4] =
        [|| Reply::Close, || Reply::Hang, || answer(502, "<html>").into(), || answer(200, "{}").into()];
    for fault in cases {
        let server = Server::behind_a_session(move |_, _| fault());
        let session = session_with(&server, AuthVersion::V3).await;
        let error = session.create_access_token(&token_request(), &"0000000".into()).await.unwrap_err();
        assert!(error.may_have_happened(), "{error:?}");
        assert_eq!((error.doing, error.code_sent), (Operation::CreatingToken, true));
        assert_eq!(server.seen().len(), 1);
    }
    let sealed_for_nobody =
        json!({"id": "t1", "encryptedToken": sealed(OTHER_TOKEN), "derivationPath": "m/17/3"});
    let server = Server::behind_a_session(move |seen, _| {
        answer(200, &sealed_for_nobody.to_string()).signed(seen).into()
    });
    let session: Session = login::resume(&client_with_xpub(&server), TOKEN.into()).await.unwrap();
    let error = session.create_access_token(&token_request(), &"0000000".into()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Issuance(IssuanceError::NoOwnKey));
    assert!(error.may_have_happened());
}

#[tokio::test]
async fn unlocking_that_would_remove_limits_is_refused() {
    let server = Server::start(|seen, _| {
        let body = match seen.path.as_str() {
            "/api/v2/user/me" => json!({"user": {"id": "u1"}}),
            _ => {
                json!({"session": {"id": "s", "unlock": {"spendingLimits": {"btc": {"txValueLimit": "5"}}}}})
            }
        };
        answer(200, &body.to_string()).signed(seen).into()
    });
    let session = session_with(&server, AuthVersion::V3).await;
    let error = session.unlock(&"0000000".into(), 600).await.unwrap_err();
    assert!(matches!(error.kind, ErrorKind::NotHere(_)));
    assert!(server.all_seen().iter().all(|it| it.method == "GET"));
    session.unlock_and_lose_limits(&"0000000".into(), 600).await.unwrap();
    assert_eq!(server.all_seen().last().unwrap().json(), json!({"otp": "0000000", "duration": 600}));
    assert!(session.unlock_and_lose_limits(&"0000000".into(), 3601).await.is_err());
}

#[tokio::test]
async fn limits_that_only_the_list_of_tokens_knows_or_that_cannot_be_read_count() {
    let listed = |unlock: serde_json::Value| json!({"accessTokens": [{"id": "other"}, {"id": "t1", "unlock": unlock}]});
    for (list, status, is_unlocked) in [
        (listed(json!({"allErc20TokensLimit": {"enabled": true, "txValueLimit": "9"}})), 200, false),
        (listed(json!({"txValueLimit": 7})), 200, false),
        (json!({"accessTokens": [{"id": "other"}]}), 200, false),
        (json!({"error": "user_manage is needed", "name": "Forbidden"}), 403, false),
        (listed(json!({"txCount": 3})), 200, true),
    ] {
        let text = list.to_string();
        let server = Server::start(move |seen, _| match seen.path.as_str() {
            "/api/v2/user/me" => answer(200, r#"{"user":{"id":"u1"}}"#).signed(seen).into(),
            path if path.starts_with("/api/v2/user/accesstoken") => answer(status, &text).signed(seen).into(),
            _ => answer(200, r#"{"session":{"id":"t1","label":"Payouts"}}"#).signed(seen).into(),
        });
        let session = session_with(&server, AuthVersion::V3).await;
        let came = session.unlock(&"0000000".into(), 60).await;
        assert_eq!(came.is_ok(), is_unlocked, "{list}: {came:?}");
        assert_eq!(server.all_seen().iter().any(|it| it.method == "POST"), is_unlocked, "{list}");
    }
}

#[tokio::test]
async fn logging_out_of_an_access_tokens_session_sends_nothing() {
    let server = Server::behind_a_session(|seen, _| answer(200, "{}").signed(seen).into());
    let session = session_with(&server, AuthVersion::V3).await;
    let before = server.all_seen().len();
    session.logout().await.unwrap();
    assert_eq!(server.all_seen().len(), before);
    session.revoke_own_token().await.unwrap();
    assert_eq!(server.all_seen().last().unwrap().path, "/api/v2/user/logout");
}

async fn all_wallets(server: &Server) -> Vec<Result<Page<Arc<Wallet>>, Error>> {
    let query =
        WalletQuery { page_size: 2, coins: vec!["btc".into(), "eth".into()], ..WalletQuery::default() };
    session_with(server, AuthVersion::V3).await.wallets(query).take(50).collect().await
}

#[tokio::test]
async fn lists_stream_in_by_pages() {
    let server = Server::behind_a_session(|seen, _| {
        let body = match seen.path.split("offset=").nth(1) {
            None => {
                json!({"wallets": [{"id": "w1", "balanceString": "340282366920938463463374607431768211456"}, {"id": "w2"}], "totalCount": 3, "nextBatchPrevId": "w2"})
            }
            // Asked by place, a page begins with the last entry of the one before.
            Some("1") => json!({"wallets": [{"id": "w2"}, {"id": "w3", "type": "odd"}], "totalCount": 3}),
            Some(other) => panic!("asked for {other}"),
        };
        answer(200, &body.to_string()).signed(seen).into()
    });
    let pages: Vec<Page<Arc<Wallet>>> = all_wallets(&server).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(
        pages.iter().map(|page| (page.items.len(), page.so_far, page.is_last)).collect::<Vec<_>>(),
        [(2, 2, false), (1, 3, true)]
    );
    let balance = pages[0].items[0].balance.as_ref().unwrap().exact().unwrap().to_string();
    assert_eq!(balance, "340282366920938463463374607431768211456");
    assert_eq!(
        server.seen()[1].path,
        "/api/v2/wallets?limit=2&expandBalance=true&expandPolicy=true&coin=btc&coin=eth&offset=1"
    );
}

#[tokio::test]
async fn lists_that_go_in_circles_end_in_an_error() {
    let server = Server::behind_a_session(|seen, nth| {
        let body = json!({"wallets": [{"id": format!("w{nth}")}], "nextBatchPrevId": "same"});
        answer(200, &body.to_string()).signed(seen).into()
    });
    let pages = all_wallets(&server).await;
    assert_eq!(pages.len(), 2);
    assert_eq!(pages[1].as_ref().unwrap_err().kind, ErrorKind::ListRepeats);

    let failing = Server::behind_a_session(|seen, _| {
        let (status, body) = if seen.path.contains("prevId") {
            (403, r#"{"error":"no"}"#)
        } else {
            (200, r#"{"wallets":[{"id":"w1"}],"nextBatchPrevId":"w1"}"#)
        };
        answer(status, body).signed(seen).into()
    });
    let pages = all_wallets(&failing).await;
    assert!(pages[0].as_ref().is_ok_and(|page| !page.is_last), "what came before the failure stays");
    assert_eq!(pages[1].as_ref().unwrap_err().status, Some(403));
}

/// Collects what is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_secret_reaches_log_error_or_debug() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    let server = issuing_server(json!({"id": "t1", "token": OTHER_TOKEN}));
    let typed = credentials(Some("7654321"));
    let credentials_shown = format!("{typed:?}");
    let session = login::login(&client_with_xpub(&server), typed).await.unwrap();
    let created = session.create_access_token(&token_request(), &"7654321".into()).await.unwrap();
    let query = WalletQuery { label_contains: Some("hushhush".into()), ..WalletQuery::default() };
    let error = session.wallet_count(&query).await.unwrap_err();
    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let client = session.client();
    let shown = format!("{credentials_shown} {session:?} {created:?} {error:?} {error} {client:?} {logged}");

    assert!(shown.contains("/api/v2/wallets/count") && shown.contains("request_id"), "{shown}");
    let password_hmac = signing::password_hmac("ada@example.com", PASSWORD);
    for secret in
        [&TOKEN[3..], &OTHER_TOKEN[3..], "battery", "7654321", &password_hmac, &PERSON_XPRV[..30], "hushhush"]
    {
        assert!(!shown.contains(secret), "{secret} is shown in {shown}");
    }
}
