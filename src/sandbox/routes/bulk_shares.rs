//! Several wallet shares in one request. The vendor's SDK asks these, and no document of the platform describes them: the
//! shapes are those of the npm package `@bitgo/sdk-core` 37.7.0 (`iWallet.d.ts`, `iWallets.d.ts`).

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::call::Call;
use super::{open_share, shares};
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::body::{Body, wrong};
use crate::sandbox::json;
use crate::sandbox::query::read_id;
use crate::sandbox::rules::permissions::WalletAccess;
use crate::sandbox::rules::share_request::{self, Wanted};
use crate::sandbox::state::State;
use crate::sandbox::state::id::Id;

/// `POST /api/v2/wallet/{walletId}/walletshares {shareOptions: [{user, permissions[], keychain}]}`: all of them, or none
/// where one is wrong.
pub(crate) fn create(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let options = objects("shareOptions", body.list("shareOptions")?)?;
    let wallet = read_id("walletId", call.param())?;
    let caller = call.caller()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let access = WalletAccess::of(state, caller, None, wallet)?;
    access.manages()?;
    let read = |option: &Body| share_request::read(&listed(option)?, access.wallet, caller.person, state);
    let wanted: Vec<Wanted> = options.iter().map(read).collect::<Result<_, _>>()?;
    each_once("shareOptions", wanted.iter().map(|wanted| wanted.to))?;
    for wanted in &wanted {
        shares::replaced(state, wallet, wanted)?;
    }
    let made: Vec<Id> =
        wanted.into_iter().map(|it| shares::make(call, state, wallet, it)).collect::<Result<_, _>>()?;
    let shares =
        made.iter().filter_map(|id| state.share(*id)).map(|share| json::share::full(share, state, true));
    Ok(Answer::ok(json!({ "shares": shares.collect::<Vec<_>>() })))
}

/// The same as a single share is asked for: its permissions are a list here and joined there.
fn listed(option: &Body) -> Result<Body, ApiError> {
    let words = option.texts("permissions")?.ok_or_else(|| wrong("permissions", "is required"))?;
    let mut fields: Map<String, Value> = option.fields().clone();
    fields.insert("permissions".to_owned(), json!(words.join(",")));
    Ok(Body::of(fields))
}

/// `PUT /api/v2/walletshares/accept {keysForWalletShares: [{walletShareId, encryptedPrv}]}`: all of them, or none where
/// one is wrong.
pub(crate) fn accept(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let keys = objects("keysForWalletShares", body.list("keysForWalletShares")?)?;
    let caller = call.caller()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let named: Vec<Id> = keys.iter().map(share_id).collect::<Result<_, _>>()?;
    each_once("keysForWalletShares", named.iter().copied())?;
    for (id, key) in named.iter().zip(&keys) {
        let share = open_share::answerable(state, caller.person, *id)?;
        open_share::accepted_key(share, Some(key.required("encryptedPrv")?))?;
    }
    for (id, key) in named.iter().zip(&keys) {
        open_share::settle(call, state, *id, true, key.text("encryptedPrv")?)?;
    }
    let accepted: Vec<Value> = named.iter().map(|id| json!({ "walletShareId": id.to_string() })).collect();
    Ok(Answer::ok(json!({ "acceptedWalletShares": accepted })))
}

/// `PUT /api/v2/walletshares/update {shares: [{walletShareId, status: accept|reject, encryptedPrv?}]}`: each for itself.
pub(crate) fn update(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let items = objects("shares", body.list("shares")?)?;
    let wanted: Vec<(Id, bool)> = items.iter().map(decision).collect::<Result<_, _>>()?;
    each_once("shares", wanted.iter().map(|(id, _)| *id))?;
    let mut guard = call.shared.state();
    let state: &mut State = &mut guard;
    let (mut accepted, mut rejected, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    for ((id, accepts), item) in wanted.iter().zip(&items) {
        let key = item.text("encryptedPrv");
        let settled = key.and_then(|key| open_share::settle(call, state, *id, *accepts, key));
        let id = id.to_string();
        match settled {
            Ok(()) if *accepts => accepted.push(id),
            Ok(()) => rejected.push(id),
            Err(fault) => errors.push(json!({ "walletShareId": id, "reason": fault.error() })),
        }
    }
    Ok(Answer::ok(json!({
        "acceptedWalletShares": accepted,
        "rejectedWalletShares": rejected,
        "walletShareUpdateErrors": errors,
    })))
}

fn decision(item: &Body) -> Result<(Id, bool), ApiError> {
    let accepts = match item.required("status")? {
        "accept" => true,
        "reject" => false,
        _ => return Err(wrong("status", "must be accept or reject")),
    };
    Ok((share_id(item)?, accepts))
}

fn share_id(item: &Body) -> Result<Id, ApiError> {
    read_id("walletShareId", item.required("walletShareId")?)
}

/// The objects of a list that may not be empty.
fn objects(name: &'static str, list: Option<&[Value]>) -> Result<Vec<Body>, ApiError> {
    let list = list.filter(|list| !list.is_empty()).ok_or_else(|| wrong(name, "may not be empty"))?;
    let object = |item: &Value| match item {
        Value::Object(fields) => Ok(Body::of(fields.clone())),
        _ => Err(wrong(name, "must hold objects only")),
    };
    list.iter().map(object).collect()
}

fn each_once(name: &'static str, ids: impl Iterator<Item = Id>) -> Result<(), ApiError> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(wrong(name, "names one twice"));
        }
    }
    Ok(())
}
