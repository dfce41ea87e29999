//! Shares, keys, approvals, transfers, templates, people and the audit log have the fields that the platform's published
//! specification requires, in the types and patterns it gives them. The tables are copied from it by hand.

use serde_json::{Value, json};

use crate::sharing::{Demo, wallet};
use crate::spec_documents::{has, is_id};
use crate::wire::{CODE, Wire};

const SHARE: &[(&str, &str)] = &[
    ("id", "id"),
    ("coin", "string"),
    ("wallet", "id"),
    ("walletLabel", "string"),
    ("fromUser", "id"),
    ("toUser", "id"),
    ("permissions", "string"),
    ("message", "string"),
    ("state", "string"),
    ("enterprise", "id"),
];
const APPROVAL: &[(&str, &str)] = &[
    ("id", "id"),
    ("creator", "id"),
    ("createDate", "time"),
    ("info", "object"),
    ("state", "string"),
    ("scope", "string"),
    ("enterprise", "id"),
    ("approvalsRequired", "number"),
    ("resolvers", "array"),
];
const TRANSFER: &[(&str, &str)] = &[
    ("id", "id"),
    ("coin", "string"),
    ("wallet", "id"),
    ("txid", "string"),
    ("height", "number"),
    ("date", "time"),
    ("confirmations", "number"),
    ("type", "string"),
    ("valueString", "string"),
    ("usd", "number"),
    ("usdRate", "number"),
    ("state", "string"),
    ("tags", "array"),
    ("history", "array"),
    ("comment", "string"),
    ("coinSpecific", "object"),
];

/// Every approval's details under its own type (spec: `PendingApprovalInfo`).
const DETAILS: &[(&str, &[(&str, &str)])] = &[
    ("userChangeRequest", &[("action", "string"), ("userChanged", "id"), ("permissions", "array")]),
    (
        "transactionRequest",
        &[
            ("recipients", "array"),
            ("coinSpecific", "object"),
            ("sourceWallet", "id"),
            ("validTransaction", "string"),
            ("isUnsigned", "boolean"),
        ],
    ),
    ("policyRuleRequest", &[("action", "string"), ("update", "object")]),
    ("updateApprovalsRequiredRequest", &[("requestedApprovalsRequired", "number")]),
    ("updateEnterpriseRequest", &[("action", "string"), ("userId", "id"), ("email", "string")]),
    ("genericRequest", &[("resourceType", "string"), ("changeType", "string")]),
    ("updateWalletTagsRequest", &[("action", "string"), ("customTags", "array")]),
    ("transactionRequestFull", &[("txRequestId", "string"), ("intent", "object"), ("txRequest", "object")]),
    ("updateWalletSettingRequest", &[("userKeySigningRequired", "object")]),
    (
        "enterpriseInviteRequest",
        &[("action", "string"), ("userId", "id"), ("email", "string"), ("enterpriseInfo", "object")],
    ),
    (
        "updateOrganizationRequest",
        &[("action", "string"), ("userId", "id"), ("email", "string"), ("role", "string")],
    ),
];
/// Spec: `TransactionRequestLite` in `transactionRequestFull`.
const TX_REQUEST: &[(&str, &str)] = &[
    ("txRequestId", "string"),
    ("walletId", "id"),
    ("version", "number"),
    ("state", "string"),
    ("date", "time"),
    ("createdDate", "time"),
    ("userId", "id"),
    ("initiatedBy", "id"),
    ("updatedBy", "id"),
    ("intents", "array"),
    ("latest", "boolean"),
];

async fn items(wire: &Wire, token: &str, path: &str, list: &str) -> Vec<Value> {
    let (_, items) = wire.all_pages(token, path, list).await;
    assert!(!items.is_empty(), "{path}");
    items
}

#[tokio::test]
async fn shares_requests_and_keys() {
    let wire = Wire::start().await;
    let (owner, admin) = (wire.login("owner").await, wire.login("admin").await);
    let shares = wire.get(&owner, "/api/v2/walletshares").await.ok();
    let (incoming, outgoing) =
        (shares["incoming"].as_array().unwrap(), shares["outgoing"].as_array().unwrap());
    assert!(!incoming.is_empty() && outgoing.len() >= 3);
    for share in incoming.iter().chain(outgoing) {
        has(share, SHARE);
        assert_eq!(share["state"] == "pendingapproval", share.get("pendingApprovalId").is_some());
    }
    let requests = wire.get(&owner, "/api/v2/walletsharerequests").await.ok();
    for request in requests["walletShareRequests"].as_array().unwrap() {
        has(request, &[("id", "string"), ("walletId", "id"), ("walletLabel", "string"), ("coin", "string")]);
        has(
            request,
            &[("userId", "string"), ("userEmail", "string"), ("userFullName", "string"), ("created", "time")],
        );
        assert_eq!(request["permissions"], json!(["spend"]));
    }
    wire.post(&admin, "/api/v2/user/unlock", &json!({ "otp": CODE })).await.ok();
    for (label, places, has_prv) in [
        ("Operations hot", 3, true),
        ("Validator rewards", 3, true),
        ("Cold reserve 1", 3, false),
        ("Insurance pool", 3, false),
        ("Trading account USD", 1, true),
    ] {
        let (path, wallet) = wallet(&wire, &admin, label).await;
        let keys = wallet["keys"].as_array().unwrap();
        assert_eq!(keys.len(), places, "{label}");
        for (place, key) in keys.iter().enumerate() {
            let coin = path.split('/').nth(3).unwrap();
            let key = wire.get(&admin, &format!("/api/v2/{coin}/key/{}", key.as_str().unwrap())).await.ok();
            has(&key, &[("id", "id"), ("pub", "string"), ("source", "string"), ("type", "string")]);
            assert_eq!(key.get("encryptedPrv").is_some(), has_prv && place == 0, "{label} {place}");
            let is_mpc = wallet["multisigType"] == "tss";
            assert_eq!(key["commonKeychain"].as_str().map(str::len), is_mpc.then_some(130), "{label}");
        }
    }
}

#[tokio::test]
async fn approvals_of_every_kind() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    let path = "/api/v2/pendingapprovals?state=pending&state=approved&state=rejected";
    let approvals = items(&wire, &owner, path, "pendingApprovals").await;
    for approval in &approvals {
        has(approval, APPROVAL);
        assert_eq!(approval["scope"] == "wallet", approval.get("wallet").is_some());
        for resolver in approval["resolvers"].as_array().unwrap() {
            has(resolver, &[("resolutionType", "string"), ("user", "id"), ("date", "time")]);
        }
    }
    for (kind, fields) in DETAILS {
        let mut found = approvals.iter().filter(|it| it["info"]["type"] == *kind);
        has(&found.next().unwrap_or_else(|| panic!("{kind}"))["info"][*kind], fields);
    }
    let the = |kind: &str| {
        let found = approvals.iter().find(|it| it["info"]["type"] == kind);
        found.unwrap_or_else(|| panic!("{kind}"))["info"][kind].clone()
    };
    let request = the("transactionRequestFull");
    has(&request["txRequest"], TX_REQUEST);
    has(&request["intent"], &[("intentType", "string"), ("recipients", "array")]);
    for recipient in request["intent"]["recipients"].as_array().unwrap() {
        has(&recipient["amount"], &[("value", "string"), ("symbol", "string")]);
        has(&recipient["address"], &[("address", "string")]);
    }
    for unsigned in request["txRequest"]["unsignedTxs"].as_array().unwrap() {
        has(unsigned, &[("parsedTx", "object"), ("serializedTxHex", "string"), ("signableHex", "string")]);
        has(&unsigned["feeInfo"], &[("fee", "string"), ("feeString", "string")]);
        let parsed =
            [("inputs", "array"), ("minerFee", "string"), ("outputs", "array"), ("spendAmount", "string")];
        has(&unsigned["parsedTx"], &parsed);
    }
    let setting = the("updateWalletSettingRequest");
    has(&setting["userKeySigningRequired"], &[("oldValue", "boolean"), ("newValue", "boolean")]);
    let invitation = the("enterpriseInviteRequest");
    let info =
        [("id", "id"), ("invitedBy", "object"), ("name", "string"), ("requiredVerificationStep", "string")];
    has(&invitation["enterpriseInfo"], &info);
    let inviter = [("id", "id"), ("email", "string"), ("fullName", "string")];
    has(&invitation["enterpriseInfo"]["invitedBy"], &inviter);
    for approval in &approvals {
        for event in approval["securityControlEvents"].as_array().into_iter().flatten() {
            has(event, &[("date", "time"), ("result", "string"), ("user", "id"), ("ip", "string")]);
        }
        for result in approval["singleRunResults"].as_array().into_iter().flatten() {
            has(result, &[("ruleId", "string"), ("triggered", "boolean")]);
        }
    }
    // A list that changes by one entry is told as that entry.
    let changes = approvals.iter().map(|it| &it["info"]["policyRuleRequest"]["update"]["condition"]);
    assert!(changes.clone().any(|it| it["add"]["item"].is_string() && it.get("entries").is_none()));
    for state in ["pending", "approved", "rejected"] {
        assert!(approvals.iter().any(|it| it["state"] == state), "{state}");
    }
}

#[tokio::test]
async fn transfers_of_wallets_and_enterprises() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    let demo = Demo::of(&wire);
    let of_wallet = items(&wire, &owner, &format!("{}/transfer?limit=3", demo.path()), "transfers").await;
    let enterprise = wallet(&wire, &owner, "Operations hot").await.1["enterprise"].clone();
    let path = format!("/api/v2/enterprise/{}/transfer?limit=500", enterprise.as_str().unwrap());
    let of_enterprise = items(&wire, &owner, &path, "transfers").await;
    for transfer in of_wallet.iter().chain(&of_enterprise) {
        has(transfer, TRANSFER);
        let value = transfer["valueString"].as_str().unwrap();
        assert!(value.parse::<num_bigint::BigInt>().is_ok(), "{value}");
        assert_eq!(value.starts_with('-'), transfer["type"] == "send");
        for entry in transfer["entries"].as_array().unwrap() {
            has(entry, &[("address", "string"), ("valueString", "string")]);
        }
        for step in transfer["history"].as_array().unwrap() {
            has(step, &[("date", "time"), ("action", "string")]);
        }
    }
    for list in [&of_wallet, &of_enterprise] {
        let dates: Vec<&str> = list.iter().map(|it| it["date"].as_str().unwrap()).collect();
        assert!(dates.is_sorted_by(|a, b| a >= b));
    }
    assert!(of_wallet.iter().all(|it| of_enterprise.contains(it)));
    let narrowed = async |filter: &str| {
        let path = format!("{}/transfer?limit=500&{filter}", demo.path());
        wire.get(&owner, &path).await.ok()["transfers"].as_array().unwrap().len()
    };
    assert_eq!(narrowed("type=send").await + narrowed("type=receive").await, of_wallet.len());
    assert_eq!(narrowed("state=pendingApproval").await, 1);
    let date = of_wallet[1]["date"].as_str().unwrap();
    assert_eq!(
        narrowed(&format!("dateGte={date}")).await + narrowed(&format!("dateLt={date}")).await,
        of_wallet.len()
    );
    let viewer = wire.login("viewer").await;
    wire.get(&viewer, &format!("{}/transfer", demo.path())).await.refused(404, "WalletNotFound");
}

#[tokio::test]
async fn people_enterprises_and_the_audit_log() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    for enterprise in wire.get(&owner, "/api/v2/enterprise").await.ok()["enterprises"].as_array().unwrap() {
        let id = enterprise["id"].as_str().unwrap();
        let one = wire.get(&owner, &format!("/api/v2/enterprise/{id}")).await.ok();
        has(&one, &[("wallets", "array"), ("tags", "array"), ("hasScimClient", "boolean"), ("id", "id")]);
        let people = wire.get(&owner, &format!("/api/v1/enterprise/{id}/user")).await.ok();
        let all =
            [&people["adminUsers"], &people["nonAdminUsers"]].map(|list| list.as_array().unwrap().clone());
        assert_eq!(people["count"], json!(all.concat().len()));
        assert!(!all[0].is_empty());
        for person in all.concat() {
            has(
                &person,
                &[("id", "id"), ("username", "string"), ("fullName", "string"), ("isActive", "boolean")],
            );
            has(&person, &[("verified", "boolean"), ("email", "object"), ("identity", "object")]);
        }
    }
    let path = format!("/api/v2/enterprise/{}", "0".repeat(32));
    wire.get(&owner, &path).await.refused(404, "EnterpriseNotFound");
    for entry in items(&wire, &owner, "/api/v2/auditlog?limit=4", "logs").await {
        has(&entry, &[("id", "id"), ("type", "string"), ("isBitGoAdminAction", "boolean"), ("date", "time")]);
        assert!(entry["walletId"].is_null() || entry["walletId"].as_str().is_some_and(is_id));
    }
    let made = items(&wire, &owner, "/api/v2/auditlog?type=createAccessToken", "logs").await;
    assert!(made.len() >= 12, "of everyone in the enterprises that the owner administers");
}

#[tokio::test]
async fn a_template_fills_in_what_a_request_leaves_out() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    let path = "/api/v2/user/accesstokentemplate";
    let demo = Demo::of(&wire);
    let body = json!({
        "name": " Reporting ",
        "tokenScopes": ["wallet_view_all"],
        "allowedIPs": ["127.0.0.1"],
        "tokenLimits": { "spendingLimits": [{ "coin": "tbtc", "txValueLimit": "7" }] },
        "permittedWallets": [demo.wallet],
    });
    let made = wire.post(&owner, path, &body).await.ok();
    has(&made, &[("id", "string"), ("name", "string"), ("userId", "string"), ("createdAt", "time")]);
    assert_eq!(made["name"], json!("Reporting"));
    wire.post(&owner, path, &json!({ "name": "Reporting" })).await.refused(409, "DuplicateTemplateName");
    for bad in [
        json!({}),
        json!({ "name": "" }),
        json!({ "name": "x", "tokenScopes": ["unheard"] }),
        json!({ "name": "x", "allowedIPs": ["nowhere"] }),
        json!({ "name": "x", "permittedWallets": [demo.wallet], "permittedEnterprises": [demo.wallet] }),
        json!({ "name": "x", "enterpriseId": "0".repeat(32) }),
    ] {
        assert!((400..=403).contains(&wire.post(&owner, path, &bad).await.status), "{bad}");
    }
    let by_template = async |fields: Value| {
        let mut body = json!({ "label": "T", "otp": CODE, "accessTokenTemplateId": made["id"] });
        for (name, value) in fields.as_object().unwrap() {
            body[name] = value.clone();
        }
        wire.post(&owner, "/api/v2/user/accesstoken", &body).await.ok()
    };
    let token = by_template(json!({})).await;
    assert_eq!(token["scope"], json!(["wallet_view_all"]));
    assert_eq!(token["permittedWallets"], json!([demo.wallet]));
    assert_eq!(token["unlock"]["spendingLimits"]["tbtc"]["txValueLimit"], json!(7));
    let token = by_template(json!({ "scope": ["profile"], "ipRestrict": [] })).await;
    assert_eq!((&token["scope"], &token["ipRestrict"]), (&json!(["profile"]), &json!([])));

    let one = format!("{path}/{}", made["id"].as_str().unwrap());
    let change = json!({ "name": "Renamed" });
    let patched = wire.signed(&owner, reqwest::Method::PATCH, &one, &change).await.ok();
    assert_eq!((&patched["name"], &patched["tokenScopes"]), (&json!("Renamed"), &json!(["wallet_view_all"])));
    assert!(patched["permittedWallets"].is_null(), "a change that leaves the bound out takes it away");
    assert_eq!(wire.get(&owner, &one).await.ok(), patched);
    let cleared = json!({ "tokenScopes": [], "allowedIPs": [] });
    let patched = wire.signed(&owner, reqwest::Method::PATCH, &one, &cleared).await.ok();
    assert_eq!((&patched["tokenScopes"], &patched["allowedIPs"]), (&json!([]), &json!([])));
    let admin = wire.login("admin").await;
    wire.get(&admin, &one).await.refused(404, "AccessTokenTemplateNotFound");
    let (_, all) = wire.all_pages(&owner, &format!("{path}?limit=1"), "accessTokenTemplates").await;
    assert_eq!(all.len(), 2);
    wire.signed(&owner, reqwest::Method::DELETE, &one, &Value::Null).await.ok();
    wire.get(&owner, &one).await.refused(404, "AccessTokenTemplateNotFound");
}
