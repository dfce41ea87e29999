//! Pending approvals: what somebody began and others have to decide (the protocol notes, section 8).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::id::Id;
use super::wallet::PolicyRule;
use crate::domain::amount::BaseUnits;

/// Where an approval stands. The platform has more states; these are the ones that the sandbox's deeds pass through.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum ApprovalState {
    Pending,
    Approved,
    Rejected,
}

impl ApprovalState {
    /// The word on the wire.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
        }
    }
}

/// What is done to a rule or a member.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum Change {
    Add,
    Update,
    Remove,
}

impl Change {
    /// `add`, `update`, `remove`.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Update => "update",
            Self::Remove => "remove",
        }
    }
}

/// What happens once it is approved.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) enum Deed {
    /// The share goes out to its recipient.
    Share { share: Id },
    /// The person leaves the wallet.
    RemoveUser { person: Id },
    /// The rule is added, replaced or taken away.
    Rule { change: Change, rule: PolicyRule },
    /// The wallet asks for so many approvals from then on.
    ApprovalsRequired { count: u32 },
    /// The tags are added to the wallet.
    Tags { tags: Vec<String> },
    /// The payment is broadcast as it was built.
    Payment { transfer: Id, address: String, amount: BaseUnits, fee: BaseUnits, comment: String },
    /// A member's permissions in the enterprise.
    Member { change: Change, person: Id, permissions: Vec<String> },
    /// Something the sandbox only records.
    Recorded { resource: String, description: String },
}

/// Somebody's decision.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Decision {
    pub(crate) person: Id,
    pub(crate) is_approval: bool,
    pub(crate) at: Timestamp,
}

/// A pending approval.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Approval {
    pub(crate) id: Id,
    /// Absent for what belongs to the enterprise.
    pub(crate) wallet: Option<Id>,
    pub(crate) enterprise: Id,
    pub(crate) creator: Id,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) state: ApprovalState,
    pub(crate) deed: Deed,
    /// How many people have to say yes.
    pub(crate) required: u32,
    pub(crate) decisions: Vec<Decision>,
}

impl Approval {
    /// True while it waits.
    pub(crate) const fn is_pending(&self) -> bool {
        matches!(self.state, ApprovalState::Pending)
    }

    /// How many have said yes.
    pub(crate) fn approvals(&self) -> usize {
        self.decisions.iter().filter(|decision| decision.is_approval).count()
    }

    /// The word in `info.type` (spec: `PendingApprovalType`).
    pub(crate) const fn kind(&self) -> &'static str {
        match self.deed {
            Deed::Share { .. } | Deed::RemoveUser { .. } => "userChangeRequest",
            Deed::Rule { .. } => "policyRuleRequest",
            Deed::ApprovalsRequired { .. } => "updateApprovalsRequiredRequest",
            Deed::Tags { .. } => "updateWalletTagsRequest",
            Deed::Payment { .. } => "transactionRequest",
            Deed::Member { .. } => "updateEnterpriseRequest",
            Deed::Recorded { .. } => "genericRequest",
        }
    }
}
