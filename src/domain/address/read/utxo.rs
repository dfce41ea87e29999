//! Bitcoin and the chains that write addresses as it does, each with its own prefixes.

use super::super::account::Account;
use super::super::error::AddressError;
use super::super::family::AddressFamily;
use super::{base58, bech};

/// How one of the chains writes addresses on one of its networks.
pub(in super::super) struct UtxoForm {
    /// Before the hash of a public key.
    pub key: &'static [u8],
    /// Before the hash of a script: today's spelling first, then older ones.
    pub scripts: &'static [&'static [u8]],
    /// Before bech32, where the chain has it.
    pub bech: Option<&'static str>,
    /// The newest version of witness programs that the chain has rules for.
    pub newest_witness: u8,
}

const fn form(key: &'static [u8], scripts: &'static [&'static [u8]]) -> UtxoForm {
    UtxoForm { key, scripts, bech: None, newest_witness: 0 }
}

/// The same with bech32.
const fn with_bech(form: &UtxoForm, bech: &'static str, newest_witness: u8) -> UtxoForm {
    UtxoForm { bech: Some(bech), newest_witness, key: form.key, scripts: form.scripts }
}

/// The form of a family; none of a family that writes otherwise. Sources: each chain's `chainparams.cpp`.
pub(in super::super) fn form_of(family: AddressFamily, is_testnet: bool) -> Option<UtxoForm> {
    use AddressFamily as F;
    Some(match (family, is_testnet) {
        (F::Bitcoin, false) => with_bech(&form(&[0], &[&[5]]), "bc", 1),
        (F::Bitcoin, true) => with_bech(&form(&[111], &[&[196]]), "tb", 1),
        (F::BitcoinSv | F::BitcoinCash | F::ECash, false) => form(&[0], &[&[5]]),
        (F::BitcoinSv | F::BitcoinCash | F::ECash, true) => form(&[111], &[&[196]]),
        (F::BitcoinGold, false) => with_bech(&form(&[38], &[&[23]]), "btg", 0),
        (F::BitcoinGold, true) => with_bech(&form(&[111], &[&[196]]), "tbtg", 0),
        (F::Litecoin, false) => with_bech(&form(&[48], &[&[50], &[5]]), "ltc", 1),
        (F::Litecoin, true) => with_bech(&form(&[111], &[&[58], &[196]]), "tltc", 1),
        (F::Dash, false) => form(&[76], &[&[16]]),
        (F::Dash, true) => form(&[140], &[&[19]]),
        (F::Dogecoin, false) => form(&[30], &[&[22]]),
        (F::Dogecoin, true) => form(&[113], &[&[196]]),
        (F::Zcash, false) => form(&[0x1c, 0xb8], &[&[0x1c, 0xbd]]),
        (F::Zcash, true) => form(&[0x1d, 0x25], &[&[0x1c, 0xba]]),
        _ => return None,
    })
}

/// An address in base58 or bech32.
pub(super) fn read(body: &str, family: AddressFamily, is_testnet: bool) -> Result<Account, AddressError> {
    let Some(form) = form_of(family, is_testnet) else {
        return Err(AddressError::Form { family, reason: "its form is another" });
    };
    let lower = body.to_ascii_lowercase();
    if family == AddressFamily::Zcash
        && ["zs1", "u1", "ztestsapling1", "utest1", "zc"].iter().any(|it| lower.starts_with(it))
    {
        return Err(AddressError::NotPayable {
            what: "a shielded Zcash address, which the platform does not pay to",
        });
    }
    match form.bech {
        Some(prefix) if lower.strip_prefix(prefix).is_some_and(|it| it.starts_with('1')) => {
            segwit(body, prefix, form.newest_witness, family)
        }
        _ => base58(body, &form, family, is_testnet),
    }
}

fn base58(
    body: &str,
    form: &UtxoForm,
    family: AddressFamily,
    is_testnet: bool,
) -> Result<Account, AddressError> {
    let beginning = || AddressError::beginning(family, is_testnet);
    // Whose letters are of another form altogether is told what this one begins with.
    let payload = base58::checked(body, family).map_err(|error| match error {
        AddressError::BadLetter { .. } if body.contains(['0', ':']) => beginning(),
        other => other,
    })?;
    let hash = |version: &[u8]| payload.strip_prefix(version).filter(|hash| hash.len() == 20);
    if hash(form.key).is_some() {
        return Ok(Account::checked(body));
    }
    let hash = form.scripts.iter().find_map(|version| hash(version)).ok_or_else(beginning)?;
    let newest = form.scripts.first().copied().unwrap_or_default();
    Ok(Account::checked(base58::encode(&[newest, hash].concat())))
}

/// A witness program.
fn segwit(
    body: &str,
    prefix: &'static str,
    newest: u8,
    family: AddressFamily,
) -> Result<Account, AddressError> {
    let is_m = |data: &str| !data.starts_with('q');
    let found = bech::decode(body, prefix, is_m, family)?;
    let mut letters = found.data.chars();
    let version = letters.next().and_then(|it| bech::LETTERS.find(it)).unwrap_or(usize::MAX);
    if found.is_m != (version != 0) {
        return Err(AddressError::Checksum { likely: None });
    }
    let program = bech::bytes(letters.as_str()).map_or(0, |it| it.len());
    let reason = "the length of its witness program does not fit";
    match version {
        0 if program == 20 || program == 32 => {}
        0 => return Err(AddressError::Form { family, reason }),
        1..=16 if !(2..=40).contains(&program) => return Err(AddressError::Form { family, reason }),
        1 if newest >= 1 && program == 32 => {}
        1..=16 => {
            let what = "an output type that has no rules yet: anyone could spend the money";
            return Err(AddressError::NotPayable { what });
        }
        _ => return Err(AddressError::Form { family, reason: "its witness version does not exist" }),
    }
    Ok(Account::checked(found.text))
}
