//! Reading what stands beside an approval.

use futures::StreamExt;

use super::ApprovalFacts;
use crate::bitgo::approvals::PendingApproval;
use crate::bitgo::error::Error;
use crate::bitgo::session::Session;
use crate::bitgo::transfers::{Direction, Transfer, TransferEntry, TransferQuery};
use crate::bitgo::wallet::MAX_PAGE_SIZE;
use crate::domain::amount::Balance;
use crate::domain::approval::KnownAddresses;

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

impl PendingApproval {
    /// Whether anything can be read beside it.
    pub fn has_facts(&self) -> bool {
        (self.wallet.is_some() && self.coin.is_some()) || self.enterprise.is_some()
    }
}

impl Session {
    /// Reads what an approval is about: for a withdrawal the wallet and whom it has paid, for everything else on a wallet
    /// the wallet with its rules and people, for what is an enterprise's its people. `own` are the addresses of the
    /// person's wallets, each with what the wallet is called.
    pub async fn approval_facts(
        &self,
        approval: &PendingApproval,
        own: Vec<(String, String)>,
    ) -> Result<ApprovalFacts, Error> {
        match (&approval.coin, &approval.wallet, &approval.enterprise) {
            (Some(coin), Some(wallet), _) if approval.info.kind.is_withdrawal() => {
                self.withdrawal_facts(coin, wallet, own).await
            }
            (Some(coin), Some(wallet), _) => {
                self.wallet_with_rules(coin, wallet).await.map(ApprovalFacts::of_wallet)
            }
            (_, _, Some(enterprise)) => {
                self.enterprise_people(enterprise).await.map(ApprovalFacts::of_enterprise)
            }
            _ => Ok(ApprovalFacts::default()),
        }
    }

    async fn withdrawal_facts(
        &self,
        coin: &str,
        wallet: &str,
        own: Vec<(String, String)>,
    ) -> Result<ApprovalFacts, Error> {
        let now = self.wallet_with_rules(coin, wallet).await?;
        let mut past = self.transfers(coin, wallet, past_payments());
        let (mut paid, mut is_whole) = (Vec::new(), false);
        for _ in 0..PAGES_OF_PAST {
            let Some(page) = past.next().await else {
                is_whole = true;
                break;
            };
            paid.extend(page?.items.into_iter().flat_map(paid_by));
        }
        let known = KnownAddresses { whitelist: now.whitelist(coin), paid, own, is_whole };
        Ok(ApprovalFacts::of_withdrawal(now, known))
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
                entry("not reported", None, None),
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
