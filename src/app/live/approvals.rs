//! What waits for approval, who may decide it, and the decision itself.

use std::collections::{BTreeMap, BTreeSet};

use futures::StreamExt;

use super::Live;
use crate::app::cell::Cell;
use crate::app::worker::Worker;
use crate::bitgo::approvals::ApprovalQuery;
use crate::bitgo::error::Error;
use crate::bitgo::session::Session;
use crate::bitgo::transfers::{Transfer, TransferQuery};
use crate::domain::approval::{Case, KnownAddresses};
use crate::kit::state::View;

/// Who may decide each approval, kept until approvals or wallets change.
#[derive(Default)]
pub struct Cases {
    made_for: Option<(u64, u64)>,
    cases: Vec<Case>,
}

/// What is known around the withdrawal that is being looked at.
#[derive(Default)]
pub struct Background {
    /// The approval, by ID.
    approval: String,
    known: Cell<KnownAddresses>,
}

/// So many pages of a wallet's past are read for one withdrawal.
const PAGES_OF_PAST: usize = 4;

async fn known_addresses(
    session: Session,
    coin: String,
    wallet_id: String,
    own: Vec<(String, String)>,
) -> Result<KnownAddresses, Error> {
    let wallet = session.wallet_with_rules(&coin, &wallet_id).await?;
    let mut past = session.transfers(&coin, &wallet_id, TransferQuery::default());
    let (mut paid, mut is_whole) = (Vec::new(), false);
    for _ in 0..PAGES_OF_PAST {
        let Some(page) = past.next().await else {
            is_whole = true;
            break;
        };
        let sent = page?.items.into_iter().filter(Transfer::has_left);
        paid.extend(sent.flat_map(|it| it.entries).filter(|it| it.wallet.is_none()).map(|it| it.address));
    }
    Ok(KnownAddresses { whitelist: wallet.whitelist(), paid, own, is_whole })
}

impl Live {
    /// Reads what is known around a withdrawal, once for each that is looked at.
    pub fn read_background(&mut self, worker: &Worker, approval_id: &str) {
        let Some(approval) = self.approvals.rows().iter().find(|it| it.id == approval_id) else { return };
        let (Some(coin), Some(wallet)) = (approval.coin.clone(), approval.wallet.clone()) else { return };
        let own = self
            .wallets
            .rows()
            .iter()
            .filter_map(|wallet| Some((wallet.receive_address.clone()?, wallet.label.clone())));
        let work = known_addresses(self.session.clone(), coin, wallet, own.collect());
        approval_id.clone_into(&mut self.background.approval);
        let key = self.asking("what is known around a withdrawal");
        self.background.known.ask(worker, key, work);
    }

    /// What is known around this withdrawal; nothing while another one was asked about last.
    pub fn background(&self, approval_id: &str) -> View<'_, KnownAddresses> {
        if self.background.approval == approval_id { self.background.known.view() } else { View::NotAsked }
    }

    /// Takes over what has come.
    pub fn poll_background(&mut self) {
        self.background.known.poll();
    }

    /// Reads the pending approvals from the start.
    pub fn read_approvals(&mut self, worker: &Worker) {
        let pages = self.session.pending_approvals(ApprovalQuery::default());
        self.approvals.read(worker, self.asking("pending approvals"), pages);
    }

    /// Who may decide each of the approvals, in their order.
    pub fn cases(&self) -> &[Case] {
        &self.cases.cases
    }

    /// How many approvals this person can give now.
    pub fn can_approve(&self) -> usize {
        let me = &self.session.user().id;
        self.cases().iter().filter(|case| case.can_approve(me).is_ok()).count()
    }

    /// Works out who may decide anew where approvals or wallets have changed. Where the platform names nobody, a
    /// wallet's admins decide.
    pub fn keep_cases(&mut self) {
        let made_for = Some((self.approvals.listing().generation, self.wallets.listing().generation));
        if self.cases.made_for == made_for {
            return;
        }
        let asked: BTreeSet<&str> =
            self.approvals.rows().iter().filter_map(|approval| approval.wallet.as_deref()).collect();
        let wallets = self.wallets.rows().iter().filter(|wallet| asked.contains(wallet.id.as_str()));
        let admins: BTreeMap<&str, Vec<String>> = wallets
            .map(|wallet| (wallet.id.as_str(), wallet.for_sharing().admins().map(str::to_owned).collect()))
            .collect();
        let of = |id: Option<&str>| id.and_then(|id| admins.get(id)).cloned().unwrap_or_default();
        let cases = self.approvals.rows().iter().map(|it| it.case(of(it.wallet.as_deref()))).collect();
        self.cases = Cases { made_for, cases };
    }
}
