//! Wallet shares and requests for one (spec: GET /api/v2/walletshares, GET /api/v2/walletsharerequests).

use serde_json::{Value, json};

use super::time::iso;
use crate::sandbox::state::State;
use crate::sandbox::state::share::{ReshareRequest, WalletShare};

/// A share, with the keychain that it has where somebody whom it concerns asks for it.
pub(crate) fn full(share: &WalletShare, state: &State, with_keychain: bool) -> Value {
    let wallet = state.wallets.get(share.wallet);
    let mut document = json!({
        "id": share.id.to_string(),
        "coin": wallet.map(|wallet| wallet.coin),
        "wallet": share.wallet.to_string(),
        "walletLabel": wallet.map(|wallet| &wallet.label),
        "fromUser": share.from.to_string(),
        "toUser": share.to.to_string(),
        "permissions": share.permissions.joined(),
        "message": share.message,
        "state": share.state.word(),
        "enterprise": wallet.map(|wallet| wallet.enterprise.to_string()),
        "date": iso(share.created),
    });
    let Some(fields) = document.as_object_mut() else { return document };
    if let Some(approval) = share.approval {
        fields.insert("pendingApprovalId".to_owned(), json!(approval.to_string()));
    }
    if let (true, Some(keychain)) = (with_keychain, &share.keychain) {
        fields.insert("keychain".to_owned(), json!(keychain));
    }
    document
}

/// A share as its making answers it. The spec allows one word in `permissions` here where everything else has a list, and
/// does not require it: several are left out, whoever asked knows them.
pub(crate) fn made(share: &WalletShare, state: &State) -> Value {
    let mut document = full(share, state, true);
    if let (true, Some(fields)) = (share.permissions.words().count() > 1, document.as_object_mut()) {
        fields.shift_remove("permissions");
    }
    document
}

/// What a change of a share's state answers.
pub(crate) fn changed(share: &WalletShare, changed: bool) -> Value {
    json!({ "state": share.state.word(), "changed": changed })
}

/// Somebody's request to be sent the key once more.
pub(crate) fn request(request: &ReshareRequest, state: &State) -> Value {
    let wallet = state.wallets.get(request.wallet);
    let person = state.person(request.person);
    json!({
        "id": request.id.to_string(),
        "walletId": request.wallet.to_string(),
        "walletLabel": wallet.map(|wallet| &wallet.label),
        "coin": wallet.map(|wallet| wallet.coin),
        "userId": request.person.to_string(),
        "userEmail": person.map(|person| person.email),
        "userFullName": person.map(crate::sandbox::state::person::Person::full_name),
        "permissions": ["spend"],
        "created": iso(request.created),
    })
}
