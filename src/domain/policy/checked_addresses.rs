//! The addresses of a draft with what came of checking each, kept from one check to the next: a list may be long, and
//! reading an address takes some work.

use super::addresses::{Around, check_each, surroundings};
use super::draft::{RuleContext, RuleDraft};
use crate::domain::address::CheckedAddress;

/// What came of checking the addresses of a draft. It holds while they, what is around them and the coin are the same.
#[derive(Debug, Default)]
pub struct CheckedAddresses {
    kept: Option<Kept>,
    /// How often what is around the addresses was read, and how often the addresses were checked.
    #[cfg(test)]
    pub(super) counts: (usize, usize),
}

#[derive(Debug)]
struct Kept {
    coin: String,
    surroundings: Vec<Vec<String>>,
    around: Around,
    texts: Vec<String>,
    checked: Vec<CheckedAddress>,
}

impl CheckedAddresses {
    /// Each address of the draft, checked again only where something has changed.
    pub(super) fn of(&mut self, draft: &RuleDraft, context: &RuleContext<'_>) -> &[CheckedAddress] {
        let (coin, surroundings) = (draft.coin(context.wallet), surroundings(draft, context));
        let kept = self.kept.take().filter(|it| it.coin == coin && it.surroundings == surroundings);
        let (kept, is_new) = match kept {
            Some(kept) => (kept, false),
            None => (Kept::new(coin, &surroundings, Around::of(draft, context)), true),
        };
        let kept = self.kept.insert(kept);
        let texts = draft.wanted_addresses();
        let is_changed = is_new || kept.texts != texts;
        if is_changed {
            kept.checked = check_each(&texts, &kept.around);
            kept.texts = owned(&texts);
        }
        #[cfg(test)]
        {
            self.counts.0 += usize::from(is_new);
            self.counts.1 += usize::from(is_changed);
        }
        &kept.checked
    }
}

impl Kept {
    fn new(coin: &str, surroundings: &[Vec<&str>], around: Around) -> Self {
        let surroundings = surroundings.iter().map(|all| owned(all)).collect();
        Self { coin: coin.to_owned(), surroundings, around, texts: Vec::new(), checked: Vec::new() }
    }
}

fn owned(all: &[&str]) -> Vec<String> {
    all.iter().map(|&it| it.to_owned()).collect()
}
