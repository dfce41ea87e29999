//! Labels of the addresses that an approval pays (spec: `expandAddressLabels`).

use serde_json::{Value, json};

use crate::sandbox::state::State;
use crate::sandbox::state::approval::Approval;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::wallet::Wallet;

/// A label for each recipient that has one: as the wallet's whitelist calls it, or the wallet of the same enterprise that
/// receives there.
pub(crate) fn of(approval: &Approval, state: &State) -> Value {
    let recipients = approval.told().unwrap_or_default();
    let wallet = approval.wallet.and_then(|id| state.wallets.get(id));
    let label = |(address, _): &(String, _)| {
        if let Some(own) = receiving(address, approval.enterprise, state) {
            let label = own.label.as_str();
            return Some(json!({ "address": address, "label": label, "walletLabel": label }));
        }
        let listed = wallet.and_then(|wallet| listed(wallet, address))?;
        Some(json!({ "address": address, "label": listed }))
    };
    recipients.iter().filter_map(label).collect()
}

fn receiving<'a>(address: &str, enterprise: Id, state: &'a State) -> Option<&'a Wallet> {
    let mut own = state.wallets.newest_first().filter(|wallet| wallet.enterprise == enterprise);
    own.find(|wallet| *wallet.address == *address)
}

fn listed<'a>(wallet: &'a Wallet, address: &str) -> Option<&'a str> {
    let lists = wallet.rules.iter().filter_map(|rule| rule.condition.get("entries")?.as_array());
    let entry = lists.flatten().find(|entry| entry.get("item").is_some_and(|item| item == address))?;
    entry.pointer("/metaData/label")?.as_str()
}
