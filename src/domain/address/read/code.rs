//! The code behind the checksums of bech32 and cashaddr: what is left of a text divided by a polynomial over 32 letters.
//! Here for cashaddr, and to find the place of a mistake.

/// A code by its polynomial, as its specification gives it, and the bits of its checksum.
pub(super) struct Code {
    polynomial: [u64; 5],
    bits: u32,
}

/// BIP 173 and BIP 350, whose checksums differ in what has to be left.
pub(super) const BECH32: Code =
    Code { polynomial: [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3], bits: 30 };
pub(super) const BECH32_LEFT: u64 = 1;
pub(super) const BECH32M_LEFT: u64 = 0x2bc8_30a3;
/// Cashaddr.
pub(super) const CASHADDR: Code = Code {
    polynomial: [0x98_f2bc_8e61, 0x79_b76d_99e2, 0xf3_3e5f_b3c4, 0xae_2eab_e2a8, 0x1e_4f43_e470],
    bits: 40,
};
pub(super) const CASHADDR_LEFT: u64 = 1;

impl Code {
    /// What is left of these letters, each by its number of five bits.
    pub fn left_of(&self, letters: impl IntoIterator<Item = u8>) -> u64 {
        letters.into_iter().fold(1, |rest, letter| self.step(rest, letter))
    }

    fn step(&self, rest: u64, letter: u8) -> u64 {
        let top = rest >> (self.bits - 5);
        let mut next = ((rest & ((1 << (self.bits - 5)) - 1)) << 5) ^ u64::from(letter);
        for (bit, part) in self.polynomial.iter().enumerate() {
            if (top >> bit) & 1 == 1 {
                next ^= part;
            }
        }
        next
    }

    /// The place, counted from the end, of the single wrong letter among so many that would explain why this is left too much.
    /// None where no letter does, or more than one.
    pub fn mistake(&self, too_much: u64, letters: usize) -> Option<usize> {
        let mut found = None;
        for wrong_by in 1..32_u64 {
            let mut left = wrong_by;
            for from_end in 0..letters {
                if left == too_much {
                    if found.is_some() {
                        return None;
                    }
                    found = Some(from_end);
                }
                left = self.step(left, 0);
            }
        }
        found
    }
}
