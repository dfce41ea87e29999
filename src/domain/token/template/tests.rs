//! What a template brings to a token, and the requests that make and change one.
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};

use super::*;
use crate::domain::limit::LimitDraft;
use crate::domain::token::existing::{ExistingLimit, ExistingToken, LimitSize, TokenTerms};
use crate::domain::token::issued::compare;
use crate::domain::token::tests::{ENTERPRISE, WALLET, payout, production};
use crate::domain::token::{
    Field, Reach, Severity, TokenContext, TokenDraft, TokenRequest, check as check_token,
};

fn fields() -> TemplateFields {
    TemplateFields {
        id: "t1".into(),
        name: "Payouts".into(),
        terms: TokenTerms {
            scopes: vec!["wallet_view_all".into()],
            addresses: vec!["9.9.9.9/32".into()],
            limits: vec![ExistingLimit {
                coin: "eth".into(),
                size: LimitSize::Maximum,
                ..ExistingLimit::default()
            }],
            erc20: Some(ExistingLimit { size: LimitSize::Maximum, ..ExistingLimit::default() }),
            ..TokenTerms::default()
        },
        ..TemplateFields::default()
    }
}

fn free() -> TokenContext {
    let mut context = production();
    context.rules.addresses_required = false;
    context
}

fn with_template(draft: TokenDraft) -> TokenDraft {
    TokenDraft { template: Some(fields()), ..draft }
}

fn request(draft: &TokenDraft) -> TokenRequest {
    let check = check_token(draft, &production());
    check.request.unwrap_or_else(|| panic!("{:?}", check.findings))
}

#[test]
fn what_is_sent_wins_and_what_is_not_is_the_templates() {
    let blank = TokenDraft {
        addresses: String::new(),
        limits: vec![],
        reach: Reach::Everything,
        ..with_template(payout())
    };
    let blank_request = request(&blank);
    let held = effective_values(&fields(), &blank_request);
    let of = |field| held.iter().filter(move |it| it.field == field).map(|it| it.origin).collect::<Vec<_>>();
    assert_eq!(of(Field::Scopes), [ValueOrigin::Request]);
    assert_eq!(of(Field::Addresses), [ValueOrigin::Template]);
    assert_eq!(of(Field::Limits), [ValueOrigin::Template, ValueOrigin::Template]);
    assert_eq!(of(Field::Reach), [ValueOrigin::Neither]);
    assert_eq!(held[0].passed_over.as_deref(), Some("wallet_view_all"));
    assert_eq!(held[1].sentence(), "IP addresses from template: 9.9.9.9");
    let sent = serde_json::to_value(&blank_request).unwrap();
    assert_eq!(sent["accessTokenTemplateId"], "t1");
    for name in ["ipRestrict", "spendingLimits", "allErc20TokensLimit", "permittedEnterprises"] {
        assert!(sent.get(name).is_none(), "{name} is sent, and an empty list would win");
    }
    let limit = LimitDraft { coin: "btc".into(), amount: "1".into(), ..LimitDraft::default() };
    let held = effective_values(&fields(), &request(&TokenDraft { limits: vec![limit], ..blank }));
    assert_eq!(held[2].origin, ValueOrigin::Request, "sent limits replace the template's");
    assert_eq!(held[2].passed_over.as_deref(), Some("the platform maximum of ETH"));
}

#[test]
fn a_form_filled_from_a_template_sends_all_of_it() {
    let carried = draft_from(&fields());
    assert!(carried.notes.is_empty(), "{:?}", carried.notes);
    let draft = TokenDraft { label: "New".into(), lifetime: "90 days".into(), ..carried.draft };
    let held = effective_values(&fields(), &request(&draft));
    assert_eq!(held.iter().filter(|it| it.is_unchanged()).count(), 4, "{held:?}");
}

#[test]
fn many_values_that_differ_in_the_end_alone_still_differ() {
    let many = |last: &str| -> Vec<String> {
        let names = ["openid", "profile", "trade_view", "auditlogs_view_all", "enterprise_view_all"];
        names.into_iter().chain([last]).map(str::to_owned).collect()
    };
    let template = TemplateFields {
        terms: TokenTerms { scopes: many("wallet_view_all"), ..fields().terms },
        ..fields()
    };
    let draft = TokenDraft {
        scopes: many("wallet_create").into_iter().map(|name| (name, vec![])).collect(),
        ..with_template(payout())
    };
    assert!(effective_values(&template, &request(&draft))[0].passed_over.is_some());
}

#[test]
fn a_check_looks_at_what_will_hold() {
    let blank = TokenDraft { addresses: " ".into(), ..with_template(payout()) };
    let check = check_token(&blank, &production());
    assert!(check.request.is_some(), "the template's addresses do: {:?}", check.findings);
    assert!(check.addresses.is_empty(), "what is read back to the form is what was typed");
    assert_eq!(check.facts[0], ("IP addresses", "Only 9.9.9.9".to_owned()));
    let unfinished = check_token(&TokenDraft { label: String::new(), ..blank }, &production());
    let left: Vec<_> = unfinished.effective_values.iter().map(|it| (it.field, it.origin)).collect();
    assert_eq!(left, [(Field::Addresses, ValueOrigin::Template), (Field::Limits, ValueOrigin::Template)]);
}

#[test]
fn what_the_template_says_wrong_is_told_but_cannot_be_mended() {
    let template = TemplateFields {
        terms: TokenTerms { addresses: vec!["2001:db8::1".into()], ..fields().terms },
        ..fields()
    };
    let draft = |addresses: &str| TokenDraft {
        addresses: addresses.into(),
        template: Some(template.clone()),
        ..payout()
    };
    let severity = |draft: &TokenDraft| {
        let check = check_token(draft, &production());
        check.about(Field::Addresses).find(|it| it.id.as_str().starts_with("addresses.bad")).unwrap().severity
    };
    assert_eq!(severity(&draft("")), Severity::Warning);
    assert_eq!(severity(&draft("2001:db8::1")), Severity::Error);
    let bound = TokenDraft { reach: Reach::Wallets(vec![WALLET.into()]), ..draft("8.8.8.8") };
    let bounded = TemplateFields {
        terms: TokenTerms { reach: Reach::Enterprises(vec![ENTERPRISE.into()]), ..fields().terms },
        ..fields()
    };
    let check = check_token(&TokenDraft { template: Some(bounded), ..bound }, &production());
    let mut warnings = check.findings.iter().filter(|it| it.severity == Severity::Warning);
    assert!(warnings.any(|it| it.id.as_str() == "template.two_bounds"), "{:?}", check.findings);
}

/// The token is compared with what holds, not with what is sent alone.
#[test]
fn a_value_of_the_template_raises_no_alarm_and_another_does() {
    let draft = TokenDraft {
        addresses: String::new(),
        limits: vec![],
        reach: Reach::Everything,
        ..with_template(payout())
    };
    let asked = request(&draft);
    let now = production().lifetime.now;
    let mut made = ExistingToken {
        label: asked.label().to_owned(),
        created: Some(now),
        expires: Some(asked.expires_at(now)),
        terms: asked.terms(),
        ..ExistingToken::default()
    };
    made.terms.addresses = vec!["9.9.9.9".into()];
    assert_eq!(compare(&asked, now, &made, &jiff::tz::TimeZone::UTC), []);
    made.terms.addresses = vec![];
    made.terms.erc20 = None;
    let found = compare(&asked, now, &made, &jiff::tz::TimeZone::UTC);
    let said: Vec<&str> = found.iter().map(|it| it.sentence.as_str()).collect();
    assert_eq!(
        said,
        [
            "The token works from any IP address; you requested 9.9.9.9.",
            "The token has no spending limit for all ERC-20 tokens; you requested the platform maximum of all ERC-20 tokens.",
        ]
    );
}

fn form() -> TokenDraft {
    TokenDraft { label: String::new(), lifetime: String::new(), ..payout() }
}

fn check_template(name: &str, parts: &TokenDraft, before: Option<&TemplateFields>) -> TemplateCheck {
    let names_in_use = ["Reporting".to_owned()];
    let draft = TemplateDraft { name, enterprise: None, parts, before, names_in_use: &names_in_use };
    check(&draft, &free())
}

fn body(check: &TemplateCheck) -> Value {
    let request = check.request.as_ref().unwrap_or_else(|| panic!("{:?}", check.parts.findings));
    serde_json::to_value(&request.body).unwrap()
}

#[test]
fn a_template_is_made_of_what_the_form_holds_and_nothing_else() {
    let made = check_template(" Payouts ", &form(), None);
    assert_eq!(
        body(&made),
        json!({
            "name": "Payouts",
            "tokenScopes": [format!("wallet_view:{WALLET}"), format!("wallet_spend:{WALLET}")],
            "allowedIPs": ["8.8.8.8", "8.8.4.0/24"],
            "tokenLimits": {"spendingLimits": [
                {"coin": "btc", "txValueLimit": "150000000"}, {"coin": "usdt", "txValueLimit": "20000000000"}]},
            "permittedEnterprises": [ENTERPRISE],
        })
    );
    assert!(
        made.parts.sentence.starts_with("A token created with this template can view and send from wallet")
    );
    assert_eq!(body(&check_template("Bare", &TokenDraft::default(), None)), json!({ "name": "Bare" }));
}

/// A name, and the finding that it brings.
#[test]
fn names_are_told_apart() {
    for (name, id, severity) in [
        ("", "template.blank", Severity::Error),
        ("a\u{200b}b", "template.unseen", Severity::Error),
        ("Reporting", "template.in_use", Severity::Error),
        ("reporting", "template.alike/reporting", Severity::Warning),
    ] {
        let check = check_template(name, &form(), None);
        let found = check.parts.about(Field::Label).next().unwrap();
        assert_eq!((found.id.as_str(), found.severity), (id, severity), "{name:?}");
        assert_eq!(check.request.is_none(), severity == Severity::Error);
    }
}

/// A change of the form, and the exact body that it brings. A bound that stays is always sent.
type Case = (&'static str, fn(&mut TokenDraft), fn() -> Value);

#[rustfmt::skip] // A table: one change and its body a row.
const CHANGES: &[Case] = &[
    ("Other", |_| {}, || json!({ "name": "Other", "permittedEnterprises": [ENTERPRISE] })),
    ("Payouts", |it| it.addresses = String::new(), || json!({ "allowedIPs": [], "permittedEnterprises": [ENTERPRISE] })),
    ("Payouts", |it| it.scopes.clear(), || json!({ "tokenScopes": [], "permittedEnterprises": [ENTERPRISE] })),
    ("Payouts", |it| { it.limits.pop(); }, || json!({
        "tokenLimits": { "spendingLimits": [{ "coin": "btc", "txValueLimit": "150000000" }],
            "allErc20TokensLimit": { "enabled": true, "maxLimit": true } },
        "permittedEnterprises": [ENTERPRISE] })),
    ("Payouts", |it| it.erc20.maximum = false, || json!({
        "tokenLimits": { "spendingLimits": [{ "coin": "btc", "txValueLimit": "150000000" },
            { "coin": "usdt", "txValueLimit": "20000000000" }],
            "allErc20TokensLimit": { "enabled": true, "txValueLimit": "7" } },
        "permittedEnterprises": [ENTERPRISE] })),
    ("Payouts", |it| it.erc20.enabled = false, || json!({
        "tokenLimits": { "spendingLimits": [{ "coin": "btc", "txValueLimit": "150000000" },
            { "coin": "usdt", "txValueLimit": "20000000000" }],
            "allErc20TokensLimit": { "enabled": false } },
        "permittedEnterprises": [ENTERPRISE] })),
    ("Payouts", |it| it.reach = Reach::Wallets(vec![WALLET.into()]), || json!({ "permittedWallets": [WALLET] })),
    ("Payouts", |it| it.reach = Reach::Everything, || json!({})),
];

#[test]
fn a_change_sends_what_is_changed_and_never_drops_a_bound_by_the_way() {
    let mut full = form();
    (full.erc20.enabled, full.erc20.maximum, full.erc20.amount) = (true, true, "7".into());
    let before = check_template("Payouts", &full, None).request.unwrap().wanted;
    let before = TemplateFields { id: "t1".into(), ..before };
    let same = check_template("Payouts", &full, Some(&before));
    assert!(same.request.is_none() && !same.changes_anything(), "{:?}", same.rows);
    for (name, change, wanted) in CHANGES {
        let mut draft = full.clone();
        change(&mut draft);
        let check = check_template(name, &draft, Some(&before));
        assert_eq!(body(&check), wanted(), "{name}");
        assert!(check.changes_anything());
        assert_eq!(check.request.unwrap().target.as_deref(), Some("t1"));
    }
}

#[test]
fn what_a_template_had_before_is_no_error_while_it_stays() {
    let before = TemplateFields {
        terms: TokenTerms { scopes: vec!["scim".into()], addresses: vec!["::1".into()], ..fields().terms },
        ..fields()
    };
    let parts = draft_from(&before).draft;
    let check = check_template("Other", &parts, Some(&before));
    assert_eq!(body(&check), json!({ "name": "Other" }), "{:?}", check.parts.findings);
    let more = TokenDraft { addresses: "::1\n9.9.9.9".into(), ..parts };
    assert!(check_template("Other", &more, Some(&before)).request.is_none(), "now it would be sent");
}

/// A change to what came back, and how it is told.
type Slip = (fn(&mut TemplateFields), &'static str);

#[test]
fn what_the_platform_made_of_it_is_held_against_what_was_wanted() {
    let wanted = check_template("Payouts", &form(), None).request.unwrap().wanted;
    let faithful = TemplateFields { id: "t9".into(), ..wanted.clone() };
    assert_eq!(differences(&wanted, &faithful), [""; 0]);
    let slips: [Slip; 6] = [
        (|it| it.name = "Else".into(), "Name: BitGo saved Else; you requested Payouts."),
        (|it| it.terms.scopes.push("all".into()), "Scope all: BitGo saved it, but you did not request it."),
        (
            |it| it.terms.addresses.clear(),
            "Allowed IP addresses 8.8.8.8: you requested it, but BitGo did not save it.",
        ),
        (
            |it| it.terms.limits[0].size = LimitSize::Maximum,
            "Spending limit for BTC: BitGo saved the platform maximum",
        ),
        (|it| it.terms.reach = Reach::Everything, "Wallet access: BitGo saved everywhere"),
        (|it| it.terms.reach = Reach::Enterprises(vec![WALLET.into()]), "Wallet access: BitGo saved within"),
    ];
    for (slip, words) in slips {
        let mut made = faithful.clone();
        slip(&mut made);
        let found = differences(&wanted, &made);
        assert!(found.iter().any(|it| it.starts_with(words)), "{words}: {found:?}");
    }
}
