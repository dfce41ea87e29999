//! What there is to say of an address before it is used: one check for whatever is typed, pasted, or up for approval.

use super::account::AddressForm;
use super::contract::contract_warning;
use super::error::AddressError;
use super::family::AddressFamily;
use super::likeness::{ComparedAddress, Likeness, LookAlike, TagChange, likeness, same_account};
use super::network::AddressNetwork;
use super::parse::Address;
use crate::domain::finding::Severity;

/// What an address is held against.
#[derive(Debug, Clone, Copy)]
pub struct AddressSurroundings<'a> {
    /// That of the coin.
    pub network: &'a AddressNetwork,
    /// The list that it is to come to: one that is there already is no new one.
    pub list: &'a [ComparedAddress],
    /// Other addresses that are known.
    pub known: &'a [ComparedAddress],
    /// The wallet's own addresses.
    pub own: &'a [ComparedAddress],
}

/// A checked address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckedAddress {
    /// The address; none where it is none of the coin.
    pub address: Option<Address>,
    /// What there is to say, what weighs most first.
    pub issues: Vec<AddressIssue>,
}

/// One thing to say of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressIssue {
    /// It is none of the coin.
    Wrong(AddressError),
    /// It is on the list already; the entry there, where that is another spelling.
    Listed(Option<String>),
    /// It looks like a known one and is another.
    LooksLike(LookAlike),
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

/// Checks an address in its surroundings.
pub fn check_address(text: &str, around: &AddressSurroundings<'_>) -> CheckedAddress {
    let mut issues = Vec::new();
    let address = match Address::parse_for(text, around.network) {
        Ok(address) => Some(address),
        Err(error) => {
            let is_empty = error == AddressError::Empty;
            issues.push(AddressIssue::Wrong(error));
            if is_empty {
                return CheckedAddress { address: None, issues };
            }
            None
        }
    };
    let compared = ComparedAddress::new(text, around.network);
    match likeness(&compared, around.list.iter().chain(around.known)) {
        Likeness::Known(_) | Likeness::Unlike => {}
        Likeness::OtherTag(change) => issues.push(AddressIssue::OtherTag(change)),
        Likeness::LooksLike(found) => issues.push(AddressIssue::LooksLike(found)),
    }
    if let Some(listed) =
        around.list.iter().find(|it| same_account(it, &compared) && it.tag() == compared.tag())
    {
        issues.push(AddressIssue::Listed((listed.given() != text.trim()).then(|| listed.given().to_owned())));
    }
    if around.own.iter().any(|it| same_account(it, &compared)) {
        issues.push(AddressIssue::Own);
    }
    if let Some(address) = &address {
        issues.extend(contract_warning(address).map(AddressIssue::Contract));
        issues.extend(address.caution().map(|words| match address.form() {
            AddressForm::NotKnownHere => AddressIssue::NotKnownHere(words),
            AddressForm::Unchecked if is_of_names(around.network) => AddressIssue::Name(words),
            AddressForm::Checked | AddressForm::Unchecked => AddressIssue::Unchecked(words),
        }));
        if !address.left_out().is_empty() {
            issues.push(AddressIssue::LeftOut(address.left_out().to_vec()));
        }
        let normal = address.normal();
        if normal != text.trim() {
            issues.push(AddressIssue::Respelled(normal));
        }
    }
    issues.sort_by_key(AddressIssue::severity);
    CheckedAddress { address, issues }
}

/// Whether accounts of this network are short names or numbers.
fn is_of_names(network: &AddressNetwork) -> bool {
    matches!(network.family, Some(AddressFamily::Eos | AddressFamily::Near | AddressFamily::Hedera))
}

impl AddressIssue {
    /// An error where it cannot be used, a warning where that is to be decided.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Wrong(_) | Self::Listed(_) => Severity::Error,
            Self::LooksLike(_)
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
        matches!(self, Self::Wrong(_) | Self::LooksLike(_) | Self::Contract(_))
    }

    /// A word for it that does not change.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Wrong(_) => "wrong",
            Self::Listed(_) => "twice",
            Self::LooksLike(_) => "alike",
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
            Self::LooksLike(found) => {
                format!("This address looks like {}, which is known, but it is a different one.", found.known)
            }
            Self::Own => "This is the wallet's own receive address.".to_owned(),
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
            Self::LooksLike(_) => {
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
            Self::LooksLike(found) => found.differs.clone(),
            _ => Vec::new(),
        }
    }
}
