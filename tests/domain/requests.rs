//! Token requests: what is sent is what was asked for.

use std::collections::BTreeSet;

use countersign::domain::coin::coins;
use countersign::domain::limit::{AmountUnit, Erc20Draft, LimitDraft};
use countersign::domain::scope::scopes;
use countersign::domain::token::{EnvironmentRules, Reach, TokenContext, TokenDraft, check};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::in_utc;

fn context(production: bool) -> TokenContext {
    TokenContext {
        rules: EnvironmentRules {
            name: if production { "Production" } else { "Test" }.to_owned(),
            addresses_required: production,
            all_scope_allowed: !production,
            holds_test_coins: Some(!production),
        },
        lifetime: in_utc(),
        labels_in_use: Vec::new(),
        seen_from: None,
        names: std::sync::Arc::default(),
        is_opened_by_token: false,
    }
}

fn id(seed: u128) -> String {
    format!("{seed:032x}")
}

/// Drafts that nothing stands in the way of, in either environment.
fn draft() -> impl Strategy<Value = TokenDraft> {
    let chosen =
        prop::collection::btree_map(0..scopes().len(), prop::collection::vec(any::<u128>(), 1..4), 1..8);
    let limits = prop::collection::btree_map(0..coins().all().len(), (any::<u64>(), any::<bool>()), 0..5);
    let reach = (0..3, prop::collection::vec(any::<u128>(), 1..4));
    (chosen, limits, reach, 1..3_000_u64, (any::<bool>(), any::<u64>(), any::<bool>()), "[ -~]{0,20}[a-z]")
        .prop_map(|(chosen, limits, (reach, ids), days, (erc20, amount, maximum), label)| {
            let ids: Vec<String> = ids.into_iter().map(id).collect();
            let chosen = chosen.into_iter().map(|(index, wallets)| {
                let info = &scopes()[index];
                let wallets =
                    if info.marks.needs_wallet { wallets.into_iter().map(id).collect() } else { Vec::new() };
                (info.name.to_owned(), wallets)
            });
            TokenDraft {
                label,
                lifetime: format!("{days} days"),
                scopes: chosen
                    .filter(|(name, _)| name != "all")
                    .chain([("openid".to_owned(), Vec::new())])
                    .collect(),
                addresses: "8.8.8.8 8.8.4.0/24 8.8.8.8".to_owned(),
                limits: limits
                    .into_iter()
                    .map(|(coin, (amount, maximum))| LimitDraft {
                        coin: coins().all()[coin].name.to_owned(),
                        amount: amount.to_string(),
                        unit: AmountUnit::Base,
                        maximum,
                    })
                    .collect(),
                erc20: Erc20Draft { enabled: erc20, amount: amount.to_string(), maximum },
                reach: match reach {
                    0 => Reach::Everything,
                    1 => Reach::Enterprises(ids),
                    _ => Reach::Wallets(ids),
                },
                template: None,
            }
        })
}

/// Holds a body against the specification of POST /api/v2/user/accesstoken, and against what was asked for.
fn assert_body(body: &Value, draft: &TokenDraft) -> Result<(), TestCaseError> {
    let fields = body.as_object().unwrap();
    for (name, value) in fields {
        let fits = match name.as_str() {
            "label" | "otp" | "enterprise" => value.is_string(),
            "scope" | "ipRestrict" | "permittedEnterprises" | "permittedWallets" => {
                value.as_array().is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_string))
            }
            "duration" => value.as_u64().is_some(),
            "spendingLimits" => value.as_array().is_some_and(|items| {
                items.len() == draft.limits.len()
                    && items.iter().zip(&draft.limits).all(|(item, limit)| {
                        let expected = if limit.maximum {
                            json!({"coin": limit.coin, "maxLimit": true})
                        } else {
                            json!({"coin": limit.coin, "txValueLimit": limit.amount})
                        };
                        *item == expected
                    })
            }),
            "allErc20TokensLimit" => {
                let expected = if draft.erc20.maximum {
                    json!({"enabled": true, "maxLimit": true})
                } else {
                    json!({"enabled": true, "txValueLimit": draft.erc20.amount})
                };
                *value == expected
            }
            _ => false,
        };
        prop_assert!(fits, "{name}: {value}");
    }
    prop_assert_eq!(fields.contains_key("spendingLimits"), !draft.limits.is_empty());
    prop_assert_eq!(fields.contains_key("allErc20TokensLimit"), draft.erc20.enabled);
    prop_assert_eq!(
        fields.contains_key("permittedEnterprises"),
        matches!(draft.reach, Reach::Enterprises(_))
    );
    prop_assert_eq!(fields.contains_key("permittedWallets"), matches!(draft.reach, Reach::Wallets(_)));
    prop_assert_eq!(&fields["ipRestrict"], &json!(["8.8.8.8", "8.8.4.0/24"]));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_request_says_exactly_what_the_draft_asked_for(draft in draft(), production in any::<bool>()) {
        let context = context(production);
        let check = check(&draft, &context);
        let errors: Vec<_> = check.errors().collect();
        prop_assert!(errors.is_empty(), "{:?}", errors);
        let request = check.request.unwrap();
        let body = serde_json::to_value(&request).unwrap();
        assert_body(&body, &draft)?;
        prop_assert!(body.get("otp").is_none());

        let sent: BTreeSet<String> = request.scopes().iter().cloned().collect();
        let asked: BTreeSet<String> = draft
            .scopes
            .iter()
            .flat_map(|(name, wallets)| match wallets.as_slice() {
                [] => vec![name.clone()],
                wallets => wallets.iter().map(|wallet| format!("{name}:{wallet}")).collect(),
            })
            .collect();
        prop_assert_eq!(sent.len(), request.scopes().len());
        prop_assert_eq!(sent, asked);
        prop_assert_eq!(body["duration"].as_u64(), Some(request.lifetime().secs));

        let with_code = serde_json::to_value(request.body_with_code("0000000")).unwrap();
        prop_assert_eq!(&with_code["otp"], "0000000");
        assert_body(&with_code, &draft)?;
        let preview: Value = serde_json::from_str(&request.preview()).unwrap();
        prop_assert_eq!(&preview["otp"], "‹code›");
    }

    #[test]
    fn a_check_never_panics_and_a_request_means_no_error(
        label in "\\PC{0,20}", lifetime in "[0-9]{0,4} ?(days|m|y)?|\\PC{0,12}", addresses in "[0-9./ a]{0,40}",
        scope in "[a-z_]{0,20}|wallet_view|wallet_spend_all|all|user_manage", wallet in "[0-9a-f]{31,33}|\\PC{0,5}",
        coin in "btc|USDT|\\PC{0,8}", amount in "[0-9.,-]{0,12}", production in any::<bool>(),
    ) {
        let draft = TokenDraft {
            label, lifetime, addresses,
            scopes: [(scope, vec![wallet.clone()])].into(),
            limits: vec![LimitDraft { coin, amount: amount.clone(), ..LimitDraft::default() }],
            erc20: Erc20Draft { enabled: production, amount, maximum: false },
            reach: Reach::Wallets(vec![wallet]),
            template: None,
        };
        let check = check(&draft, &context(production));
        prop_assert_eq!(check.request.is_some(), check.errors().next().is_none());
        prop_assert!(check.sentence.ends_with('.'));
        let ids: BTreeSet<_> = check.findings.iter().map(|finding| finding.id.clone()).collect();
        prop_assert_eq!(ids.len(), check.findings.len());
        prop_assert!(check.findings.is_sorted_by_key(|finding| finding.severity));
    }
}
