//! What would be paid by a withdrawal: as it was asked for, as the platform says that it was built, and as the transaction
//! itself says that was decoded here.

use super::{ApprovalFacts, Change, PendingApproval};
use crate::domain::approval::{
    BuiltTransaction, Comparison, LocalCheck, Mark, MpcWithdrawal, PayingWallet, Recipient,
};
use crate::domain::each_once::each_once;
use std::borrow::Cow;
use std::collections::HashMap;

/// What would be paid, held against what was asked for. Empty for what is no withdrawal.
#[derive(Debug, Default, PartialEq)]
pub struct Built {
    /// What came of decoding the transaction that will be signed, held against who was asked to be paid.
    pub check: Option<LocalCheck>,
    /// What the platform says was built for a withdrawal of an MPC wallet, held against what was asked for.
    pub described: Option<Comparison>,
    /// The decoded transaction pays exactly what was asked for.
    pub decoded_agrees: bool,
    /// What the platform describes pays exactly what was asked for.
    pub description_agrees: bool,
    /// What is different in what was built, a sentence each. Where nothing is known of the wallet, what may be its own is
    /// not judged.
    pub dangers: Vec<String>,
    /// What in it is to be looked at and is no difference, a sentence each.
    pub cautions: Vec<String>,
    /// Who would be paid: by the transaction that is signed, where it was decoded, else by what the platform says of it,
    /// where it says anything.
    pub paid: Vec<Recipient>,
    /// Who was asked to be paid and who would be, each address once.
    pub(super) named: Vec<String>,
    /// What is known of each of those.
    marks: HashMap<String, Vec<Mark>>,
}

impl Built {
    /// The facts tell more of the wallet's own addresses, to which change may go.
    pub(super) fn of(approval: &PendingApproval, known: Option<&ApprovalFacts>) -> Self {
        let Change::Withdrawal { recipients, fee, .. } = &approval.info.change else {
            return Self::default();
        };
        let addresses = known.map(|known| known.addresses_of(approval.wallet.as_deref())).unwrap_or_default();
        let coin = approval.coin.as_deref().unwrap_or_default();
        let wallet = PayingWallet { id: approval.wallet.as_deref(), coin, addresses: &addresses };
        let mpc = approval.info.mpc.as_ref();
        let multisig = || MpcWithdrawal { asked: recipients.clone(), ..MpcWithdrawal::default() };
        let withdrawal = mpc.map_or_else(|| Cow::Owned(multisig()), Cow::Borrowed);
        let mut built = Self {
            check: Some(approval.info.decoding.check(&withdrawal, fee.as_ref(), wallet)),
            described: mpc.map(|mpc| mpc.compare(wallet)),
            ..Self::default()
        };
        let agrees = |it: Option<&Comparison>| it.is_some_and(|it| it.verdict() == BuiltTransaction::Agrees);
        built.decoded_agrees = agrees(built.decoded());
        built.description_agrees = agrees(built.described.as_ref());
        built.dangers = built.differences(known.is_some());
        built.cautions = built.strongest().map(Comparison::cautions).unwrap_or_default();
        built.paid = built.strongest().map_or_else(|| recipients.clone(), Comparison::paid);
        let named = recipients.iter().chain(&built.paid).map(|it| it.address.clone());
        built.named = each_once(named.filter(|it| !it.is_empty()).collect());
        if let Some(known) = known {
            let known = known.known();
            built.marks = built.named.iter().map(|it| (it.clone(), known.marks(it))).collect();
        }
        built
    }

    /// What was decoded here, held against what was asked for.
    fn decoded(&self) -> Option<&Comparison> {
        self.check.as_ref().and_then(LocalCheck::comparison)
    }

    /// What would be paid, held against what was asked for, by the strongest source that there is: the transaction itself where
    /// it was decoded here, else what the platform says of it. None where there is neither.
    pub fn strongest(&self) -> Option<&Comparison> {
        self.decoded().or(self.described.as_ref())
    }

    /// What is known of an address that was asked to be paid or would be. Nothing where nothing was read.
    pub fn marks(&self, address: &str) -> &[Mark] {
        self.marks.get(address).map(Vec::as_slice).unwrap_or_default()
    }

    fn differences(&self, is_wallet_known: bool) -> Vec<String> {
        let Some(strongest) = self.strongest() else { return Vec::new() };
        let mut dangers =
            if is_wallet_known { strongest.differences() } else { strongest.certain_differences() };
        // What the platform says that it spends stands in no transaction.
        let total = self.described.as_ref().and_then(Comparison::total_difference);
        dangers.extend(total.filter(|it| !dangers.contains(it)));
        dangers
    }

    /// What is different in what was built, in the few words that end a sentence; empty where nothing is.
    pub(super) fn in_short(&self) -> &'static str {
        let of_fee = self.strongest().map(Comparison::fee_dangers).unwrap_or_default();
        match self.dangers.iter().find(|it| !of_fee.contains(it)) {
            Some(_) => ", but the built transaction pays something else",
            None if self.dangers.is_empty() => "",
            None => ", but the network fee of the built transaction is high",
        }
    }

    /// What of the built transaction could not be read or compared, a sentence each.
    pub(super) fn gaps(&self) -> Vec<String> {
        let unread = self.check.as_ref().and_then(LocalCheck::unread);
        let decoded = self.decoded();
        let described = self.described.clone().map(|it| match decoded {
            Some(_) => it.without_payment_gaps(),
            None => it,
        });
        let words = decoded.into_iter().chain(&described).flat_map(Comparison::gap_words);
        each_once(unread.into_iter().chain(words).collect())
    }

    /// Addresses of the transaction that may be the wallet's own, and are not known to be.
    pub(super) fn unknown_addresses(&self) -> Vec<String> {
        let both = self.decoded().into_iter().chain(&self.described);
        let all = both.flat_map(Comparison::unknown_addresses).filter(|it| !it.is_empty());
        each_once(all.collect())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::{Value, json};

    use super::*;
    use crate::bitgo::approvals::{ApprovalCase, PastPayments};
    use crate::bitgo::fact::Fact;
    use crate::bitgo::fields::Fields;
    use crate::bitgo::wallet::Wallet;
    use crate::domain::approval::{Concern, ConcernKind, ListedWallets};

    const ASKED: &str = "0x71c7656ec7ab88b098defb751b7401b5f6d8976f";
    const OWN: &str = "0x0fe1111111111111111111111111111111111111";

    fn approval(content: &Value) -> PendingApproval {
        let kind = "transactionRequestFull";
        let approval = json!({ "id": "a1", "coin": "hteth", "wallet": "w1", "state": "pending", "scope": "wallet",
            "info": { "type": kind, kind: content } });
        PendingApproval::read(Fields::of(approval).unwrap())
    }

    fn pays(outputs: &Value) -> PendingApproval {
        let parsed = json!({ "inputs": [], "outputs": outputs, "spendAmount": "5" });
        approval(&json!({
            "intent": { "recipients": [{ "address": { "address": ASKED }, "amount": { "value": "5", "symbol": "hteth" } }] },
            "txRequest": { "unsignedTxs": [{ "parsedTx": parsed }] },
        }))
    }

    fn facts(paid: &[&str]) -> ApprovalFacts {
        let wallet =
            Wallet::of_json(&json!({ "id": "w1", "coin": "hteth", "receiveAddress": { "address": OWN } }));
        let addresses: Vec<String> = paid.iter().map(|&it| it.to_owned()).collect();
        let past = PastPayments { payments: addresses.len(), addresses, rest: Fact::Known(true) };
        ApprovalFacts::of_withdrawal(wallet, "hteth", past, ListedWallets::default())
    }

    fn dangers(approval: &PendingApproval, known: Option<&ApprovalFacts>) -> Vec<Concern> {
        let concerns = approval.examine(known).concerns.into_iter();
        concerns.filter(|it| it.kind == ConcernKind::Danger).collect()
    }

    #[test]
    fn what_was_built_otherwise_holds_the_button_whether_or_not_the_wallet_is_known() {
        let known = facts(&[]);
        let to = |address: &str, amount: &str| json!({ "address": address, "valueString": amount });
        let change = |address: &str| json!({ "address": address, "valueString": "9", "change": true });
        for (outputs, with_facts, without) in [
            (json!([to(ASKED, "5")]), 0, 0),
            (json!([to(ASKED, "5"), change(OWN)]), 0, 0),
            (json!([to(ASKED, "50")]), 2, 2),
            (json!([to("0xbad0000000000000000000000000000000000000", "5")]), 1, 1),
            // Without the wallet it is not known whose it is: what could not be read holds the button then.
            (json!([to(ASKED, "5"), change("0xbad0000000000000000000000000000000000000")]), 1, 0),
        ] {
            let approval = pays(&outputs);
            assert_eq!(dangers(&approval, Some(&known)).len(), with_facts, "{outputs}");
            assert_eq!(dangers(&approval, None).len(), without, "{outputs}");
        }
    }

    #[test]
    fn who_would_be_paid_is_held_against_what_was_paid_before() {
        let poisoned = "0x71c7650000000000000000000000000000d8976f";
        let approval = pays(&json!([{ "address": poisoned, "valueString": "5" }]));
        let known = facts(&[ASKED]);
        let paid: Vec<String> =
            approval.examine(Some(&known)).built.paid.iter().map(|it| it.address.clone()).collect();
        assert_eq!(paid, [poisoned]);
        let dangers = dangers(&approval, Some(&known));
        assert_eq!(dangers.len(), 2, "{dangers:?}");
        assert!(dangers[0].sentence.contains(&format!("The money would go to {poisoned}.")));
        assert!(dangers[0].excerpt.is_some(), "its characters have to be typed");
        assert!(dangers[1].sentence.contains(&format!("pays 0.000000000000000005 HTETH to {poisoned}")));
        assert!(
            ApprovalCase::new(approval)
                .summary(&crate::domain::share::Names::default())
                .ends_with("pays something else")
        );
    }

    /// A transaction of one input on the test network of Bitcoin that pays these, each with its script: the vectors of BIP 173.
    fn bitcoin(outputs: &[(u64, &str)]) -> String {
        use bitcoin::{
            Amount, ScriptBuf, Transaction, TxIn, TxOut, absolute::LockTime, transaction::Version,
        };
        let output = |&(amount, script): &(u64, &str)| TxOut {
            value: Amount::from_sat(amount),
            script_pubkey: ScriptBuf::from_hex(script).unwrap(),
        };
        bitcoin::consensus::encode::serialize_hex(&Transaction {
            version: Version::TWO,
            lock_time: LockTime::ZERO,
            input: vec![TxIn::default()],
            output: outputs.iter().map(output).collect(),
        })
    }

    const TO_PAID: &str = "0014751e76e8199196d454941c45d1b3a323f1433bd6";
    const PAID: &str = "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx";
    const TO_OWN: &str = "00201863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262";
    const OWN_BTC: &str = "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7";
    const TO_OTHER: &str = "76a914d0c59903c5bac2868760e90fd521a4665aa7652088ac";
    const OTHER: &str = "mzYqZHTdciW2DvC6HRQygvWNbab9U6KdQY";

    fn multisig(transaction: &Value) -> PendingApproval {
        let content = json!({
            "recipients": [{ "address": PAID, "amount": "700" }],
            "requestedAmount": "700",
            "validTransaction": transaction,
        });
        let approval = json!({ "id": "a1", "coin": "tbtc", "wallet": "w1", "state": "pending", "scope": "wallet",
            "info": { "type": "transactionRequest", "transactionRequest": content } });
        PendingApproval::read(Fields::of(approval).unwrap())
    }

    #[test]
    fn the_transaction_of_a_multisig_wallet_is_held_against_its_recipients() {
        let wallet =
            Wallet::of_json(&json!({ "id": "w1", "coin": "tbtc", "receiveAddress": { "address": OWN_BTC } }));
        let past = PastPayments { payments: 0, addresses: Vec::new(), rest: Fact::Known(true) };
        let known = ApprovalFacts::of_withdrawal(wallet, "tbtc", past, ListedWallets::default());
        for (outputs, paid, with_facts, without) in [
            (&[(700, TO_PAID)][..], vec![PAID], 0, 0),
            (&[(5, TO_OWN), (700, TO_PAID)], vec![PAID], 0, 0),
            (&[(700, TO_OTHER), (5, TO_OWN)], vec![OTHER], 1, 1),
            (&[(701, TO_PAID)], vec![PAID], 1, 1),
            // Without the wallet it is not known that this is no change.
            (&[(700, TO_PAID), (5, TO_OTHER)], vec![PAID, OTHER], 1, 0),
        ] {
            let approval = multisig(&json!(bitcoin(outputs)));
            let would: Vec<String> =
                approval.examine(Some(&known)).built.paid.iter().map(|it| it.address.clone()).collect();
            assert_eq!(would, paid, "{outputs:?}");
            let found = dangers(&approval, Some(&known));
            assert_eq!(found.len(), with_facts, "{outputs:?}: {found:?}");
            assert_eq!(dangers(&approval, None).len(), without, "{outputs:?}");
            assert!(approval.examine(None).unread.is_empty());
        }
    }

    #[test]
    fn a_transaction_that_is_there_and_broken_has_to_be_ticked_and_one_that_is_not_there_has_not() {
        for (transaction, unread) in [
            (json!("0100000000"), 1),
            (json!(bitcoin(&[(700, TO_PAID)])), 0),
            (json!("11".repeat(32)), 1),
            (json!("valid"), 0),
            (Value::Null, 0),
        ] {
            let approval = multisig(&transaction);
            let parts = approval.examine(None).unread;
            assert_eq!(parts.len(), unread, "{transaction}: {parts:?}");
            assert_eq!(approval.examine(None).built.paid[0].address, PAID);
        }
    }

    #[test]
    fn what_is_decoded_is_the_stronger_source() {
        // Of EIP-155's example, with another amount, on Hoodi and for nothing.
        let other = "0x3535353535353535353535353535353535353535";
        let serialized = "e20980825208943535353535353535353535353535353535353535058083088bb08080";
        let parsed = json!({ "inputs": [], "outputs": [{ "address": ASKED, "valueString": "5" }], "spendAmount": "5" });
        let approval = approval(&json!({
            "intent": { "recipients": [{ "address": ASKED, "amount": "5" }] },
            "txRequest": { "unsignedTxs": [{ "parsedTx": parsed, "serializedTxHex": serialized }] },
        }));
        let paid: Vec<String> =
            approval.examine(None).built.paid.iter().map(|it| it.address.clone()).collect();
        assert_eq!(paid, [other], "{:?}", approval.info.decoding);
        let known = facts(&[]);
        let found = dangers(&approval, Some(&known));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].sentence.contains(&format!("to {other}, but")), "{found:?}");
        assert!(found[1].sentence.starts_with("BitGo describes the built transaction as one that pays"));
    }

    /// A payment of one whole coin on Hoodi, with this highest price of gas, of an MPC wallet.
    fn priced(price: u64, fee: &str, signable: &str) -> PendingApproval {
        let mut fields = Vec::new();
        for number in [560_048_u64, 3, 1, price, 21_000] {
            alloy_rlp::Encodable::encode(&number, &mut fields);
        }
        let to = hex::decode(ASKED.trim_start_matches("0x")).unwrap();
        let whole = 1_000_000_000_000_000_000_u64.to_be_bytes();
        for bytes in [&to[..], &whole, &[]] {
            alloy_rlp::Encodable::encode(bytes, &mut fields);
        }
        fields.push(0xc0);
        let header = alloy_rlp::Header { list: true, payload_length: fields.len() };
        let mut bytes = vec![2];
        header.encode(&mut bytes);
        let serialized = hex::encode([bytes, fields].concat());
        let signable = if signable.is_empty() { &serialized } else { signable };
        approval(&json!({
            "intent": { "recipients": [{ "address": ASKED, "amount": "1000000000000000000" }] },
            "txRequest": { "unsignedTxs": [{
                "parsedTx": { "inputs": [], "outputs": [{ "address": ASKED, "valueString": "1000000000000000000" }] },
                "feeInfo": { "fee": fee, "feeString": fee },
                "serializedTxHex": serialized,
                "signableHex": signable,
            }] },
        }))
    }

    #[test]
    fn a_network_fee_that_is_high_holds_the_button() {
        use ConcernKind::{Attention, Danger};
        let known = facts(&[]);
        let small = "21000000000000";
        let high = ", but the network fee of the built transaction is high";
        for (price, fee, kinds, ending) in [
            (1_000_000_000, small, &[][..], ""),
            (9_000_000_000_000, small, &[Danger], high),
            (9_000_000_000_000, "189000000000000000", &[Attention], ""),
            (90_000_000_000_000, small, &[Danger, Danger], high),
        ] {
            let approval = priced(price, fee, "");
            for facts in [Some(&known), None] {
                let concerns = approval.examine(facts).concerns.into_iter();
                let found: Vec<_> = concerns.filter(|it| it.sentence.contains("network fee")).collect();
                let found_kinds: Vec<ConcernKind> = found.iter().map(|it| it.kind).collect();
                assert_eq!(found_kinds, kinds, "{price} {fee}: {found:?}");
            }
            let summary = ApprovalCase::new(approval).summary(&crate::domain::share::Names::default());
            assert_eq!(summary, format!("Send 1 HTETH to 1 address{ending}"));
        }
    }

    #[test]
    fn what_the_decoded_transaction_tells_is_not_missed_in_what_bitgo_tells_of_it() {
        // Of EIP-155's form, on Hoodi: 5 wei to who is asked to be paid.
        let serialized = "e2098082520894".to_owned() + &ASKED[2..] + "058083088bb08080";
        let told = |serialized: Value| json!({ "parsedTx": { "inputs": [] }, "serializedTxHex": serialized });
        let whole = || told(json!(serialized));
        for (request, unread) in [
            (
                json!({ "unsignedTxs": [{ "parsedTx": {}, "serializedTxHex": serialized, "signableHex": serialized }] }),
                vec![],
            ),
            (
                json!({ "unsignedTxs": [{ "serializedTxHex": serialized, "signableHex": serialized }] }),
                vec![],
            ),
            // Where it was not decoded, or where there may be more, it is missed.
            (json!({ "unsignedTxs": [told(Value::Null)] }), vec!["What the built transaction pays"]),
            (json!({ "unsignedTxs": [whole()], "transactions": "more" }), vec!["A part of what was built"]),
            (
                json!({ "transactions": [{ "unsignedTx": whole() }, { "state": "initialized" }] }),
                vec!["A part of what was built"],
            ),
        ] {
            let asked = json!({ "recipients": [{ "address": ASKED, "amount": "5" }] });
            let found = approval(&json!({ "intent": asked, "txRequest": request })).examine(None).unread;
            let found: Vec<String> = found.into_iter().filter(|it| it.contains("compared with")).collect();
            assert_eq!(found.len(), unread.len(), "{request}: {found:?}");
            assert!(found.iter().zip(unread).all(|(found, words)| found.contains(words)), "{found:?}");
        }
    }

    #[test]
    fn what_is_signed_and_is_something_else_holds_the_button() {
        let small = "21000000000000";
        for (signable, count, unread) in [("", 0, 0), ("11".repeat(32).as_str(), 1, 0), ("0x", 0, 1)] {
            let approval = priced(1_000_000_000, small, signable);
            assert_eq!(dangers(&approval, Some(&facts(&[]))).len(), count, "{signable}");
            let parts = approval.examine(None).unread;
            assert_eq!(parts.len(), unread, "{signable}: {parts:?}");
        }
    }

    #[test]
    fn what_is_not_built_is_among_what_could_not_be_read() {
        let asked = json!({ "recipients": [{ "address": ASKED, "amount": "5" }] });
        let approval = approval(&json!({ "intent": asked, "txRequest": {} }));
        assert_eq!(approval.examine(None).unread.len(), 1, "{:?}", approval.examine(None).unread);
        assert!(approval.examine(None).unread.concat().contains("is not built yet"));
        assert_eq!(approval.examine(None).built.paid[0].address, ASKED);
    }
}
