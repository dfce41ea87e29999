//! A new token on its way into the system's keychain.

use secrecy::SecretString;
use tokio::task::spawn_blocking;

use super::error::AppError;
use super::kept_tokens::{self, Unlisted};
use super::ledger::LedgerHandle;
use super::task::Task;
use super::work::Work;
use super::worker::Worker;
use crate::kit::state::{KeychainOffer, Loadable};

use crate::store::keychain::{Availability, Keychain};
use crate::store::ledger::KeptToken;
use crate::store::settings::Settings;

/// What is said once it was turned on again.
const NOT_LOOKED_FOR: &str = "The keychain has not been looked for since it was turned on.";

/// Looks for the keychain, and keeps tokens in it. A locked one waits for its person, so all of it is off the screen's
/// thread.
pub struct KeychainSave {
    keychain: Keychain,
    availability: Task<Availability>,
    /// It was off when it was to be looked for.
    was_off: bool,
    /// The name under which the last token is kept.
    done: Task<String>,
}

impl KeychainSave {
    /// Tokens go into this keychain.
    pub fn new(keychain: Keychain) -> Self {
        Self { keychain, availability: Task::default(), was_off: false, done: Task::default() }
    }

    /// Begins to look whether there is a keychain, unless the person has turned it off.
    pub fn find_availability(&mut self, worker: &Worker, work: Work, settings: &Settings) {
        self.was_off = !settings.use_keychain;
        if self.was_off {
            self.availability = Task::default();
            return;
        }
        let keychain = self.keychain.clone();
        self.availability.start(worker, work, async move {
            spawn_blocking(move || keychain.availability()).await.map_err(|_| AppError::broke_off())
        });
    }

    /// Begins to keep a token of the environment `origin` under a name. One that is there already stays.
    pub fn save(&mut self, worker: &Worker, work: Work, origin: String, name: String, secret: SecretString) {
        let keychain = self.keychain.clone();
        self.done.start(worker, work, async move {
            let kept = spawn_blocking(move || keychain.save(&origin, &name, &secret).map(|()| name)).await;
            kept.map_err(|_| AppError::broke_off())?.map_err(|error| AppError::of_keychain(&error))
        });
    }

    /// The same with an access token, which the login lists from then on.
    pub fn save_token(
        &mut self,
        worker: &Worker,
        ledger: LedgerHandle,
        token: KeptToken,
        secret: SecretString,
    ) {
        let keeping = kept_tokens::keep(ledger, self.keychain.clone(), token, secret, Unlisted::Leave);
        let work = Work::saving("Saving to the keychain");
        self.done.start(worker, work, async move { keeping.await.map(|name| name.label) });
    }

    /// Takes over what has come; says whether a token has just been kept.
    pub fn poll(&mut self) -> bool {
        self.availability.poll();
        self.done.poll() && self.done.ready().is_some()
    }

    /// What the screen offers, for a token of the environment `origin`.
    pub fn offer(&self, origin: &str, settings: &Settings) -> KeychainOffer<'_> {
        match self.availability.view() {
            _ if !settings.use_keychain => KeychainOffer::Off,
            Loadable::NotAsked if self.was_off => KeychainOffer::Missing { why: NOT_LOOKED_FOR },
            Loadable::NotAsked | Loadable::Pending(_) => KeychainOffer::Looking,
            Loadable::Failed(failure, _) => KeychainOffer::Missing { why: &failure.what },
            Loadable::Ready(availability) if availability.can_save() => KeychainOffer::There {
                service: self.keychain.service(origin),
                note: (*availability == Availability::Locked).then(|| availability.words()),
                saving: self.done.view(),
            },
            Loadable::Ready(availability) => KeychainOffer::Missing { why: availability.words() },
        }
    }

    /// Forgets how the last saving went. What is in the keychain stays there.
    pub fn forget(&mut self) {
        self.done = Task::default();
    }
}
