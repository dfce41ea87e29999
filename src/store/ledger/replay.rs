//! From events to rows. Pure: the clock and the knowledge of who is still running are given.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use super::event::{Account, Event, EventId, EventKind, ReplaceStep, TokenFacts};
use super::history::{Asking, History, Replacement, RequestFailure, RevokeState, TrailEntry};
use super::row::Row;
use super::text;

/// No answer comes after so long, whatever its run does (the client gives up after 100 s an attempt).
const UNDER_WAY_AT_MOST: SignedDuration = SignedDuration::from_mins(15);

/// An event with its number and the run that wrote it.
pub(super) struct Record {
    pub(super) id: EventId,
    pub(super) run: String,
    pub(super) event: Event,
}

/// Folds events, given in their order, into one row a token. `is_alive` says of a run whether it is still going on.
pub(super) fn replay(records: Vec<Record>, now: Timestamp, is_alive: impl Fn(&str) -> bool) -> History {
    let mut replay = Replay::default();
    for record in records {
        replay.take(record);
    }
    let list_read = replay.list_read;
    let mut rows: Vec<Row> = replay.rows.into_iter().filter(|row| !row.is_merged).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.began()));
    let mut runs = HashMap::new();
    let mut is_waiting = |since: Timestamp, run: &str| {
        let is_recent = now.duration_since(since) < UNDER_WAY_AT_MOST;
        is_recent && *runs.entry(run.to_owned()).or_insert_with(|| is_alive(run))
    };
    let tokens = rows.into_iter().map(|row| row.finish(now, &list_read, &mut is_waiting)).collect();
    History { tokens, unreadable: 0 }
}

#[derive(Default)]
struct Replay {
    rows: Vec<Row>,
    of_asked: HashMap<EventId, usize>,
    /// By origin and token ID.
    of_token: HashMap<(String, String), usize>,
    of_revoke: HashMap<EventId, usize>,
    list_read: HashMap<Account, Timestamp>,
}

impl Replay {
    fn take(&mut self, Record { id, run, event }: Record) {
        let Event { at, account, what } = event;
        let entry = TrailEntry { at, words: text::event_words(&what) };
        let row = match what {
            EventKind::Asked(what) => {
                let index = self.add(Row::new(account));
                self.of_asked.insert(id, index);
                let row = &mut self.rows[index];
                row.history.request = Some(Asking { id, at, what: *what, is_run_over: false });
                row.run = run;
                row
            }
            EventKind::Answered { asked, token, .. } => self.answer(&account, asked, token, &entry),
            EventKind::Failed { asked, request_id, sentence, is_outcome_unknown } => {
                let Some(row) = self.row_of_asked(asked) else { return };
                row.history.failure = Some(RequestFailure { at, request_id, sentence, is_outcome_unknown });
                row
            }
            EventKind::LostFound { asked, token } => {
                let row = self.bind(&account, Some(asked), &token.id);
                row.history.is_value_lost = true;
                row.looked_up_by = Some(run);
                row.see(token, at)
            }
            EventKind::LostNotFound { asked } => {
                let Some(row) = self.row_of_asked(asked) else { return };
                row.not_found = Some(at);
                row.looked_up_by = Some(run);
                row
            }
            EventKind::Seen { token } => self.bind(&account, None, &token.id).see(token, at),
            EventKind::ListRead { .. } => {
                self.list_read.insert(account, at);
                return;
            }
            EventKind::Vanished { token_id, last_seen, why } => {
                let row = self.bind(&account, None, &token_id);
                row.history.vanished = Some((at, why));
                row.vanished_by = Some(run);
                row.history.last_seen = last_seen.or(row.history.last_seen);
                row
            }
            EventKind::LostKept { token_id } => {
                let row = self.bind(&account, None, &token_id);
                row.history.is_kept = true;
                row
            }
            EventKind::ChangeRead { asked, .. } => {
                let Some(row) = self.read_of(asked) else { return };
                row
            }
            EventKind::Replaced { old_id, new_id, step } => {
                self.link(&account, &old_id, &new_id, step, &entry)
            }
            revocation => {
                let Some(row) = self.revocation(id, run, at, &account, revocation) else { return };
                row
            }
        };
        row.history.trail.push(entry);
    }

    fn revocation(
        &mut self,
        id: EventId,
        run: String,
        at: Timestamp,
        account: &Account,
        what: EventKind,
    ) -> Option<&mut Row> {
        match what {
            EventKind::RevokeAsked { token_id } => {
                let index = self.index_of(account, None, &token_id);
                self.of_revoke.insert(id, index);
                let row = &mut self.rows[index];
                row.revoking = Some((at, run.clone()));
                row.revoke_asked = Some((id, at, run));
                row.history.revoke = None;
                Some(row)
            }
            EventKind::RevokeAnswered { asked, .. } => {
                let row = self.row_of_revoke(asked)?;
                row.revoked = Some(at);
                Some(row)
            }
            EventKind::RevokeFailed { asked, request_id, sentence, is_outcome_unknown } => {
                let row = self.row_of_revoke(asked)?;
                row.revoking = None;
                if !is_outcome_unknown {
                    row.revoke_asked = None;
                }
                row.history.revoke = Some(RevokeState::Failed(RequestFailure {
                    at,
                    request_id,
                    sentence,
                    is_outcome_unknown,
                }));
                Some(row)
            }
            _ => None,
        }
    }

    fn answer(
        &mut self,
        account: &Account,
        asked: EventId,
        token: TokenFacts,
        entry: &TrailEntry,
    ) -> &mut Row {
        let new_id = token.id.clone();
        let row = self.bind(account, Some(asked), &new_id);
        row.history.known_since.get_or_insert(entry.at);
        row.history.issued = Some(token);
        let replaced = row.history.request.as_ref().and_then(|asking| asking.what.replaces.clone());
        if let Some(old_id) = replaced {
            self.link(account, &old_id, &new_id, ReplaceStep::Created, entry);
        }
        self.bind(account, Some(asked), &new_id)
    }

    /// Ties two tokens of a replacement; tells the old one's row of it and gives the new one's.
    fn link(
        &mut self,
        account: &Account,
        old_id: &str,
        new_id: &str,
        step: ReplaceStep,
        entry: &TrailEntry,
    ) -> &mut Row {
        let old = self.bind(account, None, old_id);
        old.history.replaced_by = Some(Replacement { token_id: new_id.to_owned(), step: Some(step) });
        let words = text::event_words(&EventKind::Replaced {
            old_id: old_id.to_owned(),
            new_id: new_id.to_owned(),
            step,
        });
        old.history.trail.push(TrailEntry { at: entry.at, words });
        let new = self.bind(account, None, new_id);
        new.history.replaces = Some(Replacement { token_id: old_id.to_owned(), step: Some(step) });
        new
    }

    /// The row of a token, which is also the row of the request that made it.
    fn bind(&mut self, account: &Account, asked: Option<EventId>, token_id: &str) -> &mut Row {
        let index = self.index_of(account, asked, token_id);
        &mut self.rows[index]
    }

    fn index_of(&mut self, account: &Account, asked: Option<EventId>, token_id: &str) -> usize {
        let key = (account.origin.clone(), token_id.to_owned());
        let listed = self.of_token.get(&key).copied();
        let asked = asked.and_then(|asked| self.of_asked.get(&asked).copied());
        let index = match (asked, listed) {
            (Some(asked), Some(listed)) if asked != listed => {
                self.merge(listed, asked);
                asked
            }
            (Some(index), _) | (None, Some(index)) => index,
            (None, None) => self.add(Row::new(account.clone())),
        };
        self.rows[index].history.id = Some(token_id.to_owned());
        self.of_token.insert(key, index);
        index
    }

    /// A token was seen in the list before its answer was written down: both rows are one.
    fn merge(&mut self, from: usize, into: usize) {
        for index in self.of_revoke.values_mut().filter(|index| **index == from) {
            *index = into;
        }
        let account = self.rows[into].history.account.clone();
        let other = std::mem::replace(&mut self.rows[from], Row { is_merged: true, ..Row::new(account) });
        self.rows[into].absorb(other);
    }

    fn add(&mut self, row: Row) -> usize {
        self.rows.push(row);
        self.rows.len() - 1
    }

    fn row_of_asked(&mut self, asked: EventId) -> Option<&mut Row> {
        Some(&mut self.rows[*self.of_asked.get(&asked)?])
    }

    /// The person has read what became of this request.
    fn read_of(&mut self, asked: EventId) -> Option<&mut Row> {
        if self.of_revoke.contains_key(&asked) {
            let row = self.row_of_revoke(asked)?;
            if row.revoke_asked.as_ref().is_some_and(|(id, ..)| *id == asked) {
                row.revoke_asked = None;
            }
            return Some(row);
        }
        let row = self.row_of_asked(asked)?;
        row.is_read = true;
        Some(row)
    }

    fn row_of_revoke(&mut self, asked: EventId) -> Option<&mut Row> {
        Some(&mut self.rows[*self.of_revoke.get(&asked)?])
    }
}
