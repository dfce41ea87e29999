//! An entry of a rule's list.

/// An entry of a rule's list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct RuleEntry {
    /// The address, or the ID of a wallet or enterprise.
    pub item: String,
    /// What it is called; may be empty.
    pub label: String,
}

impl RuleEntry {
    /// Its name with the address on a line of its own, or the address alone.
    pub fn in_words(&self) -> String {
        if self.label.is_empty() { self.item.clone() } else { format!("{}\n{}", self.label, self.item) }
    }
}
