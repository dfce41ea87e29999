//! What is known beside the approval that is looked at.

use jiff::Timestamp;

use crate::app::active_session::ActiveSession;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::approvals::ApprovalFacts;
use crate::bitgo::wallet::{Wallet, WalletUser};
use crate::domain::approval::{ListedWallets, WalletAddress};
use crate::kit::state::Loadable;
use crate::panels::approvals::State;

/// An approval as far as what is beside it may have changed with it: its ID, when it changed, how many have decided it.
type Seen = (String, Option<Timestamp>, usize);

/// Reads it whenever a case is opened, again when the approval has changed, and again when its decision is to be confirmed:
/// the case may have been open for hours.
#[derive(Default)]
pub(super) struct FactsReader {
    /// The approval, by ID.
    approval: String,
    facts: Task<ApprovalFacts>,
    /// The approval as it was read for; none once its case was closed.
    read_for: Option<Seen>,
    was_confirming: bool,
    /// Whether the person's wallets had all come when it was read.
    saw_all_wallets: bool,
}

impl FactsReader {
    /// The person wants it read again.
    pub fn read_again(&mut self) {
        self.read_for = None;
    }

    /// What is known beside this approval; nothing while another one was read for last.
    pub fn view(&self, approval_id: Option<&str>) -> Loadable<'_, ApprovalFacts> {
        if approval_id == Some(&self.approval) { self.facts.view() } else { Loadable::NotAsked }
    }

    /// Takes over what has come, and reads what is wanted now.
    pub fn keep(&mut self, state: &State, session: &ActiveSession) {
        self.facts.poll();
        let was_confirming = std::mem::replace(&mut self.was_confirming, state.is_confirming());
        if state.chosen().is_none() || (state.is_confirming() && !was_confirming) {
            self.read_for = None;
        }
        let rows = session.approvals.rows().iter();
        let chosen = state.chosen().and_then(|id| rows.into_iter().find(|approval| approval.id == id));
        if !self.saw_all_wallets && session.wallets.is_complete() {
            self.read_for = None;
        }
        let Some(approval) = chosen.filter(|approval| approval.has_facts()) else { return };
        let seen = (approval.id.clone(), approval.updated, approval.resolvers.len());
        if self.read_for.as_ref() == Some(&seen) {
            return;
        }
        if self.approval != approval.id {
            // What is known beside another one must not stand in while this one is read.
            *self = Self {
                approval: approval.id.clone(),
                was_confirming: self.was_confirming,
                ..Self::default()
            };
        }
        self.read_for = Some(seen);
        let (client, approval, listed) = (session.session.clone(), approval.clone(), listed_wallets(session));
        self.saw_all_wallets = listed.is_whole;
        self.facts.start(&session.worker, Work::reading("Reading what an approval is about"), async move {
            client.approval_facts(&approval, listed).await
        });
    }
}

/// The wallets that the person has a role on, as far as they are read.
fn listed_wallets(session: &ActiveSession) -> ListedWallets {
    let me = session.me();
    let named = |wallet: &Wallet| {
        let is_admin = |user: &WalletUser| user.user == me && user.permissions.iter().any(|it| it == "admin");
        Some(WalletAddress {
            address: wallet.receive_address.clone()?,
            wallet: wallet.id.clone(),
            label: wallet.label.clone(),
            enterprise: wallet.enterprise.clone(),
            is_admin: wallet.users.iter().any(is_admin),
        })
    };
    let addresses = session.wallets.rows().iter().filter_map(named).collect();
    ListedWallets { addresses, is_whole: session.wallets.is_complete() }
}
