//! Sends requests and believes no answer unchecked: signs each try, checks each answer's signature over its
//! raw bytes before anything is parsed, retries GETs alone, measures the clocks' difference.
//!
//! It must never log a token, a body or a query, nor follow a redirect, nor repeat anything but a GET. A request's body is
//! wiped once it was sent, with every copy that this program makes of it (`body.rs`).

mod body;
mod budget;
mod budgets;
mod call;
mod change_log;
mod check;
mod clock;
mod reach;
mod receive;
mod retry;
mod signing_times;
mod stale;
mod work_waits;

pub(super) use call::{CURSOR, Call, PLACE};
pub use change_log::{ChangeCame, ChangeEntry, ChangeLog};
pub use clock::ClockReading;
pub use retry::RetryRule;
pub use stale::StaleAnswer;
pub use work_waits::{Purpose, WorkWaits};

use budget::Budget;
use budgets::{Whose, budget_of};
use stale::StaleAnswers;

use super::environment::Environment;
use super::error::{Error, ErrorKind};
use super::rate_limit::RateLimit;
use super::signing::AuthVersion;
use crate::domain::proxy::Proxy;
use jiff::Timestamp;
use reqwest::redirect::Policy;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long things may take and how large they may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Until a connection stands.
    pub connect: Duration,
    /// For one whole request with its answer. The vendor asks for 100 s: less cuts off slow successes.
    pub request: Duration,
    /// How and how often GETs are tried again.
    pub retry: RetryRule,
    /// So many requests are sent in any minute (the protocol notes, section 10); others wait.
    pub requests_a_minute: usize,
    /// A platform that has had too many and asks for a longer pause is asked again after this.
    pub longest_hold: Duration,
    /// Largest answer that is taken in, in bytes.
    pub max_answer_bytes: u64,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            request: Duration::from_secs(100),
            retry: RetryRule::default(),
            requests_a_minute: 360,
            longest_hold: Duration::from_mins(1),
            max_answer_bytes: 64 * 1024 * 1024,
        }
    }
}

/// A connection to one environment. Cloning is cheap and shares connections and the clock reading.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
    /// Shared with every client of this process that asks for the same person.
    budget: Arc<Budget>,
}

struct Inner {
    environment: Environment,
    version: AuthVersion,
    timeouts: Timeouts,
    proxy: Proxy,
    http: reqwest::Client,
    now: Box<dyn Fn() -> Timestamp + Send + Sync>,
    clock: Mutex<Option<ClockReading>>,
    contact: Mutex<Contact>,
    stale: Mutex<StaleAnswers>,
    /// An answer was rightly signed in this version.
    has_verified: AtomicBool,
}

/// When the platform has answered, and whether it does.
#[derive(Default)]
struct Contact {
    /// When the newest answer came.
    answered: Option<Timestamp>,
    /// Since when the newest question, or several up to it, stand without an answer.
    silent_since: Option<Timestamp>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("origin", &self.inner.environment.origin()).finish_non_exhaustive()
    }
}

impl Contact {
    /// Takes note of how a question that was asked at `asked` ended at `now`. A refusal is an answer.
    fn note(&mut self, is_silence: bool, asked: Timestamp, now: Timestamp) {
        if is_silence {
            self.silent_since.get_or_insert(self.answered.unwrap_or(asked));
        } else {
            *self = Self { answered: Some(now), silent_since: None };
        }
    }
}

fn budget_for(environment: &Environment, timeouts: &Timeouts, person: Option<&str>) -> Arc<Budget> {
    let (origin, person) = (environment.origin(), person.map(str::to_owned));
    budget_of(Whose { origin, person, most: timeouts.requests_a_minute })
}

impl Client {
    /// A client for an environment; nothing is sent yet.
    pub fn new(environment: Environment, version: AuthVersion, timeouts: Timeouts) -> Result<Self, Error> {
        Self::by_proxy(environment, version, timeouts, Proxy::System)
    }

    /// The same by a proxy of the person's choice. Nobody stands between two programs on one computer.
    pub fn by_proxy(
        environment: Environment,
        version: AuthVersion,
        timeouts: Timeouts,
        proxy: Proxy,
    ) -> Result<Self, Error> {
        Self::set_up(environment, version, timeouts, proxy, Timestamp::now)
    }

    /// As this one, for what is known by now of its environment.
    pub(in crate::bitgo) fn again_for(&self, environment: Environment) -> Result<Self, Error> {
        Self::by_proxy(environment, self.auth_version(), self.timeouts(), self.inner.proxy.clone())
    }

    /// The same at another clock than this computer's: requests are signed with its time, and answers are held
    /// against it. For tests, which set it.
    pub fn at_clock(
        environment: Environment,
        version: AuthVersion,
        timeouts: Timeouts,
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
    ) -> Result<Self, Error> {
        Self::set_up(environment, version, timeouts, Proxy::System, now)
    }

    fn set_up(
        environment: Environment,
        version: AuthVersion,
        timeouts: Timeouts,
        proxy: Proxy,
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
    ) -> Result<Self, Error> {
        // Fails when a provider is installed already, which is as good.
        drop(rustls::crypto::ring::default_provider().install_default());
        let builder = reqwest::Client::builder()
            .user_agent(concat!("Countersign/", env!("CARGO_PKG_VERSION")))
            .redirect(Policy::none())
            .referer(false)
            .connect_timeout(timeouts.connect)
            .timeout(timeouts.request)
            // The retries here sign every try afresh; anybody else's would replay a signature.
            .retry(reqwest::retry::never());
        let unusable = |_| ErrorKind::Setup("the encryption or proxy settings cannot be used".to_owned());
        let builder = match &proxy {
            _ if environment.is_loopback() => builder.no_proxy(),
            Proxy::System => builder,
            Proxy::None => builder.no_proxy(),
            Proxy::Given(address) => {
                builder.no_proxy().proxy(reqwest::Proxy::all(address.url().clone()).map_err(unusable)?)
            }
        };
        let http = builder.build().map_err(unusable)?;
        let budget = budget_for(&environment, &timeouts, None);
        let inner = Arc::new(Inner {
            environment,
            version,
            timeouts,
            proxy,
            http,
            now: Box::new(now),
            clock: Mutex::new(None),
            contact: Mutex::default(),
            stale: Mutex::default(),
            has_verified: AtomicBool::default(),
        });
        Ok(Self { inner, budget })
    }

    /// The same connection for a person who is known now: the platform counts what each person asks.
    #[must_use]
    pub(in crate::bitgo) fn of_person(self, id: &str) -> Self {
        let budget = budget_for(&self.inner.environment, &self.inner.timeouts, Some(id));
        // What another person has asked is not theirs.
        let nobody = budget_for(&self.inner.environment, &self.inner.timeouts, None);
        if Arc::ptr_eq(&nobody, &self.budget) {
            budget.take_over(&nobody);
        }
        Self { budget, ..self }
    }

    /// How often this person may look up sharing keys; also after another login it is one and the same.
    pub(in crate::bitgo) fn sharing_keys(&self) -> &Arc<Mutex<RateLimit>> {
        self.budget.sharing_keys()
    }

    /// The environment it speaks to.
    pub fn environment(&self) -> &Environment {
        &self.inner.environment
    }

    /// The signature scheme it speaks.
    pub fn auth_version(&self) -> AuthVersion {
        self.inner.version
    }

    /// How long it lets things take, and how large and many it lets them be.
    pub fn timeouts(&self) -> Timeouts {
        self.inner.timeouts
    }

    /// The newest reading of the server's clock against this computer's, from whichever answer came last.
    pub fn clock(&self) -> Option<ClockReading> {
        *self.inner.clock.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// When the platform answered last, where the newest question was not answered: where none was, when it was first
    /// asked.
    pub fn silent_since(&self) -> Option<Timestamp> {
        self.contact().silent_since
    }

    /// Whether the platform has rightly signed an answer in this client's version, which it therefore speaks.
    pub fn has_verified(&self) -> bool {
        self.inner.has_verified.load(Ordering::Relaxed)
    }

    /// An answer that was signed at another time and used all the same; of several, the furthest from its time. Only version 2
    /// uses such answers.
    pub fn stale_answer(&self) -> Option<StaleAnswer> {
        self.stale().furthest()
    }

    /// The person knows of the stale answers so far.
    pub fn forget_stale_answers(&self) {
        self.stale().forget();
    }

    fn stale(&self) -> MutexGuard<'_, StaleAnswers> {
        self.inner.stale.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn contact(&self) -> MutexGuard<'_, Contact> {
        self.inner.contact.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note_clock(&self, reading: ClockReading) {
        *self.inner.clock.lock().unwrap_or_else(PoisonError::into_inner) = Some(reading);
    }

    /// Now by this computer's clock.
    pub(in crate::bitgo) fn now(&self) -> Timestamp {
        (self.inner.now)()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn silence_is_counted_from_the_last_answer_or_from_the_first_question() {
        let at = |secs| Timestamp::from_second(secs).unwrap();
        let mut contact = Contact::default();
        contact.note(true, at(100), at(200));
        assert_eq!(contact.silent_since, Some(at(100)));
        contact.note(true, at(210), at(310));
        assert_eq!(contact.silent_since, Some(at(100)));
        contact.note(false, at(400), at(403));
        assert_eq!(contact.silent_since, None);
        // It fails after its time is up, long after the last answer.
        contact.note(true, at(420), at(520));
        assert_eq!(contact.silent_since, Some(at(403)));
        contact.note(true, at(530), at(630));
        assert_eq!(contact.silent_since, Some(at(403)));
    }
}
