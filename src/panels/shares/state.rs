//! The panel's state.

use std::collections::BTreeSet;

use super::accept::Accepting;
use super::sent::SentAction;
use crate::bitgo::shares::WalletShares;
use crate::domain::deed::Answers;
use crate::domain::share::{ActionRequest, ActionTarget, ShareAction};
use crate::kit::mutation::{Item, Stage};
use crate::kit::sliced_search::SlicedSearch;
use crate::kit::table::TableState;

/// What is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Shown {
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
    pub(super) shown: Shown,
    pub(super) filter: String,
    pub(super) table: TableState,
    /// The share whose details are shown.
    pub(super) chosen_id: Option<String>,
    /// The rows that are ticked, by ID.
    pub(super) ticked: BTreeSet<String>,
    /// What is about to be done, while it is confirmed.
    pub(super) confirming: Option<(ShareAction, Vec<ActionTarget>)>,
    /// What is done to confirm it.
    pub(super) answers: Answers,
    /// The share that is being accepted with its key.
    pub accepting: Option<Accepting>,
    pub(super) wallet_filter: String,
    /// The person's own wallets that it finds.
    pub(super) wallet_search: SlicedSearch,
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

    /// The login password was wrong: its field takes the keyboard, and everything else stays as it was typed.
    pub fn password_refused(&mut self) {
        if let Some(accepting) = &mut self.accepting {
            accepting.wants_password = true;
        }
    }

    /// The acceptance whose generated passphrase is kept nowhere, although its share was accepted with it, or may have been.
    pub fn untaken(&self, sent: &[SentAction]) -> Option<&Accepting> {
        let is_used = |item: &SentAction| item.stage == Stage::Done || item.stage.is_held();
        let accepting = self.accepting.as_ref().filter(|it| it.is_generated && !it.is_kept)?;
        accepting.sent(sent).is_some_and(is_used).then_some(accepting)
    }

    /// The person has left the panel: nothing stays typed. A new passphrase stays that a share was, or may have been,
    /// accepted with and that the person has not kept.
    pub fn wipe_secrets(&mut self, sent: &[SentAction]) {
        let is_awaited = |it: &Accepting| {
            it.sent(sent).is_some_and(|item| item.stage.is_held())
                || it.is_generated && !it.is_kept && it.sent(sent).is_some()
        };
        match &mut self.accepting {
            Some(accepting) if is_awaited(accepting) => accepting.wipe_password(),
            accepting => *accepting = None,
        }
    }

    pub(super) fn close_details(&mut self) {
        self.chosen_id = None;
        self.table.chosen = None;
    }
}
