//! Addresses made over given bytes: valid ones that nobody holds the keys to, for tests and for the sandbox.

use bech32::{Bech32, Hrp, segwit};

use super::family::AddressFamily as F;
use super::network::AddressNetwork;
use super::read::encode as of;

/// The address of a network over 32 bytes, checksum and all. Nobody holds its key if nobody chose the bytes: take them
/// from a hash. Where a family has several kinds, the byte's parity chooses between the two most used.
pub fn address_over(bytes: &[u8; 32], network: &AddressNetwork) -> Option<String> {
    let (family, is_testnet) = (network.family?, network.is_testnet);
    let hash = bytes.get(..20)?;
    let is_odd = bytes[31] & 1 == 1;
    let bech = |prefix: &str, bytes: &[u8]| bech32::encode::<Bech32>(Hrp::parse(prefix).ok()?, bytes).ok();
    if let Some(form) = of::utxo(family, is_testnet) {
        let version = if is_odd { form.key } else { form.scripts.first()? };
        return match (family, form.bech) {
            (F::BitcoinCash | F::ECash, _) => {
                Some(of::cashaddr(of::cash_prefix(family, is_testnet), if is_odd { 0 } else { 8 }, hash))
            }
            (_, Some(prefix)) if is_odd => segwit::encode_v0(Hrp::parse(prefix).ok()?, hash).ok(),
            _ => Some(of::base58(&[version, hash].concat())),
        };
    }
    let address = match family {
        F::Evm | F::Rootstock | F::Xdc => format!("0x{}", of::evm_case(&hex::encode(hash), "")),
        F::Tron => of::base58(&[&[0x41], hash].concat()),
        F::Xrp => of::xrp(&[&[0], hash].concat()),
        F::Stellar => of::stellar(bytes),
        F::Algorand => of::algorand(bytes),
        F::Cosmos(main) => bech(of::cosmos_prefix(main, is_testnet), hash)?,
        F::Avalanche | F::Flare => format!("P-{}", bech(of::p_chain_prefix(family, is_testnet), hash)?),
        F::Solana => bs58::encode(bytes).into_string(),
        F::Cardano => {
            let header = 0x60 | u8::from(!is_testnet);
            bech(of::cardano_prefix(is_testnet), &[&[header], bytes.get(..28)?].concat())?
        }
        F::Polkadot | F::Polymesh | F::Bittensor => {
            of::substrate(of::substrate_number(family, is_testnet), bytes)
        }
        F::Tezos => of::base58(&[of::TEZOS_PREFIXES.first()?, hash].concat()),
        F::Hedera => format!("0.0.{}", number(bytes) % 9_000_000 + 1_000_000),
        F::Eos => letters(bytes, "abcdefghijklmnopqrstuvwxyz12345", 12),
        F::Near if is_odd => hex::encode(bytes),
        F::Near => {
            let ending = if is_testnet { "testnet" } else { "near" };
            format!("{}.{ending}", letters(bytes, "abcdefghijklmnopqrstuvwxyz0123456789", 10))
        }
        F::Stacks => of::stacks(*of::stacks_versions(is_testnet).first()?, hash),
        F::Casper => format!("01{}", of::casper_case(&hex::encode(bytes))?),
        F::Aptos | F::Sui | F::Iota => format!("0x{}", hex::encode(bytes)),
        // The highest bits are left out: a field element has 251.
        F::Starknet => format!("0x00{}", hex::encode(bytes.get(1..)?)),
        F::InternetComputer => {
            let hash = bytes.get(..28)?;
            hex::encode([of::internet_computer_sum(hash).as_slice(), hash].concat())
        }
        F::Ton => of::ton(0, bytes, is_testnet),
        F::Kaspa => of::cashaddr(of::cash_prefix(family, is_testnet), 0, bytes),
        _ => return None,
    };
    Some(address)
}

/// The first bytes as a number.
fn number(bytes: &[u8; 32]) -> u64 {
    bytes.iter().take(7).fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

/// So many letters of an alphabet, chosen by the bytes.
fn letters(bytes: &[u8; 32], alphabet: &str, count: usize) -> String {
    let size = alphabet.len();
    bytes.iter().take(count).filter_map(|byte| alphabet.chars().nth(usize::from(*byte) % size)).collect()
}

/// What the output of a transaction of Bitcoin's kind pays to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PayTo<'a> {
    /// Whoever has the key with this hash of 20 bytes.
    KeyHash(&'a [u8]),
    /// Whoever fulfils the script with this hash of 20 bytes.
    ScriptHash(&'a [u8]),
    /// A witness program by its version.
    Witness(u8, &'a [u8]),
}

/// The address that an output of a transaction of Bitcoin's kind pays to, in its normal spelling. None where the network has
/// no such addresses.
pub fn address_paying(pay_to: &PayTo<'_>, network: &AddressNetwork) -> Option<String> {
    let (family, is_testnet) = (network.family?, network.is_testnet);
    let form = of::utxo(family, is_testnet)?;
    let cash = |version, hash| of::cashaddr(of::cash_prefix(family, is_testnet), version, hash);
    match (pay_to, family) {
        (PayTo::KeyHash(hash), F::BitcoinCash | F::ECash) => Some(cash(0, hash)),
        (PayTo::ScriptHash(hash), F::BitcoinCash | F::ECash) => Some(cash(8, hash)),
        (PayTo::KeyHash(hash), _) => Some(of::base58(&[form.key, hash].concat())),
        (PayTo::ScriptHash(hash), _) => Some(of::base58(&[*form.scripts.first()?, hash].concat())),
        (PayTo::Witness(version, program), _) => {
            let version = bech32::Fe32::try_from(*version).ok()?;
            segwit::encode(Hrp::parse(form.bech?).ok()?, version, program).ok()
        }
    }
}

/// The address of an account of an EVM chain, with its checksum.
pub fn evm_address(account: &[u8; 20]) -> String {
    format!("0x{}", of::evm_case(&hex::encode(account), ""))
}
