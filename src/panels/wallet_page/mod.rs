//! One wallet on a page of its own: what is in it and where it receives, its rules, people, transfers and approvals, and
//! its freeze.

mod draw;
mod freeze;
mod overview;
mod rules;
mod span_field;
mod transfers;
mod waiting;

pub use draw::show;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::bitgo::policies::ReviewedRule;
use crate::bitgo::transfers::TransferHistory;
use crate::bitgo::user::EnterpriseRef;
use crate::bitgo::wallet::{BeforeFreeze, FreezeFor};
use crate::bitgo::wallet_details::WalletDetails;
use crate::domain::approval::ApprovalSummary;
use crate::domain::policy::{OpenChange, RulePlan, RuleResult};
use crate::kit::mutation::MutationView;
use crate::kit::state::Loadable;
use crate::panels::wallet_people;

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
    /// The changes of its rules that wait.
    pub rule_changes: &'a [OpenChange],
    /// How the freeze stands that was sent last.
    pub freeze: MutationView<'a>,
    /// How the change of a rule stands that was sent last.
    pub rule: MutationView<'a>,
    /// Its people.
    pub people: wallet_people::Model<'a>,
    /// The person's enterprises.
    pub enterprises: &'a [EnterpriseRef],
    /// The time zone of the person.
    pub zone: &'a TimeZone,
    /// Now by the platform's clock.
    pub now: Timestamp,
}

/// The parts of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Balances, addresses, keys, names.
    #[default]
    Overview,
    /// The policy rules.
    Rules,
    /// Who may do what.
    People,
    /// What came and what left.
    Transfers,
    /// What waits.
    Approvals,
}

/// The state of the page of one wallet.
#[derive(Default)]
pub struct State {
    /// The wallet's coin, by ticker.
    pub coin: String,
    /// The wallet, by ID.
    pub id: String,
    /// The chosen part.
    pub tab: Tab,
    /// What is said above the parts.
    pub notice: Option<String>,
    rules: rules::Rules,
    transfers: transfers::Filter,
    freezing: Option<freeze::Freezing>,
}

/// What the page asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Leave the page.
    Leave,
    /// Read the wallet again, with its transfers and what waits.
    Read,
    /// Read the wallet again with what waits about it, before a rule is changed or to look something up.
    LookUp,
    /// Read the next page of the transfers.
    OlderTransfers,
    /// Freeze a wallet. The person has typed its label.
    Freeze {
        /// Its coin, by ticker.
        coin: String,
        /// The wallet, by ID.
        id: String,
        /// For how long.
        duration: FreezeFor,
        /// How the wallet stood before.
        before: BeforeFreeze,
    },
    /// Make, change or remove a rule. The person has seen this very request.
    SendRule(Box<ReviewedRule>),
    /// Wait no longer for the answer to a freeze or a rule.
    StopWaiting,
    /// What was put together was closed.
    Forget,
    /// Show what waits for approval, by ID.
    ShowApproval(String),
    /// Something about the wallet's people.
    People(wallet_people::Request),
}

impl State {
    /// The page of this wallet.
    pub fn of(coin: String, id: String, tab: Tab) -> Self {
        Self { coin, id, tab, ..Self::default() }
    }

    /// A freeze has come to an end, which is said.
    pub fn freeze_ended(&mut self, words: String) {
        self.freezing = None;
        self.notice = Some(words);
    }

    /// What was sent about a rule has come to an end; `was_lost` where a look-up has answered.
    pub fn rule_ended(&mut self, plan: RulePlan, end: RuleResult, was_lost: bool) {
        self.rules.ended(plan, end, was_lost);
    }

    /// The label has to be typed again before a freeze is sent again.
    pub fn clear_confirmation(&mut self) {
        if let Some(freezing) = &mut self.freezing {
            freezing.label.clear();
        }
    }
}
