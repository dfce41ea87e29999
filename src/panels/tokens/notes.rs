//! What the list says of each token, worked out once for each list and minute instead of in every frame.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::lifetime::TimeLeft;
use crate::domain::reminder::{Reminder, ReminderId};
use crate::domain::scope::Risk;
use crate::domain::token::known::{KnownContext, KnownLimit, KnownToken, Used, Weakness, weaknesses};
use crate::domain::token::{Places, Severity};
use crate::kit::palette::Meaning;

/// A token that ends within so many days is one that ends soon.
pub const SOON_DAYS: u64 = 14;
/// From this many thousandths on, a limit is marked.
const NEARLY_USED: u16 = 800;

/// The notes of a whole list, in its order.
#[derive(Default)]
pub struct Notes {
    made_for: Option<(u64, Timestamp, Option<Date>)>,
    put_aside: Vec<ReminderId>,
    places: Arc<Places>,
    /// Counts up whenever the notes have changed.
    edition: u64,
    of_tokens: Vec<Note>,
}

/// What is worked out for one token.
pub struct Note {
    /// Where it reaches and what it may do there.
    pub reach: String,
    /// The worst that a leaked token could do.
    pub risk: Option<Risk>,
    /// The limit of which most is used.
    pub tightest: Option<Tightest>,
    /// What is to be said against it, what would hurt most first.
    pub weaknesses: Vec<Weakness>,
    /// It ends within [`SOON_DAYS`].
    pub ends_soon: bool,
    /// Its reminder is put aside for now.
    pub is_put_aside: bool,
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

impl Notes {
    /// Works the notes out anew where the list, the minute, the next deployment or what is put aside has changed.
    pub fn update(
        &mut self,
        generation: u64,
        known: &[KnownToken],
        context: &KnownContext,
        put_aside: &[Reminder],
        places: &Arc<Places>,
    ) {
        let wanted = (generation, context.lifetime.now, context.lifetime.next_deployment);
        let is_new = self.made_for != Some(wanted) || !Arc::ptr_eq(&self.places, places);
        if is_new {
            self.of_tokens = known.iter().map(|token| Note::of(token, context, places)).collect();
            self.made_for = Some(wanted);
            self.places = places.clone();
        }
        if is_new || !self.put_aside.iter().eq(put_aside.iter().map(|reminder| &reminder.id)) {
            for (note, token) in self.of_tokens.iter_mut().zip(known) {
                note.is_put_aside = put_aside.iter().any(|reminder| reminder.token_id == token.id);
            }
            self.put_aside = put_aside.iter().map(|reminder| reminder.id.clone()).collect();
            self.edition += 1;
        }
    }

    /// Tells two states of the notes apart.
    pub fn edition(&self) -> u64 {
        self.edition
    }

    /// The note of the token at this place of the list.
    pub fn of(&self, index: usize) -> Option<&Note> {
        self.of_tokens.get(index)
    }
}

impl Note {
    fn of(token: &KnownToken, context: &KnownContext, places: &Places) -> Self {
        let reach = places.named(&format!("{}, {}", token.deeds_words(), token.reach_words()));
        let weaknesses = weaknesses(token, context);
        let left = token.expires.map(|expires| TimeLeft::until(expires, context.lifetime.now));
        let coins = token.all_limits().flat_map(|limit| [limit.coin.clone(), limit.about()]);
        let found_by = [token.label.clone(), token.id.clone(), reach.clone(), token.addresses_words()]
            .into_iter()
            .chain(token.scopes.iter().cloned())
            .chain(token.addresses.iter().cloned())
            .chain(coins)
            .collect::<Vec<_>>()
            .join("\n")
            .to_lowercase();
        Self {
            reach,
            risk: token.worst_risk(),
            tightest: Tightest::of(token),
            ends_soon: left.is_some_and(|left| left.is_under_days(SOON_DAYS)),
            is_put_aside: false,
            weaknesses,
            found_by,
        }
    }

    /// Whether every word, given in lower case, is found.
    pub fn holds(&self, words: &str) -> bool {
        words.split_whitespace().all(|word| self.found_by.contains(word))
    }

    /// The worst that is said against it.
    pub fn worst(&self) -> Option<Severity> {
        self.weaknesses.iter().map(|weakness| weakness.finding.severity).min()
    }

    /// The findings as sentences, a line each.
    pub fn findings_words(&self) -> String {
        let line = |weakness: &Weakness| {
            format!("{}: {}", severity_look(weakness.finding.severity).1, weakness.finding.what)
        };
        self.weaknesses.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Whether it can move money, trades included.
    pub fn moves_money(&self) -> bool {
        self.risk >= Some(Risk::MovesMoney)
    }
}

impl Tightest {
    fn of(token: &KnownToken) -> Option<Self> {
        // A share that is not known says less than any that is.
        let used = token.all_limits().map(KnownLimit::used).max_by_key(|used| used.bar_per_mille())?;
        let words = token.all_limits().map(KnownLimit::in_words).collect::<Vec<_>>().join("\n");
        Some(Self { used, words })
    }
}

/// How a limit's use is marked.
pub fn use_meaning(per_mille: u16) -> Meaning {
    if per_mille >= NEARLY_USED { Meaning::Attention } else { Meaning::Information }
}

/// The colour and the word of a finding.
pub fn severity_look(severity: Severity) -> (Meaning, &'static str) {
    match severity {
        Severity::Error => (Meaning::Danger, "Danger"),
        Severity::Warning => (Meaning::Attention, "Warning"),
        Severity::Note => (Meaning::Information, "Note"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::domain::amount::Balance;
    use crate::domain::lifetime::LifetimeContext;
    use crate::domain::token::EnvironmentRules;
    use jiff::tz::TimeZone;

    fn limit(coin: &str, most: &str, spent: &str) -> KnownLimit {
        let [most, spent] = [most, spent].map(|text| Some(Balance::from_wire(text)));
        KnownLimit::read(coin.into(), most, None, spent, None)
    }

    fn note(token: &KnownToken) -> Note {
        let now = Timestamp::UNIX_EPOCH;
        let rules = EnvironmentRules {
            name: "Sandbox".into(),
            addresses_required: false,
            all_scope_allowed: true,
            holds_test_coins: Some(true),
        };
        let lifetime = LifetimeContext { now, zone: TimeZone::UTC, next_deployment: None };
        Note::of(token, &KnownContext { rules, lifetime }, &Places::default())
    }

    #[test]
    fn the_tightest_limit_is_the_most_used_one() {
        let limits = vec![limit("tbtc", "100", "25"), limit("hteth", "0", "0"), limit("tltc", "100", "90")];
        let token = KnownToken { limits, ..KnownToken::default() };
        let tightest = note(&token).tightest.unwrap();
        assert_eq!(tightest.used, Used::PerMille(900));
        assert_eq!(tightest.words.lines().count(), 3);
        assert!(note(&KnownToken::default()).tightest.is_none());
    }

    #[test]
    fn words_find_label_scope_address_coin_reach_and_id() {
        let token = KnownToken {
            id: "5f1b2c".into(),
            label: "Payouts East".into(),
            scopes: vec!["wallet_spend_all".into()],
            addresses: vec!["203.0.113.0/28".into()],
            limits: vec![limit("tbtc", "100", "25")],
            ..KnownToken::default()
        };
        let note = note(&token);
        for words in ["payouts", "east payouts", "wallet_spend", "203.0.113", "tbtc", "everywhere", "5f1b"] {
            assert!(note.holds(words), "{words}");
        }
        assert!(!note.holds("payouts west"));
    }
}
