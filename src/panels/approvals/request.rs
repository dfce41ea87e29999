//! What the panel asks the app to do.

use secrecy::SecretString;

use crate::bitgo::approvals::{BulkRequest, Decision, PendingApproval};
use crate::kit::listing::ListRequest;

/// A withdrawal that is to be built and signed again: the coin that was confirmed and the wallet passphrase go together.
#[derive(Debug)]
pub struct Rebuild {
    /// The coin's ticker.
    pub coin: String,
    /// The wallet passphrase.
    pub passphrase: SecretString,
}

/// What the panel asks the app to do.
#[derive(Debug)]
pub enum Request {
    /// Read the list again, or stop.
    Read(ListRequest),
    /// Look up what became of decisions whose answer was lost.
    LookUp,
    /// Decide this approval.
    Decide {
        /// The approval as it stood when the person decided: where it does not any more, nothing is to be sent.
        approval: Box<PendingApproval>,
        /// Yes or no.
        decision: Decision,
        /// The one-time code, where one is needed.
        code: Option<SecretString>,
        /// What the person's own Express server needs to build a withdrawal again, where it is to.
        rebuild: Option<Rebuild>,
    },
    /// Decide several, with one request.
    DecideBulk {
        /// What is sent.
        request: BulkRequest,
        /// Each approval as the person saw it, with what it is about: where one has changed, nothing is to be sent.
        seen: Vec<(PendingApproval, String)>,
    },
    /// Wait no longer for the answer to what was sent.
    StopWaiting,
    /// Unlock the session with this one-time code.
    Unlock(SecretString),
    /// Read what is known beside the approvals in view again.
    ReadFacts,
    /// Show this rule of the enterprise.
    OpenRule {
        /// The rule, by ID.
        id: String,
    },
    /// Ask again which rules of the enterprise fired.
    ReadFired,
}
