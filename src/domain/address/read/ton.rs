//! TON's addresses (TEP-2): 36 bytes in base64 that say whether a payment may bounce and whether the network is for tests,
//! or the chain and the hash as they are.

use crc::{CRC_16_XMODEM, Crc};
use data_encoding::{BASE64_NOPAD, BASE64URL_NOPAD};

use super::super::account::Account;
use super::super::error::AddressError;
use super::super::family::AddressFamily;
use super::super::letters::all_of;

const FAMILY: AddressFamily = AddressFamily::Ton;
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";
/// The first byte of an address that payments bounce from, and that which marks test networks.
const BOUNCES: u8 = 0x11;
const BOUNCES_NOT: u8 = 0x51;
const TEST: u8 = 0x80;

/// The account is the user-friendly form from which payments bounce. Another spelling of it is kept where payments do not
/// bounce: one to a wallet that does not exist yet would come back.
pub(super) fn read(body: &str, is_testnet: bool) -> Result<Account, AddressError> {
    if let Some((chain, hash)) = body.split_once(':') {
        let chain = match chain {
            "0" => 0,
            "-1" => 255,
            _ => {
                return Err(AddressError::Form {
                    family: FAMILY, reason: "the chain before “:” is 0 or -1"
                });
            }
        };
        let hash = hex::decode(hash).ok().filter(|it| it.len() == 32);
        let hash = hash.ok_or(AddressError::Form {
            family: FAMILY,
            reason: "behind “:” belong 64 hexadecimal digits",
        })?;
        return Ok(Account::unchecked(encode(chain, &hash, is_testnet)));
    }
    all_of(body, LETTERS, FAMILY)?;
    if body.len() != 48 {
        return Err(AddressError::Length { family: FAMILY, right: "48 characters", found: body.len() });
    }
    let bytes = if body.contains(['+', '/']) {
        BASE64_NOPAD.decode(body.as_bytes())
    } else {
        BASE64URL_NOPAD.decode(body.as_bytes())
    };
    let bytes = bytes.map_err(|_| AddressError::Form { family: FAMILY, reason: "it is not base64" })?;
    let (held, sum) = bytes.split_at_checked(34).unwrap_or_default();
    if Crc::<u16>::new(&CRC_16_XMODEM).checksum(held).to_be_bytes() != sum {
        return Err(AddressError::Checksum { likely: None });
    }
    match held {
        [mark, chain @ (0 | 255), hash @ ..]
            if [BOUNCES, BOUNCES_NOT].contains(&(mark & !TEST)) && (mark & TEST != 0) == is_testnet =>
        {
            let kept = (mark & !TEST == BOUNCES_NOT).then(|| BASE64URL_NOPAD.encode(&bytes));
            Ok(Account { kept, ..Account::checked(encode(*chain, hash, is_testnet)) })
        }
        _ => Err(AddressError::beginning(FAMILY, is_testnet)),
    }
}

/// The user-friendly form from which payments bounce.
pub(in super::super) fn encode(chain: u8, hash: &[u8], is_testnet: bool) -> String {
    let mark = if is_testnet { BOUNCES | TEST } else { BOUNCES };
    let held = [&[mark, chain], hash].concat();
    let sum = Crc::<u16>::new(&CRC_16_XMODEM).checksum(&held).to_be_bytes();
    BASE64URL_NOPAD.encode(&[held.as_slice(), &sum].concat())
}
