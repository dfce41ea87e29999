//! Wallet shares from end to end: the key that travels, the approval in between, and what the rules refuse.

use countersign::bitgo::envelope::{self, Version};
use countersign::bitgo::key_sealing::{self, ShareKeychain};
use countersign::bitgo::{ecdh, issuance};
use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use crate::wire::{CODE, Reply, Wire};

/// The wallet of the announcement.
pub struct Demo {
    pub coin: String,
    pub wallet: String,
    pub passphrase: String,
}

impl Demo {
    pub fn of(wire: &Wire) -> Self {
        let said: Value = serde_json::from_str(&wire.sandbox.announcement()).unwrap();
        let text = |name: &str| said["demo"][name].as_str().unwrap().to_owned();
        Self { coin: text("coin"), wallet: text("walletId"), passphrase: text("walletPassphrase") }
    }

    pub fn path(&self) -> String {
        format!("/api/v2/{}/wallet/{}", self.coin, self.wallet)
    }
}

/// A wallet of the owner's list by its label: its path below the coin, and its document.
pub async fn wallet(wire: &Wire, token: &str, label: &str) -> (String, Value) {
    let path = "/api/v2/wallets?limit=500&expandPolicy=true";
    let (_, wallets) = wire.all_pages(token, path, "wallets").await;
    let found = wallets.into_iter().find(|wallet| wallet["label"] == label).unwrap();
    (format!("/api/v2/{}/wallet/{}", found["coin"].as_str().unwrap(), found["id"].as_str().unwrap()), found)
}

pub async fn id_of(wire: &Wire, token: &str) -> String {
    wire.get(token, "/api/v2/user/me").await.ok()["user"]["id"].as_str().unwrap().to_owned()
}

/// The demo wallet's user key, opened with the announced passphrase.
async fn user_key(wire: &Wire, token: &str, demo: &Demo) -> (SecretString, String) {
    let wallet = wire.get(token, &demo.path()).await.ok();
    let key = wallet["keys"][0].as_str().unwrap();
    let key = wire.get(token, &format!("/api/v2/{}/key/{key}", demo.coin)).await.ok();
    let prv = envelope::decrypt(key["encryptedPrv"].as_str().unwrap(), &demo.passphrase).unwrap();
    (prv, key["pub"].as_str().unwrap().to_owned())
}

/// What the sender's client does: ask for the recipient's key, seal, send.
pub async fn share_with(wire: &Wire, sender: &str, demo: &Demo, email: &str) -> Value {
    let (prv, public) = user_key(wire, sender, demo).await;
    let key = wire.post(sender, "/api/v1/user/sharingkey", &json!({ "email": email })).await.ok();
    let (pubkey, path) = (key["pubkey"].as_str().unwrap(), key["path"].as_str().unwrap());
    let sealed = key_sealing::seal_key(&prv, &public, pubkey, path, Version::V1).unwrap();
    json!({ "user": key["userId"], "permissions": "view,spend", "keychain": sealed })
}

/// What the recipient's client does: fetch the own key, open the share, encrypt again.
pub async fn open_share(wire: &Wire, token: &str, password: &str, share: &Value) -> SecretString {
    let settings = wire.get(token, "/api/v1/user/settings").await.ok();
    let xpub = settings["settings"]["ecdhKeychain"].as_str().unwrap();
    let keychain = wire.post(token, &format!("/api/v1/keychain/{xpub}"), &json!({})).await.ok();
    let own =
        issuance::open_ecdh_xprv(keychain["encryptedXprv"].as_str().unwrap(), &password.to_owned().into());
    let sealed: ShareKeychain = serde_json::from_value(share["keychain"].clone()).unwrap();
    key_sealing::open_key(&sealed, &own.unwrap()).unwrap()
}

pub async fn unlock(wire: &Wire, token: &str) {
    wire.post(token, "/api/v2/user/unlock", &json!({ "otp": CODE })).await.ok();
}

#[tokio::test]
async fn a_key_travels_from_the_owner_to_the_viewer_once_the_admin_agrees() {
    let wire = Wire::start().await;
    let demo = Demo::of(&wire);
    let (owner, admin, viewer) =
        (wire.login("owner").await, wire.login("admin").await, wire.login("viewer").await);
    let body = share_with(&wire, &owner, &demo, &wire.account("viewer").email).await;
    let share = wire.post(&owner, &format!("{}/share", demo.path()), &body).await.ok();
    assert_eq!(share["state"], json!("pendingapproval"));
    let path = format!("/api/v2/{}/walletshare/{}", demo.coin, share["id"].as_str().unwrap());
    let incoming = async || wire.get(&viewer, "/api/v2/walletshares").await.ok()["incoming"].clone();
    assert!(!incoming().await.to_string().contains(share["id"].as_str().unwrap()));
    let early = wire.post(&viewer, &path, &json!({ "state": "accepted", "encryptedPrv": "x" })).await;
    early.refused(400, "WalletShareNotActive");

    let approval = format!("/api/v2/pendingapprovals/{}", share["pendingApprovalId"].as_str().unwrap());
    let approve = json!({ "state": "approved", "otp": CODE });
    wire.signed(&owner, Method::PUT, &approval, &approve).await.refused(403, "Forbidden");
    wire.signed(&viewer, Method::PUT, &approval, &approve).await.refused(404, "PendingApprovalNotFound");
    let locked = wire.signed(&admin, Method::PUT, &approval, &json!({ "state": "approved" })).await;
    assert_eq!(locked.refused(401, "NeedsUnlock").body["needsUnlock"], json!(true));
    assert_eq!(wire.signed(&admin, Method::PUT, &approval, &approve).await.ok()["state"], json!("approved"));
    wire.signed(&admin, Method::PUT, &approval, &approve).await.refused(400, "PendingApprovalNotPending");

    assert!(incoming().await.to_string().contains(share["id"].as_str().unwrap()));
    wire.get(&viewer, &path).await.refused(401, "NeedsUnlock");
    assert!(wire.get(&viewer, &format!("{path}?skipUnlock=true")).await.ok().get("keychain").is_none());
    unlock(&wire, &viewer).await;
    let shown = wire.get(&viewer, &path).await.ok();
    assert_eq!(shown["permissions"], json!("spend,view"));
    let prv = open_share(&wire, &viewer, &wire.account("viewer").password, &shown).await;
    assert_eq!(prv.expose_secret(), user_key(&wire, &owner, &demo).await.0.expose_secret());
    wire.post(&viewer, &path, &json!({ "state": "accepted" })).await.refused(400, "InvalidArgument");
    let anew = envelope::encrypt(prv.expose_secret(), "my own passphrase", Version::V1).unwrap();
    let accept = json!({ "state": "accepted", "encryptedPrv": anew });
    wire.post(&admin, &path, &accept).await.refused(403, "Forbidden");
    let answer = wire.post(&viewer, &path, &accept).await.ok();
    assert_eq!(answer, json!({ "state": "accepted", "changed": true }));
    let wallet = wire.get(&viewer, &demo.path()).await.ok();
    assert_eq!(wallet["users"].as_array().unwrap().len(), 3);
    wire.post(&viewer, &path, &accept).await.refused(400, "WalletShareNotActive");
}

#[tokio::test]
async fn what_no_share_can_be_made_of() {
    let wire = Wire::start().await;
    let demo = Demo::of(&wire);
    let (owner, viewer) = (wire.login("owner").await, wire.login("viewer").await);
    let good = share_with(&wire, &owner, &demo, &wire.account("viewer").email).await;
    let path = format!("{}/share", demo.path());
    let with = |changes: Value| {
        let mut body = good.clone();
        for (name, value) in changes.as_object().unwrap() {
            body[name] = value.clone();
        }
        body
    };
    let keychain = |name: &str, value: &str| {
        let mut keychain = good["keychain"].clone();
        keychain[name] = json!(value);
        with(json!({ "keychain": keychain }))
    };
    let owner_id = id_of(&wire, &owner).await;
    let stranger = ecdh::public_hex(&ecdh::fresh_private().public_key());
    let table = [
        (with(json!({ "user": "x" })), 400, "InvalidArgument"),
        (with(json!({ "user": "0".repeat(32) })), 404, "UserNotFound"),
        (with(json!({ "user": owner_id })), 400, "InvalidArgument"),
        (with(json!({ "permissions": "" })), 400, "InvalidArgument"),
        (with(json!({ "permissions": "view,own" })), 400, "InvalidArgument"),
        (with(json!({ "permissions": "view,view,spend" })), 400, "InvalidArgument"),
        (with(json!({ "permissions": "spend,trade" })), 400, "InvalidArgument"),
        (with(json!({ "permissions": "view" })), 400, "InvalidArgument"),
        (with(json!({ "permissions": null })), 400, "InvalidArgument"),
        (with(json!({ "keychain": {} })), 400, "InvalidArgument"),
        (with(json!({ "keychain": { "pub": "x" } })), 400, "InvalidArgument"),
        (with(json!({ "message": "x".repeat(5_001) })), 400, "InvalidArgument"),
        (keychain("pub", "xpub"), 400, "InvalidArgument"),
        (keychain("toPubKey", &stranger), 400, "InvalidArgument"),
        (keychain("fromPubKey", "02"), 400, "InvalidArgument"),
        (keychain("path", "m/1/2"), 400, "InvalidArgument"),
        (keychain("path", "m/1'/2"), 400, "InvalidArgument"),
        (keychain("encryptedPrv", "xprv in the clear"), 400, "InvalidArgument"),
    ];
    for (body, status, name) in table {
        let reply = wire.post(&owner, &path, &body).await;
        assert_eq!((reply.status, reply.body["name"].as_str()), (status, Some(name)), "{body}");
    }
    wire.post(&viewer, &path, &good).await.refused(404, "WalletNotFound");
    wire.post(&owner, &path.replace("tbtc", "tltc"), &good).await.refused(404, "WalletNotFound");
    wire.post(&owner, &path, &good).await.ok();
    wire.post(&owner, &path, &good).await.refused(400, "WalletShareExists");
    wire.post(&owner, &path, &with(json!({ "reshare": true }))).await.ok();
}

#[tokio::test]
async fn a_share_is_taken_back_rejected_and_sent_again_by_those_who_may() {
    let wire = Wire::start().await;
    let (owner, admin, viewer) =
        (wire.login("owner").await, wire.login("admin").await, wire.login("viewer").await);
    let (path, _) = wallet(&wire, &owner, "Exchange float").await;
    let viewer_id = id_of(&wire, &viewer).await;
    let make = async || {
        let body = json!({ "user": viewer_id, "permissions": "view" });
        let share = wire.post(&owner, &format!("{path}/share"), &body).await.ok();
        assert_eq!(share["state"], json!("active"), "nobody else administers it");
        format!("/api/v2/tbtc/walletshare/{}", share["id"].as_str().unwrap())
    };
    let delete = async |token: &str, share: &str| -> Reply {
        wire.signed(token, Method::DELETE, share, &Value::Null).await
    };
    let count = async || {
        let answer = wire.get(&viewer, "/api/v2/walletshares/count?state=active").await.ok();
        let enterprises = answer["enterprises"].as_object().unwrap().values();
        enterprises.map(|it| it["walletSharesCount"].as_u64().unwrap()).sum::<u64>()
    };
    let before = count().await;
    let share = make().await;
    assert_eq!(count().await, before + 1);
    assert_eq!(
        wire.post(&owner, &format!("{share}/resendemail"), &json!({})).await.ok(),
        json!({ "resent": true })
    );
    wire.post(&viewer, &format!("{share}/resendemail"), &json!({})).await.refused(403, "Forbidden");
    wire.get(&admin, &share).await.refused(404, "WalletShareNotFound");
    assert_eq!(delete(&viewer, &share).await.ok(), json!({ "state": "rejected", "changed": true }));
    assert_eq!(delete(&owner, &share).await.ok(), json!({ "state": "rejected", "changed": false }));
    assert_eq!(count().await, before);

    let share = make().await;
    assert_eq!(delete(&owner, &share).await.ok(), json!({ "state": "canceled", "changed": true }));
    wire.post(&viewer, &share, &json!({ "state": "accepted" })).await.refused(400, "WalletShareNotActive");
    let share = make().await;
    wire.post(&viewer, &share, &json!({ "state": "active" })).await.refused(400, "InvalidArgument");
    wire.post(&viewer, &share, &json!({ "state": "accepted" })).await.ok();
    let seen = wire.get(&viewer, &path).await.ok();
    assert_eq!(seen["users"].as_array().unwrap().len(), 2);
    wire.get(&viewer, "/api/v2/walletshares/count").await.refused(400, "InvalidArgument");
}

#[tokio::test]
async fn the_sixth_sharing_key_in_five_minutes_waits_and_some_have_none() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    let ask =
        async |email: &str| wire.post(&owner, "/api/v2/user/sharingkey", &json!({ "email": email })).await;
    let none = ask(&wire.account("compliance").email).await.ok();
    assert!(none["userId"].is_string() && none["pubkey"].is_null() && none["path"].is_null());
    ask("nobody@treasury.example").await.refused(404, "UserNotFound");
    let key = ask("VIEWER@treasury.example").await.ok();
    assert_eq!(key["pubkey"].as_str().unwrap().len(), 66);
    for _ in 0..2 {
        ask(&wire.account("admin").email).await.ok();
    }
    let reply = ask(&wire.account("admin").email).await.refused(429, "RateLimitExceeded");
    let wait: i64 = reply.header("retry-after").unwrap().parse().unwrap();
    assert!((200..=300).contains(&wait));
}

#[tokio::test]
async fn somebody_without_a_keychain_makes_one_and_is_reached_from_then_on() {
    let wire = Wire::start().await;
    let (owner, officer) = (wire.login("owner").await, wire.login("compliance").await);
    let settings = wire.get(&officer, "/api/v1/user/settings").await.ok();
    assert!(settings["settings"].get("ecdhKeychain").is_none());
    let seed = SecretString::from(
        "xprv9s21ZrQH143K2cXnajzSWPJHGV3vfFuAh2bAh16xYrUVuXV6sr1Z4mt6PUR5eXcgeKxWc1sdDZrEHVt74DT27sxZuob7oovbHjYFADw3usL",
    );
    let (xpub, password) = (ecdh::xpub_of(&seed).unwrap(), wire.account("compliance").password.clone());
    let encrypted = envelope::encrypt(seed.expose_secret(), &password, Version::V1).unwrap();
    let choose = json!({ "settings": { "ecdhKeychain": xpub } });
    let put = async |body: &Value| wire.signed(&officer, Method::PUT, "/api/v2/user/settings", body).await;
    put(&choose).await.refused(400, "InvalidArgument");
    let body = json!({ "xpub": xpub, "encryptedXprv": encrypted });
    assert_eq!(wire.post(&officer, "/api/v1/keychain", &body).await.ok()["xpub"], json!(xpub));
    wire.post(&officer, "/api/v1/keychain", &body).await.refused(400, "DuplicateKeychain");
    wire.post(&owner, &format!("/api/v1/keychain/{xpub}"), &json!({})).await.refused(404, "KeychainNotFound");
    assert_eq!(put(&choose).await.ok()["settings"]["ecdhKeychain"], json!(xpub));
    let email = json!({ "email": wire.account("compliance").email });
    let key = wire.post(&owner, "/api/v1/user/sharingkey", &email).await.ok();
    let path = key["path"].as_str().unwrap();
    let expected = ecdh::public_hex(&ecdh::derive_private(&seed, path).unwrap().public_key());
    assert_eq!(key["pubkey"], json!(expected));
    // The next login is sealed to it.
    wire.login("compliance").await;
}

#[tokio::test]
async fn who_lost_their_key_asks_and_an_admin_declines_or_shares_anew() {
    let wire = Wire::start().await;
    let demo = Demo::of(&wire);
    let (owner, admin, viewer) =
        (wire.login("owner").await, wire.login("admin").await, wire.login("viewer").await);
    let admin_id = id_of(&wire, &admin).await;
    let requests = async |token: &str| {
        let answer = wire.get(token, "/api/v2/walletsharerequests").await.ok();
        let list = answer["walletShareRequests"].as_array().unwrap().clone();
        list.iter().filter(|it| it["walletId"] == demo.wallet.as_str()).count()
    };
    let ask = format!("{}/requestreshare", demo.path());
    wire.post(&viewer, &ask, &json!({})).await.refused(404, "WalletNotFound");
    for _ in 0..2 {
        wire.post(&admin, &ask, &json!({})).await.ok();
    }
    assert_eq!((requests(&owner).await, requests(&viewer).await), (1, 0), "asked twice, shown once");
    let decline = format!("/api/v2/wallet/{}/rejectreshare", demo.wallet);
    wire.post(&owner, &decline, &json!({ "userId": admin_id })).await.ok();
    wire.post(&owner, &decline, &json!({ "userId": admin_id }))
        .await
        .refused(404, "WalletShareRequestNotFound");
    wire.post(&admin, &ask, &json!({})).await.ok();
    let mut body = share_with(&wire, &owner, &demo, &wire.account("admin").email).await;
    body["reshare"] = json!(true);
    body["permissions"] = json!("view,spend,admin");
    wire.post(&owner, &format!("{}/share", demo.path()), &body).await.ok();
    assert_eq!(requests(&owner).await, 0);
}
