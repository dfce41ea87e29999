//! An address rule that has been understood: what it covers and where on the internet it lies.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};

use ipnet::Ipv4Net;
use serde::{Serialize, Serializer};

/// The widest range that the platform takes.
pub const WIDEST_PREFIX: u8 = 24;

/// One IPv4 address, or a range of at most 256. On the wire: `203.0.113.7` or `203.0.113.0/24`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AddressRule(pub(super) Ipv4Net);

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
            Self::Private => "a private IP address",
            Self::Loopback => "this computer's loopback IP address",
            Self::LinkLocal => "a link-local IP address",
            Self::CarrierNat => "an IP address shared by a provider (carrier-grade NAT)",
            Self::Unusable => "not a public IP address",
        }
    }
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

    /// What a range covers: "16 IP addresses: 203.0.113.0 to 203.0.113.15". Nothing for a lone address.
    pub fn covers(&self) -> Option<String> {
        let size = self.size();
        (size > 1).then(|| format!("{size} IP addresses: {} to {}", self.first(), self.last()))
    }

    /// The rule with what it covers: "203.0.113.7", "203.0.113.0/28 (16 IP addresses: 203.0.113.0 to 203.0.113.15)".
    pub fn in_words(&self) -> String {
        self.covers().map_or_else(|| self.to_string(), |covers| format!("{self} ({covers})"))
    }

    /// Whether an address matches. An IPv4 address in IPv6 clothes (`::ffff:203.0.113.7`) counts as itself.
    pub fn contains(&self, address: IpAddr) -> bool {
        match address.to_canonical() {
            IpAddr::V4(address) => self.0.contains(&address),
            IpAddr::V6(_) => false,
        }
    }

    /// Every range that this rule lies in and that the platform takes, the widest first; without the rule itself.
    pub fn wider(&self) -> impl Iterator<Item = Self> + use<> {
        let (address, own) = (self.first(), self.0.prefix_len());
        (WIDEST_PREFIX..own)
            .filter_map(move |prefix| Ipv4Net::new(address, prefix).ok())
            .map(|net| Self(net.trunc()))
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

/// An address or range as it is compared: `1.2.3.4` and `1.2.3.4/32` are the same; what is no rule stays as it came.
pub(crate) fn normal(text: &str) -> String {
    text.parse::<AddressRule>().map_or_else(|_| text.trim().to_owned(), |rule| rule.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

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
}
