//! Parameters as rules hold them: a value may come alone or in a list, a number as a text.

use serde_json::Value;

use crate::domain::amount::BaseUnits;
use crate::sandbox::rules::number;

/// A named part of a rule, a condition, an action or a filter.
#[derive(Clone, Copy)]
pub(crate) struct Part<'a>(pub(crate) &'a Value);

impl<'a> Part<'a> {
    /// Its name; blank where it has none.
    pub(crate) fn name(self) -> &'a str {
        self.0.get("name").and_then(Value::as_str).unwrap_or_default()
    }

    /// How it is joined to the next.
    pub(crate) fn operator(self) -> Option<&'a str> {
        self.0.get("operator").and_then(Value::as_str)
    }

    /// A parameter as it came; null is none.
    pub(crate) fn get(self, name: &str) -> Option<&'a Value> {
        self.0.get("parameters").and_then(|it| it.get(name)).filter(|value| !value.is_null())
    }

    /// A parameter that is a text.
    pub(crate) fn text(self, name: &str) -> Option<&'a str> {
        self.get(name).and_then(Value::as_str)
    }

    /// A parameter that is one text or a list of texts.
    pub(crate) fn texts(self, name: &str) -> Vec<&'a str> {
        match self.get(name) {
            Some(Value::String(text)) => vec![text],
            Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// A whole number of base units, as a text or a number.
    pub(crate) fn base_units(self, name: &str) -> Option<BaseUnits> {
        self.get(name).and_then(number::base_units)
    }

    /// A number as it is written, as a text or a number.
    pub(crate) fn digits(self, name: &str) -> Option<String> {
        match self.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// A small whole number, as a text or a number.
    pub(crate) fn count<T: std::str::FromStr>(self, name: &str) -> Option<T> {
        self.digits(name)?.parse().ok()
    }
}
