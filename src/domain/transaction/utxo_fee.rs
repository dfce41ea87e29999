//! The fee of a PSBT: what its inputs bring, less what its outputs pay (BIP 174).

use bitcoin::{Amount, Psbt, Script, Transaction, TxIn, TxOut, psbt};

use super::error::NotDecoded;
use super::fee::{FeeKind, NetworkFee};
use crate::domain::address::{AddressFamily as F, AddressNetwork};
use crate::domain::amount::BaseUnits;

/// The fee, where every input tells what it brings.
pub(super) fn of(psbt: &Psbt, network: &AddressNetwork) -> Result<Option<NetworkFee>, NotDecoded> {
    let inputs = psbt.unsigned_tx.input.iter().zip(&psbt.inputs);
    let values = inputs.map(|(input, told)| value(input, told, network)).collect::<Result<Vec<_>, _>>()?;
    let Some(values) = values.into_iter().collect::<Option<Vec<Amount>>>() else { return Ok(None) };
    let units = |amount: Amount| BaseUnits::from(amount.to_sat());
    let brought: BaseUnits = values.into_iter().map(units).sum();
    let paid: BaseUnits = psbt.unsigned_tx.output.iter().map(|it| units(it.value)).sum();
    let amount = brought - paid;
    if amount.is_negative() {
        return Err(NotDecoded::malformed("it pays more than its inputs bring"));
    }
    Ok(Some(NetworkFee { amount, kind: FeeKind::Exact }))
}

/// What an input brings. The transaction that it spends proves it by its ID; the output alone is proven by the signature,
/// where that covers the amount.
fn value(input: &TxIn, told: &psbt::Input, network: &AddressNetwork) -> Result<Option<Amount>, NotDecoded> {
    let proven = told.non_witness_utxo.as_ref().map(|it| spent(input, it)).transpose()?;
    let Some(alone) = &told.witness_utxo else { return Ok(proven.map(|it| it.value)) };
    match proven {
        Some(proven) if proven != alone => {
            Err(NotDecoded::malformed("an input tells two outputs that it spends"))
        }
        Some(_) => Ok(Some(alone.value)),
        None => Ok(signs_amount(alone, told.redeem_script.as_deref(), network).then_some(alone.value)),
    }
}

fn spent<'a>(input: &TxIn, transaction: &'a Transaction) -> Result<&'a TxOut, NotDecoded> {
    let place = input.previous_output;
    let output = usize::try_from(place.vout).ok().and_then(|at| transaction.output.get(at));
    let output = output.filter(|_| transaction.compute_txid() == place.txid);
    output.ok_or_else(|| NotDecoded::malformed("an input tells another transaction than it spends"))
}

/// Whether a signature covers the amount: with a witness (BIP 143, BIP 341), and on chains that took that over for all
/// signatures when they split off.
fn signs_amount(output: &TxOut, redeem_script: Option<&Script>, network: &AddressNetwork) -> bool {
    let script = &output.script_pubkey;
    let is_nested = || redeem_script.is_some_and(|it| it.is_witness_program() && it.to_p2sh() == *script);
    let is_forked = matches!(network.family, Some(F::BitcoinCash | F::ECash | F::BitcoinSv | F::BitcoinGold));
    is_forked || script.is_witness_program() || is_nested()
}
