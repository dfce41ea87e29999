//! One entry of the whitelists of many wallets at once (the protocol notes, section 11).

use serde_json::{Map, Value, json};

use super::call::Call;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::body::{Body, wrong};
use crate::sandbox::json;
use crate::sandbox::query::read_id;
use crate::sandbox::rules::audit::{self, Subject};
use crate::sandbox::rules::enterprise_policy::guard;
use crate::sandbox::rules::permissions::WalletAccess;
use crate::sandbox::rules::{decide, policy};
use crate::sandbox::state::State;
use crate::sandbox::state::approval::{ApprovedAction, Change, WhitelistUpdate};
use crate::sandbox::state::demand::Demand;
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
    let (mut successes, mut failures) = (Vec::new(), Vec::new());
    let (mut waiting, mut demands) = (Vec::new(), Vec::new());
    for sent in updates {
        let named = sent.get("walletId").and_then(Value::as_str).unwrap_or_default();
        let read = read(call, state, sent).and_then(|update| {
            let demand = guard::policies(state, caller.person, update.wallet, call.now)?;
            let waits = state.wallets.get(update.wallet).is_some_and(policy::needs_approval);
            Ok((update, waits || demand.is_some(), demand))
        });
        match read {
            Ok((update, true, demand)) => {
                waiting.push(update);
                demands.extend(demand);
            }
            Ok((update, false, _)) => {
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
    if let Some(approval) = wait(call, state, waiting, demands)? {
        let found = state.approval(approval).map(|it| json::approval::full(it, state));
        fields.insert("pendingAdminApproval".to_owned(), json!(found));
    }
    Ok(Answer::ok(Value::Object(fields)))
}

/// One update found right.
fn read(call: &Call<'_>, state: &State, sent: &Value) -> Result<WhitelistUpdate, ApiError> {
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
    Ok(WhitelistUpdate { wallet: id, change, rule, sent: sent.clone() })
}

/// One approval for all that need one: of those whom rules of the enterprise name, else of its admins.
fn wait(
    call: &Call<'_>,
    state: &mut State,
    updates: Vec<WhitelistUpdate>,
    demands: Vec<Demand>,
) -> Result<Option<Id>, ApiError> {
    let first = updates.first().and_then(|update| state.wallets.get(update.wallet));
    let Some(enterprise) = first.map(|wallet| wallet.enterprise) else { return Ok(None) };
    let creator = call.caller()?.person;
    let action = ApprovedAction::Whitelists { updates };
    let merged = demands.into_iter().reduce(|mut all, one| {
        all.clauses.extend(one.clauses);
        all
    });
    match merged {
        Some(demand) => {
            let of = (None, enterprise);
            Ok(Some(decide::open_demanded(state, creator, of, action, demand, call.now)))
        }
        None => decide::open_for_enterprise(state, creator, enterprise, action, call.now).map(Some),
    }
}
