//! The platform's public identifiers: 16 bytes, written as 32 lower-case hex digits.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A public identifier of a person, an enterprise, a wallet, a token or a rule.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Id([u8; 16]);

impl Id {
    /// The identifier with these bytes.
    pub(crate) const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Reads exactly `^[0-9a-f]{32}$` (spec: the pattern of every `id`); anything else is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_id = text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if !is_id {
            return None;
        }
        let mut bytes = [0; 16];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        Some(Self(bytes))
    }

    /// The same in the form of a UUID of version 4, in which the platform names transaction requests.
    pub(crate) fn uuid(self) -> String {
        let mut bytes = self.0;
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let digits = hex::encode(bytes);
        let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
        [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
    }
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("an identifier is not 32 lower-case hex digits"))
    }
}

#[cfg(test)]
mod tests {
    use super::Id;

    #[test]
    fn a_uuid_says_its_version_and_variant() {
        let uuid = |text: &str| Id::parse(text).map(Id::uuid);
        let wanted = "ffffffff-ffff-4fff-bfff-ffffffffffff";
        assert_eq!(uuid(&"f".repeat(32)).as_deref(), Some(wanted));
        assert_eq!(uuid(&"0".repeat(32)).as_deref(), Some("00000000-0000-4000-8000-000000000000"));
    }

    #[test]
    fn only_the_platforms_pattern_is_an_identifier() {
        let good = "59cd72485007a239fb00282ed480da1f";
        assert_eq!(Id::parse(good).map(|id| id.to_string()).as_deref(), Some(good));
        let upper = good.to_uppercase();
        let long = format!("{good}0");
        for bad in ["", "59cd", upper.as_str(), long.as_str(), "59cd72485007a239fb00282ed480da1g", "é"] {
            assert!(Id::parse(bad).is_none(), "{bad}");
        }
    }
}
