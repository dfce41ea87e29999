//! What the panel draws besides its own state.

use std::sync::Arc;

use egui::Ui;

use crate::bitgo::user::EnterpriseRef;
use crate::bitgo::wallet::{CoinBalance, MarkFacts, Wallet};
use crate::domain::alphabet::SameNames;
use crate::domain::share::WalletFacts;
use crate::kit::aside::Run;
use crate::kit::state::Listing;

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The wallets, as far as they have been read.
    pub wallets: Listing<'a, Arc<Wallet>>,
    /// Their rows, for work beside the screen's thread.
    pub snapshot: &'a Arc<Vec<Arc<Wallet>>>,
    /// Runs such work.
    pub run: Run<'a>,
    /// What else the marks of the wallets need.
    pub mark_facts: &'a Arc<MarkFacts>,
    /// Labels that several wallets have.
    pub same_names: &'a Arc<SameNames>,
    /// Changes whenever those do.
    pub names_generation: u64,
    /// The enterprise chosen in the top bar, if one is.
    pub enterprise: Option<&'a str>,
    /// The person's enterprises.
    pub enterprises: &'a [EnterpriseRef],
    /// The platform's own totals over all enterprises, once the list is whole.
    pub totals: Option<&'a [CoinBalance]>,
    /// The person, by ID.
    pub me: &'a str,
    /// Draws what became of the last removal of somebody.
    pub draw_people_notices: &'a dyn Fn(&mut Ui),
    /// Draws the people of a wallet.
    pub draw_people: &'a dyn Fn(&mut Ui, &WalletFacts),
}
