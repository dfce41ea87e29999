//! Look-alikes: what the eye takes for a known address is found, and nothing else.

use std::collections::HashSet;
use std::sync::LazyLock;

use countersign::domain::address::{
    AddressIssue, AddressNetwork, AddressSurroundings, ComparedAddress, KnownAs, Likeness, address_over,
    check_address, likeness, same_address,
};
use countersign::domain::coin::coins;
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// One coin of each family on each of its networks.
pub static NETWORKS: LazyLock<Vec<(&str, AddressNetwork)>> = LazyLock::new(|| {
    let mut seen = HashSet::new();
    let coins = coins().all().iter().filter(|coin| !coin.is_token);
    let all = coins.map(|coin| (coin.name, AddressNetwork::of_coin(coin.name)));
    all.filter(|(_, network)| network.family.is_some_and(|family| seen.insert((family, network.is_testnet))))
        .collect()
});

/// A network whose family is not known.
fn unknown() -> AddressNetwork {
    AddressNetwork::of_coin("no such coin")
}

fn of(address: &str, known: &str, network: &AddressNetwork) -> Likeness {
    likeness(&ComparedAddress::new(address, network), [&ComparedAddress::new(known, network)])
}

fn is_alike(address: &str, known: &str, coin: &str) -> bool {
    matches!(of(address, known, &AddressNetwork::of_coin(coin)), Likeness::LooksLike(_))
}

const REAL: &str = "0xdAC17F958D2ee523a2206206994597C13D831ec7";
const POISONED: &str = "0xdac1aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1ec7";

#[test]
fn a_poisoned_address_is_told_from_the_one_that_it_copies() {
    for coin in ["eth", "usdt", "no such coin"] {
        let Likeness::LooksLike(found) = of(POISONED, REAL, &AddressNetwork::of_coin(coin)) else {
            panic!("{coin}")
        };
        assert_eq!(found.known, REAL);
        assert_eq!((found.differs.first(), found.differs.last()), (Some(&6), Some(&37)), "{coin}");
    }
    for (address, known, coin, is_found) in [
        (REAL, REAL, "eth", false),
        ("0xdac17f958d2ee523a2206206994597c13d831ec7", REAL, "eth", false),
        ("0xdac17f958d2ee523a2206206994597c13d831ec8", REAL, "eth", true),
        ("0x1111111111111111111111111111111111111111", REAL, "eth", false),
        (
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            "bc1qzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
            "btc",
            false,
        ),
        (
            "bc1qar0szzzzzzzzzzzzzzzzzzzzzzzzzzzzzz5mdq",
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            "btc",
            true,
        ),
        ("2N8hwP1WmJrFF5QWABn38y63uYLhnJYJYTF", "2N8hwP1WmJrFF5QWABn38y63uYLhnJYJYTF", "tbtc", false),
        ("2N8hwQ1WmJrFF5QWABn38y63uYLhnJYJYTF", "2N8hwP1WmJrFF5QWABn38y63uYLhnJYJYTF", "tbtc", true),
        ("short", "shorter", "eos", false),
    ] {
        assert_eq!(is_alike(address, known, coin), is_found, "{address} and {known}");
        // The same where the coin is not known.
        assert_eq!(is_alike(address, known, "no such coin"), is_found, "{address} and {known}");
    }
    let network = AddressNetwork::of_coin("eth");
    let known = [REAL, POISONED].map(|it| ComparedAddress::new(it, &network));
    let found = likeness(&ComparedAddress::new(POISONED, &network), &known);
    assert_eq!(found, Likeness::Known(POISONED.to_owned()), "a known address is no look-alike");
}

#[test]
fn another_spelling_of_an_address_is_the_same() {
    for (one, other, coin) in [
        (REAL, "0xDAC17F958D2EE523A2206206994597C13D831EC7", "eth"),
        (REAL, "ethereum:0xdac17f958d2ee523a2206206994597c13d831ec7", "usdt"),
        ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "xdc5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "xdc"),
        ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ", "btc"),
        (
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            "BITCOIN:BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ?amount=1",
            "btc",
        ),
        (
            "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu",
            "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
            "bch",
        ),
        (
            "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
            "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
            "bch",
        ),
        ("r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59", "X7AcgcsBL6XDcUb289X4mJ8djcdyKaB5hJDWMArnXr61cqZ", "xrp"),
        (
            "ripple:r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=011747",
            "X7AcgcsBL6XDcUb289X4mJ8djcdyKaLFuhLRuNXPrDeJd9A",
            "xrp",
        ),
        ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "41a614f803b6fd780986a42c78ec9c7f77e6ded13c", "trx"),
        ("0.0.123-vfmkw", "0.0.123", "hbar"),
        ("0x000000000000000000000000000000000000007b", "0.0.123", "hbar"),
        (
            "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF",
            "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA",
            "ton",
        ),
    ] {
        let network = AddressNetwork::of_coin(coin);
        for (one, other) in [(one, other), (other, one)] {
            assert!(same_address(one, other, &network), "{one} and {other}");
            assert_eq!(of(one, other, &network), Likeness::Known(other.to_owned()));
        }
    }
}

#[test]
fn the_same_account_with_another_tag_asks_for_attention() {
    for (address, known, coin, words) in [
        (
            "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=6",
            "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=5",
            "xrp",
            "with destination tag 6 instead of 5.",
        ),
        (
            "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59",
            "X7AcgcsBL6XDcUb289X4mJ8djcdyKaGZMhc9YTE92ehJ2Fu",
            "xrp",
            "without destination tag 1.",
        ),
        ("hello?memoId=7", "hello", "eos", "with memo 7, where the known one has none."),
        ("hello?memo=7", "hello?memoId=8", "eos", "with memo 7 instead of 8."),
        (
            "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ?memoId=0",
            "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUAAAAAAAAAAAACJUQ",
            "xlm",
            "with memo 0 instead of muxed ID 0.",
        ),
        // Where the coin is not known, or has no tags.
        (
            "somebody-somewhere?dt=6",
            "somebody-somewhere?dt=5",
            "no such coin",
            "with destination tag 6 instead of 5.",
        ),
        (
            "0xdac17f958d2ee523a2206206994597c13d831ec7?memo=5",
            REAL,
            "eth",
            "with memo 5, where the known one has none.",
        ),
    ] {
        let Likeness::OtherTag(found) = of(address, known, &AddressNetwork::of_coin(coin)) else {
            panic!("{address} and {known}")
        };
        assert_eq!(found.known, known);
        assert!(found.sentence().contains(words), "{}", found.sentence());
    }
    // Among several of one account, the one with this tag counts.
    let network = AddressNetwork::of_coin("eos");
    let known = ["hello?memo=1", "hello?memo=2"].map(|it| ComparedAddress::new(it, &network));
    let found = likeness(&ComparedAddress::new("hello?memoId=2", &network), &known);
    assert_eq!(found, Likeness::Known("hello?memo=2".to_owned()));
}

#[test]
fn a_tag_a_link_and_a_spelling_hide_no_poison() {
    for (address, known, coin) in [
        (&format!("ethereum:{POISONED}@1?value=1"), REAL, "eth"),
        (&format!("{POISONED}?memoId=5"), REAL, "eth"),
        (&POISONED.to_uppercase().replace("0X", "0x"), REAL, "eth"),
        (
            &"BITCOIN:BC1QAR0SZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ5MDQ?amount=1".to_owned(),
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            "btc",
        ),
        (
            &"r9cZAzzzzzzzzzzzzzzzzzzzzzzzznfk59?dt=5".to_owned(),
            "X7AcgcsBL6XDcUb289X4mJ8djcdyKaLFuhLRuNXPrDeJd9A",
            "xrp",
        ),
        (
            &"qpm2qzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz2gdx6a".to_owned(),
            "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
            "bch",
        ),
        (&"1BpEizzzzzzzzzzzzzzzzzzzzzzzaVggu".to_owned(), "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu", "bch"),
        // Another case, where that makes another address.
        (&"tr7nhqjekqxgtci8q8zy4pl8otszgjlj6t".to_owned(), "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "trx"),
        // Of the other network.
        (
            &"tb1qar0szzzzzzzzzzzzzzzzzzzzzzzzzzzzzz5mdq".to_owned(),
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            "btc",
        ),
    ] {
        assert!(is_alike(address, known, coin), "{address} and {known}");
    }
    // The places count in the text as it was given.
    let given = format!(" ethereum:{POISONED}?memo=5");
    let Likeness::LooksLike(found) = of(&given, REAL, &AddressNetwork::of_coin("eth")) else { panic!() };
    assert_eq!((found.differs.first(), found.differs.last()), (Some(&15), Some(&46)));
}

/// What is taken for what in names and numbers, and what is not.
#[test]
fn names_have_a_table_of_their_own() {
    for (address, known, coin, is_found) in [
        // Digits: exchanged, changed, added, lost.
        ("0.0.1243567", "0.0.1234567", "hbar", true),
        ("0.0.7234561", "0.0.1234567", "hbar", true),
        ("0.0.1234568", "0.0.1234567", "hbar", true),
        ("0.0.123456", "0.0.1234567", "hbar", true),
        ("0.0.12345677", "0.0.1234567", "hbar", true),
        ("0.0.l234567", "0.0.1234567", "hbar", true),
        ("0.O.1234567", "0.0.1234567", "hbar", true),
        ("0.0.1234568-abcde", "0.0.1234567", "hbar", true),
        ("0.0.7654321", "0.0.1234567", "hbar", false),
        ("0.0.98", "0.0.99", "hbar", false),
        // Letters that look alike, of this script and of others.
        ("bitg0.near", "bitgo.near", "near", true),
        ("paypa1.near", "paypal.near", "near", true),
        ("rnarket.near", "market.near", "near", true),
        ("vvallet.near", "wallet.near", "near", true),
        ("clefi.near", "defi.near", "near", true),
        ("pаypal.near", "paypal.near", "near", true),
        ("pаураӏ.near", "paypal.near", "near", true),
        ("treasury.near.mallory.near", "treasury.near", "near", true),
        ("trea-sury.near", "treasury.near", "near", true),
        ("treasury_.near", "treasury.near", "near", true),
        ("treasurry.near", "treasury.near", "near", true),
        ("treausry.near", "treasury.near", "near", true),
        ("library.near", "treasury.near", "near", false),
        ("ab.near", "ac.near", "near", false),
        ("binancec1eos", "binancecleos", "eos", true),
        ("binanceclcos", "binancecleos", "eos", true),
        ("binanceleos", "binancecleos", "eos", true),
        ("eosio.token", "eosiotoken", "eos", true),
        ("krakenkraken", "binancecleos", "eos", false),
        ("hello?memoId=9", "hallo", "eos", true),
    ] {
        assert_eq!(is_alike(address, known, coin), is_found, "{address} and {known}");
        assert_eq!(is_alike(known, address, coin), is_found, "{known} and {address}");
    }
    // An implicit account of NEAR is compared as a key.
    let key = "98793cd91a3f870fb126f66285808c7e094afcfc4eda8a970f6648cdf0dbd6de";
    let poisoned = format!("9879{}d6de", "0".repeat(56));
    assert!(is_alike(&poisoned, key, "near") && !is_alike("98793cd91a3f.near", key, "near"));
}

/// What somebody makes of an address who wants it to be taken for another one. The places are those behind what all of the
/// family begin with; `ends` letters stay at each end.
fn poison(address: &str, ends: usize, kind: u8, random: &mut ChaCha8Rng) -> String {
    let is_bech =
        address.contains(':') || address[2..].to_lowercase() == address[2..] && !address.starts_with("0x");
    let front = address.find([':', '1']).filter(|at| is_bech && (2..16).contains(at)).map_or(2, |at| at + 2);
    let mut letters: Vec<char> = address.chars().collect();
    let pool = letters[front..].to_vec();
    let other = |random: &mut ChaCha8Rng, was: char| {
        let fitting: Vec<char> = pool.iter().copied().filter(|it| !it.eq_ignore_ascii_case(&was)).collect();
        fitting[random.random_range(0..fitting.len())]
    };
    let last = letters.len();
    match kind {
        // All between the ends is another's.
        0 => (front + ends..last - ends).for_each(|at| letters[at] = other(random, letters[at])),
        // One or two letters anywhere.
        1 => (0..2).for_each(|_| {
            let at = random.random_range(front..last);
            letters[at] = other(random, letters[at]);
        }),
        // Two neighbours exchanged.
        2 => {
            let fitting: Vec<usize> =
                (front..last - 1).filter(|at| letters[*at] != letters[at + 1]).collect();
            let at = fitting[random.random_range(0..fitting.len())];
            letters.swap(at, at + 1);
        }
        // One letter lost or added.
        3 => drop(letters.remove(random.random_range(front..last))),
        4 => letters.insert(random.random_range(front..last), other(random, '?')),
        // Another length between ends that are alike.
        _ => {
            let count = random.random_range(18..last);
            let middle: Vec<char> = (0..count).map(|_| other(random, '?')).collect();
            letters.splice(front + ends..last - ends, middle);
        }
    }
    letters.into_iter().collect()
}

/// Addresses whose owners published them, of twelve families and more.
const PUBLISHED: [(&str, &str); 16] = [
    ("btc", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"),
    ("btc", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
    ("bch", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"),
    ("ltc", "LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9"),
    ("dash", "XpESxaUmonkq8RaLLp46Brx2K39ggQe226"),
    ("zec", "t1Hsc1LR8yKnbbe3twRp88p6vFfC5t7DLbs"),
    ("eth", REAL),
    ("trx", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"),
    ("xrp", "rG1QQv2nh2gr7RCZ1P8YYcBUKCCN633jCn"),
    ("xlm", "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ"),
    ("algo", "VCMJKWOY5P5P7SKMZFFOCEROPJCZOTIJMNIYNUCKH7LRO45JMJP6UYBIJA"),
    ("sol", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"),
    ("dot", "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5"),
    ("xtz", "tz1VSUr8wwNhLAzempoch5d6hLRiTh8Cjcjb"),
    ("ada", "addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl8"),
    ("stx", "SP2J6ZY48GV1EZ5V2V5RB9MP66SW86PYKKNRV9EJ7"),
];

#[test]
fn poison_is_always_found() {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let mut tried = 0;
    let mut hold = |address: &str, network: &AddressNetwork, ends: usize, random: &mut ChaCha8Rng| {
        let known = ComparedAddress::new(address, network);
        for kind in 0..6 {
            let poisoned = poison(address, ends, kind, random);
            let compared = ComparedAddress::new(&poisoned, network);
            if compared.account() == known.account() {
                continue;
            }
            let found = likeness(&compared, [&known]);
            assert!(
                matches!(found, Likeness::LooksLike(_)),
                "{poisoned} for {address}, kind {kind}: {found:?}"
            );
            tried += 1;
        }
    };
    for (coin, address) in PUBLISHED {
        let network = AddressNetwork::of_coin(coin);
        for ends in (4..10).flat_map(|ends| [ends; 8]) {
            hold(address, &network, ends, &mut random);
        }
    }
    for (_, network) in NETWORKS.iter() {
        for _ in 0..24 {
            let address = address_over(&random.random(), network).unwrap();
            // Names have a table of their own.
            if address.chars().count() >= 26 {
                hold(&address, network, 4, &mut random);
            }
        }
    }
    assert!(tried > 10_000, "{tried}");
}

/// A paste of one that is real and one that copies it, among others, where nothing else is known: either is told of the other.
#[test]
fn poison_beside_its_original_is_always_found_from_either_side() {
    let mut random = ChaCha8Rng::seed_from_u64(17);
    let mut families = HashSet::new();
    for (coin, network) in NETWORKS.iter() {
        for kind in 0..6 {
            let real = address_over(&random.random(), network).unwrap();
            // Names have a table of their own.
            if real.chars().count() < 26 {
                continue;
            }
            let others: Vec<String> =
                (0..20).map(|_| address_over(&random.random(), network).unwrap()).collect();
            let poisoned = poison(&real, 4, kind, &mut random);
            let all: Vec<String> = [real, poisoned].into_iter().chain(others).collect();
            let beside: Vec<ComparedAddress> =
                all.iter().map(|it| ComparedAddress::new(it, network)).collect();
            if beside[0].is_same(&beside[1]) {
                continue;
            }
            let around =
                AddressSurroundings { network, list: &[], known: &[], paid: &[], own: &[], beside: &beside };
            for (at, text) in all.iter().enumerate() {
                let issues = check_address(text, &around).issues;
                let alike: Vec<_> = issues
                    .iter()
                    .filter_map(|issue| match issue {
                        AddressIssue::LooksLike { found, known_as: KnownAs::Beside } => Some(&found.known),
                        _ => None,
                    })
                    .collect();
                let expected: &[&String] = match at {
                    0 => &[&all[1]],
                    1 => &[&all[0]],
                    _ => &[],
                };
                assert_eq!(alike, expected, "{coin}, kind {kind}: {text} of {all:?}");
            }
            families.insert(network.family);
        }
    }
    assert!(families.len() >= 12, "{}", families.len());
}

/// All pairs of so many addresses are more than 100 000.
const ADDRESSES: usize = 450;

#[test]
fn no_two_random_addresses_are_alike() {
    let mut random = ChaCha8Rng::seed_from_u64(11);
    let mut families = 0;
    for (coin, network) in NETWORKS.iter().filter(|(_, network)| !network.is_testnet) {
        let addresses: Vec<ComparedAddress> = (0..ADDRESSES)
            .map(|_| {
                let address = match *coin {
                    // Of the nine million numbers that are given out, one pair of 15 000 is a digit apart; of all that can
                    // be, none in so few.
                    "hbar" => format!("0.0.{}", random.random_range(1_u64 << 40..1 << 62)),
                    _ => address_over(&random.random(), network).unwrap(),
                };
                ComparedAddress::new(&address, network)
            })
            .collect();
        for (at, one) in addresses.iter().enumerate() {
            let found = likeness(one, &addresses[at + 1..]);
            assert_eq!(found, Likeness::Unlike, "{coin}: {}", one.given());
        }
        families += 1;
    }
    assert!(families >= 50, "{families}");
}

#[test]
fn of_the_numbers_that_are_given_out_hardly_any_are_alike() {
    let mut random = ChaCha8Rng::seed_from_u64(13);
    let network = AddressNetwork::of_coin("hbar");
    let numbers: Vec<ComparedAddress> = (0..ADDRESSES)
        .map(|_| ComparedAddress::new(&address_over(&random.random(), &network).unwrap(), &network))
        .collect();
    let alike = |one: &ComparedAddress, other: &ComparedAddress| {
        matches!(likeness(one, [other]), Likeness::LooksLike(_))
    };
    let pairs =
        numbers.iter().enumerate().flat_map(|(at, one)| numbers[at + 1..].iter().map(move |it| (one, it)));
    let found = pairs.filter(|(one, other)| alike(one, other)).count();
    assert!(found <= 10, "{found} of 100 000 pairs");
}

proptest! {
    #[test]
    fn any_text_is_compared_and_never_like_itself(a in "\\PC{0,80}", b in "\\PC{0,80}", at in any::<prop::sample::Index>()) {
        let network = &NETWORKS[at.index(NETWORKS.len())].1;
        for network in [network, &unknown()] {
            let of = |text: &str| ComparedAddress::new(text, network);
            let itself = likeness(&of(&a), [&of(&a), &of(&b)]);
            prop_assert_eq!(itself, Likeness::Known(a.trim().to_owned()));
            if let Likeness::LooksLike(found) = likeness(&of(&a), [&of(&b)]) {
                prop_assert!(found.differs.iter().all(|at| *at < a.trim().chars().count()));
                prop_assert!(matches!(likeness(&of(&b), [&of(&a)]), Likeness::LooksLike(_)));
            }
        }
    }
}
