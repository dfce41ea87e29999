//! Amounts: exact at every divisibility, and never read from anything but plain digits.

use countersign::domain::amount::{AmountError, BaseUnits};
use proptest::prelude::*;

/// An integer from -10^40 to 10^40.
fn base_units() -> impl Strategy<Value = String> {
    "-?[1-9][0-9]{0,39}|0|-?10{40}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn amounts_survive_the_coin_unit_at_every_divisibility(text in base_units()) {
        let amount: BaseUnits = text.parse().unwrap();
        for decimals in 0..=30_u8 {
            let shown = amount.to_coin_units(decimals);
            prop_assert_eq!(&BaseUnits::from_coin_units(&shown, decimals).unwrap(), &amount, "{} at {}", shown, decimals);
            prop_assert!(!shown.contains('.') || !shown.ends_with(['0', '.']));
            let figure = amount.figure(decimals);
            let point = if figure.fraction.is_empty() { "" } else { "." };
            prop_assert_eq!(format!("{}{point}{}", figure.whole.replace(',', ""), figure.fraction), shown);
            prop_assert!(figure.fraction.len() <= usize::from(decimals));
        }
    }

    #[test]
    fn amounts_serialize_as_strings_of_digits(text in base_units()) {
        let amount: BaseUnits = text.parse().unwrap();
        let json = serde_json::to_string(&amount).unwrap();
        prop_assert_eq!(&json, &format!("\"{text}\""));
        prop_assert_eq!(serde_json::from_str::<BaseUnits>(&json).unwrap(), amount);
    }

    #[test]
    fn a_digit_too_many_is_refused_at_every_divisibility(digits in "[0-9]{1,31}", decimals in 0..=30_u8) {
        let read = BaseUnits::from_coin_units(&format!("1.{digits}"), decimals);
        if digits.len() > usize::from(decimals) {
            prop_assert_eq!(read, Err(AmountError::TooManyDecimals { allowed: decimals, given: digits.len() }));
        } else {
            prop_assert!(read.is_ok());
        }
    }

    #[test]
    fn only_plain_digits_are_amounts(text in "[-+0-9.,eE ५−\u{a0}]{0,12}|\\PC{0,40}", decimals in 0..=30_u8) {
        if BaseUnits::from_coin_units(&text, decimals).is_ok() {
            prop_assert!(text.trim().bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-'), "{}", text);
        }
        if text.parse::<BaseUnits>().is_ok() {
            prop_assert!(text.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit()), "{}", text);
        }
    }

    #[test]
    fn sums_and_differences_are_exact(values in prop::collection::vec(any::<i64>(), 0..20)) {
        let sum: BaseUnits = values.iter().map(|value| BaseUnits::from(*value)).sum();
        let expected: i128 = values.iter().map(|value| i128::from(*value)).sum();
        prop_assert_eq!(sum.to_string(), expected.to_string());
        let rest = values.iter().fold(sum, |rest, value| rest - BaseUnits::from(*value));
        prop_assert!(rest.is_zero() && !rest.is_negative());
    }
}
