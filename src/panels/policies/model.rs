//! What the panel draws besides its own state.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::bitgo::approvals::PendingApproval;
use crate::bitgo::policy_builder::PolicyPicture;
use crate::bitgo::user::EnterpriseRef;
use crate::bitgo::wallet::Wallet;
use crate::domain::enterprise_policy::{EnterpriseRule, RuleBook};
use crate::domain::share::Names;
use crate::kit::aside::Run;
use crate::kit::state::{Listing, Loadable};

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The enterprises' rules as far as they have come.
    pub book: &'a RuleBook,
    /// The rules and the wallets as they stood together.
    pub picture: &'a Arc<PolicyPicture>,
    /// Changes whenever the picture does.
    pub generation: u64,
    /// Whether the rules are being read, or read again.
    pub is_reading: bool,
    /// The wallets, as far as they have been read.
    pub wallets: Listing<'a, Arc<Wallet>>,
    /// What waits for approval, as far as it has been read.
    pub approvals: &'a [PendingApproval],
    /// The versions that were asked for, of the rule with this ID.
    pub versions: (&'a str, Loadable<'a, Arc<Vec<EnterpriseRule>>>),
    /// Changes with every answer about them.
    pub versions_serial: u64,
    /// Runs work beside the screen's thread.
    pub run: Run<'a>,
    /// The enterprise chosen in the top bar, if one is.
    pub enterprise: Option<&'a str>,
    /// The person's enterprises.
    pub enterprises: &'a [EnterpriseRef],
    /// What to call people.
    pub names: &'a Names,
    /// Now by the platform's clock.
    pub now: Timestamp,
    /// The time zone of the person.
    pub zone: &'a TimeZone,
}

impl Model<'_> {
    /// Something is still on its way for the first time.
    pub(super) fn is_coming(&self) -> bool {
        self.book.is_coming() || !self.wallets.is_whole || self.picture.book.is_none()
    }
}
