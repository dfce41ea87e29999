//! Bitcoin's kind.

use countersign::domain::address::{Address, AddressForm};
use countersign::domain::transaction::{Destination, NotDecoded};

use super::{pays, read};

/// BIP 174, the first valid vector: one input, two outputs.
pub const PSBT: &str = "70736274ff0100750200000001268171371edff285e937adeea4b37b78000c0566cbb3ad64641713ca42171bf60000000000feffffff02d3dff505000000001976a914d0c59903c5bac2868760e90fd521a4665aa7652088ac00e1f5050000000017a9143545e6e33b832c47050f24d3eeb93c9c03948bc787b32e1300000100fda5010100000000010289a3c71eab4d20e0371bbba4cc698fa295c9463afa2e397f8533ccb62f9567e50100000017160014be18d152a9b012039daf3da7de4f53349eecb985ffffffff86f8aa43a71dff1448893a530a7237ef6b4608bbb2dd2d0171e63aec6a4890b40100000017160014fe3e9ef1a745e974d902c4355943abcb34bd5353ffffffff0200c2eb0b000000001976a91485cff1097fd9e008bb34af709c62197b38978a4888ac72fef84e2c00000017a914339725ba21efd62ac753a9bcd067d6c7a6a39d05870247304402202712be22e0270f394f568311dc7ca9a68970b8025fdd3b240229f07f8a5f3a240220018b38d7dcd314e734c9276bd6fb40f673325bc4baa144c800d2f2f02db2765c012103d2e15674941bad4a996372cb87e1856d3652606d98562fe39c5e9e7e413f210502483045022100d12b852d85dcd961d2f5f4ab660654df6eedcc794c0c33ce5cc309ffb5fce58d022067338a8e0e1725c197fb1a88af59f51e44e4255b20167c8684031c05d1f2592a01210223b72beef0965d10be0778efecd61fcac6f79a4ea169393380734464f84f2ab300000000000000";

/// BIP 143, the unsigned transaction of "Native P2WPKH".
const UNSIGNED: &str = "0100000002fff7f7881a8099afa6940d42d1e7f6362bec38171ea3edf433541db4e4ad969f0000000000eeffffffef51e1b804cc89d182d279655c3aa89e815b1b309fe287d9b2b55d57b90ec68a0100000000ffffffff02202cb206000000001976a9148280b37df378db99f66f85c95a783a76ac7a6d5988ac9093510d000000001976a9143bde42dbee7e4dbe6a21b2d50ce2f0167faa815988ac11000000";

/// A transaction of one input with these outputs: base units, and the script in hexadecimal.
pub fn transaction(outputs: &[(u64, &str)]) -> String {
    let output = |(amount, script): &(u64, &str)| {
        format!("{}{:02x}{script}", hex::encode(amount.to_le_bytes()), script.len() / 2)
    };
    let all: Vec<String> = outputs.iter().map(output).collect();
    let input = format!("{}0000000000ffffffff", "11".repeat(32));
    format!("0200000001{input}{:02x}{}00000000", all.len(), all.concat())
}

#[test]
fn a_psbt_pays_what_its_transaction_does() {
    let base64 = data_encoding::BASE64.encode(&hex::decode(PSBT).unwrap());
    for text in [PSBT, &base64, &PSBT.to_uppercase(), &format!(" {PSBT}\n")] {
        let outputs = [
            pays("1L2tGENeoh4mSoiUZrSbs1J3jazSdJH9QS", "99999699"),
            pays("36YhUacEtcnkfhSbxwm11wDCexLGBLgJF6", "100000000"),
        ];
        assert_eq!(read(text, "btc").unwrap().outputs, outputs);
    }
    // The hashes that the vector names.
    for (address, hash) in [
        ("1L2tGENeoh4mSoiUZrSbs1J3jazSdJH9QS", "d0c59903c5bac2868760e90fd521a4665aa76520"),
        ("36YhUacEtcnkfhSbxwm11wDCexLGBLgJF6", "3545e6e33b832c47050f24d3eeb93c9c03948bc7"),
    ] {
        assert_eq!(hex::encode(&bs58::decode(address).into_vec().unwrap()[1..21]), hash);
    }
}

#[test]
fn an_unsigned_transaction_is_read_for_every_coin_of_its_kind() {
    for (coin, first) in [
        ("btc", "1Cu32FVupVCgHkMMRJdYJugxwo2Aprgk7H"),
        ("tbtc", "msQzKJatdWdw4rpy8sbv8puHoncseekYCf"),
        ("bch", "bitcoincash:qzpgpvma7dudhx0kd7zujknc8fm2c7ndty6enk84u6"),
    ] {
        let decoded = read(UNSIGNED, coin).unwrap();
        assert_eq!(decoded.outputs[0], pays(first, "112340000"), "{coin}");
        assert_eq!(decoded.outputs.len(), 2);
    }
    for coin in ["btc", "tbtc4", "bch", "bcha", "bsv", "btg", "ltc", "dash", "doge", "tltc"] {
        for output in read(UNSIGNED, coin).unwrap().outputs {
            let Destination::Address(text) = output.to else { panic!("{coin}") };
            let address = Address::parse(&text, coin).unwrap();
            assert_eq!((address.form(), address.normal()), (AddressForm::Checked, text));
        }
    }
}

/// The programs are of BIP 173's and BIP 350's vectors.
#[test]
fn every_kind_of_output_is_told() {
    let text = transaction(&[
        (1, "0014751e76e8199196d454941c45d1b3a323f1433bd6"),
        (2, "00201863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262"),
        (u64::MAX, "512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"),
        (0, "6a0568656c6c6f"),
        (4, "51"),
        (5, "21020202020202020202020202020202020202020202020202020202020202020202ac"),
    ]);
    let decoded = read(&text, "btc").unwrap();
    assert_eq!(
        decoded.outputs[..3],
        [
            pays("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "1"),
            pays("bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3", "2"),
            pays("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "18446744073709551615"),
        ]
    );
    let others: Vec<&Destination> = decoded.outputs[3..].iter().map(|it| &it.to).collect();
    let key = "21020202020202020202020202020202020202020202020202020202020202020202ac".to_owned();
    assert_eq!(
        others,
        [&Destination::Data(6), &Destination::Script("51".to_owned()), &Destination::Script(key)]
    );
    // A chain without witness programs has no address for one.
    let of_doge = read(&text, "doge").unwrap();
    assert!(matches!(of_doge.outputs[0].to, Destination::Script(_)));
}

#[test]
fn what_cannot_be_read_says_why() {
    for text in [&UNSIGNED[2..], &format!("{UNSIGNED}00"), &PSBT[..200], "00", "cHNidP8B"] {
        assert!(matches!(read(text, "btc"), Err(NotDecoded::Malformed { .. })), "{text}");
    }
    for (text, coin, error) in [
        ("", "btc", NotDecoded::Empty),
        ("  0x", "btc", NotDecoded::Empty),
        ("no transaction!", "btc", NotDecoded::Text),
        (&"ab".repeat(32), "btc", NotDecoded::Hash),
        (UNSIGNED, "zec", NotDecoded::Network { network: "Zcash".to_owned() }),
        (UNSIGNED, "sol", NotDecoded::Network { network: "Solana".to_owned() }),
        (UNSIGNED, "no such coin", NotDecoded::Network { network: "no such coin".to_owned() }),
    ] {
        assert_eq!(read(text, coin), Err(error), "{text}");
    }
}
