//! What the tables are built of.

use crate::domain::amount::BaseUnits;
use crate::domain::enterprise_policy::{
    Action, ApprovalDemand, Approvers, Circumstances, Clause, Comparison, Condition, CoveredWallet, Currency,
    Destination, EnterpriseRule, Guards, Join, Joined, LivenessDemand, LivenessOf, Past, Payment,
    PlatformCheck, RuleStatus, RulesRead, Standing, Threshold, VelocityScope, WalletFilter, WalletRule,
    Withdrawal,
};
use crate::domain::policy::{RuleConsequence, RuleDescription, RuleTrigger};

pub(super) const NOON: &str = "2026-11-20T12:00:00Z";

pub(super) fn at(text: &str) -> jiff::Timestamp {
    text.parse().unwrap()
}

pub(super) fn units(text: &str) -> BaseUnits {
    text.parse().unwrap()
}

pub(super) fn wallet() -> CoveredWallet {
    CoveredWallet {
        id: "w1".into(),
        label: "Operations hot".into(),
        coin: "btc".into(),
        kind: "hot".into(),
        enterprise: Some("e1".into()),
    }
}

/// To a new address outside, by Ann, at noon.
pub(super) fn withdrawal(coin: &str, amount: &str) -> Withdrawal {
    Withdrawal {
        wallet: wallet(),
        coin: coin.to_owned(),
        amount: units(amount),
        destination: Destination { address: None, standing: Standing::New, is_own: false },
        initiator: "ann".to_owned(),
        at: at(NOON),
    }
}

pub(super) fn threshold(amount: &str, coin: &str) -> Threshold {
    Threshold::read(amount, amount, Currency::from_word(coin)).unwrap()
}

pub(super) fn amount(sign: &str, number: &str, coin: &str) -> Condition {
    Condition::Amount { comparison: Comparison::from_sign(sign).unwrap(), threshold: threshold(number, coin) }
}

pub(super) fn velocity(number: &str, coin: &str, window_secs: u64, scope: VelocityScope) -> Condition {
    Condition::Velocity { threshold: threshold(number, coin), window_secs, scope: Some(scope) }
}

pub(super) fn people(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

pub(super) fn approval(from: Approvers, count: u64) -> Action {
    Action::Approval(ApprovalDemand { from, count, initiator_may: false })
}

pub(super) fn liveness(of: LivenessOf, count: u64) -> PlatformCheck {
    PlatformCheck::Liveness(LivenessDemand { of, count: Some(count), initiator_may: None })
}

pub(super) fn joined<T>(items: Vec<T>, join: Join) -> Vec<Joined<T>> {
    let last = items.len().saturating_sub(1);
    let of = |(place, item)| Joined { item, join: (place < last).then_some(join) };
    items.into_iter().enumerate().map(of).collect()
}

/// An active rule for all wallets with one clause.
pub(super) fn rule(conditions: Vec<Condition>, actions: Vec<Action>) -> EnterpriseRule {
    EnterpriseRule {
        id: "r1".to_owned(),
        unique_id: "v1".to_owned(),
        name: "Slow down".to_owned(),
        status: RuleStatus::Active,
        filters: vec![WalletFilter::AllWallets],
        clauses: vec![Clause {
            conditions: joined(conditions, Join::And),
            actions: joined(actions, Join::And),
        }],
        enterprise: Some("e1".to_owned()),
        ..EnterpriseRule::default()
    }
}

pub(super) fn guards(rules: &[EnterpriseRule]) -> Guards<'_> {
    Guards {
        wallet_rules: Some(&[]),
        approvals_required: None,
        enterprise_rules: RulesRead::Read(rules),
        touchpoints: &[],
        token: None,
    }
}

/// All that left since the day before: what is given, each a time of day, a coin and an amount.
pub(super) fn past(payments: &[(&str, &str, &str)]) -> Past {
    let payment = |(time, coin, amount): &(&str, &str, &str)| Payment {
        at: at(&format!("2026-11-20T{time}Z")),
        coin: (*coin).to_owned(),
        amount: units(amount),
    };
    let payments = payments.iter().map(payment).collect();
    Past { known_from: at("2026-11-19T12:00:00Z"), payments }
}

/// Nothing left the wallet nor the enterprise, and a bitcoin costs 50,000 dollars.
pub(super) fn quiet() -> Circumstances {
    let mut around = Circumstances {
        wallet_past: Some(past(&[])),
        enterprise_past: Some(past(&[])),
        ..Circumstances::default()
    };
    assert!(around.prices.set("btc", "50000"));
    around
}

/// A wallet's own rule that refuses.
pub(super) fn wallet_rule(trigger: RuleTrigger) -> WalletRule {
    WalletRule {
        name: "Own".to_owned(),
        description: RuleDescription {
            trigger,
            list: None,
            entries: Vec::new(),
            consequence: RuleConsequence::Refuse,
            approvers: Vec::new(),
            coin: None,
        },
        entries: Vec::new(),
        excepts_fiat: false,
        counted_from: None,
        is_understood: true,
    }
}
