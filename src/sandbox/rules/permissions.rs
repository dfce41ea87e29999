//! What a caller may do with one wallet: the person's role on it, then the token's scopes and reach.

use super::auth::Caller;
use super::visibility;
use crate::sandbox::answer::ApiError;
use crate::sandbox::state::State;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::person::Person;
use crate::sandbox::state::token::{Origin, Token};
use crate::sandbox::state::wallet::{Permissions, Wallet};

/// Whoever has one of these for a wallet may know of it.
const WALLET_SCOPES: [&str; 6] =
    ["wallet_view", "wallet_manage", "wallet_approve", "wallet_freeze", "wallet_spend", "wallet_edit"];

/// A caller before a wallet that they may know of.
pub(crate) struct WalletAccess<'a> {
    pub(crate) wallet: &'a Wallet,
    pub(crate) person: &'a Person,
    token: &'a Token,
}

/// The caller's person and token.
pub(crate) fn who(state: &State, caller: Caller) -> Result<(&Person, &Token), ApiError> {
    let person = state.person(caller.person).ok_or_else(ApiError::invalid_token)?;
    let token = state.tokens.get(caller.token).ok_or_else(ApiError::invalid_token)?;
    Ok((person, token))
}

impl<'a> WalletAccess<'a> {
    /// The wallet of that coin and identifier. One that the caller has nothing to do with is not found.
    pub(crate) fn of(
        state: &'a State,
        caller: Caller,
        coin: Option<&str>,
        wallet: Id,
    ) -> Result<Self, ApiError> {
        let (person, token) = who(state, caller)?;
        let wallet = state.wallets.get(wallet).filter(|wallet| {
            coin.is_none_or(|coin| coin == wallet.coin)
                && visibility::is_within(person, wallet)
                && WALLET_SCOPES.iter().any(|scope| covers(token, person, scope, wallet))
        });
        let wallet = wallet.ok_or_else(|| ApiError::not_found("WalletNotFound", "wallet not found"))?;
        Ok(Self { wallet, person, token })
    }

    /// 403 unless the token has that wallet scope for this wallet.
    pub(crate) fn needs_scope(&self, scope: &str) -> Result<(), ApiError> {
        if covers(self.token, self.person, scope, self.wallet) {
            Ok(())
        } else {
            Err(ApiError::lacks_scope())
        }
    }

    /// 403 unless the person holds that permission here.
    pub(crate) fn needs(&self, permission: Permissions) -> Result<(), ApiError> {
        match self.wallet.permissions_of(self.person.id) {
            Some(held) if held.has(permission) => Ok(()),
            _ => {
                let words = permission.joined();
                Err(ApiError::forbidden(format!("this needs the permission {words} on the wallet")))
            }
        }
    }

    /// 403 unless the person may be shown the wallet's keys: who administers it, and, in a session of a login, who spends
    /// from it, for nobody can sign with a key that they cannot fetch. (The support seed's "admin and full
    /// administration" is about access tokens.)
    pub(crate) fn fetches_keys(&self) -> Result<(), ApiError> {
        if self.token.origin == Origin::Login && self.needs(Permissions::SPEND).is_ok() {
            return self.needs_scope("wallet_spend");
        }
        self.manages()
    }

    /// 403 unless the token may change the wallet's settings.
    pub(crate) fn edits(&self) -> Result<(), ApiError> {
        self.needs_scope("wallet_edit").or_else(|_| self.needs_scope("wallet_manage"))
    }

    /// 403 unless the person administers the wallet and the token may manage it.
    pub(crate) fn manages(&self) -> Result<(), ApiError> {
        self.needs_scope("wallet_manage")?;
        self.needs(Permissions::ADMIN)
    }
}

/// True where the token has that wallet scope for this wallet and reaches it.
pub(crate) fn covers(token: &Token, person: &Person, scope: &str, wallet: &Wallet) -> bool {
    let is_covered = token.has_scope(&format!("{scope}_all"))
        || token.has_scope(&format!("{scope}:{}", wallet.id))
        || (token.has_scope(&format!("{scope}_enterprise"))
            && visibility::single_enterprise(person, token).contains(&wallet.enterprise));
    is_covered && visibility::reaches(&token.reach, wallet)
}

/// 403 where the person has frozen their account.
pub(crate) fn needs_thawed(state: &State, caller: Caller) -> Result<(), ApiError> {
    let (person, _) = who(state, caller)?;
    if person.is_frozen {
        return Err(ApiError::forbidden("this account is frozen: only the platform's support can lift that"));
    }
    Ok(())
}

/// 401 unless the caller's session is unlocked. Long-lived tokens need no unlocking (seed: best practices).
pub(crate) fn needs_unlocked(state: &State, caller: Caller, now: jiff::Timestamp) -> Result<(), ApiError> {
    let (_, token) = who(state, caller)?;
    let is_free = token.origin != Origin::Login || token.is_unlocked(now);
    if is_free { Ok(()) } else { Err(ApiError::needs_unlock()) }
}
