//! What a transaction pays to its chain, and what that is held against.

use bitcoin::absolute::LockTime;
use bitcoin::hashes::Hash;
use bitcoin::transaction::Version;
use bitcoin::{Amount, OutPoint, Psbt, ScriptBuf, Transaction, TxIn, TxOut, Txid};
use countersign::domain::amount::Balance;
use countersign::domain::approval::{
    BuiltTransaction, Comparison, LocalCheck, LocalDecoding, MpcWithdrawal, PayingWallet, Recipient,
};
use countersign::domain::transaction::{FeeKind, NotDecoded};

use super::evm::{account, eip_1559_priced, list, plain, transfer};
use super::utxo::PSBT;
use super::{read, utxo};

const ALICE: &str = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
/// `hteth:tusdc`, on the chain with this number.
const TOKEN: &str = "0x263898d2f6f8e153f1e4dd4caef86c93784fcf33";
const HOODI: u128 = 560_048;
/// Of BIP 173's vectors, on the test network: the first is to be paid, the second is the wallet's own.
const PAID: (&str, &str) =
    ("tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx", "0014751e76e8199196d454941c45d1b3a323f1433bd6");
const OWN: (&str, &str) = (
    "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7",
    "00201863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262",
);
const LEGACY: &str = "76a914d0c59903c5bac2868760e90fd521a4665aa7652088ac";

fn output((amount, script): &(u64, &str)) -> TxOut {
    TxOut { value: Amount::from_sat(*amount), script_pubkey: ScriptBuf::from_hex(script).unwrap() }
}

fn paying(inputs: Vec<OutPoint>, outputs: &[(u64, &str)]) -> Transaction {
    let input = |previous_output| TxIn { previous_output, ..TxIn::default() };
    Transaction {
        version: Version::TWO,
        lock_time: LockTime::ZERO,
        input: inputs.into_iter().map(input).collect(),
        output: outputs.iter().map(output).collect(),
    }
}

/// A PSBT that spends these outputs, each told alone.
fn psbt(spends: &[(u64, &str)], pays: &[(u64, &str)]) -> Psbt {
    let place =
        |at: usize| OutPoint { txid: Txid::from_byte_array([u8::try_from(at).unwrap(); 32]), vout: 0 };
    let mut psbt = Psbt::from_unsigned_tx(paying((0..spends.len()).map(place).collect(), pays)).unwrap();
    for (input, spent) in psbt.inputs.iter_mut().zip(spends) {
        input.witness_utxo = Some(output(spent));
    }
    psbt
}

/// One that spends the first output of a transaction that is told as a whole.
fn psbt_of_whole(spends: (u64, &str), pays: &[(u64, &str)]) -> Psbt {
    let funding = paying(vec![OutPoint::null()], &[spends]);
    let place = OutPoint { txid: funding.compute_txid(), vout: 0 };
    let mut psbt = Psbt::from_unsigned_tx(paying(vec![place], pays)).unwrap();
    psbt.inputs[0].non_witness_utxo = Some(funding);
    psbt
}

fn fee_of(psbt: &Psbt, coin: &str) -> Option<String> {
    let fee = read(&hex::encode(psbt.serialize()), coin).unwrap().fee?;
    assert_eq!(fee.kind, FeeKind::Exact);
    Some(fee.amount.to_string())
}

#[test]
fn the_fee_of_a_psbt_is_what_comes_in_and_does_not_go_out() {
    // BIP 174's vector: 200,000,000 come in.
    let fee = read(PSBT, "btc").unwrap().fee.unwrap();
    assert_eq!((fee.amount.to_string().as_str(), fee.kind), ("301", FeeKind::Exact));
    for (spends, pays, expected) in [
        (&[(1_000, OWN.1)][..], &[(700, PAID.1)][..], Some("300")),
        (&[(1_000, OWN.1), (2_000, PAID.1)], &[(700, PAID.1), (2_299, OWN.1)], Some("1")),
        (&[(700, OWN.1)], &[(700, PAID.1)], Some("0")),
        // No signature covers what is told of an output without witness.
        (&[(1_000, LEGACY)], &[(700, PAID.1)], None),
        (&[(1_000, OWN.1), (1_000, LEGACY)], &[(700, PAID.1)], None),
    ] {
        assert_eq!(fee_of(&psbt(spends, pays), "tbtc").as_deref(), expected, "{spends:?}");
    }
    // But on a chain where every signature does, and where the whole transaction is told.
    assert_eq!(fee_of(&psbt(&[(1_000, LEGACY)], &[(700, PAID.1)]), "tbch").as_deref(), Some("300"));
    assert_eq!(fee_of(&psbt_of_whole((1_000, LEGACY), &[(700, PAID.1)]), "tbtc").as_deref(), Some("300"));
    // A witness that is nested in a script is known by that script.
    let witness = ScriptBuf::from_hex(PAID.1).unwrap();
    let nested = witness.to_p2sh().to_hex_string();
    let mut wrapped = psbt(&[(1_000, &nested)], &[(700, PAID.1)]);
    assert_eq!(fee_of(&wrapped, "tbtc"), None);
    wrapped.inputs[0].redeem_script = Some(witness);
    assert_eq!(fee_of(&wrapped, "tbtc").as_deref(), Some("300"));
    wrapped.inputs[0].redeem_script = Some(ScriptBuf::from_hex(OWN.1).unwrap());
    assert_eq!(fee_of(&wrapped, "tbtc"), None);
    // What is told of no input, or does not stand in the transaction.
    wrapped.inputs[0].witness_utxo = None;
    assert_eq!(fee_of(&wrapped, "tbtc"), None);
    assert_eq!(read(&utxo::transaction(&[(700, PAID.1)]), "tbtc").unwrap().fee, None);
}

#[test]
fn inputs_that_do_not_fit_are_refused() {
    let mut other_amount = psbt_of_whole((1_000, OWN.1), &[(700, PAID.1)]);
    other_amount.inputs[0].witness_utxo = Some(output(&(701, OWN.1)));
    let mut other_transaction = psbt_of_whole((1_000, OWN.1), &[(700, PAID.1)]);
    other_transaction.inputs[0].non_witness_utxo = Some(paying(vec![OutPoint::null()], &[(701, OWN.1)]));
    let mut no_such_output = psbt_of_whole((1_000, OWN.1), &[(700, PAID.1)]);
    no_such_output.unsigned_tx.input[0].previous_output.vout = 9;
    for (psbt, words) in [
        (psbt(&[(699, OWN.1)], &[(700, PAID.1)]), "it pays more than its inputs bring"),
        (other_amount, "an input tells two outputs that it spends"),
        (other_transaction, "an input tells another transaction than it spends"),
        (no_such_output, "an input tells another transaction than it spends"),
    ] {
        // Some of it the reader of PSBT refuses in its own words.
        let error = read(&hex::encode(psbt.serialize()), "tbtc").unwrap_err();
        assert!(matches!(error, NotDecoded::Malformed { .. }), "{error}");
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[test]
fn the_fee_of_an_evm_transaction_is_all_of_its_gas_at_the_highest_price() {
    // EIP-155's example: 21,000 at 20 gwei.
    let first = |kind: u8, fields: &[Option<Vec<u8>>]| hex::encode([vec![kind], list(fields)].concat());
    let numbers = |all: &[u128]| -> Vec<Option<Vec<u8>>> { all.iter().map(|it| Some(plain(*it))).collect() };
    let rest = vec![Some(account(ALICE)), Some(plain(5)), Some(vec![]), None];
    let eip_2930 = first(1, &[numbers(&[1, 3, 7, 30_000]), rest].concat());
    for (text, expected) in [
        (super::evm::EIP_155.to_owned(), "420000000000000"),
        (super::evm::EIP_155_SIGNED.to_owned(), "420000000000000"),
        (eip_1559_priced(1, ALICE, 5, &[], [40_000_000_000, 21_000]), "840000000000000"),
        (eip_2930, "210000"),
        // More than any number of the machine.
        (
            eip_1559_priced(1, ALICE, 5, &[], [u128::MAX, u128::MAX]),
            "115792089237316195423570985008687907852589419931798687112530834793049593217025",
        ),
    ] {
        let fee = read(&text, "eth").unwrap().fee.unwrap();
        assert_eq!((fee.amount.to_string().as_str(), fee.kind), (expected, FeeKind::AtMost), "{text}");
    }
}

fn check(coin: &str, asked: &[Recipient], stated: Option<&str>, texts: &[String]) -> Comparison {
    let withdrawal = MpcWithdrawal { asked: asked.to_vec(), ..MpcWithdrawal::default() };
    let wallet = PayingWallet { id: Some("w1"), coin, addresses: &[OWN.0] };
    let decoding = LocalDecoding::of_all(texts, Some(coin));
    let stated = stated.map(Balance::from_wire);
    let LocalCheck::Compared(comparison) = decoding.check(&withdrawal, stated.as_ref(), wallet) else {
        panic!("{decoding:?}")
    };
    comparison
}

fn to(address: &str, amount: &str) -> Recipient {
    Recipient {
        address: address.to_owned(),
        amount: Some(Balance::from_wire(amount)),
        ..Recipient::default()
    }
}

#[test]
fn a_fee_of_bitcoins_kind_may_not_be_more_than_was_said() {
    let fee = "The network fee of the built transaction is";
    let with_fee = |fee: u64| {
        vec![hex::encode(psbt(&[(80_000 + fee, OWN.1)], &[(50_000, PAID.1), (30_000, OWN.1)]).serialize())]
    };
    for (found, stated, dangers, cautions, said) in [
        (300, Some("300"), vec![], vec![], "Its network fee is 0.000003 TBTC, as BitGo says."),
        (200, Some("300"), vec![], vec![], "Its network fee is 0.000002 TBTC. BitGo says 0.000003 TBTC."),
        (300, None, vec![], vec![], "Its network fee is 0.000003 TBTC. BitGo does not say what it should be."),
        (300, Some("much"), vec![], vec![], "Its network fee is 0.000003 TBTC. BitGo does not say what it should be."),
        (
            301,
            Some("300"),
            vec![
                "The built transaction pays a network fee of 0.00000301 TBTC. BitGo says that it is 0.000003 TBTC."
                    .to_owned(),
            ],
            vec![],
            "",
        ),
        // What was said may be too much all the same.
        (5_000, Some("5000"), vec![], vec![], "Its network fee is 0.00005 TBTC, as BitGo says."),
        (
            5_001,
            Some("5001"),
            vec![],
            vec![format!("{fee} 0.00005001 TBTC: more than a tenth of the 0.0005 TBTC that is sent.")],
            "Its network fee is 0.00005001 TBTC, as BitGo says.",
        ),
        (
            50_001,
            Some("50001"),
            vec![format!("{fee} 0.00050001 TBTC: more than all of the 0.0005 TBTC that is sent.")],
            vec![],
            "",
        ),
    ] {
        let comparison = check("tbtc", &[to(PAID.0, "50000")], stated, &with_fee(found));
        assert_eq!((comparison.differences(), comparison.cautions()), (dangers.clone(), cautions), "{found}");
        assert_eq!(comparison.certain_differences(), dangers, "without the wallet too");
        if dangers.is_empty() {
            assert_eq!(comparison.verdict(), BuiltTransaction::Agrees);
            assert_eq!(comparison.fee_words(), said);
        }
    }
    // Of several that are signed together, one of which does not tell, it is not known.
    let raw = utxo::transaction(&[(1, PAID.1)]);
    for texts in [vec![raw.clone()], [with_fee(900_000), vec![raw]].concat()] {
        let comparison = check("tbtc", &[to(PAID.0, "1")], Some("300"), &texts);
        assert_eq!(comparison.fee_words(), "Its network fee was not checked.");
        assert!(comparison.fee_dangers().is_empty());
    }
    // Together they pay both.
    let together = [with_fee(200), with_fee(101)].concat();
    let comparison = check("tbtc", &[to(PAID.0, "50000"), to(PAID.0, "50000")], Some("300"), &together);
    assert_eq!(comparison.differences().len(), 1, "{:?}", comparison.differences());
}

#[test]
fn change_that_goes_to_the_chain_is_found() {
    let asked = [to(PAID.0, "50000")];
    let texts = [hex::encode(psbt(&[(9_050_300, OWN.1)], &[(50_000, PAID.1)]).serialize())];
    let dangers = check("tbtc", &asked, Some("300"), &texts).differences();
    assert_eq!(
        dangers,
        [
            "The built transaction pays a network fee of 0.090003 TBTC. BitGo says that it is 0.000003 TBTC.",
            "The network fee of the built transaction is 0.090003 TBTC: more than all of the 0.0005 TBTC that is sent.",
        ]
    );
    // What may come back to somebody else makes it no smaller.
    let texts =
        [hex::encode(psbt(&[(9_050_300, OWN.1)], &[(50_000, PAID.1), (8_000_000, LEGACY)]).serialize())];
    assert_eq!(check("tbtc", &asked, Some("1000300"), &texts).fee_dangers().len(), 1);
}

#[test]
fn gas_may_come_to_ten_times_what_was_said() {
    let whole = "1000000000000000000";
    let at =
        |price: u128| vec![eip_1559_priced(HOODI, ALICE, 1_000_000_000_000_000_000, &[], [price, 21_000])];
    for (price, stated, count) in [
        (1_000_000_000, Some("21000000000000"), 0),
        (10_000_000_000, Some("21000000000000"), 0),
        (10_000_000_001, Some("21000000000000"), 1),
        (10_000_000_000_000, Some("21000000000000"), 1),
        (1_000_000_000, Some("0"), 1),
        (1_000_000_000, None, 0),
        // More than is sent.
        (50_000_000_000_000, Some("1050000000000000000"), 1),
        (50_000_000_000_000, Some("21000000000000"), 2),
    ] {
        let comparison = check("hteth", &[to(ALICE, whole)], stated, &at(price));
        assert_eq!(
            comparison.differences().len(),
            count,
            "{price} {stated:?}: {:?}",
            comparison.differences()
        );
    }
    let comparison = check("hteth", &[to(ALICE, whole)], Some("21000000000000"), &at(1_000_000_000_000));
    assert_eq!(
        comparison.differences(),
        [
            "The built transaction allows a network fee of up to 0.021 HTETH: more than 10 times the 0.000021 HTETH that \
             BitGo says."
        ]
    );
    let comparison = check("hteth", &[to(ALICE, whole)], Some("2100000000000000"), &at(1_000_000_000_000));
    assert_eq!(comparison.fee_words(), "Its network fee is up to 0.021 HTETH. BitGo says 0.0021 HTETH.");
}

#[test]
fn a_token_is_no_measure_for_a_fee_in_the_coin_of_its_chain() {
    let texts = [eip_1559_priced(HOODI, TOKEN, 0, &transfer(ALICE, 80), [1_000_000_000, 60_000])];
    for (coin, asked) in [
        ("hteth:tusdc", to(ALICE, "80")),
        ("hteth", Recipient { coin: Some("hteth:tusdc".to_owned()), ..to(ALICE, "80") }),
    ] {
        let comparison = check(coin, std::slice::from_ref(&asked), Some("60000000000000"), &texts);
        assert_eq!(comparison.verdict(), BuiltTransaction::Agrees, "{comparison:?}");
        assert!(comparison.cautions().is_empty());
        assert_eq!(comparison.fee_words(), "Its network fee is up to 0.00006 HTETH, as BitGo says.");
        // What was said is in the coin of the chain all the same.
        let comparison = check(coin, &[asked], Some("60000"), &texts);
        assert_eq!(comparison.differences().len(), 1, "{:?}", comparison.differences());
    }
}

#[test]
fn one_transaction_in_two_forms_has_the_fee_that_one_of_them_tells() {
    let whole = psbt(&[(80_300, OWN.1)], &[(50_000, PAID.1), (30_000, OWN.1)]);
    let raw = bitcoin::consensus::encode::serialize_hex(&whole.unsigned_tx);
    let whole = hex::encode(whole.serialize());
    let withdrawal = MpcWithdrawal { asked: vec![to(PAID.0, "50000")], ..MpcWithdrawal::default() };
    let wallet = PayingWallet { id: Some("w1"), coin: "tbtc", addresses: &[OWN.0] };
    for texts in [[raw.clone(), whole.clone()], [whole, raw]] {
        for (stated, count) in [("300", 0), ("299", 1)] {
            let decoding = LocalDecoding::of_one(&texts, Some("tbtc"));
            let stated = Balance::from_wire(stated);
            let LocalCheck::Compared(comparison) = decoding.check(&withdrawal, Some(&stated), wallet) else {
                panic!()
            };
            assert_eq!(comparison.differences().len(), count, "{:?}", comparison.differences());
        }
    }
}
