//! The 36 scopes that the platform accepts on creation.
//!
//! Names and marks: spec, POST /api/v2/user/accesstoken, and the protocol notes, section 7. What each allows:
//! after the vendor's page on creating access tokens, in words of our own.

use super::info::{Marks, Risk, ScopeGroup, ScopeInfo, ScopeSpan};

use Risk::{Changes, Controls, Everything, MovesMoney, Reads};
use ScopeGroup::{
    Approve, Enterprise, MoveMoney, Other, Person, ReadWallets, RunWallets, Settlement, Trading,
};
use ScopeSpan::{Everywhere, OneEnterprise, OneWallet};

/// All scopes that may be asked for, in the order of the screen: by group, and the smallest reach first.
pub fn scopes() -> &'static [ScopeInfo] {
    &SCOPES
}

/// What is known about a scope, by its name on the wire. A `:<walletId>` behind the name does not matter.
pub fn scope(name: &str) -> Option<&'static ScopeInfo> {
    let bare = name.split_once(':').map_or(name, |(bare, _)| bare);
    SCOPES.iter().find(|info| info.name == bare && (bare == name || info.marks.needs_wallet))
}

/// A scope: name, group, reach, risk, smaller scopes, the phrase behind "can" and the sentence.
const fn row(
    (name, group, span, risk): (&'static str, ScopeGroup, ScopeSpan, Risk),
    smaller: &'static [&'static str],
    can: &'static str,
    allows: &'static str,
) -> ScopeInfo {
    let needs_wallet = matches!(span, OneWallet);
    let marks =
        Marks { deprecated: false, login_only: false, test_only: false, needs_wallet, partners_only: false };
    ScopeInfo { name, group, allows, can, span, marks, risk, smaller }
}

#[rustfmt::skip] // One scope, one block: name and facts, smaller ones, the phrase, the sentence.
static SCOPES: [ScopeInfo; 36] = [
    row(("wallet_view", ReadWallets, OneWallet, Reads), &[],
        "view",
        "View the chosen wallets: balances, addresses and transfers."),
    row(("wallet_view_enterprise", ReadWallets, OneEnterprise, Reads), &["wallet_view"],
        "view all wallets of one enterprise",
        "View all wallets of a single enterprise."),
    row(("wallet_view_all", ReadWallets, Everywhere, Reads), &["wallet_view", "wallet_view_enterprise"],
        "view all wallets",
        "View all wallets in all your enterprises."),

    row(("wallet_spend", MoveMoney, OneWallet, MovesMoney), &[],
        "send from",
        "Send transactions from the chosen wallets."),
    row(("wallet_spend_enterprise", MoveMoney, OneEnterprise, MovesMoney), &["wallet_spend"],
        "send from all wallets of one enterprise",
        "Send transactions from all wallets of a single enterprise."),
    row(("wallet_spend_all", MoveMoney, Everywhere, MovesMoney), &["wallet_spend", "wallet_spend_enterprise"],
        "send from all wallets",
        "Send transactions from all wallets in all your enterprises."),
    row(("wallet_stake", MoveMoney, OneWallet, MovesMoney), &[],
        "stake from",
        "Stake from the chosen wallets."),
    row(("wallet_stake_all", MoveMoney, Everywhere, MovesMoney), &["wallet_stake"],
        "stake from all wallets",
        "Stake from all wallets in all your enterprises."),

    row(("wallet_approve", Approve, OneWallet, Controls), &[],
        "approve for",
        "Approve policy changes and transactions of the chosen wallets where you are a wallet admin."),
    row(("wallet_approve_enterprise", Approve, OneEnterprise, Controls), &["wallet_approve"],
        "approve transactions for all wallets of one enterprise",
        "Approve transactions of all wallets of a single enterprise where you are a wallet admin."),
    row(("wallet_approve_all", Approve, Everywhere, Controls), &["wallet_approve", "wallet_approve_enterprise"],
        "approve transactions for all wallets",
        "Approve transactions of all wallets in all your enterprises where you are a wallet admin."),
    row(("pending_approval_update", Approve, Everywhere, Controls), &["wallet_approve"],
        "approve and reject pending requests",
        "Approve or reject pending approvals."),

    row(("wallet_create", RunWallets, Everywhere, Changes), &[],
        "create wallets",
        "Create wallets."),
    row(("wallet_edit", RunWallets, OneWallet, Changes), &[],
        "edit transfer comments of",
        "Edit transfer comments of the chosen wallets."),
    row(("wallet_edit_enterprise", RunWallets, OneEnterprise, Changes), &["wallet_edit"],
        "edit transfer comments in one enterprise",
        "Edit all transfer comments of a single enterprise.").deprecated(),
    row(("wallet_edit_all", RunWallets, Everywhere, Changes), &["wallet_edit"],
        "edit all transfer comments",
        "Edit all transfer comments in all your enterprises."),
    row(("wallet_manage", RunWallets, OneWallet, Controls), &["wallet_view"],
        "manage",
        "Change settings of the chosen wallets, such as policies and people, where you are a wallet admin."),
    row(("wallet_manage_enterprise", RunWallets, OneEnterprise, Controls), &["wallet_manage"],
        "manage all wallets of one enterprise",
        "Change settings of all wallets of a single enterprise where you are a wallet admin."),
    row(("wallet_manage_all", RunWallets, Everywhere, Controls), &["wallet_manage", "wallet_manage_enterprise"],
        "manage all wallets",
        "Change settings of all wallets in all your enterprises where you are a wallet admin."),
    row(("wallet_freeze", RunWallets, OneWallet, Controls), &[],
        "freeze",
        "Freeze the chosen wallets. A freeze cannot be ended early."),
    row(("wallet_freeze_all", RunWallets, Everywhere, Controls), &["wallet_freeze"],
        "freeze any wallet",
        "Freeze any wallet in all your enterprises. A freeze cannot be ended early."),

    row(("enterprise_view_all", Enterprise, Everywhere, Reads), &[],
        "view enterprises",
        "View all your enterprises."),
    row(("enterprise_manage_all", Enterprise, Everywhere, Controls), &["enterprise_view_all"],
        "manage people and settings of enterprises",
        "Manage people and settings of all your enterprises."),
    row(("auditlogs_view_all", Enterprise, Everywhere, Reads), &[],
        "read audit logs",
        "View the audit logs of all your enterprises."),

    row(("openid", Person, Everywhere, Reads), &[],
        "verify your user ID",
        "Verify your BitGo identity through OpenID Connect."),
    row(("profile", Person, Everywhere, Reads), &["openid"],
        "view your profile",
        "View your profile."),
    row(("user_manage", Person, Everywhere, Controls), &["profile"],
        "manage your account",
        "Manage your account and add people to an enterprise. Only a session from a password login has it.")
        .login_only(),

    row(("trade_view", Trading, Everywhere, Reads), &[],
        "view trades",
        "View trades."),
    row(("trade_trade", Trading, Everywhere, MovesMoney), &["trade_view"],
        "trade",
        "Place trades."),
    row(("trade_fix", Trading, Everywhere, MovesMoney), &["trade_view"],
        "use the trading FIX gateway",
        "Use the FIX gateway for trading."),

    row(("settlement_network_read", Settlement, Everywhere, Reads), &[],
        "read settlement network data",
        "View your clients' data on the settlement network. Only for settlement partners.").partners_only(),
    row(("settlement_network_write", Settlement, Everywhere, Controls), &["settlement_network_read"],
        "change settlement network data",
        "Change your clients' data on the settlement network, such as allocations. Only for settlement partners.")
        .partners_only(),

    row(("crypto_compare", Other, Everywhere, Reads), &[],
        "call the CryptoCompare API",
        "Call the CryptoCompare API for prices."),
    row(("portfolio_view", Other, Everywhere, Reads), &["wallet_view_all"],
        "call the Portfolio API",
        "Call the Portfolio API.").deprecated(),
    row(("metamask_institutional", Other, Everywhere, MovesMoney), &["wallet_view"],
        "be used by MetaMask Institutional",
        "Use your wallets in the MetaMask Institutional extension.").deprecated(),
    row(("all", Other, Everywhere, Everything), &["wallet_view_all", "wallet_spend_all", "wallet_approve_all"],
        "do everything",
        "Do everything that you can do. Only in test environments.").test_only(),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_accepted_scopes_are_exactly_the_specs() {
        let spec = "openid profile user_manage enterprise_view_all enterprise_manage_all auditlogs_view_all wallet_view \
            wallet_view_enterprise wallet_view_all wallet_create wallet_freeze wallet_freeze_all wallet_manage \
            wallet_manage_all wallet_approve wallet_approve_all wallet_spend wallet_spend_all wallet_edit wallet_edit_all \
            wallet_stake wallet_stake_all wallet_edit_enterprise wallet_spend_enterprise wallet_approve_enterprise \
            wallet_manage_enterprise settlement_network_read settlement_network_write portfolio_view trade_view trade_trade \
            trade_fix pending_approval_update metamask_institutional crypto_compare all";
        let spec: BTreeSet<&str> = spec.split_whitespace().collect();
        let ours: BTreeSet<&str> = scopes().iter().map(|info| info.name).collect();
        assert_eq!(ours, spec);
        assert_eq!(scopes().len(), 36);
    }

    #[test]
    fn marks_agree_with_the_protocol_notes() {
        let marked = |mark: fn(&Marks) -> bool| -> Vec<&str> {
            scopes().iter().filter(|info| mark(&info.marks)).map(|info| info.name).collect()
        };
        assert_eq!(
            marked(|marks| marks.deprecated),
            ["wallet_edit_enterprise", "portfolio_view", "metamask_institutional"]
        );
        assert_eq!(marked(|marks| marks.login_only), ["user_manage"]);
        assert_eq!(marked(|marks| marks.test_only), ["all"]);
        let bare = ["view", "spend", "stake", "approve", "edit", "manage", "freeze"]
            .map(|action| format!("wallet_{action}"));
        assert_eq!(marked(|marks| marks.needs_wallet), bare);
    }

    #[test]
    fn smaller_scopes_exist_and_are_not_riskier() {
        for info in scopes() {
            for name in info.smaller {
                let smaller = scope(name).unwrap_or_else(|| panic!("{name} is no scope"));
                assert!(smaller.risk <= info.risk && smaller.name != info.name, "{} -> {name}", info.name);
                assert!(!smaller.marks.deprecated && !smaller.marks.test_only, "{name}");
            }
        }
    }

    #[test]
    fn a_scope_is_found_with_its_wallet() {
        assert_eq!(
            scope("wallet_view:59cd72485007a239fb00282ed480da1f").map(|info| info.name),
            Some("wallet_view")
        );
        assert_eq!(scope("wallet_view_all:59cd72485007a239fb00282ed480da1f"), None);
        assert_eq!(scope("Wallet_View"), None);
    }
}
