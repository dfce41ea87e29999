//! Transactions of Bitcoin and the chains that write them as it does.

use bitcoin::absolute::LockTime;
use bitcoin::consensus::serialize;
use bitcoin::hashes::Hash;
use bitcoin::transaction::Version;
use bitcoin::{Amount, OutPoint, Psbt, ScriptBuf, Sequence, Transaction, TxIn, TxOut, Txid, Witness};

use super::change::change_address;
use super::payload::Payload;
use super::{psbt_v2, script};
use crate::domain::address::{AddressFamily, AddressNetwork};
use crate::domain::amount::BaseUnits;

/// Pays the recipients in their order, then the wallet what comes back; in a form that is known, or as PSBT of the version
/// that few read. As on the platform a PSBT tells what its inputs bring; a transaction alone, where no witness proves that, does
/// not. None where one cannot be paid on this network.
pub(super) fn build(payload: &Payload<'_>, network: &AddressNetwork, is_known_form: bool) -> Option<Vec<u8>> {
    let paid = payload.pays.iter().map(|(address, amount)| output(address, amount, network));
    let own = change_address(payload.wallet)?;
    let change = payload.change.iter().map(|amount| output(&own, amount, network));
    let transaction = Transaction {
        version: Version::TWO,
        lock_time: LockTime::ZERO,
        input: ["first unspent", "second unspent"].map(|it| input(payload.digest(it))).to_vec(),
        output: paid.chain(change).collect::<Option<_>>()?,
    };
    if !is_known_form {
        return Some(psbt_v2::write(&transaction));
    }
    if !matches!(network.family, Some(AddressFamily::Bitcoin | AddressFamily::Litecoin)) {
        return Some(serialize(&transaction));
    }
    let brought: BaseUnits = payload.pays.iter().map(|(_, amount)| amount).chain(&payload.change).sum();
    let brought: u64 = (brought + payload.fee.clone()).to_string().parse().ok()?;
    let first = brought / 3;
    let mut psbt = Psbt::from_unsigned_tx(transaction).ok()?;
    for (input, value) in psbt.inputs.iter_mut().zip([first, brought - first]) {
        input.witness_utxo = Some(output(&own, &BaseUnits::from(value), network)?);
    }
    Some(psbt.serialize())
}

fn output(address: &str, amount: &BaseUnits, network: &AddressNetwork) -> Option<TxOut> {
    let value = Amount::from_sat(amount.to_string().parse().ok()?);
    Some(TxOut { value, script_pubkey: script::paying(address, network)? })
}

/// An input that exists nowhere.
fn input(hash: [u8; 32]) -> TxIn {
    TxIn {
        previous_output: OutPoint { txid: Txid::from_byte_array(hash), vout: u32::from(hash[0] % 4) },
        script_sig: ScriptBuf::new(),
        sequence: Sequence::ENABLE_RBF_NO_LOCKTIME,
        witness: Witness::new(),
    }
}
