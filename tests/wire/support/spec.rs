//! Holds every request against the names in the vendor's published specification.

use super::server::Seen;
use countersign::bitgo::routes::Route;
use serde_json::Value;
use std::sync::OnceLock;

/// What the documents disagree on (the protocol notes, section 6): the newest specification says
/// `permission`, the vendor's SDK sends `permissions`.
const ALLOWED_BESIDE: [(&str, &str); 1] = [("POST /api/v2/{coin}/wallet/{walletId}/share", "permissions")];

fn routes() -> &'static serde_json::Map<String, Value> {
    static ROUTES: OnceLock<Value> = OnceLock::new();
    let all =
        ROUTES.get_or_init(|| serde_json::from_str(include_str!("../../fixtures/routes.json")).unwrap());
    all["routes"].as_object().unwrap()
}

fn list<'a>(route: &'a Value, name: &str) -> Vec<&'a str> {
    route[name].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Whether a request has the method and the path of a route.
pub fn is_of(seen: &Seen, route: Route) -> bool {
    is_at(seen, &route.to_string())
}

fn is_at(seen: &Seen, route: &str) -> bool {
    let (method, template) = route.split_once(' ').unwrap();
    let path = seen.path.split_once('?').map_or(seen.path.as_str(), |(path, _)| path);
    let (parts, template): (Vec<&str>, Vec<&str>) =
        (path.split('/').collect(), template.split('/').collect());
    seen.method == method
        && parts.len() == template.len()
        && parts.iter().zip(&template).all(|(is, want)| want.starts_with('{') || is == want)
}

/// Panics unless the request is one that the specification describes under `route`.
pub fn assert_described(seen: &Seen, route: &str) {
    assert!(is_at(seen, route), "{} {} is not {route}", seen.method, seen.path);
    let query = seen.path.split_once('?').map_or("", |(_, query)| query);
    // Routes of the protocol notes alone have no description to checks them against.
    let Some(described) = routes().get(route) else { return };
    let names: Vec<&str> =
        query.split('&').filter(|it| !it.is_empty()).map(|it| it.split('=').next().unwrap()).collect();
    for name in &names {
        assert!(list(described, "query").contains(name), "{route} has no query {name}");
    }
    for required in list(described, "requiredQuery") {
        assert!(names.contains(&required), "{route} needs the query {required}");
    }
    let body: Value = if seen.body.is_empty() { Value::Null } else { seen.json() };
    assert_fields(&body, "", &list(described, "body"), route);
    for required in list(described, "requiredBody") {
        assert!(body.get(required).is_some(), "{route} needs {required}: {body}");
    }
}

fn assert_fields(value: &Value, prefix: &str, known: &[&str], route: &str) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                let path = format!("{prefix}{name}");
                let is_known = known.contains(&path.as_str())
                    || known.contains(&format!("{prefix}*").as_str())
                    || ALLOWED_BESIDE.contains(&(route, path.as_str()));
                assert!(is_known, "{route} has no field {path}");
                assert_fields(inner, &format!("{path}."), known, route);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| assert_fields(item, prefix, known, route)),
        _ => {}
    }
}

/// Whether the vendor describes the route at all.
pub fn is_described(route: &str) -> bool {
    routes().contains_key(route)
}
