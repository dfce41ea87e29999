//! What can happen to an access token, as it is written down. No type here has room for a token's value or a code.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::change::ChangeFacts;
use crate::domain::token::TokenRequest;
use crate::domain::token::existing::{ExistingToken, TokenTerms};

/// Why nothing is known of a request that nobody waited for.
const UNANSWERED: &str = "Stopped waiting for the answer.";

/// The number of an event; later events have greater ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventId(pub(super) i64);

/// Whose tokens they are: one person in one environment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Account {
    /// The environment's origin, such as `https://app.bitgo-test.com`.
    pub origin: String,
    /// The person's ID there.
    pub user_id: String,
}

/// One thing that happened, when, and to whose token.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When, by this machine's clock; kept to the millisecond.
    pub at: Timestamp,
    /// Whose token.
    pub account: Account,
    /// What happened.
    pub what: EventKind,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum EventKind {
    /// A token is about to be asked for. Written before the request is sent.
    Asked(Box<TokenAsked>),
    /// The platform made the token.
    Answered {
        /// The [`EventKind::Asked`] that it answers.
        asked: EventId,
        /// What the platform says that it made.
        token: TokenFacts,
        /// The answer's request ID.
        request_id: Option<String>,
    },
    /// No token came.
    Failed {
        /// The [`EventKind::Asked`] that failed.
        asked: EventId,
        /// The answer's request ID.
        request_id: Option<String>,
        /// What the person read.
        sentence: String,
        /// The token may have been made all the same (time-out, cut-off answer, 5xx).
        is_outcome_unknown: bool,
    },
    /// A token whose answer was lost was found in the list: it exists, but nobody has its value.
    LostFound {
        /// The [`EventKind::Asked`] whose answer was lost.
        asked: EventId,
        /// The token as listed.
        token: TokenFacts,
    },
    /// A token whose answer was lost is not in the list: it was not made.
    LostNotFound {
        /// The [`EventKind::Asked`] whose answer was lost.
        asked: EventId,
    },
    /// A token is about to be revoked. Written before the request is sent.
    RevokeAsked {
        /// The token.
        token_id: String,
    },
    /// The platform revoked the token.
    RevokeAnswered {
        /// The [`EventKind::RevokeAsked`] that it answers.
        asked: EventId,
        /// The answer's request ID.
        request_id: Option<String>,
    },
    /// The platform did not say that it revoked the token.
    RevokeFailed {
        /// The [`EventKind::RevokeAsked`] that failed.
        asked: EventId,
        /// The answer's request ID.
        request_id: Option<String>,
        /// What the person read.
        sentence: String,
        /// It may have been revoked all the same.
        is_outcome_unknown: bool,
    },
    /// A step of a replacement is done.
    Replaced {
        /// The token that goes.
        old_id: String,
        /// The token that comes.
        new_id: String,
        /// The step that is done.
        step: ReplaceStep,
    },
    /// A token stands in the list for the first time, again, or with other facts than before.
    Seen {
        /// The token as listed.
        token: TokenFacts,
    },
    /// The whole list was read; every token that was seen and has not vanished was in it.
    ListRead {
        /// How many tokens it held.
        count: u64,
    },
    /// A token is no longer in the list, and was not revoked from here.
    Vanished {
        /// The token.
        token_id: String,
        /// When it was last known to exist.
        last_seen: Option<Timestamp>,
        /// Why, as far as its expiry tells.
        why: VanishedWhy,
    },
    /// The person keeps a token whose value is lost: it is asked about no more.
    LostKept {
        /// The token.
        token_id: String,
    },
    /// A change of something else than a token is about to be sent. Written before the request is sent.
    ChangeAsked(Box<ChangeFacts>),
    /// The platform carried it out, or has it wait for approval.
    ChangeAnswered {
        /// The [`EventKind::ChangeAsked`] that it answers.
        asked: EventId,
        /// The answer's status.
        status: u16,
    },
    /// The platform did not say that it carried it out.
    ChangeFailed {
        /// The [`EventKind::ChangeAsked`] that failed.
        asked: EventId,
        /// What the person read.
        sentence: String,
        /// It may have been carried out all the same.
        is_outcome_unknown: bool,
    },
    /// The person has read what became of a change that was cut off.
    ChangeRead {
        /// The [`EventKind::ChangeAsked`] that was cut off.
        asked: EventId,
        /// What a look-up had found by then.
        found: String,
    },
}

impl EventKind {
    /// What this request comes to when it fails: no token was made, or none was revoked.
    #[must_use]
    pub fn failed(
        &self,
        asked: EventId,
        request_id: Option<String>,
        sentence: String,
        is_outcome_unknown: bool,
    ) -> Self {
        match self {
            Self::RevokeAsked { .. } => {
                Self::RevokeFailed { asked, request_id, sentence, is_outcome_unknown }
            }
            Self::ChangeAsked(_) => Self::ChangeFailed { asked, sentence, is_outcome_unknown },
            _ => Self::Failed { asked, request_id, sentence, is_outcome_unknown },
        }
    }

    /// What this request comes to when the person stops waiting for its answer.
    #[must_use]
    pub fn unanswered(&self, asked: EventId) -> Self {
        self.failed(asked, None, UNANSWERED.to_owned(), true)
    }

    /// The word in the file's column `kind`.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Asked(_) => "asked",
            Self::Answered { .. } => "answered",
            Self::Failed { .. } => "failed",
            Self::LostFound { .. } => "lostFound",
            Self::LostNotFound { .. } => "lostNotFound",
            Self::RevokeAsked { .. } => "revokeAsked",
            Self::RevokeAnswered { .. } => "revokeAnswered",
            Self::RevokeFailed { .. } => "revokeFailed",
            Self::Replaced { .. } => "replaced",
            Self::Seen { .. } => "seen",
            Self::ListRead { .. } => "listRead",
            Self::Vanished { .. } => "vanished",
            Self::LostKept { .. } => "lostKept",
            Self::ChangeAsked(_) => "changeAsked",
            Self::ChangeAnswered { .. } => "changeAnswered",
            Self::ChangeFailed { .. } => "changeFailed",
            Self::ChangeRead { .. } => "changeRead",
        }
    }
}

/// Exactly what was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenAsked {
    /// The lifetime as the person typed it.
    pub lifetime_typed: String,
    /// The token that this one is to replace, by ID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// The name of the template that it is made with; the template's ID is in the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// The request's body as it was sent, without the one-time code (spec: POST /api/v2/user/accesstoken).
    body: Value,
}

/// One spending limit as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitAsked {
    /// The coin; none for the limit over all ERC-20 tokens.
    pub coin: Option<String>,
    /// Whole base units; none for the largest that the platform gives.
    pub base_units: Option<String>,
}

impl TokenAsked {
    /// What this request asks for. `lifetime_typed` is the text of the form, such as `90 days`.
    pub fn of(request: &TokenRequest, lifetime_typed: &str, replaces: Option<&str>) -> Self {
        let body = serde_json::to_value(request).unwrap_or_default();
        Self {
            lifetime_typed: lifetime_typed.to_owned(),
            replaces: replaces.map(str::to_owned),
            template: request.template().map(|template| template.name_words().to_owned()),
            body,
        }
    }

    /// The body as it was sent, without the one-time code.
    pub fn body(&self) -> &Value {
        &self.body
    }

    /// The label.
    pub fn label(&self) -> &str {
        self.body["label"].as_str().unwrap_or_default()
    }

    /// The lifetime in seconds, as sent.
    pub fn lifetime_secs(&self) -> Option<u64> {
        self.body["duration"].as_u64()
    }

    /// The scopes, as sent.
    pub fn scopes(&self) -> Vec<&str> {
        texts(&self.body["scope"])
    }

    /// The addresses and ranges, as sent; empty for anywhere.
    pub fn addresses(&self) -> Vec<&str> {
        texts(&self.body["ipRestrict"])
    }

    /// The spending limits, the one over all ERC-20 tokens last.
    pub fn limits(&self) -> Vec<LimitAsked> {
        let limits = self.body["spendingLimits"].as_array().map(Vec::as_slice).unwrap_or_default();
        let erc20 = self.body.get("allErc20TokensLimit");
        limits.iter().chain(erc20).map(LimitAsked::read).collect()
    }
}

impl LimitAsked {
    fn read(limit: &Value) -> Self {
        let text = |name: &str| limit.get(name).and_then(Value::as_str).map(str::to_owned);
        Self { coin: text("coin"), base_units: text("txValueLimit") }
    }
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().map(|items| items.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

/// What the ledger keeps of a token, in the format of its file. Never its value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenFacts {
    /// The platform's ID.
    pub id: String,
    /// The label.
    pub label: String,
    /// When it was made, by the platform's clock.
    pub created: Option<Timestamp>,
    /// When it ends by itself, by the platform's clock.
    pub expires: Option<Timestamp>,
    /// The scopes.
    pub scopes: Vec<String>,
    /// The addresses it may be used from; empty for anywhere.
    pub addresses: Vec<String>,
}

impl TokenFacts {
    /// The token, as far as the ledger knows it.
    pub(super) fn existing(&self) -> ExistingToken {
        let terms = TokenTerms {
            scopes: self.scopes.clone(),
            addresses: self.addresses.clone(),
            ..TokenTerms::default()
        };
        ExistingToken {
            id: self.id.clone(),
            label: self.label.clone(),
            created: self.created,
            expires: self.expires,
            terms,
            ..ExistingToken::default()
        }
    }
}

impl From<&ExistingToken> for TokenFacts {
    fn from(token: &ExistingToken) -> Self {
        Self {
            id: token.id.clone(),
            label: token.label.clone(),
            created: token.created,
            expires: token.expires,
            scopes: token.terms.scopes.clone(),
            addresses: token.terms.addresses.clone(),
        }
    }
}

/// A step of a replacement, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ReplaceStep {
    /// The new token is made.
    Created,
    /// The new token works: the platform answered a call that was made with it.
    Verified,
    /// The new token works: the person said so.
    Vouched,
    /// The old token is revoked: the replacement is done.
    OldRevoked,
    /// The person let it be; both tokens stay.
    Abandoned,
}

/// Why a token is no longer listed, as judged from its expiry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum VanishedWhy {
    /// Its time was over.
    Expired,
    /// Its time was not over: somebody deleted it elsewhere.
    DeletedElsewhere,
}
