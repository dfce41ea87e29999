//! From where a token may be used: IPv4 addresses and CIDR ranges from /24 to /32.
//!
//! The bounds are the platform's (protocol notes, section 7). IPv6 is undocumented there, so it is refused.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use ipnet::Ipv4Net;
use serde::{Serialize, Serializer};

/// The widest range that the platform takes.
pub const WIDEST_PREFIX: u8 = 24;

/// One IPv4 address, or a range of at most 256. On the wire: `203.0.113.7` or `203.0.113.0/24`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AddressRule(Ipv4Net);

/// What was written on its own in the field, and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AddressLine {
    /// The text as written.
    pub text: String,
    /// The rule, or why it is none.
    pub result: Result<AddressRule, AddressProblem>,
}

/// Ranges that the public internet does not carry, so that the platform never sees them as a sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrivateKind {
    /// 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 (RFC 1918).
    Private,
    /// 127.0.0.0/8.
    Loopback,
    /// 169.254.0.0/16.
    LinkLocal,
    /// 100.64.0.0/10, used behind a provider's address translation (RFC 6598).
    CarrierNat,
    /// 0.0.0.0/8, multicast and reserved ranges.
    Unusable,
}

impl PrivateKind {
    /// What such an address is.
    pub fn words(self) -> &'static str {
        match self {
            Self::Private => "a private address",
            Self::Loopback => "this machine's own loopback address",
            Self::LinkLocal => "a link-local address",
            Self::CarrierNat => "an address behind a provider's address translation",
            Self::Unusable => "not an address that a machine on the internet can have",
        }
    }
}

/// Why a text is not an address rule. Each sentence says what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, Hash, thiserror::Error)]
pub enum AddressProblem {
    /// An IPv6 address or range.
    #[error(
        "IPv6 is not documented for access tokens: give the IPv4 address from which the platform is called."
    )]
    Ipv6,
    /// A range wider than /24.
    #[error(
        "/{prefix} covers too much: the widest range is /{WIDEST_PREFIX} (256 addresses), such as {network}/{WIDEST_PREFIX}."
    )]
    TooWide {
        /// The prefix as written, 0 to 23.
        prefix: u8,
        /// The network of the written address at the widest range.
        network: Ipv4Addr,
    },
    /// A prefix above 32, or none behind the slash.
    #[error("“/{prefix}” is not a range: write /{WIDEST_PREFIX} to /32 behind the address.")]
    BadPrefix {
        /// What stands behind the slash.
        prefix: String,
    },
    /// A range that does not begin at its own network address.
    #[error(
        "{address} lies inside its range: write {network}/{prefix} for the whole range, or {address} for that address alone."
    )]
    HostBits {
        /// The address as written.
        address: Ipv4Addr,
        /// Where the range begins.
        network: Ipv4Addr,
        /// The prefix.
        prefix: u8,
    },
    /// `0.0.0.0`, which stands for every address.
    #[error("0.0.0.0 stands for every address and restricts nothing: write the addresses that you use.")]
    Unspecified,
    /// `010.0.0.1`, which some programs read as octal.
    #[error("“{octet}” has a leading zero, which some programs read as octal: write {without}.")]
    LeadingZero {
        /// The part as written.
        octet: String,
        /// The same without zeros.
        without: String,
    },
    /// A part above 255.
    #[error("“{octet}” is above 255, the largest part of an IPv4 address.")]
    OctetTooLarge {
        /// The part as written.
        octet: String,
    },
    /// More or fewer than four parts.
    #[error("An IPv4 address has four numbers, such as 203.0.113.7; this has {parts}.")]
    WrongParts {
        /// How many there are.
        parts: usize,
    },
    /// A dot at the end.
    #[error("There is a dot at the end: write {without}.")]
    TrailingDot {
        /// The same without it.
        without: String,
    },
    /// An address with a port.
    #[error("Ports cannot be restricted: leave out “:{port}”.")]
    Port {
        /// What stands behind the colon.
        port: String,
    },
    /// A web address.
    #[error("This is a web address: write the IPv4 address alone.")]
    Url,
    /// A name instead of an address.
    #[error("“{name}” is a name: write the IPv4 address it stands for, since names are not looked up.")]
    HostName {
        /// The name.
        name: String,
    },
    /// A range written as `203.0.113.1-203.0.113.9`.
    #[error("Ranges with a hyphen are not accepted: write /{WIDEST_PREFIX} to /32 behind the first address.")]
    HyphenRange,
    /// A star in place of a part.
    #[error("Stars are not accepted: write a range such as 203.0.113.0/{WIDEST_PREFIX}.")]
    Star,
    /// Anything else.
    #[error(
        "“{text}” is not an IPv4 address such as 203.0.113.7, nor a range such as 203.0.113.0/{WIDEST_PREFIX}."
    )]
    NotAnAddress {
        /// What was written.
        text: String,
    },
}

/// Reads the field: rules between new lines, commas, semicolons and spaces, in their order.
pub fn parse_addresses(text: &str) -> Vec<AddressLine> {
    text.split(|c: char| c.is_whitespace() || c == ',' || c == ';')
        .filter(|part| !part.is_empty())
        .map(|part| AddressLine { text: part.to_owned(), result: part.parse() })
        .collect()
}

impl AddressRule {
    /// The first address of the rule.
    pub fn first(&self) -> Ipv4Addr {
        self.0.network()
    }

    /// The last address of the rule.
    pub fn last(&self) -> Ipv4Addr {
        self.0.broadcast()
    }

    /// How many addresses match: 1 to 256.
    pub fn size(&self) -> u32 {
        1 << (32 - u32::from(self.0.prefix_len()))
    }

    /// What the rule covers, in words.
    pub fn covers(&self) -> String {
        match self.size() {
            1 => format!("1 address, {}", self.first()),
            size => format!("{size} addresses, {} to {}", self.first(), self.last()),
        }
    }

    /// Whether an address matches. An IPv4 address in IPv6 clothes (`::ffff:203.0.113.7`) counts as itself.
    pub fn contains(&self, address: IpAddr) -> bool {
        match address.to_canonical() {
            IpAddr::V4(address) => self.0.contains(&address),
            IpAddr::V6(_) => false,
        }
    }

    /// Whether every address of the other rule matches this one too.
    pub fn includes(&self, other: &Self) -> bool {
        self.0.contains(&other.0)
    }

    /// Whether the platform can never see such an address as a sender.
    pub fn is_private(&self) -> bool {
        self.private_kind().is_some()
    }

    /// Which range the internet does not carry the rule lies in. No such range is narrower than /24.
    pub fn private_kind(&self) -> Option<PrivateKind> {
        let address = self.first();
        let [first, second, ..] = address.octets();
        if address.is_private() {
            Some(PrivateKind::Private)
        } else if address.is_loopback() {
            Some(PrivateKind::Loopback)
        } else if address.is_link_local() {
            Some(PrivateKind::LinkLocal)
        } else if first == 100 && (64..128).contains(&second) {
            Some(PrivateKind::CarrierNat)
        } else if first == 0 || first >= 224 {
            Some(PrivateKind::Unusable)
        } else {
            None
        }
    }

    /// Whether the rule lies in the ranges that are kept for examples in documents (RFC 5737).
    pub fn is_documentation(&self) -> bool {
        self.first().is_documentation()
    }
}

/// As it is sent: a lone address without `/32`.
impl fmt::Display for AddressRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.prefix_len() == 32 { self.first().fmt(f) } else { self.0.fmt(f) }
    }
}

impl Serialize for AddressRule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
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
            ("203.0.113.7", "203.0.113.7", "1 address, 203.0.113.7"),
            ("203.0.113.7/32", "203.0.113.7", "1 address, 203.0.113.7"),
            ("203.0.113.0/24", "203.0.113.0/24", "256 addresses, 203.0.113.0 to 203.0.113.255"),
            ("203.0.113.128/25", "203.0.113.128/25", "128 addresses, 203.0.113.128 to 203.0.113.255"),
            ("198.51.100.6/31", "198.51.100.6/31", "2 addresses, 198.51.100.6 to 198.51.100.7"),
        ] {
            let rule: AddressRule = text.parse().unwrap();
            assert_eq!((rule.to_string().as_str(), rule.covers().as_str()), (wire, covers));
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
            ("203.0.113.0/23", "widest range is /24 (256 addresses), such as 203.0.113.0/24"),
            ("10.1.2.3/8", "such as 10.1.2.0/24"),
            ("203.0.113.7/24", "write 203.0.113.0/24 for the whole range, or 203.0.113.7"),
            ("203.0.113.7/31", "write 203.0.113.6/31"),
            ("203.0.113.7/33", "“/33”"),
            ("203.0.113.7/", "“/”"),
            ("203.0.113.7/255.255.255.0", "“/255.255.255.0”"),
            ("203.0.113.7/+24", "“/+24”"),
            ("203.0.113.7/024", "“/024”"),
            ("0.0.0.0", "every address"),
            ("0.0.0.0/0", "every address"),
            ("0.0.0.0/24", "every address"),
            ("010.0.0.1", "“010” has a leading zero, which some programs read as octal: write 10"),
            ("10.00.0.1", "“00” has a leading zero, which some programs read as octal: write 0"),
            ("256.1.1.1", "“256” is above 255"),
            ("1.1.1.99999999999", "above 255"),
            ("203.0.113", "this has 3"),
            ("203.0.113.7.9", "this has 5"),
            ("3405803783", "this has 1"),
            ("203.0.113.7.", "write 203.0.113.7"),
            ("203.0.113.7:443", "leave out “:443”"),
            ("example.com", "is a name"),
            ("localhost", "is a name"),
            ("https://203.0.113.7/", "web address"),
            ("203.0.113.1-203.0.113.9", "hyphen"),
            ("203.0.113.*", "Stars"),
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
    fn ranges_off_the_internet_are_known() {
        for (text, kind) in [
            ("10.1.2.3", Some(PrivateKind::Private)),
            ("172.31.0.0/24", Some(PrivateKind::Private)),
            ("172.32.0.0/24", None),
            ("192.168.1.1", Some(PrivateKind::Private)),
            ("127.0.0.1", Some(PrivateKind::Loopback)),
            ("169.254.3.4", Some(PrivateKind::LinkLocal)),
            ("100.64.0.0/24", Some(PrivateKind::CarrierNat)),
            ("100.128.0.1", None),
            ("224.0.0.1", Some(PrivateKind::Unusable)),
            ("255.255.255.255", Some(PrivateKind::Unusable)),
            ("203.0.113.7", None),
            ("8.8.8.8", None),
        ] {
            assert_eq!(text.parse::<AddressRule>().unwrap().private_kind(), kind, "{text}");
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
        assert!(range.includes(&"198.51.100.4/30".parse().unwrap()));
    }
}
