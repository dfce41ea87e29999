//! Sharing wallets with a person: the look-up, the keys, and the shares themselves, each sent once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures::future::join_all;
use secrecy::SecretString;
use tokio::task::spawn_blocking;

use super::ActiveSession;
use crate::app::error::AppError;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::environment::EnvironmentKind;
use crate::bitgo::error::{Error, ErrorKind};
use crate::bitgo::keys::WalletKey;
use crate::bitgo::session::Session;
use crate::bitgo::shares::{ShareRequest, seal_user_key, try_passphrase};
use crate::bitgo::sharing::{ShareKeychain, SharingError};
use crate::domain::share::Names;
use crate::kit::state::{Failure, View};
use crate::panels::share_dialog::{Fate, Found, KeyRead, LookedUp, Order, Shared};

/// A wallet's key, opened and ready for its share.
#[derive(Clone)]
enum Opened {
    /// Sealed for the recipient.
    Sealed(Box<ShareKeychain>),
    /// The passphrase that opens it, for Express to do the same.
    Tried(SecretString),
}

/// What opening the keys came to, wallet by wallet.
type Openings = Vec<(String, Result<Opened, AppError>)>;
/// The keys that were read, wallet by wallet.
type Keys = Vec<KeyOf>;

/// A wallet's user key as it was read, still closed.
struct KeyOf {
    wallet: String,
    is_mpc: bool,
    key: Result<Option<WalletKey>, AppError>,
}

/// What is being shared, and with whom.
#[derive(Default)]
pub struct Giving {
    looked_up: BTreeMap<String, LookedUp>,
    look_up: Task<(String, LookedUp)>,
    /// When the look-up under way is sent.
    turn_at: Option<Instant>,
    keys: Task<Keys>,
    keys_read: BTreeMap<String, KeyRead>,
    opening: Task<Openings>,
    opened: BTreeMap<String, Opened>,
    opened_ids: Vec<String>,
    /// What is sent once every key is open.
    requests: Vec<ShareRequest>,
    sending: Task<()>,
    /// What has come of single shares since they were last taken over.
    fates: Arc<Mutex<Vec<(String, Fate)>>>,
}

/// What polling has brought.
#[derive(Default)]
pub struct Brought {
    /// The wallets whose passphrase was of no use; nothing was sent.
    pub refused: BTreeMap<String, Failure>,
    /// Every key is open, and these shares can be sent.
    pub to_send: Vec<ShareRequest>,
    /// What came of single shares.
    pub fates: Vec<(String, Fate)>,
    /// Nothing more is sent.
    pub is_over: bool,
}

impl Giving {
    /// Whom has been looked up, by address in lower case.
    pub fn looked_up(&self) -> &BTreeMap<String, LookedUp> {
        &self.looked_up
    }

    /// How the look-up stands.
    pub fn look_up(&self) -> View<'_, ()> {
        self.look_up.view().part(|_| &())
    }

    /// How long the look-up under way still stands in the queue.
    pub fn turn_in(&self) -> Option<Duration> {
        self.look_up.pending_since()?;
        Some(self.turn_at?.saturating_duration_since(Instant::now()))
    }

    /// The public parts of the wallets' keys.
    pub fn keys(&self) -> &BTreeMap<String, KeyRead> {
        &self.keys_read
    }

    /// Whether keys are being read.
    pub fn is_reading_keys(&self) -> bool {
        self.keys.pending_since().is_some()
    }

    /// Whether keys are being opened.
    pub fn is_opening(&self) -> bool {
        self.opening.pending_since().is_some()
    }

    /// The wallets whose key has been opened.
    pub fn opened(&self) -> &[String] {
        &self.opened_ids
    }

    /// Since when somebody is being looked up.
    pub fn looking_since(&self) -> Option<Instant> {
        self.look_up.pending_since()
    }

    /// Since when keys are being opened, or shares are being sent.
    pub fn sharing_since(&self) -> Option<Instant> {
        self.opening.pending_since().or_else(|| self.sending.pending_since())
    }

    /// Does without the look-up under way; its place in the queue goes to the next.
    pub fn stop_look_up(&mut self) {
        drop(self.look_up.take());
        self.turn_at = None;
    }

    /// Ends the opening of keys, or the sending: what has been sent may have happened.
    pub fn stop(&mut self) {
        drop(self.opening.take());
        self.requests.clear();
        if self.sending.pending_since().is_some() {
            self.sending = Task::default();
            self.forget_keys();
        }
    }

    /// The person leaves the page: what was opened for shares that are not under way is dropped.
    pub fn leave(&mut self) {
        if self.sharing_since().is_none() {
            self.forget_keys();
        }
    }

    /// Drops the keys that were opened, and the passphrases with them.
    fn forget_keys(&mut self) {
        self.opened.clear();
        self.opened_ids.clear();
    }

    /// Takes over what has come.
    pub fn poll(&mut self, names: &mut Names) -> Brought {
        let mut brought = Brought::default();
        if self.look_up.poll()
            && let Some((email, found)) = self.look_up.take_ready()
        {
            if let LookedUp::Found(key) = &found {
                names.add(&key.user_id, key.recipient().display_name());
            }
            self.looked_up.insert(email, found);
        }
        if self.keys.poll()
            && let Some(keys) = self.keys.ready()
        {
            self.keys_read = keys.iter().map(|it| (it.wallet.clone(), key_read(it))).collect();
        }
        if self.opening.poll() {
            self.take_openings(&mut brought);
        }
        brought.is_over = self.sending.poll();
        brought.fates = std::mem::take(&mut *locked(&self.fates));
        if brought.is_over {
            self.forget_keys();
        }
        brought
    }

    fn take_openings(&mut self, brought: &mut Brought) {
        let openings = match (self.opening.take_ready(), self.opening.error()) {
            (Some(openings), _) => openings,
            (None, Some(error)) => {
                let failed = |request: &ShareRequest| (request.wallet().id.clone(), error.failure.clone());
                brought.refused =
                    self.requests.iter().filter(|it| it.needs_passphrase()).map(failed).collect();
                return;
            }
            (None, None) => return,
        };
        for (id, opening) in openings {
            match opening {
                Ok(opened) => drop(self.opened.insert(id, opened)),
                Err(error) => drop(brought.refused.insert(id, error.failure)),
            }
        }
        self.opened_ids = self.opened.keys().cloned().collect();
        if brought.refused.is_empty() {
            brought.to_send = std::mem::take(&mut self.requests);
        }
    }
}

fn locked<T>(fates: &Mutex<T>) -> MutexGuard<'_, T> {
    fates.lock().unwrap_or_else(PoisonError::into_inner)
}

fn key_read(read: &KeyOf) -> KeyRead {
    match &read.key {
        Ok(Some(key)) => match key.public_for_sharing(read.is_mpc) {
            Some(public) => KeyRead::There { public: public.to_owned() },
            None => KeyRead::Failed(
                AppError::from(Error::from(ErrorKind::from(SharingError::NoPublicKey))).failure,
            ),
        },
        Ok(None) => KeyRead::Missing,
        Err(error) => KeyRead::Failed(error.failure.clone()),
    }
}

impl ActiveSession {
    /// Looks a person up, once, when it is their turn.
    pub fn look_up(&mut self, email: String) {
        let key = Work::reading("Looking a person up");
        let session = self.session.clone();
        let giving = &mut self.sharing.giving;
        if giving.look_up.pending_since().is_some() {
            return;
        }
        giving.turn_at = Some(Instant::now() + session.look_up_wait());
        giving.look_up.start(&self.worker, key, async move {
            match session.look_up(&email).await {
                Ok(key) => Ok((email, LookedUp::Found(key))),
                Err(error) if error.status == Some(404) => Ok((email, LookedUp::Nobody)),
                Err(error) => Err(AppError::from(error)),
            }
        });
    }

    /// Reads the keys that these shares take along; nothing is opened.
    pub fn read_share_keys(&mut self, shares: Vec<ShareRequest>) {
        let session = self.session.clone();
        let asking = Work::reading("Reading wallet keys");
        let giving = &mut self.sharing.giving;
        giving.forget_keys();
        giving.keys_read.clear();
        giving.keys.start(&self.worker, asking, async move {
            let read = shares.iter().map(|share| async {
                let key = session.user_key(share.wallet()).await.map_err(AppError::from);
                KeyOf { wallet: share.wallet().id.clone(), is_mpc: share.wallet().is_mpc(), key }
            });
            Ok::<_, AppError>(join_all(read).await)
        });
    }

    /// Opens the keys, beside the screen's thread and the network's. Nothing is sent before every one is open.
    pub fn open_share_keys(&mut self, orders: Vec<Order>) {
        let for_express = self.environment.kind() == EnvironmentKind::Express;
        let asking = Work::reading("Opening wallet keys");
        let giving = &mut self.sharing.giving;
        if giving.sharing_since().is_some() {
            return;
        }
        let keys = giving.keys.ready();
        let key_of = |id: &str| {
            let found = keys?.iter().find(|it| it.wallet == id)?;
            found.key.as_ref().ok()?.clone()
        };
        let to_open: Vec<_> = orders
            .iter()
            .filter(|order| order.request.needs_passphrase())
            .filter(|order| !giving.opened.contains_key(&order.request.wallet().id))
            .map(|order| {
                (order.request.clone(), key_of(&order.request.wallet().id), order.passphrase.clone())
            })
            .collect();
        giving.requests = orders.into_iter().map(|order| order.request).collect();
        giving.opening.start(&self.worker, asking, async move {
            let opened = to_open.into_iter().map(|(request, key, passphrase)| async move {
                let opened = open(&request, key, passphrase, for_express).await;
                (request.wallet().id.clone(), opened)
            });
            Ok::<_, AppError>(join_all(opened).await)
        });
    }

    /// Sends the shares, one after the other, each once.
    pub fn send_shares(&mut self, requests: Vec<ShareRequest>) {
        let through_express = self.environment.kind() == EnvironmentKind::Express;
        let session = self.session.clone();
        let asking = Work::changing("Sharing wallets");
        let giving = &mut self.sharing.giving;
        let (fates, screen) = (giving.fates.clone(), self.worker.clone());
        let opened = giving.opened.clone();
        giving.sending.start(&self.worker, asking, async move {
            let note = |id: &str, fate: Fate| {
                locked(&fates).push((id.to_owned(), fate));
                screen.wake_screen();
            };
            for request in &requests {
                let id = &request.wallet().id;
                note(id, Fate::Sending);
                match send(&session, request, opened.get(id), through_express).await {
                    Ok(shared) => note(id, Fate::Made(shared)),
                    Err(error) => {
                        let is_over = error.ends_session();
                        let error = AppError::from(error);
                        note(id, fate_of(&error));
                        if is_over {
                            return Err(error);
                        }
                    }
                }
            }
            Ok(())
        });
    }
}

async fn open(
    request: &ShareRequest,
    key: Option<WalletKey>,
    passphrase: Option<SecretString>,
    for_express: bool,
) -> Result<Opened, AppError> {
    let lacks = |error: SharingError| AppError::from(Error::from(ErrorKind::from(error)));
    let key = key.ok_or_else(|| lacks(SharingError::NoUserKey))?;
    let passphrase = passphrase.ok_or_else(|| lacks(SharingError::WalletPassphrase))?;
    let (is_mpc, recipient) = (request.wallet().is_mpc(), request.recipient().clone());
    let work = move || {
        if for_express {
            try_passphrase(&key, &passphrase).map(|()| Opened::Tried(passphrase))
        } else {
            let sealed = seal_user_key(&key, is_mpc, &recipient, &passphrase)?;
            Ok(Opened::Sealed(Box::new(sealed)))
        }
    };
    let opened: Result<Opened, SharingError> =
        spawn_blocking(work).await.map_err(|_| AppError::broke_off())?;
    opened.map_err(lacks)
}

async fn send(
    session: &Session,
    request: &ShareRequest,
    opened: Option<&Opened>,
    through_express: bool,
) -> Result<Shared, Error> {
    if through_express {
        let wallet = request.wallet();
        let passphrase = match opened {
            Some(Opened::Tried(passphrase)) => Some(passphrase),
            Some(Opened::Sealed(_)) | None => None,
        };
        let share = request.for_express();
        let outcome = session.share_by_express(&wallet.coin, &wallet.id, &share, passphrase).await;
        return outcome.map(|outcome| Shared::of(&outcome));
    }
    let keychain = match opened {
        Some(Opened::Sealed(keychain)) => Some(&**keychain),
        Some(Opened::Tried(_)) | None => None,
    };
    let outcome = session.send_share(request, keychain).await;
    outcome.map(|outcome| Shared::of(&outcome))
}

fn fate_of(error: &AppError) -> Fate {
    let failure = error.failure.clone();
    if error.outcome_unknown {
        Fate::Lost { failure, since: Instant::now(), found: Found::NotLooked }
    } else {
        Fate::Refused(failure)
    }
}
