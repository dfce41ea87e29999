//! Names of accounts, which people read: EOS, NEAR, the numbers of Hedera.

use super::super::family::AddressFamily;
use super::super::letters::latin_twin;
use super::ends::{differ_in_few, shared_ends};

/// Shorter names that differ in a letter are told apart.
const SHORTEST: usize = 4;
/// Names of more letters than the longest of any chain are not names.
const LONGEST: usize = 64;

/// What is taken for what in names: letters, then pairs of letters. Digits of a Hedera number stay as they are.
const LETTERS: [(&[char], char); 5] = [
    (&['0', 'o'], 'o'),
    (&['1', 'l', 'i', '|'], 'l'),
    (&['5', 's'], 's'),
    (&['2', 'z'], 'z'),
    (&['8', 'b'], 'b'),
];
const PAIRS: [(&str, &str); 3] = [("rn", "m"), ("vv", "w"), ("cl", "d")];
/// The ends of names that all on a network share.
const SHARED_ENDS: [&str; 2] = [".near", ".testnet"];

/// A name as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// All of it.
    whole: String,
    /// With the letters that are taken for each other made one, without the end that names share.
    seen: String,
    /// The same without points, hyphens and underscores.
    joined: String,
}

impl Name {
    /// A name of a family, right or not.
    pub fn new(account: &str, family: Option<AddressFamily>) -> Self {
        let whole: String = account.chars().take(LONGEST).collect();
        if family == Some(AddressFamily::Hedera) {
            let seen: String = whole.chars().map(digit_as_seen).collect();
            // The checksum tells nothing that the number does not.
            let seen = seen.split('-').next().unwrap_or_default().to_owned();
            return Self { joined: seen.clone(), seen, whole };
        }
        let name = SHARED_ENDS.iter().find_map(|end| whole.strip_suffix(end)).unwrap_or(&whole);
        let mut seen: String = name.chars().map(letter_as_seen).collect();
        for (pair, letter) in PAIRS {
            seen = seen.replace(pair, letter);
        }
        Self { joined: seen.replace(['.', '-', '_'], ""), seen, whole }
    }

    /// Whether one is taken for the other: letters that look alike, a letter or digit changed, added or lost, two exchanged,
    /// or a point or hyphen more.
    pub fn is_like(&self, other: &Self) -> bool {
        if self.seen == other.seen || self.joined == other.joined {
            return true;
        }
        // "alice.near.mallory.near" is Mallory's.
        let begins_with = |one: &Self, other: &Self| {
            one.whole.strip_prefix(other.whole.as_str()).is_some_and(|rest| rest.starts_with(['.', '-', '_']))
        };
        if SHARED_ENDS.iter().any(|end| self.whole.ends_with(end))
            && (begins_with(self, other) || begins_with(other, self))
        {
            return true;
        }
        let (a, b): (Vec<char>, Vec<char>) = (self.differing(), other.differing());
        if a.len().min(b.len()) < SHORTEST {
            return false;
        }
        if a.len() == b.len() {
            return differ_in_few(&a, &b, 1) || has_exchanged_two(&a, &b);
        }
        let (front, back) = shared_ends(&a, &b);
        a.len().abs_diff(b.len()) == 1 && front + back >= a.len().min(b.len())
    }

    /// The letters that may differ by one: of a Hedera number all but shard and realm, which hardly ever do.
    fn differing(&self) -> Vec<char> {
        self.seen.strip_prefix("0.0.").unwrap_or(&self.seen).chars().collect()
    }
}

/// Whether two letters anywhere in texts of one length stand in each other's place.
fn has_exchanged_two(a: &[char], b: &[char]) -> bool {
    let differing: Vec<(&char, &char)> = a.iter().zip(b).filter(|(a, b)| a != b).take(3).collect();
    matches!(differing.as_slice(), [(a, b), (c, d)] if a == d && b == c)
}

fn letter_as_seen(letter: char) -> char {
    let letter = latin_twin(letter).unwrap_or(letter).to_ascii_lowercase();
    LETTERS.iter().find(|(alike, _)| alike.contains(&letter)).map_or(letter, |(_, as_one)| *as_one)
}

fn digit_as_seen(letter: char) -> char {
    match latin_twin(letter).unwrap_or(letter).to_ascii_lowercase() {
        'o' => '0',
        'l' | 'i' | '|' => '1',
        's' => '5',
        'z' => '2',
        'b' => '8',
        letter => letter,
    }
}
