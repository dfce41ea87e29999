//! Looking a person up for sharing: their ID and the public key to which a wallet's key is sealed
//! (`POST /api/v1/user/sharingkey`; the protocol notes, section 6). The platform allows 5 in 300 s, so
//! look-ups stand in a queue whose wait the screen can show.

use super::error::{Error, ErrorKind};
use super::fields::Fields;
use super::rate_limit::{Place, RateLimit};
use super::session::Session;
use super::user::read_name;
use serde::Serialize;
use serde_json::{Map, Value};
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
            extra: fields.rest(),
        })
    }
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
            return Err(ErrorKind::NotHere("Type the person's e-mail address.").into());
        }
        let mut turn = Turn::take(self.sharing_keys());
        turn.wait().await;
        turn.use_up();
        let call = self.post("api/v1/user/sharingkey", &LookUpBody { email: &email })?;
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
