//! The wallet shares that stand open, offered to the person and by them, and what can be done with each.

mod accept;
mod accept_draw;
mod details;
mod draw;
mod passphrase;
mod requests;
mod results;
mod rows;

pub use accept::Accepting;
pub use draw::show;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use secrecy::SecretString;

use crate::bitgo::shares::{AcceptSecrets, ReshareRequest, ShareInspection, WalletShares};
use crate::bitgo::wallet::Wallet;
use crate::domain::share::{ActionOutcome, ActionRequest, ActionTarget, Names, Permissions, ShareAction};
use crate::kit::mutation::{Item, Stage};
use crate::kit::state::{KeychainOffer, Loadable};
use crate::kit::table::TableState;

/// An action that was sent, and where it stands.
pub type SentAction = Item<ActionRequest, ActionOutcome>;

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The shares.
    pub shares: Loadable<'a, WalletShares>,
    /// Who asks for a wallet's key.
    pub reshare_requests: Loadable<'a, Vec<ReshareRequest>>,
    /// The wallets, among them those whose key the person may ask for again.
    pub wallets: &'a [Wallet],
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
    pub environment: &'a str,
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
    /// The keychain, for the new passphrase.
    pub keychain: KeychainOffer<'a>,
    /// That the session is over and waits for the new passphrase to be kept, as a sentence.
    pub farewell: Option<&'a str>,
}

impl<'a> Model<'a> {
    /// Nothing is being sent, and nothing that was sent about this share, request or wallet has to be looked up first.
    fn is_free(&self, id: &str) -> bool {
        !self.is_sending && !self.is_unconfirmed(id)
    }

    fn is_unconfirmed(&self, id: &str) -> bool {
        self.sent.iter().any(|item| item.request.target.id == id && needs_look_up(item))
    }

    /// What can tell of lost answers is being read.
    fn is_looking(&self) -> bool {
        self.shares.is_pending() || self.reshare_requests.is_pending()
    }

    /// The look that is about this share.
    fn look_at(&self, id: &str) -> Option<&'a ShareInspection> {
        self.inspection.content().filter(|look| look.share.id == id)
    }
}

/// Whether its answer is lost, and a list has to tell before anything is sent about it again.
pub fn needs_look_up(item: &SentAction) -> bool {
    item.stage.is_unconfirmed() && item.request.action.can_be_looked_up()
}

/// What is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
enum Shown {
    /// Offered to the person.
    #[default]
    Incoming,
    /// Offered by the person.
    Outgoing,
    /// Keys that are asked for.
    Requests,
}

/// The panel's state.
#[derive(Default)]
pub struct State {
    shown: Shown,
    filter: String,
    table: TableState,
    /// The share whose details are shown.
    chosen_id: Option<String>,
    /// The rows that are ticked, by ID.
    ticked: BTreeSet<String>,
    /// What is about to be done, while it is confirmed.
    confirming: Option<(ShareAction, Vec<ActionTarget>)>,
    /// The share that is being accepted with its key.
    pub accepting: Option<Accepting>,
    wallet_filter: String,
}

/// What the panel asks the app to do.
#[derive(Debug)]
pub enum Request {
    /// Read shares and requests again.
    Reload,
    /// Look at a share: whether a key is in it, and whether it can be opened.
    Look {
        /// Its coin.
        coin: String,
        /// Its ID.
        id: String,
    },
    /// Do this to each, once. The person has seen what is sent.
    Act {
        /// What.
        action: ShareAction,
        /// To what.
        targets: Vec<ActionTarget>,
        /// To accept a share with its key: what the person typed. Its `Debug` says nothing.
        secrets: Option<AcceptSecrets>,
    },
    /// Stop waiting for what is being sent. It may have been carried out.
    StopWaiting,
    /// Unlock the session with this one-time code.
    Unlock(SecretString),
    /// Make a passphrase for the share that is being accepted.
    Generate,
    /// The new passphrase was changed: that the one before is kept says nothing of it.
    PassphraseChanged,
    /// Keep the new passphrase in the keychain.
    KeepInKeychain {
        /// Under this name.
        name: String,
        /// The passphrase.
        passphrase: SecretString,
    },
    /// Look for the keychain.
    LookForKeychain,
    /// Save the new passphrase to a file.
    SaveToFile {
        /// What it is for.
        target: ActionTarget,
        /// The passphrase.
        passphrase: SecretString,
    },
    /// Share the wallet again with somebody who asks for its key.
    Grant {
        /// The wallet, by ID.
        wallet: String,
        /// Who asks, by e-mail address.
        email: String,
        /// What they may do.
        permissions: Permissions,
    },
    /// Show the approval that a share waits for, by ID.
    ShowApproval(String),
    /// What came of the last actions has been read.
    ForgetResults,
}

impl State {
    /// What was sent has come to an end, or was looked up: nothing that is done stays open.
    pub fn settled(&mut self, sent: &[SentAction]) {
        for Item { request: ActionRequest { action, target }, stage, .. } in sent {
            self.ticked.remove(&target.id);
            let is_done = *stage == Stage::Done;
            if is_done && action.ends_share() && self.chosen_id.as_ref() == Some(&target.id) {
                self.close_details();
            }
            if let Some(accepting) = self.accepting.as_mut().filter(|it| is_done && it.target.id == target.id)
            {
                accepting.wipe_password();
            }
        }
    }

    /// A list has come: what is no longer in it is neither shown nor ticked.
    pub fn forget_closed(&mut self, shares: &WalletShares) {
        let is_there = |id: &String| shares.incoming.iter().chain(&shares.outgoing).any(|it| it.id == *id);
        self.ticked.retain(is_there);
        if self.chosen_id.as_ref().is_some_and(|id| !is_there(id)) {
            self.close_details();
        }
        if let Some((action, targets)) = &mut self.confirming
            && action.is_about_shares()
        {
            targets.retain(|target| is_there(&target.id));
        }
        if self.confirming.as_ref().is_some_and(|(_, targets)| targets.is_empty()) {
            self.confirming = None;
        }
    }

    /// The new passphrase of the share that is being accepted was kept.
    pub fn passphrase_kept(&mut self) {
        if let Some(accepting) = &mut self.accepting {
            accepting.is_kept = true;
        }
    }

    /// A generated passphrase is kept nowhere, and its share was accepted with it, or may have been. With `asked` the
    /// person wants to log out, and is told why not.
    pub fn holds_passphrase(&mut self, sent: &[SentAction], asked: bool) -> bool {
        let Some(accepting) = &mut self.accepting else { return false };
        let is_used = |item: &SentAction| item.stage == Stage::Done || item.stage.is_held();
        let is_unkept = accepting.is_generated && !accepting.is_kept;
        let is_held = is_unkept && accepting.sent(sent).is_some_and(is_used);
        accepting.is_held_back |= asked && is_held;
        is_held
    }

    fn close_details(&mut self) {
        self.chosen_id = None;
        self.table.chosen = None;
    }
}
