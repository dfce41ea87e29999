//! The token ledger as the app keeps it: opened once, off the screen's thread, and written around every request.

use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;

use super::error::AppError;
use super::worker::Worker;
use crate::bitgo::access_token::AccessTokenInfo;
use crate::bitgo::error::Error;
use crate::domain::amount::Balance;
use crate::domain::lifetime::moment_words;
use crate::domain::token::known::KnownLimit;
use crate::domain::token::replace::{Replacement, Verified};
use crate::panels::tokens::{Past, PastToken};
use crate::store::ledger::{
    Account, Event, EventId, Fate, Happening, History, HistoryFilter, Ledger, LedgerPlace, LimitAsked,
    ListReading, ReplaceStep, TokenFacts, TokenHistory, TrailEntry,
};

/// The ledger of this machine, opened when it is first needed.
#[derive(Clone)]
pub struct LedgerHandle {
    place: LedgerPlace,
    opened: Arc<OnceCell<Opened>>,
}

/// The ledger, and what the person has to be told about its opening.
struct Opened {
    ledger: Ledger,
    notice: Option<String>,
}

impl LedgerHandle {
    /// The ledger at this place. Nothing is opened yet.
    pub fn new(place: LedgerPlace) -> Self {
        Self { place, opened: Arc::default() }
    }

    async fn ledger(&self) -> Ledger {
        let place = self.place.clone();
        let opened = self.opened.get_or_init(|| async move {
            let opening = spawn_blocking(move || Ledger::open(&place)).await;
            let (ledger, notice) = opening.unwrap_or_else(|_| Ledger::open(&LedgerPlace::in_memory()));
            if let Some(notice) = &notice {
                tracing::warn!(%notice, "the token ledger");
            }
            Opened { ledger, notice: notice.map(|notice| notice.to_string()) }
        });
        opened.await.ledger.clone()
    }

    /// What was wrong when the ledger was opened: where a damaged file is now, or why it is kept in memory alone.
    pub fn notice(&self) -> Option<&str> {
        self.opened.get()?.notice.as_deref()
    }
}

/// One account's part of the ledger.
#[derive(Clone)]
pub struct AccountLedger {
    ledger: LedgerHandle,
    worker: Worker,
    account: Account,
}

/// The entry for something that was sent, once it is written.
pub type LedgerEntry = Arc<OnceLock<EventId>>;

/// A request that is on its way. Dropped without an answer, it is written down that nobody waited for one.
struct Awaited {
    ledger: AccountLedger,
    if_dropped: Option<Happening>,
}

impl Drop for Awaited {
    fn drop(&mut self) {
        if let Some(what) = self.if_dropped.take() {
            self.ledger.note(what);
        }
    }
}

impl AccountLedger {
    /// The ledger of one person in one environment.
    pub fn new(ledger: LedgerHandle, worker: Worker, origin: String, user_id: String) -> Self {
        Self { ledger, worker, account: Account { origin, user_id } }
    }

    /// Writes down what happened; when this returns, it is on the disk. A ledger that refuses stops nobody's work.
    pub async fn write(&self, what: Happening) -> Option<EventId> {
        let ledger = self.ledger.ledger().await;
        let event = Event { at: Timestamp::now(), account: self.account.clone(), what };
        match spawn_blocking(move || ledger.append(&event)).await {
            Ok(Ok(id)) => Some(id),
            Ok(Err(error)) => {
                tracing::warn!(%error, "the token ledger was not written");
                None
            }
            Err(_) => None,
        }
    }

    /// Writes down what happened, and nobody waits for it.
    pub fn note(&self, what: Happening) {
        let ledger = self.clone();
        self.worker.detach(async move {
            let _ = ledger.write(what).await;
        });
    }

    /// Sends something that makes or ends a token. What is asked for is on the disk before it is sent, and what came of it
    /// before anybody has the answer.
    pub async fn around<T>(
        self,
        asked: Happening,
        entry: LedgerEntry,
        sending: impl Future<Output = Result<T, Error>>,
        answered: impl FnOnce(EventId, &T) -> Happening,
    ) -> Result<T, Error> {
        let is_creation = matches!(asked, Happening::Asked(_));
        let failed = |asked, request_id, sentence, is_outcome_unknown| {
            if is_creation {
                Happening::Failed { asked, request_id, sentence, is_outcome_unknown }
            } else {
                Happening::RevokeFailed { asked, request_id, sentence, is_outcome_unknown }
            }
        };
        let Some(id) = self.write(asked).await else { return sending.await };
        let _ = entry.set(id);
        let unanswered = failed(id, None, "Nobody waited for the answer.".to_owned(), true);
        let mut awaited = Awaited { ledger: self.clone(), if_dropped: Some(unanswered) };
        let result = sending.await;
        awaited.if_dropped = None;
        let came = match &result {
            Ok(answer) => answered(id, answer),
            Err(error) => {
                failed(id, error.request_id.clone(), error.advice().what, error.may_have_happened())
            }
        };
        self.write(came).await;
        result
    }

    /// Takes down a reading of the list, and reads what is known of the tokens of the past since, in words.
    pub async fn take_down_list(
        self,
        reading: ListReading,
        zone: TimeZone,
    ) -> Result<LedgerReading, AppError> {
        let ledger = self.ledger.ledger().await;
        let account = self.account;
        let work = move || {
            let now = Timestamp::now();
            ledger.record_list(&account, &reading, now)?;
            let filter = HistoryFilter { account: Some(account), ..HistoryFilter::default() };
            ledger.history(&filter, now).map(|history| LedgerReading {
                past: past_of(&history, now, &zone),
                replacements: replacements(&history.tokens),
            })
        };
        spawn_blocking(work)
            .await
            .map_err(|_| AppError::broke_off())?
            .map_err(|error| AppError::of_ledger(&error))
    }
}

/// What the ledger tells the panels.
#[derive(Debug, Default)]
pub struct LedgerReading {
    /// The tokens of the past, in words.
    pub past: Past,
    /// The replacements whose new token exists and whose old one is still there.
    pub replacements: Vec<Replacement>,
}

/// The replacements that stand half-way, as far as the ledger knows.
fn replacements(history: &[TokenHistory]) -> Vec<Replacement> {
    let is_active = |token: &&TokenHistory| matches!(token.fate, Fate::Active { .. });
    let of = |old: &TokenHistory| {
        let (old_id, link) = (old.id.clone()?, old.replaced_by.as_ref()?);
        let new = history.iter().filter(is_active).find(|token| token.id.as_ref() == Some(&link.token_id))?;
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
    history.iter().filter(is_active).filter_map(of).collect()
}

/// The ledger's tokens that are not in the list any more, or never were, in words; and those whose revocation nobody
/// has confirmed.
fn past_of(history: &History, read_at: Timestamp, zone: &TimeZone) -> Past {
    let is_past = |token: &&TokenHistory| match token.fate {
        Fate::UnderWay { .. } => false,
        Fate::Active { .. } => token.revocation_words(zone).is_some(),
        _ => true,
    };
    let tokens = history.tokens.iter().filter(is_past).map(|token| past_token(token, zone)).collect();
    Past { read_at, tokens, unreadable: history.unreadable }
}

fn past_token(token: &TokenHistory, zone: &TimeZone) -> PastToken {
    let asked = token.asked.as_ref().map(|asked| {
        let secs = asked.what.lifetime_secs().map(|secs| format!("{secs} s")).unwrap_or_default();
        let template = asked.what.template.as_ref().map(|name| format!(", by template “{name}”"));
        format!("{}, sent as {secs}{}", asked.what.lifetime_typed, template.unwrap_or_default())
    });
    let line = |entry: &TrailEntry| format!("{}: {}", moment_words(entry.at, zone), entry.words);
    let key = token.id.clone().or_else(|| token.asked.as_ref().map(|asked| format!("{:?}", asked.id)));
    let revocation = token.revocation_words(zone);
    let is_active = matches!(token.fate, Fate::Active { .. });
    let fate = match &revocation {
        Some(words) if is_active => words.clone(),
        Some(words) => format!("{}; {words}", token.fate.words(zone)),
        None => token.fate.words(zone),
    };
    PastToken {
        key: key.unwrap_or_default(),
        id: token.id.clone(),
        label: token.label().to_owned(),
        asked: asked.unwrap_or_else(|| "not from here".to_owned()),
        lived: token.lifetime_words().unwrap_or_default(),
        lived_secs: token.lifetime().map(|span| span.as_secs()),
        fate,
        last: token.trail.last().map(|entry| entry.at),
        facts: past_facts(token, zone),
        trail: token.trail.iter().map(line).collect(),
        is_open: token.fate.is_open() || (is_active && revocation.is_some()),
    }
}

/// What the token was: as the platform had it, else as it was asked for.
fn past_facts(token: &TokenHistory, zone: &TimeZone) -> Vec<(String, String)> {
    let moment = |at: Option<Timestamp>| at.map(|at| moment_words(at, zone));
    let asked = token.asked.as_ref().map(|asked| &asked.what);
    let told = token.facts();
    let scopes = told.map(|told| told.scopes.join(", "));
    let scopes = scopes.or_else(|| asked.map(|asked| asked.scopes().join(", ")));
    let from = told.map(|told| told.addresses.join(", "));
    let from = from.or_else(|| asked.map(|asked| asked.addresses().join(", ")));
    let from = from.map(|from| if from.is_empty() { "anywhere".to_owned() } else { from });
    let limits = asked.map(|asked| limits_words(&asked.limits())).filter(|words| !words.is_empty());
    let replaces = token.replaces.as_ref().map(|other| other.token_id.clone());
    let replaced_by = token.replaced_by.as_ref().map(|other| other.token_id.clone());
    [
        ("Created", moment(token.created())),
        ("Would end", moment(token.expires())),
        ("Last listed", moment(token.last_seen)),
        ("Scopes", scopes),
        ("From", from),
        ("Limits asked for", limits),
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
        KnownLimit::read(coin, size, is_maximum, None, None).in_words()
    };
    limits.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// What the ledger keeps of a listed or created token. Never its value.
pub fn facts_of(token: &AccessTokenInfo) -> TokenFacts {
    TokenFacts {
        id: token.id.clone(),
        label: token.label.clone(),
        created: token.created,
        expires: token.expires,
        scopes: token.scope.clone(),
        addresses: token.ip_restrict.clone(),
    }
}
