//! Transfers of a wallet and of a whole enterprise.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::call::Call;
use crate::domain::amount::BaseUnits;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::json;
use crate::sandbox::paging::Paging;
use crate::sandbox::query::{Query, read_id};
use crate::sandbox::rules::permissions::{WalletAccess, who};
use crate::sandbox::rules::visibility::Visibility;
use crate::sandbox::seed::transfers;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::transfer::Transfer;

/// Spec: the states of a transfer.
const STATES: [&str; 9] = [
    "confirmed",
    "failed",
    "initialized",
    "pendingApproval",
    "rejected",
    "removed",
    "replaced",
    "signed",
    "unconfirmed",
];

/// `GET /api/v2/{coin}/wallet/{walletId}/transfer`: newest first.
pub(crate) fn of_wallet(call: &Call<'_>) -> Result<Answer, ApiError> {
    let (coin, wallet) = (call.param(), read_id("walletId", call.param_at(1))?);
    let paging = Paging::of(&call.query)?;
    let filter = Filter::of(&call.query)?;
    let state = call.shared.state();
    let access = WalletAccess::of(&state, call.caller()?, Some(coin), wallet)?;
    access.needs_scope("wallet_view")?;
    let all = transfers::of_wallet(access.wallet, &state, call.now);
    let mut fields = paging.page(
        "transfers",
        all,
        |transfer| transfer.id,
        |transfer| filter.takes(transfer),
        json::transfer::full,
    )?;
    fields.insert("coin".to_owned(), json!(coin));
    Ok(Answer::ok(Value::Object(fields)))
}

/// `GET /api/v2/enterprise/{enterpriseId}/transfer`: of all its wallets that the caller sees, newest first.
pub(crate) fn of_enterprise(call: &Call<'_>) -> Result<Answer, ApiError> {
    let enterprise = read_id("enterpriseId", call.param())?;
    let paging = Paging::of(&call.query)?;
    let filter = Filter::of(&call.query)?;
    let coins: Vec<&str> = call.query.all("coin").collect();
    let state = call.shared.state();
    let (person, token) = who(&state, call.caller()?)?;
    if !person.belongs_to(enterprise) {
        return Err(ApiError::not_found("EnterpriseNotFound", "enterprise not found"));
    }
    let sight = Visibility::of(person, token);
    let mut all: Vec<Transfer> = state
        .wallets
        .newest_first()
        .filter(|wallet| wallet.enterprise == enterprise && sight.sees(wallet, true))
        .filter(|wallet| coins.is_empty() || coins.contains(&wallet.coin))
        .flat_map(|wallet| transfers::of_wallet(wallet, &state, call.now))
        .collect();
    all.sort_by_key(|transfer| std::cmp::Reverse((transfer.date, transfer.id)));
    let fields = paging.page(
        "transfers",
        all,
        |transfer| transfer.id,
        |transfer| filter.takes(transfer),
        json::transfer::full,
    )?;
    Ok(Answer::ok(Value::Object(fields)))
}

/// The filters of both lists.
struct Filter<'a> {
    id: Option<Id>,
    approval: Option<Id>,
    states: Vec<&'a str>,
    is_send: Option<bool>,
    addresses: Vec<&'a str>,
    from: Option<Timestamp>,
    before: Option<Timestamp>,
    /// Of the signed value, as `valueString` has it.
    least: Option<BaseUnits>,
    below: Option<BaseUnits>,
}

impl<'a> Filter<'a> {
    fn of(query: &'a Query) -> Result<Self, ApiError> {
        Ok(Self {
            id: query.id("id")?,
            approval: query.id("pendingApprovalId")?,
            states: query.words("state", &STATES)?,
            is_send: query.word("type", &["send", "receive"])?.map(|word| word == "send"),
            addresses: query.all("address").collect(),
            from: query.time("dateGte")?,
            before: query.time("dateLt")?,
            least: query.amount("valueGte")?,
            below: query.amount("valueLt")?,
        })
    }

    fn takes(&self, transfer: &Transfer) -> bool {
        self.id.is_none_or(|id| transfer.id == id)
            && self.approval.is_none_or(|id| transfer.approval == Some(id))
            && (self.states.is_empty() || self.states.contains(&transfer.state))
            && self.is_send.is_none_or(|is_send| transfer.is_send == is_send)
            && (self.addresses.is_empty() || self.addresses.contains(&transfer.address.as_str()))
            && self.from.is_none_or(|from| transfer.date >= from)
            && self.before.is_none_or(|before| transfer.date < before)
            && self.least.as_ref().is_none_or(|least| transfer.value() >= *least)
            && self.below.as_ref().is_none_or(|below| transfer.value() < *below)
    }
}
