//! Whether a login may be answered with a token in plain text, by what the ledger knows of the account, and what it learns.

use jiff::Timestamp;
use tokio::task::spawn_blocking;

use super::LedgerHandle;
use crate::bitgo::plain_token::{PlainToken, PlainTokenError};
use crate::store::ledger::{Ledger, LedgerError, LoginName};

impl LedgerHandle {
    /// What a plain token means for this account. A ledger that is not the one of before cannot tell, nor one that cannot be
    /// read.
    pub async fn plain_token(&self, name: &LoginName) -> PlainToken {
        let name = name.clone();
        match self.on_encrypted_logins(move |ledger| ledger.knows_encrypted_login(&name)).await {
            Some(true) => PlainToken::Refused(PlainTokenError::EncryptedBefore),
            Some(false) if self.notice().is_none() => PlainToken::Accepted,
            Some(false) | None => PlainToken::Refused(PlainTokenError::NotKnown),
        }
    }

    /// Takes down how the token of a login came: encrypted, or in plain text, to which the person has then agreed. When this
    /// returns, it is on the disk. A ledger that refuses stops nobody's work.
    pub async fn note_login(&self, name: &LoginName, is_encrypted: bool) {
        let name = name.clone();
        let note = move |ledger: &Ledger| {
            if is_encrypted {
                ledger.note_encrypted_login(&name, Timestamp::now())
            } else {
                ledger.forget_encrypted_login(&name)
            }
        };
        self.on_encrypted_logins(note).await;
    }

    async fn on_encrypted_logins<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Ledger) -> Result<T, LedgerError> + Send + 'static,
    ) -> Option<T> {
        let ledger = self.ledger().await;
        match spawn_blocking(move || work(&ledger)).await.ok()? {
            Ok(done) => Some(done),
            Err(error) => {
                tracing::warn!(%error, "the ledger could not be asked about encrypted logins");
                None
            }
        }
    }
}
