//! What writes an address, under one roof for whoever makes them.

pub(in super::super) use super::algorand::encode as algorand;
pub(in super::super) use super::base58::encode as base58;
pub(in super::super) use super::cardano::prefix as cardano_prefix;
pub(in super::super) use super::cashaddr::{encode as cashaddr, prefix as cash_prefix};
pub(in super::super) use super::cosmos::{chain_prefix as p_chain_prefix, prefix as cosmos_prefix};
pub(in super::super) use super::evm::with_checksum as evm_case;
pub(in super::super) use super::hexadecimal::{internet_computer_sum, with_blake_case as casper_case};
pub(in super::super) use super::names::top_level_of as near_top_level;
pub(in super::super) use super::stacks::{encode as stacks, versions as stacks_versions};
pub(in super::super) use super::stellar::encode as stellar;
pub(in super::super) use super::substrate::{encode as substrate, number as substrate_number};
pub(in super::super) use super::tezos::PREFIXES as TEZOS_PREFIXES;
pub(in super::super) use super::ton::encode as ton;
pub(in super::super) use super::utxo::form_of as utxo;
pub(in super::super) use super::xrp::encode as xrp;
