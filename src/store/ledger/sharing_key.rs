//! The sharing keys of people as they were last seen: of each person in each environment, by derivation path, the
//! fingerprint, and when. Keys at different paths of one person always differ, so only those at the same path are
//! compared. A key that differs takes the place of the one before only when the person at the console has accepted it.

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

/// A person's public key at one derivation path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DerivedKey {
    /// Where below the person's extended key it is.
    pub path: String,
    /// Its fingerprint.
    pub fingerprint: String,
}

/// How a key compares with what was seen before, to the millisecond.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyComparison {
    /// None of this person's has been seen.
    NoneBefore,
    /// The same key was last seen then.
    Same(Timestamp),
    /// At the same path another key was last seen, then.
    Changed {
        /// Its fingerprint.
        before: String,
        /// When it was last seen.
        at: Timestamp,
    },
    /// Only keys at other paths have been seen, the last one then: they cannot be compared.
    OtherPath(Timestamp),
}

/// Compares a person's key with what was seen of it before. One that is the first at its path, or the same, is taken down
/// as seen now.
pub(super) fn compare(
    transaction: &Transaction<'_>,
    owner: &KeyOwner,
    key: &DerivedKey,
    now: Timestamp,
) -> Result<KeyComparison, LedgerError> {
    let comparison = match (seen_at_path(transaction, owner, &key.path)?, last_seen(transaction, owner)?) {
        (Some((before, at)), _) if before == key.fingerprint => KeyComparison::Same(at),
        (Some((before, at)), _) => return Ok(KeyComparison::Changed { before, at }),
        (None, Some(at)) => KeyComparison::OtherPath(at),
        (None, None) => KeyComparison::NoneBefore,
    };
    accept(transaction, owner, key, now)?;
    Ok(comparison)
}

/// From now on this is the person's key at its path.
pub(super) fn accept(
    transaction: &Transaction<'_>,
    owner: &KeyOwner,
    key: &DerivedKey,
    now: Timestamp,
) -> Result<(), LedgerError> {
    transaction.execute(
        "INSERT INTO sharing_key (origin, person_id, path, fingerprint, seen_ms) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (origin, person_id, path) DO UPDATE SET fingerprint = ?4, seen_ms = ?5",
        params![owner.origin, owner.person_id, key.path, key.fingerprint, now.as_millisecond()],
    )?;
    Ok(())
}

fn seen_at_path(
    transaction: &Transaction<'_>,
    owner: &KeyOwner,
    path: &str,
) -> Result<Option<(String, Timestamp)>, LedgerError> {
    let found: Option<(String, i64)> = transaction
        .query_row(
            "SELECT fingerprint, seen_ms FROM sharing_key WHERE origin = ?1 AND person_id = ?2 AND path = ?3",
            params![owner.origin, owner.person_id, path],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    Ok(found.map(|(fingerprint, at_ms)| (fingerprint, moment(at_ms))))
}

fn last_seen(transaction: &Transaction<'_>, owner: &KeyOwner) -> Result<Option<Timestamp>, LedgerError> {
    let at_ms: Option<i64> = transaction.query_row(
        "SELECT max(seen_ms) FROM sharing_key WHERE origin = ?1 AND person_id = ?2",
        params![owner.origin, owner.person_id],
        |row| row.get(0),
    )?;
    Ok(at_ms.map(moment))
}

/// A time that is none reads as the oldest one: the key itself still counts.
fn moment(at_ms: i64) -> Timestamp {
    Timestamp::from_millisecond(at_ms).unwrap_or_default()
}
