//! Addresses: ranges, and the field that they are typed into.

use std::net::{IpAddr, Ipv4Addr};

use countersign::domain::ip_range::{AddressProblem, AddressRule, parse_addresses};
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_range_covers_exactly_its_addresses(bits in 0x0100_0000..u32::MAX, prefix in 24..=32_u8) {
        let mask = u32::MAX << (32 - prefix);
        let (first, last) = (bits & mask, bits | !mask);
        let rule: AddressRule = format!("{}/{prefix}", Ipv4Addr::from(first)).parse().unwrap();
        prop_assert_eq!(rule.to_string().parse::<AddressRule>(), Ok(rule));
        prop_assert_eq!((u32::from(rule.first()), u32::from(rule.last())), (first, last));
        prop_assert_eq!(rule.size(), last - first + 1);
        let contains = |bits: u32| rule.contains(IpAddr::V4(bits.into()));
        prop_assert!(contains(first) && contains(bits) && contains(last));
        prop_assert!(!contains(first - 1));
        prop_assert!(last == u32::MAX || !contains(last + 1));
        let host_bits = format!("{}/{prefix}", Ipv4Addr::from(bits)).parse::<AddressRule>();
        if bits == first {
            prop_assert_eq!(host_bits, Ok(rule));
        } else {
            let is_explained = matches!(host_bits, Err(AddressProblem::HostBits { network, .. }) if u32::from(network) == first);
            prop_assert!(is_explained);
        }
    }

    #[test]
    fn wider_ranges_are_refused_naming_the_widest(bits in 0x0100_0000..u32::MAX, prefix in 0..24_u8) {
        let problem = format!("{}/{prefix}", Ipv4Addr::from(bits)).parse::<AddressRule>().unwrap_err();
        prop_assert!(problem.to_string().contains("/24"), "{}", problem);
    }

    #[test]
    fn the_address_field_never_panics_and_keeps_every_word(text in "\\PC{0,60}|[0-9./: ,\n*a-f-]{0,60}") {
        for line in parse_addresses(&text) {
            prop_assert!(text.contains(&line.text));
            if let Ok(rule) = line.result {
                prop_assert!(rule.size() <= 256);
            }
        }
    }
}
