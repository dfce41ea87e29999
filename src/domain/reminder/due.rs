//! Which reminders there are and when each is due.

use std::collections::BTreeSet;
use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::domain::lifetime::TimeLeft;
use crate::domain::token::known::KnownToken;

/// How many days before its end a token is spoken of, the earliest first.
pub const DAYS_AHEAD: [u8; 3] = [14, 7, 1];

/// What a reminder is, stable over restarts: token, end and days. What a person has put aside is kept by this text.
///
/// A token whose end has moved is reminded of anew.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReminderId(String);

impl ReminderId {
    /// The ID of a stored text.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The ID as text, to be stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

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

impl fmt::Display for ReminderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
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
    /// How many days before the end: one of [`DAYS_AHEAD`].
    pub days_ahead: u8,
    /// From when on it is due.
    pub due_at: Timestamp,
    /// When the token ends.
    pub expires: Timestamp,
}

impl Reminder {
    /// The reminder in a sentence: "“Payouts” ends in 6 d 23 h."
    pub fn sentence(&self, now: Timestamp) -> String {
        format!("“{}” ends in {}.", self.label.escape_debug(), TimeLeft::until(self.expires, now).in_words())
    }
}

/// Every reminder of a token, the earliest first. A token that lives shorter than a reminder's days has none of that:
/// it would be due before there is a token. A session of a login, which has no label, has none at all.
pub fn reminders(token: &KnownToken) -> Vec<Reminder> {
    let Some(expires) = token.expires.filter(|_| !token.label.is_empty()) else { return Vec::new() };
    let of = |days_ahead: u8| {
        let due_at = expires.checked_sub(SignedDuration::from_hours(24 * i64::from(days_ahead))).ok()?;
        let id = ReminderId(format!("{}/{}/{days_ahead}", token.id, expires.as_second()));
        let reminder = Reminder {
            id,
            token_id: token.id.clone(),
            label: token.label_words().to_owned(),
            days_ahead,
            due_at,
            expires,
        };
        token.created.is_none_or(|created| created < due_at).then_some(reminder)
    };
    DAYS_AHEAD.into_iter().filter_map(of).collect()
}

/// The reminders that are due and not put aside, the soonest end first: at most one a token, its latest. An earlier one
/// that nobody has seen is overtaken, and never comes back; a token that is over needs none.
pub fn due_now(tokens: &[KnownToken], now: Timestamp, put_aside: &BTreeSet<ReminderId>) -> Vec<Reminder> {
    let latest = |token| reminders(token).into_iter().rfind(|reminder| reminder.due_at <= now);
    let mut due: Vec<Reminder> = tokens
        .iter()
        .filter_map(latest)
        .filter(|reminder| reminder.expires > now && !put_aside.contains(&reminder.id))
        .collect();
    due.sort_by(|a, b| (a.expires, &a.id).cmp(&(b.expires, &b.id)));
    due
}

/// When the next reminder becomes due after now; nothing if there is none to come.
pub fn next_due(tokens: &[KnownToken], now: Timestamp) -> Option<Timestamp> {
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

    fn token(id: &str, created_day: i64, expires_day: i64) -> KnownToken {
        let (created, expires) = (Some(at(created_day)), Some(at(expires_day)));
        KnownToken { id: id.into(), label: format!("Token {id}"), created, expires, ..KnownToken::default() }
    }

    #[test]
    fn each_reminder_comes_once_and_the_latest_alone() {
        let tokens = [token("a", 0, 90)];
        let mut put_aside = BTreeSet::new();
        let days = |day, put_aside: &BTreeSet<ReminderId>| -> Vec<u8> {
            due_now(&tokens, at(day), put_aside).iter().map(|reminder| reminder.days_ahead).collect()
        };
        for (day, due) in
            [(75, vec![]), (76, vec![14]), (82, vec![14]), (83, vec![7]), (89, vec![1]), (90, vec![])]
        {
            assert_eq!(days(day, &put_aside), due, "day {day}");
        }
        put_aside.insert(due_now(&tokens, at(80), &put_aside)[0].id.clone());
        assert!(days(81, &put_aside).is_empty());
        assert_eq!(days(84, &put_aside), [7]);
        put_aside.insert(ReminderId::from_text(due_now(&tokens, at(84), &put_aside)[0].id.as_str()));
        assert_eq!((days(88, &put_aside), days(89, &put_aside)), (vec![], vec![1]));
        let moved = [token("a", 0, 95)];
        assert_eq!(due_now(&moved, at(90), &put_aside).len(), 1, "a moved end is reminded of anew");
    }

    #[test]
    fn what_was_put_aside_is_over_with_its_token() {
        let id = due_now(&[token("a", 0, 90)], at(80), &BTreeSet::new())[0].id.clone();
        assert!(id.is_of("a") && !id.is_of("b"));
        assert!(!id.is_over(at(89)) && id.is_over(at(90)));
        assert!(ReminderId::from_text("no reminder").is_over(at(0)), "nothing keeps what is none");
    }

    #[test]
    fn a_short_life_is_not_reminded_of_at_birth() {
        let days =
            |token: &KnownToken| -> Vec<u8> { reminders(token).iter().map(|it| it.days_ahead).collect() };
        assert_eq!(days(&token("a", 0, 30)), [14, 7, 1]);
        assert_eq!(days(&token("a", 0, 14)), [7, 1]);
        assert_eq!(days(&token("a", 0, 6)), [1]);
        assert!(days(&token("a", 0, 1)).is_empty());
        assert_eq!(days(&KnownToken { created: None, ..token("a", 0, 6) }), [14, 7, 1]);
        assert!(days(&KnownToken { label: String::new(), ..token("a", 0, 30) }).is_empty());
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
    }
}
