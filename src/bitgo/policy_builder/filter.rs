//! Filtering conditions on the wire: which wallets a rule is for (spec: `WalletTypeFilteringCondition` and its siblings).

use serde_json::{Value, json};

use super::item;
use super::parameters::{Parameters, Why};
use crate::domain::enterprise_policy::{Unreadable, WalletFilter};

pub(super) fn read(value: &Value, unreadable: &mut Vec<Unreadable>) -> WalletFilter {
    item::read(value, unreadable, known, WalletFilter::NotUnderstood)
}

pub(super) fn known(name: &str, mut parameters: Parameters) -> Result<WalletFilter, Why> {
    let from = &mut parameters;
    let wallets =
        |ids: Vec<String>, is_multiple| WalletFilter::Wallets { ids: ids.into_iter().collect(), is_multiple };
    let filter = match name {
        "wallet.all" => WalletFilter::AllWallets,
        "wallet.type" => WalletFilter::Kinds(from.texts("walletType")?),
        "wallet.ids" => wallets(from.texts("walletId")?, false),
        "wallet.multiple.ids" => wallets(from.texts("walletId")?, true),
        // Its parameters are free (spec: `RuleAllFilteringCondition`), and it takes in no wallet.
        "rule.all" => return Ok(WalletFilter::AllRules { parameters: parameters.all() }),
        _ => return Err("this filter is not known here".to_owned()),
    };
    parameters.end().map(|()| filter)
}

/// As it is sent. What is not understood goes back as it came.
pub(super) fn write(filter: &WalletFilter) -> Value {
    match filter {
        WalletFilter::AllWallets => json!({ "name": "wallet.all" }),
        WalletFilter::Kinds(kinds) => json!({ "name": "wallet.type", "parameters": { "walletType": kinds } }),
        WalletFilter::Wallets { ids, is_multiple } => {
            let name = if *is_multiple { "wallet.multiple.ids" } else { "wallet.ids" };
            json!({ "name": name, "parameters": { "walletId": ids.as_slice() } })
        }
        WalletFilter::AllRules { parameters: None } => json!({ "name": "rule.all" }),
        WalletFilter::AllRules { parameters: Some(json) } => {
            let parameters: Value = serde_json::from_str(json).unwrap_or_default();
            json!({ "name": "rule.all", "parameters": parameters })
        }
        WalletFilter::NotUnderstood(part) => serde_json::from_str(&part.json).unwrap_or_default(),
    }
}
