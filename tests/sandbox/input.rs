//! Whatever is sent: an answer in the platform's shape, never a 500 and never silence.

use jiff::SignedDuration;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use reqwest::Method;
use serde_json::Value;

use crate::wire::{Reply, Wire};

#[track_caller]
fn is_sound(reply: &Reply, what: &str) {
    assert!((200..500).contains(&reply.status), "{what}: {}", reply.status);
    if reply.status >= 400 {
        for name in ["error", "name", "requestId"] {
            assert!(reply.body[name].as_str().is_some_and(|text| !text.is_empty()), "{what}: {name}");
        }
        assert!(reply.body["context"].is_object(), "{what}");
    }
}

const BODIES: [&str; 18] = [
    "",
    "{",
    "[]",
    "null",
    "\"text\"",
    "0",
    "{\"email\":",
    "{\"email\":1,\"password\":[],\"otp\":{}}",
    "{\"email\":\"a@b\",\"password\":null}",
    "{\"email\":\"\\ud800\",\"password\":\"x\"}",
    "{\"duration\":1e999999999999}",
    "{\"duration\":-0.0e-999999}",
    "{\"label\":\"\\u0000\",\"scope\":[\"\"],\"otp\":\"0000000\"}",
    "{\"label\":\"x\",\"scope\":[\"all\"],\"otp\":\"0000000\",\"duration\":1e2147483648}",
    "{\"spendingLimits\":[{\"coin\":\"tbtc\",\"txValueLimit\":1e2147483647}],\"label\":\"x\",\"scope\":[\"all\"]}",
    "{\"permittedWallets\":{\"a\":1},\"permittedEnterprises\":[[]]}",
    "{\"ipRestrict\":[\"0.0.0.0/-1\"],\"label\":\"x\",\"scope\":[\"all\"]}",
    "\u{feff}{}",
];

const QUERIES: [&str; 15] = [
    "limit=0",
    "limit=501",
    "limit=-1",
    "limit=1e3",
    "limit=99999999999999999999999999999999",
    "limit=5&limit=6",
    "prevId=abc",
    "prevId=00000000000000000000000000000000",
    "id=1",
    "enterprise=x",
    "type=warm",
    "permission=own",
    "deleted=perhaps",
    "expandBalance=1",
    "coin[]=tbtc&limit=1001",
];

#[tokio::test]
async fn a_table_of_nasty_requests() {
    let wire = Wire::start().await;
    let token = wire.login("owner").await;
    let deep = "[".repeat(100_000);
    let long = format!("{{\"label\":\"{}\"}}", "x".repeat(900_000));
    let too_long = format!("{{\"label\":\"{}\"}}", "x".repeat(2_000_000));
    for body in BODIES.into_iter().chain([deep.as_str(), long.as_str(), too_long.as_str()]) {
        let what: String = body.chars().take(80).collect();
        let reply = wire.open(Method::POST, "/api/v2/user/login", body.to_owned()).await;
        is_sound(&reply, &what);
        assert_eq!(reply.status, 400, "{what}: {}", reply.body);
        for path in ["/api/v2/user/accesstoken", "/api/v2/user/unlock", "/api/v2/user/lock"] {
            let mut ask = wire.ask(&token, Method::POST, path, &Value::Null);
            ask.body = body.as_bytes().to_vec();
            let reply = wire.send(&ask).await;
            is_sound(&reply, &what);
            assert!(reply.is_signed);
        }
        wire.control().advance(SignedDuration::from_secs(61));
    }
    let token = wire.login("owner").await;
    for query in QUERIES {
        let reply = wire.get(&token, &format!("/api/v2/wallets?{query}")).await;
        is_sound(&reply, query);
        assert_eq!(reply.status, 400, "{query}: {}", reply.body);
    }
    for (method, path) in [
        (Method::GET, "/"),
        (Method::GET, "/api/v2"),
        (Method::GET, "/api/v2/wallets/"),
        (Method::DELETE, "/api/v2/wallets"),
        (Method::PUT, "/api/v2/user/login"),
        (Method::PATCH, "/api/v2/user/me"),
        (Method::POST, "/api/v2/user/me"),
        (Method::GET, "/api/v2/user/unlock/x"),
        (Method::GET, "/api/v3/wallets"),
        (Method::GET, "/api/v2/%2f%2e/etc/passwd"),
    ] {
        let reply = wire.signed(&token, method, path, &Value::Null).await;
        is_sound(&reply, path);
        reply.refused(404, "NotFound");
    }
    for path in ["/api/v2/user/%00", "/api/v2/user/%ff%fe", "/api/v2/wallet/x", "/api/v2/wallet/%F0%9F%92%B0"]
    {
        let reply = wire.get(&token, path).await;
        is_sound(&reply, path);
        assert_eq!(reply.status, 400, "{path}");
    }
}

#[tokio::test]
async fn odd_headers_are_answered_too() {
    let wire = Wire::start().await;
    let token = wire.login("owner").await;
    let hash = countersign::bitgo::signing::token_hash(&token);
    let good = [
        ("Authorization", format!("Bearer {hash}")),
        ("BitGo-Auth-Version", "3.0".to_owned()),
        ("Auth-Timestamp", wire.control().now().as_millisecond().to_string()),
        ("HMAC", "0".repeat(64)),
        ("Request-ID", "mine".to_owned()),
    ];
    let odd = ["", " ", "9".repeat(4_000).as_str(), "-1", "4.0", "NaN", "\u{e9}"].map(str::to_owned);
    for (place, (name, _)) in good.iter().enumerate() {
        for value in &odd {
            let mut request = wire.http.get(wire.url("/api/v2/wallets"));
            for (other, (name, right)) in good.iter().enumerate() {
                request = request.header(*name, if other == place { value } else { right });
            }
            let reply = wire.read(request.send().await.unwrap(), None).await;
            is_sound(&reply, name);
            assert_eq!(reply.status, 401, "{name}: {value}");
            assert_eq!(reply.body["requestId"].as_str(), reply.header("request-id"));
        }
    }
}

const FUZZED_READS: [&str; 7] = [
    "/api/v2/wallets",
    "/api/v2/wallet/balances",
    "/api/v2/user/accesstoken",
    "/api/v2/pendingapprovals",
    "/api/v2/auditlog",
    "/api/v2/walletshares/count",
    "/api/v2/tbtc/key",
];
const FUZZED_WRITES: [(Method, &str); 16] = [
    (Method::PUT, "{wallet}"),
    (Method::POST, "{wallet}/webhooks"),
    (Method::DELETE, "{wallet}/webhooks"),
    (Method::POST, "/api/v2/tbtc/webhooks"),
    (Method::POST, "/api/v2/tbtc/key"),
    (Method::PUT, "/api/v2/walletshares/accept"),
    (Method::PUT, "/api/v2/walletshares/update"),
    (Method::POST, "{wallet}/share"),
    (Method::POST, "{wallet}/policy/rule"),
    (Method::PUT, "{wallet}/policy/rule"),
    (Method::POST, "{wallet}/freeze"),
    (Method::PUT, "/api/v2/pendingapprovals/bulkupdate"),
    (Method::PUT, "/api/v2/user/settings"),
    (Method::POST, "/api/v1/keychain"),
    (Method::POST, "/api/v1/user/sharingkey"),
    (Method::POST, "/api/v2/user/accesstokentemplate"),
];

/// Bodies made of the fields that the routes know, in every type, and bytes that are no JSON.
fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let field = prop_oneof![
        Just("user"),
        Just("permissions"),
        Just("keychain"),
        Just("reshare"),
        Just("state"),
        Just("id"),
        Just("type"),
        Just("condition"),
        Just("action"),
        Just("approvals"),
        Just("settings"),
        Just("xpub"),
        Just("encryptedXprv"),
        Just("tokenLimits"),
        Just("name"),
        Just("label"),
        Just("otp"),
        Just("scope"),
        Just("duration"),
        Just("ipRestrict"),
        Just("spendingLimits"),
        Just("permittedWallets"),
        Just("allErc20TokensLimit"),
        Just("email"),
        Just("password"),
        Just("enterprise"),
        Just("shareOptions"),
        Just("keysForWalletShares"),
        Just("shares"),
        Just("buildDefaults"),
        Just("coinSpecific"),
        Just("source"),
        Just("pub"),
        Just("url"),
        Just("type"),
        Just("isPinned"),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(Value::from("wallet_view_all")),
        Just(Value::from("0000000")),
    ];
    let value = leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(
                (
                    "coin|enabled|maxLimit|txValueLimit|user|permissions|keychain|walletShareId|status|tbtc",
                    inner
                ),
                0..4
            )
            .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    });
    let object = prop::collection::vec((field, value), 0..8).prop_map(|fields| {
        Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()).to_string()
    });
    prop_oneof![
        4 => object.prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..64),
    ]
}

#[test]
fn no_bytes_make_it_fall_over() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let wire = runtime.block_on(Wire::start());
    let token = runtime.block_on(wire.login("owner"));
    let demo = crate::sharing::Demo::of(&wire);
    let writes = FUZZED_WRITES.map(|(method, path)| (method, path.replace("{wallet}", &demo.path())));
    let body = bodies();
    let query = "[a-zA-Z0-9%&=\\[\\]+.:-]{0,40}";
    let mut runner = TestRunner::new(Config { cases: 96, failure_persistence: None, ..Config::default() });
    let result = runner.run(&(body, query), |(body, query)| {
        runtime.block_on(async {
            // Beyond the windows of all limits, but within the session.
            wire.control().advance(SignedDuration::from_secs(21));
            // The session ends after an hour, the limit is 360 requests a minute: both are far off.
            is_sound(&wire.open(Method::POST, "/api/v2/user/login", body.clone()).await, "login");
            let mut ask = wire.ask(&token, Method::POST, "/api/v2/user/accesstoken", &Value::Null);
            ask.body.clone_from(&body);
            is_sound(&wire.send(&ask).await, "accesstoken");
            for path in FUZZED_READS {
                is_sound(&wire.get(&token, &format!("{path}?{query}")).await, path);
            }
            for (method, path) in &writes {
                let mut ask = wire.ask(&token, method.clone(), path, &Value::Null);
                ask.body = body.clone();
                is_sound(&wire.send(&ask).await, path);
            }
        });
        Ok(())
    });
    result.unwrap();
}

/// Everything below a coin, a wallet, an enterprise, a share, an approval.
const PLACES: [(Method, &str); 40] = [
    (Method::GET, "/api/v2/{}/wallet"),
    (Method::GET, "/api/v2/tbtc/wallet/{}"),
    (Method::GET, "/api/v2/{}/wallet/0123456789abcdef0123456789abcdef"),
    (Method::GET, "/api/v2/tbtc/wallet/{}/user"),
    (Method::GET, "/api/v2/tbtc/wallet/{}/transfer"),
    (Method::DELETE, "/api/v2/tbtc/wallet/{}/user/{}"),
    (Method::POST, "/api/v2/tbtc/wallet/{}/share"),
    (Method::POST, "/api/v2/tbtc/wallet/{}/requestreshare"),
    (Method::POST, "/api/v2/tbtc/wallet/{}/freeze"),
    (Method::POST, "/api/v2/tbtc/wallet/{}/policy/rule"),
    (Method::PUT, "/api/v2/tbtc/wallet/{}/policy/rule"),
    (Method::DELETE, "/api/v2/tbtc/wallet/{}/policy/rule"),
    (Method::POST, "/api/v2/wallet/{}/rejectreshare"),
    (Method::GET, "/api/v2/{}/walletshare"),
    (Method::GET, "/api/v2/tbtc/walletshare/{}"),
    (Method::POST, "/api/v2/tbtc/walletshare/{}"),
    (Method::DELETE, "/api/v2/tbtc/walletshare/{}"),
    (Method::POST, "/api/v2/tbtc/walletshare/{}/resendemail"),
    (Method::POST, "/api/v2/tbtc/walletshare/{}/acceptshare"),
    (Method::GET, "/api/v2/tbtc/key/{}"),
    (Method::GET, "/api/v2/{}/wallet/balances"),
    (Method::PUT, "/api/v2/tbtc/wallet/{}"),
    (Method::GET, "/api/v2/tbtc/wallet/{}/addresses"),
    (Method::GET, "/api/v2/tbtc/wallet/{}/webhooks"),
    (Method::POST, "/api/v2/tbtc/wallet/{}/webhooks"),
    (Method::DELETE, "/api/v2/tbtc/wallet/{}/webhooks"),
    (Method::POST, "/api/v2/wallet/{}/walletshares"),
    (Method::PUT, "/api/v2/wallet/{}/pin"),
    (Method::GET, "/api/v2/enterprise/{}/availableassets"),
    (Method::GET, "/api/v2/pendingapprovals/{}"),
    (Method::PUT, "/api/v2/pendingapprovals/{}"),
    (Method::GET, "/api/v2/pendingapprovals/{}/transfer"),
    (Method::GET, "/api/v2/enterprise/{}"),
    (Method::GET, "/api/v2/enterprise/{}/transfer"),
    (Method::POST, "/api/v2/enterprise/{}/user"),
    (Method::PUT, "/api/v2/enterprise/{}/user"),
    (Method::DELETE, "/api/v2/enterprise/{}/user"),
    (Method::GET, "/api/v1/enterprise/{}/user"),
    (Method::POST, "/api/v1/keychain/{}"),
    (Method::PATCH, "/api/v2/user/accesstokentemplate/{}"),
];

#[tokio::test]
async fn places_that_are_not_there_are_not_found() {
    let wire = Wire::start().await;
    let token = wire.login("owner").await;
    for (method, path) in PLACES {
        for id in ["x", "%00", "%ff%fe", "a.b", &"0".repeat(32), &"A".repeat(32), &"9".repeat(3_000)] {
            let path = path.replace("{}", id);
            for body in
                [Value::Null, serde_json::json!({ "state": "approved", "userId": "x", "username": "x@y" })]
            {
                let reply = wire.signed(&token, method.clone(), &path, &body).await;
                is_sound(&reply, &path);
                let is_list =
                    method == Method::GET && (path.ends_with("/wallet") || path.ends_with("/walletshare"));
                assert_eq!(reply.status == 200, is_list, "{path}: {}", reply.body);
                wire.control().advance(SignedDuration::from_secs(1));
            }
        }
    }
}
