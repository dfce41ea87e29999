//! Keys and hashes: whoever compares two of them compares their ends.

use super::super::letters::{HEX, latin_twin};
use super::ends::{differ_in_few, shared_ends};

/// People compare at least so many letters at either end.
const AT_EACH_END: usize = 2;
/// So many letters at both ends together are not shared by chance: hexadecimal ones hold four bits, others five or more.
const AT_BOTH_ENDS: usize = 6;
const AT_BOTH_ENDS_OF_HEX: usize = 7;
/// Texts that have fewer letters behind what their family begins with are not compared.
const SHORTEST: usize = 8;
/// One letter of so many may differ, at least two in all.
const ONE_OF: usize = 8;
const FEW: usize = 2;

/// An account as the eye takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    /// All its letters.
    letters: Vec<char>,
    /// How many of them every address of the family begins with, so that they tell nothing.
    shared: usize,
    /// Whether what tells it from others is hexadecimal.
    is_hex: bool,
}

impl Seen {
    /// The letters with their twins of other scripts and without their case: the eye passes over both.
    pub fn new(account: &str, telling: &str) -> Self {
        let letters: Vec<char> = account.chars().map(as_seen).collect();
        let shared = letters.len().saturating_sub(telling.chars().count());
        let is_hex = letters.iter().skip(shared).all(|letter| HEX.contains(*letter));
        Self { letters, shared, is_hex }
    }

    /// What tells it from others of its family.
    fn telling(&self) -> &[char] {
        self.letters.get(self.shared..).unwrap_or_default()
    }

    /// Whether one is taken for the other: their ends are alike, or all but a few letters.
    pub fn is_like(&self, other: &Self) -> bool {
        let (a, b) = (self.telling(), other.telling());
        let shorter = a.len().min(b.len());
        if shorter < SHORTEST {
            return false;
        }
        let (front, back) = shared_ends(a, b);
        let at_both = if self.is_hex && other.is_hex { AT_BOTH_ENDS_OF_HEX } else { AT_BOTH_ENDS };
        if front >= AT_EACH_END && back >= AT_EACH_END && front + back >= at_both {
            return true;
        }
        // The mistake may lie in what all begin with.
        let (a, b) = (&self.letters, &other.letters);
        if a.len() == b.len() {
            return differ_in_few(a, b, FEW.max(shorter / ONE_OF));
        }
        // A letter or two more, or fewer, in one place.
        let (front, back) = shared_ends(a, b);
        a.len().abs_diff(b.len()) <= FEW && front + back + FEW >= a.len().max(b.len())
    }
}

/// A letter as it is taken in passing.
fn as_seen(letter: char) -> char {
    match latin_twin(letter).unwrap_or(letter).to_ascii_lowercase() {
        'o' => '0',
        'l' | 'i' | '|' => '1',
        letter => letter,
    }
}
