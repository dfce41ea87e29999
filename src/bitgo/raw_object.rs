//! An answer's objects read where they stand: each field as the text that came, read further only when it is asked for.
//!
//! For long lists, where [`super::fields::Fields`] would copy what nobody looks at. The same rule holds: a field of
//! another type than expected is none, and nothing passes through a float. Of a field that comes twice the last counts.

use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use super::number;
use crate::domain::amount::Balance;

/// The fields of an object, in their order.
pub(super) struct RawObject<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

/// Fields that have room from the start: an answer may hold millions of empty objects.
const USUAL_FIELDS: usize = 8;
/// No list of any answer is longer; one that is, is not believed.
const MOST_ITEMS: usize = 100_000;

impl<'a> RawObject<'a> {
    /// The object of a text that is checked JSON or is to be checked; none where it is another thing.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The object that is a whole answer; else why it is none, a part of a sentence.
    pub(super) fn of_answer(answer: &'a [u8]) -> Result<Self, &'static str> {
        serde_json::from_slice(answer).map_err(|error| why_not(&error))
    }

    /// The object that is a whole answer, and apart from it the objects of its list of this name; none where that is no list
    /// of objects. Else why it is none, a part of a sentence. A long answer is gone through once.
    pub(super) fn with_objects(
        answer: &'a [u8],
        list: &'static str,
    ) -> Result<(Self, Option<Vec<Item<'a>>>), &'static str> {
        let text = std::str::from_utf8(answer).map_err(|_| "it is not JSON")?;
        let mut reader = serde_json::Deserializer::from_str(text);
        match (Page { text, list }).deserialize(&mut reader).and_then(|page| reader.end().map(|()| page)) {
            Ok((page, items)) => Ok((page, items)),
            Err(error) if error.is_data() => Self::with_odd_objects(answer, list),
            Err(error) => Err(why_not(&error)),
        }
    }

    /// The same of an answer that is not as usual: its parts are gone through one by one.
    fn with_odd_objects(
        answer: &'a [u8],
        list: &'static str,
    ) -> Result<(Self, Option<Vec<Item<'a>>>), &'static str> {
        let page = Self::of_answer(answer)?;
        let item = |text| Self::of(text).map(|object| Item { object, text });
        let items = page.items(list).and_then(|items| items.into_iter().map(item).collect());
        Ok((page, items))
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
        Fields { usual_fields: USUAL_FIELDS }.deserialize(deserializer)
    }
}

/// An object that probably has so many fields.
struct Fields {
    usual_fields: usize,
}

impl<'de> DeserializeSeed<'de> for Fields {
    type Value = RawObject<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Fields {
    type Value = RawObject<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawObject<'de>, A::Error> {
        let mut fields = Vec::with_capacity(self.usual_fields);
        while let Some(key) = map.next_key::<Key<'de>>()? {
            fields.push((key.0, map.next_value()?));
        }
        Ok(RawObject(fields))
    }
}

/// An object of a list, and how it came.
pub(super) struct Item<'a> {
    pub(super) object: RawObject<'a>,
    pub(super) text: &'a str,
}

impl<'a> Item<'a> {
    /// An object that is a part of `whole`; none where that cannot be told: it has no field, or the name of its first has
    /// escapes.
    fn within(whole: &'a str, object: RawObject<'a>) -> Option<Self> {
        let ((Cow::Borrowed(first), _), (_, last)) = (object.0.first()?, object.0.last()?) else {
            return None;
        };
        let place = |part: &str| (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize);
        let before = whole.get(..place(first)?)?.strip_suffix('"')?.trim_end_matches(is_blank);
        let start = before.strip_suffix('{')?.len();
        let last_end = place(last.get())? + last.get().len();
        let after = whole.get(last_end..)?;
        let end = last_end + (after.len() - after.trim_start_matches(is_blank).strip_prefix('}')?.len());
        Some(Self { object, text: whole.get(start..end)? })
    }
}

/// What JSON allows between its parts.
pub(super) fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r')
}

/// An object of which one list is not kept with the others.
struct Page<'a> {
    text: &'a str,
    list: &'static str,
}

impl<'de> DeserializeSeed<'de> for Page<'de> {
    type Value = (RawObject<'de>, Option<Vec<Item<'de>>>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Page<'de> {
    type Value = (RawObject<'de>, Option<Vec<Item<'de>>>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut fields, mut items) = (Vec::new(), None);
        while let Some(key) = map.next_key::<Key<'de>>()? {
            if key.0 == self.list {
                items = Some(map.next_value_seed(Objects(self.text))?);
            } else {
                fields.push((key.0, map.next_value()?));
            }
        }
        Ok((RawObject(fields), items))
    }
}

/// A list of objects and of nothing else.
struct Objects<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for Objects<'de> {
    type Value = Vec<Item<'de>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Objects<'de> {
    type Value = Vec<Item<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let (mut items, mut usual_fields) = (Vec::new(), USUAL_FIELDS);
        while let Some(object) = list.next_element_seed(Fields { usual_fields })? {
            usual_fields = object.0.len();
            let item = Item::within(self.0, object).filter(|_| items.len() < MOST_ITEMS);
            items.push(item.ok_or_else(|| de::Error::custom("an unusual list"))?);
        }
        Ok(items)
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

    /// How many there are in all, and the texts of the objects with how many fields each has.
    fn page(text: &str) -> Result<(Option<u64>, Option<Vec<(&str, usize)>>), &'static str> {
        let (page, items) = RawObject::with_objects(text.as_bytes(), "wallets")?;
        let told = |item: Item<'_>| item.object.0.len();
        Ok((
            page.whole("totalCount"),
            items.map(|all| all.into_iter().map(|it| (it.text, told(it))).collect()),
        ))
    }

    #[test]
    fn a_page_is_gone_through_once_and_its_objects_stand_apart() {
        assert_eq!(
            page(
                r#"{"wallets":[ { "a":[1], "b" : {"c":"}"} } ,{"a":7}, { }, {"\u0061" :1 }],"totalCount":2}"#
            ),
            Ok((
                Some(2),
                Some(vec![
                    (r#"{ "a":[1], "b" : {"c":"}"} }"#, 2),
                    (r#"{"a":7}"#, 1),
                    ("{ }", 0),
                    (r#"{"\u0061" :1 }"#, 1)
                ])
            ))
        );
        for none in ["null", "true", "1e400", "\"x\"", "{\"a\":{}}", "[{},7]", "[1e400]", "[[]]"] {
            let text = format!(r#"{{"totalCount":"3","wallets":{none}}}"#);
            assert_eq!(page(&text), Ok((Some(3), None)), "{none}");
        }
        let many = |count: usize| format!(r#"{{"wallets":[{}{{"a":1}}]}}"#, r#"{"a":1},"#.repeat(count - 1));
        assert_eq!(page(&many(MOST_ITEMS)).unwrap().1.map(|it| it.len()), Some(MOST_ITEMS));
        assert_eq!(page(&many(MOST_ITEMS + 1)), Ok((None, None)));
        assert_eq!(page("{}"), Ok((None, None)));
        for (text, why) in [
            (r#"{"wallets":[{"a":1}"#, "it ends early"),
            ("", "it ends early"),
            ("[]", "it is not an object"),
            ("<html>", "it is not JSON"),
            ("{} {}", "it is not JSON"),
            (r#"{"wallets":[7],"a":}"#, "it is not JSON"),
        ] {
            assert_eq!(page(text), Err(why), "{text}");
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
        fn an_object_of_a_page_is_the_text_that_came(
            objects in prop::collection::vec(prop::collection::btree_map("[ab\"\\\\é]{0,2}", json(), 0..4), 0..4),
            blank in "[ \t\n\r]{0,2}",
        ) {
            let texts: Vec<String> = objects
                .iter()
                .map(|fields| {
                    let fields: Vec<String> = fields
                        .iter()
                        .map(|(name, value)| format!("{blank}{}{blank}:{value}{blank}", Value::from(name.as_str())))
                        .collect();
                    format!("{{{}}}", fields.join(","))
                })
                .collect();
            let answer = format!(r#"{{"wallets":{blank}[{blank}{}]}}"#, texts.join(&format!("{blank},{blank}")));
            let (_, read) = page(&answer).unwrap();
            let expected = texts.iter().map(String::as_str).zip(objects.iter().map(|it| it.len())).collect();
            prop_assert_eq!(read, Some(expected));
        }

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
