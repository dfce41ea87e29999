//! What the events say about each token, folded into one row, and the words for it.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::event::{Account, EventId, ReplaceStep, TokenAsked, TokenFacts, VanishedWhy};
use super::text;
use crate::domain::lifetime::moment_words;

/// What the ledger tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// One row a token, and one a request that made none; the newest first.
    pub tokens: Vec<TokenHistory>,
    /// Events that this program cannot read; the rows are told without them.
    pub unreadable: u64,
}

/// What is known of one token, or of one request that made none.
#[derive(Clone, Debug, PartialEq)]
pub struct TokenHistory {
    /// Whose it is.
    pub account: Account,
    /// The platform's ID, if a token is known to have been made.
    pub id: Option<String>,
    /// When this machine first knew that it exists.
    pub known_since: Option<Timestamp>,
    /// What was asked for, if it was asked for on this machine.
    pub request: Option<Asking>,
    /// What the platform said when it made the token.
    pub issued: Option<TokenFacts>,
    /// What the list of access tokens said about it last.
    pub listed: Option<TokenFacts>,
    /// When it was first in the list.
    pub first_seen: Option<Timestamp>,
    /// When it was last in the list.
    pub last_seen: Option<Timestamp>,
    /// When it was found to be gone from the list, and why.
    pub vanished: Option<(Timestamp, VanishedWhy)>,
    /// What went wrong when it was asked for.
    pub failure: Option<RequestFailure>,
    /// It was found in the list after its answer had been lost: nobody has its value.
    pub is_value_lost: bool,
    /// The person keeps it all the same.
    pub is_kept: bool,
    /// What was cut off by the end of its run, and the person has not read of.
    pub cut_off: Vec<CutOffAsk>,
    /// The last attempt to revoke it that did not succeed.
    pub revoke: Option<RevokeState>,
    /// The token that it replaces.
    pub replaces: Option<Replacement>,
    /// The token that replaces it.
    pub replaced_by: Option<Replacement>,
    /// What became of it.
    pub outcome: TokenOutcome,
    /// Everything that happened, in order, in words.
    pub trail: Vec<TrailEntry>,
}

/// A request that was cut off by the end of its run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutOffAsk {
    /// Its event; later events name it.
    pub asked: EventId,
    /// When it was sent.
    pub at: Timestamp,
    /// It was to revoke the token; else it was to make it.
    pub is_revocation: bool,
}

/// A request for a token.
#[derive(Clone, Debug, PartialEq)]
pub struct Asking {
    /// Its event; later events name it.
    pub id: EventId,
    /// When it was sent.
    pub at: Timestamp,
    /// What was asked for.
    pub what: TokenAsked,
    /// The run that asked is over, or can have no answer any more.
    pub is_run_over: bool,
}

/// A request that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestFailure {
    /// When.
    pub at: Timestamp,
    /// The answer's request ID.
    pub request_id: Option<String>,
    /// What the person read.
    pub sentence: String,
    /// It may have taken effect all the same.
    pub is_outcome_unknown: bool,
}

/// A revocation that has not succeeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RevokeState {
    /// It was sent, and its answer is still waited for.
    UnderWay {
        /// When it was sent.
        since: Timestamp,
    },
    /// It was sent, and the program ended before an answer came.
    Unanswered {
        /// When it was sent.
        since: Timestamp,
    },
    /// It failed.
    Failed(RequestFailure),
}

/// The other token of a replacement, and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The other token's ID.
    pub token_id: String,
    /// The last step that is done; none when the new token is not known to be made.
    pub step: Option<ReplaceStep>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailEntry {
    /// When.
    pub at: Timestamp,
    /// What, as a sentence.
    pub words: String,
}

/// What became of a token, or of the request for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenOutcome {
    /// The request was sent and its answer is still waited for.
    UnderWay {
        /// When it was sent.
        since: Timestamp,
    },
    /// The request was sent, and the program ended before an answer came: look in the list.
    Unanswered {
        /// When it was sent.
        since: Timestamp,
    },
    /// The answer was lost: look in the list.
    AnswerLost {
        /// When it was lost.
        at: Timestamp,
    },
    /// The platform refused; there is no token.
    Refused {
        /// When.
        at: Timestamp,
    },
    /// The answer was lost, and the list held no such token.
    NotMade {
        /// When the list was read.
        found_on: Timestamp,
    },
    /// The token works, as far as is known.
    Active {
        /// When it ends by itself.
        expires: Option<Timestamp>,
    },
    /// Its time is over.
    Expired {
        /// When it ended, or was found to have ended.
        on: Timestamp,
    },
    /// It was revoked from here.
    Revoked {
        /// When.
        on: Timestamp,
    },
    /// Somebody deleted it elsewhere.
    DeletedElsewhere {
        /// When it was last in the list.
        last_seen: Option<Timestamp>,
        /// When it was found to be gone.
        noticed: Timestamp,
    },
}

impl TokenOutcome {
    /// The outcome in words, with the moment in `zone`: "expired on Mon 30 Nov 2026, 14:05".
    pub fn words(&self, zone: &TimeZone) -> String {
        let moment = |at: &Timestamp| moment_words(*at, zone);
        match self {
            Self::UnderWay { since } => format!("requested on {}, waiting for the answer", moment(since)),
            Self::Unanswered { since } => {
                format!("requested on {}; this program closed before the answer arrived", moment(since))
            }
            Self::AnswerLost { at } => format!("answer lost on {}; it may exist", moment(at)),
            Self::Refused { at } => format!("rejected on {}", moment(at)),
            Self::NotMade { found_on } => format!("not created: not in the list on {}", moment(found_on)),
            Self::Active { expires: Some(expires) } => format!("active until {}", moment(expires)),
            Self::Active { expires: None } => "active, expiry unknown".to_owned(),
            Self::Expired { on } => format!("expired on {}", moment(on)),
            Self::Revoked { on } => format!("revoked on {}", moment(on)),
            Self::DeletedElsewhere { last_seen: Some(last_seen), noticed } => {
                format!("gone between {} and {}", moment(last_seen), moment(noticed))
            }
            Self::DeletedElsewhere { last_seen: None, noticed } => {
                format!("gone before {}", moment(noticed))
            }
        }
    }

    /// Whether nobody knows if the token exists: the list has to be read before anything is sent again.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Unanswered { .. } | Self::AnswerLost { .. })
    }
}

impl TokenHistory {
    /// A revocation that was sent from here and never confirmed, in words; none where there is none, or where it is
    /// still waited for or was refused.
    pub fn revocation_words(&self, zone: &TimeZone) -> Option<String> {
        match self.revoke.as_ref()? {
            RevokeState::Unanswered { since } => Some(format!(
                "its revocation was requested on {}; this program closed before the answer arrived",
                moment_words(*since, zone)
            )),
            RevokeState::Failed(failure) if failure.is_outcome_unknown => {
                Some(format!("the answer to its revocation was lost on {}", moment_words(failure.at, zone)))
            }
            RevokeState::UnderWay { .. } | RevokeState::Failed(_) => None,
        }
    }

    /// What the platform says about the token: the list's word is newer than the creation's.
    pub fn facts(&self) -> Option<&TokenFacts> {
        self.listed.as_ref().or(self.issued.as_ref())
    }

    /// The label: as the platform has it, else as it was asked for.
    pub fn label(&self) -> &str {
        let asked = self.request.as_ref().map(|asked| asked.what.label());
        self.facts()
            .map(|facts| facts.label.as_str())
            .filter(|label| !label.is_empty())
            .or(asked)
            .unwrap_or_default()
    }

    /// When the token was made, by the platform's clock.
    pub fn created(&self) -> Option<Timestamp> {
        self.told(|facts| facts.created)
    }

    /// When the token ends by itself, by the platform's clock.
    pub fn expires(&self) -> Option<Timestamp> {
        self.told(|facts| facts.expires)
    }

    fn told(&self, of: impl Fn(&TokenFacts) -> Option<Timestamp>) -> Option<Timestamp> {
        self.listed.as_ref().and_then(&of).or_else(|| self.issued.as_ref().and_then(&of))
    }

    /// The lifetime that the platform gave: from its creation to its end.
    pub fn lifetime(&self) -> Option<SignedDuration> {
        Some(self.expires()?.duration_since(self.created()?))
    }

    /// The lifetime that the platform gave, in words. A round one is named as it is ("90 d"); one that nobody would
    /// choose shows what must have been asked for: "572522.211 s, which is 6 d 15 h".
    pub fn lifetime_words(&self) -> Option<String> {
        self.lifetime().map(text::span)
    }
}
