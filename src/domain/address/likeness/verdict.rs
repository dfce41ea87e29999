//! What an address is to known ones.

use super::super::network::AddressNetwork;
use super::super::tag::Tag;
use super::compared::ComparedAddress;
use super::ends::shared_ends;

/// Names shorter than this are read as a whole.
const SHORTEST_WITH_ENDS: usize = 26;

/// What an address is to a list of known ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Likeness {
    /// It is one of them, in whatever spelling; this is the known one as it was given.
    Known(String),
    /// The account is known, with another tag. On an account that many share the tag says whose the money is: look twice.
    OtherTag(TagChange),
    /// It looks like a known one and is another: danger.
    LooksLike(LookAlike),
    /// It is like none of them.
    Unlike,
}

/// A known account with another tag, memo or the like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagChange {
    /// The known address as it was given.
    pub known: String,
    /// Its tag.
    pub known_tag: Option<Tag>,
    /// The tag of the address in question.
    pub tag: Option<Tag>,
}

/// A known address that another one looks like without being it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookAlike {
    /// The known address as it was given.
    pub known: String,
    /// Which characters of the address in question, without blanks around, differ from the known one, by their place from 0.
    /// Where the lengths differ, everything between the ends that are alike; where the address is spelled in another way
    /// than it is compared (an X-address), all of it.
    pub differs: Vec<usize>,
}

impl TagChange {
    /// The difference in a sentence.
    pub fn sentence(&self) -> String {
        let known = &self.known;
        let change = match (&self.tag, &self.known_tag) {
            (Some(tag), Some(known)) if tag.kind == known.kind => {
                format!("with {tag} instead of {}", known.value)
            }
            (Some(tag), Some(known)) => format!("with {tag} instead of {known}"),
            (Some(tag), None) => format!("with {tag}, where the known one has none"),
            (None, Some(known)) => format!("without {known}"),
            (None, None) => return format!("Same account as {known}."),
        };
        format!(
            "Same account as {known}, but {change}. On a shared account the tag or memo decides who gets the money."
        )
    }
}

/// What an address is to the known ones. One that is known is no look-alike of another.
pub fn likeness<'a>(
    address: &ComparedAddress,
    known: impl IntoIterator<Item = &'a ComparedAddress>,
) -> Likeness {
    let mut found = Likeness::Unlike;
    for other in known {
        if same_account(address, other) {
            if address.tag == other.tag {
                return Likeness::Known(other.given.clone());
            }
            let (known, known_tag) = (other.given.clone(), other.tag.clone());
            if !matches!(found, Likeness::OtherTag(_)) {
                found = Likeness::OtherTag(TagChange { known, known_tag, tag: address.tag.clone() });
            }
        } else if found == Likeness::Unlike && is_like(address, other) {
            found = Likeness::LooksLike(LookAlike {
                known: other.given.clone(),
                differs: differs(address, other),
            });
        }
    }
    found
}

/// Whether both are one address with one tag, however they are written.
pub fn same_address(one: &str, other: &str, network: &AddressNetwork) -> bool {
    ComparedAddress::new(one, network).is_same(&ComparedAddress::new(other, network))
}

/// Whether both are one account, whatever their tags.
pub fn same_account(one: &ComparedAddress, other: &ComparedAddress) -> bool {
    one.account == other.account
}

fn is_like(address: &ComparedAddress, known: &ComparedAddress) -> bool {
    if let (Some(name), Some(known)) = (&address.name, &known.name)
        && name.is_like(known)
    {
        return true;
    }
    // Names so long are compared by their ends too; a key that lacks a letter would pass for one.
    let by_ends =
        |it: &ComparedAddress| it.name.is_none() || it.account.chars().count() >= SHORTEST_WITH_ENDS;
    by_ends(address)
        && by_ends(known)
        && address.seen.iter().any(|one| known.seen.iter().any(|other| one.is_like(other)))
}

/// The places in the given text where the accounts differ.
fn differs(address: &ComparedAddress, known: &ComparedAddress) -> Vec<usize> {
    // The places of another spelling would be others.
    let is_spelled_alike = address.body.chars().count() == address.account.chars().count();
    let (a, b): (Vec<char>, Vec<char>) = if is_spelled_alike {
        (address.account.chars().collect(), known.account.chars().collect())
    } else {
        (address.body.chars().collect(), known.body.chars().collect())
    };
    if a.len() == b.len() {
        return (0..a.len()).filter(|&at| a[at] != b[at]).map(|at| at + address.before).collect();
    }
    let (front, back) = shared_ends(&a, &b);
    let behind = a.len().saturating_sub(back).max(front);
    (front + address.before..behind + address.before).collect()
}
