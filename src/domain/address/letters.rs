//! Letters that have no place in an address, and those that are taken for others.

use super::error::AddressError;
use super::family::AddressFamily;
use crate::domain::foreign_text::visible;

pub(super) const BASE58: &str = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
pub(super) const BASE32: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
pub(super) const HEX: &str = "0123456789abcdefABCDEF";

/// The digits behind `0x`, or behind `0X` as a code for scanning in capitals has it.
pub(super) fn behind_0x(text: &str) -> Option<&str> {
    text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))
}

/// Letters of other scripts that are drawn like Latin letters or digits (Unicode's confusables, those that lie near).
const TWINS: [(&str, char); 36] = [
    ("аαａ", 'a'),
    ("ЬЪｂ", 'b'),
    ("сϲｃ", 'c'),
    ("ԁｄ", 'd'),
    ("еҽｅ", 'e'),
    ("ｆ", 'f'),
    ("ɡｇ", 'g'),
    ("һｈ", 'h'),
    ("іιıｉ", 'i'),
    ("јｊ", 'j'),
    ("кκｋ", 'k'),
    ("ӏⅼｌ", 'l'),
    ("ｍ", 'm'),
    ("ոｎ", 'n'),
    ("оοօσｏ", 'o'),
    ("рρｐ", 'p'),
    ("ԛｑ", 'q'),
    ("гｒ", 'r'),
    ("ѕｓ", 's'),
    ("тｔ", 't'),
    ("υսｕ", 'u'),
    ("νѵｖ", 'v'),
    ("ԝωｗ", 'w'),
    ("хχｘ", 'x'),
    ("уγｙ", 'y'),
    ("ｚ", 'z'),
    ("АΑＡ", 'A'),
    ("ВΒＢ", 'B'),
    ("СϹＣ", 'C'),
    ("ЕΕＥ", 'E'),
    ("НΗＨ", 'H'),
    ("КΚＫ", 'K'),
    ("МΜＭ", 'M'),
    ("ОΟＯ", 'O'),
    ("РΡＰ", 'P'),
    ("ТΤ", 'T'),
];

/// More of them: capitals and digits.
const MORE_TWINS: [(&str, char); 20] = [
    ("ХΧＸ", 'X'),
    ("ІΙＩ", 'I'),
    ("ЈＪ", 'J'),
    ("ЅＳ", 'S'),
    ("ΝＮ", 'N'),
    ("ΖＺ", 'Z'),
    ("ΥҮＹ", 'Y'),
    ("Ｄ", 'D'),
    ("Ｔ", 'T'),
    ("Ｌ", 'L'),
    ("０", '0'),
    ("１", '1'),
    ("２", '2'),
    ("３З", '3'),
    ("４", '4'),
    ("５", '5'),
    ("６", '6'),
    ("７", '7'),
    ("８", '8'),
    ("９", '9'),
];

/// The Latin letter or digit that a letter of another script is taken for.
pub(super) fn latin_twin(letter: char) -> Option<char> {
    if letter.is_ascii() {
        return None;
    }
    TWINS.iter().chain(&MORE_TWINS).find(|(twins, _)| twins.contains(letter)).map(|(_, latin)| *latin)
}

/// The first letter that no address has, whatever its family.
pub(super) fn stray(text: &str) -> Option<AddressError> {
    let mut letters = text.chars().enumerate().filter(|(_, letter)| !letter.is_ascii_graphic());
    letters.find_map(|(at, letter)| {
        if letter.is_whitespace() && matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{a0}') {
            return Some(AddressError::Blank { at });
        }
        if visible(letter.encode_utf8(&mut [0; 4])) != letter.to_string() {
            return Some(AddressError::Invisible { at, letter });
        }
        latin_twin(letter).map(|looks_like| AddressError::OtherScript { at, letter, looks_like })
    })
}

/// Whether all letters are of an alphabet; the first that is not is named.
pub(super) fn all_of(text: &str, alphabet: &str, family: AddressFamily) -> Result<(), AddressError> {
    match text.chars().enumerate().find(|(_, letter)| !alphabet.contains(*letter)) {
        Some((at, letter)) => Err(AddressError::BadLetter { at, letter, family }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stray_letters_are_found_with_their_place() {
        for (text, error) in [
            ("bc1q 9x", AddressError::Blank { at: 4 }),
            ("bc1q\n9x", AddressError::Blank { at: 4 }),
            ("bc1\u{200b}q", AddressError::Invisible { at: 3, letter: '\u{200b}' }),
            ("\u{202e}bc1q", AddressError::Invisible { at: 0, letter: '\u{202e}' }),
            ("аlice.near", AddressError::OtherScript { at: 0, letter: 'а', looks_like: 'a' }),
            ("０x12", AddressError::OtherScript { at: 0, letter: '０', looks_like: '0' }),
        ] {
            assert_eq!(stray(text), Some(error), "{text:?}");
        }
        assert_eq!(stray("bc1q9x?memo=1"), None);
    }

    #[test]
    fn every_twin_is_of_another_script_and_has_one_meaning() {
        let mut seen = String::new();
        for (twins, latin) in TWINS.iter().chain(&MORE_TWINS) {
            assert!(latin.is_ascii_alphanumeric());
            for twin in twins.chars() {
                assert!(!twin.is_ascii(), "{twin} for {latin}");
                assert!(!seen.contains(twin), "{twin} stands twice");
                seen.push(twin);
            }
        }
        assert_eq!(latin_twin('о'), Some('o'));
        assert_eq!(latin_twin('o'), None);
        assert_eq!(latin_twin('日'), None);
    }
}
