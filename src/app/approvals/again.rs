//! Looking at approvals once more just before a decision is sent: nothing is sent over what somebody else has done
//! meanwhile, since a decision cannot be taken back.

use super::refresh::listed;
use crate::app::error::AppError;
use crate::bitgo::approvals::{ClosedApproval, PendingApproval, Snapshot};
use crate::bitgo::error::{Error, ErrorKind};
use crate::bitgo::session::Session;
use crate::domain::diagnosis::ErrorCause;
use crate::domain::text::counted;
use crate::kit::state::Failure;

/// An error where the approval does not stand as it was seen, or cannot be looked at.
pub(super) async fn stands_as_seen(session: &Session, id: &str, seen: &Snapshot) -> Result<(), AppError> {
    let now = session.pending_approval(id).await.map_err(unsent)?;
    let changes = seen.changes(&now);
    if changes.is_empty() {
        return Ok(());
    }
    Err(changed(format!("Nothing was sent, because this has changed. {}", changes.join(" "))))
}

/// As [`stands_as_seen`] for several, each with what it is about. They are looked up with the pages of the list, which
/// are few, and alone only where the list does not hold one.
pub(super) async fn all_stand_as_seen(
    session: &Session,
    seen: &[(PendingApproval, String)],
) -> Result<(), AppError> {
    let (list, _) = listed(session).await.map_err(unsent)?;
    let mut sentences = Vec::new();
    for (before, summary) in seen {
        let listed = list.iter().find(|now| now.id == before.id);
        let changes = match listed {
            Some(now) => before.snapshot().changes(now),
            None => changes_of_closed(session, before).await?,
        };
        if !changes.is_empty() {
            sentences.push(format!("{summary}: {}", changes.join(" ")));
        }
    }
    if sentences.is_empty() {
        return Ok(());
    }
    let count = counted(sentences.len(), "request");
    let have = if sentences.len() == 1 { "has" } else { "have" };
    Err(changed(format!("Nothing was sent, because {count} {have} changed. {}", sentences.join(" "))))
}

async fn changes_of_closed(session: &Session, before: &PendingApproval) -> Result<Vec<String>, AppError> {
    Ok(match session.closed_approval(&before.id).await.map_err(unsent)? {
        ClosedApproval::Found(now) => before.snapshot().changes(&now),
        ClosedApproval::Hidden => vec!["You can no longer see it.".to_owned()],
    })
}

fn unsent(error: Error) -> AppError {
    let says_so = matches!(error.kind, ErrorKind::NotSent(_));
    let mut error = AppError { outcome_unknown: false, ..AppError::from(error) };
    if !says_so {
        error.failure.what = format!("Nothing was sent. {}", error.failure.what);
    }
    error
}

fn changed(what: String) -> AppError {
    let next = "Check its current state and decide again.".to_owned();
    let failure = Failure { what, next, ..Failure::default() };
    AppError { failure, cause: ErrorCause::Unknown, outcome_unknown: false }
}
