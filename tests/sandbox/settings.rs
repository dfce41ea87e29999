//! What people set: a wallet's own settings, webhooks, keys for new wallets, pins, and the account that they freeze; and
//! the filters that the vendor's specification names beside.

use countersign::bitgo::envelope::{self, Version};
use countersign::sandbox::SandboxOptions;
use num_bigint::BigInt;
use reqwest::Method;
use serde_json::{Value, json};

use crate::sharing::{Demo, unlock, wallet};
use crate::wire::{CODE, Reply, Wire, texts};

async fn put(wire: &Wire, token: &str, path: &str, body: Value) -> Reply {
    wire.signed(token, Method::PUT, path, &body).await
}

#[tokio::test]
async fn a_wallets_settings_change_at_once_and_what_guards_it_waits_for_another_admin() {
    let wire = Wire::start().await;
    let demo = Demo::of(&wire);
    let (owner, admin, viewer) =
        (wire.login("owner").await, wire.login("admin").await, wire.login("viewer").await);
    let settings = json!({
        "label": "  Operations, renamed ",
        "disableTransactionNotifications": true,
        "buildDefaults": { "minFeeRate": 2000, "feeMultiplier": 1.5, "changeAddressType": "p2wsh" },
        "customChangeKeySignatures": { "user": "a1" },
        "coinSpecific": { "tbtc": { "allowQuantumUnsafeAddresses": true } },
    });
    let set = put(&wire, &owner, &demo.path(), settings).await.ok();
    assert_eq!(set["label"], json!("Operations, renamed"));
    assert_eq!(set["disableTransactionNotifications"], json!(true));
    assert_eq!(set["coinSpecific"]["allowQuantumUnsafeAddresses"], json!(true));
    let less = json!({ "buildDefaults": { "minFeeRate": null, "changeAddressType": "default" } });
    let set = put(&wire, &owner, &demo.path(), less).await.ok();
    assert_eq!(set["buildDefaults"], json!({ "feeMultiplier": 1.5 }));
    for bad in [
        json!({ "label": " " }),
        json!({ "label": 5 }),
        json!({ "approvalsRequired": 0 }),
        json!({ "approvalsRequired": "2" }),
        json!({ "buildDefaults": { "minFeeRate": 999 } }),
        json!({ "buildDefaults": { "moon": true } }),
        json!({ "buildDefaults": [] }),
        json!({ "customChangeKeySignatures": { "user": "b2" } }),
        json!({ "coinSpecific": { "tbtc": { "deployForwardersManually": true } } }),
        json!({ "coinSpecific": { "hteth": { "deployForwardersManually": true } } }),
        json!({ "userKeySigningRequired": false }),
    ] {
        put(&wire, &owner, &demo.path(), bad.clone()).await.refused(400, "InvalidArgument");
    }
    put(&wire, &viewer, &demo.path(), json!({ "label": "Mine" })).await.refused(404, "WalletNotFound");

    let waits = put(&wire, &owner, &demo.path(), json!({ "approvalsRequired": 2, "label": "Both" })).await;
    assert_eq!((waits.status, &waits.body["info"]["type"]), (202, &json!("updateApprovalsRequiredRequest")));
    let now = wire.get(&owner, &demo.path()).await.ok();
    assert_eq!((&now["label"], &now["approvalsRequired"]), (&json!("Both"), &json!(1)));
    let approval = format!("/api/v2/pendingapprovals/{}", waits.body["id"].as_str().unwrap());
    put(&wire, &admin, &approval, json!({ "state": "approved", "otp": CODE })).await.ok();
    assert_eq!(wire.get(&owner, &demo.path()).await.ok()["approvalsRequired"], json!(2));
    let (alone, _) = wallet(&wire, &owner, "Exchange float").await;
    let set = put(&wire, &owner, &alone, json!({ "approvalsRequired": 2 })).await.ok();
    assert_eq!(set["approvalsRequired"], json!(2), "nobody else is there to agree");
    let (account, _) = wallet(&wire, &owner, "Trading account USD").await;
    let signing = json!({ "userKeySigningRequired": false });
    put(&wire, &owner, &account, signing.clone()).await.refused(401, "NeedsUnlock");
    unlock(&wire, &owner).await;
    assert_eq!(
        put(&wire, &owner, &account, signing).await.body["info"]["type"],
        json!("updateWalletSettingRequest")
    );
}

#[tokio::test]
async fn webhooks_are_added_once_listed_and_removed_by_their_wallets_admins() {
    let wire = Wire::start().await;
    let (owner, admin, viewer) =
        (wire.login("owner").await, wire.login("admin").await, wire.login("viewer").await);
    let (path, found) = wallet(&wire, &owner, "Gas station").await;
    let hooks = format!("{path}/webhooks");
    let hook = json!({ "type": "pendingapproval", "url": "https://hooks.example/a", "numConfirmations": 2 });
    let made = wire.post(&owner, &hooks, &hook).await.ok();
    assert_eq!((&made["walletId"], &made["numConfirmations"]), (&found["id"], &json!(2)));
    wire.post(&owner, &hooks, &hook).await.refused(409, "WebhookExists");
    for bad in [
        json!({ "type": "transfer" }),
        json!({ "type": "moon", "url": "https://hooks.example" }),
        json!({ "type": "transfer", "url": "ftp://hooks.example" }),
        json!({ "type": "transfer", "url": "hooks.example" }),
        json!({ "type": "transfer", "url": "https://hooks.example", "numConfirmations": -1 }),
    ] {
        wire.post(&owner, &hooks, &bad).await.refused(400, "InvalidArgument");
    }
    assert_eq!(wire.get(&viewer, &hooks).await.ok()["webhooks"], json!([made]));
    wire.post(&viewer, &hooks, &json!({ "type": "transfer", "url": "https://v.example" }))
        .await
        .refused(403, "Forbidden");
    let remove = async |token: &str, path: &str, body: Value| {
        wire.signed(token, Method::DELETE, path, &body).await.ok()["removed"].clone()
    };
    assert_eq!(remove(&admin, &hooks, json!({ "type": "transfer", "url": hook["url"] })).await, json!(0));
    assert_eq!(remove(&admin, &hooks, json!({ "id": made["id"] })).await, json!(1));
    assert_eq!(wire.get(&owner, &hooks).await.ok()["webhooks"], json!([]));

    // Those of a coin's blocks are each person's own.
    let blocks = "/api/v2/tbtc/webhooks";
    let hook = json!({ "type": "block", "url": "https://hooks.example/blocks" });
    wire.post(&owner, blocks, &hook).await.ok();
    wire.post(&owner, blocks, &json!({ "type": "transfer", "url": "https://x.example" }))
        .await
        .refused(400, "InvalidArgument");
    assert_eq!(wire.get(&admin, blocks).await.ok()["webhooks"], json!([]));
    assert_eq!(wire.get(&owner, "/api/v2/hteth/webhooks").await.ok()["webhooks"], json!([]));
    assert_eq!(remove(&owner, blocks, hook).await, json!(1));
}

#[tokio::test]
async fn keys_for_a_new_wallet_are_kept_for_whoever_sent_them() {
    let wire = Wire::start().await;
    let demo = Demo::of(&wire);
    let (owner, admin) = (wire.login("owner").await, wire.login("admin").await);
    let held = wire.get(&owner, &demo.path()).await.ok()["keys"][0].clone();
    let public =
        wire.get(&owner, &format!("/api/v2/tbtc/key/{}", held.as_str().unwrap())).await.ok()["pub"].clone();
    let path = "/api/v2/tbtc/key";
    let sealed = envelope::encrypt("a private key", "a passphrase", Version::V1).unwrap();
    let user = json!({ "pub": public, "encryptedPrv": sealed, "source": "user" });
    let made = wire.post(&owner, path, &user).await.ok();
    assert_eq!(wire.post(&owner, path, &user).await.ok(), made, "the same key is the same");
    let one = format!("{path}/{}", made["id"].as_str().unwrap());
    assert_eq!(wire.get(&owner, &one).await.ok(), made);
    assert_eq!((&made["pub"], &made["encryptedPrv"]), (&public, &json!(sealed)));
    wire.get(&admin, &one).await.refused(404, "KeyNotFound");
    let platforms = [
        wire.post(&owner, path, &json!({ "source": "bitgo" })).await.ok(),
        wire.post(&owner, path, &json!({ "source": "bitgo" })).await.ok(),
    ];
    assert!(platforms.iter().all(|key| key["isBitGo"] == json!(true)));
    assert_ne!(platforms[0]["pub"], platforms[1]["pub"]);
    let common = "02".repeat(65);
    let mpc = json!({ "source": "backup", "keyType": "tss", "commonKeychain": common });
    assert_eq!(wire.post(&owner, path, &mpc).await.ok()["commonKeychain"], json!(common));
    for bad in [
        json!({}),
        json!({ "pub": "xpub of mine" }),
        json!({ "pub": "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi" }),
        json!({ "pub": public, "source": "moon" }),
        json!({ "pub": public, "encryptedPrv": "plain" }),
        json!({ "source": "user", "keyType": "tss", "commonKeychain": "02" }),
        json!({ "source": "bitgo", "keyType": "tss" }),
    ] {
        wire.post(&owner, path, &bad).await.refused(400, "InvalidArgument");
    }
    let keys = wire.get(&owner, &format!("/api/v2/keys?walletIds={}", demo.wallet)).await.ok();
    assert_eq!((&keys[0]["walletId"], &keys[0]["key"]["id"]), (&json!(demo.wallet), &held));
    let (_, cold) = wallet(&wire, &owner, "Cold reserve 1").await;
    let both = format!("/api/v2/keys?walletIds={}&walletIds[]={}", demo.wallet, cold["id"].as_str().unwrap());
    assert!(wire.get(&owner, &both).await.ok()[1].get("key").is_none());
    let viewer = wire.login("viewer").await;
    let (_, seen) = wallet(&wire, &viewer, "Gas station").await;
    let path = format!("/api/v2/keys?walletIds={}", seen["id"].as_str().unwrap());
    wire.get(&viewer, &path).await.refused(403, "Forbidden");
    wire.get(&owner, "/api/v2/keys").await.refused(400, "InvalidArgument");
}

#[tokio::test]
async fn who_freezes_their_account_reads_on_and_changes_nothing_more() {
    let wire = Wire::start().await;
    let demo = Demo::of(&wire);
    let owner = wire.login("owner").await;
    let made = wire.make_token(&owner, &json!({ "scope": ["wallet_view_all", "wallet_manage_all"] })).await;
    let token = made["token"].as_str().unwrap();
    let freeze = "/api/v2/user/freeze";
    wire.post(&owner, freeze, &json!({})).await.refused(401, "NeedsUnlock");
    wire.post(token, freeze, &json!({})).await.refused(403, "Unauthorized");
    unlock(&wire, &owner).await;
    wire.post(&owner, freeze, &json!({})).await.ok();
    assert_eq!(wire.get(&owner, "/api/v2/user/me").await.ok()["user"]["isFrozen"], json!(true));
    for token in [token, owner.as_str()] {
        put(&wire, token, &demo.path(), json!({ "label": "Anew" })).await.refused(403, "Forbidden");
        wire.get(token, &demo.path()).await.ok();
    }
    let anew = wire.login("owner").await;
    wire.post(&anew, "/api/v2/user/accesstoken", &json!({})).await.refused(403, "Forbidden");
    wire.post(&anew, "/api/v2/user/lock", &json!({})).await.ok();
    let admin = wire.login("admin").await;
    put(&wire, &admin, &demo.path(), json!({ "label": "Anew" })).await.ok();
    wire.get(&anew, "/api/v2/user/logout").await.ok();
}

#[tokio::test]
async fn pins_are_each_persons_own_and_outlive_a_restart_as_settings_do() {
    let file = std::env::temp_dir().join(format!("countersign-{}-settings.json", std::process::id()));
    let _ = std::fs::remove_file(&file);
    let options = SandboxOptions { state: Some(file.clone()), ..SandboxOptions::default() };
    let wire = Wire::with(options.clone()).await;
    let demo = Demo::of(&wire);
    let owner = wire.login("owner").await;
    let (_, other) = wallet(&wire, &owner, "Exchange float").await;
    let pin = async |wire: &Wire, wallet: &str, is_pinned: bool| {
        let path = format!("/api/v2/wallet/{wallet}/pin");
        put(wire, &owner, &path, json!({ "isPinned": is_pinned })).await.ok()["pinnedWallets"]["wallets"]
            .clone()
    };
    assert_eq!(pin(&wire, &demo.wallet, true).await, json!([demo.wallet]));
    // Of another enterprise, and so of another list.
    assert_eq!(pin(&wire, other["id"].as_str().unwrap(), true).await, json!([other["id"]]));
    put(&wire, &owner, &demo.path(), json!({ "label": "Kept", "disableTransactionNotifications": true }))
        .await
        .ok();
    let hooks = format!("{}/webhooks", demo.path());
    wire.post(&owner, &hooks, &json!({ "type": "transfer", "url": "https://hooks.example" })).await.ok();
    let key = wire.post(&owner, "/api/v2/tbtc/key", &json!({ "source": "bitgo" })).await.ok();
    let before = wire.get(&owner, &demo.path()).await.ok();
    let hooked = wire.get(&owner, &hooks).await.ok();
    drop(wire);
    let wire = Wire::with(options).await;
    assert_eq!(wire.get(&owner, &demo.path()).await.ok(), before);
    assert_eq!(wire.get(&owner, &hooks).await.ok(), hooked);
    let path = format!("/api/v2/tbtc/key/{}", key["id"].as_str().unwrap());
    assert_eq!(wire.get(&owner, &path).await.ok(), key);
    assert_eq!(pin(&wire, &demo.wallet, true).await, json!([demo.wallet]));
    assert_eq!(pin(&wire, &demo.wallet, false).await, json!([]));
    std::fs::remove_file(&file).unwrap();
}

#[tokio::test]
async fn filters_and_totals_are_those_of_the_state() {
    let wire = Wire::start().await;
    let demo = Demo::of(&wire);
    let owner = wire.login("owner").await;
    let (_, all) = wire.all_pages(&owner, &format!("{}/transfer?limit=500", demo.path()), "transfers").await;
    let values: Vec<BigInt> = texts(&all, "valueString").iter().map(|it| it.parse().unwrap()).collect();
    let mut sorted = values.clone();
    sorted.sort();
    for edge in [&sorted[1], &sorted[sorted.len() / 2], &BigInt::ZERO] {
        for (name, keep) in [("valueGte", true), ("valueLt", false)] {
            let path = format!("{}/transfer?limit=500&{name}={edge}", demo.path());
            let found = wire.get(&owner, &path).await.ok()["transfers"].as_array().unwrap().clone();
            let wanted: Vec<&Value> = all
                .iter()
                .zip(&values)
                .filter(|(_, value)| (*value >= edge) == keep)
                .map(|(it, _)| it)
                .collect();
            assert_eq!(found.iter().collect::<Vec<_>>(), wanted, "{name} {edge}");
        }
    }
    assert_eq!(wire.get(&owner, &format!("{}/transfer?valueLt=1.5", demo.path())).await.status, 400);

    let list = "/api/v2/pendingapprovals?limit=500";
    let (_, approvals) = wire.all_pages(&owner, list, "pendingApprovals").await;
    let (_, of_coin) =
        wire.all_pages(&owner, "/api/v2/tbtc/pendingapprovals?limit=500", "pendingApprovals").await;
    let wanted: Vec<&Value> = approvals.iter().filter(|it| it["coin"] == "tbtc").collect();
    assert!(!wanted.is_empty() && wanted.len() < approvals.len());
    assert_eq!(of_coin.iter().collect::<Vec<_>>(), wanted);

    let totals = wire.get(&owner, "/api/v2/wallet/balances").await.ok()["balances"].clone();
    for total in totals.as_array().unwrap() {
        let coin = total["coin"].as_str().unwrap();
        let own = wire.get(&owner, &format!("/api/v2/{coin}/wallet/balances")).await.ok();
        for name in ["balanceString", "confirmedBalanceString", "spendableBalanceString"] {
            assert_eq!(own[name], total[name], "{coin} {name}");
        }
    }
    assert_eq!(wire.get(&owner, "/api/v2/nocoin/wallet/balances").await.status, 400);

    let addresses = wire.get(&owner, &format!("{}/addresses", demo.path())).await.ok();
    let [receive, change] = &addresses["addresses"].as_array().unwrap()[..] else { panic!("{addresses}") };
    assert_ne!(receive["id"], change["id"]);
    for address in [receive, change] {
        for name in ["id", "address"] {
            let path = format!("{}/address/{}", demo.path(), address[name].as_str().unwrap());
            assert_eq!(wire.get(&owner, &path).await.ok(), *address);
        }
        let path = format!("{}/addresses?chains={}", demo.path(), address["chain"]);
        assert_eq!(wire.get(&owner, &path).await.ok()["addresses"], json!([address]));
    }
    let newest = wire.get(&owner, &format!("{}/addresses?sort=-1&limit=1", demo.path())).await.ok();
    assert_eq!((&newest["addresses"], &newest["nextBatchPrevId"]), (&json!([change]), &change["id"]));

    let enterprise = wire.get(&owner, &demo.path()).await.ok()["enterprise"].as_str().unwrap().to_owned();
    let assets = async |query: &str| {
        let path = format!("/api/v2/enterprise/{enterprise}/availableassets{query}");
        wire.get(&owner, &path).await.ok().as_array().unwrap().len()
    };
    let (bare, tokens) = (assets("").await, assets("?includeTokens=true").await);
    assert!(assets("?excludeOfcCoins=true").await < bare && bare < tokens);
    let outside = format!("/api/v2/enterprise/{}/availableassets", "0".repeat(32));
    wire.get(&owner, &outside).await.refused(404, "EnterpriseNotFound");
}
