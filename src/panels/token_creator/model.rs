//! What the panel draws besides its own state.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::bitgo::access_token::CreatedToken;
use crate::bitgo::user::EnterpriseRef;
use crate::bitgo::wallet::WalletRows;
use crate::domain::alphabet::SameNames;
use crate::domain::token::TokenContext;
use crate::domain::token::unconfirmed::{Found, SentCreation};
use crate::kit::environment::EnvironmentLabel;
use crate::kit::mutation::MutationView;
use crate::kit::state::{Failure, KeychainOffer, Loadable};

/// What the form of a token and that of a template draw besides their own state.
pub struct FormModel<'a> {
    /// The environment's address, for the curl command.
    pub base_url: &'a str,
    /// Where the token is made, for the confirmations.
    pub environment: &'a EnvironmentLabel,
    /// Real money: the label has to be typed once more.
    pub is_production: bool,
    /// What the rules reckon with.
    pub context: TokenContext,
    /// The wallets that have been read, for scopes and reach that name some.
    pub wallets: WalletRows<'a>,
    /// Labels that several wallets have.
    pub same_names: &'a SameNames,
    /// The person's enterprises.
    pub enterprises: &'a [EnterpriseRef],
}

impl FormModel<'_> {
    /// Now.
    pub(super) fn now(&self) -> Timestamp {
        self.context.lifetime.now
    }

    /// The time zone of the person.
    pub(super) fn zone(&self) -> &TimeZone {
        &self.context.lifetime.zone
    }
}

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// What the form draws.
    pub form: FormModel<'a>,
    /// The new token, until it is taken.
    pub created: Option<&'a CreatedToken>,
    /// What was sent last.
    pub sent: Option<&'a SentCreation>,
    /// How the creation stands.
    pub creation: MutationView<'a>,
    /// What the list shows of a creation whose answer was lost.
    pub found: Option<&'a Found>,
    /// How long the copied token stays on the clipboard, in seconds.
    pub copied_for_secs: u16,
    /// Why the token could not be copied.
    pub copy_failure: Option<&'a Failure>,
    /// How the trial of a replacement's new token stands.
    pub trial: Loadable<'a, ()>,
    /// How the revocation of the new token or of the one that it replaces stands.
    pub revocation: MutationView<'a>,
    /// Whether and how a new token can be kept in the system's keychain.
    pub keychain: KeychainOffer<'a>,
    /// That the session is over and waits until the token is taken, as a sentence.
    pub farewell: Option<&'a str>,
}
