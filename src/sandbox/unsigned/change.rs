//! Where what a transaction takes too much comes back to.

use sha2::{Digest, Sha256};

use crate::domain::address::{AddressFamily as F, AddressNetwork, PayTo, address_over, address_paying};
use crate::sandbox::state::wallet::Wallet;

/// The wallet's address for change: another one than it receives at, as on the platform, over a hash that nobody holds a key
/// to. None where the coin has no such addresses.
pub(crate) fn change_address(wallet: &Wallet) -> Option<String> {
    let hash: [u8; 32] = Sha256::digest(format!("countersign sandbox change of {}", wallet.id)).into();
    let network = AddressNetwork::of_coin(wallet.coin);
    if !matches!(network.family, Some(F::Bitcoin | F::BitcoinCash | F::BitcoinGold | F::Litecoin | F::Dash)) {
        return None;
    }
    address_paying(&PayTo::Witness(0, &hash), &network).or_else(|| address_over(&hash, &network))
}
