//! The findings of a draft, one change at a time, and the body that is sent.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use jiff::civil::date;
use jiff::tz::TimeZone;
use serde_json::json;

use super::*;
use crate::domain::ip_range::LeftOut;
use crate::domain::lifetime::LifetimeContext;
use crate::domain::limit::{AmountUnit, Erc20Draft, LimitDraft};

pub(super) const WALLET: &str = "59cd72485007a239fb00282ed480da1f";
pub(super) const ENTERPRISE: &str = "5a0ce41bd2a4a6b4d7a2b4f3c1e0d9f8";

pub(super) fn production() -> TokenContext {
    TokenContext {
        rules: EnvironmentRules {
            name: "Production".into(),
            addresses_required: true,
            all_scope_allowed: false,
            holds_test_coins: Some(false),
        },
        lifetime: LifetimeContext {
            now: "2026-11-20T13:00:00Z".parse().unwrap(),
            zone: TimeZone::UTC,
            next_deployment: None,
        },
        labels_in_use: vec![LabelInUse {
            label: "Nightly report".into(),
            ends: "2027-01-31T08:00:00Z".parse().ok(),
        }],
        seen_from: None,
        names: Arc::default(),
        is_opened_by_token: false,
    }
}

fn test_environment() -> TokenContext {
    let rules = EnvironmentRules {
        name: "Test".into(),
        addresses_required: false,
        all_scope_allowed: true,
        holds_test_coins: Some(true),
    };
    TokenContext { rules, ..production() }
}

fn own_server() -> TokenContext {
    let rules = EnvironmentRules { holds_test_coins: None, ..test_environment().rules };
    TokenContext { rules, ..production() }
}

fn limit(coin: &str, amount: &str) -> LimitDraft {
    LimitDraft { coin: coin.into(), amount: amount.into(), unit: AmountUnit::Coin, maximum: false }
}

/// A payout token for production that nothing is to be said against but notes.
pub(super) fn payout() -> TokenDraft {
    TokenDraft {
        label: " Payouts ".into(),
        lifetime: "90 days".into(),
        scopes: [("wallet_view", WALLET), ("wallet_spend", WALLET)]
            .map(|(name, wallet)| (name.to_owned(), vec![wallet.to_owned()]))
            .into(),
        addresses: "8.8.8.8, 8.8.4.0/24".into(),
        limits: vec![limit("btc", "1.5"), limit("usdt", "20000")],
        erc20: Erc20Draft::default(),
        reach: Reach::Enterprises(vec![ENTERPRISE.into()]),
        template: None,
    }
}

/// The IDs of what is found, of one severity.
fn ids(check: &TokenCheck, severity: Severity) -> Vec<&str> {
    let of_severity = check.findings.iter().filter(|finding| finding.severity == severity);
    of_severity.map(|finding| finding.id.as_str()).collect()
}

#[test]
fn a_good_draft_becomes_exactly_the_documented_body() {
    let check = check(&payout(), &production());
    assert_eq!(ids(&check, Severity::Error), Vec::<&str>::new());
    assert_eq!(ids(&check, Severity::Warning), Vec::<&str>::new());
    assert_eq!(ids(&check, Severity::Note), ["limits.twins/btc", "limits.twins/usdt", "limits.unlocking"]);
    let request = check.request.clone().unwrap();
    let body = json!({
        "label": "Payouts",
        "scope": [format!("wallet_view:{WALLET}"), format!("wallet_spend:{WALLET}")],
        "duration": 7_776_000,
        "ipRestrict": ["8.8.8.8", "8.8.4.0/24"],
        "spendingLimits": [
            {"coin": "btc", "txValueLimit": "150000000"},
            {"coin": "usdt", "txValueLimit": "20000000000"},
        ],
        "permittedEnterprises": [ENTERPRISE],
    });
    assert_eq!(serde_json::to_value(&request).unwrap(), body);
    assert!(serde_json::to_string(&request).unwrap().contains(r#""duration":7776000,"#));
    let sent = serde_json::to_string(&request.body_with_code("123456")).unwrap();
    assert!(sent.starts_with(r#"{"label":"Payouts","otp":"123456","scope":["#), "{sent}");
    assert!(request.preview().contains("\"otp\": \"‹code›\""));
    assert_eq!(request.expires_at(production().lifetime.now), "2027-02-18T13:00:00Z".parse().unwrap());
    assert_eq!(
        check.sentence,
        "This token can view and send from wallet 59cd7248…80da1f within enterprise 5a0ce41b…e0d9f8."
    );
    assert_eq!(
        facts(&check),
        [
            ("IP addresses", "Only 8.8.8.8 and 8.8.4.0/24"),
            ("Spending", "At most 1.5 BTC and 20,000 USDT on Ethereum in its lifetime"),
            ("Expires", "Thu 18 Feb 2027, 13:00 (after 90 days)"),
        ]
    );
}

fn facts(check: &TokenCheck) -> Vec<(&'static str, &str)> {
    check.facts.iter().map(|(caption, words)| (*caption, words.as_str())).collect()
}

#[test]
fn an_untouched_form_asks_for_everything_that_is_missing() {
    let empty = check(&TokenDraft::default(), &production());
    assert_eq!(
        ids(&empty, Severity::Error),
        ["label.blank", "lifetime.unclear", "scopes.none", "addresses.required"]
    );
    assert_eq!(empty.sentence, "This token cannot do anything yet: choose at least one scope.");
    assert!(empty.request.is_none());
}

/// A change to the payout draft, and the error or warning that it must bring, alone.
type Case = (Severity, &'static str, fn(&mut TokenDraft, &mut TokenContext));

#[rustfmt::skip] // A table: one change and its finding a row.
const CASES: &[Case] = &[
    (Severity::Error, "label.blank", |draft, _| draft.label = " \t".into()),
    (Severity::Error, "label.unseen", |draft, _| draft.label = "Pay\u{202e}outs".into()),
    (Severity::Error, "label.unseen", |draft, _| draft.label = "Pay\nouts".into()),
    (Severity::Warning, "label.in_use/nightly report", |draft, _| draft.label = "nightly REPORT ".into()),
    (Severity::Error, "lifetime.unclear", |draft, _| draft.lifetime = "10".into()),
    (Severity::Error, "lifetime.unclear", |draft, _| draft.lifetime = "572522.211".into()),
    (Severity::Warning, "lifetime.short/86399 s", |draft, _| draft.lifetime = "86399 s".into()),
    (Severity::Warning, "lifetime.long/1y 1s", |draft, _| draft.lifetime = "1y 1s".into()),
    (Severity::Warning, "lifetime.past_deployment/2027-02-17/90 days", |_, context| {
        context.lifetime.next_deployment = Some(date(2027, 2, 17));
    }),
    (Severity::Error, "scopes.unknown/wallet_fly", |draft, _| { draft.scopes.insert("wallet_fly".into(), vec![]); }),
    (Severity::Error, "scopes.unknown/wallet_view:x", |draft, _| { draft.scopes.insert("wallet_view:x".into(), vec![]); }),
    (Severity::Error, "scopes.needs_wallet/wallet_view", |draft, _| { draft.scopes.insert("wallet_view".into(), vec![]); }),
    (Severity::Error, "scopes.bad_wallet/wallet_view/x", |draft, _| {
        draft.scopes.insert("wallet_view".into(), vec!["x".into()]);
    }),
    (Severity::Error, "scopes.takes_no_wallet/profile", |draft, _| {
        draft.scopes.insert("profile".into(), vec![WALLET.into()]);
    }),
    (Severity::Error, "scopes.test_only/all", |draft, _| { draft.scopes.insert("all".into(), vec![]); }),
    (Severity::Warning, "scopes.deprecated/portfolio_view", |draft, _| {
        draft.scopes.insert("portfolio_view".into(), vec![]);
    }),
    (Severity::Warning, "scopes.login_only/user_manage", |draft, _| { draft.scopes.insert("user_manage".into(), vec![]); }),
    (Severity::Warning, "scopes.two_duties", |draft, _| { draft.scopes.insert("wallet_approve_all".into(), vec![]); }),
    (Severity::Warning, "scopes.which_enterprise/wallet_view_enterprise", |draft, _| {
        draft.scopes.insert("wallet_view_enterprise".into(), vec![]);
        draft.reach = Reach::Everything;
    }),
    (Severity::Error, "addresses.required", |draft, _| draft.addresses = " \n".into()),
    (Severity::Error, "addresses.bad/8.8.0.0/16", |draft, _| draft.addresses = "8.8.0.0/16".into()),
    (Severity::Error, "addresses.bad/::1", |draft, _| draft.addresses = "::1".into()),
    (Severity::Error, "addresses.private/10.0.0.0/24", |draft, _| draft.addresses = "10.0.0.0/24".into()),
    (Severity::Error, "addresses.private/100.64.1.1", |draft, _| draft.addresses = "100.64.1.1".into()),
    (Severity::Warning, "addresses.documentation/203.0.113.7", |draft, _| draft.addresses = "203.0.113.7".into()),
    (Severity::Warning, "scopes.parent_token", |_, context| context.is_opened_by_token = true),
    (Severity::Warning, "addresses.seen_from/9.9.9.9", |_, context| context.seen_from = "9.9.9.9".parse().ok()),
    (Severity::Error, "limits.bad/2", |draft, _| draft.limits.push(limit("eth", ""))),
    (Severity::Error, "limits.bad/2", |draft, _| draft.limits.push(LimitDraft::default())),
    (Severity::Error, "limits.bad/2", |draft, _| draft.limits.push(limit("eth", "1.0000000000000000001"))),
    (Severity::Error, "limits.bad/erc20", |draft, _| draft.erc20.enabled = true),
    (Severity::Error, "limits.twice/btc", |draft, _| draft.limits.push(limit("BTC", "3"))),
    (Severity::Warning, "limits.zero/eth", |draft, _| draft.limits.push(limit("eth", "0"))),
    (Severity::Warning, "limits.maximum/eth", |draft, _| {
        draft.limits.push(LimitDraft { maximum: true, ..limit("eth", "") });
    }),
    (Severity::Warning, "limits.maximum/erc20", |draft, _| {
        draft.erc20 = Erc20Draft { enabled: true, amount: String::new(), maximum: true };
    }),
    (Severity::Warning, "limits.unknown_coin/newcoin", |draft, _| {
        draft.limits.push(LimitDraft { unit: AmountUnit::Base, ..limit("newcoin", "5") });
    }),
    (Severity::Warning, "limits.other_network/tbtc", |draft, _| draft.limits.push(limit("tbtc", "5"))),
    (Severity::Warning, "limits.missing", |draft, _| draft.limits.clear()),
    (Severity::Error, "reach.empty/enterprise", |draft, _| draft.reach = Reach::Enterprises(vec![])),
    (Severity::Error, "reach.empty/wallet", |draft, _| {
        draft.reach = Reach::Wallets(vec![]);
        draft.scopes = [("openid".to_owned(), vec![])].into();
    }),
    (Severity::Error, "reach.bad_id/12", |draft, _| draft.reach = Reach::Enterprises(vec!["12".into()])),
];

#[test]
fn every_mistake_brings_its_finding_and_no_other() {
    for &(severity, id, change) in CASES {
        let (mut draft, mut context) = (payout(), production());
        change(&mut draft, &mut context);
        let check = check(&draft, &context);
        let loud: Vec<&str> =
            [Severity::Error, Severity::Warning].iter().flat_map(|severity| ids(&check, *severity)).collect();
        assert_eq!(loud, [id]);
        assert_eq!(ids(&check, severity), [id]);
        assert_eq!(check.request.is_some(), severity != Severity::Error, "{id}");
        for finding in &check.findings {
            for sentence in [&finding.what, &finding.why] {
                assert!(
                    sentence.ends_with('.') && !sentence.contains(['!', '\n', '\u{202e}']),
                    "{id}: {sentence}"
                );
            }
        }
    }
}

#[test]
fn a_scope_outside_the_chosen_wallets_is_pointed_out() {
    let draft = TokenDraft { reach: Reach::Wallets(vec![ENTERPRISE.into()]), ..payout() };
    let outside = ["wallet_view", "wallet_spend"].map(|scope| format!("reach.outside/{scope}/{WALLET}"));
    assert_eq!(ids(&check(&draft, &production()), Severity::Warning), outside);
}

#[test]
fn test_environments_take_what_production_refuses() {
    let draft = TokenDraft {
        scopes: [("all".to_owned(), vec![])].into(),
        addresses: "127.0.0.1".into(),
        limits: vec![limit("tbtc", "1")],
        reach: Reach::Everything,
        ..payout()
    };
    let at_the_vendors = check(&draft, &test_environment());
    assert_eq!(ids(&at_the_vendors, Severity::Error), ["addresses.private/127.0.0.1"]);
    let rule = "127.0.0.1".parse().unwrap();
    assert!(at_the_vendors.refusal_of(rule).unwrap().what.contains("Test never sees it"));
    assert_eq!(ids(&at_the_vendors, Severity::Warning), ["scopes.everything/all"]);
    // A server of one's own may be reached without the internet.
    let at_home = check(&draft, &own_server());
    assert_eq!(ids(&at_home, Severity::Error), Vec::<&str>::new());
    assert!(at_home.refusal_of(rule).is_none());
    assert!(ids(&at_home, Severity::Note).contains(&"addresses.private/127.0.0.1"));
    let anywhere = check(&TokenDraft { addresses: String::new(), ..draft.clone() }, &test_environment());
    assert!(ids(&anywhere, Severity::Warning).contains(&"addresses.anywhere"));
    let reading = TokenDraft {
        scopes: [("wallet_view_all".to_owned(), vec![])].into(),
        addresses: String::new(),
        limits: Vec::new(),
        ..draft.clone()
    };
    let reading = check(&reading, &test_environment());
    assert!(ids(&reading, Severity::Note).contains(&"addresses.anywhere"), "a leak could only read");
    let real = check(&TokenDraft { limits: vec![limit("btc", "1")], ..draft }, &test_environment());
    assert!(ids(&real, Severity::Warning).contains(&"limits.other_network/btc"));
}

#[test]
fn notes_say_what_is_needless_or_could_be_smaller() {
    let mut draft = payout();
    draft.scopes =
        [("wallet_view".to_owned(), vec![WALLET.to_owned()]), ("wallet_view_all".to_owned(), vec![])].into();
    draft.addresses = "8.8.8.8 8.8.8.0/24 8.8.8.0/24".into();
    draft.reach = Reach::Everything;
    let check = check(&draft, &production());
    for id in [
        "scopes.covered/wallet_view",
        "scopes.smaller/wallet_view_all",
        "addresses.overlap/8.8.8.8/8.8.8.0/24",
        "addresses.twice/8.8.8.0/24",
        "limits.idle",
        "reach.everything",
    ] {
        assert!(ids(&check, Severity::Note).contains(&id), "{id}");
    }
    let left_out: Vec<String> = check.left_out.iter().flatten().map(LeftOut::sentence).collect();
    assert_eq!(
        left_out,
        [
            "8.8.8.8 is already included in 8.8.8.0/24 and is left out.",
            "8.8.8.0/24 is entered twice. The duplicate is left out."
        ]
    );
    assert_eq!(serde_json::to_value(&check.request).unwrap()["ipRestrict"], json!(["8.8.8.0/24"]));
    assert_eq!(facts(&check)[0], ("IP addresses", "Only 8.8.8.0/24"));
    let twins =
        check.about(Field::Limits).find(|finding| finding.id.as_str() == "limits.twins/usdt").unwrap();
    assert!(
        twins
            .what
            .starts_with("usdt is Tether on Ethereum, 6 decimals, contract 0xdac17f…831ec7; it is not "),
        "{}",
        twins.what
    );
}

#[test]
fn a_smaller_scope_is_offered_and_taken_with_the_wallets_that_are_known() {
    let swaps = |draft: &TokenDraft, id: &str| {
        let check = check(draft, &production());
        check
            .findings
            .iter()
            .find(|finding| finding.id.as_str() == id)
            .map(|finding| check.swaps_of(finding).to_vec())
    };
    let mut draft = payout();
    draft.scopes = [("wallet_spend_all".to_owned(), vec![])].into();
    let offered = swaps(&draft, "scopes.smaller/wallet_spend_all").unwrap();
    let names: Vec<_> = offered.iter().filter_map(|swap| swap.smaller).collect();
    assert_eq!(names, ["wallet_spend", "wallet_spend_enterprise"]);
    draft.reach = Reach::Wallets(vec![WALLET.into()]);
    draft.swap(offered[0]);
    assert_eq!(draft.scopes, [("wallet_spend".to_owned(), vec![WALLET.to_owned()])].into());
    assert!(check(&draft, &production()).request.is_some());
    draft.scopes.insert("wallet_spend_all".into(), vec![]);
    let covered = swaps(&draft, "scopes.covered/wallet_spend").unwrap();
    assert_eq!(covered, [ScopeSwap { instead_of: "wallet_spend", smaller: None }]);
    draft.swap(covered[0]);
    assert_eq!(draft.scopes, [("wallet_spend_all".to_owned(), vec![])].into());
    draft.swap(offered[1]);
    assert_eq!(draft.scopes, [("wallet_spend_enterprise".to_owned(), vec![])].into());
}

#[test]
fn a_label_in_use_names_the_other_token_and_its_end() {
    let mut context = production();
    let draft = TokenDraft { label: "nightly report".into(), ..payout() };
    let said = |context: &TokenContext| {
        let check = check(&draft, context);
        check.about(Field::Label).next().unwrap().what.clone()
    };
    assert_eq!(
        said(&context),
        "You already have a token named “Nightly report”; it expires on Sun 31 Jan 2027, 08:00."
    );
    context.labels_in_use.push(LabelInUse { label: "NIGHTLY REPORT".into(), ends: None });
    assert!(
        said(&context).starts_with("You already have 2 tokens named “Nightly report”; the first expires on")
    );
    context.labels_in_use.remove(0);
    assert!(said(&context).ends_with("it expires at an unknown time."));
}

#[test]
fn a_scope_over_one_enterprise_is_sent_with_it() {
    let mut draft = payout();
    draft.scopes = [("wallet_view_enterprise".to_owned(), vec![])].into();
    let body = serde_json::to_value(check(&draft, &production()).request.unwrap()).unwrap();
    assert_eq!(body["enterprise"], ENTERPRISE);
    assert_eq!(body["permittedEnterprises"], json!([ENTERPRISE]));
}

/// The findings about limits in a coin that no wallet holds, where wallets of these coins are named.
fn not_held(wallets: &[&str], limits: &[&str], change: impl FnOnce(&mut TokenDraft)) -> Vec<String> {
    let ids: Vec<String> = (0..wallets.len()).map(|index| format!("{index:032x}")).collect();
    let mut names = ResourceNames::default();
    for (id, coin) in ids.iter().zip(wallets).filter(|(_, coin)| !coin.is_empty()) {
        names.add_wallet(id, "Settlement", *coin);
    }
    let mut draft = payout();
    draft.scopes.insert("wallet_spend".into(), ids.clone());
    draft.scopes.insert("wallet_view".into(), ids);
    draft.limits = limits.iter().map(|coin| limit(coin, "1")).collect();
    change(&mut draft);
    let check = check(&draft, &TokenContext { names: Arc::new(names), ..production() });
    let found = check.findings.iter().filter(|finding| finding.id.as_str().starts_with("limits.not_held"));
    found.map(|finding| finding.what.clone()).collect()
}

#[test]
fn a_limit_in_a_coin_that_no_chosen_wallet_holds_is_a_warning_that_names_both() {
    let of = |wallets: &[&str], limits: &[&str]| not_held(wallets, limits, |_| {});
    assert_eq!(
        of(&["usdt"], &["eos:USDT"]),
        ["None of the selected wallets holds eos:USDT on EOS: “Settlement” (usdt) holds usdt on Ethereum."]
    );
    for (wallets, limits, found) in [
        (&["btc"][..], &["btc"][..], 0),
        (&["btc"], &["eth"], 1),
        (&["btc", "eth"], &["eth", "btc"], 0),
        // An ERC-20 token lies in an eth wallet, not in one of another chain or of a test network.
        (&["eth"], &["usdt"], 0),
        (&["hteth"], &["usdt"], 1),
        (&["eth"], &["trx:usdt"], 1),
        (&["trx"], &["trx:usdt"], 0),
        (&["eth"], &["ofcusdt"], 1),
        // Where a wallet or a coin is not known, nothing is said.
        (&["btc", ""], &["eth"], 0),
        (&["newcoin"], &["eth"], 0),
        (&["btc"], &["newcoin"], 0),
        (&[], &["eth"], 0),
    ] {
        assert_eq!(of(wallets, limits).len(), found, "{wallets:?} {limits:?}");
    }
    let erc20 = |draft: &mut TokenDraft| {
        draft.erc20 = Erc20Draft { enabled: true, amount: "5".into(), maximum: false };
    };
    assert_eq!(not_held(&["btc"], &["btc"], erc20).len(), 1);
    assert!(not_held(&["eth"], &["eth"], erc20).is_empty());
    // A scope that spends everywhere is bound by no wallet, but by the reach.
    let wide = |draft: &mut TokenDraft| drop(draft.scopes.insert("wallet_spend_all".into(), vec![]));
    assert!(not_held(&["btc"], &["eth"], wide).is_empty());
    let reach = |draft: &mut TokenDraft| {
        wide(draft);
        draft.reach = Reach::Wallets(vec![format!("{:032x}", 0)]);
    };
    assert_eq!(not_held(&["btc"], &["eth"], reach).len(), 1);
}

#[test]
fn what_is_checked_names_wallets_and_enterprises() {
    let mut names = ResourceNames::default();
    names.add_wallet(WALLET, "Settlement USDT, Ethereum", "usdt");
    names.add_enterprise(ENTERPRISE, "Northwind");
    let check = check(&payout(), &TokenContext { names: Arc::new(names), ..production() });
    assert_eq!(
        check.sentence,
        "This token can view and send from wallet “Settlement USDT, Ethereum” (usdt) within enterprise “Northwind”."
    );
}

#[test]
fn an_unfinished_draft_has_a_sentence_too() {
    let mut draft = payout();
    draft.lifetime = "10".into();
    draft.addresses.clear();
    draft.limits.clear();
    draft.scopes.insert("wallet_freeze".into(), vec![]);
    draft.reach = Reach::Everything;
    let unfinished = check(&draft, &production());
    assert_eq!(
        unfinished.sentence,
        "This token can view and send from wallet 59cd7248…80da1f and freeze wallets not chosen yet."
    );
    assert_eq!(
        facts(&unfinished),
        [
            ("IP addresses", "Not entered yet"),
            ("Spending", "Only while unlocked, then without a limit"),
            ("Expires", "Not set yet"),
        ]
    );
    draft.scopes = crate::domain::scope::scopes().iter().map(|info| (info.name.to_owned(), vec![])).collect();
    let sentence = check(&draft, &production()).sentence;
    assert!(sentence.ends_with(" more things."), "{sentence}");
}

#[test]
fn a_quote_in_a_label_cannot_leave_the_curl_command() {
    let draft = TokenDraft { label: "a'; rm -rf ~ #".into(), ..payout() };
    let curl = check(&draft, &production()).request.unwrap().curl("https://app.example/");
    assert!(curl.contains(r"a'\''; rm -rf ~ #"), "{curl}");
    assert!(curl.starts_with("curl -X POST 'https://app.example/api/v2/user/accesstoken'"), "{curl}");
}
