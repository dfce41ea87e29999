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
    Identity,
    /// A video call.
    Video,
    /// That the requester is there in person.
    LivenessOfRequester,
    /// That so many enterprise admins are.
    LivenessOfEnterpriseAdmins(u64),
    /// That so many of these people are, by ID.
    LivenessOfPeople(Vec<String>, u64),
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
            Self::Check(PlatformCheck::LivenessOfPeople(people, _)) => people,
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
