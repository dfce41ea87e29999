//! What the panel draws besides its own state.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::sent::{SentAction, needs_look_up};
use crate::bitgo::shares::{ReshareRequest, ShareInspection, WalletShares};
use crate::bitgo::wallet::WalletRows;
use crate::domain::alphabet::SameNames;
use crate::domain::share::Names;
use crate::domain::wait::Wait;
use crate::kit::environment::EnvironmentLabel;
use crate::kit::state::{KeychainOffer, Loadable};

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The shares.
    pub shares: Loadable<'a, WalletShares>,
    /// Who asks for a wallet's key.
    pub reshare_requests: Loadable<'a, Vec<ReshareRequest>>,
    /// The wallets, among them those whose key the person may ask for again.
    pub wallets: WalletRows<'a>,
    /// Labels that several of them have.
    pub same_names: &'a SameNames,
    /// What to call people.
    pub names: &'a Names,
    /// The person, by ID.
    pub me: &'a str,
    /// Words about the person that a guesser tries first.
    pub known_words: &'a [&'a str],
    /// Now.
    pub now: Timestamp,
    /// The person's time zone.
    pub zone: &'a TimeZone,
    /// The person's own Express server, which does the work with keys, where that is the environment.
    pub express: Option<&'a str>,
    /// The environment's word, for confirmations.
    pub environment: &'a EnvironmentLabel,
    /// The share that was looked at last.
    pub inspection: Loadable<'a, ShareInspection>,
    /// How unlocking the session stands.
    pub unlocking: Loadable<'a, ()>,
    /// Unlocking would take all spending limits off this session's token.
    pub has_limits: bool,
    /// What was sent last, and what has not been looked up yet.
    pub sent: &'a [SentAction],
    /// It is still being sent.
    pub is_sending: bool,
    /// How long the answer to a share that is on its way waits for the platform's limit before it is sent, if it does.
    pub wait: Option<Wait>,
    /// The same of the unlocking.
    pub unlock_wait: Option<Wait>,
    /// The keychain, for the new passphrase.
    pub keychain: KeychainOffer<'a>,
    /// That the session is over and waits for the new passphrase to be kept, as a sentence.
    pub farewell: Option<&'a str>,
}

impl<'a> Model<'a> {
    /// Nothing is being sent, and nothing that was sent about this share, request or wallet has to be looked up first.
    pub(super) fn is_free(&self, id: &str) -> bool {
        !self.is_sending && !self.is_unconfirmed(id)
    }

    pub(super) fn is_unconfirmed(&self, id: &str) -> bool {
        self.sent.iter().any(|item| item.request.target.id == id && needs_look_up(item))
    }

    /// What can tell of lost answers is being read.
    pub(super) fn is_looking(&self) -> bool {
        self.shares.is_pending() || self.reshare_requests.is_pending()
    }

    /// The look that is about this share.
    pub(super) fn look_at(&self, id: &str) -> Option<&'a ShareInspection> {
        self.inspection.content().filter(|look| look.share.id == id)
    }
}
