//! What bad input gets: which part is wrong, and what would be right.

use countersign::domain::address::{
    Address, AddressError, AddressFamily, AddressList, AddressNetwork, ListedAddress, NotTaken, address_over,
    contract_warning, token_of_contract,
};
use proptest::prelude::*;

use super::likeness::NETWORKS;

fn sentence(text: &str, coin: &str) -> String {
    Address::parse(text, coin).unwrap_err().to_string()
}

#[test]
fn an_address_of_another_coin_or_network_is_named() {
    for (text, coin, words) in [
        (
            "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
            "usdt",
            "This is a Tron address; the wallet holds USDT on Ethereum, whose addresses begin with 0x.",
        ),
        (
            "0xdAC17F958D2ee523a2206206994597C13D831ec7",
            "trx:usdt",
            "This is an Ethereum (EVM) address; the wallet holds USDT on Tron, whose addresses begin with T.",
        ),
        (
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            "tbtc",
            "This is a Bitcoin address of the main network; the wallet holds Bitcoin testnet, whose addresses begin \
             with m, n, 2 or tb1.",
        ),
        (
            "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn",
            "btc",
            "This is a Bitcoin address of a test network; the wallet holds Bitcoin, whose addresses begin with 1, 3 or \
             bc1.",
        ),
        (
            "rG1QQv2nh2gr7RCZ1P8YYcBUKCCN633jCn",
            "xlm",
            "This is an XRP Ledger address; the wallet holds Stellar, whose addresses begin with G or M.",
        ),
        (
            "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v",
            "btc",
            "This is a Solana address; the wallet holds Bitcoin, whose addresses begin with 1, 3 or bc1.",
        ),
        (
            "osmo1fl48vsnmsdzcv85q5d2q4z5ajdha8yu3aq6l09",
            "atom",
            "This is an Osmosis address; the wallet holds Cosmos Hub, whose addresses begin with cosmos1.",
        ),
        (
            "litecoin:LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9",
            "btc",
            "This is a Litecoin address; the wallet holds Bitcoin, whose addresses begin with 1, 3 or bc1.",
        ),
        (
            "0.0.123-esxsf",
            "hbar",
            "This is a Hedera address of a test network; the wallet holds Hedera, whose addresses are three numbers, \
             such as 0.0.12345.",
        ),
        (
            "alice.testnet",
            "near",
            "This is a NEAR address of a test network; the wallet holds NEAR, whose addresses end in .near or have 64 \
             hexadecimal digits.",
        ),
    ] {
        assert_eq!(sentence(text, coin), words, "{coin} {text}");
    }
}

#[test]
fn the_wrong_part_is_named() {
    let mixed = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed";
    for (text, coin, words, places) in [
        ("", "btc", "Enter an address.", vec![]),
        ("bc1qar0srrr7xfkvy5l643 lydnw9re59gtzzwf5mdq", "btc", "There is a blank at character 23.", vec![22]),
        (
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdо",
            "btc",
            "Character 42 looks like “o” and is “о” (U+043E), a letter of another script.",
            vec![41],
        ),
        (
            "\u{202e}bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            "btc",
            "There is an invisible character (‹U+202E›) at position 1.",
            vec![0],
        ),
        (
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5bdq",
            "btc",
            "Character 40, “b”, is not used in Bitcoin addresses.",
            vec![39],
        ),
        (
            "0xdAC17F958D2ee523a2206206994597C13D831eg7",
            "eth",
            "Character 41, “g”, is not used in Ethereum (EVM) addresses.",
            vec![40],
        ),
        (
            "0xdAC17F958D2ee523a2206206994597C13D831ec",
            "eth",
            "Ethereum (EVM) addresses have 40 hexadecimal digits behind 0x; this has 39.",
            vec![],
        ),
        (
            mixed,
            "eth",
            "The capital letters do not match the checksum at character 40. Correctly written, this address is \
             0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed;",
            vec![39],
        ),
    ] {
        let error = Address::parse(text, coin).unwrap_err();
        assert!(error.to_string().contains(words), "{coin} {text}: {error}");
        assert_eq!(error.places(), places, "{coin} {text}: {error}");
    }
}

#[test]
fn a_checksum_that_fails_by_one_letter_says_which() {
    for (text, coin, words, places) in [
        // One wrong letter of bech32, bech32m, cashaddr, a Cosmos chain and Cardano: its place, and what stands there.
        (
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdr",
            "btc",
            "If only one is wrong, it is character 42, “r”.",
            vec![41],
        ),
        (
            "bitcoin:bc1p0xlxvlhemja6c4dqv22uaqctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
            "btc",
            "If only one is wrong, it is character 34, “q”.",
            vec![33],
        ),
        (
            "bitcoincash:qpm2qsznhks23z7629mms6s5cwef74vcwvy22gdx6a",
            "bch",
            "If only one is wrong, it is character 36, “5”.",
            vec![35],
        ),
        (
            "cosmos1fl48vsnmsdzcv85q5d2q4z5ajdha8yu34mf0ek",
            "atom",
            "If only one is wrong, it is character 45, “k”.",
            vec![44],
        ),
        (
            "addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl9",
            "ada",
            "If only one is wrong, it is character 58, “9”.",
            vec![57],
        ),
        // Two wrong letters, and one of base58, are not placed.
        ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mrr", "btc", "The checksum does not match", vec![]),
        ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", "trx", "The checksum does not match", vec![]),
    ] {
        let error = Address::parse(text, coin).unwrap_err();
        assert!(error.to_string().contains(words), "{coin} {text}: {error}");
        assert_eq!(error.places(), places, "{coin} {text}: {error}");
    }
    // The place of a mistake is a place in the text.
    let error = Address::parse("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdr", "btc").unwrap_err();
    assert_eq!(error, AddressError::Checksum { likely: Some((41, 'r')) });
}

#[test]
fn what_is_no_address_to_pay_to_is_refused() {
    for (text, coin, words, places) in [
        (
            "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn",
            "btc",
            "This is a private key, not an address.",
            vec![],
        ),
        (
            "stake1uyehkck0lajq8gr28t9uxnuvgcqrc6070x3k9r8048z8y5gh6ffgw",
            "ada",
            "This is a stake address,",
            vec![],
        ),
        (
            "rG1QQv2nh2gr7RCZ1P8YYcBUKCCN633jCn?dt=4294967296",
            "xrp",
            "a destination tag is a whole number up to",
            vec![],
        ),
        ("0xdAC17F958D2ee523a2206206994597C13D831ec7?memo=1", "eth", "addresses have no tag or memo", vec![]),
        (
            "CA3D5KRYM6CB7OWQ6TWYRR3Z4T7GNZLKERYNZGGA5SOAOPIFY6YQGAXE",
            "xlm",
            "This is a contract of the Stellar network, which a payment cannot reach, not an address to pay to.",
            vec![],
        ),
        (
            "Bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            "btc",
            "This mixes capitals and small letters.",
            vec![],
        ),
        ("hellohellohello", "btc", "Character 3, “l”, is not used in Bitcoin addresses.", vec![2]),
        ("Hello", "eos", "Character 1, “H”, is not used in EOS addresses.", vec![0]),
        ("0.0", "hbar", "such as 0.0.12345.", vec![]),
    ] {
        let error = Address::parse(text, coin).unwrap_err();
        assert!(error.to_string().contains(words), "{coin} {text}: {error}");
        assert_eq!(error.places(), places, "{coin} {text}: {error}");
    }
}

/// The longest memo of each chain, in bytes: one more is refused, with its limit.
#[test]
fn a_memo_is_as_long_as_its_chain_takes() {
    let over = |coin: &str| address_over(&[7; 32], &AddressNetwork::of_coin(coin)).unwrap();
    for (coin, most) in [("xlm", 28), ("stx", 34), ("hbar", 100), ("eos", 256), ("atom", 256), ("ton", 256)] {
        let of = |memo: &str| Address::parse(&format!("{}?memo={memo}", over(coin)), coin);
        for letter in ["x", "é"] {
            let fits = letter.repeat(most / letter.len());
            assert_eq!(
                of(&fits).map(|it| it.tag().map(|it| it.value.clone())),
                Ok(Some(fits.clone())),
                "{coin}"
            );
            let error = of(&format!("{fits}{letter}")).unwrap_err().to_string();
            assert!(error.ends_with(&format!("memo has at most {most} bytes.")), "{coin}: {error}");
        }
    }
    let of_icp = |memo: &str| Address::parse(&format!("{}?memoId={memo}", over("icp")), "icp");
    assert!(of_icp("18446744073709551615").is_ok());
    assert!(of_icp("order").unwrap_err().to_string().ends_with("is a whole number."));
}

proptest! {
    /// BIP 173: a code that finds one wrong letter anywhere behind the prefix.
    #[test]
    fn one_wrong_letter_is_placed_wherever_it_is(
        bytes in any::<[u8; 32]>(), at in any::<prop::sample::Index>(), letter in 0_usize..31, which in 0_usize..6,
    ) {
        let coin = ["btc", "tltc", "bch", "atom", "tada", "avaxp"][which];
        let network = AddressNetwork::of_coin(coin);
        // Of the two kinds, the one in bech32.
        let bytes = [&bytes[..31], &[bytes[31] | 1]].concat().try_into().unwrap();
        let address = address_over(&bytes, &network).unwrap();
        let front = address.find(':').or_else(|| address.find('1')).unwrap() + 1;
        let at = front + at.index(address.len() - front);
        let letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
        let was = address.chars().nth(at).unwrap();
        let wrong = letters.chars().filter(|it| *it != was).nth(letter).unwrap();
        let text = format!("{}{wrong}{}", &address[..at], &address[at + 1..]);
        let error = Address::parse_for(&text, &network).unwrap_err();
        prop_assert_eq!(error, AddressError::Checksum { likely: Some((at, wrong)) });
    }
}

#[test]
fn how_far_an_address_was_checked_is_said() {
    let caution = |text: &str, coin: &str| Address::parse(text, coin).unwrap().caution();
    assert_eq!(caution("0xdAC17F958D2ee523a2206206994597C13D831ec7", "eth"), None);
    let unchecked = caution("0xdac17f958d2ee523a2206206994597c13d831ec7", "eth").unwrap();
    assert!(unchecked.starts_with("This address has no checksum"), "{unchecked}");
    let unknown = caution("party::1220ab", "canton").unwrap();
    assert!(unknown.contains("is not known here"), "{unknown}");
}

#[test]
fn the_contract_of_a_token_is_no_recipient() {
    for (text, coin, token) in [
        ("0xdac17f958d2ee523a2206206994597c13d831ec7", "eth", Some("usdt")),
        ("0xdac17f958d2ee523a2206206994597c13d831ec7", "link", Some("usdt")),
        ("0xdac17f958d2ee523a2206206994597c13d831ec7", "polygon", None),
        ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "trx", Some("trx:usdt")),
        ("EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", "sol", Some("sol:usdc")),
        ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "btc", None),
    ] {
        let address = Address::parse(text, coin).unwrap();
        assert_eq!(token_of_contract(&address).map(|it| it.name), token, "{coin} {text}");
        assert_eq!(contract_warning(&address).is_some(), token.is_some());
    }
    let address = Address::parse("0xdac17f958d2ee523a2206206994597c13d831ec7", "eth").unwrap();
    let warning = contract_warning(&address).unwrap();
    assert!(
        warning.starts_with("This is the contract of USDT on Ethereum (Tether), not a recipient."),
        "{warning}"
    );
}

#[test]
fn of_a_pasted_list_every_line_is_taken_or_says_why_not() {
    let text = "\u{feff}# Suppliers\n\
        0xdAC17F958D2ee523a2206206994597C13D831ec7\n\
        \n  0xdac17f958d2ee523a2206206994597c13d831ec7  \n\
        TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t\r\n\
        0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48, 0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2;0xC02\n\
        0x52908400098527886E0F7030069857D2E4169EE7 0x8617E340B3D01FA5F11F306F4090FD50E238070D\n\
        0x5aAeb6053F3E94C9b9A09f 33669435E7Ef1BeAed\n";
    let list = AddressList::read(text, &AddressNetwork::of_coin("usdt"));
    let taken: Vec<&str> = list.taken().map(Address::account).collect();
    assert_eq!(
        taken,
        [
            "0xdAC17F958D2ee523a2206206994597C13D831ec7",
            "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48",
            "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2",
            "0x52908400098527886E0F7030069857D2E4169EE7",
            "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        ]
    );
    let sentences: Vec<String> = list.entries.iter().filter_map(ListedAddress::sentence).collect();
    assert_eq!(
        sentences,
        [
            "Line 4: Same address as in line 2.",
            "Line 5: This is a Tron address; the wallet holds USDT on Ethereum, whose addresses begin with 0x.",
            "Line 6: Ethereum (EVM) addresses have 40 hexadecimal digits behind 0x; this has 3.",
            "Line 8: There is a blank at character 25. An address has none: remove it, or paste the address again.",
        ]
    );
    assert_eq!(list.entries[1].result, Err(NotTaken::Repeated { line: 2 }));
    for entry in &list.entries {
        assert_eq!(&text[entry.place.clone()], entry.text, "{entry:?}");
    }
    // The same account with another tag is another recipient; in another spelling it is the same.
    let text = "hello\nhello?memoId=1\nhello?memo=1\n";
    let list = AddressList::read(text, &AddressNetwork::of_coin("eos"));
    assert_eq!((list.taken().count(), list.entries.len()), (2, 3));
}

#[test]
fn a_list_has_an_end() {
    let network = AddressNetwork::of_coin("eos");
    let text: String = (0..1_200).map(name).collect::<Vec<_>>().join("\n");
    let list = AddressList::read(&text, &network);
    let unread = list.unread.unwrap();
    assert_eq!((list.taken().count(), unread.line, &text[unread.at..]), (1_000, 1_001, &text[5_000..]));
    // On one line it stops in the middle.
    let text = format!("\u{feff}{}", text.replace('\n', " ; "));
    let unread = AddressList::read(&text, &network).unread.unwrap();
    assert_eq!((unread.line, &text[unread.at..]), (1, &text[3 + 7_000..]));
    let line = name(1).repeat(100_000);
    let [entry] = AddressList::read(&line, &network).entries.try_into().unwrap();
    assert_eq!(entry.result, Err(NotTaken::Wrong(AddressError::TooLong)));
    assert_eq!((entry.text.len(), entry.place), (512, 0..400_000));
}

/// A name of EOS for a number.
fn name(number: usize) -> String {
    let letter = |place: u32| char::from(b'a' + u8::try_from(number / 26_usize.pow(place) % 26).unwrap());
    (0..4).map(letter).collect()
}

/// Every family says of a text that is nowhere an address what its own look like, and of an address of its own network
/// nothing.
#[test]
fn every_family_says_what_is_wrong() {
    for (coin, network) in NETWORKS.iter() {
        for text in ["?!", "x", "0x", "1", "bc1", "€", "a b", "..", "-", &"9".repeat(100)] {
            if let Err(error) = Address::parse_for(text, network) {
                let words = error.to_string();
                assert!(words.ends_with('.') && words.len() > 15, "{coin} {text}: {words}");
                assert!(error.places().iter().all(|at| *at < text.chars().count()), "{coin} {text}: {words}");
            }
        }
        assert_ne!(network.family, None);
    }
    assert!(NETWORKS.iter().any(|(_, it)| it.family == Some(AddressFamily::Cosmos("cosmos"))));
}
