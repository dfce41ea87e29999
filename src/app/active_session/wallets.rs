//! The wallets that all subjects share: the list and what it is checked against, single wallets that are read again by
//! themselves (the whole list of a large treasury takes hundreds of requests), and what their marks need.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use futures::StreamExt;
use jiff::Timestamp;
use smol_str::SmolStr;

use super::ActiveSession;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::error::Error;
use crate::bitgo::session::Session;
use crate::bitgo::wallet::{CoinBalance, MarkFacts, Wallet, WalletIndex, WalletQuery, WalletRows};
use crate::domain::alphabet::SameNames;

/// So many IDs fit into one question; where there are more, the whole list is read.
const MOST: usize = 40;

/// What goes with the list of wallets.
#[derive(Default)]
pub struct WalletData {
    count: Task<u64>,
    /// The platform's own totals, to check the sums of the rows against.
    totals: Task<Vec<CoinBalance>>,
    /// The wallets that are read again, by ID, until they have come.
    stale: BTreeSet<String>,
    refreshed: Task<Vec<Arc<Wallet>>>,
    pub(super) index: WalletIndex,
    mark_facts: Arc<MarkFacts>,
    /// The generations of approvals, wallets and names that the facts were worked out from.
    marks_made_for: (u64, u64, u64),
    /// When the next freeze ends.
    marks_hold_until: Option<Timestamp>,
    /// The wallets that nothing limits, by ID, as the newest safety review found.
    unlimited: Arc<HashSet<SmolStr>>,
    has_new_unlimited: bool,
}

async fn read(session: Session, ids: Vec<String>) -> Result<Vec<Arc<Wallet>>, Error> {
    let mut pages = session.wallets(WalletQuery { ids, ..WalletQuery::default() });
    let mut wallets = Vec::new();
    while let Some(page) = pages.next().await {
        wallets.extend(page?.items);
    }
    Ok(wallets)
}

impl ActiveSession {
    /// Reads the wallets from the start.
    pub fn read_wallets(&mut self) {
        let session = self.session.clone();
        self.wallet_data.count.start(&self.worker, Work::reading("Reading wallets"), async move {
            session.wallet_count(&WalletQuery::default()).await
        });
        self.read_totals();
        let pages = self.session.wallets(WalletQuery::default());
        self.wallets.read(&self.worker, Work::reading("Reading wallets"), pages);
    }

    fn read_totals(&mut self) {
        let session = self.session.clone();
        let work = Work::reading("Reading wallets");
        self.wallet_data.totals.start(&self.worker, work, async move { session.total_balances().await });
    }

    /// The platform's own totals, once every wallet is here too, so that both can be compared.
    pub fn totals(&self) -> Option<&[CoinBalance]> {
        self.wallet_data.totals.ready().filter(|_| self.wallets.is_complete()).map(Vec::as_slice)
    }

    /// Reads these wallets again, by ID, and puts them into the list; where one is not to be seen any more, the list is
    /// read.
    pub fn refresh_wallets(&mut self, ids: &[String]) {
        // One that has not come yet comes as it is now.
        let known = ids.iter().filter(|id| self.wallet_data.index.place(id).is_some());
        let mut known: BTreeSet<String> = known.cloned().collect();
        if known.is_empty() {
            return;
        }
        let data = &mut self.wallet_data;
        data.stale.append(&mut known);
        if data.stale.len() > MOST {
            return self.read_all_instead();
        }
        let ids = data.stale.iter().cloned().collect();
        let work = Work::reading("Refreshing wallets");
        data.refreshed.start(&self.worker, work, read(self.session.clone(), ids));
        // What is added up is checked against the platform's own totals.
        self.read_totals();
    }

    fn read_all_instead(&mut self) {
        self.wallet_data.stale.clear();
        self.wallet_data.refreshed = Task::default();
        self.read_wallets();
    }

    /// Takes over what has come for the list.
    pub(super) fn poll_wallets(&mut self) {
        self.wallets.poll();
        self.wallet_data.index.grow(self.wallets.edition(), self.wallets.rows());
        self.wallet_data.totals.poll();
        self.wallet_data.count.poll();
        if let Some(count) = self.wallet_data.count.ready() {
            self.wallets.expect(*count);
        }
        self.wallet_data.refreshed.poll();
        self.gathered_names.keep(&self.wallets, &self.session.user().enterprises, &self.worker);
        // While the list itself is being read, what was refreshed waits: a page of it may be older.
        if self.wallets.reading_since().is_some() {
            return;
        }
        if let Some(error) = self.wallet_data.refreshed.take_error() {
            self.wallet_data.stale.clear();
            if !error.is_cancelled() {
                // It fails in the same way, and can be tried again there.
                self.read_wallets();
            }
        } else if let Some(wallets) = self.wallet_data.refreshed.take_ready() {
            let stale = std::mem::take(&mut self.wallet_data.stale);
            let is_whole = stale.iter().all(|id| wallets.iter().any(|wallet| wallet.id == *id));
            for fresh in wallets {
                let id = fresh.id.clone();
                self.change_wallet(&id, |wallet| *wallet = Arc::unwrap_or_clone(fresh));
            }
            if !is_whole {
                self.read_wallets();
            }
        }
    }

    /// Changes the wallet with this ID, if it has come.
    pub fn change_wallet(&mut self, id: &str, change: impl FnOnce(&mut Wallet)) {
        if let Some(place) = self.wallet_data.index.place(id) {
            self.wallets.change(place, |wallet| change(Arc::make_mut(wallet)));
        }
    }

    /// The wallets as far as they have come, with what finds them.
    pub fn wallet_rows(&self) -> WalletRows<'_> {
        WalletRows::new(self.wallets.rows(), self.wallets.listing().generation, &self.wallet_data.index)
    }

    /// Labels that several wallets have.
    pub fn same_names(&self) -> &Arc<SameNames> {
        &self.gathered_names.gathered().same_names
    }

    /// Changes whenever those do.
    pub fn names_generation(&self) -> u64 {
        self.gathered_names.gathered().generation
    }

    /// Takes over which wallets nothing limits.
    pub fn set_unlimited(&mut self, unlimited: Arc<HashSet<SmolStr>>) {
        self.worker.drop_aside(std::mem::replace(&mut self.wallet_data.unlimited, unlimited));
        self.wallet_data.has_new_unlimited = true;
    }

    /// What the marks of wallets need.
    pub fn mark_facts(&self) -> &Arc<MarkFacts> {
        &self.wallet_data.mark_facts
    }

    /// Works out again what the marks of wallets need, where the lists have changed or a freeze has ended.
    pub fn keep_mark_facts(&mut self) {
        let gathered = self.gathered_names.gathered();
        let lists =
            (self.approvals.listing().generation, self.wallets.listing().generation, gathered.generation);
        let now = self.platform_now();
        let data = &mut self.wallet_data;
        let is_as_before = data.marks_made_for == lists && !std::mem::take(&mut data.has_new_unlimited);
        if is_as_before && data.marks_hold_until.is_none_or(|end| now < end) {
            return;
        }
        let waiting = self.approvals.rows().iter().filter_map(|approval| approval.wallet.clone());
        let generation = data.mark_facts.generation + 1;
        let unlimited = Arc::clone(&data.unlimited);
        data.mark_facts = Arc::new(MarkFacts { generation, now, waiting: waiting.collect(), unlimited });
        data.marks_hold_until = gathered.next_freeze_end(now);
        data.marks_made_for = lists;
    }
}
