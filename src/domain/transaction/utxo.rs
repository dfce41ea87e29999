//! Transactions of Bitcoin and the chains that write them as it does, and PSBT (BIP 174).

use bitcoin::consensus::deserialize;
use bitcoin::{Psbt, Script, Transaction, psbt};

use super::decoded::{DecodedOutput, DecodedTransaction, Destination};
use super::error::NotDecoded;
use crate::domain::address::{AddressNetwork, PayTo, address_paying};
use crate::domain::amount::BaseUnits;

/// What a PSBT begins with.
const PSBT: &[u8] = b"psbt\xff";

/// Every output, change too.
pub(super) fn decode(bytes: &[u8], network: &AddressNetwork) -> Result<DecodedTransaction, NotDecoded> {
    let transaction = if bytes.starts_with(PSBT) {
        Psbt::deserialize(bytes).map_err(not_decoded)?.unsigned_tx
    } else {
        deserialize::<Transaction>(bytes).map_err(|error| NotDecoded::malformed(&error))?
    };
    let output = |output: &bitcoin::TxOut| DecodedOutput {
        to: destination(&output.script_pubkey, network),
        amount: BaseUnits::from(output.value.to_sat()),
        token: None,
    };
    DecodedTransaction::paying(transaction.output.iter().map(output).collect())
}

fn not_decoded(error: psbt::Error) -> NotDecoded {
    match error {
        psbt::Error::Version(_) => NotDecoded::PsbtVersion,
        error => NotDecoded::malformed(&error),
    }
}

fn destination(script: &Script, network: &AddressNetwork) -> Destination {
    if script.is_op_return() {
        return Destination::Data(script.len().saturating_sub(1));
    }
    let bytes = script.as_bytes();
    let pay_to = if script.is_p2pkh() {
        bytes.get(3..23).map(PayTo::KeyHash)
    } else if script.is_p2sh() {
        bytes.get(2..22).map(PayTo::ScriptHash)
    } else {
        let version = script.witness_version().map(bitcoin::WitnessVersion::to_num);
        version.zip(bytes.get(2..)).map(|(version, program)| PayTo::Witness(version, program))
    };
    let address = pay_to.and_then(|it| address_paying(&it, network));
    address.map_or_else(|| Destination::Script(script.to_hex_string()), Destination::Address)
}
