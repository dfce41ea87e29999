//! A rule of the Policy Builder (spec: GET /api/policy/v1/enterprises/{enterpriseId}/rules).

use std::sync::Arc;

use jiff::Timestamp;

use super::action::Action;
use super::condition::Condition;
use super::filter::WalletFilter;
use super::lock::RuleLock;
use super::raw_part::RawPart;
use crate::domain::open_enum::words;

words! {
    /// Whether a version of a rule is looked at when something is to be done.
    RuleStatus {
        /// It is.
        Active = "ACTIVE",
        /// It is not: it was deactivated, or a newer version stands in its place.
        Inactive = "INACTIVE",
        /// Inactive, and not listed by the platform's own pages; a word of the filter alone.
        InactiveHidden = "INACTIVE_HIDDEN",
        /// The change that it comes from was denied.
        Denied = "DENIED",
        /// It waits for approval.
        PendingApproval = "PENDING_APPROVAL",
        /// It waits for anything; a word of the filter alone.
        Pending = "PENDING",
        /// It was asked to be unlocked.
        UnlockPending = "UNLOCK_PENDING",
    }
}

impl RuleStatus {
    /// In one or two words, for a badge.
    pub fn title(&self) -> &str {
        match self {
            Self::Active => "active",
            Self::Inactive | Self::InactiveHidden => "inactive",
            Self::Denied => "denied",
            Self::PendingApproval => "waiting for approval",
            Self::Pending => "pending",
            Self::UnlockPending => "unlock pending",
            Self::Other(word) if word.is_empty() => "status unknown",
            Self::Other(word) => word,
        }
    }
}

/// A scope or a touchpoint as a rule names it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The platform's ID; empty where it is not told.
    pub id: String,
    /// What the platform calls it.
    pub label: String,
}

/// Who did something, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doer {
    /// By ID, or `BitGo`; empty where it is not told.
    pub by: String,
    /// When.
    pub at: Option<Timestamp>,
}

/// How two conditions or two actions are joined (spec: `OperatorType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Join {
    /// Both.
    And,
    /// Either.
    Or,
}

/// A condition or an action, and how it is joined to the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined<T> {
    /// The condition or action.
    pub item: T,
    /// How it is joined to the next; none on the last, and where nothing was told.
    pub join: Option<Join>,
}

/// What happens when: actions, and the conditions that bring them about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clause {
    /// The conditions; without any, it is always so.
    pub conditions: Vec<Joined<Condition>>,
    /// What happens then.
    pub actions: Vec<Joined<Action>>,
}

/// One version of a rule of the Policy Builder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnterpriseRule {
    /// The rule's ID, the same for all its versions.
    pub id: String,
    /// This version's ID.
    pub unique_id: String,
    /// What its makers call it.
    pub name: String,
    /// Whether it is looked at.
    pub status: RuleStatus,
    /// Its number; none while it waits, and where it was denied.
    pub version: Option<u64>,
    /// Whether it is the vendor's own, over many enterprises (`adminOnly`).
    pub is_vendors: bool,
    /// Its scope.
    pub scope: Place,
    /// What it guards: a transfer from a wallet, a change of policies.
    pub touchpoint: Place,
    /// Which wallets it is for: all of these have to hold.
    pub filters: Vec<WalletFilter>,
    /// What it does.
    pub clauses: Vec<Clause>,
    /// Whether it can still be changed.
    pub lock: RuleLock,
    /// The enterprise, by ID.
    pub enterprise: Option<String>,
    /// The organization, by ID.
    pub organization: Option<String>,
    /// Who made the rule.
    pub created: Doer,
    /// Who changed it last.
    pub modified: Doer,
    /// Who changed its lock last, by ID.
    pub lock_modified_by: Option<String>,
    /// When it last fired.
    pub last_fired: Option<Timestamp>,
    /// The evaluation in which it last fired, by ID.
    pub last_evaluation: Option<String>,
    /// The evaluation of the request that made this version, by ID: the same as `policyEvaluationId` of the approval that
    /// it waits for.
    pub request_evaluation: Option<String>,
    /// What of it could not be read, each with why. A rule that has any is never counted as guarding.
    pub unreadable: Vec<Unreadable>,
    /// Fields that this program does not know.
    pub extra: Vec<RawPart>,
    /// All of it as it came in a list, as JSON.
    pub json: Arc<str>,
}

/// A part of a rule that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The part as it came.
    pub part: RawPart,
    /// Why it could not be read, a part of a sentence: "its amount is no number".
    pub why: String,
}

impl EnterpriseRule {
    /// Whether the platform looks at it. Whether it can be counted on is another question: see
    /// [`EnterpriseRule::is_readable`].
    pub fn is_active(&self) -> bool {
        self.status == RuleStatus::Active
    }

    /// Whether the platform may look at it: a status that is missing or not known here may be any.
    pub fn may_be_active(&self) -> bool {
        matches!(self.status, RuleStatus::Active | RuleStatus::Other(_))
    }

    /// Whether all of it was read and understood.
    pub fn is_readable(&self) -> bool {
        self.unreadable.is_empty()
    }

    /// Whether nothing in it is of a kind that is not known here.
    pub fn is_understood(&self) -> bool {
        self.is_readable()
            && !self.filters.iter().any(|it| matches!(it, WalletFilter::NotUnderstood(_)))
            && self.conditions().all(|it| it.not_understood().is_none())
            && self.actions().all(|it| it.not_understood().is_none())
    }

    /// Its conditions, over all clauses.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.clauses.iter().flat_map(|clause| &clause.conditions).map(|joined| &joined.item)
    }

    /// Its actions, over all clauses.
    pub fn actions(&self) -> impl Iterator<Item = &Action> {
        self.clauses.iter().flat_map(|clause| &clause.actions).map(|joined| &joined.item)
    }

    /// Everybody it names in a condition or an action, by ID, each once.
    pub fn people(&self) -> Vec<&str> {
        let mut people: Vec<&str> = Vec::new();
        let named =
            self.conditions().flat_map(Condition::people).chain(self.actions().flat_map(Action::people));
        for person in named.map(String::as_str) {
            if !people.contains(&person) {
                people.push(person);
            }
        }
        people
    }
}
