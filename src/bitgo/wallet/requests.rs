//! Wallets by list and by ID, and their balances.

use std::sync::{Arc, Mutex, PoisonError};

use super::{CoinBalance, SharedWords, Wallet, WalletQuery, usual_page};
use crate::bitgo::approvals::{ApprovalKind, ApprovalQuery, PendingApproval};
use crate::bitgo::error::Error;
use crate::bitgo::fields::Fields;
use crate::bitgo::paging::{Batch, Pages};
use crate::bitgo::raw_object::RawObject;
use crate::bitgo::raw_text::RawText;
use crate::bitgo::routes::Route;
use crate::bitgo::session::Session;
use crate::domain::diagnosis::ErrorCause;
use bytes::Bytes;
use futures::StreamExt;

impl Session {
    /// Streams the wallets, page by page.
    pub fn wallets(&self, query: WalletQuery) -> Pages<Arc<Wallet>> {
        let words = Arc::new(Mutex::new(SharedWords::default()));
        let read = move |answer: Bytes| {
            read_wallets(&answer, &mut words.lock().unwrap_or_else(PoisonError::into_inner))
        };
        self.raw_pages_ahead(move |session| Ok(query.list(session.call(Route::Wallets, &[])?)), read)
    }

    /// How many wallets match.
    pub async fn wallet_count(&self, query: &WalletQuery) -> Result<u64, Error> {
        let call = query.filters(self.call(Route::WalletCount, &[])?);
        self.ask(call, |mut fields| fields.whole("count").ok_or("it holds no count")).await
    }

    /// One wallet in full, with its people, keys and policy (spec: GET /api/v2/{coin}/wallet/{walletId}).
    pub async fn wallet(&self, coin: &str, id: &str) -> Result<Wallet, Error> {
        let call = self.call(Route::Wallet, &[coin, id])?;
        self.client().read_bytes(call, |answer| read_whole_wallet(&answer, coin)).await
    }

    /// One wallet in full with its policy rules. Only the list tells the rules for certain (spec: `expandPolicy` of
    /// GET /api/v2/wallets); it leaves out wallets on which the person has no role, which are asked for by ID.
    pub async fn wallet_with_rules(&self, coin: &str, id: &str) -> Result<Wallet, Error> {
        let query = WalletQuery { ids: vec![id.to_owned()], page_size: 1, ..WalletQuery::default() };
        let listed = match self.wallets(query).next().await {
            Some(page) => page?.items.into_iter().find(|wallet| wallet.id == id),
            None => None,
        };
        match listed {
            Some(wallet) => Ok(Arc::unwrap_or_clone(wallet)),
            None => self.wallet(coin, id).await,
        }
    }

    /// Whether an address is one of the wallet's own (spec: GET /api/v2/{coin}/wallet/{walletId}/address/{addressOrId}).
    pub async fn owns_address(&self, coin: &str, wallet: &str, address: &str) -> Result<bool, Error> {
        let call = self.call(Route::WalletAddress, &[coin, wallet, address])?;
        let is_told = |mut fields: Fields| {
            let told = fields.text("address").zip(fields.text("wallet"));
            let (found, of) = told.ok_or("it holds no address of a wallet")?;
            Ok(found == address && of == wallet)
        };
        match self.ask(call, is_told).await {
            Err(error) if error.facts().cause() == ErrorCause::NotFound => Ok(false),
            answer => answer,
        }
    }

    /// Everything of these kinds that waits for approval about a wallet; of any kind where none is named.
    pub(crate) async fn approvals_of_wallet(
        &self,
        id: &str,
        kinds: Vec<ApprovalKind>,
    ) -> Result<Vec<PendingApproval>, Error> {
        let query = ApprovalQuery { wallet: Some(id.to_owned()), kinds, ..ApprovalQuery::default() };
        let (mut approvals, mut pages) = (Vec::new(), self.pending_approvals(query));
        while let Some(page) = pages.next().await {
            approvals.extend(page?.items);
        }
        Ok(approvals)
    }

    /// The platform's totals of every coin over all wallets.
    pub async fn total_balances(&self) -> Result<Vec<CoinBalance>, Error> {
        self.ask(self.call(Route::WalletBalances, &[])?, |mut fields| {
            let balances = fields.objects("balances").ok_or("it holds no list of balances")?;
            Ok(balances.into_iter().map(CoinBalance::read).collect())
        })
        .await
    }
}

/// A wallet without an ID is none.
pub(in crate::bitgo) fn read_wallet(fields: Fields, coin: Option<&str>) -> Result<Wallet, &'static str> {
    let wallet = Wallet::read(fields, coin);
    if wallet.id.is_empty() { Err("it holds no wallet") } else { Ok(wallet) }
}

/// The wallet that is a whole answer, which it keeps as it came.
fn read_whole_wallet(answer: &Bytes, coin: &str) -> Result<Wallet, &'static str> {
    RawObject::of_answer(answer)?;
    let text = std::str::from_utf8(answer).map_err(|_| "it is not JSON")?;
    let wallet = Wallet::of_raw(RawText::part_of(answer, text), &mut SharedWords::default(), Some(coin));
    if wallet.id.is_empty() { Err("it holds no wallet") } else { Ok(wallet) }
}

/// Reads a page where it stands: its wallets share its memory.
pub(in crate::bitgo) fn read_wallets(
    answer: &Bytes,
    words: &mut SharedWords,
) -> Result<Batch<Arc<Wallet>>, &'static str> {
    match usual_page::read(answer, words) {
        Some(page) => Ok(page),
        None => read_unusual(answer, words),
    }
}

/// Reads a page in which anything may be another thing than documented.
pub(super) fn read_unusual(
    answer: &Bytes,
    words: &mut SharedWords,
) -> Result<Batch<Arc<Wallet>>, &'static str> {
    let (page, items) = RawObject::with_items(answer, "wallets")?;
    let items = items.filter(|items| items.iter().all(|item| item.starts_with('{')));
    let items = items.ok_or("it holds no list of wallets")?;
    let list_coin = page.text("coin");
    let mut read = |item| {
        let wallet = Wallet::of_raw(RawText::part_of(answer, item), words, list_coin.as_deref());
        (wallet.id.clone(), Arc::new(wallet))
    };
    Ok(Batch {
        items: items.into_iter().map(&mut read).collect(),
        total: page.whole("totalCount"),
        next: page.text("nextBatchPrevId").map(Into::into),
        ends_at_repeated_key: false,
    })
}
