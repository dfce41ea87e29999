//! What a pending approval would bring about (`info`), typed where the kind is known and always in full.

use super::ApprovalKind;
use crate::bitgo::fields::Fields;
use crate::bitgo::policies::PolicyRule;
use crate::domain::amount::Balance;
use serde_json::{Map, Value};

/// What an approval is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ApprovalInfo {
    /// Its kind.
    pub kind: ApprovalKind,
    /// What it would bring about.
    pub change: Change,
    /// All of `info` as it came, for reading what is not typed here.
    pub raw: Map<String, Value>,
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
        /// To whom.
        recipients: Vec<Recipient>,
        /// What was asked for in all, where the platform tells.
        requested: Option<Balance>,
        /// The fee, where the platform tells.
        fee: Option<Balance>,
        /// What the sender noted.
        comment: String,
        /// `payment`, `stake` and the like; MPC wallets only.
        intent: Option<String>,
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
    },
    /// Something that the platform describes in words.
    Described {
        /// What is changed.
        what: String,
        /// The platform's description.
        description: String,
    },
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

/// Somebody who receives money.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recipient {
    /// The address.
    pub address: String,
    /// How much, in base units.
    pub amount: Option<Balance>,
    /// The coin or token, where the platform names one.
    pub coin: Option<String>,
    /// Data that is sent along.
    pub data: Option<String>,
}

impl ApprovalInfo {
    pub(super) fn read(mut fields: Fields) -> Self {
        let raw = fields.clone().rest();
        let kind = fields.word("type", ApprovalKind::from_word);
        let change = fields.object(kind.word()).and_then(|it| Change::read(&kind, it)).unwrap_or_default();
        Self { kind, change, raw }
    }
}

impl Change {
    /// Whom it would take off its wallet, by ID. The spec does not list the words for what is done.
    pub fn removed_person(&self) -> Option<&str> {
        match self {
            Self::User { action, user, .. } if matches!(action.as_str(), "delete" | "remove") => Some(user),
            _ => None,
        }
    }

    fn read(kind: &ApprovalKind, mut fields: Fields) -> Option<Self> {
        let mut action = || fields.text("action").unwrap_or_default();
        Some(match kind {
            ApprovalKind::UserChange => Self::User {
                action: action(),
                user: fields.text("userChanged").unwrap_or_default(),
                permissions: fields.texts("permissions").unwrap_or_default(),
            },
            ApprovalKind::Transaction => Self::Withdrawal {
                recipients: recipients(&mut fields),
                requested: fields.amount("requestedAmount"),
                fee: fields.amount("fee"),
                comment: fields.text("comment").unwrap_or_default(),
                intent: None,
            },
            ApprovalKind::TransactionFull => {
                let mut intent = fields.object("intent")?;
                Self::Withdrawal {
                    recipients: recipients(&mut intent),
                    requested: None,
                    fee: None,
                    comment: intent.text("comment").unwrap_or_default(),
                    intent: intent.text("intentType"),
                }
            }
            ApprovalKind::PolicyRule => {
                Self::Rule { action: action(), rule: Box::new(PolicyRule::read(fields.object("update")?)) }
            }
            ApprovalKind::ApprovalsRequired => {
                Self::ApprovalsRequired(fields.whole("requestedApprovalsRequired")?)
            }
            ApprovalKind::Enterprise | ApprovalKind::Organization | ApprovalKind::EnterpriseInvite => {
                Self::Membership {
                    action: action(),
                    email: fields.text("email"),
                    user: fields.text("userId"),
                    role: fields.text("permissions").or_else(|| fields.text("role")),
                }
            }
            ApprovalKind::Generic => Self::Described {
                what: fields.text("changeType").unwrap_or_default(),
                description: fields.text("description").unwrap_or_default(),
            },
            ApprovalKind::WalletTags => {
                Self::Tags { action: action(), tags: fields.texts("customTags").unwrap_or_default() }
            }
            ApprovalKind::WalletSetting | ApprovalKind::Other(_) => return None,
        })
    }
}

fn recipients(fields: &mut Fields) -> Vec<Recipient> {
    fields.objects("recipients").unwrap_or_default().into_iter().map(Recipient::read).collect()
}

impl Recipient {
    /// `address` and `amount` are plain, or objects (`address.address`, `amount.value`, `amount.symbol`).
    fn read(mut fields: Fields) -> Self {
        let address = fields
            .text("address")
            .or_else(|| fields.object("address").and_then(|mut it| it.text("address")))
            .unwrap_or_default();
        let (amount, coin) = match fields.object("amount") {
            Some(mut amount) => (amount.amount("value"), amount.text("symbol")),
            None => (fields.amount("amount"), fields.text("tokenName")),
        };
        Self { address, amount, coin, data: fields.text("data") }
    }
}
