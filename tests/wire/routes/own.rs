//! What is the person's own: access tokens, templates and settings.

use super::{Asked, Case, S, all, shown};
use crate::server::TOKEN;
use crate::sessions::token_request;
use countersign::bitgo::routes::Route;
use countersign::bitgo::session::Session;
use countersign::domain::token::template::{LimitBody, LimitsBody, TemplateBody};
use serde_json::{Value, json};

fn draft() -> TemplateBody {
    let limit =
        LimitBody { coin: "tbtc".into(), limit_base_units: Some("5".parse().unwrap()), is_maximum: false };
    TemplateBody {
        name: Some("ops".into()),
        enterprise: Some("e1".into()),
        scopes: Some(vec!["wallet_view_all".into()]),
        addresses: Some(vec!["203.0.113.0/24".into()]),
        limits: Some(LimitsBody { spending_limits: vec![limit], all_erc20_tokens_limit: None }),
        ..TemplateBody::default()
    }
}

/// Templates for access tokens.
pub(super) fn templates() -> Vec<Case> {
    let template = json!({"id": S, "name": "ops", "userId": "u1", "tokenScopes": ["wallet_view_all", "hover"], "tokenLimits":
        {"spendingLimits": [{"coin": "tbtc", "txValueLimit": "340282366920938463463374607431768211456"}], "new": 1}});
    vec![
        Case {
            route: Route::TokenTemplates,
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
            route: Route::CreateTokenTemplate,
            path: "/api/v2/user/accesstokentemplate",
            body: json!({"name": "ops", "enterpriseId": "e1", "tokenScopes": ["wallet_view_all"], "allowedIPs": ["203.0.113.0/24"],
                "tokenLimits": {"spendingLimits": [{"coin": "tbtc", "txValueLimit": "5"}]}}),
            answer: (200, template.clone()),
            ask: ask!(|it| it.create_token_template(&draft())),
            reads: &[r#"name: "ops""#],
        },
        Case {
            route: Route::ChangeTokenTemplate,
            path: "/api/v2/user/accesstokentemplate/09270d783ba7f3f869bb3e930af12423",
            body: json!({"name": "ops", "tokenScopes": ["wallet_view_all"], "allowedIPs": ["203.0.113.0/24"],
                "tokenLimits": {"spendingLimits": [{"coin": "tbtc", "txValueLimit": "5"}]}}),
            answer: (200, template),
            ask: ask!(|it| it.change_token_template(S, &TemplateBody { enterprise: None, ..draft() })),
            reads: &[r#"name: "ops""#],
        },
        Case {
            route: Route::DeleteTokenTemplate,
            path: "/api/v2/user/accesstokentemplate/09270d783ba7f3f869bb3e930af12423",
            body: Value::Null,
            answer: (200, json!({"id": S})),
            ask: ask!(|it| it.delete_token_template(S)),
            reads: &["()"],
        },
    ]
}

/// Access tokens.
pub(super) fn tokens() -> Vec<Case> {
    let token =
        json!({"id": S, "label": "reporting", "scope": ["hover"], "expires": "2027-02-18T12:00:00.000Z"});
    let created = json!({"id": S, "label": "reporting", "token": TOKEN, "surprise": [1]});
    vec![
        Case {
            route: Route::AccessTokens,
            path: "/api/v2/user/accesstoken?limit=200",
            body: Value::Null,
            answer: (200, json!({"accessTokens": [token]})),
            ask: list!(|it| it.access_tokens()),
            reads: &[r#"label: "reporting""#, "hover", "is_last: true"],
        },
        Case {
            route: Route::CreateAccessToken,
            path: "/api/v2/user/accesstoken",
            body: json!({"label": "reporting", "otp": "0000000", "duration": 7_776_000, "scope": ["wallet_view_all"]}),
            answer: (200, created),
            ask: ask!(|it| it.create_access_token(&token_request(), &"0000000".into())),
            reads: &[r#"label: "reporting""#, "surprise"],
        },
        Case {
            route: Route::DeleteAccessToken,
            path: "/api/v2/user/accesstoken/09270d783ba7f3f869bb3e930af12423",
            body: Value::Null,
            answer: (200, json!({"id": S})),
            ask: ask!(|it| it.delete_access_token(S)),
            reads: &["()"],
        },
    ]
}

/// Settings and the key for sharing.
pub(super) fn settings() -> Vec<Case> {
    vec![
        Case {
            route: Route::UserSettings,
            path: "/api/v1/user/settings",
            body: Value::Null,
            answer: (200, json!({"settings": {"ecdhKeychain": "xpub1", "digest": "daily"}})),
            ask: ask!(|it| it.settings()),
            reads: &[r#"ecdh_keychain: Some("xpub1")"#, "digest"],
        },
        Case {
            route: Route::Keychain,
            path: "/api/v1/keychain/xpub1",
            body: json!({}),
            answer: (200, json!({"xpub": "xpub1", "encryptedXprv": "hush", "path": "m"})),
            ask: ask!(|it| it.ecdh_keychain("xpub1")),
            reads: &[r#"xpub: "xpub1""#, "[REDACTED"],
        },
    ]
}
