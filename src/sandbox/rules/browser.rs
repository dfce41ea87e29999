//! Whether a request comes from a program. The sandbox listens on this machine's loopback, where every web page that is
//! open in a browser reaches too; what a page can make a browser send is told apart here, for every route there is.

use std::net::IpAddr;

use http::header::{CONTENT_TYPE, HOST, ORIGIN};
use http::request::Parts;
use http::uri::Authority;
use http::{HeaderValue, Method};

use super::auth::header;
use crate::sandbox::answer::ApiError;

/// A type that every kind of form, image and plain `fetch` of a page lacks.
const JSON: &str = "application/json";

/// 403 for what a web page may have sent; `has_body` says whether anything came behind the headers.
pub(crate) fn keep_out(request: &Parts, has_body: bool) -> Result<(), ApiError> {
    let refusal = if !names_loopback(request) {
        "the sandbox answers to the names of this machine's loopback alone"
    } else if is_for_a_page(request) {
        "web pages cannot ask the sandbox"
    } else if has_body && request.method != Method::GET && !is_json(request) {
        "a body has to be declared as application/json"
    } else {
        return Ok(());
    };
    Err(ApiError::forbidden(refusal))
}

/// A site that lets its own name point here (DNS rebinding) is betrayed by that name.
fn names_loopback(request: &Parts) -> bool {
    let mut hosts = request.headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    let Ok(host) = Authority::try_from(host.as_bytes()) else { return false };
    let name = host.host();
    let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    name.eq_ignore_ascii_case("localhost") || address.parse::<IpAddr>().is_ok_and(|it| it.is_loopback())
}

/// Browsers name the page behind a request (`Origin`), and how far it is from the site that is asked (`Sec-Fetch-Site`):
/// `none` is an address that the person typed.
fn is_for_a_page(request: &Parts) -> bool {
    let is_typed = |site: &HeaderValue| site.as_bytes() == b"none";
    request.headers.contains_key(ORIGIN) || !request.headers.get_all("sec-fetch-site").iter().all(is_typed)
}

fn is_json(request: &Parts) -> bool {
    let kind = header(&request.headers, CONTENT_TYPE.as_str()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(JSON))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn is_kept_out(method: &str, headers: &[(&str, &str)], has_body: bool) -> bool {
        let mut request = http::Request::builder().method(method).uri("/api/v2/ping");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        keep_out(&request.body(()).unwrap().into_parts().0, has_body).is_err()
    }

    #[test]
    fn only_the_names_of_the_loopback_are_answered_to() {
        for (host, is_out) in [
            ("127.0.0.1:3080", false),
            ("127.8.0.1", false),
            ("localhost:3080", false),
            ("LocalHost", false),
            ("[::1]:3080", false),
            ("[::1]", false),
            ("localhost.example:3080", true),
            ("127.0.0.1.example", true),
            ("rebound.example", true),
            ("10.0.0.5:3080", true),
            ("[::2]", true),
            ("", true),
        ] {
            assert_eq!(is_kept_out("GET", &[("host", host)], false), is_out, "{host}");
        }
        assert!(is_kept_out("GET", &[], false));
        assert!(is_kept_out("GET", &[("host", "localhost"), ("host", "rebound.example")], false));
    }

    #[test]
    fn what_a_browser_says_of_a_page_and_what_a_form_can_send_is_kept_out() {
        let json = ("content-type", "application/json");
        for (method, header, has_body, is_out) in [
            ("POST", json, true, false),
            ("POST", ("content-type", "Application/JSON; charset=utf-8"), true, false),
            ("POST", ("content-type", "text/plain"), true, true),
            ("PUT", ("content-type", "application/x-www-form-urlencoded"), true, true),
            ("DELETE", ("content-type", "application/jsonp"), true, true),
            ("POST", ("accept", "*/*"), true, true),
            ("POST", ("accept", "*/*"), false, false),
            ("GET", ("content-type", "text/plain"), true, false),
            ("GET", ("origin", "null"), false, true),
            ("GET", ("sec-fetch-site", "cross-site"), false, true),
            ("GET", ("sec-fetch-site", "same-site"), false, true),
            ("GET", ("sec-fetch-site", "same-origin"), false, true),
            ("GET", ("sec-fetch-site", "none"), false, false),
        ] {
            let headers = [("host", "localhost"), header];
            assert_eq!(is_kept_out(method, &headers, has_body), is_out, "{method} {header:?}");
        }
        assert!(is_kept_out(
            "POST",
            &[("host", "localhost"), json, ("origin", "http://localhost:3080")],
            true
        ));
    }
}
