//! What a rule of the Policy Builder does when it fires (spec: `AlwaysDenyActionRequest` and its siblings).

use super::raw_part::RawPart;

/// Who is asked for an approval.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Approvers {
    /// The wallet's admins.
    WalletAdmins,
    /// The enterprise's admins.
    EnterpriseAdmins,
    /// The organization's admins.
    OrganizationAdmins,
    /// These people, by ID.
    People(Vec<String>),
    /// These people, by ID, after the others have approved.
    Final(Vec<String>),
    /// The wallet's custodian.
    Custodian,
}

/// An approval that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ApprovalDemand {
    /// Of whom.
    pub from: Approvers,
    /// How many of them.
    pub count: u64,
    /// Whether whoever asked for the transfer may be among them.
    pub initiator_may: bool,
}

/// A check that the platform makes, in its own pages.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PlatformCheck {
    /// Who the requester is.
    Identity {
        /// Whether it is a fallback, where that is told.
        is_fallback: Option<bool>,
    },
    /// A video call.
    Video,
    /// That people are there in person.
    Liveness(LivenessDemand),
}

/// A check that people are there in person. What was not told stays so: a new version is sent with what the old one had.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LivenessDemand {
    /// Of whom.
    pub of: LivenessOf,
    /// How many of them, where that is told; one where it is not.
    pub count: Option<u64>,
    /// Whether whoever asked for the transfer may be among them, where that is told.
    pub initiator_may: Option<bool>,
}

/// Whose liveness is checked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LivenessOf {
    /// Whoever asked for the transfer.
    Requester,
    /// Enterprise admins.
    EnterpriseAdmins,
    /// These people, by ID.
    People(Vec<String>),
}

/// An action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// `approvals.always.deny`
    Deny,
    /// `approvals.customer.…`
    Approval(ApprovalDemand),
    /// `approvals.bitgo.…`
    Check(PlatformCheck),
    /// `approvals.bitgo.noop`
    Nothing,
    /// Something that this program does not know, or of which a part could not be read.
    NotUnderstood(RawPart),
}

impl Action {
    /// What stands here as it came, where it is not understood.
    pub fn not_understood(&self) -> Option<&RawPart> {
        match self {
            Self::NotUnderstood(part) => Some(part),
            _ => None,
        }
    }

    /// The people it names, by ID.
    pub fn people(&self) -> &[String] {
        match self {
            Self::Approval(demand) => demand.from.people(),
            Self::Check(PlatformCheck::Liveness(LivenessDemand {
                of: LivenessOf::People(people), ..
            })) => people,
            _ => &[],
        }
    }
}

impl Approvers {
    /// The people it names, by ID.
    pub fn people(&self) -> &[String] {
        match self {
            Self::People(people) | Self::Final(people) => people,
            _ => &[],
        }
    }
}
