//! What the page asks of the app.

use crate::bitgo::policies::ReviewedRule;
use crate::bitgo::wallet::{BeforeFreeze, FreezeFor};
use crate::kit::listing::ListRequest;

/// What the page asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Leave the page.
    Leave,
    /// Read the wallet again, with its transfers and what waits.
    Read,
    /// Read the wallet again with what waits about it, before a rule is changed or to look something up.
    LookUp,
    /// Read what waits for approval again, or stop that.
    ReadApprovals(ListRequest),
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
    /// Show all policies over this wallet, by ID.
    ShowPolicies(String),
    /// Show this enterprise rule among the policies, by ID.
    ShowRule(String),
    /// Share this wallet, by ID.
    Share(String),
    /// Ask whether a withdrawal from this wallet would be stopped, by ID.
    CheckWithdrawal(String),
}
