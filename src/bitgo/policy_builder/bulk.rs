//! One change of whitelists over many wallets (spec: PUT /api/v2/policy/rule/bulk).

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::bitgo::approvals::PendingApproval;
use crate::bitgo::fields::Fields;
use crate::bitgo::policies::{ConditionChange, RuleAction, RuleKind};

/// Changes of whitelists. What it serializes to is the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhitelistBulk {
    /// A change for each wallet.
    pub updates: Vec<WhitelistUpdate>,
    /// Which part of a larger change it is, where that was split.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<WhitelistBatch>,
}

/// The place of a request among those of one change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WhitelistBatch {
    /// The same for all of them, made by this program.
    pub group_id: String,
    /// Which of them it is, from 1.
    pub index: u32,
    /// How many there are.
    pub total: u32,
}

/// A change of one wallet's whitelist. Only advanced whitelists are taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WhitelistUpdate {
    /// The wallet, by ID.
    pub wallet_id: String,
    /// Its coin.
    pub coin: String,
    /// The rule's name.
    pub id: String,
    /// Always the advanced whitelist.
    #[serde(rename = "type")]
    kind: RuleKind,
    /// What the rule does.
    pub action: RuleAction,
    /// The entry that is put on it or taken off.
    condition: ConditionChange,
    /// When it locks; the platform locks it after about 48 hours otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lock_date: Option<Timestamp>,
    /// Whether a whitelist is made where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generate_policy: Option<bool>,
}

/// What becomes of an entry of a whitelist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhitelistEdit {
    /// It is put on it, with what it is called; that may be empty.
    Add {
        /// The address, or the wallet's or enterprise's ID.
        item: String,
        /// `address`, `walletId` or `enterpriseId`.
        kind: String,
        /// What it is called; may be empty.
        label: String,
    },
    /// It is taken off.
    Remove {
        /// The address, or the wallet's or enterprise's ID.
        item: String,
        /// `address`, `walletId` or `enterpriseId`.
        kind: String,
    },
}

impl WhitelistUpdate {
    /// A change of one entry of the rule of this name.
    pub fn new(wallet: &str, coin: &str, rule: &str, action: RuleAction, edit: WhitelistEdit) -> Self {
        Self {
            wallet_id: wallet.to_owned(),
            coin: coin.to_owned(),
            id: rule.to_owned(),
            kind: RuleKind::AdvancedWhitelist,
            action,
            condition: match edit {
                WhitelistEdit::Add { item, kind, label } => ConditionChange::AddEntry { item, kind, label },
                WhitelistEdit::Remove { item, kind } => ConditionChange::RemoveEntry { item, kind },
            },
            lock_date: None,
            generate_policy: None,
        }
    }
}

/// What came of a change over many wallets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WhitelistBulkResult {
    /// What was changed, as it came: the specification does not say what it is.
    pub successes: Vec<Value>,
    /// What was not.
    pub failures: Vec<BulkFailure>,
    /// The approval that it waits for.
    pub waits_for: Option<Box<PendingApproval>>,
    /// Fields that this program does not know, other approvals among them.
    pub extra: Map<String, Value>,
}

/// A wallet that was not changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BulkFailure {
    /// The wallet, by ID.
    pub wallet: String,
    /// Why, in the platform's words.
    pub error: String,
}

impl WhitelistBulkResult {
    pub(super) fn read(mut fields: Fields) -> Result<Self, &'static str> {
        let waits_for = fields.object("pendingAdminApproval").map(PendingApproval::read).map(Box::new);
        let successes = fields.any("successes");
        let failures = fields.objects("failures");
        if successes.is_none() && failures.is_none() && waits_for.is_none() {
            return Err("it says of no wallet what became of it");
        }
        let failure = |mut it: Fields| BulkFailure {
            wallet: it.text("walletId").unwrap_or_default(),
            error: it.text("error").unwrap_or_default(),
        };
        Ok(Self {
            successes: match successes {
                Some(Value::Array(items)) => items,
                other => other.into_iter().filter(|it| !it.is_null()).map(|it| json!(it)).collect(),
            },
            failures: failures.unwrap_or_default().into_iter().map(failure).collect(),
            waits_for,
            extra: fields.rest(),
        })
    }
}
