//! What the login draws besides its own state.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::bitgo::environment::PlatformBehind;
use crate::bitgo::signing::AuthVersion;
use crate::domain::token::identity::TokenIdentity;
use crate::kit::environment::EnvironmentLabel;
use crate::kit::state::{Failure, Loadable};

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The sessions that are open, to go back to.
    pub open: &'a [OpenSession],
    /// The sandbox inside this program: where it listens and whom it offers.
    pub sandbox: Loadable<'a, SandboxOffer>,
    /// What stands behind the Express server that is typed in, by its ping.
    pub behind: Loadable<'a, PlatformBehind>,
    /// How the last attempt stands.
    pub attempt: Attempt<'a>,
    /// The version of the signatures, and whether another one is offered.
    pub signature: SignatureChoice,
    /// A sentence about this computer's clock, when it is more than a minute off.
    pub clock_warning: Option<&'a str>,
    /// A sentence about an answer that was signed at another time and used all the same.
    pub stale_warning: Option<&'a str>,
    /// Why the person is here again, when a session ended under them.
    pub notice: Option<&'a str>,
    /// The tokens in the keychain.
    pub kept: KeptModel<'a>,
    /// A token that works, and that something speaks against using.
    pub tried: Option<TriedToken<'a>>,
    /// The last attempt failed because the platform does not take the token.
    pub is_token_refused: bool,
}

/// The tokens that are kept in the keychain, and whether the one that is pasted can be.
pub struct KeptModel<'a> {
    /// A card for each.
    pub cards: &'a [KeptCard],
    /// The one for which the keychain is waited.
    pub wait: Option<&'a KeptWait>,
    /// Whether one more can be kept.
    pub keeping: Keeping,
}

/// A token that was tried and works, and where.
pub struct TriedToken<'a> {
    /// What it is.
    pub identity: &'a TokenIdentity,
    /// Where its session would be.
    pub environment: &'a EnvironmentLabel,
    /// The time zone of the person.
    pub zone: &'a TimeZone,
    /// Now, by the platform's clock.
    pub now: Timestamp,
}

/// Tells kept tokens apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptId {
    /// The environment's origin.
    pub origin: String,
    /// Its name in the keychain.
    pub label: String,
}

/// A token that is kept in the keychain, in words.
pub struct KeptCard {
    /// Which.
    pub id: KeptId,
    /// Its name.
    pub label: String,
    /// Where it is used.
    pub environment: EnvironmentLabel,
    /// Whose it is.
    pub person: String,
    /// When it ends.
    pub ends: String,
    /// It has ended by itself.
    pub is_over: bool,
    /// When it last began a session here.
    pub used: String,
    /// Why it cannot be used, a sentence.
    pub trouble: Option<String>,
}

/// Something that the keychain has not answered yet.
pub struct KeptWait {
    /// About which token.
    pub id: KeptId,
    /// It is being forgotten, not read.
    pub is_forgetting: bool,
}

/// Whether a token can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// The settings say that the keychain is not used.
    Off,
    /// Nobody has looked.
    NotAsked,
    /// The keychain is being looked for.
    Looking,
    /// There is none.
    Missing(NoKeychain),
    /// There is one.
    There {
        /// It will ask for its password.
        is_locked: bool,
    },
}

/// Why there is no keychain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoKeychain {
    /// Its service is not running, or does not answer.
    NoService,
    /// The service has none yet.
    NotCreated,
    /// This system has none that this program knows.
    NotOnThisSystem,
}

/// A session that is open beside the login.
pub struct OpenSession {
    /// What [`super::request::Request::Back`] calls it.
    pub id: u64,
    /// Who works in it, and where.
    pub words: String,
}

impl Model<'_> {
    /// What is said to stand behind the Express server; nothing is known of one that did not answer.
    pub(super) fn behind_shown(&self) -> PlatformBehind {
        match self.behind {
            Loadable::Ready(behind) => behind.clone(),
            _ => PlatformBehind::NotRead,
        }
    }

    /// Whether the person can see what stands behind it, or that it cannot be read.
    pub(super) fn has_behind_been_read(&self) -> bool {
        matches!(self.behind, Loadable::Ready(_) | Loadable::Failed(..))
    }
}

/// In which version requests are signed.
#[derive(Clone, Copy, Debug)]
pub struct SignatureChoice {
    /// The version that is chosen.
    pub version: AuthVersion,
    /// The last attempt failed in a way that speaks for version 2.
    pub offers_version_2: bool,
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
