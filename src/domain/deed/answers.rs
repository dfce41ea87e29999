//! What a person has ticked and typed to confirm a deed.

use std::collections::{BTreeMap, BTreeSet};

use super::confirm_by::ConfirmBy;

/// What a person has ticked and typed to confirm a deed, by what it is called: a tick of another sentence is no tick.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    typed: BTreeMap<String, String>,
    ticked: BTreeSet<String>,
}

impl Answers {
    /// Where the answer to this is typed.
    pub fn typed(&mut self, asked: &ConfirmBy) -> &mut String {
        self.typed.entry(asked.label()).or_default()
    }

    /// Whether this is ticked.
    pub fn is_ticked(&self, asked: &ConfirmBy) -> bool {
        self.ticked.contains(&asked.label())
    }

    /// Ticks this, or takes the tick away.
    pub fn tick(&mut self, asked: &ConfirmBy, is_ticked: bool) {
        if is_ticked {
            self.ticked.insert(asked.label());
        } else {
            self.ticked.remove(&asked.label());
        }
    }

    /// How much of what is asked is not done yet.
    pub fn missing(&self, asked: &[ConfirmBy]) -> usize {
        asked.iter().filter(|asked| !self.is_met(asked)).count()
    }

    /// Whether everything that is asked is done.
    pub fn meet(&self, asked: &[ConfirmBy]) -> bool {
        self.missing(asked) == 0
    }

    fn is_met(&self, asked: &ConfirmBy) -> bool {
        self.is_ticked(asked) || self.typed.get(&asked.label()).is_some_and(|typed| asked.is_met_by(typed))
    }

    /// Everything has to be done again.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::typed_name::TypedName;

    #[test]
    fn everything_that_is_asked_has_to_be_done() {
        let name = ConfirmBy::name(&TypedName::own("wallet's label", "Payouts"));
        let day = |year| ConfirmBy::EndDay { day: date(year, 11, 27), reason: String::new() };
        let tick = |reason: &str| ConfirmBy::Tick { reason: reason.to_owned() };
        let asked = [name.clone(), day(2035), tick("It locks.")];
        let mut answers = Answers::default();
        assert!(answers.meet(&[]));
        assert_eq!(answers.missing(&asked), 3);
        answers.typed(&name).push_str("Payouts");
        answers.typed(&day(2035)).push_str("27 November 2035");
        assert!(!answers.meet(&asked));
        answers.tick(&tick("It locks."), true);
        assert!(answers.meet(&asked));
        let other = [name.clone(), day(2034), tick("It locks for good.")];
        assert_eq!(answers.missing(&other), 2, "another end and another sentence");
        answers.tick(&tick("It locks."), false);
        assert_eq!(answers.missing(&asked), 1);
        answers.clear();
        assert_eq!(answers.missing(&asked), 3);
    }
}
