//! The order of the queue: which approvals are shown, in which groups, and who comes next when one goes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

const MINUTE_SECS: i64 = 60;
const HOUR_SECS: i64 = 3_600;
const DAY_SECS: i64 = 86_400;
const WEEK_SECS: i64 = 7 * DAY_SECS;

/// One approval as the queue knows it, in the words that are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queued {
    /// The platform's ID.
    pub id: String,
    /// The kind, in words.
    pub kind: String,
    /// The wallet; empty for none.
    pub wallet: String,
    /// The coin; empty for none.
    pub coin: String,
    /// Who asked.
    pub creator: String,
    /// When it was asked for.
    pub created: Option<Timestamp>,
    /// Whether the person can approve it.
    pub is_mine: bool,
    /// What it is about, in a sentence.
    pub summary: String,
}

/// How long something has waited at least.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Age {
    /// However long.
    #[default]
    Any,
    /// A day.
    Day,
    /// A week.
    Week,
}

/// By what the queue is narrowed, and put into groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Facet {
    /// The kind of approval.
    Kind,
    /// The wallet.
    Wallet,
    /// The coin.
    Coin,
    /// Who asked.
    Creator,
}

/// By what the queue is put into groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Grouping {
    /// By what they are.
    Of(Facet),
    /// By how long they have waited, the oldest first.
    Age,
    /// Those that the person can approve, then the others.
    Mine,
}

impl Grouping {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Of(Facet::Kind),
        Self::Of(Facet::Wallet),
        Self::Of(Facet::Coin),
        Self::Of(Facet::Creator),
        Self::Age,
        Self::Mine,
    ];

    /// The group of an approval: its place among the groups, and what it is called.
    fn of(self, queued: &Queued, now: Timestamp) -> (u8, &str) {
        match self {
            Self::Of(facet) => match facet.of(queued) {
                "" => (0, facet.none()),
                name => (1, name),
            },
            Self::Age => match queued.waited_secs(now) {
                None => (0, "Age not reported"),
                Some(WEEK_SECS..) => (1, "A week or older"),
                Some(DAY_SECS..) => (2, "A day or older"),
                Some(_) => (3, "Younger than a day"),
            },
            Self::Mine if queued.is_mine => (0, "You can approve"),
            Self::Mine => (1, "Not for you to approve"),
        }
    }
}

impl Queued {
    /// How long it has waited, where that is known.
    fn waited_secs(&self, now: Timestamp) -> Option<i64> {
        self.created.map(|created| now.as_second() - created.as_second())
    }
}

/// What is shown of the queue. The default shows all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// Words that a row has to hold, all of them.
    pub words: String,
    /// Only this kind.
    pub kind: Option<String>,
    /// Only this wallet; empty for those of no wallet.
    pub wallet: Option<String>,
    /// Only this coin; empty for those of no coin.
    pub coin: Option<String>,
    /// Only this person's.
    pub creator: Option<String>,
    /// Only what has waited for so long.
    pub age: Age,
    /// Only what the person can approve.
    pub only_mine: bool,
}

/// A line of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// The head of a group, with how many are in it.
    Head(String, usize),
    /// The approval at this place in what was given.
    Row(usize),
}

impl Line {
    /// The place of the approval, unless it is a head.
    pub fn row(&self) -> Option<usize> {
        match self {
            Self::Head(..) => None,
            Self::Row(at) => Some(*at),
        }
    }
}

impl Facet {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Kind, Self::Wallet, Self::Coin, Self::Creator];

    /// What an approval is under this head.
    pub fn of(self, queued: &Queued) -> &str {
        match self {
            Self::Kind => &queued.kind,
            Self::Wallet => &queued.wallet,
            Self::Coin => &queued.coin,
            Self::Creator => &queued.creator,
        }
    }

    /// What is said of approvals that have none.
    pub fn none(self) -> &'static str {
        match self {
            Self::Kind => "Kind not reported",
            Self::Wallet => "No wallet",
            Self::Coin => "No coin",
            Self::Creator => "No requester",
        }
    }

    /// What there is under this head, with how many of each, in the order of the words.
    pub fn counts(self, queue: &[Queued]) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for queued in queue {
            *counts.entry(self.of(queued)).or_default() += 1;
        }
        counts
    }
}

impl QueueFilter {
    /// What one facet is narrowed to.
    pub fn facet_mut(&mut self, facet: Facet) -> &mut Option<String> {
        match facet {
            Facet::Kind => &mut self.kind,
            Facet::Wallet => &mut self.wallet,
            Facet::Coin => &mut self.coin,
            Facet::Creator => &mut self.creator,
        }
    }

    fn facet(&self, facet: Facet) -> Option<&String> {
        match facet {
            Facet::Kind => self.kind.as_ref(),
            Facet::Wallet => self.wallet.as_ref(),
            Facet::Coin => self.coin.as_ref(),
            Facet::Creator => self.creator.as_ref(),
        }
    }

    /// Whether it leaves anything out.
    pub fn is_narrow(&self) -> bool {
        !self.words.trim().is_empty() || self.only_mine || self.menus() > 0
    }

    /// How many of its menus are set.
    pub fn menus(&self) -> usize {
        let set = Facet::ALL.iter().filter(|facet| self.facet(**facet).is_some()).count();
        set + usize::from(self.age != Age::Any)
    }

    /// Whether it takes this one in.
    pub fn takes(&self, queued: &Queued, now: Timestamp) -> bool {
        let fits = |facet: &Facet| self.facet(*facet).is_none_or(|wanted| wanted == facet.of(queued));
        let least = match self.age {
            Age::Any => None,
            Age::Day => Some(DAY_SECS),
            Age::Week => Some(WEEK_SECS),
        };
        // How old is unknown where the platform does not report: such ones are shown, never hidden.
        let waited = queued.waited_secs(now);
        (queued.is_mine || !self.only_mine)
            && Facet::ALL.iter().all(fits)
            && least.is_none_or(|least| waited.is_none_or(|waited| waited >= least))
            && self.holds_words(queued)
    }

    fn holds_words(&self, queued: &Queued) -> bool {
        if self.words.trim().is_empty() {
            return true;
        }
        let Queued { id, kind, wallet, coin, creator, summary, .. } = queued;
        let all = [id, kind, wallet, coin, creator, summary].map(|text| text.to_lowercase()).join("\n");
        self.words.split_whitespace().all(|word| all.contains(&word.to_lowercase()))
    }
}

/// What is shown, the oldest first, in groups where they are wanted.
pub fn lines(queue: &[Queued], filter: &QueueFilter, groups: Option<Grouping>, now: Timestamp) -> Vec<Line> {
    let mut rows: Vec<usize> = (0..queue.len()).filter(|at| filter.takes(&queue[*at], now)).collect();
    rows.sort_by_key(|at| (queue[*at].created, &queue[*at].id));
    let Some(grouping) = groups else { return rows.into_iter().map(Line::Row).collect() };
    let mut grouped: BTreeMap<(u8, &str), Vec<usize>> = BTreeMap::new();
    for at in rows {
        grouped.entry(grouping.of(&queue[at], now)).or_default().push(at);
    }
    let mut shown = Vec::new();
    for ((_, name), rows) in grouped {
        shown.push(Line::Head(name.to_owned(), rows.len()));
        shown.extend(rows.into_iter().map(Line::Row));
    }
    shown
}

/// How long something has waited, in the fewest words that a column needs: the exact time stands in its case.
pub fn waited_words(since: Timestamp, now: Timestamp) -> String {
    let secs = now.as_second().saturating_sub(since.as_second());
    let (hours, days) = (secs / HOUR_SECS, secs / DAY_SECS);
    match secs {
        ..MINUTE_SECS => "just now".to_owned(),
        MINUTE_SECS..HOUR_SECS => format!("{} min", secs / MINUTE_SECS),
        HOUR_SECS..DAY_SECS => format!("{hours} h"),
        DAY_SECS..WEEK_SECS if hours % 24 > 0 => format!("{days} d {} h", hours % 24),
        _ => format!("{days} d"),
    }
}

/// Who stands in the place of one that has gone: the next of the earlier order that is still there, else the last before it.
pub fn successor<'a>(order: &'a [String], gone: &str, there: &BTreeSet<&str>) -> Option<&'a str> {
    let at = order.iter().position(|id| id == gone)?;
    let after = order[at + 1..].iter().find(|id| there.contains(id.as_str()));
    after.or_else(|| order[..at].iter().rev().find(|id| there.contains(id.as_str()))).map(String::as_str)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const NOW: i64 = 100 * DAY_SECS;

    fn queued(id: &str, kind: &str, wallet: &str, age_secs: i64, is_mine: bool) -> Queued {
        Queued {
            id: id.to_owned(),
            kind: kind.to_owned(),
            wallet: wallet.to_owned(),
            coin: if wallet.is_empty() { String::new() } else { "btc".to_owned() },
            creator: "Bea".to_owned(),
            created: Some(Timestamp::from_second(NOW - age_secs).unwrap()),
            is_mine,
            summary: format!("Send 1.5 BTC from {wallet}"),
        }
    }

    fn queue() -> Vec<Queued> {
        vec![
            queued("a", "Withdrawal", "Hot", 60, true),
            queued("b", "Policy rule", "Hot", DAY_SECS, false),
            queued("c", "Withdrawal", "Cold", WEEK_SECS, true),
            Queued { created: None, ..queued("d", "Other change", "", 0, true) },
        ]
    }

    fn shown(filter: &QueueFilter, groups: Option<Grouping>) -> Vec<String> {
        let queue = queue();
        let lines = lines(&queue, filter, groups, Timestamp::from_second(NOW).unwrap());
        let word = |line: Line| match line {
            Line::Head(name, count) => format!("{name}:{count}"),
            Line::Row(at) => queue[at].id.clone(),
        };
        lines.into_iter().map(word).collect()
    }

    #[test]
    fn each_filter_narrows_and_together_they_narrow_more() {
        let all = QueueFilter::default;
        let some = |text: &str| Some(text.to_owned());
        for (filter, ids) in [
            (all(), vec!["d", "c", "b", "a"]),
            (QueueFilter { words: " send HOT ".to_owned(), ..all() }, vec!["b", "a"]),
            (QueueFilter { words: "hot gold".to_owned(), ..all() }, vec![]),
            (QueueFilter { kind: some("Withdrawal"), ..all() }, vec!["c", "a"]),
            (QueueFilter { wallet: some("Hot"), only_mine: true, ..all() }, vec!["a"]),
            (QueueFilter { wallet: some(""), ..all() }, vec!["d"]),
            (QueueFilter { coin: some("btc"), age: Age::Day, ..all() }, vec!["c", "b"]),
            (QueueFilter { age: Age::Week, ..all() }, vec!["d", "c"]),
            (QueueFilter { creator: some("Ann"), ..all() }, vec![]),
        ] {
            assert_eq!(shown(&filter, None), ids, "{filter:?}");
            assert_eq!(filter.is_narrow(), ids.len() < 4, "{filter:?}");
        }
    }

    #[test]
    fn groups_have_heads_with_counts_and_what_has_no_name_has_one_too() {
        let all = QueueFilter::default();
        assert_eq!(
            shown(&all, Some(Grouping::Of(Facet::Wallet))),
            ["No wallet:1", "d", "Cold:1", "c", "Hot:2", "b", "a"]
        );
        assert_eq!(
            shown(&all, Some(Grouping::Age)),
            [
                "Age not reported:1",
                "d",
                "A week or older:1",
                "c",
                "A day or older:1",
                "b",
                "Younger than a day:1",
                "a"
            ]
        );
        assert_eq!(
            shown(&all, Some(Grouping::Mine)),
            ["You can approve:3", "d", "c", "a", "Not for you to approve:1", "b"]
        );
        let mine = QueueFilter { only_mine: true, ..QueueFilter::default() };
        assert_eq!(
            shown(&mine, Some(Grouping::Of(Facet::Kind))),
            ["Other change:1", "d", "Withdrawal:2", "c", "a"]
        );
        assert_eq!(Facet::Coin.counts(&queue()).into_iter().collect::<Vec<_>>(), [("", 1), ("btc", 3)]);
    }

    #[test]
    fn ages_are_short() {
        for (secs, words) in [
            (-5, "just now"),
            (59, "just now"),
            (60, "1 min"),
            (HOUR_SECS - 1, "59 min"),
            (18 * HOUR_SECS + 90, "18 h"),
            (DAY_SECS, "1 d"),
            (3 * DAY_SECS - 1, "2 d 23 h"),
            (WEEK_SECS + 5 * HOUR_SECS, "7 d"),
            (96 * DAY_SECS, "96 d"),
        ] {
            let (since, now) = (Timestamp::from_second(NOW - secs), Timestamp::from_second(NOW));
            assert_eq!(waited_words(since.unwrap(), now.unwrap()), words, "{secs}");
        }
    }

    #[test]
    fn the_next_in_the_same_place_takes_over() {
        let order = ["a", "b", "c"].map(str::to_owned);
        for (gone, there, next) in [
            ("a", vec!["b", "c"], Some("b")),
            ("a", vec!["c"], Some("c")),
            ("c", vec!["a", "b"], Some("b")),
            ("b", vec!["a"], Some("a")),
            ("b", vec![], None),
            ("x", vec!["a"], None),
        ] {
            assert_eq!(successor(&order, gone, &there.iter().copied().collect()), next, "{gone} {there:?}");
        }
    }
}
