//! Any text and any bytes: read or refused, never a panic.

use countersign::domain::address::AddressNetwork;
use countersign::domain::transaction::{MOST_BYTES, NotDecoded, decode_signed};
use proptest::prelude::*;

use super::any_text::{COINS, holds_of_any_text};
use super::read;

/// What is signed beside a transaction that can be read.
fn holds_of_any_signed_text(text: &str) {
    holds_of_any_text(text);
    for (whole, coin) in [(super::utxo::PSBT, "btc"), (super::evm::EIP_155, "eth"), (text, "eth")] {
        let _any = decode_signed(whole, Some(text), &AddressNetwork::of_coin(coin), Some(1));
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>(), bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        holds_of_any_signed_text(&text);
        holds_of_any_signed_text(&hex::encode(&bytes));
        for front in ["70736274ff01", "0200000001", "02f8", "f8", "00000002"] {
            holds_of_any_signed_text(&format!("{front}{}", hex::encode(&bytes)));
        }
    }

    /// A right one with one byte changed, or cut off.
    #[test]
    fn no_broken_transaction_panics(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let of_bitcoin = super::utxo::transaction(&[(1, "0014751e76e8199196d454941c45d1b3a323f1433bd6"), (2, "51")]);
        let of_evm = super::evm::eip_1559("0xdAC17F958D2ee523a2206206994597C13D831ec7", 5, &super::evm::send_example());
        for text in [of_bitcoin, of_evm, super::utxo::PSBT.to_owned()] {
            let mut bytes = hex::decode(text).unwrap();
            let at = at.index(bytes.len());
            if cut { bytes.truncate(at) } else { bytes[at] = byte }
            holds_of_any_signed_text(&hex::encode(bytes));
        }
    }
}

#[test]
fn a_transaction_has_an_end() {
    let long = "0".repeat(2 * MOST_BYTES + 2);
    for coin in COINS {
        assert_eq!(read(&long, coin), Err(NotDecoded::TooLong));
    }
    // As long as one may be: of a length that is not there, and of very many empty fields.
    let payload = MOST_BYTES - 4;
    let many = format!("fa{payload:06x}{}", "c0".repeat(payload));
    for (text, coin) in [(&many, "eth"), (&"01".repeat(MOST_BYTES), "btc"), (&"00".repeat(MOST_BYTES), "xlm")]
    {
        assert!(matches!(read(text, coin), Err(NotDecoded::Malformed { .. })), "{coin}");
    }
}
