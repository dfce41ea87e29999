//! Reads address rules as people write them, naming the mistake that is in the way.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use ipnet::Ipv4Net;

use super::problem::AddressProblem;
use super::rule::{AddressRule, WIDEST_PREFIX};

/// What was written on its own in the field, and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AddressLine {
    /// The text as written.
    pub text: String,
    /// The rule, or why it is none.
    pub result: Result<AddressRule, AddressProblem>,
}

/// Reads the field: rules between new lines, commas, semicolons and spaces, in their order.
pub fn parse_addresses(text: &str) -> Vec<AddressLine> {
    text.split(|c: char| c.is_whitespace() || c == ',' || c == ';')
        .filter(|part| !part.is_empty())
        .map(|part| AddressLine { text: part.to_owned(), result: part.parse() })
        .collect()
}

impl FromStr for AddressRule {
    type Err = AddressProblem;

    fn from_str(text: &str) -> Result<Self, AddressProblem> {
        let text = text.trim();
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        if address.parse::<Ipv6Addr>().is_ok() || text.starts_with('[') {
            return Err(AddressProblem::Ipv6);
        }
        let address = read_address(address, text)?;
        let prefix = prefix.map_or(Ok(32), read_prefix)?;
        if prefix < WIDEST_PREFIX {
            // `0.0.0.0/0` and its like stand for everything; there is no narrower network to offer.
            if address.is_unspecified() {
                return Err(AddressProblem::Unspecified);
            }
            let network = truncated(address, WIDEST_PREFIX);
            return Err(AddressProblem::TooWide { prefix, network });
        }
        if address.is_unspecified() {
            return Err(AddressProblem::Unspecified);
        }
        let network = truncated(address, prefix);
        if network != address {
            return Err(AddressProblem::HostBits { address, network, prefix });
        }
        Ipv4Net::new(address, prefix)
            .map(Self)
            .map_err(|_| AddressProblem::NotAnAddress { text: text.to_owned() })
    }
}

/// The first address of the range that `address` lies in.
fn truncated(address: Ipv4Addr, prefix: u8) -> Ipv4Addr {
    Ipv4Net::new(address, prefix).map_or(address, |net| net.network())
}

fn read_prefix(text: &str) -> Result<u8, AddressProblem> {
    let is_plain = !text.is_empty() && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    let prefix = text.parse().ok().filter(|prefix| is_plain && *prefix <= 32);
    prefix.ok_or_else(|| AddressProblem::BadPrefix { prefix: text.to_owned() })
}

/// Reads four octets, naming the mistake that is in the way.
fn read_address(text: &str, whole: &str) -> Result<Ipv4Addr, AddressProblem> {
    let unreadable = || AddressProblem::NotAnAddress { text: whole.to_owned() };
    if whole.contains("://") {
        return Err(AddressProblem::Url);
    }
    if let Some((host, port)) = text.split_once(':') {
        return Err(if host.is_empty() {
            unreadable()
        } else {
            AddressProblem::Port { port: port.to_owned() }
        });
    }
    if text.contains('*') {
        return Err(AddressProblem::Star);
    }
    if text.contains('-') && text.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(AddressProblem::HyphenRange);
    }
    if let Some(without) = text.strip_suffix('.').filter(|it| !it.is_empty()) {
        return Err(AddressProblem::TrailingDot { without: without.to_owned() });
    }
    if text.is_ascii() && text.bytes().any(|b| b.is_ascii_alphabetic()) {
        return Err(AddressProblem::HostName { name: text.to_owned() });
    }
    let parts: Vec<&str> = text.split('.').collect();
    if parts.iter().any(|part| part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit())) {
        return Err(unreadable());
    }
    let octets: [&str; 4] =
        parts.try_into().map_err(|parts: Vec<&str>| AddressProblem::WrongParts { parts: parts.len() })?;
    let mut bytes = [0_u8; 4];
    for (byte, octet) in bytes.iter_mut().zip(octets) {
        let without = octet.trim_start_matches('0');
        if octet.len() > 1 && octet.starts_with('0') {
            let without = if without.is_empty() { "0" } else { without }.to_owned();
            return Err(AddressProblem::LeadingZero { octet: octet.to_owned(), without });
        }
        *byte = octet.parse().map_err(|_| AddressProblem::OctetTooLarge { octet: octet.to_owned() })?;
    }
    Ok(bytes.into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn rules_are_read_and_say_what_they_cover() {
        for (text, wire, covers) in [
            ("203.0.113.7", "203.0.113.7", "203.0.113.7"),
            ("203.0.113.7/32", "203.0.113.7", "203.0.113.7"),
            (
                "203.0.113.0/24",
                "203.0.113.0/24",
                "203.0.113.0/24 (256 IP addresses: 203.0.113.0 to 203.0.113.255)",
            ),
            (
                "203.0.113.128/25",
                "203.0.113.128/25",
                "203.0.113.128/25 (128 IP addresses: 203.0.113.128 to 203.0.113.255)",
            ),
            (
                "198.51.100.6/31",
                "198.51.100.6/31",
                "198.51.100.6/31 (2 IP addresses: 198.51.100.6 to 198.51.100.7)",
            ),
        ] {
            let rule: AddressRule = text.parse().unwrap();
            assert_eq!((rule.to_string().as_str(), rule.in_words().as_str()), (wire, covers));
        }
    }

    #[test]
    fn whatever_is_no_rule_is_refused_with_its_reason() {
        for (text, sentence) in [
            ("2001:db8::1", "IPv6"),
            ("2001:db8::/64", "IPv6"),
            ("::1", "IPv6"),
            ("::ffff:203.0.113.7", "IPv6"),
            ("[2001:db8::1]:443", "IPv6"),
            ("203.0.113.0/23", "largest range is /24 (256 IP addresses), such as 203.0.113.0/24"),
            ("10.1.2.3/8", "such as 10.1.2.0/24"),
            ("203.0.113.7/24", "Enter 203.0.113.0/24 for the whole range, or 203.0.113.7"),
            ("203.0.113.7/31", "Enter 203.0.113.6/31"),
            ("203.0.113.7/33", "“/33”"),
            ("203.0.113.7/", "“/”"),
            ("203.0.113.7/255.255.255.0", "“/255.255.255.0”"),
            ("203.0.113.7/+24", "“/+24”"),
            ("203.0.113.7/024", "“/024”"),
            ("0.0.0.0", "every IP address"),
            ("0.0.0.0/0", "every IP address"),
            ("0.0.0.0/24", "every IP address"),
            ("010.0.0.1", "“010” has a leading zero, which some programs read as octal. Enter 10"),
            ("10.00.0.1", "“00” has a leading zero, which some programs read as octal. Enter 0"),
            ("256.1.1.1", "“256” is above 255"),
            ("1.1.1.99999999999", "above 255"),
            ("203.0.113", "this has 3"),
            ("203.0.113.7.9", "this has 5"),
            ("3405803783", "this has 1"),
            ("203.0.113.7.", "at the end: 203.0.113.7"),
            ("203.0.113.7:443", "Remove “:443”"),
            ("example.com", "is a host name"),
            ("localhost", "is a host name"),
            ("https://203.0.113.7/", "URL"),
            ("203.0.113.1-203.0.113.9", "hyphen"),
            ("203.0.113.*", "Wildcards"),
            ("203..113.7", "not an IPv4 address"),
            ("٢٠٣.0.113.7", "not an IPv4 address"),
            ("-1.2.3.4", "not an IPv4 address"),
            ("/24", "not an IPv4 address"),
        ] {
            let problem = text.parse::<AddressRule>().unwrap_err().to_string();
            assert!(problem.contains(sentence), "{text}: {problem}");
        }
    }

    #[test]
    fn a_field_is_split_and_matching_knows_both_families() {
        let lines = parse_addresses(" 203.0.113.7,198.51.100.0/24\n\n x;8.8.8.8 ");
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["203.0.113.7", "198.51.100.0/24", "x", "8.8.8.8"]);
        assert_eq!(lines.iter().filter(|line| line.result.is_ok()).count(), 3);
        let range = lines[1].result.clone().unwrap();
        assert!(range.contains("198.51.100.255".parse().unwrap()));
        assert!(range.contains("::ffff:198.51.100.1".parse().unwrap()));
        assert!(!range.contains("198.51.101.0".parse().unwrap()));
        assert!(!range.contains("2001:db8::1".parse().unwrap()));
    }
}
