//! What came of a rule and is not known here, and all of it, as trees: made once, for a rule may be long.

use crate::domain::enterprise_policy::{EnterpriseRule, RawPart};
use crate::domain::raw_tree::RawTree;

/// They, and which rule of which picture they are of.
#[derive(Default)]
pub(super) struct Trees {
    made_for: Option<(String, u64)>,
    /// Each with what it is about.
    pub(super) parts: Vec<(String, RawTree)>,
    whole: Option<RawTree>,
}

impl Trees {
    /// Makes those of the parts anew where the rule is another.
    pub(super) fn keep(&mut self, key: &str, generation: u64, rule: &EnterpriseRule) {
        let is_same = |(of, at): &(String, u64)| of == key && *at == generation;
        if !self.made_for.as_ref().is_some_and(is_same) {
            let (made_for, parts) = (Some((key.to_owned(), generation)), parts(rule));
            *self = Self { made_for, parts, whole: None };
        }
    }

    /// The whole rule.
    pub(super) fn whole(&mut self, rule: &EnterpriseRule) -> &RawTree {
        self.whole.get_or_insert_with(|| RawTree::of_json(&rule.json))
    }
}

fn parts(rule: &EnterpriseRule) -> Vec<(String, RawTree)> {
    let tree =
        |about: &str, part: &RawPart| (format!("{about}: “{}”", part.name), RawTree::of_json(&part.json));
    let conditions = rule.conditions().filter_map(|it| it.not_understood());
    let unknown = conditions.chain(rule.actions().filter_map(|it| it.not_understood()));
    let unknown = unknown.map(|part| tree("Not understood", part));
    let unreadable = rule.unreadable.iter().map(|it| {
        let (about, lines) = tree("Could not be read", &it.part);
        (format!("{about}: {}", it.why), lines)
    });
    unknown.chain(unreadable).chain(rule.extra.iter().map(|part| tree("Not known here", part))).collect()
}
