//! The EVM chains.

use alloy_rlp::{Encodable, Header};
use countersign::domain::transaction::NotDecoded;
use sha3::{Digest, Keccak256};

use super::{pays, pays_token, read};

/// EIP-155, the example: to be signed, and signed.
pub const EIP_155: &str =
    "ec098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a764000080018080";
pub const EIP_155_SIGNED: &str = "f86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83";
/// A payment of EIP-1559's kind on the main network, with its hash.
const EIP_1559: &str = "02f872018307910d808507204d2cb1827d0094388c818ca8b9251b393131c08a736a67ccb19297880320d04823e2701c80c001a0cf024f4815304df2867a1a74e9d2707b6abda0337d2d54a4438d453f4160f190a07ac0e6b3bc9395b5b9c8b9e6d77204a236577a5b18467b9175c01de4faa208d9";
const EIP_1559_HASH: &str = "86718885c4b4218c6af87d3d0b0d83e3cc465df2a05c048aa4db9f1a6f9de91f";
/// The call of the wallet contract in a transaction of the main network (d8d81b03…e0186b).
const SEND: &str = "3912521500000000000000000000000085e323e41cfff4ea8b7668f8c591dcbc6d40185e000000000000000000000000000000000000000000000000a7c3416a6470dc0000000000000000000000000000000000000000000000000000000000000000c0000000000000000000000000000000000000000000000000000000005cdcbce0000000000000000000000000000000000000000000000000000000000000496800000000000000000000000000000000000000000000000000000000000000e00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000004115835c239bcae9655b584463af1ec5b4920eed04edfeedef030a9e92ef5ef8b83032f4a209c00ea627ba6e0129f158085833348cc6f4987313f8f0eea33013391b00000000000000000000000000000000000000000000000000000000000000";

const WALLET: &str = "0x8F8E53EA6ba59Cf6eE5e0d7D7AaeCe3de46cdF4d";
const TOKEN: &str = "0xdAC17F958D2ee523a2206206994597C13D831ec7";
const ALICE: &str = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
const BOB: &str = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359";

pub fn account(text: &str) -> Vec<u8> {
    hex::decode(text.trim_start_matches("0x")).unwrap()
}

fn word(number: u128) -> Vec<u8> {
    [&[0; 16][..], &number.to_be_bytes()].concat()
}

fn address_word(text: &str) -> Vec<u8> {
    [&[0; 12][..], &account(text)].concat()
}

/// Bytes behind their length, filled up to whole words.
fn bytes_words(bytes: &[u8]) -> Vec<u8> {
    let mut words = [word(bytes.len() as u128), bytes.to_vec()].concat();
    words.resize(words.len().next_multiple_of(32), 0);
    words
}

fn call(signature: &str, words: &[Vec<u8>]) -> Vec<u8> {
    [&Keccak256::digest(signature)[..4], &words.concat()].concat()
}

pub fn transfer(to: &str, amount: u128) -> Vec<u8> {
    call("transfer(address,uint256)", &[address_word(to), word(amount)])
}

pub fn send(to: &str, value: u128, data: &[u8]) -> Vec<u8> {
    let (data, signature) = (bytes_words(data), bytes_words(&[7; 65]));
    let words = [
        address_word(to),
        word(value),
        word(0xc0),
        word(1),
        word(2),
        word(0xc0 + data.len() as u128),
        data,
        signature,
    ];
    call("sendMultiSig(address,uint256,bytes,uint256,uint256,bytes)", &words)
}

pub fn send_token(to: &str, value: u128, token: &str) -> Vec<u8> {
    let words = [
        address_word(to),
        word(value),
        address_word(token),
        word(1),
        word(2),
        word(0xc0),
        bytes_words(&[7; 65]),
    ];
    call("sendMultiSigToken(address,uint256,address,uint256,uint256,bytes)", &words)
}

pub fn batch(payments: &[(&str, u128)]) -> Vec<u8> {
    let count = payments.len() as u128;
    let mut words = vec![word(0x40), word(0x60 + 32 * count), word(count)];
    words.extend(payments.iter().map(|(to, _)| address_word(to)));
    words.push(word(count));
    words.extend(payments.iter().map(|(_, amount)| word(*amount)));
    call("batch(address[],uint256[])", &words)
}

/// A list of fields, each as bytes; those without a value are empty lists.
pub fn list(fields: &[Option<Vec<u8>>]) -> Vec<u8> {
    let mut inner = Vec::new();
    for field in fields {
        match field {
            Some(bytes) => bytes.as_slice().encode(&mut inner),
            None => inner.push(0xc0),
        }
    }
    let mut out = Vec::new();
    Header { list: true, payload_length: inner.len() }.encode(&mut out);
    [out, inner].concat()
}

/// A number without zeros ahead.
pub fn plain(number: u128) -> Vec<u8> {
    number.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect()
}

/// An unsigned transaction of EIP-1559's kind.
pub fn eip_1559(to: &str, value: u128, data: &[u8]) -> String {
    eip_1559_on(17_000, to, value, data)
}

/// The same on the chain of this number. It costs nothing.
pub fn eip_1559_on(chain: u128, to: &str, value: u128, data: &[u8]) -> String {
    eip_1559_priced(chain, to, value, data, [0, 21_000])
}

/// The same with this highest price of gas and this limit.
pub fn eip_1559_priced(chain: u128, to: &str, value: u128, data: &[u8], [fee, gas]: [u128; 2]) -> String {
    let [chain, nonce, tip, fee, gas] = [chain, 3, 1, fee, gas].map(|it| Some(plain(it)));
    let fields =
        [chain, nonce, tip, fee, gas, Some(account(to)), Some(plain(value)), Some(data.to_vec()), None];
    hex::encode([vec![2], list(&fields)].concat())
}

/// A legacy one without chain, which counts on every chain. It costs nothing.
pub fn legacy(to: &str, value: u128) -> String {
    let [nonce, price, gas] = [3, 0, 21_000].map(|it| Some(plain(it)));
    hex::encode(list(&[nonce, price, gas, Some(account(to)), Some(plain(value)), Some(vec![])]))
}

/// A call of a wallet contract that pays a token.
pub fn send_example() -> Vec<u8> {
    send(TOKEN, 0, &transfer(BOB, 70))
}

#[test]
fn the_vectors_of_the_standards_are_read() {
    let to = "0x3535353535353535353535353535353535353535";
    for (text, to, value, chain) in [
        (EIP_155, to, "1000000000000000000", Some(1)),
        (EIP_155_SIGNED, to, "1000000000000000000", Some(1)),
        (EIP_1559, "0x388C818CA8B9251b393131C08a736A67ccB19297", "225408989626789916", Some(1)),
    ] {
        for text in [text.to_owned(), format!("0x{text}")] {
            let decoded = read(&text, "eth").unwrap();
            assert_eq!((decoded.outputs, decoded.chain), (vec![pays(to, value)], chain));
            assert_eq!((decoded.through, decoded.split_by), (None, None));
        }
    }
    assert_eq!(hex::encode(Keccak256::digest(hex::decode(EIP_1559).unwrap())), EIP_1559_HASH);
    // EIP-2930 has one fee, and its list of accesses in another place.
    let fields = [1, 3, 2, 21_000].map(|it| Some(plain(it)));
    let rest = [Some(account(ALICE)), Some(plain(5)), Some(vec![]), None];
    let text = hex::encode([vec![1], list(&[fields, rest].concat())].concat());
    assert_eq!(read(&text, "eth").unwrap().outputs, [pays(ALICE, "5")]);
}

#[test]
fn a_wallet_contract_pays_what_its_call_says() {
    let decoded = read(&eip_1559(WALLET, 0, &hex::decode(SEND).unwrap()), "eth").unwrap();
    let to = "0x85e323E41CFFF4Ea8B7668F8C591DcBc6D40185e";
    assert_eq!(decoded.outputs[0].amount.to_string(), "12088577750000000000");
    assert!(
        matches!(&decoded.outputs[0].to, countersign::domain::transaction::Destination::Address(it) if it.eq_ignore_ascii_case(to))
    );
    assert_eq!((decoded.through.as_deref(), decoded.chain), (Some(WALLET), Some(17_000)));
    for (data, expected) in [
        (send(ALICE, 9, &[]), vec![pays(ALICE, "9")]),
        (send(TOKEN, 0, &transfer(BOB, 70)), vec![pays_token(BOB, "70", TOKEN)]),
        (send_token(BOB, 80, TOKEN), vec![pays_token(BOB, "80", TOKEN)]),
        (send(WALLET, 30, &batch(&[(ALICE, 10), (BOB, 20)])), vec![pays(ALICE, "10"), pays(BOB, "20")]),
    ] {
        let decoded = read(&eip_1559(WALLET, 0, &data), "hteth").unwrap();
        assert_eq!((decoded.outputs, decoded.through.as_deref()), (expected, Some(WALLET)));
    }
    // Who splits a sum is named: only the platform's own contract is known to.
    let data = send(TOKEN, 30, &batch(&[(ALICE, 10), (BOB, 20)]));
    assert_eq!(read(&eip_1559(WALLET, 0, &data), "eth").unwrap().split_by.as_deref(), Some(TOKEN));
    // A token is paid from the account itself too.
    let decoded = read(&eip_1559(TOKEN, 0, &transfer(ALICE, 5)), "eth").unwrap();
    assert_eq!((decoded.outputs, decoded.through), (vec![pays_token(ALICE, "5", TOKEN)], None));
}

#[test]
fn a_call_that_is_not_known_is_no_payment() {
    let malformed = |error: &NotDecoded| matches!(error, NotDecoded::Malformed { .. });
    let call = |error: &NotDecoded| matches!(error, NotDecoded::Call { .. });
    let part = |error: &NotDecoded| matches!(error, NotDecoded::Part { .. });
    let approve = super::evm::call("approve(address,uint256)", &[address_word(ALICE), word(1)]);
    let mut dirty = transfer(ALICE, 5);
    dirty[4] = 1;
    let cut = |mut data: Vec<u8>, off: usize| {
        data.truncate(data.len() - off);
        data
    };
    let nested = send(WALLET, 0, &send(ALICE, 9, &[]));
    let far = super::evm::call(
        "sendMultiSig(address,uint256,bytes,uint256,uint256,bytes)",
        &[address_word(ALICE), word(9), vec![0xff; 32], word(1), word(2), vec![0xff; 32]],
    );
    for (to, value, data, is_right) in [
        (TOKEN, 0, approve.clone(), &call as &dyn Fn(&NotDecoded) -> bool),
        (TOKEN, 0, vec![1, 2], &call),
        (TOKEN, 1, transfer(ALICE, 5), &call),
        (TOKEN, 0, dirty, &malformed),
        (TOKEN, 0, cut(transfer(ALICE, 5), 1), &malformed),
        (WALLET, 1, send(ALICE, 9, &[]), &part),
        (WALLET, 0, send(TOKEN, 0, &approve), &call),
        (WALLET, 0, send(TOKEN, 1, &transfer(ALICE, 5)), &call),
        (WALLET, 0, nested, &call),
        (WALLET, 0, far, &malformed),
        (WALLET, 0, send(WALLET, 31, &batch(&[(ALICE, 10), (BOB, 20)])), &malformed),
        (WALLET, 0, cut(send(WALLET, 30, &batch(&[(ALICE, 10), (BOB, 20)])), 400), &malformed),
    ] {
        let error = read(&eip_1559(to, value, &data), "eth").unwrap_err();
        assert!(is_right(&error), "{error}: {}", hex::encode(&data));
    }
    let words = read(&eip_1559(TOKEN, 0, &approve), "eth").unwrap_err().to_string();
    assert_eq!(
        words,
        format!(
            "The transaction calls the contract {TOKEN} with a function that is not known here (095ea7b3)."
        )
    );
}

#[test]
fn an_envelope_that_is_not_right_is_refused() {
    let fields = |to: Vec<u8>, value: Vec<u8>| {
        let [nonce, price, gas] = [3, 2, 21_000].map(|it| Some(plain(it)));
        hex::encode(list(&[nonce, price, gas, Some(to), Some(value), Some(vec![])]))
    };
    assert_eq!(read(&fields(account(ALICE), plain(7)), "eth").unwrap().chain, None);
    assert_eq!(read(&fields(vec![], plain(7)), "eth"), Err(NotDecoded::Creation));
    assert_eq!(read("03c0", "eth"), Err(NotDecoded::Type { kind: 3 }));
    assert_eq!(read(&"11".repeat(32), "eth"), Err(NotDecoded::Hash));
    for text in [
        fields(vec![1; 19], plain(7)),
        fields(account(ALICE), vec![0, 7]),
        fields(account(ALICE), vec![9; 33]),
        format!("{}00", fields(account(ALICE), plain(7))),
        EIP_155[..80].to_owned(),
        EIP_1559[..100].to_owned(),
        "02c0".to_owned(),
        "c0".to_owned(),
        "8180".to_owned(),
        "02".to_owned(),
        "ffffffffffffffffff".to_owned(),
    ] {
        assert!(matches!(read(&text, "eth"), Err(NotDecoded::Malformed { .. })), "{text}");
    }
}
