//! What a pending approval tells of a payment (spec: `transactionRequest` and `transactionRequestFull`).

use serde_json::{Value, json};

use crate::domain::amount::BaseUnits;
use crate::sandbox::json::time::iso;
use crate::sandbox::rules::number::exact_number;
use crate::sandbox::state::State;
use crate::sandbox::state::approval::{Approval, ApprovedAction, MpcBuild, UnsignedTransaction};
use crate::sandbox::state::id::Id;
use crate::sandbox::state::wallet::Wallet;
use crate::sandbox::unsigned::{self, Payload};

/// The rule that asks for an approval of this payment, by its name. The sandbox does not add up what left before it: of
/// the wallet's rules that ask for approvals the first is the one.
pub(super) fn triggered<'a>(approval: &'a Approval, state: &'a State) -> Option<&'a str> {
    approval.payment()?;
    if let Some(demand) = &approval.demand {
        return demand.wallet_rules.first().map(String::as_str);
    }
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
        ApprovedAction::Payment { recipients, fee, comment, transaction, .. } => {
            let change = Some(Payload::usual_change(approval.id));
            let pays = transaction.written(recipients);
            let hex = wallet.map(|it| transaction_hex(approval, it, change, (pays, fee), transaction));
            let total: BaseUnits = recipients.iter().map(|(_, amount)| amount).sum();
            let recipient = |(address, amount): &(String, BaseUnits)| json!({ "address": address, "amount": amount.to_string() });
            let mut document = json!({
                "coinSpecific": { coin: { "txHex": hex } },
                "comment": comment,
                "fee": exact_number(fee),
                "isUnsigned": true,
                "recipients": recipients.iter().map(recipient).collect::<Vec<_>>(),
                "requestedAmount": total.to_string(),
                "sourceWallet": approval.wallet.map(|id| id.to_string()),
                "validTransaction": hex,
            });
            if let (Some(rule), Some(fields)) = (triggered(approval, state), document.as_object_mut()) {
                fields.insert("triggeredPolicy".to_owned(), json!(rule));
            }
            with_video_approvers(document, approval)
        }
        ApprovedAction::MpcPayment { request, recipients, fee, comment, built, transaction, .. } => {
            let request = TransactionRequest { id: *request, recipients, fee, comment, built, transaction };
            with_video_approvers(request.details(approval, wallet), approval)
        }
        _ => Value::Null,
    }
}

/// With those whom the platform is to call, where it is.
fn with_video_approvers(mut document: Value, approval: &Approval) -> Value {
    let people = approval.demand.as_ref().map(|demand| &demand.video_approvers);
    if let (Some(people), Some(fields)) = (people.filter(|it| !it.is_empty()), document.as_object_mut()) {
        let people: Vec<String> = people.iter().map(ToString::to_string).collect();
        fields.insert("videoApprovers".to_owned(), json!(people));
    }
    document
}

/// The transaction as a whole, which pays these.
fn transaction_hex(
    approval: &Approval,
    wallet: &Wallet,
    change: Option<BaseUnits>,
    (pays, fee): (&[(String, BaseUnits)], &BaseUnits),
    transaction: &UnsignedTransaction,
) -> String {
    let change = change.filter(|_| !matches!(transaction, UnsignedTransaction::HighFee));
    let fee = transaction.fee(fee);
    let payload = Payload { wallet, approval: approval.id, created: approval.created, pays, change, fee };
    unsigned::hex(&payload, !matches!(transaction, UnsignedTransaction::NotDecodable))
}

/// The transaction request of an MPC wallet.
struct TransactionRequest<'a> {
    id: Id,
    recipients: &'a [(String, BaseUnits)],
    fee: &'a BaseUnits,
    comment: &'a str,
    built: &'a MpcBuild,
    transaction: &'a UnsignedTransaction,
}

impl TransactionRequest<'_> {
    fn details(&self, approval: &Approval, wallet: Option<&Wallet>) -> Value {
        let intent = self.intent(wallet.map_or("", |wallet| wallet.coin));
        let created = iso(approval.created);
        json!({
            "txRequestId": self.id.uuid(),
            "intent": intent,
            "txRequest": {
                "apiVersion": "lite",
                "txRequestId": self.id.uuid(),
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
                "unsignedTxs": wallet.map(|wallet| self.unsigned(approval, wallet)).unwrap_or_default(),
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
    fn unsigned(&self, approval: &Approval, wallet: &Wallet) -> Vec<Value> {
        if matches!(self.built, MpcBuild::NotYet) {
            return Vec::new();
        }
        let told = self.built.told(self.recipients);
        let total: BaseUnits = told.iter().map(|(_, amount)| amount).sum();
        let mut taken = total.clone() + self.fee.clone();
        let output = |(address, amount): &(String, BaseUnits)| json!({ "address": address, "valueString": amount.to_string() });
        let mut outputs: Vec<Value> = told.iter().map(output).collect();
        let change = match self.built {
            MpcBuild::WithChange(change) => Some(change.clone()),
            MpcBuild::AsAsked | MpcBuild::Other(_) | MpcBuild::NotYet => None,
        };
        if let Some(change) = &change {
            taken += change;
            outputs.push(json!({
                "address": unsigned::change_address(wallet).unwrap_or_else(|| wallet.address.to_string()),
                "valueString": change.to_string(),
                "change": true,
                "wallet": wallet.id.to_string(),
            }));
        }
        let hex =
            |pays| transaction_hex(approval, wallet, change.clone(), (pays, self.fee), self.transaction);
        let (whole, signed) = (self.transaction.written(told), self.transaction.paid(told));
        vec![json!({
            "serializedTxHex": hex(whole),
            "signableHex": hex(signed),
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
