//! What the dialog for sharing wallets asks for.

use std::time::Instant;

use crate::app::console::{Console, Room};
use crate::app::failure::Trouble;
use crate::app::live::Work;
use crate::panels::share_dialog::{Request, State};

impl Console {
    pub(super) fn carry_out_share_dialog(&mut self, request: Request) {
        let Some(live) = &mut self.live else { return };
        match request {
            Request::LookUp { email } => live.look_up(&self.worker, email),
            Request::StopLookUp => self.stop(Work::LookUp),
            Request::ReadKeys { shares } => live.read_share_keys(&self.worker, shares),
            Request::Share { orders } => live.open_share_keys(&self.worker, orders),
            Request::StopSharing => self.stop(Work::Sharing),
            Request::LookInShares => live.read_shares(&self.worker),
            Request::ShowApproval { id } => {
                self.approvals.choose(id);
                self.room = Room::Approvals;
            }
            Request::Leave => {
                live.sharing.giving.leave();
                self.share_dialog.wipe_secrets();
                self.room = Room::Wallets;
            }
            Request::Done => {
                self.share_dialog = State::default();
                self.room = Room::Wallets;
            }
        }
    }

    /// The person has stopped waiting for shares: whether those on their way were made is among the shares.
    pub(super) fn lose_shares(&mut self) {
        self.share_dialog.lose_answers(&Trouble::stopped_waiting().failure);
        if let Some(live) = &mut self.live
            && self.share_dialog.awaits_look()
        {
            live.read_shares(&self.worker);
        }
    }

    /// Takes over what has come of sharing; `shares_since` is since when the shares were being read before.
    pub(in crate::app) fn poll_share_dialog(&mut self, shares_since: Option<Instant>) {
        let Some(live) = &mut self.live else { return };
        let sharing = &mut live.sharing;
        let brought = sharing.giving.poll(&mut sharing.names);
        if !brought.refused.is_empty() {
            self.share_dialog.refuse_passphrases(brought.refused);
        }
        if !brought.to_send.is_empty() {
            self.share_dialog.begin_sending(&brought.to_send, live.sharing.shares.view().content());
            live.send_shares(&self.worker, brought.to_send);
        }
        for (wallet, fate) in brought.fates {
            self.share_dialog.take_fate(&wallet, fate);
        }
        if brought.is_over {
            self.share_dialog.lose_answers(&Trouble::broke_off().failure);
            live.read_shares(&self.worker);
            live.read_approvals(&self.worker);
        } else if let (Some(began), Some(shares)) = (shares_since, live.sharing.shares.ready()) {
            self.share_dialog.look_for_lost(shares, began);
        }
    }
}
