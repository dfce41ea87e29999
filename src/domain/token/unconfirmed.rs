//! A creation whose answer was lost: which token of the list may be the one.
//!
//! A create call that fails or times out may still have made a token whose value nobody ever saw (protocol notes,
//! section 7). Only the list can tell, and only one that was read after the loss.

use crate::domain::foreign_text::visible;
use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::domain::lifetime::moment_words;
use crate::domain::text::counted;

use super::existing::ExistingToken;
use super::request::TokenRequest;

/// The two clocks may differ by this much where nobody has measured it.
const UNMEASURED: SignedDuration = SignedDuration::from_mins(6);
/// And by this much where somebody has: the measure is in whole seconds and has been on its way.
const MEASURED: SignedDuration = SignedDuration::from_secs(30);

/// A creation as it was sent: what its answer is compared with, and what is looked up where that is lost.
#[derive(Debug, Clone)]
pub struct SentCreation {
    /// The very request that was shown and sent.
    pub request: TokenRequest,
    /// When it was sent, by this computer's clock.
    pub at: Timestamp,
    /// The IDs of the tokens that were listed before it was sent; empty where nobody knows.
    pub listed_before: BTreeSet<String>,
}

/// What was asked for, as the tokens of a list are compared with it.
#[derive(Debug, Clone, Copy)]
pub struct Sought<'a> {
    /// The label, as it was sent.
    pub label: &'a str,
    /// The scopes, as they were sent.
    pub scopes: &'a BTreeSet<&'a str>,
    /// When it was sent, by this computer's clock.
    pub at: Timestamp,
    /// The IDs of tokens that are known to be others.
    pub others: &'a BTreeSet<String>,
}

/// A complete list of tokens that was read after the loss.
#[derive(Debug, Clone, Copy)]
pub struct ListRead<'a> {
    /// The list.
    pub tokens: &'a [ExistingToken],
    /// When it was whole, by this computer's clock.
    pub at: Timestamp,
    /// How far the platform's clock is ahead of this one, in seconds, where that was measured.
    pub server_ahead_secs: Option<i64>,
    /// The time zone of the person.
    pub zone: &'a TimeZone,
}

/// What a list has shown of a creation whose answer was lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The ID of the likeliest token.
    pub likeliest: String,
    /// All of it in a sentence, and what may be done now.
    pub sentence: String,
}

/// How well a token fits what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// Label, time and scopes are those that were asked for.
    Same,
    /// Label and time fit, but the scopes differ or are not reported.
    OtherScopes,
    /// Label and scopes fit, but the platform does not say when it was made.
    UnknownTime,
}

impl SentCreation {
    /// What the list shows of it; none where no token in it may be the one.
    pub fn look_up(&self, list: &ListRead<'_>) -> Option<Found> {
        let found = self.candidates(list);
        let (_, likeliest) = found.first()?;
        Some(Found { likeliest: likeliest.id.clone(), sentence: self.sentence(&found, list.zone) })
    }

    /// The tokens that may be the one, the likeliest first.
    ///
    /// Alike are the label and the scopes; its creation lies between the sending and the reading of the list, both by the
    /// platform's clock. A token that was listed before is never the one.
    fn candidates<'a>(&self, list: &ListRead<'a>) -> Vec<(Likeness, &'a ExistingToken)> {
        let terms = self.request.terms();
        let scopes = terms.scopes.iter().map(String::as_str).collect();
        let label = self.request.label();
        Sought { label, scopes: &scopes, at: self.at, others: &self.listed_before }.candidates(list)
    }

    fn sentence(&self, found: &[(Likeness, &ExistingToken)], zone: &TimeZone) -> String {
        let label = visible(self.request.label());
        let [(likeness, only)] = found else {
            return format!(
                "{} named “{label}” were created at that time, and the value of one of them is lost. Check each \
                 before you revoke any.",
                counted(found.len(), "token")
            );
        };
        let when = only
            .created
            .map_or_else(|| "at an unknown time".to_owned(), |created| moment_words(created, zone));
        match likeness {
            Likeness::Same => format!(
                "The token “{label}” was created ({when}), but its value is lost and cannot be shown. Revoke it \
                 before you create another."
            ),
            Likeness::OtherScopes => format!(
                "A token “{label}” was created ({when}) with other scopes than you requested. Make sure that you \
                 did not create it elsewhere before you revoke it."
            ),
            Likeness::UnknownTime => format!(
                "A token “{label}” with these scopes exists, created {when}. It may be the one whose value is \
                 lost. Make sure before you revoke it."
            ),
        }
    }
}

impl Sought<'_> {
    /// The likeliest of the tokens that may be the one.
    pub fn likeliest<'a>(&self, list: &ListRead<'a>) -> Option<&'a ExistingToken> {
        self.candidates(list).first().map(|(_, token)| *token)
    }

    fn candidates<'a>(&self, list: &ListRead<'a>) -> Vec<(Likeness, &'a ExistingToken)> {
        let ahead = SignedDuration::from_secs(list.server_ahead_secs.unwrap_or_default());
        let margin = if list.server_ahead_secs.is_some() { MEASURED } else { UNMEASURED };
        let moved = |at: Timestamp, by: SignedDuration| at.checked_add(by).unwrap_or(at);
        let window = moved(self.at, ahead - margin)..=moved(list.at, ahead + margin);
        let fits = |token: &'a ExistingToken| {
            if token.label.trim() != self.label || self.others.contains(&token.id) {
                return None;
            }
            let scopes: BTreeSet<&str> = token.terms.scopes.iter().map(String::as_str).collect();
            let likeness = match token.created {
                Some(created) if !window.contains(&created) => return None,
                Some(_) if scopes == *self.scopes => Likeness::Same,
                Some(_) => Likeness::OtherScopes,
                None if scopes == *self.scopes => Likeness::UnknownTime,
                None => return None,
            };
            Some((likeness, token))
        };
        let mut found: Vec<_> = list.tokens.iter().filter_map(fits).collect();
        found.sort_by_key(|(likeness, token)| (*likeness, Reverse(token.created), &token.id));
        found
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::tests::{WALLET, payout, production};
    use super::*;
    use crate::domain::token::check;
    use crate::domain::token::existing::TokenTerms;

    static UTC: TimeZone = TimeZone::UTC;

    fn at(time: &str) -> Timestamp {
        format!("2026-11-20T{time}Z").parse().unwrap()
    }

    fn list(tokens: &[ExistingToken]) -> ListRead<'_> {
        ListRead { tokens, at: at("13:02:00"), server_ahead_secs: None, zone: &UTC }
    }

    fn token(id: &str, label: &str, created: Option<&str>) -> ExistingToken {
        ExistingToken {
            id: id.into(),
            label: label.into(),
            created: created.map(at),
            terms: TokenTerms {
                scopes: vec![format!("wallet_spend:{WALLET}"), format!("wallet_view:{WALLET}")],
                ..TokenTerms::default()
            },
            ..ExistingToken::default()
        }
    }

    #[test]
    fn only_a_new_token_alike_in_label_time_and_scopes_may_be_the_one() {
        let request = check(&payout(), &production()).request.unwrap();
        let sent =
            SentCreation { request, at: at("13:00:00"), listed_before: BTreeSet::from(["old".to_owned()]) };
        let find = |server_ahead_secs, token: &ExistingToken| {
            let list = ListRead { server_ahead_secs, ..list(std::slice::from_ref(token)) };
            sent.candidates(&list).first().map(|(likeness, _)| *likeness)
        };
        for (token, ahead, likeness) in [
            (token("a", "Payouts", Some("13:00:02")), Some(0), Some(Likeness::Same)),
            (token("a", "Payouts", Some("12:55:00")), None, Some(Likeness::Same)),
            (token("a", "Payouts", Some("12:53:59")), None, None),
            (token("a", "Payouts", Some("12:55:00")), Some(0), None),
            (token("a", "Payouts", Some("12:55:02")), Some(-300), Some(Likeness::Same)),
            (token("a", "Payouts", Some("14:00:02")), Some(3_600), Some(Likeness::Same)),
            (token("a", "Payouts", Some("13:00:02")), Some(3_600), None),
            (token("a", "Payouts", Some("13:03:00")), Some(0), None),
            (token("a", "payouts", Some("13:00:02")), Some(0), None),
            (token("old", "Payouts", Some("13:00:02")), Some(0), None),
            (token("a", "Payouts", None), Some(0), Some(Likeness::UnknownTime)),
            (
                ExistingToken {
                    terms: TokenTerms { scopes: vec![], ..token("a", "Payouts", None).terms },
                    ..token("a", "Payouts", None)
                },
                Some(0),
                None,
            ),
            (
                ExistingToken {
                    terms: TokenTerms { scopes: vec![], ..token("a", "Payouts", Some("13:00:02")).terms },
                    ..token("a", "Payouts", Some("13:00:02"))
                },
                Some(0),
                Some(Likeness::OtherScopes),
            ),
        ] {
            assert_eq!(find(ahead, &token), likeness, "{token:?} {ahead:?}");
        }
    }

    #[test]
    fn the_sentence_says_what_may_be_done_now() {
        let request = check(&payout(), &production()).request.unwrap();
        let sent = SentCreation { request, at: at("13:00:00"), listed_before: BTreeSet::new() };
        let tokens = [token("a", "Payouts", Some("13:00:02")), token("b", "Payouts", Some("13:00:09"))];
        let found =
            |tokens: &[ExistingToken]| sent.look_up(&ListRead { server_ahead_secs: Some(1), ..list(tokens) });
        assert_eq!(found(&[]), None);
        assert!(
            found(&tokens[..1]).unwrap().sentence.contains("(Fri 20 Nov 2026, 13:00), but its value is lost")
        );
        let both = found(&tokens).unwrap();
        assert!(both.sentence.starts_with("2 tokens named “Payouts”"));
        assert_eq!(both.likeliest, "b", "the newest one");
    }
}
