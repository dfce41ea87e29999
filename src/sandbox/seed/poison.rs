//! An address that looks like another one: its beginning and end are the same, its checksum is right, and nobody holds its
//! key.

use bech32::{Fe32, segwit};

/// So many bytes stay as they are at the beginning; they are the first six letters behind `tb1q`.
const FRONT: usize = 4;
/// So many letters are the same at the end, all of the checksum.
const BACK: usize = 5;
/// So many bytes behind those at the beginning are bent until the end is the same.
const BENT: usize = 8;

/// One that looks like a native `SegWit` address, over these bytes. None where the known address is another.
///
/// Flipping a bit of what bech32 writes flips always the same bits of the checksum (BIP 173: it is a remainder). Which bits
/// have to be flipped for the wanted end is a system of linear equations over bits.
pub(super) fn like(known: &str, hash: &[u8; 32]) -> Option<String> {
    let (hrp, version, wanted) = segwit::decode(known).ok()?;
    let mut program = wanted.get(..FRONT)?.to_vec();
    program.extend(hash.get(FRONT..wanted.len())?);
    let write = |program: &[u8]| segwit::encode(hrp, version, program).ok();
    let end = |program: &[u8]| end(&write(program)?);
    let before = end(&program)?;
    // What each bit changes at the end, brought into a form in which each leads with another bit.
    let mut changes: Vec<(u32, u64)> = Vec::new();
    let reduced = |changes: &[(u32, u64)], change: u32, bits: u64| {
        changes.iter().fold((change, bits), |(change, bits), (other, others)| {
            if change ^ other < change { (change ^ other, bits ^ others) } else { (change, bits) }
        })
    };
    for bit in 0..BENT * 8 {
        let change = end(&flipped(&program, 1 << bit)?)? ^ before;
        let (change, bits) = reduced(&changes, change, 1 << bit);
        if change != 0 {
            changes.push((change, bits));
        }
    }
    let (left, bits) = reduced(&changes, end(&wanted)? ^ before, 0);
    program = flipped(&program, bits)?;
    write(&program).filter(|_| left == 0)
}

/// The program with these bits flipped behind its beginning.
fn flipped(program: &[u8], bits: u64) -> Option<Vec<u8>> {
    let mut program = program.to_vec();
    let bent = program.get_mut(FRONT..FRONT + BENT)?;
    for (byte, flips) in bent.iter_mut().zip(bits.to_be_bytes()) {
        *byte ^= flips;
    }
    Some(program)
}

/// The last letters as a number.
fn end(address: &str) -> Option<u32> {
    let letters = address.get(address.len().checked_sub(BACK)?..)?.chars();
    letters
        .map(|letter| Fe32::from_char(letter).ok())
        .try_fold(0, |number, letter| Some(number << 5 | u32::from(letter?.to_u8())))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::domain::address::{
        Address, AddressNetwork, ComparedAddress, Likeness, PayTo, address_paying, likeness,
    };

    #[test]
    fn it_is_a_right_address_that_only_looks_like_the_known_one() {
        let network = AddressNetwork::of_coin("tbtc");
        for (number, length) in [(1_u8, 20), (2, 32), (77, 32), (200, 20)] {
            let program = vec![number; length];
            let known = address_paying(&PayTo::Witness(0, &program), &network).unwrap();
            let poisoned = like(&known, &[number ^ 0x5a; 32]).unwrap();
            assert_ne!(poisoned, known);
            assert_eq!(poisoned.len(), known.len());
            Address::parse(&poisoned, "tbtc").unwrap();
            assert_eq!(
                (&poisoned[..10], &poisoned[poisoned.len() - 5..]),
                (&known[..10], &known[known.len() - 5..])
            );
            let of = |text: &str| ComparedAddress::new(text, &network);
            assert!(matches!(likeness(&of(&poisoned), [&of(&known)]), Likeness::LooksLike(_)));
        }
        assert_eq!(like("2N8hwP1WmJrFF5QWABn38y63uYLhnJYJYTF", &[7; 32]), None);
    }
}
