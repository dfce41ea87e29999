//! The readers, one a form of writing. Each takes the text without link and query and gives the account.

mod algorand;
mod base58;
mod bech;
mod cardano;
mod cashaddr;
mod code;
mod cosmos;
mod dispatch;
pub(super) mod encode;
mod evm;
mod hedera;
mod hexadecimal;
mod names;
mod solana;
mod stacks;
mod stellar;
mod substrate;
mod tezos;
mod ton;
mod tron;
mod utxo;
mod xrp;

pub(super) use dispatch::read;
