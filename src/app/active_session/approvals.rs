//! What waits for approval, who may decide it, and the decision itself.

use std::collections::{BTreeMap, BTreeSet};

use futures::StreamExt;
use futures::future::BoxFuture;

use super::ActiveSession;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::approvals::ApprovalQuery;
use crate::bitgo::error::Error;
use crate::bitgo::session::Session;
use crate::bitgo::transfers::{Direction, Transfer, TransferEntry, TransferQuery};
use crate::bitgo::wallet::{MAX_PAGE_SIZE, Wallet};
use crate::domain::amount::Balance;
use crate::domain::approval::{Case, KnownAddresses};
use crate::kit::state::View;
use crate::panels::approvals::Surroundings;

/// Who may decide each approval, kept until approvals or wallets change.
#[derive(Default)]
pub struct Cases {
    made_for: Option<(u64, u64)>,
    cases: Vec<Case>,
}

/// What is known around the approval that is being looked at.
#[derive(Default)]
pub struct Background {
    /// The approval, by ID.
    approval: String,
    known: Task<Surroundings>,
}

/// So many pages of a wallet's past are read for one withdrawal.
const PAGES_OF_PAST: usize = 4;

/// What a wallet has sent, its tokens with it, in pages as large as they come: what it received tells nothing of whom it
/// pays, and dust would fill the pages.
fn past_payments() -> TransferQuery {
    let direction = Some(Direction::Send);
    TransferQuery { direction, all_tokens: true, page_size: MAX_PAGE_SIZE, ..TransferQuery::default() }
}

/// Whom a transfer has paid: not what comes back to its own wallet, and nobody who got nothing, for a transfer of nothing
/// is how a false address gets into a wallet's past.
fn paid_by(transfer: Transfer) -> impl Iterator<Item = String> {
    let has_left = transfer.has_left();
    let own = Some(transfer.wallet).filter(|own| !own.is_empty());
    let is_paid = move |entry: &TransferEntry| {
        let gets = entry.value.as_ref().and_then(Balance::exact);
        has_left
            && gets.is_some_and(|units| !units.is_zero() && !units.is_negative())
            && (entry.wallet.is_none() || entry.wallet != own)
    };
    transfer.entries.into_iter().filter(is_paid).map(|entry| entry.address)
}

/// Around a withdrawal: the wallet, and what it has paid.
async fn around_withdrawal(
    session: Session,
    coin: String,
    wallet_id: String,
    own: Vec<(String, String)>,
) -> Result<Surroundings, Error> {
    let wallet = session.wallet_with_rules(&coin, &wallet_id).await?;
    let mut past = session.transfers(&coin, &wallet_id, past_payments());
    let (mut paid, mut is_whole) = (Vec::new(), false);
    for _ in 0..PAGES_OF_PAST {
        let Some(page) = past.next().await else {
            is_whole = true;
            break;
        };
        paid.extend(page?.items.into_iter().flat_map(paid_by));
    }
    let known = KnownAddresses { whitelist: wallet.whitelist(&coin), paid, own, is_whole };
    Ok(Surroundings::of_withdrawal(wallet, known))
}

/// Around everything else on a wallet: the wallet with its rules and people.
async fn around_wallet(session: Session, coin: String, wallet_id: String) -> Result<Surroundings, Error> {
    session.wallet_with_rules(&coin, &wallet_id).await.map(Surroundings::of_wallet)
}

/// Around what is an enterprise's: its people.
async fn around_enterprise(session: Session, enterprise: String) -> Result<Surroundings, Error> {
    session.enterprise_people(&enterprise).await.map(Surroundings::of_enterprise)
}

impl ActiveSession {
    /// Reads what is known around an approval that is looked at.
    pub fn read_background(&mut self, approval_id: &str) {
        let Some(approval) = self.approvals.rows().iter().find(|it| it.id == approval_id) else { return };
        let session = self.session.clone();
        let (is_withdrawal, enterprise) = (approval.info.kind.is_withdrawal(), approval.enterprise.clone());
        let on_wallet = approval.coin.clone().zip(approval.wallet.clone());
        let work: BoxFuture<'static, _> = match (on_wallet, enterprise) {
            (Some((coin, wallet)), _) if is_withdrawal => {
                Box::pin(around_withdrawal(session, coin, wallet, self.own_addresses()))
            }
            (Some((coin, wallet)), _) => Box::pin(around_wallet(session, coin, wallet)),
            (None, Some(enterprise)) => Box::pin(around_enterprise(session, enterprise)),
            (None, None) => return,
        };
        if self.background.approval != approval_id {
            // What is known around another one must not stand in while this one is read.
            self.background = Background { approval: approval_id.to_owned(), known: Task::default() };
        }
        let key = Work::reading("Reading what an approval is about");
        self.background.known.start(&self.worker, key, work);
    }

    /// The addresses of the person's wallets, each with what the wallet is called.
    fn own_addresses(&self) -> Vec<(String, String)> {
        let named = |wallet: &Wallet| Some((wallet.receive_address.clone()?, wallet.label.clone()));
        self.wallets.rows().iter().filter_map(named).collect()
    }

    /// What is known around this approval; nothing while another one was asked about last.
    pub fn background(&self, approval_id: &str) -> View<'_, Surroundings> {
        if self.background.approval == approval_id { self.background.known.view() } else { View::NotAsked }
    }

    /// Takes over what has come.
    pub fn poll_background(&mut self) {
        self.background.known.poll();
    }

    /// Reads the pending approvals from the start.
    pub fn read_approvals(&mut self) {
        let pages = self.session.pending_approvals(ApprovalQuery::default());
        self.approvals.read(&self.worker, Work::reading("Reading approvals"), pages);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::transfers::TransferState;

    #[test]
    fn paid_is_who_got_something_from_this_wallet() {
        let entry = |address: &str, wallet: Option<&str>, value: Option<&str>| TransferEntry {
            address: address.to_owned(),
            wallet: wallet.map(str::to_owned),
            value: value.map(Balance::from_wire),
            ..TransferEntry::default()
        };
        let transfer = |direction, state| Transfer {
            wallet: "w1".to_owned(),
            direction,
            state,
            entries: vec![
                entry("supplier", None, Some("5")),
                entry("vault", Some("w2"), Some("5")),
                entry("change", Some("w1"), Some("5")),
                entry("spoof", None, Some("0")),
                entry("source", None, Some("-9")),
                entry("not told", None, None),
                entry("odd", None, Some("1.5")),
            ],
            ..Transfer::default()
        };
        for (direction, state, paid) in [
            (Direction::Send, TransferState::Confirmed, &["supplier", "vault"][..]),
            (Direction::Send, TransferState::Unconfirmed, &["supplier", "vault"]),
            (Direction::Send, TransferState::Rejected, &[]),
            (Direction::Receive, TransferState::Confirmed, &[]),
        ] {
            let found: Vec<String> = paid_by(transfer(direction.clone(), state.clone())).collect();
            assert_eq!(found, paid, "{direction:?} {state:?}");
        }
        let asked = past_payments();
        assert_eq!((asked.direction, asked.all_tokens, asked.page_size), (Some(Direction::Send), true, 500));
    }
}
