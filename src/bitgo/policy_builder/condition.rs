//! Conditions on the wire (spec: `TransferAmountConditionRequest` and its siblings).

use serde_json::{Value, json};

use super::item;
use super::parameters::{Parameters, Why};
use crate::domain::enterprise_policy::{
    Comparison, Condition, Currency, DestinationType, Threshold, Unreadable, VelocityScope,
};

pub(super) fn read(value: &Value, unreadable: &mut Vec<Unreadable>) -> Condition {
    item::read(value, unreadable, known, Condition::NotUnderstood)
}

fn known(name: &str, mut parameters: Parameters) -> Result<Condition, Why> {
    let from = &mut parameters;
    let condition = match name {
        "transfer.amount" => {
            let comparison = comparison(&from.needed_text("operator")?)?;
            Condition::Amount { comparison, threshold: threshold(from)? }
        }
        "transfer.velocity.limit" => Condition::Velocity {
            threshold: threshold(from)?,
            window_secs: from.whole("timeWindow")?.ok_or("its timeWindow is missing")?,
            scope: scope(from)?,
        },
        "transfer.destination.type" => {
            let kind = DestinationType::from_word(&from.needed_text("type")?);
            if let DestinationType::Other(word) = &kind {
                return Err(format!("its type “{word}” is not known here"));
            }
            Condition::Destination { kind, coin: from.text("coin")? }
        }
        "transfer.initiators" => Condition::Initiators(from.texts("userIds")?),
        "transfer.notInitiatedBy" => Condition::NotInitiatedBy(from.texts("userIds")?),
        "transfer.webhook" => {
            Condition::Webhook { url: from.needed_text("webhookUrl")?, coin: from.text("coin")? }
        }
        _ => return Err("this condition is not known here".to_owned()),
    };
    parameters.end().map(|()| condition)
}

fn comparison(sign: &str) -> Result<Comparison, Why> {
    Comparison::from_sign(sign).ok_or_else(|| format!("its operator “{sign}” is not known here"))
}

fn threshold(from: &mut Parameters) -> Result<Threshold, Why> {
    let currency = Currency::from_word(&from.needed_text("coin")?);
    let number = from.number("amount")?.ok_or("its amount is missing")?;
    let wanted = match currency {
        Currency::Usd => "its amount is no number of dollars",
        Currency::Coin(_) => "its amount is no whole number",
    };
    Threshold::read(&number.raw, &number.digits, currency).ok_or_else(|| wanted.to_owned())
}

fn scope(from: &mut Parameters) -> Result<Option<VelocityScope>, Why> {
    let Some(word) = from.text("scope")? else { return Ok(None) };
    VelocityScope::from_word(&word).map(Some).ok_or_else(|| format!("its scope “{word}” is not known here"))
}

/// As it is sent. What is not understood goes back as it came.
pub(super) fn write(condition: &Condition) -> Value {
    let named = |name: &str, parameters: Value| json!({ "name": name, "parameters": parameters });
    let with_coin = |mut parameters: Value, coin: &Option<String>| {
        if let Some(coin) = coin {
            parameters["coin"] = json!(coin);
        }
        parameters
    };
    match condition {
        Condition::Amount { comparison, threshold } => {
            let (amount, coin) = (&threshold.raw, threshold.currency.word());
            named("transfer.amount", json!({ "operator": comparison.sign(), "amount": amount, "coin": coin }))
        }
        Condition::Velocity { threshold, window_secs, scope } => {
            let (amount, coin) = (&threshold.raw, threshold.currency.word());
            let mut parameters =
                json!({ "amount": amount, "timeWindow": window_secs.to_string(), "coin": coin });
            if let Some(scope) = scope {
                parameters["scope"] = json!(scope.word());
            }
            named("transfer.velocity.limit", parameters)
        }
        Condition::Destination { kind, coin } => {
            named("transfer.destination.type", with_coin(json!({ "type": kind.word() }), coin))
        }
        Condition::Initiators(people) => named("transfer.initiators", json!({ "userIds": people })),
        Condition::NotInitiatedBy(people) => named("transfer.notInitiatedBy", json!({ "userIds": people })),
        Condition::Webhook { url, coin } => {
            named("transfer.webhook", with_coin(json!({ "webhookUrl": url }), coin))
        }
        Condition::NotUnderstood(part) => serde_json::from_str(&part.json).unwrap_or_default(),
    }
}
