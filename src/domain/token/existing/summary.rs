//! What a list says of a token besides its facts, and how a list is narrowed and put in order by that.

use std::cmp::{Ordering, Reverse};

use super::facts::ExistingToken;
use super::limit::{ExistingLimit, Used};
use super::rules::weaknesses;
use super::weakness::{Weakness, WeaknessContext};
use crate::domain::lifetime::TimeLeft;
use crate::domain::scope::Risk;
use crate::domain::token::findings::Severity;
use crate::domain::token::names::ResourceNames;

/// A token that ends within so many days is one that ends soon.
pub const SOON_DAYS: u64 = 14;

/// What is worked out for one token.
pub struct TokenSummary {
    /// Where it reaches and what it may do there.
    pub reach: String,
    /// The riskiest of that, where there is little room.
    pub riskiest_action: String,
    /// The worst that a leaked token could do.
    pub risk: Option<Risk>,
    /// The limit of which most is used.
    pub tightest: Option<Tightest>,
    /// What is to be said against it, what would hurt most first.
    pub weaknesses: Vec<Weakness>,
    /// It ends within [`SOON_DAYS`].
    pub ends_soon: bool,
    /// Its reminder is dismissed for now.
    pub is_dismissed: bool,
    /// Everything that words of the filter may find, in lower case.
    found_by: String,
}

/// The limit of which most is used, and the words for all.
pub struct Tightest {
    /// How much of it is used.
    pub used: Used,
    /// Every limit with its use, a line each.
    pub words: String,
}

impl TokenSummary {
    /// Works it out.
    pub fn of(token: &ExistingToken, context: &WeaknessContext, names: &ResourceNames) -> Self {
        let reach = names.named(&format!("{}, {}", token.terms.actions_words(), token.terms.reach_words()));
        let weaknesses = weaknesses(token, context);
        let left = token.expires.map(|expires| TimeLeft::until(expires, context.lifetime.now));
        let coins = token.terms.all_limits().flat_map(|limit| [limit.coin.clone(), limit.about()]);
        let found_by = [token.label.clone(), token.id.clone(), reach.clone(), token.terms.addresses_words()]
            .into_iter()
            .chain(token.terms.scopes.iter().cloned())
            .chain(token.terms.addresses.iter().cloned())
            .chain(coins)
            .collect::<Vec<_>>()
            .join("\n")
            .to_lowercase();
        Self {
            reach,
            riskiest_action: names.named(&token.terms.riskiest_action_words()),
            risk: token.terms.worst_risk(),
            tightest: Tightest::of(token),
            ends_soon: left.is_some_and(|left| left.is_under_days(SOON_DAYS)),
            is_dismissed: false,
            weaknesses,
            found_by,
        }
    }

    /// Whether every word, given in lower case, is found.
    fn holds(&self, words: &str) -> bool {
        words.split_whitespace().all(|word| self.found_by.contains(word))
    }

    /// The worst that is said against it.
    pub fn worst(&self) -> Option<Severity> {
        self.weaknesses.iter().map(|weakness| weakness.finding.severity).min()
    }

    /// Whether it can move money, trades included.
    pub fn moves_money(&self) -> bool {
        self.risk >= Some(Risk::MovesMoney)
    }
}

impl Tightest {
    fn of(token: &ExistingToken) -> Option<Self> {
        // A share that is not known says less than any that is.
        let used =
            token.terms.all_limits().map(ExistingLimit::used).max_by_key(|used| used.bar_per_mille())?;
        let words = token.terms.all_limits().map(ExistingLimit::in_words).collect::<Vec<_>>().join("\n");
        Some(Self { used, words })
    }
}

/// The filters that are a press away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TokenFilter {
    /// No filter.
    #[default]
    All,
    /// Those that end within a fortnight.
    EndsSoon,
    /// Those whose reminder is dismissed for now.
    Dismissed,
    /// Those against which something is to be said.
    WithFindings,
    /// Those that may be used from anywhere.
    NoAddress,
    /// Those that can move money.
    MovesMoney,
    /// Those that can move money without a limit.
    NoLimit,
}

impl TokenFilter {
    /// Every filter with its words.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::All, "All tokens"),
        (Self::EndsSoon, "Expires within 14 days"),
        (Self::Dismissed, "Reminder dismissed"),
        (Self::WithFindings, "With findings"),
        (Self::NoAddress, "No IP restriction"),
        (Self::MovesMoney, "Can spend"),
        (Self::NoLimit, "Can spend, no limit"),
    ];

    fn takes(self, token: &ExistingToken, summary: &TokenSummary) -> bool {
        match self {
            Self::All => true,
            Self::EndsSoon => summary.ends_soon,
            Self::Dismissed => summary.is_dismissed,
            Self::WithFindings => !summary.weaknesses.is_empty(),
            Self::NoAddress => token.terms.addresses.is_empty(),
            Self::MovesMoney => summary.moves_money(),
            Self::NoLimit => summary.moves_money() && summary.tightest.is_none(),
        }
    }
}

/// What tokens are put in order by, the least first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TokenOrder {
    /// By when they end.
    #[default]
    TimeLeft,
    /// By label.
    Label,
    /// By when they were made.
    Created,
    /// By the worst that a leaked one could do.
    Risk,
    /// By how much of their limits is used.
    Limits,
    /// By what is to be said against them: more findings, and among as many the worse ones.
    Findings,
}

impl TokenOrder {
    /// The orders that can be chosen, each with whether it is turned round.
    pub const ALL: [(Self, bool); 6] = [
        (Self::TimeLeft, false),
        (Self::Label, false),
        (Self::Created, true),
        (Self::Risk, true),
        (Self::Limits, true),
        (Self::Findings, true),
    ];

    /// The order in words; turned round where `descending`, as a second press on a head does.
    pub fn words(self, descending: bool) -> &'static str {
        match (self, descending) {
            (Self::TimeLeft, false) => "Expires soonest first",
            (Self::TimeLeft, true) => "Expires latest first",
            (Self::Label, false) => "Label A to Z",
            (Self::Label, true) => "Label Z to A",
            (Self::Created, false) => "Oldest first",
            (Self::Created, true) => "Newest first",
            (Self::Risk, false) => "Lowest risk first",
            (Self::Risk, true) => "Highest risk first",
            (Self::Limits, false) => "Lowest limit use first",
            (Self::Limits, true) => "Highest limit use first",
            (Self::Findings, false) => "Least severe findings first",
            (Self::Findings, true) => "Most severe findings first",
        }
    }
}

/// The places of the tokens that the filter takes and in which every word is found, in this order; turned round where
/// `descending`.
pub fn arranged(
    tokens: &[ExistingToken],
    summaries: &[TokenSummary],
    words: &str,
    filter: TokenFilter,
    (order, descending): (TokenOrder, bool),
) -> Vec<usize> {
    let words = words.to_lowercase();
    let rows = tokens.iter().zip(summaries).enumerate();
    let mut rows: Vec<_> =
        rows.filter(|(_, (token, summary))| filter.takes(token, summary) && summary.holds(&words)).collect();
    rows.sort_by(|(_, a), (_, b)| {
        let compared = compare(*a, *b, order);
        let compared = if descending { compared.reverse() } else { compared };
        compared.then_with(|| a.0.label.cmp(&b.0.label))
    });
    rows.into_iter().map(|(place, _)| place).collect()
}

fn compare(
    (a, x): (&ExistingToken, &TokenSummary),
    (b, y): (&ExistingToken, &TokenSummary),
    by: TokenOrder,
) -> Ordering {
    let used =
        |summary: &TokenSummary| summary.tightest.as_ref().map(|tightest| tightest.used.bar_per_mille());
    let findings = |summary: &TokenSummary| (summary.worst().map(Reverse), summary.weaknesses.len());
    match by {
        TokenOrder::TimeLeft => a.expires.cmp(&b.expires),
        TokenOrder::Label => a.label.to_lowercase().cmp(&b.label.to_lowercase()),
        TokenOrder::Created => a.created.cmp(&b.created),
        TokenOrder::Risk => x.risk.cmp(&y.risk),
        TokenOrder::Limits => used(x).cmp(&used(y)),
        TokenOrder::Findings => findings(x).cmp(&findings(y)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::domain::amount::Balance;
    use crate::domain::lifetime::LifetimeContext;
    use crate::domain::token::EnvironmentRules;
    use crate::domain::token::existing::TokenTerms;
    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    fn limit(coin: &str, most: &str, spent: &str) -> ExistingLimit {
        let [most, spent] = [most, spent].map(|text| Some(Balance::from_wire(text)));
        ExistingLimit::read(coin.into(), most, None, spent, None)
    }

    fn summary(token: &ExistingToken) -> TokenSummary {
        let now = Timestamp::UNIX_EPOCH;
        let rules = EnvironmentRules {
            name: "Sandbox".into(),
            addresses_required: false,
            all_scope_allowed: true,
            holds_test_coins: Some(true),
        };
        let lifetime = LifetimeContext { now, zone: TimeZone::UTC, next_deployment: None };
        TokenSummary::of(token, &WeaknessContext { rules, lifetime }, &ResourceNames::default())
    }

    #[test]
    fn the_tightest_limit_is_the_most_used_one() {
        let limits = vec![limit("tbtc", "100", "25"), limit("hteth", "0", "0"), limit("tltc", "100", "90")];
        let token = ExistingToken {
            terms: TokenTerms { limits, ..TokenTerms::default() },
            ..ExistingToken::default()
        };
        let tightest = summary(&token).tightest.unwrap();
        assert_eq!(tightest.used, Used::PerMille(900));
        assert_eq!(tightest.words.lines().count(), 3);
        assert!(summary(&ExistingToken::default()).tightest.is_none());
    }

    #[test]
    fn words_find_label_scope_address_coin_reach_and_id() {
        let token = ExistingToken {
            id: "5f1b2c".into(),
            label: "Payouts East".into(),
            terms: TokenTerms {
                scopes: vec!["wallet_spend_all".into()],
                addresses: vec!["203.0.113.0/28".into()],
                limits: vec![limit("tbtc", "100", "25")],
                ..TokenTerms::default()
            },
            ..ExistingToken::default()
        };
        let summary = summary(&token);
        for words in ["payouts", "east payouts", "wallet_spend", "203.0.113", "tbtc", "everywhere", "5f1b"] {
            assert!(summary.holds(words), "{words}");
        }
        assert!(!summary.holds("payouts west"));
    }

    fn token(label: &str, scope: &str, days: i64, address: &str) -> ExistingToken {
        let at = |days: i64| Timestamp::from_second(days * 86_400).ok();
        ExistingToken {
            id: format!("id of {label}"),
            label: label.to_owned(),
            created: at(-days),
            expires: at(days),
            terms: TokenTerms {
                scopes: vec![scope.to_owned()],
                addresses: [address].into_iter().filter(|text| !text.is_empty()).map(str::to_owned).collect(),
                ..TokenTerms::default()
            },
            ..ExistingToken::default()
        }
    }

    #[test]
    fn quick_filters_words_and_sorts_arrange_the_rows() {
        let tokens = [
            token("Payouts", "wallet_spend_all", 200, "203.0.113.7"),
            token("Reports", "wallet_view_all", 9, "203.0.113.8"),
            token("Anything", "all", 90, ""),
        ];
        let summaries: Vec<_> = tokens.iter().map(summary).collect();
        let rows = |words: &str, filter, order| arranged(&tokens, &summaries, words, filter, order);
        let soonest = (TokenOrder::TimeLeft, false);
        for (words, filter, order, expected) in [
            ("", TokenFilter::All, soonest, &[1, 2, 0][..]),
            ("", TokenFilter::All, (TokenOrder::Label, false), &[2, 0, 1]),
            ("", TokenFilter::All, (TokenOrder::Created, true), &[1, 2, 0]),
            ("", TokenFilter::All, (TokenOrder::Risk, true), &[2, 0, 1]),
            ("", TokenFilter::EndsSoon, soonest, &[1]),
            ("", TokenFilter::NoAddress, soonest, &[2]),
            ("", TokenFilter::MovesMoney, soonest, &[2, 0]),
            ("203.0.113 view", TokenFilter::All, soonest, &[1]),
            ("203.0.113", TokenFilter::MovesMoney, soonest, &[0]),
        ] {
            assert_eq!(rows(words, filter, order), expected, "{words:?} {filter:?} {order:?}");
        }
    }
}
