//! Every answer has the fields that the platform's published specification requires, in the types it gives them.
//! The lists below are copied from that specification by hand.

use serde_json::{Value, json};

use crate::wire::{CODE, Wire};

#[track_caller]
pub fn has(document: &Value, fields: &[(&str, &str)]) {
    for (name, kind) in fields {
        let value = document.get(*name).unwrap_or_else(|| panic!("{name} is missing in {document}"));
        let is_it = match *kind {
            "string" => value.is_string(),
            "number" => value.is_number(),
            "amount" => value.is_number() || value.as_str().is_some_and(|it| it.parse::<u128>().is_ok()),
            "boolean" => value.is_boolean(),
            "object" => value.is_object(),
            "array" => value.is_array(),
            "id" => value.as_str().is_some_and(is_id),
            "time" => value.as_str().is_some_and(is_time),
            other => panic!("unknown kind {other}"),
        };
        assert!(is_it, "{name} is no {kind}: {value}");
    }
}

pub fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// RFC 3339 in UTC, to the millisecond.
fn is_time(text: &str) -> bool {
    text.len() == 24 && text.ends_with('Z') && text.parse::<jiff::Timestamp>().is_ok()
}

const COIN_SPECIFIC: [(&str, &[&str]); 12] = [
    ("algo", &["addressVersion", "rootAddress"]),
    (
        "cspr",
        &["accountHash", "creationFailure", "lastTransferId", "pendingChainInitialization", "rootAddress"],
    ),
    ("eos", &["rootAddress", "pendingChainInitialization", "creationFailure", "lastMemoId"]),
    ("eth", ETHEREUM),
    ("avaxc", ETHEREUM),
    ("celo", ETHEREUM),
    ("rbtc", ETHEREUM),
    ("hbar", &["addressCount", "pendingChainInitialization", "creationFailure", "trustedTokens"]),
    ("trx", &["rootAddress", "rootPub", "pendingChainInitialization", "creationFailure", "minimumFunding"]),
    ("xlm", &["rootAddress", "pendingChainInitialization", "creationFailure", "lastMemoId"]),
    ("xrp", &["rootAddress", "pendingChainInitialization", "creationFailure"]),
    ("xtz", &["pendingChainInitialization", "creationFailure"]),
];
const ETHEREUM: &[&str] = &[
    "pendingChainInitialization",
    "creationFailure",
    "gasPriceTier",
    "tokenFlushThresholds",
    "walletVersion",
    "pendingDeployment",
    "deployForwardersManually",
    "flushForwardersManually",
    "enableMMI",
    "enableNFT",
];

#[tokio::test]
async fn every_wallet_has_what_the_specification_requires() {
    let wire = Wire::with_wallets(170).await;
    let token = wire.login("owner").await;
    let (_, wallets) = wire
        .all_pages(&token, "/api/v2/wallets?limit=500&expandBalance=true&expandPolicy=true", "wallets")
        .await;
    for wallet in &wallets {
        has(
            wallet,
            &[
                ("allowBackupKeySigning", "boolean"),
                ("approvalsRequired", "number"),
                ("coin", "string"),
                ("coinSpecific", "object"),
                ("deleted", "boolean"),
                ("disableTransactionNotifications", "boolean"),
                ("hasLargeNumberOfAddresses", "boolean"),
                ("id", "id"),
                ("isCold", "boolean"),
                ("label", "string"),
                ("startDate", "time"),
                ("enterprise", "id"),
            ],
        );
        let family = countersign::domain::coin::coins().get(wallet["coin"].as_str().unwrap()).unwrap().family;
        let required =
            COIN_SPECIFIC.iter().find(|(name, _)| *name == family).map_or(&[][..], |(_, fields)| fields);
        for field in required {
            assert!(wallet["coinSpecific"].get(*field).is_some(), "{family}: {field}");
        }
        for key in wallet["keys"].as_array().unwrap() {
            assert!(is_id(key.as_str().unwrap()));
        }
        for user in wallet["users"].as_array().unwrap() {
            has(user, &[("user", "id"), ("permissions", "array")]);
        }
        let policy = &wallet["admin"]["policy"];
        has(policy, &[("date", "time"), ("id", "id"), ("latest", "boolean"), ("version", "number")]);
        for rule in policy["rules"].as_array().unwrap() {
            has(rule, &[("id", "string"), ("type", "string"), ("action", "object"), ("lockDate", "time")]);
            has(&rule["action"], &[("type", "string")]);
        }
        let address = &wallet["receiveAddress"];
        has(
            address,
            &[("coin", "string"), ("wallet", "id"), ("chain", "number"), ("index", "number"), ("id", "id")],
        );
        assert!(address["address"].as_str().unwrap().len() <= 250);
        let kinds = ["backing", "cold", "custodial", "custodialPaired", "hot", "advanced", "trading"];
        assert!(kinds.contains(&wallet["type"].as_str().unwrap()));
        if let Some(freeze) = wallet.get("freeze") {
            has(freeze, &[("time", "time"), ("expires", "time")]);
            assert_eq!(freeze["reason"], json!("UserRequest"));
        }
    }
}

#[track_caller]
fn is_user(user: &Value) {
    has(
        user,
        &[
            ("id", "id"),
            ("username", "string"),
            ("name", "object"),
            ("email", "object"),
            ("phone", "object"),
            ("enterprises", "array"),
            ("organizations", "array"),
            ("agreements", "object"),
            ("allowedCoins", "array"),
            ("bitgoEmployee", "boolean"),
            ("currency", "object"),
            ("disableReset2FA", "boolean"),
            ("featureFlags", "array"),
            ("forceResetPassword", "boolean"),
            ("identity", "object"),
            ("otpDevices", "array"),
            ("timezone", "string"),
        ],
    );
    has(&user["name"], &[("first", "string"), ("last", "string"), ("full", "string")]);
    has(&user["email"], &[("email", "string"), ("verified", "boolean")]);
    has(&user["agreements"], &[("patriotAct", "number"), ("termsOfUse", "number")]);
    has(&user["currency"], &[("bitcoinUnit", "string"), ("currency", "string")]);
    assert!(user["phone"].get("phone").is_some() && user["phone"]["verified"].is_boolean());
    for enterprise in user["enterprises"].as_array().unwrap() {
        has(enterprise, &[("id", "id"), ("name", "string"), ("permissions", "array")]);
    }
    for device in user["otpDevices"].as_array().unwrap() {
        has(device, &[("id", "string"), ("createDate", "time")]);
    }
}

#[tokio::test]
async fn people_sessions_and_enterprises_have_what_the_specification_requires() {
    let wire = Wire::start().await;
    let mut ids = Vec::new();
    for role in ["owner", "admin", "viewer"] {
        let account = wire.account(role).clone();
        let login = wire.try_login(&account.email, &account.password, json!(CODE)).await.ok();
        has(
            &login,
            &[
                ("expires_at", "number"),
                ("expires_in", "number"),
                ("scope", "array"),
                ("token_type", "string"),
                ("grant_type", "string"),
                ("user", "object"),
            ],
        );
        is_user(&login["user"]);
        let token = wire.open_token(&login, &account.password);
        is_user(&wire.get(&token, "/api/v2/user/me").await.ok()["user"]);
        let answer = wire.get(&token, "/api/v2/user/session").await.ok();
        has(&answer["session"], &[("id", "id"), ("isExtensible", "boolean")]);
        for unlocked in ["/api/v2/user/unlock", "/api/v2/user/lock"] {
            let answer = wire.post(&token, unlocked, &json!({ "otp": CODE })).await.ok();
            has(
                &answer["session"],
                &[
                    ("created", "time"),
                    ("expires", "time"),
                    ("id", "id"),
                    ("origin", "string"),
                    ("scope", "array"),
                    ("user", "id"),
                    ("ip", "string"),
                ],
            );
        }
        let enterprises = wire.get(&token, "/api/v2/enterprise").await.ok();
        for enterprise in enterprises["enterprises"].as_array().unwrap() {
            is_enterprise(enterprise);
        }
        ids.push((token, login["user"]["id"].as_str().unwrap().to_owned(), account.email));
    }
    let (token, _, _) = ids.first().unwrap();
    for (_, id, email) in &ids {
        let by_id = wire.get(token, &format!("/api/v2/user/{id}")).await.ok();
        has(&by_id["user"], &[("id", "id"), ("username", "string"), ("isActive", "boolean")]);
        let email = email.replace('@', "%40");
        assert_eq!(wire.get(token, &format!("/api/v2/user/{email}")).await.ok(), by_id);
    }
    wire.get(token, "/api/v2/user/00000000000000000000000000000000").await.refused(404, "UserNotFound");
    wire.get(token, "/api/v2/user/nobody%40treasury.example").await.refused(404, "UserNotFound");
    assert_eq!(wire.get(token, "/api/v2/user/somebody").await.status, 400);
}

fn is_enterprise(enterprise: &Value) {
    has(enterprise, &[("id", "id"), ("name", "string"), ("bitgoOrg", "string"), ("kycState", "string")]);
    has(
        enterprise,
        &[("legalIdentifiers", "object"), ("type", "string"), ("latestSAVersionSigned", "number")],
    );
    has(
        enterprise,
        &[("productLicenses", "array"), ("oneTimeFees", "array"), ("upfrontPaymentStatus", "string")],
    );
    let switches = [
        "canAccessBorrowing",
        "canAccessLending",
        "canAccessSettlement",
        "canAccessTrading",
        "canCreateColdWallet",
        "canCreateCustodialWallet",
        "canCreateHotWallet",
        "canCreateOffchainWallet",
        "ethAlwaysUseHop",
        "travelRule",
        "usersViewAllWallets",
        "videoIdWaived",
    ];
    has(enterprise, &switches.map(|name| (name, "boolean")));
}

#[tokio::test]
async fn tokens_and_totals_have_what_the_specification_requires() {
    let wire = Wire::start().await;
    let session = wire.login("owner").await;
    let made =
        wire.make_token(&session, &json!({ "spendingLimits": [{ "coin": "tbtc", "maxLimit": true }] })).await;
    has(&made, &[("token", "string")]);
    let (_, tokens) = wire.all_pages(&session, "/api/v2/user/accesstoken", "accessTokens").await;
    for token in tokens.iter().chain([&made]) {
        has(
            token,
            &[
                ("id", "id"),
                ("isExtensible", "boolean"),
                ("created", "time"),
                ("expires", "time"),
                ("scope", "array"),
                ("ipRestrict", "array"),
                ("label", "string"),
                ("user", "id"),
                ("origin", "string"),
            ],
        );
        for limit in
            token["unlock"]["spendingLimits"].as_object().into_iter().flat_map(|limits| limits.values())
        {
            has(limit, &[("txCount", "number"), ("txValue", "amount")]);
        }
        if let Some(limit) = token["unlock"].get("allErc20TokensLimit") {
            has(limit, &[("enabled", "boolean"), ("txCount", "number"), ("txValue", "string")]);
        }
    }
    for total in wire.get(&session, "/api/v2/wallet/balances").await.ok()["balances"].as_array().unwrap() {
        let texts = ["coin", "balanceString", "confirmedBalanceString", "spendableBalanceString"];
        has(total, &texts.map(|name| (name, "string")));
    }
    let ping = wire.open(reqwest::Method::GET, "/api/v2/ping", "").await.ok();
    assert_eq!(ping["status"], json!("service is ok!"));
}
