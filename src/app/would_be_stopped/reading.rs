//! How a wallet is read before it is told what would stop a withdrawal from it.

use std::sync::Arc;

use jiff::Timestamp;
use tokio::task::spawn_blocking;

use crate::app::error::AppError;
use crate::bitgo::error::Error;
use crate::bitgo::session::Session;
use crate::bitgo::transfers::{Direction, TransferHistory, TransferQuery};
use crate::bitgo::wallet::Wallet;
use crate::domain::address::{AddressNetwork, ComparedAddress};
use crate::domain::coin::coins;
use crate::panels::would_be_stopped::WalletReading;

/// Transfers a page, and so many pages at most: of what is older it is said that it is not known.
const PAGE: u16 = 500;
const MOST_PAGES: usize = 10;

/// Reads a wallet with its rules and what left it; `wallets` are those of the list, for their addresses. `read_at` is when this
/// begins, by the platform's clock.
pub(super) async fn read_wallet(
    session: Session,
    coin: String,
    id: String,
    wallets: Arc<Vec<Arc<Wallet>>>,
    read_at: Timestamp,
) -> Result<WalletReading, AppError> {
    let wallet = session.wallet_with_rules(&coin, &id).await?;
    let history = read_history(&session, &coin, &id).await;
    if let Err(error) = &history {
        tracing::warn!(%error, "the transfers of a wallet could not be read");
    }
    let made = spawn_blocking(move || reading_of(wallet, history.ok().as_ref(), &wallets, read_at));
    made.await.map_err(|_| AppError::broke_off())
}

async fn read_history(session: &Session, coin: &str, id: &str) -> Result<TransferHistory, Error> {
    let query = TransferQuery {
        direction: Some(Direction::Send),
        all_tokens: true,
        page_size: PAGE,
        ..TransferQuery::default()
    };
    TransferHistory::read(session.transfers(coin, id, query), MOST_PAGES).await
}

fn reading_of(
    wallet: Wallet,
    history: Option<&TransferHistory>,
    wallets: &[Arc<Wallet>],
    read_at: Timestamp,
) -> WalletReading {
    let network = AddressNetwork::of_coin(&wallet.coin);
    let compared = |address: &str| ComparedAddress::new(address, &network);
    let is_near = |other: &&Arc<Wallet>| other.enterprise == wallet.enterprise && is_beside(other, &wallet);
    let own = wallets.iter().filter(is_near).flat_map(|it| it.own_addresses());
    let whitelist = wallet.whitelist(&wallet.coin).map(|it| it.addresses).unwrap_or_default();
    let paid = history.into_iter().flat_map(TransferHistory::paid);
    WalletReading {
        facts: wallet.for_sharing(),
        rules: wallet.guarding_rules(),
        past: history.map(|it| it.past(Timestamp::MIN)),
        paid: paid.map(compared).collect(),
        whitelist: whitelist.iter().map(|it| compared(it)).collect(),
        own: own.map(|it| compared(&it)).collect(),
        read_at,
        wallet,
    }
}

/// Whether the addresses of both are of one network.
fn is_beside(one: &Wallet, other: &Wallet) -> bool {
    let network = |wallet: &Wallet| coins().get(&wallet.coin).map(|it| (it.family, it.network));
    one.coin == other.coin || network(one).is_some() && network(one) == network(other)
}
