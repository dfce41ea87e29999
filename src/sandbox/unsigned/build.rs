//! Which chain's rules a transaction is written by.

use super::payload::Payload;
use super::{evm, stellar, utxo};
use crate::domain::address::{AddressFamily as F, AddressNetwork};

/// The transaction in hexadecimal, in a form that is known or in one that is not. Of a coin whose transactions the sandbox does
/// not write, and for recipients who have no address there, the text stands for one: three hashes.
pub(crate) fn hex(payload: &Payload<'_>, is_known_form: bool) -> String {
    let network = AddressNetwork::of_coin(payload.wallet.coin);
    let built = match network.family {
        Some(F::Bitcoin | F::BitcoinCash | F::BitcoinGold | F::Litecoin | F::Dash) => {
            utxo::build(payload, &network, is_known_form)
        }
        Some(F::Evm | F::Rootstock) => evm::build(payload, is_known_form),
        Some(F::Stellar) => stellar::build(payload, &network, is_known_form),
        _ => None,
    };
    hex::encode(built.unwrap_or_else(|| ["a", "b", "c"].map(|part| payload.digest(part)).concat()))
}
