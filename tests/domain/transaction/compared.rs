//! What was decoded, held against who is to be paid, against what the platform says of it, and against the wallet.

use countersign::domain::amount::Balance;
use countersign::domain::approval::{
    BuiltTransaction, Comparison, LocalCheck, LocalDecoding, MpcWithdrawal, Output, PayingWallet, Recipient,
    UnsignedTransaction,
};

use super::evm::{batch, eip_1559_on, send, send_token, transfer};
use super::utxo::transaction;

/// The platform's contract that splits a payment on Hoodi, and the number of that chain.
const BATCHER: &str = "0x3e1e5d78e44f15593b3b61ed278f12c27f0ff33e";
const HOODI: u128 = 560_048;
const WALLET: &str = "0x8F8E53EA6ba59Cf6eE5e0d7D7AaeCe3de46cdF4d";
/// `hteth:tusdc`.
const TOKEN: &str = "0x263898d2f6f8e153f1e4dd4caef86c93784fcf33";
const ALICE: &str = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
const BOB: &str = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359";
const EVE: &str = "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb";
/// Of BIP 173's vectors, on the test network: the first is to be paid, the second is the wallet's own.
const PAID: (&str, &str) =
    ("tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx", "0014751e76e8199196d454941c45d1b3a323f1433bd6");
const OWN: (&str, &str) = (
    "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7",
    "00201863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262",
);
const OTHER_SCRIPT: &str = "76a914d0c59903c5bac2868760e90fd521a4665aa7652088ac";

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

fn described(outputs: Vec<Output>) -> UnsignedTransaction {
    UnsignedTransaction { outputs, ..UnsignedTransaction::default() }
}

fn paid(recipient: Recipient) -> Output {
    Output { recipient, ..Output::default() }
}

/// What is asked for, against these transactions that are signed together.
fn check(coin: &str, asked: &[Recipient], texts: &[String]) -> LocalCheck {
    let withdrawal = MpcWithdrawal { asked: asked.to_vec(), ..MpcWithdrawal::default() };
    check_whole(coin, &withdrawal, texts)
}

fn check_whole(coin: &str, withdrawal: &MpcWithdrawal, texts: &[String]) -> LocalCheck {
    let addresses = [WALLET, OWN.0];
    let wallet = PayingWallet { id: Some("w1"), coin, addresses: &addresses };
    LocalDecoding::of_all(texts, Some(coin)).check(withdrawal, None, wallet)
}

fn compared(check: LocalCheck) -> Comparison {
    let LocalCheck::Compared(comparison) = check else { panic!("{check:?}") };
    comparison
}

fn differs(check: LocalCheck) -> Vec<String> {
    match compared(check).verdict() {
        BuiltTransaction::Differs(sentences) => sentences,
        other => panic!("{other:?}"),
    }
}

fn on_hoodi(to: &str, value: u128, data: &[u8]) -> Vec<String> {
    vec![eip_1559_on(HOODI, to, value, data)]
}

#[test]
fn what_pays_as_requested_agrees_in_every_form() {
    let lower = ALICE.to_lowercase();
    let both = send(BATCHER, 30, &batch(&[(ALICE, 10), (BOB, 20)]));
    for (coin, asked, texts) in [
        ("hteth", vec![to(&lower, "9")], on_hoodi(ALICE, 9, &[])),
        ("hteth", vec![to(ALICE, "9")], on_hoodi(WALLET, 0, &send(ALICE, 9, &[]))),
        ("hteth", vec![of_coin("hteth", to(ALICE, "9"))], on_hoodi(WALLET, 0, &send(ALICE, 9, &[]))),
        ("hteth", vec![to(BOB, "20"), to(ALICE, "10")], on_hoodi(WALLET, 0, &both)),
        // Several that are signed together.
        (
            "hteth",
            vec![to(BOB, "20"), to(ALICE, "10")],
            [on_hoodi(ALICE, 10, &[]), on_hoodi(BOB, 20, &[])].concat(),
        ),
        // A token by its own ticker, by its contract, and as the withdrawal's coin.
        ("hteth", vec![of_coin("hteth:tusdc", to(BOB, "80"))], on_hoodi(TOKEN, 0, &transfer(BOB, 80))),
        ("hteth", vec![of_coin(TOKEN, to(BOB, "80"))], on_hoodi(TOKEN, 0, &transfer(BOB, 80))),
        ("hteth:tusdc", vec![to(BOB, "80")], on_hoodi(WALLET, 0, &send_token(BOB, 80, TOKEN))),
        // A call that was asked for is what it pays.
        (
            "hteth",
            vec![Recipient { data: Some(format!("0x{}", hex::encode(transfer(BOB, 80)))), ..to(TOKEN, "0") }],
            on_hoodi(WALLET, 0, &send(TOKEN, 0, &transfer(BOB, 80))),
        ),
        ("tbtc", vec![to(PAID.0, "700")], vec![transaction(&[(700, PAID.1), (5, OWN.1)])]),
        ("tbtc", vec![to(&PAID.0.to_uppercase(), "700")], vec![transaction(&[(700, PAID.1)])]),
    ] {
        let comparison = compared(check(coin, &asked, &texts));
        assert_eq!(comparison.verdict(), BuiltTransaction::Agrees, "{coin} {asked:?}: {comparison:?}");
    }
}

#[test]
fn who_would_be_paid_is_written_as_the_platform_writes_it() {
    let lower = ALICE.to_lowercase();
    let comparison = compared(check("hteth", &[to(&lower, "9")], &on_hoodi(ALICE, 9, &[])));
    assert_eq!(comparison.paid()[0].address, lower);
    // Whom nobody named is written as the chain does.
    let comparison = compared(check("hteth", &[to(&lower, "9")], &on_hoodi(EVE, 9, &[])));
    assert_eq!(comparison.paid()[0].address, EVE);
}

#[test]
fn what_pays_somebody_or_something_else_is_said_with_both_sides() {
    let pays = "The built transaction pays";
    let nine = "0.000000000000000009 HTETH";
    for (coin, asked, texts, expected) in [
        (
            "hteth",
            vec![to(ALICE, "9")],
            on_hoodi(WALLET, 0, &send(EVE, 9, &[])),
            vec![format!("{pays} {nine} to {EVE}, but {nine} to {ALICE} was requested.")],
        ),
        (
            "hteth",
            vec![to(ALICE, "9")],
            on_hoodi(ALICE, 10, &[]),
            vec![format!("{pays} 0.00000000000000001 HTETH to {ALICE}, but {nine} was requested.")],
        ),
        // A token in place of the coin, the coin in place of a token, and a token that the table does not know.
        (
            "hteth",
            vec![to(BOB, "80")],
            on_hoodi(TOKEN, 0, &transfer(BOB, 80)),
            vec![format!(
                "{pays} 0.00008 HTETH:TUSDC (hteth:tusdc) to {BOB}, but 0.00000000000000008 HTETH (hteth) was requested."
            )],
        ),
        (
            "hteth:tusdc",
            vec![to(BOB, "80")],
            on_hoodi(BOB, 80, &[]),
            vec![format!(
                "{pays} 0.00000000000000008 HTETH (hteth) to {BOB}, but 0.00008 HTETH:TUSDC (hteth:tusdc) was requested."
            )],
        ),
        (
            "hteth:tusdc",
            vec![to(BOB, "80")],
            on_hoodi(EVE, 0, &transfer(BOB, 80)),
            vec![format!(
                "{pays} 80 base units of {EVE} ({EVE}) to {BOB}, but 0.00008 HTETH:TUSDC (hteth:tusdc) was requested."
            )],
        ),
        (
            "hteth",
            vec![to(ALICE, "9")],
            [on_hoodi(ALICE, 9, &[]), on_hoodi(ALICE, 9, &[])].concat(),
            vec![format!("{pays} {nine} to {ALICE}, which was not requested.")],
        ),
    ] {
        assert_eq!(differs(check(coin, &asked, &texts)), expected);
    }
}

#[test]
fn what_is_not_the_wallets_is_no_change() {
    let pays = "The built transaction pays";
    let stranger = "mzYqZHTdciW2DvC6HRQygvWNbab9U6KdQY";
    for (coin, asked, texts, expected) in [
        (
            "tbtc",
            vec![to(PAID.0, "700")],
            vec![transaction(&[(700, PAID.1), (5, OTHER_SCRIPT)])],
            vec![format!(
                "{pays} 0.00000005 TBTC to {stranger}, which was not requested and is not known to be an address of this \
                 wallet."
            )],
        ),
        (
            "tbtc",
            vec![to(PAID.0, "700")],
            vec![transaction(&[(700, OTHER_SCRIPT)])],
            vec![format!(
                "{pays} 0.000007 TBTC to {stranger}, but 0.000007 TBTC to {} was requested.",
                PAID.0
            )],
        ),
        // Money that goes to nobody is lost.
        (
            "tbtc",
            vec![to(PAID.0, "700")],
            vec![transaction(&[(700, PAID.1), (5, "6a0568656c6c6f")])],
            vec![format!(
                "{pays} 0.00000005 TBTC to nobody (OP_RETURN, 6 bytes), which was not requested and is not known to be an \
                 address of this wallet."
            )],
        ),
    ] {
        assert_eq!(differs(check(coin, &asked, &texts)), expected);
    }
}

#[test]
fn who_pays_who_splits_and_the_chain_have_to_be_right() {
    let asked = [to(ALICE, "10"), to(BOB, "20")];
    let payments = batch(&[(ALICE, 10), (BOB, 20)]);
    for (texts, expected) in [
        (
            on_hoodi(EVE, 0, &send(BATCHER, 30, &payments)),
            format!(
                "The built transaction is to be paid by the wallet contract {EVE}, which is not known to be this wallet's."
            ),
        ),
        (
            on_hoodi(WALLET, 0, &send(EVE, 30, &payments)),
            format!(
                "The built transaction gives the whole sum to the contract {EVE} to split it among the recipients. BitGo's \
                 own contract for that is {BATCHER}."
            ),
        ),
        (
            vec![eip_1559_on(1, WALLET, 0, &send(BATCHER, 30, &payments))],
            "The built transaction is made for the chain with the number 1. Ethereum testnet Hoodi has the number 560048."
                .to_owned(),
        ),
    ] {
        assert_eq!(differs(check("hteth", &asked, &texts)), [expected]);
    }
    // Without the wallet it is not known whose the contract is.
    let decoded = LocalDecoding::of_all(&on_hoodi(EVE, 0, &send(ALICE, 9, &[])), Some("hteth"));
    let withdrawal = MpcWithdrawal { asked: vec![to(ALICE, "9")], ..MpcWithdrawal::default() };
    let unknown = PayingWallet { id: Some("w1"), coin: "hteth", addresses: &[] };
    let comparison = compared(decoded.check(&withdrawal, None, unknown));
    assert_eq!((comparison.differences().len(), comparison.certain_differences().len()), (1, 0));
    // Where the platform's contract is not known, that is said.
    let texts = [eip_1559_on(61, WALLET, 0, &send(BATCHER, 30, &payments))];
    let LocalCheck::Compared(comparison) = check("etc", &asked, &texts) else { panic!() };
    let BuiltTransaction::CannotBeCompared(gaps) = comparison.verdict() else { panic!("{comparison:?}") };
    assert!(gaps.concat().contains("Whether that is BitGo's contract is not known here."), "{gaps:?}");
}

#[test]
fn where_it_counts_is_said_where_that_is_not_known() {
    let words = "On which chain the built transaction counts could not be checked.";
    // Without a chain number it counts on each of them.
    let everywhere = super::evm::legacy(ALICE, 9);
    for (coin, text, is_known) in [
        ("hteth", eip_1559_on(HOODI, ALICE, 9, &[]), true),
        ("hteth", everywhere.clone(), false),
        ("trbtc", everywhere.clone(), false),
        ("xdc", everywhere, false),
        // A network whose chain is in no table.
        ("hyperliquid", eip_1559_on(999, ALICE, 9, &[]), false),
    ] {
        let asked = [to(&ALICE.to_lowercase(), "9")];
        let verdict = compared(check(coin, &asked, std::slice::from_ref(&text))).verdict();
        let expected = if is_known {
            BuiltTransaction::Agrees
        } else {
            BuiltTransaction::CannotBeCompared(vec![words.to_owned()])
        };
        assert_eq!(verdict, expected, "{coin}");
    }
}

#[test]
fn data_that_goes_along_is_said() {
    let texts = [transaction(&[(700, PAID.1), (0, "6a0568656c6c6f")])];
    let BuiltTransaction::CannotBeCompared(gaps) =
        compared(check("tbtc", &[to(PAID.0, "700")], &texts)).verdict()
    else {
        panic!()
    };
    assert_eq!(
        gaps,
        [
            "The built transaction carries 6 bytes of data, which could not be compared with what was requested."
        ]
    );
}

#[test]
fn what_the_platform_says_of_it_is_held_against_it() {
    let asked = || vec![to(ALICE, "9")];
    let whole = |outputs: Vec<Output>| MpcWithdrawal {
        asked: asked(),
        built: Some(described(outputs)),
        ..MpcWithdrawal::default()
    };
    let nine = "0.000000000000000009 HTETH";
    let says = "BitGo describes the built transaction as one that pays";
    // It says what was requested, and signs something else.
    let sentences = differs(check_whole("hteth", &whole(vec![paid(to(ALICE, "9"))]), &on_hoodi(EVE, 9, &[])));
    let expected = [
        format!("The built transaction pays {nine} to {EVE}, but {nine} to {ALICE} was requested."),
        format!("{says} {nine} to {ALICE}. Decoded on this computer, it pays {nine} to {EVE}."),
    ];
    assert_eq!(sentences, expected);
    // It says something else, and signs what was requested.
    let sentences = differs(check_whole("hteth", &whole(vec![paid(to(EVE, "9"))]), &on_hoodi(ALICE, 9, &[])));
    assert_eq!(
        sentences,
        [format!("{says} {nine} to {EVE}. Decoded on this computer, it pays {nine} to {ALICE}.")]
    );
    // It keeps quiet about one.
    let texts = [on_hoodi(ALICE, 9, &[]), on_hoodi(EVE, 9, &[])].concat();
    let sentences = differs(check_whole("hteth", &whole(vec![paid(to(ALICE, "9"))]), &texts));
    assert_eq!(sentences.len(), 2);
    assert_eq!(
        sentences[1],
        format!("{says} nothing of that. Decoded on this computer, it pays {nine} to {EVE}.")
    );
    // What an account is said to get back stays where it is; how a payment is encoded is no difference.
    let change = Output { is_change: true, ..paid(to(WALLET, "7")) };
    let encoded = paid(Recipient { data: Some("0xaa".to_owned()), ..to(ALICE, "9") });
    for outputs in [vec![paid(to(ALICE, "9")), change], vec![encoded]] {
        let comparison = compared(check_whole("hteth", &whole(outputs), &on_hoodi(ALICE, 9, &[])));
        assert_eq!(comparison.verdict(), BuiltTransaction::Agrees, "{comparison:?}");
    }
}

#[test]
fn change_and_the_platforms_fee_are_known_by_what_the_platform_says_and_the_wallet() {
    let fee = Output { is_platform_fee: true, ..paid(to("mzYqZHTdciW2DvC6HRQygvWNbab9U6KdQY", "5")) };
    let outputs = vec![paid(to(PAID.0, "700")), fee, Output { is_change: true, ..paid(to(OWN.0, "9")) }];
    let texts = [transaction(&[(700, PAID.1), (5, OTHER_SCRIPT), (9, OWN.1)])];
    for (told, is_fee) in [(Some("5"), true), (Some("6"), false), (None, false)] {
        let built =
            UnsignedTransaction { platform_fee: told.map(Balance::from_wire), ..described(outputs.clone()) };
        let withdrawal =
            MpcWithdrawal { asked: vec![to(PAID.0, "700")], built: Some(built), ..MpcWithdrawal::default() };
        let verdict = compared(check_whole("tbtc", &withdrawal, &texts)).verdict();
        // That it is the platform's is known by its own word alone.
        let is_by_its_word = matches!(verdict, BuiltTransaction::CannotBeCompared(_));
        assert_eq!(is_by_its_word, is_fee, "{told:?}: {verdict:?}");
    }
}

#[test]
fn what_is_not_decoded_says_why_and_whether_it_should_have_been() {
    let decoding = |text: &str, coin: Option<&str>| LocalDecoding::of_all(&[text.to_owned()], coin);
    let not_possible = |why: &str| LocalDecoding::NotPossible(why.to_owned());
    let unread = |why: &str| LocalDecoding::Unread(why.to_owned());
    let hash = "11".repeat(32);
    for (text, coin, expected) in [
        ("02f8", Some("tsol"), not_possible("Transactions of Solana testnet cannot be decoded here.")),
        (&hash, Some("hteth"), unread("This is only the hash of a transaction.")),
        ("02f8", None, unread("BitGo does not report the coin of this withdrawal.")),
    ] {
        assert_eq!(decoding(text, coin), expected);
    }
    for (text, coin) in
        [("02f8", "hteth"), ("0100000000", "tbtc"), ("not hexadecimal", "tbtc"), ("03c0", "hteth")]
    {
        let LocalDecoding::Unread(why) = decoding(text, Some(coin)) else { panic!("{text}") };
        assert!(why.ends_with('.'), "{why}");
        let unread = check(coin, &[], &[text.to_owned()]).unread().unwrap();
        assert!(
            unread.starts_with("The built transaction could not be decoded on this computer. "),
            "{unread}"
        );
    }
    // One of several that is broken leaves nothing to compare.
    let texts = [on_hoodi(ALICE, 9, &[]), vec!["02f8".to_owned()]].concat();
    assert!(matches!(check("hteth", &[to(ALICE, "9")], &texts), LocalCheck::Unread(_)));
    assert_eq!(check("hteth", &[to(ALICE, "9")], &[]), LocalCheck::NotAtHand);
}

#[test]
fn one_transaction_in_two_forms_pays_once() {
    let unsigned = transaction(&[(700, PAID.1)]);
    let other_form = unsigned.replace("0200000001", "0100000001");
    assert_ne!(unsigned, other_form);
    let asked = MpcWithdrawal { asked: vec![to(PAID.0, "700")], ..MpcWithdrawal::default() };
    let wallet = PayingWallet { id: None, coin: "tbtc", addresses: &[] };
    let decoding = LocalDecoding::of_one(&[unsigned.clone(), other_form], Some("tbtc"));
    assert_eq!(compared(decoding.check(&asked, None, wallet)).verdict(), BuiltTransaction::Agrees);
    let other = transaction(&[(700, OTHER_SCRIPT)]);
    let decoding = LocalDecoding::of_one(&[unsigned, other], Some("tbtc"));
    assert_eq!(compared(decoding.check(&asked, None, wallet)).differences().len(), 1);
}
