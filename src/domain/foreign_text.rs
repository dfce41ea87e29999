//! Text from elsewhere: labels, names, comments, messages, errors. It is shown so that nothing in it can pass for another
//! text or for a sentence of this program: what cannot be seen is shown as a mark, lines stay one line, and it has an end.

use std::borrow::Cow;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

/// No text from elsewhere is shown longer than this, in letters.
const LONGEST: usize = 300;

/// Letters that are drawn as nothing, or as a blank of another width, and are no format characters by their category
/// (Unicode: `Default_Ignorable_Code_Point`; the blank Braille pattern; Hangul fillers).
const BLANK_LETTERS: [char; 8] =
    ['\u{34f}', '\u{115f}', '\u{1160}', '\u{17b4}', '\u{17b5}', '\u{2800}', '\u{3164}', '\u{ffa0}'];

/// The text on one line, with a mark for each letter that could not be seen, and cut where it has no end.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().take(LONGEST + 1).count() <= LONGEST && !text.chars().any(needs_mark) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    for _ in 0..LONGEST {
        let Some(letter) = letters.next() else { return Cow::Owned(shown) };
        if letter == '\r' && letters.peek() == Some(&'\n') {
            continue;
        }
        push_visible(&mut shown, letter);
    }
    if letters.peek().is_some() {
        shown.push('…');
    }
    Cow::Owned(shown)
}

fn push_visible(shown: &mut String, letter: char) {
    match letter {
        '\n' | '\u{2028}' | '\u{2029}' => shown.push('⏎'),
        letter if needs_mark(letter) => shown.extend(["‹U+", &format!("{:04X}", u32::from(letter)), "›"]),
        letter => shown.push(letter),
    }
}

/// Whether a letter cannot be seen, or changes how others are seen.
fn needs_mark(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_control();
    }
    let is_blank = BLANK_LETTERS.contains(&letter) || is_variation_selector(letter);
    is_blank
        || matches!(
            letter.general_category(),
            GeneralCategory::Control
                | GeneralCategory::Format
                | GeneralCategory::LineSeparator
                | GeneralCategory::ParagraphSeparator
                | GeneralCategory::SpaceSeparator
                | GeneralCategory::Surrogate
                | GeneralCategory::PrivateUse
                | GeneralCategory::Unassigned
        )
}

fn is_variation_selector(letter: char) -> bool {
    matches!(letter, '\u{180b}'..='\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_cannot_be_seen_is_marked() {
        for (text, shown) in [
            ("Operations hot", "Operations hot"),
            ("Zürich – Großkunden №7 ₿ 日本 उदाहरण", "Zürich – Großkunden №7 ₿ 日本 उदाहरण"),
            ("Payouts\u{202e}yrusaerT", "Payouts‹U+202E›yrusaerT"),
            ("\u{2067}abc\u{2069}", "‹U+2067›abc‹U+2069›"),
            ("Ops\u{200b}hot\u{feff}", "Ops‹U+200B›hot‹U+FEFF›"),
            ("Ops\u{ad}hot", "Ops‹U+00AD›hot"),
            ("Ops\u{a0}hot", "Ops‹U+00A0›hot"),
            ("Ops\u{3164}hot\u{2800}", "Ops‹U+3164›hot‹U+2800›"),
            ("Ops\u{fe0f}", "Ops‹U+FE0F›"),
            ("Ops\u{e0041}", "Ops‹U+E0041›"),
            ("one\ntwo\r\nthree\rfour", "one⏎two⏎three‹U+000D›four"),
            ("tab\there\u{1b}[31m", "tab‹U+0009›here‹U+001B›[31m"),
            ("", ""),
        ] {
            assert_eq!(visible(text), shown, "{text:?}");
        }
        let long = "x".repeat(LONGEST + 1);
        assert_eq!(visible(&long), format!("{}…", "x".repeat(LONGEST)));
        assert_eq!(visible(&long[1..]), long[1..]);
    }

    proptest! {
        #[test]
        fn what_is_shown_needs_no_mark_and_is_one_line(text in any::<String>()) {
            let shown = visible(&text);
            prop_assert!(!shown.chars().any(needs_mark));
            prop_assert_eq!(visible(&shown).chars().take(LONGEST).collect::<String>(), shown.chars().take(LONGEST).collect::<String>());
        }
    }
}
