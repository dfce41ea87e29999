//! What a session does with the people of a wallet: the wallet is read anew before somebody is removed, and after.

use futures::StreamExt;

use super::ActiveSession;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::approvals::{ApprovalKind, ApprovalQuery, PendingApproval};
use crate::bitgo::error::Error;
use crate::bitgo::outcome::Outcome;
use crate::bitgo::session::Session;
use crate::bitgo::wallet::{Wallet, WalletUser};
use crate::domain::fault::Case;
use crate::domain::share::{OpenRemoval, PeopleNow, RemovalRequest};

/// Removals, one at a time.
#[derive(Default)]
pub struct People {
    /// The wallet whose people are to be changed, as it was read last.
    pub look: Task<Look>,
    /// The removal under way, or its result.
    pub removal: Task<Outcome<Wallet>>,
}

/// A wallet that was read anew.
pub struct Look {
    /// Its people as they are now; none where the wallet is not to be seen.
    pub users: Option<Vec<WalletUser>>,
    /// The same for the rules.
    pub now: PeopleNow,
}

impl ActiveSession {
    /// Reads a wallet anew, with the removals that wait.
    pub fn look_at_people(&mut self, coin: String, wallet: String) {
        let session = self.session.clone();
        let key = Work::reading("Reading a wallet's people");
        self.people.look.start(&self.worker, key, async move { look(&session, &coin, wallet).await });
    }

    /// Sends a removal, once.
    pub fn remove_person(&mut self, request: RemovalRequest) {
        let session = self.session.clone();
        let key = Work::changing("Removing a person");
        self.people.removal.start(&self.worker, key, async move {
            session.remove_wallet_user(&request.coin, &request.wallet, &request.person).await
        });
    }

    /// Nobody is to be removed any more.
    pub fn forget_removal(&mut self) {
        self.people = People::default();
    }

    /// The list shows the people that the wallet was read with.
    pub fn take_over_people(&mut self) {
        let Some(look) = self.people.look.ready() else { return };
        if let Some(users) = look.users.clone() {
            self.wallets.change(|wallet| wallet.id == look.now.wallet_id, |wallet| wallet.users = users);
        }
    }
}

async fn look(session: &Session, coin: &str, wallet_id: String) -> Result<Look, Error> {
    let wallet = match session.wallet(coin, &wallet_id).await {
        Ok(wallet) => wallet,
        Err(error) if error.facts().case() == Case::NotFound => {
            let now = PeopleNow { wallet_id, ..PeopleNow::default() };
            return Ok(Look { users: None, now });
        }
        Err(error) => return Err(error),
    };
    let mut removals = Vec::new();
    let query = ApprovalQuery {
        wallet: Some(wallet_id.clone()),
        kinds: vec![ApprovalKind::UserChange],
        ..ApprovalQuery::default()
    };
    let mut pages = session.pending_approvals(query);
    while let Some(page) = pages.next().await {
        removals.extend(page?.items.into_iter().filter_map(|it| open_removal(&it)));
    }
    let now = PeopleNow { wallet_id, wallet: Some(wallet.for_sharing()), removals };
    Ok(Look { users: Some(wallet.users), now })
}

fn open_removal(approval: &PendingApproval) -> Option<OpenRemoval> {
    let person = approval.info.change.removed_person().filter(|_| !approval.state.is_decided())?;
    Some(OpenRemoval { person: person.to_owned(), approval: approval.id.clone() })
}
