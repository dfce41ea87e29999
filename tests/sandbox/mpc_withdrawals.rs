//! Withdrawals of MPC wallets as the sandbox tells them: built as they were asked for, with change, otherwise, or not yet.

use countersign::sandbox::MpcBuild;
use reqwest::Method;
use serde_json::{Value, json};

use crate::sharing::wallet;
use crate::spec_documents::has;
use crate::wire::{CODE, Wire};

const WALLET: &str = "Validator rewards";
const LIST: &str = "/api/v2/pendingapprovals?state=pending";
const VENDOR: &str = "0x52908400098527886e0f7030069857d2e4169ee7";
const OTHER: &str = "0x8617e340b3d01fa5f11f306f4090fd50e238070d";

/// The newest approval of the wallet.
async fn newest(wire: &Wire, token: &str) -> Value {
    let (_, all) = wire.all_pages(token, LIST, "pendingApprovals").await;
    let mut found = all.into_iter().filter(|it| it["info"]["type"] == "transactionRequestFull");
    found.find(|it| it["info"]["transactionRequestFull"]["intent"]["comment"] == "").unwrap()
}

#[tokio::test]
async fn each_build_is_told_as_the_spec_tells_it_and_is_what_is_paid() {
    for (built, outputs, paid) in [
        (MpcBuild::AsAsked, json!([{ "address": VENDOR, "valueString": "700" }]), 700_u64),
        (
            MpcBuild::WithChange(90_u64.into()),
            json!([{ "address": VENDOR, "valueString": "700" }, { "valueString": "90", "change": true }]),
            700,
        ),
        (
            MpcBuild::Other(vec![(OTHER.to_owned(), 800_u64.into()), (VENDOR.to_owned(), 1_u64.into())]),
            json!([{ "address": OTHER, "valueString": "800" }, { "address": VENDOR, "valueString": "1" }]),
            801,
        ),
        (MpcBuild::NotYet, Value::Null, 700),
    ] {
        let wire = Wire::start().await;
        let owner = wire.login("owner").await;
        assert!(wire.control().put_up_mpc(WALLET, &[(VENDOR, 700)], built.clone()));
        assert!(!wire.control().put_up_mpc("No such wallet", &[(VENDOR, 700)], built.clone()));
        let (at, _) = wallet(&wire, &owner, WALLET).await;
        let before = wire.get(&owner, &at).await.ok();
        let approval = newest(&wire, &owner).await;
        let content = &approval["info"]["transactionRequestFull"];
        let intent =
            json!([{ "address": { "address": VENDOR }, "amount": { "value": "700", "symbol": "hteth" } }]);
        assert_eq!(content["intent"]["recipients"], intent, "{built:?}");
        let unsigned = content["txRequest"]["unsignedTxs"].as_array().unwrap();
        assert_eq!(unsigned.is_empty(), outputs.is_null(), "{built:?}");
        for transaction in unsigned {
            let parts = [
                ("inputs", "array"),
                ("minerFee", "string"),
                ("outputs", "array"),
                ("spendAmount", "string"),
            ];
            has(&transaction["parsedTx"], &parts);
            let told = transaction["parsedTx"]["outputs"].as_array().unwrap();
            assert_eq!(told.len(), outputs.as_array().unwrap().len());
            for (told, expected) in told.iter().zip(outputs.as_array().unwrap()) {
                for (name, value) in expected.as_object().unwrap() {
                    assert_eq!(told[name], *value, "{built:?}");
                }
                if told["change"] == true {
                    assert_eq!(told["wallet"], before["id"]);
                    assert_eq!(told["address"], before["receiveAddress"]["address"]);
                }
            }
            assert_eq!(transaction["parsedTx"]["spendAmount"], json!(paid.to_string()));
        }
        let path = format!("/api/v2/pendingapprovals/{}", approval["id"].as_str().unwrap());
        wire.signed(&owner, Method::PUT, &path, &json!({ "state": "approved", "otp": CODE })).await.ok();
        let after = wire.get(&owner, &at).await.ok();
        let units = |it: &Value| it["balanceString"].as_str().unwrap().parse::<num_bigint::BigInt>().unwrap();
        assert_eq!(units(&before) - units(&after), (paid + 21_000_000_000_000).into(), "{built:?}");
    }
}
