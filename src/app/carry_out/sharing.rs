//! What the dialog for sharing wallets asks for.

use std::time::Instant;

use crate::app::application::App;
use crate::app::error::AppError;
use crate::app::panel_table::Route;
use crate::app::work::WorkKind;
use crate::panels::share_dialog::{Request, State};

impl App {
    pub(super) fn carry_out_share_dialog(&mut self, request: Request) {
        let Some(live) = &mut self.live else { return };
        match request {
            Request::LookUp { email } => live.look_up(email),
            Request::StopLookUp => self.cancel("Looking a person up"),
            Request::ReadKeys { shares } => live.read_share_keys(shares),
            Request::Share { orders } => live.open_share_keys(orders),
            Request::StopSharing => {
                self.cancel("Opening wallet keys");
                self.cancel("Sharing wallets");
            }
            Request::LookInShares => live.read_shares(),
            Request::ShowApproval { id } => {
                self.approvals.choose(id);
                self.room = Route::Approvals;
            }
            Request::Leave => {
                live.sharing.giving.leave();
                self.share_dialog.wipe_secrets();
                self.room = Route::Wallets;
            }
            Request::Done => {
                self.share_dialog = State::default();
                self.room = Route::Wallets;
            }
        }
    }

    /// The person has stopped waiting for shares: whether those on their way were made is among the shares.
    pub(super) fn lose_shares(&mut self) {
        self.share_dialog.lose_answers(&AppError::cancelled(WorkKind::Changing).failure);
        if let Some(live) = &mut self.live
            && self.share_dialog.awaits_look()
        {
            live.read_shares();
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
            live.send_shares(brought.to_send);
        }
        for (wallet, fate) in brought.fates {
            self.share_dialog.take_fate(&wallet, fate);
        }
        if brought.is_over {
            self.share_dialog.lose_answers(&AppError::broke_off().failure);
            live.read_shares();
            live.read_approvals();
        } else if let (Some(began), Some(shares)) = (shares_since, live.sharing.shares.ready()) {
            self.share_dialog.look_for_lost(shares, began);
        }
    }
}
