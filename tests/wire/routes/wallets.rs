//! Wallets, their changes, their transfers.

use super::{Asked, Case, S, W, all, approval, shown};
use countersign::bitgo::policies::{ActionKind, ConditionChange, RuleAction, RuleKind, RuleRequest};
use countersign::bitgo::routes::Route;
use countersign::bitgo::session::Session;
use countersign::bitgo::transfers::{Direction, TransferQuery, TransferState};
use countersign::bitgo::wallet::{FreezeFor, WalletQuery};
use serde_json::{Value, json};

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

fn of_coin() -> WalletQuery {
    WalletQuery { coins: vec!["tbtc".into()], ..WalletQuery::default() }
}

/// Reading wallets and keys.
pub(super) fn wallets() -> Vec<Case> {
    let full = json!({"id": W, "coin": "tbtc", "type": "hologram", "users": [{"user": "u1", "permissions": ["admin", "hover"]}]});
    let one = "/api/v2/tbtc/wallet/59cd72485007a239fb00282ed480da1f";
    vec![
        Case {
            route: Route::Wallets,
            path: "/api/v2/wallets?limit=500&expandBalance=true&expandPolicy=true&coin=tbtc",
            body: Value::Null,
            answer: (200, json!({"wallets": [full.clone()], "totalCount": 1})),
            ask: list!(|it| it.wallets(of_coin())),
            reads: &[r#"Other("hologram")"#, "is_last: true"],
        },
        Case {
            route: Route::WalletCount,
            path: "/api/v2/wallets/count?coin=tbtc",
            body: Value::Null,
            answer: (200, json!({"count": 7})),
            ask: ask!(|it| it.wallet_count(&of_coin())),
            reads: &["7"],
        },
        Case {
            route: Route::WalletBalances,
            path: "/api/v2/wallet/balances",
            body: Value::Null,
            answer: (200, json!({"balances": [{"coin": "tbtc", "balanceString": "12", "mood": "good"}]})),
            ask: ask!(|it| it.total_balances()),
            reads: &[r#"coin: "tbtc""#, "mood"],
        },
        Case {
            route: Route::Wallet,
            path: one,
            body: Value::Null,
            answer: (200, full.clone()),
            ask: ask!(|it| it.wallet("tbtc", W)),
            reads: &[r#"Other("hologram")"#, "hover"],
        },
        Case {
            route: Route::WalletAddress,
            path: "/api/v2/tbtc/wallet/59cd72485007a239fb00282ed480da1f/address/tb1q%2Fown",
            body: Value::Null,
            answer: (
                200,
                json!({"id": S, "address": "tb1q/own", "wallet": W, "coin": "tbtc", "chain": 21, "index": 4, "mood": "good"}),
            ),
            ask: ask!(|it| it.owns_address("tbtc", W, "tb1q/own")),
            reads: &["true"],
        },
        Case {
            route: Route::WalletKey,
            path: "/api/v2/tbtc/key/09270d783ba7f3f869bb3e930af12423",
            body: Value::Null,
            answer: (
                200,
                json!({"id": S, "pub": "xpub1", "source": "moon", "type": "independent", "encryptedPrv": "hush"}),
            ),
            ask: ask!(|it| it.key("tbtc", S)),
            reads: &[r#"Other("moon")"#, "[REDACTED"],
        },
    ]
}

/// People, freeze and rules.
pub(super) fn changes() -> Vec<Case> {
    let full = json!({"id": W, "coin": "tbtc", "type": "hologram", "users": [{"user": "u1", "permissions": ["admin", "hover"]}]});
    vec![
        Case {
            route: Route::RemoveWalletUser,
            path: "/api/v2/tbtc/wallet/59cd72485007a239fb00282ed480da1f/user/09270d783ba7f3f869bb3e930af12423",
            body: Value::Null,
            answer: (202, approval()),
            ask: ask!(|it| it.remove_wallet_user("tbtc", W, S)),
            reads: &["PendingApproval(Waiting", r#"approval_ids: ["09270d783ba7f3f869bb3e930af12423"]"#],
        },
        Case {
            route: Route::FreezeWallet,
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
            route: Route::AddPolicyRule,
            path: "/api/v2/tbtc/wallet/59cd72485007a239fb00282ed480da1f/policy/rule",
            body: rule_body(),
            answer: (200, full.clone()),
            ask: ask!(|it| it.add_policy_rule("tbtc", W, &rule())),
            reads: &["Done(Wallet {"],
        },
        Case {
            route: Route::ChangePolicyRule,
            path: "/api/v2/tbtc/wallet/59cd72485007a239fb00282ed480da1f/policy/rule",
            body: rule_body(),
            answer: (202, approval()),
            ask: ask!(|it| it.change_policy_rule("tbtc", W, &rule())),
            reads: &["PendingApproval(Waiting", r#"Other("levitationRequest")"#],
        },
        Case {
            route: Route::RemovePolicyRule,
            path: "/api/v2/tbtc/wallet/59cd72485007a239fb00282ed480da1f/policy/rule",
            body: rule_body(),
            answer: (200, json!({"error": "needs another approval", "pendingApproval": approval()})),
            ask: ask!(|it| it.remove_policy_rule("tbtc", W, &rule())),
            reads: &["PendingApproval(Waiting", "needs another approval"],
        },
    ]
}

/// Prices, and what left all wallets of an enterprise.
pub(super) fn market() -> Vec<Case> {
    vec![
        Case {
            route: Route::SpotPrices,
            path: "/api/v1/marketdata/cryptocompare/spot/prices?base=tbtc&quote=USD&interval=minute",
            body: Value::Null,
            answer: (
                200,
                serde_json::from_str(
                    r#"{"time": "2026-11-19T08:00:00.000Z", "open": 1, "high": 2, "low": 1, "close": 98250.120000000000000001,
                        "base_volume": 1.5, "quote_volume": 2}"#,
                )
                .unwrap(),
            ),
            ask: ask!(|it| it.spot_price("tbtc")),
            reads: &[r#"dollars: "98250.120000000000000001""#, "2026-11-19T08:00:00Z", "quote_volume"],
        },
        Case {
            route: Route::EnterpriseTransfers,
            path: "/api/v2/enterprise/e1/transfer?limit=500&type=send&dateGte=2026-11-01T00%3A00%3A00Z",
            body: Value::Null,
            answer: (
                200,
                json!({"transfers": [{"id": S, "coin": "tbtc", "wallet": W, "valueString": "-340282366920938463463374607431768211456",
                    "type": "send", "state": "confirmed", "date": "2026-11-19T08:00:00.000Z"}]}),
            ),
            ask: list!(|it| it.enterprise_transfers(
                "e1",
                TransferQuery {
                    direction: Some(Direction::Send),
                    from: Some("2026-11-01T00:00:00Z".parse().unwrap()),
                    page_size: 500,
                    ..TransferQuery::default()
                }
            )),
            reads: &["-340282366920938463463374607431768211456", "is_last: true"],
        },
    ]
}

/// Transfers.
pub(super) fn transfers() -> Vec<Case> {
    vec![Case {
        route: Route::Transfers,
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
    }]
}
