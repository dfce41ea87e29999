//! Every route, with what it asks of the caller's token.

use super::super::rules::scope::Need;
use super::super::state::token::LOGIN_ONLY;
use super::route::{Route, route};
use super::{
    account, approvals, audit, balances, bulk_shares, constants, enterprise_people, enterprises, express,
    keys, login, market, members, ping, policies, policy_bulk, policy_parts, policy_rules, session, settings,
    shares, sharing_key, templates, tokens, transaction_requests, transfers, uploaded_keys, users,
    wallet_addresses, wallet_settings, wallets, webhooks,
};

/// To decide pending approvals; to see them, those that see the wallet do too.
const APPROVE: Need = Need::Wallet(&["pending_approval_update", "wallet_approve"]);
const SEE_APPROVALS: Need =
    Need::Wallet(&["pending_approval_update", "wallet_approve", "wallet_view", "wallet_manage"]);
/// To ask for a withdrawal.
const SPEND: Need = Need::Wallet(&["wallet_spend"]);
/// To change who belongs to an enterprise.
const MANAGE_ENTERPRISE: Need = Need::Any(&["enterprise_manage_all"]);
/// To read prices; a login needs no scope for what the vendor's web page shows everybody.
const MARKET: Need = Need::Any(&["crypto_compare", LOGIN_ONLY]);
/// To change a wallet's settings.
const EDIT: Need = Need::Wallet(&["wallet_edit", "wallet_manage"]);
/// To read a wallet, its people and its shares.
const SEE: Need = Need::Wallet(&["wallet_view", "wallet_manage"]);

/// Where two fit a path, the earlier one answers: fixed words come before parameters. Paths under `/api/v1` and
/// `/api/auth` are where the vendor's client asks.
pub(super) const ROUTES: &[Route] = &[
    // The service
    route("GET /api/v2/ping", Need::Nothing, ping::ping),
    route("GET /api/v1/ping", Need::Nothing, ping::ping),
    route("GET /api/v1/client/constants", Need::Nothing, constants::constants),
    // Login and session
    route("POST /api/v2/user/login", Need::Nothing, login::login),
    route("POST /api/v1/user/login", Need::Nothing, login::login),
    route("POST /api/auth/v1/session", Need::Nothing, login::login),
    route("GET /api/v2/user/session", Need::Token, session::show),
    route("GET /api/v1/user/session", Need::Token, session::show),
    route("POST /api/v2/user/unlock", Need::Token, session::unlock),
    route("POST /api/v1/user/unlock", Need::Token, session::unlock),
    route("POST /api/v2/user/lock", Need::Token, session::lock),
    route("POST /api/v1/user/lock", Need::Token, session::lock),
    route("GET /api/v2/user/logout", Need::Token, session::logout),
    route("GET /api/v1/user/logout", Need::Token, session::logout),
    // Access tokens
    route("GET /api/v2/user/accesstoken", Need::MANAGE_TOKENS, tokens::list),
    route("GET /api/v1/user/accesstoken", Need::MANAGE_TOKENS, tokens::list),
    route("POST /api/v2/user/accesstoken", Need::Login, tokens::create),
    route("POST /api/auth/v1/accesstoken", Need::LoginOrPlain, tokens::create_sealed),
    route("DELETE /api/v2/user/accesstoken/{token}", Need::MANAGE_TOKENS, tokens::delete),
    route("DELETE /api/v1/user/accesstoken/{token}", Need::MANAGE_TOKENS, tokens::delete),
    route("GET /api/v2/user/accesstokentemplate", Need::MANAGE_TOKENS, templates::list),
    route("POST /api/v2/user/accesstokentemplate", Need::MANAGE_TOKENS, templates::create),
    route("GET /api/v2/user/accesstokentemplate/{id}", Need::MANAGE_TOKENS, templates::show),
    route("PATCH /api/v2/user/accesstokentemplate/{id}", Need::MANAGE_TOKENS, templates::update),
    route("DELETE /api/v2/user/accesstokentemplate/{id}", Need::MANAGE_TOKENS, templates::delete),
    // People
    route("POST /api/v2/user/freeze", Need::MANAGE_TOKENS, account::freeze),
    route("POST /api/v2/user/sharingkey", Need::PROFILE, sharing_key::sharing_key),
    route("POST /api/v1/user/sharingkey", Need::PROFILE, sharing_key::sharing_key),
    route("GET /api/v1/user/settings", Need::PROFILE, settings::show),
    route("PUT /api/v2/user/settings", Need::MANAGE_TOKENS, settings::update),
    route("POST /api/v1/user/verifypassword", Need::MANAGE_TOKENS, settings::verify_password),
    route("POST /api/v1/keychain", Need::MANAGE_TOKENS, settings::create),
    route("POST /api/v1/keychain/{xpub}", Need::PROFILE, settings::keychain),
    route("GET /api/v2/user/me", Need::Token, users::me),
    route("GET /api/v1/user/me", Need::Token, users::me),
    route("GET /api/v2/user/{id}", Need::PROFILE, users::show),
    route("GET /api/v1/user/{id}", Need::PROFILE, users::show),
    // Enterprises
    route("GET /api/v2/enterprise", Need::ENTERPRISE, enterprises::list),
    route("GET /api/v1/enterprise", Need::ENTERPRISE, enterprises::list),
    route("GET /api/v2/enterprise/{enterpriseId}", Need::ENTERPRISE, enterprises::show),
    route("GET /api/v1/enterprise/{enterpriseId}/user", Need::ENTERPRISE, enterprises::people),
    route("POST /api/v2/enterprise/{enterpriseId}/user", MANAGE_ENTERPRISE, enterprise_people::add),
    route("PUT /api/v2/enterprise/{enterpriseId}/user", MANAGE_ENTERPRISE, enterprise_people::update),
    route("DELETE /api/v2/enterprise/{enterpriseId}/user", MANAGE_ENTERPRISE, enterprise_people::remove),
    route("GET /api/v2/enterprise/{enterpriseId}/transfer", Need::VIEW, transfers::of_enterprise),
    route("GET /api/v2/enterprise/{enterpriseId}/availableassets", Need::ENTERPRISE, enterprises::assets),
    route("GET /api/v1/marketdata/cryptocompare/spot/prices", MARKET, market::spot_price),
    route("GET /api/v2/auditlog", Need::Any(&["auditlogs_view_all"]), audit::list),
    // Pending approvals
    route("GET /api/v2/pendingapprovals", SEE_APPROVALS, approvals::list),
    route("GET /api/v2/pendingapprovals/count", SEE_APPROVALS, approvals::count),
    route("PUT /api/v2/pendingapprovals/bulkupdate", APPROVE, approvals::bulk_update),
    route("GET /api/v2/pendingapprovals/{approvalId}", SEE_APPROVALS, approvals::show),
    route("PUT /api/v2/pendingapprovals/{approvalId}", APPROVE, approvals::update),
    route("GET /api/v2/pendingapprovals/{approvalId}/transfer", SEE_APPROVALS, approvals::transfer),
    // Rules of enterprises
    route("GET /api/policy/v1/enterprises/{enterpriseId}/rules", Need::ENTERPRISE, policy_rules::list),
    route("GET /api/policy/v1/enterprises/{enterpriseId}/rules/{id}", Need::ENTERPRISE, policy_rules::show),
    route(
        "DELETE /api/policy/v1/enterprises/{enterpriseId}/rules/{id}",
        MANAGE_ENTERPRISE,
        policy_rules::deactivate,
    ),
    route(
        "GET /api/policy/v1/enterprises/{enterpriseId}/rules/{id}/versions",
        Need::ENTERPRISE,
        policy_rules::history,
    ),
    route("GET /api/policy/v1/enterprises/{enterpriseId}/scopes", Need::ENTERPRISE, policy_parts::scopes),
    route(
        "GET /api/policy/v1/enterprises/{enterpriseId}/scopes/{scopeId}/touchpoints",
        Need::ENTERPRISE,
        policy_parts::touchpoints,
    ),
    route(
        "GET /api/policy/v1/enterprises/{enterpriseId}/scopes/{scopeId}/conditions",
        Need::ENTERPRISE,
        policy_parts::filters,
    ),
    route(
        "GET /api/policy/v1/enterprises/{enterpriseId}/touchpoints/{touchpointId}/conditions",
        Need::ENTERPRISE,
        policy_parts::conditions,
    ),
    route(
        "GET /api/policy/v1/enterprises/{enterpriseId}/touchpoints/{touchpointId}/filteringconditions/{filteringCondition}/actions",
        Need::ENTERPRISE,
        policy_parts::actions,
    ),
    route(
        "GET /api/policy/v1/enterprises/{enterpriseId}/recommendations",
        Need::ENTERPRISE,
        policy_parts::recommendations,
    ),
    route(
        "POST /api/policy/v1/enterprises/{enterpriseId}/touchpoints/{touchpointName}/rules",
        MANAGE_ENTERPRISE,
        policy_rules::create,
    ),
    route(
        "PUT /api/policy/v1/enterprises/{enterpriseId}/touchpoints/{touchpointName}/rules/{id}",
        MANAGE_ENTERPRISE,
        policy_rules::update,
    ),
    route("PUT /api/v2/policy/rule/bulk", Need::MANAGE, policy_bulk::update),
    // Wallets and shares, whatever the coin
    route("GET /api/v2/wallets", Need::VIEW, wallets::list),
    route("GET /api/v2/wallets/count", Need::VIEW, wallets::count),
    route("GET /api/v2/wallet/balances", Need::VIEW, balances::totals),
    route("GET /api/v2/wallet/{walletId}", Need::VIEW, wallets::show),
    route("POST /api/v2/wallet/{walletId}/txrequests", SPEND, transaction_requests::create),
    route("PUT /api/v2/wallet/{walletId}/pin", Need::VIEW, account::pin),
    route("GET /api/v2/keys", Need::Wallet(&["wallet_spend"]), keys::of_wallets),
    route("POST /api/v2/wallet/{walletId}/rejectreshare", Need::MANAGE, members::reject_reshare),
    route("POST /api/v2/wallet/{walletId}/walletshares", Need::MANAGE, bulk_shares::create),
    route("PUT /api/v2/walletshares/accept", SEE, bulk_shares::accept),
    route("PUT /api/v2/walletshares/update", SEE, bulk_shares::update),
    route("GET /api/v2/walletshares", SEE, shares::list),
    route("GET /api/v2/walletshares/count", SEE, shares::count),
    route("GET /api/v2/walletsharerequests", Need::MANAGE, members::reshare_requests),
    // Below a coin
    route("GET /api/v2/{coin}/wallet", Need::VIEW, wallets::list),
    route("GET /api/v2/{coin}/wallet/balances", Need::VIEW, balances::of_coin),
    route("GET /api/v2/{coin}/wallet/{walletId}", Need::VIEW, wallets::show),
    route("PUT /api/v2/{coin}/wallet/{walletId}", EDIT, wallet_settings::update),
    route("GET /api/v2/{coin}/wallet/{walletId}/webhooks", SEE, webhooks::of_wallet),
    route("POST /api/v2/{coin}/wallet/{walletId}/webhooks", EDIT, webhooks::add_to_wallet),
    route("DELETE /api/v2/{coin}/wallet/{walletId}/webhooks", EDIT, webhooks::remove_from_wallet),
    route("GET /api/v2/{coin}/wallet/{walletId}/addresses", SEE, wallet_addresses::list),
    route("GET /api/v2/{coin}/wallet/{walletId}/address/{addressOrId}", SEE, wallet_addresses::show),
    route("GET /api/v2/{coin}/wallet/{walletId}/user", SEE, members::list),
    route("DELETE /api/v2/{coin}/wallet/{walletId}/user/{userId}", Need::MANAGE, members::remove),
    route("GET /api/v2/{coin}/wallet/{walletId}/transfer", Need::VIEW, transfers::of_wallet),
    route("POST /api/v2/{coin}/wallet/{walletId}/share", Need::MANAGE, shares::create),
    route("POST /api/v2/{coin}/wallet/{walletId}/requestreshare", SEE, members::request_reshare),
    route("POST /api/v2/{coin}/wallet/{walletId}/freeze", Need::Wallet(&["wallet_freeze"]), policies::freeze),
    route("POST /api/v2/{coin}/wallet/{walletId}/policy/rule", Need::MANAGE, policies::add),
    route("PUT /api/v2/{coin}/wallet/{walletId}/policy/rule", Need::MANAGE, policies::update),
    route("DELETE /api/v2/{coin}/wallet/{walletId}/policy/rule", Need::MANAGE, policies::remove),
    route("GET /api/v2/{coin}/walletshare", SEE, shares::list),
    route("GET /api/v2/{coin}/walletshare/{shareId}", SEE, shares::show),
    route("POST /api/v2/{coin}/walletshare/{shareId}", SEE, shares::answer),
    route("DELETE /api/v2/{coin}/walletshare/{shareId}", SEE, shares::cancel),
    route("POST /api/v2/{coin}/walletshare/{shareId}/acceptshare", SEE, express::accept),
    route("POST /api/v2/{coin}/walletshare/{shareId}/resendemail", SEE, shares::resend),
    route("GET /api/v2/{coin}/webhooks", Need::PROFILE, webhooks::of_blocks),
    route("POST /api/v2/{coin}/webhooks", Need::PROFILE, webhooks::add_to_blocks),
    route("DELETE /api/v2/{coin}/webhooks", Need::PROFILE, webhooks::remove_from_blocks),
    route("POST /api/v2/{coin}/key", Need::Any(&["wallet_create"]), uploaded_keys::create),
    route("GET /api/v2/{coin}/key", Need::MANAGE, keys::list),
    route("GET /api/v2/{coin}/key/{id}", Need::MANAGE, keys::show),
    route("GET /api/v2/{coin}/pendingapprovals", SEE_APPROVALS, approvals::list),
    route("GET /api/v2/{coin}/pendingapprovals/{approvalId}", SEE_APPROVALS, approvals::show),
    route("PUT /api/v2/{coin}/pendingapprovals/{approvalId}", APPROVE, approvals::update),
];
