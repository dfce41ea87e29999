//! Logging in: the sandbox inside this program, one attempt at a time, and what is remembered of it.

mod express_look;

use egui::Ui;
use secrecy::SecretString;

use self::express_look::ExpressLook;
use super::clock;
use super::controller::Inbox;
use super::error::AppError;
use super::program::Program;
use super::stale_answer;
use super::task::Task;
use super::work::Work;
use crate::bitgo::client::{Client, Timeouts};
use crate::bitgo::environment::{Environment, EnvironmentKind};
use crate::bitgo::error::Error;
use crate::bitgo::express::with_platform_behind;
use crate::bitgo::login::{self as wire_login, Credentials};
use crate::bitgo::session::Session;
use crate::bitgo::signing::AuthVersion;
use crate::kit::state::Loadable;
use crate::panels::login::{self, Attempt, DemoPerson, Ended, Request, SandboxOffer};
use crate::sandbox::{RunningSandbox, Sandbox, SandboxOptions};
use crate::store::settings::Settings;

/// The login, which is drawn while there is no session.
pub struct LoginController {
    state: login::State,
    requests: Inbox<Request>,
    sandbox_options: Option<SandboxOptions>,
    sandbox: Task<RunningSandbox>,
    /// What the login says of the running sandbox.
    offer: Option<SandboxOffer>,
    express: ExpressLook,
    attempt: Task<Session>,
    /// The client of the last attempt: its environment, and what it measured of the clocks.
    client: Option<Client>,
    /// Why the person is here again.
    notice: Option<String>,
}

impl LoginController {
    /// The login as it was left last time; the sandbox begins to start, if there is to be one.
    pub fn new(program: &Program, sandbox_options: Option<SandboxOptions>) -> Self {
        let mut login = Self {
            state: remembered(&program.settings.values),
            requests: Inbox::default(),
            sandbox_options,
            sandbox: Task::default(),
            offer: None,
            express: ExpressLook::default(),
            attempt: Task::default(),
            client: None,
            notice: None,
        };
        login.start_sandbox(program);
        login
    }

    fn start_sandbox(&mut self, program: &Program) {
        let Some(options) = self.sandbox_options.clone() else { return };
        self.sandbox.start(&program.worker, Work::reading("Starting the sandbox"), async move {
            Sandbox::start(options).await.map_err(|error| AppError::of_sandbox(&error))
        });
    }

    /// The running sandbox, for tests that set its clock or slow it down.
    pub fn sandbox(&self) -> Option<&RunningSandbox> {
        self.sandbox.ready()
    }

    /// Says why the person is at the login, or no longer says it.
    pub fn notify(&mut self, notice: Option<String>) {
        self.notice = notice;
    }

    /// Draws it over the whole window.
    pub fn view(&mut self, ui: &mut Ui, program: &Program) {
        let ahead = self.client.as_ref().and_then(Client::clock).map(|reading| reading.server_ahead_secs);
        let clock_warning = ahead.and_then(clock::warning);
        // Once somebody is in, it stands above the panels.
        let refused = self.client.as_ref().filter(|_| self.attempt.error().is_some());
        let stale_warning = refused.and_then(stale_answer::warning);
        let model = login::Model {
            sandbox: match (self.sandbox.view(), &self.offer) {
                (Loadable::Ready(_), Some(offer)) => Loadable::Ready(offer),
                (Loadable::Failed(failure, _), _) => Loadable::Failed(failure, None),
                (_, offer) => Loadable::Pending(offer.as_ref()),
            },
            behind: self.express.view(self.state.environment(None).ok().as_ref()),
            attempt: match self.attempt.view() {
                Loadable::NotAsked | Loadable::Ready(_) => Attempt::Idle,
                Loadable::Pending(_) => Attempt::Running,
                Loadable::Failed(failure, _) => Attempt::Failed(failure),
            },
            clock_warning: clock_warning.as_deref(),
            stale_warning: stale_warning.as_deref(),
            notice: self.notice.as_deref().or(program.settings.notice()),
        };
        let asked = login::show(ui, &mut self.state, &model);
        self.requests.put(ui, asked);
    }

    /// Carries out what was asked and takes over what has come: a session, once an attempt has succeeded.
    pub fn update(&mut self, program: &mut Program) -> Option<Session> {
        for request in self.requests.take() {
            self.handle(request, program);
        }
        if self.sandbox.poll() {
            self.offer = self.sandbox.ready().map(offer_of);
        }
        self.express.poll();
        if !self.attempt.poll() {
            return None;
        }
        if let Some(session) = self.attempt.take_ready() {
            self.state.attempt_ended(Ended::LoggedIn);
            self.notice = None;
            return Some(session);
        }
        let needs_code = self.attempt.error().is_some_and(AppError::needs_code);
        if needs_code && self.state.awaits_code_question() {
            self.state.attempt_ended(Ended::CodeNeeded);
            self.attempt = Task::default();
        } else {
            self.state.attempt_ended(Ended::Failed);
        }
        None
    }

    fn handle(&mut self, request: Request, program: &mut Program) {
        match request {
            Request::LogIn { environment, email, password, code } => {
                self.remember(&environment, Some(&email), program);
                let credentials = Credentials { email, password, code };
                self.begin_attempt(environment, program, move |client| async move {
                    wire_login::login(&client, credentials).await
                });
            }
            Request::UseToken { environment, token } => {
                self.remember(&environment, None, program);
                self.begin_attempt(environment, program, move |client| resume(client, token));
            }
            Request::ReadBehind { environment } => self.express.read(environment, program),
            Request::Cancel => {
                self.attempt = Task::default();
                self.state.attempt_ended(Ended::Failed);
            }
            Request::Forget => {
                self.attempt = Task::default();
                self.client = None;
            }
            Request::RetrySandbox => self.start_sandbox(program),
        }
    }

    fn begin_attempt<F>(
        &mut self,
        environment: Environment,
        program: &Program,
        question: impl FnOnce(Client) -> F,
    ) where
        F: Future<Output = Result<Session, Error>> + Send + 'static,
    {
        let version = if program.settings.values.sign_with_v2 { AuthVersion::V2 } else { AuthVersion::V3 };
        match Client::new(environment, version, Timeouts::default()) {
            Ok(client) => {
                self.client = Some(client.clone());
                self.attempt.start(&program.worker, Work::reading("Logging in"), question(client));
            }
            Err(error) => {
                self.attempt.fail(error.into());
                self.state.attempt_ended(Ended::Failed);
            }
        }
    }

    fn remember(&mut self, environment: &Environment, email: Option<&str>, program: &mut Program) {
        let settings = &mut program.settings.values;
        // The card that was chosen: a custom address may count as production, and is no production card.
        settings.environment = Some(self.state.kind.word().to_owned());
        // The demo people need no remembering.
        if let Some(email) = email.filter(|_| environment.kind() != EnvironmentKind::Sandbox) {
            settings.email = Some(email.to_owned());
        }
        settings.custom_url = kept(&self.state.custom_url);
        settings.custom_is_production = self.state.custom_is_production;
        settings.custom_server_xpub = kept(&self.state.custom_xpub);
        settings.express_url = kept(&self.state.express_url);
        program.write_settings();
    }
}

fn remembered(settings: &Settings) -> login::State {
    login::State::remembered(&login::Remembered {
        environment: settings.environment.as_deref(),
        email: settings.email.as_deref(),
        custom_url: settings.custom_url.as_deref(),
        custom_xpub: settings.custom_server_xpub.as_deref(),
        custom_is_production: settings.custom_is_production,
        express_url: settings.express_url.as_deref(),
    })
}

async fn resume(client: Client, token: SecretString) -> Result<Session, Error> {
    wire_login::resume(&with_platform_behind(&client).await?, token).await
}

fn kept(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn offer_of(sandbox: &RunningSandbox) -> SandboxOffer {
    let accounts = sandbox
        .accounts
        .iter()
        .map(|account| DemoPerson {
            name: account.name.clone(),
            role: account.role.clone(),
            email: account.email.clone(),
            password: account.password.clone(),
        })
        .collect();
    SandboxOffer { url: sandbox.url.to_string(), server_xpub: sandbox.server_xpub.clone(), accounts }
}
