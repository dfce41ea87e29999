//! What was asked for and what was built, case by case.

use super::comparison::{BuiltTransaction, Comparison};
use super::gap::Gap;
use super::sides::{MpcWithdrawal, Output, PayingWallet, Recipient, UnsignedTransaction};
use crate::domain::amount::Balance;

const ALICE: &str = "0x1111111111111111111111111111111111111111";
const BOB: &str = "0x2222222222222222222222222222222222222222";
const EVE: &str = "0x3333333333333333333333333333333333333333";
const OWN: &str = "0x4444444444444444444444444444444444444444";

fn to(address: &str, amount: &str) -> Recipient {
    Recipient {
        address: address.to_owned(),
        amount: Some(Balance::from_wire(amount)),
        ..Recipient::default()
    }
}

fn of_coin(coin: &str, recipient: Recipient) -> Recipient {
    Recipient { coin: Some(coin.to_owned()), ..recipient }
}

fn with_data(data: &str, recipient: Recipient) -> Recipient {
    Recipient { data: Some(data.to_owned()), ..recipient }
}

fn paid(recipient: Recipient) -> Output {
    Output { recipient, ..Output::default() }
}

fn change(address: &str, amount: &str) -> Output {
    Output { is_change: true, ..paid(to(address, amount)) }
}

fn built(outputs: Vec<Output>) -> UnsignedTransaction {
    UnsignedTransaction { outputs, ..UnsignedTransaction::default() }
}

fn compare(asked: Vec<Recipient>, built: UnsignedTransaction) -> Comparison {
    let withdrawal = MpcWithdrawal { asked, is_asked_differently: false, built: Some(built) };
    withdrawal.compare(PayingWallet { id: Some("w1"), coin: "hteth", addresses: &[OWN] })
}

fn differs(asked: Vec<Recipient>, outputs: Vec<Output>) -> Vec<String> {
    let comparison = compare(asked, built(outputs));
    let differences = comparison.differences();
    assert_eq!(comparison.verdict(), BuiltTransaction::Differs(differences.clone()));
    differences
}

#[test]
fn what_is_built_as_it_was_asked_for_agrees() {
    let upper = EVE.to_uppercase().replace("0X", "0x");
    for (asked, outputs) in [
        (vec![to(ALICE, "5")], vec![paid(to(ALICE, "5"))]),
        (vec![to(&upper, "5")], vec![paid(to(EVE, "5"))]),
        // Their order says nothing.
        (vec![to(ALICE, "5"), to(BOB, "7")], vec![paid(to(BOB, "7")), paid(to(ALICE, "5"))]),
        // Whoever is named twice is paid twice.
        (vec![to(ALICE, "5"), to(ALICE, "7")], vec![paid(to(ALICE, "7")), paid(to(ALICE, "5"))]),
        // More than 64 bits.
        (vec![to(ALICE, "32000000000000000000001")], vec![paid(to(ALICE, "32000000000000000000001"))]),
        // A coin that is named by one side alone is the withdrawal's.
        (vec![of_coin("hteth", to(ALICE, "5"))], vec![paid(to(ALICE, "5"))]),
        (vec![with_data("0xAB", to(ALICE, "5"))], vec![paid(with_data("ab", to(ALICE, "5")))]),
    ] {
        let comparison = compare(asked.clone(), built(outputs));
        assert_eq!(comparison.verdict(), BuiltTransaction::Agrees, "{comparison:?}");
        assert_eq!(comparison.paid().len(), asked.len());
    }
}

#[test]
fn whatever_is_built_otherwise_is_said_with_both_sides() {
    let other = "The built transaction pays";
    for (asked, outputs, sentences) in [
        (
            vec![to(ALICE, "5000000000000000000")],
            vec![paid(to(EVE, "5000000000000000000"))],
            vec![format!("{other} 5 HTETH to {EVE}, but 5 HTETH to {ALICE} was requested.")],
        ),
        (
            vec![to(ALICE, "5000000000000000000")],
            vec![paid(to(ALICE, "5000000000000000001"))],
            vec![format!("{other} 5.000000000000000001 HTETH to {ALICE}, but 5 HTETH was requested.")],
        ),
        (
            vec![to(ALICE, "5000000000000000000"), to(BOB, "1")],
            vec![paid(to(ALICE, "5000000000000000000"))],
            vec![format!(
                "0.000000000000000001 HTETH to {BOB} was requested, but the built transaction does not pay it."
            )],
        ),
        (
            vec![to(ALICE, "1")],
            vec![paid(to(ALICE, "1")), paid(to(EVE, "2000000000000000000"))],
            vec![format!("{other} 2 HTETH to {EVE}, which was not requested.")],
        ),
        // Once is not twice.
        (
            vec![to(ALICE, "2000000000000000000")],
            vec![paid(to(ALICE, "2000000000000000000")), paid(to(ALICE, "2000000000000000000"))],
            vec![format!("{other} 2 HTETH to {ALICE}, which was not requested.")],
        ),
        // Two that are swapped.
        (
            vec![to(ALICE, "1000000000000000000"), to(BOB, "2000000000000000000")],
            vec![paid(to(ALICE, "2000000000000000000")), paid(to(BOB, "1000000000000000000"))],
            vec![
                format!("{other} 2 HTETH to {ALICE}, but 1 HTETH was requested."),
                format!("{other} 1 HTETH to {BOB}, but 2 HTETH was requested."),
            ],
        ),
        (
            vec![of_coin("hteth", to(ALICE, "1000000000000000000"))],
            vec![paid(of_coin("tbtc", to(ALICE, "1000000000000000000")))],
            vec![format!(
                "{other} 10,000,000,000 TBTC (tbtc) to {ALICE}, but 1 HTETH (hteth) was requested."
            )],
        ),
        (
            vec![with_data("0xaa", to(ALICE, "1"))],
            vec![paid(with_data("0xbb", to(ALICE, "1")))],
            vec![format!("The built transaction sends other data to {ALICE} than was requested.")],
        ),
    ] {
        assert_eq!(differs(asked, outputs), sentences);
    }
}

#[test]
fn change_is_the_wallets_own_where_that_is_known_alone() {
    let of = |wallet: &str, output: Output| Output { wallet: Some(wallet.to_owned()), ..output };
    let unknown = format!(
        "The built transaction pays 3 HTETH to {EVE} as change, and this is not known to be an address of this wallet."
    );
    let three = "3000000000000000000";
    for (output, is_own) in [
        (change(OWN, three), true),
        (paid(to(OWN, three)), true),
        (of("w1", change(EVE, three)), true),
        // The word "change" alone makes it nobody's own.
        (change(EVE, three), false),
        (of("w2", change(EVE, three)), false),
    ] {
        let outputs = vec![paid(to(ALICE, "1")), output.clone()];
        let comparison = compare(vec![to(ALICE, "1")], built(outputs));
        let expected =
            if is_own { BuiltTransaction::Agrees } else { BuiltTransaction::Differs(vec![unknown.clone()]) };
        assert_eq!(comparison.verdict(), expected, "{output:?}");
        assert_eq!(comparison.paid().len(), if is_own { 1 } else { 2 });
        assert!(comparison.certain_differences().is_empty(), "without the wallet it is not known");
    }
    let other = differs(vec![to(ALICE, "1")], vec![paid(to(ALICE, "1")), of("w2", paid(to(OWN, "1")))]);
    assert!(other.concat().contains("which was not requested"), "{other:?}");
}

#[test]
fn the_platforms_fee_is_known_by_what_it_says_that_it_takes() {
    let fee = |amount: &str| Output { is_platform_fee: true, ..paid(to(BOB, amount)) };
    for (told, is_fee) in [(Some("9"), true), (Some("8"), false), (None, false)] {
        let platform_fee = told.map(Balance::from_wire);
        let outputs = vec![paid(to(ALICE, "900")), fee("9")];
        let transaction = UnsignedTransaction { platform_fee, ..built(outputs) };
        let comparison = compare(vec![to(ALICE, "900")], transaction);
        assert_eq!(comparison.platform_fee().is_some(), is_fee);
        let gap = format!(
            "0.000000000000000009 HTETH goes to {BOB} as BitGo's fee. That it is BitGo's is known by BitGo's own word alone."
        );
        assert_eq!(comparison.gap_words() == [gap], is_fee, "{told:?}");
        assert_eq!(comparison.paid().len(), if is_fee { 1 } else { 2 });
    }
}

#[test]
fn a_fee_of_the_platform_that_is_large_is_a_difference() {
    let outputs = vec![paid(to(ALICE, "900")), Output { is_platform_fee: true, ..paid(to(BOB, "10")) }];
    let platform_fee = Some(Balance::from_wire("10"));
    let transaction = UnsignedTransaction { platform_fee, ..built(outputs) };
    let differences = compare(vec![to(ALICE, "900")], transaction).differences();
    assert!(differences.concat().contains("more than 1% of"), "{differences:?}");
}

#[test]
fn a_fee_of_the_platform_is_held_against_what_is_paid_in_its_coin() {
    let fee =
        |coin: &str, amount: &str| Output { is_platform_fee: true, ..paid(of_coin(coin, to(BOB, amount))) };
    let token = |amount: &str| of_coin("hteth:tusdc", to(ALICE, amount));
    let coin = |amount: &str| of_coin("hteth", to(EVE, amount));
    let large = "more than 1% of the 0.00000000000000005 HTETH that is sent";
    for (asked, fees, told, is_fee, said) in [
        // A fee in a coin that nobody is paid in: how much it is stands in what has to be ticked.
        (
            vec![token("900000000")],
            vec![fee("hteth", "5000000000000000000")],
            "5000000000000000000",
            true,
            None,
        ),
        (vec![token("900000000"), coin("50")], vec![fee("hteth", "5")], "5", true, Some(large)),
        (vec![token("5"), coin("500")], vec![fee("hteth", "5")], "5", true, None),
        // What comes to the number in two coins is no fee.
        (vec![coin("500")], vec![fee("hteth", "2"), fee("hteth:tusdc", "3")], "5", false, None),
    ] {
        let outputs = asked.iter().cloned().map(paid).chain(fees).collect();
        let platform_fee = Some(Balance::from_wire(told));
        let comparison = compare(asked.clone(), UnsignedTransaction { platform_fee, ..built(outputs) });
        let named = comparison.platform_fee().map(|(amount, coin)| (amount.to_string(), coin.to_owned()));
        assert_eq!(named, is_fee.then(|| (told.to_owned(), "hteth".to_owned())), "{asked:?}");
        if is_fee {
            let words = comparison.differences().concat();
            assert_eq!(words.is_empty(), said.is_none(), "{words}");
            assert!(words.contains(said.unwrap_or_default()), "{words}");
            let amount = if told.len() > 1 { "5 HTETH" } else { "0.000000000000000005 HTETH" };
            let gap = format!("{amount} goes to {BOB} as BitGo's fee.");
            assert!(comparison.gap_words()[0].starts_with(&gap), "{:?}", comparison.gap_words());
        } else {
            assert_eq!(comparison.differences().len(), 2, "{:?}", comparison.differences());
        }
    }
}

#[test]
fn what_is_not_told_may_be_paid_and_is_no_difference() {
    let gaps = vec![Gap::NotTold];
    for outputs in [Vec::new(), vec![paid(to(ALICE, "5"))]] {
        let transaction = UnsignedTransaction { gaps: gaps.clone(), ..built(outputs) };
        let comparison = compare(vec![to(ALICE, "5"), to(BOB, "7")], transaction);
        assert!(comparison.differences().is_empty(), "{:?}", comparison.differences());
        assert_eq!(comparison.paid(), [to(ALICE, "5"), to(BOB, "7")], "both may be paid");
        assert!(matches!(comparison.verdict(), BuiltTransaction::CannotBeCompared(_)));
    }
}

#[test]
fn what_it_says_that_it_spends_has_to_be_what_its_outputs_come_to() {
    for (told, is_same) in [
        ("5", true),
        ("7", true),
        ("6", false),
        ("105", true),
        ("107", true),
        ("12", false),
        ("5000", false),
        ("0", false),
    ] {
        let fee = Output { is_platform_fee: true, ..paid(to(BOB, "2")) };
        let transaction = UnsignedTransaction {
            spends: Some(Balance::from_wire(told)),
            chain_fee: Some(Balance::from_wire("100")),
            platform_fee: Some(Balance::from_wire("2")),
            ..built(vec![paid(to(ALICE, "5")), fee, change(OWN, "1000")])
        };
        let comparison = compare(vec![to(ALICE, "5")], transaction);
        assert_eq!(comparison.total_difference().is_none(), is_same, "{told}");
        assert_eq!(comparison.other_total.is_none(), is_same);
    }
}

#[test]
fn what_cannot_be_compared_is_said_and_is_no_agreement() {
    let nameless = |amount: &str| to("", amount);
    let is_gap = |comparison: &Comparison, words: &str| {
        let BuiltTransaction::CannotBeCompared(gaps) = comparison.verdict() else {
            panic!("{words}: {comparison:?}")
        };
        assert!(gaps.concat().contains(words), "{gaps:?}");
    };
    for (asked, outputs, words) in [
        (vec![], vec![paid(to(ALICE, "5"))], "names no recipient"),
        (vec![to(ALICE, "max")], vec![paid(to(ALICE, "5"))], "could not be read"),
        (vec![to(ALICE, "5")], vec![paid(to(ALICE, "1.5e3"))], "could not be read"),
        (vec![to(ALICE, "5")], vec![paid(of_coin("tbtc", to(ALICE, "5")))], "Which coin"),
        (vec![to(ALICE, "5")], vec![paid(with_data("0xaa", to(ALICE, "5")))], "data that is sent along"),
        (vec![with_data("0xaa", to(ALICE, "5"))], vec![paid(to(ALICE, "5"))], "data that is sent along"),
        (vec![to(ALICE, "5")], vec![paid(nameless("5"))], "has no address"),
        (vec![nameless("5")], vec![paid(to(ALICE, "5"))], "has no address"),
    ] {
        is_gap(&compare(asked, built(outputs)), words);
    }
    let asked = || vec![to(ALICE, "5")];
    let agreed = || built(vec![paid(to(ALICE, "5"))]);
    for (gap, words) in [
        (Gap::NotTold, "could not be read"),
        (Gap::NotAllTold, "A part of what was built could not be read"),
        (Gap::NotValidated, "could not validate"),
    ] {
        is_gap(&compare(asked(), UnsignedTransaction { gaps: vec![gap], ..agreed() }), words);
    }
    let total = UnsignedTransaction { spends: Some(Balance::from_wire("much")), ..agreed() };
    is_gap(&compare(asked(), total), "spends in total");
    let twice = MpcWithdrawal { asked: asked(), is_asked_differently: true, built: Some(agreed()) };
    is_gap(&twice.compare(PayingWallet::default()), "reported twice");
    // Twice the same is said once.
    let nobodys =
        compare(asked(), built(vec![paid(nameless("1")), paid(nameless("2")), paid(to(ALICE, "5"))]));
    assert_eq!(nobodys.gaps, [Gap::NoAddress]);
    assert_eq!(nobodys.differences().len(), 2, "and both are paid to somebody");
}

#[test]
fn what_is_not_built_says_so_and_pays_who_was_asked_for() {
    let withdrawal = MpcWithdrawal { asked: vec![to(ALICE, "5")], ..MpcWithdrawal::default() };
    let comparison = withdrawal.compare(PayingWallet::default());
    assert_eq!(comparison.verdict(), BuiltTransaction::NotBuilt);
    assert!(comparison.gap_words().concat().starts_with("The transaction is not built yet."));
    assert!(comparison.differences().is_empty());
    assert_eq!(comparison.paid(), [to(ALICE, "5")]);
    // What is built and pays nobody is no such thing.
    assert!(matches!(compare(vec![to(ALICE, "5")], built(vec![])).verdict(), BuiltTransaction::Differs(_)));
}
