//! The wallet shares that stand open, offered to the person and by them, and what can be done with each.

mod accept;
mod accept_draw;
mod deed;
mod details;
mod draw;
mod passphrase;
mod requests;
mod results;
mod rows;

pub use accept::{Accepting, Keeping};
pub use deed::{Answered, Came, Deed, Target};
pub use draw::show;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::bitgo::shares::{AcceptSecrets, ShareLook, ShareState, ShareWish, WalletShares};
use crate::bitgo::wallet::Wallet;
use crate::domain::share::{Names, Permissions};
use crate::kit::state::View;
use crate::kit::table::TableState;
use secrecy::SecretString;

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The shares.
    pub shares: View<'a, WalletShares>,
    /// Who asks for a wallet's key.
    pub wishes: View<'a, Vec<ShareWish>>,
    /// The wallets, among them those whose key the person may ask for anew.
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
    pub look: View<'a, ShareLook>,
    /// How unlocking the session stands.
    pub unlocking: View<'a, ()>,
    /// Unlocking would take all spending limits off this session's token.
    pub has_limits: bool,
    /// What is being done, if anything is.
    pub under_way: &'a [Target],
    /// What came of what was done last.
    pub results: &'a [Answered],
    /// Those whose answer was lost, until a list tells: they are not offered again before.
    pub unsure: &'a BTreeMap<String, Deed>,
    /// The keychain, for the new passphrase.
    pub keychain: Keeping<'a>,
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
    asked: Option<(Deed, Vec<Target>)>,
    /// The share that is being accepted with its key.
    pub accepting: Option<Accepting>,
    wallet_filter: String,
}

/// What the panel asks the app to do.
#[derive(Debug)]
pub enum Request {
    /// Read the shares again.
    Reload,
    /// Look at a share: whether a key is in it, and whether it can be opened.
    Look {
        /// Its coin.
        coin: String,
        /// Its ID.
        id: String,
    },
    /// Do this to each, once. The person has seen what is sent.
    Do {
        /// What.
        deed: Deed,
        /// To what.
        targets: Vec<Target>,
    },
    /// Accept a share with its key, once.
    Accept {
        /// The share.
        target: Target,
        /// What the person typed. Its `Debug` says nothing.
        secrets: AcceptSecrets,
    },
    /// Unlock the session with this one-time code.
    Unlock {
        /// The code.
        code: SecretString,
    },
    /// Make a passphrase for the share that is being accepted.
    Generate,
    /// Keep the new passphrase in the keychain.
    KeepInKeychain {
        /// Under this name.
        name: String,
    },
    /// Look for the keychain.
    LookForKeychain,
    /// Save the new passphrase to a file.
    SaveToFile,
    /// Share the wallet anew with somebody who asks for its key.
    Grant {
        /// The wallet, by ID.
        wallet: String,
        /// Who asks, by e-mail address.
        email: String,
        /// What they may do.
        permissions: Permissions,
    },
    /// Show the approval that a share waits for.
    ShowApproval {
        /// The approval, by ID.
        id: String,
    },
    /// What came of the last deeds has been read.
    ForgetResults,
}

impl State {
    /// What was done came to an end: nothing that is done stays open.
    pub fn answered(&mut self, answers: &[Answered]) {
        for answer in answers {
            self.ticked.remove(&answer.target.id);
            let is_over = answer.deed.ends_share() && matches!(answer.came, Came::Done(_) | Came::Waits(_));
            if is_over && self.chosen_id.as_ref() == Some(&answer.target.id) {
                self.close_details();
            }
            if let Some(accepting) = &mut self.accepting
                && accepting.target.id == answer.target.id
            {
                accepting.answered(answer);
            }
        }
    }

    /// A list has come: what is no longer in it is neither shown nor ticked.
    pub fn forget_gone(&mut self, shares: &WalletShares) {
        let is_there = |id: &String| shares.incoming.iter().chain(&shares.outgoing).any(|it| it.id == *id);
        self.ticked.retain(is_there);
        if self.chosen_id.as_ref().is_some_and(|id| !is_there(id)) {
            self.close_details();
        }
        if let Some((deed, targets)) = &mut self.asked
            && deed.is_about_shares()
        {
            targets.retain(|target| is_there(&target.id));
        }
        if self.asked.as_ref().is_some_and(|(_, targets)| targets.is_empty()) {
            self.asked = None;
        }
    }

    /// The new passphrase of the share that is being accepted was kept.
    pub fn passphrase_kept(&mut self) {
        if let Some(accepting) = &mut self.accepting {
            accepting.is_kept = true;
        }
    }

    fn close_details(&mut self) {
        self.chosen_id = None;
        self.table.chosen = None;
    }
}

/// How many of these wait for the person.
pub fn waiting_for_me(shares: &WalletShares) -> usize {
    shares.incoming.iter().filter(|share| share.state == ShareState::Active).count()
}
