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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::domain::change::ChangeKind;
    use crate::store::ledger::file_tests::Folder;
    use crate::store::ledger::{Event, HistoryFilter, Ledger, LedgerPlace};

    fn account(user: &str) -> Account {
        Account { origin: "https://app.bitgo-test.com".to_owned(), user_id: user.to_owned() }
    }

    fn freeze(wallet: &str) -> ChangeFacts {
        ChangeFacts {
            change: ChangeKind::Freeze,
            ids: [("coin", "tbtc"), ("walletId", wallet)].map(|(name, id)| (name.into(), id.into())).into(),
            about: BTreeMap::new(),
            request_id: format!("request {wallet}"),
        }
    }

    fn write(ledger: &Ledger, what: EventKind) -> EventId {
        let at = Timestamp::from_second(1_800_000_000).unwrap();
        ledger.append(&Event { at, account: account("u1"), what }).unwrap()
    }

    fn ask(ledger: &Ledger, wallet: &str) -> EventId {
        write(ledger, EventKind::ChangeAsked(Box::new(freeze(wallet))))
    }

    /// The wallets whose freeze is open, as the next run finds it.
    fn open_after(name: &str, story: impl FnOnce(&Ledger)) -> Vec<String> {
        let folder = Folder::new(name);
        let place = LedgerPlace::at(folder.ledger());
        let (dead, _) = Ledger::open(&place);
        story(&dead);
        let (beside, _) = Ledger::open(&place);
        assert_eq!(beside.open_changes(&account("u1")).unwrap(), [], "the run still goes on");
        drop(dead);
        assert_eq!(beside.open_changes(&account("u2")).unwrap(), [], "it is somebody else's");
        let history = beside.history(&HistoryFilter::default(), Timestamp::now()).unwrap();
        assert!(history.tokens.is_empty() && history.unreadable == 0, "no token is told of");
        let open = beside.open_changes(&account("u1")).unwrap();
        open.into_iter().map(|open| open.change.id(&["walletId"]).unwrap().to_owned()).collect()
    }

    fn failed(asked: EventId, is_outcome_unknown: bool) -> EventKind {
        EventKind::ChangeFailed { asked, sentence: "No answer.".to_owned(), is_outcome_unknown }
    }

    #[test]
    fn a_change_of_a_dead_run_is_open_until_it_is_answered_or_read() {
        let open = open_after("open", |ledger| {
            ask(ledger, "unanswered");
            let answered = ask(ledger, "answered");
            write(ledger, EventKind::ChangeAnswered { asked: answered, status: 200 });
            let refused = ask(ledger, "refused");
            write(ledger, failed(refused, false));
            let lost = ask(ledger, "lost");
            write(ledger, failed(lost, true));
            let read = ask(ledger, "read");
            write(ledger, EventKind::ChangeRead { asked: read, found: "made".to_owned() });
        });
        assert_eq!(open, ["unanswered", "lost"]);
    }

    #[test]
    fn the_same_change_sent_anew_and_answered_settles_the_one_before() {
        let open = open_after("anew", |ledger| {
            let lost = ask(ledger, "one");
            write(ledger, failed(lost, true));
            let other = ask(ledger, "other");
            write(ledger, failed(other, true));
            let again = ask(ledger, "one");
            write(ledger, EventKind::ChangeAnswered { asked: again, status: 200 });
        });
        assert_eq!(open, ["other"]);
    }
}
