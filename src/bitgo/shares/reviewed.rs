//! A share as the person reviewed it: what is accepted is compared with it just before anything is sent.

use super::WalletShare;
use crate::bitgo::error::{Error, ErrorKind};
use crate::bitgo::key_sealing::ShareKeychain;
use crate::domain::share::Permissions;
use sha2::{Digest, Sha256};

/// A share as it was reviewed. It holds no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewedShare {
    /// The wallet's coin, by ticker.
    pub coin: String,
    /// The share, by ID.
    pub id: String,
    wallet: String,
    from_user: String,
    permissions: Permissions,
    key: ReviewedKey,
}

/// What was reviewed of the key in a share.
#[derive(Clone, Debug, PartialEq, Eq)]
enum ReviewedKey {
    /// It was not read: a list leaves it out, and a locked session does not see it.
    NotRead,
    /// There is one, by its digest.
    Sealed([u8; 32]),
}

impl WalletShare {
    /// The share as it stands, to be compared later.
    pub fn reviewed(&self) -> ReviewedShare {
        ReviewedShare {
            coin: self.coin.clone(),
            id: self.id.clone(),
            wallet: self.wallet.clone(),
            from_user: self.from_user.clone(),
            permissions: self.permissions.clone(),
            key: self.keychain.as_ref().map_or(ReviewedKey::NotRead, |it| ReviewedKey::Sealed(digest(it))),
        }
    }
}

impl ReviewedShare {
    /// Nothing is to be sent for a share that is not the one that was reviewed. `sees_key` where the key in it was asked for
    /// too.
    pub(in crate::bitgo) fn check(&self, now: &WalletShare, sees_key: bool) -> Result<(), Error> {
        match self.difference(now, sees_key) {
            Some(difference) => Err(ErrorKind::ShareChanged(difference).into()),
            None => Ok(()),
        }
    }

    /// What is otherwise in the share as it stands now, sentences with both.
    fn difference(&self, now: &WalletShare, sees_key: bool) -> Option<String> {
        let mut changes = Vec::new();
        if (&self.wallet, &self.from_user) != (&now.wallet, &now.from_user) {
            changes.push("It is about another wallet or from another person.".to_owned());
        }
        if self.permissions != now.permissions {
            changes.push(format!(
                "Permissions: {} when you reviewed it, {} now.",
                self.permissions, now.permissions
            ));
        }
        if sees_key {
            changes.extend(self.key_difference(now).map(str::to_owned));
        }
        (!changes.is_empty()).then(|| changes.join(" "))
    }

    fn key_difference(&self, now: &WalletShare) -> Option<&'static str> {
        match (&self.key, &now.keychain) {
            (ReviewedKey::NotRead, None) => None,
            (ReviewedKey::NotRead, Some(_)) => Some("Key: not seen when you reviewed it, required now."),
            (ReviewedKey::Sealed(_), None) => Some("Key: in the share when you reviewed it, missing now."),
            (ReviewedKey::Sealed(before), Some(now)) => {
                (*before != digest(now)).then_some("Key: a different one now than when you reviewed it.")
            }
        }
    }
}

fn digest(keychain: &ShareKeychain) -> [u8; 32] {
    let ShareKeychain { public, encrypted_prv, from_pub_key, to_pub_key, path } = keychain;
    let mut digest = Sha256::new();
    for part in [public, encrypted_prv, from_pub_key, to_pub_key, path] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.finalize().into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn share() -> WalletShare {
        let keychain = ShareKeychain {
            public: "xpub1".to_owned(),
            encrypted_prv: "{}".to_owned(),
            from_pub_key: "02aa".to_owned(),
            to_pub_key: "02bb".to_owned(),
            path: "m/1".to_owned(),
        };
        WalletShare {
            id: "s".to_owned(),
            coin: "tltc".to_owned(),
            wallet: "w".to_owned(),
            from_user: "ann".to_owned(),
            permissions: Permissions::from_list("view"),
            keychain: Some(keychain),
            ..WalletShare::default()
        }
    }

    #[test]
    fn whatever_has_changed_since_the_review_is_said() {
        type Change = fn(&mut WalletShare);
        for (change, said) in [
            ((|_| {}) as Change, None),
            (|it| it.message = "hello".to_owned(), None),
            (|it| it.wallet = "other".to_owned(), Some("another wallet")),
            (|it| it.from_user = "eve".to_owned(), Some("another person")),
            (
                |it| it.permissions = Permissions::from_list("view,spend"),
                Some("Permissions: view when you reviewed it, view,spend now."),
            ),
            (|it| it.keychain = None, Some("missing now")),
            (|it| it.keychain.as_mut().unwrap().path = "m/2".to_owned(), Some("a different one now")),
        ] {
            let mut now = share();
            change(&mut now);
            let difference = share().reviewed().difference(&now, true);
            assert_eq!(difference.is_some(), said.is_some(), "{difference:?}");
            assert!(said.is_none_or(|said| difference.unwrap_or_default().contains(said)), "{said:?}");
        }
        let unseen = WalletShare { keychain: None, ..share() };
        assert_eq!(unseen.reviewed().difference(&unseen, true), None);
        assert!(unseen.reviewed().difference(&share(), true).is_some_and(|it| it.contains("required now")));
        assert_eq!(
            unseen.reviewed().difference(&share(), false),
            None,
            "Express does not see the key either"
        );
    }
}
