//! What the marks of wallets need, and one wallet on its page: read anew with its rules and keys, its transfers a page at a time, and its freeze.

use std::sync::Arc;

use futures::StreamExt;
use futures::future::join_all;
use tokio::sync::Mutex;

use super::ActiveSession;
use super::rules::RuleDeeds;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::error::Error;
use crate::bitgo::outcome::Outcome;
use crate::bitgo::paging::{Page, Pages};
use crate::bitgo::session::Session;
use crate::bitgo::transfers::{Transfer, TransferQuery};
use crate::bitgo::wallet::{Freeze, FreezeFor};
use crate::domain::fault::Case;
use crate::kit::state::View;
use crate::panels::wallets::{Around, KeyLook, TransferLook, WaitingHere, WalletLook};

/// The wallet whose page is open.
#[derive(Default)]
pub struct WalletPage {
    id: String,
    /// The wallet as it was read last.
    pub look: Task<WalletLook>,
    past: Past,
    /// The freeze under way, or its result.
    pub freeze: Task<Outcome<Freeze>>,
    /// What is done with its rules.
    pub rules: RuleDeeds,
}

impl WalletPage {
    /// Whether the wallet was not to be seen any more when it was read last.
    pub fn is_gone(&self) -> bool {
        self.look.error().is_some_and(|error| error.case == Case::NotFound)
    }
}

/// A wallet's transfers, as far back as they have been read.
#[derive(Default)]
struct Past {
    pages: Option<Arc<Mutex<Pages<Transfer>>>>,
    next: Task<Option<Page<Transfer>>>,
    read: Option<TransferLook>,
}

impl Past {
    fn view(&self) -> View<'_, TransferLook> {
        match self.next.view() {
            View::Pending(_) => View::Pending(self.read.as_ref()),
            View::Failed(failure, _) => View::Failed(failure, self.read.as_ref()),
            View::NotAsked | View::Ready(_) => self.read.as_ref().map_or(View::NotAsked, View::Ready),
        }
    }

    /// Takes over a page that has come.
    fn poll(&mut self) {
        if !self.next.poll() {
            return;
        }
        if self.next.error().is_some() {
            // A stream that broke off has lost its place: the next reading begins anew.
            self.pages = None;
            return;
        }
        let Some(page) = self.next.take_ready() else { return };
        let read = self.read.get_or_insert_default();
        read.is_whole = page.as_ref().is_none_or(|page| page.is_last);
        read.rows.extend(page.into_iter().flat_map(|page| page.items));
    }
}

async fn look(session: Session, coin: String, id: String) -> Result<WalletLook, Error> {
    let wallet = session.wallet_with_rules(&coin, &id).await?;
    let keys = join_all(wallet.keys.iter().map(|key| key_look(&session, &coin, key))).await;
    let rules = wallet.rules();
    Ok(WalletLook { wallet, rules, keys })
}

/// What is known of a key; one that this person may not see is named by its ID alone.
async fn key_look(session: &Session, coin: &str, id: &str) -> KeyLook {
    match session.key(coin, id).await {
        Ok(key) => KeyLook { id: key.id, source: Some(key.source), is_kept: key.encrypted_prv.is_some() },
        Err(error) => {
            tracing::info!(%error, "a wallet's key is not shown");
            KeyLook { id: id.to_owned(), source: None, is_kept: false }
        }
    }
}

impl ActiveSession {
    /// Reads a wallet for its page, with the newest of its transfers.
    pub fn open_wallet(&mut self, coin: String, id: String) {
        if self.page.id != id {
            // What is still on its way for another wallet has been waited for (`is_page_busy`).
            self.page = WalletPage { id: id.clone(), ..WalletPage::default() };
        }
        self.page.past = Past::default();
        self.read_older_transfers(&coin, &id);
        self.look_at_wallet(coin, id);
    }

    /// Whether something was sent for the open page whose answer is still awaited.
    pub fn is_page_busy(&self) -> bool {
        self.page.freeze.pending_since().is_some() || self.page.rules.sent.pending_since().is_some()
    }

    /// Reads the wallet itself anew.
    pub fn look_at_wallet(&mut self, coin: String, id: String) {
        let session = self.session.clone();
        self.page.look.start(&self.worker, Work::reading("Reading a wallet"), look(session, coin, id));
    }

    /// Reads the next page of the wallet's transfers, or the first one.
    pub fn read_older_transfers(&mut self, coin: &str, id: &str) {
        let past = &mut self.page.past;
        if past.pages.is_none() {
            past.read = None;
        }
        let first = || Arc::new(Mutex::new(self.session.transfers(coin, id, TransferQuery::default())));
        let pages = past.pages.get_or_insert_with(first).clone();
        let key = Work::reading("Reading transfers");
        self.page.past.next.start(
            &self.worker,
            key,
            async move { pages.lock().await.next().await.transpose() },
        );
    }

    /// Sends a freeze, once.
    pub fn freeze_wallet(&mut self, coin: String, id: String, duration: FreezeFor) {
        let session = self.session.clone();
        let key = Work::changing("Freezing a wallet");
        self.page
            .freeze
            .start(&self.worker, key, async move { session.freeze_wallet(&coin, &id, duration).await });
    }

    /// Works out anew what the marks of wallets need, where the lists have changed or a freeze has ended.
    pub fn keep_around(&mut self) {
        let lists = (self.approvals.listing().generation, self.wallets.listing().generation);
        let now = self.platform_now();
        if self.around_of == lists && self.around_holds_until.is_none_or(|end| now < end) {
            return;
        }
        let waiting = self.approvals.rows().iter().filter_map(|approval| approval.wallet.clone());
        let generation = self.around.generation + 1;
        self.around = Around { generation, now, waiting: waiting.collect() };
        let ends = self.wallets.rows().iter().filter_map(|wallet| wallet.freeze.as_ref()?.expires);
        self.around_holds_until = ends.filter(|end| *end > now).min();
        self.around_of = lists;
    }

    /// Takes over what has come for the page.
    /// Says whether the wallet itself has come.
    pub fn poll_page(&mut self) -> bool {
        let has_come = self.page.look.poll();
        if has_come && self.page.is_gone() {
            self.read_wallets();
        }
        self.page.past.poll();
        has_come && self.page.look.ready().is_some()
    }

    /// The wallet of the page, where it was read for it.
    pub fn page_look(&self, id: &str) -> View<'_, WalletLook> {
        if self.page.id == id { self.page.look.view() } else { View::NotAsked }
    }

    /// The same for its transfers.
    pub fn page_transfers(&self) -> View<'_, TransferLook> {
        self.page.past.view()
    }

    /// What waits for approval about this wallet, the oldest first.
    pub fn waiting_for_wallet(&self, id: &str) -> Vec<WaitingHere> {
        let me = &self.session.user().id;
        let names = &self.names;
        let approvals = self.approvals.rows().iter().zip(self.cases());
        let here = approvals.filter(|(approval, _)| approval.wallet.as_deref() == Some(id));
        let mut waiting: Vec<WaitingHere> = here
            .map(|(approval, case)| WaitingHere {
                id: approval.id.clone(),
                what: approval.summary(names),
                asked_by: names.of(&approval.creator),
                asked: approval.created,
                standing: case.can_approve(me).map_err(|why| why.word()),
            })
            .collect();
        waiting.sort_by_key(|waiting| waiting.asked);
        waiting
    }
}
