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
/// The longest memo of any chain, in bytes.
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
        let is_memo = ["memoId", "memo", "memoText"].iter().any(|it| it.eq_ignore_ascii_case(name));
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
            Some(AddressFamily::Stellar) if is_memo => {
                memo(value).map(|tag| Self { kind: TagKind::MemoText, ..tag })
            }
            Some(
                AddressFamily::Eos
                | AddressFamily::Hedera
                | AddressFamily::Cosmos(_)
                | AddressFamily::Stacks
                | AddressFamily::Ton
                | AddressFamily::InternetComputer
                | AddressFamily::Algorand,
            ) if is_memo => memo(value),
            None => memo(value)
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

fn memo(value: &str) -> Result<Tag, AddressError> {
    if value.is_empty() {
        return Err(AddressError::BadTag { right: "it is empty" });
    }
    if value.len() > LONGEST_MEMO {
        return Err(AddressError::BadTag { right: "a memo has at most 256 characters" });
    }
    Ok(Tag { kind: TagKind::Memo, value: value.to_owned() })
}
