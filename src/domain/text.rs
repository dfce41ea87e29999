//! Lists, counts and long IDs inside a sentence.

/// How many things of a kind are named before the rest is counted.
const NAMED: usize = 4;

/// "a, b and c"; beyond a handful "a, b, c, d and 3 more things".
pub(crate) fn listed(items: Vec<String>, noun: &str) -> String {
    joined(items, noun, "and")
}

/// "a, b or c": where one of them is enough.
pub(crate) fn any_of(items: Vec<String>, noun: &str) -> String {
    joined(items, noun, "or")
}

fn joined(mut items: Vec<String>, noun: &str, word: &str) -> String {
    if items.len() > NAMED + 1 {
        let more = items.len() - NAMED;
        items.truncate(NAMED);
        items.push(counted(more, &format!("more {noun}")));
    }
    match items.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} {word} {last}", others.join(", ")),
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
    format!("{head}…{tail}")
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
        assert_eq!(any_of(vec!["a".to_owned(), "b".to_owned()], "admin"), "a or b");
        assert_eq!(counted(2, "address"), "2 addresses");
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
