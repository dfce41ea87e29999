//! Logging in, and what follows from it.

use secrecy::SecretString;

use crate::app::console::Console;
use crate::app::live::Live;
use crate::bitgo::client::{Client, Timeouts};
use crate::bitgo::environment::{Environment, EnvironmentKind};
use crate::bitgo::error::Error;
use crate::bitgo::login::{self as wire_login, Credentials};
use crate::bitgo::session::Session;
use crate::bitgo::signing::AuthVersion;
use crate::panels::login;

impl Console {
    pub(super) fn carry_out_login(&mut self, request: login::Request) {
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
        // The card that was chosen: a custom address may count as production, and is no production card.
        self.settings.environment = Some(self.login.kind.word().to_owned());
        // The demo people need no remembering.
        if let Some(email) = email.filter(|_| environment.kind() != EnvironmentKind::Sandbox) {
            self.settings.email = Some(email.to_owned());
        }
        self.settings.custom_url = kept(&self.login.custom_url);
        self.settings.custom_is_production = self.login.custom_is_production;
        self.settings.custom_server_xpub = kept(&self.login.custom_xpub);
        self.settings.express_url = kept(&self.login.express_url);
        self.write_settings();
    }

    pub(in crate::app) fn take_over_attempt(&mut self) {
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

async fn resume(client: Client, token: SecretString) -> Result<Session, Error> {
    wire_login::resume(&client, token).await
}

fn kept(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
