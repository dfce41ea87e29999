//! Text from elsewhere: labels, names, comments, messages, errors. It is shown so that nothing in it can pass for another
//! text or for a sentence of this program: what cannot be seen is shown as a mark, lines stay one line, and it has an end.
//!
//! Three measures of it: a name inside a sentence ([`visible`]), whatever is drawn as one text ([`one_line`]), and a block
//! whose own lines stay ([`lines`]). The first is for whoever writes a sentence; the kit puts everything that it draws
//! through one of the others, so that nothing is drawn as it came.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

/// No name from elsewhere is shown longer than this, in letters.
const LONGEST: usize = 300;
/// No text is drawn longer than this, in letters: own sentences with several names in them are shorter.
const LONGEST_TEXT: usize = 2_000;
/// Letters of a text that is too long which stay at its end. Its middle is left out, so that a name without end in the
/// middle of a sentence takes nothing of the sentence away.
const KEPT_END: usize = 500;
/// No block of lines is drawn longer than this, in letters: more than any request that is shown before it is sent.
const LONGEST_BLOCK: usize = 100_000;

/// The mark of a line's end.
const LINE_END: char = '⏎';
/// What stands before and after the number of a character that cannot be seen.
const MARK_START: &str = "‹U+";
const MARK_END: char = '›';

/// Letters that are drawn as nothing, or as a blank of another width, and are no format characters by their category
/// (Unicode: `Default_Ignorable_Code_Point`; the blank Braille pattern; Hangul fillers).
const BLANK_LETTERS: [char; 8] =
    ['\u{34f}', '\u{115f}', '\u{1160}', '\u{17b4}', '\u{17b5}', '\u{2800}', '\u{3164}', '\u{ffa0}'];

/// A name on one line, with a mark for each letter that could not be seen, and cut where it has no end.
pub fn visible(name: &str) -> Cow<'_, str> {
    if is_shorter(name, LONGEST) && !has_hidden(name) {
        return Cow::Borrowed(name);
    }
    let mut shown = String::with_capacity(name.len().min(LONGEST * 4));
    let mut letters = name.chars().peekable();
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

/// A whole text on one line, as it is drawn: the same marks, and its middle left out where it is longer than any text of
/// this program.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if is_shorter(text, LONGEST_TEXT) && !has_hidden(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(marked(&shortened(text, LONGEST_TEXT), |_| false))
}

/// A text of several lines, as it is drawn: its lines and tabulators stay, all else is marked as in one line.
pub fn lines(text: &str) -> Cow<'_, str> {
    let stays = |letter: char| matches!(letter, '\n' | '\t');
    if is_shorter(text, LONGEST_BLOCK) && !text.chars().any(|letter| needs_mark(letter) && !stays(letter)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(marked(&shortened(text, LONGEST_BLOCK), stays))
}

/// What is shown beside a name that has such characters.
pub const HIDDEN: &str = "hidden characters";
/// What that means.
pub const HIDDEN_WHY: &str = "This name has characters that cannot be seen. They are shown as marks, such as ‹U+202E› or ⏎. \
                              Such names are used to deceive.";

/// A text that is shown, in pieces, each with whether it is a mark that stands for a character which cannot be seen.
pub fn pieces(shown: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    let mut rest = shown;
    while let Some((start, length)) = next_mark(rest) {
        let (before, from) = rest.split_at(start);
        let (mark, after) = from.split_at(length);
        pieces.extend(Some((before, false)).filter(|(text, _)| !text.is_empty()));
        pieces.push((mark, true));
        rest = after;
    }
    pieces.extend(Some((rest, false)).filter(|(text, _)| !text.is_empty()));
    pieces
}

/// Where the next mark begins, and its length, in bytes.
fn next_mark(shown: &str) -> Option<(usize, usize)> {
    let line = shown.find(LINE_END).map(|start| (start, LINE_END.len_utf8()));
    let letter = shown.match_indices(MARK_START).find_map(|(start, _)| {
        let after = &shown[start + MARK_START.len()..];
        let digits = after.find(|letter: char| !letter.is_ascii_hexdigit())?;
        let is_whole = digits >= 4 && after[digits..].starts_with(MARK_END);
        is_whole.then_some((start, MARK_START.len() + digits + MARK_END.len_utf8()))
    });
    line.into_iter().chain(letter).min()
}

/// Own words of several lines, each of them one line whatever stands in it.
pub fn joined_lines<T: AsRef<str>>(parts: impl IntoIterator<Item = T>) -> String {
    parts.into_iter().map(|part| one_line(part.as_ref()).into_owned()).collect::<Vec<_>>().join("\n")
}

/// Whether there is a letter in it that cannot be seen, or that changes how others are seen.
pub fn has_hidden(text: &str) -> bool {
    // Most labels are of these letters alone.
    !text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && text.chars().any(needs_mark)
}

/// Whether it has no more letters than so many, without counting a text that has no end.
fn is_shorter(text: &str, most: usize) -> bool {
    text.len() <= most || text.chars().nth(most).is_none()
}

/// Its beginning and its end, where it is longer than so many letters, and how many are left out between them.
fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    let count = text.chars().count();
    if count <= most {
        return Cow::Borrowed(text);
    }
    let place = |letter: usize| text.char_indices().nth(letter).map_or(text.len(), |(at, _)| at);
    let (start, end) = (place(most - KEPT_END), place(count - KEPT_END));
    Cow::Owned(format!("{} … ({} characters left out) … {}", &text[..start], count - most, &text[end..]))
}

fn marked(text: &str, stays: impl Fn(char) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '\r' && letters.peek() == Some(&'\n') {
            continue;
        }
        if stays(letter) {
            shown.push(letter);
        } else {
            push_visible(&mut shown, letter);
        }
    }
    shown
}

fn push_visible(shown: &mut String, letter: char) {
    match letter {
        '\n' | '\u{2028}' | '\u{2029}' => shown.push(LINE_END),
        letter if needs_mark(letter) => {
            let _ = write!(shown, "{MARK_START}{:04X}{MARK_END}", u32::from(letter));
        }
        letter => shown.push(letter),
    }
}

/// Whether a letter cannot be seen, or changes how others are seen.
pub fn needs_mark(letter: char) -> bool {
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

    #[test]
    fn a_text_without_end_loses_its_middle_and_keeps_both_ends() {
        let long = "y".repeat(10_000);
        let sentence = format!("“{long}” is removed. It cannot be undone.");
        let shown = one_line(&sentence);
        assert!(
            shown.starts_with("“yyy") && shown.ends_with("y” is removed. It cannot be undone."),
            "{shown}"
        );
        assert!(shown.contains(&format!(" … ({} characters left out) … ", 10_035 - LONGEST_TEXT)), "{shown}");
        assert!(shown.chars().count() < LONGEST_TEXT + 50);
        let fits = "z".repeat(LONGEST_TEXT);
        assert_eq!(one_line(&fits), fits);
    }

    #[test]
    fn a_block_keeps_its_lines_and_marks_the_rest() {
        for (text, one, block) in [
            ("{\n\t\"a\": 1\r\n}", "{⏎‹U+0009›\"a\": 1⏎}", "{\n\t\"a\": 1\n}"),
            ("a\u{202e}b\nc", "a‹U+202E›b⏎c", "a‹U+202E›b\nc"),
            ("one\u{2028}two", "one⏎two", "one⏎two"),
            ("plain", "plain", "plain"),
        ] {
            assert_eq!((one_line(text).as_ref(), lines(text).as_ref()), (one, block), "{text:?}");
        }
        assert!(lines(&"a\n".repeat(LONGEST_BLOCK)).chars().count() < LONGEST_BLOCK + 50);
    }

    #[test]
    fn what_has_nothing_to_mark_is_not_copied() {
        for text in ["Operations hot", "Zürich №7 ₿ 東京", ""] {
            assert!(matches!(visible(text), Cow::Borrowed(_)), "{text}");
            assert!(matches!(one_line(text), Cow::Borrowed(_)), "{text}");
            assert!(matches!(lines(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn marks_are_told_from_the_text_around_them() {
        for (text, expected) in [
            ("", vec![]),
            ("Payouts", vec![("Payouts", false)]),
            ("Pay\u{202e}stuo", vec![("Pay", false), ("‹U+202E›", true), ("stuo", false)]),
            (
                "Ops\u{e0041}\nBitGo: verified",
                vec![("Ops", false), ("‹U+E0041›", true), ("⏎", true), ("BitGo: verified", false)],
            ),
            ("\u{200b}", vec![("‹U+200B›", true)]),
            ("‹U+› ‹U+20› ‹U+12GH› ‹U+2010", vec![("‹U+› ‹U+20› ‹U+12GH› ‹U+2010", false)]),
        ] {
            assert_eq!(pieces(&one_line(text)), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_piece_of_what_is_shown_is_lost(text in any::<String>()) {
            let shown = one_line(&text);
            prop_assert_eq!(pieces(&shown).iter().map(|(piece, _)| *piece).collect::<String>(), shown.as_ref());
        }

        #[test]
        fn whatever_is_drawn_has_an_end_and_nothing_hidden(text in any::<String>(), times in 1..400_usize) {
            let text = text.repeat(times);
            let one = one_line(&text);
            // A mark takes the place of a letter: at most ten signs for one.
            prop_assert!(!has_hidden(&one) && one.chars().count() <= LONGEST_TEXT * 10 + 50);
            prop_assert_eq!(has_hidden(&text), text.chars().any(needs_mark));
            prop_assert!(lines(&text).chars().all(|letter| !needs_mark(letter) || matches!(letter, '\n' | '\t')));
        }

        #[test]
        fn what_is_shown_needs_no_mark_and_is_one_line(text in any::<String>()) {
            let shown = visible(&text);
            prop_assert!(!shown.chars().any(needs_mark));
            prop_assert_eq!(visible(&shown).chars().take(LONGEST).collect::<String>(), shown.chars().take(LONGEST).collect::<String>());
        }
    }
}
