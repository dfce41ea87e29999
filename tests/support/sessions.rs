//! Support: sessions with a running sandbox, for what a test gets ready or looks up beside what it tries.

use countersign::bitgo::client::{Client, Timeouts};
use countersign::bitgo::environment::{Environment, EnvironmentKind};
use countersign::bitgo::error::Error;
use countersign::bitgo::login::{self, Credentials};
use countersign::bitgo::paging::Page;
use countersign::bitgo::plain_token::PlainToken;
use countersign::bitgo::session::Session;
use countersign::bitgo::signing::AuthVersion;
use countersign::sandbox::RunningSandbox;
use futures::{Stream, TryStreamExt};

/// Email and password of the compliance officer, whom the sandbox does not announce: she has no sharing key.
pub const COMPLIANCE: (&str, &str) = ("compliance@treasury.example", "sandbox-compliance-4");

pub fn client(sandbox: &RunningSandbox, version: AuthVersion, timeouts: Timeouts) -> Client {
    let xpub = Some(sandbox.server_xpub.clone());
    let environment = Environment::custom(EnvironmentKind::Sandbox, sandbox.url.as_str(), xpub).unwrap();
    Client::new(environment, version, timeouts).unwrap()
}

pub async fn log_in(
    client: &Client,
    email: &str,
    password: &str,
    code: Option<&str>,
) -> Result<Session, Error> {
    let (password, code) = (password.into(), code.map(Into::into));
    login::login(
        client,
        Credentials { email: email.to_owned(), password, code, plain_token: PlainToken::default() },
    )
    .await
}

/// A list to its end.
pub async fn all<T>(pages: impl Stream<Item = Result<Page<T>, Error>>) -> Vec<T> {
    let pages: Vec<_> = pages.try_collect().await.unwrap();
    pages.into_iter().flat_map(|page| page.items).collect()
}
