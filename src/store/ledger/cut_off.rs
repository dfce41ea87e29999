//! Requests about tokens that were cut off by the end of the program, and the tokens whose value is lost with it, in words.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::event::EventId;
use super::history::{CutOffAsk, History, TokenHistory, TokenOutcome};
use crate::domain::foreign_text::visible;
use crate::domain::lifetime::moment_words;
use crate::domain::token::LostToken;

/// So long after it was sent a revocation may still be carried out.
const CARRIED_OUT_WITHIN: SignedDuration = SignedDuration::from_mins(3);

/// A request about a token that was cut off, and that the person has not read of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutOff {
    /// Its event; later events name it.
    pub asked: EventId,
    /// What it was and what became of it, a sentence.
    pub sentence: String,
    /// It was to revoke a token; else it was to make one.
    pub is_revocation: bool,
    /// The token, by ID, where there is one in the list.
    pub token_id: Option<String>,
}

impl History {
    /// The requests that were cut off, as far as the lists that were read since tell of them, the oldest first.
    pub fn cut_off(&self, now: Timestamp, zone: &TimeZone) -> Vec<CutOff> {
        let of = |token: &TokenHistory| {
            let told =
                token.cut_off.iter().filter_map(|ask| cut_off(token, ask, now, zone)).collect::<Vec<_>>();
            told.into_iter()
        };
        let mut told: Vec<CutOff> = self.tokens.iter().flat_map(of).collect();
        told.sort_by_key(|cut_off| cut_off.asked);
        told
    }

    /// The tokens that exist without anybody having their value, and that nobody has said to keep.
    pub fn lost(&self) -> Vec<LostToken> {
        let is_lost = |token: &&TokenHistory| {
            let is_active = matches!(token.outcome, TokenOutcome::Active { .. });
            is_active && token.is_value_lost && !token.is_kept && token.issued.is_none()
        };
        let of = |token: &TokenHistory| Some(LostToken { id: token.id.clone()?, made: token.created() });
        self.tokens.iter().filter(is_lost).filter_map(of).collect()
    }
}

fn cut_off(token: &TokenHistory, ask: &CutOffAsk, now: Timestamp, zone: &TimeZone) -> Option<CutOff> {
    let label = visible(token.label());
    let deed = if ask.is_revocation { "Revoking" } else { "Creating" };
    let found = if ask.is_revocation { revoked(token, ask, now) } else { made(token, zone)? };
    let sentence =
        format!("{deed} the access token “{label}”, sent on {}: {found}", moment_words(ask.at, zone));
    let is_listed = matches!(token.outcome, TokenOutcome::Active { .. });
    let CutOffAsk { asked, is_revocation, .. } = *ask;
    Some(CutOff { asked, sentence, is_revocation, token_id: token.id.clone().filter(|_| is_listed) })
}

/// What became of a creation; none where that is over.
fn made(token: &TokenHistory, zone: &TimeZone) -> Option<String> {
    Some(match &token.outcome {
        TokenOutcome::Active { .. } if token.is_kept => return None,
        TokenOutcome::Active { .. } => {
            LostToken { id: String::new(), made: token.created() }.found_words(zone)
        }
        TokenOutcome::NotMade { .. } => "not created.".to_owned(),
        TokenOutcome::Unanswered { .. } | TokenOutcome::AnswerLost { .. } => {
            "not in the list so far. It may still be created: refresh the list in a few minutes.".to_owned()
        }
        _ => return None,
    })
}

fn revoked(token: &TokenHistory, ask: &CutOffAsk, now: Timestamp) -> String {
    let is_listed = matches!(token.outcome, TokenOutcome::Active { .. });
    let was_seen_since =
        token.last_seen.is_some_and(|seen| seen.duration_since(ask.at) >= CARRIED_OUT_WITHIN);
    match () {
        () if !is_listed => "carried out: it is no longer in the list.",
        () if was_seen_since && now > ask.at => "not carried out: it is still in the list.",
        () => "it is still in the list. It may still be revoked: refresh the list in a few minutes.",
    }
    .to_owned()
}
