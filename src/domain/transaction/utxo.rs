//! Transactions of Bitcoin and the chains that write them as it does, and PSBT (BIP 174).

use bitcoin::consensus::deserialize;
use bitcoin::{Psbt, Script, Transaction, psbt};

use super::decoded::{DecodedOutput, DecodedTransaction, Destination};
use super::error::NotDecoded;
use super::signing::Signing;
use super::utxo_fee;
use crate::domain::address::{AddressNetwork, PayTo, address_paying};
use crate::domain::amount::BaseUnits;

/// What a PSBT begins with.
const PSBT: &[u8] = b"psbt\xff";

/// Every output, change too.
pub(super) fn decode(bytes: &[u8], network: &AddressNetwork) -> Result<DecodedTransaction, NotDecoded> {
    let (transaction, fee) = if bytes.starts_with(PSBT) {
        let psbt = Psbt::deserialize(bytes).map_err(not_decoded)?;
        let fee = utxo_fee::of(&psbt, network)?;
        (psbt.unsigned_tx, fee)
    } else {
        // What its inputs bring does not stand in it.
        (deserialize::<Transaction>(bytes).map_err(|error| NotDecoded::malformed(&error))?, None)
    };
    let output = |output: &bitcoin::TxOut| DecodedOutput {
        to: destination(&output.script_pubkey, network),
        amount: BaseUnits::from(output.value.to_sat()),
        token: None,
    };
    let paying = DecodedTransaction::paying(transaction.output.iter().map(output).collect())?;
    Ok(DecodedTransaction { fee, ..paying })
}

/// Whether what is signed is a transaction, and which. A list of hashes tells nothing.
pub(super) fn signing(transaction: &[u8], signable: &[u8]) -> Signing {
    match (unsigned(transaction), unsigned(signable)) {
        (Some(own), Some(signed)) if own.compute_ntxid() == signed.compute_ntxid() => Signing::Same,
        (Some(_), Some(_)) => Signing::Other,
        _ => Signing::NotKnown,
    }
}

fn unsigned(bytes: &[u8]) -> Option<Transaction> {
    if bytes.starts_with(PSBT) {
        return Some(Psbt::deserialize(bytes).ok()?.unsigned_tx);
    }
    deserialize(bytes).ok()
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
