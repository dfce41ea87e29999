//! Which tokens are shown, and in which order. Without drawing, so that tables can test it.

use std::cmp::{Ordering, Reverse};

use super::notes::{Note, Notes};
use super::{Col, State};
use crate::bitgo::access_token::AccessTokenInfo;
use crate::domain::lifetime::TimeLeft;
use crate::kit::palette::Meaning;

/// The arrangement of the rows, kept until rows, notes, filter or sort change.
#[derive(Default)]
pub struct Order {
    made_for: Option<Wanted>,
    /// Indices into the list.
    pub rows: Vec<usize>,
}

#[derive(Clone, PartialEq, Eq)]
struct Wanted {
    generation: u64,
    notes_edition: u64,
    filter: String,
    quick: Quick,
    sort: (Col, bool),
}

/// The filters that are a press away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quick {
    /// No filter.
    #[default]
    All,
    /// Those that end within a fortnight.
    EndsSoon,
    /// Those whose reminder is put aside for now.
    PutAside,
    /// Those against which something is to be said.
    WithFindings,
    /// Those that may be used from anywhere.
    NoAddress,
    /// Those that can move money.
    MovesMoney,
    /// Those that can move money without a limit.
    NoLimit,
}

impl Quick {
    /// Every filter with its words.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::All, "All tokens"),
        (Self::EndsSoon, "Ends within 14 days"),
        (Self::PutAside, "Reminder put aside"),
        (Self::WithFindings, "With findings"),
        (Self::NoAddress, "No address"),
        (Self::MovesMoney, "Can move money"),
        (Self::NoLimit, "Can move money, no limit"),
    ];

    fn takes(self, token: &AccessTokenInfo, note: &Note) -> bool {
        match self {
            Self::All => true,
            Self::EndsSoon => note.ends_soon,
            Self::PutAside => note.is_put_aside,
            Self::WithFindings => !note.weaknesses.is_empty(),
            Self::NoAddress => token.ip_restrict.is_empty(),
            Self::MovesMoney => note.moves_money(),
            Self::NoLimit => note.moves_money() && note.tightest.is_none(),
        }
    }
}

impl State {
    /// Works out the rows anew where something has changed, and lends them for drawing.
    pub fn arrange(&mut self, generation: u64, tokens: &[AccessTokenInfo], notes: &Notes) -> Order {
        let wanted = Wanted {
            generation,
            notes_edition: notes.edition(),
            filter: self.filter.trim().to_lowercase(),
            quick: self.quick,
            sort: self.sort,
        };
        if self.order.made_for.as_ref() != Some(&wanted) {
            let taken = |index: &usize| {
                notes.of(*index).is_some_and(|note| {
                    wanted.quick.takes(&tokens[*index], note) && note.holds(&wanted.filter)
                })
            };
            let mut rows: Vec<usize> = (0..tokens.len()).filter(taken).collect();
            rows.sort_by(|&a, &b| {
                let order = match (notes.of(a), notes.of(b)) {
                    (Some(x), Some(y)) => compare((&tokens[a], x), (&tokens[b], y), wanted.sort.0),
                    _ => Ordering::Equal,
                };
                let order = if wanted.sort.1 { order.reverse() } else { order };
                order.then_with(|| tokens[a].label.cmp(&tokens[b].label))
            });
            self.order = Order { made_for: Some(wanted), rows };
            let place = |id: &String| self.order.rows.iter().position(|row| tokens[*row].id == *id);
            self.table.chosen = self.chosen_id.as_ref().and_then(place);
        }
        std::mem::take(&mut self.order)
    }

    /// Takes back what [`State::arrange`] lent.
    pub fn keep(&mut self, order: Order) {
        self.order = order;
    }
}

/// Two tokens, by what one column says of them, the least first.
fn compare((a, x): (&AccessTokenInfo, &Note), (b, y): (&AccessTokenInfo, &Note), by: Col) -> Ordering {
    let used = |note: &Note| note.tightest.as_ref().map(|tightest| tightest.used.bar_per_mille());
    // More findings, and among as many the worse ones.
    let findings = |note: &Note| (note.worst().map(Reverse), note.weaknesses.len());
    match by {
        Col::TimeLeft | Col::Expires => a.expires.cmp(&b.expires),
        Col::Created | Col::Changed => a.created.cmp(&b.created),
        Col::Risk => x.risk.cmp(&y.risk),
        Col::Limits => used(x).cmp(&used(y)),
        Col::Findings => findings(x).cmp(&findings(y)),
        Col::Label | Col::Reach | Col::From => a.label.to_lowercase().cmp(&b.label.to_lowercase()),
    }
}

/// How urgent the time left is: a day, a fortnight, or more.
pub fn urgency(left: TimeLeft) -> Meaning {
    if left.is_under_days(1) {
        Meaning::Danger
    } else if left.is_under_days(14) {
        Meaning::Attention
    } else {
        Meaning::Neutral
    }
}

/// Where the token may be used from, in words.
pub fn from_where(addresses: &[String]) -> String {
    match addresses {
        [] => "anywhere".to_owned(),
        [only] => only.clone(),
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::Arc;

    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::domain::lifetime::LifetimeContext;
    use crate::domain::token::EnvironmentRules;
    use crate::domain::token::known::KnownContext;

    #[test]
    fn the_last_day_and_the_last_fortnight_are_marked() {
        assert_eq!(urgency(TimeLeft::Over), Meaning::Danger);
        assert_eq!(urgency(TimeLeft::Secs(86_399)), Meaning::Danger);
        assert_eq!(urgency(TimeLeft::Secs(86_400)), Meaning::Attention);
        assert_eq!(urgency(TimeLeft::Secs(14 * 86_400)), Meaning::Neutral);
    }

    fn token(label: &str, scope: &str, days: i64, address: &str) -> AccessTokenInfo {
        let at = |days: i64| Timestamp::from_second(days * 86_400).ok();
        AccessTokenInfo {
            id: format!("id of {label}"),
            label: label.to_owned(),
            created: at(-days),
            expires: at(days),
            scope: vec![scope.to_owned()],
            ip_restrict: [address].into_iter().filter(|text| !text.is_empty()).map(str::to_owned).collect(),
            ..AccessTokenInfo::default()
        }
    }

    #[test]
    fn quick_filters_words_and_sorts_arrange_the_rows() {
        let tokens = [
            token("Payouts", "wallet_spend_all", 200, "203.0.113.7"),
            token("Reports", "wallet_view_all", 9, "203.0.113.8"),
            token("Anything", "all", 90, ""),
        ];
        let lifetime =
            LifetimeContext { now: Timestamp::UNIX_EPOCH, zone: TimeZone::UTC, next_deployment: None };
        let rules = EnvironmentRules {
            name: "Sandbox".into(),
            addresses_required: false,
            all_scope_allowed: true,
            holds_test_coins: None,
        };
        let known: Vec<_> = tokens.iter().map(AccessTokenInfo::known).collect();
        let mut notes = Notes::default();
        notes.update(1, &known, &KnownContext { rules, lifetime }, &[], &Arc::default());
        let mut state = State::default();
        let mut rows = |filter: &str, quick, sort| {
            (state.filter, state.quick, state.sort) = (filter.to_owned(), quick, sort);
            state.arrange(1, &tokens, &notes).rows
        };
        let soonest = (Col::TimeLeft, false);
        for (filter, quick, sort, expected) in [
            ("", Quick::All, soonest, &[1, 2, 0][..]),
            ("", Quick::All, (Col::Label, false), &[2, 0, 1]),
            ("", Quick::All, (Col::Created, true), &[1, 2, 0]),
            ("", Quick::All, (Col::Risk, true), &[2, 0, 1]),
            ("", Quick::EndsSoon, soonest, &[1]),
            ("", Quick::NoAddress, soonest, &[2]),
            ("", Quick::MovesMoney, soonest, &[2, 0]),
            ("203.0.113 view", Quick::All, soonest, &[1]),
            ("203.0.113", Quick::MovesMoney, soonest, &[0]),
        ] {
            assert_eq!(rows(filter, quick, sort), expected, "{filter:?} {quick:?} {sort:?}");
        }
    }
}
