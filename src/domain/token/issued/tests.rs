//! One change to a faithful answer, and the one difference that it must bring.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::token::check;
use crate::domain::token::tests::{ENTERPRISE, WALLET, payout, production};

#[test]
fn only_more_than_a_minute_is_an_alarm() {
    let at = |secs| Timestamp::from_second(secs).unwrap_or_default();
    let alarm = |made| expiry_alarm(at(1_000_000), made, &TimeZone::UTC);
    assert_eq!(alarm(Some(at(1_000_000))), None);
    assert_eq!(alarm(Some(at(1_000_060))), None);
    assert_eq!(alarm(Some(at(999_940))), None);
    assert!(alarm(Some(at(1_000_061))).is_some_and(|words| words.contains("1 min 1 s later")));
    assert!(alarm(Some(at(395_200))).is_some_and(|words| words.contains("7 d earlier")));
    assert!(alarm(None).is_some());
}

/// The payout token, made two seconds later than asked, its lists in another order and spelling.
fn faithful() -> ExistingToken {
    let limit = |coin: &str, amount: u64| {
        let [limit, spent] = [amount, 0].map(|it| Some(Balance::Exact(BaseUnits::from(it))));
        ExistingLimit::read(coin.into(), limit, None, spent, Some(0))
    };
    ExistingToken {
        id: "a1".into(),
        label: "Payouts".into(),
        created: Some("2026-11-20T13:00:02.5Z".parse().unwrap()),
        expires: Some("2027-02-18T13:00:02.5Z".parse().unwrap()),
        terms: TokenTerms {
            scopes: vec![format!("wallet_spend:{WALLET}"), format!("wallet_view:{WALLET}")],
            addresses: vec!["8.8.4.0/24".into(), "8.8.8.8/32".into()],
            limits: vec![limit("usdt", 20_000_000_000), limit("btc", 150_000_000)],
            reach: Reach::Enterprises(vec![ENTERPRISE.into()]),
            ..TokenTerms::default()
        },
        ..ExistingToken::default()
    }
}

fn differences(made: &ExistingToken) -> Vec<Difference> {
    let request = check(&payout(), &production()).request.unwrap();
    compare(&request, production().lifetime.now, made, &TimeZone::UTC)
}

#[test]
fn what_is_the_same_in_another_order_and_spelling_is_no_difference() {
    assert_eq!(differences(&faithful()), []);
}

/// A change to what was made, and the one difference that it must bring.
type Case = (Field, DifferenceSeverity, &'static str, fn(&mut ExistingToken));

#[rustfmt::skip] // A table: one change and its difference a row.
const CASES: &[Case] = &[
    (Field::Label, DifferenceSeverity::Alarm, "label is “payouts”; you requested “Payouts”", |it| it.label = "payouts".into()),
    (Field::Label, DifferenceSeverity::Note, "did not report the label", |it| it.label.clear()),
    (Field::Lifetime, DifferenceSeverity::Alarm, "83 d 8 h 57 min 38 s earlier", |it| {
        it.expires = Some("2026-11-27T04:02:24.711Z".parse().unwrap());
    }),
    (Field::Lifetime, DifferenceSeverity::Alarm, "did not report when this token expires", |it| it.expires = None),
    (Field::Scopes, DifferenceSeverity::Alarm, "more than you requested: wallet_spend_all", |it| it.terms.scopes.push("wallet_spend_all".into())),
    (Field::Scopes, DifferenceSeverity::Alarm, "less than you requested: wallet_view:59", |it| { it.terms.scopes.pop(); }),
    (Field::Scopes, DifferenceSeverity::Note, "did not report the scopes", |it| it.terms.scopes.clear()),
    (Field::Addresses, DifferenceSeverity::Alarm, "works from any IP address; you requested 8.8.4.0/24 and 8.8.8.8", |it| it.terms.addresses.clear()),
    (Field::Addresses, DifferenceSeverity::Alarm, "works from 8.8.4.0/24;", |it| { it.terms.addresses.pop(); }),
    (Field::Limits, DifferenceSeverity::Alarm, "no spending limit for BTC; you requested 1.5 BTC", |it| { it.terms.limits.pop(); }),
    (Field::Limits, DifferenceSeverity::Alarm, "limit for BTC is 1.50000001 BTC; you requested 1.5 BTC", |it| {
        it.terms.limits[1].size = LimitSize::Exact(BaseUnits::from(150_000_001_u64));
    }),
    (Field::Limits, DifferenceSeverity::Alarm, "is the platform maximum of BTC", |it| it.terms.limits[1].size = LimitSize::Maximum),
    (Field::Limits, DifferenceSeverity::Alarm, "is “1.5e8” of BTC", |it| it.terms.limits[1].size = LimitSize::Unreadable("1.5e8".into())),
    (Field::Limits, DifferenceSeverity::Note, "did not report the spending limit for BTC", |it| it.terms.limits[1].size = LimitSize::NotTold),
    (Field::Limits, DifferenceSeverity::Alarm, "did not request: the platform maximum of all ERC-20 tokens", |it| {
        it.terms.erc20 = Some(ExistingLimit { size: LimitSize::Maximum, ..ExistingLimit::default() });
    }),
    (Field::Reach, DifferenceSeverity::Note, "did not report the wallet access", |it| it.terms.reach = Reach::Everything),
    (Field::Reach, DifferenceSeverity::Alarm, "works within wallet a; you requested within enterprise", |it| it.terms.reach = Reach::Wallets(vec!["a".into()])),
];

#[test]
fn every_difference_is_found_alone_and_said_in_a_sentence() {
    for (field, weight, words, change) in CASES {
        let mut made = faithful();
        change(&mut made);
        let found = differences(&made);
        let [only] = &found[..] else { panic!("{words}: {found:?}") };
        assert_eq!((only.field, only.severity), (*field, *weight), "{words}");
        assert!(only.sentence.contains(words), "{words}: {}", only.sentence);
    }
}
