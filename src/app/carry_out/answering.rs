//! What the shares panel asks for, and what follows from its answers.

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::app::active_session::ActiveSession;
use crate::app::application::App;
use crate::app::panel_table::Route;
use crate::app::save_dialog::SaveDialog;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::domain::share::{GENERATED_FROM, passphrase_from};
use crate::panels::shares::{Accepting, Came, Deed, Request, Target};

impl App {
    pub(super) fn carry_out_shares(&mut self, request: Request) {
        match request {
            Request::ShowApproval { id } => {
                self.approvals.choose(id);
                self.go(Route::Approvals);
            }
            Request::Grant { wallet, email, permissions } => {
                self.share_dialog.grant(&wallet, &email, permissions);
                self.go(Route::ShareDialog);
            }
            request => self.carry_out_share_answer(request),
        }
    }

    fn carry_out_share_answer(&mut self, request: Request) {
        let Some(live) = &mut self.live else { return };
        match request {
            Request::Reload => {
                live.read_shares();
                live.read_share_wishes();
            }
            Request::Look { coin, id } => live.look_at_share(coin, id),
            Request::Do { deed, targets } => live.do_with_shares(deed, targets, None),
            Request::Accept { target, secrets } => {
                live.do_with_shares(Deed::Accept, vec![target], Some(secrets));
            }
            Request::Unlock { code } => live.unlock_for_share(code),
            Request::ShowApproval { .. } | Request::Grant { .. } => {}
            Request::ForgetResults => live.share_deeds.results.clear(),
            Request::LookForKeychain => {
                self.passphrase_vaulting.forget();
                self.passphrase_vaulting
                    .look(&self.program.worker, Work::reading("Looking for the keychain"));
            }
            Request::Generate => self.generate_passphrase(),
            Request::KeepInKeychain { name } => self.keep_passphrase(name),
            Request::SaveToFile => self.save_passphrase(),
        }
    }

    /// A passphrase from the system's own randomness.
    fn generate_passphrase(&mut self) {
        let Some(accepting) = &mut self.shares.accepting else { return };
        let mut random = Zeroizing::new([0; GENERATED_FROM]);
        rand::fill(&mut *random);
        accepting.generated(&passphrase_from(&random));
        self.passphrase_vaulting.forget();
    }

    fn keep_passphrase(&mut self, name: String) {
        let passphrase = self.shares.accepting.as_ref().and_then(Accepting::passphrase);
        if let (Some(live), Some(passphrase)) = (&self.live, passphrase) {
            let (key, origin) = (Work::reading("Looking for the keychain"), live.environment.origin());
            self.passphrase_vaulting.save(&self.program.worker, key, origin, name, passphrase);
        }
    }

    fn save_passphrase(&mut self) {
        let Some(accepting) = &self.shares.accepting else { return };
        if let Some(passphrase) = accepting.passphrase() {
            self.saving = Some(SaveDialog::passphrase(to_print(&accepting.target, &passphrase)));
        }
    }

    /// Takes over what came of what was done with shares.
    pub(in crate::app) fn poll_shares(&mut self, was_reading: bool) {
        let Some(live) = &mut self.live else { return };
        if was_reading && let Some(shares) = live.sharing.shares.ready() {
            self.shares.forget_gone(shares);
            let is_there = |id: &str| shares.incoming.iter().chain(&shares.outgoing).any(|it| it.id == id);
            let settled = live.share_deeds.settle_shares(is_there);
            self.shares.answered(&settled);
        }
        if let Some(answers) = live.share_deeds.poll() {
            self.shares.answered(&answers);
            live.read_shares();
            live.read_share_wishes();
            let joins =
                answers.iter().any(|it| it.deed == Deed::Accept && !matches!(it.came, Came::Failed(_)));
            if joins {
                live.read_wallets();
            }
        }
        look_again_once_unlocked(live);
    }
}

/// An unlocked session sees the key that it was unlocked for.
fn look_again_once_unlocked(live: &mut ActiveSession) {
    if !live.share_deeds.unlocking.poll() || live.share_deeds.unlocking.ready().is_none() {
        return;
    }
    live.share_deeds.unlocking = Task::default();
    live.read_info();
    let looked = live.share_deeds.look.ready().map(|look| (look.share.coin.clone(), look.share.id.clone()));
    if let Some((coin, id)) = looked {
        live.look_at_share(coin, id);
    }
}

/// The lines of a file to print: what the passphrase is for, and the passphrase.
fn to_print(target: &Target, passphrase: &SecretString) -> SecretString {
    let passphrase = passphrase.expose_secret();
    let lines = Zeroizing::new(format!(
        "Passphrase of a wallet's key. Print it, lock it away, and delete this file.\n\n\
         Wallet: {}\nWallet ID: {}\nCoin: {}\n\nPassphrase: {passphrase}",
        target.wallet_name, target.wallet, target.coin
    ));
    SecretString::from(lines.as_str())
}
