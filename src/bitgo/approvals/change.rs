//! What a pending approval would bring about (`info`), typed where the kind is known and always in full.

mod mpc;
mod multisig;
mod read;

use super::ApprovalKind;
use crate::bitgo::policies::PolicyRule;
use crate::domain::amount::Balance;
use crate::domain::approval::{LocalDecoding, MpcWithdrawal, Recipient};
use serde_json::{Map, Value};

/// What an approval is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ApprovalInfo {
    /// Its kind.
    pub kind: ApprovalKind,
    /// What it would bring about.
    pub change: Change,
    /// What was asked for and what was built for it, of a withdrawal of an MPC wallet.
    pub mpc: Option<MpcWithdrawal>,
    /// The transaction that will be signed, of a withdrawal, as it was read on this machine.
    pub decoding: LocalDecoding,
    /// All of `info` as it came, for reading what is not typed here.
    pub raw: Map<String, Value>,
    /// The parts that `change` leaves out and that may change what it means: whoever decides has to look at them.
    pub unread: Map<String, Value>,
}

/// What an approval would bring about.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Change {
    /// On a wallet, a person is added, changed or removed.
    User {
        /// `create`, `update`, `delete` and the like, in the platform's words.
        action: String,
        /// Who, by ID.
        user: String,
        /// What they would be allowed.
        permissions: Vec<String>,
    },
    /// Money leaves a wallet. Amounts in base units of the approval's coin.
    Withdrawal {
        /// To whom it was asked for. What was built for an MPC wallet stands in [`ApprovalInfo::mpc`].
        recipients: Vec<Recipient>,
        /// What was asked for in all, where the platform reports.
        requested: Option<Balance>,
        /// The fee, where the platform reports.
        fee: Option<Balance>,
        /// What the sender noted.
        comment: String,
        /// `payment`, `stake` and the like; MPC wallets only.
        intent: Option<String>,
        /// The rule that asks for the approval, where the platform names it.
        triggered: Option<Trigger>,
    },
    /// A policy rule is made, changed or removed.
    Rule {
        /// `create`, `update`, `delete` and the like.
        action: String,
        /// The rule as it would be.
        rule: Box<PolicyRule>,
    },
    /// So many approvals would be needed from then on.
    ApprovalsRequired(u64),
    /// A person of an enterprise or organization, or an invitation to one.
    Membership {
        /// `add`, `update` or `remove`.
        action: String,
        /// Who, by e-mail address.
        email: Option<String>,
        /// Who, by ID.
        user: Option<String>,
        /// What they would be allowed, or their role.
        role: Option<String>,
        /// The name of the enterprise, where the platform reports.
        place: Option<String>,
    },
    /// Something that the platform describes in words.
    Described {
        /// `create`, `update`, `unlock` and the like.
        what: String,
        /// What it is done to, by the platform's word.
        resource: String,
        /// The platform's description.
        description: String,
        /// What else it tells, each with its name.
        facts: Vec<(String, String)>,
    },
    /// Settings of a wallet.
    Settings(Vec<SettingChange>),
    /// A wallet's tags are added or removed.
    Tags {
        /// `add` or `remove`.
        action: String,
        /// Which.
        tags: Vec<String>,
    },
    /// Not known here: see [`ApprovalInfo::raw`].
    #[default]
    Unknown,
}

/// The rule that asks for the approval of a withdrawal. The spec does not say what the platform sends for it.
#[derive(Clone, Debug, PartialEq)]
pub enum Trigger {
    /// By its name, or by an ID.
    Named(String),
    /// In full.
    Rule(Box<PolicyRule>),
}

/// A setting that would be changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingChange {
    /// The platform's word for it.
    pub name: String,
    /// As it is, where the platform reports: a text, digits, `true` or `false`.
    pub before: Option<String>,
    /// As it would be.
    pub after: String,
}

impl Change {
    /// Whom it changes on its wallet, by ID, and whether it would take them off it.
    pub fn changed_person(&self) -> Option<(&str, bool)> {
        match self {
            Self::User { user, .. } => Some((user, self.removed_person().is_some())),
            _ => None,
        }
    }

    /// Whom it would take off its wallet, by ID. The spec does not list the words for what is done.
    pub fn removed_person(&self) -> Option<&str> {
        match self {
            Self::User { action, user, .. } if matches!(action.as_str(), "delete" | "remove") => Some(user),
            _ => None,
        }
    }
}
