//! Stellar's addresses (SEP-23).

use stellar_strkey::{DecodeError, Strkey, ed25519};

use super::super::account::Account;
use super::super::error::AddressError;
use super::super::family::AddressFamily;
use super::super::letters::{BASE32, all_of};
use super::super::tag::{Tag, TagKind};

const FAMILY: AddressFamily = AddressFamily::Stellar;

/// An account or muxed account. The normal form of a muxed account is the account; its number is the tag. A payment to a
/// contract is none of the ledger's payments but a call of the token's contract.
pub(super) fn read(body: &str) -> Result<Account, AddressError> {
    all_of(body, BASE32, FAMILY)?;
    match Strkey::from_string(body) {
        Ok(Strkey::PublicKeyEd25519(_)) => Ok(Account::checked(body)),
        Ok(Strkey::Contract(_)) => Err(AddressError::NotPayable {
            what: "a contract of the Stellar network, which a payment cannot reach",
        }),
        Ok(Strkey::MuxedAccountEd25519(muxed)) => {
            let tag = Some(Tag { kind: TagKind::MuxedId, value: muxed.id.to_string() });
            Ok(Account { tag, kept: Some(body.to_owned()), ..Account::checked(encode(&muxed.ed25519)) })
        }
        Ok(Strkey::ClaimableBalance(_) | Strkey::LiquidityPool(_)) => {
            Err(AddressError::NotPayable { what: "a balance or pool of the Stellar network" })
        }
        Err(DecodeError::PrivateKey) if ed25519::PrivateKey::from_string(body).is_ok() => {
            Err(AddressError::PrivateKey)
        }
        Ok(_) | Err(DecodeError::UnsupportedVersion | DecodeError::PrivateKey) => {
            Err(AddressError::beginning(FAMILY, false))
        }
        Err(DecodeError::ChecksumMismatch) => Err(AddressError::Checksum { likely: None }),
        Err(_) => {
            let right = "56 characters, muxed ones 69";
            Err(AddressError::Length { family: FAMILY, right, found: body.len() })
        }
    }
}

/// The address of an account's key.
pub(in super::super) fn encode(key: &[u8; 32]) -> String {
    ed25519::PublicKey(*key).to_string().as_str().to_owned()
}
