//! Which reminders there are and when each is due.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::domain::lifetime::DAYS_AHEAD;
use crate::domain::token::existing::ExistingToken;

/// The last of them, which no token goes without.
const LAST_DAYS: u8 = DAYS_AHEAD[2];

/// What a reminder is, stable over restarts: token, end and days. What a person has dismissed is kept by this text.
///
/// A token whose end has moved is reminded of again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReminderId(String);

impl ReminderId {
    /// Whether it can never be due again: its token has ended by itself, or this text is no reminder's.
    pub fn is_over(&self, now: Timestamp) -> bool {
        let end = self.0.split('/').nth(1).and_then(|secs| secs.parse::<i64>().ok());
        end.is_none_or(|end| end <= now.as_second())
    }

    /// Whether it is about the token with this ID.
    pub fn is_of(&self, token_id: &str) -> bool {
        self.0.split('/').next() == Some(token_id)
    }
}

/// One reminder of one token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// What it is, for putting it aside.
    pub id: ReminderId,
    /// The token's ID.
    pub token_id: String,
    /// The token's label as it is shown.
    pub label: String,
    /// How many days before the end: one of [`DAYS_AHEAD`]. A life that was too short for the one before is spoken of
    /// earlier than that, see [`reminders`].
    pub days_ahead: u8,
    /// From when on it is due.
    pub due_at: Timestamp,
    /// When the token ends.
    pub expires: Timestamp,
}

impl Reminder {
    /// How long it stays away when it is dismissed: "until 7 days before expiry".
    pub fn dismissed_words(&self) -> String {
        match DAYS_AHEAD.into_iter().find(|days| *days < self.days_ahead) {
            Some(1) => "until 1 day before expiry".to_owned(),
            Some(days) => format!("until {days} days before expiry"),
            None => "until expiry, with no more reminders".to_owned(),
        }
    }
}

/// Every reminder of a token, the earliest first. One that would be due before there is a token falls away, but never
/// the last day's: a short life is spoken of when half of it is over at the latest, and a life of a day from its
/// beginning. A session of a login, which has no label, has none at all.
pub fn reminders(token: &ExistingToken) -> Vec<Reminder> {
    let Some(expires) = token.expires.filter(|_| !token.label.is_empty()) else { return Vec::new() };
    let due_at = |days: u8| expires.checked_sub(SignedDuration::from_hours(24 * i64::from(days))).ok();
    let is_left_out = |days: u8, due_at: Timestamp| {
        days > LAST_DAYS && token.created.is_some_and(|created| created >= due_at)
    };
    let mut all: Vec<Reminder> = DAYS_AHEAD
        .into_iter()
        .filter_map(|days| due_at(days).map(|due_at| (days, due_at)))
        .filter(|(days, due_at)| !is_left_out(*days, *due_at))
        .map(|(days_ahead, due_at)| Reminder {
            id: ReminderId(format!("{}/{}/{days_ahead}", token.id, expires.as_second())),
            token_id: token.id.clone(),
            label: token.label_words().to_owned(),
            days_ahead,
            due_at,
            expires,
        })
        .collect();
    if let Some(first) = all.first_mut().filter(|first| first.days_ahead < DAYS_AHEAD[0]) {
        first.due_at = first.due_at.min(half_way(token.created, expires).unwrap_or(first.due_at));
    }
    all
}

/// When half of a life is over; nothing where its beginning is not reported.
fn half_way(created: Option<Timestamp>, expires: Timestamp) -> Option<Timestamp> {
    let half = expires.duration_since(created?) / 2;
    expires.checked_sub(half).ok()
}

/// Each token's latest reminder that is due, the soonest end first. An earlier one that nobody has seen is overtaken,
/// and never comes back; a token that is over needs none.
fn latest_due(tokens: &[ExistingToken], now: Timestamp) -> Vec<Reminder> {
    let latest = |token| reminders(token).into_iter().rfind(|reminder| reminder.due_at <= now);
    let mut due: Vec<Reminder> =
        tokens.iter().filter_map(latest).filter(|reminder| reminder.expires > now).collect();
    due.sort_by(|a, b| (a.expires, &a.id).cmp(&(b.expires, &b.id)));
    due
}

/// The reminders that are due and not dismissed, the soonest end first: at most one a token, its latest.
pub fn due_now(tokens: &[ExistingToken], now: Timestamp, dismissed: &BTreeSet<ReminderId>) -> Vec<Reminder> {
    let mut due = latest_due(tokens, now);
    due.retain(|reminder| !dismissed.contains(&reminder.id));
    due
}

/// The reminders that would be spoken of now if they were not dismissed, the soonest end first.
pub fn dismissed_now(
    tokens: &[ExistingToken],
    now: Timestamp,
    dismissed: &BTreeSet<ReminderId>,
) -> Vec<Reminder> {
    let mut due = latest_due(tokens, now);
    due.retain(|reminder| dismissed.contains(&reminder.id));
    due
}

/// When the next reminder becomes due after now; nothing if there is none to come.
pub fn next_due(tokens: &[ExistingToken], now: Timestamp) -> Option<Timestamp> {
    tokens.iter().flat_map(reminders).map(|reminder| reminder.due_at).filter(|due_at| *due_at > now).min()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const DAY_SECS: i64 = 86_400;

    fn at(days: i64) -> Timestamp {
        Timestamp::from_second(days * DAY_SECS).unwrap()
    }

    fn token(id: &str, created_day: i64, expires_day: i64) -> ExistingToken {
        let (created, expires) = (Some(at(created_day)), Some(at(expires_day)));
        ExistingToken {
            id: id.into(),
            label: format!("Token {id}"),
            created,
            expires,
            ..ExistingToken::default()
        }
    }

    #[test]
    fn each_reminder_comes_once_and_the_latest_alone() {
        let tokens = [token("a", 0, 90)];
        let mut dismissed = BTreeSet::new();
        let days = |day, dismissed: &BTreeSet<ReminderId>| -> Vec<u8> {
            due_now(&tokens, at(day), dismissed).iter().map(|reminder| reminder.days_ahead).collect()
        };
        for (day, due) in
            [(75, vec![]), (76, vec![14]), (82, vec![14]), (83, vec![7]), (89, vec![1]), (90, vec![])]
        {
            assert_eq!(days(day, &dismissed), due, "day {day}");
        }
        dismissed.insert(due_now(&tokens, at(80), &dismissed)[0].id.clone());
        assert!(days(81, &dismissed).is_empty());
        assert_eq!(days(84, &dismissed), [7]);
        dismissed.insert(due_now(&tokens, at(84), &dismissed)[0].id.clone());
        assert_eq!((days(88, &dismissed), days(89, &dismissed)), (vec![], vec![1]));
        let moved = [token("a", 0, 95)];
        assert_eq!(due_now(&moved, at(90), &dismissed).len(), 1, "a moved end is reminded of again");
    }

    #[test]
    fn what_was_dismissed_is_over_with_its_token() {
        let id = due_now(&[token("a", 0, 90)], at(80), &BTreeSet::new())[0].id.clone();
        assert!(id.is_of("a") && !id.is_of("b"));
        assert!(!id.is_over(at(89)) && id.is_over(at(90)));
        assert!(ReminderId("no reminder".into()).is_over(at(0)), "nothing keeps what is none");
    }

    #[test]
    fn a_short_life_is_not_reminded_of_at_birth_but_in_time() {
        let days =
            |token: &ExistingToken| -> Vec<u8> { reminders(token).iter().map(|it| it.days_ahead).collect() };
        assert_eq!(days(&token("a", 0, 30)), [14, 7, 1]);
        assert_eq!(days(&token("a", 0, 14)), [7, 1]);
        assert_eq!(days(&token("a", 0, 6)), [1]);
        assert_eq!(days(&token("a", 0, 1)), [1]);
        assert_eq!(days(&ExistingToken { created: None, ..token("a", 0, 6) }), [14, 7, 1]);
        assert!(days(&ExistingToken { label: String::new(), ..token("a", 0, 30) }).is_empty());
    }

    #[test]
    fn a_life_too_short_for_a_reminder_gets_the_next_one_when_half_of_it_is_over() {
        let hours = |hours: i64| Timestamp::from_second(hours * 3_600).unwrap();
        // The life in hours, and the hours after which it is first spoken of.
        for (life, first) in
            [(4, 0), (24, 0), (25, 1), (30, 6), (159, 79), (169, 1), (300, 132), (336, 168), (337, 1)]
        {
            let (created, expires) = (Some(hours(0)), Some(hours(life)));
            let token = ExistingToken { created, expires, ..token("a", 0, 1) };
            let first_due = reminders(&token)[0].due_at;
            assert_eq!(first_due.as_second().div_euclid(3_600).max(0), first, "{life} hours");
        }
        // Whatever its life, a token is spoken of in its last day.
        for life in 1..400 {
            let token = ExistingToken { expires: Some(hours(life)), ..token("a", 0, 1) };
            let last_day = hours((life - 24).max(0));
            assert_eq!(due_now(&[token], last_day, &BTreeSet::new()).len(), 1, "{life} hours");
        }
    }

    #[test]
    fn what_is_dismissed_is_still_known_and_says_how_long() {
        let tokens = [token("a", 0, 90)];
        for (day, words) in [
            (80, "until 7 days before expiry"),
            (84, "until 1 day before expiry"),
            (89, "until expiry, with no more reminders"),
        ] {
            let mut dismissed = BTreeSet::new();
            let due = due_now(&tokens, at(day), &dismissed);
            assert!(dismissed_now(&tokens, at(day), &dismissed).is_empty());
            dismissed.insert(due[0].id.clone());
            assert_eq!(dismissed_now(&tokens, at(day), &dismissed), due);
            assert_eq!(due[0].dismissed_words(), words);
        }
    }

    #[test]
    fn the_next_reminder_is_the_soonest_to_come() {
        let tokens = [token("a", 0, 90), token("b", 0, 40), token("c", 0, 1)];
        assert_eq!(next_due(&tokens, at(0)), Some(at(26)));
        assert_eq!(next_due(&tokens, at(26)), Some(at(33)));
        assert_eq!(next_due(&tokens, at(39)), Some(at(76)));
        assert_eq!(next_due(&tokens, at(89)), None);
        let due: Vec<_> =
            due_now(&tokens, at(39), &BTreeSet::new()).into_iter().map(|it| it.token_id).collect();
        assert_eq!(due, ["b"]);
        assert_eq!(next_due(&[token("c", 0, 4)], at(0)), Some(at(2)), "half of its life");
    }
}
