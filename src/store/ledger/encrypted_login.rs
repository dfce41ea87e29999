//! Which accounts have been given an encrypted token at a login, and where. The e-mail address is not written down: each
//! row holds a hash of origin and address, with a salt of its own, so that nobody can look for one address in many ledgers.

use jiff::Timestamp;
use rusqlite::{Transaction, params};
use sha2::{Digest, Sha256};

use super::error::LedgerError;

/// Who logs in, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginName {
    /// The environment's origin.
    pub origin: String,
    /// The e-mail address; blanks around it and upper case make no difference.
    pub email: String,
}

impl LoginName {
    fn hash(&self, salt: &[u8]) -> Vec<u8> {
        let email = self.email.trim().to_lowercase();
        let text = format!("encrypted login\n{}\n{email}", self.origin);
        Sha256::new().chain_update(salt).chain_update(text).finalize().to_vec()
    }
}

/// Whether this account was given one.
pub(super) fn is_known(transaction: &Transaction<'_>, name: &LoginName) -> Result<bool, LedgerError> {
    Ok(!rows(transaction, name)?.is_empty())
}

/// It was given one just now.
pub(super) fn note(
    transaction: &Transaction<'_>,
    name: &LoginName,
    now: Timestamp,
) -> Result<(), LedgerError> {
    if is_known(transaction, name)? {
        return Ok(());
    }
    let salt: [u8; 16] = rand::random();
    transaction.execute(
        "INSERT INTO encrypted_login (salt, hash, first_ms) VALUES (?1, ?2, ?3)",
        params![salt, name.hash(&salt), now.as_millisecond()],
    )?;
    Ok(())
}

/// The person has agreed to a plain one.
pub(super) fn forget(transaction: &Transaction<'_>, name: &LoginName) -> Result<(), LedgerError> {
    for row in rows(transaction, name)? {
        transaction.execute("DELETE FROM encrypted_login WHERE id = ?1", params![row])?;
    }
    Ok(())
}

fn rows(transaction: &Transaction<'_>, name: &LoginName) -> Result<Vec<i64>, LedgerError> {
    let mut statement = transaction.prepare("SELECT id, salt, hash FROM encrypted_login")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (salt, hash) = (row.get_ref(1)?.as_blob(), row.get_ref(2)?.as_blob());
        if let (Ok(salt), Ok(hash)) = (salt, hash)
            && name.hash(salt) == hash
        {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::store::ledger::{Ledger, LedgerPlace};

    fn name(origin: &str, email: &str) -> LoginName {
        LoginName { origin: origin.to_owned(), email: email.to_owned() }
    }

    #[test]
    fn an_account_is_known_across_runs_at_its_origin_alone_until_it_is_forgotten() {
        let folder = std::env::temp_dir().join(format!("countersign-encrypted-login-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let path = folder.join("tokens.sqlite3");
        let ada = name("https://a.example", "Ada@Treasury.example");
        {
            let (ledger, notice) = Ledger::open(&LedgerPlace::at(path.clone()));
            assert!(notice.is_none());
            assert!(!ledger.knows_encrypted_login(&ada).unwrap());
            ledger.note_encrypted_login(&ada, Timestamp::now()).unwrap();
            ledger.note_encrypted_login(&ada, Timestamp::now()).unwrap();
            ledger
                .note_encrypted_login(&name("https://a.example", "bob@b.example"), Timestamp::now())
                .unwrap();
        }
        let (ledger, _) = Ledger::open(&LedgerPlace::at(path.clone()));
        for (origin, email, is_known) in [
            ("https://a.example", " ada@treasury.EXAMPLE ", true),
            ("https://a.example", "bob@b.example", true),
            ("https://a.example", "eve@treasury.example", false),
            ("https://b.example", "ada@treasury.example", false),
            ("https://a.example\nada", "@treasury.example", false),
        ] {
            assert_eq!(ledger.knows_encrypted_login(&name(origin, email)).unwrap(), is_known, "{email}");
        }
        ledger.forget_encrypted_login(&ada).unwrap();
        assert!(!ledger.knows_encrypted_login(&ada).unwrap());
        assert!(ledger.knows_encrypted_login(&name("https://a.example", "bob@b.example")).unwrap());
        drop(ledger);
        // Neither the address nor the plain hash of it is in any of the files.
        for file in std::fs::read_dir(&folder).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            let unsalted = name("https://a.example", "bob@b.example").hash(&[]);
            assert!(!bytes.windows(13).any(|part| part.eq_ignore_ascii_case(b"bob@b.example")));
            assert!(!bytes.windows(32).any(|part| part == unsalted));
        }
        std::fs::remove_dir_all(folder).unwrap();
    }
}
