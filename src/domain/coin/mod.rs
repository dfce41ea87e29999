//! The coins and tokens of the platform: what each is called, where it lives and how it divides.
//!
//! The facts are read once from `assets/coins.tsv` (the vendor's published `statics` package 58.48.0,
//! Apache-2.0), those of chains of the EVM kind from `assets/evm_chains.tsv` (of the same). A coin that is missing here may still exist on the platform: callers show it by its ticker.

mod evm_chain;
mod facts;
mod network;
mod table;
mod text;

pub use evm_chain::EvmChain;
pub use facts::Coin;
pub use table::{CoinTable, coins};
pub use text::{amount_lines, amount_words, twins_words};
