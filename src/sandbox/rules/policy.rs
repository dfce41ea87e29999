//! Policy rules: what one must look like, when it may be changed, and when a change needs another admin (the protocol
//! notes, section 9; spec: POST, PUT and DELETE …/policy/rule).

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::domain::coin::coins;
use crate::sandbox::answer::ApiError;
use crate::sandbox::body::{Body, wrong};
use crate::sandbox::query::read_id;
use crate::sandbox::state::approval::Change;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::wallet::{PolicyRule, RULE_LOCKS_AFTER, Wallet};

/// Spec: `CreatePolicyRuleType`, and `transactionLimit` of the protocol notes.
const KINDS: [&str; 8] = [
    "advancedWhitelist",
    "allTx",
    "allTxNoFiat",
    "coinAddressWhitelist",
    "coinAddressBlacklist",
    "velocityLimit",
    "transactionLimit",
    "webhook",
];
/// Spec: the actions that a rule may be made with.
const ACTIONS: [&str; 5] =
    ["deny", "getApproval", "getFinalApproval", "getCustodianApproval", "getIdVerification"];
/// Longest window of a velocity limit: 31 days (spec: `timeWindow`).
const LONGEST_WINDOW_SECS: u64 = 2_678_400;

/// True where a change of this wallet's policy waits for another admin: it holds something and has more than two
/// admins.
pub(crate) fn needs_approval(wallet: &Wallet) -> bool {
    wallet.has_balance() && wallet.admins().count() > 2
}

/// Reads a rule as it should become, merged into the one that is there for lists that change entry by entry.
pub(crate) fn read(
    body: &Body,
    wallet: &Wallet,
    change: Change,
    now: Timestamp,
) -> Result<PolicyRule, ApiError> {
    let id = body.required("id")?;
    if id.chars().count() > 250 {
        return Err(wrong("id", "may have 250 characters"));
    }
    let coin = of_coin(body, wallet)?;
    let present = wallet.rules.iter().find(|rule| rule.id == id && rule.coin == coin);
    match (change, present) {
        (Change::Add, Some(_)) => {
            return Err(ApiError::refused("DuplicatePolicyRule", "a rule with this id is already there"));
        }
        (Change::Update | Change::Remove, None) => {
            return Err(ApiError::not_found("PolicyRuleNotFound", "policy rule not found"));
        }
        (_, Some(rule)) if rule.is_locked(now) => return Err(locked(rule)),
        _ => {}
    }
    if let (Change::Remove, Some(rule)) = (change, present) {
        return Ok(rule.clone());
    }
    let kind = body.required("type")?;
    if !KINDS.contains(&kind) {
        return Err(wrong("type", "is not a type of rule"));
    }
    let (action, action_users) = action(body)?;
    let before = present.map(|rule| &rule.condition);
    Ok(PolicyRule {
        id: id.to_owned(),
        coin,
        kind: kind.to_owned(),
        condition: condition(kind, body.get("condition"), before)?,
        action,
        action_users,
        lock_date: now.saturating_add(RULE_LOCKS_AFTER).unwrap_or(now),
    })
}

/// The token that the rule is about; none for the wallet's own coin.
fn of_coin(body: &Body, wallet: &Wallet) -> Result<Option<String>, ApiError> {
    match body.get("coin") {
        None => Ok(None),
        Some(Value::String(coin)) if coin == wallet.coin => Ok(None),
        Some(Value::String(coin)) if coins().get(coin).is_some() => Ok(Some(coin.clone())),
        Some(_) => Err(wrong("coin", "is no coin")),
    }
}

fn locked(rule: &PolicyRule) -> ApiError {
    let error = format!(
        "the rule \"{}\" has not been touched for 48 hours and is locked: only support can change it",
        rule.id
    );
    ApiError::refused("PolicyRuleLocked", error)
}

fn action(body: &Body) -> Result<(String, Vec<Id>), ApiError> {
    let Some(Value::Object(action)) = body.get("action") else {
        return Err(wrong("action", "must be an object with a type"));
    };
    let kind = action.get("type").and_then(Value::as_str).filter(|kind| ACTIONS.contains(kind));
    let kind = kind.ok_or_else(|| wrong("action", "has a type that is no action of a rule"))?;
    let users = match action.get("userIds") {
        None => Vec::new(),
        Some(Value::Array(users)) => users
            .iter()
            .map(|user| read_id("action", user.as_str().unwrap_or_default()))
            .collect::<Result<_, _>>()?,
        Some(_) => return Err(wrong("action", "has userIds that are no list")),
    };
    Ok((kind.to_owned(), users))
}

fn condition(kind: &str, sent: Option<&Value>, before: Option<&Value>) -> Result<Value, ApiError> {
    let empty = json!({});
    let sent = sent.unwrap_or(&empty);
    if !sent.is_object() {
        return Err(wrong("condition", "must be an object"));
    }
    match kind {
        "velocityLimit" | "transactionLimit" => limit(kind, sent).map(|()| sent.clone()),
        "webhook" => match sent.get("url").and_then(Value::as_str) {
            Some(url) if url::Url::parse(url).is_ok() => Ok(sent.clone()),
            _ => Err(wrong("condition", "needs the url of the webhook")),
        },
        "advancedWhitelist" => list("entries", sent, before),
        "coinAddressWhitelist" | "coinAddressBlacklist" => list("addresses", sent, before),
        _ => Ok(json!({})),
    }
}

fn limit(kind: &str, condition: &Value) -> Result<(), ApiError> {
    let amount = condition.get("amountString").and_then(Value::as_str).unwrap_or_default();
    let is_amount = !amount.is_empty() && amount.bytes().all(|b| b.is_ascii_digit()) && amount.len() <= 80;
    if !is_amount {
        return Err(wrong("condition", "needs an amountString in whole base units"));
    }
    let window = condition.get("timeWindow").and_then(Value::as_u64);
    let fits = window.is_some_and(|secs| secs <= LONGEST_WINDOW_SECS);
    if fits || kind == "transactionLimit" {
        Ok(())
    } else {
        Err(wrong("condition", "needs a timeWindow of at most 2678400 seconds"))
    }
}

/// A list is changed an entry at a time, by `add` and `remove`; the whole list may be sent too.
fn list(name: &str, sent: &Value, before: Option<&Value>) -> Result<Value, ApiError> {
    let held =
        |condition: Option<&Value>| condition.and_then(|it| it.get(name)).and_then(Value::as_array).cloned();
    if let Some(whole) = held(Some(sent)) {
        return Ok(json!({ name: whole }));
    }
    let mut entries = held(before).unwrap_or_default();
    let item = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.get("item").and_then(Value::as_str).unwrap_or_default().to_owned(),
    };
    let read = |value: &Value| Some(item(value)).filter(|text| (1..=250).contains(&text.len()));
    match (sent.get("add"), sent.get("remove")) {
        (Some(added), None) => {
            let address = read(added).ok_or_else(|| wrong("condition", "adds an entry without an item"))?;
            if entries.iter().any(|entry| item(entry) == address) {
                return Err(wrong("condition", "adds an entry that is already there"));
            }
            entries.push(added.clone());
        }
        (None, Some(removed)) => {
            let address =
                read(removed).ok_or_else(|| wrong("condition", "removes an entry without an item"))?;
            let count = entries.len();
            entries.retain(|entry| item(entry) != address);
            if entries.len() == count {
                return Err(wrong("condition", "removes an entry that is not there"));
            }
        }
        (None, None) if before.is_some() => {}
        _ => return Err(wrong("condition", "needs either add or remove")),
    }
    Ok(json!({ name: entries }))
}

/// Makes the change. What was locked meanwhile stays as it is.
pub(crate) fn apply(
    wallet: &mut Wallet,
    change: Change,
    rule: &PolicyRule,
    now: Timestamp,
) -> Result<(), ApiError> {
    if let Some(present) = wallet.rules.iter().find(|present| present.is_same(rule))
        && present.is_locked(now)
    {
        return Err(locked(present));
    }
    // The 48 hours begin when the change takes effect.
    let lock_date = now.saturating_add(RULE_LOCKS_AFTER).unwrap_or(now);
    let place = wallet.rules.iter().position(|present| present.is_same(rule));
    match (change, place.and_then(|place| wallet.rules.get_mut(place))) {
        (Change::Remove, _) => wallet.rules.retain(|present| !present.is_same(rule)),
        (_, Some(present)) => *present = PolicyRule { lock_date, ..rule.clone() },
        (_, None) => wallet.rules.push(PolicyRule { lock_date, ..rule.clone() }),
    }
    wallet.policy_version = wallet.policy_version.saturating_add(1);
    Ok(())
}
