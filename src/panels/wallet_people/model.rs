//! What is drawn of a wallet's people besides the panel's own state.

use crate::bitgo::approvals::ApprovalRow;
use crate::bitgo::shares::WalletShares;
use crate::domain::alphabet::SameNames;
use crate::domain::share::{ActionOutcome, ActionRequest, Names, PeopleNow};
use crate::domain::wait::Wait;
use crate::kit::environment::EnvironmentLabel;
use crate::kit::mutation::{Item, MutationView};
use crate::kit::state::{Listing, Loadable};

/// An open invitation that is canceled with a removal, and where that stands.
pub type Cancellation = Item<ActionRequest, ActionOutcome>;

/// What it draws besides its own state.
pub struct Model<'a> {
    /// What to call people.
    pub names: &'a Names,
    /// Labels that several wallets have.
    pub same_names: &'a SameNames,
    /// The person, by ID.
    pub me: &'a str,
    /// The environment's word, for confirmations.
    pub environment: &'a EnvironmentLabel,
    /// The wallet whose people are to be changed, as it was read last.
    pub people: Loadable<'a, PeopleNow>,
    /// What waits for approval, as far as it has been read: a change of somebody is marked beside their name.
    pub approvals: Listing<'a, ApprovalRow>,
    /// The person's shares, among them the open invitations.
    pub shares: Loadable<'a, WalletShares>,
    /// The invitations that were canceled with the last removal.
    pub cancellations: &'a [Cancellation],
    /// Some of them are still being sent.
    pub is_canceling: bool,
    /// How long the one that is on its way waits for the platform's limit, if it does.
    pub cancellation_wait: Option<Wait>,
    /// How the removal stands that was sent last.
    pub removal: MutationView<'a>,
}
