//! What the login draws besides its own state.

use crate::kit::state::{Failure, Loadable};

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The sandbox inside this program: where it listens and whom it offers.
    pub sandbox: Loadable<'a, SandboxOffer>,
    /// How the last attempt stands.
    pub attempt: Attempt<'a>,
    /// A sentence about this computer's clock, when it is more than a minute off.
    pub clock_warning: Option<&'a str>,
    /// Why the person is here again, when a session ended under them.
    pub notice: Option<&'a str>,
}

/// How an attempt to log in stands.
#[derive(Clone, Copy)]
pub enum Attempt<'a> {
    /// None under way.
    Idle,
    /// The platform is being asked.
    Running,
    /// It did not work.
    Failed(&'a Failure),
}

/// The sandbox's address and the people it knows.
#[derive(Clone, Debug)]
pub struct SandboxOffer {
    /// Where it listens.
    pub url: String,
    /// Its public key for token issuance.
    pub server_xpub: String,
    /// The people of its seed.
    pub accounts: Vec<DemoPerson>,
}

/// One of the sandbox's people. The passwords are no secrets: they open nothing but the sandbox.
#[derive(Clone, Debug)]
pub struct DemoPerson {
    /// The full name.
    pub name: String,
    /// What the person is there: owner, admin, viewer.
    pub role: String,
    /// The login.
    pub email: String,
    /// The login password.
    pub password: String,
}
