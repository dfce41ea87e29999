//! The one place where what panels ask for is carried out, and where what comes back changes the state.

use egui::Context;
use jiff::Timestamp;

use super::cell::Cell;
use super::console::{Asked, Command, Console, Room};
use super::failure::Trouble;
use super::live::{Live, Work};
use super::saving::{self, Saving};
use crate::bitgo::access_token::AccessTokenInfo;
use crate::bitgo::client::{Client, Timeouts};
use crate::bitgo::environment::{Environment, EnvironmentKind};
use crate::bitgo::error::Error;
use crate::bitgo::login::{self as wire_login, Credentials};
use crate::bitgo::session::Session;
use crate::bitgo::signing::AuthVersion;
use crate::domain::export::{limits_csv, tokens_csv};
use crate::domain::fault::Case;
use crate::domain::reminder::{CalendarEntry, calendar};
use crate::domain::token::known::KnownContext;
use crate::kit::listing::Wish;
use crate::kit::theme::{self, Theme};
use crate::panels::{login, settings, token_creator, tokens, wallets};
use crate::sandbox::RunningSandbox;
use crate::store::settings::{ThemeChoice, Zoom};
use secrecy::SecretString;
use zeroize::Zeroizing;

impl Console {
    pub(super) fn carry_out(&mut self, ctx: &Context, asked: Asked) {
        match asked {
            Asked::Login(request) => self.carry_out_login(request),
            Asked::Settings(settings::Request::Keep(values)) => self.keep_settings(ctx, &values),
            Asked::Shell(command) => self.carry_out_command(ctx, command),
            Asked::Saving(saving::Wish::Close) => self.saving = None,
            Asked::Saving(wish) => {
                let key = self.asking("file");
                if let Some(saving) = &mut self.saving {
                    saving.carry_out(wish, &self.worker, key);
                }
            }
            Asked::Wallets(request) => self.carry_out_wallets(&request),
            Asked::Tokens(request) => self.carry_out_tokens(&request),
            Asked::Creator(request) => self.carry_out_creator(request),
        }
    }

    fn carry_out_wallets(&mut self, request: &wallets::Request) {
        let Some(live) = &mut self.live else { return };
        match request {
            wallets::Request::Read(Wish::Reload) => live.read_wallets(&self.worker),
            wallets::Request::Read(Wish::Stop) => live.wallets.stop(),
        }
    }

    fn carry_out_tokens(&mut self, request: &tokens::Request) {
        if *request == tokens::Request::New {
            self.go(Room::TokenCreator);
        }
        let Some(live) = &mut self.live else { return };
        match request {
            tokens::Request::New => {}
            tokens::Request::SaveList | tokens::Request::SaveLimits | tokens::Request::SaveCalendar => {
                let context = live.known_context(Timestamp::now(), &self.zone, self.settings.next_deployment);
                self.saving = Some(token_file(request, live, &context));
            }
            tokens::Request::Revoke { id } => live.revoke_token(&self.worker, id.clone()),
            tokens::Request::ForgetRevocation => live.revocation = Cell::default(),
            tokens::Request::Read(Wish::Reload) => live.read_tokens(&self.worker),
            tokens::Request::Read(Wish::Stop) => live.tokens.stop(),
        }
    }

    fn carry_out_creator(&mut self, request: token_creator::Request) {
        let Some(live) = &mut self.live else { return };
        match request {
            token_creator::Request::Create { request, code } => {
                self.creator.lost = None;
                if let Some(asked) = &mut self.creator.asked {
                    asked.at = Timestamp::now();
                }
                live.create_token(&self.worker, *request, &self.creator.draft.lifetime, code);
            }
            token_creator::Request::Copy => {
                let value = live.creation.ready().map(|created| created.value.expose().to_owned());
                let key = self.asking("copy");
                if let Some(value) = value {
                    self.copying.copy(&self.worker, key, Zeroizing::new(value));
                }
            }
            token_creator::Request::Save => {
                let value = live.creation.ready().map(|created| created.value.expose().to_owned());
                self.saving = value.map(|value| Saving::token(SecretString::from(value)));
            }
            token_creator::Request::StopWaiting => self.stop(Work::Creation),
            token_creator::Request::LookInList => live.read_tokens(&self.worker),
            token_creator::Request::ShowInList { id } => {
                self.tokens.choose(id);
                self.room = Room::Tokens;
            }
            token_creator::Request::Leave => self.room = Room::Tokens,
            token_creator::Request::Done => {
                drop(live.creation.take());
                self.copying.forget();
                self.saving = None;
                self.creator.start_afresh();
                self.room = Room::Tokens;
            }
        }
    }

    fn carry_out_login(&mut self, request: login::Request) {
        match request {
            login::Request::LogIn { environment, email, password, code } => {
                self.remember_login(&environment, Some(&email));
                let credentials = Credentials { email, password, code };
                self.begin_attempt(environment, move |client| async move {
                    wire_login::login(&client, credentials).await
                });
            }
            login::Request::UseToken { environment, token } => {
                self.remember_login(&environment, None);
                self.begin_attempt(environment, move |client| resume(client, token));
            }
            login::Request::Cancel => {
                drop(self.attempt.take());
                self.login.attempt_ended(login::Ended::Failed);
            }
            login::Request::Forget => {
                drop(self.attempt.take());
                self.attempt_client = None;
            }
            login::Request::RetrySandbox => self.start_sandbox(),
        }
    }

    fn begin_attempt<F>(&mut self, environment: Environment, question: impl FnOnce(Client) -> F)
    where
        F: Future<Output = Result<Session, Error>> + Send + 'static,
    {
        let version = if self.settings.sign_with_v2 { AuthVersion::V2 } else { AuthVersion::V3 };
        self.serial += 1;
        match Client::new(environment, version, Timeouts::default()) {
            Ok(client) => {
                self.attempt_client = Some(client.clone());
                let key = self.asking("login");
                self.attempt.ask(&self.worker, key, question(client));
            }
            Err(error) => {
                self.attempt.fail(error.into());
                self.login.attempt_ended(login::Ended::Failed);
            }
        }
    }

    fn remember_login(&mut self, environment: &Environment, email: Option<&str>) {
        self.settings.environment = Some(environment.kind().word().to_owned());
        // The demo people need no remembering.
        if let Some(email) = email.filter(|_| environment.kind() != EnvironmentKind::Sandbox) {
            self.settings.email = Some(email.to_owned());
        }
        self.settings.custom_url = kept(&self.login.custom_url);
        self.settings.custom_server_xpub = kept(&self.login.custom_xpub);
        self.settings.express_url = kept(&self.login.express_url);
        self.write_settings();
    }

    /// Keeps the settings, off the screen's thread.
    fn write_settings(&mut self) {
        let (file, settings) = (self.settings_file.clone(), self.settings.clone());
        let key = self.asking("settings");
        self.keeping.ask(&self.worker, key, async move {
            let kept = tokio::task::spawn_blocking(move || file.write(&settings)).await;
            kept.map_err(|_| Trouble::broke_off())?.map_err(|error| Trouble::of_settings(&error))
        });
    }

    fn keep_settings(&mut self, ctx: &Context, values: &settings::Values) {
        self.settings.theme = match values.theme {
            Theme::System => ThemeChoice::System,
            Theme::Dark => ThemeChoice::Dark,
            Theme::Light => ThemeChoice::Light,
        };
        self.settings.zoom_percent = Zoom::from(values.zoom_percent);
        self.settings.next_deployment = values.next_deployment;
        self.settings.sign_with_v2 = values.sign_with_v2;
        self.write_settings();
        self.apply_look(ctx);
    }

    /// The settings as their panel edits them.
    pub(super) fn settings_values(&self) -> settings::Values {
        settings::Values {
            theme: match self.settings.theme {
                ThemeChoice::System => Theme::System,
                ThemeChoice::Dark => Theme::Dark,
                ThemeChoice::Light => Theme::Light,
            },
            zoom_percent: self.settings.zoom_percent.percent(),
            next_deployment: self.settings.next_deployment,
            sign_with_v2: self.settings.sign_with_v2,
        }
    }

    /// Puts theme and zoom in force.
    pub(super) fn apply_look(&self, ctx: &Context) {
        let values = self.settings_values();
        theme::apply(ctx, values.theme);
        ctx.set_zoom_factor(f32::from(values.zoom_percent) / 100.0);
    }

    fn carry_out_command(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::Go(room) => self.go(room),
            Command::ShowWallet(id) => {
                self.wallets.show_only(&id);
                self.room = Room::Wallets;
                if let Some(live) = &mut self.live {
                    live.enterprise = None;
                }
            }
            Command::ChooseEnterprise(enterprise) => {
                if let Some(live) = &mut self.live {
                    live.enterprise = enterprise;
                }
            }
            Command::Stop(work) => self.stop(work),
            Command::ToggleTheme => {
                let theme = if ctx.theme() == egui::Theme::Dark { Theme::Light } else { Theme::Dark };
                let values = settings::Values { theme, ..self.settings_values() };
                self.keep_settings(ctx, &values);
            }
            Command::Find => self.finder.open(),
            Command::LogOut => self.log_out(),
        }
    }

    /// A new token that nobody has taken yet is what "Access tokens" leads to.
    fn go(&mut self, room: Room) {
        let is_waiting = self.live.as_ref().is_some_and(|live| live.creation.ready().is_some());
        self.room = if room == Room::Tokens && is_waiting { Room::TokenCreator } else { room };
        if self.room == Room::TokenCreator && !is_waiting {
            self.creator.open();
        }
    }

    fn stop(&mut self, work: Work) {
        let Some(live) = &mut self.live else { return };
        live.stop(&self.worker, work);
        if work == Work::Creation && live.is_outcome_unknown() {
            self.creator.lose_answer();
        }
    }

    fn log_out(&mut self) {
        let is_unkept = !self.creator.is_kept();
        if self.live.as_ref().is_some_and(|live| live.creation.ready().is_some()) && is_unkept {
            self.room = Room::TokenCreator;
            self.creator.is_held_back = true;
            return;
        }
        if let Some(live) = self.live.take() {
            live.log_out(&self.worker);
        }
        self.forget_person();
        self.login_notice = None;
    }

    /// Drops what the person before typed and chose.
    fn forget_person(&mut self) {
        self.saving = None;
        self.wallets = wallets::State::default();
        self.tokens = tokens::State::default();
        self.creator.start_afresh();
        self.room = Room::Wallets;
        self.last_person = None;
    }

    /// Takes over what has come since the last frame.
    pub(super) fn poll(&mut self) {
        if self.sandbox.poll() {
            self.offer = self.sandbox.ready().map(offer_of);
        }
        if self.attempt.poll() {
            self.take_over_attempt();
        }
        if let Some(saving) = &mut self.saving {
            self.creator.is_saved |= saving.poll();
        }
        if self.copying.poll(&self.worker) {
            self.creator.is_copied = true;
        }
        if self.keeping.poll() {
            self.settings_notice = self.keeping.trouble().map(|trouble| trouble.failure.detail.clone());
        }
        let Some(live) = &mut self.live else { return };
        let was_creating = live.is_creating();
        let reading_since = live.tokens.reading_since();
        live.poll(&self.worker, &self.zone);
        if live.revocation.poll() {
            // Whether it is done is in the list, also where the answer was lost.
            live.read_tokens(&self.worker);
            if live.revocation.ready().is_some() {
                live.revocation = Cell::default();
                self.tokens.revoked();
            }
        }
        if was_creating && live.is_outcome_unknown() {
            self.creator.lose_answer();
        }
        if let Some(since) = reading_since.filter(|_| live.tokens.is_complete()) {
            let look = token_creator::Look {
                tokens: live.tokens.rows(),
                began: since,
                read_at: Timestamp::now(),
                server_ahead_secs: live.session.client().clock().map(|reading| reading.server_ahead_secs),
                zone: &self.zone,
            };
            if let Some(found) = self.creator.look_for_lost(&look) {
                let found =
                    found.and_then(|id| live.tokens.rows().iter().find(|token| token.id == id).cloned());
                live.note_lost(&self.worker, found.as_ref());
            }
            self.tokens.forget_gone(live.tokens.rows());
        }
        self.end_session_if_over();
    }

    fn end_session_if_over(&mut self) {
        let Some(live) = &self.live else { return };
        // A token that was just made can be seen only once: the session goes when the person has taken it.
        if live.creation.ready().is_none()
            && let Some(trouble) = live.end()
        {
            self.login_notice = Some(farewell(live, trouble));
            if live.is_creating() {
                self.creator.lose_answer();
            }
            self.creator.wipe_secrets();
            self.finder.close();
            self.live = None;
        }
    }

    fn take_over_attempt(&mut self) {
        let Some(trouble) = self.attempt.trouble() else {
            self.enter();
            return;
        };
        if trouble.needs_code() && self.login.awaits_code_question() {
            self.login.attempt_ended(login::Ended::CodeNeeded);
            drop(self.attempt.take());
        } else {
            self.login.attempt_ended(login::Ended::Failed);
        }
    }

    fn enter(&mut self) {
        let Some(session) = self.attempt.take() else { return };
        let environment = session.client().environment().clone();
        let person = (environment.origin(), session.user().id.clone());
        if self.last_person.as_ref().is_some_and(|last| *last != person) {
            self.forget_person();
        }
        self.last_person = Some(person);
        self.login.attempt_ended(login::Ended::LoggedIn);
        self.login_notice = None;
        self.live = Some(Live::new(&self.worker, session, environment, self.serial, self.shelf.clone()));
    }
}

/// Why the person is back at the login. A session of a login knows of no access token, so none is spoken of.
fn farewell(live: &Live, trouble: &Trouble) -> String {
    let failure = &trouble.failure;
    let is_of_a_login = live.session.info().label.is_empty();
    let words = match trouble.case {
        Case::InvalidToken | Case::SessionExpired if is_of_a_login => {
            format!("Your session in {} has ended. Log in again to go on.", live.environment.kind().word())
        }
        _ => format!("{} {}", failure.what, failure.next),
    };
    let id = failure.request_id.as_ref().map(|id| format!(" Request ID {id}.")).unwrap_or_default();
    format!("{words}{id} What you typed is still here.")
}

async fn resume(client: Client, token: SecretString) -> Result<Session, Error> {
    wire_login::resume(&client, token).await
}

fn kept(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn offer_of(sandbox: &RunningSandbox) -> login::SandboxOffer {
    let accounts = sandbox
        .accounts
        .iter()
        .map(|account| login::DemoPerson {
            name: account.name.clone(),
            role: account.role.clone(),
            email: account.email.clone(),
            password: account.password.clone(),
        })
        .collect();
    login::SandboxOffer { url: sandbox.url.to_string(), server_xpub: sandbox.server_xpub.clone(), accounts }
}

/// The token list in the form that was asked for. No token's value is in any of them.
fn token_file(request: &tokens::Request, live: &Live, context: &KnownContext) -> Saving {
    let known: Vec<_> = live.tokens.rows().iter().map(AccessTokenInfo::known).collect();
    match request {
        tokens::Request::SaveLimits => {
            Saving::text("Save spending limits as CSV", "token-limits.csv", limits_csv(&known))
        }
        tokens::Request::SaveCalendar => {
            let environment = live.environment.kind().word();
            let entries: Vec<_> = known.iter().map(|token| CalendarEntry { token, environment }).collect();
            let file = calendar(&entries, context.lifetime.now);
            Saving::text("Save expiries to a calendar file", "token-expiries.ics", file)
        }
        _ => Saving::text("Save access tokens as CSV", "access-tokens.csv", tokens_csv(&known, context)),
    }
}
