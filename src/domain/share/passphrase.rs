//! Whether a new wallet passphrase is good enough to keep a key under, and what a generated one looks like.
//!
//! The advice is the vendor's: another one than the login password, best one that nobody has to know, made at random,
//! kept by a password manager or printed and locked away (seed on wallets).

use zeroize::Zeroizing;
use zxcvbn::{Score, zxcvbn};

use super::check::ShareFinding;
use crate::domain::finding::{Finding, Severity};

const ADVICE: &str = "BitGo advice on wallets";
const OURS: &str = "Countersign";
/// What follows is not judged any more: it adds strength and costs time.
const JUDGED_CHARS: usize = 80;

/// How hard a passphrase is to guess, from the estimate of `zxcvbn`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Guessed at once.
    VeryWeak,
    /// Guessed soon.
    Weak,
    /// Holds for a while against somebody who has the encrypted key.
    Fair,
    /// Holds for long.
    Strong,
    /// Cannot be guessed.
    VeryStrong,
}

impl Strength {
    /// Judges a passphrase; `known` are words about the person and the wallet that a guesser tries first.
    pub fn of(passphrase: &str, known: &[&str]) -> Self {
        let end = passphrase.char_indices().nth(JUDGED_CHARS).map_or(passphrase.len(), |(end, _)| end);
        match zxcvbn(&passphrase[..end], known).score() {
            Score::Zero => Self::VeryWeak,
            Score::One => Self::Weak,
            Score::Two => Self::Fair,
            Score::Three => Self::Strong,
            _ => Self::VeryStrong,
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::VeryWeak => "very weak",
            Self::Weak => "weak",
            Self::Fair => "fair",
            Self::Strong => "strong",
            Self::VeryStrong => "very strong",
        }
    }

    /// How many of five steps it reaches.
    pub fn steps(self) -> u64 {
        1 + self as u64
    }

    /// Whether the person has to say that they want it all the same.
    pub fn is_weak(self) -> bool {
        self < Self::Strong
    }
}

/// What is known of a passphrase beside its text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PassphraseFacts {
    /// How strong it is; nothing while none is typed.
    pub strength: Option<Strength>,
    /// It is the login password.
    pub is_login_password: bool,
    /// The second field holds the same.
    pub is_repeated: bool,
    /// It was made here, so nobody knows it yet.
    pub is_generated: bool,
    /// It was saved to the keychain or to a file.
    pub is_kept: bool,
}

impl PassphraseFacts {
    /// What is missing before it can be used, in a sentence.
    pub fn problem(&self) -> Option<&'static str> {
        match (self.strength, self.is_repeated) {
            (None, _) => Some("Type a new passphrase, or generate one."),
            (Some(_), false) => Some("Type the same passphrase again."),
            (Some(_), true) => None,
        }
    }

    /// What has to be ticked before it is used.
    pub fn warnings(&self) -> Vec<ShareFinding> {
        let Some(strength) = self.strength else { return Vec::new() };
        let mut found = Vec::new();
        if self.is_login_password {
            let why = "Anyone who learns one of them has the other too. Use a separate passphrase.";
            found.push(warning("passphrase.login", "This is your login password.".to_owned(), why, ADVICE));
        } else if strength.is_weak() {
            let what = format!("This passphrase is {}.", strength.words());
            let why = "It alone protects the key if somebody gets the encrypted copy. Use a longer one, or generate one.";
            found.push(warning(&format!("passphrase.weak/{}", strength.words()), what, why, ADVICE));
        }
        if self.is_generated && !self.is_kept {
            let what = "The generated passphrase is not saved yet.".to_owned();
            let why = "Nobody can recover it. Save it to the keychain or to a file first, or write it down.";
            found.push(warning("passphrase.unkept", what, why, OURS));
        }
        found
    }
}

fn warning(id: &str, what: String, why: &str, source: &'static str) -> ShareFinding {
    Finding::new(Severity::Warning, (), id, what, why, source)
}

/// Letters and digits that cannot be taken for each other, also in print: no i, l, o or u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Random bytes that a generated passphrase is made of; each gives five bits, 150 in all.
pub const GENERATED_FROM: usize = 30;
const GROUP: usize = 5;

/// A passphrase out of random bytes: six groups of five characters.
pub fn passphrase_from(random: &[u8; GENERATED_FROM]) -> Zeroizing<String> {
    let mut made = Zeroizing::new(String::with_capacity(GENERATED_FROM + GENERATED_FROM / GROUP));
    for (index, byte) in random.iter().enumerate() {
        if index > 0 && index % GROUP == 0 {
            made.push('-');
        }
        made.push(char::from(ALPHABET[usize::from(byte % 32)]));
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strength_is_judged_with_what_a_guesser_knows() {
        for (passphrase, known, weak) in [
            ("", &[][..], true),
            ("password", &[], true),
            ("Tr0ub4dour", &[], true),
            ("northwind treasury", &["Northwind Treasury"], true),
            ("correct horse battery staple", &[], false),
            ("7kx2m-p9qrt-0vwxz-3abcd-efgh4-jk5mn", &[], false),
        ] {
            assert_eq!(Strength::of(passphrase, known).is_weak(), weak, "{passphrase}");
        }
        // A long text costs no more than its beginning.
        assert_eq!(Strength::of(&"9".repeat(100_000), &[]), Strength::of(&"9".repeat(JUDGED_CHARS), &[]));
    }

    #[test]
    fn each_weakness_is_a_warning_of_its_own() {
        let good = PassphraseFacts {
            strength: Some(Strength::VeryStrong),
            is_repeated: true,
            ..PassphraseFacts::default()
        };
        let ids = |facts: PassphraseFacts| -> Vec<String> {
            let found = facts.warnings();
            assert!(found.iter().all(|it| it.what.ends_with('.') && it.why.ends_with('.')));
            found.iter().map(|it| it.id.as_str().to_owned()).collect()
        };
        for (facts, expected) in [
            (good, vec![]),
            (PassphraseFacts::default(), vec![]),
            (PassphraseFacts { is_login_password: true, ..good }, vec!["passphrase.login"]),
            (PassphraseFacts { strength: Some(Strength::Weak), ..good }, vec!["passphrase.weak/weak"]),
            (PassphraseFacts { is_generated: true, ..good }, vec!["passphrase.unkept"]),
            (PassphraseFacts { is_generated: true, is_kept: true, ..good }, vec![]),
        ] {
            assert_eq!(ids(facts), expected, "{facts:?}");
        }
        assert_eq!(good.problem(), None);
        assert!(PassphraseFacts { is_repeated: false, ..good }.problem().is_some());
        assert!(PassphraseFacts::default().problem().is_some());
    }

    #[test]
    fn a_generated_passphrase_is_long_readable_and_strong() {
        let mut bytes = [0; GENERATED_FROM];
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::try_from(index * 41 % 256).unwrap_or_default();
        }
        let made = passphrase_from(&bytes);
        assert_eq!((made.len(), made.matches('-').count()), (35, 5));
        assert!(made.chars().all(|it| it == '-' || (it.is_ascii_alphanumeric() && !"ilouILOU".contains(it))));
        assert_eq!(Strength::of(&made, &[]), Strength::VeryStrong);
    }
}
