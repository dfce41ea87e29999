//! What the sandbox remembers: people, enterprises, wallets, tokens, and what it has seen of requests.
//!
//! Knows nothing of HTTP: the routes read and change it under one lock, which no await is ever held over.

pub(crate) mod id;
pub(crate) mod person;
pub(crate) mod token;
pub(crate) mod wallet;

use rand::Rng;
use rand_chacha::ChaCha20Rng;

use self::id::Id;
use self::person::{Enterprise, Person};
use self::token::TokenBook;
use self::wallet::WalletBook;
use crate::sandbox::rules::rate::RateLimits;
use crate::sandbox::rules::replay::SeenRequests;

/// Everything in memory.
pub(crate) struct State {
    pub(crate) people: Vec<Person>,
    pub(crate) enterprises: Vec<Enterprise>,
    pub(crate) wallets: WalletBook,
    pub(crate) tokens: TokenBook,
    pub(crate) seen: SeenRequests,
    pub(crate) rates: RateLimits,
    /// Makes identifiers. Seeded, so that the same steps give the same identifiers; never used for secrets.
    ids: ChaCha20Rng,
}

impl State {
    /// An empty state that draws identifiers from `ids`.
    pub(crate) fn new(ids: ChaCha20Rng) -> Self {
        Self {
            people: Vec::new(),
            enterprises: Vec::new(),
            wallets: WalletBook::default(),
            tokens: TokenBook::default(),
            seen: SeenRequests::default(),
            rates: RateLimits::default(),
            ids,
        }
    }

    /// A new identifier.
    pub(crate) fn new_id(&mut self) -> Id {
        let mut bytes = [0; 16];
        self.ids.fill_bytes(&mut bytes);
        Id::from_bytes(bytes)
    }

    /// The person with that identifier.
    pub(crate) fn person(&self, id: Id) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// The person with that e-mail address, in lower case.
    pub(crate) fn person_by_email(&self, email: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.email == email)
    }

    /// The enterprise with that identifier.
    pub(crate) fn enterprise(&self, id: Id) -> Option<&Enterprise> {
        self.enterprises.iter().find(|enterprise| enterprise.id == id)
    }
}
