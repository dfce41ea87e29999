//! Transactions of the EVM chains (EIP-1559): calls of a wallet's contract, or payments of an account.

use alloy_rlp::{Encodable, Header};
use jiff::SignedDuration;
use num_bigint::BigUint;

use super::abi::{Argument, call};
use super::payload::Payload;
use crate::domain::coin::{Coin, coins};

const KIND: u8 = 2;
/// What a plain payment takes, and what is more than enough for a call.
const GAS_OF_PAYMENT: u64 = 21_000;
const GAS_OF_CALL: u64 = 400_000;
/// So long a wallet's contract takes the call.
const CALL_LASTS: SignedDuration = SignedDuration::from_hours(24 * 7);
/// Pays the recipients from the wallet's contract, or from the account where several parts of one key sign (MPC); in a way
/// that is known, or with a call that gives leave to take the sum. None where one cannot be paid on this chain.
pub(super) fn build(payload: &Payload<'_>, is_known_form: bool) -> Option<Vec<u8>> {
    let coin = coins().get(payload.wallet.coin)?;
    let pays: Vec<([u8; 20], BigUint)> = payload
        .pays
        .iter()
        .map(|(address, amount)| Some((account(address)?, amount.to_string().parse().ok()?)))
        .collect::<Option<_>>()?;
    let payment = Payment::of(&pays, coin, is_known_form)?;
    let sent = if payload.wallet.is_mpc {
        payment.of_account()
    } else {
        payment.of_contract(account(&payload.wallet.address)?, payload)
    };
    let gas = if sent.data.is_empty() { GAS_OF_PAYMENT } else { GAS_OF_CALL };
    // The price may double before it is taken into a block.
    let price = payload.fee.to_string().parse::<u64>().ok()?.checked_mul(2)?.div_ceil(gas).max(1);
    let nonce = u64::from(payload.digest("nonce")[0]);
    let mut fields = Vec::new();
    for number in [coin.evm_chain()?.number, nonce, 1, price, gas] {
        number.encode(&mut fields);
    }
    sent.to.as_slice().encode(&mut fields);
    // A zero is no byte at all.
    let value = if sent.value == BigUint::ZERO { Vec::new() } else { sent.value.to_bytes_be() };
    value.as_slice().encode(&mut fields);
    sent.data.as_slice().encode(&mut fields);
    // Nobody needs access to anything.
    Header { list: true, payload_length: 0 }.encode(&mut fields);
    let mut bytes = vec![KIND];
    Header { list: true, payload_length: fields.len() }.encode(&mut bytes);
    bytes.extend(fields);
    Some(bytes)
}

/// What is to be paid, before it is known from where.
struct Payment {
    to: [u8; 20],
    value: BigUint,
    data: Vec<u8>,
    /// The token's contract.
    token: Option<[u8; 20]>,
}

impl Payment {
    /// The one payment, or one to the contract that splits it. Several payments of a token are more than one transaction.
    fn of(pays: &[([u8; 20], BigUint)], coin: &Coin, is_known_form: bool) -> Option<Self> {
        let token = if coin.is_token { Some(account(coin.contract?)?) } else { None };
        let (first, amount) = pays.first()?;
        if !is_known_form {
            let arguments = [Argument::Address(*first), Argument::Number(amount.clone())];
            let data = call("approve(address,uint256)", &arguments);
            return Some(Self { to: token.unwrap_or(*first), value: BigUint::ZERO, data, token: None });
        }
        if pays.len() == 1 {
            return Some(Self { to: *first, value: amount.clone(), data: Vec::new(), token });
        }
        let (addresses, amounts) = pays.iter().cloned().unzip();
        let arguments = [Argument::Addresses(addresses), Argument::Numbers(amounts)];
        let data = call("batch(address[],uint256[])", &arguments);
        let to = account(coin.evm_chain()?.batcher?)?;
        let value = pays.iter().map(|(_, amount)| amount).sum();
        token.is_none().then_some(Self { to, value, data, token })
    }

    /// Sent by an account.
    fn of_account(self) -> Sent {
        match self.token {
            Some(token) => {
                let arguments = [Argument::Address(self.to), Argument::Number(self.value)];
                Sent { to: token, value: BigUint::ZERO, data: call("transfer(address,uint256)", &arguments) }
            }
            None => Sent { to: self.to, value: self.value, data: self.data },
        }
    }

    /// Sent by the wallet's contract. The platform publishes its source; the last argument is the first signature.
    fn of_contract(self, contract: [u8; 20], payload: &Payload<'_>) -> Sent {
        use Argument::{Address, Bytes, Number};
        let expires = payload.created.saturating_add(CALL_LASTS).unwrap_or(payload.created).as_second();
        let expires = Number(BigUint::from(u64::try_from(expires).unwrap_or_default()));
        let [a, b, ..] = payload.digest("sequence");
        let sequence = Number(BigUint::from(u16::from_be_bytes([a, b])));
        let (to, value) = (Address(self.to), Number(self.value));
        let data = match self.token {
            Some(token) => call(
                "sendMultiSigToken(address,uint256,address,uint256,uint256,bytes)",
                &[to, value, Address(token), expires, sequence, Bytes(Vec::new())],
            ),
            None => call(
                "sendMultiSig(address,uint256,bytes,uint256,uint256,bytes)",
                &[to, value, Bytes(self.data), expires, sequence, Bytes(Vec::new())],
            ),
        };
        Sent { to: contract, value: BigUint::ZERO, data }
    }
}

/// What the transaction itself says.
struct Sent {
    to: [u8; 20],
    value: BigUint,
    data: Vec<u8>,
}

/// The bytes of an address.
fn account(address: &str) -> Option<[u8; 20]> {
    let mut bytes = [0; 20];
    hex::decode_to_slice(address.strip_prefix("0x")?, &mut bytes).ok()?;
    Some(bytes)
}
