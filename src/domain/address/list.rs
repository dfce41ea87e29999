//! Many addresses at once, as they are pasted: line by line, what is taken and what not.

use std::collections::HashMap;
use std::ops::Range;

use thiserror::Error;

use super::error::{AddressError, LONGEST_ADDRESS};
use super::network::AddressNetwork;
use super::parse::Address;
use super::tag::Tag;

/// So many addresses are taken from one paste.
pub const MOST_ADDRESSES: usize = 1_000;
/// So many words of one paste are tried for an address.
const MOST_WORDS: usize = 10 * MOST_ADDRESSES;

/// A pasted list of addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddressList {
    /// What was read, in its order.
    pub entries: Vec<ListedAddress>,
    /// Where reading stopped, since there is too much.
    pub unread: Option<Unread>,
}

/// Where reading stopped: before this, all was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread {
    /// The number of the line, from 1.
    pub line: usize,
    /// The place in the pasted text, in bytes.
    pub at: usize,
}

/// One address of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedAddress {
    /// The number of its line in the pasted text, from 1.
    pub line: usize,
    /// The text as pasted, without blanks around; the beginning of one that is too long for an address.
    pub text: String,
    /// Where the whole of it stands in the pasted text, in bytes.
    pub place: Range<usize>,
    /// The address, or why it is not taken.
    pub result: Result<Address, NotTaken>,
}

/// Why an address of a list is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotTaken {
    /// It is none of the coin.
    #[error(transparent)]
    Wrong(#[from] AddressError),
    /// It is in the list already, maybe in another spelling.
    #[error("Same address as in line {line}.")]
    Repeated {
        /// Where it stands first.
        line: usize,
    },
}

impl AddressList {
    /// Reads addresses between line ends, commas, semicolons and tabs; between blanks too, where that makes an address.
    /// Empty lines and those that begin with `#` are passed over.
    pub fn read(pasted: &str, network: &AddressNetwork) -> Self {
        let text = pasted.strip_prefix('\u{feff}').unwrap_or(pasted);
        let mut list = Self::default();
        let mut first_lines: HashMap<(String, Option<Tag>), usize> = HashMap::new();
        let mut words_left = MOST_WORDS;
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with('#'));
        let parts = lines.flat_map(|(index, line)| parts(line).map(move |part| (index, part)));
        for (index, part) in parts {
            for part in words(part, network, &mut words_left) {
                let at = place_in(pasted, part);
                if list.entries.len() == MOST_ADDRESSES || words_left == 0 {
                    list.unread = Some(Unread { line: index + 1, at });
                    return list;
                }
                let address = Address::parse_for(part, network).map_err(NotTaken::from);
                let result = address.and_then(|address| {
                    let key = (address.account().to_owned(), address.tag().cloned());
                    if let Some(line) = first_lines.get(&key) {
                        return Err(NotTaken::Repeated { line: *line });
                    }
                    first_lines.insert(key, index + 1);
                    Ok(address)
                });
                let text = part.chars().take(LONGEST_ADDRESS).collect();
                let place = at..at + part.len();
                list.entries.push(ListedAddress { line: index + 1, text, place, result });
            }
        }
        list
    }

    /// The addresses that are taken.
    pub fn taken(&self) -> impl Iterator<Item = &Address> {
        self.entries.iter().filter_map(|entry| entry.result.as_ref().ok())
    }
}

impl ListedAddress {
    /// Why it is not taken, with its line: "Line 3: This is a Tron address; …".
    pub fn sentence(&self) -> Option<String> {
        self.result.as_ref().err().map(|reason| format!("Line {}: {reason}", self.line))
    }
}

/// Where a part of a text begins in it, in bytes.
fn place_in(text: &str, part: &str) -> usize {
    part.as_ptr().addr() - text.as_ptr().addr()
}

/// What stands between the separators of a line.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    line.split([',', ';', '\t']).map(str::trim).filter(|part| !part.is_empty())
}

/// The addresses of a part. A blank inside an address is a mistake, between two it parts them. No more words are tried than
/// are left of the whole paste.
fn words<'a>(part: &'a str, network: &AddressNetwork, left: &mut usize) -> Vec<&'a str> {
    let words: Vec<&str> = part.split_whitespace().take(MOST_ADDRESSES + 1).collect();
    let is_address = |it: &&str| {
        let is_left = *left > 0;
        *left = left.saturating_sub(1);
        is_left && Address::fitting(it, network).is_some()
    };
    let is_list = words.len() > 1 && words.iter().any(is_address);
    if is_list { words } else { vec![part] }
}
