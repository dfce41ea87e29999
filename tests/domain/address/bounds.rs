//! Any text, of any length, for any coin: read or refused, never a panic, and never long.

use countersign::domain::address::{
    Address, AddressError, AddressFamily, AddressForm, AddressList, AddressNetwork, LONGEST_ADDRESS,
    address_over, recognise,
};
use proptest::prelude::*;

use super::any_text::holds_of_any_text;
use super::likeness::NETWORKS;

/// Letters of each alphabet in use, so that some of the texts come far.
fn near_an_address() -> impl Strategy<Value = String> {
    let front = prop_oneof![
        Just(""),
        Just("0x"),
        Just("bc1q"),
        Just("bc1p"),
        Just("tb1"),
        Just("1"),
        Just("3"),
        Just("bitcoincash:"),
        Just("T"),
        Just("r"),
        Just("X"),
        Just("G"),
        Just("M"),
        Just("S"),
        Just("cosmos1"),
        Just("addr1"),
        Just("tz1"),
        Just("0.0."),
        Just("SP"),
        Just("EQ"),
        Just("P-avax1"),
        Just("01"),
        Just("kaspa:"),
        Just("Ae2"),
        Just("ethereum:"),
        Just("5"),
    ];
    let body = prop_oneof![
        "[0-9a-f]{0,70}",
        "[1-9A-HJ-NP-Za-km-z]{0,110}",
        "[A-Z2-7]{0,70}",
        "[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{0,110}",
        "[0-9A-HJKMNP-TV-Z]{0,45}",
        "[A-Za-z0-9_-]{0,50}",
        "[a-z1-5.]{0,14}",
        "\\PC{0,20}",
    ];
    let query = prop_oneof![
        Just(String::new()),
        "\\?(dt|memo|memoId|transferId|amount|x)=[0-9a-z%]{0,12}",
        "\\?\\PC{0,20}",
    ];
    (front, body, query).prop_map(|(front, body, query)| format!("{front}{body}{query}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn no_text_panics_in_any_family(text in any::<String>(), near in near_an_address()) {
        for (_, network) in NETWORKS.iter().chain([&("none", AddressNetwork::of_coin("none"))]) {
            holds_of_any_text(&text, network);
            holds_of_any_text(&near, network);
        }
    }

    /// A right address with one thing changed comes further than any random text.
    #[test]
    fn no_broken_address_panics(
        bytes in any::<[u8; 32]>(), at in any::<prop::sample::Index>(), letter in any::<char>(), cut in any::<bool>(),
    ) {
        for (_, network) in NETWORKS.iter() {
            let mut letters: Vec<char> = address_over(&bytes, network).unwrap().chars().collect();
            let at = at.index(letters.len());
            if cut { letters.remove(at); } else { letters[at] = letter }
            let text: String = letters.into_iter().collect();
            holds_of_any_text(&text, network);
            recognise(&text);
        }
    }
}

/// A tag is kept through the normal spelling, whatever is in it.
#[test]
fn a_tag_is_read_back() {
    for (coin, network) in NETWORKS.iter() {
        let text = address_over(&[7; 32], network).unwrap();
        for query in ["dt=7", "memoId=7", "memo=7", "memo=a+b%26c%3Dd%25%3F%23é", "transferId=7"] {
            let Ok(address) = Address::parse_for(&format!("{text}?{query}"), network) else { continue };
            let again = Address::parse_for(&address.normal(), network);
            assert_eq!(again.as_ref().map(Address::tag), Ok(address.tag()), "{coin} {}", address.normal());
        }
    }
}

/// Made addresses are right on their own network, in one spelling, and say so.
#[test]
fn made_addresses_are_read_back() {
    for (coin, network) in NETWORKS.iter() {
        for seed in 1..24_u8 {
            let mut bytes = [seed; 32];
            bytes[0] = seed.wrapping_mul(91);
            let text = address_over(&bytes, network).unwrap();
            let address =
                Address::parse_for(&text, network).unwrap_or_else(|error| panic!("{coin} {text}: {error}"));
            assert_eq!(address.normal(), text, "{coin}");
            assert_ne!(address.form(), AddressForm::NotKnownHere);
        }
    }
}

/// Test and main network are apart wherever the family's addresses say which they are of.
#[test]
fn an_address_of_the_other_network_is_refused_where_it_can_be_told() {
    let mut shared = Vec::new();
    for (_, network) in NETWORKS.iter() {
        let other = AddressNetwork { is_testnet: !network.is_testnet, ..network.clone() };
        let text = address_over(&[7; 32], network).unwrap();
        if Address::parse_for(&text, &other).is_ok() {
            let family = network.family.unwrap();
            shared.push((family.name(), matches!(family, AddressFamily::Cosmos(_))));
        }
    }
    shared.sort_unstable();
    shared.dedup();
    // Chains of the Cosmos kind, most of which have one prefix for both, are told by their coin in the table.
    let (cosmos, others): (Vec<_>, Vec<_>) = shared.into_iter().partition(|(_, is_cosmos)| *is_cosmos);
    assert_eq!(
        others.into_iter().map(|(family, _)| family).collect::<Vec<_>>(),
        [
            "Algorand",
            "Aptos",
            "Bittensor",
            "Casper",
            "EOS",
            "Ethereum (EVM)",
            "Hedera",
            "IOTA",
            "Internet Computer",
            "NEAR",
            "Rootstock",
            "Solana",
            "Starknet",
            "Stellar",
            "Sui",
            "Tezos",
            "Tron",
            "XDC",
            "XRP Ledger",
        ]
    );
    let one_prefix = ["Coreum", "Provenance", "THORChain", "Cronos POS"];
    assert!(cosmos.iter().all(|(family, _)| !one_prefix.contains(family)), "{cosmos:?}");
}

#[test]
fn long_texts_are_refused_at_once() {
    for (coin, network) in NETWORKS.iter() {
        for text in ["1", "q", "0x0", "T", "bc1q", "é"] {
            let text = text.repeat(100_000);
            assert_eq!(Address::parse_for(&text, network), Err(AddressError::TooLong), "{coin}");
            assert!(recognise(&text).is_empty());
        }
        // As long as an address may be.
        for text in ["1", "q", "z", "9"] {
            drop(Address::parse_for(&text.repeat(LONGEST_ADDRESS), network));
        }
    }
}

/// Whatever is pasted, so many words are tried for an address and no more: of what comes after that nothing is read.
#[test]
fn a_paste_costs_no_more_than_its_bound() {
    let network = AddressNetwork::of_coin("tbtc");
    let right = address_over(&[7; 32], &network).unwrap();
    let words = |count: usize| vec!["zz"; count].join(" ");
    let wide = |words: &str, count: usize| vec![words; count].join(",");
    for (what, text, entries, unread_line) in [
        // A megabyte in one line, of words that are none.
        ("parts of words", wide(&words(400), 1_000), 24, Some(1)),
        ("one part of words", words(400_000), 1, None),
        ("lines of words", vec![words(400); 1_000].join("\n"), 24, Some(25)),
        ("parts", wide("zz", 400_000), 1_000, Some(1)),
        ("nothing", ",".repeat(1_000_000), 0, None),
        // What people paste is read: a name of several words before each address.
        ("named", vec![format!("{} {right}", words(8)); 100].join("\n"), 900, None),
    ] {
        let list = AddressList::read(&text, &network);
        let unread = list.unread.map(|it| it.line);
        assert_eq!((list.entries.len(), unread), (entries, unread_line), "{what}");
    }
}
