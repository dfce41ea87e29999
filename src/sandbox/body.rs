//! The JSON object in a request, and each field read as the type that the spec gives it.

use serde_json::{Map, Value};

use super::answer::ApiError;

/// A JSON object.
pub(crate) struct Body(Map<String, Value>);

impl Body {
    /// Reads the bytes of a request. Nothing at all counts as an empty object.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, ApiError> {
        if bytes.is_empty() {
            return Ok(Self(Map::new()));
        }
        match serde_json::from_slice(bytes) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(_) => Err(ApiError::bad_request("the body must be a JSON object")),
            Err(_) => Err(ApiError::bad_request("the body is not valid JSON")),
        }
    }

    /// The object with these fields.
    pub(crate) const fn of(fields: Map<String, Value>) -> Self {
        Self(fields)
    }

    /// A field as it came; `null` is a value.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// A text.
    pub(crate) fn text(&self, name: &'static str) -> Result<Option<&str>, ApiError> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(wrong(name, "must be a string")),
        }
    }

    /// A text that has to be there and not empty.
    pub(crate) fn required(&self, name: &'static str) -> Result<&str, ApiError> {
        self.text(name)?.filter(|text| !text.is_empty()).ok_or_else(|| wrong(name, "is required"))
    }

    /// All fields.
    pub(crate) fn fields(&self) -> &Map<String, Value> {
        &self.0
    }

    /// A switch; absent is false.
    pub(crate) fn flag(&self, name: &'static str) -> Result<bool, ApiError> {
        match self.0.get(name) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => Err(wrong(name, "must be true or false")),
        }
    }

    /// A list.
    pub(crate) fn list(&self, name: &'static str) -> Result<Option<&[Value]>, ApiError> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::Array(items)) => Ok(Some(items)),
            Some(_) => Err(wrong(name, "must be an array")),
        }
    }

    /// A list of texts.
    pub(crate) fn texts(&self, name: &'static str) -> Result<Option<Vec<&str>>, ApiError> {
        let Some(items) = self.list(name)? else { return Ok(None) };
        let texts =
            items.iter().map(|item| item.as_str().ok_or_else(|| wrong(name, "must hold strings only")));
        texts.collect::<Result<_, _>>().map(Some)
    }
}

/// A 400 about one field.
pub(crate) fn wrong(name: &'static str, what: &str) -> ApiError {
    ApiError::bad_field(name, format!("{name} {what}"))
}
