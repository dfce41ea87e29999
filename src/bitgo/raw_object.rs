//! An answer's objects read where they stand: each field as the text that came, read further only when it is asked for.
//!
//! For long lists, where [`super::fields::Fields`] would copy what nobody looks at. The same rule holds: a field of
//! another type than expected is none, and nothing passes through a float. Of a field that comes twice the last counts.

use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::number;
use crate::domain::amount::Balance;

/// The fields of an object, in their order.
pub(super) struct RawObject<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

/// Fields that have room from the start: an answer may hold millions of empty objects.
const USUAL_FIELDS: usize = 8;
/// No list of any answer is longer; one that is, is not believed.
pub(super) const MOST_ITEMS: usize = 100_000;

impl<'a> RawObject<'a> {
    /// The object of a text that is checked JSON or is to be checked; none where it is another thing.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The object that is a whole answer; else why it is none, a part of a sentence.
    pub(super) fn of_answer(answer: &'a [u8]) -> Result<Self, &'static str> {
        serde_json::from_slice(answer).map_err(|error| why_not(&error))
    }

    /// The object that is a whole answer, and apart from it the items of its list of this name, each as it came; none where
    /// that is no list. Else why it is none, a part of a sentence. A long answer is gone through once.
    pub(super) fn with_items(
        answer: &'a [u8],
        list: &'static str,
    ) -> Result<(Self, Option<Vec<&'a str>>), &'static str> {
        let mut reader = serde_json::Deserializer::from_slice(answer);
        let read = Page { list }.deserialize(&mut reader).and_then(|page| reader.end().map(|()| page));
        read.map_err(|error| why_not(&error))
    }

    /// The field as it came; a `null` is as good as no field.
    pub(super) fn raw(&self, name: &str) -> Option<&'a str> {
        let (_, value) = self.0.iter().rev().find(|(key, _)| key == name)?;
        Some(value.get()).filter(|text| *text != "null")
    }

    pub(super) fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        text(self.raw(name)?)
    }

    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        self.raw(name)?.parse().ok()
    }

    /// A whole number from 0, written as a number or as a text.
    pub(super) fn whole(&self, name: &str) -> Option<u64> {
        let raw = self.raw(name)?;
        // The usual case has neither point nor exponent.
        raw.parse().ok().or_else(|| number::integer_of(&number_text(raw)?)?.parse().ok())
    }

    /// An amount in base units, written as a text or as a number; what is not a whole number is kept as it came.
    pub(super) fn amount(&self, name: &str) -> Option<Balance> {
        let raw = self.raw(name)?;
        match text(raw) {
            Some(text) => Some(Balance::from_wire(&text)),
            None => number_text(raw).map(|number| number::amount_of(&number)),
        }
    }

    /// A point in time, ISO 8601.
    pub(super) fn time(&self, name: &str) -> Option<Timestamp> {
        self.text(name)?.parse().ok()
    }

    pub(super) fn object(&self, name: &str) -> Option<Self> {
        Self::of(self.raw(name)?)
    }

    /// A list of texts.
    pub(super) fn texts(&self, name: &str) -> Option<Vec<String>> {
        serde_json::from_str(self.raw(name)?).ok()
    }

    /// The items of a list, each as it came.
    pub(super) fn items(&self, name: &str) -> Option<Vec<&'a str>> {
        items(self.raw(name)?)
    }
}

/// What JSON allows between its parts.
pub(super) fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r')
}

/// Why an answer is no JSON object, a part of a sentence.
pub(super) fn why_not(error: &serde_json::Error) -> &'static str {
    if error.is_eof() {
        "it ends early"
    } else if error.is_data() {
        "it is not an object"
    } else {
        "it is not JSON"
    }
}

/// The items of a list, each as it came; none where it is none, or longer than any.
pub(super) fn items(text: &str) -> Option<Vec<&str>> {
    serde_json::from_str::<Items<'_>>(text).ok()?.0
}

/// What a JSON text says. Only one with escapes is copied.
fn text(raw: &str) -> Option<Cow<'_, str>> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
        return Some(Cow::Borrowed(inner));
    }
    serde_json::from_str(raw).ok().map(Cow::Owned)
}

/// The number of a JSON number, or of a text that may be one.
fn number_text(raw: &str) -> Option<Cow<'_, str>> {
    let is_number = raw.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    if is_number { Some(Cow::Borrowed(raw)) } else { text(raw) }
}

impl<'de: 'a, 'a> Deserialize<'de> for RawObject<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = RawObject<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawObject<'de>, A::Error> {
        let mut fields = Vec::with_capacity(USUAL_FIELDS);
        while let Some(key) = map.next_key::<Key<'de>>()? {
            fields.push((key.0, map.next_value()?));
        }
        Ok(RawObject(fields))
    }
}

/// An object of which one list is not kept with the others.
struct Page {
    list: &'static str,
}

impl<'de> DeserializeSeed<'de> for Page {
    type Value = (RawObject<'de>, Option<Vec<&'de str>>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Page {
    type Value = (RawObject<'de>, Option<Vec<&'de str>>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut fields, mut items) = (Vec::new(), None);
        while let Some(key) = map.next_key::<Key<'de>>()? {
            if key.0 == self.list {
                items = map.next_value::<Items<'de>>()?.0;
            } else {
                fields.push((key.0, map.next_value()?));
            }
        }
        Ok((RawObject(fields), items))
    }
}

/// A list whose items stay text; none where it is another thing.
struct Items<'a>(Option<Vec<&'a str>>);

impl<'de: 'a, 'a> Deserialize<'de> for Items<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Items(None))
    }
}

impl<'de: 'a, 'a> Visitor<'de> for Items<'a> {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element::<&'de RawValue>()? {
            if items.len() == MOST_ITEMS {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                return Ok(self);
            }
            items.push(item.get());
        }
        Ok(Items(Some(items)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }
}

/// A field's name, not copied where it has no escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Key<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;
        impl<'de> Visitor<'de> for Name {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(name)))
            }

            fn visit_str<E>(self, name: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(name.to_owned())))
            }
        }
        deserializer.deserialize_str(Name)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::bitgo::fields;
    use proptest::prelude::*;
    use serde_json::Value;

    #[test]
    fn fields_are_read_or_none_and_the_last_of_two_counts() {
        let object = RawObject::of(
            r#" {"id":"a\u0062\"","la\u0062el":"x","count":"12","n":7,"exp":1.5e3,"part":1.5,"flag":true,"no":"true","none":null,
            "big":340282366920938463463374607431768211456,"deep":{"n":1e999},"list":[{"a":1},{}],"mixed":[{},7],"id":"z",
            "texts":["a","b"],"half":["a",1],"at":"2026-01-01T00:00:00Z","when":"soon"} "#,
        )
        .unwrap();
        assert_eq!(object.text("id").as_deref(), Some("z"));
        assert_eq!(object.text("label").as_deref(), Some("x"));
        assert_eq!(
            (object.text("n"), object.text("none"), object.raw("none"), object.raw("other")),
            (None, None, None, None)
        );
        assert_eq!(
            (object.whole("count"), object.whole("n"), object.whole("exp"), object.whole("part")),
            (Some(12), Some(7), Some(1500), None)
        );
        assert_eq!((object.flag("flag"), object.flag("no")), (Some(true), None));
        assert_eq!(object.amount("big").unwrap().as_sent(), "340282366920938463463374607431768211456");
        assert_eq!(object.amount("part"), Some(Balance::Unreadable("1.5".into())));
        assert_eq!((object.amount("flag"), object.amount("list")), (None, None));
        assert_eq!(object.object("deep").unwrap().raw("n"), Some("1e999"));
        assert!(object.object("list").is_none());
        assert_eq!((object.texts("texts").unwrap().len(), object.texts("half")), (2, None));
        assert_eq!(object.items("mixed"), Some(vec!["{}", "7"]));
        assert!(object.time("at").is_some() && object.time("when").is_none());
        for other in ["", "[]", "7", "{", r#"{"a":}"#, r#"{"a":1}x"#] {
            assert!(RawObject::of(other).is_none(), "{other}");
        }
    }

    #[test]
    fn a_page_is_gone_through_once_and_its_list_stands_apart() {
        let read = |text: &'static str| {
            RawObject::with_items(text.as_bytes(), "wallets")
                .map(|(page, items)| (page.whole("totalCount"), items))
        };
        assert_eq!(
            read(r#"{"wallets":[{"a":[1]}, 7 ],"totalCount":2}"#),
            Ok((Some(2), Some(vec![r#"{"a":[1]}"#, "7"])))
        );
        for none in ["null", "true", "1e400", "\"x\"", "{\"a\":{}}"] {
            let text = format!(r#"{{"totalCount":"3","wallets":{none}}}"#);
            let (page, items) = RawObject::with_items(text.as_bytes(), "wallets").unwrap();
            assert_eq!((page.whole("totalCount"), items), (Some(3), None), "{none}");
        }
        assert_eq!(read("{}"), Ok((None, None)));
        for (text, why) in [
            (r#"{"wallets":[{"a":1}"#, "it ends early"),
            ("", "it ends early"),
            ("[]", "it is not an object"),
            ("<html>", "it is not JSON"),
            ("{} {}", "it is not JSON"),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
        }
    }

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            "-?[0-9]{1,30}(\\.[0-9]{1,3})?(e[+-]?[0-9]{1,2})?".prop_map(|text| {
                let text = text.trim_start_matches(['-', '0']);
                serde_json::from_str(if text.starts_with(|it: char| it.is_ascii_digit()) {
                    text
                } else {
                    "0"
                })
                .unwrap()
            }),
            ".{0,12}".prop_map(Value::String),
            "-?[0-9]{1,40}".prop_map(Value::String),
            Just(Value::String("2026-11-20T12:00:00.000Z".to_owned())),
        ];
        leaf.prop_recursive(3, 24, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
                prop::collection::btree_map("[abn\"\\\\é]{1,2}", inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn every_field_is_read_as_the_slow_way_reads_it(value in json()) {
            let text = serde_json::json!({ "x": value }).to_string();
            let raw = RawObject::of(&text).unwrap();
            let slow = || fields::Fields::of(serde_json::from_str(&text).unwrap()).unwrap();
            prop_assert_eq!(raw.text("x").map(Cow::into_owned), slow().text("x"));
            prop_assert_eq!(raw.whole("x"), slow().whole("x"));
            prop_assert_eq!(raw.flag("x"), slow().flag("x"));
            prop_assert_eq!(raw.amount("x"), slow().amount("x"));
            prop_assert_eq!(raw.time("x"), slow().time("x"));
            prop_assert_eq!(raw.texts("x"), slow().texts("x"));
            prop_assert_eq!(raw.object("x").is_some(), slow().object("x").is_some());
            prop_assert_eq!(raw.items("x").map(|it| it.len()), value.as_array().map(Vec::len));
        }
    }
}
