//! The state file: what changed since the seed, so that a sandbox served alone goes on where it stopped.
//!
//! Written whole to a file beside it and renamed, so that it is never half there. It holds the sandbox's own token
//! texts: they open nothing else, and the file is for its owner's eyes all the same.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::state::State;
use super::state::approval::Approval;
use super::state::audit::AuditEntry;
use super::state::id::Id;
use super::state::person::{EcdhKeychain, Membership, Person};
use super::state::policy_book::PolicyBook;
use super::state::share::{ReshareRequest, WalletShare};
use super::state::template::TokenTemplate;
use super::state::token::{Token, TokenBook};
use super::state::uploaded_key::UploadedKey;
use super::state::wallet::{Balances, Freeze, PolicyRule, Wallet, WalletSettings, WalletUser};
use super::state::webhook::Webhook;
use super::state::withdrawal::Withdrawal;

/// The only format that is read and written. One that is laid out differently gets the next number.
const VERSION: u32 = 4;

/// Why a state file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StateFileError {
    /// It cannot be read or written.
    #[error("the file cannot be read or written: {0}")]
    Io(#[from] io::Error),
    /// It is no state file.
    #[error("it is not a state file of this sandbox: {0}")]
    Format(#[from] serde_json::Error),
    /// Another version wrote it.
    #[error("it has version {0}, and this program reads version {VERSION}: choose another file")]
    Version(u32),
}

/// Everything that the seed alone cannot make again.
#[derive(Serialize, Deserialize)]
pub(crate) struct Snapshot {
    version: u32,
    /// With how many wallets and when the seed was made.
    pub(crate) wallets: usize,
    pub(crate) born: Timestamp,
    /// What the clock showed.
    pub(crate) now: Timestamp,
    ids_drawn: u64,
    tokens: Vec<Token>,
    shares: Vec<WalletShare>,
    reshare_requests: Vec<ReshareRequest>,
    approvals: Vec<Approval>,
    withdrawals: Vec<Withdrawal>,
    policies: PolicyBook,
    templates: Vec<TokenTemplate>,
    audit: Vec<AuditEntry>,
    webhooks: Vec<Webhook>,
    uploaded_keys: Vec<UploadedKey>,
    people: Vec<PersonChange>,
    changed_wallets: Vec<WalletChange>,
}

#[derive(Serialize, Deserialize)]
struct PersonChange {
    id: Id,
    memberships: Vec<Membership>,
    keychains: Vec<EcdhKeychain>,
    ecdh_xpub: Option<String>,
    is_frozen: bool,
    pinned: Vec<Id>,
}

#[derive(Serialize, Deserialize)]
struct WalletChange {
    id: Id,
    label: String,
    users: Vec<WalletUser>,
    rules: Vec<PolicyRule>,
    policy_version: u32,
    freeze: Option<Freeze>,
    approvals_required: u32,
    tags: Vec<String>,
    balances: Balances,
    user_key_signing: bool,
    settings: WalletSettings,
}

impl Snapshot {
    /// The state as it is. Tokens that have ended are left out: nothing can bring them back.
    pub(crate) fn of(state: &State, now: Timestamp) -> Self {
        Self {
            version: VERSION,
            wallets: state.wallets.len(),
            born: state.born,
            now,
            ids_drawn: state.ids_drawn(),
            tokens: state.tokens.all().filter(|token| token.is_live(now)).cloned().collect(),
            shares: state.shares.clone(),
            reshare_requests: state.reshare_requests.clone(),
            approvals: state.approvals.clone(),
            withdrawals: state.withdrawals.clone(),
            policies: state.policies.clone(),
            templates: state.templates.clone(),
            audit: state.audit.clone(),
            webhooks: state.webhooks.clone(),
            uploaded_keys: state.uploaded_keys.clone(),
            people: state.people.iter().map(PersonChange::of).collect(),
            changed_wallets: state.wallets.changed().map(WalletChange::of).collect(),
        }
    }

    /// Lays it over a state fresh from the same seed.
    pub(crate) fn restore(self, state: &mut State) {
        state.skip_ids(self.ids_drawn);
        state.tokens = TokenBook::default();
        for token in self.tokens {
            state.tokens.add(token);
        }
        state.shares = self.shares;
        state.reshare_requests = self.reshare_requests;
        state.approvals = self.approvals;
        state.withdrawals = self.withdrawals;
        state.policies = self.policies;
        state.templates = self.templates;
        state.audit = self.audit;
        state.webhooks = self.webhooks;
        state.uploaded_keys = self.uploaded_keys;
        for change in self.people {
            if let Some(person) = state.person_mut(change.id) {
                change.apply(person);
            }
        }
        for change in self.changed_wallets {
            if let Some(wallet) = state.wallets.get_mut(change.id) {
                change.apply(wallet);
            }
        }
    }

    /// Reads a file; none where there is none yet.
    pub(crate) fn read(path: &Path) -> Result<Option<Self>, StateFileError> {
        #[derive(Deserialize)]
        struct Head {
            version: u32,
        }
        let text = match fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        // The version first: another one need not have the fields of this one.
        let Head { version } = serde_json::from_slice(&text)?;
        if version != VERSION {
            return Err(StateFileError::Version(version));
        }
        Ok(Some(serde_json::from_slice(&text)?))
    }
}

impl PersonChange {
    fn of(person: &Person) -> Self {
        Self {
            id: person.id,
            memberships: person.memberships.clone(),
            keychains: person.keychains.clone(),
            ecdh_xpub: person.ecdh_xpub.clone(),
            is_frozen: person.is_frozen,
            pinned: person.pinned.clone(),
        }
    }

    fn apply(self, person: &mut Person) {
        let Self { id: _, memberships, keychains, ecdh_xpub, is_frozen, pinned } = self;
        (person.memberships, person.keychains, person.ecdh_xpub) = (memberships, keychains, ecdh_xpub);
        (person.is_frozen, person.pinned) = (is_frozen, pinned);
    }
}

impl WalletChange {
    fn of(wallet: &Wallet) -> Self {
        Self {
            id: wallet.id,
            label: wallet.label.clone(),
            users: wallet.users.clone(),
            rules: wallet.rules.clone(),
            policy_version: wallet.policy_version,
            freeze: wallet.freeze,
            approvals_required: wallet.approvals_required,
            tags: wallet.tags.clone(),
            balances: wallet.balances.clone(),
            user_key_signing: wallet.user_key_signing,
            settings: wallet.settings.clone(),
        }
    }

    fn apply(self, wallet: &mut Wallet) {
        wallet.label = self.label;
        wallet.users = self.users;
        wallet.rules = self.rules;
        wallet.policy_version = self.policy_version;
        wallet.freeze = self.freeze;
        wallet.approvals_required = self.approvals_required;
        wallet.tags = self.tags;
        wallet.balances = self.balances;
        wallet.user_key_signing = self.user_key_signing;
        wallet.settings = self.settings;
    }
}

/// Writes the state file, one writer at a time.
pub(crate) struct StateWriter {
    path: PathBuf,
    writing: Mutex<()>,
}

impl StateWriter {
    /// A keeper of that file.
    pub(crate) const fn new(path: PathBuf) -> Self {
        Self { path, writing: Mutex::new(()) }
    }

    /// Takes a snapshot and writes it. What cannot be written is logged: the sandbox goes on.
    pub(crate) fn save(&self, snapshot: impl FnOnce() -> Snapshot) {
        // Taken inside: the later snapshot is written later.
        let _one_at_a_time = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = self.write(&snapshot()) {
            tracing::error!(%error, "the state file could not be written");
        }
    }

    /// Writes a snapshot, once, and says what went wrong.
    pub(crate) fn write(&self, snapshot: &Snapshot) -> Result<(), StateFileError> {
        let mut beside = self.path.clone().into_os_string();
        beside.push(".new");
        let beside = PathBuf::from(beside);
        let mut file = create_private(&beside)?;
        file.write_all(&serde_json::to_vec(snapshot)?)?;
        file.sync_all()?;
        fs::rename(&beside, &self.path)?;
        Ok(())
    }
}

/// A file that only its owner reads, where the system knows of owners.
fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
