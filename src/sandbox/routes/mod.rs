//! The routes: one table, and what a handler gets to see of a request.
//!
//! A handler runs on a blocking thread and answers at once; it takes the state's lock for as short as it can.

mod account;
mod approvals;
mod audit;
mod balances;
mod bulk_shares;
pub(super) mod call;
mod constants;
mod enterprise_people;
mod enterprises;
mod express;
mod keys;
mod login;
mod market;
mod members;
mod open_share;
mod ping;
mod policies;
mod policy_access;
mod policy_bulk;
mod policy_parts;
mod policy_rules;
mod route;
mod session;
mod settings;
mod shares;
mod sharing_key;
mod table;
mod templates;
mod tokens;
mod transaction_requests;
mod transfers;
mod uploaded_keys;
mod users;
mod wallet_addresses;
mod wallet_filter;
mod wallet_settings;
mod wallets;
mod webhooks;

use percent_encoding::percent_decode_str;

use route::Route;

/// The route of a request and the decoded values of its path parameters.
pub(crate) fn find(method: &str, path: &str) -> Option<(&'static Route, Vec<String>)> {
    table::ROUTES.iter().find_map(|route| {
        let (wanted, pattern) = route.name.split_once(' ')?;
        if wanted != method {
            return None;
        }
        Some((route, matches(pattern, path)?))
    })
}

/// True where answers are about rules of enterprises, whose errors have a shape of their own.
pub(crate) fn answers_of_rules(path: &str) -> bool {
    path.starts_with("/api/policy/")
}

/// True where answers are about prices, whose errors have a shape of their own where the question is wrong.
pub(crate) fn answers_of_market(path: &str) -> bool {
    path.starts_with("/api/v1/marketdata/")
}

/// The name of every route.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    table::ROUTES.iter().map(|route| route.name)
}

fn matches(pattern: &str, path: &str) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let mut parts = path.split('/');
    for wanted in pattern.split('/') {
        let part = parts.next()?;
        if wanted.starts_with('{') {
            values.push(percent_decode_str(part).decode_utf8_lossy().into_owned());
        } else if wanted != part {
            return None;
        }
    }
    parts.next().is_none().then_some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(method: &str, path: &str) -> Option<&'static str> {
        find(method, path).map(|(route, _)| route.name)
    }

    #[test]
    fn fixed_words_come_before_parameters() {
        assert_eq!(name("GET", "/api/v2/user/me"), Some("GET /api/v2/user/me"));
        assert_eq!(name("GET", "/api/v2/user/session"), Some("GET /api/v2/user/session"));
        assert_eq!(name("GET", "/api/v2/user/someone"), Some("GET /api/v2/user/{id}"));
        assert_eq!(find("GET", "/api/v2/user/a%40b").map(|(_, values)| values), Some(vec!["a@b".to_owned()]));
        for (method, path) in [
            ("POST", "/api/v2/user/me"),
            ("GET", "/api/v2/user/me/"),
            ("GET", "/api/v2/user"),
            ("GET", "//api/v2/ping"),
            ("get", "/api/v2/ping"),
            ("GET", ""),
        ] {
            assert_eq!(name(method, path), None, "{method} {path}");
        }
    }
}
