//! Names that look like others. A name whose letters come from alphabets that are not written together, as a Latin one
//! with a Cyrillic "а", is told as such; two names that are drawn alike are known by their skeleton (Unicode technical
//! standard 39, sections 4 and 5).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::sync::LazyLock;

use unicode_script::{Script, UnicodeScript as _};
use unicode_security::{MixedScript as _, RestrictionLevel, RestrictionLevelDetection as _, skeleton};

use crate::domain::foreign_text::{has_hidden, needs_mark, visible};

/// How many letters of another alphabet are named.
const NAMED: usize = 5;
/// A name of so many letters is shown whole.
const SHORT: usize = 300;
/// Beyond so many letters a name is not looked at: nothing is drawn that long.
const LOOKED_AT: usize = 2_000;

/// What is shown beside such a name.
pub const MIXED: &str = "mixed alphabets";
/// What is shown beside a name that looks like another of its list.
pub const SAME_NAME: &str = "same name";

/// That the letters of a name are of alphabets that are not written together: which ones, and where the odd letters are.
/// None for a name in one alphabet, or in several that are, as Japanese with Latin.
pub fn mixed_alphabets(name: &str) -> Option<String> {
    if name.is_ascii() {
        return None;
    }
    // Blanks, digits and signs belong to every alphabet; what is marked is seen anyway.
    let is_letter = |letter: &char| letter.is_alphabetic() && !needs_mark(*letter);
    let letters: String = name.chars().take(LOOKED_AT).filter(is_letter).collect();
    if letters.is_single_script() || letters.check_restriction_level(RestrictionLevel::HighlyRestrictive) {
        return None;
    }
    let own = |letter: char| {
        Some(letter.script()).filter(|script| !matches!(script, Script::Common | Script::Inherited))
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for script in letters.chars().filter_map(own) {
        *counts.entry(script.full_name()).or_default() += 1;
    }
    let main = counts.iter().max_by_key(|(_, count)| **count).map(|(script, _)| *script)?;
    let odd: Vec<String> = name
        .chars()
        .enumerate()
        .take(LOOKED_AT)
        .filter(|(_, letter)| is_letter(letter))
        .filter_map(|(place, letter)| {
            let script = own(letter)?.full_name();
            (script != main).then(|| format!("“{letter}” in place {} is {script}", place + 1))
        })
        .collect();
    let more = match odd.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let scripts: Vec<&str> = counts.into_keys().collect();
    let first: Vec<&str> = odd.iter().take(NAMED).map(String::as_str).collect();
    Some(format!(
        "The letters are of different alphabets ({}), so the name may pass for another: {}{more}.",
        scripts.join(", "),
        first.join(", ")
    ))
}

/// What a name looks like: equal for two names that are drawn alike, whatever letters they are made of. Blanks at its ends
/// and how many stand beside each other make no difference.
pub fn look(name: &str) -> String {
    let mut seen = String::with_capacity(name.len() + 8);
    if name.is_ascii() {
        // A treasury has a hundred thousand labels, nearly all of them such.
        let letters = name.bytes().take(LOOKED_AT).filter_map(|byte| ASCII_LOOKS.get(usize::from(byte)));
        letters.for_each(|look| seen.push_str(look));
    } else {
        seen.extend(skeleton(name).take(LOOKED_AT));
    }
    let mut words = seen.split_whitespace();
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |joined, word| joined + " " + word)
}

/// Whether a word, in lower case, is in a name as it is seen: also in one that is written in other letters and looks the
/// same, so that whoever looks for a name finds its double too.
pub fn has_in_its_look(name: &str, word: &str) -> bool {
    if name.is_ascii() && name.len() <= SHORT && !has_hidden(name) {
        // Seen as it is. A list of a hundred thousand is gone through while somebody types.
        return holds_ignoring_case(name, word);
    }
    let seen = visible(name).to_lowercase();
    seen.contains(word) || !name.is_ascii() && look(&seen).contains(&look(word))
}

/// Whether a word, in lower case, is in a text, whose letters may be of either case.
pub fn holds_ignoring_case(text: &str, word: &str) -> bool {
    if !text.is_ascii() {
        return text.to_lowercase().contains(word);
    }
    let Some((first, rest)) = word.as_bytes().split_first() else { return true };
    let text = text.as_bytes();
    let from = |at: usize| text.get(at + 1..at + word.len()).is_some_and(|it| it.eq_ignore_ascii_case(rest));
    memchr::memchr2_iter(*first, first.to_ascii_uppercase(), text).any(from)
}

/// The skeleton of each ASCII letter.
static ASCII_LOOKS: LazyLock<Vec<String>> = LazyLock::new(|| {
    (0..128_u8).map(|byte| skeleton(char::from(byte).encode_utf8(&mut [0; 4])).collect()).collect()
});

/// The names of a list that look like another of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SameNames {
    /// The look of each.
    all: HashSet<u64>,
    /// Looks that several have.
    looks: HashSet<u64>,
    /// Looks of names that are written in several ways, which is seldom an accident.
    disguised: HashSet<u64>,
    /// Looks, each with its kind, that several have.
    of_kinds: HashSet<u64>,
}

impl SameNames {
    /// Of these names, each with what is always shown beside it, as a wallet's coin; empty where nothing is. Those without
    /// a name are told apart by their IDs anyway.
    pub fn of<'a>(names: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let (mut first, mut kinds) = (HashMap::new(), HashSet::new());
        let mut same = Self::default();
        for (name, kind) in names {
            let look = look(name);
            if look.is_empty() {
                continue;
            }
            if !kinds.insert(hash(&(&look, kind))) {
                same.of_kinds.insert(hash(&(&look, kind)));
            }
            same.all.insert(hash(&look));
            let name = name.trim();
            if let Some(other) = first.insert(hash(&look), name) {
                same.looks.insert(hash(&look));
                if other != name {
                    same.disguised.insert(hash(&look));
                }
            }
        }
        same
    }

    /// Whether another one of the list looks like this name.
    pub fn has(&self, name: &str) -> bool {
        !self.looks.is_empty() && self.looks.contains(&hash(&look(name)))
    }

    /// Whether one of the list looks like a name that is not of it.
    pub fn has_one_like(&self, name: &str) -> bool {
        self.all.contains(&hash(&look(name)))
    }

    /// Whether another one looks like this name although what it is made of differs, or is of the same kind too: then
    /// nothing that is shown beside it tells the two apart.
    pub fn is_mistakable(&self, name: &str, kind: &str) -> bool {
        if self.looks.is_empty() {
            return false;
        }
        let look = look(name);
        self.disguised.contains(&hash(&look)) || self.of_kinds.contains(&hash(&(&look, kind)))
    }
}

fn hash(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn alphabets_that_are_not_written_together_are_told() {
        for (name, mixed) in [
            ("Payouts", false),
            ("Выплаты 2026", false),
            ("東京トレジャリー Tokyo", false),
            ("서울 Seoul", false),
            ("Zürich №7 ₿", false),
            ("Ωmega", true),
            ("P\u{430}youts", true),
            ("\u{421}ustomer", true),
            ("Pay\u{3bf}uts", true),
            ("12345", false),
            ("Ops\u{200b}hot", false),
            ("", false),
        ] {
            assert_eq!(mixed_alphabets(name).is_some(), mixed, "{name:?}");
        }
    }

    #[test]
    fn the_odd_letters_are_named_with_their_places() {
        assert_eq!(
            mixed_alphabets("P\u{430}youts").unwrap_or_default(),
            "The letters are of different alphabets (Cyrillic, Latin), so the name may pass for another: “\u{430}” in \
             place 2 is Cyrillic."
        );
        let many = mixed_alphabets(&format!("Treasury{}", "\u{430}".repeat(7))).unwrap_or_default();
        assert!(many.ends_with("“\u{430}” in place 13 is Cyrillic, and 2 more."), "{many}");
    }

    #[test]
    fn names_that_look_alike_are_known() {
        let names =
            ["Payouts", "P\u{430}youts", "Cold", "Reserve", "  Reserve ", "", "", "Wallet l", "Wallet 1"];
        let same = SameNames::of(names.map(|name| (name, "")));
        for (name, has) in [
            ("Payouts", true),
            ("P\u{430}youts", true),
            ("Pay\u{200b}outs", true),
            ("\u{421}\u{43e}ld", false),
            ("Cold", false),
            ("Reserve", true),
            ("Wallet 1", true),
            ("payouts", false),
            ("", false),
        ] {
            assert_eq!(same.has(name), has, "{name:?}");
        }
        // A whole word in another alphabet, which mixes nothing.
        assert!(mixed_alphabets("\u{421}\u{43e}\u{440}\u{435}").is_none());
        assert!(SameNames::of([("Cope", ""), ("\u{421}\u{43e}\u{440}\u{435}", "")]).has("Cope"));
    }

    #[test]
    fn whoever_looks_for_a_name_finds_its_double() {
        for (name, word, is_found) in [
            ("Operations hot", "operations", true),
            ("\u{41e}perations hot", "operations", true),
            ("Operati\u{43e}ns hot", "operations", true),
            ("Opera\u{200b}tions hot", "u+200b", true),
            ("\u{41e}perations hot", "\u{43e}perations", true),
            ("\u{41e}perations hot", "cold", false),
            ("Operations hot", "cold", false),
        ] {
            assert_eq!(has_in_its_look(name, word), is_found, "{name:?} {word}");
        }
    }

    #[test]
    fn one_name_in_two_coins_is_usual_and_a_disguised_one_is_not() {
        let same = SameNames::of([
            ("Treasury", "btc"),
            ("Treasury", "eth"),
            ("Cold", "btc"),
            ("Cold", "btc"),
            ("Payouts", "btc"),
            ("P\u{430}youts", "eth"),
        ]);
        for (name, kind, is_mistakable) in [
            ("Treasury", "btc", false),
            ("Treasury", "eth", false),
            ("Cold", "btc", true),
            ("Payouts", "btc", true),
            ("P\u{430}youts", "eth", true),
            ("Else", "btc", false),
        ] {
            assert_eq!(same.is_mistakable(name, kind), is_mistakable, "{name} {kind}");
        }
        assert!(same.has("Treasury") && !same.has("Else"));
        assert!(
            same.has_one_like("P\u{430}youts") && same.has_one_like("Cold ") && !same.has_one_like("Else")
        );
        let one = SameNames::of([("Only", "")]);
        assert!(one.has_one_like("\u{41e}nly") && !one.has("Only"));
    }

    proptest! {
        #[test]
        fn the_short_way_for_ascii_is_the_long_one(name in "[ -~]{0,40}") {
            let long: String = skeleton(&name).collect();
            prop_assert_eq!(look(&name), long.split_whitespace().collect::<Vec<_>>().join(" "));
        }

        #[test]
        fn the_short_way_for_a_word_is_the_long_one(name in "[ -~]{0,40}|[a-zà-öÄÖ ]{0,9}", word in "[ -~äö]{0,3}") {
            let (lower, word) = (name.to_lowercase(), word.to_lowercase());
            prop_assert_eq!(holds_ignoring_case(&name, &word), lower.contains(&word));
            let is_in_look = lower.contains(&word) || !name.is_ascii() && look(&lower).contains(&look(&word));
            prop_assert_eq!(has_in_its_look(&name, &word), is_in_look);
        }

        #[test]
        fn a_name_looks_like_itself_with_something_hidden_in_it(name in "[a-zA-Z ]{1,30}", at in 0..30_usize) {
            let mut hidden: Vec<char> = name.chars().collect();
            hidden.insert(at.min(hidden.len()), '\u{200d}');
            prop_assert_eq!(look(&hidden.into_iter().collect::<String>()), look(&name));
        }

        #[test]
        fn no_name_in_one_alphabet_is_told(name in "[\\p{Cyrillic}]{1,20}|[a-zà-ö ]{1,20}") {
            prop_assert!(mixed_alphabets(&name).is_none(), "{}", name);
        }
    }
}
