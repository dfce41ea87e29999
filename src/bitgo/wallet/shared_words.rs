//! What the wallets of one list share: held once, however many wallets say it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::RandomState;
use smol_str::SmolStr;

use super::WalletUser;
use crate::bitgo::raw_object::{self, RawObject};

/// So many different texts are remembered; a list that has more shares less.
const MOST: usize = 4_096;

/// The words and people that came so far.
#[derive(Default)]
pub(in crate::bitgo) struct SharedWords {
    words: HashSet<SmolStr, RandomState>,
    permissions: HashSet<Arc<[SmolStr]>, RandomState>,
    /// By the text that came.
    people: HashMap<Box<str>, People, RandomState>,
}

/// The people of a wallet.
#[derive(Clone, Default)]
pub(super) struct People {
    pub users: Arc<[WalletUser]>,
    /// Each has an ID and a list of permissions.
    pub are_readable: bool,
}

impl SharedWords {
    /// The word, with the memory of the one that came before.
    pub(super) fn word(&mut self, word: &str) -> SmolStr {
        if let Some(known) = self.words.get(word) {
            return known.clone();
        }
        let word = SmolStr::new(word);
        if self.words.len() < MOST {
            self.words.insert(word.clone());
        }
        word
    }

    /// The people that a text names; none where it is no list of objects.
    pub(super) fn people(&mut self, text: &str) -> People {
        if let Some(known) = self.people.get(text) {
            return known.clone();
        }
        let people = self.new_people(text).unwrap_or_default();
        if self.people.len() < MOST {
            self.people.insert(text.into(), people.clone());
        }
        people
    }

    fn new_people(&mut self, text: &str) -> Option<People> {
        let (mut users, mut are_readable) = (Vec::new(), true);
        for one in raw_object::items(text)? {
            let object = RawObject::of(one)?;
            let permissions = object.texts("permissions");
            are_readable &= permissions.is_some();
            users.push(self.user(&object, &permissions.unwrap_or_default()));
        }
        are_readable &= users.iter().all(|user| !user.user.is_empty());
        Some(People { users: users.into(), are_readable })
    }

    fn user(&mut self, object: &RawObject<'_>, words: &[String]) -> WalletUser {
        let permissions: Vec<SmolStr> = words.iter().map(|word| self.word(word)).collect();
        let user = object.text("user").map(|id| self.word(&id)).unwrap_or_default();
        if let Some(known) = self.permissions.get(permissions.as_slice()) {
            return WalletUser { user, permissions: Arc::clone(known) };
        }
        let permissions: Arc<[SmolStr]> = permissions.into();
        if self.permissions.len() < MOST {
            self.permissions.insert(Arc::clone(&permissions));
        }
        WalletUser { user, permissions }
    }
}
