//! Pending approvals: what somebody began and others have to decide (the protocol notes, section 8).

use std::net::IpAddr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::demand::Demand;
use super::id::Id;
use super::wallet::{Permissions, PolicyRule};
use crate::domain::amount::BaseUnits;

/// Where an approval stands (spec: `PendingApprovalState`). The sandbox's own actions pass from pending to a decision; in
/// the other open ones the seed puts what waits for somebody who is not in the sandbox.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum ApprovalState {
    Pending,
    AwaitingSignature,
    PendingFinalApproval,
    PendingCustodianApproval,
    PendingVideoApproval,
    PendingIdVerification,
    PendingLivenessVerification,
    PendingManualTrustReview,
    PendingManualSupportReview,
    PendingVideoApprovalFromSupport,
    Approved,
    Rejected,
}

impl ApprovalState {
    /// Those that wait for somebody other than the wallet's or the enterprise's people.
    pub(crate) const WAITING_FOR_OTHERS: [Self; 9] = [
        Self::AwaitingSignature,
        Self::PendingFinalApproval,
        Self::PendingCustodianApproval,
        Self::PendingVideoApproval,
        Self::PendingIdVerification,
        Self::PendingLivenessVerification,
        Self::PendingManualTrustReview,
        Self::PendingManualSupportReview,
        Self::PendingVideoApprovalFromSupport,
    ];

    /// The word on the wire.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::AwaitingSignature => "awaitingSignature",
            Self::PendingFinalApproval => "pendingFinalApproval",
            Self::PendingCustodianApproval => "pendingCustodianApproval",
            Self::PendingVideoApproval => "pendingVideoApproval",
            Self::PendingIdVerification => "pendingIdVerification",
            Self::PendingLivenessVerification => "pendingLivenessVerification",
            Self::PendingManualTrustReview => "pendingManualTrustReview",
            Self::PendingManualSupportReview => "pendingManualSupportReview",
            Self::PendingVideoApprovalFromSupport => "pendingVideoApprovalFromSupport",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
        }
    }

    /// True while nothing is decided, whoever it waits for.
    pub(crate) const fn is_open(self) -> bool {
        !matches!(self, Self::Approved | Self::Rejected)
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
pub(crate) enum ApprovedAction {
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
    /// The payment is broadcast as it was built: `transaction` says what that is.
    Payment {
        transfer: Id,
        recipients: Vec<(String, BaseUnits)>,
        fee: BaseUnits,
        comment: String,
        transaction: UnsignedTransaction,
    },
    /// The transaction of a wallet whose key is in parts (MPC), to one or several; `request` is its transaction request.
    MpcPayment {
        request: Id,
        transfer: Id,
        recipients: Vec<(String, BaseUnits)>,
        fee: BaseUnits,
        comment: String,
        built: MpcBuild,
        transaction: UnsignedTransaction,
    },
    /// The person's permissions on the wallet become these.
    ChangeUser { person: Id, permissions: Permissions },
    /// Whether a trading account needs a signature with its person's own key.
    UserKeySigning { before: bool, after: bool },
    /// Somebody is invited into the enterprise.
    Invite { person: Id, permissions: Vec<String> },
    /// A person's role in the organization that the enterprise belongs to. The sandbox keeps no organizations: it is
    /// decided and recorded.
    Organization { organization: Id, change: Change, person: Id, role: String },
    /// Something of a kind that is newer than whoever reads it.
    Newer { kind: String, details: Value },
    /// A member's permissions in the enterprise.
    Member { change: Change, person: Id, permissions: Vec<String> },
    /// A version of an enterprise's rule takes effect, or the rule none any more.
    EnterpriseRule { change: Change, version: Id, description: String },
    /// Entries of whitelists of several wallets.
    Whitelists { updates: Vec<WhitelistUpdate> },
    /// Something the sandbox only records.
    Recorded { resource: String, description: String },
}

/// An entry of one wallet's whitelist that comes or goes.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct WhitelistUpdate {
    pub(crate) wallet: Id,
    pub(crate) change: Change,
    pub(crate) rule: PolicyRule,
    /// The update as it was sent.
    pub(crate) sent: Value,
}

/// What is built for a payment of an MPC wallet. The platform builds what was asked for; a test has it otherwise.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub enum MpcBuild {
    /// What was asked for.
    #[default]
    AsAsked,
    /// The same, and so much comes back to the wallet.
    WithChange(BaseUnits),
    /// These payments, by address, in place of what was asked for.
    Other(Vec<(String, BaseUnits)>),
    /// Nothing yet: it is built once it is approved.
    NotYet,
}

impl MpcBuild {
    /// What the platform says is built.
    pub(crate) fn told<'a>(&'a self, asked: &'a [(String, BaseUnits)]) -> &'a [(String, BaseUnits)] {
        match self {
            Self::Other(payments) => payments,
            Self::AsAsked | Self::WithChange(_) | Self::NotYet => asked,
        }
    }
}

/// What the transaction that is to be signed pays. The platform writes what the approval says; a test has it otherwise.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub enum UnsignedTransaction {
    /// What the approval says.
    #[default]
    AsTold,
    /// These payments, by address, whatever the approval says.
    Paying(Vec<(String, BaseUnits)>),
    /// What the approval says, in a form that few programs know.
    NotDecodable,
    /// What the approval says, for a thousand times the fee: what comes back to the wallet elsewhere goes to the chain.
    HighFee,
    /// What the approval says. What is to be signed for it, of an MPC wallet, pays these.
    Signing(Vec<(String, BaseUnits)>),
}

impl UnsignedTransaction {
    /// What is paid in the end, where the approval says this.
    pub(crate) fn paid<'a>(&'a self, told: &'a [(String, BaseUnits)]) -> &'a [(String, BaseUnits)] {
        match self {
            Self::Paying(payments) | Self::Signing(payments) => payments,
            Self::AsTold | Self::NotDecodable | Self::HighFee => told,
        }
    }

    /// What the whole transaction pays by its own word.
    pub(crate) fn written<'a>(&'a self, told: &'a [(String, BaseUnits)]) -> &'a [(String, BaseUnits)] {
        if matches!(self, Self::Signing(_)) { told } else { self.paid(told) }
    }

    /// What the chain takes, where the approval says this.
    pub(crate) fn fee(&self, told: &BaseUnits) -> BaseUnits {
        let times = if matches!(self, Self::HighFee) { 1_000 } else { 1 };
        std::iter::repeat_n(told, times).sum()
    }
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
    pub(crate) action: ApprovedAction,
    /// How many people have to say yes.
    pub(crate) required: u32,
    pub(crate) decisions: Vec<Decision>,
    /// The address from which it was asked for, where that was recorded.
    pub(crate) asked_from: Option<IpAddr>,
    /// What the rules demand that fired; none where nothing was evaluated.
    pub(crate) demand: Option<Demand>,
}

impl Approval {
    /// True while it waits for the wallet's or the enterprise's people.
    pub(crate) const fn is_pending(&self) -> bool {
        matches!(self.state, ApprovalState::Pending)
    }

    /// How many have said yes.
    pub(crate) fn approvals(&self) -> usize {
        self.decisions.iter().filter(|decision| decision.is_approval).count()
    }

    /// The word in `info.type` (spec: `PendingApprovalType`).
    pub(crate) fn kind(&self) -> &str {
        match &self.action {
            ApprovedAction::Share { .. }
            | ApprovedAction::RemoveUser { .. }
            | ApprovedAction::ChangeUser { .. } => "userChangeRequest",
            ApprovedAction::Rule { .. } | ApprovedAction::Whitelists { .. } => "policyRuleRequest",
            ApprovedAction::ApprovalsRequired { .. } => "updateApprovalsRequiredRequest",
            ApprovedAction::Tags { .. } => "updateWalletTagsRequest",
            ApprovedAction::Payment { .. } => "transactionRequest",
            ApprovedAction::Member { .. } => "updateEnterpriseRequest",
            ApprovedAction::Recorded { .. } | ApprovedAction::EnterpriseRule { .. } => "genericRequest",
            ApprovedAction::MpcPayment { .. } => "transactionRequestFull",
            ApprovedAction::UserKeySigning { .. } => "updateWalletSettingRequest",
            ApprovedAction::Invite { .. } => "enterpriseInviteRequest",
            ApprovedAction::Organization { .. } => "updateOrganizationRequest",
            ApprovedAction::Newer { kind, .. } => kind,
        }
    }

    /// Whose decision it is (spec: `scope`).
    pub(crate) const fn scope(&self) -> &'static str {
        match (&self.action, self.wallet) {
            (ApprovedAction::Organization { .. }, _) => "organization",
            (_, Some(_)) => "wallet",
            (_, None) => "enterprise",
        }
    }

    /// Who the approval says is paid how much, by address; none where it is no payment.
    pub(crate) fn told(&self) -> Option<&[(String, BaseUnits)]> {
        match &self.action {
            ApprovedAction::Payment { recipients, .. } => Some(recipients),
            ApprovedAction::MpcPayment { recipients, built, .. } => Some(built.told(recipients)),
            _ => None,
        }
    }

    /// Who is paid once it is signed.
    pub(crate) fn paid(&self) -> Option<&[(String, BaseUnits)]> {
        match &self.action {
            ApprovedAction::Payment { transaction, .. } | ApprovedAction::MpcPayment { transaction, .. } => {
                Some(transaction.paid(self.told()?))
            }
            _ => None,
        }
    }

    /// What it pays in all and what the chain takes; none where it is no payment.
    pub(crate) fn payment(&self) -> Option<(BaseUnits, BaseUnits)> {
        match &self.action {
            ApprovedAction::Payment { fee, transaction, .. }
            | ApprovedAction::MpcPayment { fee, transaction, .. } => {
                Some((self.paid()?.iter().map(|(_, amount)| amount).sum(), transaction.fee(fee)))
            }
            _ => None,
        }
    }
}
