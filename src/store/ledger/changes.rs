//! Changes of anything else than a token, as far as they are written down: which were cut off.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Transaction, params};

use super::error::LedgerError;
use super::event::{Account, EventId, EventKind};
use crate::domain::change::ChangeFacts;

/// A change that was sent, and of which nobody has read what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenChange {
    /// Its event; later events name it.
    pub id: EventId,
    /// When it was sent, by this machine's clock.
    pub at: Timestamp,
    /// What was to be changed.
    pub change: ChangeFacts,
}

/// The changes that are open, given who is still running. One that was sent anew and had its answer then is not.
pub(super) fn open(
    transaction: &Transaction<'_>,
    account: &Account,
    is_alive: impl Fn(&str) -> bool,
) -> Result<Vec<OpenChange>, LedgerError> {
    let mut open: BTreeMap<EventId, (String, OpenChange)> = BTreeMap::new();
    let mut statement = transaction.prepare(
        "SELECT id, at_ms, run, what FROM event
         WHERE origin = ?1 AND user_id = ?2
           AND kind IN ('changeAsked', 'changeAnswered', 'changeFailed', 'changeRead')
         ORDER BY id",
    )?;
    let mut rows = statement.query(params![account.origin, account.user_id])?;
    while let Some(row) = rows.next()? {
        let at = Timestamp::from_millisecond(row.get(1)?);
        let what = serde_json::from_str::<EventKind>(row.get_ref(3)?.as_str().unwrap_or_default());
        let (Ok(at), Ok(what)) = (at, what) else { continue };
        let id = EventId(row.get(0)?);
        match what {
            EventKind::ChangeAsked(change) => {
                open.insert(id, (row.get(2)?, OpenChange { id, at, change: *change }));
            }
            EventKind::ChangeAnswered { asked, .. } => {
                if let Some((_, answered)) = open.remove(&asked) {
                    open.retain(|_, (_, other)| !other.change.is_same(&answered.change));
                }
            }
            EventKind::ChangeFailed { asked, is_outcome_unknown: false, .. }
            | EventKind::ChangeRead { asked, .. } => {
                open.remove(&asked);
            }
            _ => {}
        }
    }
    let mut runs: BTreeMap<String, bool> = BTreeMap::new();
    let mut is_of_the_living = |run: String| *runs.entry(run).or_insert_with_key(|run| is_alive(run));
    Ok(open.into_values().filter_map(|(run, change)| (!is_of_the_living(run)).then_some(change)).collect())
}
