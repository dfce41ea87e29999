//! What to call people.

use std::collections::BTreeMap;

use crate::domain::text::elided;

/// What to call people of whom a wallet knows the ID alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// Adds a person; an empty name changes nothing.
    pub fn add(&mut self, id: &str, name: &str) {
        if !name.trim().is_empty() {
            self.0.insert(id.to_owned(), name.trim().to_owned());
        }
    }

    /// Takes over everything that another list knows.
    pub fn extend(&mut self, other: &Self) {
        self.0.extend(other.0.iter().map(|(id, name)| (id.clone(), name.clone())));
    }

    /// The name, else the ID with its middle left out.
    pub fn of(&self, id: &str) -> String {
        self.0.get(id).cloned().unwrap_or_else(|| elided(id))
    }

    /// Whether a name is known.
    pub fn knows(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }
}
