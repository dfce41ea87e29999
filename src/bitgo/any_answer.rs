//! Whatever JSON an answer holds: nothing panics, nothing known is misread, nothing unknown is lost.

use super::access_token::AccessTokenInfo;
use super::approvals::PendingApproval;
use super::audit::AuditEntry;
use super::enterprises::{Enterprise, EnterprisePeople};
use super::error::ErrorBody;
use super::fields::Fields;
use super::keys::WalletKey;
use super::outcome::Outcome;
use super::paging::Batch;
use super::policies::Policy;
use super::session::SessionInfo;
use super::settings::{EcdhKeychain, UserSettings};
use super::shares::{ShareUpdate, ShareWish, WalletShare, WalletShares};
use super::sharing_keys::SharingKey;
use super::templates::TokenTemplate;
use super::transfers::Transfer;
use super::user::User;
use super::wallet::{CoinBalance, Wallet};
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
fn any_json() -> impl Strategy<Value = Value> {
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

fn any_object() -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::vec((texts(), any_json()), 0..10).prop_map(|fields| fields.into_iter().collect())
}

fn fields(object: &Map<String, Value>) -> Fields {
    Fields::of(Value::Object(object.clone())).unwrap_or_default()
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
        drop(Batch::read(it(), "wallets", |fields| Wallet::read(fields, None), |wallet| &wallet.id));
        drop((WalletShares::read(it()), ShareWish::read(it()), ShareUpdate::read(it())));
        drop((WalletKey::read(it()), SharingKey::read(it(), "a@b.example")));
        drop((UserSettings::read(it()), EcdhKeychain::read(it())));
        drop((Enterprise::read(it()), EnterprisePeople::read(it())));
        drop((AuditEntry::read(it()), TokenTemplate::read(it())));
        drop(ErrorBody::read(&serde_json::to_vec(&object).unwrap_or_default()));
    }

    #[test]
    fn what_is_not_known_is_kept(object in any_object(), unknown in any_json()) {
        let mut object = object;
        object.insert("zzNew".to_owned(), unknown.clone());
        let kept = [
            Wallet::read(fields(&object), None).extra,
            WalletShare::read(fields(&object)).extra,
            PendingApproval::read(fields(&object)).extra,
            Transfer::read(fields(&object)).extra,
            Policy::read(fields(&object)).extra,
        ];
        for extra in kept {
            prop_assert_eq!(extra.get("zzNew"), Some(&unknown));
        }
    }

    #[test]
    fn what_an_approval_is_about_is_always_kept_in_full(info in any_object()) {
        let approval: Map<String, Value> = [("info".to_owned(), Value::Object(info.clone()))].into_iter().collect();
        prop_assert_eq!(PendingApproval::read(fields(&approval)).info.raw, info);
    }
}
