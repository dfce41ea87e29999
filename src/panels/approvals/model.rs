//! What the panel draws besides its own state.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::bitgo::approvals::{ApprovalFacts, ApprovalRow, PendingApproval};
use crate::bitgo::user::EnterpriseRef;
use crate::domain::alphabet::SameNames;
use crate::domain::share::Names;
use crate::kit::environment::EnvironmentLabel;
use crate::kit::state::{Listing, Loadable};

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The approvals, as far as they have been read.
    pub approvals: Listing<'a, ApprovalRow>,
    /// How the list is kept current.
    pub current: Current,
    /// What to call people.
    pub names: &'a Names,
    /// Labels that several wallets have.
    pub same_names: &'a SameNames,
    /// The person, by ID.
    pub me: &'a str,
    /// The environment's word, for confirmations.
    pub environment: &'a EnvironmentLabel,
    /// The person's own Express server, where that is the environment.
    pub express: Option<&'a str>,
    /// What the session lets the person do with several at once.
    pub lock: Lock<'a>,
    /// What is known beside an approval, by its ID.
    pub facts_of: &'a dyn Fn(&str) -> Loadable<'a, ApprovalFacts>,
    /// Whether an approval's wallet is not among those that the person sees.
    pub hides_wallet: &'a dyn Fn(&PendingApproval) -> bool,
    /// The person's enterprises.
    pub enterprises: &'a [EnterpriseRef],
    /// The time zone of the person.
    pub zone: &'a TimeZone,
    /// Now.
    pub now: Timestamp,
}

/// How the list is kept current.
#[derive(Clone, Copy, Default)]
pub struct Current {
    /// The list, or what became of approvals that left it, is being read.
    pub is_looking: bool,
}

/// What the session lets the person do with several at once.
#[derive(Clone, Copy)]
pub struct Lock<'a> {
    /// The session is unlocked, or needs no unlocking.
    pub is_open: bool,
    /// Unlocking would take all spending limits off this session's token.
    pub has_limits: bool,
    /// How unlocking it stands.
    pub unlocking: Loadable<'a, ()>,
}

impl<'a> Model<'a> {
    pub(super) fn row(&self, id: &str) -> Option<&'a ApprovalRow> {
        self.approvals.rows.iter().find(|row| row.approval.id == id)
    }
}
