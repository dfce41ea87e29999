//! What the platform made of a request: compared field by field with what was asked, for it has the last word.

use crate::domain::foreign_text::visible;
use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::ip_range::normal;
use crate::domain::lifetime::{Lifetime, moment_words};
use crate::domain::text::listed;

use super::existing::{ExistingLimit, ExistingToken, LimitSize, TokenTerms, reach_words};
use super::findings::Field;
use super::reach::Reach;
use super::request::TokenRequest;

/// The clocks and the way to the platform may account for this much.
const TOLERANCE_SECS: u64 = 60;

/// How much a difference weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceSeverity {
    /// The token is not what was meant.
    Alarm,
    /// The platform does not say, or says the same in another way.
    Note,
}

/// One way in which the token that was made differs from the one that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Difference {
    /// The part of the request.
    pub field: Field,
    /// How much it weighs.
    pub severity: DifferenceSeverity,
    /// What was asked for, in words.
    pub requested: String,
    /// What was made, in words.
    pub actual: String,
    /// Both in a sentence.
    pub sentence: String,
}

/// Every difference between what was asked for and what was made, alarms first. An empty list means that the token is
/// what was meant.
///
/// Asked for is also what was left to a template: see [`TokenRequest::held`].
///
/// The documented answer repeats neither enterprises nor wallets (spec: POST /api/v2/user/accesstoken): that nothing is
/// said of them is a note, and anything else than what was asked is an alarm.
pub fn compare(
    asked: &TokenRequest,
    asked_at: Timestamp,
    made: &ExistingToken,
    zone: &TimeZone,
) -> Vec<Difference> {
    let mut found = Vec::new();
    let held = asked.terms();
    compare_label(asked, made, &mut found);
    compare_expiry(asked, asked_at, made, zone, &mut found);
    compare_scopes(&held, &made.terms, &mut found);
    compare_addresses(&held, &made.terms, &mut found);
    compare_limits(&held, &made.terms, &mut found);
    compare_erc20(held.erc20.as_ref(), made.terms.erc20.as_ref(), &mut found);
    compare_reach(&held.reach, &made.terms.reach, &mut found);
    found.sort_by_key(|difference| difference.severity);
    found
}

/// When a token was meant to end: as long after its creation, by the platform's own clock where that is known, as was
/// asked for.
fn meant_expiry(lifetime: Lifetime, created: Option<Timestamp>, asked_at: Timestamp) -> Timestamp {
    lifetime.expiry(created.unwrap_or(asked_at))
}

/// A sentence when the token does not end when it was meant to: by more than a minute, or at no known time.
fn expiry_alarm(meant: Timestamp, made: Option<Timestamp>, zone: &TimeZone) -> Option<String> {
    let meant_words = moment_words(meant, zone);
    let Some(made) = made else {
        return Some(format!(
            "BitGo did not report when this token expires; you requested {meant_words}. Check the list."
        ));
    };
    let off_secs = (made.as_second() - meant.as_second()).unsigned_abs();
    if off_secs <= TOLERANCE_SECS {
        return None;
    }
    let side = if made < meant { "earlier" } else { "later" };
    Some(format!(
        "This token expires {} {side} than you requested: {} instead of {meant_words}. Revoke it unless that is \
         what you want.",
        Lifetime { secs: off_secs }.in_words(),
        moment_words(made, zone),
    ))
}

fn alarm(field: Field, asked: String, made: String, sentence: String) -> Difference {
    Difference { field, severity: DifferenceSeverity::Alarm, requested: asked, actual: made, sentence }
}

/// Something that the platform does not repeat.
fn not_reported(field: Field, what: &str, asked: String) -> Difference {
    let sentence = format!("BitGo did not report the {what}; you requested {asked}.");
    Difference {
        field,
        severity: DifferenceSeverity::Note,
        requested: asked,
        actual: "not reported".to_owned(),
        sentence,
    }
}

fn compare_label(asked: &TokenRequest, made: &ExistingToken, found: &mut Vec<Difference>) {
    let quoted = |label: &str| format!("“{}”", visible(label));
    if made.label.is_empty() {
        found.push(not_reported(Field::Label, "label", quoted(asked.label())));
    } else if made.label != asked.label() {
        let (asked, made) = (quoted(asked.label()), quoted(&made.label));
        let sentence = format!("The token's label is {made}; you requested {asked}.");
        found.push(alarm(Field::Label, asked, made, sentence));
    }
}

fn compare_expiry(
    asked: &TokenRequest,
    asked_at: Timestamp,
    made: &ExistingToken,
    zone: &TimeZone,
    found: &mut Vec<Difference>,
) {
    let meant = meant_expiry(asked.lifetime(), made.created, asked_at);
    if let Some(sentence) = expiry_alarm(meant, made.expires, zone) {
        let made = made.expires.map_or_else(|| "not reported".to_owned(), |at| moment_words(at, zone));
        found.push(alarm(Field::Lifetime, moment_words(meant, zone), made, sentence));
    }
}

/// The scopes as sets: their order says nothing.
fn compare_scopes(asked: &TokenTerms, made: &TokenTerms, found: &mut Vec<Difference>) {
    let wanted: BTreeSet<&str> = asked.scopes.iter().map(String::as_str).collect();
    let given: BTreeSet<&str> = made.scopes.iter().map(String::as_str).collect();
    let words = |scopes: Vec<&&str>| listed(scopes.into_iter().map(|&it| it.to_owned()).collect(), "scope");
    let more: Vec<_> = given.difference(&wanted).collect();
    let less: Vec<_> = wanted.difference(&given).collect();
    if given.is_empty() {
        found.push(not_reported(Field::Scopes, "scopes", words(wanted.iter().collect())));
        return;
    }
    let asked_words = words(wanted.iter().collect());
    let made_words = words(given.iter().collect());
    if !more.is_empty() {
        let sentence = format!(
            "The token can do more than you requested: {} in addition to {asked_words}.",
            words(more)
        );
        found.push(alarm(Field::Scopes, asked_words.clone(), made_words.clone(), sentence));
    }
    if !less.is_empty() {
        let sentence = format!(
            "The token can do less than you requested: {} is missing; it has {made_words}.",
            words(less)
        );
        found.push(alarm(Field::Scopes, asked_words, made_words, sentence));
    }
}

fn compare_addresses(asked: &TokenTerms, made: &TokenTerms, found: &mut Vec<Difference>) {
    let wanted: BTreeSet<String> = asked.addresses.iter().map(|text| normal(text)).collect();
    let given: BTreeSet<String> = made.addresses.iter().map(|text| normal(text)).collect();
    if wanted == given {
        return;
    }
    let words = |set: &BTreeSet<String>| match set.len() {
        0 => "any IP address".to_owned(),
        _ => listed(set.iter().cloned().collect(), "range"),
    };
    let (asked, made) = (words(&wanted), words(&given));
    let sentence = format!("The token works from {made}; you requested {asked}.");
    found.push(alarm(Field::Addresses, asked, made, sentence));
}

fn compare_limits(asked: &TokenTerms, made: &TokenTerms, found: &mut Vec<Difference>) {
    for limit in &asked.limits {
        let given = made.limits.iter().find(|given| given.coin == limit.coin);
        compare_limit(limit, given, found);
    }
    for extra in made.limits.iter().filter(|given| asked.limits.iter().all(|it| it.coin != given.coin)) {
        unasked_limit(extra, found);
    }
}

fn compare_erc20(asked: Option<&ExistingLimit>, made: Option<&ExistingLimit>, found: &mut Vec<Difference>) {
    match (asked, made) {
        (Some(limit), made) => compare_limit(limit, made, found),
        (None, Some(made)) => unasked_limit(made, found),
        (None, None) => {}
    }
}

fn unasked_limit(extra: &ExistingLimit, found: &mut Vec<Difference>) {
    let (asked, made) = (format!("no limit of {}", extra.about()), extra.size_words());
    let sentence = format!("The token has a spending limit that you did not request: {made}.");
    found.push(alarm(Field::Limits, asked, made, sentence));
}

fn compare_limit(limit: &ExistingLimit, made: Option<&ExistingLimit>, found: &mut Vec<Difference>) {
    let (about, asked) = (limit.about(), limit.size_words());
    let Some(made) = made else {
        let sentence = format!("The token has no spending limit for {about}; you requested {asked}.");
        found.push(alarm(Field::Limits, asked, "none".to_owned(), sentence));
        return;
    };
    match (&limit.size, &made.size) {
        (asked, made) if asked == made => {}
        (_, LimitSize::NotTold) => {
            found.push(not_reported(Field::Limits, &format!("spending limit for {about}"), asked));
        }
        (LimitSize::Maximum, LimitSize::Exact(_)) => {
            let made = made.size_words();
            let sentence =
                format!("You requested the maximum spending limit for {about}; BitGo set it to {made}.");
            found.push(Difference {
                field: Field::Limits,
                severity: DifferenceSeverity::Note,
                requested: asked,
                actual: made,
                sentence,
            });
        }
        _ => {
            let made = made.size_words();
            let sentence = format!("The spending limit for {about} is {made}; you requested {asked}.");
            found.push(alarm(Field::Limits, asked, made, sentence));
        }
    }
}

fn compare_reach(asked: &Reach, made: &Reach, found: &mut Vec<Difference>) {
    let set = |ids: &[String]| -> BTreeSet<String> { ids.iter().cloned().collect() };
    let is_same = match (asked, made) {
        (Reach::Everything, Reach::Everything) => true,
        (Reach::Enterprises(a), Reach::Enterprises(b)) | (Reach::Wallets(a), Reach::Wallets(b)) => {
            set(a) == set(b)
        }
        _ => false,
    };
    if is_same {
        return;
    }
    let asked_words = reach_words(asked);
    if *made == Reach::Everything {
        found.push(not_reported(Field::Reach, "wallet access", asked_words));
    } else {
        let made = reach_words(made);
        let sentence = format!("Wallet access: the token works {made}; you requested {asked_words}.");
        found.push(alarm(Field::Reach, asked_words, made, sentence));
    }
}

#[cfg(test)]
mod tests;
