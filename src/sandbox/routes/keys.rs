//! Wallets' keys (the protocol notes, section 6; support seed: listing keys needs wallet admin and full administration).

use serde_json::{Map, Value, json};

use super::call::Call;
use super::uploaded_keys;
use crate::bitgo::envelope::{self, Version};
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::json;
use crate::sandbox::keys;
use crate::sandbox::paging::{LARGEST_PAGE, PAGE};
use crate::sandbox::query::read_id;
use crate::sandbox::rules::permissions::{WalletAccess, covers, who};
use crate::sandbox::state::id::Id;
use crate::sandbox::state::wallet::{HeldKey, Permissions, Wallet};
use secrecy::ExposeSecret;

/// Spec: GET /api/v2/keys.
const MOST_WALLETS: usize = 50;

/// `GET /api/v2/{coin}/key/{id}`.
pub(crate) fn show(call: &Call<'_>) -> Result<Answer, ApiError> {
    let (coin, key) = (call.param(), read_id("id", call.param_at(1))?);
    let caller = call.caller()?;
    let wallet = {
        let state = call.shared.state();
        if let Some(uploaded) = uploaded_keys::find(call, &state, key) {
            return Ok(Answer::ok(json::key::uploaded(uploaded)));
        }
        let unknown = || ApiError::not_found("KeyNotFound", "key not found");
        let (wallet, _) = state.wallets.by_key(key).ok_or_else(unknown)?;
        let access = WalletAccess::of(&state, caller, Some(coin), wallet.id).map_err(|_| unknown())?;
        access.fetches_keys()?;
        wallet.id
    };
    let document = document(call, wallet, key)?;
    Ok(Answer::ok(document))
}

/// `GET /api/v2/{coin}/key`: the keys of every wallet of that coin that the caller manages.
pub(crate) fn list(call: &Call<'_>) -> Result<Answer, ApiError> {
    let coin = call.param();
    let limit = call.query.limit(PAGE, LARGEST_PAGE)?;
    let previous = call.query.id("prevId")?;
    let caller = call.caller()?;
    let found: Vec<(Id, Id)> = {
        let state = call.shared.state();
        let (person, token) = who(&state, caller)?;
        let managed = |wallet: &&Wallet| {
            wallet.coin == coin
                && wallet.permissions_of(person.id).is_some_and(|held| held.has(Permissions::ADMIN))
                && covers(token, person, "wallet_manage", wallet)
        };
        let wallets = state.wallets.newest_first().filter(managed);
        wallets.flat_map(|wallet| wallet.keys.iter().map(|key| (wallet.id, *key))).collect()
    };
    let start = match previous {
        None => 0,
        Some(id) => {
            let place = found.iter().position(|(_, key)| *key == id);
            place.ok_or_else(|| ApiError::bad_field("prevId", "prevId is not the id of one of these keys"))?
                + 1
        }
    };
    let rest = found.get(start..).unwrap_or_default();
    let page = rest.get(..limit).unwrap_or(rest);
    let keys: Vec<Value> =
        page.iter().map(|(wallet, key)| document(call, *wallet, *key)).collect::<Result<_, _>>()?;
    let mut fields = Map::new();
    fields.insert("keys".to_owned(), json!(keys));
    if let (true, Some((_, last))) = (page.len() < rest.len(), page.last()) {
        fields.insert("nextBatchPrevId".to_owned(), json!(last.to_string()));
    }
    Ok(Answer::ok(Value::Object(fields)))
}

/// `GET /api/v2/keys?walletIds=…`: the caller's own key of each of these wallets; none where the wallet keeps none.
pub(crate) fn of_wallets(call: &Call<'_>) -> Result<Answer, ApiError> {
    let wallets = call.query.ids("walletIds")?;
    if !(1..=MOST_WALLETS).contains(&wallets.len()) {
        return Err(ApiError::bad_field("walletIds", "walletIds must name 1 to 50 wallets"));
    }
    let caller = call.caller()?;
    let keys: Vec<(Id, Option<Id>)> = {
        let state = call.shared.state();
        let key_of = |id: &Id| {
            let access = WalletAccess::of(&state, caller, None, *id)?;
            access.needs_scope("wallet_spend")?;
            access.needs(Permissions::SPEND)?;
            Ok((*id, access.wallet.keys.first().copied().filter(|_| access.wallet.keeps_user_key())))
        };
        wallets.iter().map(key_of).collect::<Result<_, ApiError>>()?
    };
    let document = |(wallet, key): &(Id, Option<Id>)| {
        let mut fields = Map::new();
        fields.insert("walletId".to_owned(), json!(wallet.to_string()));
        if let Some(key) = key {
            fields.insert("key".to_owned(), document(call, *wallet, *key)?);
        }
        Ok(Value::Object(fields))
    };
    Ok(Answer::ok(keys.iter().map(document).collect::<Result<_, ApiError>>()?))
}

/// A key with the caller's own encrypted private part. One that the seed gave is encrypted the first time it is asked
/// for, outside the lock, and stays the same from then on.
pub(super) fn document(call: &Call<'_>, wallet: Id, key: Id) -> Result<Value, ApiError> {
    let caller = call.caller()?;
    let gone = || ApiError::not_found("KeyNotFound", "key not found");
    let is_seeded = {
        let state = call.shared.state();
        let found = state.wallets.get(wallet).ok_or_else(gone)?;
        let held = found.user(caller.person).map(|user| &user.key);
        found.keys.first() == Some(&key) && held == Some(&HeldKey::Seeded)
    };
    let broken = |_| ApiError::bad_request("this key cannot be derived");
    if is_seeded {
        let pair = keys::wallet_key(key).map_err(broken)?;
        let sealed = envelope::encrypt(pair.xprv.expose_secret(), keys::WALLET_PASSPHRASE, Version::V1)
            .map_err(|_| ApiError::bad_request("this key cannot be encrypted"))?;
        let mut state = call.shared.state();
        let user = state.wallets.get_mut(wallet).and_then(|found| {
            found.users.iter_mut().find(|user| user.person == caller.person && user.key == HeldKey::Seeded)
        });
        if let Some(user) = user {
            user.key = HeldKey::Own(sealed);
        }
    }
    let state = call.shared.state();
    let found = state.wallets.get(wallet).ok_or_else(gone)?;
    let place = found.keys.iter().position(|id| *id == key).ok_or_else(gone)?;
    let own = match found.user(caller.person).map(|user| &user.key) {
        Some(HeldKey::Own(text)) if place == 0 => Some(text.as_str()),
        _ => None,
    };
    json::key::full(found, key, place, own).map_err(broken)
}
