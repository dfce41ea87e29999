//! Whether what came of an operation is what may come of it under a fault.

use std::collections::BTreeMap;

use countersign::bitgo::error::{Error, ErrorKind};
use countersign::bitgo::signing::{AuthVersion, SignatureError};
use countersign::sandbox::FaultKind;

use crate::columns::Column;
use crate::operations::{Operation, Weight};
use crate::seen::{Listed, Seen};

/// Asks for a key of one's own: a read, though it is a `POST`.
const OWN_KEY: &str = "POST /api/v1/keychain/{xpub}";

/// The one operation whose answer alone is signed.
const LOGIN: &str = "login";

/// An operation under a fault, and what is known about it.
pub struct Case<'a> {
    pub column: &'a Column,
    pub operation: &'a Operation,
    /// The same without the fault.
    pub right: &'a Seen,
    pub seen: &'a Seen,
    /// The requests other than reads that arrived, by route.
    pub changes: &'a BTreeMap<&'static str, u64>,
    /// The fault spared the steps that read.
    pub spares_reads: bool,
    /// The client tells of an answer that it used although it was signed at another time.
    pub tells_of_stale: bool,
}

/// A cell of the table.
pub struct Verdict {
    pub word: String,
    pub is_right: bool,
    /// What is wrong with it.
    pub wrong: Option<String>,
}

impl Verdict {
    /// With what came of the last step alone.
    pub fn and(mut self, other: Self) -> Self {
        if other.word != self.word {
            self.word = format!("{}, {}", self.word, other.word);
        }
        self.wrong = self.wrong.or(other.wrong);
        self
    }
}

/// What may come of an operation under a fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Expected {
    /// The right result.
    Right,
    /// This error.
    Fails(Failure),
    /// This error, or the right result where nothing has to be read for it.
    FailsOrNeedsNoContent(Failure),
    /// The client says that entries came twice, or stops.
    Repetition,
    /// Entries are gone: all others came, once each.
    Shorter,
}

/// What kind of error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Failure {
    TimedOut,
    Interrupted,
    Unreadable,
    WebPage,
    Status(u16),
    Forged,
    Unsigned,
    Stale,
}

impl Failure {
    fn is(self, error: &Error) -> bool {
        let status = |it| error.kind == ErrorKind::Answered && error.status == Some(it) && !error.is_html;
        match (self, &error.kind) {
            (Self::TimedOut, ErrorKind::TimedOut { .. })
            | (Self::Interrupted, ErrorKind::Interrupted)
            | (Self::Unreadable, ErrorKind::NotUnderstood(_))
            | (Self::Forged, ErrorKind::Signature(SignatureError::Forged))
            | (Self::Unsigned, ErrorKind::Signature(SignatureError::Missing))
            | (Self::Stale, ErrorKind::Signature(SignatureError::Stale { .. })) => true,
            (Self::WebPage, ErrorKind::Answered) => error.is_html,
            (Self::Status(it), _) => status(it),
            _ => false,
        }
    }

    fn word(self) -> String {
        match self {
            Self::TimedOut => "timed out".to_owned(),
            Self::Interrupted => "broken".to_owned(),
            Self::Unreadable => "unreadable".to_owned(),
            Self::WebPage => "web page".to_owned(),
            Self::Status(status) => status.to_string(),
            Self::Forged => "forged".to_owned(),
            Self::Unsigned => "unsigned".to_owned(),
            Self::Stale => "stale".to_owned(),
        }
    }
}

/// A fault has no row here only as long as this does not compile.
fn expected(case: &Case<'_>) -> Expected {
    let Operation { name, weight, .. } = *case.operation;
    // The request for a login is not signed, but its answer is, and in version 2 nobody refuses the login for a late clock.
    let is_open = case.operation.is_open && name != LOGIN;
    let unless_open = |failure| if is_open { Expected::Right } else { Expected::Fails(failure) };
    let Some(fault) = case.column.fault else { return Expected::Right };
    match fault {
        FaultKind::Slow if case.column.is_hasty() => Expected::Fails(Failure::TimedOut),
        FaultKind::Hang => Expected::Fails(Failure::TimedOut),
        FaultKind::Reset => Expected::Fails(Failure::Interrupted),
        FaultKind::Truncated => Expected::FailsOrNeedsNoContent(Failure::Unreadable),
        FaultKind::Html => Expected::Fails(Failure::WebPage),
        FaultKind::TooMany => Expected::Fails(Failure::Status(429)),
        FaultKind::ServerError => Expected::Fails(Failure::Status(500)),
        FaultKind::WrongHmac => unless_open(Failure::Forged),
        FaultKind::MissingHmac if name == LOGIN => Expected::Right,
        FaultKind::WrongClock if name == LOGIN && case.column.version == AuthVersion::V2 => Expected::Right,
        FaultKind::MissingHmac => unless_open(Failure::Unsigned),
        // Version 2 only warns of an old signature, and its server refuses a request that comes late.
        FaultKind::StaleTime if case.column.version == AuthVersion::V2 => Expected::Right,
        FaultKind::WrongClock if case.column.version == AuthVersion::V2 => unless_open(Failure::Status(401)),
        FaultKind::StaleTime | FaultKind::WrongClock => unless_open(Failure::Stale),
        FaultKind::DuplicatedPage if weight == Weight::List => Expected::Repetition,
        FaultKind::ShrinkingPage if weight == Weight::List => Expected::Shorter,
        FaultKind::LostToken if name == "create_access_token" => Expected::Fails(Failure::Interrupted),
        FaultKind::Slow | FaultKind::DuplicatedPage | FaultKind::ShrinkingPage | FaultKind::LostToken => {
            Expected::Right
        }
    }
}

/// Whether the fault lets the platform do what it is asked.
fn is_carried_out(fault: FaultKind) -> bool {
    match fault {
        FaultKind::Slow
        | FaultKind::Reset
        | FaultKind::Truncated
        | FaultKind::WrongHmac
        | FaultKind::MissingHmac
        | FaultKind::StaleTime
        | FaultKind::DuplicatedPage
        | FaultKind::ShrinkingPage
        | FaultKind::LostToken => true,
        FaultKind::Hang
        | FaultKind::Html
        | FaultKind::TooMany
        | FaultKind::ServerError
        | FaultKind::WrongClock => false,
    }
}

/// The word for the table, and everything that must not be.
pub fn judge(case: &Case<'_>) -> Verdict {
    let (word, wrong) = match outcome(case) {
        Ok(word) => (word, sent_and_timed(case).and_then(|()| tells_of_stale(case)).err()),
        Err(wrong) => ("wrong".to_owned(), Some(wrong)),
    };
    let place = if case.spares_reads { ", at the change itself" } else { "" };
    let wrong = wrong.map(|it| format!("{} under {}{place}: {it}", case.operation.name, case.column.name));
    Verdict { is_right: word == "ok", word, wrong }
}

fn outcome(case: &Case<'_>) -> Result<String, String> {
    if let Some(error) = case.seen.error() {
        is_clear(error)?;
    }
    match expected(case) {
        Expected::Right => is_right(case),
        Expected::Fails(failure) => fails(case, failure),
        Expected::FailsOrNeedsNoContent(failure) => is_right(case).or_else(|_| fails(case, failure)),
        Expected::Repetition => repeats(case),
        Expected::Shorter => is_shorter(case),
    }
}

fn is_right(case: &Case<'_>) -> Result<String, String> {
    let same = match (case.seen, case.right) {
        (Seen::One(Ok(seen)), Seen::One(Ok(right))) => seen == right,
        (Seen::List(seen), Seen::List(right)) => {
            seen.error.is_none() && seen.has_ended && !seen.is_told && seen.entries == right.entries
        }
        _ => false,
    };
    if same { Ok("ok".to_owned()) } else { Err(format!("{:?} and not {:?}", case.seen, case.right)) }
}

fn fails(case: &Case<'_>, failure: Failure) -> Result<String, String> {
    let error = case.seen.error().ok_or_else(|| format!("{:?} and no error", case.seen))?;
    if !failure.is(error) {
        return Err(format!("{error:?} and not {failure:?}"));
    }
    if let Seen::List(listed) = case.seen
        && (listed.has_ended || listed.has_repeats())
    {
        return Err(format!("a list that looks whole: {listed:?}"));
    }
    let is_change_sent = case.changes.keys().any(|route| *route != OWN_KEY);
    let is_done = case.column.fault.is_some_and(is_carried_out) && is_change_sent;
    if is_done && !error.may_have_happened() {
        return Err(format!("it may have happened, and {error:?} denies it"));
    }
    Ok(failure.word())
}

/// The list stops with an error or says that it has left repetitions out; an entry never counts twice.
fn repeats(case: &Case<'_>) -> Result<String, String> {
    let (seen, right) = lists(case)?;
    let is_repetition = |error: &Error| error.kind == ErrorKind::ListRepeats;
    let is_said = seen.error.as_ref().map_or(seen.is_told, is_repetition);
    let is_known = seen.entries.iter().all(|entry| right.entries.contains(entry));
    if is_said && is_known && !seen.has_repeats() { Ok("told".to_owned()) } else { Err(format!("{seen:?}")) }
}

/// Each page but the first has lost an entry, and nothing else is missing. Told where the platform reports the number;
/// elsewhere an entry that has gone is gone.
fn is_shorter(case: &Case<'_>) -> Result<String, String> {
    let (seen, right) = lists(case)?;
    let lost = right.entries.iter().filter(|entry| !seen.entries.contains(entry)).count();
    let is_known = seen.entries.iter().all(|entry| right.entries.contains(entry));
    let is_whole = seen.error.is_none() && seen.has_ended && seen.pages > 1;
    if !is_known || !is_whole || seen.has_repeats() || lost != seen.pages - 1 {
        return Err(format!("{lost} entries are lost: {seen:?}"));
    }
    if case.operation.name == "wallets" && !seen.is_told {
        return Err("the platform counts more wallets than came, and nobody says so".to_owned());
    }
    Ok(if seen.is_told { "told" } else { "shorter" }.to_owned())
}

fn lists<'a>(case: &Case<'a>) -> Result<(&'a Listed, &'a Listed), String> {
    match (case.seen, case.right) {
        (Seen::List(seen), Seen::List(right)) => Ok((seen, right)),
        _ => Err("it is no list".to_owned()),
    }
}

/// The sentences of an error say something, and it names what support asks for.
fn is_clear(error: &Error) -> Result<(), String> {
    let advice = error.advice();
    for sentence in [error.to_string(), advice.what, advice.next] {
        let is_sentence = sentence.ends_with('.') && sentence.starts_with(char::is_uppercase);
        if !is_sentence || sentence.contains('{') || sentence.contains('<') {
            return Err(format!("{error:?} says: {sentence}"));
        }
    }
    let is_named = !error.path.is_empty() && !error.method.is_empty() && !error.host.is_empty();
    if is_named && error.request_id.is_some() || error.kind == ErrorKind::ListRepeats {
        Ok(())
    } else {
        Err(format!("what was asked is not named: {error:?}"))
    }
}

/// Version 2 uses an answer that was signed at another time, and the client can tell; nobody else is told of one.
fn tells_of_stale(case: &Case<'_>) -> Result<(), String> {
    let is_stale = matches!(case.column.fault, Some(FaultKind::StaleTime | FaultKind::WrongClock));
    let is_used = is_stale && case.column.version == AuthVersion::V2;
    let is_used = is_used && (!case.operation.is_open || case.operation.name == LOGIN);
    if case.tells_of_stale == is_used { Ok(()) } else { Err(format!("told: {}", case.tells_of_stale)) }
}

/// Nothing but a read is sent twice, and everything ends in time.
fn sent_and_timed(case: &Case<'_>) -> Result<(), String> {
    if matches!(case.operation.weight, Weight::List | Weight::Read) && !case.changes.is_empty() {
        return Err(format!("a read sent {:?}", case.changes));
    }
    if case.changes.values().any(|&count| count > 1) {
        return Err(format!("sent twice: {:?}", case.changes));
    }
    if matches!(case.seen, Seen::Endless) {
        return Err("it did not end, though its time-outs had".to_owned());
    }
    Ok(())
}
