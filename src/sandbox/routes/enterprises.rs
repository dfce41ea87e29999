//! `GET /api/v2/enterprise`: the enterprises that the caller belongs to and the token reaches.

use serde_json::{Value, json};

use super::Call;
use crate::sandbox::answer::{Answer, Fault};
use crate::sandbox::documents;
use crate::sandbox::state::token::Reach;

pub(crate) fn list(call: &Call<'_>) -> Result<Answer, Fault> {
    let caller = call.caller()?;
    let state = call.shared.state();
    let person = state.person(caller.person).ok_or_else(Fault::invalid_token)?;
    let token = state.tokens.get(caller.token).ok_or_else(Fault::invalid_token)?;
    let is_reached = |id| match &token.reach {
        Reach::Everything => true,
        Reach::Enterprises(permitted) => permitted.contains(&id),
        Reach::Wallets(permitted) => permitted
            .iter()
            .any(|wallet| state.wallets.get(*wallet).is_some_and(|wallet| wallet.enterprise == id)),
    };
    let enterprises: Vec<Value> = person
        .memberships
        .iter()
        .filter(|membership| is_reached(membership.enterprise))
        .filter_map(|membership| {
            let enterprise = state.enterprise(membership.enterprise)?;
            Some(documents::enterprise::full(enterprise, membership))
        })
        .collect();
    Ok(Answer::ok(json!({ "enterprises": enterprises })))
}
