//! What the panel draws besides its own state.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::bitgo::access_token::AccessTokenInfo;
use crate::bitgo::audit::TokenChanges;
use crate::domain::reminder::Reminder;
use crate::domain::token::existing::{ExistingToken, WeaknessContext};
use crate::domain::token::replace::Replacement;
use crate::domain::token::{LostToken, Past, ResourceNames};
use crate::kit::environment::EnvironmentLabel;
use crate::kit::mutation::MutationView;
use crate::kit::state::{Listing, Loadable};

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The tokens, as far as they have been read.
    pub tokens: Listing<'a, AccessTokenInfo>,
    /// The time zone of the person.
    pub zone: &'a TimeZone,
    /// Now.
    pub now: Timestamp,
    /// The token that was just made, to be found at a glance.
    pub newest: Option<&'a str>,
    /// The environment's word, for confirmations.
    pub environment: &'a EnvironmentLabel,
    /// Tokens that are in the list no more, or never were.
    pub past: Loadable<'a, Past>,
    /// Replacements that stand half-way.
    pub replacements: &'a [Replacement],
    /// Tokens whose value nobody has.
    pub lost: &'a [LostToken],
    /// How the last revocation stands.
    pub revocation: MutationView<'a>,
    /// What the tokens are checked against.
    pub context: WeaknessContext,
    /// The tokens as the rules know them, in the list's order.
    pub known: &'a [ExistingToken],
    /// The ends that the person is to be told of, the soonest first.
    pub due: &'a [Reminder],
    /// Those that would be told of now if they were not dismissed.
    pub dismissed: &'a [Reminder],
    /// What the platform's audit log says of tokens.
    pub changes: Loadable<'a, TokenChanges>,
    /// What wallets and enterprises are called.
    pub names: &'a Arc<ResourceNames>,
    /// What was wrong with this machine's ledger when it was opened.
    pub ledger_notice: Option<&'a str>,
}

impl Model<'_> {
    /// What is to be said of this token where nobody has its value.
    pub(super) fn lost_words(&self, id: &str) -> Option<String> {
        self.lost.iter().find(|lost| lost.id == id).map(|lost| lost.words(self.zone))
    }
}
