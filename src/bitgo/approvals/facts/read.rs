//! Reading what stands beside an approval.

use super::{ApprovalFacts, PastPayments};
use crate::bitgo::approvals::{Built, PendingApproval};
use crate::bitgo::error::Error;
use crate::bitgo::session::{Session, in_background};
use crate::domain::approval::ListedWallets;

/// The platform is asked about so many addresses of one transaction: change is one output, hardly ever more than a few.
const MOST_ASKED: usize = 5;

impl PendingApproval {
    /// Whether anything can be read beside it.
    pub fn has_facts(&self) -> bool {
        (self.wallet.is_some() && self.coin.is_some()) || self.enterprise.is_some()
    }
}

impl Session {
    /// Reads what an approval is about: for a withdrawal, and for addresses that come to a whitelist, the wallet and whom it
    /// has paid, for everything else on a wallet the wallet with its rules and people, for what is an enterprise's its people. `listed` are the wallets that
    /// the person has a role on. An error is that nothing could be read; of what was read in part,
    /// [`ApprovalFacts::undone_checks`] says what is missing.
    pub async fn approval_facts(
        &self,
        approval: &PendingApproval,
        listed: ListedWallets,
    ) -> Result<ApprovalFacts, Error> {
        match (&approval.coin, &approval.wallet, &approval.enterprise) {
            (Some(coin), Some(wallet), _) if approval.info.kind.is_withdrawal() => {
                let facts = self.withdrawal_facts(coin, wallet, listed).await?;
                Ok(self.with_owned_addresses(approval, coin, wallet, facts).await)
            }
            (Some(coin), Some(wallet), _) if approval.lists_addresses() => {
                self.withdrawal_facts(coin, wallet, listed).await
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

    /// With those of the addresses of the transaction that are the wallet's own, of which nothing else says so. What could not
    /// be asked is not known to be.
    async fn with_owned_addresses(
        &self,
        approval: &PendingApproval,
        coin: &str,
        wallet: &str,
        facts: ApprovalFacts,
    ) -> ApprovalFacts {
        let unknown = Built::of(approval, Some(&facts)).unknown_addresses();
        let mut owned = Vec::new();
        for address in unknown.into_iter().take(MOST_ASKED) {
            if self.owns_address(coin, wallet, &address).await.unwrap_or_default() {
                owned.push(address);
            }
        }
        facts.with_owned(owned)
    }

    async fn withdrawal_facts(
        &self,
        coin: &str,
        wallet: &str,
        listed: ListedWallets,
    ) -> Result<ApprovalFacts, Error> {
        let now = self.wallet_with_rules(coin, wallet).await?;
        let past = PastPayments::read(self.transfers(coin, wallet, PastPayments::query())).await;
        // They are compared with the addresses of all wallets.
        let coin = coin.to_owned();
        Ok(in_background(move || ApprovalFacts::of_withdrawal(now, &coin, past, listed)).await?)
    }
}
