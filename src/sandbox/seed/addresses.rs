//! Receive addresses that look like their network's. None has a valid checksum, so nobody can pay to one by mistake.

use rand::Rng;

const BECH32: &[u8] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const BASE58: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BASE32: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const C32: &[u8] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const HEX: &[u8] = b"0123456789abcdef";
const EOS: &[u8] = b"abcdefghijklmnopqrstuvwxyz12345";
const DIGITS: &[u8] = b"0123456789";

/// An address in the shape of that coin family.
pub(super) fn draw(family: &str, rng: &mut impl Rng) -> String {
    let (start, alphabet, length, end) = match family {
        "btc" => ("tb1q", BECH32, 58, ""),
        "ltc" => ("tltc1q", BECH32, 58, ""),
        "bch" => ("bchtest:p", BECH32, 41, ""),
        "dash" => ("8", BASE58, 33, ""),
        "zec" => ("t2", BASE58, 33, ""),
        "btg" => ("A", BASE58, 33, ""),
        "algo" => ("", BASE32, 58, ""),
        "cspr" => ("01", HEX, 64, ""),
        "eos" => ("", EOS, 12, "?memoId=1"),
        "hbar" => ("0.0.4", DIGITS, 6, "?memoId=1"),
        "stx" => ("SN", C32, 39, "?memoId=1"),
        "xlm" => ("G", BASE32, 55, "?memoId=1"),
        "xtz" => ("KT1", BASE58, 33, ""),
        "trx" => ("T", BASE58, 33, ""),
        "xrp" => ("r", BASE58, 33, "?dt=1"),
        "sol" => ("", BASE58, 44, ""),
        "ofc" => ("bg-", HEX, 32, ""),
        _ => ("0x", HEX, 40, ""),
    };
    let middle: String = (0..length).map(|_| char::from(pick(alphabet, rng))).collect();
    format!("{start}{middle}{end}")
}

fn pick(alphabet: &[u8], rng: &mut impl Rng) -> u8 {
    let place = usize::try_from(rng.next_u32()).unwrap_or_default() % alphabet.len();
    alphabet.get(place).copied().unwrap_or(b'0')
}
