//! One entry of the whitelists of many wallets at once (the protocol notes, section 11).

use serde_json::{Map, Value, json};

use super::call::Call;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::body::{Body, wrong};
use crate::sandbox::json;
use crate::sandbox::query::read_id;
use crate::sandbox::rules::audit::{self, Subject};
use crate::sandbox::rules::permissions::WalletAccess;
use crate::sandbox::rules::{decide, policy};
use crate::sandbox::state::State;
use crate::sandbox::state::approval::{ApprovedAction, Change, WhitelistUpdate};
use crate::sandbox::state::id::Id;

const WHITELIST: &str = "advancedWhitelist";

/// `PUT /api/v2/policy/rule/bulk {updates[], batch?}`: what can be done at once is done, what needs another admin waits
/// together, and of the rest it is said why not.
pub(crate) fn update(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let updates = body.list("updates")?.filter(|updates| !updates.is_empty());
    let updates = updates.ok_or_else(|| wrong("updates", "is required and must not be empty"))?;
    if !updates.iter().all(|update| update.get("type").is_some_and(|kind| kind == WHITELIST)) {
        return Err(wrong("updates", "may be of the type advancedWhitelist alone"));
    }
    let caller = call.caller()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let (mut successes, mut failures, mut waiting) = (Vec::new(), Vec::new(), Vec::new());
    for sent in updates {
        let named = sent.get("walletId").and_then(Value::as_str).unwrap_or_default();
        match read(call, state, sent) {
            Ok((update, true)) => waiting.push(update),
            Ok((update, false)) => {
                let wallet = state.wallets.get_mut(update.wallet);
                let wallet =
                    wallet.ok_or_else(|| ApiError::not_found("WalletNotFound", "wallet not found"))?;
                policy::apply(wallet, update.change, &update.rule, call.now)?;
                let data = json!({ "ruleId": update.rule.id });
                let subject = Subject::wallet(update.wallet, data);
                audit::note(state, "updatePolicyRule", caller, call.peer, call.now, subject);
                successes.push(json!({ "walletId": named }));
            }
            Err(fault) => failures.push(json!({ "walletId": named, "error": fault.error() })),
        }
    }
    let mut fields = Map::new();
    fields.insert("successes".to_owned(), json!(successes));
    fields.insert("failures".to_owned(), json!(failures));
    if let Some(approval) = wait(call, state, waiting)? {
        let found = state.approval(approval).map(|it| json::approval::full(it, state));
        fields.insert("pendingAdminApproval".to_owned(), json!(found));
    }
    Ok(Answer::ok(Value::Object(fields)))
}

/// One update found right, and whether it needs another admin.
fn read(call: &Call<'_>, state: &State, sent: &Value) -> Result<(WhitelistUpdate, bool), ApiError> {
    let fields = sent.as_object().cloned().ok_or_else(|| wrong("updates", "must hold objects"))?;
    let wallet_coin = fields.get("coin").and_then(Value::as_str).unwrap_or_default().to_owned();
    let body = Body::of(fields);
    let id = read_id("walletId", body.required("walletId")?)?;
    let access = WalletAccess::of(state, call.caller()?, None, id)?;
    access.manages()?;
    let wallet = access.wallet;
    if wallet_coin.is_empty() {
        return Err(wrong("coin", "is required"));
    }
    let rule = body.required("id")?;
    let is_there = wallet.rules.iter().any(|it| it.id == rule && it.kind == WHITELIST);
    let change = if is_there { Change::Update } else { Change::Add };
    if change == Change::Add && !body.flag("generatePolicy")? {
        return Err(ApiError::not_found("PolicyRuleNotFound", "the wallet has no such whitelist"));
    }
    let rule = policy::read(&body, wallet, change, call.now)?;
    let waits = policy::needs_approval(wallet);
    Ok((WhitelistUpdate { wallet: id, change, rule, sent: sent.clone() }, waits))
}

/// One approval for all that need one.
fn wait(call: &Call<'_>, state: &mut State, updates: Vec<WhitelistUpdate>) -> Result<Option<Id>, ApiError> {
    let first = updates.first().and_then(|update| state.wallets.get(update.wallet));
    let Some(enterprise) = first.map(|wallet| wallet.enterprise) else { return Ok(None) };
    let creator = call.caller()?.person;
    let action = ApprovedAction::Whitelists { updates };
    decide::open_for_enterprise(state, creator, enterprise, action, call.now).map(Some)
}
