//! What the panel draws besides its own state.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::checks::Checks;
use super::fired::FiredRules;
use crate::bitgo::approvals::{ApprovalCase, ApprovalFacts, ApprovalRow, PendingApproval};
use crate::bitgo::user::EnterpriseRef;
use crate::domain::alphabet::SameNames;
use crate::domain::approval::ApprovalStatus;
use crate::domain::share::Names;
use crate::domain::wait::Wait;
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
    /// The enterprise's rules that ask for an approval, by its ID.
    pub fired_of: &'a dyn Fn(&str) -> Loadable<'a, FiredRules>,
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
    /// How long what was confirmed waits for the platform's limit before it is sent, if it does.
    pub wait: Option<Wait>,
}

/// What the session lets the person do with several at once.
#[derive(Clone, Copy)]
pub struct Lock<'a> {
    /// The session is unlocked, or needs no unlocking.
    pub is_open: bool,
    /// An approval takes a one-time code.
    pub needs_code: bool,
    /// Unlocking would take all spending limits off this session's token.
    pub has_limits: bool,
    /// How unlocking it stands.
    pub unlocking: Loadable<'a, ()>,
}

impl<'a> Model<'a> {
    /// What holds an approval.
    pub(super) fn checks(&self, approval: &ApprovalCase) -> Checks {
        Checks::of(approval, (self.facts_of)(&approval.id), (self.hides_wallet)(approval))
    }

    /// Who may decide it, with what is known beside it.
    pub(super) fn completed<'s>(
        &self,
        approval: &PendingApproval,
        status: &'s ApprovalStatus,
    ) -> Cow<'s, ApprovalStatus> {
        let known = (self.facts_of)(&approval.id).content();
        known.map_or(Cow::Borrowed(status), |known| Cow::Owned(known.completed(approval, status)))
    }

    pub(super) fn row(&self, id: &str) -> Option<&'a ApprovalRow> {
        self.approvals.rows.iter().find(|row| row.approval.id == id)
    }
}
