//! What stands behind an Express server: asked before a token goes there, and production unless it says otherwise.

use countersign::bitgo::client::Client;
use countersign::bitgo::environment::{Environment, PlatformBehind};
use countersign::bitgo::error::ErrorKind;
use countersign::bitgo::express::{platform_behind, with_platform_behind};
use countersign::bitgo::login;
use countersign::bitgo::signing::AuthVersion;

use crate::server::{Reply, Server, TOKEN, answer, short_timeouts};

const TESTNET: &str =
    r#"{"status":"service is ok!","environment":"BitGo Testnet","configEnv":"testnet","configVersion":79}"#;
const PRODUCTION: &str =
    r#"{"status":"service is ok!","environment":"BitGo Production","configEnv":"prod","configVersion":79}"#;

/// How a ping is answered.
type Ping = fn() -> Reply;

/// An Express server whose ping is answered like this.
fn express(ping: impl Fn() -> Reply + Send + Sync + 'static) -> Server {
    Server::start(move |seen, _| match seen.path.as_str() {
        "/api/v2/ping" => ping(),
        "/api/v2/user/session" => answer(200, r#"{"session":{"id":"s"}}"#).into(),
        "/api/v2/user/me" => answer(200, r#"{"id":"u1"}"#).into(),
        _ => answer(404, "{}").into(),
    })
}

fn client(server: &Server, behind: PlatformBehind) -> Client {
    let environment = Environment::express(&server.url).unwrap().with_behind(behind);
    Client::new(environment, AuthVersion::V3, short_timeouts()).unwrap()
}

#[tokio::test]
async fn only_a_clear_answer_of_the_ping_makes_an_express_server_a_test_one() {
    let cases: [(&str, Ping, &str); 8] = [
        ("test", || answer(200, TESTNET).into(), "Test"),
        ("production", || answer(200, PRODUCTION).into(), "Production"),
        ("no names", || answer(200, r#"{"status":"service is ok!"}"#).into(), "Counts as production"),
        (
            "other names",
            || answer(200, r#"{"environment":"Harbour","configEnv":"harbour"}"#).into(),
            "Counts as production",
        ),
        (
            "names that are none",
            || answer(200, r#"{"environment":7,"configEnv":["testnet"]}"#).into(),
            "Counts as production",
        ),
        ("no JSON", || answer(200, "BitGo Testnet").into(), "Counts as production"),
        ("an error", || answer(502, TESTNET).into(), "Counts as production"),
        ("nothing", || Reply::Close, "Counts as production"),
    ];
    for (what, ping, word) in cases {
        let server = express(ping);
        let opened = with_platform_behind(&client(&server, PlatformBehind::NotRead)).await.unwrap();
        let environment = opened.environment();
        assert!(
            environment.title().starts_with(&format!("{word} (Express: 127.0.0.1:")),
            "{what}: {environment:?}"
        );
        assert_eq!(environment.counts_as_production(), word != "Test", "{what}");
        let session = login::resume(&opened, TOKEN.into()).await.unwrap();
        assert_eq!(session.client().environment(), environment, "{what}: the session forgot it");
        for ping in server.all_seen().iter().filter(|seen| seen.path == "/api/v2/ping") {
            assert_eq!((ping.method.as_str(), ping.header("authorization")), ("GET", ""), "{what}");
        }
    }
}

#[tokio::test]
async fn what_was_shown_as_test_gets_no_token_once_it_says_so_no_longer() {
    let changed: [Ping; 3] =
        [|| answer(200, PRODUCTION).into(), || answer(200, "{}").into(), || Reply::Close];
    for ping in changed {
        let server = express(ping);
        let error = with_platform_behind(&client(&server, PlatformBehind::Test)).await.unwrap_err();
        assert!(
            matches!(error.kind, ErrorKind::NotHere(words) if words.contains("no longer says that the test environment")),
            "{error:?}"
        );
        assert!(server.all_seen().iter().all(|seen| seen.path == "/api/v2/ping"));
    }
}

#[tokio::test]
async fn a_ping_that_hangs_is_given_up_and_no_other_environment_is_asked() {
    let server = express(|| Reply::Hang);
    let error = platform_behind(&client(&server, PlatformBehind::NotRead)).await.unwrap_err();
    assert!(matches!(error.kind, ErrorKind::TimedOut { .. }), "{error:?}");

    let platform = express(|| answer(200, PRODUCTION).into());
    let same = with_platform_behind(&platform.client(AuthVersion::V3)).await.unwrap();
    assert_eq!(*same.environment(), platform.environment());
    assert!(platform.all_seen().is_empty(), "the platform itself was pinged");
}
