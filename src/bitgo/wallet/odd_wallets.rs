//! Wallets as no one expects them, read where they stand and read field by field as every other answer is: both come to the
//! same, and nothing of what was sent is lost.
#![allow(clippy::unwrap_used)]

use bytes::Bytes;
use serde_json::Value;
use smol_str::SmolStr;

use super::requests::read_wallets;
use super::{SharedWords, Wallet, WalletKind};
use crate::bitgo::fields::Fields;
use crate::domain::amount::Balance;

/// Each with its balance as it is shown; none where it is not reported.
const ODD: [(&str, Option<&str>); 14] = [
    (r#"{"id":"w1","coin":"tbtc","balanceString":"5","balance":5.0,"confirmedBalanceString":4}"#, Some("5")),
    (r#"{"id":"w2","balanceString":12.5,"label":7,"type":null,"users":{"user":"u"}}"#, Some("“12.5”")),
    (
        r#"{"id":"w3","balanceString":1e3,"approvalsRequired":"2","deleted":"yes","unheardOf":1e400}"#,
        Some("1000"),
    ),
    (
        r#"{"id":"w4","balanceString":"1e3","approvalsRequired":2.0,"spendableBalanceString":-0}"#,
        Some("“1e3”"),
    ),
    (
        r#"{"id":"w5","balanceString":"1234567890123456789012345678901234567890","stakingBalanceString":99999999999999999999999999999999999999999}"#,
        Some("1234567890123456789012345678901234567890"),
    ),
    (r#"{"id":"w6","balanceString":"","confirmedBalanceString":"-12","startDate":"yesterday"}"#, Some("“”")),
    (r#"{"id":"w7","balanceString":null,"balance":1e29,"type":"hologram","multisigType":"tss"}"#, None),
    (
        r#"{"id":"w8","balance":17,"users":[{"user":"u","permissions":["admin","levitate"]},{"permissions":"admin"},{}]}"#,
        None,
    ),
    (
        r#"{"id":"w9","balanceString":["5"],"users":[7,{"user":"u"}],"enterprise":{"id":"e"},"freeze":[]}"#,
        None,
    ),
    (
        r#"{"id":"wa","balanceString":{"n":1},"freeze":{"time":"2026-01-01T00:00:00Z","expires":5,"reason":1}}"#,
        None,
    ),
    (
        r#"{"id":"wb","balanceString":"007","startDate":"2026-01-02T03:04:05.678Z","approvalsRequired":-1}"#,
        Some("7"),
    ),
    (
        r#"{"id":"wc","label":"\u0430\ud83d\ude00\n\"x\"","coin":"unheard:OF","balanceString":" 5 ","approvalsRequired":18446744073709551616}"#,
        Some("“ 5 ”"),
    ),
    (r#"{"id":"wd","label":"first","label":"second","balanceString":"1","balanceString":"2"}"#, Some("2")),
    (
        r#"{"id":"we","coin":null,"keys":[1],"receiveAddress":"here","coinSpecific":7,"admin":{"policy":{"rules":"later"}}}"#,
        None,
    ),
];

fn read_from_bytes(texts: &[&str]) -> Vec<Wallet> {
    let answer = Bytes::from(format!(r#"{{"coin":"tltc","wallets":[{}]}}"#, texts.join(" ,\n")));
    let batch = read_wallets(&answer, &mut SharedWords::default()).unwrap();
    batch.items.into_iter().map(|(id, wallet)| (assert_eq!(id, wallet.id), wallet).1).collect()
}

fn same(text: Option<&str>, read: Option<&SmolStr>) -> bool {
    text == read.map(SmolStr::as_str)
}

/// As the platform's other answers are read, by the rules for each kind of field.
fn agrees(mut fields: Fields, wallet: &Wallet) {
    let of = wallet.id.clone();
    let balances = [
        ("balanceString", &wallet.balance),
        ("confirmedBalanceString", &wallet.confirmed),
        ("spendableBalanceString", &wallet.spendable),
        ("stakingBalanceString", &wallet.staked),
    ];
    for (name, read) in balances {
        assert_eq!(fields.amount(name), *read, "{of} {name}");
    }
    assert_eq!(fields.text("id").unwrap_or_default(), wallet.id);
    assert_eq!(fields.text("label").unwrap_or_default(), wallet.label);
    assert_eq!(fields.text("coin").unwrap_or_else(|| "tltc".to_owned()), wallet.coin, "{of}");
    let kind = fields.text("type").map_or_else(WalletKind::default, |word| WalletKind::from_word(&word));
    assert_eq!(kind, wallet.kind, "{of}");
    assert!(same(fields.text("multisigType").as_deref(), wallet.multisig_type.as_ref()), "{of}");
    assert!(same(fields.text("enterprise").as_deref(), wallet.enterprise.as_ref()), "{of}");
    assert_eq!(fields.whole("approvalsRequired"), wallet.approvals_required, "{of}");
    assert_eq!(fields.time("startDate"), wallet.created, "{of}");
    assert_eq!(fields.flag("deleted").unwrap_or_default(), wallet.is_deleted, "{of}");
    assert_eq!(fields.texts("keys").unwrap_or_default(), wallet.keys(), "{of}");
    assert_eq!(fields.texts("customTags").unwrap_or_default(), wallet.custom_tags(), "{of}");
    let users: Vec<(String, Vec<String>)> = fields
        .objects("users")
        .unwrap_or_default()
        .into_iter()
        .map(|mut user| {
            (user.text("user").unwrap_or_default(), user.texts("permissions").unwrap_or_default())
        })
        .collect();
    let read = wallet.users.iter().map(|user| {
        (user.user.to_string(), user.permissions.iter().map(SmolStr::to_string).collect::<Vec<_>>())
    });
    assert_eq!(users, read.collect::<Vec<_>>(), "{of}");
    let freeze =
        fields.object("freeze").map(|mut it| (it.time("time"), it.time("expires"), it.text("reason")));
    let read = wallet.freeze.as_ref().map(|it| (it.since, it.expires, it.reason.clone()));
    assert_eq!(freeze, read, "{of}");
}

fn shown(balance: &Balance) -> String {
    balance.exact().map_or_else(|| format!("“{}”", balance.as_sent()), ToString::to_string)
}

#[test]
fn odd_wallets_are_read_as_any_other_answer_and_kept_to_the_letter() {
    let texts = ODD.map(|(text, _)| text);
    let wallets = read_from_bytes(&texts);
    assert_eq!(wallets.len(), ODD.len());
    for (wallet, (text, balance)) in wallets.iter().zip(ODD) {
        assert_eq!(wallet.balance.as_ref().map(shown).as_deref(), balance, "{text}");
        agrees(Fields::of(serde_json::from_str(text).unwrap()).unwrap(), wallet);
        assert_eq!(wallet.raw.as_str(), text, "nothing of it is lost");
        let (shown, sent): (Value, Value) =
            (serde_json::from_str(&wallet.raw.indented()).unwrap(), serde_json::from_str(text).unwrap());
        assert_eq!(shown, sent);
    }
    assert!(wallets[2].raw.indented().contains("\"unheardOf\": 1e400"));
    assert!(wallets[0].raw.indented().contains("\"balance\": 5.0,"));
}

#[test]
fn one_that_is_not_readable_in_part_leaves_the_others_as_they_are() {
    for odd in ODD {
        let sound = r#"{"id":"sound","label":"Sound","balanceString":"3"}"#;
        let wallets = read_from_bytes(&[odd.0, sound]);
        assert_eq!(wallets.iter().filter(|it| it.label == "Sound").count(), 1, "{}", odd.0);
    }
}
