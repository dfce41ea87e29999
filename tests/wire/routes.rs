//! Every route once: what exactly is sent, what is read from the answer, and what becomes of errors.

use super::server::{Reply, Seen, Server, answer};
use super::{session_with, spec};
use countersign::bitgo::approvals::{ApprovalKind, ApprovalQuery, ApprovalState, Decision};
use countersign::bitgo::audit::AuditQuery;
use countersign::bitgo::enterprises::EnterpriseRole;
use countersign::bitgo::error::{Error, ErrorKind};
use countersign::bitgo::outcome::Outcome;
use countersign::bitgo::paging::Pages;
use countersign::bitgo::policies::{ActionKind, ConditionChange, RuleAction, RuleKind, RuleRequest};
use countersign::bitgo::session::Session;
use countersign::bitgo::shares::ShareState;
use countersign::bitgo::signing::AuthVersion;
use countersign::bitgo::templates::{LimitDraft, LimitsDraft, TemplateDraft};
use countersign::bitgo::transfers::{Direction, TransferQuery, TransferState};
use countersign::bitgo::wallet::FreezeFor;
use futures::StreamExt;
use futures::future::BoxFuture;
use serde_json::{Value, json};
use std::fmt::Debug;

/// What an operation gave, in the words of `Debug`.
type Asked = BoxFuture<'static, Result<String, Error>>;

/// One operation.
struct Case {
    /// As the specification names it.
    route: &'static str,
    /// Path and query as they go over the wire.
    path: &'static str,
    /// The body; `null` for none.
    body: Value,
    /// What the server answers.
    answer: (u16, Value),
    ask: fn(Session) -> Asked,
    /// What has to be found in what was read.
    reads: &'static [&'static str],
}

const W: &str = "59cd72485007a239fb00282ed480da1f";
const S: &str = "09270d783ba7f3f869bb3e930af12423";

fn shown<T: Debug>(it: &T) -> String {
    format!("{it:?}")
}

/// Runs an operation to a text.
macro_rules! ask {
    (|$session:ident| $call:expr) => {
        |$session: Session| -> Asked { Box::pin(async move { $call.await.map(|it| shown(&it)) }) }
    };
}

/// Reads a list to its end.
macro_rules! list {
    (|$session:ident| $call:expr) => {
        |$session: Session| -> Asked { Box::pin(async move { all($call).await }) }
    };
}

async fn all<T: Debug>(mut pages: Pages<T>) -> Result<String, Error> {
    let mut out = String::new();
    while let Some(page) = pages.next().await {
        out.push_str(&shown(&page?));
    }
    Ok(out)
}

fn rule() -> RuleRequest {
    RuleRequest {
        id: "daily".into(),
        kind: RuleKind::VelocityLimit,
        coin: None,
        condition: Some(ConditionChange::Velocity {
            amount: "340282366920938463463374607431768211456".parse().unwrap(),
            time_window_secs: 86_400,
            group_tags: vec![],
        }),
        action: RuleAction { kind: ActionKind::GetApproval, user_ids: vec![] },
    }
}

fn rule_body() -> Value {
    json!({"id": "daily", "type": "velocityLimit",
        "condition": {"amountString": "340282366920938463463374607431768211456", "timeWindow": 86400, "groupTags": []},
        "action": {"type": "getApproval"}})
}

fn approval() -> Value {
    json!({"id": S, "coin": "tbtc", "wallet": W, "creator": "u2", "createDate": "2026-11-19T08:00:00.000Z", "state": "dreaming",
        "scope": "galaxy", "info": {"type": "levitationRequest", "levitationRequest": {"height": 1e30}}, "resolvers": [{"user": "u3",
        "resolutionAction": "approve", "resolutionType": "pending", "date": "2026-11-19T09:00:00.000Z"}], "mood": "good"})
}

fn sharing() -> Vec<Case> {
    let share = json!({"id": S, "coin": "tbtc", "wallet": W, "walletLabel": "Main", "fromUser": "u1", "toUser": "u2",
        "permission": "view,levitate", "message": "hi", "state": "frobbed", "enterprise": "e1", "surprise": 1});
    vec![
        Case {
            route: "GET /api/v2/walletshares",
            path: "/api/v2/walletshares",
            body: Value::Null,
            answer: (200, json!({"incoming": [share], "outgoing": []})),
            ask: ask!(|it| it.shares()),
            reads: &[r#"Other("frobbed")"#, r#"[View, Other("levitate")]"#, r#""surprise": Number(1)"#],
        },
        Case {
            route: "GET /api/v2/{coin}/walletshare/{shareId}",
            path: "/api/v2/ofc%3Ausd/walletshare/09270d783ba7f3f869bb3e930af12423",
            body: Value::Null,
            answer: (
                200,
                json!({"id": S, "permissions": "spend", "state": "active", "keychain": {"pub": "p", "encryptedPrv": "{}",
                "fromPubKey": "a", "toPubKey": "b", "path": "m/1"}}),
            ),
            ask: ask!(|it| it.share("ofc:usd", S)),
            reads: &["[Spend]", r#"from_pub_key: "a""#, "state: Active"],
        },
        Case {
            route: "GET /api/v2/{coin}/walletshare/{shareId}",
            path: "/api/v2/tbtc/walletshare/09270d783ba7f3f869bb3e930af12423?skipUnlock=true",
            body: Value::Null,
            answer: (200, json!({"id": S, "keychain": {}})),
            ask: ask!(|it| it.share_without_key("tbtc", S)),
            reads: &["keychain: None"],
        },
        Case {
            route: "POST /api/v2/{coin}/walletshare/{shareId}",
            path: "/api/v2/tbtc/walletshare/09270d783ba7f3f869bb3e930af12423",
            body: json!({"state": "rejected"}),
            answer: (200, json!({"state": "rejected", "changed": true})),
            ask: ask!(|it| it.reject_share("tbtc", S)),
            reads: &["Done(ShareUpdate { state: Rejected, is_changed: Some(true)"],
        },
        Case {
            route: "DELETE /api/v2/{coin}/walletshare/{shareId}",
            path: "/api/v2/tbtc/walletshare/09270d783ba7f3f869bb3e930af12423",
            body: Value::Null,
            answer: (200, json!({"state": "canceled", "changed": true})),
            ask: ask!(|it| it.cancel_share("tbtc", S)),
            reads: &["Done(ShareUpdate { state: Canceled"],
        },
        Case {
            route: "POST /api/v2/{coin}/walletshare/{shareId}/resendemail",
            path: "/api/v2/tbtc/walletshare/09270d783ba7f3f869bb3e930af12423/resendemail",
            body: Value::Null,
            answer: (200, json!({"resent": true})),
            ask: ask!(|it| it.resend_share_email("tbtc", S)),
            reads: &["true"],
        },
        Case {
            route: "GET /api/v2/walletshares/count",
            path: "/api/v2/walletshares/count?state=pendingapproval",
            body: Value::Null,
            answer: (200, json!({"enterprises": {"e1": {"walletSharesCount": 3}}})),
            ask: ask!(|it| it.share_counts(&ShareState::PendingApproval)),
            reads: &[r#"[("e1", 3)]"#],
        },
        Case {
            route: "GET /api/v2/walletsharerequests",
            path: "/api/v2/walletsharerequests",
            body: Value::Null,
            answer: (
                200,
                json!({"walletShareRequests": [{"id": S, "walletId": W, "coin": "tbtc", "walletLabel": "Main", "userId": "u2",
                "userEmail": "b@c.example", "userFullName": "Bo", "permissions": ["spend"], "created": "2026-11-19T08:00:00.000Z"}]}),
            ),
            ask: ask!(|it| it.share_wishes()),
            reads: &[r#"email: "b@c.example""#, "[Spend]"],
        },
        Case {
            route: "POST /api/v2/{coin}/wallet/{walletId}/requestreshare",
            path: "/api/v2/tbtc/wallet/59cd72485007a239fb00282ed480da1f/requestreshare",
            body: Value::Null,
            answer: (200, Value::Null),
            ask: ask!(|it| it.request_reshare("tbtc", W)),
            reads: &["Done(())"],
        },
        Case {
            route: "POST /api/v2/wallet/{walletId}/rejectreshare",
            path: "/api/v2/wallet/59cd72485007a239fb00282ed480da1f/rejectreshare",
            body: json!({"userId": "u2"}),
            answer: (200, Value::Null),
            ask: ask!(|it| it.reject_reshare(W, "u2")),
            reads: &["Done(())"],
        },
        Case {
            route: "POST /api/v1/user/sharingkey",
            path: "/api/v1/user/sharingkey",
            body: json!({"email": "bo@example.com"}),
            answer: (
                200,
                json!({"userId": "u2", "pubkey": "02ab", "path": "m/999999/1/1", "email": {"email": "bo@example.com"}}),
            ),
            ask: ask!(|it| it.look_up(" Bo@Example.com ")),
            reads: &[r#"user_id: "u2""#, r#"RecipientKey { pubkey: "02ab", path: "m/999999/1/1" }"#],
        },
    ]
}

fn wallets() -> Vec<Case> {
    let full = json!({"id": W, "coin": "tbtc", "type": "hologram", "users": [{"user": "u1", "permissions": ["admin", "hover"]}]});
    let one = "/api/v2/tbtc/wallet/59cd72485007a239fb00282ed480da1f";
    vec![
        Case {
            route: "GET /api/v2/{coin}/wallet/{walletId}",
            path: one,
            body: Value::Null,
            answer: (200, full.clone()),
            ask: ask!(|it| it.wallet("tbtc", W)),
            reads: &[r#"Other("hologram")"#, "hover"],
        },
        Case {
            route: "GET /api/v2/wallet/{walletId}",
            path: "/api/v2/wallet/59cd72485007a239fb00282ed480da1f",
            body: Value::Null,
            answer: (200, full.clone()),
            ask: ask!(|it| it.wallet_by_id(W)),
            reads: &[r#"coin: "tbtc""#],
        },
        Case {
            route: "GET /api/v2/{coin}/wallet",
            path: "/api/v2/tbtc/wallet?limit=500",
            body: Value::Null,
            answer: (200, json!({"coin": "tbtc", "wallets": [{"id": W, "balanceString": "12"}]})),
            ask: list!(|it| it.wallets_of_coin("tbtc")),
            reads: &[r#"coin: "tbtc""#, "is_last: true"],
        },
        Case {
            route: "GET /api/v2/{coin}/key/{id}",
            path: "/api/v2/tbtc/key/09270d783ba7f3f869bb3e930af12423",
            body: Value::Null,
            answer: (
                200,
                json!({"id": S, "pub": "xpub1", "source": "moon", "type": "independent", "encryptedPrv": "hush"}),
            ),
            ask: ask!(|it| it.key("tbtc", S)),
            reads: &[r#"Other("moon")"#, "[REDACTED"],
        },
        Case {
            route: "DELETE /api/v2/{coin}/wallet/{walletId}/user/{userId}",
            path: "/api/v2/tbtc/wallet/59cd72485007a239fb00282ed480da1f/user/09270d783ba7f3f869bb3e930af12423",
            body: Value::Null,
            answer: (202, approval()),
            ask: ask!(|it| it.remove_wallet_user("tbtc", W, S)),
            reads: &["Waits(", r#"approval_ids: ["09270d783ba7f3f869bb3e930af12423"]"#],
        },
        Case {
            route: "POST /api/v2/{coin}/wallet/{walletId}/freeze",
            path: "/api/v2/tbtc/wallet/59cd72485007a239fb00282ed480da1f/freeze",
            body: json!({"duration": "max"}),
            answer: (
                200,
                json!({"time": "2026-11-20T12:00:00.000Z", "expires": "2026-11-21T12:00:00.000Z", "reason": "UserRequest"}),
            ),
            ask: ask!(|it| it.freeze_wallet("tbtc", W, FreezeFor::Longest)),
            reads: &["Done(Freeze {", "expires: Some(2026-11-21T12:00:00Z)", "UserRequest"],
        },
        Case {
            route: "POST /api/v2/{coin}/wallet/{walletId}/policy/rule",
            path: "/api/v2/tbtc/wallet/59cd72485007a239fb00282ed480da1f/policy/rule",
            body: rule_body(),
            answer: (200, full.clone()),
            ask: ask!(|it| it.add_policy_rule("tbtc", W, &rule())),
            reads: &["Done(Wallet {"],
        },
        Case {
            route: "PUT /api/v2/{coin}/wallet/{walletId}/policy/rule",
            path: "/api/v2/tbtc/wallet/59cd72485007a239fb00282ed480da1f/policy/rule",
            body: rule_body(),
            answer: (202, approval()),
            ask: ask!(|it| it.change_policy_rule("tbtc", W, &rule())),
            reads: &["Waits(", r#"Other("levitationRequest")"#],
        },
        Case {
            route: "DELETE /api/v2/{coin}/wallet/{walletId}/policy/rule",
            path: "/api/v2/tbtc/wallet/59cd72485007a239fb00282ed480da1f/policy/rule",
            body: rule_body(),
            answer: (200, json!({"error": "needs another approval", "pendingApproval": approval()})),
            ask: ask!(|it| it.remove_policy_rule("tbtc", W, &rule())),
            reads: &["Waits(", "needs another approval"],
        },
        Case {
            route: "GET /api/v2/{coin}/wallet/{walletId}/transfer",
            path: "/api/v2/tbtc/wallet/59cd72485007a239fb00282ed480da1f/transfer?limit=100&state=confirmed&type=send&dateGte=2026-11-01T00%3A00%3A00Z&allTokens=true",
            body: Value::Null,
            answer: (
                200,
                json!({"coin": "tbtc", "transfers": [{"id": S, "coin": "tbtc", "wallet": W, "valueString": "-340282366920938463463374607431768211456",
                "value": -3.4e38, "baseValueString": "1.5", "usd": 1.1, "state": "vanished", "type": "sideways", "txid": "t", "date": "2026-11-19T08:00:00.000Z"}]}),
            ),
            ask: list!(|it| it.transfers(
                "tbtc",
                W,
                TransferQuery {
                    states: vec![TransferState::Confirmed],
                    direction: Some(Direction::Send),
                    from: Some("2026-11-01T00:00:00Z".parse().unwrap()),
                    all_tokens: true,
                    ..TransferQuery::default()
                }
            )),
            reads: &[
                "-340282366920938463463374607431768211456",
                r#"Unreadable("1.5")"#,
                r#"Other("vanished")"#,
                r#"Other("sideways")"#,
                "1.1",
            ],
        },
        Case {
            route: "GET /api/v2/enterprise/{enterpriseId}/transfer",
            path: "/api/v2/enterprise/59cd72485007a239fb00282ed480da1f/transfer?limit=100",
            body: Value::Null,
            answer: (200, json!({"transfers": []})),
            ask: list!(|it| it.enterprise_transfers(W, TransferQuery::default())),
            reads: &["items: []", "is_last: true"],
        },
    ]
}

fn approvals() -> Vec<Case> {
    vec![
        Case {
            route: "GET /api/v2/pendingapprovals",
            path: "/api/v2/pendingapprovals?limit=500&expandWalletLabels=true&walletId=59cd72485007a239fb00282ed480da1f&enterpriseId=e1&enterpriseId=e2&coin=tbtc&state=pending&state=dreaming&requestType=transactionRequest",
            body: Value::Null,
            answer: (200, json!({"pendingApprovals": [approval()], "count": 1})),
            ask: list!(|it| it.pending_approvals(ApprovalQuery {
                wallet: Some(W.into()),
                enterprises: vec!["e1".into(), "e2".into()],
                coins: vec!["tbtc".into()],
                states: vec![ApprovalState::Pending, ApprovalState::Other("dreaming".into())],
                kinds: vec![ApprovalKind::Transaction],
                scope: None,
                page_size: 9999,
            })),
            reads: &[
                r#"Other("dreaming")"#,
                r#"Other("galaxy")"#,
                r#"Other("levitationRequest")"#,
                "Number(1e+30)",
                "mood",
            ],
        },
        Case {
            route: "GET /api/v2/pendingapprovals/{approvalId}",
            path: "/api/v2/pendingapprovals/09270d783ba7f3f869bb3e930af12423",
            body: Value::Null,
            answer: (200, approval()),
            ask: ask!(|it| it.pending_approval(S)),
            reads: &[r#"creator: "u2""#, r#"action: Some("approve")"#],
        },
        Case {
            route: "PUT /api/v2/pendingapprovals/{approvalId}",
            path: "/api/v2/pendingapprovals/09270d783ba7f3f869bb3e930af12423",
            body: json!({"state": "approved", "otp": "0000000"}),
            answer: (200, json!({"id": S, "state": "approved", "info": {"type": "userChangeRequest"}})),
            ask: ask!(|it| it.decide_approval(S, Decision::Approve, Some(&"0000000".into()))),
            reads: &["Done(PendingApproval {"],
        },
        Case {
            route: "PUT /api/v2/pendingapprovals/{approvalId}",
            path: "/api/v2/pendingapprovals/09270d783ba7f3f869bb3e930af12423",
            body: json!({"state": "rejected"}),
            answer: (200, approval()),
            ask: ask!(|it| it.decide_approval(S, Decision::Reject, None)),
            reads: &["Waits("],
        },
        Case {
            route: "GET /api/v2/pendingapprovals/count",
            path: "/api/v2/pendingapprovals/count?actionable=true",
            body: Value::Null,
            answer: (
                200,
                json!({"enterprises": {"e1": {"pendingApprovalsCount": 2}}, "organizations": {"o1": {"pendingApprovalsCount": 5}}}),
            ),
            ask: ask!(|it| it.approval_counts(true)),
            reads: &[r#"[("e1", 2)]"#, r#"[("o1", 5)]"#],
        },
        Case {
            route: "GET /api/v2/pendingapprovals/{approvalId}/transfer",
            path: "/api/v2/pendingapprovals/09270d783ba7f3f869bb3e930af12423/transfer",
            body: Value::Null,
            answer: (200, json!({"transfer": {"id": W, "coin": "tbtc", "valueString": "-5"}})),
            ask: ask!(|it| it.approval_transfer(S)),
            reads: &["Some(Transfer {", "-5"],
        },
    ]
}

fn enterprises() -> Vec<Case> {
    vec![
        Case {
            route: "GET /api/v2/enterprise",
            path: "/api/v2/enterprise",
            body: Value::Null,
            answer: (
                200,
                json!({"enterprises": [{"id": "e1", "name": "Treasury", "permissions": ["admin", "poet"], "freeze": {}}]}),
            ),
            ask: ask!(|it| it.enterprises()),
            reads: &[r#"[Admin, Other("poet")]"#, "freeze: None"],
        },
        Case {
            route: "GET /api/v2/enterprise/{enterpriseId}",
            path: "/api/v2/enterprise/e1",
            body: Value::Null,
            answer: (200, json!({"id": "e1", "name": "Treasury", "approvalsRequired": 2})),
            ask: ask!(|it| it.enterprise("e1")),
            reads: &["approvals_required: Some(2)"],
        },
        Case {
            route: "GET /api/v1/enterprise/{enterpriseId}/user",
            path: "/api/v1/enterprise/e1/user",
            body: Value::Null,
            answer: (
                200,
                json!({"adminUsers": [{"id": "u1", "username": "ada", "fullName": "Ada L", "email": {"email": "a@b"}}],
                "nonAdminUsers": [{"id": "u2", "firstName": "Bo", "lastName": "M", "isActive": false}], "count": 3}),
            ),
            ask: ask!(|it| it.enterprise_people("e1")),
            reads: &[r#"name: "Ada L""#, r#"name: "Bo M""#, "is_incomplete: true", "is_active: Some(false)"],
        },
        Case {
            route: "POST /api/v2/enterprise/{enterpriseId}/user",
            path: "/api/v2/enterprise/e1/user",
            body: json!({"username": "bo@example.com", "permission": "auditor"}),
            answer: (202, approval()),
            ask: ask!(|it| it.add_enterprise_person("e1", "bo@example.com ", Some(&EnterpriseRole::Auditor))),
            reads: &["Waits("],
        },
        Case {
            route: "PUT /api/v2/enterprise/{enterpriseId}/user",
            path: "/api/v2/enterprise/e1/user?userId=u2&role=wallet.create",
            body: Value::Null,
            answer: (200, json!("ok")),
            ask: ask!(|it| it.change_enterprise_role("e1", "u2", &EnterpriseRole::WalletCreator)),
            reads: &["Done(())"],
        },
        Case {
            route: "DELETE /api/v2/enterprise/{enterpriseId}/user",
            path: "/api/v2/enterprise/e1/user",
            body: json!({"username": "bo@example.com"}),
            answer: (202, json!({"pendingApprovals": [approval()]})),
            ask: ask!(|it| it.remove_enterprise_person("e1", "bo@example.com")),
            reads: &["Waits(", r#"approval_ids: ["09270d783ba7f3f869bb3e930af12423"]"#],
        },
        Case {
            route: "GET /api/v2/auditlog",
            path: "/api/v2/auditlog?limit=100&enterpriseId=e1&type=createAccessToken&type=newThing&dateLt=2026-11-20T00%3A00%3A00Z",
            body: Value::Null,
            answer: (
                200,
                json!({"logs": [{"id": S, "type": "newThing", "isBitGoAdminAction": true, "data": {"x": 1}, "date": "2026-11-19T08:00:00.000Z"}]}),
            ),
            ask: list!(|it| it.audit_log(AuditQuery {
                enterprise: Some("e1".into()),
                kinds: vec!["createAccessToken".into(), "newThing".into()],
                until: Some("2026-11-20T00:00:00Z".parse().unwrap()),
                ..AuditQuery::default()
            })),
            reads: &[r#"kind: "newThing""#, "is_platform_action: true", r#""x": Number(1)"#],
        },
    ]
}

fn templates() -> Vec<Case> {
    let template = json!({"id": S, "name": "ops", "userId": "u1", "tokenScopes": ["wallet_view_all", "hover"], "tokenLimits":
        {"spendingLimits": [{"coin": "tbtc", "txValueLimit": "340282366920938463463374607431768211456"}], "new": 1}});
    vec![
        Case {
            route: "GET /api/v2/user/accesstokentemplate",
            path: "/api/v2/user/accesstokentemplate?limit=100",
            body: Value::Null,
            answer: (200, json!({"accessTokenTemplates": [template]})),
            ask: list!(|it| it.token_templates()),
            reads: &[
                "hover",
                "340282366920938463463374607431768211456",
                r#""tokenLimits": Object {"new": Number(1)}"#,
            ],
        },
        Case {
            route: "GET /api/v2/user/accesstokentemplate/{id}",
            path: "/api/v2/user/accesstokentemplate/09270d783ba7f3f869bb3e930af12423",
            body: Value::Null,
            answer: (200, template.clone()),
            ask: ask!(|it| it.token_template(S)),
            reads: &[r#"name: "ops""#],
        },
        Case {
            route: "POST /api/v2/user/accesstokentemplate",
            path: "/api/v2/user/accesstokentemplate",
            body: json!({"name": "ops", "enterpriseId": "e1", "tokenScopes": ["wallet_view_all"], "allowedIPs": ["203.0.113.0/24"],
                "tokenLimits": {"spendingLimits": [{"coin": "tbtc", "txValueLimit": "5"}]}}),
            answer: (200, template.clone()),
            ask: ask!(|it| it.create_token_template(&draft())),
            reads: &[r#"name: "ops""#],
        },
        Case {
            route: "PATCH /api/v2/user/accesstokentemplate/{id}",
            path: "/api/v2/user/accesstokentemplate/09270d783ba7f3f869bb3e930af12423",
            body: json!({"name": "ops", "tokenScopes": ["wallet_view_all"], "allowedIPs": ["203.0.113.0/24"],
                "tokenLimits": {"spendingLimits": [{"coin": "tbtc", "txValueLimit": "5"}]}}),
            answer: (200, template),
            ask: ask!(|it| it.change_token_template(S, &draft())),
            reads: &[r#"name: "ops""#],
        },
        Case {
            route: "DELETE /api/v2/user/accesstokentemplate/{id}",
            path: "/api/v2/user/accesstokentemplate/09270d783ba7f3f869bb3e930af12423",
            body: Value::Null,
            answer: (200, json!({"id": S})),
            ask: ask!(|it| it.delete_token_template(S)),
            reads: &["()"],
        },
        Case {
            route: "GET /api/v1/user/settings",
            path: "/api/v1/user/settings",
            body: Value::Null,
            answer: (200, json!({"settings": {"ecdhKeychain": "xpub1", "digest": "daily"}})),
            ask: ask!(|it| it.settings()),
            reads: &[r#"ecdh_keychain: Some("xpub1")"#, "digest"],
        },
        Case {
            route: "POST /api/v1/keychain/{xpub}",
            path: "/api/v1/keychain/xpub1",
            body: json!({}),
            answer: (200, json!({"xpub": "xpub1", "encryptedXprv": "hush", "path": "m"})),
            ask: ask!(|it| it.ecdh_keychain("xpub1")),
            reads: &[r#"xpub: "xpub1""#, "[REDACTED"],
        },
        Case {
            route: "PUT /api/v2/user/settings",
            path: "/api/v2/user/settings",
            body: json!({"settings": {"ecdhKeychain": "xpub1"}}),
            answer: (200, json!({})),
            ask: ask!(|it| it.enter_ecdh_keychain("xpub1")),
            reads: &["()"],
        },
    ]
}

fn draft() -> TemplateDraft {
    let limit =
        LimitDraft { coin: "tbtc".into(), limit_base_units: Some("5".parse().unwrap()), is_maximum: false };
    TemplateDraft {
        name: Some("ops".into()),
        enterprise: Some("e1".into()),
        scopes: Some(vec!["wallet_view_all".into()]),
        addresses: Some(vec!["203.0.113.0/24".into()]),
        limits: Some(LimitsDraft { spending_limits: vec![limit], all_erc20_tokens_limit: None }),
        ..TemplateDraft::default()
    }
}

fn cases() -> Vec<Case> {
    [sharing(), wallets(), approvals(), enterprises(), templates()].into_iter().flatten().collect()
}

/// Answers everything with this.
fn always(status: u16, body: &Value) -> Server {
    let text = if body.is_null() { String::new() } else { body.to_string() };
    Server::behind_a_session(move |seen, _| answer(status, &text).signed(seen).into())
}

#[tokio::test]
async fn every_route_sends_what_the_platform_describes_and_reads_what_it_answers() {
    let mut described = 0;
    for case in cases() {
        let server = always(case.answer.0, &case.answer.1);
        let session = session_with(&server, AuthVersion::V3).await;
        let read = (case.ask)(session).await.unwrap_or_else(|error| panic!("{}: {error:?}", case.route));
        let seen: Vec<Seen> = server.seen();
        assert_eq!(seen.len(), 1, "{}", case.route);
        assert_eq!(seen[0].path, case.path);
        let body = if seen[0].body.is_empty() { Value::Null } else { seen[0].json() };
        assert_eq!(body, case.body, "{}", case.route);
        spec::assert_described(&seen[0], case.route);
        described += usize::from(spec::is_described(case.route));
        for part in case.reads {
            assert!(read.contains(part), "{}: no {part} in {read}", case.route);
        }
    }
    assert!(described >= 35, "only {described} routes were held against the specification");
}

#[tokio::test]
async fn every_route_tells_a_refusal_and_repeats_nothing_but_a_get() {
    let refusal =
        json!({"error": "no way", "name": "NoWay", "requestId": "srv-9", "context": {"needsUnlock": true}});
    for case in cases() {
        let server = always(403, &refusal);
        let error = (case.ask)(session_with(&server, AuthVersion::V3).await).await.unwrap_err();
        assert_eq!((error.status, error.name.as_deref()), (Some(403), Some("NoWay")), "{}", case.route);
        assert_eq!(error.request_id.as_deref(), Some("srv-9"), "{}", case.route);
        assert!(error.flags.needs_unlock && !error.may_have_happened());
        assert_eq!(server.seen().len(), 1, "{}", case.route);

        let is_get = case.route.starts_with("GET");
        let server = Server::behind_a_session(|_, _| Reply::Close);
        let error = (case.ask)(session_with(&server, AuthVersion::V3).await).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Interrupted, "{}", case.route);
        assert_eq!(server.seen().len(), if is_get { 3 } else { 1 }, "{}", case.route);
    }
}

#[tokio::test]
async fn an_answer_that_is_no_such_thing_is_an_error_or_a_success_without_content() {
    for case in cases() {
        let server = always(200, &json!([7]));
        let result = (case.ask)(session_with(&server, AuthVersion::V3).await).await;
        let needs_nothing = ["Done(())", "()", "true"].iter().any(|it| case.reads == [*it]);
        match result {
            Err(error) => {
                assert!(matches!(error.kind, ErrorKind::NotUnderstood(_)), "{}: {error:?}", case.route)
            }
            Ok(read) => assert!(needs_nothing || case.answer.0 == 202, "{} read {read}", case.route),
        }
    }
}

#[tokio::test]
async fn every_list_goes_on_where_it_stopped_and_says_when_it_is_incomplete() {
    for case in cases()
        .into_iter()
        .filter(|case| case.reads.contains(&"is_last: true") || case.path.contains("limit="))
    {
        let name = case.answer.1.as_object().unwrap().iter().find(|(_, it)| it.is_array()).unwrap().0.clone();
        let list = name.clone();
        let server = Server::behind_a_session(move |seen, _| {
            let body = match seen.path.split_once("prevId=") {
                None => json!({&list: [{"id": "a"}, {"id": "b"}], "totalCount": 5, "nextBatchPrevId": "b"}),
                Some((_, "b")) => json!({&list: [{"id": "b"}, {"id": "c"}], "totalCount": 5}),
                Some((_, other)) => panic!("asked for {other}"),
            };
            answer(200, &body.to_string()).signed(seen).into()
        });
        let read = (case.ask)(session_with(&server, AuthVersion::V3).await).await.unwrap();
        let seen = server.seen();
        assert_eq!(seen.len(), 2, "{}", case.route);
        assert!(
            seen[1].path.starts_with(case.path) && seen[1].path.ends_with("&prevId=b"),
            "{}",
            seen[1].path
        );
        assert!(
            read.contains("so_far: 3, repeated: 1") && read.contains("total: Some(5)"),
            "{}: {read}",
            case.route
        );

        let circle = name.clone();
        let server = Server::behind_a_session(move |seen, _| {
            answer(200, &json!({&circle: [{"id": "a"}], "nextBatchPrevId": "a"}).to_string())
                .signed(seen)
                .into()
        });
        let error = (case.ask)(session_with(&server, AuthVersion::V3).await).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::ListRepeats, "{}", case.route);
    }
}

#[tokio::test]
async fn a_freeze_of_no_time_is_not_sent() {
    let server = always(200, &json!({}));
    let session = session_with(&server, AuthVersion::V3).await;
    assert!(session.freeze_wallet("tbtc", W, FreezeFor::Secs(0)).await.is_err());
    assert!(server.seen().is_empty());
    let outcome = session.freeze_wallet("tbtc", W, FreezeFor::Secs(60)).await.unwrap();
    assert!(matches!(outcome, Outcome::Done(_)));
    assert_eq!(server.seen()[0].json(), json!({"duration": 60}));
}
