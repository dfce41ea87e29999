//! Calls of contracts, written (the contract ABI specification).

use num_bigint::BigUint;
use sha3::{Digest, Keccak256};

const WORD: usize = 32;

/// An argument.
pub(super) enum Argument {
    Address([u8; 20]),
    Number(BigUint),
    Bytes(Vec<u8>),
    Addresses(Vec<[u8; 20]>),
    Numbers(Vec<BigUint>),
}

/// The call of the function with this signature.
pub(super) fn call(signature: &str, arguments: &[Argument]) -> Vec<u8> {
    let (mut heads, mut tails) = (Vec::new(), Vec::new());
    for argument in arguments {
        let tail = match argument {
            Argument::Address(it) => {
                heads.extend(address(it));
                continue;
            }
            Argument::Number(it) => {
                heads.extend(number(it));
                continue;
            }
            Argument::Bytes(it) => {
                let mut tail = [length(it.len()).to_vec(), it.clone()].concat();
                tail.resize(tail.len().next_multiple_of(WORD), 0);
                tail
            }
            Argument::Addresses(it) => {
                [vec![length(it.len())], it.iter().map(address).collect()].concat().concat()
            }
            Argument::Numbers(it) => {
                [vec![length(it.len())], it.iter().map(number).collect()].concat().concat()
            }
        };
        // In its place stands where it begins.
        heads.extend(length(arguments.len() * WORD + tails.len()));
        tails.extend(tail);
    }
    [&Keccak256::digest(signature)[..4], &heads, &tails].concat()
}

fn address(address: &[u8; 20]) -> [u8; WORD] {
    number(&BigUint::from_bytes_be(address))
}

fn length(length: usize) -> [u8; WORD] {
    number(&BigUint::from(length))
}

/// A number of 256 bits; what is greater loses its highest bytes.
fn number(number: &BigUint) -> [u8; WORD] {
    let mut word = [0; WORD];
    let bytes = number.to_bytes_be();
    for (place, byte) in word.iter_mut().rev().zip(bytes.iter().rev()) {
        *place = *byte;
    }
    word
}
