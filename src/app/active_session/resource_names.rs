//! What wallets and enterprises are called, kept beside the list of wallets instead of worked out in every frame.

use std::sync::Arc;

use crate::bitgo::user::EnterpriseRef;
use crate::bitgo::wallet::Wallet;
use crate::domain::token::ResourceNames;
use crate::kit::state::{Listing, ListingState};

/// While a list is still coming, it is gone through again when it has grown so many times.
const GROWN: usize = 2;

/// The names, and for which state of the list they were gathered.
#[derive(Default)]
pub struct NamesCache {
    gathered: Option<(u64, usize)>,
    names: Arc<ResourceNames>,
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
        let mut names = ResourceNames::default();
        for enterprise in enterprises {
            names.add_enterprise(&enterprise.id, &enterprise.name);
        }
        for wallet in wallets.rows {
            names.add_wallet(&wallet.id, &wallet.label, &wallet.coin);
        }
        self.names = Arc::new(names);
        self.gathered = Some((generation, count));
    }

    /// The names.
    pub fn names(&self) -> &Arc<ResourceNames> {
        &self.names
    }
}
