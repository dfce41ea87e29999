//! The versions of a rule in words, made once: a rule may list many thousands of wallets.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::bitgo::policy_builder::PolicyPicture;
use crate::domain::enterprise_policy::{
    EnterpriseRule, RuleDifference, RuleNames, differences, named_in_differences, predecessors,
};
use crate::domain::share::Names;
use crate::kit::aside::{Aside, Run};

/// So many wallets that versions list are put into words within the frame, so that nothing flickers.
const AT_ONCE: usize = 1_000;

/// A version in words.
pub(super) struct VersionWords {
    /// Its place in the list that was read.
    pub(super) place: usize,
    pub(super) sentence: String,
    /// What it changed; none of the first.
    pub(super) changed: Option<Vec<RuleDifference>>,
}

/// They, and what they were made for: which reading, which picture, and what people are called.
#[derive(Default)]
pub(super) struct MadeVersions {
    made_for: Option<(u64, u64, Names)>,
    made: Vec<VersionWords>,
    coming: Aside<Vec<VersionWords>>,
}

impl MadeVersions {
    /// In words, as far as they are there.
    pub(super) fn of(
        &mut self,
        versions: (u64, &Arc<Vec<EnterpriseRule>>),
        picture: (u64, &Arc<PolicyPicture>),
        names: &Names,
        run: Run<'_>,
    ) -> &[VersionWords] {
        if let Some(made) = self.coming.take() {
            self.made = made;
        }
        let is_same = |(serial, generation, before): &(u64, u64, Names)| {
            (*serial, *generation) == (versions.0, picture.0) && before == names
        };
        if !self.made_for.as_ref().is_some_and(is_same) {
            let is_of_same = self.made_for.as_ref().is_some_and(|(serial, ..)| *serial == versions.0);
            self.made_for = Some((versions.0, picture.0, names.clone()));
            if !is_of_same {
                self.made.clear();
            }
            let listed: usize = versions.1.iter().map(|it| it.listed_wallets().count()).sum();
            let (versions, picture, names) = (Arc::clone(versions.1), Arc::clone(picture.1), names.clone());
            let make = move || words(&versions, &picture, &names);
            if listed <= AT_ONCE {
                self.coming = Aside::default();
                self.made = make();
            } else {
                self.coming.start(run, make);
            }
        }
        &self.made
    }
}

/// Each version, the newest first.
fn words(versions: &[EnterpriseRule], picture: &PolicyPicture, names: &Names) -> Vec<VersionWords> {
    let holds = |rules: &[EnterpriseRule]| rules.iter().any(|it| versions.iter().any(|of| of.id == it.id));
    let enterprise = picture.book.as_ref().and_then(|it| it.enterprises.iter().find(|it| holds(&it.rules)));
    let touchpoints = enterprise.map_or(&[][..], |it| &it.touchpoints);
    let in_words = |(place, before): (usize, Option<usize>)| {
        let version = versions.get(place)?;
        let before = before.and_then(|before| versions.get(before));
        let ids: BTreeSet<&str> =
            named_in_differences(before.unwrap_or(version), version).into_iter().collect();
        let wallets = picture.called(ids.into_iter());
        let names = RuleNames { people: names, wallets: &wallets };
        let changed = before.map(|before| differences(before, version, names));
        Some(VersionWords { place, sentence: version.sentence(names, touchpoints), changed })
    };
    predecessors(versions).into_iter().filter_map(in_words).collect()
}
