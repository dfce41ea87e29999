//! What is known of people and keys, and what became of each share.

use std::time::Instant;

use crate::bitgo::outcome::Outcome;
use crate::bitgo::shares::{ShareRequest, ShareState, WalletShare, WalletShares};
use crate::bitgo::sharing_keys::SharingKey;
use crate::kit::state::Failure;

/// Whom a look-up has found.
#[derive(Clone, Debug, PartialEq)]
pub enum LookedUp {
    /// This person.
    Found(SharingKey),
    /// Nobody has the address.
    Nobody,
}

/// What is known of a wallet's user key, without its private part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyRead {
    /// It is there: the common keychain of an MPC wallet, else the public key.
    There {
        /// The public part.
        public: String,
    },
    /// The platform keeps none for the person who shares.
    Missing,
    /// It could not be read.
    Failed(Failure),
}

/// What became of one share.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It has not been sent yet.
    Queued,
    /// It is on its way.
    Sending,
    /// It was made.
    Made(Shared),
    /// The platform refused it, so nothing happened.
    Refused(Failure),
    /// It was never sent.
    NotSent,
    /// It was sent, and its answer was lost: it may exist.
    Lost {
        /// What happened to the answer.
        failure: Failure,
        /// When.
        since: Instant,
        /// What the shares have shown since.
        found: Found,
    },
}

/// What the list of shares has shown of one whose answer was lost.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Nobody has looked yet.
    NotLooked,
    /// It is there.
    There(Shared),
    /// It is not there.
    NotThere,
}

/// A share that exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The share, by ID.
    pub id: String,
    /// The approvals that it waits for, by ID.
    pub approvals: Vec<String>,
    /// Whether it waits for another admin.
    pub awaits_approval: bool,
}

impl Shared {
    /// From the platform's answer.
    pub fn of(outcome: &Outcome<WalletShare>) -> Self {
        match outcome {
            Outcome::Done(share) => Self::of_share(share),
            Outcome::Waits(waiting) => Self {
                id: waiting.subject.as_ref().map(|share| share.id.clone()).unwrap_or_default(),
                approvals: waiting.approval_ids.clone(),
                awaits_approval: true,
            },
        }
    }

    fn of_share(share: &WalletShare) -> Self {
        Self {
            id: share.id.clone(),
            approvals: share.pending_approval.iter().cloned().collect(),
            awaits_approval: share.state == ShareState::PendingApproval,
        }
    }
}

/// One share that was sent, or is about to be.
pub(super) struct Row {
    pub(super) request: ShareRequest,
    /// Shares of that wallet with that person that stood open before.
    before: Vec<String>,
    pub(super) fate: Fate,
}

impl Row {
    /// A share that is about to be sent, while these are the person's open ones.
    pub(super) fn of(request: &ShareRequest, open: &[WalletShare]) -> Self {
        let before = open.iter().filter(|share| is_of(share, request)).map(|share| share.id.clone());
        Self { request: request.clone(), before: before.collect(), fate: Fate::Queued }
    }

    /// No answer will come any more: what was on its way may have happened, what was not sent has not.
    pub(super) fn lose_answer(&mut self, failure: &Failure) {
        match self.fate {
            Fate::Queued => self.fate = Fate::NotSent,
            Fate::Sending => {
                let failure = failure.clone();
                self.fate = Fate::Lost { failure, since: Instant::now(), found: Found::NotLooked };
            }
            _ => {}
        }
    }

    /// Shares have been read, from `began` on: one whose answer was lost before is in it, or was not made.
    pub(super) fn look_for_lost(&mut self, shares: &WalletShares, began: Instant) {
        let Fate::Lost { since, found, .. } = &mut self.fate else { return };
        if *since > began || matches!(found, Found::There(_)) {
            return;
        }
        let is_it = |share: &&WalletShare| is_of(share, &self.request) && !self.before.contains(&share.id);
        let made = shares.outgoing.iter().find(is_it);
        *found = made.map_or(Found::NotThere, |share| Found::There(Shared::of_share(share)));
    }

    /// Whether it was not made for sure, so that it can be offered again.
    pub(super) fn is_not_made(&self) -> bool {
        matches!(self.fate, Fate::Refused(_) | Fate::NotSent | Fate::Lost { found: Found::NotThere, .. })
    }
}

fn is_of(share: &WalletShare, request: &ShareRequest) -> bool {
    share.wallet == request.wallet().id && share.to_user == request.recipient().user_id
}
