//! What is signed of a transaction: it without its signature, or the hash of that (EIP-155, EIP-2718).

use alloy_rlp::{Encodable, Header, PayloadView};
use sha3::{Digest, Keccak256};

use super::super::signing::Signing;
use super::envelope::{Layout, envelope, legacy_chain};

/// The number of fields of a legacy transaction without its chain.
const LEGACY_FIELDS: usize = 6;

const HASH_BYTES: usize = 32;

/// A transaction without its signature.
#[derive(PartialEq)]
struct Unsigned<'a> {
    kind: Option<u8>,
    /// Each as it is written.
    fields: Vec<&'a [u8]>,
    /// Of a legacy one, where it names its chain: all others have it among their fields.
    chain: Option<u64>,
}

/// How what is signed stands to the transaction, and the number of the chain where that alone names it.
pub(in super::super) fn signing(
    transaction: &[u8],
    signable: &[u8],
    chain: Option<u64>,
) -> (Signing, Option<u64>) {
    let Some(own) = Unsigned::read(transaction) else { return (Signing::NotKnown, None) };
    // A legacy one may name its chain in what is signed alone.
    let mut forms = vec![own.chain];
    forms.extend(chain.filter(|_| own.may_name_chain()).map(Some));
    let is_it = |chain: &Option<u64>| *Keccak256::digest(own.preimage(*chain)) == *signable;
    if let Some(chain) = forms.into_iter().find(is_it) {
        return (Signing::Same, chain);
    }
    match Unsigned::read(signable) {
        Some(signed) if signed == own => (Signing::Same, own.chain),
        Some(signed) if own.may_name_chain() && signed == own.on(signed.chain) => {
            (Signing::Same, signed.chain)
        }
        // It may be the hash for a chain whose number is not known here.
        None if chain.is_none() && own.may_name_chain() && signable.len() == HASH_BYTES => {
            (Signing::NotKnown, None)
        }
        _ => (Signing::Other, None),
    }
}

impl<'a> Unsigned<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let (Layout { lengths, chain, .. }, mut list) = envelope(bytes).ok()?;
        let kind = (list.len() < bytes.len()).then(|| bytes[0]);
        let Ok(PayloadView::List(mut fields)) = Header::decode_raw(&mut list) else { return None };
        if !list.is_empty() || !lengths.contains(&fields.len()) {
            return None;
        }
        let plain = |at: usize| {
            let mut item = *fields.get(at)?;
            match Header::decode_raw(&mut item) {
                Ok(PayloadView::String(bytes)) => Some(bytes),
                _ => None,
            }
        };
        let named = match chain {
            Some(_) => None,
            None => legacy_chain(
                plain(LEGACY_FIELDS).unwrap_or_default(),
                plain(LEGACY_FIELDS + 1).unwrap_or_default(),
                plain(LEGACY_FIELDS + 2).unwrap_or_default(),
            ),
        };
        fields.truncate(*lengths.first()?);
        Some(Self { kind, fields, chain: named })
    }

    fn on(&self, chain: Option<u64>) -> Self {
        Self { kind: self.kind, fields: self.fields.clone(), chain }
    }

    /// Whether it is a legacy one that names no chain.
    fn may_name_chain(&self) -> bool {
        self.kind.is_none() && self.chain.is_none()
    }

    /// What is hashed to be signed.
    fn preimage(&self, chain: Option<u64>) -> Vec<u8> {
        let mut payload = self.fields.concat();
        if let Some(chain) = chain {
            for number in [chain, 0, 0] {
                number.encode(&mut payload);
            }
        }
        let mut bytes = Vec::from_iter(self.kind);
        Header { list: true, payload_length: payload.len() }.encode(&mut bytes);
        bytes.extend(payload);
        bytes
    }
}
