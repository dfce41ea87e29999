//! What holds an approval until the person has ticked it: a danger, something unusual, a part that cannot be read, a check
//! that was not done.
//! Each is ticked by itself. One that is put into other words is another one and has to be ticked again.

use std::collections::{BTreeMap, BTreeSet};

/// Why something holds an approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConcernKind {
    /// It hurts, or cannot be undone.
    Danger,
    /// It is unusual, and may well be meant.
    Attention,
    /// A part of the request that cannot be read here.
    Unread,
    /// A check that was not done, or can no longer be repeated.
    Unchecked,
}

/// Something that holds an approval.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Concern {
    /// Why.
    pub kind: ConcernKind,
    /// What there is to know, in sentences.
    pub sentence: String,
    /// What has to be typed besides.
    pub excerpt: Option<Excerpt>,
}

impl Concern {
    /// It hurts, or cannot be undone.
    pub fn danger(sentence: impl Into<String>) -> Self {
        Self { kind: ConcernKind::Danger, sentence: sentence.into(), excerpt: None }
    }

    /// It is unusual, and may well be meant.
    pub fn attention(sentence: impl Into<String>) -> Self {
        Self { kind: ConcernKind::Attention, sentence: sentence.into(), excerpt: None }
    }

    /// A part of the request that cannot be read here.
    pub fn unread(sentence: impl Into<String>) -> Self {
        Self { kind: ConcernKind::Unread, sentence: sentence.into(), excerpt: None }
    }

    /// A check that was not done, or can no longer be repeated.
    pub fn unchecked(sentence: impl Into<String>) -> Self {
        Self { kind: ConcernKind::Unchecked, sentence: sentence.into(), excerpt: None }
    }
}

/// How many characters of an address are typed.
const TYPED: usize = 6;

/// The characters of the address that would be paid, around where it first differs from the one that it looks like. Whoever
/// types them has looked at the address that gets the money.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Excerpt {
    /// The address that would be paid.
    pub address: String,
    /// Which of its characters, by their place from 0.
    pub places: Vec<usize>,
}

impl Excerpt {
    /// Of an address that differs at these places. Where it only lacks something, its middle is typed.
    pub fn around(address: &str, differs: &[usize]) -> Self {
        let length = address.chars().count();
        let first = differs.first().copied().unwrap_or(length / 2);
        let start = first.saturating_sub(TYPED / 2).min(length.saturating_sub(TYPED));
        let places = (start..length.min(start + TYPED)).collect();
        Self { address: address.to_owned(), places }
    }

    /// The characters.
    pub fn characters(&self) -> String {
        let letters = self.address.chars().enumerate();
        letters.filter(|(place, _)| self.places.contains(place)).map(|(_, letter)| letter).collect()
    }

    /// Whether this is what was typed.
    pub fn is_typed(&self, typed: &str) -> bool {
        typed.trim() == self.characters()
    }
}

/// What the person has ticked and typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Understood {
    ticked: BTreeSet<String>,
    typed: BTreeMap<String, String>,
}

impl Understood {
    /// Whether nothing is ticked or typed.
    pub fn is_empty(&self) -> bool {
        self.ticked.is_empty() && self.typed.values().all(|typed| typed.trim().is_empty())
    }

    /// Whether a concern is ticked.
    pub fn is_ticked(&self, concern: &Concern) -> bool {
        self.ticked.contains(&concern.sentence)
    }

    /// Ticks a concern, or takes the tick off.
    pub fn tick(&mut self, concern: &Concern, is_ticked: bool) {
        if is_ticked {
            self.ticked.insert(concern.sentence.clone());
        } else {
            self.ticked.remove(&concern.sentence);
        }
    }

    /// What stands in a concern's field.
    pub fn typed(&mut self, concern: &Concern) -> &mut String {
        self.typed.entry(concern.sentence.clone()).or_default()
    }

    /// How many of these still hold the approval.
    pub fn left(&self, concerns: &[Concern]) -> usize {
        concerns.iter().filter(|concern| self.holds(concern)).count()
    }

    fn holds(&self, concern: &Concern) -> bool {
        let typed = self.typed.get(&concern.sentence).map_or("", String::as_str);
        !self.is_ticked(concern) || concern.excerpt.as_ref().is_some_and(|excerpt| !excerpt.is_typed(typed))
    }

    /// Nothing is ticked or typed any more: it is about something else.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_characters_lie_around_the_first_difference() {
        for (address, differs, characters) in [
            ("tb1qabcdefghijklmnop", &[8, 12][..], "bcdefg"),
            ("tb1qabcdefghijklmnop", &[0], "tb1qab"),
            ("tb1qabcdefghijklmnop", &[19], "klmnop"),
            ("tb1qabcdefghijklmnop", &[], "defghi"),
            ("abc", &[1], "abc"),
            ("", &[], ""),
        ] {
            assert_eq!(Excerpt::around(address, differs).characters(), characters, "{address} {differs:?}");
        }
    }

    #[test]
    fn each_holds_until_it_is_ticked_and_typed() {
        let alike = Concern {
            excerpt: Some(Excerpt::around("tb1qabcdefghijklmnop", &[8])),
            ..Concern::danger("It looks like another address.")
        };
        let all = [alike.clone(), Concern::unchecked("The past was not read.")];
        let mut understood = Understood::default();
        assert_eq!(understood.left(&all), 2);
        understood.tick(&all[1], true);
        understood.tick(&alike, true);
        assert_eq!(understood.left(&all), 1, "it is not typed");
        understood.typed(&alike).push_str("bcdefh");
        assert_eq!(understood.left(&all), 1, "it is typed wrong");
        *understood.typed(&alike) = " bcdefg ".to_owned();
        assert_eq!(understood.left(&all), 0);
        let reworded = Concern::unchecked("The past was not read: too slow.");
        assert_eq!(understood.left(&[reworded]), 1, "in other words it is another one");
        understood.tick(&all[1], false);
        assert_eq!(understood.left(&all), 1);
        understood.clear();
        assert_eq!(understood.left(&all), 2);
    }

    /// Of "tb1qabcdefghijklmnop", which differs at its ninth character, the third before it to the third from it on.
    #[test]
    fn what_is_typed_has_to_be_these_characters() {
        let excerpt = Excerpt::around("tb1qAbcdefghijklmnop", &[7]);
        for (typed, is_typed) in [
            ("Abcdef", true),
            (" Abcdef\n", true),
            ("", false),
            ("Abcde", false),
            ("Abcdefg", false),
            ("bcdefg", false),
            ("abcdef", false),
            ("ABCDEF", false),
            ("Abc def", false),
            ("Abcd\u{435}f", false),
            ("tb1qAbcdefghijklmnop", false),
        ] {
            assert_eq!(excerpt.is_typed(typed), is_typed, "{typed:?}");
        }
    }

    #[test]
    fn every_kind_holds_by_itself_and_no_tick_counts_for_another() {
        let kinds = [Concern::danger, Concern::attention, Concern::unread, Concern::unchecked];
        let all: Vec<Concern> =
            kinds.iter().enumerate().map(|(at, kind)| kind(format!("Number {at}."))).collect();
        let mut understood = Understood::default();
        for (at, concern) in all.iter().enumerate() {
            assert_eq!(understood.left(&all), all.len() - at, "{concern:?}");
            assert!(!understood.is_ticked(concern));
            understood.tick(concern, true);
            assert!(understood.is_ticked(concern));
        }
        assert_eq!(understood.left(&all), 0);
        let another = Concern::danger("Number 4.");
        assert_eq!(understood.left(&[another]), 1);
    }

    proptest! {
        /// Whoever types what stands in the known address at the same place has not looked at the one that gets the money.
        #[test]
        fn the_characters_of_the_known_address_never_pass(
            known in "[a-z0-9]{8,60}", at in any::<prop::sample::Index>(), letter in "[A-Z]",
        ) {
            let at = at.index(known.len());
            let paid = format!("{}{letter}{}", &known[..at], &known[at + 1..]);
            let excerpt = Excerpt::around(&paid, &[at]);
            let places = excerpt.places.clone();
            prop_assert!(places.len() == 6 && places.contains(&at), "{:?}", places);
            prop_assert_eq!(places.last().map(|it| it + 1 - places[0]), Some(6), "they stand together");
            let of_known = &known[places[0]..places[0] + 6];
            prop_assert!(!excerpt.is_typed(of_known));
            prop_assert!(excerpt.is_typed(&paid[places[0]..places[0] + 6]));
        }
    }
}
