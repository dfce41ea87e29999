//! Wallets as no one expects them, read where they stand and read field by field as every other answer is: both come to the
//! same, and nothing of what was sent is lost.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use bytes::Bytes;
use proptest::prelude::*;
use serde_json::Value;
use smol_str::SmolStr;

use super::requests::{read_unusual, read_wallets};
use super::{SharedWords, Wallet, WalletKind, usual_page};
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

fn read_from_bytes(texts: &[&str]) -> Vec<Arc<Wallet>> {
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

/// A page as the platform writes it, with blanks where JSON allows them.
const USUAL: &str = r#" { "wallets" : [ {"id":"w1","users":[{"user":"u","permissions":["admin","view"]}],"coin":"tbtc",
    "label":"Tresor “A”","enterprise":null,"admin":{"policy":{"id":"p","rules":[{"type":"velocityLimit","coin":"tbtc","x":[{}]}]}},
    "multisigType":"onchain","type":"cold","balanceString":"-12","confirmedBalanceString":"340282366920938463463374607431768211456",
    "freeze":{"time":"2026-01-01T00:00:00Z"},"approvalsRequired":2,"startDate":"2026-01-02T03:04:05.678Z","deleted":true,
    "later":{"n":1e999} } ,
  {"id":"w2","coin":"hteth","admin":{"policy":{}},"freeze":[],"users":null},{"coin":"hteth","admin":{"policy":{"rules":[]}}, "id":"w3"}
  ] , "totalCount":3,"nextBatchPrevId":"w3"}"#;

/// Whether the page is read in one go, and then as with patience.
fn is_usual(page: &str) -> bool {
    let answer = Bytes::from(page.to_owned());
    let patient = read_unusual(&answer, &mut SharedWords::default());
    let Some(usual) = usual_page::read(&answer, &mut SharedWords::default()) else { return false };
    let patient = patient.unwrap();
    assert_eq!(usual.items, patient.items, "{page}");
    assert_eq!((usual.total, usual.next), (patient.total, patient.next), "{page}");
    true
}

#[test]
fn a_usual_page_is_read_in_one_go_and_to_the_letter() {
    assert!(is_usual(USUAL));
    assert!(is_usual(r#"{"wallets":[]}"#));
    assert!(is_usual(r#"{"wallets":[{"coin":"tbtc"}],"totalCount":null,"other":[1e400]}"#));
    let wallets = read_wallets(&USUAL.into(), &mut SharedWords::default()).unwrap().items;
    let limits: Vec<_> = wallets.iter().map(|(_, wallet)| wallet.limit_rule).collect();
    assert_eq!(limits, [Some(true), None, Some(false)]);
    assert!(wallets[0].1.raw.as_str().ends_with("\"later\":{\"n\":1e999} }"));
}

#[test]
fn an_unusual_page_is_read_with_patience() {
    for (usual, other) in [
        ("\"w2\"", "\"\\u0077\""),
        ("\"w2\"", "2"),
        ("\"id\":\"w2\"", "\"\\u0069d\":\"w2\""),
        ("\"coin\":\"hteth\",", ""),
        ("\"deleted\":true", "\"deleted\":\"true\""),
        ("\"approvalsRequired\":2", "\"approvalsRequired\":\"2\""),
        ("\"-12\"", "-12"),
        ("{\"policy\":{}}", "{\"policy\":[{}]}"),
        ("\"totalCount\":3", "\"totalCount\":\"3\""),
        ("\"totalCount\":3", "\"coin\":\"tltc\""),
        ("{\"coin\":\"hteth\"", "{},{\"coin\":\"hteth\""),
    ] {
        let page = USUAL.replacen(usual, other, 1);
        assert!(page != USUAL && !is_usual(&page), "{other}");
        assert!(read_wallets(&page.into(), &mut SharedWords::default()).is_ok(), "{other}");
    }
    for broken in [USUAL.replacen('}', "", 1), USUAL.replacen(",\n", "", 1), format!("{USUAL}x")] {
        assert!(read_wallets(&broken.into(), &mut SharedWords::default()).is_err());
    }
}

/// A field by a name that a wallet has, or another.
fn field() -> impl Strategy<Value = (String, String)> {
    let name = prop::sample::select(vec![
        "id",
        "coin",
        "label",
        "type",
        "multisigType",
        "enterprise",
        "balanceString",
        "stakingBalanceString",
        "users",
        "freeze",
        "approvalsRequired",
        "startDate",
        "deleted",
        "admin",
        "other",
    ]);
    let value = prop_oneof![
        Just("null".to_owned()),
        "-?[1-9][0-9]{0,40}",
        "\"[0-9]{1,41}\"",
        "\"[a-zé\\\\\\\\u0041 ]{0,8}\"".prop_filter("JSON", |it| serde_json::from_str::<Value>(it).is_ok()),
        Just("true".to_owned()),
        Just(r#"{"time":"2026-01-01T00:00:00Z","expires":null}"#.to_owned()),
        Just(r#"{"policy":{"rules":[{"type":"velocityLimit","coin":"a"},{"type":7}]}}"#.to_owned()),
        Just(r#"{"policy":{"rules":[{"type":"velocityLimit"}]}}"#.to_owned()),
        Just(r#"[{"user":"u","permissions":["a"]},{}]"#.to_owned()),
        Just("[1, {} ]".to_owned()),
    ];
    (name.prop_map(str::to_owned), value)
}

/// A field of the documented type, but for the coin, which each wallet has.
fn usual_field() -> impl Strategy<Value = (String, String)> {
    let of = |names: &[&'static str], values: &'static str| {
        let value = prop_oneof![1 => Just("null".to_owned()), 4 => values];
        (prop::sample::select(names.to_vec()).prop_map(str::to_owned), value)
    };
    let objects = |name: &str, values: &[&'static str]| {
        (Just(name.to_owned()), prop::sample::select(values.to_vec()).prop_map(str::to_owned))
    };
    prop_oneof![
        of(&["id", "label", "enterprise", "type", "multisigType"], "\"[a-zé ]{0,8}\""),
        of(&["balanceString", "confirmedBalanceString", "spendableBalanceString"], "\"-?[0-9]{1,41}[x.]?\""),
        of(&["approvalsRequired"], "[1-9][0-9]{0,3}"),
        of(&["startDate"], "\"2026-0[1-9]-0[0-9]T03:04:05[.]678Z\""),
        of(&["deleted"], "true|false"),
        of(&["other", "keys"], "-?[1-9][0-9]{0,40}"),
        objects("users", &["null", r#"[{"user":"u","permissions":["a"]}]"#, r#"[{"user":"u"} , {}]"#, "[7]"]),
        objects("freeze", &["null", "{}", r#"{"expires":"later"}"#, r#"{"time":"2026-01-01T00:00:00Z"}"#]),
        objects(
            "admin",
            &[
                "null",
                r#"{"policy":{"rules":[{"type":"velocityLimit","coin":"a"},{"type":"later"}]}}"#,
                r#"{"policy":{"id":"p"}}"#,
            ]
        ),
    ]
}

/// What JSON allows between its parts.
const BLANK: &str = "[ \t\n\r]{0,2}";

fn usual_wallet() -> impl Strategy<Value = String> {
    (prop::collection::vec(usual_field(), 0..6), any::<prop::sample::Index>(), BLANK).prop_map(
        |(mut fields, place, blank)| {
            fields.insert(place.index(fields.len() + 1), ("coin".to_owned(), "\"tbtc\"".to_owned()));
            let fields: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("{blank}\"{name}\"{blank}:{blank}{value}{blank}"))
                .collect();
            format!("{{{}}}", fields.join(","))
        },
    )
}

/// A page whose parts come in any order, and at times twice.
fn usual_page() -> impl Strategy<Value = String> {
    let list = || {
        (prop::collection::vec(usual_wallet(), 0..4), BLANK).prop_map(|(wallets, blank)| {
            format!("\"wallets\":{blank}[{}{blank}]", wallets.join(&format!("{blank},{blank}")))
        })
    };
    let other = prop_oneof![
        "\"totalCount\":[1-9][0-9]{0,4}",
        "\"nextBatchPrevId\":\"[a-z]{1,4}\"",
        Just("\"later\":[{}]".to_owned()),
        list(),
    ];
    let parts = (list(), prop::collection::vec(other, 0..4), any::<prop::sample::Index>(), BLANK);
    parts.prop_map(|(list, mut parts, place, blank)| {
        parts.insert(place.index(parts.len() + 1), list);
        format!("{{{blank}{}{blank}}}", parts.join(&format!("{blank},{blank}")))
    })
}

proptest! {
    #[test]
    fn a_page_of_documented_types_is_read_in_one_go(page in usual_page()) {
        prop_assert!(is_usual(&page), "{}", page);
    }

    #[test]
    fn both_ways_come_to_the_same(
        wallets in prop::collection::vec(prop::collection::vec(field(), 0..5), 0..4),
        blank in "[ \t\n\r]{0,2}",
    ) {
        let wallets: Vec<String> = wallets
            .iter()
            .map(|fields| {
                let fields = fields.iter().map(|(name, value)| format!("{blank}\"{name}\"{blank}:{value}{blank}"));
                format!("{{{}}}", [format!("\"coin\":{blank}\"a\"")].into_iter().chain(fields).collect::<Vec<_>>().join(","))
            })
            .collect();
        let page = format!(r#"{{"wallets":{blank}[{}]{blank}}}"#, wallets.join(&format!("{blank},{blank}")));
        is_usual(&page);
        let read = read_wallets(&page.into(), &mut SharedWords::default()).unwrap();
        let texts: Vec<&str> = read.items.iter().map(|(_, wallet)| wallet.raw.as_str()).collect();
        prop_assert_eq!(texts, wallets);
    }
}
