//! Contracts of tokens: known addresses that keep what is sent to them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::account::AddressForm;
use super::network::{AddressNetwork, asset_words};
use super::parse::Address;
use crate::domain::coin::{Coin, coins};

/// Tokens by the words of their network and their contract in its normal spelling.
static CONTRACTS: LazyLock<HashMap<(String, String), &'static Coin>> = LazyLock::new(|| {
    let mut contracts = HashMap::new();
    let mut networks: HashMap<&str, AddressNetwork> = HashMap::new();
    for coin in coins().all().iter().filter(|coin| coin.is_token) {
        let Some(contract) = coin.contract.filter(|it| !it.is_empty()) else { continue };
        let network = networks.entry(coin.network).or_insert_with(|| AddressNetwork::of_coin(coin.name));
        // Where the table names an issuer or an asset behind it, that is no address by itself.
        let account = Address::fitting(contract, network);
        let account = account.filter(|it| it.form() != AddressForm::NotKnownHere && it.tag().is_none());
        if let Some(account) = account {
            contracts.entry((network.words.clone(), account.account().to_owned())).or_insert(coin);
        }
    }
    contracts
});

/// The token whose contract or mint this address is, as far as the coin table knows. The first call reads the table.
pub fn token_of_contract(address: &Address) -> Option<&'static Coin> {
    CONTRACTS.get(&(address.network().words.clone(), address.account().to_owned())).copied()
}

/// What to say of an address that is such a contract.
pub fn contract_warning(address: &Address) -> Option<String> {
    let token = token_of_contract(address)?;
    let (name, asset) = (token.full_name, asset_words(token));
    Some(format!(
        "This is the contract of {asset} ({name}), not a recipient. What is sent to it is usually lost."
    ))
}
