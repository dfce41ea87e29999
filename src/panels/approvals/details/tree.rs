//! What could not be read, as a tree: every field with its value, one below the other.

use egui::Ui;
use serde_json::{Map, Value};

use super::parts;
use crate::bitgo::approvals::ApprovalInfo;
use crate::domain::text::elided;
use crate::kit::{form, space, text};
use crate::panels::approvals::text as wording;

/// Deeper than this, what is left is shown as it came.
const DEEPEST: usize = 8;
/// So many lines at most: the whole is behind the fold.
const MOST: usize = 300;

/// One line of the tree.
#[derive(Debug, PartialEq, Eq)]
struct Line {
    depth: usize,
    name: String,
    /// None for a field that holds others.
    value: Option<String>,
}

/// Draws what the platform sent under the approval's kind, or all of it where there is no such field.
pub fn show(ui: &mut Ui, info: &ApprovalInfo) {
    let under_kind = info.raw.get(info.kind.word()).and_then(Value::as_object);
    let (lines, more) = lines(under_kind.unwrap_or(&info.raw));
    form::inset(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.spacing_mut().interact_size.y = space::HIT;
        ui.label(text::strong(wording::CONTENT));
        for line in &lines {
            one(ui, line);
        }
        if lines.is_empty() {
            ui.label(text::muted(wording::EMPTY));
        }
        if more > 0 {
            ui.label(text::muted(wording::more_lines(more)));
        }
    });
}

fn one(ui: &mut Ui, line: &Line) {
    indented(ui, line.depth, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.label(text::muted(&line.name));
            match &line.value {
                None => {}
                Some(value) if elided(value) != *value => parts::long(ui, &line.name, value),
                Some(value) => drop(ui.label(text::mono(value))),
            }
        });
    });
}

fn indented(ui: &mut Ui, depth: usize, add: impl FnOnce(&mut Ui)) {
    if depth == 0 {
        add(ui);
    } else {
        form::indented(ui, |ui| indented(ui, depth - 1, add));
    }
}

/// The lines of an object, and how many did not fit.
fn lines(fields: &Map<String, Value>) -> (Vec<Line>, usize) {
    let mut all = Vec::new();
    object(fields, 0, &mut all);
    let more = all.len().saturating_sub(MOST);
    all.truncate(MOST);
    (all, more)
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
            for (place, item) in items.iter().enumerate() {
                field((place + 1).to_string(), item, depth + 1, into);
            }
        }
        value => into.push(line(name, Some(leaf(value)))),
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
        let (lines, _) = lines(value.as_object().unwrap());
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
        let (shown, more) = lines(&long);
        assert_eq!((shown.len(), more), (MOST, 1_000 - MOST));
    }
}
