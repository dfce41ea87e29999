//! What a pending approval tells of a payment (spec: `transactionRequest` and `transactionRequestFull`).

use serde_json::{Value, json};

use crate::domain::amount::BaseUnits;
use crate::sandbox::json::time::iso;
use crate::sandbox::rules::number::exact_number;
use crate::sandbox::state::State;
use crate::sandbox::state::approval::{Approval, ApprovedAction, MpcBuild};
use crate::sandbox::state::id::Id;
use crate::sandbox::state::wallet::Wallet;

/// The rule that asks for an approval of this payment, by its name. The sandbox does not add up what left before it: of
/// the wallet's rules that ask for approvals the first is the one.
pub(super) fn triggered<'a>(approval: &Approval, state: &'a State) -> Option<&'a str> {
    approval.payment()?;
    let wallet = approval.wallet.and_then(|id| state.wallets.get(id))?;
    let asks = |kind: &str| matches!(kind, "velocityLimit" | "allTx");
    let rule = wallet.rules.iter().find(|rule| rule.action == "getApproval" && asks(&rule.kind))?;
    Some(&rule.id)
}

/// Its details under its own type.
pub(super) fn details(approval: &Approval, state: &State) -> Value {
    let wallet = approval.wallet.and_then(|id| state.wallets.get(id));
    let coin = wallet.map_or("", |wallet| wallet.coin);
    match &approval.action {
        ApprovedAction::Payment { address, amount, fee, comment, .. } => {
            let mut document = json!({
                "coinSpecific": { coin: { "txHex": "0100000000" } },
                "comment": comment,
                "fee": exact_number(fee),
                "isUnsigned": false,
                "recipients": [{ "address": address, "amount": amount.to_string() }],
                "requestedAmount": amount.to_string(),
                "sourceWallet": approval.wallet.map(|id| id.to_string()),
            });
            if let (Some(rule), Some(fields)) = (triggered(approval, state), document.as_object_mut()) {
                fields.insert("triggeredPolicy".to_owned(), json!(rule));
            }
            document
        }
        ApprovedAction::MpcPayment { request, recipients, fee, comment, built, .. } => {
            let request = TransactionRequest { id: *request, recipients, fee, comment, built };
            request.details(approval, wallet)
        }
        _ => Value::Null,
    }
}

/// The transaction request of an MPC wallet.
struct TransactionRequest<'a> {
    id: Id,
    recipients: &'a [(String, BaseUnits)],
    fee: &'a BaseUnits,
    comment: &'a str,
    built: &'a MpcBuild,
}

impl TransactionRequest<'_> {
    fn details(&self, approval: &Approval, wallet: Option<&Wallet>) -> Value {
        let intent = self.intent(wallet.map_or("", |wallet| wallet.coin));
        let created = iso(approval.created);
        json!({
            "txRequestId": self.id.to_string(),
            "intent": intent,
            "txRequest": {
                "apiVersion": "lite",
                "txRequestId": self.id.to_string(),
                "walletId": approval.wallet.map(|id| id.to_string()),
                "walletType": wallet.map(|wallet| wallet.kind.word()),
                "version": 1,
                "enterpriseId": approval.enterprise.to_string(),
                "state": "pendingApproval",
                "date": created,
                "createdDate": created,
                "userId": approval.creator.to_string(),
                "initiatedBy": approval.creator.to_string(),
                "updatedBy": approval.creator.to_string(),
                "intents": [intent],
                "pendingApprovalId": approval.id.to_string(),
                "latest": true,
                "unsignedTxs": self.unsigned(wallet),
            },
        })
    }

    fn intent(&self, coin: &str) -> Value {
        let recipient = |(address, amount): &(String, BaseUnits)| {
            json!({
                "address": { "address": address },
                "amount": { "value": amount.to_string(), "symbol": coin },
            })
        };
        json!({
            "intentType": "payment",
            "comment": self.comment,
            "recipients": self.recipients.iter().map(recipient).collect::<Vec<_>>(),
        })
    }

    /// The transaction as it was built; nothing while it is not.
    fn unsigned(&self, wallet: Option<&Wallet>) -> Vec<Value> {
        if matches!(self.built, MpcBuild::NotYet) {
            return Vec::new();
        }
        let paid = self.built.paid(self.recipients);
        let total = paid.iter().fold(BaseUnits::zero(), |sum, (_, amount)| sum + amount.clone());
        let mut taken = total.clone() + self.fee.clone();
        let output = |(address, amount): &(String, BaseUnits)| json!({ "address": address, "valueString": amount.to_string() });
        let mut outputs: Vec<Value> = paid.iter().map(output).collect();
        if let (MpcBuild::WithChange(change), Some(wallet)) = (self.built, wallet) {
            taken += change.clone();
            outputs.push(json!({
                "address": wallet.address.to_string(),
                "valueString": change.to_string(),
                "change": true,
                "wallet": wallet.id.to_string(),
            }));
        }
        vec![json!({
            "serializedTxHex": format!("02f8{}", self.id),
            "signableHex": format!("02f8{}", self.id),
            "derivationPath": "m/0",
            "feeInfo": { "fee": self.fee.to_string(), "feeString": self.fee.to_string() },
            "parsedTx": {
                "inputs": [{ "valueString": taken.to_string() }],
                "minerFee": self.fee.to_string(),
                "outputs": outputs,
                "spendAmount": total.to_string(),
            },
        })]
    }
}
