//! One attempt to log in, and what it has come to hold: a token that the server refused in version 3 of the signatures can
//! be tried in version 2 without anything being typed again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use secrecy::SecretString;

use crate::app::error::AppError;
use crate::app::ledger::LedgerHandle;
use crate::app::opened::Opened;
use crate::app::program::Program;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::client::Client;
use crate::bitgo::environment::Environment;
use crate::bitgo::error::Error;
use crate::bitgo::express::with_platform_behind;
use crate::bitgo::login::{self, Credentials};
use crate::bitgo::plain_token::PlainToken;
use crate::bitgo::session::Session;
use crate::bitgo::signing::AuthVersion;
use crate::domain::diagnosis::{ErrorCause, TokenOrigin};
use crate::panels::login::Chosen;
use crate::store::ledger::LoginName;

/// So long the first answer to a new token is waited for.
const FIRST_ANSWER: Duration = Duration::from_secs(10);

/// So long what an attempt holds is kept for another try: whoever has walked away by then logs in again.
const HELD_FOR: Duration = Duration::from_mins(5);

/// The attempt under way, or the last one.
#[derive(Default)]
pub(super) struct LoginAttempt {
    pub(super) task: Task<Opened>,
    /// Its client: its environment, and what it measured of the clocks.
    client: Option<Client>,
    held: Held,
    /// What was chosen in the form when it began.
    chosen: Option<Chosen>,
    /// Version 2 is tried because version 3 did not work.
    is_trial: bool,
    /// It was begun with a token that the person has.
    is_of_token: bool,
}

/// What an attempt has to be believed by. Wiped when it is dropped.
#[derive(Clone)]
enum Proof {
    /// The token of a login, in the session that it was given for.
    Session(Session),
    /// A token that the person pasted.
    Token(SecretString),
}

/// Where an attempt leaves its proof, with the moment: there is one afterwards only where it failed in a way that speaks for
/// version 2.
#[derive(Clone, Default)]
struct Held(Arc<Mutex<Option<(Proof, Instant)>>>);

impl Held {
    fn slot(&self) -> MutexGuard<'_, Option<(Proof, Instant)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How much longer it is kept; zero where its time is over, none where there is nothing.
    fn time_left(&self, now: Instant) -> Option<Duration> {
        let slot = self.slot();
        let (_, since) = slot.as_ref()?;
        Some(HELD_FOR.saturating_sub(now.saturating_duration_since(*since)))
    }

    /// Keeps the proof, and lets go of it unless what comes of it speaks for version 2.
    async fn while_tried(
        &self,
        proof: Proof,
        client: &Client,
        trial: impl Future<Output = Result<Session, Error>>,
    ) -> Result<Session, Error> {
        let origin = match &proof {
            Proof::Session(_) => TokenOrigin::Login,
            Proof::Token(_) => TokenOrigin::Given,
        };
        *self.slot() = Some((proof, Instant::now()));
        let result = trial.await;
        if !result.as_ref().is_err_and(|error| speaks_for_version_2(client, error, origin)) {
            *self.slot() = None;
        }
        result
    }
}

impl LoginAttempt {
    /// The client of the last attempt.
    pub(super) fn client(&self) -> Option<&Client> {
        self.client.as_ref()
    }

    /// Whether it failed in a way that speaks for version 2 of the signatures.
    pub(super) fn offers_version_2(&self) -> bool {
        self.offer_ends_in(Instant::now()).is_some()
    }

    /// How much longer version 2 is offered, where it is.
    pub(super) fn offer_ends_in(&self, now: Instant) -> Option<Duration> {
        self.task.error().and_then(|_| self.held.time_left(now))
    }

    /// It was begun with what the form says now.
    pub(super) fn stands_for(&mut self, chosen: Option<Chosen>) {
        self.chosen = chosen;
    }

    /// Lets go of what it holds where the form says something else by now, and when its time is over.
    pub(super) fn let_go_unless(&self, chosen: Option<&Chosen>, now: Instant) {
        let is_over = self.held.time_left(now).is_some_and(|left| left.is_zero());
        if is_over || self.chosen.as_ref() != chosen {
            *self.held.slot() = None;
        }
    }

    /// Whether it tried version 2 because version 3 did not work.
    pub(super) fn is_trial(&self) -> bool {
        self.is_trial
    }

    /// Whether it failed because the platform does not take the token that the person has.
    pub(super) fn was_token_refused(&self) -> bool {
        self.is_of_token && self.task.error().is_some_and(|error| error.cause == ErrorCause::InvalidToken)
    }

    /// Logs in by password. What the ledger knows of the account decides whether a plain token is taken, unless the person
    /// has agreed to one.
    pub(super) fn by_password(
        &mut self,
        environment: Environment,
        version: AuthVersion,
        program: &Program,
        credentials: Credentials,
        accepts_plain_token: bool,
    ) {
        let ledger = program.ledger.clone();
        let name = LoginName { origin: environment.origin(), email: credentials.email.clone() };
        self.begin(environment, version, program, move |client, held| async move {
            let client = with_platform_behind(&client).await?;
            let plain_token =
                if accepts_plain_token { PlainToken::Accepted } else { ledger.plain_token(&name).await };
            let session = login::login(&client, Credentials { plain_token, ..credentials }).await?;
            let notice = note(&ledger, &name, &session, accepts_plain_token).await;
            let proof = Proof::Session(session.clone());
            let session = held.while_tried(proof, &client, believed(session)).await?;
            Ok(Opened { notice, ..Opened::from(session) })
        });
    }

    /// Goes on with a token that the person has.
    pub(super) fn by_token(
        &mut self,
        environment: Environment,
        version: AuthVersion,
        program: &Program,
        token: SecretString,
    ) {
        self.begin(environment, version, program, move |client, held| async move {
            let trial = async { login::resume(&with_platform_behind(&client).await?, token.clone()).await };
            held.while_tried(Proof::Token(token.clone()), &client, trial).await.map(Opened::from)
        });
        self.is_of_token = true;
    }

    /// The same proof once more, in version 2. Says whether there is any.
    pub(super) fn again_in_version_2(&mut self, program: &Program) -> bool {
        let Some(environment) = self.client.as_ref().map(|client| client.environment().clone()) else {
            return false;
        };
        let Some((proof, _)) = self.held.slot().take() else { return false };
        match proof {
            Proof::Token(token) => self.by_token(environment, AuthVersion::V2, program, token),
            Proof::Session(session) => {
                self.begin(environment, AuthVersion::V2, program, move |client, _| async move {
                    let session = session.through(client);
                    session.session_info().await.map(|_| Opened::from(session))
                });
            }
        }
        self.is_trial = true;
        true
    }

    fn begin<F>(
        &mut self,
        environment: Environment,
        version: AuthVersion,
        program: &Program,
        question: impl FnOnce(Client, Held) -> F,
    ) where
        F: Future<Output = Result<Opened, Error>> + Send + 'static,
    {
        *self = Self::default();
        match program.client(environment, version) {
            Ok(client) => {
                self.client = Some(client.clone());
                let question = question(client, self.held.clone());
                self.task.start(&program.worker, Work::reading("Logging in"), question);
            }
            Err(error) => self.task.fail(AppError::from(error)),
        }
    }
}

/// An encrypted token is remembered. A plain one makes the account forget it, where the person has agreed to that. Where that
/// cannot be taken down, a sentence says so.
async fn note(
    ledger: &LedgerHandle,
    name: &LoginName,
    session: &Session,
    accepts_plain_token: bool,
) -> Option<String> {
    let is_encrypted = session.was_token_encrypted();
    if is_encrypted || accepts_plain_token { ledger.note_login(name, is_encrypted).await } else { None }
}

/// The first request that is signed with a new token. Only trouble that speaks for version 2 keeps the session closed:
/// anything else is said where it is met, and an answer that is slow is not waited for.
async fn believed(session: Session) -> Result<Session, Error> {
    if session.client().auth_version() == AuthVersion::V2 {
        return Ok(session);
    }
    match tokio::time::timeout(FIRST_ANSWER, session.session_info()).await {
        Ok(Err(error)) if speaks_for_version_2(session.client(), &error, TokenOrigin::Login) => Err(error),
        _ => Ok(session),
    }
}

fn speaks_for_version_2(client: &Client, error: &Error, origin: TokenOrigin) -> bool {
    client.auth_version() == AuthVersion::V3
        && client.environment().signs()
        && !client.has_verified()
        && error.facts().speaks_for_version_2(origin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::environment::EnvironmentKind;
    use crate::panels::login::State;

    /// The form at this address, with this e-mail address.
    fn form(url: &str, email: &str) -> State {
        let mut state = State::default();
        state.choose(EnvironmentKind::Custom);
        url.clone_into(&mut state.custom_url);
        state.fill_in(email, "");
        state
    }

    #[test]
    fn what_is_held_goes_with_another_choice_and_with_time() {
        let (here, ann) = ("https://bitgo.example", "ann@treasury.example");
        for (url, email, after_secs, is_kept) in [
            (here, ann, 10, true),
            (here, ann, 299, true),
            (here, ann, 300, false),
            ("https://bitgo.example/", ann, 0, true),
            ("https://bitgo.example:8443", ann, 0, false),
            ("https://other.example", ann, 0, false),
            ("https://", ann, 0, false),
            (here, "bob@treasury.example", 0, false),
        ] {
            let mut attempt = LoginAttempt::default();
            attempt.stands_for(form(here, ann).chosen(None));
            let since = Instant::now();
            *attempt.held.slot() = Some((Proof::Token(SecretString::from("v2x")), since));
            let chosen = form(url, email).chosen(None);
            attempt.let_go_unless(chosen.as_ref(), since + Duration::from_secs(after_secs));
            assert_eq!(attempt.held.slot().is_some(), is_kept, "{url} {email} {after_secs}");
        }
    }
}
