//! The wallets' keys that go along with shares: read, then opened beside the screen's thread. Nothing is sent before every
//! one is open.

use std::collections::BTreeMap;

use futures::future::join_all;

use crate::app::active_session::ActiveSession;
use crate::app::error::AppError;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::error::{Error, ErrorKind};
use crate::bitgo::key_sealing::KeySealingError;
use crate::bitgo::keys::WalletKey;
use crate::bitgo::shares::{OpenedKey, ShareOrder, ShareRequest};
use crate::kit::state::Failure;
use crate::panels::create_share::KeyState;

/// A wallet's user key as it was read, still closed.
struct ClosedKey {
    wallet: String,
    is_mpc: bool,
    key: Result<Option<WalletKey>, AppError>,
}

/// The keys of the wallets that are being shared.
#[derive(Default)]
pub(super) struct WalletKeys {
    reading: Task<Vec<ClosedKey>>,
    /// What the panel shows of them, by wallet.
    states: BTreeMap<String, KeyState>,
    opening: Task<Vec<(String, Result<OpenedKey, AppError>)>>,
    /// By wallet.
    opened: BTreeMap<String, OpenedKey>,
    /// What is sent once every key is open.
    requests: Vec<ShareRequest>,
}

/// What opening the keys has come to.
pub(super) enum Openings {
    /// Every key is open, and these shares can be sent.
    Open(Vec<ShareRequest>),
    /// The wallets whose passphrase was of no use. Nothing is sent.
    Refused(BTreeMap<String, Failure>),
}

impl WalletKeys {
    /// Reads the keys that these shares take along; nothing is opened.
    pub(super) fn read(&mut self, shares: Vec<ShareRequest>, session: &ActiveSession) {
        self.forget_opened();
        self.states.clear();
        let asked = session.session.clone();
        self.reading.start(&session.worker, Work::reading("Reading wallet keys"), async move {
            let read = shares.iter().map(|share| async {
                let key = asked.user_key(share.wallet()).await.map_err(AppError::from);
                ClosedKey { wallet: share.wallet().id.to_string(), is_mpc: share.wallet().is_mpc(), key }
            });
            Ok::<_, AppError>(join_all(read).await)
        });
    }

    /// Opens those that are closed still, each with the passphrase of its order.
    pub(super) fn open(&mut self, orders: Vec<ShareOrder>, session: &ActiveSession) {
        if self.is_opening() {
            return;
        }
        let closed = |request: &ShareRequest| {
            request.needs_passphrase() && !self.opened.contains_key(request.wallet().id.as_str())
        };
        let to_open: Vec<_> = orders
            .iter()
            .filter(|order| closed(&order.request))
            .map(|order| (order.request.clone(), self.closed_key(&order.request), order.passphrase.clone()))
            .collect();
        self.requests = orders.into_iter().map(|order| order.request).collect();
        let asked = session.session.clone();
        self.opening.start(&session.worker, Work::reading("Opening wallet keys"), async move {
            let opened = to_open.into_iter().map(async |(request, key, passphrase): (ShareRequest, _, _)| {
                let opened = asked.open_key_for(&request, key, passphrase).await;
                (request.wallet().id.to_string(), opened.map_err(AppError::from))
            });
            Ok::<_, AppError>(join_all(opened).await)
        });
    }

    fn closed_key(&self, request: &ShareRequest) -> Option<WalletKey> {
        let found = self.reading.ready()?.iter().find(|it| it.wallet == request.wallet().id)?;
        found.key.as_ref().ok()?.clone()
    }

    /// Takes over the keys that have been read.
    pub(super) fn poll(&mut self) {
        if self.reading.poll() {
            let read = self.reading.ready().into_iter().flatten();
            self.states = read.map(|it| (it.wallet.clone(), state_of(it))).collect();
        }
    }

    /// Takes over the keys that have been opened. One that was cancelled is as if it had not been asked for.
    pub(super) fn poll_opening(&mut self) -> Option<Openings> {
        if !self.opening.poll() {
            return None;
        }
        if let Some(error) = self.opening.take_error() {
            let sealed = self.requests.drain(..).filter(ShareRequest::needs_passphrase);
            let refused = sealed.map(|request| (request.wallet().id.to_string(), error.failure.clone()));
            return (!error.is_cancelled()).then(|| Openings::Refused(refused.collect()));
        }
        let mut refused = BTreeMap::new();
        for (wallet, opening) in self.opening.take_ready()? {
            match opening {
                Ok(key) => {
                    if let Some(KeyState::There { is_open, .. }) = self.states.get_mut(&wallet) {
                        *is_open = true;
                    }
                    self.opened.insert(wallet, key);
                }
                Err(error) => drop(refused.insert(wallet, error.failure)),
            }
        }
        let requests = std::mem::take(&mut self.requests);
        Some(if refused.is_empty() { Openings::Open(requests) } else { Openings::Refused(refused) })
    }

    /// The person waits no longer for the keys to open.
    pub(super) fn stop_opening(&mut self) {
        self.opening = Task::default();
        self.requests.clear();
    }

    /// Drops the keys that were opened, and the passphrases with them.
    pub(super) fn forget_opened(&mut self) {
        self.opened.clear();
        for state in self.states.values_mut() {
            if let KeyState::There { is_open, .. } = state {
                *is_open = false;
            }
        }
    }

    /// The keys that have been opened, by wallet.
    pub(super) fn opened(&self) -> &BTreeMap<String, OpenedKey> {
        &self.opened
    }

    /// What is known of the keys, by wallet.
    pub(super) fn states(&self) -> &BTreeMap<String, KeyState> {
        &self.states
    }

    /// Whether keys are being read.
    pub(super) fn is_reading(&self) -> bool {
        self.reading.pending_since().is_some()
    }

    /// Whether keys are being opened.
    pub(super) fn is_opening(&self) -> bool {
        self.opening.pending_since().is_some()
    }
}

fn state_of(read: &ClosedKey) -> KeyState {
    match &read.key {
        Ok(Some(key)) => {
            if let Some(public) = key.public_for_sharing(read.is_mpc) {
                return KeyState::There { public: public.to_owned(), is_open: false };
            }
            let error = Error::from(ErrorKind::from(KeySealingError::NoPublicKey));
            KeyState::Failed(AppError::from(error).failure)
        }
        Ok(None) => KeyState::Missing,
        Err(error) => KeyState::Failed(error.failure.clone()),
    }
}
