//! The wallet shares that stand open: offered to the person, and by them.

mod draw;

pub use draw::show;

use crate::bitgo::shares::WalletShares;
use crate::domain::share::Names;
use crate::kit::state::View;
use crate::kit::table::TableState;

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The shares.
    pub shares: View<'a, WalletShares>,
    /// What to call people.
    pub names: &'a Names,
}

/// Which way the shown shares go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Way {
    /// Offered to the person.
    #[default]
    Incoming,
    /// Offered by the person.
    Outgoing,
}

/// The panel's state.
#[derive(Default)]
pub struct State {
    way: Way,
    table: TableState,
}

/// What the panel asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Read the shares again.
    Reload,
}
