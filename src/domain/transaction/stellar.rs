//! Transactions of the Stellar network: payments and new accounts.

use stellar_xdr::{
    AlphaNum4, AlphaNum12, Asset, Limits, Memo, MuxedAccount, Operation, OperationBody, ReadXdr,
    TransactionEnvelope,
};

use super::decoded::{DecodedOutput, DecodedTransaction, Destination};
use super::error::NotDecoded;
use super::fee::{FeeKind, NetworkFee};
use crate::domain::amount::BaseUnits;

/// No envelope of a hundred operations nests deeper.
const DEPTH: u32 = 100;

/// Every payment of an envelope; an operation that is none is refused with the whole.
pub(super) fn decode(bytes: &[u8]) -> Result<DecodedTransaction, NotDecoded> {
    let limits = Limits { depth: DEPTH, len: bytes.len() };
    let envelope =
        TransactionEnvelope::from_xdr(bytes, limits).map_err(|error| NotDecoded::malformed(&error))?;
    let (operations, memo, fee) = match &envelope {
        TransactionEnvelope::TxV0(it) => (&it.tx.operations, &it.tx.memo, it.tx.fee),
        TransactionEnvelope::Tx(it) => (&it.tx.operations, &it.tx.memo, it.tx.fee),
        TransactionEnvelope::TxFeeBump(_) => return Err(NotDecoded::Part { what: "a fee bump" }),
    };
    let outputs = operations.iter().map(|it| payment(it, memo)).collect::<Result<_, _>>()?;
    let fee = Some(NetworkFee { amount: BaseUnits::from(u64::from(fee)), kind: FeeKind::Named });
    Ok(DecodedTransaction { fee, ..DecodedTransaction::paying(outputs)? })
}

fn payment(operation: &Operation, memo: &Memo) -> Result<DecodedOutput, NotDecoded> {
    if operation.source_account.is_some() {
        return Err(NotDecoded::Part { what: "an operation of another account" });
    }
    match &operation.body {
        OperationBody::Payment(it) => Ok(DecodedOutput {
            to: Destination::Address(address(&it.destination, memo)?),
            amount: BaseUnits::from(it.amount),
            token: token(&it.asset)?,
        }),
        OperationBody::CreateAccount(it) => Ok(DecodedOutput {
            to: Destination::Address(with_memo(it.destination.to_string(), memo)?),
            amount: BaseUnits::from(it.starting_balance),
            token: None,
        }),
        _ => Err(NotDecoded::Part { what: "an operation that is no payment" }),
    }
}

fn address(account: &MuxedAccount, memo: &Memo) -> Result<String, NotDecoded> {
    with_memo(account.to_string(), memo)
}

/// The account with the memo as the platform writes it.
fn with_memo(account: String, memo: &Memo) -> Result<String, NotDecoded> {
    match memo {
        Memo::None => Ok(account),
        Memo::Id(id) => Ok(format!("{account}?memoId={id}")),
        Memo::Text(text) => {
            let text = std::str::from_utf8(text.as_slice()).map_err(|error| NotDecoded::malformed(&error))?;
            Ok(format!("{account}?memo={}", encoded(text)))
        }
        Memo::Hash(_) | Memo::Return(_) => Err(NotDecoded::Part { what: "a memo that is a hash" }),
    }
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// The code and the issuer of a token, as the platform's tickers have them.
fn token(asset: &Asset) -> Result<Option<String>, NotDecoded> {
    let (code, issuer) = match asset {
        Asset::Native => return Ok(None),
        Asset::CreditAlphanum4(AlphaNum4 { asset_code, issuer }) => (asset_code.as_slice(), issuer),
        Asset::CreditAlphanum12(AlphaNum12 { asset_code, issuer }) => (asset_code.as_slice(), issuer),
    };
    let code =
        std::str::from_utf8(code).map_err(|error| NotDecoded::malformed(&error))?.trim_end_matches('\0');
    if code.chars().all(|letter| letter.is_ascii_alphanumeric()) {
        Ok(Some(format!("{code}-{issuer}")))
    } else {
        Err(NotDecoded::malformed("the code of a token has letters that are not in use"))
    }
}
