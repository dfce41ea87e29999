//! Webhooks of a wallet and of a coin's blocks (spec: …/wallet/{walletId}/webhooks, /api/v2/{coin}/webhooks).

use serde_json::{Map, Value, json};
use url::Url;

use super::call::Call;
use crate::domain::coin::coins;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::body::{Body, wrong};
use crate::sandbox::json::webhook;
use crate::sandbox::query::read_id;
use crate::sandbox::rules::permissions::WalletAccess;
use crate::sandbox::state::State;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::wallet::Permissions;
use crate::sandbox::state::webhook::{Webhook, WebhookSource};

/// Spec: `WebhookTypeWallet`.
const OF_WALLET: [&str; 17] = [
    "txRequest",
    "txRequestTransaction",
    "transfer",
    "transaction",
    "transactionRemoved",
    "transactionExpire",
    "unspentExpiry",
    "pendingapproval",
    "address_confirmation",
    "lowFee",
    "block",
    "admin",
    "circuitBreaker",
    "transaction_finality_on_l1",
    "lowFeeAddressBalance",
    "stuckTx",
    "endInvestorOnboardingInvite",
];
/// Spec: `WebhookTypeBlock`.
const OF_BLOCKS: [&str; 2] = ["block", "wallet_confirmation"];
/// The longest address of a webhook, and its longest label.
const LONGEST_URL: usize = 2_048;
const LONGEST_LABEL: usize = 250;

/// `GET /api/v2/{coin}/wallet/{walletId}/webhooks`.
pub(crate) fn of_wallet(call: &Call<'_>) -> Result<Answer, ApiError> {
    let state = call.shared.state();
    let source = wallet_source(call, &state, false)?;
    Ok(listed(&state, &source))
}

/// `POST` the same path `{type, url, label?, numConfirmations?, allToken?}`.
pub(crate) fn add_to_wallet(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let source = wallet_source(call, state, true)?;
    add(call, state, source, &body, &OF_WALLET)
}

/// `DELETE` the same path `{type, url}` or `{id}`.
pub(crate) fn remove_from_wallet(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let source = wallet_source(call, state, true)?;
    remove(state, &source, &body)
}

/// `GET /api/v2/{coin}/webhooks`: the caller's own.
pub(crate) fn of_blocks(call: &Call<'_>) -> Result<Answer, ApiError> {
    let state = call.shared.state();
    Ok(listed(&state, &block_source(call)?))
}

/// `POST` the same path.
pub(crate) fn add_to_blocks(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let mut guard = call.shared.state();
    add(call, &mut guard, block_source(call)?, &body, &OF_BLOCKS)
}

/// `DELETE` the same path `{type, url}`.
pub(crate) fn remove_from_blocks(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    body.required("type")?;
    let mut guard = call.shared.state();
    remove(&mut guard, &block_source(call)?, &body)
}

/// Whoever is on the wallet sees its webhooks; its admins change them.
fn wallet_source(call: &Call<'_>, state: &State, changes: bool) -> Result<WebhookSource, ApiError> {
    let (coin, id) = (call.param(), read_id("walletId", call.param_at(1))?);
    let access = WalletAccess::of(state, call.caller()?, Some(coin), id)?;
    if changes {
        access.edits()?;
        access.needs(Permissions::ADMIN)?;
    }
    Ok(WebhookSource::Wallet(id))
}

fn block_source(call: &Call<'_>) -> Result<WebhookSource, ApiError> {
    let coin = call.param();
    if coins().get(coin).is_none() {
        return Err(ApiError::bad_field("coin", format!("{coin} is no coin")));
    }
    Ok(WebhookSource::Blocks { coin: coin.to_owned(), person: call.caller()?.person })
}

fn listed(state: &State, source: &WebhookSource) -> Answer {
    let own = state.webhooks.iter().filter(|it| it.source == *source);
    let documents: Vec<Value> = own.map(|it| webhook::full(it, state)).collect();
    Answer::ok(json!({ "webhooks": documents }))
}

fn add(
    call: &Call<'_>,
    state: &mut State,
    source: WebhookSource,
    body: &Body,
    kinds: &[&str],
) -> Result<Answer, ApiError> {
    let kind = body.required("type")?;
    if !kinds.contains(&kind) {
        return Err(wrong("type", &format!("must be one of {}", kinds.join(", "))));
    }
    let url = body.required("url")?;
    let is_web = Url::parse(url).is_ok_and(|it| matches!(it.scheme(), "http" | "https"));
    if !is_web || url.len() > LONGEST_URL {
        return Err(wrong("url", "must be the address of a web server"));
    }
    let label = body.text("label")?.map(str::to_owned);
    if label.as_ref().is_some_and(|label| label.chars().count() > LONGEST_LABEL) {
        return Err(wrong("label", "may have 250 characters"));
    }
    let confirmations = match body.get("numConfirmations") {
        None | Some(Value::Null) => 0,
        Some(value) => value
            .as_u64()
            .and_then(|count| u32::try_from(count).ok())
            .ok_or_else(|| wrong("numConfirmations", "must be a whole number"))?,
    };
    let is_same = |it: &Webhook| it.source == source && it.kind == kind && it.url == url;
    if state.webhooks.iter().any(is_same) {
        return Err(ApiError::conflict("WebhookExists", "there is such a webhook already"));
    }
    let id = state.new_id();
    let made = Webhook {
        id,
        source,
        kind: kind.to_owned(),
        url: url.to_owned(),
        label,
        confirmations,
        has_tokens: body.flag("allToken")?,
        created: call.now,
    };
    let document = webhook::full(&made, state);
    state.webhooks.push(made);
    Ok(Answer::ok(document))
}

fn remove(state: &mut State, source: &WebhookSource, body: &Body) -> Result<Answer, ApiError> {
    let id: Option<Id> = body.text("id")?.map(|text| read_id("id", text)).transpose()?;
    let named = match id {
        Some(_) => None,
        None => Some((body.required("type")?.to_owned(), body.required("url")?.to_owned())),
    };
    let is_meant = |it: &Webhook| {
        it.source == *source
            && id.is_none_or(|id| it.id == id)
            && named.as_ref().is_none_or(|(kind, url)| it.kind == *kind && it.url == *url)
    };
    let before = state.webhooks.len();
    state.webhooks.retain(|it| !is_meant(it));
    let mut fields = Map::new();
    fields.insert("removed".to_owned(), json!(before - state.webhooks.len()));
    Ok(Answer::ok(Value::Object(fields)))
}
