//! Withdrawals of MPC wallets (spec: POST /api/v2/wallet/{walletId}/txrequests).

use serde_json::{Value, json};

use super::call::Call;
use crate::domain::amount::BaseUnits;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::body::wrong;
use crate::sandbox::json;
use crate::sandbox::query::read_id;
use crate::sandbox::rules::number;
use crate::sandbox::rules::permissions::WalletAccess;
use crate::sandbox::rules::withdrawal::make::{Made, Order, make};
use crate::sandbox::state::id::Id;
use crate::sandbox::state::wallet::Permissions;

/// Makes one of the intent `payment`. The rules of the wallet and of its enterprise say what comes of it.
pub(crate) fn create(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let wallet = read_id("walletId", call.param())?;
    let intent = body.get("intent").ok_or_else(|| wrong("intent", "is required"))?;
    if intent.get("intentType").and_then(Value::as_str) != Some("payment") {
        return Err(wrong("intent", "must be of the intentType payment"));
    }
    let recipients = recipients(intent).ok_or_else(|| wrong("intent", "needs recipients"))?;
    let comment = intent.get("comment").and_then(Value::as_str).unwrap_or_default().to_owned();
    let video_approvers = body.texts("videoApprovers")?.unwrap_or_default();
    let video_approvers: Vec<Id> = video_approvers.into_iter().filter_map(Id::parse).collect();
    let caller = call.caller()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let access = WalletAccess::of(state, caller, None, wallet)?;
    access.needs_scope("wallet_spend")?;
    access.needs(Permissions::SPEND)?;
    if !access.wallet.is_mpc {
        return Err(ApiError::bad_request("only MPC wallets have transaction requests"));
    }
    let (initiator, caller) = (caller.person, Some(caller));
    let order = Order { wallet, initiator, recipients, comment, video_approvers, caller };
    match make(state, order, call.now)? {
        Made::Denied(rules) => {
            let error = format!("denied by policy: {}", rules.join(", "));
            Err(ApiError::refused("DeniedByPolicy", error))
        }
        Made::Waits { approval, .. } => {
            let document = state.approval(approval).map(|it| json::approval::full(it, state));
            let request = document.and_then(|it| it.pointer(REQUEST).cloned());
            Ok(Answer::ok(request.unwrap_or_default()))
        }
        Made::Sent { transfer } => Ok(Answer::ok(sent(call, intent, wallet, transfer)?)),
    }
}

/// Where an approval shows its transaction request.
const REQUEST: &str = "/info/transactionRequestFull/txRequest";

fn recipients(intent: &Value) -> Option<Vec<(String, BaseUnits)>> {
    let recipient = |it: &Value| {
        let address = it.pointer("/address/address")?.as_str()?.to_owned();
        Some((address, number::base_units(it.pointer("/amount/value")?)?))
    };
    intent.get("recipients")?.as_array()?.iter().map(recipient).collect()
}

/// The request of a payment that went out.
fn sent(call: &Call<'_>, intent: &Value, wallet: Id, transfer: Id) -> Result<Value, ApiError> {
    let (person, date) = (call.caller()?.person.to_string(), json::time::iso(call.now));
    Ok(json!({
        "apiVersion": "lite",
        "txRequestId": transfer.uuid(),
        "walletId": wallet.to_string(),
        "version": 1,
        "state": "delivered",
        "date": date,
        "createdDate": date,
        "userId": person,
        "initiatedBy": person,
        "updatedBy": person,
        "intents": [intent],
        "intent": intent,
        "latest": true,
        "unsignedTxs": [],
    }))
}
