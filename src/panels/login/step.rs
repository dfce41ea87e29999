//! The steps of a login, each with what is typed in it.

use secrecy::SecretString;

use crate::bitgo::environment::{Environment, EnvironmentKind};
use crate::kit::secret::SecretBuffer;

/// A step and its data.
pub enum Step {
    /// Who logs in, by password or by token.
    Who(Who),
    /// The one-time code, for the person and password already given.
    Code(CodeStep),
}

/// The fields of the first step.
#[derive(Default)]
pub struct Who {
    /// By password or by token.
    pub way: AuthMethod,
    /// The login's email address.
    pub email: String,
    /// The login password.
    pub password: SecretBuffer,
    /// An existing access token.
    pub token: SecretBuffer,
    /// That token is to be kept in the keychain.
    pub keeps: bool,
    /// Under this name.
    pub keep_name: String,
}

impl Who {
    /// Neither the password nor the token stays typed.
    pub fn wipe_secrets(&mut self) {
        self.password.wipe();
        self.token.wipe();
    }
}

/// The fields of the second step.
pub struct CodeStep {
    /// Where the password was typed for: it goes nowhere else.
    pub environment: Environment,
    /// The first step's email address.
    pub email: String,
    /// The first step's password, out of any text field.
    pub password: SecretString,
    /// The one-time code.
    pub code: SecretBuffer,
    /// The code's field is to take the keyboard, once.
    pub wants_focus: bool,
}

/// How the person proves who they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AuthMethod {
    /// Email address, password and one-time code.
    #[default]
    Password,
    /// An access token made earlier.
    Token,
}

impl AuthMethod {
    /// The one that is offered first. Express would be given the password itself, so there it is the token.
    pub(super) fn usual_at(kind: EnvironmentKind) -> Self {
        match kind {
            EnvironmentKind::Express => Self::Token,
            _ => Self::Password,
        }
    }
}
