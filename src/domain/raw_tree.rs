//! What this program does not know, or could not read, as a tree for reading: every field with its value, one below the other.

use serde_json::{Map, Value};

/// Deeper than this, what is left is shown as it came.
const DEEPEST: usize = 8;
/// So many lines at most: the whole is to be shown elsewhere.
const MOST: usize = 300;

/// One line of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How far in it stands.
    pub depth: usize,
    /// The field, or the number of an entry; empty for a value that stands alone.
    pub name: String,
    /// None for a field that holds others.
    pub value: Option<String>,
}

/// A tree, as far as it is told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawTree {
    /// Its lines.
    pub lines: Vec<Line>,
    /// So many more did not fit.
    pub more: usize,
}

impl RawTree {
    /// Of the fields of an object.
    pub fn of(fields: &Map<String, Value>) -> Self {
        let mut all = Vec::new();
        object(fields, 0, &mut all);
        Self::cut(all)
    }

    /// Of JSON as it came. What is no JSON stays as it is.
    pub fn of_json(json: &str) -> Self {
        let alone = |value: String| vec![Line { depth: 0, name: String::new(), value: Some(value) }];
        match serde_json::from_str(json) {
            Ok(Value::Object(fields)) => Self::of(&fields),
            Ok(Value::Array(items)) if !items.is_empty() => {
                let mut all = Vec::new();
                entries(&items, 0, &mut all);
                Self::cut(all)
            }
            Ok(value) => Self::cut(alone(leaf(&value))),
            Err(_) => Self::cut(alone(json.to_owned())),
        }
    }

    fn cut(mut lines: Vec<Line>) -> Self {
        let more = lines.len().saturating_sub(MOST);
        lines.truncate(MOST);
        Self { lines, more }
    }
}

fn object(fields: &Map<String, Value>, depth: usize, into: &mut Vec<Line>) {
    for (name, value) in fields {
        field(name.clone(), value, depth, into);
    }
}

fn field(name: String, value: &Value, depth: usize, into: &mut Vec<Line>) {
    let line = |name, value| Line { depth, name, value };
    match value {
        Value::Object(fields) if depth < DEEPEST && !fields.is_empty() => {
            into.push(line(name, None));
            object(fields, depth + 1, into);
        }
        Value::Array(items) if depth < DEEPEST && !items.is_empty() => {
            into.push(line(name, None));
            entries(items, depth + 1, into);
        }
        value => into.push(line(name, Some(leaf(value)))),
    }
}

fn entries(items: &[Value], depth: usize, into: &mut Vec<Line>) {
    for (place, item) in items.iter().enumerate() {
        field((place + 1).to_string(), item, depth, into);
    }
}

/// A value in words. What is too deep stays as it came.
fn leaf(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(text) if text.is_empty() => "an empty text".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) if items.is_empty() => "an empty list".to_owned(),
        Value::Object(fields) if fields.is_empty() => "nothing in it".to_owned(),
        deep @ (Value::Array(_) | Value::Object(_)) => deep.to_string(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    fn told(value: &Value) -> Vec<String> {
        let RawTree { lines, .. } = RawTree::of_json(&value.to_string());
        let told = |line: Line| {
            format!("{}{} {}", "  ".repeat(line.depth), line.name, line.value.unwrap_or_default())
        };
        lines.into_iter().map(|line| told(line).trim_end().to_owned()).collect()
    }

    #[test]
    fn every_field_has_a_line() {
        let value = json!({
            "a": { "b": [1, "x", { "c": null }], "empty": {}, "list": [] },
            "yes": true,
            "big": 340_282_366_920_938_463_463_u128,
        });
        assert_eq!(
            told(&value),
            [
                "a",
                "  b",
                "    1 1",
                "    2 x",
                "    3",
                "      c nothing",
                "  empty nothing in it",
                "  list an empty list",
                "yes yes",
                "big 340282366920938463463",
            ]
        );
    }

    #[test]
    fn what_is_very_deep_or_very_long_is_cut_and_says_so() {
        let mut deep = json!("bottom");
        for _ in 0..100 {
            deep = json!({ "in": deep });
        }
        let all = told(&deep);
        assert_eq!(all.len(), DEEPEST + 1);
        assert!(all[DEEPEST].contains("bottom"), "what is deeper stays as it came");
        let long: Map<String, Value> = (0..1_000).map(|it| (it.to_string(), json!(it))).collect();
        let shown = RawTree::of(&long);
        assert_eq!((shown.lines.len(), shown.more), (MOST, 1_000 - MOST));
    }

    #[test]
    fn what_is_no_object_is_told_too() {
        assert_eq!(told(&json!(["full", 2.5])), ["1 full", "2 2.5"]);
        assert_eq!(told(&json!(7)), [" 7"]);
        assert_eq!(RawTree::of_json("no json").lines[0].value.as_deref(), Some("no json"));
    }
}
