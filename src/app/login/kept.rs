//! The kept tokens at the login: their list, and the one that is being used or forgotten. Cards are drawn from the list alone;
//! the keychain is asked at a press, beside the screen.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use secrecy::SecretString;
use tokio::task::spawn_blocking;

use crate::app::environment::label_of;
use crate::app::error::AppError;
use crate::app::kept_tokens::{self, KeptTrouble};
use crate::app::program::Program;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::environment::{Environment, EnvironmentKind};
use crate::bitgo::session::Session;
use crate::domain::diagnosis::ErrorCause;
use crate::domain::foreign_text::visible;
use crate::domain::lifetime::{TimeLeft, moment_words};
use crate::kit::state::Loadable;
use crate::panels::login::{Keeping, KeptCard, KeptId, KeptWait, NoKeychain};
use crate::store::keychain::{Availability, Keychain};
use crate::store::ledger::{KeptName, KeptToken};

/// The kept tokens at the login.
pub(super) struct KeptTokens {
    keychain: Keychain,
    list: Task<Vec<(KeptToken, Environment)>>,
    availability: Task<Availability>,
    reading: Task<SecretString>,
    forgetting: Task<KeptName>,
    /// The one that is being used or forgotten.
    at: Option<(KeptToken, Environment)>,
    /// One that is forgotten, until the list is read without it.
    forgotten: Option<KeptName>,
    /// Why one could not be, a sentence.
    trouble: Option<(KeptName, String)>,
}

impl KeptTokens {
    /// Those in this keychain.
    pub(super) fn new(keychain: Keychain, program: &Program) -> Self {
        let mut kept = Self {
            keychain,
            list: Task::default(),
            availability: Task::default(),
            reading: Task::default(),
            forgetting: Task::default(),
            at: None,
            forgotten: None,
            trouble: None,
        };
        kept.read_list(program);
        kept
    }

    /// Reads the list again: what is done in a session may change it.
    pub(super) fn read_list(&mut self, program: &Program) {
        let ledger = program.ledger.clone();
        let work = Work::reading("Reading the kept tokens");
        self.list.start(&program.worker, work, kept_tokens::list(ledger));
    }

    /// Looks whether there is a keychain. That asks for no password.
    pub(super) fn look_for_keychain(&mut self, program: &Program) {
        let keychain = self.keychain.clone();
        let work = Work::reading("Looking for the keychain");
        self.availability.start(&program.worker, work, async move {
            spawn_blocking(move || keychain.availability()).await.map_err(|_| AppError::broke_off())
        });
    }

    /// Begins to read a token out of the keychain. `own_sandbox` is the origin of the sandbox inside this program.
    pub(super) fn use_token(&mut self, id: &KeptId, own_sandbox: Option<&str>, program: &Program) {
        let Some((token, environment)) = self.find(id) else { return };
        self.trouble = None;
        let label = token.name.label.clone();
        if environment.kind() == EnvironmentKind::Sandbox && own_sandbox != Some(token.name.origin.as_str()) {
            self.trouble = Some((token.name, KeptTrouble::SandboxEnded { label }.to_string()));
            return;
        }
        let (ledger, keychain, name) = (program.ledger.clone(), self.keychain.clone(), token.name.clone());
        self.at = Some((token, environment));
        let work = Work::reading("Waiting for the keychain");
        self.reading.start(&program.worker, work, kept_tokens::read(ledger, keychain, name));
    }

    /// Begins to take a token out of the keychain.
    pub(super) fn forget(&mut self, id: &KeptId, program: &Program) {
        let Some((token, environment)) = self.find(id) else { return };
        self.trouble = None;
        let (ledger, keychain, name) = (program.ledger.clone(), self.keychain.clone(), token.name.clone());
        self.at = Some((token, environment));
        let work = Work::saving("Deleting from the keychain");
        self.forgetting.start(&program.worker, work, kept_tokens::forget(ledger, keychain, name));
    }

    fn find(&self, id: &KeptId) -> Option<(KeptToken, Environment)> {
        let mut list = self.list.view().content()?.iter();
        list.find(|(token, _)| id_of(&token.name) == *id).cloned()
    }

    /// Waits no longer, and tries none any more.
    pub(super) fn stop(&mut self, program: &Program) {
        let was_forgetting = self.forgetting.pending_since().is_some();
        (self.reading, self.forgetting, self.at) = Default::default();
        if was_forgetting {
            self.read_list(program);
        }
    }

    /// Takes over what has come. Hands out a token to log in with, and where.
    pub(super) fn poll(&mut self, program: &Program) -> Option<(Environment, SecretString)> {
        if self.list.poll() {
            self.forgotten = None;
        }
        self.availability.poll();
        if self.forgetting.poll() {
            if let Some(error) = self.forgetting.take_error() {
                self.refuse(error.failure.what);
            } else {
                self.forgotten = self.forgetting.take();
                self.read_list(program);
            }
            (self.forgetting, self.at) = Default::default();
        }
        if !self.reading.poll() {
            return None;
        }
        if let Some(error) = self.reading.take_error() {
            self.refuse(error.failure.what);
            return None;
        }
        let (_, environment) = self.at.as_ref()?;
        Some((environment.clone(), self.reading.take()?))
    }

    fn refuse(&mut self, why: String) {
        self.trouble = self.at.take().map(|(token, _)| (token.name, why));
    }

    /// The attempt that was begun with a kept token has failed. True where that is the token's own fault, and is said on its
    /// card.
    pub(super) fn attempt_failed(&mut self, cause: ErrorCause) -> bool {
        let Some((token, _)) = &self.at else { return false };
        let label = token.name.label.clone();
        let is_refused = matches!(cause, ErrorCause::InvalidToken | ErrorCause::SessionExpired);
        if is_refused {
            self.refuse(KeptTrouble::Refused { label }.to_string());
        }
        is_refused
    }

    /// A session was begun. Its token's name, where that was a kept one; or nothing, with the reason on its card, where it is
    /// not the token that was kept.
    pub(super) fn session_begun(&mut self, session: &Session) -> Result<Option<KeptName>, ()> {
        let Some((token, _)) = &self.at else { return Ok(None) };
        let label = token.name.label.clone();
        let (user, info) = (session.user(), session.info());
        if user.id != token.user_id {
            let (to, not_to) = (user.display_name().to_owned(), token.person.clone());
            self.refuse(KeptTrouble::OtherPerson { label, to, not_to }.to_string());
            return Err(());
        }
        if !token.token_id.is_empty() && info.id != token.token_id {
            self.refuse(KeptTrouble::OtherToken { label }.to_string());
            return Err(());
        }
        Ok(self.at.take().map(|(token, _)| token.name))
    }

    /// A kept token's session is open.
    pub(super) fn note_used(name: KeptName, program: &Program) {
        let ledger = program.ledger.clone();
        program.worker.detach(async move {
            if let Err(error) = kept_tokens::note_used(ledger, name).await {
                tracing::warn!(%error, "the use of a kept token was not taken down");
            }
        });
    }

    /// What the login shows of each.
    pub(super) fn cards(&self, zone: &TimeZone) -> Vec<KeptCard> {
        let list = self.list.view().content().map_or(&[][..], Vec::as_slice);
        let there = list.iter().filter(|(token, _)| Some(&token.name) != self.forgotten.as_ref());
        there.map(|(token, environment)| self.card(token, environment, zone)).collect()
    }

    fn card(&self, token: &KeptToken, environment: &Environment, zone: &TimeZone) -> KeptCard {
        let trouble = self.trouble.as_ref().filter(|(name, _)| *name == token.name);
        let left = token.expires.map(|at| (TimeLeft::until(at, Timestamp::now()), moment_words(at, zone)));
        let ends = match &left {
            None => "No end time".to_owned(),
            Some((TimeLeft::Over, at)) => format!("Expired on {at}"),
            Some((left, _)) => format!("Expires in {}", left.in_words()),
        };
        KeptCard {
            id: id_of(&token.name),
            label: visible(&token.name.label).into_owned(),
            environment: label_of(environment),
            person: visible(&token.person).into_owned(),
            ends,
            is_over: left.is_some_and(|(left, _)| left == TimeLeft::Over),
            used: token.used.map_or_else(
                || "Not used here yet".to_owned(),
                |at| format!("Last used {}", moment_words(at, zone)),
            ),
            trouble: trouble.map(|(_, why)| why.clone()),
        }
    }

    /// The one for which the keychain is waited.
    pub(super) fn wait(&self) -> Option<KeptWait> {
        let is_forgetting = self.forgetting.pending_since().is_some();
        let (token, _) = self.at.as_ref()?;
        (is_forgetting || self.reading.pending_since().is_some())
            .then(|| KeptWait { id: id_of(&token.name), is_forgetting })
    }

    /// Whether a pasted token can be kept. This is the one place that decides it.
    pub(super) fn keeping(&self, uses_keychain: bool) -> Keeping {
        if !uses_keychain {
            return Keeping::Off;
        }
        match self.availability.view() {
            Loadable::NotAsked => Keeping::NotAsked,
            Loadable::Pending(_) => Keeping::Looking,
            Loadable::Failed(..) | Loadable::Ready(Availability::NoService) => {
                Keeping::Missing(NoKeychain::NoService)
            }
            Loadable::Ready(Availability::NoKeychain) => Keeping::Missing(NoKeychain::NotCreated),
            Loadable::Ready(Availability::NotOnThisSystem) => Keeping::Missing(NoKeychain::NotOnThisSystem),
            Loadable::Ready(Availability::Ready) => Keeping::There { is_locked: false },
            Loadable::Ready(Availability::Locked) => Keeping::There { is_locked: true },
        }
    }
}

fn id_of(name: &KeptName) -> KeptId {
    KeptId { origin: name.origin.clone(), label: name.label.clone() }
}
