//! Whether what is signed belongs to the transaction that is told.

use countersign::domain::address::AddressNetwork;
use countersign::domain::amount::Balance;
use countersign::domain::approval::{
    BuiltTransaction, Comparison, LocalCheck, LocalDecoding, MpcWithdrawal, PayingWallet, Recipient,
    ToldTransaction,
};
use countersign::domain::transaction::{Signing, decode_signed};
use sha3::{Digest, Keccak256};

use super::evm::{EIP_155, EIP_155_SIGNED, account, eip_1559_on, list, plain};
use super::utxo::{PSBT, transaction};

/// The hash that EIP-155 names for its example.
const EIP_155_HASH: &str = "daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53";
const ALICE: &str = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
const EVE: &str = "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb";
const HOODI: u128 = 560_048;

fn signing(text: &str, signable: &str, coin: &str) -> (Signing, Option<u64>) {
    let chain = if coin == "hteth" { 560_048 } else { 1 };
    let decoded = decode_signed(text, Some(signable), &AddressNetwork::of_coin(coin), Some(chain)).unwrap();
    (decoded.signing, decoded.chain)
}

fn keccak(text: &str) -> String {
    hex::encode(Keccak256::digest(hex::decode(text).unwrap()))
}

/// A legacy transaction of nobody's, with these fields behind its six.
fn legacy(to: &str, behind: &[&[u8]]) -> String {
    let [nonce, price, gas] = [3, 2, 21_000].map(|it| Some(plain(it)));
    let mut fields = vec![nonce, price, gas, Some(account(to)), Some(plain(7)), Some(vec![])];
    fields.extend(behind.iter().map(|it| Some(it.to_vec())));
    hex::encode(list(&fields))
}

#[test]
fn of_evm_chains_the_transaction_without_signature_is_signed_or_its_hash() {
    let typed = eip_1559_on(HOODI, ALICE, 9, &[]);
    let other = eip_1559_on(HOODI, EVE, 9, &[]);
    let on_hoodi: &[&[u8]] = &[&plain(HOODI), &[], &[]];
    let on_main: &[&[u8]] = &[&[1], &[], &[]];
    let empty: &[&[u8]] = &[&[], &[], &[]];
    let (same, different) = (Signing::Same, Signing::Other);
    let hoodi = Some(560_048);
    for (text, signable, coin, expected) in [
        (EIP_155, EIP_155, "eth", (same, Some(1))),
        (EIP_155, EIP_155_HASH, "eth", (same, Some(1))),
        (EIP_155_SIGNED, EIP_155, "eth", (same, Some(1))),
        (EIP_155_SIGNED, EIP_155_HASH, "eth", (same, Some(1))),
        (&typed, &format!("0x{typed}"), "hteth", (same, hoodi)),
        (&typed, &keccak(&typed), "hteth", (same, hoodi)),
        (&typed, &other, "hteth", (different, hoodi)),
        (&typed, &keccak(&other), "hteth", (different, hoodi)),
        (&typed, EIP_155_HASH, "hteth", (different, hoodi)),
        (&typed, "02c0", "hteth", (different, hoodi)),
        (&typed, &eip_1559_on(1, ALICE, 9, &[]), "hteth", (different, Some(1))),
        (&typed, "", "hteth", (Signing::NotKnown, hoodi)),
        (&typed, "no hexadecimal", "hteth", (Signing::NotKnown, hoodi)),
        // What is signed of a legacy one may name the chain alone.
        (&legacy(ALICE, &[]), &legacy(ALICE, on_hoodi), "hteth", (same, hoodi)),
        (&legacy(ALICE, empty), &legacy(ALICE, on_hoodi), "hteth", (same, hoodi)),
        (&legacy(ALICE, &[]), &keccak(&legacy(ALICE, on_hoodi)), "hteth", (same, hoodi)),
        (&legacy(ALICE, &[]), &legacy(ALICE, on_main), "hteth", (same, Some(1))),
        (&legacy(ALICE, &[]), &legacy(ALICE, &[]), "hteth", (same, None)),
        (&legacy(ALICE, &[]), &keccak(&legacy(ALICE, &[])), "hteth", (same, None)),
        (&legacy(ALICE, &[]), &legacy(EVE, on_hoodi), "hteth", (different, hoodi)),
        // One that names its chain is signed for no other, and not for all.
        (&legacy(ALICE, on_hoodi), &legacy(ALICE, on_main), "hteth", (different, Some(1))),
        (&legacy(ALICE, on_hoodi), &legacy(ALICE, &[]), "hteth", (different, None)),
    ] {
        assert_eq!(signing(text, signable, coin), expected, "{text} {signable}");
    }
}

/// A hash names no chain, so it tells nothing where the chain is not known and the transaction does not name it either.
#[test]
fn a_hash_for_a_chain_that_is_not_known_is_not_called_another_transaction() {
    let (same, other, not_known) = (Signing::Same, Signing::Other, Signing::NotKnown);
    let on_77: &[&[u8]] = &[&[77], &[], &[]];
    let open = legacy(ALICE, &[]);
    let (named, typed) = (legacy(ALICE, on_77), eip_1559_on(77, ALICE, 9, &[]));
    for (text, signable, chain, expected) in [
        (&open, keccak(&named), None, not_known),
        (&open, keccak(&legacy(EVE, on_77)), None, not_known),
        (&open, keccak(&open), None, same),
        (&open, keccak(&named), Some(77), same),
        (&open, keccak(&named), Some(78), other),
        // A whole transaction tells by itself.
        (&open, legacy(EVE, on_77), None, other),
        (&open, named.clone(), None, same),
        (&named, keccak(&legacy(EVE, on_77)), None, other),
        (&typed, keccak(&eip_1559_on(77, EVE, 9, &[])), None, other),
    ] {
        let network = AddressNetwork::of_coin("eth");
        let decoded = decode_signed(text, Some(&signable), &network, chain).unwrap();
        assert_eq!(decoded.signing, expected, "{text} {signable} {chain:?}");
    }
}

#[test]
fn of_bitcoins_kind_a_whole_transaction_is_told_from_another() {
    const PAID: &str = "0014751e76e8199196d454941c45d1b3a323f1433bd6";
    let bytes = hex::decode(PSBT).unwrap();
    let inside =
        hex::encode(bitcoin::consensus::serialize(&bitcoin::Psbt::deserialize(&bytes).unwrap().unsigned_tx));
    let (one, other) = (transaction(&[(700, PAID)]), transaction(&[(701, PAID)]));
    for (text, signable, expected) in [
        (PSBT, PSBT, Signing::Same),
        (PSBT, &inside, Signing::Same),
        (&inside, PSBT, Signing::Same),
        (&one, &one, Signing::Same),
        (&one, &other, Signing::Other),
        (PSBT, &one, Signing::Other),
        // Hashes of its inputs are no transaction.
        (&one, &"11".repeat(32), Signing::NotKnown),
        (&one, &"22".repeat(64), Signing::NotKnown),
    ] {
        assert_eq!(signing(text, signable, "btc").0, expected, "{text} {signable}");
    }
}

fn check(told: ToldTransaction) -> Comparison {
    let recipient = Recipient {
        address: ALICE.to_owned(),
        amount: Some(Balance::from_wire("9")),
        ..Recipient::default()
    };
    let withdrawal = MpcWithdrawal { asked: vec![recipient], ..MpcWithdrawal::default() };
    let wallet = PayingWallet { id: Some("w1"), coin: "hteth", addresses: &[] };
    let decoding = LocalDecoding::of_signed(&[told], Some("hteth"));
    let LocalCheck::Compared(comparison) = decoding.check(&withdrawal, None, wallet) else {
        panic!("{decoding:?}")
    };
    comparison
}

#[test]
fn what_is_signed_and_is_another_transaction_is_a_difference() {
    let serialized = eip_1559_on(HOODI, ALICE, 9, &[]);
    let told = |signable: Option<String>| ToldTransaction { serialized: serialized.clone(), signable };
    let agrees = check(told(Some(keccak(&serialized))));
    assert_eq!(agrees.verdict(), BuiltTransaction::Agrees, "{agrees:?}");
    let words = "What is to be signed (signableHex) is another transaction than the one that BitGo reports \
                 (serializedTxHex).";
    assert_eq!(check(told(Some(keccak(&eip_1559_on(HOODI, EVE, 9, &[]))))).certain_differences(), [words]);
    // What is signed is what counts, where it can be read.
    let differs = check(told(Some(eip_1559_on(HOODI, EVE, 9, &[]))));
    let nine = "0.000000000000000009 HTETH";
    let pays = format!("The built transaction pays {nine} to {EVE}, but {nine} to {ALICE} was requested.");
    assert_eq!(differs.certain_differences(), [pays.as_str(), words]);
    assert_eq!(differs.paid()[0].address, EVE);
    let BuiltTransaction::CannotBeCompared(gaps) = check(told(None)).verdict() else { panic!() };
    assert!(gaps.concat().starts_with("Whether what is to be signed (signableHex) belongs"), "{gaps:?}");
}
