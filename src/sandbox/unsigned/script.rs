//! What the output of a transaction of Bitcoin's kind says for an address.

use bech32::{Fe32, Fe32IterExt, segwit};
use bitcoin::hashes::Hash;
use bitcoin::{PubkeyHash, ScriptBuf, ScriptHash, WitnessProgram, WitnessVersion};

use crate::domain::address::{Address, AddressNetwork, PayTo, address_paying};

/// The letters of a checksum of cashaddr, and the bytes of one of base58.
const CASH_CHECKSUM: usize = 8;
const BASE58_CHECKSUM: usize = 4;
const HASH: usize = 20;

/// The script that pays to an address. None where it is none of this network.
pub(super) fn paying(address: &str, network: &AddressNetwork) -> Option<ScriptBuf> {
    let address = Address::parse_for(address, network).ok()?;
    let account = address.account();
    if let Ok((_, version, program)) = segwit::decode(account) {
        let version = WitnessVersion::try_from(version.to_u8()).ok()?;
        return Some(ScriptBuf::new_witness_program(&WitnessProgram::new(version, &program).ok()?));
    }
    let hash = match account.split_once(':') {
        Some((_, letters)) => cash_hash(letters)?,
        None => base58_hash(account)?,
    };
    // Which of the two it is stands in the prefix.
    let is_of_key = address_paying(&PayTo::KeyHash(&hash), network).as_deref() == Some(account);
    Some(if is_of_key {
        ScriptBuf::new_p2pkh(&PubkeyHash::from_byte_array(hash))
    } else {
        ScriptBuf::new_p2sh(&ScriptHash::from_byte_array(hash))
    })
}

fn cash_hash(letters: &str) -> Option<[u8; HASH]> {
    let payload = letters.get(..letters.len().checked_sub(CASH_CHECKSUM)?)?;
    let letters: Vec<Fe32> = payload.chars().map(|it| Fe32::from_char(it).ok()).collect::<Option<_>>()?;
    // The first byte says which kind it is.
    let bytes: Vec<u8> = letters.into_iter().fes_to_bytes().skip(1).collect();
    bytes.get(..HASH)?.try_into().ok()
}

fn base58_hash(account: &str) -> Option<[u8; HASH]> {
    let bytes = bs58::decode(account).into_vec().ok()?;
    let end = bytes.len().checked_sub(BASE58_CHECKSUM)?;
    bytes.get(end.checked_sub(HASH)?..end)?.try_into().ok()
}
