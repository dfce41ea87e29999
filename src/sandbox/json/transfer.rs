//! A transfer (spec: GET /api/v2/{coin}/wallet/{walletId}/transfer).

use serde_json::{Map, Value, json};

use super::time::iso;
use crate::sandbox::rules::number::short_number;
use crate::sandbox::state::transfer::Transfer;

/// The whole document.
pub(crate) fn full(transfer: &Transfer) -> Value {
    let value = transfer.value();
    let date = iso(transfer.date);
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("id", json!(transfer.id.to_string()));
    put("coin", json!(transfer.coin));
    put("wallet", json!(transfer.wallet.to_string()));
    put("enterprise", json!(transfer.enterprise.to_string()));
    put("txid", json!(transfer.txid));
    put("height", json!(transfer.height));
    put("heightId", json!(format!("{:09}-{}", transfer.height, transfer.id)));
    put("date", json!(date));
    put("createdTime", json!(date));
    put("confirmations", json!(transfer.confirmations));
    put("type", json!(if transfer.is_send { "send" } else { "receive" }));
    if let Some(number) = short_number(&value) {
        put("value", number);
    }
    put("valueString", json!(value.to_string()));
    // Test coins have no price.
    put("usd", json!(0));
    put("usdRate", json!(0));
    put("state", json!(transfer.state));
    put("tags", json!([transfer.wallet.to_string()]));
    put("history", history(transfer));
    put("comment", json!(transfer.comment));
    put("coinSpecific", json!({}));
    // Of an entry the amount is what its address gets.
    put("entries", json!([{ "address": transfer.address, "valueString": transfer.amount.to_string() }]));
    if let Some(approval) = transfer.approval {
        put("pendingApproval", json!(approval.to_string()));
    }
    Value::Object(fields)
}

/// The same for `GET /api/v2/pendingapprovals/{approvalId}/transfer`, whose entries have no `valueString`: its pattern
/// there is in quotation marks, which no amount is.
pub(crate) fn of_approval(transfer: &Transfer) -> Value {
    let mut document = full(transfer);
    if let Some(fields) = document.as_object_mut() {
        fields.insert("entries".to_owned(), json!([{ "address": transfer.address }]));
    }
    document
}

fn history(transfer: &Transfer) -> Value {
    let mut steps = vec![json!({ "date": iso(transfer.date), "action": "created" })];
    if let (Some(by), Some(first)) = (transfer.by, steps.first_mut().and_then(Value::as_object_mut)) {
        first.insert("user".to_owned(), json!(by.to_string()));
    }
    if let "confirmed" | "unconfirmed" | "rejected" = transfer.state {
        steps.push(json!({ "date": iso(transfer.date), "action": transfer.state }));
    }
    Value::Array(steps)
}
