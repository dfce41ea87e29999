//! What the sandbox remembers: people, enterprises, wallets, tokens, and what it has seen of requests.
//!
//! Knows nothing of HTTP: the routes read and change it under one lock, which no await is ever held over.

pub(crate) mod approval;
pub(crate) mod audit;
pub(crate) mod demand;
pub(crate) mod enterprise_rule;
pub(crate) mod id;
pub(crate) mod person;
pub(crate) mod policy_book;
pub(crate) mod share;
pub(crate) mod template;
pub(crate) mod token;
pub(crate) mod transfer;
pub(crate) mod uploaded_key;
pub(crate) mod wallet;
pub(crate) mod webhook;
pub(crate) mod withdrawal;

use jiff::Timestamp;
use rand::Rng;
use rand_chacha::ChaCha20Rng;

use self::approval::Approval;
use self::audit::AuditEntry;
use self::id::Id;
use self::person::{Enterprise, Person};
use self::policy_book::PolicyBook;
use self::share::{ReshareRequest, WalletShare};
use self::template::TokenTemplate;
use self::token::TokenBook;
use self::uploaded_key::UploadedKey;
use self::wallet::WalletBook;
use self::webhook::Webhook;
use self::withdrawal::Withdrawal;
use crate::sandbox::rules::rate::RateLimits;
use crate::sandbox::rules::replay::SeenRequests;

/// Everything in memory.
pub(crate) struct State {
    pub(crate) people: Vec<Person>,
    pub(crate) enterprises: Vec<Enterprise>,
    pub(crate) wallets: WalletBook,
    pub(crate) tokens: TokenBook,
    /// Oldest first, as are the lists below.
    pub(crate) shares: Vec<WalletShare>,
    pub(crate) reshare_requests: Vec<ReshareRequest>,
    pub(crate) approvals: Vec<Approval>,
    pub(crate) withdrawals: Vec<Withdrawal>,
    pub(crate) policies: PolicyBook,
    pub(crate) templates: Vec<TokenTemplate>,
    pub(crate) audit: Vec<AuditEntry>,
    pub(crate) webhooks: Vec<Webhook>,
    pub(crate) uploaded_keys: Vec<UploadedKey>,
    pub(crate) seen: SeenRequests,
    pub(crate) rates: RateLimits,
    /// When the seed was made: what its times are counted from.
    pub(crate) born: Timestamp,
    /// Makes identifiers. Seeded, so that the same steps give the same identifiers; never used for secrets.
    ids: ChaCha20Rng,
}

impl State {
    /// An empty state that draws identifiers from `ids`.
    pub(crate) fn new(ids: ChaCha20Rng, born: Timestamp) -> Self {
        Self {
            people: Vec::new(),
            enterprises: Vec::new(),
            wallets: WalletBook::default(),
            tokens: TokenBook::default(),
            shares: Vec::new(),
            reshare_requests: Vec::new(),
            approvals: Vec::new(),
            withdrawals: Vec::new(),
            policies: PolicyBook::default(),
            templates: Vec::new(),
            audit: Vec::new(),
            webhooks: Vec::new(),
            uploaded_keys: Vec::new(),
            seen: SeenRequests::default(),
            rates: RateLimits::default(),
            born,
            ids,
        }
    }

    /// A new identifier.
    pub(crate) fn new_id(&mut self) -> Id {
        let mut bytes = [0; 16];
        self.ids.fill_bytes(&mut bytes);
        Id::from_bytes(bytes)
    }

    /// How many identifiers were drawn: where the source of further ones stands.
    pub(crate) fn ids_drawn(&self) -> u64 {
        u64::try_from(self.ids.get_word_pos() / 4).unwrap_or(u64::MAX)
    }

    /// Goes on after so many identifiers.
    pub(crate) fn skip_ids(&mut self, drawn: u64) {
        self.ids.set_word_pos(u128::from(drawn) * 4);
    }

    /// The person with that identifier.
    pub(crate) fn person(&self, id: Id) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// The person with that e-mail address, in lower case.
    pub(crate) fn person_by_email(&self, email: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.email == email)
    }

    /// The same, to change them.
    pub(crate) fn person_mut(&mut self, id: Id) -> Option<&mut Person> {
        self.people.iter_mut().find(|person| person.id == id)
    }

    /// The share with that identifier.
    pub(crate) fn share(&self, id: Id) -> Option<&WalletShare> {
        self.shares.iter().find(|share| share.id == id)
    }

    /// The same, to change it.
    pub(crate) fn share_mut(&mut self, id: Id) -> Option<&mut WalletShare> {
        self.shares.iter_mut().find(|share| share.id == id)
    }

    /// The pending approval with that identifier.
    pub(crate) fn approval(&self, id: Id) -> Option<&Approval> {
        self.approvals.iter().find(|approval| approval.id == id)
    }

    /// The same, to change it.
    pub(crate) fn approval_mut(&mut self, id: Id) -> Option<&mut Approval> {
        self.approvals.iter_mut().find(|approval| approval.id == id)
    }

    /// The enterprise with that identifier.
    pub(crate) fn enterprise(&self, id: Id) -> Option<&Enterprise> {
        self.enterprises.iter().find(|enterprise| enterprise.id == id)
    }
}
