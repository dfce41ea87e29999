//! The arguments of a call: words of 32 bytes, and what they point to (the contract ABI specification).

use num_bigint::BigUint;

use super::super::error::NotDecoded;
use super::super::limits::MOST_OUTPUTS;

const WORD: usize = 32;

/// The arguments behind the four bytes that name the function.
#[derive(Clone, Copy)]
pub(super) struct Words<'a>(pub &'a [u8]);

impl<'a> Words<'a> {
    fn word(self, at: usize) -> Result<&'a [u8], NotDecoded> {
        let from = at.checked_mul(WORD).ok_or_else(cut_off)?;
        let word = self.0.get(from..).and_then(|rest| rest.get(..WORD));
        word.ok_or_else(cut_off)
    }

    /// A number.
    pub fn number(self, at: usize) -> Result<BigUint, NotDecoded> {
        Ok(BigUint::from_bytes_be(self.word(at)?))
    }

    /// An address, which leaves the first twelve bytes of its word zero.
    pub fn address(self, at: usize) -> Result<[u8; 20], NotDecoded> {
        let (zeros, address) = self.word(at)?.split_at(12);
        let address = address.try_into().ok().filter(|_| zeros.iter().all(|byte| *byte == 0));
        address.ok_or_else(|| NotDecoded::malformed("an argument is no address"))
    }

    /// Where this word points, and the length that stands there.
    fn pointed(self, at: usize) -> Result<(&'a [u8], usize), NotDecoded> {
        let from = self.place(at)?;
        let pointed = self.0.get(from..).ok_or_else(cut_off)?;
        let length = Words(pointed).place(0)?;
        Ok((pointed.get(WORD..).unwrap_or_default(), length))
    }

    /// Bytes of any length.
    pub fn bytes(self, at: usize) -> Result<&'a [u8], NotDecoded> {
        let (bytes, length) = self.pointed(at)?;
        bytes.get(..length).ok_or_else(cut_off)
    }

    /// The words of a list, and how many there are.
    pub fn list(self, at: usize) -> Result<(Self, usize), NotDecoded> {
        let (words, length) = self.pointed(at)?;
        if length > MOST_OUTPUTS { Err(NotDecoded::TooMany) } else { Ok((Words(words), length)) }
    }

    /// A place or length: it lies within the call.
    fn place(self, at: usize) -> Result<usize, NotDecoded> {
        usize::try_from(self.number(at)?).map_err(|_| cut_off())
    }
}

fn cut_off() -> NotDecoded {
    NotDecoded::malformed("the arguments of its call are cut off")
}
