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
pub use transfers::TransferLook;
pub use waiting::WaitingHere;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::bitgo::approvals::PendingApproval;
use crate::bitgo::keys::KeySummary;
use crate::bitgo::policies::{PolicyRule, RuleSubmission};
use crate::bitgo::user::EnterpriseRef;
use crate::bitgo::wallet::{BeforeFreeze, FreezeFor, Wallet};
use crate::domain::policy::{OpenChange, RuleFacts, RulePlan, RuleResult};
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
    pub transfers: Loadable<'a, TransferLook>,
    /// What waits for approval about it, the oldest first.
    pub approvals: &'a [WaitingHere],
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

/// A wallet as the page shows it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WalletDetails {
    /// The wallet in full.
    pub wallet: Wallet,
    /// Its rules; none where the platform does not report them.
    pub rules: Option<Vec<PolicyRule>>,
    /// Its keys, in the platform's order: of the users, the backup, the platform's.
    pub keys: Vec<KeySummary>,
    /// What waited for approval right before; none where it was not read with it.
    pub approvals: Option<Vec<PendingApproval>>,
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
    SendRule(Box<RuleSending>),
    /// Wait no longer for the answer to a freeze or a rule.
    StopWaiting,
    /// What was put together was closed.
    Forget,
    /// Show what waits for approval, by ID.
    ShowApproval(String),
    /// Something about the wallet's people.
    People(wallet_people::Request),
}

/// A change of a rule to be sent.
#[derive(Debug, PartialEq, Eq)]
pub struct RuleSending {
    /// The request.
    pub order: RuleSubmission,
    /// The rule as the person saw it; none for a new one. If it is another by now, nothing is sent.
    pub seen: Option<RuleFacts>,
    /// What is to come about.
    pub plan: RulePlan,
    /// What waited before, by the approvals' IDs.
    pub waited: BTreeSet<String>,
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
