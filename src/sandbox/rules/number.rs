//! JSON numbers read from their digits, so that neither a duration nor an amount passes through a float.

use serde_json::{Number, Value};

use crate::domain::amount::BaseUnits;

/// No number that means anything here has more digits, written out.
const LONGEST: usize = 80;

/// A decimal number: `digits` shifted right by `places`.
struct Decimal {
    is_negative: bool,
    digits: String,
    places: usize,
}

/// Reads `-12.50`, `1e3`, `572522.211`. None where it is no such number or would not fit in 80 digits.
fn decimal(number: &Number) -> Option<Decimal> {
    let text = number.to_string();
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text.as_str(), 0),
    };
    let (is_negative, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, mantissa),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.len() + fraction.len() > LONGEST {
        return None;
    }
    let mut digits = format!("{whole}{fraction}");
    let places = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
    let Ok(places) = usize::try_from(places) else {
        let zeros = usize::try_from(places.unsigned_abs()).ok()?;
        if digits.bytes().all(|b| b == b'0') {
            return Some(Decimal { is_negative, digits: "0".to_owned(), places: 0 });
        }
        if digits.len().checked_add(zeros)? > LONGEST {
            return None;
        }
        digits.extend(std::iter::repeat_n('0', zeros));
        return Some(Decimal { is_negative, digits, places: 0 });
    };
    Some(Decimal { is_negative, digits, places })
}

/// A number of seconds, in whole milliseconds; what is finer is cut off. None where it is too long to mean a time.
pub(crate) fn seconds_as_millis(number: &Number) -> Option<i64> {
    let Decimal { is_negative, digits, places } = decimal(number)?;
    // Shift by three places to milliseconds, then cut what is left behind the point.
    let millis = match places.checked_sub(3) {
        Some(cut) => digits.get(..digits.len().saturating_sub(cut)).unwrap_or("").to_owned(),
        None => format!("{digits}{}", "0".repeat(3 - places)),
    };
    let millis = if millis.is_empty() { 0 } else { millis.parse::<i64>().ok()? };
    Some(if is_negative { -millis } else { millis })
}

/// An amount in base units, sent as a string or a number (spec: `txValueLimit`). None for fractions, blanks, signs
/// other than a minus, and anything that is not an integer.
pub(crate) fn base_units(value: &Value) -> Option<BaseUnits> {
    match value {
        Value::String(text) if text.len() <= LONGEST => text.parse().ok(),
        Value::Number(number) => {
            let Decimal { is_negative, digits, places } = decimal(number)?;
            let cut = digits.len().saturating_sub(places);
            let (whole, fraction) = (digits.get(..cut)?, digits.get(cut..)?);
            if fraction.bytes().any(|b| b != b'0') {
                return None;
            }
            let sign = if is_negative { "-" } else { "" };
            let whole = if whole.is_empty() { "0" } else { whole };
            format!("{sign}{whole}").parse().ok()
        }
        _ => None,
    }
}

/// The same amount as a JSON number, digit for digit.
pub(crate) fn exact_number(amount: &BaseUnits) -> Value {
    amount.to_string().parse::<Number>().map_or(Value::Null, Value::Number)
}

/// The same, where JavaScript holds it.
pub(crate) fn short_number(amount: &BaseUnits) -> Option<Value> {
    Some(exact_number(amount)).filter(|value| value.as_number().is_some_and(is_held_by_javascript))
}

/// The largest whole number that JavaScript tells from its neighbours.
const LARGEST_IN_JAVASCRIPT: u64 = (1 << 53) - 1;

/// Writes every number of a document as a text that JavaScript would write anew: whatever passes the answer on through it
/// would pass on another answer, under whose digits the signature no longer stands.
pub(crate) fn spell_out_long_numbers(document: &mut Value) {
    match document {
        Value::Number(number) if !is_held_by_javascript(number) => {
            *document = Value::String(number.to_string());
        }
        Value::Array(items) => items.iter_mut().for_each(spell_out_long_numbers),
        Value::Object(fields) => fields.values_mut().for_each(spell_out_long_numbers),
        _ => {}
    }
}

/// True where `JSON.stringify` writes the very digits that `JSON.parse` read.
fn is_held_by_javascript(number: &Number) -> bool {
    let text = number.to_string();
    if let Ok(whole) = text.parse::<i64>() {
        return whole.unsigned_abs() <= LARGEST_IN_JAVASCRIPT && whole.to_string() == text;
    }
    // Outside of these bounds it writes exponents. No whole number comes here that it would keep.
    let is_plain = |value: f64| (1e-6..1e15).contains(&value.abs()) && value.fract() != 0.0;
    text.parse::<f64>().is_ok_and(|value| is_plain(value) && value.to_string() == text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    fn number(text: &str) -> Number {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn seconds_are_read_without_a_float() {
        let table = [
            ("7776000", Some(7_776_000_000)),
            ("572522.211", Some(572_522_211)),
            ("560656.87", Some(560_656_870)),
            ("0.0004", Some(0)),
            ("0.25", Some(250)),
            ("1e3", Some(1_000_000)),
            ("1.5E2", Some(150_000)),
            ("15e-1", Some(1_500)),
            ("1e-90", Some(0)),
            ("0e99999", Some(0)),
            ("-1", Some(-1_000)),
            ("1e400", None),
            ("99999999999999999999", None),
        ];
        for (text, expected) in table {
            assert_eq!(seconds_as_millis(&number(text)), expected, "{text}");
        }
    }

    #[test]
    fn what_javascript_would_write_anew_is_a_text() {
        for (text, is_kept) in [
            ("0", true),
            ("9007199254740991", true),
            ("-9007199254740991", true),
            ("9007199254740992", false),
            ("999999999999999999999", false),
            ("-2709165303539063493", false),
            ("1e21", false),
            ("1e+400", false),
            ("-0", false),
            ("1.50", false),
            ("1.5", true),
            ("0.1234567890123456789", false),
            ("1e-7", false),
        ] {
            let mut document = json!({ "in": [number(text)] });
            spell_out_long_numbers(&mut document);
            let wanted = if is_kept { Value::Number(number(text)) } else { json!(number(text).to_string()) };
            assert_eq!(document["in"][0], wanted, "{text}");
        }
    }

    #[test]
    fn amounts_are_whole() {
        let table = [
            (r#""999999999999999999999""#, Some("999999999999999999999")),
            ("999999999999999999999", Some("999999999999999999999")),
            ("1e21", Some("1000000000000000000000")),
            ("2.50e1", Some("25")),
            ("0", Some("0")),
            ("-5", Some("-5")),
            ("0.5", None),
            ("1e300", None),
            (r#""""#, None),
            (r#"" 1""#, None),
            (r#""1.5""#, None),
            (r#""1e3""#, None),
            ("true", None),
            ("null", None),
        ];
        for (text, expected) in table {
            let value: Value = serde_json::from_str(text).unwrap();
            assert_eq!(base_units(&value).map(|units| units.to_string()).as_deref(), expected, "{text}");
        }
    }
}
