//! Calls that pay: of an account, of a token's contract, and of the platform's wallet contracts.

use num_bigint::BigUint;
use sha3::{Digest, Keccak256};

use super::super::decoded::{DecodedOutput, DecodedTransaction, Destination};
use super::super::error::NotDecoded;
use super::words::Words;
use crate::domain::address::evm_address;
use crate::domain::amount::BaseUnits;

/// ERC-20.
const TRANSFER: &str = "transfer(address,uint256)";
/// The wallet contract of the platform, published with its source: a payment, and one of a token.
const SEND: &str = "sendMultiSig(address,uint256,bytes,uint256,uint256,bytes)";
const SEND_TOKEN: &str = "sendMultiSigToken(address,uint256,address,uint256,uint256,bytes)";
/// The contract of the platform that splits a payment of a wallet among many.
const BATCH: &str = "batch(address[],uint256[])";

/// A call: whom, with how much, and with what arguments.
pub(super) struct Call<'a> {
    pub to: [u8; 20],
    pub value: BigUint,
    pub data: &'a [u8],
}

/// What a transaction's call pays.
pub(super) fn payments(call: &Call<'_>) -> Result<DecodedTransaction, NotDecoded> {
    let Some((function, words)) = function(call.data) else { return outputs(call) };
    let is_send = function == selector(SEND);
    if !is_send && function != selector(SEND_TOKEN) {
        return outputs(call);
    }
    // What is sent along stays in the wallet.
    if call.value != BigUint::ZERO {
        return Err(NotDecoded::Part { what: "a payment to the wallet itself" });
    }
    let inner = Call { to: words.address(0)?, value: words.number(1)?, data: &[] };
    let paid = if is_send {
        outputs(&Call { data: words.bytes(2)?, ..inner })?
    } else {
        let token = Some(evm_address(&words.address(2)?));
        DecodedTransaction::paying(vec![output(&inner.to, &inner.value, token)?])?
    };
    Ok(DecodedTransaction { through: Some(evm_address(&call.to)), ..paid })
}

/// What a call pays that a wallet is asked to make.
pub(in super::super) fn decode_call(
    to: [u8; 20],
    amount: &BaseUnits,
    data: &[u8],
) -> Result<DecodedTransaction, NotDecoded> {
    let value = amount.to_string().parse().map_err(|error| NotDecoded::malformed(&error))?;
    outputs(&Call { to, value, data })
}

/// What a call pays that is made by the sender itself, or by its wallet.
fn outputs(call: &Call<'_>) -> Result<DecodedTransaction, NotDecoded> {
    if call.data.is_empty() {
        return DecodedTransaction::paying(vec![output(&call.to, &call.value, None)?]);
    }
    let unknown = || NotDecoded::Call {
        contract: evm_address(&call.to),
        function: hex::encode(call.data.get(..4).unwrap_or(call.data)),
    };
    let (function, words) = function(call.data).ok_or_else(unknown)?;
    if function == selector(TRANSFER) && call.value == BigUint::ZERO {
        let token = Some(evm_address(&call.to));
        return DecodedTransaction::paying(vec![output(&words.address(0)?, &words.number(1)?, token)?]);
    }
    if function == selector(BATCH) {
        let split_by = Some(evm_address(&call.to));
        return Ok(DecodedTransaction { split_by, ..batch(words, &call.value)? });
    }
    Err(unknown())
}

/// The payments of a batch, which have to come to what is sent along.
fn batch(words: Words<'_>, value: &BigUint) -> Result<DecodedTransaction, NotDecoded> {
    let ((recipients, count), (amounts, amount_count)) = (words.list(0)?, words.list(1)?);
    if count != amount_count {
        return Err(NotDecoded::malformed("a batch has not as many amounts as recipients"));
    }
    let mut outputs = Vec::new();
    let mut sum = BigUint::ZERO;
    for at in 0..count {
        let amount = amounts.number(at)?;
        outputs.push(output(&recipients.address(at)?, &amount, None)?);
        sum += amount;
    }
    if sum != *value {
        return Err(NotDecoded::malformed("the payments of a batch do not come to what is sent"));
    }
    DecodedTransaction::paying(outputs)
}

fn output(to: &[u8; 20], amount: &BigUint, token: Option<String>) -> Result<DecodedOutput, NotDecoded> {
    let amount: BaseUnits = amount.to_string().parse().map_err(|error| NotDecoded::malformed(&error))?;
    Ok(DecodedOutput { to: Destination::Address(evm_address(to)), amount, token })
}

/// The four bytes that name a function, and its arguments.
fn function(data: &[u8]) -> Option<([u8; 4], Words<'_>)> {
    let (function, arguments) = data.split_first_chunk::<4>()?;
    Some((*function, Words(arguments)))
}

/// The four bytes that name this function.
fn selector(signature: &str) -> [u8; 4] {
    let hash = Keccak256::digest(signature);
    [hash[0], hash[1], hash[2], hash[3]]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contracts' published interfaces.
    #[test]
    fn functions_are_named_by_their_hash() {
        for (signature, named) in
            [(TRANSFER, "a9059cbb"), (SEND, "39125215"), (SEND_TOKEN, "0dcd7a6c"), (BATCH, "c00c4e9e")]
        {
            assert_eq!(hex::encode(selector(signature)), named, "{signature}");
        }
    }
}
