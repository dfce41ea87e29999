//! What the sandbox's chains take for a transaction.

use crate::domain::address::{AddressFamily, AddressNetwork};
use crate::domain::amount::BaseUnits;

/// All of the gas of a payment at one gwei.
const OF_GAS: u64 = 21_000_000_000_000;
const OF_OTHERS: u64 = 1_200;

/// The usual fee, in base units of the chain's own coin.
pub(crate) fn usual_fee(coin: &str) -> BaseUnits {
    let is_gas = matches!(
        AddressNetwork::of_coin(coin).family,
        Some(AddressFamily::Evm | AddressFamily::Rootstock | AddressFamily::Xdc)
    );
    BaseUnits::from(if is_gas { OF_GAS } else { OF_OTHERS })
}
