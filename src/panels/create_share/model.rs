//! What the panel draws besides its own state.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::bitgo::shares::{MadeShare, ShareAttempt};
use crate::bitgo::sharing_keys::SharingKey;
use crate::bitgo::wallet::WalletRows;
use crate::domain::alphabet::SameNames;
use crate::domain::share::{KeyMemory, Names, OpenShare};
use crate::domain::wait::Wait;
use crate::kit::mutation::Item;
use crate::kit::state::{Failure, Loadable};

/// A share that was sent, or is about to be.
pub type SentShare = Item<ShareAttempt, MadeShare>;

/// What is known of a wallet's user key, without its private part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// It is there.
    There {
        /// The common keychain of an MPC wallet, else the public key.
        public: String,
        /// It has been opened with the wallet passphrase.
        is_open: bool,
    },
    /// The platform keeps none for the person who shares.
    Missing,
    /// It could not be read.
    Failed(Failure),
}

/// Somebody who was looked up.
#[derive(Clone, Debug, PartialEq)]
pub struct LookedUp {
    /// The person, and the key that the platform names for them.
    pub key: SharingKey,
    /// How that key compares with the one seen earlier; none where they have none.
    pub memory: Option<KeyMemory>,
}

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The wallets that have been read.
    pub wallets: WalletRows<'a>,
    /// Labels that several wallets have.
    pub same_names: &'a SameNames,
    /// The person, by ID.
    pub me: &'a str,
    /// The person's own addresses, with which nobody has to be looked up.
    pub my_addresses: [&'a str; 2],
    /// What to call people.
    pub names: &'a Names,
    /// The person's shares that stand open; nothing while they have not been read.
    pub open: Option<Vec<OpenShare>>,
    /// Whom has been looked up in this session, by email address in lower case; none where nobody has it.
    pub looked_up: &'a BTreeMap<String, Option<LookedUp>>,
    /// How the look-up stands.
    pub look_up: Loadable<'a, ()>,
    /// How long the look-up under way still stands in the queue.
    pub turn_in: Option<Duration>,
    /// How many look-ups can be made at once, and how long one has to wait when there are none.
    pub look_ups_left: usize,
    /// How long a look-up that is asked for now would wait.
    pub look_up_wait: Duration,
    /// The wallets' keys, by wallet; none of them while they are being read.
    pub keys: &'a BTreeMap<String, KeyState>,
    /// The keys are being read.
    pub is_reading_keys: bool,
    /// The wallets' keys are being opened with the passphrase.
    pub is_opening: bool,
    /// The host of the person's own Express server, which does the work with keys there.
    pub express: Option<&'a str>,
    /// The passphrase of the demo's wallets, where that is what is shared.
    pub demo_passphrase: Option<&'a str>,
    /// Real money: a name has to be typed once more.
    pub is_production: bool,
    /// The shares that were sent, or are about to be; none while the dialog is filled in.
    pub sent: &'a [SentShare],
    /// They are still being sent.
    pub is_sending: bool,
    /// How long the one that is on its way waits for the platform's limit, if it does.
    pub wait: Option<Wait>,
    /// The person's shares are being read.
    pub is_looking: bool,
}

impl Model<'_> {
    /// The public part of a wallet's key, and whether the key has been opened.
    pub(super) fn key(&self, wallet: &str) -> Option<(&str, bool)> {
        match self.keys.get(wallet)? {
            KeyState::There { public, is_open } => Some((public, *is_open)),
            KeyState::Missing | KeyState::Failed(_) => None,
        }
    }
}
