//! The safety review: what would hurt most over all wallets, with reason, source and the way to its fix.

mod cells;
mod details;
mod draw;
mod filter_sort;

pub use draw::show;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::bitgo::approvals::PendingApproval;
use crate::bitgo::wallet::Wallet;
use crate::domain::posture::{GroupedFindings, Grouping, Review, Selection, Severity, Topic};
use crate::domain::share::{Names, Permissions};
use crate::kit::listing::ListRequest;
use crate::kit::palette::Meaning;
use crate::kit::state::{Listing, Loadable};
use crate::kit::table::TableState;

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The review.
    pub review: Loadable<'a, Review>,
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
    severity: Option<Severity>,
    /// Only findings about this.
    topic: Option<Topic>,
    grouping: Grouping,
    /// The groups that are folded in, by key.
    folded: BTreeSet<String>,
    table: TableState,
    /// The finding that is looked at.
    chosen: Option<filter_sort::Chosen>,
    /// The finding that was looked at and is no longer found, in a sentence.
    gone: Option<String>,
    arranged: GroupedFindings,
    /// The review, by number, and what was wanted of it, that the rows were worked out for.
    arranged_for: Option<(u64, Selection)>,
}

/// What the panel asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Read wallets and approvals again, or stop.
    Read(ListRequest),
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
fn meaning(weight: Severity) -> Meaning {
    match weight {
        Severity::Danger => Meaning::Danger,
        Severity::Weakness => Meaning::Attention,
        Severity::Note => Meaning::Information,
    }
}
