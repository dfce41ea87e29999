//! Which decoder decodes which family.

use super::bytes::bytes;
use super::decoded::DecodedTransaction;
use super::error::NotDecoded;
use super::signing::Signing;
use super::{evm, stellar, utxo};
use crate::domain::address::{Address, AddressFamily as F, AddressNetwork};
use crate::domain::amount::BaseUnits;

/// The bytes of a hash.
const HASH: usize = 32;

/// What a transaction of a network pays. The text is hexadecimal or base64, signed or not.
pub fn decode(text: &str, network: &AddressNetwork) -> Result<DecodedTransaction, NotDecoded> {
    let not_known = || NotDecoded::Network { network: network.words.clone() };
    let family = network.family.ok_or_else(not_known)?;
    let read: fn(&[u8], &AddressNetwork) -> Result<DecodedTransaction, NotDecoded> = match family {
        F::Bitcoin
        | F::BitcoinCash
        | F::ECash
        | F::BitcoinSv
        | F::BitcoinGold
        | F::Litecoin
        | F::Dash
        | F::Dogecoin => utxo::decode,
        F::Evm | F::Rootstock | F::Xdc => |bytes, _| evm::decode(bytes),
        F::Stellar => |bytes, _| stellar::decode(bytes),
        _ => return Err(not_known()),
    };
    let bytes = bytes(text)?;
    // A transaction may be as short as a hash; a hash is hardly ever a transaction.
    read(&bytes, network).map_err(|error| if bytes.len() == HASH { NotDecoded::Hash } else { error })
}

/// As [`decode`], of a transaction that is told beside the part of it that is signed (`signableHex`). Where that is another
/// transaction, it is the one that counts, as far as it can be read. `chain` is the number of the network's chain, where it is of
/// the EVM kind.
pub fn decode_signed(
    text: &str,
    signable: Option<&str>,
    network: &AddressNetwork,
    chain: Option<u64>,
) -> Result<DecodedTransaction, NotDecoded> {
    let decoded = decode(text, network)?;
    let (signing, signed_for) = signing(&bytes(text)?, signable, network, chain);
    let other = signable.filter(|_| signing == Signing::Other).and_then(|it| decode(it, network).ok());
    let decoded = other.unwrap_or(decoded);
    Ok(DecodedTransaction { signing, chain: decoded.chain.or(signed_for), ..decoded })
}

/// How what is signed stands to the transaction, and the number of the chain where what is signed alone names it. `chain` is
/// the number of the network's chain.
fn signing(
    transaction: &[u8],
    signable: Option<&str>,
    network: &AddressNetwork,
    chain: Option<u64>,
) -> (Signing, Option<u64>) {
    let Some(signable) = signable.and_then(|it| bytes(it).ok()) else { return (Signing::NotKnown, None) };
    match network.family {
        Some(F::Evm | F::Rootstock | F::Xdc) => evm::signing(transaction, &signable, chain),
        _ if transaction == signable => (Signing::Same, None),
        Some(F::Stellar) => (Signing::NotKnown, None),
        _ => (utxo::signing(transaction, &signable), None),
    }
}

/// What a payment pays that was asked for with data: the data is a call of the contract that gets it. Only chains of the EVM
/// kind have such payments.
pub fn decode_call(
    to: &str,
    amount: &BaseUnits,
    data: &str,
    network: &AddressNetwork,
) -> Result<DecodedTransaction, NotDecoded> {
    let not_known = || NotDecoded::Network { network: network.words.clone() };
    let is_evm = matches!(network.family, Some(F::Evm | F::Rootstock | F::Xdc));
    let contract = Address::parse_for(to, network).ok().filter(|_| is_evm).ok_or_else(not_known)?;
    let account = contract.account().trim_start_matches("0x");
    let account = hex::decode(account).ok().and_then(|it| it.try_into().ok()).ok_or_else(not_known)?;
    evm::decode_call(account, amount, &bytes(data)?)
}
