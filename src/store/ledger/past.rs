//! What the ledger tells of tokens that are not in the list any more, in words; and the replacements that stand half-way.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::event::{LimitAsked, ReplaceStep};
use super::history::{History, TokenHistory, TokenOutcome, TrailEntry};
use super::text::asked_lifetime;
use crate::domain::amount::Balance;
use crate::domain::lifetime::moment_words;
use crate::domain::token::existing::ExistingLimit;
use crate::domain::token::replace::{Replacement, Verified};
use crate::domain::token::{Past, PastToken};

impl History {
    /// The tokens that are not in the list any more, or never were, in words; and those whose revocation nobody has
    /// confirmed.
    pub fn past(&self, read_at: Timestamp, zone: &TimeZone) -> Past {
        let is_past = |token: &&TokenHistory| match token.outcome {
            TokenOutcome::UnderWay { .. } => false,
            TokenOutcome::Active { .. } => token.revocation_words(zone).is_some(),
            _ => true,
        };
        let tokens = self.tokens.iter().filter(is_past).map(|token| past_token(token, zone)).collect();
        Past { read_at, tokens, unreadable: self.unreadable }
    }

    /// The replacements whose new token exists and whose old one is still there, as far as the ledger knows.
    pub fn replacements(&self) -> Vec<Replacement> {
        let is_active = |token: &&TokenHistory| matches!(token.outcome, TokenOutcome::Active { .. });
        let of = |old: &TokenHistory| {
            let (old_id, link) = (old.id.clone()?, old.replaced_by.as_ref()?);
            let new = self
                .tokens
                .iter()
                .filter(is_active)
                .find(|token| token.id.as_ref() == Some(&link.token_id))?;
            let mut replacement = Replacement::of(old_id, old.label());
            replacement.created(link.token_id.clone(), new.label().to_owned()).ok()?;
            let by = match link.step? {
                ReplaceStep::Created => None,
                ReplaceStep::Verified => Some(Verified::Session),
                ReplaceStep::Vouched => Some(Verified::Person),
                ReplaceStep::OldRevoked | ReplaceStep::Abandoned => return None,
            };
            by.map_or(Ok(()), |by| replacement.verified(by)).ok()?;
            Some(replacement)
        };
        self.tokens.iter().filter(is_active).filter_map(of).collect()
    }
}

fn past_token(token: &TokenHistory, zone: &TimeZone) -> PastToken {
    let asked = token.request.as_ref().map(|asked| {
        let template = asked.what.template.as_ref().map(|name| format!(", template “{name}”"));
        format!("{}{}", asked_lifetime(&asked.what), template.unwrap_or_default())
    });
    let line = |entry: &TrailEntry| format!("{}: {}", moment_words(entry.at, zone), entry.words);
    let key = token.id.clone().or_else(|| token.request.as_ref().map(|asked| format!("{:?}", asked.id)));
    let revocation = token.revocation_words(zone);
    let is_active = matches!(token.outcome, TokenOutcome::Active { .. });
    let outcome = match &revocation {
        Some(words) if is_active => words.clone(),
        Some(words) => format!("{}; {words}", token.outcome.words(zone)),
        None => token.outcome.words(zone),
    };
    PastToken {
        key: key.unwrap_or_default(),
        id: token.id.clone(),
        label: token.label().to_owned(),
        asked: asked.unwrap_or_else(|| "not created here".to_owned()),
        lived: token.lifetime_words().unwrap_or_default(),
        lived_secs: token.lifetime().map(|span| span.as_secs()),
        outcome,
        last: token.trail.last().map(|entry| entry.at),
        facts: past_facts(token, zone),
        trail: token.trail.iter().map(line).collect(),
        is_open: token.outcome.is_open() || (is_active && revocation.is_some()),
    }
}

/// What the token was: as the platform had it, else as it was asked for.
fn past_facts(token: &TokenHistory, zone: &TimeZone) -> Vec<(String, String)> {
    let moment = |at: Option<Timestamp>| at.map(|at| moment_words(at, zone));
    let asked = token.request.as_ref().map(|asked| &asked.what);
    let told = token.facts();
    let scopes = told.map(|told| told.scopes.join(", "));
    let scopes = scopes.or_else(|| asked.map(|asked| asked.scopes().join(", ")));
    let from = told.map(|told| told.addresses.join(", "));
    let from = from.or_else(|| asked.map(|asked| asked.addresses().join(", ")));
    let from = from.map(|from| if from.is_empty() { "any IP address".to_owned() } else { from });
    let limits = asked.map(|asked| limits_words(&asked.limits())).filter(|words| !words.is_empty());
    let replaces = token.replaces.as_ref().map(|other| other.token_id.clone());
    let replaced_by = token.replaced_by.as_ref().map(|other| other.token_id.clone());
    [
        ("Created", moment(token.created())),
        ("Expires", moment(token.expires())),
        ("Last seen", moment(token.last_seen)),
        ("Scopes", scopes),
        ("Allowed IP addresses", from),
        ("Requested spending limits", limits),
        ("Replaces", replaces),
        ("Replaced by", replaced_by),
    ]
    .into_iter()
    .filter_map(|(caption, words)| Some((caption.to_owned(), words?)))
    .collect()
}

fn limits_words(limits: &[LimitAsked]) -> String {
    let one = |limit: &LimitAsked| {
        let size = limit.base_units.as_deref().map(Balance::from_wire);
        let coin = limit.coin.clone().unwrap_or_default();
        let is_maximum = size.is_none().then_some(true);
        ExistingLimit::read(coin, size, is_maximum, None, None).in_words()
    };
    limits.iter().map(one).collect::<Vec<_>>().join("; ")
}
