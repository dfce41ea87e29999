//! What has to be typed before something is done that cannot be undone: the name of the thing as it is shown, or where that
//! cannot be typed or is another's too, the end of its ID.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory as _};

use crate::domain::alphabet::{SameNames, mixed_alphabets};
use crate::domain::foreign_text::visible;

/// How many characters of an ID are typed.
const ID_END: usize = 8;
/// Nobody types more than this, in letters.
const LONGEST: usize = 60;

/// The text to be typed, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedName {
    /// What it is, behind "Type the": "label", "last 8 characters of the wallet ID".
    pub what: String,
    /// What is typed.
    pub text: String,
    /// Why it is not the name, and of which ID it is the end, in sentences.
    pub why: Option<String>,
}

impl TypedName {
    /// For a thing of this kind ("wallet") and name. `what` is what the name is called ("wallet's label"), `id` is its ID and
    /// what that is called, `is_same` whether another thing of its kind looks the same by name.
    pub fn of(kind: &str, (what, name): (&str, &str), (id_what, id): (&str, &str), is_same: bool) -> Self {
        let name = name.trim();
        let why = if name.is_empty() {
            Some("It has no name.".to_owned())
        } else if name == id {
            None
        } else if is_same {
            Some(format!("Another {kind} looks the same by name."))
        } else if !can_be_typed(name) {
            Some("Its name has characters that cannot be typed, or is too long.".to_owned())
        } else {
            None
        };
        let length = id.chars().count();
        let Some(why) = why else { return Self { what: what.to_owned(), text: name.to_owned(), why: None } };
        if length <= ID_END {
            let why = Some(format!("{why} Type the {id_what} instead: {id}."));
            return Self { what: id_what.to_owned(), text: id.to_owned(), why };
        }
        let text = id.chars().skip(length - ID_END).collect();
        let why = Some(format!("{why} Type the end of the {id_what} instead: {id}."));
        Self { what: format!("last {ID_END} characters of the {id_what}"), text, why }
    }

    /// For a wallet with this label, among others whose labels are known.
    pub fn of_wallet(label: &str, id: &str, labels: &SameNames) -> Self {
        Self::of("wallet", ("wallet's label", label), ("wallet ID", id), labels.has(label))
    }

    /// For words that the person has chosen themselves, or that are this program's own.
    pub fn own(what: &str, words: &str) -> Self {
        Self { what: what.to_owned(), text: words.trim().to_owned(), why: None }
    }
}

/// Whether a person can type it as it is seen: nothing hidden, no alphabets mixed, letters, digits and the signs of a
/// keyboard.
fn can_be_typed(name: &str) -> bool {
    let is_on_keys = |letter: char| {
        letter.is_ascii_graphic()
            || letter == ' '
            || matches!(
                letter.general_category_group(),
                GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number
            )
    };
    let has_two_blanks = name.contains("  ");
    name.chars().count() <= LONGEST
        && visible(name) == name
        && name.chars().all(is_on_keys)
        && !has_two_blanks
        && mixed_alphabets(name).is_none()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ID: &str = "66b1f0c2a3d4e5f60718293a4b5c6d7e";

    #[test]
    fn the_name_is_typed_where_it_can_be_and_is_nobody_elses() {
        for (name, is_same, text) in [
            ("Payouts", false, "Payouts"),
            (" Payouts ", false, "Payouts"),
            ("Zürich 7", false, "Zürich 7"),
            ("Выплаты", false, "Выплаты"),
            ("東京", false, "東京"),
            ("Payouts", true, "4b5c6d7e"),
            ("", false, "4b5c6d7e"),
            ("  ", false, "4b5c6d7e"),
            ("Pay\u{200b}outs", false, "4b5c6d7e"),
            ("Pay\u{202e}stuo", false, "4b5c6d7e"),
            ("P\u{430}youts", false, "4b5c6d7e"),
            ("Payouts ₿", false, "4b5c6d7e"),
            ("Pay  outs", false, "4b5c6d7e"),
            ("Pay\nouts", false, "4b5c6d7e"),
        ] {
            let asked = TypedName::of("wallet", ("label", name), ("wallet ID", ID), is_same);
            assert_eq!(asked.text, text, "{name:?}");
            let what = if text == "4b5c6d7e" { "last 8 characters of the wallet ID" } else { "label" };
            assert_eq!((asked.what.as_str(), asked.why.is_some()), (what, what != "label"), "{name:?}");
        }
        let long = "x".repeat(61);
        let token = |name, id| TypedName::of("token", ("label", name), ("token ID", id), true);
        assert_eq!(TypedName::of("wallet", ("label", &long), ("wallet ID", ID), false).text, "4b5c6d7e");
        assert_eq!(token("", "abc").text, "abc");
        assert_eq!(token("abc", "abc").text, "abc");
    }

    #[test]
    fn what_looks_the_same_is_named_by_its_kind() {
        for kind in ["wallet", "token", "template"] {
            let asked = TypedName::of(kind, ("label", "Payouts"), ("ID", ID), true);
            let why = asked.why.unwrap_or_default();
            assert!(why.starts_with(&format!("Another {kind} looks the same by name.")), "{why}");
        }
    }

    proptest! {
        #[test]
        fn what_is_typed_is_what_is_seen(name in any::<String>(), is_same in any::<bool>()) {
            let asked = TypedName::of("wallet", ("label", &name), ("wallet ID", ID), is_same);
            prop_assert_eq!(visible(&asked.text), asked.text.as_str());
            prop_assert!(!asked.text.is_empty() && (asked.why.is_some() || asked.text == name.trim()));
        }
    }
}
