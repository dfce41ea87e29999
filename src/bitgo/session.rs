//! A session: the person, their token, and how everything is asked with it. What can be asked stands with
//! each subject (wallets, shares, approvals, …), as an `impl Session` of its own.
//!
//! Cloning is cheap. Streams hold a clone of their own, so dropping them ends their work. It must never
//! send a create, change or delete twice by itself.

mod end;
mod info;
mod probe;

pub(super) use end::SessionEnd;
pub use info::SessionInfo;

use super::client::{CURSOR, Call, ChangeLog, Client, PLACE};
use super::environment::EnvironmentKind;
use super::error::{Error, ErrorKind};
use super::fields::Fields;
use super::outcome::Outcome;
use super::paging::{self, Ask, Batch, Pages};
use super::rate_limit::RateLimit;
use super::raw_object::why_not;
use super::routes::{AskedBy, Route};
use super::secret::AccessToken;
use super::user::User;
use bytes::Bytes;
use futures::future::{BoxFuture, FutureExt};
use jiff::Timestamp;
use secrecy::SecretString;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

/// A page that is larger than an answer may be is asked for again with so many times fewer entries.
const SMALLER: usize = 4;

/// An open session. Holds the token, which it gives to nobody but its own host.
#[derive(Clone)]
pub struct Session(Arc<Inner>);

/// How a session was begun, which decides how it may be ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenedBy {
    /// With a login: the platform made a token for this session alone.
    Login,
    /// With an access token, which others may use too and which outlives the session.
    Token,
}

pub(super) struct Inner {
    client: Client,
    opened_by: OpenedBy,
    token: AccessToken,
    user: User,
    info: SessionInfo,
    was_token_encrypted: bool,
    end: SessionEnd,
    change_log: OnceLock<Arc<dyn ChangeLog>>,
}

/// The person's key for token issuance, kept only when the login itself used issuance, and until the session ends: every
/// token that the person makes is sealed to it anew.
pub(super) struct Issuance {
    pub ecdh_xprv: SecretString,
    pub derivation_path: String,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("user", &self.0.user.id).finish_non_exhaustive()
    }
}

impl Session {
    pub(super) fn open(
        client: Client,
        opened_by: OpenedBy,
        token: AccessToken,
        user: User,
        info: SessionInfo,
        issuance: Option<Issuance>,
    ) -> Self {
        let client = client.of_person(&user.id);
        let was_token_encrypted = issuance.is_some();
        let end = SessionEnd::of(issuance.map(Arc::new));
        let change_log = OnceLock::new();
        Self(Arc::new(Inner { client, opened_by, token, user, info, was_token_encrypted, end, change_log }))
    }

    /// The same token in a session of its own, through a client that signs otherwise. Whatever has ended this one does not
    /// end that one.
    #[must_use]
    pub fn through(&self, client: Client) -> Self {
        let Inner { opened_by, token, user, info, was_token_encrypted, end, change_log, .. } = &*self.0;
        Self(Arc::new(Inner {
            client: client.of_person(&user.id),
            opened_by: *opened_by,
            token: token.clone(),
            user: user.clone(),
            info: info.clone(),
            was_token_encrypted: *was_token_encrypted,
            end: SessionEnd::of(end.issuance().clone()),
            change_log: change_log.clone(),
        }))
    }

    /// From now on what is changed with it is kept there before it is sent. Said once.
    pub fn keep_changes_in(&self, log: Arc<dyn ChangeLog>) {
        self.0.change_log.get_or_init(|| log);
    }

    /// Whether the login gave it its token encrypted to the person's key.
    pub fn was_token_encrypted(&self) -> bool {
        self.0.was_token_encrypted
    }

    /// How it was begun.
    pub fn opened_by(&self) -> OpenedBy {
        self.0.opened_by
    }

    /// The person.
    pub fn user(&self) -> &User {
        &self.0.user
    }

    /// What was known about the session when it was opened; [`Session::session_info`] asks again.
    pub fn info(&self) -> &SessionInfo {
        &self.0.info
    }

    /// Its scopes, as of its opening.
    pub fn scopes(&self) -> &[String] {
        &self.0.info.scope
    }

    /// When it ends by itself; [`Timestamp::MAX`] where the platform named no end.
    pub fn expires_at(&self) -> Timestamp {
        self.0.info.expires.unwrap_or(Timestamp::MAX)
    }

    /// The connection that it uses, with environment and clock reading.
    pub fn client(&self) -> &Client {
        &self.0.client
    }

    /// Its token, for the OS keychain if the person says so.
    pub fn token(&self) -> &AccessToken {
        &self.0.token
    }

    /// The person's opened key; none once the session has ended.
    pub(super) fn issuance(&self) -> Option<Arc<Issuance>> {
        self.0.end.issuance().clone()
    }

    pub(super) fn sharing_keys(&self) -> &Arc<Mutex<RateLimit>> {
        self.0.client.sharing_keys()
    }

    /// A call with this session's token, whose refusal may be this session's end. The route's gaps are filled in
    /// order with `ids`. What is Express's own is refused everywhere else: passphrases go along with it.
    pub(super) fn call(&self, route: Route, ids: &[&str]) -> Result<Call<'_>, Error> {
        let what = match route.asked_by() {
            AskedBy::Opening => Some("A session that is open is not opened again, so nothing was sent."),
            AskedBy::Express if self.client().environment().kind() != EnvironmentKind::Express => {
                Some("Only Express takes passphrases; here the work with keys is done on this computer.")
            }
            AskedBy::Session | AskedBy::Express => None,
        };
        if let Some(what) = what {
            return Err(ErrorKind::NotHere(what).into());
        }
        let change_log = self.0.change_log.get().map(AsRef::as_ref);
        Ok(Call::new(route, ids)?.in_session(&self.0.token, &self.0.end, change_log))
    }

    /// Asks, and reads the answer's object.
    pub(super) async fn ask<T>(
        &self,
        call: Call<'_>,
        read: impl FnOnce(Fields) -> Result<T, &'static str>,
    ) -> Result<T, Error> {
        self.0.client.read(call, read).await
    }

    /// Asks for a change of which the platform may make a pending approval instead.
    pub(super) async fn ask_outcome<T>(
        &self,
        call: Call<'_>,
        read: impl FnOnce(Fields) -> Result<T, &'static str>,
    ) -> Result<Outcome<T>, Error> {
        self.0.client.read_with_status(call, |status, fields| Outcome::read(status, fields, read)).await
    }

    /// Asks for a change whose success needs no content.
    pub(super) async fn ask_done(&self, call: Call<'_>) -> Result<Outcome<()>, Error> {
        let received = self.0.client.send(call).await?;
        let fields = received.fields_if_any()?;
        Outcome::read(received.status(), fields, |_| Ok(())).map_err(|why| received.not_understood(why))
    }

    /// Streams a list: `call` makes the first page's question, the others add `prevId`.
    pub(super) fn pages<T: Send + 'static>(
        &self,
        call: impl for<'a> Fn(&'a Self) -> Result<Call<'a>, Error> + Send + Sync + 'static,
        read: fn(Fields) -> Result<Batch<T>, &'static str>,
    ) -> Pages<T> {
        paging::pages(self.asking(call, in_fields(read)))
    }

    /// As [`Session::pages`], several at a time, for lists that can be asked by place.
    pub(super) fn pages_ahead<T: Send + 'static>(
        &self,
        call: impl for<'a> Fn(&'a Self) -> Result<Call<'a>, Error> + Send + Sync + 'static,
        read: fn(Fields) -> Result<Batch<T>, &'static str>,
    ) -> Pages<T> {
        self.raw_pages_ahead(call, in_fields(read))
    }

    /// As [`Session::pages_ahead`], for lists whose items share the memory of the answers.
    pub(super) fn raw_pages_ahead<T: Send + 'static>(
        &self,
        call: impl for<'a> Fn(&'a Self) -> Result<Call<'a>, Error> + Send + Sync + 'static,
        read: impl Fn(Bytes) -> Result<Batch<T>, &'static str> + Send + Sync + 'static,
    ) -> Pages<T> {
        paging::pages_ahead(self.asking(call, read))
    }

    fn asking<T: Send + 'static>(
        &self,
        call: impl for<'a> Fn(&'a Self) -> Result<Call<'a>, Error> + Send + Sync + 'static,
        read: impl Fn(Bytes) -> Result<Batch<T>, &'static str> + Send + Sync + 'static,
    ) -> impl Fn(Ask) -> BoxFuture<'static, Result<Batch<T>, Error>> + Send + 'static {
        let (session, asks) = (self.clone(), Arc::new((call, read, AtomicUsize::new(usize::MAX))));
        move |ask| {
            let (session, asks) = (session.clone(), Arc::clone(&asks));
            let asking = async move {
                let (call, read, most) = &*asks;
                // By its place a page begins with the last entry of the one before.
                let fewest = if matches!(ask, Ask::From(_)) { 2 } else { 1 };
                loop {
                    let call = call(&session)?.page().at_most(most.load(Ordering::Relaxed));
                    let call = match &ask {
                        Ask::First => call,
                        Ask::After(id) => call.query(CURSOR, id),
                        Ask::From(place) => call.query(PLACE, place.to_string()),
                    };
                    let size = call.page_size();
                    match session.0.client.read_bytes(call, read).await {
                        // The rest of the list is asked for in smaller pages too.
                        Err(error)
                            if matches!(error.kind, ErrorKind::TooLarge { .. }) && size > Some(fewest) =>
                        {
                            let smaller = size.map_or(fewest, |size| (size / SMALLER).max(fewest));
                            most.fetch_min(smaller, Ordering::Relaxed);
                        }
                        answer => return answer,
                    }
                }
            };
            asking.boxed()
        }
    }
}

fn in_fields<T>(
    read: fn(Fields) -> Result<Batch<T>, &'static str>,
) -> impl Fn(Bytes) -> Result<Batch<T>, &'static str> {
    move |answer| {
        let value = serde_json::from_slice(&answer).map_err(|error| why_not(&error))?;
        Fields::of(value).ok_or("it is not an object").and_then(read)
    }
}

/// Runs work that costs time (PBKDF2, Argon2) beside the network's threads.
pub(super) async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ErrorKind> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| ErrorKind::Setup("the background work was ended".to_owned()))
}
