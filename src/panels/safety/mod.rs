//! The safety review: what would hurt most over all wallets, with reason, source and the way to its fix.

mod arrange;
mod cells;
mod details;
mod draw;

pub use draw::show;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::bitgo::approvals::PendingApproval;
use crate::bitgo::wallet::Wallet;
use crate::domain::posture::{Arrangement, Grouping, Review, Selection, Topic, Weight};
use crate::domain::share::{Names, Permissions};
use crate::kit::listing::Wish;
use crate::kit::palette::Meaning;
use crate::kit::state::{Listing, View};
use crate::kit::table::TableState;

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The review.
    pub review: View<'a, Review>,
    /// Changes with every review.
    pub serial: u64,
    /// The wallets, as far as they have been read.
    pub wallets: Listing<'a, Wallet>,
    /// What waits for approval, as far as it has been read.
    pub approvals: Listing<'a, PendingApproval>,
    /// The enterprise chosen in the top bar, if one is.
    pub enterprise: Option<&'a str>,
    /// What to call people.
    pub names: &'a Names,
    /// The person, by ID.
    pub me: &'a str,
    /// Now by the platform's clock.
    pub now: Timestamp,
    /// The time zone of the person.
    pub zone: &'a TimeZone,
}

/// The panel's state.
#[derive(Default)]
pub struct State {
    /// Words that a row must hold.
    filter: String,
    /// Only findings that weigh so much.
    weight: Option<Weight>,
    /// Only findings about this.
    topic: Option<Topic>,
    grouping: Grouping,
    /// The groups that are folded in, by key.
    folded: BTreeSet<String>,
    table: TableState,
    /// The finding that is looked at.
    chosen: Option<arrange::Chosen>,
    /// The finding that was looked at and is no longer found, in a sentence.
    gone: Option<String>,
    arranged: Arrangement,
    /// The review, by number, and what was wanted of it, that the rows were worked out for.
    arranged_for: Option<(u64, Selection)>,
}

/// What the panel asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Read wallets and approvals again, or stop.
    Read(Wish),
    /// Share this wallet.
    Share {
        /// The wallet, by ID.
        wallet: String,
        /// What whoever is chosen is to be allowed at the least.
        permissions: Permissions,
    },
    /// Show the rules of this wallet.
    OpenRules {
        /// Its coin, by ticker.
        coin: String,
        /// The wallet, by ID.
        wallet: String,
    },
    /// Show what waits for approval.
    OpenApproval {
        /// The approval, by ID.
        id: String,
    },
}

/// The look of a weight.
fn meaning(weight: Weight) -> Meaning {
    match weight {
        Weight::Danger => Meaning::Danger,
        Weight::Weakness => Meaning::Attention,
        Weight::Note => Meaning::Information,
    }
}
