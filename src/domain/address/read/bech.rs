//! Bech32 and bech32m (BIP 173, BIP 350), for every chain that uses them.

use std::sync::LazyLock;

use bech32::primitives::decode::UncheckedHrpstring;
use bech32::{Bech32, Bech32m};
use data_encoding::{Encoding, Specification};

use super::super::error::AddressError;
use super::super::family::AddressFamily;
use super::super::letters::all_of;
use super::code;

/// The letters behind the prefix.
pub(in super::super) const LETTERS: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
/// The letters of the checksum.
const CHECKSUM: usize = 6;

/// Five bits a letter, the last bits zero.
static FIVE_BITS: LazyLock<Option<Encoding>> = LazyLock::new(|| {
    let mut specification = Specification::new();
    specification.symbols.push_str(LETTERS);
    specification.encoding().ok()
});

/// The bytes of these letters; none where bits are left over.
pub(super) fn bytes(letters: &str) -> Option<Vec<u8>> {
    FIVE_BITS.as_ref()?.decode(letters.as_bytes()).ok()
}

/// The letters of these bytes.
pub(in super::super) fn letters(bytes: &[u8]) -> String {
    FIVE_BITS.as_ref().map(|it| it.encode(bytes)).unwrap_or_default()
}

/// A text whose checksum fits.
#[derive(Debug)]
pub(super) struct Bech {
    /// All of it, in small letters.
    pub text: String,
    /// The letters between the prefix and the checksum.
    pub data: String,
    /// Whether the checksum is the newer one.
    pub is_m: bool,
}

/// Reads a text that has to begin with one of these prefixes.
///
/// Which of the two checksums belongs, the caller judges; `is_m` says which one a mistake is looked for in.
pub(super) fn decode(
    body: &str,
    prefix: &str,
    is_m: impl Fn(&str) -> bool,
    family: AddressFamily,
) -> Result<Bech, AddressError> {
    let beginning = || AddressError::Beginning { family, right: format!("{prefix}1") };
    let text = body.to_ascii_lowercase();
    let (found, data) = text.rsplit_once('1').ok_or_else(beginning)?;
    if found != prefix {
        return Err(beginning());
    }
    if text != body && body.to_ascii_uppercase() != body {
        return Err(AddressError::MixedCase);
    }
    let before = prefix.len() + 1;
    all_of(data, LETTERS, family).map_err(|error| error.behind(before))?;
    let held = data.len().checked_sub(CHECKSUM).and_then(|end| data.get(..end));
    let (Some(held), Ok(unchecked)) = (held, UncheckedHrpstring::new(&text)) else {
        return Err(AddressError::Form { family, reason: "it is too short" });
    };
    let held = held.to_owned();
    if unchecked.has_valid_checksum::<Bech32>() {
        return Ok(Bech { data: held, is_m: false, text });
    }
    if unchecked.has_valid_checksum::<Bech32m>() {
        return Ok(Bech { data: held, is_m: true, text });
    }
    let (mut of_kind, mut of_other) = (code::BECH32_LEFT, code::BECH32M_LEFT);
    if is_m(data) {
        std::mem::swap(&mut of_kind, &mut of_other);
    }
    // The first letter says which kind it is, unless it is the wrong one.
    let first = || mistake(prefix, data, of_other).filter(|at| *at == 0);
    let likely = mistake(prefix, data, of_kind).or_else(first);
    let letter = |at| data.chars().nth(at).map(|letter| (at + before, letter));
    Err(AddressError::Checksum { likely: likely.and_then(letter) })
}

/// The place of a single wrong letter behind the prefix, where one would explain the checksum.
fn mistake(prefix: &str, data: &str, should_be_left: u64) -> Option<usize> {
    let high = prefix.bytes().map(|letter| letter >> 5);
    let low = prefix.bytes().map(|letter| letter & 31);
    let left = code::BECH32.left_of(high.chain([0]).chain(low).chain(data.bytes().filter_map(value)));
    let from_end = code::BECH32.mistake(left ^ should_be_left, data.len())?;
    data.len().checked_sub(from_end + 1)
}

/// The five bits that a letter stands for.
pub(super) fn value(letter: u8) -> Option<u8> {
    LETTERS.bytes().position(|it| it == letter).and_then(|it| u8::try_from(it).ok())
}
