//! Shares and what goes with them.

use super::{Asked, Case, S, W, shown};
use crate::sharing::person;
use countersign::bitgo::routes::Route;
use countersign::bitgo::session::Session;
use countersign::bitgo::shares::{Permissions, ShareRequest};
use countersign::bitgo::wallet::Wallet;
use serde_json::{Value, json};

fn request() -> ShareRequest {
    let wallet = Wallet { id: W.into(), coin: "tbtc".into(), ..Wallet::default() };
    ShareRequest::new(wallet, person(), Permissions::from_list("view"), "").unwrap()
}

/// Listing shares and deciding them.
pub(super) fn shares() -> Vec<Case> {
    let share = json!({"id": S, "coin": "tbtc", "wallet": W, "walletLabel": "Main", "fromUser": "u1", "toUser": "u2",
        "permission": "view,levitate", "message": "hi", "state": "frobbed", "enterprise": "e1", "surprise": 1});
    vec![
        Case {
            route: Route::Shares,
            path: "/api/v2/walletshares",
            body: Value::Null,
            answer: (200, json!({"incoming": [share.clone()], "outgoing": []})),
            ask: ask!(|it| it.shares()),
            reads: &[r#"Other("frobbed")"#, r#"[View, Other("levitate")]"#, r#""surprise": Number(1)"#],
        },
        Case {
            route: Route::Share,
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
            route: Route::Share,
            path: "/api/v2/tbtc/walletshare/09270d783ba7f3f869bb3e930af12423?skipUnlock=true",
            body: Value::Null,
            answer: (200, json!({"id": S, "keychain": {}})),
            ask: ask!(|it| it.share_without_key("tbtc", S)),
            reads: &["keychain: None"],
        },
        Case {
            route: Route::CreateShare,
            path: "/api/v2/tbtc/wallet/59cd72485007a239fb00282ed480da1f/share",
            body: json!({"user": "u2", "permissions": "view", "skipKeychain": true}),
            answer: (200, share.clone()),
            ask: ask!(|it| it.send_share(&request(), None)),
            reads: &["Done(WalletShare {", r#"Other("frobbed")"#],
        },
        Case {
            route: Route::UpdateShare,
            path: "/api/v2/tbtc/walletshare/09270d783ba7f3f869bb3e930af12423",
            body: json!({"state": "rejected"}),
            answer: (200, json!({"state": "rejected", "changed": true})),
            ask: ask!(|it| it.reject_share("tbtc", S)),
            reads: &["Done(ShareUpdate { state: Rejected, is_changed: Some(true)"],
        },
        Case {
            route: Route::CancelShare,
            path: "/api/v2/tbtc/walletshare/09270d783ba7f3f869bb3e930af12423",
            body: Value::Null,
            answer: (200, json!({"state": "canceled", "changed": true})),
            ask: ask!(|it| it.cancel_share("tbtc", S)),
            reads: &["Done(ShareUpdate { state: Canceled"],
        },
        Case {
            route: Route::ResendShareEmail,
            path: "/api/v2/tbtc/walletshare/09270d783ba7f3f869bb3e930af12423/resendemail",
            body: Value::Null,
            answer: (200, json!({"resent": true})),
            ask: ask!(|it| it.resend_share_email("tbtc", S)),
            reads: &["true"],
        },
    ]
}

/// Requests and the look-up.
pub(super) fn around_shares() -> Vec<Case> {
    vec![
        Case {
            route: Route::ShareRequests,
            path: "/api/v2/walletsharerequests",
            body: Value::Null,
            answer: (
                200,
                json!({"walletShareRequests": [{"id": S, "walletId": W, "coin": "tbtc", "walletLabel": "Main", "userId": "u2",
                "userEmail": "b@c.example", "userFullName": "Bo", "permissions": ["spend"], "created": "2026-11-19T08:00:00.000Z"}]}),
            ),
            ask: ask!(|it| it.reshare_requests()),
            reads: &[r#"email: "b@c.example""#, "[Spend]"],
        },
        Case {
            route: Route::RequestReshare,
            path: "/api/v2/tbtc/wallet/59cd72485007a239fb00282ed480da1f/requestreshare",
            body: Value::Null,
            answer: (200, Value::Null),
            ask: ask!(|it| it.request_reshare("tbtc", W)),
            reads: &["Done(())"],
        },
        Case {
            route: Route::RejectReshare,
            path: "/api/v2/wallet/59cd72485007a239fb00282ed480da1f/rejectreshare",
            body: json!({"userId": "u2"}),
            answer: (200, Value::Null),
            ask: ask!(|it| it.reject_reshare(W, "u2")),
            reads: &["Done(())"],
        },
        Case {
            route: Route::SharingKey,
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
