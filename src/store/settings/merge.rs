//! How the changes of one running copy come into a file that another copy may have changed: key by key.

use serde_json::{Map, Value};

use super::values::Settings;

/// The reminders are a set: each copy adds and takes away entries of its own.
const SET: &str = "remindersPutAside";

/// The settings as the keys of the file.
pub(super) fn keys_of(settings: &Settings) -> Map<String, Value> {
    match serde_json::to_value(settings) {
        Ok(Value::Object(keys)) => keys,
        _ => Map::new(),
    }
}

/// Lays what differs between `before` and `now` over `onto`, and leaves every other key there as it is.
pub(super) fn lay_changes_over(
    before: &Map<String, Value>,
    now: &Map<String, Value>,
    onto: &mut Map<String, Value>,
) {
    for (key, value) in now {
        let was = before.get(key);
        if was == Some(value) {
            continue;
        }
        let merged = match (key.as_str(), value, onto.get(key)) {
            (SET, Value::Array(now), Some(Value::Array(there))) => merged_set(was, now, there),
            _ => value.clone(),
        };
        onto.insert(key.clone(), merged);
    }
    for key in before.keys().filter(|key| !now.contains_key(*key)) {
        onto.remove(key);
    }
}

/// The settings `onto` with what differs between `before` and `now`.
pub fn with_changes(before: &Settings, now: &Settings, onto: &Settings) -> Settings {
    let mut keys = keys_of(onto);
    lay_changes_over(&keys_of(before), &keys_of(now), &mut keys);
    read_by_key(&keys).0
}

fn merged_set(was: Option<&Value>, now: &[Value], there: &[Value]) -> Value {
    let was = was.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let stays = there.iter().filter(|entry| now.contains(entry) || !was.contains(entry));
    let comes = now.iter().filter(|entry| !was.contains(entry) && !there.contains(entry));
    stays.chain(comes).cloned().collect()
}

/// Reads what can be read. The keys whose values cannot are named, and their defaults are used.
pub(super) fn read_by_key(keys: &Map<String, Value>) -> (Settings, Vec<String>) {
    let is_good = |(key, value): (&String, &Value)| {
        let alone = Map::from_iter([(key.clone(), value.clone())]);
        serde_json::from_value::<Settings>(Value::Object(alone)).is_ok()
    };
    let (good, bad): (Map<String, Value>, Map<String, Value>) =
        keys.clone().into_iter().partition(|(key, value)| is_good((key, value)));
    let settings = serde_json::from_value(Value::Object(good)).unwrap_or_default();
    (settings, bad.into_iter().map(|(key, _)| key).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn only_what_was_changed_is_laid_over() {
        let before = object(json!({"a": 1, "b": 2, "c": 3, "gone": 4}));
        let now = object(json!({"a": 1, "b": 20, "c": null, "new": 5}));
        let mut onto = object(json!({"a": 100, "b": "bad", "gone": 4, "theirs": 6}));
        lay_changes_over(&before, &now, &mut onto);
        assert_eq!(Value::Object(onto), json!({"a": 100, "b": 20, "c": null, "new": 5, "theirs": 6}));
    }

    #[test]
    fn each_copy_adds_and_removes_reminders_of_its_own() {
        let keys = |entries: &[&str]| object(json!({SET: entries}));
        let mut onto = keys(&["both", "theirs", "taken away here"]);
        lay_changes_over(
            &keys(&["both", "taken away here", "taken away there"]),
            &keys(&["both", "taken away there", "mine"]),
            &mut onto,
        );
        assert_eq!(onto, keys(&["both", "theirs", "mine"]));
    }

    #[test]
    fn a_bad_value_costs_its_own_key() {
        let keys = object(json!({
            "theme": "dark", "zoomPercent": "wide", "signWithV2": true, "useKeychain": 3, "later": {"x": 1},
        }));
        let (settings, bad) = read_by_key(&keys);
        assert_eq!(bad, ["zoomPercent", "useKeychain"]);
        assert!(settings.sign_with_v2 && settings.use_keychain);
        assert_eq!(settings.zoom_percent.percent(), 100);
        assert_eq!(settings.of_later_versions["later"], json!({"x": 1}));
    }
}
