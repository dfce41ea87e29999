//! Transactions read on this machine: vectors of the standards, what is refused, and any bytes.

mod any_text;
mod bounds;
mod compared;
mod evm;
mod fee;
mod signing;
mod stellar;
mod utxo;

use countersign::domain::address::AddressNetwork;
use countersign::domain::transaction::{DecodedOutput, DecodedTransaction, Destination, NotDecoded, decode};

/// Reads a transaction of a coin.
fn read(text: &str, coin: &str) -> Result<DecodedTransaction, NotDecoded> {
    decode(text, &AddressNetwork::of_coin(coin))
}

/// A payment of the chain's own coin.
fn pays(to: &str, amount: &str) -> DecodedOutput {
    DecodedOutput { to: Destination::Address(to.to_owned()), amount: amount.parse().unwrap(), token: None }
}

/// A payment of a token.
fn pays_token(to: &str, amount: &str, token: &str) -> DecodedOutput {
    DecodedOutput { token: Some(token.to_owned()), ..pays(to, amount) }
}
