//! What wallets and enterprises are called, and which of them look alike by it, kept beside the list of wallets instead of worked out in every frame.

use std::sync::Arc;

use crate::bitgo::user::EnterpriseRef;
use crate::bitgo::wallet::Wallet;
use crate::domain::alphabet::SameNames;
use crate::domain::token::ResourceNames;
use crate::kit::state::{Listing, ListingState};

/// While a list is still coming, it is gone through again when it has grown so many times.
const GROWN: usize = 2;

/// The names, and for which state of the list they were gathered.
#[derive(Default)]
pub struct NamesCache {
    gathered: Option<(u64, usize)>,
    names: Arc<ResourceNames>,
    same_names: SameNames,
}

impl NamesCache {
    /// Takes over the list of wallets.
    pub fn update(&mut self, wallets: &Listing<'_, Wallet>, enterprises: &[EnterpriseRef]) {
        let (generation, count) = (wallets.generation, wallets.rows.len());
        let is_coming = matches!(wallets.state, ListingState::Reading);
        let is_due = self.gathered.is_none_or(|(of, at)| {
            of != generation && (!is_coming || count < at || count >= at.max(1) * GROWN)
        });
        if !is_due {
            return;
        }
        self.same_names = Wallet::same_names(wallets.rows);
        let mut names = ResourceNames::default();
        for enterprise in enterprises {
            names.add_enterprise(&enterprise.id, &enterprise.name);
            if enterprise.is_mistakable(enterprises) {
                names.tell_by_id(&enterprise.id);
            }
        }
        for wallet in wallets.rows {
            names.add_wallet(&wallet.id, &wallet.label, &wallet.coin);
            if wallet.telling_id(&self.same_names).is_some() {
                names.tell_by_id(&wallet.id);
            }
        }
        self.names = Arc::new(names);
        self.gathered = Some((generation, count));
    }

    /// The names.
    pub fn names(&self) -> &Arc<ResourceNames> {
        &self.names
    }

    /// Labels that several wallets have.
    pub fn same_names(&self) -> &SameNames {
        &self.same_names
    }
}
