//! An address as it is typed or scanned, taken apart: a link's scheme, the account, and what stands behind it.

use percent_encoding::percent_decode_str;

use super::error::{AddressError, LONGEST_ADDRESS};
use super::family::AddressFamily;
use super::tag::Tag;

/// The schemes of payment links, and whose addresses follow. Where the scheme is part of the address (cashaddr), it stays.
const SCHEMES: [(&str, AddressFamily); 22] = [
    ("bitcoin", AddressFamily::Bitcoin),
    ("litecoin", AddressFamily::Litecoin),
    ("dogecoin", AddressFamily::Dogecoin),
    ("dash", AddressFamily::Dash),
    ("zcash", AddressFamily::Zcash),
    ("bitcoingold", AddressFamily::BitcoinGold),
    ("bitcoinsv", AddressFamily::BitcoinSv),
    ("ethereum", AddressFamily::Evm),
    ("xrp", AddressFamily::Xrp),
    ("xrpl", AddressFamily::Xrp),
    ("ripple", AddressFamily::Xrp),
    ("stellar", AddressFamily::Stellar),
    ("tron", AddressFamily::Tron),
    ("algorand", AddressFamily::Algorand),
    ("solana", AddressFamily::Solana),
    ("web+cardano", AddressFamily::Cardano),
    ("cardano", AddressFamily::Cardano),
    ("polkadot", AddressFamily::Polkadot),
    ("tezos", AddressFamily::Tezos),
    ("stacks", AddressFamily::Stacks),
    ("near", AddressFamily::Near),
    ("ton", AddressFamily::Ton),
];

/// Parts of a link that say how much and what for, which is not taken from a link. Codes for scanning are often in capitals
/// as a whole (BIP 173).
const LEFT_OUT: [&str; 6] = ["amount", "label", "message", "lightning", "time", "exp"];
/// The same of a link to Ethereum (EIP-681).
const LEFT_OUT_OF_EVM: [&str; 4] = ["value", "gas", "gasLimit", "gasPrice"];

/// The parts of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    /// Whose addresses the link's scheme announces.
    pub scheme: Option<AddressFamily>,
    /// What spells the account.
    pub body: &'a str,
    /// How many letters were taken off before it.
    pub taken_off: usize,
    /// The tag in the query.
    pub tag: Option<Tag>,
    /// Which parts of a link were left out: an amount, a label.
    pub left_out: Vec<String>,
}

/// The parts of a text, for a coin of this family.
pub(super) fn split(text: &str, family: Option<AddressFamily>) -> Result<Parts<'_>, AddressError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(AddressError::Empty);
    }
    if text.chars().take(LONGEST_ADDRESS + 1).count() > LONGEST_ADDRESS {
        return Err(AddressError::TooLong);
    }
    let (scheme, rest) = scheme(text);
    let (body, query) = rest.split_once('?').unwrap_or((rest, ""));
    // TON's base64 may have a slash.
    if scheme.is_some_and(|it| it != AddressFamily::Ton) && body.contains(['@', '/']) {
        return Err(AddressError::PaymentRequest);
    }
    if body.is_empty() {
        return Err(AddressError::Empty);
    }
    let taken_off = text.chars().count().saturating_sub(rest.chars().count());
    let mut parts = Parts { scheme, body, taken_off, tag: None, left_out: Vec::new() };
    let family = family.or(scheme);
    for parameter in query.split('&').filter(|it| !it.is_empty()) {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        // The platform writes queries as web forms do; in a link a plus is a plus (RFC 3986).
        let value = if scheme.is_some() { value.to_owned() } else { value.replace('+', " ") };
        let value = percent_decode_str(&value).decode_utf8_lossy();
        match Tag::from_query(name, &value, family) {
            Some(_) if parts.tag.is_some() => return Err(AddressError::TwoTags),
            Some(tag) => parts.tag = Some(tag?),
            None if is_left_out(name, scheme) => parts.left_out.push(name.to_owned()),
            None => return Err(AddressError::Parameter { name: name.to_owned() }),
        }
    }
    Ok(parts)
}

fn is_left_out(name: &str, scheme: Option<AddressFamily>) -> bool {
    let of_evm = LEFT_OUT_OF_EVM.iter().filter(|_| scheme == Some(AddressFamily::Evm));
    LEFT_OUT.iter().chain(of_evm).any(|it| it.eq_ignore_ascii_case(name))
}

/// The scheme of a link, and what follows it.
pub(super) fn scheme(text: &str) -> (Option<AddressFamily>, &str) {
    let Some((scheme, rest)) = text.split_once(':') else { return (None, text) };
    let known = SCHEMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(scheme));
    let Some((_, family)) = known else { return (None, text) };
    // "ton://transfer/…" and "ethereum:pay-…" have a word before the address.
    let word = match family {
        AddressFamily::Ton => "transfer/",
        AddressFamily::Evm => "pay-",
        _ => "",
    };
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let (first, behind) = rest.split_at_checked(word.len()).unwrap_or(("", rest));
    (Some(*family), if first.eq_ignore_ascii_case(word) { behind } else { rest })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::tag::TagKind;
    use super::*;

    #[test]
    fn links_and_queries_are_taken_apart() {
        let tag = |kind, value: &str| Some(Tag { kind, value: value.to_owned() });
        for (text, family, body, taken_off, expected) in [
            ("rABC", AddressFamily::Xrp, "rABC", 0, None),
            (" rABC?dt=0042 ", AddressFamily::Xrp, "rABC", 0, tag(TagKind::DestinationTag, "42")),
            ("ripple:rABC?dt=7", AddressFamily::Xrp, "rABC", 7, tag(TagKind::DestinationTag, "7")),
            ("hello?memoId=a%20b", AddressFamily::Eos, "hello", 0, tag(TagKind::Memo, "a b")),
            ("GABC?memo=x", AddressFamily::Stellar, "GABC", 0, tag(TagKind::MemoText, "x")),
            ("01ab?transferId=9", AddressFamily::Casper, "01ab", 0, tag(TagKind::TransferId, "9")),
            ("BITCOIN:BC1Q?AMOUNT=1&Label=A", AddressFamily::Bitcoin, "BC1Q", 8, None),
            ("ethereum:pay-0xab?value=2.014e18&gasPrice=9", AddressFamily::Evm, "0xab", 13, None),
            ("ETHEREUM:0XAB?VALUE=1", AddressFamily::Evm, "0XAB", 9, None),
            ("near:pay-me", AddressFamily::Near, "pay-me", 5, None),
            ("bitcoincash:qq", AddressFamily::BitcoinCash, "bitcoincash:qq", 0, None),
            ("ton://transfer/EQ", AddressFamily::Ton, "EQ", 15, None),
            (
                "ton://transfer/E/Q+?amount=1&text=Order%207",
                AddressFamily::Ton,
                "E/Q+",
                15,
                tag(TagKind::Memo, "Order 7"),
            ),
            ("0:ab", AddressFamily::Ton, "0:ab", 0, None),
            // A blank only as the platform writes it.
            ("EQ?memoId=a+b%2Bc", AddressFamily::Ton, "EQ", 0, tag(TagKind::Memo, "a b+c")),
            (
                "ton://transfer/EQ?text=a+b%2Bc%20d",
                AddressFamily::Ton,
                "EQ",
                15,
                tag(TagKind::Memo, "a+b+c d"),
            ),
            ("stellar:GABC?memo=x+y", AddressFamily::Stellar, "GABC", 8, tag(TagKind::MemoText, "x+y")),
        ] {
            let parts = split(text, Some(family)).unwrap();
            assert_eq!((parts.body, parts.taken_off, parts.tag), (body, taken_off, expected), "{text}");
        }
        assert_eq!(split("bitcoin:x?amount=1&label=a", None).unwrap().left_out, ["amount", "label"]);
    }

    #[test]
    fn what_cannot_be_taken_apart_is_refused() {
        use AddressFamily as F;
        let no_tag = |family| AddressError::NoTag { family };
        for (text, family, error) in [
            ("  ", F::Bitcoin, AddressError::Empty),
            ("0xab?memoId=1", F::Evm, no_tag(F::Evm)),
            ("bc1q?dt=1", F::Bitcoin, no_tag(F::Bitcoin)),
            ("rABC?dt=1&dt=2", F::Xrp, AddressError::TwoTags),
            ("rABC?colour=red", F::Xrp, AddressError::Parameter { name: "colour".to_owned() }),
            ("ethereum:0xab@1", F::Evm, AddressError::PaymentRequest),
            ("ethereum:0xab/transfer?address=0xcd", F::Evm, AddressError::PaymentRequest),
            ("ethereum:pay-0xab@1", F::Evm, AddressError::PaymentRequest),
            ("0xab?value=1", F::Evm, AddressError::Parameter { name: "value".to_owned() }),
            ("rABC?text=red", F::Xrp, AddressError::Parameter { name: "text".to_owned() }),
        ] {
            assert_eq!(split(text, Some(family)), Err(error), "{text}");
        }
        for value in ["", "-1", "+1", "4294967296", "1.5", "abc", "99999999999999999999999"] {
            let error = split(&format!("rABC?dt={value}"), Some(F::Xrp)).unwrap_err();
            assert!(matches!(error, AddressError::BadTag { .. }), "{value}: {error}");
        }
        assert_eq!(split(&"x".repeat(LONGEST_ADDRESS + 1), None), Err(AddressError::TooLong));
    }
}
