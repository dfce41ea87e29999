//! Why a text is not an address rule, each in one sentence that says what to write instead.

use std::net::Ipv4Addr;

use super::rule::WIDEST_PREFIX;

/// Why a text is not an address rule. Each sentence says what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, Hash, thiserror::Error)]
pub enum AddressProblem {
    /// An IPv6 address or range.
    #[error(
        "IPv6 is not documented for access tokens. Enter the public IPv4 address that your requests come from."
    )]
    Ipv6,
    /// A range wider than /24.
    #[error(
        "A range of /{prefix} is too large. The largest range is /{WIDEST_PREFIX} (256 IP addresses), such as \
         {network}/{WIDEST_PREFIX}."
    )]
    TooWide {
        /// The prefix as written, 0 to 23.
        prefix: u8,
        /// The network of the written address at the widest range.
        network: Ipv4Addr,
    },
    /// A prefix above 32, or none behind the slash.
    #[error("“/{prefix}” is not a range. Enter /{WIDEST_PREFIX} to /32 after the IP address.")]
    BadPrefix {
        /// What stands behind the slash.
        prefix: String,
    },
    /// A range that does not begin at its own network address.
    #[error(
        "{address} is not the start of this range. Enter {network}/{prefix} for the whole range, or {address} \
         for only that IP address."
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
    #[error("0.0.0.0 means every IP address and restricts nothing. Enter the IP addresses that you use.")]
    Unspecified,
    /// `010.0.0.1`, which some programs read as octal.
    #[error("“{octet}” has a leading zero, which some programs read as octal. Enter {without}.")]
    LeadingZero {
        /// The part as written.
        octet: String,
        /// The same without zeros.
        without: String,
    },
    /// A part above 255.
    #[error("“{octet}” is above 255, the highest number in an IPv4 address.")]
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
    #[error("Remove the dot at the end: {without}.")]
    TrailingDot {
        /// The same without it.
        without: String,
    },
    /// An address with a port.
    #[error("Ports cannot be restricted. Remove “:{port}”.")]
    Port {
        /// What stands behind the colon.
        port: String,
    },
    /// A web address.
    #[error("This is a URL. Enter only the IPv4 address.")]
    Url,
    /// A name instead of an address.
    #[error("“{name}” is a host name. Enter its IPv4 address; host names are not looked up.")]
    HostName {
        /// The name.
        name: String,
    },
    /// A range written as `203.0.113.1-203.0.113.9`.
    #[error(
        "Ranges with a hyphen are not accepted. Enter /{WIDEST_PREFIX} to /32 after the first IP address."
    )]
    HyphenRange,
    /// A star in place of a part.
    #[error("Wildcards are not accepted. Enter a range such as 203.0.113.0/{WIDEST_PREFIX}.")]
    Star,
    /// Anything else.
    #[error(
        "“{text}” is not an IPv4 address such as 203.0.113.7 or a range such as 203.0.113.0/{WIDEST_PREFIX}."
    )]
    NotAnAddress {
        /// What was written.
        text: String,
    },
}
