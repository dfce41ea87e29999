//! What a reading of the list of access tokens adds to the ledger: only what is new. A list that is as it was costs one
//! small event, however many tokens it holds.

use std::collections::{BTreeSet, HashMap};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::event::{EventKind, TokenFacts, VanishedWhy};
use super::history::{TokenHistory, TokenOutcome};
use crate::domain::token::existing::ExistingToken;
use crate::domain::token::unconfirmed::{ListRead, Sought};

/// So long after it was sent a request may still make a token: the platform takes up to 100 s for one.
const MADE_WITHIN: SignedDuration = SignedDuration::from_mins(3);

/// The list of access tokens as it was read.
#[derive(Clone, Debug)]
pub struct ListReading {
    /// When the reading began: a token made after that need not be in it.
    pub began: Timestamp,
    /// The tokens.
    pub tokens: Vec<TokenFacts>,
    /// How far the platform's clock is ahead, in seconds: its tokens end by that one.
    pub server_ahead_secs: i64,
    /// Whether every page was read to the end. Only then can a token be missing.
    pub is_complete: bool,
}

/// The events of a reading, given what was known before it.
pub(super) fn findings(
    known_before: &[TokenHistory],
    reading: &ListReading,
    at: Timestamp,
) -> Vec<EventKind> {
    let mut known: HashMap<&str, &TokenHistory> =
        known_before.iter().filter_map(|token| Some((token.id.as_deref()?, token))).collect();
    let mut found = lost(known_before, reading, at);
    for token in reading.tokens.iter().filter(|token| !token.id.is_empty()) {
        let before = known.remove(token.id.as_str());
        let is_as_before =
            before.is_some_and(|before| before.listed.as_ref() == Some(token) && before.vanished.is_none());
        if !is_as_before {
            found.push(EventKind::Seen { token: token.clone() });
        }
    }
    if reading.is_complete {
        let mut gone: Vec<_> = known.into_values().filter(|token| is_gone(token, reading.began)).collect();
        gone.sort_by(|one, other| one.id.cmp(&other.id));
        found.extend(gone.into_iter().filter_map(|token| vanished(token, reading.platform_time(at))));
        found.push(EventKind::ListRead { count: u64::try_from(reading.tokens.len()).unwrap_or(u64::MAX) });
    }
    found
}

/// What the list tells of requests of dead runs that were never answered: which token each made, or that it made none.
fn lost(known: &[TokenHistory], reading: &ListReading, at: Timestamp) -> Vec<EventKind> {
    let open = known.iter().filter(|row| row.id.is_none() && row.outcome.is_open());
    let open = open.filter_map(|row| row.request.as_ref()).filter(|asking| asking.is_run_over);
    let listed: Vec<ExistingToken> = reading.tokens.iter().map(TokenFacts::existing).collect();
    let (mut found, mut claimed) = (Vec::new(), BTreeSet::new());
    for asking in open.filter(|asking| asking.at < reading.began) {
        let is_other = |row: &&TokenHistory| {
            row.request.is_some() || row.known_since.is_some_and(|since| since < asking.at)
        };
        let mut others: BTreeSet<String> =
            known.iter().filter(is_other).filter_map(|row| row.id.clone()).collect();
        others.extend(claimed.iter().cloned());
        let scopes: BTreeSet<&str> = asking.what.scopes().into_iter().collect();
        let sought = Sought { label: asking.what.label(), scopes: &scopes, at: asking.at, others: &others };
        let list = ListRead {
            tokens: &listed,
            // What was cut off is carried out soon or never.
            at: at.min(asking.at.saturating_add(MADE_WITHIN).unwrap_or(at)),
            server_ahead_secs: Some(reading.server_ahead_secs),
            zone: &TimeZone::UTC,
        };
        let is_settled = reading.is_complete && reading.began.duration_since(asking.at) >= MADE_WITHIN;
        let made = sought.likeliest(&list);
        let token = made.and_then(|made| reading.tokens.iter().find(|token| token.id == made.id));
        match token {
            Some(token) => {
                claimed.insert(token.id.clone());
                found.push(EventKind::LostFound { asked: asking.id, token: token.clone() });
            }
            None if is_settled => found.push(EventKind::LostNotFound { asked: asking.id }),
            None => {}
        }
    }
    found
}

/// Whether a token that is missing in a list is missed: not one whose end is known, nor one that came after the list.
fn is_gone(token: &TokenHistory, began: Timestamp) -> bool {
    let is_known_gone = token.vanished.is_some() || matches!(token.outcome, TokenOutcome::Revoked { .. });
    !is_known_gone && token.known_since.is_some_and(|since| since < began)
}

impl ListReading {
    /// This moment by the platform's clock.
    fn platform_time(&self, at: Timestamp) -> Timestamp {
        at.saturating_add(SignedDuration::from_secs(self.server_ahead_secs)).unwrap_or(at)
    }
}

/// Why a token is gone, as of `at` by the platform's clock.
fn vanished(token: &TokenHistory, at: Timestamp) -> Option<EventKind> {
    let why = match token.expires() {
        Some(expires) if expires <= at => VanishedWhy::Expired,
        _ => VanishedWhy::DeletedElsewhere,
    };
    Some(EventKind::Vanished { token_id: token.id.clone()?, last_seen: token.last_seen, why })
}
