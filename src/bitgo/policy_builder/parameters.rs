//! The parameters of a condition or an action. The platform sends a value as a text or as a list, a number as a number or as a
//! text: both are read. What is left over is not understood, and then the whole is not.

use serde_json::Value;

use crate::bitgo::fields::Fields;
use crate::bitgo::number;

/// Parameters, emptied one by one.
pub(super) struct Parameters(Fields);

/// Why parameters could not be read, a part of a sentence: "its amount is no number".
pub(super) type Why = String;

/// A number as it came, and its digits.
pub(super) struct Number {
    pub raw: String,
    pub digits: String,
}

impl Parameters {
    /// Of what stands under `parameters`: an object, or nothing.
    pub(super) fn of(value: Option<Value>) -> Result<Self, Why> {
        match value {
            None | Some(Value::Null) => Ok(Self(Fields::default())),
            Some(value) => {
                Fields::of(value).map(Self).ok_or_else(|| "its parameters are no object".to_owned())
            }
        }
    }

    /// Whether something stands there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.peek(name).is_some_and(|value| !value.is_null())
    }

    /// A text, or a list of one.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Why> {
        match self.one(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(format!("its {name} is no text")),
        }
    }

    /// As [`Parameters::text`], of one that has to be there.
    pub(super) fn needed_text(&mut self, name: &str) -> Result<String, Why> {
        self.text(name)?.filter(|text| !text.is_empty()).ok_or_else(|| format!("its {name} is missing"))
    }

    /// A list of texts, or one text; at least one.
    pub(super) fn texts(&mut self, name: &str) -> Result<Vec<String>, Why> {
        if !self.has(name) {
            return Err(format!("its {name} is missing"));
        }
        let texts = self.0.text_or_texts(name).ok_or_else(|| format!("its {name} is no list of texts"))?;
        let is_fit = !texts.is_empty() && texts.iter().all(|text| !text.is_empty());
        is_fit.then_some(texts).ok_or_else(|| format!("its {name} has an empty entry, or none"))
    }

    /// A number, written as a number or as a text.
    pub(super) fn number(&mut self, name: &str) -> Result<Option<Number>, Why> {
        let raw = match self.one(name) {
            None => return Ok(None),
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(Value::Number(number)) => number.as_str().to_owned(),
            Some(_) => return Err(format!("its {name} is no number")),
        };
        let digits = number::integer_of(&raw).unwrap_or_else(|| raw.clone());
        Ok(Some(Number { raw, digits }))
    }

    /// As [`Parameters::number`], of a whole one from 0 that fits.
    pub(super) fn whole(&mut self, name: &str) -> Result<Option<u64>, Why> {
        let Some(number) = self.number(name)? else { return Ok(None) };
        number.digits.parse().map(Some).map_err(|_| format!("its {name} is no whole number"))
    }

    /// Yes or no, or the text of either.
    pub(super) fn flag(&mut self, name: &str) -> Result<Option<bool>, Why> {
        match self.one(name) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(flag)),
            Some(Value::String(text)) if text == "true" => Ok(Some(true)),
            Some(Value::String(text)) if text == "false" => Ok(Some(false)),
            Some(_) => Err(format!("its {name} is neither true nor false")),
        }
    }

    /// All of them as JSON, where there are any.
    pub(super) fn all(self) -> Option<String> {
        let all = self.0.rest();
        (!all.is_empty()).then(|| Value::Object(all).to_string())
    }

    /// What is left over may change what the rest means.
    pub(super) fn end(self) -> Result<(), Why> {
        let rest = self.0.rest();
        let mut unknown = rest.iter().filter(|(_, value)| !value.is_null());
        match unknown.next() {
            None => Ok(()),
            Some((name, _)) => Err(format!("its parameter “{name}” is not known here")),
        }
    }

    /// A value, or the only one of a list.
    fn one(&mut self, name: &str) -> Option<Value> {
        match self.0.any(name)? {
            Value::Null => None,
            Value::Array(mut items) if items.len() == 1 => items.pop(),
            value => Some(value),
        }
    }
}
