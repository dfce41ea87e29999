//! A rule as plain facts: for the checks, what of it can be changed; for its sentences, what it checks and does.

use super::{ActionKind, ListEntry, PolicyRule, RuleCondition, RuleKind};
use crate::bitgo::approvals::{ApprovalKind, Change, PendingApproval};
use crate::domain::amount::Balance;
use crate::domain::approval::RuleEntry;
use crate::domain::policy::{
    Listed, OpenChange, RuleAction, RuleChange, RuleConsequence, RuleDescription, RuleFacts, RuleList,
    RuleShape, RuleTrigger,
};

impl PolicyRule {
    /// What the checks need to know of it.
    pub fn facts(&self) -> RuleFacts {
        RuleFacts {
            name: self.id.clone(),
            shape: self.shape(),
            action: self.action(),
            coin: self.coin.clone(),
        }
    }

    fn shape(&self) -> RuleShape {
        match (&self.kind, &self.condition) {
            // What this program does not know would be lost with a change, so such a limit is not changed here.
            (
                RuleKind::VelocityLimit,
                RuleCondition::Velocity { amount, time_window_secs, group_tags, extra, .. },
            ) if extra.is_empty() => RuleShape::Limit {
                amount: amount.as_ref().and_then(Balance::exact).cloned(),
                window_secs: *time_window_secs,
                tags: group_tags.clone(),
            },
            (
                RuleKind::AdvancedWhitelist | RuleKind::AddressWhitelist | RuleKind::BitcoinAddressWhitelist,
                condition,
            ) => {
                let entries = match condition {
                    RuleCondition::Addresses(entries) | RuleCondition::Entries(entries) => entries.as_slice(),
                    _ => &[],
                };
                RuleShape::Whitelist {
                    has_kinds: self.kind == RuleKind::AdvancedWhitelist,
                    entries: entries.iter().map(ListEntry::listed).collect(),
                }
            }
            (RuleKind::AllTransactions, _) => RuleShape::Always,
            _ => RuleShape::Other,
        }
    }

    /// What its sentences need to know of it.
    pub fn description(&self) -> RuleDescription {
        let list = match self.kind {
            RuleKind::AddressBlacklist => Some(RuleList::Blacklist),
            RuleKind::AdvancedWhitelist | RuleKind::AddressWhitelist | RuleKind::BitcoinAddressWhitelist => {
                Some(RuleList::Whitelist)
            }
            _ => None,
        };
        let entry = |it: &ListEntry| RuleEntry { item: it.item.clone(), label: it.label.clone() };
        RuleDescription {
            trigger: self.trigger(),
            list,
            entries: self.entries().iter().map(entry).collect(),
            consequence: self.action.kind.consequence(),
            approvers: self.action.user_ids.clone(),
            coin: self.coin.clone(),
        }
    }

    fn trigger(&self) -> RuleTrigger {
        match &self.condition {
            RuleCondition::Velocity { amount, time_window_secs, group_tags, .. } => RuleTrigger::MoreThan {
                amount: amount.clone(),
                window_secs: *time_window_secs,
                tags: group_tags.clone(),
            },
            RuleCondition::Bounds { lower, upper, .. } => {
                RuleTrigger::Between { lower: lower.clone(), upper: upper.clone() }
            }
            RuleCondition::Addresses(_) | RuleCondition::Entries(_) => RuleTrigger::Recipient,
            // A request may hold one entry where a rule holds a list.
            RuleCondition::Other(_) if !self.entries().is_empty() => RuleTrigger::Recipient,
            RuleCondition::Webhook(url) => RuleTrigger::Webhook(url.clone()),
            RuleCondition::Always => RuleTrigger::Always,
            RuleCondition::Other(_) => RuleTrigger::Other(self.kind.word().to_owned()),
        }
    }

    /// What it does, and who is asked then.
    pub fn action(&self) -> RuleAction {
        let named = &self.action.user_ids;
        match self.action.kind {
            ActionKind::Deny => RuleAction::Refuse,
            ActionKind::GetApproval => RuleAction::Ask(named.clone()),
            ActionKind::GetFinalApproval if !named.is_empty() => RuleAction::Ask(named.clone()),
            _ => RuleAction::Other,
        }
    }
}

impl ActionKind {
    fn consequence(&self) -> RuleConsequence {
        match self {
            Self::Deny => RuleConsequence::Refuse,
            Self::GetApproval => RuleConsequence::Approval,
            Self::GetFinalApproval => RuleConsequence::FinalApproval,
            Self::GetCustodianApproval => RuleConsequence::CustodianApproval,
            Self::GetIdVerification => RuleConsequence::IdentityCheck,
            Self::Other(word) => RuleConsequence::Other(word.clone()),
        }
    }
}

impl ListEntry {
    /// The entry as the rules of this program see it.
    pub(in crate::bitgo) fn listed(&self) -> Listed {
        Listed { item: self.item.clone(), kind: self.kind.clone(), label: self.label.clone() }
    }
}

impl PendingApproval {
    /// The change of a rule that it is about, while nobody has decided it. The spec does not list the words for what is
    /// done.
    pub fn open_rule_change(&self) -> Option<OpenChange> {
        let Change::Rule { action, rule } = &self.info.change else { return None };
        if self.info.kind != ApprovalKind::PolicyRule || self.state.is_decided() {
            return None;
        }
        let action = match action.as_str() {
            "create" | "add" => Some(RuleChange::Add),
            "update" | "change" => Some(RuleChange::Change),
            "delete" | "remove" => Some(RuleChange::Remove),
            _ => None,
        };
        let (approval, by) = (self.id.clone(), self.creator.clone());
        Some(OpenChange { approval, rule: rule.id.clone(), coin: rule.coin.clone(), change: action, by })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;
    use crate::bitgo::fields::Fields;

    /// What the wire says of a rule, and what its sentences are made from.
    #[test]
    fn each_kind_of_rule_and_action_is_described() {
        let exact = |digits: &str| Some(Balance::from_wire(digits));
        let over = |amount, window_secs| RuleTrigger::MoreThan { amount, window_secs, tags: Vec::new() };
        let between = |lower, upper| RuleTrigger::Between { lower, upper };
        for (kind, condition, does, trigger, list, consequence) in [
            (
                "velocityLimit",
                json!({"amountString": "250000000", "timeWindow": 86_400}),
                "getApproval",
                over(exact("250000000"), Some(86_400)),
                None,
                RuleConsequence::Approval,
            ),
            (
                "transactionLimit",
                json!({"lowerBound": "100000000"}),
                "getFinalApproval",
                between(exact("100000000"), None),
                None,
                RuleConsequence::FinalApproval,
            ),
            (
                "coinAddressWhitelist",
                json!({"addresses": ["a", "b"]}),
                "deny",
                RuleTrigger::Recipient,
                Some(RuleList::Whitelist),
                RuleConsequence::Refuse,
            ),
            (
                "coinAddressBlacklist",
                json!({"addresses": ["a"]}),
                "getCustodianApproval",
                RuleTrigger::Recipient,
                Some(RuleList::Blacklist),
                RuleConsequence::CustodianApproval,
            ),
            (
                "advancedWhitelist",
                json!({"entries": [{"item": "a", "type": "address"}]}),
                "getIdVerification",
                RuleTrigger::Recipient,
                Some(RuleList::Whitelist),
                RuleConsequence::IdentityCheck,
            ),
            (
                "webhook",
                json!({"url": "https://hook.example"}),
                "deny",
                RuleTrigger::Webhook("https://hook.example".to_owned()),
                None,
                RuleConsequence::Refuse,
            ),
            ("allTx", json!({}), "getApproval", RuleTrigger::Always, None, RuleConsequence::Approval),
            (
                "newKind",
                json!({"moon": true}),
                "newAction",
                RuleTrigger::Other("newKind".to_owned()),
                None,
                RuleConsequence::Other("newAction".to_owned()),
            ),
        ] {
            let action = json!({"type": does, "userIds": ["u1"]});
            let rule = json!({"id": "r", "type": kind, "condition": condition, "action": action});
            let read = PolicyRule::read(Fields::of(rule).unwrap()).description();
            assert_eq!((read.trigger, read.list, read.consequence), (trigger, list, consequence), "{kind}");
            assert_eq!(read.approvers, ["u1"], "{kind}");
        }
    }

    #[test]
    fn a_request_that_adds_one_entry_is_about_the_recipient() {
        let condition = json!({"add": {"item": "a", "type": "address"}});
        let rule = json!({"id": "r", "type": "advancedWhitelist", "condition": condition});
        let read = PolicyRule::read(Fields::of(rule).unwrap()).description();
        assert_eq!((read.trigger, read.entries.len()), (RuleTrigger::Recipient, 1));
    }
}
