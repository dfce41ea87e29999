//! What is read around a case when it is opened: the wallet as it is now, what it has paid, who belongs to the enterprise.

use crate::bitgo::enterprises::EnterprisePeople;
use crate::bitgo::policies::PolicyRule;
use crate::bitgo::wallet::Wallet;
use crate::domain::amount::BaseUnits;
use crate::domain::approval::{Case, KnownAddresses};
use crate::domain::share::WalletFacts;

/// What is known around an approval, as far as it was read for its kind.
#[derive(Debug, Default)]
pub struct Surroundings {
    /// The addresses around a withdrawal.
    pub known: KnownAddresses,
    /// The approval's wallet, with its rules.
    pub wallet: Option<Wallet>,
    /// The people of the approval's enterprise, where it is no wallet's.
    pub people: Option<EnterprisePeople>,
}

impl Surroundings {
    /// The wallet's rule of this name.
    pub fn rule(&self, id: &str) -> Option<PolicyRule> {
        self.wallet.as_ref()?.policy()?.rules.into_iter().find(|rule| rule.id == id)
    }

    /// Whether the wallet tells its rules at all.
    pub fn tells_rules(&self) -> bool {
        self.wallet.as_ref().and_then(Wallet::policy).is_some()
    }

    /// The wallet's people.
    pub fn members(&self) -> Option<WalletFacts> {
        self.wallet.as_ref().map(Wallet::for_sharing)
    }

    /// What is in the wallet.
    pub fn balance(&self) -> Option<&BaseUnits> {
        self.wallet.as_ref()?.balance.as_ref()?.exact()
    }

    /// Who decides: for what is an enterprise's its administrators, which the approval itself does not tell.
    pub fn completed(&self, case: &Case) -> Case {
        let mut case = case.clone();
        if let Some(people) = self.people.as_ref().filter(|_| case.deciders.is_empty()) {
            case.deciders = people.people.iter().filter(|it| it.is_admin).map(|it| it.id.clone()).collect();
        }
        case
    }
}
