//! From a share that was reviewed to the share that exists: opening the wallet's key for it, sending it once, and
//! finding it among the person's shares where its answer was lost.

use super::{ShareRequest, ShareState, WalletShare, WalletShares, seal_user_key, try_passphrase};
use crate::bitgo::environment::EnvironmentKind;
use crate::bitgo::error::{Error, ErrorKind};
use crate::bitgo::key_sealing::{KeySealingError, ShareKeychain};
use crate::bitgo::keys::WalletKey;
use crate::bitgo::outcome::Outcome;
use crate::bitgo::session::{Session, in_background};
use secrecy::SecretString;

/// A wallet's key, opened and ready for its share.
#[derive(Clone)]
pub enum OpenedKey {
    /// Sealed for the recipient.
    Sealed(Box<ShareKeychain>),
    /// The passphrase that opens it, for Express to do the same.
    Tried(SecretString),
}

/// A share that exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeShare {
    /// The share, by ID.
    pub id: String,
    /// The approvals that it waits for, by ID.
    pub approvals: Vec<String>,
    /// Whether it waits for another admin.
    pub awaits_approval: bool,
}

impl MadeShare {
    fn of(outcome: Outcome<WalletShare>) -> Self {
        match outcome {
            Outcome::Done(share) => Self::of_share(&share),
            Outcome::PendingApproval(waiting) => Self {
                id: waiting.subject.map(|share| share.id).unwrap_or_default(),
                approvals: waiting.approval_ids,
                awaits_approval: true,
            },
        }
    }

    fn of_share(share: &WalletShare) -> Self {
        Self {
            id: share.id.clone(),
            approvals: share.pending_approval.iter().cloned().collect(),
            awaits_approval: share.state == ShareState::PendingApproval,
        }
    }
}

/// A share that is sent, once, with what tells it from others afterwards.
#[derive(Clone, Debug, PartialEq)]
pub struct ShareAttempt {
    /// The share.
    pub request: ShareRequest,
    /// Shares of that wallet with that person that stood open before, by ID.
    before: Vec<String>,
}

impl ShareAttempt {
    /// About to be sent, while these are the person's shares.
    pub fn new(request: ShareRequest, shares: Option<&WalletShares>) -> Self {
        let before = shares.map(|shares| alike(&request, shares).map(|share| share.id.clone()).collect());
        Self { before: before.unwrap_or_default(), request }
    }

    /// The share that it has become, where these are the person's shares now.
    pub fn found_among(&self, shares: &WalletShares) -> Option<MadeShare> {
        let is_new = |share: &&WalletShare| !self.before.contains(&share.id);
        alike(&self.request, shares).find(is_new).map(MadeShare::of_share)
    }
}

/// The shares of the same wallet with the same person.
fn alike<'a>(request: &ShareRequest, shares: &'a WalletShares) -> impl Iterator<Item = &'a WalletShare> {
    let (wallet, user) = (&request.wallet().id, &request.recipient().user_id);
    shares.outgoing.iter().filter(move |share| share.wallet == *wallet && share.to_user == *user)
}

impl Session {
    /// Opens the wallet's key for a share, beside the network's threads. Nothing is sent.
    pub async fn open_key_for(
        &self,
        request: &ShareRequest,
        key: Option<WalletKey>,
        passphrase: Option<SecretString>,
    ) -> Result<OpenedKey, Error> {
        let key = key.ok_or(ErrorKind::from(KeySealingError::NoUserKey))?;
        let passphrase = passphrase.ok_or(ErrorKind::from(KeySealingError::WalletPassphrase))?;
        let (is_mpc, recipient) = (request.wallet().is_mpc(), request.recipient().clone());
        let for_express = self.makes_shares_by_express();
        let work = move || {
            if for_express {
                return try_passphrase(&key, &passphrase).map(|()| OpenedKey::Tried(passphrase));
            }
            let sealed = seal_user_key(&key, is_mpc, &recipient, &passphrase)?;
            Ok(OpenedKey::Sealed(Box::new(sealed)))
        };
        Ok(in_background(work).await?.map_err(|error: KeySealingError| ErrorKind::from(error))?)
    }

    /// Sends a share with its key, once; through Express where that is what the person uses.
    pub async fn send_with_key(
        &self,
        request: &ShareRequest,
        key: Option<&OpenedKey>,
    ) -> Result<MadeShare, Error> {
        let outcome = if self.makes_shares_by_express() {
            let wallet = request.wallet();
            let passphrase = match key {
                Some(OpenedKey::Tried(passphrase)) => Some(passphrase),
                Some(OpenedKey::Sealed(_)) | None => None,
            };
            self.share_by_express(&wallet.coin, &wallet.id, &request.for_express(), passphrase).await
        } else {
            let keychain = match key {
                Some(OpenedKey::Sealed(keychain)) => Some(&**keychain),
                Some(OpenedKey::Tried(_)) | None => None,
            };
            self.send_share(request, keychain).await
        };
        outcome.map(MadeShare::of)
    }

    fn makes_shares_by_express(&self) -> bool {
        self.client().environment().kind() == EnvironmentKind::Express
    }
}
