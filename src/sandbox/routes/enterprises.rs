//! Enterprises that the caller belongs to and the token reaches, and their people.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::call::Call;
use crate::domain::coin::{Coin, coins};
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::json;
use crate::sandbox::query::read_id;
use crate::sandbox::rules::permissions::who;
use crate::sandbox::state::State;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::person::Membership;
use crate::sandbox::state::token::{Reach, Token};

/// `GET /api/v2/enterprise`.
pub(crate) fn list(call: &Call<'_>) -> Result<Answer, ApiError> {
    let state = call.shared.state();
    let (person, token) = who(&state, call.caller()?)?;
    let enterprises: Vec<Value> = person
        .memberships
        .iter()
        .filter(|membership| is_reached(token, membership.enterprise, &state))
        .filter_map(|membership| {
            let enterprise = state.enterprise(membership.enterprise)?;
            Some(json::enterprise::full(enterprise, membership))
        })
        .collect();
    Ok(Answer::ok(json!({ "enterprises": enterprises })))
}

/// True where a token gets to that enterprise, or to a wallet of it.
pub(super) fn is_reached(token: &Token, id: Id, state: &State) -> bool {
    match &token.reach {
        Reach::Everything => true,
        Reach::Enterprises(permitted) => permitted.contains(&id),
        Reach::Wallets(permitted) => permitted
            .iter()
            .any(|wallet| state.wallets.get(*wallet).is_some_and(|wallet| wallet.enterprise == id)),
    }
}

/// The caller's membership in the enterprise that the path names.
fn find<'a>(call: &Call<'_>, state: &'a State) -> Result<&'a Membership, ApiError> {
    let id = read_id("enterpriseId", call.param())?;
    let (person, token) = who(state, call.caller()?)?;
    let membership = person.memberships.iter().find(|membership| membership.enterprise == id);
    membership
        .filter(|_| is_reached(token, id, state))
        .ok_or_else(|| ApiError::not_found("EnterpriseNotFound", "enterprise not found"))
}

/// `GET /api/v2/enterprise/{enterpriseId}`.
pub(crate) fn show(call: &Call<'_>) -> Result<Answer, ApiError> {
    let state = call.shared.state();
    let membership = find(call, &state)?;
    let enterprise = state.enterprise(membership.enterprise);
    let enterprise =
        enterprise.ok_or_else(|| ApiError::not_found("EnterpriseNotFound", "enterprise not found"))?;
    let mut document = json::enterprise::full(enterprise, membership);
    if let Some(fields) = document.as_object_mut() {
        // Wallets of the platform's first generation: there are none here.
        fields.insert("wallets".to_owned(), json!([]));
        fields.insert("tags".to_owned(), json!([]));
        fields.insert("hasScimClient".to_owned(), json!(false));
    }
    Ok(Answer::ok(document))
}

/// `GET /api/v2/enterprise/{enterpriseId}/availableassets`: what the sandbox's coins and, where asked for, their tokens are,
/// and what the enterprise holds already.
pub(crate) fn assets(call: &Call<'_>) -> Result<Answer, ApiError> {
    let with_tokens = call.query.flag("includeTokens")?;
    let without_accounts = call.query.flag("excludeOfcCoins")?;
    let state = call.shared.state();
    let enterprise = find(call, &state)?.enterprise;
    let held: BTreeSet<&str> = state
        .wallets
        .newest_first()
        .filter(|wallet| wallet.enterprise == enterprise)
        .map(|wallet| wallet.coin)
        .collect();
    let is_available = |coin: &&Coin| {
        (coin.is_testnet || held.contains(coin.name))
            && if coin.family == "ofc" { !without_accounts } else { with_tokens || !coin.is_token }
    };
    Ok(Answer::ok(coins().all().iter().filter(is_available).map(|coin| coin.name).collect()))
}

/// `GET /api/v1/enterprise/{enterpriseId}/user`: its people, admins and others, with what they may do on which wallet.
pub(crate) fn people(call: &Call<'_>) -> Result<Answer, ApiError> {
    let state = call.shared.state();
    let enterprise = find(call, &state)?.enterprise;
    let of_kind = |is_admin: bool| -> Vec<Value> {
        let people = state.people.iter().filter(|person| person.belongs_to(enterprise));
        people
            .filter(|person| person.administers(enterprise) == is_admin)
            .map(|person| json::user::member(person, enterprise, &state))
            .collect()
    };
    let (admins, others) = (of_kind(true), of_kind(false));
    let count = admins.len() + others.len();
    Ok(Answer::ok(json!({
        "adminUsers": admins,
        "nonAdminUsers": others,
        "walletUsers": [],
        "count": count,
        "incomplete": false,
    })))
}
