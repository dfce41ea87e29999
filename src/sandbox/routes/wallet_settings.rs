//! `PUT /api/v2/{coin}/wallet/{walletId}`: a wallet's own settings.

use serde_json::json;

use super::call::Call;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::json;
use crate::sandbox::json::wallet::Extent;
use crate::sandbox::query::read_id;
use crate::sandbox::rules::audit::{self, Subject};
use crate::sandbox::rules::decide;
use crate::sandbox::rules::permissions::{self, WalletAccess};
use crate::sandbox::rules::wallet_update::{self, FIELDS, WalletUpdate};
use crate::sandbox::state::State;
use crate::sandbox::state::approval::ApprovedAction;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::wallet::Permissions;

/// What guards the wallet waits for another admin where there is one (202); the rest takes effect at once.
pub(crate) fn update(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let (coin, id) = (call.param(), read_id("walletId", call.param_at(1))?);
    let caller = call.caller()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let access = WalletAccess::of(state, caller, Some(coin), id)?;
    access.edits()?;
    access.needs(Permissions::ADMIN)?;
    let update = wallet_update::read(&body, access.wallet)?;
    if update.user_key_signing.is_some() {
        permissions::needs_unlocked(state, caller, call.now)?;
    }
    let guarded = guarded(&update, access.wallet.user_key_signing);
    let waits = access.wallet.has_other_admin(caller.person);
    let gone = || ApiError::not_found("WalletNotFound", "wallet not found");
    wallet_update::apply(state.wallets.get_mut(id).ok_or_else(gone)?, &update, !waits);
    let set: Vec<&String> = body.fields().keys().filter(|it| FIELDS.contains(&it.as_str())).collect();
    let data = json!({ "fields": set });
    audit::note(state, "updateWallet", caller, call.peer, call.now, Subject::wallet(id, data));
    if waits && let Some(approval) = open_each(call, state, id, guarded)? {
        return super::approvals::waiting(state, approval);
    }
    let wallet = state.wallets.get(id).ok_or_else(gone)?;
    Ok(Answer::ok(json::wallet::full(wallet, Extent { with_policy: true, ..Extent::BARE })))
}

fn guarded(update: &WalletUpdate, before: bool) -> Vec<ApprovedAction> {
    let count = update.approvals_required.map(|count| ApprovedAction::ApprovalsRequired { count });
    let signing = update.user_key_signing.map(|after| ApprovedAction::UserKeySigning { before, after });
    count.into_iter().chain(signing).collect()
}

/// An approval for each; the first one is told.
fn open_each(
    call: &Call<'_>,
    state: &mut State,
    wallet: Id,
    actions: Vec<ApprovedAction>,
) -> Result<Option<Id>, ApiError> {
    let person = call.caller()?.person;
    let opened: Vec<Id> = actions
        .into_iter()
        .map(|action| decide::open(state, person, wallet, action, call.now))
        .collect::<Result<_, _>>()?;
    Ok(opened.first().copied())
}
