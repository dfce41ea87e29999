//! What a test has laid in the way of decisions on approvals, and of logins.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// What a test has laid in the way.
#[derive(Default)]
pub(crate) struct InjectedFaults {
    /// The next approval of a wallet's fires another condition, in these words, and has to wait for one more person.
    pub(crate) condition: Option<String>,
    /// What was built before can no longer be broadcast: its unspents have expired.
    pub(crate) unspents_expired: bool,
    /// Express has sent the approval of an MPC wallet on, and then does not find what it should sign: 404.
    pub(crate) signs_nothing: bool,
    /// Approving several takes an unlocked session also of those that need none otherwise.
    pub(crate) wants_unlock: bool,
    /// Approvals come without their coin.
    pub(crate) hides_coin: bool,
    /// Logins are answered with a token in plain text, also to who has a key for an encrypted one.
    pub(crate) gives_plain_tokens: bool,
    /// Every signature is taken for one of version 2, and answers are signed so: a server that knows no version 3.
    pub(crate) knows_v2_alone: bool,
    /// What stands in place of the fields of what has this ID, in every answer.
    pub(crate) garbled: BTreeMap<String, Map<String, Value>>,
}

impl InjectedFaults {
    /// Puts what was garbled in its place, wherever it is in an answer.
    pub(crate) fn garble(&self, document: &mut Value) {
        if self.garbled.is_empty() {
            return;
        }
        match document {
            Value::Array(items) => items.iter_mut().for_each(|item| self.garble(item)),
            Value::Object(fields) => {
                fields.values_mut().for_each(|field| self.garble(field));
                let garbled = fields.get("id").and_then(Value::as_str).and_then(|id| self.garbled.get(id));
                fields
                    .extend(garbled.into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())));
            }
            _ => {}
        }
    }
}
