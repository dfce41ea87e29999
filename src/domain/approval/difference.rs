//! Before and after, a row for each thing that would be different.

use super::rule_entry::RuleEntry;

/// One thing that would be different. Where there was nothing before, or is nothing afterwards, that side is empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Difference {
    /// What it is about: "Amount".
    pub about: String,
    /// As it is now, in words.
    pub before: String,
    /// As it would be, in words.
    pub after: String,
    /// It is about an entry of a list.
    pub is_entry: bool,
}

/// The row for a thing that is one way now and would be another; none where it stays the same.
pub fn before_and_after(about: &str, before: &str, after: &str) -> Option<Difference> {
    (before != after).then(|| Difference {
        about: about.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
        is_entry: false,
    })
}

/// A row for every entry that only one of two lists has, those that go first. An entry that only gets another name is one
/// row.
pub fn entries(about: &str, before: &[RuleEntry], after: &[RuleEntry]) -> Vec<Difference> {
    let named = |entries: &[RuleEntry], item: &str| {
        entries.iter().find(|entry| entry.item == item).map(RuleEntry::in_words)
    };
    let gone_or_renamed = before.iter().filter_map(|it| {
        before_and_after(about, &it.in_words(), &named(after, &it.item).unwrap_or_default())
    });
    let added = after.iter().filter(|it| before.iter().all(|other| other.item != it.item));
    let added = added.filter_map(|it| before_and_after(about, "", &it.in_words()));
    gone_or_renamed.chain(added).map(|it| Difference { is_entry: true, ..it }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(entries: &[(&str, &str)]) -> Vec<RuleEntry> {
        let entry =
            |&(item, label): &(&str, &str)| RuleEntry { item: item.to_owned(), label: label.to_owned() };
        entries.iter().map(entry).collect()
    }

    #[test]
    fn lists_differ_by_what_goes_comes_or_gets_another_name() {
        let row = |before: &str, after: &str| (before.to_owned(), after.to_owned());
        for (before, after, expected) in [
            (list(&[("a", "Ann")]), list(&[("a", "Ann")]), vec![]),
            (list(&[("a", "Ann")]), list(&[("a", "Ann"), ("b", "")]), vec![row("", "b")]),
            (list(&[("a", "Ann"), ("b", "Bob")]), list(&[("b", "Bob")]), vec![row("Ann\na", "")]),
            (list(&[("a", "Ann")]), list(&[("a", "Anna")]), vec![row("Ann\na", "Anna\na")]),
            (list(&[("a", "")]), list(&[("b", "Bob")]), vec![row("a", ""), row("", "Bob\nb")]),
            (list(&[]), list(&[]), vec![]),
        ] {
            let rows = entries("Address", &before, &after);
            assert!(rows.iter().all(|it| it.about == "Address"));
            let rows: Vec<_> = rows.into_iter().map(|it| (it.before, it.after)).collect();
            assert_eq!(rows, expected, "{before:?} to {after:?}");
        }
    }
}
