//! The Stellar network.

use countersign::domain::address::Address;
use countersign::domain::transaction::{FeeKind, NotDecoded};
use stellar_xdr::{
    AlphaNum4, Asset, AssetCode4, BumpSequenceOp, CreateAccountOp, Limits, Memo, MuxedAccount,
    MuxedAccountMed25519, Operation, OperationBody, PaymentOp, Preconditions, SequenceNumber, Transaction,
    TransactionEnvelope, TransactionExt, TransactionV1Envelope, Uint256, WriteXdr,
};

use super::{pays, pays_token, read};

/// SEP-23's account, and the same with a number inside.
const ACCOUNT: &str = "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ";
const MUXED: &str = "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUAAAAAAAAAAAACJUQ";
/// An offer on the network's exchange, of the vendor-neutral SDK's tests.
const OFFER: &str = "AAAAAPQQv+uPYrlCDnjgPyPRgIjB6T8Zb8ANmL8YGAXC2IAgAAAAZAAIteYAAAAHAAAAAAAAAAAAAAABAAAAAAAAAAMAAAAAAAAAAUVVUgAAAAAAUtYuFczBLlsXyEp3q8BbTBpEGINWahqkFbnTPd93YUUAAAAXSHboAAAAABEAACcQAAAAAAAAAKIAAAAAAAAAAcLYgCAAAABAo2tU6n0Bb7bbbpaXacVeaTVbxNMBtnrrXVk2QAOje2Flllk/ORlmQdFU/9c8z43eWh1RNMpI3PscY+yDCnJPBQ==";

fn key() -> Uint256 {
    let bytes = stellar_strkey::ed25519::PublicKey::from_string(ACCOUNT).unwrap().0;
    Uint256(bytes)
}

fn muxed(id: Option<u64>) -> MuxedAccount {
    match id {
        Some(id) => MuxedAccount::MuxedEd25519(MuxedAccountMed25519 { id, ed25519: key() }),
        None => MuxedAccount::Ed25519(key()),
    }
}

fn envelope(bodies: Vec<OperationBody>, memo: Memo) -> Vec<u8> {
    let operations: Vec<Operation> =
        bodies.into_iter().map(|body| Operation { source_account: None, body }).collect();
    let tx = Transaction {
        source_account: muxed(None),
        fee: 100,
        seq_num: SequenceNumber(1),
        cond: Preconditions::None,
        memo,
        operations: operations.try_into().unwrap(),
        ext: TransactionExt::V0,
    };
    let envelope =
        TransactionEnvelope::Tx(TransactionV1Envelope { tx, signatures: vec![].try_into().unwrap() });
    envelope.to_xdr(Limits::none()).unwrap()
}

fn payment(id: Option<u64>, asset: Asset, amount: i64) -> OperationBody {
    OperationBody::Payment(PaymentOp { destination: muxed(id), asset, amount })
}

#[test]
fn payments_and_new_accounts_are_read_with_their_memo() {
    let token = Asset::CreditAlphanum4(AlphaNum4 {
        asset_code: AssetCode4(*b"BST\0"),
        issuer: stellar_xdr::AccountId(stellar_xdr::PublicKey::PublicKeyTypeEd25519(key())),
    });
    let account = OperationBody::CreateAccount(CreateAccountOp {
        destination: stellar_xdr::AccountId(stellar_xdr::PublicKey::PublicKeyTypeEd25519(key())),
        starting_balance: 8,
    });
    let with_id = format!("{ACCOUNT}?memoId=5");
    let with_text = format!("{ACCOUNT}?memo=pay%20%26%20go");
    for (bodies, memo, expected) in [
        (vec![payment(None, Asset::Native, 7)], Memo::None, vec![pays(ACCOUNT, "7")]),
        (vec![payment(None, Asset::Native, 7)], Memo::Id(5), vec![pays(&with_id, "7")]),
        (
            vec![payment(None, Asset::Native, 7)],
            Memo::Text("pay & go".try_into().unwrap()),
            vec![pays(&with_text, "7")],
        ),
        (
            vec![payment(Some(0), token, i64::MAX), account],
            Memo::None,
            vec![pays_token(MUXED, "9223372036854775807", &format!("BST-{ACCOUNT}")), pays(ACCOUNT, "8")],
        ),
    ] {
        let bytes = envelope(bodies, memo);
        for text in [hex::encode(&bytes), data_encoding::BASE64.encode(&bytes)] {
            let decoded = read(&text, "xlm").unwrap();
            assert_eq!(decoded.outputs, expected);
        }
        for output in &expected {
            let countersign::domain::transaction::Destination::Address(text) = &output.to else { panic!() };
            assert_eq!(&Address::parse(text, "xlm").unwrap().normal(), text);
        }
    }
}

#[test]
fn the_fee_is_the_one_that_the_transaction_names() {
    let bytes = envelope(vec![payment(None, Asset::Native, 5), payment(None, Asset::Native, 6)], Memo::None);
    let fee = read(&hex::encode(bytes), "xlm").unwrap().fee.unwrap();
    assert_eq!((fee.amount.to_string().as_str(), fee.kind), ("100", FeeKind::Named));
}

#[test]
fn what_is_no_payment_is_refused() {
    let bump = OperationBody::BumpSequence(BumpSequenceOp { bump_to: SequenceNumber(9) });
    let bytes = envelope(vec![payment(None, Asset::Native, 7), bump], Memo::None);
    let hashed = envelope(vec![payment(None, Asset::Native, 7)], Memo::Hash(stellar_xdr::Hash([1; 32])));
    for text in [hex::encode(bytes), hex::encode(hashed), OFFER.to_owned()] {
        assert!(matches!(read(&text, "xlm"), Err(NotDecoded::Part { .. })), "{:?}", read(&text, "xlm"));
    }
    let mut bytes = envelope(vec![payment(None, Asset::Native, 7)], Memo::None);
    bytes.push(0);
    assert!(matches!(read(&hex::encode(&bytes), "xlm"), Err(NotDecoded::Malformed { .. })));
    bytes.truncate(40);
    assert!(matches!(read(&hex::encode(&bytes), "xlm"), Err(NotDecoded::Malformed { .. })));
}
