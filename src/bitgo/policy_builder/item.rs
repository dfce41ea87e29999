//! A condition, an action or a filter on the wire: a name, parameters, and how it is joined to the next one.

use serde_json::Value;

use super::parameters::{Parameters, Why};
use crate::bitgo::fields::Fields;
use crate::domain::enterprise_policy::{Join, Joined, RawPart, Unreadable};

/// What may stand beside and changes nothing: what the platform calls it and whose it is.
const BESIDE: [&str; 5] = ["id", "label", "description", "adminOnly", "bitgoManaged"];

/// A part as JSON, kept as it came.
pub(super) fn raw(name: &str, value: &Value) -> RawPart {
    RawPart { name: name.to_owned(), json: value.to_string() }
}

/// The name of an item, where it has one.
fn name_of(value: &Value) -> &str {
    value.get("name").and_then(Value::as_str).unwrap_or_default()
}

/// Reads one item; what cannot be read is kept as it came by `kept`, and noted.
pub(super) fn read<T>(
    value: &Value,
    unreadable: &mut Vec<Unreadable>,
    read: impl FnOnce(&str, Parameters) -> Result<T, Why>,
    kept: impl FnOnce(RawPart) -> T,
) -> T {
    match checked(value).and_then(|(name, parameters)| read(&name, parameters)) {
        Ok(item) => item,
        Err(why) => {
            let part = raw(name_of(value), value);
            unreadable.push(Unreadable { part: part.clone(), why });
            kept(part)
        }
    }
}

fn checked(value: &Value) -> Result<(String, Parameters), Why> {
    let mut fields = Fields::of(value.clone()).ok_or("it is no object")?;
    let name = fields.text("name").filter(|name| !name.is_empty()).ok_or("it has no name")?;
    let parameters = Parameters::of(fields.any("parameters"))?;
    fields.any("operator");
    for name in BESIDE {
        fields.any(name);
    }
    match fields.rest().iter().find(|(_, value)| !value.is_null()) {
        Some((field, _)) => Err(format!("its field “{field}” is not known here")),
        None => Ok((name, parameters)),
    }
}

/// How an item is joined to the next one. A word that is not known is noted.
pub(super) fn join(value: &Value, unreadable: &mut Vec<Unreadable>) -> Option<Join> {
    match value.get("operator") {
        None | Some(Value::Null) => None,
        Some(Value::String(word)) if word == "AND" => Some(Join::And),
        Some(Value::String(word)) if word == "OR" => Some(Join::Or),
        Some(other) => {
            let why = "its operator is neither AND nor OR".to_owned();
            unreadable.push(Unreadable { part: raw("operator", other), why });
            None
        }
    }
}

/// Reads a list of joined items. A list that is none is noted; one that is not there has no items.
pub(super) fn list<T>(
    name: &str,
    value: Option<Value>,
    unreadable: &mut Vec<Unreadable>,
    mut read: impl FnMut(&Value, &mut Vec<Unreadable>) -> T,
) -> Vec<Joined<T>> {
    let items = match value {
        None | Some(Value::Null) => return Vec::new(),
        Some(Value::Array(items)) => items,
        Some(other) => {
            unreadable.push(Unreadable { part: raw(name, &other), why: "it is no list".to_owned() });
            return Vec::new();
        }
    };
    items.iter().map(|item| Joined { item: read(item, unreadable), join: join(item, unreadable) }).collect()
}
