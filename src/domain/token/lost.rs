//! A creation whose answer was lost: which token of the list may be the one.
//!
//! A create call that fails or times out may still have made a token whose value nobody ever saw (protocol notes,
//! section 7). Only the list can tell, and only one that was read after the loss.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::domain::lifetime::moment_words;
use crate::domain::phrase::counted;

use super::known::KnownToken;
use super::request::TokenRequest;

/// The two clocks may differ by this much where nobody has measured it.
const UNMEASURED: SignedDuration = SignedDuration::from_mins(6);
/// And by this much where somebody has: the measure is in whole seconds and has been on its way.
const MEASURED: SignedDuration = SignedDuration::from_secs(30);

/// A request without an answer.
#[derive(Debug, Clone, Copy)]
pub struct LostCreation<'a> {
    /// What was asked for.
    pub asked: &'a TokenRequest,
    /// When it was sent, by this computer's clock.
    pub asked_at: Timestamp,
    /// How far the platform's clock is ahead of this one, in seconds, where that was measured.
    pub server_ahead_secs: Option<i64>,
    /// The IDs of the tokens that were listed before it was sent; empty where nobody knows.
    pub listed_before: &'a BTreeSet<String>,
}

/// How well a token fits what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// Label, time and scopes are those that were asked for.
    Same,
    /// Label and time fit, but the scopes differ or are not told.
    OtherScopes,
    /// Label and scopes fit, but the platform does not say when it was made.
    UnknownTime,
}

/// A token of the list that may be the one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// The token.
    pub token: &'a KnownToken,
    /// How well it fits.
    pub likeness: Likeness,
}

/// The tokens of a complete list, read at `read_at` after the loss, that may be the one, the likeliest first.
///
/// Alike are the label and the scopes; its creation lies between the sending and the reading of the list, both by the
/// platform's clock. A token that was listed before is never the one.
pub fn candidates<'a>(
    lost: &LostCreation<'_>,
    tokens: &'a [KnownToken],
    read_at: Timestamp,
) -> Vec<Candidate<'a>> {
    let ahead = SignedDuration::from_secs(lost.server_ahead_secs.unwrap_or_default());
    let margin = if lost.server_ahead_secs.is_some() { MEASURED } else { UNMEASURED };
    let moved = |at: Timestamp, by: SignedDuration| at.checked_add(by).unwrap_or(at);
    let window = moved(lost.asked_at, ahead - margin)..=moved(read_at, ahead + margin);
    let held = lost.asked.held();
    let wanted: BTreeSet<&str> = held.scopes.iter().map(String::as_str).collect();
    let fits = |token: &'a KnownToken| {
        if token.label.trim() != lost.asked.label() || lost.listed_before.contains(&token.id) {
            return None;
        }
        let scopes: BTreeSet<&str> = token.scopes.iter().map(String::as_str).collect();
        let likeness = match token.created {
            Some(created) if !window.contains(&created) => return None,
            Some(_) if scopes == wanted => Likeness::Same,
            Some(_) => Likeness::OtherScopes,
            None if scopes == wanted => Likeness::UnknownTime,
            None => return None,
        };
        Some(Candidate { token, likeness })
    };
    let mut found: Vec<Candidate<'a>> = tokens.iter().filter_map(fits).collect();
    found.sort_by(|a, b| {
        (a.likeness, b.token.created, &a.token.id).cmp(&(b.likeness, a.token.created, &b.token.id))
    });
    found
}

/// What the list has shown, in a sentence, and what may be done now.
pub fn sentence(lost: &LostCreation<'_>, found: &[Candidate<'_>], zone: &TimeZone) -> String {
    let label = lost.asked.label().escape_debug();
    match found {
        [] => format!("No token “{label}” was made: the list holds none from that time. You may send again."),
        [only] => {
            let when = only.token.created.map_or_else(
                || "at a time that the platform does not tell".to_owned(),
                |created| moment_words(created, zone),
            );
            match only.likeness {
                Likeness::Same => format!(
                    "The token “{label}” was made ({when}), but its value is lost: nobody can ever see it. Revoke it \
                     before you send again."
                ),
                Likeness::OtherScopes => format!(
                    "A token “{label}” was made ({when}) with other scopes than were asked for. Make sure that nobody \
                     else made it before you revoke it."
                ),
                Likeness::UnknownTime => format!(
                    "A token “{label}” with these scopes exists, made {when}. It may be the one whose value is lost: \
                     make sure before you revoke it."
                ),
            }
        }
        many => format!(
            "{} called “{label}” were made at that time; the value of one of them is lost. Look at each before you \
             revoke any.",
            counted(many.len(), "token")
        ),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::tests::{WALLET, payout, production};
    use super::*;
    use crate::domain::token::check;

    fn token(id: &str, label: &str, created: Option<&str>) -> KnownToken {
        KnownToken {
            id: id.into(),
            label: label.into(),
            created: created.map(|at| format!("2026-11-20T{at}Z").parse().unwrap()),
            scopes: vec![format!("wallet_spend:{WALLET}"), format!("wallet_view:{WALLET}")],
            ..KnownToken::default()
        }
    }

    #[test]
    fn only_a_new_token_alike_in_label_time_and_scopes_may_be_the_one() {
        let asked = check(&payout(), &production()).request.unwrap();
        let before = BTreeSet::from(["old".to_owned()]);
        let asked_at: Timestamp = "2026-11-20T13:00:00Z".parse().unwrap();
        let read_at: Timestamp = "2026-11-20T13:02:00Z".parse().unwrap();
        let find = |server_ahead_secs, token: &KnownToken| {
            let lost = LostCreation { asked: &asked, asked_at, server_ahead_secs, listed_before: &before };
            candidates(&lost, std::slice::from_ref(token), read_at).first().map(|found| found.likeness)
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
            (KnownToken { scopes: vec![], ..token("a", "Payouts", None) }, Some(0), None),
            (
                KnownToken { scopes: vec![], ..token("a", "Payouts", Some("13:00:02")) },
                Some(0),
                Some(Likeness::OtherScopes),
            ),
        ] {
            assert_eq!(find(ahead, &token), likeness, "{token:?} {ahead:?}");
        }
    }

    #[test]
    fn the_sentence_says_what_may_be_done_now() {
        let asked = check(&payout(), &production()).request.unwrap();
        let asked_at: Timestamp = "2026-11-20T13:00:00Z".parse().unwrap();
        let none = BTreeSet::new();
        let lost = LostCreation { asked: &asked, asked_at, server_ahead_secs: Some(1), listed_before: &none };
        let tokens = [token("a", "Payouts", Some("13:00:02")), token("b", "Payouts", Some("13:00:09"))];
        let said =
            |tokens: &[KnownToken]| sentence(&lost, &candidates(&lost, tokens, asked_at), &TimeZone::UTC);
        assert!(said(&[]).contains("You may send again"));
        assert!(said(&tokens[..1]).contains("(Fri 20 Nov 2026, 13:00), but its value is lost"));
        assert!(said(&tokens).starts_with("2 tokens called “Payouts”"));
    }
}
