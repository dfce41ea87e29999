//! What is known beside the approvals that are looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use tokio::task::spawn_blocking;

use super::listed::ListedReader;
use crate::app::active_session::ActiveSession;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::approvals::{ApprovalCase, ApprovalFacts};
use crate::bitgo::error::Error;
use crate::domain::approval::ListedWallets;
use crate::kit::state::Loadable;
use crate::panels::approvals::State;

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
    listed: ListedReader,
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
        let approvals = session.approval_rows();
        if session.approvals.is_complete() {
            self.readings.retain(|id, _| approvals.iter().any(|row| row.approval.id == *id));
        }
        let wanted = approvals
            .iter()
            .map(|row| &row.approval)
            .filter(|it| looked_at.contains(it.id.as_str()) && it.has_facts());
        for approval in wanted {
            self.read(approval, session);
        }
    }

    fn read(&mut self, approval: &ApprovalCase, session: &ActiveSession) {
        let under_way = self.readings.values().filter(|it| it.facts.pending_since().is_some()).count();
        let reading = self.readings.entry(approval.id.clone()).or_default();
        let seen = (approval.updated, approval.resolvers.len());
        if reading.read_for == Some(seen) || under_way >= AT_ONCE {
            return;
        }
        reading.read_for = Some(seen);
        let (client, case) = (session.session.clone(), approval.clone());
        let (addresses, is_whole) = (self.listed.addresses(session), session.wallets.is_complete());
        reading.saw_all_wallets = is_whole;
        let earlier = reading.facts.view().content().cloned();
        let work = async move {
            let listed = ListedWallets { addresses: addresses.await, is_whole };
            let facts = client.approval_facts(&case, listed).await?;
            let facts = Arc::new(facts.with_earlier(earlier));
            // It is compared with every address that is known, which takes longer than a frame may.
            let known = Arc::clone(&facts);
            drop(spawn_blocking(move || case.examined(Some(&known))).await);
            Ok::<_, Error>(facts)
        };
        reading.facts.start(&session.worker, Work::reading("Reading what an approval is about"), work);
    }
}
