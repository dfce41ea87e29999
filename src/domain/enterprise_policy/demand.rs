//! What rules ask for before a withdrawal leaves, and how strict that is.

use std::collections::BTreeSet;

use super::action::{Action, ApprovalDemand, Approvers, PlatformCheck};
use super::rule::{Join, Joined};

/// How strict an answer is, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strictness {
    /// Nothing stops it.
    GoesThrough,
    /// The platform checks something first.
    Check,
    /// People approve it first.
    Approval,
    /// It is denied.
    Denied,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Demand {
    /// Nothing.
    Nothing,
    /// A check by the platform.
    Check(PlatformCheck),
    /// An approval.
    Approval(ApprovalDemand),
    /// It is denied.
    Deny,
    /// All of these.
    All(Vec<Demand>),
    /// Any one of these.
    Any(Vec<Demand>),
}

impl Demand {
    /// How strict it is: of several that are all asked for the strictest counts, of alternatives the easiest.
    pub fn strictness(&self) -> Strictness {
        let each = |all: &[Self]| all.iter().map(Self::strictness).collect::<Vec<_>>().into_iter();
        match self {
            Self::Nothing => Strictness::GoesThrough,
            Self::Check(_) => Strictness::Check,
            Self::Approval(_) => Strictness::Approval,
            Self::Deny => Strictness::Denied,
            Self::All(all) => each(all).max().unwrap_or(Strictness::GoesThrough),
            Self::Any(any) => each(any).min().unwrap_or(Strictness::GoesThrough),
        }
    }

    /// All of these, without those that ask for nothing.
    pub fn all(demands: impl IntoIterator<Item = Self>) -> Self {
        Self::of(demands.into_iter().filter(|it| it.strictness() > Strictness::GoesThrough), Self::All)
    }

    /// The same without whoever has asked for the withdrawal, where they may not approve it.
    #[must_use]
    pub(super) fn without(self, initiator: &str) -> Self {
        let each = |all: Vec<Self>| all.into_iter().map(|it| it.without(initiator)).collect();
        match self {
            Self::Approval(demand) if !demand.initiator_may => {
                let from = match demand.from {
                    Approvers::People(people) => Approvers::People(others(people, initiator)),
                    Approvers::Final(people) => Approvers::Final(others(people, initiator)),
                    from => from,
                };
                Self::Approval(ApprovalDemand { from, ..demand })
            }
            Self::All(all) => Self::All(each(all)),
            Self::Any(any) => Self::Any(each(any)),
            other => other,
        }
    }

    /// Whether there are people enough for it, as far as it names them.
    pub fn can_be_met(&self) -> bool {
        match self {
            Self::Nothing | Self::Check(_) => true,
            Self::Deny => false,
            Self::Approval(ApprovalDemand { from, count, .. }) => match from {
                Approvers::People(people) | Approvers::Final(people) => {
                    people.iter().collect::<BTreeSet<_>>().len() as u64 >= *count
                }
                _ => true,
            },
            Self::All(all) => all.iter().all(Self::can_be_met),
            Self::Any(any) => any.iter().any(Self::can_be_met),
        }
    }

    fn of(demands: impl Iterator<Item = Self>, of: fn(Vec<Self>) -> Self) -> Self {
        let mut demands: Vec<Self> = demands.collect();
        match demands.len() {
            0 => Self::Nothing,
            1 => demands.swap_remove(0),
            _ => of(demands),
        }
    }

    /// This and that, or this or that.
    fn joined(self, join: Join, other: Self) -> Self {
        match join {
            Join::And => Self::All(vec![self, other]),
            Join::Or => Self::Any(vec![self, other]),
        }
    }
}

fn others(mut people: Vec<String>, person: &str) -> Vec<String> {
    people.retain(|it| it != person);
    people
}

/// What actions ask for at least and at most: an action that is not understood may be anything, and how AND and OR bind
/// together is not documented.
pub(super) fn of_actions(actions: &[Joined<Action>]) -> (Demand, Demand) {
    let least = |_, action: &Action| of_action(action, Demand::Nothing);
    let most = |_, action: &Action| of_action(action, Demand::Deny);
    let lowest = ways(actions, &least).into_iter().min_by_key(Demand::strictness);
    // Of several that are as strict the first stands, which joins what is not told by AND.
    let highest = ways(actions, &most).into_iter().rev().max_by_key(Demand::strictness);
    let denies = actions.iter().any(|it| it.item == Action::Deny);
    // A denial takes no operator (spec: `AlwaysDenyActionRequest`): as one of two ways it may be meant to deny all the same.
    let highest = if denies { Some(Demand::Deny) } else { highest };
    (lowest.unwrap_or(Demand::Nothing), highest.unwrap_or(Demand::Nothing))
}

/// In which ways actions may be meant together, each made a demand by its place.
pub(super) fn ways(actions: &[Joined<Action>], of: &dyn Fn(usize, &Action) -> Demand) -> Vec<Demand> {
    let item = |(place, it): (usize, &Joined<Action>)| (of(place, &it.item), it.join);
    let items: Vec<(Demand, Option<Join>)> = actions.iter().enumerate().map(item).collect();
    [Join::And, Join::Or].into_iter().flat_map(|untold| both_ways(&items, untold)).collect()
}

fn of_action(action: &Action, not_understood: Demand) -> Demand {
    match action {
        Action::Deny => Demand::Deny,
        Action::Approval(demand) => Demand::Approval(demand.clone()),
        Action::Check(check) => Demand::Check(check.clone()),
        Action::Nothing => Demand::Nothing,
        Action::NotUnderstood(_) => not_understood,
    }
}

/// From left to right, and with AND binding first.
fn both_ways(items: &[(Demand, Option<Join>)], untold: Join) -> Vec<Demand> {
    let Some(((first, _), rest)) = items.split_first() else { return vec![Demand::Nothing] };
    let joins = items.iter().map(|(_, join)| join.unwrap_or(untold));
    let mut in_order = first.clone();
    let mut groups = vec![vec![first.clone()]];
    for (join, (next, _)) in joins.zip(rest) {
        in_order = in_order.joined(join, next.clone());
        match groups.last_mut().filter(|_| join == Join::And) {
            Some(group) => group.push(next.clone()),
            None => groups.push(vec![next.clone()]),
        }
    }
    let groups = groups.into_iter().map(|group| Demand::of(group.into_iter(), Demand::All));
    vec![Demand::of(groups, Demand::Any), in_order]
}
