//! Scopes: which exist, which a login carries, and which a route asks for.

use super::super::answer::ApiError;
use super::super::state::id::Id;
use super::super::state::token::{Origin, Token};
use crate::sandbox::state::token::LOGIN_ONLY;

/// The scopes that `POST /api/v2/user/accesstoken` takes (spec: its `scope`), without the bare wallet scopes.
const PLAIN: [&str; 29] = [
    "openid",
    "profile",
    "enterprise_view_all",
    "enterprise_manage_all",
    "auditlogs_view_all",
    "wallet_create",
    "wallet_view_enterprise",
    "wallet_view_all",
    "wallet_spend_enterprise",
    "wallet_spend_all",
    "wallet_approve_enterprise",
    "wallet_approve_all",
    "wallet_manage_enterprise",
    "wallet_manage_all",
    "wallet_edit_enterprise",
    "wallet_edit_all",
    "wallet_freeze_all",
    "wallet_stake_all",
    "settlement_network_read",
    "settlement_network_write",
    "portfolio_view",
    "trade_view",
    "trade_trade",
    "trade_fix",
    "pending_approval_update",
    "metamask_institutional",
    "crypto_compare",
    "all",
    LOGIN_ONLY,
];

/// Wallet scopes about one wallet, sent as `wallet_view:<walletId>` (spec: "Requires wallet context").
const BARE: [&str; 7] = [
    "wallet_view",
    "wallet_spend",
    "wallet_approve",
    "wallet_manage",
    "wallet_edit",
    "wallet_freeze",
    "wallet_stake",
];

/// What a session from a login carries.
pub(crate) const LOGIN: [&str; 18] = [
    LOGIN_ONLY,
    "openid",
    "openid_enterprises",
    "profile",
    "third_party_user_lookup",
    "enterprise_view_all",
    "enterprise_manage_all",
    "auditlogs_view_all",
    "wallet_create",
    "wallet_view_all",
    "wallet_spend_all",
    "wallet_approve_all",
    "wallet_manage_all",
    "wallet_edit_all",
    "wallet_freeze_all",
    "wallet_stake_all",
    "pending_approval_update",
    "trade_view",
];

/// What is wrong with a requested scope.
#[derive(PartialEq, Eq, Debug)]
pub(crate) enum ScopeProblem {
    Unknown,
    NeedsWallet,
    NoWalletTaken,
    BadWallet,
}

/// Reads a requested scope: fine as it is, or fine and about one wallet.
pub(crate) fn read(text: &str) -> Result<Option<Id>, ScopeProblem> {
    let (name, wallet) = match text.split_once(':') {
        Some((name, wallet)) => (name, Some(wallet)),
        None => (text, None),
    };
    let is_bare = BARE.contains(&name);
    match (is_bare, PLAIN.contains(&name), wallet) {
        (true, _, Some(wallet)) => Id::parse(wallet).map(Some).ok_or(ScopeProblem::BadWallet),
        (true, _, None) => Err(ScopeProblem::NeedsWallet),
        (false, true, None) => Ok(None),
        (false, true, Some(_)) => Err(ScopeProblem::NoWalletTaken),
        (false, false, _) => Err(ScopeProblem::Unknown),
    }
}

/// What a route asks of the token that calls it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Need {
    /// No token at all.
    Nothing,
    /// Any live token: a session may always ask about itself and end itself.
    Token,
    /// One of these scopes.
    Any(&'static [&'static str]),
    /// One of these wallet scopes in any breadth, for some wallet: for which one is said by `permissions::covers`.
    Wallet(&'static [&'static str]),
    /// A session from a login: a token must not make tokens (support seed: "scope error creating token via API").
    Login,
    /// The same, but somebody without an ECDH keychain may send the token in the clear, as the vendor's client then does.
    LoginOrPlain,
}

impl Need {
    /// To read the person's profile and other people's.
    pub(crate) const PROFILE: Self = Self::Any(&["profile", "openid", LOGIN_ONLY]);
    /// To see and delete the person's tokens.
    pub(crate) const MANAGE_TOKENS: Self = Self::Any(&[LOGIN_ONLY]);
    /// To see enterprises.
    pub(crate) const ENTERPRISE: Self = Self::Any(&["enterprise_view_all", "enterprise_manage_all"]);
    /// To see wallets, all or some: which ones is for [`super::visibility`] to say.
    pub(crate) const VIEW: Self = Self::Wallet(&["wallet_view"]);
    /// To see what a wallet's admins see, and to change it.
    pub(crate) const MANAGE: Self = Self::Wallet(&["wallet_manage"]);

    /// Whether that token will do.
    pub(crate) fn is_met_by(self, token: &Token) -> Result<(), ApiError> {
        let is_met = match self {
            Self::Nothing | Self::Token => true,
            Self::Any(names) => names.iter().any(|name| token.has_scope(name)),
            Self::Wallet(names) => names.iter().any(|name| covers_some_wallet(token, name)),
            Self::Login | Self::LoginOrPlain => token.origin == Origin::Login,
        };
        if is_met { Ok(()) } else { Err(ApiError::lacks_scope()) }
    }
}

/// True where the token has that wallet scope in any breadth. `pending_approval_update` has one breadth only.
fn covers_some_wallet(token: &Token, name: &str) -> bool {
    token.has_scope(name)
        || token.has_scope(&format!("{name}_all"))
        || token.has_scope(&format!("{name}_enterprise"))
        || token.scope.iter().any(|scope| {
            scope.strip_prefix(name).and_then(|rest| rest.strip_prefix(':')).is_some_and(|id| !id.is_empty())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_six_scopes_are_known() {
        assert_eq!(PLAIN.len() + BARE.len(), 36);
    }

    #[test]
    fn a_bare_wallet_scope_names_its_wallet_and_no_other_does() {
        let id = "59cd72485007a239fb00282ed480da1f";
        assert_eq!(read(&format!("wallet_view:{id}")), Ok(Id::parse(id)));
        assert_eq!(read("wallet_view_all"), Ok(None));
        let table = [
            ("wallet_view", ScopeProblem::NeedsWallet),
            ("wallet_view:", ScopeProblem::BadWallet),
            ("wallet_view:123", ScopeProblem::BadWallet),
            ("wallet_view_all:59cd72485007a239fb00282ed480da1f", ScopeProblem::NoWalletTaken),
            ("wallet_fly", ScopeProblem::Unknown),
            ("", ScopeProblem::Unknown),
        ];
        for (text, problem) in table {
            assert_eq!(read(text), Err(problem), "{text}");
        }
    }
}
