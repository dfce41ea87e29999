//! A wallet's own rules, held against a withdrawal.

use super::builders::{at, guards, past, people, quiet, wallet_rule, withdrawal};
use crate::domain::amount::Balance;
use crate::domain::enterprise_policy::{
    ApprovalDemand, Approvers, Circumstances, Demand, Doubt, Guards, PlatformCheck, Standing, Strictness,
    WalletRule, Withdrawal, would_be_stopped,
};
use crate::domain::policy::{Listed, RuleConsequence, RuleList, RuleTrigger};

use Strictness::{Approval, Check, Denied, GoesThrough};

const NO: (Strictness, Strictness) = (GoesThrough, GoesThrough);
const OPEN: (Strictness, Strictness) = (GoesThrough, Denied);
const YES: (Strictness, Strictness) = (Denied, Denied);

fn limit(amount: &str, window_secs: u64, tags: &[&str]) -> WalletRule {
    let amount = Some(Balance::from_wire(amount));
    wallet_rule(RuleTrigger::MoreThan { amount, window_secs: Some(window_secs), tags: people(tags) })
}

fn list(kind: RuleList, items: &[(&str, &str)]) -> WalletRule {
    let mut made = wallet_rule(RuleTrigger::Recipient);
    made.description.list = Some(kind);
    let entry = |(item, kind): &(&str, &str)| Listed {
        item: (*item).to_owned(),
        kind: (*kind).to_owned(),
        label: String::new(),
    };
    made.entries = items.iter().map(entry).collect();
    made
}

fn bounds(made: &WalletRule, sent: &Withdrawal, around: &Circumstances) -> (Strictness, Strictness) {
    let guards = Guards { wallet_rules: Some(std::slice::from_ref(made)), ..guards(&[]) };
    would_be_stopped(sent, guards, around).bounds()
}

#[test]
fn every_kind_of_a_wallet_s_rules_has_its_case() {
    let around = Circumstances { wallet_past: Some(past(&[("11:30:00", "btc", "60")])), ..quiet() };
    let unknown = Circumstances { wallet_past: None, ..quiet() };
    let of = |made: &WalletRule, amount: &str| bounds(made, &withdrawal("btc", amount), &around);
    let hour = limit("100", 3_600, &[]);
    assert_eq!((of(&hour, "40"), of(&hour, "41")), (NO, YES));
    assert_eq!(bounds(&hour, &withdrawal("btc", "40"), &unknown), OPEN);
    assert_eq!((of(&limit("100", 0, &[]), "100"), of(&limit("100", 0, &[]), "101")), (NO, YES));
    assert_eq!(of(&limit("100", 3_600, &[":tag"]), "40"), NO, "the wallet's own tag");
    assert_eq!(of(&limit("100", 3_600, &["desk"]), "40"), OPEN, "other wallets count too");
    assert_eq!(of(&limit("1.5", 3_600, &[]), "1"), OPEN);
    let since = WalletRule { counted_from: Some(at("2026-11-20T11:45:00Z")), ..hour.clone() };
    assert_eq!(of(&since, "100"), NO, "what left before is not counted");
    // A token of the wallet, and a rule that is about another coin.
    assert_eq!(bounds(&hour, &withdrawal("usdt", "500"), &around), OPEN);
    let mut of_eth = hour.clone();
    of_eth.description.coin = Some("eth".to_owned());
    assert_eq!(of(&of_eth, "500"), NO);
    assert_eq!(of(&wallet_rule(RuleTrigger::Always), "1"), YES);
    let no_fiat = WalletRule { excepts_fiat: true, ..wallet_rule(RuleTrigger::Always) };
    assert_eq!((of(&no_fiat, "1"), bounds(&no_fiat, &withdrawal("fiatusd", "1"), &around)), (YES, NO));
    assert_eq!(of(&wallet_rule(RuleTrigger::Webhook("https://h".to_owned())), "1"), OPEN);
    assert_eq!(of(&wallet_rule(RuleTrigger::Other("moonRule".to_owned())), "1"), OPEN);
    assert_eq!(of(&wallet_rule(RuleTrigger::Between { lower: None, upper: None }), "1"), OPEN);
    assert_eq!(of(&WalletRule { is_understood: false, ..wallet_rule(RuleTrigger::Always) }, "1"), OPEN);
}

#[test]
fn a_list_is_judged_by_the_address_or_by_how_it_stands() {
    let a = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
    let sent = |address: Option<&str>, standing| {
        let mut sent = withdrawal("btc", "1");
        sent.destination.address = address.map(str::to_owned);
        sent.destination.standing = standing;
        sent
    };
    let white = list(RuleList::Whitelist, &[(a, "address")]);
    let black = list(RuleList::Blacklist, &[(a, "address")]);
    let wider = list(RuleList::Whitelist, &[(a, "address"), ("w9", "walletId")]);
    let empty = list(RuleList::Whitelist, &[]);
    let shouted = a.to_uppercase();
    for (made, address, standing, expected) in [
        (&white, Some(a), Standing::New, NO),
        (&white, Some(shouted.as_str()), Standing::New, NO),
        (&white, Some("bc1qother"), Standing::Whitelisted, YES),
        (&white, None, Standing::Whitelisted, NO),
        (&white, None, Standing::Known, YES),
        (&white, None, Standing::New, YES),
        (&wider, Some("bc1qother"), Standing::New, OPEN),
        (&empty, None, Standing::Whitelisted, YES),
        (&black, Some(a), Standing::Known, YES),
        (&black, Some("bc1qother"), Standing::Known, NO),
        (&black, None, Standing::Known, OPEN),
    ] {
        assert_eq!(bounds(made, &sent(address, standing), &quiet()), expected, "{address:?} {standing:?}");
    }
    let guards = Guards { wallet_rules: Some(std::slice::from_ref(&black)), ..guards(&[]) };
    assert_eq!(would_be_stopped(&sent(None, Standing::New), guards, &quiet()).doubts(), [&Doubt::NoAddress]);
}

#[test]
fn what_a_wallet_s_rule_asks_for() {
    let approval = |from, count| Demand::Approval(ApprovalDemand { from, count, initiator_may: false });
    for (consequence, named, required, strictness, demand) in [
        (RuleConsequence::Approval, vec![], Some(2), Approval, approval(Approvers::WalletAdmins, 2)),
        (
            RuleConsequence::Approval,
            people(&["bo"]),
            None,
            Approval,
            approval(Approvers::People(people(&["bo"])), 1),
        ),
        (
            RuleConsequence::FinalApproval,
            people(&["bo"]),
            Some(2),
            Approval,
            Demand::Approval(ApprovalDemand {
                from: Approvers::Final(people(&["bo"])),
                count: 1,
                initiator_may: true,
            }),
        ),
        (RuleConsequence::CustodianApproval, vec![], None, Approval, approval(Approvers::Custodian, 1)),
        (
            RuleConsequence::IdentityCheck,
            vec![],
            None,
            Check,
            Demand::Check(PlatformCheck::Identity { is_fallback: None }),
        ),
    ] {
        let mut made = wallet_rule(RuleTrigger::Always);
        made.description.consequence = consequence;
        made.description.approvers = named;
        let guards = Guards {
            wallet_rules: Some(std::slice::from_ref(&made)),
            approvals_required: required,
            ..guards(&[])
        };
        let answer = would_be_stopped(&withdrawal("btc", "1"), guards, &quiet());
        assert_eq!((answer.bounds(), answer.demand), ((strictness, strictness), demand));
    }
    let mut made = wallet_rule(RuleTrigger::Always);
    made.description.consequence = RuleConsequence::Other("moon".to_owned());
    assert_eq!(bounds(&made, &withdrawal("btc", "1"), &quiet()), OPEN);
}
