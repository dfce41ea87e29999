//! What a wallet's `coinSpecific` must hold, by the coin's family (spec: `WalletSubdocument`).

use serde_json::{Value, json};

use crate::sandbox::state::wallet::Wallet;

/// The fields that the family requires, and the switches that the wallet's admins set.
pub(crate) fn of_wallet(wallet: &Wallet) -> Value {
    let mut document = of_family(wallet);
    if let Some(fields) = document.as_object_mut() {
        fields.extend(wallet.settings.coin_specific.clone());
    }
    document
}

/// UTXO coins require none.
fn of_family(wallet: &Wallet) -> Value {
    let root = root(wallet);
    match wallet.family {
        "algo" => json!({ "addressVersion": 1, "rootAddress": root, "trustedTokens": [] }),
        "eth" | "avaxc" | "celo" | "rbtc" => ethereum_like(wallet),
        "cspr" => json!({
            "accountHash": format!("account-hash-{}{}", wallet.id, wallet.address_id),
            "creationFailure": [],
            "lastTransferId": "0",
            "pendingChainInitialization": false,
            "rootAddress": root,
        }),
        "eos" | "xlm" => json!({
            "rootAddress": root,
            "pendingChainInitialization": false,
            "creationFailure": [],
            "lastMemoId": "1",
        }),
        "xrp" => json!({ "rootAddress": root, "pendingChainInitialization": false, "creationFailure": [] }),
        "hbar" => json!({
            "addressCount": 1,
            "pendingChainInitialization": false,
            "creationFailure": [],
            "trustedTokens": [],
            "baseAddress": root,
        }),
        "trx" => json!({
            "rootAddress": root,
            "rootPub": format!("04{}{}{}{}", wallet.id, wallet.address_id, wallet.policy, wallet.id),
            "pendingChainInitialization": false,
            "creationFailure": [],
            "minimumFunding": 0,
        }),
        "xtz" => json!({ "pendingChainInitialization": false, "creationFailure": [], "baseAddress": root }),
        "stx" => json!({ "baseAddress": root, "addressCount": 1 }),
        "sol" => json!({
            "rootAddress": root,
            "pendingChainInitialization": false,
            "minimumFunding": 2_039_280,
            "trustedTokens": [],
        }),
        "ofc" => json!({
            "needsKeyReshareAfterPasswordReset": false,
            "userKeySigningRequired": wallet.user_key_signing,
        }),
        _ => json!({}),
    }
}

/// The account itself: a tag or memo is given to those who share it.
fn root(wallet: &Wallet) -> &str {
    wallet.address.split('?').next().unwrap_or_default()
}

fn ethereum_like(wallet: &Wallet) -> Value {
    json!({
        "baseAddress": root(wallet),
        "pendingChainInitialization": false,
        "creationFailure": [],
        "gasPriceTier": "medium",
        "tokenFlushThresholds": {},
        "walletVersion": if wallet.is_mpc { 5 } else { 4 },
        "pendingDeployment": false,
        "deployForwardersManually": false,
        "flushForwardersManually": false,
        "enableMMI": false,
        "enableNFT": false,
    })
}
