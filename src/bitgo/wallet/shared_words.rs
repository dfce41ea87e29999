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
    users: HashMap<Box<str>, Arc<[WalletUser]>, RandomState>,
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
    pub(super) fn users(&mut self, text: &str) -> Arc<[WalletUser]> {
        if let Some(known) = self.users.get(text) {
            return Arc::clone(known);
        }
        let people = raw_object::items(text).unwrap_or_default();
        let people: Option<Vec<WalletUser>> =
            people.into_iter().map(|one| Some(self.user(&RawObject::of(one)?))).collect();
        let users: Arc<[WalletUser]> = people.unwrap_or_default().into();
        if self.users.len() < MOST {
            self.users.insert(text.into(), Arc::clone(&users));
        }
        users
    }

    fn user(&mut self, object: &RawObject<'_>) -> WalletUser {
        let words = object.texts("permissions").unwrap_or_default();
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
