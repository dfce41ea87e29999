//! A withdrawal of an MPC wallet on the wire (spec: `transactionRequestFull`): what was asked for (`intent`) and what was
//! built for it (`txRequest`, with `unsignedTxs` or with `transactions`).

use crate::bitgo::fields::Fields;
use crate::domain::amount::Balance;
use crate::domain::approval::{Gap, MpcWithdrawal, Output, Recipient, ToldTransaction, UnsignedTransaction};
use serde_json::Value;

/// Reads both. The second is what is signed, as it came, as far as it is at hand.
pub(super) fn read(mut fields: Fields) -> (MpcWithdrawal, Vec<ToldTransaction>) {
    let request = fields.object("txRequest");
    let is_unreadable = request.is_none() && fields.peek("txRequest").is_some_and(|it| !it.is_null());
    let mut request = request.unwrap_or_default();
    let asked = asked_in(&mut fields);
    let asked_again = asked_in(&mut request);
    let is_asked_differently = !asked.is_empty() && !asked_again.is_empty() && asked != asked_again;
    let asked = if asked.is_empty() { asked_again } else { asked };
    let mut together = Vec::new();
    let not_told = || UnsignedTransaction { gaps: vec![Gap::NotAllTold], ..UnsignedTransaction::default() };
    let built = built(&mut request, &mut together).or_else(|| is_unreadable.then(not_told));
    (MpcWithdrawal { asked, is_asked_differently, built }, together)
}

/// Who is to be paid by the one intent, or by several that are carried out together.
fn asked_in(fields: &mut Fields) -> Vec<Recipient> {
    let one = fields.object("intent").map(|mut it| recipients(&mut it)).unwrap_or_default();
    if !one.is_empty() {
        return one;
    }
    let all = fields.objects("intents").unwrap_or_default();
    all.into_iter().flat_map(|mut it| recipients(&mut it)).collect()
}

/// The recipients of a withdrawal, in either of its shapes.
pub(super) fn recipients(fields: &mut Fields) -> Vec<Recipient> {
    fields.objects("recipients").unwrap_or_default().into_iter().map(recipient).collect()
}

/// `address` and `amount` are plain, or objects (`address.address`, `amount.value`, `amount.symbol`). Of a token `tokenData`
/// says which it is and how much.
fn recipient(mut fields: Fields) -> Recipient {
    let address = fields
        .text("address")
        .or_else(|| fields.object("address").and_then(|mut it| it.text("address")))
        .unwrap_or_default();
    let (amount, coin) = match fields.object("amount") {
        Some(mut amount) => (amount.amount("value"), amount.text("symbol")),
        None => (fields.amount("amount"), fields.text("tokenName")),
    };
    let mut token = fields.object("tokenData").unwrap_or_default();
    let contract = token.text("tokenContractAddress");
    Recipient {
        address,
        amount: token.amount("tokenQuantity").or(amount),
        coin: token.text("tokenName").or(contract).or(coin),
        data: fields.text("data"),
    }
}

/// The transaction as its chain writes it, and the part of it that is signed.
const SERIALIZED: &str = "serializedTxHex";
const SIGNABLE: &str = "signableHex";

/// Everything that is signed together; none while nothing is built.
fn built(request: &mut Fields, together: &mut Vec<ToldTransaction>) -> Option<UnsignedTransaction> {
    let mut whole = UnsignedTransaction::default();
    let lite = listed(request, "unsignedTxs", &mut whole.gaps);
    let full = unsigned(listed(request, "transactions", &mut whole.gaps), &mut whole.gaps);
    let told = |all: &[Fields]| -> Vec<[Option<Value>; 3]> {
        all.iter().map(|it| ["parsedTx", SERIALIZED, SIGNABLE].map(|name| it.peek(name).cloned())).collect()
    };
    // Either shape tells all of it: what both tell is not paid twice.
    let is_told_twice = told(&lite) == told(&full);
    let all: Vec<Fields> = if is_told_twice { lite } else { lite.into_iter().chain(full).collect() };
    if all.is_empty() && whole.gaps.is_empty() {
        return None;
    }
    let (mut spent, mut fees, mut platform_fees) = (Vec::new(), Vec::new(), Vec::new());
    let count = all.len();
    for mut transaction in all {
        together.extend(told_transaction(&mut transaction));
        let mut parsed = transaction.object("parsedTx").unwrap_or_default();
        let fee =
            transaction.object("feeInfo").and_then(|mut it| it.amount("feeString").or(it.amount("fee")));
        fees.push(fee.or_else(|| parsed.amount("minerFee")));
        spent.push(parsed.amount("spendAmount"));
        platform_fees.extend(parsed.amount("payGoFee"));
        if parsed.flag("hasUnvalidatedData") == Some(true) {
            whole.gaps.push(Gap::NotValidated);
        }
        let outputs = parsed.objects("outputs").unwrap_or_default();
        whole.gaps.extend(outputs.is_empty().then_some(Gap::NotTold));
        whole.outputs.extend(outputs.into_iter().map(output));
    }
    if !together.is_empty() && together.len() < count {
        // A part tells nothing of the whole: one that is not told cannot be read.
        together.push(ToldTransaction::default());
    }
    whole.spends = spent.into_iter().collect::<Option<Vec<Balance>>>().and_then(sum);
    // A part of the fees is no fee.
    whole.chain_fee = fees.into_iter().collect::<Option<Vec<Balance>>>().and_then(sum);
    whole.platform_fee = sum(platform_fees);
    Some(whole)
}

/// What is signed is the transaction where nothing else is told, as the vendor's SDK takes it. One that is no text is there,
/// and cannot be read.
fn told_transaction(transaction: &mut Fields) -> Option<ToldTransaction> {
    let is_no_text = transaction.peek(SERIALIZED).is_some_and(|it| !it.is_null() && !it.is_string());
    let mut text = |name: &str| transaction.text(name).filter(|it| !it.trim().is_empty());
    let (serialized, signable) = (text(SERIALIZED), text(SIGNABLE));
    let serialized = if is_no_text { Some(String::new()) } else { serialized.or_else(|| signable.clone()) };
    serialized.map(|serialized| ToldTransaction { serialized, signable })
}

/// A list of what is there; what is no list of objects is a gap.
fn listed(request: &mut Fields, name: &str, gaps: &mut Vec<Gap>) -> Vec<Fields> {
    let items = request.objects(name);
    let is_unreadable = items.is_none() && request.peek(name).is_some_and(|it| !it.is_null());
    gaps.extend(is_unreadable.then_some(Gap::NotAllTold));
    items.unwrap_or_default()
}

/// The transactions in the longer shape. Those that are not built yet have none, which is a gap beside others that are.
fn unsigned(transactions: Vec<Fields>, gaps: &mut Vec<Gap>) -> Vec<Fields> {
    let count = transactions.len();
    let is_built = |it: &Fields| it.peek("unsignedTx").is_some_and(|it| !it.is_null());
    let built: Vec<Fields> = transactions
        .into_iter()
        .filter(is_built)
        .map(|mut it| it.object("unsignedTx").unwrap_or_default())
        .collect();
    let is_partly_built = !built.is_empty() && built.len() < count;
    gaps.extend(is_partly_built.then_some(Gap::NotAllTold));
    built
}

fn output(mut fields: Fields) -> Output {
    Output {
        may_be_change: false,
        is_change: fields.flag("change").unwrap_or_default(),
        is_platform_fee: fields.flag("isPayGo").unwrap_or_default(),
        wallet: fields.text("wallet"),
        recipient: Recipient {
            address: fields.text("address").unwrap_or_default(),
            amount: fields.amount("valueString"),
            coin: fields.text("coinName"),
            data: fields.text("data"),
        },
    }
}

/// All of them; what is no number is kept as it came.
fn sum(amounts: Vec<Balance>) -> Option<Balance> {
    amounts.into_iter().reduce(|sum, amount| match (sum, amount) {
        (Balance::Exact(sum), Balance::Exact(amount)) => Balance::Exact(sum + amount),
        (Balance::Exact(_), unreadable) | (unreadable, _) => unreadable,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;
    use crate::domain::approval::{BuiltTransaction, PayingWallet};

    fn intent(address: &str, amount: &str) -> Value {
        json!({ "intentType": "payment", "recipients": [
            { "address": { "address": address }, "amount": { "value": amount, "symbol": "hteth" } },
        ]})
    }

    /// A transaction with one output, with these fields besides.
    fn unsigned(address: &str, amount: &str, parsed: &Value) -> Value {
        let mut told = json!({ "inputs": [], "minerFee": "1", "spendAmount": amount, "outputs": [
            { "address": address, "valueString": amount, "coinName": "hteth" },
        ]});
        told.as_object_mut().unwrap().extend(parsed.as_object().unwrap().clone());
        json!({ "parsedTx": told, "serializedTxHex": "02", "signableHex": "02" })
    }

    fn verdict(content: Value) -> BuiltTransaction {
        let (read, _) = read(Fields::of(content).unwrap());
        read.compare(PayingWallet { id: Some("w1"), coin: "hteth", addresses: &[] }).verdict()
    }

    #[test]
    fn both_sides_are_read_in_every_shape() {
        let (none, asked) = (json!({}), intent("0xa1", "5"));
        let same = unsigned("0xa1", "5", &none);
        let request =
            |unsigned: &[&Value]| json!({ "intent": asked, "txRequest": { "unsignedTxs": unsigned } });
        let full =
            |transactions: Value| json!({ "intent": asked, "txRequest": { "transactions": transactions } });
        for content in [
            request(&[&same]),
            full(json!([{ "state": "initialized", "unsignedTx": same }])),
            // The intent stands in the request alone, by itself or in a list.
            json!({ "txRequest": { "intent": asked, "unsignedTxs": [same] } }),
            json!({ "txRequest": { "intents": [asked], "unsignedTxs": [same] } }),
            // Both shapes tell the same transaction: it is paid once.
            json!({ "intent": asked, "txRequest": { "unsignedTxs": [same], "transactions": [{ "unsignedTx": same }] } }),
        ] {
            assert_eq!(verdict(content.clone()), BuiltTransaction::Agrees, "{content}");
        }
        for content in [
            json!({ "intent": asked }),
            request(&[]),
            full(json!([])),
            full(json!([{ "state": "initialized" }])),
            json!({ "intent": asked, "txRequest": { "unsignedTxs": null } }),
        ] {
            assert_eq!(verdict(content.clone()), BuiltTransaction::NotBuilt, "{content}");
        }
        let other = unsigned("0xbad", "5", &none);
        for content in [
            request(&[&other]),
            full(json!([{ "unsignedTx": other }])),
            request(&[&same, &other]),
            // What the two shapes tell differs: nobody says which is signed.
            json!({ "intent": asked, "txRequest": { "unsignedTxs": [same], "transactions": [{ "unsignedTx": other }] } }),
        ] {
            assert!(matches!(verdict(content.clone()), BuiltTransaction::Differs(_)), "{content}");
        }
    }

    #[test]
    fn what_cannot_be_read_of_it_is_no_agreement() {
        let (none, asked) = (json!({}), intent("0xa1", "5"));
        let same = unsigned("0xa1", "5", &none);
        let unvalidated = unsigned("0xa1", "5", &json!({ "hasUnvalidatedData": true }));
        let other_total = unsigned("0xa1", "5", &json!({ "spendAmount": "much" }));
        for request in [
            json!({ "unsignedTxs": [same], "transactions": "soon" }),
            json!({ "unsignedTxs": [unvalidated] }),
            json!({ "unsignedTxs": [other_total] }),
            json!({ "transactions": [{ "unsignedTx": same }, { "state": "initialized" }] }),
            json!({ "intent": intent("0xa2", "5"), "unsignedTxs": [same] }),
        ] {
            let content = json!({ "intent": asked, "txRequest": request });
            assert!(matches!(verdict(content.clone()), BuiltTransaction::CannotBeCompared(_)), "{content}");
        }
    }

    #[test]
    fn what_is_signed_is_told_whole_or_not_at_all() {
        let with = |text: Value| json!({ "parsedTx": { "outputs": [] }, "serializedTxHex": text });
        let (one, two) = (with(json!("02aa")), with(json!("02bb")));
        let other_text = json!({ "parsedTx": { "outputs": [] }, "serializedTxHex": "02cc" });
        for (request, expected) in [
            (json!({ "unsignedTxs": [one] }), vec!["02aa"]),
            (json!({ "unsignedTxs": [one, two] }), vec!["02aa", "02bb"]),
            (json!({ "transactions": [{ "unsignedTx": one }] }), vec!["02aa"]),
            // Both shapes tell it once, unless they tell two.
            (json!({ "unsignedTxs": [one], "transactions": [{ "unsignedTx": one }] }), vec!["02aa"]),
            (
                json!({ "unsignedTxs": [one], "transactions": [{ "unsignedTx": other_text }] }),
                vec!["02aa", "02cc"],
            ),
            // What is told in part alone cannot be read as a whole.
            (json!({ "unsignedTxs": [one, with(Value::Null)] }), vec!["02aa", ""]),
            (json!({ "unsignedTxs": [with(json!(" "))] }), vec![]),
            (json!({ "unsignedTxs": [with(json!(7))] }), vec![""]),
            (json!({}), vec![]),
        ] {
            let (_, told) = read(Fields::of(json!({ "txRequest": request })).unwrap());
            let texts: Vec<&str> = told.iter().map(|it| it.serialized.as_str()).collect();
            assert_eq!(texts, expected, "{request}");
        }
    }

    #[test]
    fn what_is_signed_of_it_is_told_beside_it() {
        let with = |whole: Value, part: Value| json!({ "parsedTx": { "outputs": [] }, "serializedTxHex": whole, "signableHex": part });
        let (one, other) = (with(json!("02aa"), json!("11")), with(json!("02aa"), json!("22")));
        for (request, expected) in [
            (json!({ "unsignedTxs": [one] }), vec![("02aa", Some("11"))]),
            (json!({ "unsignedTxs": [with(json!("02aa"), json!(" "))] }), vec![("02aa", None)]),
            // Alone it is the transaction.
            (json!({ "unsignedTxs": [with(Value::Null, json!("11"))] }), vec![("11", Some("11"))]),
            (json!({ "unsignedTxs": [with(json!(7), json!("11"))] }), vec![("", Some("11"))]),
            (
                json!({ "unsignedTxs": [one], "transactions": [{ "unsignedTx": one }] }),
                vec![("02aa", Some("11"))],
            ),
            // Two that are signed are two.
            (
                json!({ "unsignedTxs": [one], "transactions": [{ "unsignedTx": other }] }),
                vec![("02aa", Some("11")), ("02aa", Some("22"))],
            ),
        ] {
            let (_, told) = read(Fields::of(json!({ "txRequest": request })).unwrap());
            let told: Vec<_> =
                told.iter().map(|it| (it.serialized.as_str(), it.signable.as_deref())).collect();
            assert_eq!(told, expected, "{request}");
        }
    }

    #[test]
    fn of_a_token_the_quantity_and_the_token_are_read() {
        for (token, expected) in [
            (json!({ "tokenName": "hteth:usdc", "tokenQuantity": "7000000" }), Some("hteth:usdc")),
            (json!({ "tokenContractAddress": "0xc0", "tokenQuantity": "7000000" }), Some("0xc0")),
        ] {
            let recipient = recipient(
                Fields::of(json!({
                    "address": { "address": "0xa1" },
                    "amount": { "value": "0", "symbol": "hteth" },
                    "tokenData": token,
                }))
                .unwrap(),
            );
            assert_eq!(recipient.coin.as_deref(), expected);
            assert_eq!(recipient.amount, Some(Balance::from_wire("7000000")));
        }
    }
}
