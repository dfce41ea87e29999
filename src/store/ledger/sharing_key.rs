//! The sharing keys of people as they were last seen: of each person in each environment the fingerprint, and when. A
//! key that differs takes the place of the one before only when the person at the console has accepted it.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

use super::error::LedgerError;

/// Whose key: a person in one environment, whoever looked them up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyOwner {
    /// The environment's origin.
    pub origin: String,
    /// The person's ID there.
    pub person_id: String,
}

/// A person's key as it was last seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySeen {
    /// Its fingerprint.
    pub fingerprint: String,
    /// When it was last seen, to the millisecond.
    pub at: Timestamp,
}

/// What was seen of a person's key before. One that is the first, or the same, is taken down as seen now.
pub(super) fn compare(
    transaction: &Transaction<'_>,
    owner: &KeyOwner,
    fingerprint: &str,
    now: Timestamp,
) -> Result<Option<KeySeen>, LedgerError> {
    let before = last_seen(transaction, owner)?;
    if before.as_ref().is_none_or(|before| before.fingerprint == fingerprint) {
        accept(transaction, owner, fingerprint, now)?;
    }
    Ok(before)
}

/// From now on this is the person's key.
pub(super) fn accept(
    transaction: &Transaction<'_>,
    owner: &KeyOwner,
    fingerprint: &str,
    now: Timestamp,
) -> Result<(), LedgerError> {
    transaction.execute(
        "INSERT INTO sharing_key (origin, person_id, fingerprint, seen_ms) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (origin, person_id) DO UPDATE SET fingerprint = ?3, seen_ms = ?4",
        params![owner.origin, owner.person_id, fingerprint, now.as_millisecond()],
    )?;
    Ok(())
}

fn last_seen(transaction: &Transaction<'_>, owner: &KeyOwner) -> Result<Option<KeySeen>, LedgerError> {
    let found: Option<(String, i64)> = transaction
        .query_row(
            "SELECT fingerprint, seen_ms FROM sharing_key WHERE origin = ?1 AND person_id = ?2",
            params![owner.origin, owner.person_id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let seen = found.map(|(fingerprint, at_ms)| {
        // A time that is none reads as the oldest one: the key itself still counts.
        KeySeen { fingerprint, at: Timestamp::from_millisecond(at_ms).unwrap_or_default() }
    });
    Ok(seen)
}
