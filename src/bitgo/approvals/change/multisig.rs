//! The transaction of a withdrawal of a multi-signature wallet on the wire (spec: `transactionRequest`).

use crate::bitgo::fields::Fields;
use crate::domain::coin::coins;

/// The transaction that is broadcast when the withdrawal is approved, as it came, as far as it is at hand: in
/// `validTransaction`, and below the coin in `coinSpecific`, where the vendor's SDK takes it from. Where both stand and are
/// not the same, nobody says which is broadcast.
pub(super) fn transactions(mut fields: Fields, coin: Option<&str>) -> Vec<String> {
    let mut texts = Vec::from_iter(fields.text("validTransaction").filter(|it| is_transaction(it)));
    let chain = coin.and_then(|it| coins().chain_coin(coins().get(it)?)).map(|it| it.name);
    let mut specific = fields.object("coinSpecific").unwrap_or_default();
    for coin in coin.into_iter().chain(chain.filter(|chain| coin != Some(*chain))) {
        let Some(mut built) = specific.object(coin) else { continue };
        let signed = built.object("halfSigned").and_then(|mut it| it.text("txHex"));
        let text = signed.or_else(|| built.text("halfSigned")).or_else(|| built.text("txHex"));
        texts.extend(text.filter(|it| is_transaction(it)));
    }
    texts.dedup();
    texts
}

/// What a PSBT begins with in base64.
const PSBT: &str = "cHNidP8";

/// The spec calls it a text that says whether the transaction is valid; what is no hexadecimal is no transaction.
fn is_transaction(text: &str) -> bool {
    let digits = text.trim();
    let digits = digits.strip_prefix("0x").unwrap_or(digits);
    let is_hex = !digits.is_empty() && digits.chars().all(|it| it.is_ascii_hexdigit());
    is_hex || digits.starts_with(PSBT)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    #[test]
    fn the_transaction_is_taken_from_wherever_it_stands() {
        for (content, coin, expected) in [
            (json!({ "validTransaction": "0100" }), Some("tbtc"), vec!["0100"]),
            (json!({ "validTransaction": "0x02f8" }), Some("hteth"), vec!["0x02f8"]),
            (json!({ "validTransaction": "cHNidP8BAA==" }), Some("tbtc"), vec!["cHNidP8BAA=="]),
            (json!({ "validTransaction": "true" }), Some("tbtc"), vec![]),
            (json!({ "validTransaction": "" }), Some("tbtc"), vec![]),
            (json!({ "validTransaction": true }), Some("tbtc"), vec![]),
            (json!({ "coinSpecific": { "tbtc": { "txHex": "0200" } } }), Some("tbtc"), vec!["0200"]),
            (json!({ "coinSpecific": { "tbtc": { "halfSigned": "0300" } } }), Some("tbtc"), vec!["0300"]),
            (
                json!({ "coinSpecific": { "tbtc": { "halfSigned": { "txHex": "04" }, "txHex": "05" } } }),
                Some("tbtc"),
                vec!["04"],
            ),
            // Of a token it stands below the coin of its chain.
            (json!({ "coinSpecific": { "hteth": { "txHex": "02" } } }), Some("hteth:tusdc"), vec!["02"]),
            (json!({ "coinSpecific": { "tltc": { "txHex": "02" } } }), Some("tbtc"), vec![]),
            (
                json!({ "validTransaction": "01", "coinSpecific": { "tbtc": { "txHex": "01" } } }),
                Some("tbtc"),
                vec!["01"],
            ),
            (
                json!({ "validTransaction": "01", "coinSpecific": { "tbtc": { "txHex": "02" } } }),
                Some("tbtc"),
                vec!["01", "02"],
            ),
            (json!({ "validTransaction": "01" }), None, vec!["01"]),
            (json!({}), Some("tbtc"), vec![]),
        ] {
            assert_eq!(transactions(Fields::of(content.clone()).unwrap(), coin), expected, "{content}");
        }
    }
}
