//! What there is to say of an address before it is used: one check for whatever is typed, pasted, or up for approval.

use super::account::AddressForm;
use super::contract::contract_warning;
use super::error::AddressError;
use super::family::AddressFamily;
use super::issue::{AddressIssue, KnownAs};
use super::likeness::{ComparedAddress, Likeness, likeness, same_account};
use super::network::AddressNetwork;
use super::parse::Address;

/// What an address is held against.
#[derive(Debug, Clone, Copy)]
pub struct AddressSurroundings<'a> {
    /// That of the coin.
    pub network: &'a AddressNetwork,
    /// The list that it is to come to: one that is there already is no new one.
    pub list: &'a [ComparedAddress],
    /// Those on the wallet's other lists.
    pub known: &'a [ComparedAddress],
    /// Those that the wallet has paid before.
    pub paid: &'a [ComparedAddress],
    /// The wallet's own addresses.
    pub own: &'a [ComparedAddress],
    /// Those of the same paste, draft or request; it may be among them.
    pub beside: &'a [ComparedAddress],
}

/// A checked address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckedAddress {
    /// The address; none where it is none of the coin.
    pub address: Option<Address>,
    /// What there is to say, what weighs most first.
    pub issues: Vec<AddressIssue>,
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
    issues.extend(resemblance(&compared, around));
    if let Some(listed) = around.list.iter().find(|it| it.is_same(&compared)) {
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

/// What an address is to those around it. One that is listed or the wallet's own is no look-alike, nor is a known account with
/// another tag. One that was merely paid may be a look-alike that somebody fell for. What comes with it is no known one: it says
/// nothing for it, and what it looks like weighs more than its tag.
fn resemblance(address: &ComparedAddress, around: &AddressSurroundings<'_>) -> Option<AddressIssue> {
    let (mut alike, mut other_tag) = (None, None);
    let is_paid = around.paid.iter().any(|it| it.is_same(address));
    for (known, known_as) in [
        (around.list, KnownAs::Listed),
        (around.known, KnownAs::OnOtherList),
        (around.paid, KnownAs::Paid),
        (around.own, KnownAs::Own),
    ] {
        let others =
            known.iter().filter(|it| known_as != KnownAs::Paid || !is_paid || !same_account(it, address));
        match (likeness(address, others), known_as) {
            (Likeness::Unlike, _) => {}
            // Its own account is said to be that, whatever the tag.
            (Likeness::Known(_), _) | (Likeness::OtherTag(_), KnownAs::Own) => return None,
            (Likeness::OtherTag(change), _) => {
                other_tag = other_tag.or(Some(AddressIssue::OtherTag(change)));
            }
            (Likeness::LooksLike(found), _) => {
                alike = alike.or(Some(AddressIssue::LooksLike { found, known_as }));
            }
        }
    }
    if is_paid {
        return alike;
    }
    let beside = around.beside.iter().filter(|it| !it.is_same(address));
    let (its_account, others): (Vec<_>, Vec<_>) = beside.partition(|it| same_account(it, address));
    other_tag
        .or(alike)
        .or_else(|| issue_of(likeness(address, others), KnownAs::Beside))
        .or_else(|| issue_of(likeness(address, its_account), KnownAs::Beside))
}

fn issue_of(likeness: Likeness, known_as: KnownAs) -> Option<AddressIssue> {
    match likeness {
        Likeness::LooksLike(found) => Some(AddressIssue::LooksLike { found, known_as }),
        Likeness::OtherTag(change) => Some(AddressIssue::OtherTag(change)),
        Likeness::Known(_) | Likeness::Unlike => None,
    }
}

/// Whether accounts of this network are short names or numbers.
fn is_of_names(network: &AddressNetwork) -> bool {
    matches!(network.family, Some(AddressFamily::Eos | AddressFamily::Near | AddressFamily::Hedera))
}
