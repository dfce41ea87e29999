//! Every coin's wallets with exact balances: coins on the left, the table of the chosen coin or of all.

mod arrange;
mod cells;
mod coins;
mod details;
mod draw;
mod page;
mod removal;

pub use arrange::Around;
pub use draw::show;
pub use page::{KeyLook, PageModel, RulesModel, Tab, TransferLook, WaitingHere, WalletLook};

use crate::bitgo::outcome::Outcome;
use crate::bitgo::policies::RuleOrder;
use crate::bitgo::user::EnterpriseRef;
use crate::bitgo::wallet::{CoinBalance, FreezeFor, Wallet};
use crate::domain::policy::RuleFacts;
use crate::domain::share::{Names, PeopleNow, Permissions, RemovalRequest};
use crate::kit::listing::Wish;
use crate::kit::state::{Listing, View};
use crate::kit::table::TableState;

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The wallets, as far as they have been read.
    pub wallets: Listing<'a, Wallet>,
    /// What else the marks of the wallets need.
    pub around: &'a Around,
    /// The enterprise chosen in the top bar, if one is.
    pub enterprise: Option<&'a str>,
    /// What to call people.
    pub names: &'a Names,
    /// The person, by ID.
    pub me: &'a str,
    /// The person's enterprises.
    pub enterprises: &'a [EnterpriseRef],
    /// The platform's own totals over all enterprises, once the list is whole.
    pub totals: Option<&'a [CoinBalance]>,
    /// The wallet whose people are to be changed, as it was read anew.
    pub people: View<'a, PeopleNow>,
    /// How the last removal stands.
    pub removal: View<'a, Outcome<Wallet>>,
    /// The environment's word, for confirmations.
    pub environment: &'a str,
    /// What the page of the wallet draws from whose page is open.
    pub page: Option<PageModel<'a>>,
}

/// The panel's state.
pub struct State {
    /// The chosen coin; none for all.
    pub coin: Option<String>,
    /// Words that label, ID, coin, kind or mark must hold.
    pub filter: String,
    /// What was copied last and when, in seconds of the screen's clock.
    said: Option<(String, f64)>,
    /// The filter is to take the keyboard.
    wants_focus: bool,
    /// What the rows are sorted by, and whether the largest come first.
    sort: (Col, bool),
    /// The table's chosen row and order.
    table: TableState,
    /// The chosen row's wallet, which stays chosen when rows come, go or change places.
    chosen_id: Option<String>,
    /// The chosen wallet's details stand beside the table.
    shows_details: bool,
    arranged: arrange::Arranged,
    /// Who is to be taken off which wallet, while that is looked at.
    removing: Option<removal::Removing>,
    /// What became of the last removal.
    told: Option<removal::Told>,
    /// The wallet whose page is open.
    page: Option<page::Page>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            coin: None,
            filter: String::new(),
            said: None,
            wants_focus: true,
            sort: (Col::Balance, true),
            table: TableState::default(),
            chosen_id: None,
            shows_details: false,
            arranged: arrange::Arranged::default(),
            removing: None,
            told: None,
            page: None,
        }
    }
}

/// The columns of the table, of which a narrow one shows fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Col {
    Label,
    Kind,
    /// Over several coins, sorted by coin first: amounts of two coins do not compare.
    Balance,
    Confirmed,
    Spendable,
    People,
    Marks,
}

/// What the panel asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Read the list again, or stop.
    Read(Wish),
    /// Read a wallet anew, before somebody is removed from it.
    LookAtPeople {
        /// Its coin, by ticker.
        coin: String,
        /// The wallet, by ID.
        wallet: String,
    },
    /// Take somebody off a wallet. The person has typed the wallet's label.
    Remove(RemovalRequest),
    /// The person closed the dialog of a removal.
    ForgetRemoval,
    /// Share this wallet.
    Share {
        /// The wallet, by ID.
        id: String,
        /// What whoever is chosen is to be allowed at the least.
        permissions: Permissions,
    },
    /// Read a wallet for its page, which is open then.
    OpenPage {
        /// Its coin, by ticker.
        coin: String,
        /// The wallet, by ID.
        id: String,
    },
    /// Read the next page of a wallet's transfers.
    OlderTransfers {
        /// Its coin, by ticker.
        coin: String,
        /// The wallet, by ID.
        id: String,
    },
    /// Freeze a wallet. The person has typed the wallet's label.
    Freeze {
        /// Its coin, by ticker.
        coin: String,
        /// The wallet, by ID.
        id: String,
        /// For how long.
        duration: FreezeFor,
    },
    /// The person closed the confirmation of a freeze.
    ForgetFreeze,
    /// Read a wallet's rules anew, with what waits about them.
    LookAtRules {
        /// Its coin, by ticker.
        coin: String,
        /// The wallet, by ID.
        id: String,
    },
    /// Make, change or remove a rule. The person has seen this very request.
    SendRule {
        /// The request.
        order: Box<RuleOrder>,
        /// The rule as the person saw it; none for a new one. If it is another by now, nothing is sent.
        seen: Option<Box<RuleFacts>>,
    },
    /// The person closed what was put together for a rule.
    ForgetRule,
    /// Show what waits for approval.
    ShowApproval {
        /// The approval, by ID.
        id: String,
    },
}
