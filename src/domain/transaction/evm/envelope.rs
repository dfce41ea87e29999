//! The envelope: legacy (with the chain's number since EIP-155), EIP-2930 and EIP-1559, signed or not.

use alloy_rlp::{Header, PayloadView};
use num_bigint::BigUint;

use super::super::decoded::DecodedTransaction;
use super::super::error::NotDecoded;
use super::super::fee::{FeeKind, NetworkFee};
use super::call::{Call, payments};

/// Where the fields of a kind stand, and how many there are without and with a signature.
pub(super) struct Layout {
    pub chain: Option<usize>,
    /// Ahead of it stand the gas limit and, ahead of that, the highest price of gas.
    to: usize,
    pub lengths: &'static [usize],
}

/// Legacy ones have six fields, or nine with a chain and two zeros, or nine with a signature.
const LEGACY: Layout = Layout { chain: None, to: 3, lengths: &[6, 9] };
const EIP_2930: Layout = Layout { chain: Some(0), to: 4, lengths: &[8, 11] };
const EIP_1559: Layout = Layout { chain: Some(0), to: 5, lengths: &[9, 12] };
/// Fields that are lists: those who may be accessed.
const ACCESS_LIST_BEHIND_TO: usize = 3;

/// Which kind it is, and its list of fields.
pub(super) fn envelope(bytes: &[u8]) -> Result<(Layout, &[u8]), NotDecoded> {
    Ok(match bytes.split_first() {
        None => return Err(NotDecoded::Empty),
        Some((0xc0..=0xff, _)) => (LEGACY, bytes),
        Some((1, list)) => (EIP_2930, list),
        Some((2, list)) => (EIP_1559, list),
        Some((kind @ 0..=0x7f, _)) => return Err(NotDecoded::Type { kind: *kind }),
        Some(_) => return Err(NotDecoded::malformed("it is no list")),
    })
}

/// What the call of a transaction pays.
pub(in super::super) fn decode(bytes: &[u8]) -> Result<DecodedTransaction, NotDecoded> {
    let (layout, list) = envelope(bytes)?;
    let fields = fields(list, &layout)?;
    let field = |at: usize| fields.get(at).copied().unwrap_or_default();
    let to = match field(layout.to) {
        [] => return Err(NotDecoded::Creation),
        to => to.try_into().map_err(|_| NotDecoded::malformed("the recipient has not 20 bytes"))?,
    };
    let call = Call { to, value: number(field(layout.to + 1))?, data: field(layout.to + 2) };
    let chain = match layout.chain {
        Some(at) => small(field(at)),
        None => legacy_chain(field(6), field(7), field(8)),
    };
    let gas = number(field(layout.to - 1))? * number(field(layout.to - 2))?;
    let amount = gas.to_string().parse().map_err(|error| NotDecoded::malformed(&error))?;
    let fee = Some(NetworkFee { amount, kind: FeeKind::AtMost });
    Ok(DecodedTransaction { chain, fee, ..payments(&call)? })
}

/// The fields of a list, each as bytes; a list among them is empty here.
fn fields<'a>(mut list: &'a [u8], layout: &Layout) -> Result<Vec<&'a [u8]>, NotDecoded> {
    let Ok(PayloadView::List(items)) = Header::decode_raw(&mut list) else {
        return Err(NotDecoded::malformed("it is no list"));
    };
    if !list.is_empty() {
        return Err(NotDecoded::malformed("something follows its end"));
    }
    if !layout.lengths.contains(&items.len()) {
        return Err(NotDecoded::malformed(&format!("it has {} fields", items.len())));
    }
    let list_at = layout.chain.map(|_| layout.to + ACCESS_LIST_BEHIND_TO);
    let field = |(at, mut item): (usize, &'a [u8])| match Header::decode_raw(&mut item) {
        Ok(PayloadView::String(bytes)) if Some(at) != list_at => Ok(bytes),
        Ok(PayloadView::List(_)) if Some(at) == list_at => Ok::<&[u8], _>(&[]),
        _ => Err(NotDecoded::malformed(&format!("field {} is of another kind", at + 1))),
    };
    items.into_iter().enumerate().map(field).collect()
}

/// A number of 256 bits at most, without zeros ahead.
fn number(bytes: &[u8]) -> Result<BigUint, NotDecoded> {
    if bytes.len() > 32 || bytes.first() == Some(&0) {
        return Err(NotDecoded::malformed("an amount is no number"));
    }
    Ok(BigUint::from_bytes_be(bytes))
}

/// A number of 64 bits.
fn small(bytes: &[u8]) -> Option<u64> {
    (bytes.len() <= 8).then(|| bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte)))
}

/// The chain of a legacy transaction: in the place of the signature, or in its first part (EIP-155).
pub(super) fn legacy_chain(v: &[u8], r: &[u8], s: &[u8]) -> Option<u64> {
    let v = small(v)?;
    if r.is_empty() && s.is_empty() { (v > 0).then_some(v) } else { v.checked_sub(35).map(|it| it / 2) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chain_of_a_legacy_transaction_is_in_its_signature() {
        for (v, signed, chain) in
            [(37, true, Some(1)), (38, true, Some(1)), (27, true, None), (5, false, Some(5))]
        {
            let part: &[u8] = if signed { &[1] } else { &[] };
            assert_eq!(legacy_chain(&[v], part, part), chain);
        }
        assert_eq!(legacy_chain(&[], &[], &[]), None);
        assert_eq!(legacy_chain(&[1; 9], &[1], &[1]), None);
    }
}
