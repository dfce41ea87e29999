//! A wallet's transfers, as far back as they have been read.

use std::sync::Arc;

use futures::StreamExt;
use jiff::Timestamp;
use tokio::sync::Mutex;

use crate::app::active_session::ActiveSession;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::paging::{Page, Pages};
use crate::bitgo::transfers::{Transfer, TransferHistory, TransferQuery};
use crate::kit::state::{Loadable, Reading};

#[derive(Default)]
pub(super) struct TransferPages {
    pages: Option<Arc<Mutex<Pages<Transfer>>>>,
    next: Task<Option<Page<Transfer>>>,
    read: Option<TransferHistory>,
    /// When the first page was asked for, which is the oldest.
    read_at: Option<Timestamp>,
}

impl TransferPages {
    /// Reads the next page, or the first one.
    pub(super) fn read_older(&mut self, session: &ActiveSession, coin: &str, id: &str) {
        if self.pages.is_none() {
            self.read = None;
            self.read_at = Some(Timestamp::now());
        }
        let first = || Arc::new(Mutex::new(session.session.transfers(coin, id, TransferQuery::default())));
        let pages = self.pages.get_or_insert_with(first).clone();
        self.next.start(&session.worker, Work::reading("Reading transfers"), async move {
            pages.lock().await.next().await.transpose()
        });
    }

    /// Takes over a page that has come.
    pub(super) fn poll(&mut self) {
        if !self.next.poll() {
            return;
        }
        if self.next.error().is_some() {
            // A stream that broke off has lost its place: the next reading begins at the start.
            self.pages = None;
            return;
        }
        let Some(page) = self.next.take_ready() else { return };
        let read = self.read.get_or_insert_default();
        match page {
            Some(page) => read.take_in(page),
            None => read.has_ended = true,
        }
    }

    pub(super) fn reading(&self) -> Reading<'_> {
        let read_at = self.read_at.filter(|_| self.read.is_some());
        Reading { read_at, ..self.next.reading("transfers") }
    }

    pub(super) fn view(&self) -> Loadable<'_, TransferHistory> {
        match self.next.view() {
            Loadable::Pending(_) => Loadable::Pending(self.read.as_ref()),
            Loadable::Failed(failure, _) => Loadable::Failed(failure, self.read.as_ref()),
            Loadable::NotAsked | Loadable::Ready(_) => {
                self.read.as_ref().map_or(Loadable::NotAsked, Loadable::Ready)
            }
        }
    }
}
