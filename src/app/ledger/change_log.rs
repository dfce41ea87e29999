//! Changes of anything else than a token, written into the ledger around their requests: the client tells of each.

use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::task::spawn_blocking;

use super::AccountLedger;
use crate::app::error::AppError;
use crate::bitgo::client::{ChangeCame, ChangeEntry, ChangeLog};
use crate::domain::change::ChangeFacts;
use crate::store::ledger::{EventId, EventKind, OpenChange};

/// A change that is on its way. Dropped without an answer, it is written down that nobody waited for one.
struct SentChange {
    ledger: AccountLedger,
    asked: EventId,
    /// What is written where it is dropped.
    if_dropped: Option<EventKind>,
}

impl Drop for SentChange {
    fn drop(&mut self) {
        if let Some(unanswered) = self.if_dropped.take() {
            self.ledger.note(unanswered);
        }
    }
}

impl ChangeLog for AccountLedger {
    fn before<'a>(&'a self, change: &'a ChangeFacts) -> BoxFuture<'a, Option<Box<dyn ChangeEntry>>> {
        async move {
            let what = EventKind::ChangeAsked(Box::new(change.clone()));
            let asked = self.write(what.clone()).await?;
            let if_dropped = Some(what.unanswered(asked));
            Some(Box::new(SentChange { ledger: self.clone(), asked, if_dropped }) as Box<dyn ChangeEntry>)
        }
        .boxed()
    }
}

impl ChangeEntry for SentChange {
    fn came(mut self: Box<Self>, what: ChangeCame) -> BoxFuture<'static, ()> {
        self.if_dropped = None;
        let asked = self.asked;
        let what = match what {
            ChangeCame::Done { status } => EventKind::ChangeAnswered { asked, status },
            ChangeCame::Failed { sentence, is_outcome_unknown } => {
                EventKind::ChangeFailed { asked, sentence, is_outcome_unknown }
            }
        };
        async move {
            let _ = self.ledger.write(what).await;
        }
        .boxed()
    }
}

impl AccountLedger {
    /// The changes that were cut off before anybody knew what came of them, the oldest first. None of a copy of the program
    /// that still runs.
    pub async fn open_changes(self) -> Result<Vec<OpenChange>, AppError> {
        let ledger = self.ledger.opened().await;
        spawn_blocking(move || ledger.open_changes(&self.account))
            .await
            .map_err(|_| AppError::broke_off())?
            .map_err(|error| AppError::of_ledger(&error))
    }
}
