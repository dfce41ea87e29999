//! Why a text is not an address rule, each in one sentence that says what to write instead.

use std::net::Ipv4Addr;

use super::rule::WIDEST_PREFIX;

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
