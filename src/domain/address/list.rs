//! Many addresses at once, as they are pasted: line by line, what is taken and what not.

use std::collections::HashMap;

use thiserror::Error;

use super::error::{AddressError, LONGEST_ADDRESS};
use super::network::AddressNetwork;
use super::parse::Address;
use super::tag::Tag;
use crate::domain::text::counted;

/// So many addresses are taken from one paste.
pub const MOST_ADDRESSES: usize = 1_000;
/// So many words of one paste are tried for an address.
const MOST_WORDS: usize = 10 * MOST_ADDRESSES;

/// A pasted list of addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddressList {
    /// What was read, in its order.
    pub entries: Vec<ListedAddress>,
    /// The line from which on nothing was read, since there is too much.
    pub unread_from: Option<usize>,
}

/// One address of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedAddress {
    /// The number of its line in the pasted text, from 1.
    pub line: usize,
    /// The text as pasted, without blanks around; the beginning of one that is too long for an address.
    pub text: String,
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
    pub fn read(text: &str, network: &AddressNetwork) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut list = Self::default();
        let mut first_lines: HashMap<(String, Option<Tag>), usize> = HashMap::new();
        let mut words_left = MOST_WORDS;
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with('#'));
        let parts = lines.flat_map(|(index, line)| parts(line).map(move |part| (index, part)));
        for (index, part) in parts {
            for part in words(part, network, &mut words_left) {
                if list.entries.len() == MOST_ADDRESSES || words_left == 0 {
                    list.unread_from = Some(index + 1);
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
                list.entries.push(ListedAddress { line: index + 1, text, result });
            }
        }
        list
    }

    /// The addresses that are taken.
    pub fn taken(&self) -> impl Iterator<Item = &Address> {
        self.entries.iter().filter_map(|entry| entry.result.as_ref().ok())
    }

    /// Those that are not, with the number of their line and the reason.
    pub fn not_taken(&self) -> impl Iterator<Item = (&ListedAddress, &NotTaken)> {
        self.entries.iter().filter_map(|entry| Some((entry, entry.result.as_ref().err()?)))
    }

    /// How much was taken, in a sentence: "2 addresses taken, 1 not taken."
    pub fn sentence(&self) -> String {
        let (taken, not_taken) = (self.taken().count(), self.not_taken().count());
        let taken = format!("{} taken", counted(taken, "address"));
        let not_taken = if not_taken > 0 { format!(", {not_taken} not taken") } else { String::new() };
        let unread = self.unread_from.map(|line| {
            format!(" Nothing was read from line {line} on: a list has at most {MOST_ADDRESSES} addresses.")
        });
        format!("{taken}{not_taken}.{}", unread.unwrap_or_default())
    }

    /// What was not taken, a line each, to be mended.
    pub fn rest(&self) -> String {
        self.not_taken().map(|(entry, _)| entry.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

impl ListedAddress {
    /// Why it is not taken, with its line: "Line 3: This is a Tron address; …".
    pub fn sentence(&self) -> Option<String> {
        self.result.as_ref().err().map(|reason| format!("Line {}: {reason}", self.line))
    }
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
