//! The way by a proxy: what it gets to see, what is said where it does not lead on, and where it has no place.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use countersign::bitgo::client::Client;
use countersign::bitgo::environment::{Environment, EnvironmentKind, PlatformBehind};
use countersign::bitgo::error::{Error, ErrorKind};
use countersign::bitgo::express::with_platform_behind;
use countersign::bitgo::login;
use countersign::bitgo::signing::AuthVersion;
use countersign::domain::diagnosis::ErrorCause;
use countersign::domain::proxy::{Proxy, ProxyAddress};

use crate::server::{Server, TOKEN, answer, short_timeouts};

/// A proxy that answers every question with one head; and the heads of the questions.
struct Listener {
    proxy: Proxy,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Listener {
    fn start(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = given(listener.local_addr().unwrap().port());
        let seen = Arc::<Mutex<Vec<String>>>::default();
        let heads = seen.clone();
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let lines = BufReader::new(stream.try_clone().unwrap()).lines();
                let head: Vec<String> = lines.map_while(Result::ok).take_while(|it| !it.is_empty()).collect();
                heads.lock().unwrap().push(head.join("\n"));
                drop(stream.write_all(format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\n\r\n").as_bytes()));
            }
        });
        Self { proxy, seen }
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

fn given(port: u16) -> Proxy {
    Proxy::Given(ProxyAddress::parse(&format!("127.0.0.1:{port}")).unwrap())
}

fn dead_proxy() -> Proxy {
    given(TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port())
}

fn far_away() -> Environment {
    Environment::custom(EnvironmentKind::Custom, "https://app.example", None).unwrap()
}

fn client(environment: Environment, proxy: Proxy) -> Client {
    Client::by_proxy(environment, AuthVersion::V3, short_timeouts(), proxy).unwrap()
}

async fn log_in(proxy: Proxy) -> Error {
    login::resume(&client(far_away(), proxy), TOKEN.into()).await.unwrap_err()
}

#[tokio::test]
async fn a_proxy_sees_the_host_alone_and_what_it_refuses_is_named() {
    for (answered, kind, words) in [
        ("407 Proxy Authentication Required", ErrorKind::ProxyLogin, "asks for a user name and password"),
        ("502 Bad Gateway", ErrorKind::ProxyRefused, "opened no connection to the host"),
        ("403 Forbidden", ErrorKind::ProxyRefused, "opened no connection to the host"),
    ] {
        let listener = Listener::start(answered);
        let error = log_in(listener.proxy.clone()).await;
        assert_eq!(error.kind, kind, "{answered}");
        assert!(error.advice().what.contains(words), "{:?}", error.advice());
        assert!(error.advice().next.contains("Settings"));
        assert_eq!(error.facts().cause(), ErrorCause::NoConnection);
        let seen = listener.seen();
        assert_eq!(seen.len(), 1, "it was tried again: {seen:?}");
        assert!(seen[0].starts_with("CONNECT app.example:443 "), "{}", seen[0]);
        let text = seen[0].to_lowercase();
        for secret in ["bearer", "hmac", "/api/", &TOKEN.to_lowercase()] {
            assert!(!text.contains(secret), "the proxy was told {secret}: {text}");
        }
        assert_eq!(client(far_away(), listener.proxy.clone()).reach().await.unwrap_err().kind, kind);
    }
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_told_from_a_host_that_is_not() {
    assert_eq!(log_in(dead_proxy()).await.kind, ErrorKind::ProxyUnreachable);
    // Beyond an open way it is the host that has to answer for itself.
    let open = Listener::start("200 OK");
    let error = log_in(open.proxy.clone()).await;
    assert!(matches!(error.kind, ErrorKind::Connect | ErrorKind::Tls), "{}", error.kind);
    assert!(open.seen()[0].starts_with("CONNECT app.example:443 "));
}

#[tokio::test]
async fn nobody_stands_between_two_programs_on_one_computer() {
    let server = Server::start(|_, _| answer(404, "{}").into());
    let listener = Listener::start("502 Bad Gateway");
    for proxy in [Proxy::System, Proxy::None, dead_proxy(), listener.proxy.clone()] {
        let client = client(server.environment(), proxy);
        // Whatever the host says, it was reached.
        assert!(client.reach().await.unwrap() < crate::PATIENCE);
    }
    assert_eq!(server.seen().len(), 4);
    assert!(server.seen().iter().all(|seen| seen.path == "/api/v2/ping"));
    assert!(listener.seen().is_empty());
}

#[tokio::test]
async fn what_stands_behind_express_is_read_by_the_same_proxy_as_all_that_follows() {
    let listener = Listener::start("403 Forbidden");
    let express = Environment::express("https://express.example:3443").unwrap();
    let first = client(express, listener.proxy.clone());
    let opened = with_platform_behind(&first).await.unwrap();
    assert_eq!(opened.environment().behind(), Some(&PlatformBehind::NotRead));
    let before = listener.seen().len();
    assert!(before > 0);
    assert_eq!(opened.reach().await.unwrap_err().kind, ErrorKind::ProxyRefused);
    let seen = listener.seen();
    assert_eq!(seen.len(), before + 1);
    assert!(seen.iter().all(|head| head.starts_with("CONNECT express.example:3443 ")), "{seen:?}");
}
