//! What waits for approval, and who may decide it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::ActiveSession;
use crate::app::paged_list::{Extent, PagedList};
use crate::app::work::Work;
use crate::bitgo::approvals::{ApprovalQuery, ApprovalRow, PendingApproval};
use crate::bitgo::wallet::{Wallet, WalletIndex};
use crate::domain::share::WalletFacts;
use crate::kit::state::Listing;

/// The approvals with who may decide each, kept until approvals or wallets change. A page of either costs what is in it, not
/// what has come before.
#[derive(Default)]
pub struct ApprovalRows {
    /// The approvals and the wallets that they were made of.
    made_of: (Extent, Extent),
    rows: Vec<ApprovalRow>,
    /// The places of the approvals of each wallet, by its ID.
    of_wallet: HashMap<String, Vec<usize>>,
    /// How many of them this person can approve now.
    for_me: usize,
}

impl ApprovalRows {
    /// Takes over how the lists stand now. `me` is the person, by ID. Says how many rows were worked out for that.
    fn keep(&mut self, approvals: &PagedList<PendingApproval>, wallets: WalletsNow<'_>, me: &str) -> usize {
        let now = (approvals.extent(), wallets.extent);
        if self.made_of == now {
            return 0;
        }
        let (more, more_wallets) = (now.0.grown_since(self.made_of.0), now.1.grown_since(self.made_of.1));
        self.made_of = now;
        let Some(more) = more else { return self.make_again(approvals.rows(), wallets, me) };
        let decided_anew = match more_wallets {
            Some(places) => self.places_of(places, wallets),
            None => (0..self.rows.len()).collect(),
        };
        for place in &decided_anew {
            self.take_over_admins(*place, wallets, me);
        }
        for approval in approvals.rows().get(more.clone()).unwrap_or_default() {
            self.add(ApprovalRow::again(approval, None, wallets.admins(approval)), me);
        }
        decided_anew.len() + more.len()
    }

    /// What has not changed since it was examined is not examined again.
    fn make_again(&mut self, approvals: &[PendingApproval], wallets: WalletsNow<'_>, me: &str) -> usize {
        let before = std::mem::take(&mut self.rows);
        let before: HashMap<&str, &ApprovalRow> =
            before.iter().map(|row| (row.approval.id.as_str(), row)).collect();
        (self.for_me, self.of_wallet) = (0, HashMap::new());
        for approval in approvals {
            let was = before.get(approval.id.as_str()).copied();
            self.add(ApprovalRow::again(approval, was, wallets.admins(approval)), me);
        }
        approvals.len()
    }

    fn add(&mut self, row: ApprovalRow, me: &str) {
        if let Some(wallet) = &row.approval.wallet {
            self.of_wallet.entry(wallet.clone()).or_default().push(self.rows.len());
        }
        self.for_me += usize::from(row.status.can_approve(me).is_ok());
        self.rows.push(row);
    }

    /// The places of the approvals of the wallets in these places.
    fn places_of(&self, wallets: Range<usize>, all: WalletsNow<'_>) -> Vec<usize> {
        let ids = wallets.filter_map(|place| all.rows.get(place)).map(|wallet| wallet.id.as_str());
        ids.filter_map(|id| self.of_wallet.get(id)).flatten().copied().collect()
    }

    /// Works out again who may decide this one, which is as it was.
    fn take_over_admins(&mut self, place: usize, wallets: WalletsNow<'_>, me: &str) {
        let Some(row) = self.rows.get_mut(place) else { return };
        self.for_me -= usize::from(row.status.can_approve(me).is_ok());
        row.status = row.approval.status(wallets.admins(&row.approval));
        self.for_me += usize::from(row.status.can_approve(me).is_ok());
    }
}

/// The wallets as far as they have come.
#[derive(Clone, Copy)]
struct WalletsNow<'a> {
    extent: Extent,
    rows: &'a [Arc<Wallet>],
    index: &'a WalletIndex,
}

impl WalletsNow<'_> {
    /// The admins of the wallet that an approval is about, as far as it has come.
    fn admins(&self, approval: &PendingApproval) -> Vec<String> {
        let place = approval.wallet.as_deref().and_then(|id| self.index.place(id));
        let wallet = place.and_then(|place| self.rows.get(place)).map(|wallet| wallet.for_sharing());
        wallet.iter().flat_map(WalletFacts::admins).map(str::to_owned).collect()
    }
}

impl ActiveSession {
    /// Reads the pending approvals from the start.
    pub fn read_approvals(&mut self) {
        let pages = self.session.pending_approvals(ApprovalQuery::default());
        self.approvals.read(&self.worker, Work::reading("Reading approvals"), pages);
    }

    /// Each approval with who may decide it.
    pub fn approval_rows(&self) -> &[ApprovalRow] {
        &self.approval_rows.rows
    }

    /// The same as far as the list has been read, for a panel.
    pub fn approval_listing(&self) -> Listing<'_, ApprovalRow> {
        self.approvals.listing().with_rows(self.approval_rows())
    }

    /// How many approvals this person can give now.
    pub fn can_approve(&self) -> usize {
        self.approval_rows.for_me
    }

    /// Works out again who may decide where approvals or wallets have changed. Where the platform names nobody, a
    /// wallet's admins decide.
    pub fn keep_approval_rows(&mut self) {
        let (extent, rows, index) = (self.wallets.extent(), self.wallets.rows(), &self.wallet_data.index);
        let me = &self.session.user().id;
        let _ = self.approval_rows.keep(&self.approvals, WalletsNow { extent, rows, index }, me);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::time::Duration;

    use futures::stream;
    use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

    use super::*;
    use crate::app::worker::Worker;
    use crate::bitgo::error::Error;
    use crate::bitgo::paging::Page;
    use crate::bitgo::wallet::WalletUser;

    /// A list whose pages the test hands out.
    struct Fed<T> {
        list: PagedList<T>,
        pages: UnboundedSender<Vec<T>>,
    }

    impl<T: Clone + Send + Sync + 'static> Fed<T> {
        fn new() -> Self {
            let worker = Worker::new(tokio::runtime::Handle::current(), egui::Context::default());
            let (pages, arrivals) = unbounded_channel();
            let next = |mut arrivals: UnboundedReceiver<Vec<T>>| async move {
                let items = arrivals.recv().await?;
                let page =
                    Page { items, total: None, has_changed: false, is_last: false, so_far: 0, repeated: 0 };
                Some((Ok::<_, Error>(page), arrivals))
            };
            let mut list = PagedList::default();
            list.read(&worker, Work::reading("Reading"), stream::unfold(arrivals, next));
            Self { list, pages }
        }

        async fn take(&mut self, page: Vec<T>) {
            let expected = self.list.rows().len() + page.len();
            self.pages.send(page).unwrap();
            while self.list.rows().len() < expected {
                tokio::time::sleep(Duration::from_millis(1)).await;
                self.list.poll();
            }
        }
    }

    fn approval(number: usize, wallet: &str) -> PendingApproval {
        let (id, wallet) = (format!("a{number}"), Some(wallet.to_owned()));
        PendingApproval { id, wallet, creator: "zoe".to_owned(), ..PendingApproval::default() }
    }

    fn wallet(id: &str, admin: &str) -> Arc<Wallet> {
        let admin = WalletUser { user: admin.into(), permissions: ["admin".into()].into() };
        Arc::new(Wallet { id: id.into(), users: [admin].into(), ..Wallet::default() })
    }

    fn deciders(rows: &ApprovalRows) -> Vec<String> {
        rows.rows.iter().map(|row| row.status.deciders.join("+")).collect()
    }

    #[tokio::test]
    async fn a_page_costs_what_is_in_it_and_gives_what_all_would_give() {
        let (mut approvals, mut wallets) = (Fed::new(), Fed::new());
        let (mut rows, mut index) = (ApprovalRows::default(), WalletIndex::default());
        let mut keep = |rows: &mut ApprovalRows, approvals: &Fed<_>, wallets: &Fed<Arc<Wallet>>| {
            index.grow(wallets.list.edition(), wallets.list.rows());
            let now = WalletsNow { extent: wallets.list.extent(), rows: wallets.list.rows(), index: &index };
            let cost = rows.keep(&approvals.list, now, "ada");
            let mut afresh = ApprovalRows::default();
            afresh.keep(&approvals.list, now, "ada");
            assert_eq!((&rows.rows, rows.for_me), (&afresh.rows, afresh.for_me));
            cost
        };
        approvals.take((0..300).map(|n| approval(n, if n % 3 == 0 { "w1" } else { "w2" })).collect()).await;
        assert_eq!(keep(&mut rows, &approvals, &wallets), 300);
        assert_eq!(keep(&mut rows, &approvals, &wallets), 0);
        wallets.take(vec![wallet("first", "ben")]).await;
        assert_eq!(keep(&mut rows, &approvals, &wallets), 300, "it may stand in place of others");
        wallets.take((0..500).map(|n| wallet(&format!("other {n}"), "ben")).collect()).await;
        assert_eq!(keep(&mut rows, &approvals, &wallets), 0, "none of them is asked about");
        wallets.take(vec![wallet("w1", "ada"), wallet("w9", "ada")]).await;
        assert_eq!((keep(&mut rows, &approvals, &wallets), rows.for_me), (100, 300));
        approvals.take(vec![approval(300, "w9"), approval(301, "w2")]).await;
        assert_eq!((keep(&mut rows, &approvals, &wallets), rows.for_me), (2, 302));
        assert_eq!(deciders(&rows)[299..], ["", "ada", ""]);
        wallets.list.change(502, |it| *it = wallet("w9", "ben"));
        assert_eq!((keep(&mut rows, &approvals, &wallets), rows.for_me), (302, 301));
        approvals.list.change(0, |it| it.approvers = vec!["ben".to_owned()]);
        assert_eq!((keep(&mut rows, &approvals, &wallets), rows.for_me), (302, 300));
    }
}
