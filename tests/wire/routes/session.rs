//! The session itself, and the ways into one.

use super::{Asked, Case, S, shown};
use crate::server::TOKEN;
use countersign::bitgo::express::platform_behind;
use countersign::bitgo::login::{self, Credentials};
use countersign::bitgo::plain_token::PlainToken;
use countersign::bitgo::routes::Route;
use countersign::bitgo::session::Session;
use serde_json::{Value, json};

/// Opening a session.
pub(super) fn opening() -> Vec<Case> {
    vec![
        Case {
            route: Route::LogIn,
            path: "/api/v2/user/login",
            body: json!({"email": "ada@example.com", "password": "…", "otp": "0000000"}),
            answer: (
                200,
                json!({"access_token": TOKEN, "expires_at": 1_893_456_000, "scope": ["openid"], "user": {"id": "u1"}}),
            ),
            ask: ask!(|it| login::login(
                it.client(),
                Credentials {
                    email: "ada@example.com".into(),
                    password: "login password".into(),
                    code: Some("0000000".into()),
                    plain_token: PlainToken::default(),
                }
            )),
            reads: &[r#"user: "u1""#],
        },
        Case {
            route: Route::Ping,
            path: "/api/v2/ping",
            body: Value::Null,
            answer: (
                200,
                json!({"status": "service is ok!", "environment": "BitGo Testnet", "configEnv": "testnet", "configVersion": 79}),
            ),
            ask: ask!(|it| platform_behind(it.client())),
            reads: &["Test"],
        },
        Case {
            route: Route::OwnUser,
            path: "/api/v2/user/me",
            body: Value::Null,
            answer: (200, json!({"user": {"id": "u7", "username": "ada@example.com"}})),
            ask: ask!(|it| login::resume(it.client(), TOKEN.into())),
            reads: &[r#"user: "u7""#],
        },
    ]
}

/// What the session asks about itself.
pub(super) fn session() -> Vec<Case> {
    let info = json!({"session": {"id": S, "scope": ["wallet_view_all", "hover"], "user": "u1",
        "unlock": {"expires": "2026-11-20T12:00:00.000Z"}}});
    vec![
        Case {
            route: Route::Session,
            path: "/api/v2/user/session",
            body: Value::Null,
            answer: (200, info.clone()),
            ask: ask!(|it| it.session_info()),
            reads: &["hover", "expires: Some(2026-11-20T12:00:00Z)"],
        },
        Case {
            route: Route::Unlock,
            path: "/api/v2/user/unlock",
            body: json!({"otp": "0000000", "duration": 600}),
            answer: (200, info.clone()),
            ask: ask!(|it| it.unlock_and_lose_limits(&"0000000".into(), 600)),
            reads: &["expires: Some(2026-11-20T12:00:00Z)"],
        },
        Case {
            route: Route::Lock,
            path: "/api/v2/user/lock",
            body: Value::Null,
            answer: (200, info),
            ask: ask!(|it| it.lock()),
            reads: &["hover"],
        },
        Case {
            route: Route::LogOut,
            path: "/api/v2/user/logout",
            body: Value::Null,
            answer: (200, json!({})),
            ask: ask!(|it| it.revoke_own_token()),
            reads: &["()"],
        },
    ]
}
