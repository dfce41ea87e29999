//! Transactions of the Stellar network.

use stellar_xdr::{
    Asset, FeeBumpTransaction, FeeBumpTransactionEnvelope, FeeBumpTransactionExt, FeeBumpTransactionInnerTx,
    Limits, Memo, MuxedAccount, Operation, OperationBody, PaymentOp, Preconditions, SequenceNumber,
    Transaction, TransactionEnvelope, TransactionExt, TransactionV1Envelope, WriteXdr,
};

use super::payload::Payload;
use crate::domain::address::{Address, AddressNetwork, TagKind};
use crate::domain::amount::BaseUnits;

/// Pays the recipients in their order; as it is, or wrapped so that somebody else pays the fee. None where one cannot be paid
/// there, or where they have not all the same memo: a transaction has one.
pub(super) fn build(payload: &Payload<'_>, network: &AddressNetwork, is_known_form: bool) -> Option<Vec<u8>> {
    let read = |address: &str| Address::parse_for(address, network).ok();
    let pays: Vec<(Address, &BaseUnits)> =
        payload.pays.iter().map(|(address, amount)| Some((read(address)?, amount))).collect::<Option<_>>()?;
    let memo = memo(&pays.first()?.0)?;
    if pays.iter().any(|(address, _)| self::memo(address).as_ref() != Some(&memo)) {
        return None;
    }
    let source: MuxedAccount = read(&payload.wallet.address)?.account().parse().ok()?;
    let operations: Vec<Operation> =
        pays.iter().map(|(address, amount)| payment(address, amount)).collect::<Option<_>>()?;
    let fee: u32 = payload.fee.to_string().parse().ok()?;
    let tx = Transaction {
        source_account: source.clone(),
        fee,
        seq_num: SequenceNumber(i64::from(payload.digest("sequence")[0])),
        cond: Preconditions::None,
        memo,
        operations: operations.try_into().ok()?,
        ext: TransactionExt::V0,
    };
    let envelope = TransactionV1Envelope { tx, signatures: Vec::new().try_into().ok()? };
    let envelope = if is_known_form {
        TransactionEnvelope::Tx(envelope)
    } else {
        TransactionEnvelope::TxFeeBump(FeeBumpTransactionEnvelope {
            tx: FeeBumpTransaction {
                fee_source: source,
                fee: i64::from(fee) * 2,
                inner_tx: FeeBumpTransactionInnerTx::Tx(envelope),
                ext: FeeBumpTransactionExt::V0,
            },
            signatures: Vec::new().try_into().ok()?,
        })
    };
    envelope.to_xdr(Limits::none()).ok()
}

fn payment(address: &Address, amount: &BaseUnits) -> Option<Operation> {
    let is_muxed = address.tag().is_some_and(|tag| tag.kind == TagKind::MuxedId);
    let destination = if is_muxed { address.written() } else { address.account() }.parse().ok()?;
    let amount = amount.to_string().parse().ok()?;
    let body = OperationBody::Payment(PaymentOp { destination, asset: Asset::Native, amount });
    Some(Operation { source_account: None, body })
}

/// What stands beside the account. The number of a muxed one is part of it.
fn memo(address: &Address) -> Option<Memo> {
    let Some(tag) = address.tag() else { return Some(Memo::None) };
    Some(match tag.kind {
        TagKind::Memo => Memo::Id(tag.value.parse().ok()?),
        TagKind::MemoText => Memo::Text(tag.value.as_bytes().to_vec().try_into().ok()?),
        TagKind::DestinationTag | TagKind::MuxedId | TagKind::TransferId => Memo::None,
    })
}
