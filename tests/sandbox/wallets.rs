//! Wallets: pages, filters, who sees what, and the awkward balances.

use std::collections::{BTreeMap, HashSet};

use countersign::domain::amount::BaseUnits;
use countersign::domain::coin::coins;
use serde_json::{Value, json};

use crate::wire::{Wire, texts};

#[tokio::test]
async fn every_page_size_gives_the_same_whole_list() {
    let wire = Wire::start().await;
    for (role, total) in [("owner", 80), ("admin", 72), ("viewer", 28)] {
        let token = wire.login(role).await;
        let count = wire.get(&token, "/api/v2/wallets/count").await.ok();
        assert_eq!(count["count"], json!(total), "{role}");
        let mut lists = Vec::new();
        for limit in ["", "limit=1", "limit=7", "limit=25", "limit=500"] {
            let size: usize = limit.trim_start_matches("limit=").parse().unwrap_or(25);
            let (sizes, wallets) =
                wire.all_pages(&token, &format!("/api/v2/wallets?{limit}"), "wallets").await;
            assert_eq!(wallets.len(), total, "{role} {limit}");
            assert!(sizes.iter().rev().skip(1).all(|page| *page == size), "{role} {limit}");
            assert!(*sizes.last().unwrap() > 0, "{role} {limit}: no empty last page");
            let ids: HashSet<&str> = texts(&wallets, "id").into_iter().collect();
            assert_eq!(ids.len(), total, "{role} {limit}: no wallet twice");
            lists.push(texts(&wallets, "id").join(" "));
        }
        lists.dedup();
        assert_eq!(lists.len(), 1, "{role}: one order");
    }
}

/// Whether a wallet should pass a filter.
type Wanted = Box<dyn Fn(&Value) -> bool>;

#[tokio::test]
async fn filters_narrow_and_repeated_ones_widen() {
    let wire = Wire::start().await;
    let token = wire.login("owner").await;
    let (_, all) = wire.all_pages(&token, "/api/v2/wallets?limit=500", "wallets").await;
    let enterprise = all[0]["enterprise"].as_str().unwrap();
    let (one, two) = (all[0]["id"].as_str().unwrap(), all[5]["id"].as_str().unwrap());
    let is = |field: &'static str, value: String| move |wallet: &Value| wallet[field] == value.as_str();
    let label_has = |part: &'static str| {
        move |wallet: &Value| wallet["label"].as_str().unwrap().to_lowercase().contains(part)
    };
    let table: Vec<(String, Wanted)> = vec![
        ("coin=tbtc".into(), Box::new(is("coin", "tbtc".into()))),
        ("coin=eos%3AUSDT".into(), Box::new(is("coin", "eos:USDT".into()))),
        ("coin=tbtc&coin=usdt".into(), Box::new(|w| w["coin"] == "tbtc" || w["coin"] == "usdt")),
        ("coin=nope".into(), Box::new(|_| false)),
        (
            format!("id={one}&id={two}"),
            Box::new({
                let (one, two) = (one.to_owned(), two.to_owned());
                move |w| w["id"] == one.as_str() || w["id"] == two.as_str()
            }),
        ),
        (format!("enterprise={enterprise}"), Box::new(is("enterprise", enterprise.into()))),
        ("type=cold".into(), Box::new(is("type", "cold".into()))),
        ("type=cold&type=trading".into(), Box::new(|w| w["type"] == "cold" || w["type"] == "trading")),
        ("labelContains=RESERVE".into(), Box::new(label_has("reserve"))),
        ("labelContains=usdt%2C".into(), Box::new(label_has("usdt,"))),
        ("deleted=true".into(), Box::new(|_| false)),
        ("customTags=Staking".into(), Box::new(|w| w["customTags"] == json!(["staking"]))),
        ("coin=tbtc&type=hot".into(), Box::new(|w| w["coin"] == "tbtc" && w["type"] == "hot")),
    ];
    for (filter, wanted) in table {
        let expected: Vec<&Value> = all.iter().filter(|wallet| wanted(wallet)).collect();
        let (_, found) =
            wire.all_pages(&token, &format!("/api/v2/wallets?limit=3&{filter}"), "wallets").await;
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{filter}");
        let count = wire.get(&token, &format!("/api/v2/wallets/count?{filter}")).await.ok();
        assert_eq!(count["count"], json!(expected.len()), "{filter}");
    }
}

#[tokio::test]
async fn roles_decide_what_is_seen_and_an_admin_sees_the_rest_by_naming_the_enterprise() {
    let wire = Wire::start().await;
    let (owner, admin, viewer) =
        (wire.login("owner").await, wire.login("admin").await, wire.login("viewer").await);
    let count = async |token: &str, filter: &str| {
        wire.get(token, &format!("/api/v2/wallets/count{filter}")).await.ok()["count"].as_u64().unwrap()
    };
    let enterprises = wire.get(&admin, "/api/v2/enterprise").await.ok();
    let ids = texts(enterprises["enterprises"].as_array().unwrap(), "id");
    let [northwind, harbor] = [ids[0], ids[1]].map(|id| format!("?enterprise={id}"));
    assert_eq!(count(&owner, &northwind).await, count(&admin, &northwind).await);
    assert!(count(&owner, &harbor).await > count(&admin, &harbor).await, "Marcus is no admin of Harbor");
    assert!(
        count(&viewer, &northwind).await < count(&owner, &northwind).await,
        "the viewer is an admin of none"
    );
    assert_eq!(count(&viewer, "?permission=admin").await, 0);
    assert_eq!(count(&viewer, "?permission=view").await, count(&viewer, "").await);
    assert_eq!(count(&owner, "?enterprise=00000000000000000000000000000000").await, 0);

    let demo: Value = serde_json::from_str(&wire.sandbox.announcement()).unwrap();
    let path = format!("/api/v2/wallet/{}", demo["demo"]["walletId"].as_str().unwrap());
    for token in [&owner, &admin] {
        let wallet = wire.get(token, &path).await.ok();
        assert_eq!((&wallet["coin"], &wallet["type"]), (&json!("tbtc"), &json!("hot")));
        let users = wallet["users"].as_array().unwrap();
        assert!(users.iter().all(|user| user["permissions"].as_array().unwrap().contains(&json!("admin"))));
    }
    wire.get(&viewer, &path).await.refused(404, "WalletNotFound");
}

#[tokio::test]
async fn balances_come_only_when_asked_for_and_their_strings_are_exact() {
    let wire = Wire::start().await;
    let token = wire.login("owner").await;
    let (_, plain) = wire.all_pages(&token, "/api/v2/wallets?limit=500", "wallets").await;
    assert!(
        plain.iter().all(|wallet| wallet.get("balanceString").is_none() && wallet.get("balance").is_none())
    );
    assert!(plain.iter().all(|wallet| wallet["receiveAddress"]["address"].is_string()));
    let path = "/api/v2/wallets?limit=500&expandBalance=true&skipReceiveAddress=true";
    let (_, wallets) = wire.all_pages(&token, path, "wallets").await;
    assert!(wallets.iter().all(|wallet| wallet.get("receiveAddress").is_none()));
    for wallet in &wallets {
        for name in ["balance", "confirmedBalance", "spendableBalance"] {
            let text = wallet[format!("{name}String")].as_str().unwrap();
            if let Some(number) = wallet.get(name) {
                assert_eq!(number.to_string(), text, "a number only where it cannot mislead");
                assert!(number.as_i64().unwrap().unsigned_abs() < 1 << 53);
            }
        }
    }
    let one = |label: &str| wallets.iter().find(|wallet| wallet["label"] == label).unwrap();
    let units = |label: &str, field: &str| one(label)[field].as_str().unwrap().parse::<BaseUnits>();
    let two_to_70: BaseUnits = "1180591620717411303424".parse().unwrap();
    assert!(units("Validator rewards", "balanceString").unwrap() > two_to_70);
    assert_eq!(coins().get(one("Validator rewards")["coin"].as_str().unwrap()).unwrap().decimals, 18);
    assert!(units("Wound-down fund", "balanceString").unwrap().is_zero());
    let pending = units("Litecoin operations", "balanceString").unwrap()
        - units("Litecoin operations", "confirmedBalanceString").unwrap();
    assert!(pending.is_negative());
    assert!(units("Dash masternode income", "spendableBalanceString").unwrap().is_negative());
    assert!(units("Tezos operations", "balanceString").is_err());
}

#[tokio::test]
async fn the_totals_are_the_sums_of_what_is_listed() {
    let wire = Wire::start().await;
    for (role, filter) in [("owner", ""), ("viewer", ""), ("admin", "type=hot"), ("owner", "coin=tbtc")] {
        let token = wire.login(role).await;
        let path = format!("/api/v2/wallets?limit=500&expandBalance=true&{filter}");
        let (_, wallets) = wire.all_pages(&token, &path, "wallets").await;
        for field in ["balanceString", "confirmedBalanceString", "spendableBalanceString"] {
            let mut sums: BTreeMap<String, BaseUnits> = BTreeMap::new();
            for wallet in &wallets {
                let sum = sums.entry(wallet["coin"].as_str().unwrap().to_owned()).or_default();
                if let Ok(units) = wallet[field].as_str().unwrap().parse::<BaseUnits>() {
                    *sum += units;
                }
            }
            let answer = wire.get(&token, &format!("/api/v2/wallet/balances?{filter}")).await.ok();
            let totals: BTreeMap<String, BaseUnits> = answer["balances"]
                .as_array()
                .unwrap()
                .iter()
                .map(|total| {
                    (total["coin"].as_str().unwrap().into(), total[field].as_str().unwrap().parse().unwrap())
                })
                .collect();
            assert_eq!(totals, sums, "{role} {filter} {field}");
        }
    }
}

#[tokio::test]
async fn the_seed_shows_every_coin_kind_and_mark() {
    let wire = Wire::start().await;
    let token = wire.login("owner").await;
    let (_, wallets) = wire.all_pages(&token, "/api/v2/wallets?limit=500&expandPolicy=true", "wallets").await;
    let present: HashSet<&str> = texts(&wallets, "coin").into_iter().collect();
    let table = "talgo tavaxc tbtc tbch btg tcspr tcelo tdash teos hteth thbar tltc trbtc tstx txlm txtz ttrx txrp tzec";
    for coin in table.split(' ').chain(["usdt", "eos:USDT", "ttrx:usdt"]) {
        assert!(present.contains(coin), "{coin}");
    }
    let labels: HashSet<&str> = texts(&wallets, "label").into_iter().collect();
    assert_eq!(labels.len(), wallets.len());
    let some = |what: &str, is_it: &dyn Fn(&Value) -> bool| assert!(wallets.iter().any(is_it), "{what}");
    for kind in ["hot", "cold", "custodial", "trading"] {
        some(kind, &|wallet| wallet["type"] == kind);
    }
    some("MPC", &|wallet| wallet["multisigType"] == "tss");
    some("frozen", &|wallet| wallet["freeze"]["expires"].is_string());
    some("one admin", &|wallet| wallet["users"].as_array().unwrap().len() == 1);
    some("no rule", &|wallet| wallet["admin"]["policy"]["rules"].as_array().unwrap().is_empty());
    for rule in ["velocityLimit", "advancedWhitelist", "allTx"] {
        some(rule, &|wallet| {
            wallet["admin"]["policy"]["rules"].as_array().unwrap().iter().any(|found| found["type"] == rule)
        });
    }
}

#[tokio::test]
async fn two_sandboxes_hold_the_same_world_and_a_larger_one_holds_it_too() {
    let ids = async |wallets: usize| {
        let wire = Wire::with_wallets(wallets).await;
        let token = wire.login("owner").await;
        let path = "/api/v2/wallets?limit=500&expandBalance=true";
        let (_, listed) = wire.all_pages(&token, path, "wallets").await;
        let facts = listed.into_iter().map(|mut wallet| {
            // Times are relative to the start.
            for relative in ["startDate", "freeze", "admin"] {
                wallet.as_object_mut().unwrap().remove(relative);
            }
            wallet
        });
        (wire.sandbox.server_xpub.clone(), facts.collect::<Vec<_>>())
    };
    let (first, again, larger, smaller) = (ids(80).await, ids(80).await, ids(1_203).await, ids(3).await);
    assert_eq!(first, again);
    assert_eq!(larger.1.len(), 1_203);
    assert_eq!(first.1[..], larger.1[..80]);
    assert_eq!(first.1[..3], smaller.1[..]);
    let labels: HashSet<&str> = texts(&larger.1, "label").into_iter().collect();
    assert_eq!(labels.len(), 1_203);
}

#[tokio::test]
async fn a_wallet_knows_its_own_addresses() {
    let wire = Wire::start().await;
    let token = wire.login("owner").await;
    let (_, wallets) = wire.all_pages(&token, "/api/v2/wallets?coin=tbtc&limit=500", "wallets").await;
    let (wallet, other) = (&wallets[0], &wallets[1]);
    let address = |of: &Value| of["receiveAddress"]["address"].as_str().unwrap().to_owned();
    let of = |address: &str| {
        let id = wallet["id"].as_str().unwrap();
        format!("/api/v2/tbtc/wallet/{id}/address/{address}")
    };
    let found = wire.get(&token, &of(&address(wallet))).await.ok();
    assert_eq!((&found["address"], &found["wallet"]), (&json!(address(wallet)), &wallet["id"]));
    wire.get(&token, &of(&address(other))).await.refused(404, "AddressNotFound");
}
