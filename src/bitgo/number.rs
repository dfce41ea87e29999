//! Numbers in answers as exact digits, however JavaScript wrote them (`1e21` is a whole number, `1.5` is
//! not). Nothing passes through a float.

use crate::domain::amount::Balance;
use serde_json::Value;

/// Longest number that is written out, in digits; no amount comes near.
const MAX_DIGITS: usize = 512;

/// An amount from a text or a number; what is not a whole number is kept as it came. `None` for anything
/// that is neither text nor number.
pub(super) fn amount(value: &Value) -> Option<Balance> {
    match value {
        Value::String(text) => Some(Balance::from_wire(text)),
        Value::Number(number) => Some(amount_of(number.as_str())),
        _ => None,
    }
}

/// An amount from the text of a JSON number.
pub(super) fn amount_of(number: &str) -> Balance {
    Balance::from_wire(integer_of(number).as_deref().unwrap_or(number))
}

/// The digits of a whole number, from a number or from a text that is one.
pub(super) fn integer(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => integer_of(text),
        Value::Number(number) => integer_of(number.as_str()),
        _ => None,
    }
}

/// The digits of a whole number, from the text of a JSON number or from a text that is one: `1.5e3` is `1500`, `20.0` is `20`,
/// `1.5` is none.
pub(super) fn integer_of(text: &str) -> Option<String> {
    let (sign, unsigned) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return Some("0".to_owned());
    }
    // How many zeros follow the digits; negative when digits would stand behind the point.
    let zeros = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    if zeros >= 0 {
        let zeros = usize::try_from(zeros).ok().filter(|zeros| zeros + significant.len() <= MAX_DIGITS)?;
        return Some(format!("{sign}{significant}{}", "0".repeat(zeros)));
    }
    let behind = usize::try_from(-zeros).ok()?;
    let (kept, cut) = significant.split_at_checked(significant.len().checked_sub(behind)?)?;
    let is_whole = !kept.is_empty() && cut.bytes().all(|byte| byte == b'0');
    is_whole.then(|| format!("{sign}{kept}"))
}

/// A decimal number written out, from the text of a JSON number: `1.5e3` is `1500`, `1e-7` is `0.0000001`.
pub(super) fn decimal_of(text: &str) -> Option<String> {
    let (sign, unsigned) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => return is_plain(unsigned).then(|| text.to_owned()),
    };
    if !is_plain(mantissa) {
        return None;
    }
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let point = exponent.checked_add(i64::try_from(whole.len()).ok()?)?;
    let most = i64::try_from(MAX_DIGITS).ok()?;
    if !(-most..=most).contains(&point) {
        return None;
    }
    let lacking = usize::try_from(-point).unwrap_or(0);
    let padded = format!("{}{digits}", "0".repeat(lacking));
    let point = usize::try_from(point).unwrap_or(0);
    let padded = format!("{padded}{}", "0".repeat(point.saturating_sub(padded.len())));
    let (whole, fraction) = padded.split_at(point);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let dot = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{dot}{fraction}"))
}

/// Digits, with or without a fraction.
fn is_plain(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole) && is_digits(fraction)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_numbers_are_exact_and_others_are_none() {
        for (text, digits) in [
            ("0", Some("0")),
            ("-0", Some("0")),
            ("0e99999999999", Some("0")),
            ("12", Some("12")),
            ("-12", Some("-12")),
            ("1e21", Some("1000000000000000000000")),
            ("1.2345e+3", None),
            ("1.5e3", Some("1500")),
            ("1.234567890123456789e+40", Some("12345678901234567890000000000000000000000")),
            ("20.0", Some("20")),
            ("1200e-2", Some("12")),
            ("1250e-2", None),
            ("1e-2", None),
            ("1.5", None),
            ("1e9999", None),
            ("1e99999999999999999999", None),
            ("340282366920938463463374607431768211457", Some("340282366920938463463374607431768211457")),
            ("", None),
            ("1,000", None),
            ("1 000", None),
            ("0x10", None),
            ("NaN", None),
        ] {
            assert_eq!(integer_of(text).as_deref(), digits, "{text}");
        }
    }

    #[test]
    fn decimals_are_written_out_to_their_last_digit() {
        for (text, digits) in [
            ("98250.12", Some("98250.12")),
            ("0.10", Some("0.10")),
            ("-2.5", Some("-2.5")),
            ("1e-7", Some("0.0000001")),
            ("1.25e-3", Some("0.00125")),
            ("12.5e-1", Some("1.25")),
            ("1.5e+3", Some("1500")),
            ("1.2345e2", Some("123.45")),
            ("12e0", Some("12")),
            ("1e9999", None),
            ("1e-9999", None),
            ("1e99999999999999999999", None),
            ("", None),
            ("1.", None),
            ("1,5", None),
            (".5e1", None),
            ("NaN", None),
        ] {
            assert_eq!(decimal_of(text).as_deref(), digits, "{text}");
        }
    }

    #[test]
    fn json_numbers_beyond_64_bits_stay_exact() {
        let value: Value =
            serde_json::from_str("[1e21, 123456789012345678901234567890, 0.1, \"7\", true]").unwrap();
        let read: Vec<_> = value.as_array().unwrap().iter().map(amount).collect();
        assert_eq!(read[0].as_ref().unwrap().exact().unwrap().to_string(), "1000000000000000000000");
        assert_eq!(read[1].as_ref().unwrap().exact().unwrap().to_string(), "123456789012345678901234567890");
        assert_eq!(read[2], Some(Balance::Unreadable("0.1".into())));
        assert_eq!(read[3].as_ref().unwrap().exact().unwrap().to_string(), "7");
        assert_eq!(read[4], None);
    }

    fn exact(value: &Value) -> num_bigint::BigInt {
        amount(value).unwrap().exact().unwrap().to_string().parse().unwrap()
    }

    /// A whole number as `JSON.stringify` writes it (ECMA-262, `Number::toString`): the shortest digits that make it out,
    /// from 10^21 on with an exponent. With it, what stands there, written out.
    fn javascript(number: f64) -> (String, String) {
        let written = format!("{number:e}");
        let (mantissa, exponent) = written.split_once('e').unwrap();
        let exponent: usize = exponent.parse().unwrap();
        let digits = mantissa.replace('.', "");
        let behind = digits.trim_start_matches('-').len() - 1;
        let whole = format!("{digits}{}", "0".repeat(exponent - behind));
        let text = if exponent < 21 { whole.clone() } else { format!("{mantissa}e+{exponent}") };
        (text, whole)
    }

    #[test]
    fn javascript_writes_long_numbers_with_an_exponent() {
        for (number, text) in [
            ("999999999999999999999", "1e+21"),
            ("61250000000000000000", "61250000000000000000"),
            ("-12345678901234567890123", "-1.2345678901234568e+22"),
            ("9007199254740993", "9007199254740992"),
        ] {
            assert_eq!(javascript(number.parse().unwrap()).0, text);
        }
    }

    proptest! {
        #[test]
        fn scaling_keeps_every_digit(digits in "[1-9][0-9]{0,40}", zeros in 0usize..40, point in 0usize..41) {
            let plain = format!("{digits}{}", "0".repeat(zeros));
            let point = point.min(digits.len() - 1).max(1);
            let (whole, fraction) = digits.split_at(point.min(digits.len()));
            let exponent = zeros + fraction.len();
            let written = if fraction.is_empty() { format!("{whole}e{exponent}") } else { format!("{whole}.{fraction}e+{exponent}") };
            prop_assert_eq!(integer_of(&written), Some(plain));
        }

        #[test]
        fn an_integer_is_read_to_its_last_digit(integer in "-?[1-9][0-9]{0,399}") {
            for value in [integer.parse().map(Value::Number).unwrap(), Value::String(integer.clone())] {
                prop_assert_eq!(exact(&value), integer.parse().unwrap());
            }
        }

        #[test]
        fn what_javascript_makes_of_an_integer_is_read_as_it_stands(integer in "-?[1-9][0-9]{0,299}") {
            let number: f64 = integer.parse().unwrap();
            let (text, digits) = javascript(number);
            let value = Value::Number(text.parse().unwrap());
            prop_assert_eq!(exact(&value), digits.parse().unwrap());
            // Up to here JavaScript writes what it read.
            if number.abs() < 9_007_199_254_740_992.0 {
                prop_assert_eq!(exact(&value), integer.parse().unwrap());
            }
        }

        #[test]
        fn no_text_panics(text in "[-+.eE0-9a]{0,30}") {
            integer_of(&text);
            decimal_of(&text);
        }
    }
}
