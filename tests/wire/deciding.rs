//! Deciding approvals, and the queue for looking people up.

use super::server::{Server, answer};
use super::{session_with, spec};
use countersign::bitgo::approvals::{
    BulkDecision, BulkRefusal, BulkRequest, BulkState, Change, Decision, PendingApproval,
};
use countersign::bitgo::policies::{Policy, RuleCondition, RuleKind};
use countersign::bitgo::signing::AuthVersion;
use serde_json::{Value, json};
use std::time::Duration;

async fn approval(value: Value) -> PendingApproval {
    let server = Server::behind_a_session(move |seen, _| answer(200, &value.to_string()).signed(seen).into());
    session_with(&server, AuthVersion::V3).await.pending_approval("a1").await.unwrap()
}

async fn change(kind: &str, content: Value) -> Change {
    approval(json!({"id": "a1", "state": "pending", "info": {"type": kind, kind: content}})).await.info.change
}

#[tokio::test]
async fn every_known_kind_tells_what_it_would_bring_about() {
    let content = json!({"action": "create", "permissions": ["spend"], "userChanged": "u2"});
    let Change::User { action, user, permissions } = change("userChangeRequest", content).await else {
        panic!()
    };
    assert_eq!(
        (action.as_str(), user.as_str(), permissions.as_slice()),
        ("create", "u2", &["spend".to_owned()][..])
    );

    let content = json!({"recipients": [{"address": "tb1", "amount": "340282366920938463463374607431768211456"}, {"address": "tb2", "amount": 1e21}],
        "requestedAmount": "5", "comment": null, "fee": 1.5});
    let Change::Withdrawal { recipients, fee, .. } = change("transactionRequest", content).await else {
        panic!()
    };
    let amounts: Vec<_> =
        recipients.iter().map(|it| it.amount.as_ref().unwrap().exact().unwrap().to_string()).collect();
    assert_eq!(amounts, ["340282366920938463463374607431768211456", "1000000000000000000000"]);
    assert!(fee.unwrap().exact().is_none(), "half a base unit is shown as it came");

    let content = json!({"intent": {"intentType": "payment", "recipients": [{"address": {"address": "0x1"}, "amount": {"value": "7", "symbol": "hteth"}}]}});
    let Change::Withdrawal { recipients, intent, .. } = change("transactionRequestFull", content).await
    else {
        panic!()
    };
    assert_eq!((recipients[0].address.as_str(), recipients[0].coin.as_deref()), ("0x1", Some("hteth")));
    assert_eq!(intent.as_deref(), Some("payment"));

    let content = json!({"action": "update", "update": {"id": "daily", "type": "velocityLimit", "condition": {"amountString": "9", "timeWindow": 60},
        "action": {"type": "deny"}}});
    let Change::Rule { rule, .. } = change("policyRuleRequest", content).await else { panic!() };
    assert!(matches!(rule.condition, RuleCondition::Velocity { time_window_secs: Some(60), .. }));

    let content = json!({"requestedApprovalsRequired": 3});
    assert_eq!(change("updateApprovalsRequiredRequest", content).await, Change::ApprovalsRequired(3));
    for kind in ["updateEnterpriseRequest", "updateOrganizationRequest", "enterpriseInviteRequest"] {
        let Change::Membership { email, .. } = change(kind, json!({"action": "add", "email": "b@c"})).await
        else {
            panic!()
        };
        assert_eq!(email.as_deref(), Some("b@c"));
    }
    assert!(matches!(change("genericRequest", json!({"description": "d"})).await, Change::Described { .. }));
    assert!(matches!(
        change("updateWalletTagsRequest", json!({"customTags": ["x"]})).await,
        Change::Tags { .. }
    ));
    for (kind, content) in [
        ("updateWalletSettingRequest", json!({})),
        ("newRequest", json!({"a": 1})),
        ("userChangeRequest", json!(7)),
    ] {
        assert_eq!(change(kind, content).await, Change::Unknown, "{kind}");
    }
    let odd = approval(
        json!({"id": "a1", "info": {"type": "newRequest", "newRequest": {"deep": [1]}, "also": true}}),
    )
    .await;
    assert_eq!(odd.info.raw["newRequest"], json!({"deep": [1]}), "nothing is hidden");
    assert!(!odd.state.is_decided(), "an unknown state is not taken for decided");
}

#[tokio::test]
async fn many_are_decided_at_once_and_each_has_its_result() {
    let of = |id: &str, kind: &str| approval(json!({"id": id, "state": "pending", "info": {"type": kind}}));
    let withdrawal = of("w", "transactionRequestFull").await;
    assert_eq!(BulkDecision::new(&withdrawal, Decision::Approve), Err(BulkRefusal::Withdrawal));
    assert_eq!(
        BulkDecision::new(&of("n", "newRequest").await, Decision::Reject),
        Err(BulkRefusal::UnknownKind)
    );
    let mut decisions = Vec::new();
    for id in ["a", "b", "c"] {
        decisions.push(BulkDecision::new(&of(id, "userChangeRequest").await, Decision::Approve).unwrap());
    }
    let server = Server::behind_a_session(|seen, _| {
        let results = json!([{"paId": "b", "status": "error", "message": "own request"}, {"paId": "a", "status": "success"}, {"paId": "x", "status": "maybe"}]);
        answer(200, &json!({"results": results}).to_string()).signed(seen).into()
    });
    let request = BulkRequest { approvals: decisions, stops_at_error: true };
    let results = session_with(&server, AuthVersion::V3).await.decide_approvals(&request).await.unwrap();
    let told: Vec<_> = results.iter().map(|it| (it.id.as_str(), it.state.clone())).collect();
    assert_eq!(
        told,
        [
            ("a", BulkState::Done),
            ("b", BulkState::Failed("own request".into())),
            ("c", BulkState::NotTold),
            ("x", BulkState::Other("maybe".into())),
        ]
    );
    let seen = &server.seen()[0];
    spec::assert_described(seen, "PUT /api/v2/pendingapprovals/bulkupdate");
    let entry = |id: &str| json!({"paId": id, "status": "approved"});
    assert_eq!(seen.json(), json!({"approvals": [entry("a"), entry("b"), entry("c")], "bailOnError": true}));
}

#[tokio::test]
async fn a_policy_is_read_in_all_its_shapes() {
    let rules = json!([
        {"id": "1", "type": "coinAddressWhitelist", "condition": {"addresses": ["tb1"], "metaData": {"tb1": {"label": "safe"}}}, "action": {"type": "deny"}, "lockDate": "2026-11-01T00:00:00.000Z"},
        {"id": "2", "type": "advancedWhitelist", "condition": {"entries": [{"item": "w1", "type": "walletId", "metaData": {"label": "ops", "owner": "o"}}]}, "action": {"type": "getApproval", "userIds": ["u1"]}},
        {"id": "3", "type": "transactionLimit", "condition": {"lowerBound": "5", "upperBound": "1e3"}, "lockDate": "2026-12-01T00:00:00.000Z", "mutabilityConstraint": "managed"},
        {"id": "4", "type": "webhook", "condition": {"url": "https://h.example"}},
        {"id": "5", "type": "allTx", "condition": {}},
        {"id": "6", "type": "moonPhase", "condition": {"phase": "full"}, "action": {"type": "howl"}},
    ]);
    let wallet =
        json!({"id": "w1", "coin": "tbtc", "admin": {"policy": {"id": "p", "version": 3, "rules": rules}}});
    let server =
        Server::behind_a_session(move |seen, _| answer(200, &wallet.to_string()).signed(seen).into());
    let wallet = session_with(&server, AuthVersion::V3).await.wallet("tbtc", "w1").await.unwrap();
    let Policy { rules, version, .. } = wallet.policy().unwrap();
    assert_eq!((version, rules.len()), (Some(3), 6));
    let now = "2026-11-20T12:00:00Z".parse().unwrap();
    assert_eq!(
        rules.iter().map(|rule| rule.lock(now).is_locked()).collect::<Vec<_>>(),
        [true, false, true, false, false, false]
    );
    assert!(matches!(&rules[0].condition, RuleCondition::Addresses(list) if list[0].label == "safe"));
    assert!(
        matches!(&rules[1].condition, RuleCondition::Entries(list) if list[0].extra["metaData"]["owner"] == "o")
    );
    assert!(
        matches!(&rules[2].condition, RuleCondition::Bounds { upper: Some(upper), .. } if upper.exact().is_none())
    );
    assert_eq!(rules[3].condition, RuleCondition::Webhook("https://h.example".into()));
    assert_eq!(rules[4].condition, RuleCondition::Always);
    assert!(matches!(&rules[5].condition, RuleCondition::Other(it) if it["phase"] == "full"));
    assert_eq!(rules[5].kind, RuleKind::Other("moonPhase".into()));
}

#[tokio::test]
async fn the_sixth_look_up_waits_and_one_that_is_dropped_gives_its_place_back() {
    let server = Server::behind_a_session(|seen, _| answer(200, r#"{"id":"u2"}"#).signed(seen).into());
    let session = session_with(&server, AuthVersion::V3).await;
    for left in (0..5).rev() {
        assert_eq!(session.look_up_wait(), Duration::ZERO);
        assert_eq!(session.look_up("bo@example.com").await.unwrap().key, None);
        assert_eq!(session.clone().look_ups_left(), left, "clones share the queue");
    }
    assert!(session.look_up(" nobody ").await.is_err(), "no address, so no place is taken for it");
    let wait = session.look_up_wait();
    assert!(wait > Duration::from_secs(290) && wait <= Duration::from_secs(301), "{wait:?}");
    let waiting = tokio::time::timeout(Duration::from_millis(50), session.look_up("eve@example.com")).await;
    assert!(waiting.is_err());
    assert!(session.look_up_wait() <= wait, "the place came back");
    assert_eq!(server.seen().len(), 5);
    drop(session);
    let again = session_with(&server, AuthVersion::V3).await;
    assert_eq!(again.look_ups_left(), 0, "another login is the same person's");
}

#[tokio::test]
async fn a_look_up_that_the_platform_refuses_holds_the_next_ones_back() {
    let server =
        Server::behind_a_session(|seen, _| answer(429, "{}").signed(seen).header("Retry-After", "40").into());
    let session = session_with(&server, AuthVersion::V3).await;
    assert_eq!(session.look_up("bo@example.com").await.unwrap_err().status, Some(429));
    assert_eq!(server.seen().len(), 1, "a look-up is not sent again");
    let wait = session.look_up_wait();
    assert!(wait > Duration::from_secs(35) && wait <= Duration::from_secs(40), "{wait:?}");
}
