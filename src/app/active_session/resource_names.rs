//! What wallets and enterprises are called, which of them look alike by it, and when freezes end, kept beside the list of
//! wallets. Of a long list it is gathered beside the screen's thread; what was gathered before stays until then.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;

use crate::app::paged_list::PagedList;
use crate::app::worker::Worker;
use crate::bitgo::user::EnterpriseRef;
use crate::bitgo::wallet::Wallet;
use crate::domain::alphabet::SameNames;
use crate::domain::token::ResourceNames;
use crate::kit::aside::Aside;

/// While a list is still coming, it is gone through again when it has grown so many times.
const GROWN: usize = 2;
/// So many rows are gone through at once, within a frame.
const SHORT: usize = 2_000;

/// What is gathered from the wallets.
#[derive(Default)]
pub struct Gathered {
    /// Tells it from what was gathered before, also across logins.
    pub generation: u64,
    /// What wallets and enterprises are called.
    pub names: Arc<ResourceNames>,
    /// Labels that several wallets have.
    pub same_names: Arc<SameNames>,
    /// When freezes end, in order.
    freeze_ends: Vec<Timestamp>,
}

/// What is gathered, and for which state of the list.
#[derive(Default)]
pub struct NamesKeeper {
    made_for: Option<(u64, usize)>,
    gathered: Gathered,
    coming: Aside<Gathered>,
}

impl Gathered {
    fn of(wallets: &[Arc<Wallet>], enterprises: &[EnterpriseRef]) -> Self {
        static NEWEST: AtomicU64 = AtomicU64::new(1);
        let same_names = Wallet::same_names(wallets.iter().map(Arc::as_ref));
        let mut names = ResourceNames::default();
        for enterprise in enterprises {
            names.add_enterprise(enterprise.id.as_str(), enterprise.name.as_str());
            if enterprise.is_mistakable(enterprises) {
                names.tell_by_id(&enterprise.id);
            }
        }
        for wallet in wallets {
            names.add_wallet(wallet.id.clone(), wallet.label.clone(), wallet.coin.clone());
            if wallet.telling_id(&same_names).is_some() {
                names.tell_by_id(&wallet.id);
            }
        }
        let mut freeze_ends: Vec<Timestamp> = wallets.iter().filter_map(|it| it.freeze_end()).collect();
        freeze_ends.sort_unstable();
        freeze_ends.dedup();
        Self {
            generation: NEWEST.fetch_add(1, Ordering::Relaxed),
            names: Arc::new(names),
            same_names: Arc::new(same_names),
            freeze_ends,
        }
    }

    /// When the next freeze ends.
    pub fn next_freeze_end(&self, now: Timestamp) -> Option<Timestamp> {
        self.freeze_ends.get(self.freeze_ends.partition_point(|end| *end <= now)).copied()
    }
}

impl NamesKeeper {
    /// Goes on where the list of wallets has changed.
    pub fn keep(&mut self, wallets: &PagedList<Arc<Wallet>>, enterprises: &[EnterpriseRef], worker: &Worker) {
        if let Some(gathered) = self.coming.take() {
            worker.drop_aside(std::mem::replace(&mut self.gathered, gathered));
        }
        let (generation, count) = (wallets.listing().generation, wallets.rows().len());
        let is_coming = wallets.reading_since().is_some();
        let is_due = self.made_for.is_none_or(|(of, at)| {
            of != generation && (!is_coming || count < at || count >= at.max(1) * GROWN)
        });
        if !is_due || self.coming.is_running() {
            return;
        }
        self.made_for = Some((generation, count));
        if count <= SHORT {
            self.gathered = Gathered::of(wallets.rows(), enterprises);
            return;
        }
        let (wallets, enterprises) = (Arc::clone(wallets.snapshot()), enterprises.to_vec());
        let run = |work| worker.run_long_aside(work);
        self.coming.start(&run, move || Gathered::of(&wallets, &enterprises));
    }

    /// What was gathered last.
    pub fn gathered(&self) -> &Gathered {
        &self.gathered
    }
}
