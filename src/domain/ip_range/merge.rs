//! The shortest list of the rules that were written which covers the same.

use std::collections::HashSet;

use super::rule::AddressRule;

/// A list of rules without what another of them covers already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// The rules that remain, in their order.
    pub rules: Vec<AddressRule>,
    /// The rules that were left out.
    pub left_out: Vec<LeftOut>,
}

/// A rule that another one makes needless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LeftOut {
    /// The rule that is left out.
    pub rule: AddressRule,
    /// The one that covers it: the same where it was written twice.
    pub cover: AddressRule,
}

impl LeftOut {
    /// What is left out, and which rule covers it, in a sentence.
    pub fn sentence(&self) -> String {
        let Self { rule, cover } = self;
        if rule == cover {
            format!("{rule} is entered twice. The duplicate is left out.")
        } else {
            format!("{rule} is already included in {cover} and is left out.")
        }
    }
}

/// For each rule in turn, the one that makes it needless, if one does. Nothing is joined into wider ranges: a range that
/// nobody wrote would allow more than was meant, were one of its halves taken away later.
pub fn needless(rules: &[AddressRule]) -> Vec<Option<LeftOut>> {
    let written: HashSet<AddressRule> = rules.iter().copied().collect();
    let mut seen = HashSet::new();
    let mut cover_of = |rule: AddressRule| {
        let is_again = !seen.insert(rule);
        let widest = rule.wider().find(|wider| written.contains(wider));
        widest.or(is_again.then_some(rule)).map(|cover| LeftOut { rule, cover })
    };
    rules.iter().map(|rule| cover_of(*rule)).collect()
}

/// Leaves out what is written twice and what lies within another rule.
pub fn merged(rules: &[AddressRule]) -> Merged {
    let mut out = Merged::default();
    for (rule, left_out) in rules.iter().zip(needless(rules)) {
        match left_out {
            Some(left_out) => out.left_out.push(left_out),
            None => out.rules.push(*rule),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_another_rule_covers_is_left_out_and_named() {
        let rules: Vec<AddressRule> =
            ["8.8.8.8", "8.8.8.0/25", "8.8.8.0/24", "9.9.9.9", "9.9.9.9/32", "8.8.8.0/24"]
                .iter()
                .map(|text| text.parse().unwrap())
                .collect();
        let merged = merged(&rules);
        let words: Vec<String> = merged.rules.iter().map(ToString::to_string).collect();
        assert_eq!(words, ["8.8.8.0/24", "9.9.9.9"]);
        assert_eq!(merged.left_out.len(), 4);
        assert!(
            merged
                .left_out
                .iter()
                .all(|it| [it.rule.first(), it.rule.last()].iter().all(|at| it.cover.contains((*at).into()))
                    && merged.rules.contains(&it.cover))
        );
        let sentences: Vec<String> = merged.left_out.iter().map(LeftOut::sentence).collect();
        assert_eq!(sentences[0], "8.8.8.8 is already included in 8.8.8.0/24 and is left out.");
        assert_eq!(sentences[2], "9.9.9.9 is entered twice. The duplicate is left out.");
    }
}
