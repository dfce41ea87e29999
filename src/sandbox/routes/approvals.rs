//! Pending approvals: list, count, show, decide (the protocol notes, section 8).

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::call::Call;
use super::express;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::body::wrong;
use crate::sandbox::json;
use crate::sandbox::paging::Paging;
use crate::sandbox::query::read_id;
use crate::sandbox::rules::audit::{self, Subject};
use crate::sandbox::rules::permissions::{covers, who};
use crate::sandbox::rules::{decide, otp, permissions, standing};
use crate::sandbox::state::State;
use crate::sandbox::state::approval::{Approval, ApprovedAction};
use crate::sandbox::state::id::Id;
use crate::sandbox::state::person::Person;
use crate::sandbox::state::token::Token;

/// 202 with the approval that something waits for.
pub(super) fn waiting(state: &State, id: Id) -> Result<Answer, ApiError> {
    let approval = state.approval(id).ok_or_else(not_found)?;
    Ok(Answer::waits(json::approval::full(approval, state)))
}

fn not_found() -> ApiError {
    ApiError::not_found("PendingApprovalNotFound", "pending approval not found")
}

/// `GET /api/v2/pendingapprovals`: newest first; what still waits unless other states are asked for.
pub(crate) fn list(call: &Call<'_>) -> Result<Answer, ApiError> {
    let paging = Paging::of(&call.query)?.and_offset(&call.query)?;
    let filter = Filter::of(call)?;
    let caller = call.caller()?;
    let state = call.shared.state();
    let (person, token) = who(&state, caller)?;
    let visible = state.approvals.iter().rev().filter(|it| is_visible(it, person, token, &state));
    let fields = paging.page(
        "pendingApprovals",
        visible,
        |approval| approval.id,
        |approval| filter.takes(approval, &state),
        |approval| document(call, approval, &state),
    )?;
    Ok(Answer::ok(Value::Object(fields)))
}

/// As it is shown to those who ask for it.
fn document(call: &Call<'_>, approval: &Approval, state: &State) -> Value {
    let mut document = json::approval::full(approval, state);
    let expands = |name: &'static str| call.query.flag(name).is_ok_and(|expands| expands);
    if let Some(fields) = document.as_object_mut() {
        if expands("expandAddressLabels") {
            fields.insert("addressLabels".to_owned(), json::approval::labels::of(approval, state));
        }
        if !expands("expandWalletLabels") {
            fields.remove("walletLabel");
        }
        if call.shared.injected().hides_coin {
            fields.remove("coin");
        }
    }
    document
}

/// True where the person may know of it and the token reaches it.
fn is_visible(approval: &Approval, person: &Person, token: &Token, state: &State) -> bool {
    let is_reached = match approval.wallet.and_then(|id| state.wallets.get(id)) {
        Some(wallet) => {
            token.has_scope("pending_approval_update")
                || ["wallet_view", "wallet_approve", "wallet_manage"]
                    .iter()
                    .any(|scope| covers(token, person, scope, wallet))
        }
        None => token.has_scope("pending_approval_update") || token.has_scope("enterprise_view_all"),
    };
    is_reached && decide::is_visible(approval, person, state)
}

/// Filters of the list (spec: GET /api/v2/pendingapprovals).
struct Filter<'a> {
    wallet: Option<Id>,
    enterprises: Vec<Id>,
    scope: Option<&'a str>,
    coins: Vec<&'a str>,
    states: Vec<&'a str>,
    kinds: Vec<&'a str>,
}

impl<'a> Filter<'a> {
    fn of(call: &'a Call<'_>) -> Result<Self, ApiError> {
        let query = &call.query;
        Ok(Self {
            wallet: query.id("walletId")?,
            enterprises: query.ids("enterpriseId")?,
            scope: query.word("scope", &["enterprise", "wallet", "organization", "global", "safe"])?,
            // The path of `GET /api/v2/{coin}/pendingapprovals` names one.
            coins: query
                .all("coin")
                .chain(query.all("coins"))
                .chain(call.params.first().map(String::as_str))
                .collect(),
            states: query.all("state").collect(),
            kinds: query.all("requestType").collect(),
        })
    }

    fn takes(&self, approval: &Approval, state: &State) -> bool {
        let coin = approval.wallet.and_then(|id| state.wallets.get(id)).map(|wallet| wallet.coin);
        let in_state = if self.states.is_empty() {
            approval.state.is_open()
        } else {
            self.states.contains(&approval.state.word())
        };
        in_state
            && self.wallet.is_none_or(|wallet| approval.wallet == Some(wallet))
            && (self.enterprises.is_empty() || self.enterprises.contains(&approval.enterprise))
            && self.scope.is_none_or(|wanted| wanted == approval.scope())
            && (self.coins.is_empty() || coin.is_some_and(|coin| self.coins.contains(&coin)))
            && (self.kinds.is_empty() || self.kinds.contains(&approval.kind()))
    }
}

/// `GET /api/v2/pendingapprovals/count`: what waits, by enterprise; with `actionable` only what the caller can decide.
pub(crate) fn count(call: &Call<'_>) -> Result<Answer, ApiError> {
    let is_actionable = call.query.flag("actionable")?;
    let caller = call.caller()?;
    let state = call.shared.state();
    let (person, token) = who(&state, caller)?;
    let (mut enterprises, mut organizations): (Counts, Counts) = Default::default();
    for approval in
        state.approvals.iter().filter(|it| it.state.is_open() && is_visible(it, person, token, &state))
    {
        let is_own =
            approval.creator == person.id || approval.decisions.iter().any(|it| it.person == person.id);
        let can_decide = if approval.demand.is_some() {
            let has_decided = approval.decisions.iter().any(|it| it.person == person.id);
            !has_decided && standing::takes_approval_of(approval, person.id)
        } else {
            !is_own && approval.is_pending() && decide::may_decide(approval, person, &state)
        };
        if !is_actionable || can_decide {
            let (counts, id) = match &approval.action {
                ApprovedAction::Organization { organization, .. } => (&mut organizations, organization),
                _ => (&mut enterprises, &approval.enterprise),
            };
            *counts.entry(id.to_string()).or_default() += 1;
        }
    }
    let [enterprises, organizations] = [enterprises, organizations].map(|counts| -> Map<String, Value> {
        counts.into_iter().map(|(id, count)| (id, json!({ "pendingApprovalsCount": count }))).collect()
    });
    Ok(Answer::ok(json!({ "enterprises": enterprises, "organizations": organizations })))
}

/// How many, by ID.
type Counts = BTreeMap<String, u64>;

/// The approval that the path names last; its coin, where the path names one, has to fit.
fn find<'a>(call: &Call<'_>, state: &'a State) -> Result<&'a Approval, ApiError> {
    let id = read_id("approvalId", call.params.last().map_or("", String::as_str))?;
    let coin = call.params.first().filter(|_| call.params.len() > 1);
    let (person, token) = who(state, call.caller()?)?;
    let approval = state.approval(id).filter(|approval| is_visible(approval, person, token, state));
    let approval = approval.filter(|approval| {
        let wallet = approval.wallet.and_then(|id| state.wallets.get(id));
        coin.is_none_or(|coin| wallet.is_none_or(|wallet| wallet.coin == coin))
    });
    approval.ok_or_else(not_found)
}

/// `GET /api/v2/pendingapprovals/{approvalId}`, also below a coin as the vendor's client asks.
pub(crate) fn show(call: &Call<'_>) -> Result<Answer, ApiError> {
    let state = call.shared.state();
    Ok(Answer::ok(document(call, find(call, &state)?, &state)))
}

/// `PUT` the same path `{state, otp?}`. Approving needs an unlocked session or the one-time code.
pub(crate) fn update(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let is_approval = read_state("state", body.required("state")?)?;
    let caller = call.caller()?;
    let about = wallet_of_payment(call, &call.shared.state())?;
    let is_rebuilt = express::rebuilds(call, &body, about)?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let id = find(call, state)?.id;
    if is_approval {
        match body.text("otp")?.filter(|otp| !otp.is_empty()) {
            Some(otp) => {
                let who = caller.person.to_string();
                otp::check(&mut state.rates, &who, Some(otp), call.now_ms())?;
            }
            None => permissions::needs_unlocked(state, caller, call.now)?,
        }
    }
    let mut injected = call.shared.injected();
    if is_approval && about.is_some() && injected.unspents_expired && !is_rebuilt {
        return Err(ApiError::refused(
            "InvalidRequest",
            "unspents expired: the transaction has to be built again",
        ));
    }
    let condition = injected.condition.take_if(|_| is_approval);
    let wallet = state.approval(id).and_then(|approval| state.wallets.get(approval.wallet?));
    let loses_signing =
        injected.signs_nothing && call.is_for_express && is_approval && wallet.is_some_and(|it| it.is_mpc);
    drop(injected);
    let required = state.approval(id).map_or(0, |approval| approval.required);
    if let (Some(_), Some(approval)) = (&condition, state.approval_mut(id)) {
        approval.required = required.saturating_add(1);
    }
    let decided = decide_and_note(call, state, id, is_approval);
    if let (Err(_), Some(approval)) = (&decided, state.approval_mut(id)) {
        approval.required = required;
    }
    decided?;
    if loses_signing {
        call.shared.save();
        return Err(ApiError::not_found("NotFound", "the transaction request to sign was not found"));
    }
    let approval = json::approval::full(state.approval(id).ok_or_else(not_found)?, state);
    // Another condition fired: a success that holds an error (the protocol notes, section 8).
    Ok(Answer::ok(match condition {
        Some(condition) => json!({ "error": condition, "pendingApproval": approval }),
        None => approval,
    }))
}

/// The wallet that a payment is to leave, where the approval is about one.
fn wallet_of_payment(call: &Call<'_>, state: &State) -> Result<Option<Id>, ApiError> {
    let approval = find(call, state)?;
    Ok(approval.wallet.filter(|_| matches!(approval.action, ApprovedAction::Payment { .. })))
}

fn read_state(field: &'static str, text: &str) -> Result<bool, ApiError> {
    match text {
        "approved" => Ok(true),
        "rejected" => Ok(false),
        _ => Err(wrong(field, "must be approved or rejected")),
    }
}

fn decide_and_note(call: &Call<'_>, state: &mut State, id: Id, is_approval: bool) -> Result<(), ApiError> {
    let caller = call.caller()?;
    decide::decide(state, caller, id, is_approval, call.now)?;
    let approval = state.approval(id).ok_or_else(not_found)?;
    let subject = Subject {
        wallet: approval.wallet,
        enterprise: Some(approval.enterprise),
        data: json!({ "pendingApprovalId": id.to_string() }),
    };
    let kind = if is_approval { "approvePendingApproval" } else { "rejectPendingApproval" };
    audit::note(state, kind, caller, call.peer, call.now, subject);
    Ok(())
}

/// `PUT /api/v2/pendingapprovals/bulkupdate`: an answer for each; never withdrawals. Needs an unlocked session where
/// anything is approved.
pub(crate) fn bulk_update(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let bails = body.flag("bailOnError")?;
    let items = body.list("approvals")?.ok_or_else(|| wrong("approvals", "is required"))?;
    let wanted: Vec<(Id, bool)> = items.iter().map(read_item).collect::<Result<_, _>>()?;
    let caller = call.caller()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    if wanted.iter().any(|(_, is_approval)| *is_approval) {
        permissions::needs_unlocked(state, caller, call.now)?;
        let unlock = who(state, caller)?.1.unlock;
        let is_unlocked = unlock.is_some_and(|unlock| call.now < unlock.until);
        if call.shared.injected().wants_unlock && !is_unlocked {
            return Err(ApiError::needs_unlock());
        }
    }
    let mut results = Vec::new();
    for (id, is_approval) in wanted {
        let outcome = match state.approval(id) {
            Some(approval) if approval.payment().is_some() => {
                Err(ApiError::bad_request("withdrawals cannot be decided in bulk"))
            }
            _ => decide_and_note(call, state, id, is_approval),
        };
        match outcome {
            Ok(()) => results.push(json!({ "paId": id.to_string(), "status": "success" })),
            Err(fault) => {
                let message = fault.error();
                results.push(json!({ "paId": id.to_string(), "status": "error", "message": message }));
                if bails {
                    break;
                }
            }
        }
    }
    Ok(Answer::ok(json!({ "results": results })))
}

fn read_item(item: &Value) -> Result<(Id, bool), ApiError> {
    let text = |name: &str| item.get(name).and_then(Value::as_str).unwrap_or_default();
    Ok((read_id("approvals", text("paId"))?, read_state("approvals", text("status"))?))
}

/// `GET /api/v2/pendingapprovals/{approvalId}/transfer`: the payment that it is about.
pub(crate) fn transfer(call: &Call<'_>) -> Result<Answer, ApiError> {
    let state = call.shared.state();
    let approval = find(call, &state)?;
    let transfer = crate::sandbox::seed::transfers::of_approval(approval, &state, call.now);
    let transfer =
        transfer.ok_or_else(|| ApiError::not_found("TransferNotFound", "this is not about a transfer"))?;
    Ok(Answer::ok(json!({ "transfer": json::transfer::of_approval(&transfer) })))
}
