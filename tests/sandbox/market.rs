//! The prices of coins, as the sandbox keeps them and the client reads them.

use countersign::bitgo::signing::AuthVersion;
use reqwest::Method;
use serde_json::Value;

use crate::client::log_in;
use crate::support::described;
use crate::wire::{CODE, Wire};

const PATH: &str = "/api/v1/marketdata/cryptocompare/spot/prices";

#[tokio::test]
async fn the_client_reads_every_digit_of_the_price_that_was_set() {
    let wire = Wire::start().await;
    let session = log_in(&wire, AuthVersion::V3, "owner", Some(CODE)).await.unwrap();
    for price in ["98250.12", "98250.120000000000000001", "0.00000000071", "3"] {
        wire.control().set_price("tbtc", Some(price));
        let read = session.spot_price("tbtc").await.unwrap();
        assert_eq!(read.dollars, price);
        assert!(read.at.is_some_and(|at| at <= wire.control().now() && at.as_second() % 60 == 0), "{read:?}");
    }
    wire.control().set_price("tbtc", None);
    let refusal = session.spot_price("tbtc").await.unwrap_err();
    assert_eq!(refusal.status, Some(400));
    assert!(refusal.text.contains("key=instrument"), "{refusal:?}");
}

#[tokio::test]
async fn what_is_asked_has_to_be_a_pair_with_an_interval_and_the_scope() {
    let wire = Wire::start().await;
    let token = wire.login("owner").await;
    let ask = async |query: &str| {
        let path = format!("{PATH}?{query}");
        let reply = wire.signed(&token, Method::GET, &path, &Value::Null).await;
        described::check("GET", &path, reply.status, &reply.body);
        reply
    };
    // Of `usdt` and `eos:USDT` each has its own; in any case where only one is meant.
    for base in ["tbtc", "TBTC", "usdt", "eos:USDT", "EOS:usdt"] {
        assert_eq!(ask(&format!("base={base}&quote=usd&interval=day")).await.status, 200, "{base}");
    }
    for wrong in [
        "base=tbtc&quote=EUR&interval=minute",
        "base=tbtc&quote=USD&interval=year",
        "base=moon&quote=USD&interval=minute",
        "quote=USD&interval=minute",
        "base=tbtc&interval=minute",
        "base=tbtc&base=hteth&quote=USD&interval=minute",
        "base=tbtc&quote=USD&interval=minute&timestamp=yesterday",
    ] {
        assert_eq!(ask(wrong).await.status, 400, "{wrong}");
    }
}
