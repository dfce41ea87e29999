//! What the safety review draws besides its own state.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::bitgo::approvals::PendingApproval;
use crate::bitgo::user::EnterpriseRef;
use crate::bitgo::wallet::Wallet;
use crate::domain::alphabet::SameNames;
use crate::domain::posture::Review;
use crate::domain::share::Names;
use crate::kit::aside::Run;
use crate::kit::state::{Listing, Loadable};

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The review.
    pub review: Loadable<'a, Arc<Review>>,
    /// Runs work beside the screen's thread.
    pub run: Run<'a>,
    /// Changes with every review.
    pub serial: u64,
    /// The wallets, as far as they have been read.
    pub wallets: Listing<'a, Arc<Wallet>>,
    /// Labels that several wallets have.
    pub same_names: &'a SameNames,
    /// What waits for approval, as far as it has been read.
    pub approvals: Listing<'a, PendingApproval>,
    /// The enterprise chosen in the top bar, if one is.
    pub enterprise: Option<&'a str>,
    /// The person's enterprises.
    pub enterprises: &'a [EnterpriseRef],
    /// The enterprises' rules are being read.
    pub is_reading_rules: bool,
    /// What to call people.
    pub names: &'a Names,
    /// The person, by ID.
    pub me: &'a str,
    /// Now by the platform's clock.
    pub now: Timestamp,
    /// The time zone of the person.
    pub zone: &'a TimeZone,
}

impl Model<'_> {
    /// The review covers all wallets and all that waits: what was not found is not there.
    pub(super) fn is_whole(&self) -> bool {
        self.wallets.is_whole && self.approvals.is_whole
    }
}
