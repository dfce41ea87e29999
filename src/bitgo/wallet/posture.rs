//! A wallet as the safety review looks at it.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use smol_str::{ToSmolStr, format_smolstr};

use super::{Wallet, WalletKind, WalletUser};
use crate::bitgo::policies::{PolicyRule, RuleKind};
use crate::domain::posture::{Custody, EnterpriseGuard, Freeze, Protection, Rule, Subject};
use crate::domain::share::Member;

/// The people of the wallets of one list, who are often the same.
#[derive(Default)]
pub struct SharedPeople(HashMap<Arc<[WalletUser]>, Arc<[Member]>>);

impl SharedPeople {
    /// These people as members.
    pub fn of(&mut self, users: &Arc<[WalletUser]>) -> Arc<[Member]> {
        if let Some(known) = self.0.get(users) {
            return Arc::clone(known);
        }
        let people: Arc<[Member]> = users.iter().map(WalletUser::member).collect();
        self.0.insert(Arc::clone(users), Arc::clone(&people));
        people
    }
}

impl Wallet {
    /// What the safety review has to know of it at `now`. Reads its policy, which costs some microseconds.
    /// What its enterprise's rules guard is for others to say: until then there are none.
    pub fn for_review(&self, now: Timestamp) -> Subject {
        self.for_review_with(now, &mut SharedPeople::default())
    }

    /// The same, one of many wallets: people that several share are held once.
    pub fn for_review_with(&self, now: Timestamp, people: &mut SharedPeople) -> Subject {
        Subject {
            kind: if self.is_mpc() { format_smolstr!("{} MPC", self.kind) } else { self.kind.to_smolstr() },
            custody: custody(&self.kind),
            balance: self.balance.clone(),
            freeze: self.freeze_at(now),
            rules: self.rules().map(|rules| rules.into_iter().map(|rule| rule.for_review(now)).collect()),
            id: self.id.clone(),
            label: self.label.clone(),
            coin: self.coin.clone(),
            enterprise: self.enterprise.clone(),
            people: people.of(&self.users),
            approvals_required: self.approvals_required,
            guard: EnterpriseGuard::default(),
        }
    }

    fn freeze_at(&self, now: Timestamp) -> Freeze {
        match &self.freeze {
            Some(freeze) if self.is_frozen(now) => freeze.expires.map_or(Freeze::Open, Freeze::Until),
            _ => Freeze::None,
        }
    }
}

fn custody(kind: &WalletKind) -> Custody {
    match kind {
        WalletKind::Hot | WalletKind::CustodialPaired => Custody::Online,
        WalletKind::Cold => Custody::Offline,
        WalletKind::Custodial => Custody::Custodian,
        WalletKind::Trading | WalletKind::Backing | WalletKind::Advanced | WalletKind::Other(_) => {
            Custody::Elsewhere
        }
    }
}

impl RuleKind {
    /// What rules of this kind guard.
    pub(crate) fn protection(&self) -> Protection {
        match self {
            Self::VelocityLimit | Self::TransactionLimit => Protection::Limit,
            Self::AdvancedWhitelist | Self::AddressWhitelist | Self::BitcoinAddressWhitelist => {
                Protection::Whitelist
            }
            Self::AllTransactions | Self::AllTransactionsNoFiat => Protection::Everything,
            Self::AddressBlacklist => Protection::Blacklist,
            Self::Webhook | Self::Other(_) => Protection::Unjudged,
        }
    }
}

impl PolicyRule {
    fn for_review(self, now: Timestamp) -> Rule {
        // One that is not understood is not taken for what its kind usually is.
        Rule {
            protection: if self.is_understood() { self.kind.protection() } else { Protection::Unjudged },
            action: self.action(),
            lock: self.lock(now),
            name: self.id,
            coin: self.coin,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::bitgo::fields::Fields;
    use crate::bitgo::wallet::{Mark, MarkFacts};
    use crate::domain::policy::{Lock, RuleAction};
    use crate::domain::posture::{Finding, Review, Topic};

    const NOW: &str = "2026-11-20T12:00:00Z";

    fn subject(text: &str) -> Subject {
        let fields = Fields::of(serde_json::from_str(text).unwrap()).unwrap();
        Wallet::read(fields, None).for_review(NOW.parse().unwrap())
    }

    #[test]
    fn rules_that_were_not_told_are_not_taken_for_none() {
        for (admin, rules) in [
            ("", None),
            (r#","admin":{"policy":{"id":"p"}}"#, None),
            (r#","admin":{"policy":{"rules":"later"}}"#, None),
            (r#","admin":{"policy":{"rules":[]}}"#, Some(0)),
            (r#","admin":{"policy":{"rules":[{"id":"a","type":"allTx"}]}}"#, Some(1)),
        ] {
            let it = subject(&format!(r#"{{"id":"w","coin":"tbtc"{admin}}}"#));
            assert_eq!(it.rules.map(|rules| rules.len()), rules, "{admin}");
        }
    }

    #[test]
    fn the_mark_of_a_missing_limit_agrees_with_the_review() {
        let people = r#""users":[{"user":"a","permissions":["admin","spend"]}]"#;
        for (rules, has_limit) in [
            ("[]", false),
            (r#"[{"id":"a","type":"velocityLimit","condition":{"amountString":"7","timeWindow":60}}]"#, true),
            (
                r#"[{"id":"a","type":"transactionLimit","coin":"hteth","condition":{"amountString":"7"}}]"#,
                true,
            ),
            (
                r#"[{"id":"a","type":"velocityLimit","coin":"usdt","condition":{"amountString":"7","timeWindow":60}}]"#,
                false,
            ),
            (r#"[{"id":"a","type":"allTx"}]"#, true),
            (r#"[{"id":"a","type":"allTx","coin":"usdt"}]"#, false),
            (r#"[{"id":"a","type":"advancedWhitelist"}]"#, false),
            // What is not understood, or asks a server, may bound it: neither is claimed.
            (r#"[{"id":"a","type":"velocityLimit"}]"#, true),
            (
                r#"[{"id":"a","type":"advancedWhitelist","condition":{"amountString":"7","timeWindow":60}}]"#,
                true,
            ),
            (
                r#"[{"id":"a","type":"advancedWhitelist"},{"id":"b","type":"webhook","condition":{"url":"https://h.example"}}]"#,
                true,
            ),
        ] {
            let text = format!(
                r#"{{"id":"w","coin":"hteth","type":"hot",{people},"admin":{{"policy":{{"rules":{rules}}}}}}}"#
            );
            let wallet = Wallet::read(Fields::of(serde_json::from_str(&text).unwrap()).unwrap(), None);
            let now = NOW.parse().unwrap();
            let unlimited = wallet.for_review(now).is_unlimited().then(|| wallet.id.clone());
            let facts =
                MarkFacts { unlimited: Arc::new(unlimited.into_iter().collect()), ..MarkFacts::default() };
            assert_eq!(wallet.has_mark(Mark::NoLimitRule, &facts), !has_limit, "{rules}");
            let review = Review::of(vec![wallet.for_review(now)], &[], now);
            let is_missing = review.findings.iter().any(|finding| finding.topic() == Topic::NoLimit);
            assert_eq!(is_missing, !has_limit, "{rules}");
        }
    }

    #[test]
    fn a_rule_that_is_not_understood_is_not_counted_by_its_kind() {
        for (kind, condition, protection) in [
            ("velocityLimit", r#"{"amountString":"41","timeWindow":3600}"#, Protection::Limit),
            (
                "velocityLimit",
                r#"{"amountString":"41","timeWindow":3600,"tide":"high"}"#,
                Protection::Unjudged,
            ),
            ("velocityLimit", r#"{"amountString":"a few","timeWindow":3600}"#, Protection::Unjudged),
            ("transactionLimit", r#"{"amountString":"4.1"}"#, Protection::Unjudged),
            ("coinAddressWhitelist", r#"{"url":"https://h.example"}"#, Protection::Unjudged),
            ("allTx", r#"{"amountString":"41","timeWindow":3600}"#, Protection::Unjudged),
        ] {
            let it = subject(&format!(
                r#"{{"id":"w","coin":"tbtc","type":"hot","users":[{{"user":"a","permissions":["admin","spend"]}}],
                "admin":{{"policy":{{"rules":[{{"id":"r","type":"{kind}","condition":{condition}}}]}}}}}}"#
            ));
            assert_eq!(it.rules.as_ref().unwrap()[0].protection, protection, "{kind} {condition}");
            // Neither that there is a limit nor that there is none.
            let review = Review::of(vec![it], &[], NOW.parse().unwrap());
            let topics: Vec<Topic> = review.findings.iter().map(Finding::topic).collect();
            let is_unknown = protection == Protection::Unjudged;
            assert_eq!(topics.contains(&Topic::NotKnown), is_unknown, "{kind} {condition}: {topics:?}");
            assert!(!topics.contains(&Topic::NoLimit), "{kind} {condition}: {topics:?}");
        }
    }

    #[test]
    fn each_kind_of_rule_and_of_wallet_is_told_in_neutral_words() {
        for (kind, condition, guard) in [
            ("velocityLimit", r#"{"amountString":"9","timeWindow":60}"#, Protection::Limit),
            ("transactionLimit", r#"{"amountString":"9","timeWindow":60}"#, Protection::Limit),
            ("advancedWhitelist", "{}", Protection::Whitelist),
            ("bitcoinAddressWhitelist", "{}", Protection::Whitelist),
            ("coinAddressBlacklist", "{}", Protection::Blacklist),
            ("allTx", "{}", Protection::Everything),
            ("webhook", r#"{"url":"https://h.example"}"#, Protection::Unjudged),
            ("moonPhase", "{}", Protection::Unjudged),
        ] {
            let it = subject(&format!(
                r#"{{"id":"w","coin":"tbtc","type":"cold","multisigType":"tss","freeze":{{"time":"2026-11-01T00:00:00Z"}},
                "admin":{{"policy":{{"rules":[{{"id":"r","type":"{kind}","coin":"tbtc","condition":{condition},"action":{{"type":"getFinalApproval","userIds":["u1"]}},
                "lockDate":"2026-11-21T12:00:00Z"}}]}}}}}}"#
            ));
            let until = "2026-11-21T12:00:00Z".parse().unwrap();
            let rule = Rule {
                name: "r".into(),
                protection: guard,
                coin: Some("tbtc".into()),
                action: RuleAction::Ask(vec!["u1".into()]),
                lock: Lock::Open { until },
            };
            assert_eq!(it.rules, Some(vec![rule]), "{kind}");
            assert_eq!(
                (it.custody, it.kind.as_str(), it.freeze),
                (Custody::Offline, "cold MPC", Freeze::Open)
            );
        }
        for (kind, custody) in [("custodial", Custody::Custodian), ("hologram", Custody::Elsewhere)] {
            assert_eq!(subject(&format!(r#"{{"id":"w","type":"{kind}"}}"#)).custody, custody);
        }
    }
}
