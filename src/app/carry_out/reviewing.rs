//! What the safety review asks for: the lists anew, and the places where findings are mended.

use crate::app::console::{Console, Room};
use crate::kit::listing::Wish;
use crate::panels::safety::Request;
use crate::panels::wallets::Tab;

impl Console {
    pub(super) fn carry_out_safety(&mut self, request: Request) {
        let Some(live) = &mut self.live else { return };
        match request {
            Request::Read(Wish::Reload) => {
                live.read_wallets(&self.worker);
                live.read_approvals(&self.worker);
            }
            Request::Read(Wish::Stop) => {
                live.wallets.stop();
                live.approvals.stop();
            }
            Request::Share { wallet, permissions } => {
                self.share_dialog.begin(&wallet, permissions);
                self.room = Room::ShareDialog;
            }
            Request::OpenRules { coin, wallet } => self.open_wallet_page(coin, wallet, Tab::Rules),
            Request::OpenApproval { id } => {
                self.approvals.choose(id);
                self.room = Room::Approvals;
            }
        }
    }

    /// Keeps the review current.
    pub(in crate::app) fn poll_review(&mut self) {
        if let Some(live) = &mut self.live {
            live.keep_review(&self.worker);
        }
    }
}
