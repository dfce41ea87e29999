//! Partly signed transactions of version 2 (BIP 370), which have no transaction in one piece inside.

use bitcoin::Transaction;
use bitcoin::consensus::serialize;

const MAGIC: &[u8] = b"psbt\xff";

// Of the whole.
const TX_VERSION: u8 = 0x02;
const INPUT_COUNT: u8 = 0x04;
const OUTPUT_COUNT: u8 = 0x05;
const PSBT_VERSION: u8 = 0xfb;
// Of an input.
const PREVIOUS_TXID: u8 = 0x0e;
const OUTPUT_INDEX: u8 = 0x0f;
// Of an output.
const AMOUNT: u8 = 0x03;
const SCRIPT: u8 = 0x04;

/// The transaction with nothing signed. At most 252 inputs and outputs, so that a count is one byte.
pub(super) fn write(transaction: &Transaction) -> Vec<u8> {
    let count = |number: usize| vec![u8::try_from(number).unwrap_or(u8::MAX)];
    let mut bytes = MAGIC.to_vec();
    let mut map = |fields: &[(u8, Vec<u8>)]| {
        for (kind, value) in fields {
            bytes.extend([1, *kind]);
            // Bytes behind their length, as Bitcoin writes them.
            bytes.extend(serialize(value));
        }
        bytes.push(0);
    };
    map(&[
        (TX_VERSION, serialize(&transaction.version)),
        (INPUT_COUNT, count(transaction.input.len())),
        (OUTPUT_COUNT, count(transaction.output.len())),
        (PSBT_VERSION, 2_u32.to_le_bytes().to_vec()),
    ]);
    for input in &transaction.input {
        let spent = input.previous_output;
        map(&[(PREVIOUS_TXID, serialize(&spent.txid)), (OUTPUT_INDEX, spent.vout.to_le_bytes().to_vec())]);
    }
    for output in &transaction.output {
        map(&[(AMOUNT, serialize(&output.value)), (SCRIPT, output.script_pubkey.to_bytes())]);
    }
    bytes
}
