//! Looking a person up for sharing: their ID and the public key to which a wallet's key is sealed
//! (`POST /api/v1/user/sharingkey`; the protocol notes, section 6). The platform allows 5 in 300 s, so
//! look-ups stand in a queue whose wait the screen can show.

use super::ecdh::{self, EcdhError};
use super::error::{Error, ErrorKind};
use super::fields::Fields;
use super::rate_limit::{Place, RateLimit};
use super::routes::Route;
use super::session::Session;
use super::user::read_name;
use crate::domain::share::Recipient;
use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A person with whom a wallet can be shared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SharingKey {
    /// The person, by ID.
    pub user_id: String,
    /// The e-mail address that was asked for, in lower case.
    pub email: String,
    /// Their name; empty where the answer has none.
    pub name: String,
    /// Their key; none for a person who never logged in or has no second factor, with whom spending cannot be
    /// shared.
    pub key: Option<RecipientKey>,
    /// Whether their account is frozen.
    pub is_frozen: bool,
    /// Whether their account is in use, where the platform says so.
    pub is_active: Option<bool>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

/// The public key to which a wallet's key is sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipientKey {
    /// The public key at `path`, hex.
    pub pubkey: String,
    /// Where below the person's extended key it is.
    pub path: String,
}

impl SharingKey {
    pub(super) fn read(mut fields: Fields, email: &str) -> Result<Self, &'static str> {
        let user_id = fields.text("userId").or_else(|| fields.text("id")).ok_or("it names no person")?;
        let key = match (fields.text("pubkey").filter(|it| !it.is_empty()), fields.text("path")) {
            (Some(pubkey), Some(path)) => Some(RecipientKey { pubkey, path }),
            _ => None,
        };
        Ok(Self {
            user_id,
            email: email.to_owned(),
            name: read_name(&mut fields),
            key,
            is_frozen: fields.flag("isFrozen").unwrap_or_default(),
            is_active: fields.flag("isActive"),
            extra: fields.rest(),
        })
    }
}

impl SharingKey {
    /// What the rules of sharing reckon with.
    pub fn recipient(&self) -> Recipient {
        Recipient {
            id: self.user_id.clone(),
            email: self.email.clone(),
            name: self.name.clone(),
            has_key: self.key.is_some(),
            is_frozen: self.is_frozen,
            is_active: self.is_active,
        }
    }
}

impl RecipientKey {
    /// See [`key_fingerprint`].
    pub fn fingerprint(&self) -> Result<String, EcdhError> {
        key_fingerprint(&self.pubkey)
    }
}

/// What two people read to each other to make sure that both speak of the same public key: of the SHA-256 of the
/// compressed point (33 bytes), the first 16 bytes in hex, in groups of four digits. This program's own definition. A
/// share carries the recipient's key as `toPubKey`, so both sides of a share can show the same fingerprint.
pub fn key_fingerprint(pubkey_hex: &str) -> Result<String, EcdhError> {
    let compressed = ecdh::public_hex(&ecdh::public_from_hex(pubkey_hex)?);
    let digest = Sha256::digest(hex::decode(compressed).map_err(|_| EcdhError::PublicKey)?);
    let groups: Vec<String> = digest[..16].chunks(2).map(hex::encode_upper).collect();
    Ok(groups.join(" "))
}

#[derive(Serialize)]
struct LookUpBody<'a> {
    email: &'a str,
}

/// A place in the queue; dropped unused, it goes to the next who asks.
struct Turn {
    limit: Arc<Mutex<RateLimit>>,
    place: Option<Place>,
}

fn locked(limit: &Mutex<RateLimit>) -> MutexGuard<'_, RateLimit> {
    limit.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Turn {
    fn take(limit: &Arc<Mutex<RateLimit>>) -> Self {
        let place = locked(limit).take(Instant::now());
        Self { limit: Arc::clone(limit), place: Some(place) }
    }

    async fn wait(&self) {
        if let Some(place) = self.place {
            tokio::time::sleep_until(place.at.into()).await;
        }
    }

    /// The request is being sent: the place counts.
    fn use_up(&mut self) {
        self.place = None;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(place) = self.place {
            locked(&self.limit).give_back(place);
        }
    }
}

impl Session {
    /// How long a look-up that is asked for now would stand in the queue; zero for not at all.
    pub fn look_up_wait(&self) -> Duration {
        locked(self.sharing_keys()).wait(Instant::now())
    }

    /// How many look-ups can still be made at once.
    pub fn look_ups_left(&self) -> usize {
        locked(self.sharing_keys()).left(Instant::now())
    }

    /// Looks a person up by e-mail address, once, when its turn comes ([`Session::look_up_wait`]). Dropping it
    /// while it waits gives the place to the next. A 404 means that nobody has this address.
    pub async fn look_up(&self, email: &str) -> Result<SharingKey, Error> {
        let email = email.trim().to_lowercase();
        if !email.contains('@') {
            return Err(ErrorKind::NotHere("Type the person's email address.").into());
        }
        let mut turn = Turn::take(self.sharing_keys());
        turn.wait().await;
        turn.use_up();
        let call = self.call(Route::SharingKey, &[])?.json(&LookUpBody { email: &email })?;
        let result = self.ask(call, |fields| SharingKey::read(fields, &email)).await;
        if let Err(error) = &result
            && error.status == Some(429)
        {
            let pause = error.retry_after.unwrap_or(Duration::from_mins(1)).min(Duration::from_hours(1));
            locked(self.sharing_keys()).hold(Instant::now() + pause);
        }
        result
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::key_fingerprint;

    #[test]
    fn a_key_has_one_fingerprint_however_it_is_written() {
        // The generator of secp256k1, compressed and in full (SEC 2, section 2.4.1).
        let x = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
        let y = "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";
        let compressed = key_fingerprint(&format!("02{x}")).unwrap();
        assert_eq!(compressed, "0F71 5BAF 5D4C 2ED3 2978 5CEF 29E5 62F7");
        assert_eq!(key_fingerprint(&format!("04{x}{y}")).unwrap(), compressed);
        assert_ne!(key_fingerprint(&format!("03{x}")).unwrap(), compressed);
        assert!(key_fingerprint(&format!("02{}", "0".repeat(64))).is_err());
        assert!(key_fingerprint("").is_err());
    }
}
