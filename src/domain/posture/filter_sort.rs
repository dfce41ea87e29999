//! Which findings of a review are shown, in which groups and in which order.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::finding::Finding;
use super::review::Review;
use super::topic::{FindingSeverity, Topic};
use crate::domain::coin::coins;
use crate::domain::text::counted;

/// What findings are put together by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// How much they weigh and what was found.
    #[default]
    Topic,
    /// The wallet.
    Wallet,
    /// Nothing: they follow one another by what would hurt most.
    Nothing,
}

/// Which findings are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Those of this enterprise alone, by ID.
    pub enterprise: Option<String>,
    /// Words that each has to hold, in lower case.
    pub filter: String,
    /// Those that weigh so much alone.
    pub severity: Option<FindingSeverity>,
    /// Those about this alone.
    pub topic: Option<Topic>,
    /// What they are put together by.
    pub grouping: Grouping,
    /// The groups that are folded in, by key.
    pub folded: BTreeSet<String>,
}

/// The findings as they are shown.
#[derive(Default)]
pub struct GroupedFindings {
    /// The rows of the table.
    pub rows: Vec<Row>,
    /// The groups, in the order of the table.
    pub groups: Vec<Group>,
    /// How many findings of each weight there are in the chosen enterprise, whatever is filtered.
    pub weights: BTreeMap<FindingSeverity, usize>,
    /// The same for what they are about.
    pub topics: BTreeMap<Topic, usize>,
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The head of a group, by its place among the groups.
    Head(usize),
    /// A finding, by its place in the review.
    Finding(usize),
}

/// Findings that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What tells it from the others.
    pub key: String,
    /// What it is called, and how many there are.
    pub title: String,
    /// Whether its findings are hidden.
    pub is_folded: bool,
    /// Its findings, by their places in the review.
    pub findings: Vec<usize>,
}

impl GroupedFindings {
    /// Puts in order what is wanted of a review.
    pub fn of(wanted: &Selection, review: &Review) -> Self {
        let mut arranged = Self::default();
        let mut shown = Vec::new();
        for (at, finding) in review.findings.iter().enumerate() {
            if wanted.enterprise.is_some()
                && finding.subject.enterprise.as_deref() != wanted.enterprise.as_deref()
            {
                continue;
            }
            *arranged.weights.entry(finding.severity).or_default() += 1;
            *arranged.topics.entry(finding.topic()).or_default() += 1;
            if passes(finding, wanted) {
                shown.push(at);
            }
        }
        if wanted.grouping == Grouping::Nothing {
            arranged.rows = shown.into_iter().map(Row::Finding).collect();
        } else {
            arranged.groups = groups(shown, wanted, review);
            for (place, group) in arranged.groups.iter().enumerate() {
                arranged.rows.push(Row::Head(place));
                if !group.is_folded {
                    arranged.rows.extend(group.findings.iter().copied().map(Row::Finding));
                }
            }
        }
        arranged
    }
}

/// What findings of one group have in common: weight and topic, or the wallet.
type Key<'a> = (Option<(FindingSeverity, Topic)>, &'a str);

/// Puts together what belongs together. The groups stand in the order of their first findings.
fn groups(shown: Vec<usize>, wanted: &Selection, review: &Review) -> Vec<Group> {
    let by_topic = wanted.grouping == Grouping::Topic;
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut places: HashMap<Key<'_>, usize> = HashMap::new();
    for at in shown {
        let finding = &review.findings[at];
        let key = if by_topic {
            (Some((finding.severity, finding.topic())), "")
        } else {
            (None, finding.subject.id.as_str())
        };
        let place = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    let first = |group: &[usize]| group.first().map(|at| &review.findings[*at]);
    if by_topic {
        groups.sort_by_key(|group| first(group).map(|finding| (finding.severity, finding.topic())));
    }
    let group = |findings: Vec<usize>| {
        let (key, title) = names(first(&findings)?, findings.len(), by_topic);
        Some(Group { is_folded: wanted.folded.contains(&key), key, title, findings })
    };
    groups.into_iter().filter_map(group).collect()
}

/// The key and the title of the group of so many findings that begins with this one.
fn names(finding: &Finding, count: usize, by_topic: bool) -> (String, String) {
    let (topic, weight, subject) = (finding.topic().title(), finding.severity, &finding.subject);
    if by_topic {
        return (format!("{topic} {}", weight.word()), format!("{topic}: {}", weight.counted(count)));
    }
    let name = if subject.id.is_empty() { "No wallet" } else { subject.name() };
    (subject.id.to_string(), format!("{name}: {}", counted(count, "finding")))
}

/// Every word of the filter has to be somewhere in the finding or its wallet.
fn passes(finding: &Finding, wanted: &Selection) -> bool {
    if wanted.severity.is_some_and(|weight| weight != finding.severity)
        || wanted.topic.is_some_and(|topic| topic != finding.topic())
    {
        return false;
    }
    if wanted.filter.is_empty() {
        return true;
    }
    let subject = &finding.subject;
    let coin = coins().get(&subject.coin).map_or("", |coin| coin.full_name);
    let texts = [
        subject.label.as_str(),
        subject.id.as_str(),
        subject.coin.as_str(),
        subject.kind.as_str(),
        coin,
        finding.severity.word(),
        finding.topic().title(),
        &finding.what(),
    ]
    .map(str::to_lowercase);
    wanted.filter.split_whitespace().all(|word| texts.iter().any(|text| text.contains(word)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::domain::amount::Balance;
    use crate::domain::posture::{Custody, EnterpriseGuard, Freeze, Rule, Subject};
    use crate::domain::share::{Member, Permissions};

    fn wallet(label: &str, admins: usize, enterprise: &str, rules: Option<Vec<Rule>>) -> Subject {
        let admin = |at: usize| Member {
            person: format!("p{at}"),
            permissions: Permissions::from_list("view,spend,admin"),
        };
        Subject {
            id: format!("id of {label}").into(),
            label: label.into(),
            coin: "tbtc".into(),
            enterprise: Some(enterprise.into()),
            kind: "hot".into(),
            custody: Custody::Online,
            balance: Some(Balance::from_wire("5")),
            people: (0..admins).map(admin).collect(),
            approvals_required: Some(1),
            freeze: Freeze::None,
            guard: EnterpriseGuard::default(),
            rules,
        }
    }

    fn review(wallets: Vec<Subject>) -> Review {
        Review::of(wallets, &[], "2026-11-20T12:00:00Z".parse().unwrap())
    }

    fn shown(selection: &Selection, review: &Review) -> Vec<String> {
        let arranged = GroupedFindings::of(selection, review);
        let in_words = |row: &Row| match row {
            Row::Head(group) => format!("# {}", arranged.groups[*group].title),
            Row::Finding(at) => {
                let finding = &review.findings[*at];
                format!("{:?} {}", finding.topic(), finding.subject.label)
            }
        };
        arranged.rows.iter().map(in_words).collect()
    }

    #[test]
    fn findings_are_grouped_filtered_and_folded() {
        let review = review(vec![
            wallet("Alone", 1, "north", None),
            wallet("Bare", 2, "north", Some(Vec::new())),
            wallet("Both", 1, "south", Some(Vec::new())),
        ]);
        let mut wanted = Selection::default();
        let by_topic = [
            "# No spending limit: 2 critical",
            "NoLimit Bare",
            "NoLimit Both",
            "# One admin only: 1 critical",
            "OneAdmin Both",
            "# One admin only: 1 warning",
            "OneAdmin Alone",
            "# No whitelist: 2 warnings",
            "NoWhitelist Bare",
            "NoWhitelist Both",
        ];
        assert_eq!(shown(&wanted, &review), by_topic);
        wanted.folded.insert("No spending limit Critical".to_owned());
        assert_eq!(shown(&wanted, &review)[..2], [by_topic[0], by_topic[3]]);
        wanted.folded.clear();
        wanted.severity = Some(FindingSeverity::Critical);
        wanted.grouping = Grouping::Nothing;
        assert_eq!(shown(&wanted, &review), ["NoLimit Bare", "NoLimit Both", "OneAdmin Both"]);
        wanted.grouping = Grouping::Wallet;
        let by_wallet =
            ["# Bare: 1 finding", "NoLimit Bare", "# Both: 2 findings", "NoLimit Both", "OneAdmin Both"];
        assert_eq!(shown(&wanted, &review), by_wallet);
        wanted.enterprise = Some("north".to_owned());
        assert_eq!(shown(&wanted, &review), by_wallet[..2]);
        wanted.enterprise = None;
        wanted.severity = None;
        wanted.topic = Some(Topic::OneAdmin);
        wanted.filter = "alone one".to_owned();
        assert_eq!(shown(&wanted, &review), ["# Alone: 1 finding", "OneAdmin Alone"]);
        wanted.filter = "alone two".to_owned();
        assert!(shown(&wanted, &review).is_empty());
        wanted.enterprise = Some("north".to_owned());
        let arranged = GroupedFindings::of(&wanted, &review);
        assert_eq!(arranged.weights[&FindingSeverity::Warning], 2);
        assert_eq!(arranged.topics[&Topic::OneAdmin], 1);
    }
}
