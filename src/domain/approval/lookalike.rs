//! Addresses that look like another one: whoever poisons an address book sends dust from an address whose beginning and
//! end are those of one that is paid often, and waits for somebody to copy the wrong one.

/// So many characters at either end are what people compare.
const COMPARED: usize = 4;
/// Addresses of fewer characters are no addresses.
const SHORTEST: usize = 16;
/// What every address of a kind begins with, so that it tells nothing.
const PREFIXES: [&str; 9] =
    ["0x", "bc1q", "bc1p", "tb1q", "tb1p", "ltc1q", "bitcoincash:", "addr1", "ripple:"];

/// A known address that another one looks like without being it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookAlike {
    /// The known address.
    pub known: String,
    /// Which characters of the address in question differ from the known one, by their place from 0. Where the lengths
    /// differ, everything between the ends that are alike.
    pub differs: Vec<usize>,
}

/// The first of the known addresses that this one looks like, if it is none of them.
///
/// Alike are addresses that have the same first and last characters behind what every address of their kind begins
/// with, and those that differ in two characters at most. Hexadecimal ones are compared without their case, which is a
/// checksum and no part of the address.
pub fn look_alike<'a>(address: &str, known: impl IntoIterator<Item = &'a str>) -> Option<LookAlike> {
    let plain = plain(address);
    if plain.chars().count() < SHORTEST {
        return None;
    }
    let mut found = None;
    for other in known {
        let other_plain = self::plain(other);
        if other_plain == plain {
            return None;
        }
        if found.is_none() && is_alike(&plain, &other_plain) {
            found = Some(LookAlike { known: other.to_owned(), differs: differs(&plain, &other_plain) });
        }
    }
    found
}

/// Whether both are one address, however they are written.
pub fn same_address(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

/// As it is compared.
pub(super) fn plain(address: &str) -> String {
    let address = address.trim();
    let is_hex = address.strip_prefix("0x").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_hexdigit()));
    if is_hex { address.to_lowercase() } else { address.to_owned() }
}

/// What tells one address from another of its kind.
fn telling(address: &str) -> &str {
    PREFIXES.iter().find_map(|prefix| address.strip_prefix(prefix)).unwrap_or(address)
}

fn is_alike(address: &str, known: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) =
        (telling(address).chars().collect(), telling(known).chars().collect());
    if a.len() < COMPARED * 2 || b.len() < COMPARED * 2 {
        return false;
    }
    let same_ends = a[..COMPARED] == b[..COMPARED] && a[a.len() - COMPARED..] == b[b.len() - COMPARED..];
    let apart = a.iter().zip(&b).filter(|(a, b)| a != b).count();
    same_ends || (a.len() == b.len() && apart <= 2)
}

fn differs(address: &str, known: &str) -> Vec<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (address.chars().collect(), known.chars().collect());
    if a.len() == b.len() {
        return (0..a.len()).filter(|&at| a[at] != b[at]).collect();
    }
    let front = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    (front..a.len().saturating_sub(back).max(front)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    const REAL: &str = "0xdAC17F958D2ee523a2206206994597C13D831ec7";

    #[test]
    fn a_poisoned_address_is_told_from_the_one_that_it_copies() {
        let poisoned = "0xdac1aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1ec7";
        let found = look_alike(poisoned, [REAL]).unwrap();
        assert_eq!(found.known, REAL);
        assert_eq!((found.differs.first(), found.differs.last()), (Some(&6), Some(&37)));
        for (address, known, is_found) in [
            (REAL, REAL, false),
            ("0xdac17f958d2ee523a2206206994597c13d831ec7", REAL, false),
            ("0xdac17f958d2ee523a2206206994597c13d831ec8", REAL, true),
            ("0x1111111111111111111111111111111111111111", REAL, false),
            (
                "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
                "bc1qzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
                false,
            ),
            (
                "bc1qar0szzzzzzzzzzzzzzzzzzzzzzzzzzzzzz5mdq",
                "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
                true,
            ),
            ("2N8hwP1WmJrFF5QWABn38y63uYLhnJYJYTF", "2N8hwP1WmJrFF5QWABn38y63uYLhnJYJYTF", false),
            ("2N8hwQ1WmJrFF5QWABn38y63uYLhnJYJYTF", "2N8hwP1WmJrFF5QWABn38y63uYLhnJYJYTF", true),
            ("short", "shorter", false),
        ] {
            assert_eq!(look_alike(address, [known]).is_some(), is_found, "{address} and {known}");
        }
        assert_eq!(look_alike(poisoned, [REAL, poisoned]), None, "a known address is no look-alike");
    }

    proptest! {
        #[test]
        fn it_never_panics_and_an_address_is_never_like_itself(a in "\\PC{0,60}", b in "\\PC{0,60}") {
            prop_assert!(look_alike(&a, [a.as_str(), b.as_str()]).is_none());
            if let Some(found) = look_alike(&a, [b.as_str()]) {
                prop_assert!(found.differs.iter().all(|at| *at < plain(&a).chars().count()));
            }
        }
    }
}
