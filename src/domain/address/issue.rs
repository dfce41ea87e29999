//! One thing to say of an address, how much it weighs, and what to do about it.

use super::error::AddressError;
use super::likeness::{LookAlike, TagChange};
use crate::domain::finding::Severity;

/// Where an address comes from that another one looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownAs {
    /// The list that the other one is to come to.
    Listed,
    /// Another list of the wallet.
    OnOtherList,
    /// The wallet's past.
    Paid,
    /// The wallet itself.
    Own,
    /// The same paste, draft or request: nothing says which of the two is right.
    Beside,
}

impl KnownAs {
    /// That an address looks like this one, in a sentence.
    fn alike_words(self, known: &str) -> String {
        let which = match self {
            Self::Listed => "is on the list",
            Self::OnOtherList => "is on another whitelist of this wallet",
            Self::Paid => "this wallet has paid before",
            Self::Own => "is the wallet's own address",
            Self::Beside => {
                return format!(
                    "This address looks like {known}, which would be added with it, but it is a different one. Which of \
                     the two is right cannot be told here."
                );
            }
        };
        format!("This address looks like {known}, which {which}, but it is a different one.")
    }
}

/// One thing to say of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressIssue {
    /// It is none of the coin.
    Wrong(AddressError),
    /// It is on the list already; the entry there, where that is another spelling.
    Listed(Option<String>),
    /// It looks like another one without being it.
    LooksLike {
        /// The other one, and where this one differs.
        found: LookAlike,
        /// Where the other one comes from.
        known_as: KnownAs,
    },
    /// It is the contract of a token, in a sentence.
    Contract(String),
    /// It is the wallet's own.
    Own,
    /// Its account is known, with another tag.
    OtherTag(TagChange),
    /// How the coin's addresses are written is not known here, in a sentence.
    NotKnownHere(String),
    /// It is a short name or number without a checksum, in a sentence: whatever is typed may be somebody's.
    Name(String),
    /// It has no checksum, in a sentence.
    Unchecked(String),
    /// Parts of a link that are not taken.
    LeftOut(Vec<String>),
    /// It is taken in its normal spelling, which is this.
    Respelled(String),
}

impl AddressIssue {
    /// An error where it cannot be used, a warning where that is to be decided.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Wrong(_) | Self::Listed(_) => Severity::Error,
            Self::LooksLike { .. }
            | Self::Contract(_)
            | Self::Own
            | Self::OtherTag(_)
            | Self::Name(_)
            | Self::NotKnownHere(_) => Severity::Warning,
            Self::Unchecked(_) | Self::LeftOut(_) | Self::Respelled(_) => Severity::Note,
        }
    }

    /// Whether money that goes there is probably lost.
    pub fn is_danger(&self) -> bool {
        matches!(self, Self::Wrong(_) | Self::LooksLike { .. } | Self::Contract(_))
    }

    /// A word for it that does not change.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Wrong(_) => "wrong",
            Self::Listed(_) => "twice",
            Self::LooksLike { .. } => "alike",
            Self::Contract(_) => "contract",
            Self::Own => "own",
            Self::OtherTag(_) => "tag",
            Self::NotKnownHere(_) => "unknown",
            Self::Name(_) => "name",
            Self::Unchecked(_) => "unchecked",
            Self::LeftOut(_) => "link",
            Self::Respelled(_) => "spelling",
        }
    }

    /// It in a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::Wrong(error) => error.to_string(),
            Self::Listed(None) => "This address is already on the list.".to_owned(),
            Self::Listed(Some(listed)) => format!("This address is already on the list, as {listed}."),
            Self::LooksLike { found, known_as } => known_as.alike_words(&found.known),
            Self::Own => "This is the wallet's own address.".to_owned(),
            Self::OtherTag(change) => change.sentence(),
            Self::Contract(words)
            | Self::NotKnownHere(words)
            | Self::Name(words)
            | Self::Unchecked(words) => words.clone(),
            Self::LeftOut(parts) => format!("Not taken from the link: {}.", parts.join(", ")),
            Self::Respelled(normal) => format!("Taken as {normal}, which is the same address."),
        }
    }

    /// What to do about it, in a sentence; may be empty.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::LooksLike { .. } => {
                "Attackers create addresses that look like one you pay often (address poisoning). Compare every character with what the recipient confirmed in another way."
            }
            Self::OtherTag(_) => "Ask the recipient which tag or memo is theirs.",
            Self::Name(_) | Self::NotKnownHere(_) => {
                "Compare every character with what the recipient confirmed in another way."
            }
            Self::Own => "What the wallet pays to itself only costs a fee.",
            _ => "",
        }
    }

    /// Which characters of the address are meant, from 0, as far as it can be told.
    pub fn places(&self) -> Vec<usize> {
        match self {
            Self::Wrong(error) => error.places(),
            Self::LooksLike { found, .. } => found.differs.clone(),
            _ => Vec::new(),
        }
    }
}
