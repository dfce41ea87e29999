//! Reads the body of an error answer, whatever its shape (the protocol notes, section 10): the platform's
//! own, the two of its other services, HTML from proxies, plain text, nothing at all.

use super::Flags;
use crate::domain::text::one_line;
use serde_json::{Map, Value};

/// Longest text that is kept, in characters.
const MAX_TEXT_CHARS: usize = 500;
const MAX_NAME_CHARS: usize = 100;
/// So much of a text or a web page is looked at, in bytes; what a person would read stands at its beginning.
const MAX_READ_BYTES: usize = 64 * 1024;

/// What an error body says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::bitgo) struct ErrorBody {
    /// The stable code.
    pub name: Option<String>,
    /// The text, without markup and control characters.
    pub text: String,
    /// The server's ID for the request.
    pub request_id: Option<String>,
    /// What it asks for.
    pub flags: Flags,
    /// `context`, as it came.
    pub context: Map<String, Value>,
    /// Whether it is a web page.
    pub is_html: bool,
}

impl ErrorBody {
    /// Never fails: what cannot be read as an error object is shown as text.
    pub(in crate::bitgo) fn read(bytes: &[u8]) -> Self {
        match serde_json::from_slice::<Value>(bytes) {
            Ok(Value::Object(fields)) => Self::from_fields(fields),
            Ok(Value::String(text)) => Self { text: one_line(&text, MAX_TEXT_CHARS), ..Self::default() },
            _ => Self::from_text(&String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_READ_BYTES)])),
        }
    }

    /// Plain text stays; of a page of HTML what a person would read.
    fn from_text(text: &str) -> Self {
        let is_html = text.trim_start().starts_with('<') || text.to_ascii_lowercase().contains("<html");
        let text = if is_html {
            one_line(&without_markup(text), MAX_TEXT_CHARS)
        } else {
            one_line(text, MAX_TEXT_CHARS)
        };
        Self { text, is_html, ..Self::default() }
    }

    fn from_fields(mut fields: Map<String, Value>) -> Self {
        let context = match fields.remove("context") {
            Some(Value::Object(context)) => context,
            _ => Map::new(),
        };
        let inner = match fields.get("error") {
            Some(Value::Object(inner)) => inner.clone(),
            _ => Map::new(),
        };
        let find = |names: &[&str], limit: usize| {
            let places = [&fields, &inner];
            names.iter().flat_map(|name| places.iter().filter_map(|place| place.get(*name))).find_map(
                |value| {
                    let text = match value {
                        Value::String(text) => one_line(text, limit),
                        Value::Number(number) => one_line(number.as_str(), limit),
                        _ => String::new(),
                    };
                    (!text.is_empty()).then_some(text)
                },
            )
        };
        let asks = |name: &str| {
            [&fields, &inner, &context]
                .iter()
                .filter_map(|place| place.get(name))
                .any(|value| !matches!(value, Value::Null | Value::Bool(false)))
        };
        let flags = Flags {
            needs_otp: asks("needsOTP") || asks("needsOtp"),
            needs_unlock: asks("needsUnlock"),
            no_token: asks("noAccessToken"),
            invalid_token: asks("invalidToken"),
        };
        Self {
            name: find(&["name", "errorName", "code"], MAX_NAME_CHARS),
            text: find(&["error", "message", "error_description"], MAX_TEXT_CHARS).unwrap_or_default(),
            request_id: find(&["requestId", "reqId"], MAX_NAME_CHARS),
            flags,
            context,
            is_html: false,
        }
    }
}

fn without_markup(html: &str) -> String {
    // Of the same length in bytes: what is found in one stands at the same place in the other.
    let lower = html.to_ascii_lowercase();
    let mut out = String::new();
    let mut at = 0;
    while let Some(start) = html[at..].find('<').map(|found| at + found) {
        out.push_str(&html[at..start]);
        out.push(' ');
        let hidden = ["script", "style"].into_iter().find(|name| lower[start + 1..].starts_with(name));
        let from = hidden.and_then(|name| lower[start..].find(&format!("</{name}"))).unwrap_or(0);
        match html[start + from..].find('>') {
            Some(end) => at = start + from + end + 1,
            None => return out,
        }
    }
    let rest = &html[at..];
    out.push_str(rest);
    out.replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_shape_is_read() {
        let cases: [(&str, Option<&str>, &str, Option<&str>); 12] = [
            (
                r#"{"error":"invalid wallet id","name":"InvalidWalletId","requestId":"r1","context":{}}"#,
                Some("InvalidWalletId"),
                "invalid wallet id",
                Some("r1"),
            ),
            (r#"{"error":"no","errorName":"Refused","reqId":"r2"}"#, Some("Refused"), "no", Some("r2")),
            (r#"{"code":"E_LIMIT","message":"too much","status":429}"#, Some("E_LIMIT"), "too much", None),
            (r#"{"code":17,"message":"numbered"}"#, Some("17"), "numbered", None),
            (r#"{"error":{"message":"inside","code":"X"}}"#, Some("X"), "inside", None),
            (r#"{"error":"unfinished"#, None, r#"{"error":"unfinished"#, None),
            (
                "<html><head><title>502 Bad Gateway</title><style>b{}</style></head><body><h1>Bad\nGateway</h1></body>",
                None,
                "502 Bad Gateway Bad Gateway",
                None,
            ),
            ("<!DOCTYPE html><script>var a='<b>';</script>sorry &amp; bye", None, "sorry & bye", None),
            ("upstream connect error\r\n", None, "upstream connect error", None),
            ("\"just text\"", None, "just text", None),
            ("", None, "", None),
            ("[1,2]", None, "[1,2]", None),
        ];
        for (body, name, text, request_id) in cases {
            let read = ErrorBody::read(body.as_bytes());
            assert_eq!((read.name.as_deref(), read.text.as_str()), (name, text), "{body}");
            assert_eq!(read.request_id.as_deref(), request_id, "{body}");
        }
    }

    #[test]
    fn what_it_asks_for_is_found_at_the_top_and_in_the_context() {
        for body in [r#"{"error":"x","needsOTP":true}"#, r#"{"error":"x","context":{"needsOTP":true}}"#] {
            assert!(ErrorBody::read(body.as_bytes()).flags.needs_otp, "{body}");
        }
        let flags =
            ErrorBody::read(br#"{"needsOTP":false,"context":{"needsUnlock":{},"invalidToken":null}}"#).flags;
        assert_eq!(flags, Flags { needs_unlock: true, ..Flags::default() });
    }

    /// The bodies are so long that going over them once for each character would not end while anybody waits.
    #[test]
    fn a_long_body_is_read_in_one_go_and_leaves_a_short_text() {
        for body in [
            "<script>".repeat(1_000_000),
            "<style></style".repeat(500_000),
            "<".repeat(4_000_000),
            "a ".repeat(4_000_000),
            "[".repeat(4_000_000),
            "{\"error\":".repeat(500_000),
            format!("{{\"error\":{}}}", "7".repeat(4_000_000)),
            format!("{{\"error\":\"{}\",\"name\":{}}}", "é".repeat(2_000_000), "9".repeat(2_000_000)),
        ] {
            let read = ErrorBody::read(body.as_bytes());
            assert!(read.text.chars().count() <= MAX_TEXT_CHARS + 1, "{}", &body[..30]);
            assert!(read.name.is_none_or(|name| name.chars().count() <= MAX_NAME_CHARS + 1));
        }
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            ErrorBody::read(&bytes);
        }

        #[test]
        fn no_markup_panics(html in "[<>/a-z\u{e9}!\" =]{0,80}(<script|<STYLE|</é)?[<>a-z\u{e9}]{0,20}") {
            prop_assert!(ErrorBody::read(html.as_bytes()).text.chars().count() <= MAX_TEXT_CHARS + 1);
        }
    }
}
