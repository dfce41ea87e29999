//! Approvals, the people of enterprises, the audit log.

use super::{Asked, Case, S, W, all, approval, shown};
use countersign::bitgo::approvals::{
    ApprovalInfo, ApprovalKind, ApprovalQuery, ApprovalState, BulkDecision, BulkRequest, Decision,
    PendingApproval,
};
use countersign::bitgo::audit::AuditQuery;
use countersign::bitgo::enterprises::EnterpriseRole;
use countersign::bitgo::routes::Route;
use countersign::bitgo::session::Session;
use serde_json::{Value, json};

/// Reading pending approvals.
pub(super) fn approvals() -> Vec<Case> {
    vec![
        Case {
            route: Route::PendingApprovals,
            path: "/api/v2/pendingapprovals?limit=500&expandWalletLabels=true&expandAddressLabels=true&walletId=59cd72485007a239fb00282ed480da1f&enterpriseId=e1&enterpriseId=e2&coin=tbtc&state=pending&state=dreaming&requestType=transactionRequest",
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
            route: Route::PendingApproval,
            path: "/api/v2/pendingapprovals/09270d783ba7f3f869bb3e930af12423?expandAddressLabels=true",
            body: Value::Null,
            answer: (200, approval()),
            ask: ask!(|it| it.pending_approval(S)),
            reads: &[r#"creator: "u2""#, r#"action: Some("approve")"#],
        },
    ]
}

fn several() -> BulkRequest {
    let info = ApprovalInfo { kind: ApprovalKind::UserChange, ..ApprovalInfo::default() };
    let approval = PendingApproval { id: S.into(), info, ..PendingApproval::default() };
    let decisions = vec![BulkDecision::new(&approval, Decision::Approve).unwrap()];
    BulkRequest { approvals: decisions, stops_at_error: true }
}

/// Deciding them.
pub(super) fn decisions() -> Vec<Case> {
    vec![
        Case {
            route: Route::DecideApproval,
            path: "/api/v2/pendingapprovals/09270d783ba7f3f869bb3e930af12423",
            body: json!({"state": "approved", "otp": "0000000"}),
            answer: (200, json!({"id": S, "state": "approved", "info": {"type": "userChangeRequest"}})),
            ask: ask!(|it| it.decide_approval(S, Decision::Approve, Some(&"0000000".into()))),
            reads: &["Done(PendingApproval {"],
        },
        Case {
            route: Route::DecideApproval,
            path: "/api/v2/pendingapprovals/09270d783ba7f3f869bb3e930af12423",
            body: json!({"state": "rejected"}),
            answer: (200, approval()),
            ask: ask!(|it| it.decide_approval(S, Decision::Reject, None)),
            reads: &["PendingApproval(Waiting"],
        },
        Case {
            route: Route::DecideApprovals,
            path: "/api/v2/pendingapprovals/bulkupdate",
            body: json!({"approvals": [{"paId": S, "status": "approved"}], "bailOnError": true}),
            answer: (200, json!({"results": [{"paId": S, "status": "maybe"}]})),
            ask: ask!(|it| it.decide_approvals(&several())),
            reads: &[r#"state: Other("maybe")"#],
        },
    ]
}

/// The people of an enterprise.
pub(super) fn enterprises() -> Vec<Case> {
    vec![
        Case {
            route: Route::EnterprisePeople,
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
            route: Route::AddEnterprisePerson,
            path: "/api/v2/enterprise/e1/user",
            body: json!({"username": "bo@example.com", "permission": "auditor"}),
            answer: (202, approval()),
            ask: ask!(|it| it.add_enterprise_person("e1", "bo@example.com ", Some(&EnterpriseRole::Auditor))),
            reads: &["PendingApproval(Waiting"],
        },
        Case {
            route: Route::ChangeEnterpriseRole,
            path: "/api/v2/enterprise/e1/user?userId=u2&role=wallet.create",
            body: Value::Null,
            answer: (200, json!("ok")),
            ask: ask!(|it| it.change_enterprise_role("e1", "u2", &EnterpriseRole::WalletCreator)),
            reads: &["Done(())"],
        },
        Case {
            route: Route::RemoveEnterprisePerson,
            path: "/api/v2/enterprise/e1/user",
            body: json!({"username": "bo@example.com"}),
            answer: (202, json!({"pendingApprovals": [approval()]})),
            ask: ask!(|it| it.remove_enterprise_person("e1", "bo@example.com")),
            reads: &["PendingApproval(Waiting", r#"approval_ids: ["09270d783ba7f3f869bb3e930af12423"]"#],
        },
    ]
}

/// The audit log.
pub(super) fn audit() -> Vec<Case> {
    vec![Case {
        route: Route::AuditLog,
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
    }]
}
