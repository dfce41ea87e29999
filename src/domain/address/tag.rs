//! Tags, memos and other numbers that say whose the money is on an account that many share.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::error::AddressError;
use super::family::AddressFamily;

/// What kind of tag it is, in the words of its chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TagKind {
    /// XRP Ledger: `?dt=`, or inside an X-address.
    DestinationTag,
    /// A memo: `?memoId=`, `?memo=`.
    Memo,
    /// Stellar: a memo of text, `?memo=`. There it is another thing than a memo ID of the same digits.
    MemoText,
    /// Stellar: the number inside a muxed account.
    MuxedId,
    /// Casper: `?transferId=`.
    TransferId,
}

/// A tag beside an account.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Tag {
    /// Its kind.
    pub kind: TagKind,
    /// Its value; numbers without leading zeros.
    pub value: String,
}

/// "tag 5", "memo 5", as the end of a sentence.
impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let noun = match self.kind {
            TagKind::DestinationTag => "destination tag",
            TagKind::Memo => "memo",
            TagKind::MemoText => "text memo",
            TagKind::MuxedId => "muxed ID",
            TagKind::TransferId => "transfer ID",
        };
        write!(f, "{noun} {}", self.value)
    }
}

/// What is written as it is in a query.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
/// The longest memo of a chain that is not named here, in bytes.
const LONGEST_MEMO: usize = 256;

impl Tag {
    /// A destination tag of the XRP Ledger.
    pub(super) fn destination(value: u32) -> Self {
        Self { kind: TagKind::DestinationTag, value: value.to_string() }
    }

    /// What the platform appends to an account for this tag; nothing where the account's own spelling holds it.
    pub(super) fn query(&self) -> String {
        let name = match self.kind {
            TagKind::DestinationTag => "dt",
            TagKind::Memo => "memoId",
            TagKind::MemoText => "memo",
            TagKind::TransferId => "transferId",
            TagKind::MuxedId => return String::new(),
        };
        format!("?{name}={}", utf8_percent_encode(&self.value, QUERY))
    }

    /// The tag that a part of the query is, where its name is that of a tag.
    pub(super) fn from_query(
        name: &str,
        value: &str,
        family: Option<AddressFamily>,
    ) -> Option<Result<Self, AddressError>> {
        // TON's links call the comment a text.
        let is_text = family == Some(AddressFamily::Ton) && name.eq_ignore_ascii_case("text");
        let is_memo =
            is_text || ["memoId", "memo", "memoText"].iter().any(|it| it.eq_ignore_ascii_case(name));
        let is_tag = ["dt", "tag"].iter().any(|it| it.eq_ignore_ascii_case(name));
        let is_transfer = name.eq_ignore_ascii_case("transferId");
        if !is_memo && !is_tag && !is_transfer {
            return None;
        }
        Some(match family {
            Some(AddressFamily::Xrp) if !is_transfer => number(
                TagKind::DestinationTag,
                value,
                u64::from(u32::MAX),
                "a destination tag is a whole number up to 4294967295",
            ),
            Some(AddressFamily::Casper) => {
                number(TagKind::TransferId, value, u64::MAX, "a transfer ID is a whole number")
            }
            Some(AddressFamily::Stellar) if name.eq_ignore_ascii_case("memoId") => {
                number(TagKind::Memo, value, u64::MAX, "a memo ID is a whole number")
            }
            // SEP-23's network: the text memo of its transactions.
            Some(AddressFamily::Stellar) if is_memo => memo(value, 28, "a text memo has at most 28 bytes")
                .map(|tag| Self { kind: TagKind::MemoText, ..tag }),
            Some(AddressFamily::InternetComputer) if is_memo => {
                number(TagKind::Memo, value, u64::MAX, "a memo of the Internet Computer is a whole number")
            }
            // SIP-005, and Hedera's limit for every transaction.
            Some(AddressFamily::Stacks) if is_memo => memo(value, 34, "a memo has at most 34 bytes"),
            Some(AddressFamily::Hedera) if is_memo => memo(value, 100, "a memo has at most 100 bytes"),
            Some(
                AddressFamily::Eos | AddressFamily::Cosmos(_) | AddressFamily::Ton | AddressFamily::Algorand,
            ) if is_memo => any_memo(value),
            None => any_memo(value)
                .map(|tag| if is_tag { Self { kind: TagKind::DestinationTag, ..tag } } else { tag }),
            Some(family) => Err(AddressError::NoTag { family }),
        })
    }
}

fn number(kind: TagKind, value: &str, most: u64, right: &'static str) -> Result<Tag, AddressError> {
    let is_number = !value.is_empty() && value.bytes().all(|it| it.is_ascii_digit());
    match value.parse::<u64>() {
        Ok(number) if is_number && number <= most => Ok(Tag { kind, value: number.to_string() }),
        _ => Err(AddressError::BadTag { right }),
    }
}

fn any_memo(value: &str) -> Result<Tag, AddressError> {
    memo(value, LONGEST_MEMO, "a memo has at most 256 bytes")
}

/// A memo of so many bytes at most.
fn memo(value: &str, most: usize, right: &'static str) -> Result<Tag, AddressError> {
    if value.is_empty() {
        return Err(AddressError::BadTag { right: "it is empty" });
    }
    if value.len() > most {
        return Err(AddressError::BadTag { right });
    }
    Ok(Tag { kind: TagKind::Memo, value: value.to_owned() })
}
