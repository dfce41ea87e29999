//! A wallet's policy: which rules stop or delay what (the protocol notes, section 9). Kinds that this program
//! does not know are kept.

mod change;
mod condition;
mod facts;
mod guarding;
mod request;
mod requests;
mod reviewed;
mod submission;

pub use condition::{ListEntry, RuleCondition};
pub use request::{ConditionChange, RuleRequest};
pub use reviewed::{ReviewedRule, RuleStep};
pub use submission::RuleSubmission;

use super::fields::Fields;
use super::raw_object::RawObject;
use super::wallet::Wallet;
use crate::domain::approval::Whitelist;
use crate::domain::open_enum::words;
use crate::domain::policy::Lock;
use std::borrow::Cow;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

words! {
    /// What makes a rule fire.
    RuleKind {
        /// A recipient that is not on a list of addresses, wallets and enterprises.
        AdvancedWhitelist = "advancedWhitelist",
        /// A recipient that is not on a list of addresses.
        AddressWhitelist = "coinAddressWhitelist",
        /// The same, of the old kind.
        BitcoinAddressWhitelist = "bitcoinAddressWhitelist",
        /// A recipient that is on a list.
        AddressBlacklist = "coinAddressBlacklist",
        /// Every transaction.
        AllTransactions = "allTx",
        /// Every transaction but those of fiat money.
        AllTransactionsNoFiat = "allTxNoFiat",
        /// More than an amount within a time.
        VelocityLimit = "velocityLimit",
        /// More than an amount at once.
        TransactionLimit = "transactionLimit",
        /// What an address of the owner's answers.
        Webhook = "webhook",
    }
}

words! {
    /// What a rule does when it fires.
    ActionKind {
        /// Refuses.
        Deny = "deny",
        /// Asks other administrators.
        GetApproval = "getApproval",
        /// Asks for the last approval.
        GetFinalApproval = "getFinalApproval",
        /// Asks the custodian.
        GetCustodianApproval = "getCustodianApproval",
        /// Asks for an identity check.
        GetIdVerification = "getIdVerification",
    }
}

words! {
    /// What bounds the change of a rule (spec: `mutabilityConstraint`).
    Mutability {
        /// When it locks cannot be changed.
        Permanent = "permanent",
        /// It does not lock, but a change needs the platform's approval.
        Managed = "managed",
        /// When it locks is changed one rule at a time.
        Sticky = "sticky",
    }
}

/// What a rule does, and who is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleAction {
    /// What it does.
    #[serde(rename = "type")]
    pub kind: ActionKind,
    /// Who is asked, by ID; empty for all administrators.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub user_ids: Vec<String>,
}

/// A rule of a policy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PolicyRule {
    /// Its maker's name for it, unique in the policy for its coin.
    pub id: String,
    /// What makes it fire.
    pub kind: RuleKind,
    /// Only for this coin or token.
    pub coin: Option<String>,
    /// When it fires.
    pub condition: RuleCondition,
    /// What it does then.
    pub action: RuleAction,
    /// From when on it can no longer be changed without the platform.
    pub lock_date: Option<Timestamp>,
    /// What bounds its change, where something does.
    pub mutability: Option<Mutability>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

/// A wallet's policy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy {
    /// The platform's ID.
    pub id: String,
    /// What its makers call it.
    pub label: String,
    /// When it was last changed.
    pub date: Option<Timestamp>,
    /// Its version.
    pub version: Option<u64>,
    /// Its rules.
    pub rules: Vec<PolicyRule>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

impl PolicyRule {
    /// Whether it is the rule of this name that names this coin: two rules may share the name alone (spec:
    /// `UpdateRemoveWalletPolicyRuleBody`).
    pub fn is(&self, name: &str, coin: Option<&str>) -> bool {
        self.id == name && self.coin.as_deref() == coin
    }

    pub(super) fn read(mut fields: Fields) -> Self {
        let mut action = fields.object("action").unwrap_or_default();
        Self {
            id: fields.text("id").unwrap_or_default(),
            kind: fields.word("type", RuleKind::from_word),
            coin: fields.text("coin"),
            condition: fields.object("condition").map(RuleCondition::read).unwrap_or_default(),
            action: RuleAction {
                kind: action.word("type", ActionKind::from_word),
                user_ids: action.texts("userIds").unwrap_or_default(),
            },
            lock_date: fields.time("lockDate"),
            mutability: fields.text("mutabilityConstraint").map(|word| Mutability::from_word(&word)),
            extra: fields.rest(),
        }
    }

    /// Whether it can still be changed at `now`.
    pub fn lock(&self, now: Timestamp) -> Lock {
        self.lock_terms().lock(now)
    }

    /// What tells that at any time.
    pub fn lock_terms(&self) -> LockTerms {
        LockTerms { date: self.lock_date, is_managed: self.mutability == Some(Mutability::Managed) }
    }
}

/// What tells whether a rule can still be changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LockTerms {
    /// From when on it can no longer be changed.
    pub date: Option<Timestamp>,
    /// It does not lock, but a change needs the platform's approval.
    pub is_managed: bool,
}

impl LockTerms {
    /// Whether the rule can still be changed at `now`.
    pub fn lock(self, now: Timestamp) -> Lock {
        match self.date {
            // A managed rule never locks (spec: `mutabilityConstraint`), whatever date is told.
            _ if self.is_managed => Lock::Managed,
            Some(at) if at <= now => Lock::Locked { since: at },
            Some(at) => Lock::Open { until: at },
            None => Lock::NotTold,
        }
    }
}

impl Policy {
    pub(super) fn read(mut fields: Fields) -> Self {
        let rules = fields.objects("rules").unwrap_or_default();
        Self {
            id: fields.text("id").unwrap_or_default(),
            label: fields.text("label").unwrap_or_default(),
            date: fields.time("date"),
            version: fields.whole("version"),
            rules: rules.into_iter().map(PolicyRule::read).collect(),
            extra: fields.rest(),
        }
    }
}

/// What is read of a wallet's rules where many wallets are: kind and coin, in one go.
#[derive(Deserialize)]
pub(super) struct AdminTold<'a> {
    #[serde(borrow)]
    policy: Option<PolicyTold<'a>>,
}

#[derive(Deserialize)]
struct PolicyTold<'a> {
    #[serde(borrow)]
    rules: Option<Vec<RuleTold<'a>>>,
}

#[derive(Deserialize)]
struct RuleTold<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<Cow<'a, str>>,
    #[serde(borrow)]
    coin: Option<Cow<'a, str>>,
}

impl AdminTold<'_> {
    /// Whether a rule bounds how much of this coin may leave; nothing where it tells no rules.
    pub(super) fn has_limit(&self, coin: &str) -> Option<bool> {
        let rules = self.policy.as_ref()?.rules.as_ref()?;
        Some(rules.iter().any(|rule| rule.bounds(coin)))
    }
}

impl RuleTold<'_> {
    fn bounds(&self, coin: &str) -> bool {
        let guard = self.kind.as_deref().map(|kind| RuleKind::from_word(kind).protection());
        guard.is_some_and(|guard| guard.bounds_amounts(self.coin.as_deref(), coin))
    }
}

impl Wallet {
    /// What its whitelists for this coin or token allow; none where it has no whitelist for it, or does not tell. A rule
    /// that names no coin is for all of them.
    pub fn whitelist(&self, coin: &str) -> Option<Whitelist> {
        let kinds =
            [RuleKind::AdvancedWhitelist, RuleKind::AddressWhitelist, RuleKind::BitcoinAddressWhitelist];
        let rules = self.rules()?;
        let is_for_it = |rule: &PolicyRule| rule.coin.as_deref().is_none_or(|own| own == coin);
        let is_it = |rule: &PolicyRule| kinds.contains(&rule.kind) && is_for_it(rule);
        let mut lists = rules.into_iter().filter(is_it).peekable();
        lists.peek()?;
        let entries = lists.flat_map(|rule| match rule.condition {
            RuleCondition::Addresses(entries) | RuleCondition::Entries(entries) => entries,
            _ => Vec::new(),
        });
        let (addresses, others): (Vec<ListEntry>, Vec<ListEntry>) =
            entries.partition(|entry| entry.kind == "address");
        let addresses = addresses.into_iter().map(|entry| entry.item).collect();
        Some(Whitelist { addresses, others: others.len() })
    }

    /// Whether a rule bounds how much of its coin may leave it, as the safety review decides it; nothing where the answer
    /// does not tell the rules. Reads no more of them than their kinds and coins.
    pub fn has_limit_rule(&self) -> Option<bool> {
        self.limit_rule
    }

    /// The same of what was sent of a wallet of this coin.
    pub(super) fn limit_rule_in(wallet: &RawObject<'_>, coin: &str) -> Option<bool> {
        let usual = wallet.raw("admin").and_then(|admin| serde_json::from_str::<AdminTold<'_>>(admin).ok());
        if let Some(has_limit) = usual.and_then(|admin| admin.has_limit(coin)) {
            return Some(has_limit);
        }
        // A rule in another form than usual does not hide the others.
        let rules = wallet.object("admin")?.object("policy")?.items("rules")?;
        let bounds = |rule: &&str| {
            let Some(rule) = RawObject::of(rule) else { return false };
            RuleTold { kind: rule.text("type"), coin: rule.text("coin") }.bounds(coin)
        };
        Some(rules.iter().any(bounds))
    }

    /// Its rules; none where the answer does not tell them. A policy comes without its rules where they were not asked
    /// for, and that is not a policy without rules.
    pub fn rules(&self) -> Option<Vec<PolicyRule>> {
        self.raw.object()?.object("admin")?.object("policy")?.items("rules")?;
        self.policy().map(|policy| policy.rules)
    }

    /// Its policy, where the answer holds one (a wallet in full does).
    pub fn policy(&self) -> Option<Policy> {
        let admin = self.raw.object()?.object("admin")?;
        let policy = serde_json::from_str(admin.raw("policy")?).ok()?;
        Fields::of(policy).map(Policy::read)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    #[test]
    fn a_managed_rule_never_locks_whatever_its_date() {
        let now: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
        let (past, ahead) =
            ("2026-11-01T00:00:00Z".parse().unwrap(), "2026-11-21T00:00:00Z".parse().unwrap());
        for (lock_date, mutability, lock) in [
            (Some(past), Some(Mutability::Managed), Lock::Managed),
            (Some(ahead), Some(Mutability::Managed), Lock::Managed),
            (None, Some(Mutability::Managed), Lock::Managed),
            (Some(past), Some(Mutability::Permanent), Lock::Locked { since: past }),
            (Some(past), None, Lock::Locked { since: past }),
            (Some(ahead), Some(Mutability::Sticky), Lock::Open { until: ahead }),
            (None, None, Lock::NotTold),
        ] {
            let rule = PolicyRule { lock_date, mutability, ..PolicyRule::default() };
            assert_eq!(rule.lock(now), lock, "{rule:?}");
        }
    }

    fn wallet(rules: &Value) -> Wallet {
        Wallet::of_json(&json!({ "admin": { "policy": { "rules": rules } } }))
    }

    #[test]
    fn a_policy_without_its_rules_is_not_one_that_has_none() {
        assert_eq!(wallet(&json!([])).rules(), Some(Vec::new()));
        assert_eq!(wallet(&Value::Null).rules(), None);
        assert_eq!(Wallet::default().rules(), None);
        assert_eq!(wallet(&Value::Null).whitelist("btc"), None);
    }

    #[test]
    fn a_whitelist_is_told_by_addresses_and_what_else_is_on_it_for_its_coin_alone() {
        let entry = |item: &str, kind: &str| json!({ "item": item, "type": kind });
        let advanced = |coin: Value| {
            let entries = [entry("a", "address"), entry("w", "walletId"), entry("e", "enterpriseId")];
            json!({ "id": "A", "type": "advancedWhitelist", "coin": coin, "condition": { "entries": entries } })
        };
        let plain = json!({ "id": "P", "type": "coinAddressWhitelist", "condition": { "addresses": ["b"] } });
        let limit = json!({ "id": "L", "type": "velocityLimit", "condition": { "amountString": "5" } });
        for (rules, expected) in [
            (json!([limit]), None),
            (json!([plain]), Some((vec!["b"], 0))),
            (json!([advanced(Value::Null)]), Some((vec!["a"], 2))),
            (json!([advanced(json!("btc")), limit, plain]), Some((vec!["a", "b"], 2))),
            (json!([advanced(json!("erc:usdt")), plain]), Some((vec!["b"], 0))),
            (json!([advanced(json!("erc:usdt"))]), None),
        ] {
            let found = wallet(&rules).whitelist("btc");
            let found =
                found.as_ref().map(|it| (it.addresses.iter().map(String::as_str).collect(), it.others));
            assert_eq!(found, expected, "{rules}");
        }
        assert_eq!(Wallet::default().whitelist("btc"), None);
    }
}
