//! Which findings are shown, in which groups. Without drawing, so that tables can test it; kept until the review or what
//! is wanted of it changes, so that hundreds of thousands stay smooth.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Grouping, State};
use crate::domain::coin::coins;
use crate::domain::phrase::counted;
use crate::domain::posture::{Finding, FindingId, Review, Topic, Weight};

/// What was worked out from the review.
#[derive(Default)]
pub struct Arranged {
    made_for: Option<Wanted>,
    /// The rows of the table.
    pub rows: Vec<Row>,
    /// The groups, in the order of the table.
    pub groups: Vec<Group>,
    /// How many findings of each weight there are in the chosen enterprise, whatever is filtered.
    pub weights: BTreeMap<Weight, usize>,
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

#[derive(Clone, PartialEq, Eq)]
struct Wanted {
    serial: u64,
    enterprise: Option<String>,
    filter: String,
    weight: Option<Weight>,
    topic: Option<Topic>,
    grouping: Grouping,
    folded: BTreeSet<String>,
}

impl State {
    /// Works out the rows anew where something has changed, and lends them for drawing.
    pub(super) fn arrange(&mut self, serial: u64, review: &Review, enterprise: Option<&str>) -> Arranged {
        let wanted = Wanted {
            serial,
            enterprise: enterprise.map(str::to_owned),
            filter: self.filter.trim().to_lowercase(),
            weight: self.weight,
            topic: self.topic,
            grouping: self.grouping,
            folded: self.folded.clone(),
        };
        if self.arranged.made_for.as_ref() != Some(&wanted) {
            let is_another = self.arranged.made_for.as_ref().is_none_or(|it| it.serial != serial);
            if is_another {
                self.find_chosen(review);
            }
            self.arranged = arranged(wanted, review);
            let chosen = self.chosen.as_ref().map(|chosen| Row::Finding(chosen.at));
            self.table.chosen =
                chosen.and_then(|chosen| self.arranged.rows.iter().position(|row| *row == chosen));
            // Whoever wants other rows sees the chosen one among them; what only came anew does not move the list.
            if !is_another {
                self.table.reveal = self.table.chosen;
            }
        }
        std::mem::take(&mut self.arranged)
    }

    /// Takes back what [`State::arrange`] lent.
    pub(super) fn keep(&mut self, arranged: Arranged) {
        self.arranged = arranged;
    }

    /// Another review has come: what was looked at is still found, or is said to be gone.
    fn find_chosen(&mut self, review: &Review) {
        let Some(chosen) = &mut self.chosen else { return };
        if let Some(at) = review.findings.iter().position(|finding| finding.id() == chosen.id) {
            chosen.at = at;
        } else {
            self.gone = Some(format!("No longer found: {}.", chosen.words));
            self.chosen = None;
        }
    }

    /// Looks at the finding of a row; the head of a group is none.
    pub(super) fn choose(&mut self, row: Row, review: &Review) {
        self.gone = None;
        self.chosen = match row {
            Row::Head(_) => None,
            Row::Finding(at) => review.findings.get(at).map(|finding| Chosen::of(finding, at)),
        };
    }

    /// Looks at none.
    pub(super) fn close(&mut self) {
        self.chosen = None;
        self.table.chosen = None;
    }
}

/// A finding that is looked at.
pub(super) struct Chosen {
    id: FindingId,
    /// Its place in the review.
    pub at: usize,
    /// What it is, for when it is no longer found: "One admin only, Exchange float".
    words: String,
}

impl Chosen {
    fn of(finding: &Finding, at: usize) -> Self {
        let wallet = finding.subject.name();
        let apart = if wallet.is_empty() { "" } else { ", " };
        Self { id: finding.id(), at, words: format!("{}{apart}{wallet}", finding.topic().title()) }
    }
}

fn arranged(wanted: Wanted, review: &Review) -> Arranged {
    let mut arranged = Arranged::default();
    let mut shown = Vec::new();
    for (at, finding) in review.findings.iter().enumerate() {
        if wanted.enterprise.is_some() && finding.subject.enterprise != wanted.enterprise {
            continue;
        }
        *arranged.weights.entry(finding.weight).or_default() += 1;
        *arranged.topics.entry(finding.topic()).or_default() += 1;
        if passes(finding, &wanted) {
            shown.push(at);
        }
    }
    if wanted.grouping == Grouping::Nothing {
        arranged.rows = shown.into_iter().map(Row::Finding).collect();
    } else {
        arranged.groups = groups(shown, &wanted, review);
        for (place, group) in arranged.groups.iter().enumerate() {
            arranged.rows.push(Row::Head(place));
            if !group.is_folded {
                arranged.rows.extend(group.findings.iter().copied().map(Row::Finding));
            }
        }
    }
    Arranged { made_for: Some(wanted), ..arranged }
}

/// What findings of one group have in common: weight and topic, or the wallet.
type Key<'a> = (Option<(Weight, Topic)>, &'a str);

/// Puts together what belongs together. The groups stand in the order of their first findings.
fn groups(shown: Vec<usize>, wanted: &Wanted, review: &Review) -> Vec<Group> {
    let by_topic = wanted.grouping == Grouping::Topic;
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut places: HashMap<Key<'_>, usize> = HashMap::new();
    for at in shown {
        let finding = &review.findings[at];
        let key = if by_topic {
            (Some((finding.weight, finding.topic())), "")
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
        groups.sort_by_key(|group| first(group).map(|finding| (finding.weight, finding.topic())));
    }
    let group = |findings: Vec<usize>| {
        let (key, title) = names(first(&findings)?, findings.len(), by_topic);
        Some(Group { is_folded: wanted.folded.contains(&key), key, title, findings })
    };
    groups.into_iter().filter_map(group).collect()
}

/// The key and the title of the group of so many findings that begins with this one.
fn names(finding: &Finding, count: usize, by_topic: bool) -> (String, String) {
    let (topic, weight, subject) = (finding.topic().title(), finding.weight, &finding.subject);
    if by_topic {
        return (format!("{topic} {}", weight.word()), format!("{topic}: {}", weight.counted(count)));
    }
    let name = if subject.id.is_empty() { "No wallet" } else { subject.name() };
    (subject.id.clone(), format!("{name}: {}", counted(count, "finding")))
}

/// Every word of the filter has to be somewhere in the finding or its wallet.
fn passes(finding: &Finding, wanted: &Wanted) -> bool {
    if wanted.weight.is_some_and(|weight| weight != finding.weight)
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
        finding.weight.word(),
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
    use crate::domain::posture::{Custody, Freeze, Rule, Subject};
    use crate::domain::share::{Member, Permissions};

    fn wallet(label: &str, admins: usize, enterprise: &str, rules: Option<Vec<Rule>>) -> Subject {
        let admin = |at: usize| Member {
            person: format!("p{at}"),
            permissions: Permissions::from_list("view,spend,admin"),
        };
        Subject {
            id: format!("id of {label}"),
            label: label.to_owned(),
            coin: "tbtc".to_owned(),
            enterprise: Some(enterprise.to_owned()),
            kind: "hot".to_owned(),
            custody: Custody::Online,
            balance: Some(Balance::from_wire("5")),
            people: (0..admins).map(admin).collect(),
            approvals_required: Some(1),
            freeze: Freeze::None,
            rules,
        }
    }

    fn review(wallets: Vec<Subject>) -> Review {
        Review::of(wallets, &[], "2026-11-20T12:00:00Z".parse().unwrap())
    }

    fn told(state: &mut State, serial: u64, review: &Review, enterprise: Option<&str>) -> Vec<String> {
        let arranged = state.arrange(serial, review, enterprise);
        let tell = |row: &Row| match row {
            Row::Head(group) => format!("# {}", arranged.groups[*group].title),
            Row::Finding(at) => {
                let finding = &review.findings[*at];
                format!("{:?} {}", finding.topic(), finding.subject.label)
            }
        };
        let told = arranged.rows.iter().map(tell).collect();
        state.keep(arranged);
        told
    }

    #[test]
    fn findings_are_grouped_filtered_and_folded() {
        let review = review(vec![
            wallet("Alone", 1, "north", None),
            wallet("Bare", 2, "north", Some(Vec::new())),
            wallet("Both", 1, "south", Some(Vec::new())),
        ]);
        let mut state = State::default();
        let by_topic = [
            "# No spending limit: 2 dangers",
            "NoLimit Bare",
            "NoLimit Both",
            "# One admin only: 1 danger",
            "OneAdmin Both",
            "# One admin only: 1 weakness",
            "OneAdmin Alone",
            "# No whitelist: 2 weaknesses",
            "NoWhitelist Bare",
            "NoWhitelist Both",
        ];
        assert_eq!(told(&mut state, 1, &review, None), by_topic);
        state.folded.insert("No spending limit Danger".to_owned());
        assert_eq!(told(&mut state, 1, &review, None)[..2], [by_topic[0], by_topic[3]]);
        state.folded.clear();
        state.weight = Some(Weight::Danger);
        state.grouping = Grouping::Nothing;
        assert_eq!(told(&mut state, 1, &review, None), ["NoLimit Bare", "NoLimit Both", "OneAdmin Both"]);
        state.grouping = Grouping::Wallet;
        let by_wallet =
            ["# Bare: 1 finding", "NoLimit Bare", "# Both: 2 findings", "NoLimit Both", "OneAdmin Both"];
        assert_eq!(told(&mut state, 1, &review, None), by_wallet);
        assert_eq!(told(&mut state, 1, &review, Some("north")), by_wallet[..2]);
        state.weight = None;
        state.topic = Some(Topic::OneAdmin);
        state.filter = "alone ONE".to_owned();
        assert_eq!(told(&mut state, 1, &review, None), ["# Alone: 1 finding", "OneAdmin Alone"]);
        state.filter = "alone two".to_owned();
        assert!(told(&mut state, 1, &review, None).is_empty());
        let arranged = state.arrange(1, &review, Some("north"));
        assert_eq!(arranged.weights[&Weight::Weakness], 2);
        assert_eq!(arranged.topics[&Topic::OneAdmin], 1);
    }

    #[test]
    fn what_is_looked_at_is_kept_by_what_it_is_and_said_to_be_gone() {
        let before = review(vec![wallet("Zeta", 1, "north", None)]);
        let mut state = State { chosen: Some(Chosen::of(&before.findings[0], 0)), ..State::default() };
        let rows = |state: &mut State, serial, review: &Review| {
            let arranged = state.arrange(serial, review, None);
            let chosen = (state.chosen.as_ref().map(|chosen| chosen.at), state.table.chosen);
            state.keep(arranged);
            chosen
        };
        assert_eq!(rows(&mut state, 1, &before), (Some(0), Some(1)));
        let after = review(vec![wallet("Alpha", 1, "north", None), wallet("Zeta", 1, "north", None)]);
        assert_eq!(rows(&mut state, 2, &after), (Some(1), Some(2)));
        state.filter = "alpha".to_owned();
        assert_eq!(rows(&mut state, 2, &after), (Some(1), None));
        let mended = review(vec![wallet("Zeta", 2, "north", None)]);
        assert_eq!(rows(&mut state, 3, &mended), (None, None));
        assert_eq!(state.gone.as_deref(), Some("No longer found: One admin only, Zeta."));
    }
}
