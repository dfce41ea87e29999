//! What the page draws besides its own state.

use egui::Ui;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::enterprise_guards::EnterpriseGuards;
use crate::bitgo::approvals::ApprovalRow;
use crate::bitgo::transfers::TransferHistory;
use crate::bitgo::user::EnterpriseRef;
use crate::bitgo::wallet_details::WalletDetails;
use crate::domain::alphabet::SameNames;
use crate::domain::approval::ApprovalSummary;
use crate::domain::policy::OpenChange;
use crate::domain::share::{Names, WalletFacts};
use crate::kit::environment::EnvironmentLabel;
use crate::kit::mutation::MutationView;
use crate::kit::state::{Listing, Loadable};

/// What the page draws besides its own state.
pub struct Model<'a> {
    /// The wallet, as it was read for the page.
    pub details: Loadable<'a, WalletDetails>,
    /// The platform does not show it to this person any more.
    pub is_gone: bool,
    /// Its transfers, as far back as they have been read.
    pub transfers: Loadable<'a, TransferHistory>,
    /// What waits for approval about it, the oldest first.
    pub approvals: &'a [ApprovalSummary],
    /// The list that these are from, as far as it has been read.
    pub approvals_list: Listing<'a, ApprovalRow>,
    /// The changes of its rules that wait.
    pub rule_changes: &'a [OpenChange],
    /// How the freeze stands that was sent last.
    pub freeze: MutationView<'a>,
    /// How the change of a rule stands that was sent last.
    pub rule: MutationView<'a>,
    /// How many of several requests about it are done, of how many.
    pub rule_progress: Option<(usize, usize)>,
    /// What to call people.
    pub names: &'a Names,
    /// Labels that several wallets have.
    pub same_names: &'a SameNames,
    /// The person, by ID.
    pub me: &'a str,
    /// The environment's word, for confirmations.
    pub environment: &'a EnvironmentLabel,
    /// Draws what became of the last removal of somebody.
    pub draw_people_notices: &'a dyn Fn(&mut Ui),
    /// Draws the wallet's people.
    pub draw_people: &'a dyn Fn(&mut Ui, &WalletFacts),
    /// The person's enterprises.
    pub enterprises: &'a [EnterpriseRef],
    /// The enterprise rules over the wallet.
    pub enterprise_rules: &'a EnterpriseGuards,
    /// The time zone of the person.
    pub zone: &'a TimeZone,
    /// Now by the platform's clock.
    pub now: Timestamp,
}
