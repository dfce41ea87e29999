//! A computer's clock that is set, forward and back, between two requests: the next one is signed with what it shows then,
//! and two clients with one token still never sign with the same time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use countersign::bitgo::client::{Client, Timeouts};
use countersign::bitgo::environment::{Environment, EnvironmentKind};
use countersign::bitgo::login;
use countersign::bitgo::session::Session;
use countersign::bitgo::signing::AuthVersion;
use countersign::sandbox::{Sandbox, SandboxOptions};
use futures::future::join_all;
use jiff::{SignedDuration, Timestamp};

use crate::support::sessions;
use crate::wire::CODE;

/// A clock that stands where it was set.
#[derive(Clone)]
struct SetClock(Arc<AtomicI64>);

impl SetClock {
    fn at(now: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(now.as_millisecond())))
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }

    fn set(&self, by: SignedDuration) {
        self.0.store((self.now() + by).as_millisecond(), Ordering::SeqCst);
    }
}

#[tokio::test]
async fn a_request_after_the_clock_was_set_is_signed_with_what_it_shows() {
    for version in [AuthVersion::V2, AuthVersion::V3] {
        // A time of its own: what else runs in this process signs with the present.
        let clock = SetClock::at("2026-03-09T10:00:00Z".parse().unwrap());
        let options = SandboxOptions { now: Some(clock.now()), wallets: 3, ..SandboxOptions::default() };
        let sandbox = Sandbox::start(options).await.unwrap();
        let client = || {
            let (clock, xpub) = (clock.clone(), Some(sandbox.server_xpub.clone()));
            let environment = Environment::custom(EnvironmentKind::Sandbox, sandbox.url.as_str(), xpub);
            let now = move || clock.now();
            Client::at_clock(environment.unwrap(), version, Timeouts::default(), now).unwrap()
        };
        let owner = &sandbox.accounts[0];
        let session = sessions::log_in(&client(), &owner.email, &owner.password, Some(CODE)).await.unwrap();
        let second = login::resume(&client(), session.token().expose().into()).await.unwrap();
        // Seconds, a day, a month: within what the server takes, and far outside of it.
        for by in [-2_i64, 90, -86_400, 87_000, -2_592_000].map(SignedDuration::from_secs) {
            clock.set(by);
            sandbox.control().set_now(clock.now());
            let asked = (0..24).map(|nth| if nth % 2 == 0 { &session } else { &second });
            let answers = join_all(asked.map(Session::session_info)).await;
            for answer in answers {
                answer.unwrap_or_else(|error| panic!("{version:?} after {by}: {error}"));
            }
        }
    }
}
