//! Webhooks: where the platform would post what happens. The sandbox keeps them and posts nothing.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::id::Id;

/// Whose events it tells.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum WebhookSource {
    /// A wallet's.
    Wallet(Id),
    /// Every block of a coin, for one person.
    Blocks { coin: String, person: Id },
}

/// A webhook.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Webhook {
    pub(crate) id: Id,
    pub(crate) source: WebhookSource,
    /// The platform's word for the events.
    pub(crate) kind: String,
    pub(crate) url: String,
    pub(crate) label: Option<String>,
    pub(crate) confirmations: u32,
    /// Events of the wallet's tokens too.
    pub(crate) has_tokens: bool,
    pub(crate) created: Timestamp,
}
