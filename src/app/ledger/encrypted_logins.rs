//! Whether a login may be answered with a token in plain text, by what the ledger knows of the account, and what it learns.

use jiff::Timestamp;
use tokio::task::spawn_blocking;

use super::LedgerHandle;
use crate::app::error::AppError;
use crate::bitgo::plain_token::{PlainToken, PlainTokenError};
use crate::store::ledger::{Ledger, LedgerError, LoginName};

impl LedgerHandle {
    /// What a plain token means for this account. A ledger that is not the one of before cannot tell, nor one that cannot be
    /// read.
    pub async fn plain_token(&self, name: &LoginName) -> PlainToken {
        let name = name.clone();
        match self.on_encrypted_logins(move |ledger| ledger.knows_encrypted_login(&name)).await {
            Ok(true) => PlainToken::Refused(PlainTokenError::EncryptedBefore),
            Ok(false) if self.notice().is_none() => PlainToken::Accepted,
            Ok(false) | Err(_) => PlainToken::Refused(PlainTokenError::NotKnown),
        }
    }

    /// Takes down how the token of a login came: encrypted, or in plain text, to which the person has then agreed. When this
    /// returns, it is on the disk. A ledger that refuses stops nobody's work: what the person is to be told then comes back, a sentence.
    pub async fn note_login(&self, name: &LoginName, is_encrypted: bool) -> Option<String> {
        let name = name.clone();
        let note = move |ledger: &Ledger| {
            if is_encrypted {
                ledger.note_encrypted_login(&name, Timestamp::now())
            } else {
                ledger.forget_encrypted_login(&name)
            }
        };
        let failed = self.on_encrypted_logins(note).await.err();
        failed.map(|why| unwritten(is_encrypted, &why))
    }

    async fn on_encrypted_logins<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Ledger) -> Result<T, LedgerError> + Send + 'static,
    ) -> Result<T, String> {
        let ledger = self.opened().await;
        let done = spawn_blocking(move || work(&ledger)).await;
        let done = done.map_err(|_| AppError::broke_off().failure.what)?;
        done.map_err(|error| {
            tracing::warn!(%error, "the ledger could not be asked about encrypted logins");
            error.to_string()
        })
    }
}

fn unwritten(is_encrypted: bool, why: &str) -> String {
    let what = if is_encrypted {
        "This computer could not remember that your session's token came encrypted, so at a later login an unencrypted one \
         may be used without asking you."
    } else {
        "This computer could not remember that you accepted an unencrypted token, so at the next login you may be asked \
         again."
    };
    format!("{what} {why}")
}
