//! A webhook (spec: GET /api/v2/{coin}/wallet/{walletId}/webhooks, GET /api/v2/{coin}/webhooks).

use serde_json::{Map, Value, json};

use super::time::iso;
use crate::sandbox::state::State;
use crate::sandbox::state::webhook::{Webhook, WebhookSource};

/// The whole document.
pub(crate) fn full(webhook: &Webhook, state: &State) -> Value {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("id", json!(webhook.id.to_string()));
    put("created", json!(iso(webhook.created)));
    put("type", json!(webhook.kind));
    put("url", json!(webhook.url));
    put("version", json!(2));
    put("numConfirmations", json!(webhook.confirmations));
    put("state", json!("active"));
    put("successiveFailedAttempts", json!(0));
    if let Some(label) = &webhook.label {
        put("label", json!(label));
    }
    match &webhook.source {
        WebhookSource::Wallet(id) => {
            put("walletId", json!(id.to_string()));
            put("allToken", json!(webhook.has_tokens));
            if let Some(wallet) = state.wallets.get(*id) {
                put("coin", json!(wallet.coin));
            }
        }
        WebhookSource::Blocks { coin, person } => {
            put("coin", json!(coin));
            put("userId", json!(person.to_string()));
        }
    }
    Value::Object(fields)
}
