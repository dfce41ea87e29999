//! Key agreement on secp256k1 along BIP 32 paths: what wallet shares and token issuance have in common.
//!
//! Two secrets come out of the same point, and they are not interchangeable: sharing takes the 32-byte x
//! coordinate, issuance the 33-byte compressed point (the protocol notes, sections 4 and 6).

use bip32::{ChildNumber, Prefix, XPrv, XPub};
use k256::ecdh::diffie_hellman;
use k256::{PublicKey, SecretKey};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

/// BIP 32 keeps a key's depth in one byte.
const MAX_DEPTH: usize = 255;

/// Why a derivation path cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// Nothing is left of it.
    #[error("The key's derivation path is empty.")]
    Empty,
    /// A step that is no BIP 32 index.
    #[error("The key's derivation path has a step that no key has: {0}.")]
    Step(String),
    /// More steps than BIP 32 has.
    #[error("The key's derivation path has more than {MAX_DEPTH} steps.")]
    TooLong,
}

/// Why keys could not be brought together. Never carries a key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EcdhError {
    /// See [`PathError`].
    #[error(transparent)]
    Path(#[from] PathError),
    /// Not an extended private key.
    #[error("The extended private key cannot be read.")]
    PrivateKey,
    /// Not an extended public key, or not a point on the curve.
    #[error("The public key cannot be read.")]
    PublicKey,
    /// A hardened step cannot be taken from a public key.
    #[error("The path has a hardened step, which a public key cannot follow.")]
    Hardened,
}

/// Cleans a path as the vendor's SDK does: split on `/`, drop empty parts and a leading `m`, each part its
/// leading integer (`0` when there is none), a final `'` kept.
pub fn clean_path(path: &str) -> Result<String, PathError> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let parts = if parts.first() == Some(&"m") { &parts[1..] } else { &parts[..] };
    if parts.is_empty() {
        return Err(PathError::Empty);
    }
    Ok(parts.iter().map(|part| clean_part(part)).collect::<Vec<_>>().join("/"))
}

fn clean_part(part: &str) -> String {
    let (number, mark) = part.strip_suffix('\'').map_or((part, ""), |number| (number, "'"));
    let number = number.trim_start();
    let (sign, number) = match number.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", number.strip_prefix('+').unwrap_or(number)),
    };
    let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    if end == 0 {
        return "0".to_owned();
    }
    match number[..end].trim_start_matches('0') {
        "" => format!("0{mark}"),
        digits => format!("{sign}{digits}{mark}"),
    }
}

fn steps(path: &str) -> Result<Vec<ChildNumber>, PathError> {
    let clean = clean_path(path)?;
    let steps: Vec<ChildNumber> = clean.split('/').map(step).collect::<Result<_, _>>()?;
    if steps.len() > MAX_DEPTH { Err(PathError::TooLong) } else { Ok(steps) }
}

fn step(part: &str) -> Result<ChildNumber, PathError> {
    let (number, is_hardened) = part.strip_suffix('\'').map_or((part, false), |number| (number, true));
    let wrong = || PathError::Step(part.chars().take(20).collect());
    let index: u32 = number.parse().map_err(|_| wrong())?;
    ChildNumber::new(index, is_hardened).map_err(|_| wrong())
}

/// Reads an extended private key (`xprv…`).
pub fn parse_xprv(text: &str) -> Result<XPrv, EcdhError> {
    text.trim().parse().map_err(|_| EcdhError::PrivateKey)
}

/// Reads an extended public key (`xpub…`).
pub fn parse_xpub(text: &str) -> Result<XPub, EcdhError> {
    let text = text.trim();
    // The parser takes a private key as well, for the public one that belongs to it.
    match text.get(1..4) {
        Some("pub") => text.parse().map_err(|_| EcdhError::PublicKey),
        _ => Err(EcdhError::PublicKey),
    }
}

/// The extended public key that belongs to an extended private key.
pub fn xpub_of(xprv: &SecretString) -> Result<String, EcdhError> {
    Ok(parse_xprv(xprv.expose_secret())?.public_key().to_string(Prefix::XPUB))
}

/// The private key at `path` below an extended private key.
pub fn derive_private(xprv: &SecretString, path: &str) -> Result<SecretKey, EcdhError> {
    let root = parse_xprv(xprv.expose_secret())?;
    let key = steps(path)?
        .into_iter()
        .try_fold(root, |key, step| key.derive_child(step))
        .map_err(|_| EcdhError::PrivateKey)?;
    SecretKey::from_slice(Zeroizing::new(key.to_bytes()).as_slice()).map_err(|_| EcdhError::PrivateKey)
}

/// The public key at `path` below an extended public key; the path has no hardened step.
pub fn derive_public(xpub: &str, path: &str) -> Result<PublicKey, EcdhError> {
    let root = parse_xpub(xpub)?;
    let steps = steps(path)?;
    if steps.iter().any(ChildNumber::is_hardened) {
        return Err(EcdhError::Hardened);
    }
    let key = steps
        .into_iter()
        .try_fold(root, |key, step| key.derive_child(step))
        .map_err(|_| EcdhError::PublicKey)?;
    PublicKey::from_sec1_bytes(&key.to_bytes()).map_err(|_| EcdhError::PublicKey)
}

/// A fresh private key.
pub fn fresh_private() -> SecretKey {
    loop {
        let mut bytes = Zeroizing::new([0u8; 32]);
        rand::fill(&mut *bytes);
        // Fails for zero and for numbers above the group's order only: about once in 2^127.
        if let Ok(key) = SecretKey::from_slice(bytes.as_slice()) {
            return key;
        }
    }
}

/// A fresh extended private key (`xprv…`), from 32 random bytes as BIP 32 says.
pub fn fresh_xprv() -> SecretString {
    loop {
        let mut seed = Zeroizing::new([0u8; 32]);
        rand::fill(&mut *seed);
        // Fails for about one seed in 2^127.
        if let Ok(key) = XPrv::new(seed.as_slice()) {
            return SecretString::from(key.to_string(Prefix::XPRV).as_str());
        }
    }
}

/// A public key from hex, compressed or not.
pub fn public_from_hex(text: &str) -> Result<PublicKey, EcdhError> {
    let bytes = hex::decode(text.trim()).map_err(|_| EcdhError::PublicKey)?;
    PublicKey::from_sec1_bytes(&bytes).map_err(|_| EcdhError::PublicKey)
}

/// A public key as 66 hex digits (compressed).
pub fn public_hex(key: &PublicKey) -> String {
    hex::encode(compressed(key))
}

fn compressed(key: &PublicKey) -> Box<[u8]> {
    key.to_sec1_bytes()
}

/// The secret of a wallet share: the x coordinate of `public * private`, 64 hex digits.
pub fn shared_x_hex(private: &SecretKey, public: &PublicKey) -> SecretString {
    let shared = diffie_hellman(private.to_nonzero_scalar(), public.as_affine());
    SecretString::from(hex::encode(shared.raw_secret_bytes()))
}

/// The secret of token issuance: the compressed point `public * private`, 66 hex digits.
#[expect(clippy::missing_panics_doc, reason = "the product is never the identity, see below")]
pub fn shared_point_hex(private: &SecretKey, public: &PublicKey) -> SecretString {
    let product = public.to_projective() * *private.to_nonzero_scalar();
    // A point of the prime-order group times a scalar that is not zero is never the identity.
    let point = PublicKey::from_affine(product.to_affine()).expect("a product that is a point");
    SecretString::from(hex::encode(Zeroizing::new(compressed(&point))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths_are_cleaned_as_the_vendor_does() {
        for (path, clean) in [
            ("m/0/0", "0/0"),
            ("/m/1", "1"),
            ("m/m/1", "0/1"),
            ("1x/ 2/+3/-4/-0", "1/2/3/-4/0"),
            ("007'/x'/3x'", "7'/0/3'"),
            ("'", "0"),
        ] {
            assert_eq!(clean_path(path).as_deref(), Ok(clean), "{path}");
        }
        for path in ["", "m", "/", "m//"] {
            assert_eq!(clean_path(path), Err(PathError::Empty), "{path}");
        }
    }

    #[test]
    fn a_private_key_is_no_public_one() {
        let xprv = SecretString::from(
            "xprv9s21ZrQH143K2cXnajzSWPJHGV3vfFuAh2bAh16xYrUVuXV6sr1Z4mt6PUR5eXcgeKxWc1sdDZrEHVt74DT27sxZuob7oovbHjYFADw3usL",
        );
        assert!(xpub_of(&xprv).is_ok_and(|xpub| parse_xpub(&format!(" {xpub}\n")).is_ok()));
        for text in [xprv.expose_secret(), "", "xp", "äöü"] {
            assert_eq!(parse_xpub(text).err(), Some(EcdhError::PublicKey));
        }
    }

    #[test]
    fn steps_that_no_key_has_are_refused() {
        let xprv = SecretString::from(
            "xprv9s21ZrQH143K2cXnajzSWPJHGV3vfFuAh2bAh16xYrUVuXV6sr1Z4mt6PUR5eXcgeKxWc1sdDZrEHVt74DT27sxZuob7oovbHjYFADw3usL",
        );
        for path in ["2147483648", "-1", "99999999999999999999", &"1/".repeat(256)] {
            assert!(matches!(derive_private(&xprv, path), Err(EcdhError::Path(_))), "{path}");
        }
        let xpub = xpub_of(&xprv).expect("a good key");
        assert_eq!(derive_public(&xpub, "0'/1").err(), Some(EcdhError::Hardened));
        let derived = derive_private(&xprv, "m/3/4").expect("a good path").public_key();
        assert_eq!(derive_public(&xpub, "3/4").expect("a good path"), derived);
    }

    /// The paths are so long that a derivation for each step, or more than one pass, would not end while anybody waits.
    #[test]
    fn long_paths_are_refused_before_any_work() {
        for path in ["1/".repeat(1_000_000), "9".repeat(4_000_000), "/".repeat(4_000_000)] {
            drop(clean_path(&path));
            assert!(matches!(derive_private(&fresh_xprv(), &path), Err(EcdhError::Path(_))));
        }
        assert_eq!(clean_path(&"'".repeat(4_000_000)).as_deref(), Ok("0"));
    }

    proptest! {
        #[test]
        fn cleaning_never_panics_and_is_done_once(path in ".{0,40}") {
            if let Ok(clean) = clean_path(&path) {
                prop_assert_eq!(clean_path(&clean), Ok(clean.clone()));
            }
        }

        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let path = String::from_utf8_lossy(&bytes);
            drop((clean_path(&path), derive_private(&SecretString::from(path.as_ref()), &path)));
        }

        #[test]
        fn both_sides_agree(_round in 0..4u8) {
            let (a, b) = (fresh_private(), fresh_private());
            let there = shared_x_hex(&a, &b.public_key());
            let back = shared_x_hex(&b, &a.public_key());
            prop_assert_eq!(there.expose_secret(), back.expose_secret());
            let point = shared_point_hex(&a, &b.public_key());
            prop_assert_eq!(&point.expose_secret()[2..], there.expose_secret());
        }
    }
}
