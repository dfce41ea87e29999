//! The filters that the list of wallets, its count and the totals share.

use super::call::Call;
use crate::sandbox::answer::ApiError;
use crate::sandbox::rules::visibility::Visibility;
use crate::sandbox::state::State;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::wallet::{Permissions, Wallet};

/// Spec: `WalletTypes`.
const TYPES: [&str; 7] = ["backing", "cold", "custodial", "custodialPaired", "hot", "advanced", "trading"];

/// What a request asks for. Repeated values of one filter are alternatives; different filters all have to hold.
pub(crate) struct WalletFilter {
    ids: Vec<Id>,
    coins: Vec<String>,
    enterprises: Vec<Id>,
    types: Vec<String>,
    label: Option<String>,
    permission: Option<Permissions>,
    is_deleted: bool,
    tags: Vec<String>,
}

impl WalletFilter {
    /// Reads the filters of a request.
    pub(crate) fn of(call: &Call<'_>) -> Result<Self, ApiError> {
        let query = &call.query;
        let permission = query.word("permission", &["admin", "view", "spend"])?.and_then(Permissions::named);
        Ok(Self {
            ids: query.ids("id")?,
            // The path of `GET /api/v2/{coin}/wallet` names one.
            coins: query.all("coin").map(str::to_owned).chain(call.params.first().cloned()).collect(),
            enterprises: query.ids("enterprise")?,
            types: query.words("type", &TYPES)?.into_iter().map(str::to_owned).collect(),
            label: query.one("labelContains")?.map(str::to_lowercase),
            permission,
            is_deleted: query.flag("deleted")?,
            tags: query.all("customTags").map(str::to_lowercase).collect(),
        })
    }

    /// True where the wallet is one that was asked for and that the caller may see.
    pub(crate) fn takes(&self, wallet: &Wallet, sight: &Visibility<'_>) -> bool {
        wallet.is_deleted == self.is_deleted && self.takes_any(wallet, sight)
    }

    /// The same, whether or not it is deleted.
    pub(crate) fn takes_any(&self, wallet: &Wallet, sight: &Visibility<'_>) -> bool {
        fn is_among<T>(choices: &[T], is_it: impl FnMut(&T) -> bool) -> bool {
            choices.is_empty() || choices.iter().any(is_it)
        }
        is_among(&self.ids, |id| *id == wallet.id)
            && is_among(&self.coins, |coin| coin == wallet.coin)
            && is_among(&self.enterprises, |id| *id == wallet.enterprise)
            && is_among(&self.types, |kind| kind == wallet.kind.word())
            && is_among(&self.tags, |tag| wallet.tags.iter().any(|own| own.to_lowercase() == *tag))
            && self.label.as_ref().is_none_or(|label| wallet.label.to_lowercase().contains(label))
            && sight.sees(wallet, !self.enterprises.is_empty())
            && self.permission.is_none_or(|permission| sight.may(wallet, permission))
    }
}

/// Runs `work` with the caller's view of the wallets.
pub(crate) fn with_sight<T>(
    call: &Call<'_>,
    work: impl FnOnce(&State, &Visibility<'_>) -> Result<T, ApiError>,
) -> Result<T, ApiError> {
    let caller = call.caller()?;
    let state = call.shared.state();
    let person = state.person(caller.person).ok_or_else(ApiError::invalid_token)?;
    let token = state.tokens.get(caller.token).ok_or_else(ApiError::invalid_token)?;
    work(&state, &Visibility::of(person, token))
}
