//! Sends requests and believes no answer unchecked: signs each try, checks each answer's signature over its
//! raw bytes before anything is parsed, retries GETs alone, measures the clocks' difference.
//!
//! It must never log a token, a body or a query, nor follow a redirect, nor repeat anything but a GET.

mod call;
mod clock;
mod receive;
mod retry;

pub(super) use call::Call;
pub use clock::ClockReading;
pub use retry::RetryRule;

use super::environment::Environment;
use super::error::{Error, ErrorKind};
use super::signing::AuthVersion;
use jiff::Timestamp;
use reqwest::redirect::Policy;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
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
    /// Largest answer that is taken in, in bytes.
    pub max_answer_bytes: u64,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            request: Duration::from_secs(100),
            retry: RetryRule::default(),
            max_answer_bytes: 64 * 1024 * 1024,
        }
    }
}

/// A connection to one environment. Cloning is cheap and shares connections and the clock reading.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    environment: Environment,
    version: AuthVersion,
    timeouts: Timeouts,
    http: reqwest::Client,
    clock: Mutex<Option<ClockReading>>,
    /// Since when nobody has answered; none while somebody does.
    silent_since: Mutex<Option<Timestamp>>,
}

/// The newest signing time of this process: two clients with one token must not sign in the same millisecond either.
static LAST_SIGNED_MS: AtomicI64 = AtomicI64::new(0);

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("origin", &self.0.environment.origin()).finish_non_exhaustive()
    }
}

impl Client {
    /// A client for an environment; nothing is sent yet.
    pub fn new(environment: Environment, version: AuthVersion, timeouts: Timeouts) -> Result<Self, Error> {
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
        let builder = if environment.is_loopback() { builder.no_proxy() } else { builder };
        let http = builder
            .build()
            .map_err(|_| ErrorKind::Setup("the encryption or proxy settings cannot be used".to_owned()))?;
        Ok(Self(Arc::new(Inner {
            environment,
            version,
            timeouts,
            http,
            clock: Mutex::new(None),
            silent_since: Mutex::new(None),
        })))
    }

    /// The environment it speaks to.
    pub fn environment(&self) -> &Environment {
        &self.0.environment
    }

    /// The signature scheme it speaks.
    pub fn auth_version(&self) -> AuthVersion {
        self.0.version
    }

    /// The newest reading of the server's clock against this computer's, from whichever answer came last.
    pub fn clock(&self) -> Option<ClockReading> {
        *self.0.clock.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Since when no question was answered; none while the newest one was.
    pub fn silent_since(&self) -> Option<Timestamp> {
        *self.0.silent_since.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of whether the platform answered. A refusal is an answer.
    fn note_contact(&self, failure: Option<&Error>) {
        let mut silent_since = self.0.silent_since.lock().unwrap_or_else(PoisonError::into_inner);
        if failure.is_some_and(Error::is_silence) {
            silent_since.get_or_insert_with(Timestamp::now);
        } else {
            *silent_since = None;
        }
    }

    fn note_clock(&self, reading: ClockReading) {
        *self.0.clock.lock().unwrap_or_else(PoisonError::into_inner) = Some(reading);
    }

    /// Now in milliseconds, but never the same twice: two equal requests signed in one millisecond would
    /// have the same HMAC, and the server would reject the second as a replay.
    fn signing_time_ms() -> i64 {
        let now_ms = Timestamp::now().as_millisecond();
        let previous = LAST_SIGNED_MS
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(now_ms.max(last + 1)))
            .unwrap_or(now_ms);
        now_ms.max(previous + 1)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_requests_are_signed_with_the_same_time() {
        let times: HashSet<i64> = (0..2000).map(|_| Client::signing_time_ms()).collect();
        assert_eq!(times.len(), 2000);
    }
}
