//! An address as it is held against others.

use super::super::account::AddressForm;
use super::super::beginnings::beginnings;
use super::super::family::AddressFamily;
use super::super::letters::HEX;
use super::super::network::AddressNetwork;
use super::super::parse::Address;
use super::super::tag::Tag;
use super::long::Seen;
use super::plain::{Plain, bech_beginnings, plain, small_letters};
use super::short::Name;

/// Text of this length or more is no name where the family is not known.
const SHORTEST_ADDRESS: usize = 16;

/// An address, right or not, in the spelling in which it is compared. Making one takes some work: keep those of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedAddress {
    /// As it was given, without blanks around.
    pub(super) given: String,
    /// How many letters of it stand before the account.
    pub(super) before: usize,
    /// What was written of the account.
    pub(super) body: String,
    /// The account in its normal spelling.
    pub(super) account: String,
    /// The tag beside it or inside.
    pub(super) tag: Option<Tag>,
    /// As the eye takes it: the normal spelling, and the written one where that differs.
    pub(super) seen: Vec<Seen>,
    /// The name, where the account is one.
    pub(super) name: Option<Name>,
}

impl ComparedAddress {
    /// Any text, for a coin of this network. One that is no right address is compared as it is written.
    pub fn new(text: &str, network: &AddressNetwork) -> Self {
        let Plain { body, account: as_written, before, tag } = plain(text, network);
        let parsed = Address::fitting(text, network).filter(|it| it.form() != AddressForm::NotKnownHere);
        let (account, tag) = match parsed {
            Some(address) => {
                let account = address.account();
                let account = small_letters(account, network).unwrap_or_else(|| account.to_owned());
                (account, address.tag().cloned())
            }
            None => (as_written.clone(), tag),
        };
        let name = is_name(&account, network.family).then(|| Name::new(&account, network.family));
        let mut seen = vec![Seen::new(&account, telling(&account, network))];
        if as_written != account {
            seen.push(Seen::new(&as_written, telling(&as_written, network)));
        }
        Self { given: text.trim().to_owned(), before, body, account, tag, seen, name }
    }

    /// As it was given, without blanks around.
    pub fn given(&self) -> &str {
        &self.given
    }

    /// The account in the spelling in which it is compared.
    pub fn account(&self) -> &str {
        &self.account
    }

    /// The tag or memo.
    pub fn tag(&self) -> Option<&Tag> {
        self.tag.as_ref()
    }

    /// Whether both are one account with one tag, or both without.
    pub fn is_same(&self, other: &Self) -> bool {
        self.account == other.account && self.tag == other.tag
    }
}

/// Whether an account is a name that people read, not a key or hash that they compare the ends of.
fn is_name(account: &str, family: Option<AddressFamily>) -> bool {
    match family {
        Some(AddressFamily::Eos) => true,
        Some(AddressFamily::Hedera) => !account.starts_with("0x"),
        Some(AddressFamily::Near) => {
            !(account.starts_with("0x")
                || account.len() == 64 && account.chars().all(|letter| HEX.contains(letter)))
        }
        Some(_) => false,
        None => account.chars().count() < SHORTEST_ADDRESS,
    }
}

/// An account without what all of its family begin with.
fn telling<'a>(account: &'a str, network: &AddressNetwork) -> &'a str {
    if let Some(rest) = bech_beginnings(network).iter().find_map(|it| account.strip_prefix(it.as_str())) {
        // The witness version, or the kind of a cashaddr.
        let mut letters = rest.chars();
        letters.next();
        return letters.as_str();
    }
    let mut known = match network.family {
        Some(family) => beginnings(family, network.is_testnet),
        None => vec!["0x".to_owned(), "ripple:".to_owned()],
    };
    known.sort_by_key(|it| std::cmp::Reverse(it.len()));
    known.iter().find_map(|it| account.strip_prefix(it.as_str())).unwrap_or(account)
}
