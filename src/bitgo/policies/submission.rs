//! What is sent about a rule, whole: where to, by which method, and the body. The value that is shown is the value that is
//! sent.

use super::condition::EntryChange;
use super::{
    ActionKind, ConditionChange, ListEntry, PolicyRule, RuleAction, RuleCondition, RuleKind, RuleRequest,
};
use crate::bitgo::routes::Route;
use crate::domain::amount::Balance;
use crate::domain::policy::{self, Listed, PlannedShape, RuleChange, RulePlan};

/// A rule to be made, changed or removed, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSubmission {
    /// The wallet's coin, by ticker.
    pub coin: String,
    /// The wallet, by ID.
    pub wallet: String,
    /// What is done.
    pub change: RuleChange,
    /// The body.
    pub rule: RuleRequest,
}

impl RuleSubmission {
    /// What is sent for this plan. `before` is the rule as it stands; without it only a new one can be made.
    pub fn of(plan: &RulePlan, coin: &str, wallet: &str, before: Option<&PolicyRule>) -> Option<Self> {
        let (kind, kept, of_coin) = match (plan.change, before) {
            (RuleChange::Add, _) => (new_kind(&plan.shape), None, None),
            (_, Some(before)) => (before.kind.clone(), Some(before.action.clone()), before.coin.clone()),
            (_, None) => return None,
        };
        let action = plan.action.as_ref().and_then(action).or(kept)?;
        let rule = RuleRequest {
            id: plan.name.clone(),
            kind,
            coin: of_coin,
            condition: condition(&plan.shape),
            action,
        };
        Some(Self { coin: coin.to_owned(), wallet: wallet.to_owned(), change: plan.change, rule })
    }

    /// Method, path and body, as they are sent.
    pub fn words(&self) -> String {
        let body = serde_json::to_string_pretty(&self.rule).unwrap_or_default();
        format!("{}\n{body}", route(self.change).request_line(&[&self.coin, &self.wallet]))
    }

    /// The rule as it will be; none where it is removed.
    pub fn after(&self, before: Option<&PolicyRule>) -> Option<PolicyRule> {
        if self.change == RuleChange::Remove {
            return None;
        }
        let rule = before.cloned().unwrap_or_default();
        let condition = match &self.rule.condition {
            None => rule.condition,
            Some(change) => change.after(&rule.condition),
        };
        Some(PolicyRule {
            id: self.rule.id.clone(),
            kind: self.rule.kind.clone(),
            condition,
            action: self.rule.action.clone(),
            ..rule
        })
    }
}

/// Where an action is sent.
pub(super) fn route(action: RuleChange) -> Route {
    match action {
        RuleChange::Add => Route::AddPolicyRule,
        RuleChange::Change => Route::ChangePolicyRule,
        RuleChange::Remove => Route::RemovePolicyRule,
    }
}

fn new_kind(shape: &PlannedShape) -> RuleKind {
    match shape {
        PlannedShape::Limit { .. } => RuleKind::VelocityLimit,
        PlannedShape::Put { has_kinds: false, .. } => RuleKind::AddressWhitelist,
        PlannedShape::Put { .. } | PlannedShape::TakeOff { .. } => RuleKind::AdvancedWhitelist,
        PlannedShape::Always | PlannedShape::AsIs => RuleKind::AllTransactions,
    }
}

/// Named people are asked as final approvers: for those alone the spec says that the names count
/// (`WalletPolicyRuleAction.userIds`).
fn action(planned: &policy::RuleAction) -> Option<RuleAction> {
    let (kind, user_ids) = match planned {
        policy::RuleAction::Refuse => (ActionKind::Deny, Vec::new()),
        policy::RuleAction::Ask(named) if named.is_empty() => (ActionKind::GetApproval, Vec::new()),
        policy::RuleAction::Ask(named) => (ActionKind::GetFinalApproval, named.clone()),
        policy::RuleAction::Other => return None,
    };
    Some(RuleAction { kind, user_ids })
}

fn condition(shape: &PlannedShape) -> Option<ConditionChange> {
    match shape {
        PlannedShape::AsIs | PlannedShape::Always => None,
        PlannedShape::Limit { amount, window_secs, tags } => Some(ConditionChange::Velocity {
            amount: amount.clone(),
            time_window_secs: *window_secs,
            group_tags: tags.clone(),
        }),
        PlannedShape::Put { has_kinds, entry } => {
            let Listed { item, kind, label } = entry.clone();
            Some(match has_kinds {
                true => ConditionChange::AddEntry { item, kind, label },
                false => ConditionChange::AddAddress { address: item, label },
            })
        }
        PlannedShape::TakeOff { has_kinds, entry } => {
            let Listed { item, kind, .. } = entry.clone();
            Some(match has_kinds {
                true => ConditionChange::RemoveEntry { item, kind },
                false => ConditionChange::RemoveAddress(item),
            })
        }
    }
}

impl ConditionChange {
    /// The condition once it is made.
    fn after(&self, before: &RuleCondition) -> RuleCondition {
        let entry = |item: &str, kind: &str, label: &str| ListEntry {
            item: item.to_owned(),
            kind: kind.to_owned(),
            label: label.to_owned(),
            ..ListEntry::default()
        };
        // A new rule has no list yet: it begins as one of the kind that its first entry is for.
        let changed = |empty: RuleCondition, change: EntryChange| {
            let list = match before {
                RuleCondition::Addresses(_) | RuleCondition::Entries(_) => before,
                _ => &empty,
            };
            list.with_entry(change).unwrap_or_default()
        };
        let (addresses, entries) = (RuleCondition::Addresses(Vec::new()), RuleCondition::Entries(Vec::new()));
        match self {
            Self::AddAddress { address, label } => {
                changed(addresses, EntryChange::Add(entry(address, "address", label)))
            }
            Self::RemoveAddress(address) => changed(addresses, EntryChange::Remove(address.clone())),
            Self::AddEntry { item, kind, label } => {
                changed(entries, EntryChange::Add(entry(item, kind, label)))
            }
            Self::RemoveEntry { item, .. } => changed(entries, EntryChange::Remove(item.clone())),
            Self::Velocity { amount, time_window_secs, group_tags } => RuleCondition::Velocity {
                amount: Some(Balance::Exact(amount.clone())),
                time_window_secs: Some(*time_window_secs),
                group_tags: group_tags.clone(),
                start: None,
                extra: serde_json::Map::new(),
            },
            Self::Webhook(url) => RuleCondition::Webhook(url.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::bitgo::fields::Fields;
    use serde_json::{Value, json};

    fn rule(kind: &str, condition: &Value, action: &Value) -> PolicyRule {
        let rule = json!({"id": "r", "type": kind, "condition": condition, "action": action});
        PolicyRule::read(Fields::of(rule).unwrap())
    }

    fn sent(plan: &RulePlan, before: Option<&PolicyRule>) -> Value {
        let order = RuleSubmission::of(plan, "tbtc", "w1", before).unwrap();
        let words = order.words();
        let (call, body) = words.split_once('\n').unwrap();
        assert_eq!(call.split_once(' ').unwrap().1, "/api/v2/tbtc/wallet/w1/policy/rule");
        assert_eq!(serde_json::to_value(&order.rule).unwrap(), serde_json::from_str::<Value>(body).unwrap());
        serde_json::from_str(body).unwrap()
    }

    fn plan(action: RuleChange, shape: PlannedShape, then: Option<policy::RuleAction>) -> RulePlan {
        RulePlan { name: "r".to_owned(), coin: None, change: action, shape, action: then }
    }

    #[test]
    fn each_plan_is_the_body_of_the_spec() {
        let limit =
            PlannedShape::Limit { amount: 150_u64.into(), window_secs: 60, tags: vec![":tag".into()] };
        let asks =
            |named: &[&str]| Some(policy::RuleAction::Ask(named.iter().map(|it| (*it).to_owned()).collect()));
        let entry = || Listed { item: "a1".into(), kind: "address".into(), label: "Payroll".into() };
        let put = |has_kinds| PlannedShape::Put { has_kinds, entry: entry() };
        let off = |has_kinds| PlannedShape::TakeOff { has_kinds, entry: entry() };
        let old = rule(
            "coinAddressWhitelist",
            &json!({"addresses": ["a1"]}),
            &json!({"type": "getCustodianApproval"}),
        );
        let list =
            rule("advancedWhitelist", &json!({"entries": []}), &json!({"type": "deny", "userIds": []}));
        for (plan, before, body) in [
            (
                plan(RuleChange::Add, limit, asks(&[])),
                None,
                json!({"id": "r", "type": "velocityLimit", "action": {"type": "getApproval"},
                    "condition": {"amountString": "150", "timeWindow": 60, "groupTags": [":tag"]}}),
            ),
            (
                plan(RuleChange::Add, PlannedShape::Always, asks(&["u1"])),
                None,
                json!({"id": "r", "type": "allTx", "action": {"type": "getFinalApproval", "userIds": ["u1"]}}),
            ),
            (
                plan(RuleChange::Change, put(true), None),
                Some(&list),
                json!({"id": "r", "type": "advancedWhitelist", "action": {"type": "deny"},
                    "condition": {"add": {"item": "a1", "type": "address", "metaData": {"label": "Payroll"}}}}),
            ),
            (
                plan(RuleChange::Change, put(false), None),
                Some(&old),
                json!({"id": "r", "type": "coinAddressWhitelist", "action": {"type": "getCustodianApproval"},
                    "condition": {"add": "a1", "metaData": {"label": "Payroll"}}}),
            ),
            (
                plan(RuleChange::Change, off(true), None),
                Some(&list),
                json!({"id": "r", "type": "advancedWhitelist", "action": {"type": "deny"},
                    "condition": {"remove": {"item": "a1", "type": "address"}}}),
            ),
            (
                plan(RuleChange::Change, off(false), Some(policy::RuleAction::Refuse)),
                Some(&old),
                json!({"id": "r", "type": "coinAddressWhitelist", "action": {"type": "deny"},
                    "condition": {"remove": "a1"}}),
            ),
            (
                RulePlan::removal("r", None),
                Some(&list),
                json!({"id": "r", "type": "advancedWhitelist", "action": {"type": "deny"}}),
            ),
        ] {
            assert_eq!(sent(&plan, before), body);
        }
        assert_eq!(
            RuleSubmission::of(&RulePlan::removal("r", None), "tbtc", "w1", None),
            None,
            "there is nothing to remove"
        );
    }

    #[test]
    fn the_rule_afterwards_says_in_words_what_was_asked_for() {
        let before = rule(
            "velocityLimit",
            &json!({"amountString": "100000000", "timeWindow": 86_400, "groupTags": []}),
            &json!({"type": "getApproval"}),
        );
        let shape =
            PlannedShape::Limit { amount: 250_000_000_u64.into(), window_secs: 3_600, tags: Vec::new() };
        let plan = plan(RuleChange::Change, shape, Some(policy::RuleAction::Refuse));
        let order = RuleSubmission::of(&plan, "tbtc", "w1", Some(&before)).unwrap();
        let after = order.after(Some(&before)).unwrap();
        assert_eq!(after.description().sentence("tbtc"), "Withdrawals above 2.5 TBTC per hour are denied.");
        assert_eq!(after.facts().action, policy::RuleAction::Refuse);
    }

    #[test]
    fn what_would_be_lost_with_a_change_is_not_changed_here() {
        let action = json!({"type": "deny"});
        for (kind, condition, can_change) in [
            ("velocityLimit", json!({"amountString": "1", "timeWindow": 60, "groupTags": []}), true),
            ("velocityLimit", json!({"amountString": "1", "timeWindow": 60, "moon": true}), false),
            ("transactionLimit", json!({"lowerBound": "1"}), false),
            ("coinAddressBlacklist", json!({"addresses": ["a"]}), false),
            ("advancedWhitelist", json!({"entries": []}), true),
            ("allTx", json!({}), true),
        ] {
            let facts = rule(kind, &condition, &action).facts();
            assert_eq!(facts.not_changed_here().is_none(), can_change, "{kind} {condition}");
        }
    }
}
