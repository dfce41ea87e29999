//! Every operation of the client, in one place: what it needs beforehand, and itself.
//!
//! `completeness` holds the names against the client's source: an operation without a row fails the test.

mod changes;
mod lists;
mod people;
mod policy_builder;
mod reads;
mod sharing;

use futures::future::BoxFuture;

use crate::harness::Harness;
use crate::seen::Ready;

/// What an operation sends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight {
    /// Page after page of a list.
    List,
    /// GETs, which may be sent again.
    Read,
    /// Something that changes nothing, but by another method.
    Lookup,
    /// One change.
    Change,
    /// Reads, and then a change.
    Steps,
}

/// One operation of the client.
pub struct Operation {
    /// As the client calls it, and where it does otherwise.
    pub name: &'static str,
    pub weight: Weight,
    /// Sends without a signature: at the login, and through Express.
    pub is_open: bool,
    /// Gets everything ready while nothing goes wrong; what it gives has not begun.
    pub prepare: for<'a> fn(&'a Harness) -> BoxFuture<'a, Ready<'a>>,
}

type Prepare = for<'a> fn(&'a Harness) -> BoxFuture<'a, Ready<'a>>;

const fn row(name: &'static str, weight: Weight, prepare: Prepare) -> Operation {
    Operation { name, weight, is_open: false, prepare }
}

const fn open(name: &'static str, weight: Weight, prepare: Prepare) -> Operation {
    Operation { name, weight, is_open: true, prepare }
}

/// Every operation of the client. Those that change something come last.
pub const OPERATIONS: &[Operation] = &[
    // Lists
    row("wallets", Weight::List, lists::wallets),
    row("pending_approvals", Weight::List, lists::pending_approvals),
    row("transfers", Weight::List, lists::transfers),
    row("enterprise_transfers", Weight::List, lists::enterprise_transfers),
    row("audit_log", Weight::List, lists::audit_log),
    row("access_tokens", Weight::List, lists::access_tokens),
    row("token_templates", Weight::List, lists::token_templates),
    row("enterprise_rules", Weight::List, policy_builder::enterprise_rules),
    // Reads
    row("resume", Weight::Read, reads::resume),
    row("resume_with", Weight::Read, reads::resume_with),
    open("platform_behind", Weight::Read, reads::platform_behind),
    row("try_token", Weight::Read, reads::try_token),
    row("session_info", Weight::Read, reads::session_info),
    row("settings", Weight::Read, reads::settings),
    row("wallet_count", Weight::Read, reads::wallet_count),
    row("wallet", Weight::Read, reads::wallet),
    row("wallet_with_rules", Weight::Read, reads::wallet_with_rules),
    row("owns_address", Weight::Read, reads::owns_address),
    row("total_balances", Weight::Read, reads::total_balances),
    row("spot_price", Weight::Read, reads::spot_price),
    row("key", Weight::Read, reads::key),
    row("user_key", Weight::Read, reads::user_key),
    row("pending_approval", Weight::Read, reads::pending_approval),
    row("approval_facts", Weight::Read, reads::approval_facts),
    row("closed_approval", Weight::Read, reads::closed_approval),
    row("look_up_change", Weight::Read, reads::look_up_change),
    row("shares", Weight::Read, reads::shares),
    row("share", Weight::Read, reads::share),
    row("share_without_key", Weight::Read, reads::share_without_key),
    row("look_at_share", Weight::Read, reads::look_at_share),
    row("reshare_requests", Weight::Read, reads::reshare_requests),
    row("enterprise_people", Weight::Read, reads::enterprise_people),
    row("token_changes", Weight::Read, reads::token_changes),
    row("enterprise_rule", Weight::Read, policy_builder::enterprise_rule),
    row("enterprise_rule_versions", Weight::Read, policy_builder::enterprise_rule_versions),
    row("policy_scopes", Weight::Read, policy_builder::policy_scopes),
    row("policy_touchpoints", Weight::Read, policy_builder::policy_touchpoints),
    row("policy_scope_conditions", Weight::Read, policy_builder::policy_scope_conditions),
    row("policy_touchpoint_conditions", Weight::Read, policy_builder::policy_touchpoint_conditions),
    row("policy_actions", Weight::Read, policy_builder::policy_actions),
    row("policy_recommendations", Weight::Read, policy_builder::policy_recommendations),
    row("ecdh_keychain", Weight::Lookup, reads::ecdh_keychain),
    row("own_ecdh_keychain", Weight::Steps, reads::own_ecdh_keychain),
    row("look_up", Weight::Lookup, reads::look_up),
    // The person and the session
    open("login", Weight::Lookup, people::login),
    open("login at Express", Weight::Lookup, people::login_at_express),
    row("unlock", Weight::Steps, people::unlock),
    row("unlock_and_lose_limits", Weight::Change, people::unlock_and_lose_limits),
    row("lock", Weight::Change, people::lock),
    row("logout", Weight::Change, people::logout),
    row("revoke_own_token", Weight::Change, people::revoke_own_token),
    row("probe", Weight::Change, people::probe),
    row("add_enterprise_person", Weight::Change, people::add_enterprise_person),
    row("change_enterprise_role", Weight::Change, people::change_enterprise_role),
    row("remove_enterprise_person", Weight::Change, people::remove_enterprise_person),
    // Access tokens
    row("create_access_token", Weight::Change, changes::create_access_token),
    row("delete_access_token", Weight::Change, changes::delete_access_token),
    row("create_token_template", Weight::Change, changes::create_token_template),
    row("change_token_template", Weight::Change, changes::change_token_template),
    row("delete_token_template", Weight::Change, changes::delete_token_template),
    // Wallets and approvals
    row("add_policy_rule", Weight::Change, changes::add_policy_rule),
    row("change_policy_rule", Weight::Change, changes::change_policy_rule),
    row("remove_policy_rule", Weight::Change, changes::remove_policy_rule),
    row("send_rule", Weight::Change, changes::send_rule),
    row("freeze_wallet", Weight::Change, changes::freeze_wallet),
    row("remove_wallet_user", Weight::Change, changes::remove_wallet_user),
    row("decide_approval", Weight::Change, changes::decide_approval),
    row("decide_approvals", Weight::Change, changes::decide_approvals),
    open("decide_by_express", Weight::Change, changes::decide_by_express),
    // The Policy Builder
    row("create_enterprise_rule", Weight::Change, policy_builder::create_enterprise_rule),
    row("change_enterprise_rule", Weight::Change, policy_builder::change_enterprise_rule),
    row("deactivate_enterprise_rule", Weight::Change, policy_builder::deactivate_enterprise_rule),
    row("change_whitelists", Weight::Change, policy_builder::change_whitelists),
    // Shares
    row("send_share", Weight::Change, sharing::send_share),
    row("send_with_key", Weight::Change, sharing::send_with_key),
    open("share_by_express", Weight::Change, sharing::share_by_express),
    row("accept_share", Weight::Steps, sharing::accept_share),
    open("accept_by_express", Weight::Change, sharing::accept_by_express),
    row("reject_share", Weight::Change, sharing::reject_share),
    row("cancel_share", Weight::Change, sharing::cancel_share),
    row("resend_share_email", Weight::Change, sharing::resend_share_email),
    row("request_reshare", Weight::Change, sharing::request_reshare),
    row("reject_reshare", Weight::Change, sharing::reject_reshare),
    row("act_on_share", Weight::Change, sharing::act_on_share),
];
