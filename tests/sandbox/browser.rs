//! Web pages reach the loopback of whoever looks at them: what one can make a browser send gets nowhere, on no route.

use countersign::bitgo::signing::{self, AuthVersion};
use countersign::sandbox::SandboxOptions;
use reqwest::header::{HeaderMap, HeaderName};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::wire::{JSON, Wire};

/// What a page cannot help sending along, one a row: its own origin, how far it is, a name of its own for this machine.
const OF_PAGES: [&[(&str, &str)]; 6] = [
    &[("origin", "https://treasury-news.example")],
    &[("origin", "null")],
    &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")],
    &[("sec-fetch-site", "same-origin")],
    &[("host", "rebound.example:3080")],
    &[("host", "127.0.0.1.rebound.example")],
];
/// The types that a page can declare without asking first.
const OF_FORMS: [&str; 3] = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"];

const CONTROL: [&str; 4] =
    ["GET /sandbox/clock", "PUT /sandbox/clock", "PUT /sandbox/faults", "POST /sandbox/spend"];

/// The request of a route: gaps hold an identifier.
fn request_of(route: &str) -> (Method, String) {
    let (method, template) = route.split_once(' ').unwrap();
    let fill = |part: &str| if part.starts_with('{') { "0".repeat(32) } else { part.to_owned() };
    (method.parse().unwrap(), template.split('/').map(fill).collect::<Vec<_>>().join("/"))
}

async fn send(wire: &Wire, route: &str, headers: &[(&str, &str)], token: Option<&str>) -> Response {
    let (method, path) = request_of(route);
    let body = if method == Method::GET { String::new() } else { "{}".to_owned() };
    let mut all: HeaderMap = HeaderMap::new();
    let mut set = |name: &str, value: &str| {
        drop(all.insert(name.parse::<HeaderName>().unwrap(), value.parse().unwrap()));
    };
    set("content-type", JSON);
    if let Some(token) = token {
        // Rightly signed, as by a page that got hold of a token.
        let now = wire.ask(token, method.clone(), &path, &Value::Null).timestamp_ms;
        let subject = signing::request_subject(AuthVersion::V3, method.as_str(), now, &path, body.as_bytes());
        set("bitgo-auth-version", AuthVersion::V3.header());
        set("auth-timestamp", &now.to_string());
        set("authorization", &format!("Bearer {}", signing::token_hash(token)));
        set("hmac", &signing::hmac_hex(token.as_bytes(), &subject));
    }
    for (name, value) in headers {
        set(name, value);
    }
    wire.http.request(method, wire.url(&path)).headers(all).body(body).send().await.unwrap()
}

#[track_caller]
fn is_kept_out(response: &Response, what: &str) {
    assert_eq!(response.status().as_u16(), 403, "{what}");
    assert!(!response.headers().contains_key("access-control-allow-origin"), "{what}");
}

#[tokio::test]
async fn no_route_answers_what_a_web_page_can_send() {
    // Express is the harder case: it believes tokens in the clear.
    let wire = Wire::with(SandboxOptions { express: true, ..SandboxOptions::default() }).await;
    let token = wire.login("owner").await;
    let before = wire.control().requests_by_route();
    let routes: Vec<&str> = wire.control().routes().chain(CONTROL).collect();
    assert!(routes.len() > 80);
    for route in &routes {
        for headers in OF_PAGES {
            is_kept_out(&send(&wire, route, headers, None).await, &format!("{route} {headers:?}"));
            is_kept_out(&send(&wire, route, headers, Some(&token)).await, &format!("{route} {headers:?}"));
        }
        if !route.starts_with("GET ") {
            for kind in OF_FORMS {
                let headers = [("content-type", kind)];
                is_kept_out(&send(&wire, route, &headers, None).await, &format!("{route} {kind}"));
            }
            // What asks whether it may: nobody may.
            let (_, path) = request_of(route);
            let ask = wire.http.request(Method::OPTIONS, wire.url(&path));
            let ask = ask.header("origin", "https://treasury-news.example");
            is_kept_out(&ask.header("access-control-request-method", "POST").send().await.unwrap(), route);
        }
    }
    assert_eq!(wire.control().requests_by_route(), before, "none of them got as far as its route");
}

#[tokio::test]
async fn what_is_kept_out_is_told_in_the_platforms_shape_and_programs_are_let_in() {
    let wire = Wire::start().await;
    let response = send(&wire, "POST /api/v2/user/login", OF_PAGES[0], None).await;
    let refused = wire.read(response, None).await.refused(403, "Forbidden");
    assert_eq!(refused.error(), "web pages cannot ask the sandbox");
    let owner = wire.login("owner").await;
    for host in ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:9"] {
        assert_eq!(send(&wire, "GET /api/v2/user/me", &[("host", host)], Some(&owner)).await.status(), 200);
    }
    // An address that a person types is no page's doing.
    assert_eq!(send(&wire, "GET /api/v2/ping", &[("sec-fetch-site", "none")], None).await.status(), 200);
    // What has no body need not say what it is.
    let bare = wire.signed(&owner, Method::POST, "/api/v2/user/lock", &Value::Null).await.ok();
    assert!(bare["session"].is_object());
    assert_eq!(wire.post(&owner, "/api/v2/user/lock", &json!({})).await.status, 200);
}
