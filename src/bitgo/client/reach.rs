//! Whether the platform can be reached at all, and how long that takes.

use std::time::{Duration, Instant};

use super::{Call, Client};
use crate::bitgo::error::{Error, classify};
use crate::bitgo::routes::Route;

/// A test of the connection waits no longer.
const LONGEST_TEST: Duration = Duration::from_secs(20);

impl Client {
    /// Asks the platform's ping, which needs no token, and says how long the answer took. Whatever the host answers, it was
    /// reached: what it says is not read.
    pub async fn reach(&self) -> Result<Duration, Error> {
        let url = Call::new(Route::Ping, &[])?.url(self.environment().base_url());
        let (began, path) = (Instant::now(), url.path().to_owned());
        let answer = self.inner.http.get(url).timeout(LONGEST_TEST.min(self.inner.timeouts.request)).send();
        match answer.await {
            Ok(answer) => {
                let took = began.elapsed();
                tracing::info!(path, status = answer.status().as_u16(), ?took, "the host was reached");
                Ok(took)
            }
            Err(error) => {
                let error = Error::new(classify(&error, LONGEST_TEST.as_secs()));
                tracing::info!(path, kind = %error.kind, "the host was not reached");
                Err(error.with(|it| it.host = self.environment().host_label()))
            }
        }
    }
}
