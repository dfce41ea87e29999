//! An entry of a rule's list.

use std::borrow::Cow;

use crate::domain::foreign_text::{one_line, visible};

/// An entry of a rule's list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct RuleEntry {
    /// The address, or the ID of a wallet or enterprise.
    pub item: String,
    /// What it is called; may be empty.
    pub label: String,
}

impl RuleEntry {
    /// Its name with the address on a line of its own, or the address alone. Neither makes a line of its own, so that what
    /// stands in the last line is the whole address.
    pub fn in_words(&self) -> String {
        let item =
            if self.item.contains('\n') { one_line(&self.item) } else { Cow::Borrowed(self.item.as_str()) };
        if self.label.is_empty() { item.into_owned() } else { format!("{}\n{item}", visible(&self.label)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_the_whole_address() {
        for (label, item, words) in [
            ("", "bc1qa", "bc1qa"),
            ("Ann", "bc1qa", "Ann\nbc1qa"),
            ("Ann\nbc1qgood", "bc1qa", "Ann⏎bc1qgood\nbc1qa"),
            ("Ann", "bc1qa\nbc1qgood", "Ann\nbc1qa⏎bc1qgood"),
            ("", "bc1qa\nbc1qgood", "bc1qa⏎bc1qgood"),
        ] {
            let entry = RuleEntry { item: item.to_owned(), label: label.to_owned() };
            assert_eq!(entry.in_words(), words);
        }
    }
}
