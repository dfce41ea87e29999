//! Pending approvals: what waits for whose decision (spec: GET /api/v2/pendingapprovals; the protocol notes,
//! section 8). Kinds and states that this program does not know are kept, never hidden.

mod alarms;
mod annotations;
mod built;
mod bulk;
mod case;
mod change;
mod concerns;
mod consequences;
mod examined;
mod facts;
mod membership;
mod platform_step;
mod query;
mod readable;
mod requests;
mod row;
mod rule_addresses;
mod snapshot;
mod summary;
mod verdict;

pub use crate::domain::approval::Recipient;
pub use alarms::{rule_after, total};
pub use annotations::{Memo, SecurityEvent};
pub use built::Built;
pub use bulk::{BulkDecision, BulkRefusal, BulkRequest, BulkResult, BulkState};
pub use case::ApprovalCase;
pub use change::{ApprovalInfo, Change, SettingChange, Trigger};
pub use examined::Examined;
pub use facts::{ApprovalFacts, PastPayments};
pub use membership::Membership;
pub use platform_step::{Inquiry, PlatformStep};
pub use query::ApprovalQuery;
pub use readable::is_removal;
pub(super) use requests::{read_approval, still_open};
pub use row::ApprovalRow;
pub use rule_addresses::ListedIssue;
pub use snapshot::Snapshot;
pub use summary::{OWN_SIGNATURE, who};
pub use verdict::{ClosedApproval, Verdict};

use super::fields::Fields;
use crate::domain::approval::{ApprovalStatus, Awaits, Resolved};
use crate::domain::foreign_text::visible;
use crate::domain::open_enum::words;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

words! {
    /// How far an approval is.
    ApprovalState {
        /// Waits for the wallet's or the enterprise's people.
        Pending = "pending",
        /// Approved, and waits for a signature.
        AwaitingSignature = "awaitingSignature",
        /// Waits for the last of several approvals.
        PendingFinalApproval = "pendingFinalApproval",
        /// Waits for the custodian.
        PendingCustodianApproval = "pendingCustodianApproval",
        /// Waits for a video call.
        PendingVideoApproval = "pendingVideoApproval",
        /// Waits for an identity check.
        PendingIdVerification = "pendingIdVerification",
        /// Waits for a check that a live person asks.
        PendingLivenessVerification = "pendingLivenessVerification",
        /// Waits for the trust company.
        PendingManualTrustReview = "pendingManualTrustReview",
        /// Waits for the platform's support.
        PendingManualSupportReview = "pendingManualSupportReview",
        /// Waits for a video call with BitGo support.
        PendingVideoApprovalFromSupport = "pendingVideoApprovalFromSupport",
        /// Decided: yes.
        Approved = "approved",
        /// Decided, and being carried out.
        Processing = "processing",
        /// Decided: no.
        Rejected = "rejected",
    }
}

impl ApprovalState {
    /// What it waits for.
    pub fn awaits(&self) -> Awaits {
        let other = |what: &str| Awaits::Other(what.to_owned());
        match self {
            Self::Pending => Awaits::People,
            Self::AwaitingSignature => other("signature with the wallet's key"),
            Self::PendingFinalApproval => other("final approval by the approver that the rule names"),
            Self::PendingCustodianApproval => other("custodian approval"),
            Self::PendingVideoApproval => other("video call"),
            Self::PendingIdVerification => other("identity check of the requester"),
            Self::PendingLivenessVerification => other("liveness check"),
            Self::PendingManualTrustReview => other("review by the trust company"),
            Self::PendingManualSupportReview => other("review by BitGo support"),
            Self::PendingVideoApprovalFromSupport => other("video call with BitGo support"),
            Self::Approved | Self::Processing | Self::Rejected => Awaits::Nothing,
            Self::Other(word) if word.is_empty() => Awaits::People,
            Self::Other(word) => {
                Awaits::Other(format!("“{}”, which this program does not know", visible(word)))
            }
        }
    }

    /// Whether nothing is left to decide. What is not known is not taken for decided.
    pub fn is_decided(&self) -> bool {
        matches!(self, Self::Approved | Self::Processing | Self::Rejected)
    }
}

words! {
    /// What an approval is about.
    ApprovalKind {
        /// A person is to be added to, changed on or removed from a wallet.
        UserChange = "userChangeRequest",
        /// A withdrawal.
        Transaction = "transactionRequest",
        /// A withdrawal of an MPC wallet.
        TransactionFull = "transactionRequestFull",
        /// A policy rule.
        PolicyRule = "policyRuleRequest",
        /// How many approvals are needed.
        ApprovalsRequired = "updateApprovalsRequiredRequest",
        /// A person of an enterprise.
        Enterprise = "updateEnterpriseRequest",
        /// A person of an organization.
        Organization = "updateOrganizationRequest",
        /// Anything else that the platform puts up for approval.
        Generic = "genericRequest",
        /// An invitation into an enterprise.
        EnterpriseInvite = "enterpriseInviteRequest",
        /// A wallet's setting.
        WalletSetting = "updateWalletSettingRequest",
        /// A wallet's tags.
        WalletTags = "updateWalletTagsRequest",
    }
}

impl ApprovalKind {
    /// What it is called on the screen.
    pub fn title(&self) -> &str {
        match self {
            Self::UserChange => "Wallet users",
            Self::Transaction => "Withdrawal",
            Self::TransactionFull => "Withdrawal (MPC)",
            Self::PolicyRule => "Policy rule",
            Self::ApprovalsRequired => "Approvals required",
            Self::Enterprise => "Enterprise users",
            Self::Organization => "Organization users",
            Self::Generic => "Other",
            Self::EnterpriseInvite => "Enterprise invitation",
            Self::WalletSetting => "Wallet setting",
            Self::WalletTags => "Wallet tags",
            Self::Other(word) => word,
        }
    }

    /// What is described in words alone may change anything.
    fn is_open_ended(&self) -> bool {
        matches!(self, Self::Other(_) | Self::Generic)
    }

    /// Whether wallet shares may change when it is decided.
    pub fn may_change_shares(&self) -> bool {
        self.is_open_ended() || *self == Self::UserChange
    }

    /// Whether who belongs where may change when it is decided.
    pub fn may_change_people(&self) -> bool {
        let of_people = [Self::Enterprise, Self::Organization, Self::EnterpriseInvite];
        self.is_open_ended() || of_people.contains(self)
    }

    /// Whether the enterprise's rules may change when it is decided.
    pub fn may_change_policies(&self) -> bool {
        self.is_open_ended()
    }

    /// Whether it spends; such ones are decided one by one.
    pub fn is_withdrawal(&self) -> bool {
        matches!(self, Self::Transaction | Self::TransactionFull)
    }
}

words! {
    /// Whose decision it is.
    ApprovalScope {
        /// The enterprise's administrators.
        Enterprise = "enterprise",
        /// The wallet's administrators.
        Wallet = "wallet",
        /// The organization's administrators.
        Organization = "organization",
        /// The platform's.
        Global = "global",
        /// The people of a safe.
        Safe = "safe",
    }
}

/// What is to become of an approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Decision {
    /// Yes.
    #[serde(rename = "approved")]
    Approve,
    /// No.
    #[serde(rename = "rejected")]
    Reject,
}

impl Decision {
    /// Whether it is a yes.
    pub fn is_approval(self) -> bool {
        self == Self::Approve
    }

    /// The platform's word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Approve => "approved",
            Self::Reject => "rejected",
        }
    }
}

/// Something that waits for a decision.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PendingApproval {
    /// The platform's ID.
    pub id: String,
    /// The coin's ticker, where it is about one.
    pub coin: Option<String>,
    /// The wallet, by ID.
    pub wallet: Option<String>,
    /// What the wallet's owners call it, where it was asked for.
    pub wallet_label: Option<String>,
    /// The enterprise, by ID.
    pub enterprise: Option<String>,
    /// The organization, by ID.
    pub organization: Option<String>,
    /// Who asked for it, by ID. They cannot approve it unless `initiator_may_approve`.
    pub creator: String,
    /// When it was asked for.
    pub created: Option<Timestamp>,
    /// When it last changed.
    pub updated: Option<Timestamp>,
    /// When it was approved.
    pub approved: Option<Timestamp>,
    /// How far it is.
    pub state: ApprovalState,
    /// Whose decision it is.
    pub scope: ApprovalScope,
    /// What it is about.
    pub info: ApprovalInfo,
    /// The people concerned, by ID.
    pub user_ids: Vec<String>,
    /// Who may decide, by ID, where the platform reports.
    pub approvers: Vec<String>,
    /// How many approvals it needs.
    pub approvals_required: Option<u64>,
    /// What was decided so far.
    pub resolvers: Vec<Resolver>,
    /// Whether who asked for it may approve it.
    pub initiator_may_approve: Option<bool>,
    /// The transaction request of an MPC wallet.
    pub tx_request_id: Option<String>,
    /// The organization's name, where it is an organization's.
    pub organization_name: Option<String>,
    /// What the recipients' addresses are called: address and name.
    pub address_labels: Vec<(String, String)>,
    /// The policy rules that fired, by ID.
    pub triggered_rules: Vec<String>,
    /// The evaluation of the Policy Builder that it comes from, by ID: it leads to the rules that fired.
    pub policy_evaluation: Option<String>,
    /// Whether the wallet's own rules alone were looked at.
    pub uses_legacy_engine: Option<bool>,
    /// The video call that it waits for, by ID.
    pub video_call: Option<String>,
    /// The platform's inquiries about it.
    pub inquiries: Vec<Inquiry>,
    /// What the platform checked when it was asked for or decided.
    pub security_events: Vec<SecurityEvent>,
    /// What admins noted on it.
    pub memos: Vec<Memo>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

/// One person's decision.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolver {
    /// Who, by ID.
    pub user: Option<String>,
    /// `approve`, `reject`, `skip`, `fail` or newer.
    pub action: Option<String>,
    /// `pending`, `pendingFinalApproval` and the like: which step was decided.
    pub step: Option<String>,
    /// When.
    pub date: Option<Timestamp>,
    /// What they noted.
    pub memo: Option<String>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

impl PendingApproval {
    pub(super) fn read(mut fields: Fields) -> Self {
        let resolvers = fields.objects("resolvers").unwrap_or_default();
        let coin = fields.text("coin");
        let info = fields.object("info").map(|info| ApprovalInfo::read(info, coin.as_deref()));
        Self {
            id: fields.text("id").unwrap_or_default(),
            coin,
            wallet: fields.text("wallet"),
            wallet_label: fields.text("walletLabel"),
            enterprise: fields.text("enterprise"),
            organization: fields.text("organization"),
            creator: fields.text("creator").unwrap_or_default(),
            created: fields.time("createDate"),
            updated: fields.time("updatedAt"),
            approved: fields.time("approvedDate"),
            state: fields.word("state", ApprovalState::from_word),
            scope: fields.word("scope", ApprovalScope::from_word),
            info: info.unwrap_or_default(),
            user_ids: fields.texts("userIds").unwrap_or_default(),
            approvers: fields.texts("approvers").unwrap_or_default(),
            approvals_required: fields.whole("approvalsRequired"),
            resolvers: resolvers.into_iter().map(Resolver::read).collect(),
            initiator_may_approve: fields.flag("initiatorIsAllowedToApprove"),
            tx_request_id: fields.text("txRequestId"),
            organization_name: fields.text("organizationName"),
            address_labels: annotations::address_labels(&mut fields),
            triggered_rules: annotations::triggered_rules(&mut fields),
            policy_evaluation: fields.text("policyEvaluationId"),
            uses_legacy_engine: fields.flag("useLegacyPolicyEngine"),
            video_call: fields.text("videoCallId"),
            inquiries: Inquiry::read_all(&mut fields),
            security_events: SecurityEvent::read_all(&mut fields),
            memos: Memo::read_all(&mut fields),
            extra: fields.rest(),
        }
    }

    /// Who may decide it and how far it is. `admins` are those of its wallet, where the platform does not name who may
    /// decide.
    pub fn status(&self, admins: Vec<String>) -> ApprovalStatus {
        let approved = |it: &&Resolver| it.action.as_deref() == Some("approve");
        ApprovalStatus {
            awaits: self.state.awaits(),
            creator: self.creator.clone(),
            initiator_may_approve: self.initiator_may_approve == Some(true),
            deciders: if self.approvers.is_empty() { admins } else { self.approvers.clone() },
            approved_by: self.resolvers.iter().filter(approved).filter_map(|it| it.user.clone()).collect(),
            needed: self.approvals_required.unwrap_or(1),
        }
    }

    /// The address from which it was asked for, where the platform recorded one.
    pub fn asked_from(&self) -> Option<&str> {
        let own = self.security_events.iter().filter(|event| event.user == self.creator);
        own.filter(|event| !event.is_blocked).find_map(|event| event.ip.as_deref())
    }

    /// Every rule that the platform says asks for this approval, each once.
    pub fn triggers(&self) -> Vec<Trigger> {
        let mut all = Vec::new();
        if let Change::Withdrawal { triggered: Some(trigger), .. } = &self.info.change {
            all.push(trigger.clone());
        }
        for name in &self.triggered_rules {
            let is_told = |it: &Trigger| match it {
                Trigger::Named(other) => other == name,
                Trigger::Rule(rule) => rule.id == *name,
            };
            if !all.iter().any(is_told) {
                all.push(Trigger::Named(name.clone()));
            }
        }
        all
    }

    /// What people have decided on it so far, in their order. What is neither a yes nor a no is left out.
    pub fn resolved(&self) -> Vec<Resolved> {
        let resolved = |it: &Resolver| {
            let is_approval = match it.action.as_deref()? {
                "approve" => true,
                "reject" => false,
                _ => return None,
            };
            Some(Resolved { person: it.user.clone()?, is_approval })
        };
        self.resolvers.iter().filter_map(resolved).collect()
    }
}

impl Resolver {
    fn read(mut fields: Fields) -> Self {
        Self {
            user: fields.text("user"),
            action: fields.text("resolutionAction"),
            step: fields.text("resolutionType"),
            date: fields.time("date"),
            memo: fields.text("resolutionMemo"),
            extra: fields.rest(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_says_what_it_waits_for() {
        let people = [ApprovalState::Pending, ApprovalState::default()];
        let nothing = [ApprovalState::Approved, ApprovalState::Processing, ApprovalState::Rejected];
        for state in ApprovalState::KNOWN.iter().chain([&ApprovalState::default()]) {
            let awaits = state.awaits();
            assert_eq!(awaits == Awaits::People, people.contains(state), "{state:?}");
            assert_eq!(awaits == Awaits::Nothing, nothing.contains(state), "{state:?}");
            assert_eq!(awaits == Awaits::Nothing, state.is_decided(), "{state:?}");
        }
        let others: Vec<String> = ApprovalState::KNOWN.iter().filter_map(other).collect();
        let each: std::collections::BTreeSet<&String> = others.iter().collect();
        assert_eq!((others.len(), each.len()), (9, 9), "each waits for something of its own: {others:?}");
        for (state, words) in [
            (ApprovalState::AwaitingSignature, "signature with the wallet's key"),
            (ApprovalState::PendingFinalApproval, "final approval by the approver that the rule names"),
            (ApprovalState::PendingCustodianApproval, "custodian approval"),
            (ApprovalState::PendingVideoApproval, "video call"),
            (ApprovalState::PendingIdVerification, "identity check of the requester"),
            (ApprovalState::PendingLivenessVerification, "liveness check"),
            (ApprovalState::PendingManualTrustReview, "review by the trust company"),
            (ApprovalState::PendingManualSupportReview, "review by BitGo support"),
            (ApprovalState::PendingVideoApprovalFromSupport, "video call with BitGo support"),
            (ApprovalState::from_word("pendingMoon"), "“pendingMoon”, which this program does not know"),
        ] {
            assert_eq!(other(&state).as_deref(), Some(words));
        }
    }

    fn other(state: &ApprovalState) -> Option<String> {
        match state.awaits() {
            Awaits::Other(what) => Some(what),
            Awaits::People | Awaits::Nothing => None,
        }
    }
}
