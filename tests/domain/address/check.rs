//! The one check of an address: what is said of it, how much that weighs, and which characters are meant.

use countersign::domain::address::{
    AddressIssue, AddressNetwork, AddressSurroundings, CheckedAddress, ComparedAddress, check_address,
};
use countersign::domain::policy::Severity;

/// Checks an address for a wallet of this coin that has these on the list, and this as its own.
fn checked(text: &str, coin: &str, list: &[&str], own: &str) -> CheckedAddress {
    let network = AddressNetwork::of_coin(coin);
    let compared = |it: &&str| ComparedAddress::new(it, &network);
    let list: Vec<ComparedAddress> = list.iter().map(compared).collect();
    let own = [ComparedAddress::new(own, &network)];
    let around =
        AddressSurroundings { network: &network, list: &list, known: &[], paid: &[], own: &own, beside: &[] };
    check_address(text, &around)
}

/// The words for an address's likeness, and the one that it is like, where it stands among these.
fn alike(text: &str, coin: &str, known: &[&str], paid: &[&str], beside: &[&str]) -> Option<String> {
    let network = AddressNetwork::of_coin(coin);
    let compared = |all: &[&str]| -> Vec<ComparedAddress> {
        all.iter().map(|it| ComparedAddress::new(it, &network)).collect()
    };
    let (known, paid, beside) = (compared(known), compared(paid), compared(beside));
    let around = AddressSurroundings {
        network: &network,
        list: &[],
        known: &known,
        paid: &paid,
        own: &[],
        beside: &beside,
    };
    let issues = check_address(text, &around).issues;
    let found = issues.iter().filter(|it| matches!(it.id(), "alike" | "tag")).collect::<Vec<_>>();
    assert!(found.len() < 2, "{found:?}");
    found.first().map(|it| format!("{}: {}", it.id(), it.sentence()))
}

#[test]
fn an_address_is_held_against_every_source_and_a_known_one_is_no_look_alike() {
    const POISON: &str = "0x5aAeb6053f111111111111111111111111beaed0";
    const POISONED: &str = "0x5aaeb6055555555555555555555555555f1beaed";
    let real = EVM.to_lowercase();
    let real = real.as_str();
    for (text, known, paid, beside, expected) in [
        (POISONED, &[][..], &[][..], &[][..], None),
        (POISONED, &[EVM], &[], &[], Some("alike: This address looks like 0x5aAe")),
        (POISONED, &[], &[EVM], &[], Some("which this wallet has paid before")),
        (POISONED, &[], &[], &[real], Some("Which of the two is right cannot be told here.")),
        (real, &[], &[], &[POISONED, real], Some("Which of the two is right cannot be told here.")),
        // A known one is the right one, whatever comes with it.
        (real, &[EVM], &[], &[POISONED, real], None),
        (real, &[], &[EVM], &[POISONED, real], None),
        // One that was merely paid may be the one that somebody fell for.
        (POISONED, &[EVM], &[POISONED], &[], Some("which is on another whitelist of this wallet")),
        (POISONED, &[], &[POISONED, EVM], &[], Some("which this wallet has paid before")),
        (POISONED, &[POISONED, EVM], &[EVM], &[], None),
        (real, &[], &[EVM], &[], None),
        // What comes with it does not make it a known one, not even twice.
        (POISONED, &[EVM], &[], &[POISONED, POISONED], Some("which is on another whitelist of this wallet")),
        (POISON, &[], &[], &[POISON], None),
    ] {
        let found = alike(text, "eth", known, paid, beside);
        assert_eq!(found.is_some(), expected.is_some(), "{text}: {found:?}");
        assert!(found.unwrap_or_default().contains(expected.unwrap_or_default()), "{text}");
    }
    // Tags: another one beside is told, and does not hide what the account looks like.
    let other = "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=2";
    let found = alike(XRP, "xrp", &[], &[], &[XRP, other]).unwrap();
    assert!(found.starts_with("tag: Same account as r9cZ"), "{found}");
    let poisoned = "r9cZAzzzzzzzzzzzzzzzzzzzzzzzznfk59";
    let (one, two) = (format!("{poisoned}?dt=1"), format!("{poisoned}?dt=2"));
    let found = alike(&one, "xrp", &[], &[], &[&two, XRP, &one]).unwrap();
    assert!(found.starts_with("alike: ") && found.contains(XRP), "{found}");
}

const LISTED: &str = "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx";
const XRP: &str = "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=1";
const EVM: &str = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

#[test]
fn each_address_is_told_by_what_is_wrong_or_odd_with_it() {
    for (text, coin, list, own, expected) in [
        (LISTED, "tbtc", &[][..], "", vec![]),
        ("hello", "tbtc", &[], "", vec!["wrong"]),
        // Whatever is typed may be somebody's account.
        ("hello", "eos", &[], "", vec!["name"]),
        ("", "tbtc", &[], "", vec!["wrong"]),
        // One letter is wrong.
        ("tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsq", "tbtc", &[], "", vec!["wrong"]),
        ("tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsq", "tbtc", &[LISTED], "", vec!["wrong", "alike"]),
        // The main network's, and Tron's.
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "tbtc", &[], "", vec!["wrong"]),
        ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "usdt", &[], "", vec!["wrong"]),
        // Here already, in another spelling.
        (
            "BITCOIN:TB1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KXPJZSX",
            "tbtc",
            &[LISTED],
            "",
            vec!["twice", "spelling"],
        ),
        (LISTED, "tbtc", &[LISTED], "", vec!["twice"]),
        (LISTED, "tbtc", &[], LISTED, vec!["own"]),
        (EVM, "eth", &[], &EVM.to_lowercase(), vec!["own"]),
        ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", "eth", &[], "", vec!["wrong"]),
        (&EVM.to_lowercase(), "eth", &[], "", vec!["unchecked", "spelling"]),
        // The contract of USDT.
        ("0xdAC17F958D2ee523a2206206994597C13D831ec7", "usdt", &[], "", vec!["contract"]),
        ("0xdAC17F958D2ee523a2206206994597C13D831ec7", "eth", &[], "", vec!["contract"]),
        ("r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=2", "xrp", &[XRP], "", vec!["tag"]),
        ("X7AcgcsBL6XDcUb289X4mJ8djcdyKaGZMhc9YTE92ehJ2Fu", "xrp", &[XRP], "", vec!["twice", "spelling"]),
        ("X7AcgcsBL6XDcUb289X4mJ8djcdyKaGZMhc9YTE92ehJ2Fu", "xrp", &[], "", vec!["spelling"]),
        // Another tag of the own account is the own account.
        ("r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=2", "xrp", &[], XRP, vec!["own"]),
        ("party::1220abcdef", "canton", &[], "", vec!["unknown"]),
        (&format!("bitcoin:{LISTED}?amount=1"), "tbtc", &[], "", vec!["link", "spelling"]),
    ] {
        let checked = checked(text, coin, list, own);
        let ids: Vec<&str> = checked.issues.iter().map(AddressIssue::id).collect();
        assert_eq!(ids, expected, "{text} for {coin}: {:?}", checked.issues);
        assert_eq!(checked.address.is_none(), ids.contains(&"wrong"), "{text}");
        assert!(checked.issues.iter().all(|it| it.sentence().ends_with('.')), "{:?}", checked.issues);
    }
}

#[test]
fn what_cannot_be_used_is_an_error_and_what_is_to_be_decided_a_warning() {
    for (text, coin, list, own, expected) in [
        ("hello", "tbtc", &[][..], "", Severity::Error),
        (LISTED, "tbtc", &[LISTED], "", Severity::Error),
        ("r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=2", "xrp", &[XRP], "", Severity::Warning),
        (LISTED, "tbtc", &[], LISTED, Severity::Warning),
        ("0xdAC17F958D2ee523a2206206994597C13D831ec7", "usdt", &[], "", Severity::Warning),
        ("party::1220abcdef", "canton", &[], "", Severity::Warning),
        (&EVM.to_lowercase(), "eth", &[], "", Severity::Note),
    ] {
        let first = checked(text, coin, list, own).issues.first().map(AddressIssue::severity);
        assert_eq!(first, Some(expected), "{text}");
    }
}

#[test]
fn the_sentence_says_whose_address_it_is_and_the_place_of_a_mistake() {
    let tron = checked("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "usdt", &[], "");
    let words = "This is a Tron address; the wallet holds USDT on Ethereum, whose addresses begin with 0x.";
    assert_eq!(tron.issues[0].sentence(), words);
    let wrong = checked("tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsq", "tbtc", &[], "");
    assert_eq!(wrong.issues[0].places(), [41]);
    assert!(wrong.issues[0].sentence().contains("character 42, “q”"), "{}", wrong.issues[0].sentence());
    let main = checked("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "tbtc", &[], "");
    assert!(main.issues[0].sentence().contains("of the main network"), "{}", main.issues[0].sentence());
    let listed = checked("BITCOIN:TB1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KXPJZSX", "tbtc", &[LISTED], "");
    assert_eq!(listed.issues[0].sentence(), format!("This address is already on the list, as {LISTED}."));
    let same = checked(LISTED, "tbtc", &[LISTED], "");
    assert_eq!(same.issues[0].sentence(), "This address is already on the list.");
}
