//! Which wallets a filter finds. Whatever many wallets share is compared with its words once: coins, kinds and marks.

use std::collections::HashMap;

use crate::bitgo::wallet::{Mark, MarkFacts, Wallet};
use crate::domain::alphabet::{
    MIXED, SAME_NAME, SameNames, has_in_its_look, holds_ignoring_case, mixed_alphabets,
};
use crate::domain::coin::coins;
use crate::domain::foreign_text::{HIDDEN, has_hidden};

/// A set of words, a bit each.
type WordSet = u64;

/// The words of a filter, each of which has to be somewhere in the row.
pub(super) struct Filter<'a> {
    /// In lower case. No more than the set holds: nobody types as many.
    words: Vec<&'a str>,
    of_coins: HashMap<&'a str, WordSet>,
    of_kinds: HashMap<(&'a str, bool), WordSet>,
    /// The marks that some word is in.
    of_marks: Vec<(WordSet, AnyMark)>,
    mark_facts: &'a MarkFacts,
    same_names: &'a SameNames,
}

/// A mark of the wallet, or of its name.
#[derive(Clone, Copy)]
enum AnyMark {
    OfWallet(Mark),
    SameName,
    MixedAlphabets,
    HiddenCharacters,
}

impl AnyMark {
    fn all() -> impl Iterator<Item = (Self, &'static str)> {
        let of_name =
            [(Self::SameName, SAME_NAME), (Self::MixedAlphabets, MIXED), (Self::HiddenCharacters, HIDDEN)];
        Mark::ALL.into_iter().map(|mark| (Self::OfWallet(mark), mark.words())).chain(of_name)
    }
}

impl<'a> Filter<'a> {
    /// `words` are in lower case.
    pub(super) fn of(words: &'a str, mark_facts: &'a MarkFacts, same_names: &'a SameNames) -> Self {
        let words: Vec<&str> = words.split_whitespace().take(64).collect();
        let of_marks = AnyMark::all()
            .map(|(mark, text)| (found(&words, |word| text.contains(word)), mark))
            .filter(|(found, _)| *found != 0)
            .collect();
        let (of_coins, of_kinds) = (HashMap::new(), HashMap::new());
        Self { words, of_coins, of_kinds, of_marks, mark_facts, same_names }
    }

    /// Whether every word is somewhere in the row.
    pub(super) fn finds(&mut self, wallet: &'a Wallet) -> bool {
        let words = &self.words;
        let all = found(words, |_| true);
        let mut found_there = *self.of_coins.entry(&wallet.coin).or_insert_with(|| {
            let name = coins().get(&wallet.coin).map_or("", |coin| coin.full_name);
            found(words, |word| holds_ignoring_case(name, word) || holds_ignoring_case(&wallet.coin, word))
        });
        if found_there != all {
            let kind = (wallet.kind.word(), wallet.is_mpc());
            found_there |= *self.of_kinds.entry(kind).or_insert_with(|| {
                let kind = wallet.kind_words();
                found(words, |word| holds_ignoring_case(&kind, word))
            });
        }
        for (of_mark, mark) in &self.of_marks {
            if found_there | of_mark != found_there && self.has(wallet, *mark) {
                found_there |= of_mark;
            }
        }
        let is_found = |(at, word): (usize, &&str)| {
            found_there & (1 << at) != 0
                || holds_ignoring_case(&wallet.id, word)
                || has_in_its_look(&wallet.label, word)
        };
        found_there == all || words.iter().enumerate().all(is_found)
    }

    fn has(&self, wallet: &Wallet, mark: AnyMark) -> bool {
        match mark {
            AnyMark::OfWallet(mark) => wallet.has_mark(mark, self.mark_facts),
            AnyMark::SameName => wallet.telling_id(self.same_names).is_some(),
            AnyMark::MixedAlphabets => mixed_alphabets(&wallet.label).is_some(),
            AnyMark::HiddenCharacters => has_hidden(&wallet.label),
        }
    }
}

/// The set of those words that are in something.
fn found(words: &[&str], is_in: impl Fn(&str) -> bool) -> WordSet {
    let bits = words.iter().enumerate().filter(|(_, word)| is_in(word)).map(|(at, _)| 1 << at);
    bits.fold(0, |all, bit: WordSet| all | bit)
}
