//! Several wallet shares at once, as the vendor's SDK asks: `POST …/walletshares`, `PUT …/accept`, `PUT …/update`.

use countersign::bitgo::envelope::{self, Version};
use reqwest::Method;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::sharing::{Demo, id_of, open_share, share_with, wallet};
use crate::wire::{CODE, Reply, Wire};

async fn put(wire: &Wire, token: &str, path: &str, body: Value) -> Reply {
    wire.signed(token, Method::PUT, path, &body).await
}

/// As the SDK sends one of several: permissions as a list.
async fn option(wire: &Wire, sender: &str, demo: &Demo, role: &str) -> Value {
    let mut one = share_with(wire, sender, demo, &wire.account(role).email).await;
    one["permissions"] = json!(["view", "spend"]);
    one
}

fn ids(answer: &Value) -> Vec<String> {
    let shares = answer["shares"].as_array().unwrap();
    shares.iter().map(|share| share["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn one_request_shares_with_several_and_one_accepts_with_the_key_that_is_listed() {
    let wire = Wire::start().await;
    let demo = Demo::of(&wire);
    let (owner, admin, viewer) =
        (wire.login("owner").await, wire.login("admin").await, wire.login("viewer").await);
    let to_viewer = option(&wire, &owner, &demo, "viewer").await;
    let path = format!("/api/v2/wallet/{}/walletshares", demo.wallet);
    let made = wire.post(&owner, &path, &json!({ "shareOptions": [to_viewer] })).await.ok();
    let share = &made["shares"][0];
    assert_eq!(share["state"], json!("pendingapproval"), "the other admin is asked as for a single one");
    let approval = format!("/api/v2/pendingapprovals/{}", share["pendingApprovalId"].as_str().unwrap());
    put(&wire, &admin, &approval, json!({ "state": "approved", "otp": CODE })).await.ok();

    // The list carries the key, so that several are accepted without asking for each.
    let listed = wire.get(&viewer, "/api/v2/walletshares").await.ok();
    let listed = listed["incoming"].as_array().unwrap().iter().find(|it| it["id"] == share["id"]).unwrap();
    let prv = open_share(&wire, &viewer, &wire.account("viewer").password, listed).await;
    let anew = envelope::encrypt(prv.expose_secret(), "a passphrase of mine", Version::V1).unwrap();
    let accept = "/api/v2/walletshares/accept";
    let entry = json!({ "walletShareId": share["id"], "encryptedPrv": anew });
    for (body, status) in [
        (json!({ "keysForWalletShares": [] }), 400),
        (json!({ "keysForWalletShares": [{ "walletShareId": share["id"] }] }), 400),
        (json!({ "keysForWalletShares": [{ "walletShareId": share["id"], "encryptedPrv": "plain" }] }), 400),
        (json!({ "keysForWalletShares": [entry, entry] }), 400),
        (
            json!({ "keysForWalletShares": [entry, { "walletShareId": "0".repeat(32), "encryptedPrv": anew }] }),
            404,
        ),
    ] {
        assert_eq!(put(&wire, &viewer, accept, body.clone()).await.status, status, "{body}");
    }
    wire.get(&viewer, &demo.path()).await.refused(404, "WalletNotFound");
    put(&wire, &owner, accept, json!({ "keysForWalletShares": [entry] })).await.refused(403, "Forbidden");
    let accepted = put(&wire, &viewer, accept, json!({ "keysForWalletShares": [entry] })).await.ok();
    assert_eq!(accepted, json!({ "acceptedWalletShares": [{ "walletShareId": share["id"] }] }));
    let keys = wire.get(&viewer, &format!("/api/v2/keys?walletIds={}", demo.wallet)).await.ok();
    let opened = envelope::decrypt(keys[0]["key"]["encryptedPrv"].as_str().unwrap(), "a passphrase of mine");
    assert_eq!(opened.unwrap().expose_secret(), prv.expose_secret());
}

#[tokio::test]
async fn two_people_are_invited_together_or_not_at_all_and_each_answers_for_themselves() {
    let wire = Wire::start().await;
    let (owner, admin, viewer) =
        (wire.login("owner").await, wire.login("admin").await, wire.login("viewer").await);
    let (alone, found) = wallet(&wire, &owner, "Wound-down fund").await;
    let on_it = Demo {
        coin: "tbtc".into(),
        wallet: found["id"].as_str().unwrap().into(),
        passphrase: Demo::of(&wire).passphrase,
    };
    let both = [option(&wire, &owner, &on_it, "viewer").await, option(&wire, &owner, &on_it, "admin").await];
    let path = format!("/api/v2/wallet/{}/walletshares", on_it.wallet);
    let twice = json!({ "shareOptions": [both[0], both[1], both[0]] });
    let before = wire.get(&owner, "/api/v2/walletshares").await.ok();
    wire.post(&owner, &path, &twice).await.refused(400, "InvalidArgument");
    assert_eq!(wire.get(&owner, "/api/v2/walletshares").await.ok(), before, "none of them");
    let made = wire.post(&owner, &path, &json!({ "shareOptions": both })).await.ok();
    assert_eq!(ids(&made).len(), 2);
    wire.post(&owner, &path, &json!({ "shareOptions": both })).await.refused(400, "WalletShareExists");
    wire.post(&admin, &path, &json!({ "shareOptions": both })).await.refused(404, "WalletNotFound");

    let update = "/api/v2/walletshares/update";
    let [viewers, admins] = &ids(&made)[..] else { panic!("two") };
    let items = json!({ "shares": [
        { "walletShareId": viewers, "status": "reject" },
        { "walletShareId": admins, "status": "reject" },
    ] });
    let answer = put(&wire, &viewer, update, items).await.ok();
    assert_eq!(answer["rejectedWalletShares"], json!([viewers]));
    assert_eq!(answer["acceptedWalletShares"], json!([]));
    assert_eq!(answer["walletShareUpdateErrors"][0]["walletShareId"], json!(admins));
    assert!(answer["walletShareUpdateErrors"][0]["reason"].as_str().is_some_and(|it| !it.is_empty()));
    let wrong = json!({ "shares": [{ "walletShareId": admins, "status": "approved" }] });
    put(&wire, &admin, update, wrong).await.refused(400, "InvalidArgument");
    let without_key = json!({ "shares": [{ "walletShareId": admins, "status": "accept" }] });
    let answer = put(&wire, &admin, update, without_key).await.ok();
    assert_eq!(answer["walletShareUpdateErrors"].as_array().unwrap().len(), 1, "its key is missing");
    let anew = envelope::encrypt("the key", "a passphrase of mine", Version::V1).unwrap();
    let with_key =
        json!({ "shares": [{ "walletShareId": admins, "status": "accept", "encryptedPrv": anew }] });
    let answer = put(&wire, &admin, update, with_key).await.ok();
    assert_eq!(answer["acceptedWalletShares"], json!([admins]));
    let users = wire.get(&owner, &alone).await.ok()["users"].clone();
    let id = id_of(&wire, &admin).await;
    assert!(users.as_array().unwrap().iter().any(|user| user["user"] == id.as_str()));
}
