//! In which order the rules stand.

use std::cmp::{Ordering, Reverse};

use jiff::Timestamp;

use super::rows::{At, Row, Rows};
use crate::domain::enterprise_policy::RuleOrigin;

/// What the rules are put in order by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// The enterprises' in their own order, then those of wallet after wallet.
    #[default]
    Listed,
    Name,
    Kind,
    Covers,
    Status,
    Fired,
    Changed,
}

impl Order {
    /// Each with the way that one looks for first, in words for a menu; whether the largest come first.
    pub(super) const MENU: [((Self, bool), &'static str); 7] = [
        ((Self::Listed, false), "By enterprise"),
        ((Self::Name, false), "By name"),
        ((Self::Kind, false), "By kind"),
        ((Self::Covers, true), "Most wallets first"),
        ((Self::Status, false), "By status"),
        ((Self::Fired, true), "Last fired first"),
        ((Self::Changed, true), "Last changed first"),
    ];

    /// The other way round, in words for the menu: a table's head has been pressed twice.
    pub(super) fn turned_words(self, descending: bool) -> &'static str {
        match (self, descending) {
            (Self::Listed, _) => "By enterprise",
            (Self::Name, _) => "By name, from Z",
            (Self::Kind, _) => "By kind, turned",
            (Self::Covers, _) => "Fewest wallets first",
            (Self::Status, _) => "By status, turned",
            (Self::Fired, _) => "Longest not fired first",
            (Self::Changed, _) => "Longest unchanged first",
        }
    }
}

/// Puts places of rows in order. What is not told comes last either way, and what is alike by name.
pub(super) fn sort(all: &Rows, places: &mut [usize], (order, descending): (Order, bool)) {
    let row = |place: &usize| all.list.get(*place);
    let name = |place: &usize| row(place).map(|it| it.name.to_lowercase());
    match order {
        Order::Listed => {}
        Order::Name => by(places, descending, |place| (name(place), ())),
        Order::Kind => by(places, descending, |place| (row(place).map(|it| kind(it.origin)), name(place))),
        Order::Covers => by(places, descending, |place| (Some(wallets(all, *place)), name(place))),
        Order::Status => {
            by(places, descending, |place| (row(place).map(|it| it.status.title().to_owned()), name(place)));
        }
        Order::Fired => {
            by(places, descending, |place| (row(place).and_then(|it| fired(it, all)), name(place)));
        }
        Order::Changed => {
            by(places, descending, |place| (row(place).and_then(|it| changed(it, all)), name(place)));
        }
    }
}

fn by<K: Ord, T: Ord>(places: &mut [usize], descending: bool, key: impl Fn(&usize) -> (Option<K>, T)) {
    let keyed = |place: &usize| {
        let (first, then) = key(place);
        let first = match first {
            Some(first) if descending => Sorted::Down(Reverse(first)),
            Some(first) => Sorted::Up(first),
            None => Sorted::NotTold,
        };
        (first, then, *place)
    };
    places.sort_by_cached_key(keyed);
}

/// A key, whichever way it goes: what is not told is the last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Sorted<K: Ord> {
    Up(K),
    Down(Reverse<K>),
    NotTold,
}

fn kind(origin: RuleOrigin) -> Ordering {
    match origin {
        RuleOrigin::Enterprise => Ordering::Less,
        RuleOrigin::Wallet => Ordering::Equal,
        _ => Ordering::Greater,
    }
}

/// How many wallets it covers, and may.
fn wallets(all: &Rows, place: usize) -> (usize, usize) {
    match all.list.get(place).map(|row| row.at) {
        Some(At::Enterprise(at)) => {
            all.picture.coverage(at).map_or((0, 0), |it| (it.covered.len(), it.unclear.len()))
        }
        _ => (1, 0),
    }
}

/// When it last fired, where that is told.
pub(super) fn fired(row: &Row, all: &Rows) -> Option<Timestamp> {
    let At::Enterprise(at) = row.at else { return None };
    all.picture.rule(at)?.1.last_fired
}

/// When it was last changed, or else made, where that is told.
pub(super) fn changed(row: &Row, all: &Rows) -> Option<Timestamp> {
    let At::Enterprise(at) = row.at else { return None };
    let rule = all.picture.rule(at)?.1;
    rule.modified.at.or(rule.created.at)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::Arc;

    use super::*;
    use crate::bitgo::policy_builder::PolicyPicture;
    use crate::domain::enterprise_policy::{Doer, EnterpriseRule, EnterpriseRules, RuleBook, RulesState};
    use crate::domain::share::Names;

    fn rule(name: &str, fired: Option<&str>, created: Option<&str>) -> EnterpriseRule {
        let at = |text: Option<&str>| text.map(|text| text.parse().unwrap());
        EnterpriseRule {
            id: name.to_owned(),
            unique_id: name.to_owned(),
            name: name.to_owned(),
            last_fired: at(fired),
            created: Doer { by: String::new(), at: at(created) },
            ..EnterpriseRule::default()
        }
    }

    #[test]
    fn what_is_not_told_comes_last_either_way_and_what_is_alike_by_name() {
        let mut read = EnterpriseRules::on_their_way("acme");
        read.state = RulesState::Read;
        read.rules = vec![
            rule("delta", None, Some("2026-03-01T00:00:00Z")),
            rule("Bravo", Some("2026-05-01T00:00:00Z"), Some("2026-04-01T00:00:00Z")),
            rule("alpha", None, None),
            rule("Charlie", Some("2026-02-01T00:00:00Z"), Some("2026-03-01T00:00:00Z")),
        ];
        let book = Arc::new(RuleBook::new(1, vec![Arc::new(read)]));
        let picture = Arc::new(PolicyPicture::of(book, Arc::default()));
        let all = Rows::of(picture, &Names::default(), &[]);
        let order = |by, descending| {
            let mut places: Vec<usize> = (0..all.list.len()).collect();
            sort(&all, &mut places, (by, descending));
            places.iter().map(|at| all.list[*at].name.as_str()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(order(Order::Listed, false), "delta Bravo alpha Charlie");
        assert_eq!(order(Order::Name, false), "alpha Bravo Charlie delta");
        assert_eq!(order(Order::Name, true), "delta Charlie Bravo alpha");
        assert_eq!(order(Order::Fired, true), "Bravo Charlie alpha delta");
        assert_eq!(order(Order::Fired, false), "Charlie Bravo alpha delta");
        assert_eq!(order(Order::Changed, true), "Bravo Charlie delta alpha");
        assert_eq!(order(Order::Changed, false), "Charlie delta Bravo alpha");
        assert_eq!(order(Order::Covers, true), "alpha Bravo Charlie delta", "alike: by name");
    }
}
