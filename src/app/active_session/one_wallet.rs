//! The wallets that something was done with, read anew by themselves: the whole list of a large treasury takes hundreds of
//! requests.

use std::collections::BTreeSet;

use futures::StreamExt;

use super::ActiveSession;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::error::Error;
use crate::bitgo::session::Session;
use crate::bitgo::wallet::{Wallet, WalletQuery};

/// So many IDs fit into one question; where there are more, the whole list is read.
const MOST: usize = 40;

/// Wallets that are read anew.
#[derive(Default)]
pub struct Anew {
    /// Those whose answer has not come, by ID.
    asked: BTreeSet<String>,
    read: Task<Vec<Wallet>>,
}

async fn read(session: Session, ids: Vec<String>) -> Result<Vec<Wallet>, Error> {
    let mut pages = session.wallets(WalletQuery { ids, ..WalletQuery::default() });
    let mut wallets = Vec::new();
    while let Some(page) = pages.next().await {
        wallets.extend(page?.items);
    }
    Ok(wallets)
}

impl ActiveSession {
    /// Reads these wallets anew, by ID, and puts them into the list; where one is not to be seen any more, the list is
    /// read. The one whose page is open, `page` by coin and ID, is read anew for its page too.
    pub fn read_wallets_anew(&mut self, ids: impl IntoIterator<Item = String>, page: Option<(&str, &str)>) {
        let mut ids: BTreeSet<String> = ids.into_iter().collect();
        if let Some((coin, id)) = page.filter(|(_, id)| ids.contains(*id)) {
            self.look_at_wallet(coin.to_owned(), id.to_owned());
        }
        // One that has not come yet comes as it is now.
        ids.retain(|id| self.wallets.rows().iter().any(|wallet| wallet.id == *id));
        if ids.is_empty() {
            return;
        }
        self.anew.asked.append(&mut ids);
        if self.anew.asked.len() > MOST {
            self.anew = Anew::default();
            self.read_wallets();
            return;
        }
        let asked = self.anew.asked.iter().cloned().collect();
        let key = Work::reading("Refreshing wallets");
        self.anew.read.start(&self.worker, key, read(self.session.clone(), asked));
        // What is added up is held against the platform's own totals.
        self.read_totals();
    }

    /// Puts what has come into the list. While the list itself is being read, it waits: a page of it may be older.
    pub(super) fn take_over_anew(&mut self) {
        self.anew.read.poll();
        if self.wallets.reading_since().is_some() {
            return;
        }
        if let Some(error) = self.anew.read.error() {
            let was_stopped = error.is_cancelled();
            self.anew = Anew::default();
            if !was_stopped {
                // It fails in the same way, and can be tried again there.
                self.read_wallets();
            }
            return;
        }
        let Some(wallets) = self.anew.read.take_ready() else { return };
        let asked = std::mem::take(&mut self.anew.asked);
        let is_whole = asked.iter().all(|id| wallets.iter().any(|wallet| wallet.id == *id));
        for fresh in wallets {
            let id = fresh.id.clone();
            self.wallets.change(|wallet| wallet.id == id, |wallet| *wallet = fresh);
        }
        if !is_whole {
            self.read_wallets();
        }
    }
}
