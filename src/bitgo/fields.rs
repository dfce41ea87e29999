//! Takes known fields out of an answer's object and keeps the rest.
//!
//! A field that is there but of another type than expected is not lost and no failure: it stays with the
//! unknown ones, so that it is shown as it came (DESIGN, promise 5). Numbers keep their digits: nothing
//! here passes through a float.

use super::number;
use crate::domain::amount::Balance;
use jiff::Timestamp;
use secrecy::SecretString;
use serde_json::{Map, Value};

/// An object of an answer, emptied field by field.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    pub(super) fn of(value: Value) -> Option<Self> {
        match value {
            Value::Object(fields) => Some(Self(fields)),
            _ => None,
        }
    }

    /// What nobody took: unknown fields and those of another type than expected.
    pub(super) fn rest(self) -> Map<String, Value> {
        self.0
    }

    /// Takes the field if `read` understands it. A `null` is as good as no field.
    fn take<T>(&mut self, name: &str, read: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
        let value = self.0.get(name)?;
        let taken = read(value);
        if taken.is_some() || value.is_null() {
            self.0.shift_remove(name);
        }
        taken
    }

    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        self.take(name, |value| value.as_str().map(str::to_owned))
    }

    /// A word that `read` understands, or its default where there is none.
    pub(super) fn word<T: Default>(&mut self, name: &str, read: impl FnOnce(&str) -> T) -> T {
        self.take(name, |value| value.as_str().map(read)).unwrap_or_default()
    }

    pub(super) fn flag(&mut self, name: &str) -> Option<bool> {
        self.take(name, Value::as_bool)
    }

    /// A whole number from 0, written as a number or as a text.
    pub(super) fn whole(&mut self, name: &str) -> Option<u64> {
        self.take(name, |value| number::integer(value)?.parse().ok())
    }

    /// An amount in base units, written as a text or as a number; what is not a whole number is kept as it
    /// came.
    pub(super) fn amount(&mut self, name: &str) -> Option<Balance> {
        self.take(name, number::amount)
    }

    /// An amount of which the platform sends an exact text and a number beside it. Where there is a text the
    /// number says nothing more and is dropped; alone, it stays with the unknown fields and is not believed.
    pub(super) fn exact_beside_number(&mut self, exact: &str, number: &str) -> Option<Balance> {
        let balance = self.amount(exact)?;
        self.0.shift_remove(number);
        Some(balance)
    }

    /// Takes a field out whatever it holds.
    pub(super) fn any(&mut self, name: &str) -> Option<Value> {
        self.0.shift_remove(name)
    }

    /// Looks at a field and leaves it.
    pub(super) fn peek(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// A text for secrets alone: moved out, whatever the field holds nothing of it stays behind.
    pub(super) fn secret(&mut self, name: &str) -> Option<SecretString> {
        match self.0.shift_remove(name)? {
            Value::String(text) => Some(text.into()),
            _ => None,
        }
    }

    /// A list of texts, or one text as a list of one.
    pub(super) fn text_or_texts(&mut self, name: &str) -> Option<Vec<String>> {
        self.texts(name).or_else(|| self.text(name).map(|text| vec![text]))
    }

    pub(super) fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        self.take(name, |value| {
            value.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
        })
    }

    /// A point in time, ISO 8601.
    pub(super) fn time(&mut self, name: &str) -> Option<Timestamp> {
        self.take(name, |value| value.as_str()?.parse().ok())
    }

    /// A point in time as seconds since 1970 (milliseconds are told apart by their size).
    pub(super) fn unix_time(&mut self, name: &str) -> Option<Timestamp> {
        self.take(name, |value| {
            let count: i64 = number::integer(value)?.parse().ok()?;
            let is_milliseconds = count >= 100_000_000_000;
            if is_milliseconds { Timestamp::from_millisecond(count) } else { Timestamp::from_second(count) }
                .ok()
        })
    }

    pub(super) fn object(&mut self, name: &str) -> Option<Self> {
        self.take_if(name, Value::is_object).and_then(Self::of)
    }

    /// A list of objects; one item that is none leaves the whole list with the unknown fields.
    pub(super) fn objects(&mut self, name: &str) -> Option<Vec<Self>> {
        let is_fit = |value: &Value| value.as_array().is_some_and(|items| items.iter().all(Value::is_object));
        match self.take_if(name, is_fit)? {
            Value::Array(items) => Some(items.into_iter().filter_map(Self::of).collect()),
            _ => None,
        }
    }

    /// The entries of an object whose values are objects.
    pub(super) fn entries(&mut self, name: &str) -> Option<Vec<(String, Self)>> {
        let is_fit = |value: &Value| value.as_object().is_some_and(|map| map.values().all(Value::is_object));
        match self.take_if(name, is_fit)? {
            Value::Object(map) => {
                Some(map.into_iter().filter_map(|(key, item)| Some((key, Self::of(item)?))).collect())
            }
            _ => None,
        }
    }

    /// Moves the field out if it fits; large lists are not copied.
    fn take_if(&mut self, name: &str, is_fit: impl FnOnce(&Value) -> bool) -> Option<Value> {
        let value = self.0.get(name)?;
        if value.is_null() {
            self.0.shift_remove(name);
            return None;
        }
        if is_fit(value) { self.0.shift_remove(name) } else { None }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn nothing_is_lost_and_nothing_of_another_type_fails() {
        let text = r#"{"id":"a","label":5,"count":"12","flag":"yes","keys":["a",1],"time":"soon",
            "big":340282366920938463463374607431768211456,"none":null,"users":[{"x":1e999},7],"new":{"deep":1e999}}"#;
        let mut fields = Fields::of(serde_json::from_str(text).unwrap()).unwrap();
        assert_eq!(fields.text("id").as_deref(), Some("a"));
        assert_eq!(fields.text("label"), None);
        assert_eq!(fields.whole("count"), Some(12));
        assert_eq!(fields.flag("flag"), None);
        assert_eq!(fields.texts("keys"), None);
        assert_eq!(fields.time("time"), None);
        assert_eq!(fields.text("none"), None);
        assert!(fields.objects("users").is_none());
        assert_eq!(
            fields.amount("big").unwrap().exact().unwrap().to_string(),
            "340282366920938463463374607431768211456"
        );
        let rest = serde_json::to_string(&fields.rest()).unwrap();
        assert_eq!(
            rest,
            r#"{"label":5,"flag":"yes","keys":["a",1],"time":"soon","users":[{"x":1e+999},7],"new":{"deep":1e+999}}"#
        );
    }

    #[test]
    fn times_are_read_in_seconds_and_milliseconds() {
        let mut fields =
            Fields::of(serde_json::json!({"s": 1_700_000_000, "ms": 1_700_000_000_000_i64})).unwrap();
        assert_eq!(fields.unix_time("s"), fields.unix_time("ms"));
    }
}
