//! How `info` is read into a [`Change`], kind by kind, and what of it stays unread.

use super::{ApprovalInfo, Change, SettingChange, Trigger, mpc, multisig};
use crate::bitgo::approvals::ApprovalKind;
use crate::bitgo::fields::Fields;
use crate::bitgo::policies::PolicyRule;
use crate::domain::approval::{LocalDecoding, MpcWithdrawal};
use serde_json::{Map, Value};

impl ApprovalInfo {
    /// `coin` is that of the approval.
    pub(in crate::bitgo::approvals) fn read(mut fields: Fields, coin: Option<&str>) -> Self {
        let raw = fields.clone().rest();
        let kind = fields.word("type", ApprovalKind::from_word);
        let content = fields.object(kind.word());
        let unread = content.clone().map(|it| unread(&kind, it)).unwrap_or_default();
        let is_mpc = kind == ApprovalKind::TransactionFull;
        let (mpc, together) = content.clone().filter(|_| is_mpc).map(mpc::read).unzip();
        let decoding = match (&kind, &content) {
            (ApprovalKind::Transaction, Some(content)) => {
                LocalDecoding::of_one(&multisig::transactions(content.clone(), coin), coin)
            }
            _ => LocalDecoding::of_signed(&together.unwrap_or_default(), coin),
        };
        let change = content.and_then(|it| Change::read(&kind, it, mpc.as_ref())).unwrap_or_default();
        Self { kind, change, mpc, decoding, raw, unread }
    }
}

/// What [`Change`] leaves out of the content of kinds that are told in full. A withdrawal has much that its decision does
/// not need (how it was built), and a kind that is not known is left out as a whole.
fn unread(kind: &ApprovalKind, mut content: Fields) -> Map<String, Value> {
    let known: &[&str] = match kind {
        ApprovalKind::Generic => {
            &["changeType", "resourceType", "description", "currentId", "proposedId", "anchors"]
        }
        ApprovalKind::PolicyRule => &["action"],
        ApprovalKind::Enterprise | ApprovalKind::Organization | ApprovalKind::EnterpriseInvite => {
            &["action", "email", "userId", "enterpriseInfo"]
        }
        _ => return Map::new(),
    };
    for name in known {
        content.any(name);
    }
    let parts: &[&str] = match kind {
        ApprovalKind::Generic => &["metadata"],
        ApprovalKind::PolicyRule => &["update"],
        // A role that is no word is left where it is.
        _ => {
            let _role = content.text("permissions").or_else(|| content.text("role"));
            &[]
        }
    };
    let mut rest = Map::new();
    for name in parts {
        let Some(part) = content.object(name) else { continue };
        let mut left = match kind {
            ApprovalKind::PolicyRule => PolicyRule::read(part).extra,
            _ => part.rest().into_iter().filter(|(_, value)| plain(value).is_none()).collect(),
        };
        left.retain(|_, value| tells(value));
        if !left.is_empty() {
            rest.insert((*name).to_owned(), Value::Object(left));
        }
    }
    rest.extend(content.rest().into_iter().filter(|(_, value)| tells(value)));
    rest
}

/// Whether there is anything in it.
fn tells(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        Value::String(text) => !text.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

impl Change {
    fn read(kind: &ApprovalKind, mut fields: Fields, mpc: Option<&MpcWithdrawal>) -> Option<Self> {
        let mut action = || fields.text("action").unwrap_or_default();
        Some(match kind {
            ApprovalKind::UserChange => Self::User {
                action: action(),
                user: fields.text("userChanged").unwrap_or_default(),
                permissions: fields.texts("permissions").unwrap_or_default(),
            },
            ApprovalKind::Transaction => Self::Withdrawal {
                recipients: mpc::recipients(&mut fields),
                requested: fields.amount("requestedAmount"),
                fee: fields.amount("fee"),
                comment: fields.text("comment").unwrap_or_default(),
                intent: None,
                triggered: Trigger::read(&mut fields),
            },
            ApprovalKind::TransactionFull => Self::transaction_request(fields, mpc?),
            ApprovalKind::PolicyRule => {
                Self::Rule { action: action(), rule: Box::new(PolicyRule::read(fields.object("update")?)) }
            }
            ApprovalKind::ApprovalsRequired => {
                Self::ApprovalsRequired(fields.whole("requestedApprovalsRequired")?)
            }
            ApprovalKind::Enterprise | ApprovalKind::Organization | ApprovalKind::EnterpriseInvite => {
                Self::Membership {
                    action: action(),
                    email: fields.text("email"),
                    user: fields.text("userId"),
                    role: fields.text("permissions").or_else(|| fields.text("role")),
                    place: fields.object("enterpriseInfo").and_then(|mut it| it.text("name")),
                }
            }
            ApprovalKind::Generic => Self::described(fields),
            ApprovalKind::WalletTags => {
                Self::Tags { action: action(), tags: fields.texts("customTags").unwrap_or_default() }
            }
            ApprovalKind::WalletSetting => Self::Settings(settings(fields)?),
            ApprovalKind::Other(_) => return None,
        })
    }

    /// Where the intent names nobody, the transaction as it was built does.
    fn transaction_request(mut fields: Fields, mpc: &MpcWithdrawal) -> Self {
        let mut intent = fields.object("intent").unwrap_or_default();
        let outputs = mpc.built.iter().flat_map(|built| &built.outputs);
        let paid = outputs.filter(|it| !it.is_change && !it.is_platform_fee);
        let recipients = match mpc.asked.as_slice() {
            [] => paid.map(|it| it.recipient.clone()).collect(),
            asked => asked.to_vec(),
        };
        Self::Withdrawal {
            recipients,
            requested: None,
            fee: mpc.built.as_ref().and_then(|built| built.chain_fee.clone()),
            comment: intent.text("comment").unwrap_or_default(),
            intent: intent.text("intentType"),
            triggered: None,
        }
    }

    fn described(mut fields: Fields) -> Self {
        let mut facts = Vec::new();
        for (name, shown) in [("currentId", "Now"), ("proposedId", "Would be")] {
            facts.extend(fields.text(name).map(|value| (shown.to_owned(), value)));
        }
        for mut anchor in fields.objects("anchors").unwrap_or_default() {
            let name = anchor.text("key").or_else(|| anchor.text("anchorType")).unwrap_or_default();
            facts.extend(anchor.text("value").map(|value| (name, value)));
        }
        let metadata = fields.object("metadata").unwrap_or_default().rest();
        facts.extend(metadata.into_iter().filter_map(|(name, value)| Some((name, plain(&value)?))));
        Self::Described {
            what: fields.text("changeType").unwrap_or_default(),
            resource: fields.text("resourceType").unwrap_or_default(),
            description: fields.text("description").unwrap_or_default(),
            facts,
        }
    }
}

/// Each setting with its old and new value. Unreadable as a whole if one of them is not reported so.
fn settings(fields: Fields) -> Option<Vec<SettingChange>> {
    let read = |(name, value): (String, Value)| {
        let mut change = Fields::of(value)?;
        let after = change.any("newValue").as_ref().and_then(plain)?;
        Some(SettingChange { name, before: change.any("oldValue").as_ref().and_then(plain), after })
    };
    let changes: Option<Vec<_>> = fields.rest().into_iter().map(read).collect();
    changes.filter(|changes| !changes.is_empty())
}

/// A value that is a word, a number, yes or no, or a list of words.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Array(items) => Some(items.iter().map(plain).collect::<Option<Vec<_>>>()?.join(", ")),
        Value::Null | Value::Object(_) => None,
    }
}

impl Trigger {
    fn read(fields: &mut Fields) -> Option<Self> {
        match fields.object("triggeredPolicy") {
            Some(rule) => Some(Self::Rule(Box::new(PolicyRule::read(rule)))),
            None => fields.text("triggeredPolicy").filter(|name| !name.is_empty()).map(Self::Named),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;
    use crate::domain::amount::Balance;

    fn change(kind: &str, content: &Value) -> Change {
        let info = json!({ "type": kind, kind: content });
        ApprovalInfo::read(Fields::of(info).unwrap(), None).change
    }

    fn exact(amount: Option<&Balance>) -> String {
        match amount {
            None => "none".to_owned(),
            Some(Balance::Exact(units)) => units.to_string(),
            Some(Balance::Unreadable(raw)) => format!("unreadable {raw}"),
        }
    }

    #[test]
    fn a_transaction_request_tells_its_fee_and_whom_it_pays_in_each_shape() {
        let intent = json!({ "intentType": "payment", "recipients": [
            { "address": { "address": "0x1" }, "amount": { "value": "7", "symbol": "hteth" } },
        ]});
        let parsed = json!({ "inputs": [], "minerFee": "1", "spendAmount": "9", "outputs": [
            { "address": "0x2", "valueString": "9" }, { "address": "0x3", "valueString": "90", "change": true },
        ]});
        let built = |fee: &str| json!({ "parsedTx": parsed, "feeInfo": { "fee": fee, "feeString": fee } });
        for (content, addresses, fee) in [
            (json!({ "intent": intent }), vec!["0x1"], "none"),
            (json!({ "intent": intent, "txRequest": { "unsignedTxs": [built("5")] } }), vec!["0x1"], "5"),
            (
                json!({ "intent": intent, "txRequest": { "transactions": [{ "unsignedTx": built("6") }] } }),
                vec!["0x1"],
                "6",
            ),
            (
                json!({ "intent": { "intentType": "stake" }, "txRequest": { "unsignedTxs": [built("5"), built("6")] } }),
                vec!["0x2", "0x2"],
                "11",
            ),
            (
                json!({ "txRequest": { "unsignedTxs": [built("5"), built("1.5")] } }),
                vec!["0x2", "0x2"],
                "unreadable 1.5",
            ),
            // The fee stands in three places: the more exact one counts.
            (json!({ "txRequest": { "unsignedTxs": [{ "parsedTx": parsed }] } }), vec!["0x2"], "1"),
            (
                json!({ "txRequest": { "unsignedTxs": [{ "parsedTx": parsed, "feeInfo": { "fee": 7 } }] } }),
                vec!["0x2"],
                "7",
            ),
            (json!({ "txRequestId": "t" }), vec![], "none"),
        ] {
            let Change::Withdrawal { recipients, fee: told, .. } = change("transactionRequestFull", &content)
            else {
                panic!()
            };
            let paid: Vec<&str> = recipients.iter().map(|it| it.address.as_str()).collect();
            assert_eq!((paid, exact(told.as_ref()).as_str()), (addresses, fee));
        }
    }

    #[test]
    fn settings_are_told_as_old_and_new_or_not_at_all() {
        let setting = |name: &str, before: Option<&str>, after: &str| SettingChange {
            name: name.to_owned(),
            before: before.map(str::to_owned),
            after: after.to_owned(),
        };
        for (content, expected) in [
            (
                json!({ "userKeySigningRequired": { "oldValue": true, "newValue": false } }),
                Some(vec![setting("userKeySigningRequired", Some("true"), "false")]),
            ),
            (
                json!({ "limit": { "newValue": 5 }, "label": { "oldValue": "a", "newValue": "b" } }),
                Some(vec![setting("limit", None, "5"), setting("label", Some("a"), "b")]),
            ),
            (json!({ "limit": { "newValue": { "deep": 1 } } }), None),
            (json!({ "limit": 5 }), None),
            (json!({}), None),
        ] {
            let expected = expected.map_or(Change::Unknown, Change::Settings);
            assert_eq!(change("updateWalletSettingRequest", &content), expected);
        }
    }

    #[test]
    fn the_rule_that_asks_is_told_by_name_or_in_full() {
        let rule = json!({ "id": "daily", "type": "allTx", "action": { "type": "getApproval" } });
        for (sent, expected) in [
            (json!("daily"), Some("daily")),
            (rule, Some("daily in full")),
            (json!(""), None),
            (json!(7), None),
            (Value::Null, None),
        ] {
            let Change::Withdrawal { triggered, .. } =
                change("transactionRequest", &json!({ "triggeredPolicy": sent }))
            else {
                panic!()
            };
            let told = triggered.map(|it| match it {
                Trigger::Named(name) => name,
                Trigger::Rule(rule) => format!("{} in full", rule.id),
            });
            assert_eq!(told.as_deref(), expected);
        }
    }

    #[test]
    fn what_is_left_out_of_a_change_is_told() {
        let rule = || json!({ "id": "L", "type": "allTx", "action": { "type": "deny" } });
        let with = |mut base: Value, name: &str, value: Value| {
            base[name] = value;
            base
        };
        for (kind, content, expected) in [
            ("genericRequest", json!({ "changeType": "update", "description": "x", "resources": [] }), ""),
            ("genericRequest", json!({ "changeType": "update", "resources": [{ "id": "r" }] }), "resources"),
            ("genericRequest", json!({ "metadata": { "plain": 1, "deep": { "not": "plain" } } }), "metadata"),
            ("policyRuleRequest", json!({ "action": "update", "update": rule() }), ""),
            ("policyRuleRequest", json!({ "update": rule(), "updates": [rule()] }), "updates"),
            ("policyRuleRequest", json!({ "update": with(rule(), "walletId", json!("w")) }), "update"),
            ("updateEnterpriseRequest", json!({ "action": "add", "email": "a", "permissions": "admin" }), ""),
            ("updateEnterpriseRequest", json!({ "email": "a", "permissions": ["admin"] }), "permissions"),
            ("updateOrganizationRequest", json!({ "email": "a", "role": { "admin": true } }), "role"),
            ("transactionRequest", json!({ "buildParams": { "feeRate": 1 } }), ""),
            ("newThing", json!({ "a": 1 }), ""),
        ] {
            let info = json!({ "type": kind, kind: content });
            let unread = ApprovalInfo::read(Fields::of(info).unwrap(), None).unread;
            assert_eq!(unread.keys().cloned().collect::<Vec<_>>().join(" "), expected, "{kind} {content}");
        }
    }

    #[test]
    fn what_is_described_keeps_every_plain_fact() {
        let content = json!({
            "changeType": "update", "resourceType": "policyRule", "description": "Threshold", "currentId": "old",
            "proposedId": "new", "anchors": [{ "anchorType": "policyRuleId", "key": "rule", "value": "r1" }],
            "metadata": { "amount": 1000, "coins": ["btc", "eth"], "deep": { "not": "plain" } },
        });
        let Change::Described { what, resource, description, facts } = change("genericRequest", &content)
        else {
            panic!()
        };
        assert_eq!([what, resource, description], ["update", "policyRule", "Threshold"].map(str::to_owned));
        let facts: Vec<String> = facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        assert_eq!(facts, ["Now: old", "Would be: new", "rule: r1", "amount: 1000", "coins: btc, eth"]);
    }
}
