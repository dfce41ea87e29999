//! What this program does not know, as a tree of names and values for reading.

use serde_json::Value;

/// JSON as lines: a name and its value on each, what is inside another further in. What is no JSON stays as it is.
pub fn tree(json: &str) -> String {
    let Ok(value) = serde_json::from_str::<Value>(json) else { return json.to_owned() };
    let mut out = String::new();
    branch(&value, 0, &mut out);
    out.trim_end().to_owned()
}

fn branch(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            fields.iter().for_each(|(name, value)| twig(name, value, depth, out));
        }
        Value::Array(items) if !items.is_empty() => {
            (1..).zip(items).for_each(|(place, value)| twig(&format!("{place}."), value, depth, out));
        }
        value => line(&leaf(value), depth, out),
    }
}

fn twig(name: &str, value: &Value, depth: usize, out: &mut String) {
    let is_inner = match value {
        Value::Object(fields) => !fields.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    };
    let apart = if name.ends_with('.') { "" } else { ":" };
    if is_inner {
        line(&format!("{name}{apart}"), depth, out);
        branch(value, depth + 1, out);
    } else {
        line(&format!("{name}{apart} {}", leaf(value)), depth, out);
    }
}

fn leaf(value: &Value) -> String {
    match value {
        Value::String(text) => text.replace('\n', " "),
        Value::Object(_) | Value::Array(_) => "(empty)".to_owned(),
        value => value.to_string(),
    }
}

fn line(text: &str, depth: usize, out: &mut String) {
    out.push_str(&"  ".repeat(depth));
    out.push_str(text);
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_and_value_is_in_the_tree() {
        let json = r#"{"name":"moon.phase","parameters":{"phase":["full",2.50],"none":[]},"x":null}"#;
        let lines =
            "name: moon.phase\nparameters:\n  phase:\n    1. full\n    2. 2.50\n  none: (empty)\nx: null";
        assert_eq!(tree(json), lines);
        assert_eq!(tree("no json"), "no json");
        assert_eq!(tree("7"), "7");
    }
}
