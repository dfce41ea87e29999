//! Which scope a request needs. The platform's own answer never names it.
//!
//! From what each scope allows (seed on creating tokens) and the support notes on keys; the list of tokens and their
//! templates belongs to the person's account. Where nothing is known, nothing is named.

const MANAGE_ACCOUNT: &[&str] = &["user_manage"];
const VIEW_ENTERPRISE: &[&str] = &["enterprise_view_all"];
const MANAGE_ENTERPRISE: &[&str] = &["enterprise_manage_all"];
const AUDIT: &[&str] = &["auditlogs_view_all"];
const APPROVE: &[&str] = &["pending_approval_update", "wallet_approve"];
const VIEW: &[&str] = &["wallet_view"];
const MANAGE: &[&str] = &["wallet_manage"];
const FREEZE: &[&str] = &["wallet_freeze"];

/// The scopes of which one is needed to send this request; none where that is not known. A scope about single wallets
/// stands for its wider forms too. `path` is the whole path, such as `/api/v2/tbtc/wallet/59cd/freeze`.
pub fn needed_scopes(method: &str, path: &str) -> &'static [&'static str] {
    let below_version: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).skip(2).collect();
    match (method, &below_version[..]) {
        (_, ["user", "accesstoken" | "accesstokentemplate", ..]) => MANAGE_ACCOUNT,
        ("GET", ["enterprise", _, "transfer"]) => VIEW,
        ("GET", ["enterprise", ..]) => VIEW_ENTERPRISE,
        (_, ["enterprise", ..]) => MANAGE_ENTERPRISE,
        (_, ["auditlog", ..]) => AUDIT,
        ("PUT", ["pendingapprovals", ..] | [_, "pendingapprovals", ..]) => APPROVE,
        (_, [_, "wallet", _, "freeze"]) => FREEZE,
        (_, [_, "key", ..]) => MANAGE,
        ("GET", ["wallet" | "wallets", ..] | [_, "wallet", ..]) => VIEW,
        (_, [_, "wallet", _, "share" | "user" | "policy", ..]) => MANAGE,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::scope::scope;

    #[test]
    fn each_request_names_scopes_that_exist() {
        for (method, path, names) in [
            ("GET", "/api/v2/user/accesstoken", MANAGE_ACCOUNT),
            ("DELETE", "/api/v2/user/accesstokentemplate/a1", MANAGE_ACCOUNT),
            ("GET", "/api/v2/enterprise", VIEW_ENTERPRISE),
            ("GET", "/api/v2/enterprise/e1/transfer", VIEW),
            ("GET", "/api/v1/enterprise/e1/user", VIEW_ENTERPRISE),
            ("PUT", "/api/v2/enterprise/e1/user", MANAGE_ENTERPRISE),
            ("GET", "/api/v2/auditlog", AUDIT),
            ("PUT", "/api/v2/pendingapprovals/a1", APPROVE),
            ("PUT", "/api/v2/tbtc/pendingapprovals/a1", APPROVE),
            ("POST", "/api/v2/tbtc/wallet/w1/freeze", FREEZE),
            ("GET", "/api/v2/tbtc/key/k1", MANAGE),
            ("GET", "/api/v2/wallets/count", VIEW),
            ("GET", "/api/v2/tbtc/wallet/w1/transfer", VIEW),
            ("POST", "/api/v2/tbtc/wallet/w1/share", MANAGE),
            ("DELETE", "/api/v2/tbtc/wallet/w1/user/u1", MANAGE),
            ("PUT", "/api/v2/tbtc/wallet/w1/policy/rule", MANAGE),
            ("GET", "/api/v2/pendingapprovals", &[]),
            ("GET", "/api/v2/user/me", &[]),
            ("", "", &[]),
        ] {
            assert_eq!(needed_scopes(method, path), names, "{method} {path}");
            assert!(names.iter().all(|name| scope(name).is_some()), "{names:?}");
        }
    }
}
