//! What is known beside the approvals that are looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use tokio::task::spawn_blocking;

use crate::app::active_session::ActiveSession;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::approvals::{ApprovalFacts, PendingApproval};
use crate::bitgo::error::Error;
use crate::bitgo::wallet::{Wallet, WalletUser};
use crate::domain::approval::{ListedWallets, WalletAddress};
use crate::kit::state::Loadable;
use crate::panels::approvals::State;
use smol_str::SmolStr;

/// So many are read at the same time.
const AT_ONCE: usize = 4;

/// An approval as far as what is beside it may have changed with it: when it changed, how many have decided it.
type Seen = (Option<Timestamp>, usize);

/// Reads it whenever an approval comes to be looked at, again when the approval has changed, and again when its decision is
/// to be confirmed: the case may have been open for hours. What was read stays until a reading says otherwise, also while
/// another approval is looked at: a danger that was seen does not go because a reading failed.
#[derive(Default)]
pub(super) struct FactsReader {
    /// By the approval's ID.
    readings: BTreeMap<String, Reading>,
    /// The approvals whose decision was being confirmed last, by ID.
    confirmed: BTreeSet<String>,
}

#[derive(Default)]
struct Reading {
    facts: Task<Arc<ApprovalFacts>>,
    /// The approval as it was read for; none where it has to be read again.
    read_for: Option<Seen>,
    /// Whether the person's wallets had all come when it was read.
    saw_all_wallets: bool,
}

impl FactsReader {
    /// The person wants it read again.
    pub fn read_again(&mut self) {
        for reading in self.readings.values_mut() {
            reading.read_for = None;
        }
    }

    /// What is known beside this approval.
    pub fn view(&self, id: &str) -> Loadable<'_, ApprovalFacts> {
        self.readings.get(id).map_or(Loadable::NotAsked, |it| it.facts.view().part(|facts| &**facts))
    }

    /// Takes over what has come, and reads what is wanted now.
    pub fn keep(&mut self, state: &State, session: &ActiveSession) {
        let looked_at = state.looked_at();
        let confirmed: BTreeSet<String> = state.confirmed().map(str::to_owned).collect();
        let is_just_confirmed = |id: &str| confirmed.contains(id) && !self.confirmed.contains(id);
        for (id, reading) in &mut self.readings {
            reading.facts.poll();
            let lacks_wallets = !reading.saw_all_wallets && session.wallets.is_complete();
            if lacks_wallets || !looked_at.contains(id.as_str()) || is_just_confirmed(id) {
                reading.read_for = None;
            }
        }
        self.confirmed = confirmed;
        let approvals = session.approvals.rows();
        if session.approvals.is_complete() {
            self.readings.retain(|id, _| approvals.iter().any(|approval| approval.id == *id));
        }
        let wanted = approvals.iter().filter(|it| looked_at.contains(it.id.as_str()) && it.has_facts());
        for approval in wanted {
            self.read(approval, session);
        }
    }

    fn read(&mut self, approval: &PendingApproval, session: &ActiveSession) {
        let under_way = self.readings.values().filter(|it| it.facts.pending_since().is_some()).count();
        let reading = self.readings.entry(approval.id.clone()).or_default();
        let seen = (approval.updated, approval.resolvers.len());
        if reading.read_for == Some(seen) || under_way >= AT_ONCE {
            return;
        }
        reading.read_for = Some(seen);
        let (client, approval) = (session.session.clone(), approval.clone());
        let (wallets, is_whole) = (Arc::clone(session.wallets.snapshot()), session.wallets.is_complete());
        let me = session.me().to_owned();
        reading.saw_all_wallets = is_whole;
        let earlier = reading.facts.view().content().cloned();
        let work = async move {
            let listed = spawn_blocking(move || listed_wallets(&wallets, is_whole, &me));
            let listed = listed.await.unwrap_or_default();
            let facts = client.approval_facts(&approval, listed).await?;
            Ok::<_, Error>(Arc::new(facts.with_earlier(earlier)))
        };
        reading.facts.start(&session.worker, Work::reading("Reading what an approval is about"), work);
    }
}

/// The wallets that the person has a role on, as far as they are read. Their addresses are read from what was sent of them,
/// which takes a second for a hundred thousand.
fn listed_wallets(wallets: &[Arc<Wallet>], is_whole: bool, me: &str) -> ListedWallets {
    let named = |wallet: &Arc<Wallet>| {
        let is_admin = |user: &WalletUser| user.user == me && user.permissions.iter().any(|it| it == "admin");
        Some(WalletAddress {
            address: wallet.receive_address()?,
            wallet: wallet.id.to_string(),
            label: wallet.label.to_string(),
            enterprise: wallet.enterprise.as_ref().map(SmolStr::to_string),
            is_admin: wallet.users.iter().any(is_admin),
        })
    };
    ListedWallets { addresses: wallets.iter().filter_map(named).collect(), is_whole }
}
