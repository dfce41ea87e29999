//! Lists, counts, long IDs and text from elsewhere inside a sentence.

/// How many things of a kind are named before the rest is counted.
const NAMED: usize = 4;

/// "a, b and c"; beyond a handful "a, b, c, d and 3 more things".
pub(crate) fn listed(items: Vec<String>, noun: &str) -> String {
    joined(items, "and", noun)
}

/// The same of many: only those that are named are put into words.
pub(crate) fn listed_of<T>(all: &[T], noun: &str, words: impl Fn(&T) -> String) -> String {
    listed_first(all.iter(), all.len(), noun, words)
}

/// The same of so many of which only the first are gone through.
pub(crate) fn listed_first<T>(
    all: impl Iterator<Item = T>,
    count: usize,
    noun: &str,
    words: impl Fn(T) -> String,
) -> String {
    let named = if count > NAMED + 1 { NAMED } else { count };
    let mut items: Vec<String> = all.take(named).map(words).collect();
    if named < count {
        items.push(counted(count - named, &format!("more {noun}")));
    }
    listed(items, noun)
}

/// The same where any one of them is enough: "a, b or c".
pub(crate) fn any_of(items: Vec<String>, noun: &str) -> String {
    joined(items, "or", noun)
}

fn joined(mut items: Vec<String>, link: &str, noun: &str) -> String {
    if items.len() > NAMED + 1 {
        let more = items.len() - NAMED;
        items.truncate(NAMED);
        items.push(counted(more, &format!("more {noun}")));
    }
    match items.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} {link} {last}", others.join(", ")),
    }
}

/// "1 wallet", "2 wallets", "2 addresses".
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let ending = match (count, noun.ends_with('s')) {
        (1, _) => "",
        (_, true) => "es",
        (_, false) => "s",
    };
    format!("{count} {noun}{ending}")
}

/// What stands for whatever is left out.
pub(crate) const LEFT_OUT: char = '…';

/// Letters of an ID that stay before and after what is left out.
const KEPT: (usize, usize) = (8, 6);
/// IDs up to this long are shown whole.
const SHOWN: usize = 18;

/// An ID with its middle left out: `5f1b2c3d…d7e8f9`.
pub(crate) fn elided(id: &str) -> String {
    let length = id.chars().count();
    if length <= SHOWN {
        return id.to_owned();
    }
    let (head, tail) = KEPT;
    let head: String = id.chars().take(head).collect();
    let tail: String = id.chars().skip(length - tail).collect();
    format!("{head}{LEFT_OUT}{tail}")
}

/// The beginning of a text that is too long to be shown whole.
pub(crate) fn clipped(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}{LEFT_OUT}", &text[..end]),
    }
}

/// Text from elsewhere in one line: control characters and runs of white space become one space; then [`clipped`].
pub(crate) fn one_line(text: &str, chars: usize) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    // So many words are always more characters than are shown; the text may be a whole page.
    clipped(&words.take(chars + 1).collect::<Vec<_>>().join(" "), chars)
}

/// Wallets or enterprises by their shortened IDs: "wallet a, wallets a and b"; more than five are only counted.
pub(crate) fn named_ids(ids: &[String], noun: &str) -> String {
    let shown = || listed(ids.iter().map(|id| elided(id)).collect(), noun);
    match ids.len() {
        1 => format!("{noun} {}", shown()),
        2..=5 => format!("{noun}s {}", shown()),
        count => counted(count, &format!("chosen {noun}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_counted_at_its_end() {
        let list = |count: usize| listed((0..count).map(|it| it.to_string()).collect(), "range");
        assert_eq!(list(0), "");
        assert_eq!(list(1), "0");
        assert_eq!(list(3), "0, 1 and 2");
        assert_eq!(list(5), "0, 1, 2, 3 and 4");
        assert_eq!(list(6), "0, 1, 2, 3 and 2 more ranges");
        assert_eq!(any_of(vec!["a".into(), "b".into(), "c".into()], "admin"), "a, b or c");
        assert_eq!(counted(2, "address"), "2 addresses");
    }

    #[test]
    fn text_from_elsewhere_is_one_line_and_not_too_long() {
        for (text, chars, words) in [
            (" a\tb\r\n\n c\u{7} ", 5, "a b c"),
            ("a b c d", 3, "a b…"),
            ("ää", 2, "ää"),
            ("äää", 2, "ää…"),
            ("a b c d e", 0, "…"),
            ("", 0, ""),
        ] {
            assert_eq!(one_line(text, chars), words);
        }
    }

    #[test]
    fn long_ids_lose_their_middle_and_short_ones_nothing() {
        for (id, words) in [
            ("5f1b2c3d4e5f60718293a4b5c6d7e8f9", "5f1b2c3d…d7e8f9"),
            ("123456789012345678", "123456789012345678"),
            ("", ""),
            ("ääääääääääääääääääääöö", "ääääääää…ääääöö"),
        ] {
            assert_eq!(elided(id), words);
        }
    }
}
