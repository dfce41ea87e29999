//! The changes that this program can ask of the platform, and what is kept of one that is about to be sent.
//!
//! Access tokens are no part of it: what is kept of them is more, and stands in the token ledger on its own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Makes the kinds and the list of them all out of one table.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// What is changed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub enum ChangeKind {
            $($(#[$doc])* $name,)+
        }

        impl ChangeKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$name,)+];
        }
    };
}

kinds! {
    /// A wallet is shared.
    ShareMade,
    /// A share is accepted.
    ShareAccepted,
    /// A share is rejected.
    ShareRejected,
    /// A share is cancelled by whoever made it.
    ShareCancelled,
    /// A share's email is sent again.
    ShareMailed,
    /// A wallet's key is asked for.
    KeyRequested,
    /// Somebody's request for a wallet's key is refused.
    KeyRefused,
    /// An approval is decided.
    Decision,
    /// Several approvals are decided at once.
    Decisions,
    /// A wallet is frozen.
    Freeze,
    /// A person is removed from a wallet.
    PersonRemoved,
    /// A policy rule is made.
    RuleMade,
    /// A policy rule is changed.
    RuleChanged,
    /// A policy rule is removed.
    RuleRemoved,
    /// A token template is made.
    TemplateMade,
    /// A token template is changed.
    TemplateChanged,
    /// A token template is deleted.
    TemplateDeleted,
    /// A person is added to an enterprise.
    EnterprisePersonAdded,
    /// A person's role in an enterprise is changed.
    EnterpriseRoleChanged,
    /// A person is removed from an enterprise.
    EnterprisePersonRemoved,
    /// A rule of an enterprise is made.
    EnterpriseRuleMade,
    /// A rule of an enterprise is changed.
    EnterpriseRuleChanged,
    /// A rule of an enterprise is deactivated.
    EnterpriseRuleDeactivated,
    /// Address lists of several wallets are changed at once.
    WhitelistsChanged,
}

impl ChangeKind {
    /// What is done, and to what where that has a name: "Freezing “Operations hot”".
    pub fn doing(self, name: Option<&str>) -> String {
        let of = |with: &str, without: &str| match name {
            Some(name) => with.replace("{}", name),
            None => without.to_owned(),
        };
        match self {
            Self::ShareMade => of("Sharing “{}”", "Sharing a wallet"),
            Self::ShareAccepted => of("Accepting the share of “{}”", "Accepting a wallet share"),
            Self::ShareRejected => of("Rejecting the share of “{}”", "Rejecting a wallet share"),
            Self::ShareCancelled => of("Cancelling the share of “{}”", "Cancelling a wallet share"),
            Self::ShareMailed => {
                of("Sending the email about the share of “{}” again", "Sending a share’s email again")
            }
            Self::KeyRequested => of("Requesting the key of “{}”", "Requesting a wallet’s key"),
            Self::KeyRefused => {
                of("Refusing a request for the key of “{}”", "Refusing a request for a wallet’s key")
            }
            Self::Decision => of("Deciding “{}”", "Deciding an approval"),
            Self::Decisions => of("Deciding {}", "Deciding several approvals"),
            Self::Freeze => of("Freezing “{}”", "Freezing a wallet"),
            Self::PersonRemoved => of("Removing a person from “{}”", "Removing a person from a wallet"),
            Self::RuleMade => of("Adding a policy rule to “{}”", "Adding a policy rule"),
            Self::RuleChanged => of("Changing a policy rule of “{}”", "Changing a policy rule"),
            Self::RuleRemoved => of("Removing a policy rule from “{}”", "Removing a policy rule"),
            Self::TemplateMade => of("Creating the token template “{}”", "Creating a token template"),
            Self::TemplateChanged => of("Changing the token template “{}”", "Changing a token template"),
            Self::TemplateDeleted => of("Deleting the token template “{}”", "Deleting a token template"),
            Self::EnterprisePersonAdded => "Adding a person to an enterprise".to_owned(),
            Self::EnterpriseRoleChanged => "Changing a person’s role in an enterprise".to_owned(),
            Self::EnterprisePersonRemoved => "Removing a person from an enterprise".to_owned(),
            Self::EnterpriseRuleMade => "Adding an enterprise policy rule".to_owned(),
            Self::EnterpriseRuleChanged => "Changing an enterprise policy rule".to_owned(),
            Self::EnterpriseRuleDeactivated => "Deactivating an enterprise policy rule".to_owned(),
            Self::WhitelistsChanged => "Changing address lists of several wallets".to_owned(),
        }
    }
}

/// What is kept of a change that is about to be sent: enough to look it up, and nothing of what it says. There is no room
/// for a body in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangeFacts {
    /// What is changed.
    pub change: ChangeKind,
    /// What is named in the request's path, by the names of the vendor's specification: `coin`, `walletId`, …
    pub ids: BTreeMap<String, String>,
    /// What else tells it from others.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub about: BTreeMap<String, String>,
    /// The request's ID.
    pub request_id: String,
}

impl ChangeFacts {
    /// The first of these that its path names.
    pub fn id(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.ids.get(*name)).map(String::as_str)
    }

    /// What else is known by this name.
    pub fn about(&self, name: &str) -> Option<&str> {
        self.about.get(name).map(String::as_str)
    }

    /// Whether it is the same change as another one, sent anew.
    pub fn is_same(&self, other: &Self) -> bool {
        self.change == other.change && self.ids == other.ids && self.about == other.about
    }
}

/// The names of what [`ChangeFacts::about`] keeps.
pub mod about {
    /// A person, by ID.
    pub const USER: &str = "user";
    /// A person, by email address.
    pub const EMAIL: &str = "email";
    /// A policy rule, by ID.
    pub const RULE: &str = "rule";
    /// A template's name.
    pub const NAME: &str = "name";
    /// What was decided.
    pub const DECISION: &str = "decision";
    /// The approvals that were decided together, by ID, with a space between them.
    pub const APPROVALS: &str = "approvals";
    /// For how long, in seconds; or `max`.
    pub const DURATION: &str = "duration";
}
