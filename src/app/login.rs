//! Logging in: the sandbox inside this program, one attempt at a time, and what is remembered of it.

mod attempt;
mod express_look;
mod kept;
mod own_sandbox;
mod tried;

use std::time::{Duration, Instant};

use egui::Ui;
use secrecy::SecretString;

use self::attempt::LoginAttempt;
use self::express_look::ExpressLook;
use self::kept::KeptTokens;
use self::own_sandbox::OwnSandbox;
use self::tried::Tried;
use super::clock;
use super::controller::Inbox;
use super::opened::Opened;
use super::program::Program;
use super::session_title::{SessionId, SessionTitle};
use super::stale_answer;
use crate::bitgo::client::Client;
use crate::bitgo::environment::{Environment, EnvironmentKind};
use crate::bitgo::login::Credentials;
use crate::bitgo::plain_token::PlainToken;
use crate::bitgo::signing::AuthVersion;
use crate::domain::diagnosis::ErrorCause;
use crate::kit::state::Loadable;
use crate::panels::login::{self, Attempt, Chosen, Ended, KeptModel, OpenSession, Request, SignatureChoice};
use crate::sandbox::{RunningSandbox, SandboxOptions};
use crate::store::keychain::Keychain;
use crate::store::settings::Settings;

/// How often the times left of kept tokens are drawn anew.
const MINUTE: Duration = Duration::from_mins(1);

/// What comes of the login.
pub enum LoginNews {
    /// Somebody logged in.
    Opened(Box<Opened>),
    /// The person goes back to a session that is open.
    Back(SessionId),
}

/// The login, which is drawn while no session is on the screen.
pub struct LoginController {
    state: login::State,
    requests: Inbox<Request>,
    sandbox: OwnSandbox,
    express: ExpressLook,
    attempt: LoginAttempt,
    kept: KeptTokens,
    /// Under which name the token of the attempt is to be kept.
    keep: Option<String>,
    /// A token that works, and that something speaks against using.
    tried: Option<Tried>,
    /// Why the person is here again.
    notice: Option<String>,
}

impl LoginController {
    /// The login as it was left last time; the sandbox begins to start, if there is to be one.
    pub fn new(program: &Program, sandbox_options: Option<SandboxOptions>, keychain: Keychain) -> Self {
        Self {
            state: remembered(&program.settings.values),
            requests: Inbox::default(),
            sandbox: OwnSandbox::starting(sandbox_options, program),
            express: ExpressLook::default(),
            attempt: LoginAttempt::default(),
            kept: KeptTokens::new(keychain, program),
            keep: None,
            tried: None,
            notice: None,
        }
    }

    /// The running sandbox, for tests that set its clock or slow it down.
    pub fn sandbox(&self) -> Option<&RunningSandbox> {
        self.sandbox.running()
    }

    /// The person is at the login again; says why, if there is something to say.
    pub fn come_back(&mut self, notice: Option<String>, program: &Program) {
        self.notice = notice;
        self.sandbox.start_again(program);
        self.kept.read_list(program);
    }

    /// The same for whoever worked there: the form is filled in but for what is secret.
    pub fn lead_back(&mut self, (environment, email): &(Environment, String)) {
        self.attempt = LoginAttempt::default();
        self.state.lead_back(environment, email);
    }

    /// Nothing secret stays typed, and no attempt goes on.
    pub fn wipe_secrets(&mut self, program: &Program) {
        self.attempt = LoginAttempt::default();
        self.tried = None;
        self.kept.stop(program);
        self.state.wipe_secrets();
    }

    /// What the form says now.
    fn chosen(&self) -> Option<Chosen> {
        self.state.chosen(self.sandbox.view().content())
    }

    /// Draws it over the whole window.
    pub fn view(&mut self, ui: &mut Ui, program: &Program, sessions: &[SessionTitle]) {
        if let Some(left) = self.attempt.offer_ends_in(Instant::now()) {
            ui.ctx().request_repaint_after(left);
        }
        let client = self.attempt.client();
        let ahead = client.and_then(Client::clock).map(|reading| reading.server_ahead_secs);
        let clock_warning = ahead.and_then(clock::warning);
        // Once somebody is in, it stands above the panels.
        let refused = client.filter(|_| self.attempt.task.error().is_some());
        let stale_warning = refused.and_then(stale_answer::warning);
        let open: Vec<OpenSession> = sessions.iter().filter(|it| it.is_open).map(open_session).collect();
        let uses_keychain = program.settings.values.use_keychain;
        let cards = if uses_keychain { self.kept.cards(&program.zone) } else { Vec::new() };
        let wait = self.kept.wait();
        if !cards.is_empty() {
            ui.ctx().request_repaint_after(MINUTE);
        }
        let model = login::Model {
            open: &open,
            kept: KeptModel { cards: &cards, wait: wait.as_ref(), keeping: self.kept.keeping(uses_keychain) },
            tried: self.tried.as_ref().map(|tried| tried.view(&program.zone)),
            is_token_refused: self.attempt.was_token_refused(),
            sandbox: self.sandbox.view(),
            behind: self.express.view(self.state.environment(None).ok().as_ref()),
            attempt: match self.attempt.task.view() {
                Loadable::NotAsked | Loadable::Ready(_) => Attempt::Idle,
                Loadable::Pending(_) => Attempt::Running,
                Loadable::Failed(failure, _) => Attempt::Failed(failure),
            },
            signature: SignatureChoice {
                version: version(program),
                offers_version_2: self.attempt.offers_version_2(),
            },
            clock_warning: clock_warning.as_deref(),
            stale_warning: stale_warning.as_deref(),
            notice: self.notice.as_deref().or(program.settings.notice()),
        };
        let asked = login::show(ui, &mut self.state, &model);
        self.requests.put(ui, asked);
    }

    /// Carries out what was asked and takes over what has come. `in_use` tells the environments of the sessions that are
    /// open, once somebody has logged in.
    pub fn update(
        &mut self,
        program: &mut Program,
        in_use: impl FnOnce() -> Vec<Environment>,
    ) -> Option<LoginNews> {
        self.attempt.let_go_unless(self.chosen().as_ref(), Instant::now());
        let (mut back, mut read) = (None, None);
        for request in self.requests.take() {
            match request {
                Request::Back(id) => back = Some(LoginNews::Back(SessionId(id))),
                Request::OpenTried => read = self.tried.take(),
                request => self.handle(request, program),
            }
        }
        self.sandbox.poll();
        self.express.poll();
        if let Some((environment, token)) = self.kept.poll(program) {
            self.use_token(environment, token, None, program);
        }
        if let Some(tried) = read {
            return Some(self.open(tried, program, in_use));
        }
        if !self.attempt.task.poll() {
            return back;
        }
        if let Some(opened) = self.attempt.task.take_ready() {
            return self.session_begun(opened, program, in_use).or(back);
        }
        self.note_failure();
        back
    }

    /// A token or a login works. Its session opens, unless something speaks against it that the person has to read first.
    fn session_begun(
        &mut self,
        opened: Opened,
        program: &mut Program,
        in_use: impl FnOnce() -> Vec<Environment>,
    ) -> Option<LoginNews> {
        if self.attempt.is_trial() {
            choose(AuthVersion::V2, program);
        }
        let Ok(kept) = self.kept.session_begun(&opened.session) else {
            self.attempt = LoginAttempt::default();
            self.state.attempt_ended(Ended::Failed);
            return None;
        };
        self.state.attempt_ended(Ended::LoggedIn);
        let tried = Tried::new(Opened { keep: self.keep.take(), ..opened }, kept);
        if tried.has_warning(&program.zone) {
            self.tried = Some(tried);
            return None;
        }
        Some(self.open(tried, program, in_use))
    }

    fn open(
        &mut self,
        Tried { opened, kept, .. }: Tried,
        program: &Program,
        in_use: impl FnOnce() -> Vec<Environment>,
    ) -> LoginNews {
        self.notice = None;
        if let Some(name) = kept {
            KeptTokens::note_used(name, program);
        }
        let own = opened.session.client().environment();
        self.sandbox.stop_unless_at(in_use().iter().chain([own]));
        LoginNews::Opened(Box::new(opened))
    }

    fn note_failure(&mut self) {
        match self.attempt.task.error().map(|error| error.cause) {
            Some(cause) if self.kept.attempt_failed(cause) => {
                self.state.attempt_ended(Ended::Failed);
                self.attempt = LoginAttempt::default();
            }
            Some(ErrorCause::CodeNeeded) if self.state.awaits_code_question() => {
                self.state.attempt_ended(Ended::CodeNeeded);
                self.attempt = LoginAttempt::default();
            }
            Some(ErrorCause::PlainToken) => self.state.attempt_ended(Ended::PlainTokenRefused),
            _ => self.state.attempt_ended(Ended::Failed),
        }
    }

    fn handle(&mut self, request: Request, program: &mut Program) {
        match request {
            Request::LogIn { environment, email, password, code, accepts_plain_token } => {
                self.remember(&environment, Some(&email), program);
                self.kept.stop(program);
                self.keep = None;
                let plain_token = PlainToken::default();
                let credentials = Credentials { email, password, code, plain_token };
                let version = version(program);
                self.attempt.by_password(environment, version, program, credentials, accepts_plain_token);
                self.attempt.stands_for(self.chosen());
                self.note_immediate_failure();
            }
            Request::UseToken { environment, token, keep } => {
                self.remember(&environment, None, program);
                self.kept.stop(program);
                self.use_token(environment, token, keep, program);
            }
            Request::UseKept(id) => {
                self.attempt = LoginAttempt::default();
                let own_sandbox = self.sandbox.running().map(|own| own.url.origin().ascii_serialization());
                self.kept.use_token(&id, own_sandbox.as_deref(), program);
            }
            Request::ForgetKept(id) => self.kept.forget(&id, program),
            Request::StopKeychain => self.kept.stop(program),
            Request::LookForKeychain => self.kept.look_for_keychain(program),
            Request::DropTried => self.tried = None,
            Request::ChooseOther(kind) => {
                self.tried = None;
                self.attempt = LoginAttempt::default();
                self.state.choose_for_token(kind);
            }
            Request::ReadBehind { environment } => self.express.read(environment, program),
            Request::ChooseVersion(version) => choose(version, program),
            Request::TryVersion2 => {
                if self.attempt.again_in_version_2(program) {
                    self.note_immediate_failure();
                }
            }
            Request::Cancel => {
                self.attempt = LoginAttempt::default();
                self.kept.stop(program);
                self.state.attempt_ended(Ended::Failed);
            }
            Request::Forget => self.attempt = LoginAttempt::default(),
            Request::RetrySandbox => self.sandbox.start(program),
            // They are taken out before.
            Request::Back(_) | Request::OpenTried => {}
        }
    }

    fn use_token(
        &mut self,
        environment: Environment,
        token: SecretString,
        keep: Option<String>,
        program: &Program,
    ) {
        self.keep = keep;
        self.attempt.by_token(environment, version(program), program, token);
        self.attempt.stands_for(self.chosen());
        self.note_immediate_failure();
    }

    /// An attempt that could not begin has no answer that would come.
    fn note_immediate_failure(&mut self) {
        if self.attempt.task.error().is_some() {
            self.state.attempt_ended(Ended::Failed);
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

fn open_session(title: &SessionTitle) -> OpenSession {
    OpenSession { id: title.id.0, words: title.words() }
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

/// The version of the signatures that is chosen.
fn version(program: &Program) -> AuthVersion {
    if program.settings.values.sign_with_v2 { AuthVersion::V2 } else { AuthVersion::V3 }
}

/// Chooses it, and keeps the choice.
fn choose(version: AuthVersion, program: &mut Program) {
    program.settings.values.sign_with_v2 = version == AuthVersion::V2;
    program.write_settings();
}

fn kept(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
