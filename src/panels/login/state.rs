//! What has been chosen and typed, step by step.

use secrecy::SecretString;

use super::model::{KeptId, SandboxOffer};
use super::request::Request;
use super::step::{AuthMethod, CodeStep, Step, Who};
use super::text as wording;
use crate::bitgo::environment::{EXPRESS_DEFAULT_URL, Environment, EnvironmentError, EnvironmentKind};
use crate::kit::secret::SecretBuffer;

/// An address that stands for so long is typed to its end.
const TYPING_PAUSE_SECS: f64 = 0.6;

/// The login's state. What was typed outlives a failed attempt; secrets do not.
pub struct State {
    /// The environment chosen.
    pub kind: EnvironmentKind,
    /// Address of the custom environment.
    pub custom_url: String,
    /// Public key of the custom environment's server.
    pub custom_xpub: String,
    /// Real money stands behind the custom address.
    pub custom_is_production: bool,
    /// Address of Express.
    pub express_url: String,
    /// That address, and since when it stands as it does, in seconds of the screen's clock.
    express_since: (String, f64),
    /// Where the person is.
    pub step: Step,
    /// The account whose plain token was refused.
    pub plain_token: RefusedPlainToken,
    /// The kept token that is to be forgotten, while that is asked.
    pub forgetting: Option<KeptId>,
    /// The password of the attempt under way and where it went, kept for the one-time code that may be asked for.
    in_flight: Option<(Environment, SecretString)>,
}

/// What is remembered from the last login. Never a secret.
#[derive(Clone, Copy, Debug, Default)]
pub struct Remembered<'a> {
    /// The word of the environment's card.
    pub environment: Option<&'a str>,
    /// The email address.
    pub email: Option<&'a str>,
    /// Address of the custom environment.
    pub custom_url: Option<&'a str>,
    /// Public key of the custom environment's server.
    pub custom_xpub: Option<&'a str>,
    /// Real money stands behind the custom address.
    pub custom_is_production: bool,
    /// Address of Express.
    pub express_url: Option<&'a str>,
}

/// How an attempt ended, as far as this panel must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The person is in.
    LoggedIn,
    /// The platform asks for the one-time code.
    CodeNeeded,
    /// The token came in plain text and was refused.
    PlainTokenRefused,
    /// It failed or was cancelled.
    Failed,
}

/// A plain token that was refused: of which account at which server, and whether the person agrees to one now.
#[derive(Default)]
pub struct RefusedPlainToken {
    /// The server's origin and the login's email address, where one was refused.
    account: Option<(String, String)>,
    /// The person agrees.
    pub is_accepted: bool,
}

/// Where and as whom somebody logs in. Another choice is another attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    environment: Environment,
    way: AuthMethod,
    email: String,
}

/// Why nothing can be sent yet, by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// About the address.
    pub url: Option<String>,
    /// About the server's public key.
    pub xpub: Option<String>,
    /// About the email address.
    pub email: Option<String>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            kind: EnvironmentKind::Sandbox,
            custom_url: String::new(),
            custom_xpub: String::new(),
            custom_is_production: false,
            express_url: EXPRESS_DEFAULT_URL.to_owned(),
            express_since: (String::new(), 0.0),
            step: Step::Who(Who::default()),
            plain_token: RefusedPlainToken::default(),
            forgetting: None,
            in_flight: None,
        }
    }
}

impl State {
    /// As it was left last time: environment, addresses and email. Never a secret.
    pub fn remembered(last: &Remembered<'_>) -> Self {
        let fresh = Self::default();
        let email = last.email.unwrap_or_default().to_owned();
        let kind = last.environment.and_then(EnvironmentKind::from_word).unwrap_or(fresh.kind);
        Self {
            kind,
            custom_url: last.custom_url.unwrap_or_default().to_owned(),
            custom_xpub: last.custom_xpub.unwrap_or_default().to_owned(),
            custom_is_production: last.custom_is_production,
            express_url: last.express_url.map_or(fresh.express_url, str::to_owned),
            express_since: fresh.express_since,
            step: Step::Who(Who { email, way: AuthMethod::usual_at(kind), ..Who::default() }),
            plain_token: fresh.plain_token,
            forgetting: None,
            in_flight: None,
        }
    }

    /// How long the address of Express has still to stand as it does before the server is asked, in seconds: nobody is
    /// asked at an address that is half typed.
    pub(super) fn express_settles_in(&mut self, now_secs: f64) -> Option<f64> {
        if self.express_since.0 != self.express_url {
            self.express_since = (self.express_url.clone(), now_secs);
        }
        let left = self.express_since.1 + TYPING_PAUSE_SECS - now_secs;
        (left > 0.0).then_some(left)
    }

    /// Whether a platform that asks for the one-time code now is asking for the first time.
    pub fn awaits_code_question(&self) -> bool {
        matches!(self.step, Step::Who(_)) && self.in_flight.is_some()
    }

    /// The environment as chosen and typed, or why it is none.
    pub fn environment(&self, sandbox: Option<&SandboxOffer>) -> Result<Environment, EnvironmentError> {
        match self.kind {
            EnvironmentKind::Test => Ok(Environment::test()),
            EnvironmentKind::Production => Ok(Environment::production()),
            EnvironmentKind::Express => Environment::express(&self.express_url),
            EnvironmentKind::Custom => {
                let is_production = self.custom_is_production;
                let kind = if is_production { EnvironmentKind::Production } else { EnvironmentKind::Custom };
                Environment::custom(kind, &self.custom_url, Some(self.custom_xpub.clone()))
            }
            EnvironmentKind::Sandbox => {
                let offer = sandbox.ok_or(EnvironmentError::NotAnAddress)?;
                Environment::custom(EnvironmentKind::Sandbox, &offer.url, Some(offer.server_xpub.clone()))
            }
        }
    }

    /// What is wrong with what has been typed so far. Empty fields are not yet wrong.
    pub fn problems(&self) -> Problems {
        let mut problems = Problems::default();
        let typed = match self.kind {
            EnvironmentKind::Custom => !self.custom_url.trim().is_empty(),
            EnvironmentKind::Express => !self.express_url.trim().is_empty(),
            _ => false,
        };
        match self.environment(None) {
            Err(EnvironmentError::ServerXpub) => {
                problems.xpub = Some(EnvironmentError::ServerXpub.to_string());
            }
            Err(error) if typed => problems.url = Some(error.to_string()),
            _ => {}
        }
        if let Step::Who(who) = &self.step {
            problems.email = email_problem(&who.email);
        }
        problems
    }

    /// Nothing secret stays typed.
    pub fn wipe_secrets(&mut self) {
        self.in_flight = None;
        self.back();
        if let Step::Who(who) = &mut self.step {
            who.wipe_secrets();
        }
    }

    /// Fills in where a session was and of whom, for whoever logs in to it again.
    pub fn lead_back(&mut self, environment: &Environment, email: &str) {
        self.choose(environment.kind());
        match environment.kind() {
            EnvironmentKind::Custom => {
                environment.base_url().as_str().clone_into(&mut self.custom_url);
                environment.server_xpub().unwrap_or_default().clone_into(&mut self.custom_xpub);
                self.custom_is_production = environment.counts_as_production();
            }
            EnvironmentKind::Express => environment.base_url().as_str().clone_into(&mut self.express_url),
            EnvironmentKind::Sandbox | EnvironmentKind::Test | EnvironmentKind::Production => {}
        }
        if let Step::Who(who) = &mut self.step {
            email.clone_into(&mut who.email);
        }
    }

    /// Chooses an environment. Another one starts at the first step, with the address still there.
    pub fn choose(&mut self, kind: EnvironmentKind) {
        if kind != self.kind {
            let is_about_express = [kind, self.kind].contains(&EnvironmentKind::Express);
            self.kind = kind;
            self.in_flight = None;
            self.plain_token = RefusedPlainToken::default();
            self.back();
            if let Step::Who(who) = &mut self.step {
                who.wipe_secrets();
                if is_about_express {
                    who.way = AuthMethod::usual_at(kind);
                }
            }
        }
    }

    /// Chooses an environment for a token that belongs there.
    pub fn choose_for_token(&mut self, kind: EnvironmentKind) {
        self.choose(kind);
        if let Step::Who(who) = &mut self.step {
            who.way = AuthMethod::Token;
        }
    }

    /// Back to the first step. The password in waiting is dropped, and so wiped.
    pub fn back(&mut self) {
        if let Step::Code(code) = &mut self.step {
            let email = std::mem::take(&mut code.email);
            self.step = Step::Who(Who { email, ..Who::default() });
        }
    }

    /// Fills in a demo person of the sandbox.
    pub fn fill_in(&mut self, email: &str, password: &str) {
        let mut who = Who { email: email.to_owned(), ..Who::default() };
        who.password.fill(password);
        self.step = Step::Who(who);
    }

    /// Whether there is enough to send.
    pub fn is_complete(&self) -> bool {
        match &self.step {
            Step::Who(who) => match who.way {
                AuthMethod::Password => {
                    !who.email.trim().is_empty()
                        && email_problem(&who.email).is_none()
                        && !who.password.is_empty()
                }
                AuthMethod::Token => !who.token.is_empty(),
            },
            Step::Code(code) => !code.code.is_empty(),
        }
    }

    /// The email address of whoever logs in by password.
    fn email(&self) -> &str {
        match &self.step {
            Step::Who(who) => who.email.trim(),
            Step::Code(code) => &code.email,
        }
    }

    /// What is chosen now; none where it is no environment, and while another token is being typed.
    pub fn chosen(&self, sandbox: Option<&SandboxOffer>) -> Option<Chosen> {
        let way = match &self.step {
            Step::Who(who) if who.way == AuthMethod::Token && !who.token.is_empty() => return None,
            Step::Who(who) => who.way,
            Step::Code(_) => AuthMethod::Password,
        };
        let email = if way == AuthMethod::Password { self.email() } else { "" };
        Some(Chosen { environment: self.environment(sandbox).ok()?, way, email: email.to_owned() })
    }

    /// Whether a plain token of this very account was refused where the login goes now. `environment` is
    /// what is typed in the first step; the second has its own.
    pub(super) fn is_plain_token_refused(&self, environment: Option<&Environment>) -> bool {
        let environment = match &self.step {
            Step::Who(who) => environment.filter(|_| who.way == AuthMethod::Password),
            Step::Code(code) => Some(&code.environment),
        };
        let (Some(environment), Some((origin, email))) = (environment, &self.plain_token.account) else {
            return false;
        };
        *origin == environment.origin() && email == self.email()
    }

    /// The request of this step. Secrets leave their fields with it.
    pub fn submit(&mut self, environment: Environment) -> Request {
        let accepts_plain_token =
            self.is_plain_token_refused(Some(&environment)) && self.plain_token.is_accepted;
        match &mut self.step {
            Step::Who(who) if who.way == AuthMethod::Token => {
                let keep = who.keeps.then(|| who.keep_name.trim().to_owned());
                Request::UseToken { environment, token: who.token.take(), keep }
            }
            Step::Who(who) => {
                let password = who.password.take();
                self.in_flight = Some((environment.clone(), password.clone()));
                let email = who.email.trim().to_owned();
                Request::LogIn { environment, email, password, code: None, accepts_plain_token }
            }
            Step::Code(code) => Request::LogIn {
                environment: code.environment.clone(),
                email: code.email.clone(),
                password: code.password.clone(),
                code: Some(code.code.take()),
                accepts_plain_token,
            },
        }
    }

    /// Takes note of how the attempt ended.
    pub fn attempt_ended(&mut self, ended: Ended) {
        let in_flight = self.in_flight.take();
        if ended == Ended::PlainTokenRefused {
            let environment = match &self.step {
                Step::Who(_) => in_flight.as_ref().map(|(environment, _)| environment),
                Step::Code(code) => Some(&code.environment),
            };
            let account = environment.map(|environment| (environment.origin(), self.email().to_owned()));
            self.plain_token = RefusedPlainToken { account, is_accepted: false };
        }
        match (ended, &mut self.step) {
            (Ended::LoggedIn, _) => {
                self.plain_token = RefusedPlainToken::default();
                self.back();
                if let Step::Who(who) = &mut self.step {
                    who.wipe_secrets();
                    (who.keeps, who.keep_name) = Default::default();
                }
            }
            (Ended::CodeNeeded, Step::Who(who)) => {
                if let Some((environment, password)) = in_flight {
                    let (email, code) = (who.email.trim().to_owned(), SecretBuffer::default());
                    self.step =
                        Step::Code(CodeStep { environment, email, password, code, wants_focus: true });
                }
            }
            (Ended::CodeNeeded | Ended::PlainTokenRefused | Ended::Failed, Step::Code(code)) => {
                code.code.wipe();
                code.wants_focus = true;
            }
            (Ended::PlainTokenRefused | Ended::Failed, Step::Who(_)) => {}
        }
    }
}

fn email_problem(email: &str) -> Option<String> {
    let email = email.trim();
    let looks_right = email
        .split_once('@')
        .is_some_and(|(person, host)| !person.is_empty() && host.contains('.') && !email.contains(' '));
    (!email.is_empty() && !looks_right).then(|| wording::EMAIL_FORM.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use secrecy::ExposeSecret;

    fn typed(state: &mut State, email: &str, password: &str) {
        state.kind = EnvironmentKind::Test;
        state.fill_in(email, password);
    }

    #[test]
    fn a_needed_code_keeps_the_password_out_of_every_field_and_sends_it_again() {
        let mut state = State::default();
        typed(&mut state, " owner@treasury.example ", "pass word");
        assert!(state.is_complete());
        let Request::LogIn { email, code: None, .. } = state.submit(Environment::test()) else { panic!() };
        assert_eq!(email, "owner@treasury.example");
        let Step::Who(who) = &state.step else { panic!() };
        assert!(who.password.is_empty(), "the password stayed in its field");
        state.attempt_ended(Ended::CodeNeeded);
        let Step::Code(code) = &mut state.step else { panic!("no code step") };
        code.code.fill("0000000");
        let Request::LogIn { password, code: Some(code), .. } = state.submit(Environment::test()) else {
            panic!()
        };
        assert_eq!(password.expose_secret(), "pass word");
        assert_eq!(code.expose_secret(), "0000000");
        state.attempt_ended(Ended::Failed);
        let Step::Code(code) = &state.step else { panic!("a wrong code left its step") };
        assert!(code.code.is_empty());
        state.back();
        let Step::Who(who) = &state.step else { panic!() };
        assert_eq!(who.email, "owner@treasury.example");
    }

    #[test]
    fn addresses_are_judged_while_they_are_typed() {
        let mut state = State { kind: EnvironmentKind::Custom, ..State::default() };
        assert_eq!(state.problems(), Problems::default());
        for (url, wrong) in [
            ("http://example.test", true),
            ("example", true),
            ("ftp://example.test", true),
            ("http://127.0.0.1:4000", false),
            ("https://example.test", false),
        ] {
            state.custom_url = url.into();
            assert_eq!(state.problems().url.is_some(), wrong, "{url}");
        }
        state.custom_xpub = "xpub-nonsense".into();
        assert!(state.problems().xpub.is_some());
    }

    #[test]
    fn an_address_of_express_that_is_half_typed_is_not_asked() {
        let mut state = State { kind: EnvironmentKind::Express, ..State::default() };
        for (typed, now_secs, is_settled) in [
            ("https://s.example", 10.0, false),
            ("https://s.example", 10.5, false),
            ("https://s.example:4", 10.6, false),
            ("https://s.example:4", 11.1, false),
            ("https://s.example:4", 11.3, true),
            ("https://s.example:4", 20.0, true),
            ("https://s.example:44", 20.1, false),
        ] {
            state.express_url = typed.to_owned();
            assert_eq!(state.express_settles_in(now_secs).is_none(), is_settled, "{typed} at {now_secs}");
        }
    }

    #[test]
    fn express_is_offered_the_token_first_and_nobody_else_is() {
        let mut state = State::default();
        for (kind, way) in [
            (EnvironmentKind::Test, AuthMethod::Password),
            (EnvironmentKind::Express, AuthMethod::Token),
            (EnvironmentKind::Custom, AuthMethod::Password),
        ] {
            state.choose(kind);
            let Step::Who(who) = &state.step else { panic!() };
            assert_eq!(who.way, way, "{kind:?}");
        }
        let remembered =
            State::remembered(&Remembered { environment: Some("Express"), ..Remembered::default() });
        let Step::Who(who) = &remembered.step else { panic!() };
        assert_eq!(who.way, AuthMethod::Token);
    }

    #[test]
    fn another_environment_forgets_secrets_and_keeps_the_address() {
        let mut state = State::default();
        typed(&mut state, "owner@treasury.example", "secret");
        state.choose(EnvironmentKind::Production);
        let Step::Who(who) = &state.step else { panic!() };
        assert_eq!(who.email, "owner@treasury.example");
        assert!(who.password.is_empty());
    }
}
