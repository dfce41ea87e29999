//! Whether a withdrawal would be stopped: a case for every condition and action.

use super::builders::{
    amount, approval, at, guards, joined, liveness, past, people, quiet, rule, units, velocity, wallet,
    withdrawal,
};
use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::enterprise_policy::{
    Action, Answer, Approvers, Circumstances, Condition, DestinationType, Doubt, EnterpriseProtection,
    EnterpriseRule, Guarded, Guards, Join, LivenessOf, NotRead, Past, Place, PlatformCheck, Prices, RawPart,
    RuleOrigin, RuleStatus, RulesRead, Standing, Strictness, TouchpointName, Truth, Unreadable,
    VelocityScope, Verdict, WalletFilter, Withdrawal, would_be_stopped,
};
use crate::domain::token::existing::{ExistingLimit, LimitSize, TokenTerms};
use jiff::Timestamp;

use DestinationType::{NotWhitelisted, OutsideEnterprise, Whitelisted};
use Strictness::{Approval, Check, Denied, GoesThrough};

pub(super) fn of(rules: &[EnterpriseRule], withdrawal: &Withdrawal, around: &Circumstances) -> Answer {
    would_be_stopped(withdrawal, guards(rules), around)
}

pub(super) fn deny(conditions: Vec<Condition>) -> EnterpriseRule {
    rule(conditions, vec![Action::Deny])
}

/// Whether the only condition of a denying rule holds.
fn holds(condition: Condition, withdrawal: &Withdrawal, around: &Circumstances) -> (Truth, Vec<Doubt>) {
    let answer = of(&[deny(vec![condition])], withdrawal, around);
    let truth = match answer.verdict {
        Verdict::Denied => Truth::Yes,
        Verdict::GoesThrough => Truth::No,
        Verdict::CannotTell(GoesThrough, Denied) => Truth::Unknown,
        other => panic!("{other:?}"),
    };
    (truth, answer.doubts().into_iter().cloned().collect())
}

#[test]
fn amounts_are_compared_in_base_units_of_their_own_coin() {
    for (sign, coin, sent, expected) in [
        (">", "btc", "100", Truth::No),
        (">", "btc", "101", Truth::Yes),
        (">=", "btc", "99", Truth::No),
        (">=", "btc", "100", Truth::Yes),
        ("<", "btc", "99", Truth::Yes),
        ("<", "btc", "100", Truth::No),
        ("<=", "btc", "100", Truth::Yes),
        ("<=", "btc", "101", Truth::No),
        // Tickers come in any case, and another coin is another matter.
        (">", "BTC", "101", Truth::Yes),
        (">", "eth", "101", Truth::No),
        (">", "ltc", "101", Truth::No),
        // The money of another state would need its price.
        (">", "EUR", "101", Truth::Unknown),
        // So would be a name that fits no coin.
        (">", "bitcoin", "101", Truth::Unknown),
    ] {
        let found = holds(amount(sign, "100", coin), &withdrawal("btc", sent), &quiet());
        assert_eq!(found.0, expected, "{sent} {sign} 100 {coin}: {:?}", found.1);
    }
}

#[test]
fn a_ticker_that_fits_two_coins_may_be_either() {
    for (named, sent, expected) in [
        ("hteth:wbtc", "hteth:wbtc", Truth::Yes),
        ("HTETH:WBTC", "hteth:wbtc", Truth::Unknown),
        ("HTETH:WBTC", "btc", Truth::No),
        ("newcoin", "newcoin", Truth::Yes),
        ("NEWCOIN", "newcoin", Truth::Unknown),
    ] {
        let found = holds(amount(">", "100", named), &withdrawal(sent, "101"), &quiet());
        assert_eq!(found.0, expected, "{named} {sent}");
    }
    let limit = deny(vec![amount(">", "100", "bitcoin")]);
    assert_eq!(limit.protects(&wallet(), "btc", &[]), [EnterpriseProtection::Unjudged]);
}

#[test]
fn dollars_are_compared_without_a_float_and_not_within_five_percent() {
    // 0.2 BTC at 50,000 are 10,000 dollars.
    for (sign, sent, expected) in [
        (">", "18999999", Truth::No),
        (">", "19000000", Truth::Unknown),
        (">", "20000000", Truth::Unknown),
        (">", "21000000", Truth::Unknown),
        (">", "21000001", Truth::Yes),
        ("<", "18999999", Truth::Yes),
        ("<=", "21000001", Truth::No),
    ] {
        let (truth, doubts) = holds(amount(sign, "10000", "USD"), &withdrawal("btc", sent), &quiet());
        assert_eq!(truth, expected, "{sent} {sign}");
        assert_eq!(doubts.contains(&Doubt::CloseToThreshold), expected == Truth::Unknown);
    }
    let no_price = Circumstances { prices: Prices::default(), ..quiet() };
    let (truth, doubts) = holds(amount(">", "10000", "usd"), &withdrawal("btc", "99999999"), &no_price);
    assert_eq!((truth, doubts), (Truth::Unknown, vec![Doubt::NoPrice("btc".to_owned())]));
    let mut prices = Prices::default();
    for price in ["", "-1", "0", "0.0", "1e5", "NaN"] {
        assert!(!prices.set("btc", price), "{price}");
    }
    // A price of more digits than a float holds decides by the last of them.
    for (price, expected) in
        [("1050000", Truth::Unknown), ("1050000.000000000000000000000000000001", Truth::Yes)]
    {
        assert!(prices.set("btc", price));
        let around = Circumstances { prices: prices.clone(), ..quiet() };
        let found = holds(amount(">", "1000000", "USD"), &withdrawal("btc", "100000000"), &around);
        assert_eq!(found.0, expected, "{price}");
    }
}

#[test]
fn a_velocity_limit_counts_what_left_within_its_window() {
    let hour = |number: &str, coin: &str, scope| velocity(number, coin, 3_600, scope);
    let left = || Circumstances {
        wallet_past: Some(past(&[
            ("10:59:59", "btc", "500"),
            ("11:00:00", "btc", "40"),
            ("11:30:00", "btc", "60"),
            ("11:45:00", "eth", "900"),
        ])),
        enterprise_past: Some(past(&[
            ("11:30:00", "btc", "60"),
            ("11:50:00", "btc", "300"),
            ("11:55:00", "eth", "900"),
        ])),
        ..quiet()
    };
    for (number, sent, scope, expected) in [
        // What is as old as the window does not count any more.
        ("100", "40", VelocityScope::Wallet, Truth::No),
        ("100", "41", VelocityScope::Wallet, Truth::Yes),
        ("400", "40", VelocityScope::Enterprise, Truth::No),
        ("400", "41", VelocityScope::Enterprise, Truth::Yes),
    ] {
        let found = holds(hour(number, "btc", scope), &withdrawal("btc", sent), &left());
        assert_eq!(found.0, expected, "{number} {sent} {scope:?}: {:?}", found.1);
    }
    // What is not known can only add to it.
    let unknown = Circumstances { wallet_past: None, ..left() };
    let doubt = Doubt::PastNotKnown { window_secs: 3_600, scope: VelocityScope::Wallet };
    assert_eq!(
        holds(hour("100", "btc", VelocityScope::Wallet), &withdrawal("btc", "101"), &unknown).0,
        Truth::Yes
    );
    assert_eq!(
        holds(hour("100", "btc", VelocityScope::Wallet), &withdrawal("btc", "100"), &unknown),
        (Truth::Unknown, vec![doubt])
    );
    let day = velocity("1000", "btc", 2 * 86_400, VelocityScope::Wallet);
    assert_eq!(holds(day, &withdrawal("btc", "1"), &left()).0, Truth::Unknown, "known from yesterday alone");
    // A window of nothing is about this withdrawal alone.
    let alone = || velocity("100", "btc", 0, VelocityScope::Wallet);
    assert_eq!(holds(alone(), &withdrawal("btc", "100"), &unknown).0, Truth::No);
    assert_eq!(holds(alone(), &withdrawal("btc", "101"), &unknown).0, Truth::Yes);
    // Without a scope it is one of the two.
    let untold = |number: &str| {
        let Condition::Velocity { threshold, window_secs, .. } = hour(number, "btc", VelocityScope::Wallet)
        else {
            panic!()
        };
        Condition::Velocity { threshold, window_secs, scope: None }
    };
    for (number, sent, expected) in
        [("99", "40", Truth::Yes), ("399", "39", Truth::No), ("399", "41", Truth::Unknown)]
    {
        assert_eq!(holds(untold(number), &withdrawal("btc", sent), &left()).0, expected, "{number} {sent}");
    }
}

#[test]
fn a_velocity_limit_in_dollars_counts_every_coin() {
    let mut around = Circumstances {
        wallet_past: Some(past(&[
            ("11:30:00", "eth", "1000000000000000000"),
            ("11:40:00", "btc", "2000000"),
        ])),
        ..quiet()
    };
    // 1 ETH at 3,000 and 0.02 BTC at 50,000 are 4,000; another 0.02 BTC makes 5,000.
    let limit = |number: &str| velocity(number, "USD", 3_600, VelocityScope::Wallet);
    let sent = withdrawal("btc", "2000000");
    assert_eq!(holds(limit("6000"), &sent, &around).1, [Doubt::NoPrice("eth".to_owned())]);
    assert_eq!(holds(limit("1800"), &sent, &around).0, Truth::Yes, "what has a price is enough");
    // Each coin that lacks a price is named, not one of them alone.
    let without = Circumstances { prices: Prices::default(), ..around.clone() };
    let rule = of(&[deny(vec![limit("6000")])], &sent, &without);
    assert_eq!(rule.coins_without_price(), ["btc", "eth"].into());
    assert!(around.prices.set("eth", "3000.00"));
    assert!(of(&[deny(vec![limit("6000")])], &sent, &around).coins_without_price().is_empty());
    for (number, expected) in [("4700", Truth::Yes), ("5000", Truth::Unknown), ("5300", Truth::No)] {
        assert_eq!(holds(limit(number), &sent, &around).0, expected, "{number}");
    }
}

#[test]
fn a_limit_over_the_enterprise_says_how_far_back_would_have_to_be_known() {
    let limit = |secs| velocity("100", "btc", secs, VelocityScope::Enterprise);
    let rules = [deny(vec![limit(3_600)]), deny(vec![limit(7_200)])];
    let untold = Circumstances { enterprise_past: None, ..quiet() };
    let small = of(&rules, &withdrawal("btc", "40"), &untold);
    assert_eq!(small.enterprise_window_secs(), Some(7_200));
    assert_eq!(
        of(&rules, &withdrawal("btc", "101"), &untold).enterprise_window_secs(),
        None,
        "enough by itself"
    );
    assert_eq!(of(&rules, &withdrawal("btc", "40"), &quiet()).enterprise_window_secs(), None, "known");
    // A part of what left can be enough, and is never taken for all of it.
    let part = |amount| Circumstances {
        enterprise_past: Some(Past { known_from: Timestamp::MAX, ..past(&[("11:30:00", "btc", amount)]) }),
        ..quiet()
    };
    assert_eq!(of(&rules, &withdrawal("btc", "40"), &part("61")).verdict, Verdict::Denied);
    let too_little = of(&rules, &withdrawal("btc", "40"), &part("60"));
    assert_eq!(too_little.verdict, Verdict::CannotTell(GoesThrough, Denied));
    // What left the wallet itself is read with it, and what left wallets of the same tags tells nothing here.
    let own = velocity("100", "btc", 3_600, VelocityScope::Wallet);
    let unknown = Circumstances { wallet_past: None, ..quiet() };
    assert_eq!(of(&[deny(vec![own])], &withdrawal("btc", "40"), &unknown).enterprise_window_secs(), None);
}

#[test]
fn destinations_initiators_and_servers_decide() {
    let to = |kind: DestinationType, coin: Option<&str>| Condition::Destination {
        kind,
        coin: coin.map(str::to_owned),
    };
    let sent = |standing, is_own| {
        let mut sent = withdrawal("btc", "1");
        sent.destination.standing = standing;
        sent.destination.is_own = is_own;
        sent
    };
    for (condition, standing, is_own, expected) in [
        (to(Whitelisted, None), Standing::Whitelisted, false, Truth::Yes),
        (to(Whitelisted, None), Standing::Known, false, Truth::No),
        (to(NotWhitelisted, None), Standing::Known, false, Truth::Yes),
        (to(NotWhitelisted, None), Standing::New, false, Truth::Yes),
        (to(NotWhitelisted, None), Standing::Whitelisted, false, Truth::No),
        (to(OutsideEnterprise, None), Standing::Whitelisted, false, Truth::Yes),
        (to(OutsideEnterprise, None), Standing::New, true, Truth::No),
        (to(NotWhitelisted, Some("eth")), Standing::New, false, Truth::No),
        (to(NotWhitelisted, Some("BTC")), Standing::New, false, Truth::Yes),
        (to(NotWhitelisted, Some("bitcoin")), Standing::New, false, Truth::Unknown),
        (to(Whitelisted, Some("bitcoin")), Standing::New, false, Truth::No),
        (Condition::Initiators(people(&["bo", "ann"])), Standing::New, false, Truth::Yes),
        (Condition::Initiators(people(&["bo"])), Standing::New, false, Truth::No),
        (Condition::NotInitiatedBy(people(&["bo"])), Standing::New, false, Truth::Yes),
        (Condition::NotInitiatedBy(people(&["ann"])), Standing::New, false, Truth::No),
    ] {
        assert_eq!(holds(condition.clone(), &sent(standing, is_own), &quiet()).0, expected, "{condition:?}");
    }
    let hook = |coin: Option<&str>| Condition::Webhook {
        url: "https://h".to_owned(),
        coin: coin.map(str::to_owned),
    };
    let (truth, doubts) = holds(hook(None), &withdrawal("btc", "1"), &quiet());
    assert_eq!((truth, doubts), (Truth::Unknown, vec![Doubt::Webhook("https://h".to_owned())]));
    assert_eq!(holds(hook(Some("eth")), &withdrawal("btc", "1"), &quiet()).0, Truth::No);
    let (truth, doubts) = holds(hook(Some("bitcoin")), &withdrawal("btc", "1"), &quiet());
    assert_eq!((truth, doubts), (Truth::Unknown, vec![Doubt::NotUnderstood("bitcoin".to_owned())]));
}

#[test]
fn every_action_is_as_strict_as_it_is() {
    let not_understood =
        Action::NotUnderstood(RawPart { name: "approvals.moon".to_owned(), json: "{}".to_owned() });
    let admins = || approval(Approvers::WalletAdmins, 1);
    let check = |check| Action::Check(check);
    for (actions, join, expected) in [
        (vec![Action::Deny], Join::And, (Denied, Denied)),
        (vec![admins()], Join::And, (Approval, Approval)),
        (vec![approval(Approvers::EnterpriseAdmins, 2)], Join::And, (Approval, Approval)),
        (vec![approval(Approvers::OrganizationAdmins, 1)], Join::And, (Approval, Approval)),
        (vec![approval(Approvers::People(people(&["bo"])), 1)], Join::And, (Approval, Approval)),
        (vec![approval(Approvers::Final(people(&["bo"])), 1)], Join::And, (Approval, Approval)),
        (vec![check(PlatformCheck::Identity { is_fallback: None })], Join::And, (Check, Check)),
        (vec![check(PlatformCheck::Video)], Join::And, (Check, Check)),
        (vec![check(liveness(LivenessOf::Requester, 1))], Join::And, (Check, Check)),
        (vec![check(liveness(LivenessOf::EnterpriseAdmins, 2))], Join::And, (Check, Check)),
        (vec![check(liveness(LivenessOf::People(people(&["bo"])), 1))], Join::And, (Check, Check)),
        (vec![Action::Nothing], Join::And, (GoesThrough, GoesThrough)),
        (vec![], Join::And, (GoesThrough, GoesThrough)),
        (vec![not_understood.clone()], Join::And, (GoesThrough, Denied)),
        (vec![admins(), check(PlatformCheck::Video)], Join::And, (Approval, Approval)),
        (vec![admins(), check(PlatformCheck::Video)], Join::Or, (Check, Check)),
        // How a denial that is one of two ways is meant is not documented.
        (vec![admins(), Action::Deny], Join::Or, (Approval, Denied)),
        (vec![admins(), Action::Deny], Join::And, (Denied, Denied)),
        (vec![admins(), not_understood], Join::Or, (GoesThrough, Approval)),
    ] {
        let mut made = rule(Vec::new(), Vec::new());
        made.clauses[0].actions = joined(actions.clone(), join);
        let answer = of(&[made], &withdrawal("btc", "1"), &quiet());
        assert_eq!(answer.bounds(), expected, "{actions:?} {join:?}");
        assert_eq!(answer.doubts().is_empty(), expected.0 == expected.1, "{actions:?}");
    }
}

#[test]
fn how_and_and_or_bind_is_told_only_where_it_does_not_matter() {
    let yes = || Condition::Initiators(people(&["ann"]));
    let no = || Condition::Initiators(people(&["bo"]));
    for (conditions, joins, expected) in [
        (vec![no(), no(), yes()], [Some(Join::And), Some(Join::Or)], Truth::Yes),
        // Yes or (no and no), or (yes or no) and no.
        (vec![yes(), no(), no()], [Some(Join::Or), Some(Join::And)], Truth::Unknown),
        (vec![yes(), yes(), yes()], [None, Some(Join::Or)], Truth::Yes),
        (vec![yes(), no(), no()], [None, None], Truth::Unknown),
        (vec![no(), no(), no()], [None, None], Truth::No),
    ] {
        let mut made = deny(conditions.clone());
        for (joined, join) in made.clauses[0].conditions.iter_mut().zip(joins) {
            joined.join = join;
        }
        let answer = of(&[made], &withdrawal("btc", "1"), &quiet());
        let expected = match expected {
            Truth::Yes => (Denied, Denied),
            Truth::No => (GoesThrough, GoesThrough),
            Truth::Unknown => (GoesThrough, Denied),
        };
        assert_eq!(answer.bounds(), expected, "{joins:?}");
        assert_eq!(answer.doubts().is_empty(), expected.0 == expected.1);
    }
}

#[test]
fn only_active_rules_about_transfers_of_this_wallet_count() {
    let with = |change: &dyn Fn(&mut EnterpriseRule)| {
        let mut made = deny(Vec::new());
        change(&mut made);
        of(&[made], &withdrawal("btc", "1"), &quiet()).bounds()
    };
    let through = (GoesThrough, GoesThrough);
    assert_eq!(with(&|_| {}), (Denied, Denied));
    for status in RuleStatus::KNOWN.iter().filter(|it| **it != RuleStatus::Active) {
        assert_eq!(with(&|it| it.status = status.clone()), through, "{status:?}");
    }
    assert_eq!(with(&|it| it.enterprise = Some("e2".to_owned())), through);
    let elsewhere = |it: &mut EnterpriseRule| {
        it.enterprise = Some("bitgo".to_owned());
        it.is_vendors = true;
    };
    assert_eq!(with(&elsewhere), (Denied, Denied), "the vendor's own are for all");
    let kinds = |kinds: &[&str]| WalletFilter::Kinds(people(kinds));
    let list =
        |ids: &[&str]| WalletFilter::Wallets { ids: people(ids).into_iter().collect(), is_multiple: false };
    for (filters, expected) in [
        (vec![kinds(&["hot"])], (Denied, Denied)),
        (vec![kinds(&["custodial", "trading"])], through),
        (vec![list(&["w1", "w2"])], (Denied, Denied)),
        (vec![list(&["w2"])], through),
        (vec![kinds(&["hot"]), list(&["w2"])], through),
        (vec![WalletFilter::AllRules { parameters: None }], through),
        (vec![], (GoesThrough, Denied)),
        (vec![WalletFilter::NotUnderstood(RawPart::default())], (GoesThrough, Denied)),
    ] {
        assert_eq!(with(&|it| it.filters.clone_from(&filters)), expected, "{filters:?}");
    }
    // Without a name, what it is about is told by its conditions and its label.
    let mut unnamed = deny(Vec::new());
    for (id, label, conditions, guarded) in [
        ("", "", vec![], Guarded::Transfers),
        ("t9", "", vec![], Guarded::Unclear),
        ("t9", "Transfer from a Segregated Wallet", vec![], Guarded::Transfers),
        ("t9", "Share a Segregated Wallet", vec![], Guarded::Unclear),
        ("t9", "Moon", vec![amount(">", "1", "btc")], Guarded::Transfers),
        ("t9", "Moon", vec![Condition::Initiators(people(&["ann"]))], Guarded::Unclear),
    ] {
        unnamed.touchpoint = Place { id: id.to_owned(), label: label.to_owned() };
        unnamed.clauses[0].conditions = joined(conditions, Join::And);
        assert_eq!(unnamed.guards(&[]), guarded, "{id} {label}");
    }
    // A touchpoint that is known by name decides, whatever the filters are.
    let touchpoints = |name: &str| vec![TouchpointName { id: "t1".to_owned(), name: name.to_owned() }];
    let mut made = deny(Vec::new());
    made.touchpoint.id = "t1".to_owned();
    for (name, guarded, expected) in [
        ("wallet.segregated.transfer", Guarded::Transfers, (Denied, Denied)),
        ("policies.management.edit", Guarded::PolicyChanges, through),
        ("wallet.share", Guarded::Other, through),
        ("wallet.moon.transfer", Guarded::Unclear, (GoesThrough, Denied)),
    ] {
        let touchpoints = touchpoints(name);
        assert_eq!(made.guards(&touchpoints), guarded);
        let guards = Guards { touchpoints: &touchpoints, ..guards(std::slice::from_ref(&made)) };
        assert_eq!(would_be_stopped(&withdrawal("btc", "1"), guards, &quiet()).bounds(), expected, "{name}");
    }
}

#[test]
fn what_could_not_be_read_is_never_counted_on_and_never_passed_over() {
    let part = |name: &str| RawPart { name: name.to_owned(), json: "{}".to_owned() };
    let unreadable = |name: &str| Unreadable { part: part(name), why: "it is odd".to_owned() };
    let mut whole = deny(Vec::new());
    whole.unreadable = vec![unreadable("clauses")];
    let answer = of(&[whole], &withdrawal("btc", "1"), &quiet());
    assert_eq!(answer.bounds(), (GoesThrough, Denied));
    assert_eq!(answer.doubts(), [&Doubt::Unreadable("clauses".to_owned())]);
    // One that stands in its place is judged there.
    for (first, expected) in [("100", (GoesThrough, GoesThrough)), ("0", (GoesThrough, Denied))] {
        let mut made = deny(vec![amount(">", first, "btc"), Condition::NotUnderstood(part("transfer.moon"))]);
        made.unreadable = vec![unreadable("transfer.moon")];
        assert_eq!(of(&[made], &withdrawal("btc", "1"), &quiet()).bounds(), expected, "{first}");
    }
    let not_read = NotRead::NoLicense;
    let sent = withdrawal("btc", "1");
    for rules in [vec![], vec![deny(vec![amount(">", "9", "btc")])]] {
        let guards = Guards { enterprise_rules: RulesRead::NotRead(&rules, &not_read), ..guards(&[]) };
        let answer = would_be_stopped(&sent, guards, &quiet());
        assert_eq!(answer.bounds(), (GoesThrough, Denied));
        assert_eq!(answer.doubts(), [&Doubt::EnterpriseRulesNotRead(NotRead::NoLicense)]);
    }
    let guards = Guards { wallet_rules: None, enterprise_rules: RulesRead::NoEnterprise, ..guards(&[]) };
    assert_eq!(would_be_stopped(&sent, guards, &quiet()).doubts(), [&Doubt::WalletRulesNotRead]);
}

#[test]
fn a_token_s_limits_stop_what_is_made_with_it() {
    let limit = |coin: &str, size: LimitSize, spent: Option<&str>| ExistingLimit {
        coin: coin.to_owned(),
        size,
        spent: spent.map(Balance::from_wire),
        transactions: None,
    };
    let exact = |text: &str| LimitSize::Exact(units(text));
    for (coin, limits, erc20, expected) in [
        ("btc", vec![limit("btc", exact("100"), Some("50"))], None, (GoesThrough, GoesThrough)),
        ("btc", vec![limit("btc", exact("100"), Some("51"))], None, (Denied, Denied)),
        ("btc", vec![limit("btc", exact("40"), None)], None, (Denied, Denied)),
        ("btc", vec![limit("btc", exact("100"), Some("900"))], None, (Denied, Denied)),
        ("btc", vec![limit("btc", LimitSize::Maximum, Some("900"))], None, (GoesThrough, GoesThrough)),
        ("btc", vec![limit("btc", LimitSize::NotTold, None)], None, (GoesThrough, Denied)),
        ("btc", vec![limit("btc", exact("100"), Some("1.5"))], None, (GoesThrough, Denied)),
        ("btc", vec![limit("eth", exact("0"), None)], None, (GoesThrough, GoesThrough)),
        ("usdt", vec![], Some(limit("", exact("40"), None)), (Denied, Denied)),
        ("btc", vec![], Some(limit("", exact("40"), None)), (GoesThrough, GoesThrough)),
    ] {
        let token = TokenTerms { limits: limits.clone(), erc20, ..TokenTerms::default() };
        let guards = Guards { token: Some(&token), ..guards(&[]) };
        let answer = would_be_stopped(&withdrawal(coin, "50"), guards, &quiet());
        assert_eq!(answer.bounds(), expected, "{limits:?}");
        assert!(answer.fired.iter().all(|it| it.origin == RuleOrigin::Token));
    }
}

#[test]
fn no_amount_passes_through_a_float() {
    let huge = "123456789012345678901234567890123456789012";
    let made = deny(vec![amount(">", huge, "btc")]);
    for (sent, expected) in
        [(units(huge), Verdict::GoesThrough), (units(huge) + BaseUnits::from(1_u64), Verdict::Denied)]
    {
        let sent = Withdrawal {
            amount: sent,
            wallet: wallet(),
            at: at(super::builders::NOON),
            ..withdrawal("btc", "0")
        };
        assert_eq!(of(std::slice::from_ref(&made), &sent, &quiet()).verdict, expected);
    }
}
