//! What stands behind Express: its ping, which needs no token and is asked before one is sent (seed: API reference,
//! `GET /api/v2/ping`).

use crate::bitgo::client::{Call, Client};
use crate::bitgo::environment::{EnvironmentKind, PlatformBehind};
use crate::bitgo::error::{Error, ErrorKind};
use crate::bitgo::fields::Fields;
use crate::bitgo::routes::Route;
use std::time::Duration;

/// A ping that takes longer, tries and all, is not waited for: what stands behind then counts as production.
const LONGEST_PING: Duration = Duration::from_secs(10);

/// Asks what stands behind an Express server. Nothing secret is sent. The answer is unsigned, as everything of Express is.
pub async fn platform_behind(client: &Client) -> Result<PlatformBehind, Error> {
    let asked = client.read(Call::new(Route::Ping, &[])?, |fields| Ok(read(fields)));
    match tokio::time::timeout(LONGEST_PING, asked).await {
        Ok(answered) => answered,
        Err(_) => Err(ErrorKind::TimedOut { after_secs: LONGEST_PING.as_secs() }.into()),
    }
}

/// The client to open a session with. Behind an Express server it reads once more what stands there; where that is not
/// the test environment any more that the person was shown, no session is opened and so no token sent.
pub async fn with_platform_behind(client: &Client) -> Result<Client, Error> {
    let environment = client.environment();
    if environment.kind() != EnvironmentKind::Express {
        return Ok(client.clone());
    }
    let behind = platform_behind(client).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "what stands behind Express could not be read");
        PlatformBehind::NotRead
    });
    if behind.counts_as_production() && !environment.counts_as_production() {
        let what = "This Express server no longer says that the test environment is behind it. Check the server again \
                    before you log in.";
        return Err(ErrorKind::NotHere(what).into());
    }
    client.again_for(environment.clone().with_behind(behind))
}

fn read(mut fields: Fields) -> PlatformBehind {
    let (environment, config) = (fields.text("environment"), fields.text("configEnv"));
    PlatformBehind::of_names(environment.as_deref(), config.as_deref())
}
