//! Whatever JSON an answer holds: nothing panics, nothing known is misread, nothing unknown is lost.

use super::access_token::AccessTokenInfo;
use super::approvals::PendingApproval;
use super::audit::AuditEntry;
use super::ecdh_keychain::{EcdhKeychain, UserSettings};
use super::enterprises::EnterprisePeople;
use super::error::ErrorBody;
use super::fields::Fields;
use super::keys::WalletKey;
use super::outcome::Outcome;
use super::paging::Batch;
use super::policies::Policy;
use super::session::SessionInfo;
use super::shares::{ReshareRequest, ShareUpdate, WalletShare, WalletShares};
use super::sharing_keys::SharingKey;
use super::templates::TokenTemplate;
use super::transfers::Transfer;
use super::user::User;
use super::wallet::{CoinBalance, SharedWords, Wallet, read_wallets};
use bytes::Bytes;
use proptest::prelude::*;
use serde_json::{Map, Number, Value};

/// Names that the readers look for, so that arbitrary objects reach into them.
const NAMES: [&str; 64] = [
    "id",
    "coin",
    "type",
    "state",
    "scope",
    "info",
    "users",
    "user",
    "permissions",
    "permission",
    "keys",
    "freeze",
    "time",
    "expires",
    "balanceString",
    "balance",
    "spendableBalanceString",
    "admin",
    "policy",
    "rules",
    "condition",
    "action",
    "entries",
    "addresses",
    "metaData",
    "amountString",
    "timeWindow",
    "lowerBound",
    "recipients",
    "amount",
    "intent",
    "update",
    "userChangeRequest",
    "transactionRequest",
    "transactionRequestFull",
    "policyRuleRequest",
    "resolvers",
    "keychain",
    "encryptedPrv",
    "pub",
    "pendingApproval",
    "pendingApprovals",
    "pendingApprovalId",
    "error",
    "incoming",
    "outgoing",
    "wallets",
    "transfers",
    "valueString",
    "name",
    "email",
    "enterprises",
    "settings",
    "ecdhKeychain",
    "xpub",
    "encryptedXprv",
    "tokenLimits",
    "spendingLimits",
    "adminUsers",
    "count",
    "unlock",
    "nextBatchPrevId",
    "totalCount",
    "session",
];

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(&NAMES[..]).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["pending", "userChangeRequest", "transactionRequestFull", "active", "hot", "2026-11-20T12:00:00Z", "-5", "1e400"])
            .prop_map(str::to_owned),
        1 => ".{0,12}",
    ]
}

fn numbers() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::from),
        "-?[1-9][0-9]{0,60}(\\.[0-9]{1,5})?([eE][-+]?[0-9]{1,6})?"
            .prop_map(|text| text.parse::<Number>().map_or(Value::Null, Value::Number)),
    ]
}

/// Arbitrary JSON, mostly with names that mean something.
pub(super) fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        numbers(),
        texts().prop_map(Value::String),
    ];
    leaf.prop_recursive(5, 80, 8, |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            4 => prop::collection::vec((texts(), inner), 0..8)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

pub(super) fn any_object() -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::vec((texts(), any_json()), 0..10).prop_map(|fields| fields.into_iter().collect())
}

pub(super) fn fields(object: &Map<String, Value>) -> Fields {
    Fields::of(Value::Object(object.clone())).unwrap_or_default()
}

fn bytes_of(fields: Fields) -> Bytes {
    serde_json::to_vec(&fields.rest()).unwrap_or_default().into()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn no_reader_panics(object in any_object(), status in 200u16..300) {
        let it = || fields(&object);
        drop(AccessTokenInfo::read(it()));
        drop(SessionInfo::read(it()));
        drop(User::read(it()));
        drop(Wallet::read(it(), None).policy());
        drop(CoinBalance::read(it()));
        drop(Policy::read(it()));
        drop(PendingApproval::read(it()));
        drop(Transfer::read(it()));
        prop_assert!(WalletShare::read(it()).keychain.is_none_or(|it| !it.encrypted_prv.is_empty()));
        drop(Outcome::read(status, it(), |fields| Ok(WalletShare::read(fields))));
        drop(read_wallets(&bytes_of(it()), &mut SharedWords::default()));
        drop((WalletShares::read(it()), ReshareRequest::read(it()), ShareUpdate::read(it())));
        drop((WalletKey::read(it()), SharingKey::read(it(), "a@b.example")));
        drop((UserSettings::read(it()), EcdhKeychain::read(it())));
        drop(EnterprisePeople::read(&bytes_of(it())));
        drop((AuditEntry::read(it()), TokenTemplate::read(it())));
        drop(ErrorBody::read(&serde_json::to_vec(&object).unwrap_or_default()));
    }

    #[test]
    fn no_list_panics(items in prop::collection::vec(any_object(), 0..6), next in any_json(), total in any_json()) {
        let count = items.len();
        let list = |name: &str| {
            let items = items.iter().cloned().map(Value::Object).collect();
            let object = Map::from_iter([
                (name.to_owned(), Value::Array(items)),
                ("nextBatchPrevId".to_owned(), next.clone()),
                ("totalCount".to_owned(), total.clone()),
            ]);
            fields(&object)
        };
        let lengths = [
            read_wallets(&bytes_of(list("wallets")), &mut SharedWords::default()).ok().map(|it| it.items.len()),
            Batch::read(list("pendingApprovals"), "pendingApprovals", PendingApproval::read, |it| &it.id).map(|it| it.items.len()),
            Batch::read(list("transfers"), "transfers", Transfer::read, |it| &it.id).map(|it| it.items.len()),
            Batch::read(list("logs"), "logs", AuditEntry::read, |it| &it.id).map(|it| it.items.len()),
            Batch::read(list("accessTokens"), "accessTokens", AccessTokenInfo::read, |it| &it.id).map(|it| it.items.len()),
            Batch::read(list("accessTokenTemplates"), "accessTokenTemplates", TokenTemplate::read, |it| &it.id).map(|it| it.items.len()),
        ];
        prop_assert_eq!(lengths, [Some(count); 6]);
        drop((WalletShares::read(list("incoming")), EnterprisePeople::read(&bytes_of(list("adminUsers")))));
    }

    #[test]
    fn no_bytes_are_more_than_an_answer_that_cannot_be_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        drop(read_wallets(&bytes.clone().into(), &mut SharedWords::default()));
        drop(ErrorBody::read(&bytes));
    }

    #[test]
    fn what_is_not_known_is_kept(object in any_object(), unknown in any_json()) {
        let mut object = object;
        object.insert("zzNew".to_owned(), unknown.clone());
        let kept = [
            WalletShare::read(fields(&object)).extra,
            PendingApproval::read(fields(&object)).extra,
            Transfer::read(fields(&object)).extra,
            Policy::read(fields(&object)).extra,
        ];
        for extra in kept {
            prop_assert_eq!(extra.get("zzNew"), Some(&unknown));
        }
        let wallet = Wallet::read(fields(&object), None);
        prop_assert_eq!(serde_json::from_str::<Value>(wallet.raw.as_str()).ok(), Some(Value::Object(object)));
    }

    #[test]
    fn what_an_approval_is_about_is_always_kept_in_full(info in any_object()) {
        let approval: Map<String, Value> = [("info".to_owned(), Value::Object(info.clone()))].into_iter().collect();
        prop_assert_eq!(PendingApproval::read(fields(&approval)).info.raw, info);
    }
}

/// Answers that are made to cost: deep, long, or with numbers that no chain holds. They are so long that a reader which
/// went over them more than a few times would not end while anybody waits.
#[test]
fn a_hostile_answer_costs_no_more_than_reading_it() {
    let digits = "9".repeat(1_000_000);
    let many = "{\"id\":\"w\"},".repeat(100_000);
    let names = (0..100_000).fold(String::new(), |names, at| names + "\"k" + &at.to_string() + "\":7,");
    for text in [
        format!("{{\"id\":{}1{}}}", "[".repeat(1_000_000), "]".repeat(1_000_000)),
        format!("{{\"admin\":{}", "{\"policy\":".repeat(200_000)),
        format!("{{\"balanceString\":\"{digits}\",\"balance\":{digits},\"approvalsRequired\":{digits}}}"),
        format!("{{\"balanceString\":\"-{digits}.{digits}\",\"spendableBalanceString\":1e{digits}}}"),
        format!("{{\"balanceString\":{digits},\"confirmedBalanceString\":0.{digits}e-{digits}}}"),
        format!("{{\"id\":\"w\",\"users\":[{many}{{}}]}}"),
        format!("{{{names}\"id\":\"w\"}}"),
        format!("{{\"id\":\"w\",\"users\":[{}{{}}]}}", "{},".repeat(2_000_000)),
    ] {
        let object = serde_json::from_str::<Value>(&text).ok().and_then(Fields::of);
        if let Some(object) = object {
            let wallet = Wallet::read(object.clone(), None);
            assert!(wallet.balance.is_none_or(|it| it.exact().is_none()), "no amount has a million digits");
            drop((PendingApproval::read(object.clone()), CoinBalance::read(object.clone())));
            drop(Transfer::read(object));
        }
        drop(ErrorBody::read(text.as_bytes()));
    }
}
