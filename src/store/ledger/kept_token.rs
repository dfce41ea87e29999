//! Which access tokens the person keeps in the keychain: their names, whose they are, and a hash of each value with a salt of
//! its own. Never the value: that is in the keychain alone. What is not listed here was put there by somebody else.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use super::error::LedgerError;

/// What an entry of the keychain is called.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeptName {
    /// The environment's origin.
    pub origin: String,
    /// The name that the person chose.
    pub label: String,
}

/// Where a kept token is used, in words that make the environment again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptEnvironment {
    /// The word of its kind.
    pub kind: String,
    /// Its web address.
    pub url: String,
    /// The server's public key for token issuance, where it is known.
    pub server_xpub: Option<String>,
}

/// What is known of a kept token without asking the keychain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptToken {
    /// What its entry is called.
    pub name: KeptName,
    /// Where it is used.
    pub environment: KeptEnvironment,
    /// Whose it is, by ID.
    pub user_id: String,
    /// Whose it is, by name.
    pub person: String,
    /// The platform's ID of it; empty where it told none.
    pub token_id: String,
    /// When it ends by itself.
    pub expires: Option<Timestamp>,
    /// When it last began a session here.
    pub used: Option<Timestamp>,
}

const COLUMNS: &str =
    "origin, label, kind, url, server_xpub, user_id, person, token_id, expires_ms, used_ms, salt, hash";

/// All of them, those used last first. A row that cannot be read is none.
pub(super) fn all(transaction: &Transaction<'_>) -> Result<Vec<KeptToken>, LedgerError> {
    let sql =
        format!("SELECT {COLUMNS} FROM kept_token ORDER BY coalesce(used_ms, kept_ms) DESC, label, origin");
    let mut statement = transaction.prepare(&sql)?;
    let tokens = statement.query_map([], read)?.filter_map(Result::ok).collect();
    Ok(tokens)
}

/// It is kept under its name from now on, with this value.
pub(super) fn note(
    transaction: &Transaction<'_>,
    token: &KeptToken,
    value: &SecretString,
    now: Timestamp,
) -> Result<(), LedgerError> {
    let salt: [u8; 16] = rand::random();
    let KeptToken { name, environment, .. } = token;
    let sql = format!(
        "INSERT OR REPLACE INTO kept_token ({COLUMNS}, kept_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
    );
    transaction.execute(
        &sql,
        params![
            name.origin,
            name.label,
            environment.kind,
            environment.url,
            environment.server_xpub,
            token.user_id,
            token.person,
            token.token_id,
            token.expires.map(Timestamp::as_millisecond),
            token.used.map(Timestamp::as_millisecond),
            salt,
            hash(name, &salt, value),
            now.as_millisecond(),
        ],
    )?;
    Ok(())
}

/// Whether this is the value that was kept under this name.
pub(super) fn is_value(
    transaction: &Transaction<'_>,
    name: &KeptName,
    value: &SecretString,
) -> Result<bool, LedgerError> {
    let sql = "SELECT salt, hash FROM kept_token WHERE origin = ?1 AND label = ?2";
    let row = transaction
        .query_row(sql, params![name.origin, name.label], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?))
        })
        .optional()?;
    Ok(row.is_some_and(|(salt, kept)| hash(name, &salt, value) == kept))
}

/// It has begun a session.
pub(super) fn note_used(
    transaction: &Transaction<'_>,
    name: &KeptName,
    now: Timestamp,
) -> Result<(), LedgerError> {
    transaction.execute(
        "UPDATE kept_token SET used_ms = ?3 WHERE origin = ?1 AND label = ?2",
        params![name.origin, name.label, now.as_millisecond()],
    )?;
    Ok(())
}

/// It is kept no longer.
pub(super) fn forget(transaction: &Transaction<'_>, name: &KeptName) -> Result<(), LedgerError> {
    transaction.execute(
        "DELETE FROM kept_token WHERE origin = ?1 AND label = ?2",
        params![name.origin, name.label],
    )?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<KeptToken> {
    let time = |at: Option<i64>| at.and_then(|at| Timestamp::from_millisecond(at).ok());
    Ok(KeptToken {
        name: KeptName { origin: row.get(0)?, label: row.get(1)? },
        environment: KeptEnvironment { kind: row.get(2)?, url: row.get(3)?, server_xpub: row.get(4)? },
        user_id: row.get(5)?,
        person: row.get(6)?,
        token_id: row.get(7)?,
        expires: time(row.get(8)?),
        used: time(row.get(9)?),
    })
}

fn hash(name: &KeptName, salt: &[u8], value: &SecretString) -> Vec<u8> {
    let KeptName { origin, label } = name;
    Sha256::new()
        .chain_update(salt)
        .chain_update(format!("kept token\n{origin}\n{label}\n"))
        .chain_update(value.expose_secret().trim())
        .finalize()
        .to_vec()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::fs;

    use super::*;
    use crate::store::ledger::{Ledger, LedgerPlace};

    const VALUE: &str = "v2x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    fn token(label: &str) -> KeptToken {
        let origin = "https://bitgo.example:8443".to_owned();
        let environment = KeptEnvironment {
            kind: "Custom".to_owned(),
            url: format!("{origin}/"),
            server_xpub: Some("xpub1".to_owned()),
        };
        KeptToken {
            name: KeptName { origin, label: label.to_owned() },
            environment,
            user_id: "u1".to_owned(),
            person: "Ann Case".to_owned(),
            token_id: "t1".to_owned(),
            expires: Some(Timestamp::from_second(1_900_000_000).unwrap()),
            used: None,
        }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn it_is_kept_over_a_restart_and_its_value_is_nowhere_in_the_file() {
        let folder = std::env::temp_dir().join(format!("countersign-kept-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let place = LedgerPlace::at(folder.join("tokens.sqlite3"));
        let value = SecretString::from(VALUE);
        let (first, _) = Ledger::open(&place);
        for label in ["payouts", "reports"] {
            first.note_kept(&token(label), &value, at(1_800_000_000)).unwrap();
        }
        drop(first);

        let (again, notice) = Ledger::open(&place);
        assert!(notice.is_none());
        assert_eq!(again.kept_tokens().unwrap(), [token("payouts"), token("reports")]);
        let name = token("payouts").name;
        assert!(again.is_kept_value(&name, &value).unwrap());
        assert!(!again.is_kept_value(&name, &SecretString::from("v2xother")).unwrap());
        let elsewhere = KeptName { origin: "https://other.example".to_owned(), ..name.clone() };
        assert!(!again.is_kept_value(&elsewhere, &value).unwrap());

        again.note_kept_use(&token("reports").name, at(1_800_000_100)).unwrap();
        let used = KeptToken { used: Some(at(1_800_000_100)), ..token("reports") };
        assert_eq!(again.kept_tokens().unwrap(), [used.clone(), token("payouts")]);
        again.forget_kept(&name).unwrap();
        assert_eq!(again.kept_tokens().unwrap(), [used]);
        drop(again);
        for file in fs::read_dir(&folder).unwrap() {
            let bytes = fs::read(file.unwrap().path()).unwrap();
            assert!(!bytes.windows(32).any(|part| part == &VALUE.as_bytes()[3..35]));
        }
        let _ = fs::remove_dir_all(&folder);
    }

    #[test]
    fn two_rows_of_one_value_do_not_look_alike() {
        let (ledger, _) = Ledger::open(&LedgerPlace::in_memory());
        let value = SecretString::from(VALUE);
        let name = token("payouts").name;
        let (one, other) = (hash(&name, b"salt of one", &value), hash(&name, b"salt of other", &value));
        assert_ne!(one, other);
        // Kept again with another value, it is that one.
        ledger.note_kept(&token("payouts"), &value, at(1)).unwrap();
        let next = SecretString::from("v2xnext");
        ledger.note_kept(&token("payouts"), &next, at(2)).unwrap();
        assert_eq!(ledger.kept_tokens().unwrap().len(), 1);
        assert!(ledger.is_kept_value(&name, &next).unwrap() && !ledger.is_kept_value(&name, &value).unwrap());
    }
}
