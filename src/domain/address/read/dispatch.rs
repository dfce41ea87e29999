//! Which reader reads which family.

use super::super::account::Account;
use super::super::error::AddressError;
use super::super::family::AddressFamily as F;
use super::{
    algorand, cardano, cashaddr, cosmos, evm, hedera, hexadecimal, names, solana, stacks, stellar, substrate,
    tezos, ton, tron, utxo, xrp,
};

/// The account that this text, without link and query, spells in this family on this net.
pub(in super::super) fn read(body: &str, family: F, is_testnet: bool) -> Result<Account, AddressError> {
    match family {
        F::Bitcoin | F::BitcoinSv | F::BitcoinGold | F::Litecoin | F::Dash | F::Dogecoin | F::Zcash => {
            utxo::read(body, family, is_testnet)
        }
        F::BitcoinCash | F::ECash => cashaddr::read(body, family, is_testnet),
        F::Kaspa => cashaddr::read_kaspa(body, is_testnet),
        F::Evm | F::Rootstock | F::Xdc => evm::read(body, family, is_testnet),
        F::Tron => tron::read(body),
        F::Xrp => xrp::read(body, is_testnet),
        F::Stellar => stellar::read(body),
        F::Algorand => algorand::read(body),
        F::Cosmos(prefix) => cosmos::read(body, prefix, is_testnet),
        F::Avalanche | F::Flare => cosmos::read_p_chain(body, family, is_testnet),
        F::Solana => solana::read(body),
        F::Cardano => cardano::read(body, is_testnet),
        F::Polkadot | F::Polymesh | F::Bittensor => substrate::read(body, family, is_testnet),
        F::Tezos => tezos::read(body),
        F::Hedera => hedera::read(body, is_testnet),
        F::Eos => names::read_eos(body),
        F::Near => names::read_near(body, is_testnet),
        F::Stacks => stacks::read(body, is_testnet),
        F::Casper => hexadecimal::read_casper(body),
        F::Aptos | F::Sui | F::Iota => hexadecimal::read_32_bytes(body, family),
        F::Starknet => hexadecimal::read_starknet(body),
        F::InternetComputer => hexadecimal::read_internet_computer(body),
        F::Ton => ton::read(body, is_testnet),
    }
}
