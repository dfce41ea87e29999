//! What is drawn of a wallet's people besides the panel's own state.

use crate::domain::alphabet::SameNames;
use crate::domain::share::{Names, PeopleNow};
use crate::kit::environment::EnvironmentLabel;
use crate::kit::mutation::MutationView;
use crate::kit::state::Loadable;

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
    /// How the removal stands that was sent last.
    pub removal: MutationView<'a>,
}
